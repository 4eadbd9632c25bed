"""Database → event records."""

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
_EVENTS = (
    "SELECT e.*, n.sha256, f.name AS file FROM events e JOIN notices n ON n.id = e.notice"
    " JOIN file_names f USING (sha256)"
)
_FIRST = " f.name = (SELECT name FROM file_names WHERE sha256 = n.sha256 ORDER BY first_seen, name LIMIT 1)"


def records(db: str | Path) -> Iterator[dict[str, Any]]:
    """Yield each event record, once for every file name under which its notice was met.

    The fields are those of ``Notice.records()``; what the notice does not say is null.
    """
    with closing(sqlite3.connect(db)) as rows:
        for row in _rows(rows, f"{_EVENTS} ORDER BY n.id, f.first_seen, f.name, e.number"):
            yield _record(rows, row)


def merged_records(db: str | Path) -> Iterator[dict[str, Any]]:
    """Yield each act once, as its fullest report tells it, with all its sources.

    To the fields of a record come ``act``, ``state`` (standing, revoked, disputed) and ``sources``. What a
    correction replaced and what a reviewer rejected is no act.
    """
    with closing(sqlite3.connect(db)) as rows:
        found = _rows(
            rows,
            _EVENTS.replace("e.*", "e.*, a.key AS act, a.state") + " JOIN acts a ON a.event = e.id"
            f" WHERE a.state NOT IN ('superseded', 'rejected') AND {_FIRST} ORDER BY a.key",
        )
        for row in found:
            sources = _rows(
                rows,
                "SELECT f.name AS file, n.sha256 AS notice, e.event_key, e.page FROM act_events k"
                " JOIN events e ON e.id = k.event JOIN notices n ON n.id = e.notice"
                " JOIN file_names f USING (sha256) WHERE k.act = ? ORDER BY n.sha256, f.name, e.event_key",
                row["act"],
            )
            yield _record(rows, row) | {
                "act": row["act"],
                "state": row["state"],
                "sources": [dict(source) for source in sources],
            }


def count(db: sqlite3.Connection, *, merged: bool = False) -> int:
    """Return how many records ``records`` yields, or with ``merged`` ``merged_records``."""
    sql = (
        "SELECT count(*) FROM acts WHERE state NOT IN ('superseded', 'rejected')"
        if merged
        else _EVENTS.replace("e.*, n.sha256, f.name AS file", "count(*)")
    )
    return int(db.execute(sql).fetchone()[0])


def record_of(db: sqlite3.Connection, event_key: str) -> dict[str, Any] | None:
    """Return one event record, under the first name of its file; None where there is no such event."""
    found = next(_rows(db, f"{_EVENTS} WHERE e.event_key = ? AND {_FIRST}", event_key), None)
    return None if found is None else _record(db, found)


def _rows(db: sqlite3.Connection, sql: str, *values: str) -> Iterator[sqlite3.Row]:
    cursor = db.cursor()
    cursor.row_factory = sqlite3.Row
    yield from cursor.execute(sql, values)


def _record(db: sqlite3.Connection, row: sqlite3.Row) -> dict[str, Any]:
    written, full = row["authority_written"], row["authority_full"]
    box = [row[side] for side in ("x0", "y0", "x1", "y1")]
    subjects = _rows(
        db,
        "SELECT name, kind, identifier, anonymised, role FROM event_subjects WHERE event = ? ORDER BY number",
        row["id"],
    )
    return {field: row[field] for field in _SAME} | {
        "authority": None if written is None else {"written": written, "full": full},
        "subjects": [dict(subject) | {"anonymised": bool(subject["anonymised"])} for subject in subjects],
        "penalty_kinds": json.loads(row["penalty_kinds"]) if row["penalty_kinds"] else None,
        "review_reasons": json.loads(row["review_reasons"]),
        "file": row["file"],
        "notice": row["sha256"],
        "box": None if box[0] is None else box,
    }
