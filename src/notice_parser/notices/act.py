"""A verb in a sentence → Event: what every kind fills in the same way."""

from __future__ import annotations

import re
from typing import Any

from ..model import Authority, Certainty, Event, Evidence, MentionKind, Span, Subject
from .arguments import authority, body, document_number, event_date, evidence_text
from .certainty import certainty_of
from .passage import Sentence
from .subjects import NOBODY, Names

_DECIDED_ON = re.compile(r"\s*(?:作出)?(?:行政)?(?:处罚)?决定(?:的)?(?:作出)?(?:日期|时间)[：:为]")
_BEFORE_THIS = re.compile(r"^\s*(?:另|又)?(?:在此|本次|此)?之?前[，,]|此前")
_OF_A_DECISION = re.compile(r"[罚吊处决撤销裁]")  # the number is that of the act, not of a circular
_BEFORE = re.compile(r"已于|曾于|此前|已被|先前")


_BY_ORGANS = re.compile(r"被(?P<by>公安机关|司法机关|检察机关|监察机关|纪检监察机关|警方)")
_DEPARTMENT = re.compile(r"(?!我|本|该)[\u4e00-\u9fff]{3,}[局厅委部院]")


def act(
    sentence: Sentence,
    event_type: str,
    verb: tuple[int, int],
    *,
    names: Names = NOBODY,
    quote: tuple[int, int] | None = None,
    **fields: Any,
) -> Event:
    """Make the event whose verb stands at ``verb``, with the arguments that the sentence supports.

    ``quote`` is the range of words that prove it, the whole sentence without one. ``fields`` go before
    what is found here: a kind that knows better says so.
    """
    start, end = verb
    words, span = evidence_text(sentence, *(quote or (0, len(sentence.text))))
    found: dict[str, Any] = {
        "certainty": certainty_of(sentence, start, end),
        "subjects": tuple(_coded(sentence, who) for who in names.subjects),
        "stated_count": names.stated,
        "evidence": _evidence(names),
        **fields,
    }
    if "authority" not in found:
        found["authority"] = _passive(sentence, start, end) or authority(sentence, start)
    if "event_date" not in found:
        found["event_date"] = _day_inside(sentence, start, end) or event_date(sentence, start)
    if event_type.startswith("admin.") and found["event_date"] in (None, sentence.source.own_date):
        found["event_date"] = _dated_behind(sentence) or found["event_date"]
    by = found["authority"]
    if by is not None and "authority" not in fields and any(who.name == by.written for who in names.subjects):
        found["authority"] = sentence.source.acting_issuer  # one whom it is done to does not do it
    own = found["event_date"] == sentence.source.own_date
    if found["certainty"] is Certainty.PROPOSED and (own or not sentence.of(MentionKind.DATE, end=start)):
        found["event_date"] = None  # the day of the announcement is not that of the act
    if "document_number" not in found:
        found["document_number"] = document_number(sentence, start)
    if event_type.startswith("list.") and _of_the_penalty(sentence, start, found["document_number"]):
        found["document_number"] = sentence.source.own_number
        if not sentence.of(MentionKind.DATE, start=sentence.part(start).start):
            found["event_date"] = sentence.source.own_date
    if _of_another(sentence, start, found):
        own = sentence.source
        if found["document_number"] == own.own_number and "document_number" not in fields:
            found["document_number"] = None
        if found["event_date"] == own.own_date and not sentence.of(MentionKind.DATE, end=start):
            found["event_date"] = None
    own = sentence.source
    if (
        event_type == "admin.penalty"
        and found["document_number"] == own.own_number
        and "document_number" not in fields
        and not _OF_A_DECISION.search(own.own_number or "")
        and _earlier_day(found["event_date"], own.own_date)
    ):
        found["document_number"] = None  # fined before the circular was written that tells of it
    apart = own.is_decision or own.is_proposal or bool(_BEFORE_THIS.search(sentence.shape, 0, start))
    elsewhere = apart and found["document_number"] not in (None, own.own_number)
    if elsewhere and found["event_date"] == own.own_date and not sentence.of(MentionKind.DATE):
        found["event_date"] = None  # another decision, which this one only tells of
    return Event(event_type=event_type, quote=words, span=span, **found)


def _dated_behind(sentence: Sentence) -> str | None:
    """The day that a further sentence of the same item gives: …罚款10万元。决定日期：2023年5月11日."""
    for later in sentence.passage.sentences:
        if later.span.start > sentence.span.start and _DECIDED_ON.match(later.shape):
            days = later.of(MentionKind.DATE)
            return days[0].mention.value if len(days) == 1 else None
    return None


def _of_the_penalty(sentence: Sentence, start: int, number: str | None) -> bool:
    """Whether a number is that of the penalty told before: …罚决字〔2023〕12号：罚款；列入失信名单."""
    part = sentence.part(start)
    return bool(number and part.start) and any(
        f.mention.value == number and f.end <= part.start and "罚" in number
        for f in sentence.of(MentionKind.DOCUMENT_NUMBER)
    )


def _earlier_day(day: str | None, other: str | None) -> bool:
    return day is not None and other is not None and len(day) == len(other) == 10 and day < other


def _passive(sentence: Sentence, start: int, end: int) -> Authority | None:
    """The body that a passive verb holds: 被乙法院于5月判处."""
    if by := _BY_ORGANS.search(sentence.shape, sentence.clause(start).start, start + 8):
        return Authority(written=by["by"])
    if not sentence.shape.startswith("被", start):
        return None
    bodies = sentence.of(MentionKind.AUTHORITY, start=start, end=end)
    return body(bodies[0].mention) if bodies else None


def _day_inside(sentence: Sentence, start: int, end: int) -> str | None:
    """The day that a passive verb holds."""
    if not sentence.shape.startswith("被", start):
        return None
    days = sentence.of(MentionKind.DATE, start=start, end=end)
    return days[0].mention.value if len(days) == 1 and days[0].mention.unit != "年度" else None


def _of_another(sentence: Sentence, start: int, found: dict[str, Any]) -> bool:
    """Whether the act is not the notice itself: another body's, or one that was done before (已于…被…)."""
    issuer, by = sentence.source.issuer, found["authority"]
    if sentence.source.is_bulletin or sentence.carrier is not None:
        return False
    if issuer and by is not None and by.full and by.full != issuer:
        return issuer not in by.full and by.full not in issuer and not by.written.startswith(("我", "本"))
    if issuer and by is not None and _BY_ORGANS.fullmatch(f"被{by.written}"):
        return True
    if issuer and by is not None and by.full is None and _DEPARTMENT.fullmatch(by.written):
        return by.written[-2:] not in issuer  # 区发展改革局 in a circular of the 管委会办公室
    day, today = found["event_date"], sentence.source.own_date or ""
    if day is not None and len(day) == 7:
        return bool(day < today[:7])  # 2020年11月，我局将17家企业列入…: in a letter of the next year
    told = day is not None and len(day) == 10 and day != today
    earlier = sentence.source.is_decision and day is not None and day < today
    return told and (earlier or bool(_BEFORE.search(sentence.shape, sentence.clause(start).start, start + 2)))


def _coded(sentence: Sentence, who: Subject) -> Subject:
    """Give a party the code that the notice prints beside its name elsewhere."""
    code = sentence.source.codes.get(who.name) if who.identifier is None else None
    return who.model_copy(update={"identifier": code}) if code else who


def _evidence(names: Names) -> tuple[Evidence, ...]:
    spans: list[Span] = [s.span for s in names.subjects if s.span is not None]
    return tuple(Evidence("subjects", span) for span in spans)


def clause_to(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """Return the range of whole clauses from the one at ``start`` to the one before ``end``."""
    return sentence.clause(start).start, sentence.clause(max(end - 1, start)).end
