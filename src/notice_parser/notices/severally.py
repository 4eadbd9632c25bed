"""Event on several parties → one event a party, where days are told one by one (分别于6月9日、6月19日)."""

from __future__ import annotations

import re
from itertools import pairwise

from ..model import Event, MentionKind, SubjectKind
from .passage import Sentence

_EACH = re.compile(r"分别(?:于|在)\s*$")
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
