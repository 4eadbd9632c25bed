"""Notice → rows of the base tables."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ..model import Box, Document, Event, MentionKind, Notice, Span

Row = dict[str, Any]
_NOWHERE = Box(*4 * (None,))  # type: ignore[arg-type]


def notice_rows(notice: Notice, id: int, key: str | None = None) -> dict[str, list[Row]]:
    """Return the rows of every table that hangs on the notice itself.

    ``key`` tells which key the numbers of persons were hashed with.
    """
    document = notice.document
    page_of = _pages(document)
    owner: Row = {"notice": id}
    return {
        "pages": [owner | page.model_dump() for page in document.pages],
        "blocks": [
            owner
            | {"number": number, "kind": block.kind, "text": block.text, "page": block.page}
            | _ends(block.span)
            for number, block in enumerate(document.blocks, 1)
        ],
        "fragments": [
            owner
            | {"block": number, "number": line, "page": fragment.page}
            | _ends(fragment.span)
            | fragment.box._asdict()
            | {"confidence": fragment.confidence, "raw": fragment.raw, "doubtful": fragment.doubtful}
            for number, block in enumerate(document.blocks, 1)
            for line, fragment in enumerate(block.fragments, 1)
        ],
        "mentions": [
            owner
            | mention.model_dump(exclude={"span"})
            | {"number": number, "page": page_of(mention.span), "anonymised": int(mention.anonymised)}
            | _ends(mention.span)
            for number, mention in enumerate(notice.mentions, 1)
        ],
        "problems": [
            owner
            | {"number": number, "code": problem.code, "message": problem.message, "page": problem.page}
            | {"words": document.text[slice(*problem.span)]}
            | _ends(problem.span)
            for number, problem in enumerate(notice.problems, 1)
        ],
        "person_numbers": [
            owner
            | {"number": number, "kind": one.kind, "masked": one.masked, "hash": one.hash, "key": key}
            | _ends(one.span)
            for number, one in enumerate(notice.numbers, 1)
            if key
        ],
        "assessment_cells": [
            owner
            | cell.model_dump(exclude={"table", "box"})
            | {"number": number, "table_number": cell.table}
            | cell.box._asdict()
            for number, cell in enumerate(notice.assessments, 1)
        ],
    } | _tables(document, owner)


def event_rows(
    notice: Notice,
    id: int,
    records: Sequence[Mapping[str, Any]],
    ids: Mapping[str, int],
    *,
    corrects: bool = False,
) -> dict[str, list[Row]]:
    """Return the rows of the events and of what hangs on them; ``ids`` gives each event key its row.

    ``records`` are those of the notice in its order, with what people corrected. What ``corrects`` an earlier
    notice may name it anywhere.
    """
    rows: dict[str, list[Row]] = {"events": [], "event_subjects": [], "evidence": [], "event_references": []}
    for number, (event, record) in enumerate(zip(notice.events, records, strict=True), 1):
        key = ids[record["event_key"]]
        rows["events"].append(
            event_row(record) | {"id": key, "notice": id, "number": number} | _ends(event.span)
        )
        rows["event_subjects"] += subject_rows(record, key, {s.name: s.span for s in event.subjects})
        rows["evidence"] += _evidence(notice.document, event, key)
        rows["event_references"] += [
            {"event": key, "document_number": named}
            for named in dict.fromkeys(
                mention.value
                for mention in notice.mentions
                if mention.kind is MentionKind.DOCUMENT_NUMBER
                and (corrects or event.span.start <= mention.span.start < event.span.end)
                and mention.value not in (event.document_number, notice.masthead.document_number)
            )
        ]
    return rows


def event_row(record: Mapping[str, Any]) -> Row:
    """Return the columns of ``events`` that an event record fills."""
    row = {name: value for name, value in record.items() if name not in ("file", "notice", "subjects")}
    box = row.pop("box")
    authority = row.pop("authority") or {"written": None, "full": None}
    return (
        row
        | {f"authority_{part}": value for part, value in authority.items()}
        | {name: _json(row[name]) for name in ("penalty_kinds", "review_reasons")}
        | Box(*(box or _NOWHERE))._asdict()
    )


def subject_rows(record: Mapping[str, Any], event: int, spans: Mapping[str, Span | None]) -> list[Row]:
    """Return the rows of ``event_subjects`` for an event record; ``spans`` says where each name stands."""
    return [
        subject
        | {"event": event, "number": place, "anonymised": int(subject["anonymised"])}
        | (_ends(span) if (span := spans.get(subject["name"])) else {"span_start": None, "span_end": None})
        for place, subject in enumerate(record["subjects"], 1)
    ]


def _evidence(document: Document, event: Event, id: int) -> list[Row]:
    """Return one row per field and rectangle: quote, subjects, and what the event names as evidence."""
    proofs = [("quote", event.span)]
    proofs += [("subjects", subject.span) for subject in event.subjects if subject.span]
    proofs += [(field, span) for field, span in event.evidence]
    seen: dict[str, int] = {}
    rows = []
    for field, span in dict.fromkeys(proofs):
        places: list[tuple[int | None, Box]] = [*document.where(span)]
        for page, box in places or [(None, _NOWHERE)]:
            seen[field] = seen.get(field, 0) + 1
            rows.append(
                {"event": id, "field": field, "number": seen[field], "page": page}
                | _ends(span)
                | box._asdict()
            )
    return rows


def _tables(document: Document, owner: Row) -> dict[str, list[Row]]:
    """Return the rows of the logical tables and of their cells."""
    tables: list[Row] = []
    cells: list[Row] = []
    for block_number, block in enumerate(document.blocks, 1):
        if block.table is None:
            continue
        table, number = block.table, len(tables) + 1
        tables.append(
            owner
            | {"number": number, "block": block_number, "title": table.title}
            | {"pages": _json(table.pages), "header": _json(table.header)}
        )
        cells += [
            owner
            | {"table_number": number, "row": row, "column": column, "text": cell.text, "page": cell.page}
            | {"header": table.header[column - 1] if column <= len(table.header) else None}
            | _ends(cell.span)
            | cell.box._asdict()
            for row, body in enumerate(table.rows, 1)
            for column, cell in enumerate(body, 1)
        ]
    return {"tables": tables, "table_cells": cells}


def _pages(document: Document) -> Callable[[Span], int]:
    """Return what gives the page on which a span starts; 1 for text that has no pages.

    A long notice has tens of thousands of mentions, too many to look through its lines for each.
    """
    lines = sorted((line.span, line.page) for block in document.blocks for line in block.fragments)
    ends = [span.end for span, _ in lines]

    def page_of(span: Span) -> int:
        place = bisect_right(ends, span.start)
        return lines[min(place, len(lines) - 1)][1] if lines else 1

    return page_of


def _ends(span: Span) -> Row:
    return {"span_start": span.start, "span_end": span.end}


def _json(value: Any) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False)
