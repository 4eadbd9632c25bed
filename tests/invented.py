"""Notices made by hand out of events, for tests of what follows from several of them."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from notice_parser.model import (
    Action,
    Authority,
    Block,
    BlockKind,
    Box,
    Document,
    Event,
    Fragment,
    Masthead,
    Mention,
    MentionKind,
    Notice,
    Page,
    Review,
    Span,
    Subject,
    SubjectKind,
)


def subject(name: str, kind: str = "organisation", **fields: Any) -> Subject:
    return Subject(name=name, kind=SubjectKind(kind), **fields)


def event(
    event_type: str,
    subjects: Iterable[Subject | str],
    *,
    authority: str | None = None,
    number: str | None = None,
    date: str | None = None,
    review: str = "auto",
    quote: str | None = None,
    **fields: Any,
) -> Event:
    found = tuple(subject(one) if isinstance(one, str) else one for one in subjects)
    words = quote or "、".join(
        (
            *(one.name for one in found),
            *(str(value) for value in (event_type, *fields.values(), number, date) if value),
        )
    )
    return Event(
        event_type=event_type,
        subjects=found,
        authority=Authority(written=authority) if authority else None,
        document_number=number,
        event_date=date,
        review=Review(review),
        quote=words,
        span=Span(0, 0),
        **fields,
    )


def add(
    subjects: Iterable[Subject | str], name: str | None, event_type: str = "list.warning", **fields: Any
) -> Event:
    if fields.get("date") and fields.get("duration"):
        fields.setdefault("start", fields["date"])
    if fields.get("derived_end"):
        fields.setdefault("derived_end_rule", "start+duration")
    return event(event_type, subjects, action=Action.ADD, list_name=name, **fields)


def remove(
    subjects: Iterable[Subject | str], name: str | None, event_type: str = "list.warning", **fields: Any
) -> Event:
    return event(event_type, subjects, action=Action.REMOVE, list_name=name, **fields)


def extend(
    subjects: Iterable[Subject | str], name: str | None, event_type: str = "list.warning", **fields: Any
) -> Event:
    return event(event_type, subjects, action=Action.EXTEND, list_name=name, **fields)


def made(
    key: str,
    *,
    events: Sequence[Event],
    title: str = "通知",
    number: str | None = None,
    issuer: str | None = None,
    published: str | None = None,
    naming: Sequence[str] = (),
) -> Notice:
    """Make a notice whose text is its title and the quotes; ``naming`` are numbers that every quote names."""
    blocks: list[Block] = []
    found: list[Event] = []
    mentions: list[Mention] = []
    at = 0
    for words in (title, *(event.quote + "".join(naming) for event in events)):
        kind = BlockKind.TITLE if not blocks else BlockKind.PARAGRAPH
        span = Span(at, at + len(words))
        box = Box(0.1, min(0.05 + 0.02 * len(blocks), 0.9), 0.9, min(0.07 + 0.02 * len(blocks), 0.95))
        blocks.append(Block(kind=kind, span=span, text=words, fragments=(Fragment(span, 1, box),)))
        if len(blocks) > 1:
            place = len(blocks) - 2
            found.append(events[place].model_copy(update={"span": span, "quote": words}))
            for named in naming:
                start = at + words.index(named)
                mentions.append(
                    Mention(
                        kind=MentionKind.DOCUMENT_NUMBER,
                        span=Span(start, start + len(named)),
                        text=named,
                        value=named,
                        found_by="made",
                    )
                )
        at += len(words) + 1
    return Notice(
        document=Document(
            name=f"{key}.pdf",
            sha256=hashlib.sha256(key.encode()).hexdigest(),
            pages=(Page(number=1, width=595, height=842),),
            blocks=tuple(blocks),
        ),
        masthead=Masthead(
            title=title,
            issuer=issuer,
            document_number=number,
            published=dt.date.fromisoformat(published) if published else None,
        ),
        mentions=tuple(mentions),
        events=tuple(found),
    )
