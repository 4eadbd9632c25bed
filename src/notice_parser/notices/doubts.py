"""Event → doubts: what its own words say that no record took up, and what it has from elsewhere.

A record read from prose is as sure as its sentence is explained. A term, a sum or a name beside the act
that no record of the sentence holds may be a value that was missed, and a number or an authority that the
sentence does not hold may be another act's.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from ..model import Event, Mention, MentionKind, Span
from .passage import Source

_MOST = 40  # events of one paragraph that are looked at: each is compared with all
_UNTOLD = {
    MentionKind.DURATION: "期限",
    MentionKind.AMOUNT: "金额",
    MentionKind.PERSON: "人名",
    MentionKind.ORGANISATION: "名称",
}
# no terms of a listing or a measure: how long something had lasted, a sentence, a closure; a deadline
_SINCE = re.compile(r"(?:连续|近|满|超过|逾期)$")
_WITHIN = re.compile(r"\s*(?:内|以[上内来]|来|多|前|后(?!至))")
_IN_BRACKETS = re.compile(r"[（(][^（）()]{0,11}$")
_POST = re.compile(r"(?:[局处科院队所部市县区厅]长|主任|书记|主席|负责人|发言人|记者|律师)$")
_SPEAKS = re.compile(r"介绍|表示|说|透露|指出|强调|告诉")
_MARK = re.compile(r"[，。；：、]")
Told = Mapping[int, list[Event]]


def by_paragraph(source: Source, events: Iterable[Event]) -> Told:
    """Return the events that each paragraph of prose tells, by where it starts."""
    told: defaultdict[int, list[Event]] = defaultdict(list)
    for event in events:
        told[_paragraph(source, event.span).start].append(event)
    return told


def doubts(event: Event, told: Told, source: Source) -> list[str]:
    """Return in Chinese what makes an event of prose doubtful; ``told`` are all events, by paragraph."""
    paragraph = _paragraph(source, event.span)
    events = told.get(paragraph.start, [])
    if len(events) > _MOST:
        return []  # an enumeration, no prose
    part = _part(source, event.span, paragraph)
    beside = [e for e in events if _touch(e.span, part)]
    known = {value for each in beside for value in _values(each) if value}
    kinds = {each.event_type for each in beside}
    found = [
        f"句中{_UNTOLD[m.kind]}“{m.text}”没有读入"
        for m in source.within(part)
        if m.kind in _UNTOLD
        and not {m.value, m.text, m.full} & known
        and _matters(m, kinds, known, source.text)
    ]
    if (other := _another_body(event, paragraph, source)) is not None:
        found.append(f"段中另有机关“{other.text}”，作出机关取自全文")
    if _number_of_another_day(event, paragraph, source):
        found.append("文号取自全文，而行为另有日期")
    return list(dict.fromkeys(found))


def _matters(mention: Mention, kinds: set[str], known: set[str], text: str) -> bool:
    """Whether a record of these kinds would hold what is mentioned: no deadline, no speaker, no owner."""
    before = text[max(mention.span.start - 12, 0) : mention.span.start]
    after = text[mention.span.end : mention.span.end + 16]
    match mention.kind:
        case MentionKind.DURATION:
            return not (_SINCE.search(before) or _WITHIN.match(after))
        case MentionKind.AMOUNT:
            return "admin.penalty" in kinds  # of no other act a record holds a sum
    if "objection.resolved" in kinds or before.endswith("“") or _IN_BRACKETS.search(before):
        return False  # what was wrong and is corrected, an example, an owner told in brackets
    if any(mention.text in value for value in known):
        return False
    if mention.kind is MentionKind.PERSON:
        return not (_POST.search(before) or _SPEAKS.match(after))
    return not any(name in after and not _MARK.search(after[: after.index(name)]) for name in known)


def _values(event: Event) -> Iterable[str | None]:
    """The values that a record holds, as mentions have them."""
    yield from (event.duration, event.fine_yuan, event.confiscated_yuan)
    for who in event.subjects:
        yield who.name
    if event.authority is not None:
        yield from (event.authority.written, event.authority.full)


def _another_body(event: Event, paragraph: Span, source: Source) -> Mention | None:
    """The body that the words name, where the record has the notice's own, which the paragraph does not."""
    by = event.authority
    if by is None or by.written in source.text[slice(*paragraph)]:
        return None
    text = source.text
    bodies = [
        m
        for m in source.within(paragraph)
        if m.kind is MentionKind.AUTHORITY
        and text.rfind("《", paragraph.start, m.span.start) <= text.rfind("》", paragraph.start, m.span.start)
    ]
    return next((m for m in bodies if m.full != by.full and not m.text.startswith(("我", "本"))), None)


def _number_of_another_day(event: Event, paragraph: Span, source: Source) -> bool:
    """Whether a record has the notice's number though the paragraph gives the act a day of its own."""
    number, day = event.document_number, event.event_date
    if number is None or day is None or number != source.own_number or day == source.own_date:
        return False
    days = [m for m in source.within(paragraph) if m.kind is MentionKind.DATE and m.value == day]
    return bool(days) and not any(
        m.kind is MentionKind.DOCUMENT_NUMBER and m.value == number for m in source.within(paragraph)
    )


def _paragraph(source: Source, span: Span) -> Span:
    end = source.text.find("\n", max(span.end - 1, span.start))
    return Span(source.text.rfind("\n", 0, span.start) + 1, end if end >= 0 else len(source.text))


def _part(source: Source, span: Span, paragraph: Span) -> Span:
    """The sentence, or its part between semicolons, that the words of an event stand in."""
    text = source.text
    start = max(text.rfind(mark, paragraph.start, span.start) + 1 for mark in "。；")
    ends = [
        at for mark in "。；" if (at := text.find(mark, max(span.end - 1, span.start), paragraph.end)) >= 0
    ]
    return Span(max(start, paragraph.start), min([*ends, paragraph.end]))


def _touch(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
