"""Events → one for each decision: penalties that one party's decision counts off belong together."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from ..model import Block, Event, Span
from .passage import Source

ITEM = re.compile(r"\s*[（(]?[一二三四五六七八九十\d]{1,3}[)）.、．]")


def joined(source: Source, events: Iterable[Event]) -> list[Event]:
    """Make one event of the penalties that stand as items below one another and fall on the same party.

    >>> from notice_parser import parse_text
    >>> letter = "临泽县恒岳电镀有限公司：\\n现决定对你公司：\\n一、没收违法所得2000元；\\n二、罚款9000元。"
    >>> (event,) = parse_text("处罚决定书\\n" + letter + "\\n临泽县水务局\\n2024年7月19日").events
    >>> event.penalty_kinds, event.fine_yuan, event.confiscated_yuan
    (('没收违法所得', '罚款'), '9000', '2000')
    """
    out: list[Event] = []
    for event in events:
        at = next((n for n, other in enumerate(out) if _belong_together(source, other, event)), None)
        if at is None:
            out.append(event)
        else:
            out[at] = _both(source, out[at], event)
    return out


def _belong_together(source: Source, one: Event, other: Event) -> bool:
    same = ("event_type", "certainty", "authority", "document_number", "event_date")
    if one.event_type != "admin.penalty" or any(getattr(one, n) != getattr(other, n) for n in same):
        return False
    if [s.name for s in one.subjects] != [s.name for s in other.subjects] or not one.subjects:
        return False
    between = _blocks(source, Span(one.span.start, other.span.end))
    return len(between) > 1 and all(ITEM.match(block.text) for block in between)


def _blocks(source: Source, span: Span) -> list[Block]:
    return [b for b in source.document.blocks if b.span.start < span.end and span.start < b.span.end]


def _both(source: Source, one: Event, other: Event) -> Event:
    span = Span(one.span.start, other.span.end)
    return one.model_copy(
        update={
            "penalty_kinds": tuple(dict.fromkeys((*one.penalty_kinds, *other.penalty_kinds))),
            "fine_yuan": _sum(one.fine_yuan, other.fine_yuan),
            "confiscated_yuan": _sum(one.confiscated_yuan, other.confiscated_yuan),
            "legal_basis": one.legal_basis or other.legal_basis,
            "reason": one.reason or other.reason,
            "measure": "；".join(filter(None, (one.measure, other.measure))),
            "span": span,
            "quote": source.text[slice(*span)],
        }
    )


def _sum(one: str | None, other: str | None) -> str | None:
    if one is None or other is None:
        return one or other
    return f"{Decimal(one) + Decimal(other):f}"
