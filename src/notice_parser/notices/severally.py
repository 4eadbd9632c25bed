"""Event on several parties → one event a party, where days are told one by one (分别于6月9日、6月19日)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ..model import Event, MentionKind, SubjectKind
from ..text import add_duration
from .moves import Move
from .passage import Sentence
from .penalties import Sanction, sanction
from .subjects import Names

_EACH = re.compile(r"分别(?:于|在)\s*$")
_EACH_UNTIL = re.compile(r"分别(?:延长|顺延|延期)?(?:至|到)")
_EACH_TERM = re.compile(r"期限?(?:各|依次)?分别为?")  # 期限分别为3年和1年
_TERM_ON = re.compile(
    r"[，；](?:其中)?对(?P<who>[^，。；]{2,40}?)的?(?:管理|列入|惩戒|公示|公布)?期限?(?:为|是)"
)
_SUM = re.compile(r"\d[\d,，]*(?:\.\d+)?\s*万?元")
_AND = re.compile(r"\s*(?:、|和|及|与|，)\s*")


def by_day(sentence: Sentence, event: Event) -> list[Event]:
    """Share out the days that a sentence tells one by one among the parties of an act, in their order.

    Only where there are as many days as parties, and the day that was read is one of them.

    >>> from notice_parser import parse_text
    >>> events = parse_text(
    ...     "临泽县谷语烘焙店、临泽县恒岳铸造厂分别于2023年6月9日、6月19日被列入“黑名单”。").events
    >>> [(event.subjects[0].name, event.event_date) for event in events]
    [('临泽县谷语烘焙店', '2023-06-09'), ('临泽县恒岳铸造厂', '2023-06-19')]
    """
    who = event.subjects
    if len(who) < 2 or any(each.kind is SubjectKind.GROUP for each in who) or "分别" not in sentence.shape:
        return [event]
    days = sentence.of(MentionKind.DATE)
    for at in range(len(days) - len(who) + 1):
        run = days[at : at + len(who)]
        joined = all(_AND.fullmatch(sentence.text[one.end : two.start]) for one, two in pairwise(run))
        values = [day.mention.value for day in run]
        if joined and event.event_date in values and _EACH.search(sentence.text[: run[0].start]):
            return [
                event.model_copy(update={"subjects": (each,), "stated_count": None} | _from(event, day))
                for each, day in zip(who, values, strict=True)
            ]
    return [event]


def _from(event: Event, day: str) -> dict[str, str | None]:
    """The party's own day, and the start where that was counted from the day that was read."""
    own: dict[str, str | None] = {"event_date": day}
    if event.start is not None and event.start == event.event_date:
        own |= {"start": day, "derived_end": None, "derived_end_rule": None}
    return own


def by_term(sentence: Sentence, move: Move, event: Event) -> Iterator[Event]:
    """Share out the terms or days told one by one: 期限分别为3年和1年, 分别至3月1日和4月1日."""
    if apart := _terms_apart(sentence, move, event):
        for who, length in zip(event.subjects, apart, strict=True):
            derived = add_duration(event.start, length) if event.start and len(event.start) == 10 else None
            rule = "start+duration" if derived else None
            own = {"subjects": (who,), "duration": length, "derived_end": derived, "derived_end_rule": rule}
            yield event.model_copy(update=own)
        return
    terms = _EACH_TERM.search(sentence.shape, move.verb_end)
    lengths = [f.mention.value for f in sentence.of(MentionKind.DURATION, start=terms.end())] if terms else []
    if len(lengths) >= 2 and len(lengths) == len(event.subjects):
        for who, length in zip(event.subjects, lengths, strict=True):
            derived = add_duration(event.start, length) if event.start and len(event.start) == 10 else None
            own = {"subjects": (who,), "duration": length, "derived_end": derived}
            yield event.model_copy(update=own | {"derived_end_rule": "start+duration" if derived else None})
        return
    told = _EACH_UNTIL.search(sentence.shape, move.verb_end)
    days = [f.mention.value for f in sentence.of(MentionKind.DATE, start=told.end())] if told else []
    if len(days) < 2 or len(days) != len(event.subjects):
        yield event
        return
    for who, day in zip(event.subjects, days, strict=True):
        yield event.model_copy(update={"subjects": (who,), "end": day, "stated_count": None})


def _terms_apart(sentence: Sentence, move: Move, event: Event) -> list[str]:
    """The term of each party where each is told with its own: 其中对公司期限为三年，对乙期限为一年."""
    told = list(_TERM_ON.finditer(sentence.shape, move.verb_end)) if len(event.subjects) > 1 else []
    lengths: list[str] = []
    for who in event.subjects if len(told) > 1 else ():
        called = who.name if who.kind is SubjectKind.PERSON else "公司|单位|企业|厂|" + re.escape(who.name)
        own = [found for found in told if re.search(called, found["who"])]
        here = (
            sentence.of(MentionKind.DURATION, start=own[0].end(), end=sentence.clause(own[0].end()).end)
            if own
            else []
        )
        lengths += [here[0].mention.value] if here else []
    return lengths if len(lengths) == len(event.subjects) else []


def fined_severally(
    names: Names, words: str, imposed: Sanction, each_apart: bool
) -> list[tuple[Names, str | None, str | None]]:
    """Share out fines and sums taken that are told one by one: 对甲公司、乙店分别处以15万元、9万元罚款."""
    fined, _, taken = words.partition("没收")
    fines, sums = (
        [sanction(f"罚款{m[0]}").fine_yuan for m in _SUM.finditer(part)] for part in (fined, taken)
    )
    count = len(names.subjects)
    if not each_apart or count < 2 or len(fines) != count or len(sums) not in (0, count):
        return [(names, imposed.fine_yuan, imposed.confiscated_yuan)]
    return [
        (Names((who,), None), fine, own)
        for who, fine, own in zip(names.subjects, fines, sums or [None] * count, strict=True)
    ]
