"""Database → event records, one a line."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

_SAME = (  # fields that are columns of the same name
    "event_type",
    "certainty",
    "action",
    "list_name",
    "list_level",
    "batch",
    "stated_count",
    "document_number",
    "event_date",
    "start",
    "end",
    "duration",
    "derived_end",
    "derived_end_rule",
    "fine_yuan",
    "confiscated_yuan",
    "reason",
    "legal_basis",
    "measure",
    "document_title",
    "quote",
    "confidence",
    "review",
    "event_key",
    "page",
)


def records(db: str | Path) -> Iterator[dict[str, Any]]:
    """Yield each event record, once for every file name under which its notice was met.

    The fields are those of ``Notice.records()``; what the notice does not say is null.
    """
    with closing(sqlite3.connect(db)) as rows:
        rows.row_factory = sqlite3.Row
        found = rows.execute(
            "SELECT e.*, n.sha256, f.name AS file FROM events e JOIN notices n ON n.id = e.notice"
            " JOIN file_names f USING (sha256) ORDER BY n.id, f.first_seen, f.name, e.number"
        )
        for row in found:
            yield _record(row, _subjects(rows, row["id"]))


def lines(db: str | Path) -> Iterator[str]:
    """Yield each event record as one line of JSON, without its line end."""
    for record in records(db):
        yield json.dumps(record, ensure_ascii=False)


def _record(row: sqlite3.Row, subjects: list[dict[str, Any]]) -> dict[str, Any]:
    written, full = row["authority_written"], row["authority_full"]
    box = [row[side] for side in ("x0", "y0", "x1", "y1")]
    return {field: row[field] for field in _SAME} | {
        "authority": None if written is None else {"written": written, "full": full},
        "subjects": subjects,
        "penalty_kinds": json.loads(row["penalty_kinds"]) if row["penalty_kinds"] else None,
        "review_reasons": json.loads(row["review_reasons"]),
        "file": row["file"],
        "notice": row["sha256"],
        "box": None if box[0] is None else box,
    }


def _subjects(rows: sqlite3.Connection, event: int) -> list[dict[str, Any]]:
    found = rows.execute(
        "SELECT name, kind, identifier, anonymised, role FROM event_subjects WHERE event = ? ORDER BY number",
        (event,),
    )
    return [dict(row) | {"anonymised": bool(row["anonymised"])} for row in found]
