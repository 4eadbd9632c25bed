"""Database → what investigators call sanctions: stays on lists of the untrustworthy, and penalties."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from .records import merged_records, record_of
from .selection import Selection

_LISTS = ("list.serious", "list.warning", "list.abnormal", "list.judgment_defaulter")
_PERIODS = f"""
SELECT key, subject, list_name AS program, event_type, authority, document_number, start, removed, "end",
  expires, expires_basis, event_key FROM listing_periods
WHERE doubtful = 0 AND opened_by IS NOT NULL AND event_type IN ({", ".join(f"'{kind}'" for kind in _LISTS)})
ORDER BY key
"""
_SOURCES = """
SELECT f.name AS file, n.sha256 AS notice, e.page FROM {links} JOIN events e ON e.id = l.event
JOIN notices n ON n.id = e.notice JOIN file_names f USING (sha256) WHERE {owner} = ? ORDER BY 2, 1, 3
"""
_PARTIES = """
SELECT m.subject FROM events e JOIN subject_mentions m ON m.event = e.id WHERE e.event_key = ?
ORDER BY m.number
"""
_OPEN = ("needs_review", "rejected")


def sanctions(db: str | Path, selection: Selection) -> Iterator[dict[str, Any]]:
    """Yield each stay on a list of the untrustworthy, and each penalty that stands.

    What waits for review, was revoked or is disputed is left out, as is a removal from a list on which
    nobody was seen.
    """
    with closing(sqlite3.connect(db)) as rows:
        rows.row_factory = sqlite3.Row
        for period in rows.execute(_PERIODS).fetchall():
            record = record_of(rows, period["event_key"])
            if record is not None and any(selection.of([record], db)):
                yield {
                    "key": period["key"],
                    "subjects": [period["subject"]],
                    "program": period["program"],
                    "kind": period["event_type"],
                    "authority": period["authority"],
                    "document_number": period["document_number"],
                    "start": period["start"],
                    "end": period["removed"] or period["expires"] or period["end"],
                    "end_basis": "removed" if period["removed"] else period["expires_basis"],
                    "penalty_kinds": [],
                    "reason": record["reason"],
                    "quote": record["quote"],
                    "sources": _sources(rows, "listing_sources l", "l.period", period["key"]),
                }
        for record in selection.of(merged_records(db), db):
            standing = record["state"] == "standing" and record["review"] not in _OPEN
            if record["event_type"] == "admin.penalty" and record["certainty"] == "asserted" and standing:
                yield _penalty(rows, record)


def parties(db: str | Path, keys: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Yield what is known of each subject: its names, its codes but no person's, its place."""
    with closing(sqlite3.connect(db)) as rows:
        rows.row_factory = sqlite3.Row
        for key in keys:
            found = rows.execute("SELECT * FROM subjects WHERE key = ?", (key,)).fetchone()
            names = rows.execute(
                "SELECT name FROM subject_names WHERE subject = ? ORDER BY events DESC, name", (key,)
            ).fetchall()
            codes = rows.execute(
                "SELECT scheme, value FROM subject_identifiers WHERE subject = ? AND scheme <> 'resident'"
                " ORDER BY 1, 2",
                (key,),
            ).fetchall()
            yield {
                "key": key,
                "kind": found["kind"],
                "names": [found["name"], *(name for (name,) in names if name != found["name"])],
                "codes": [tuple(code) for code in codes] if found["kind"] == "organisation" else [],
                "place": found["place"],
                "anonymised": bool(found["anonymised"]),
            }


def _penalty(rows: sqlite3.Connection, record: dict[str, Any]) -> dict[str, Any]:
    body = record["authority"] or {}
    return {
        "key": record["act"],
        "subjects": [key for (key,) in rows.execute(_PARTIES, (record["event_key"],))],
        "program": None,
        "kind": record["event_type"],
        "authority": body.get("full") or body.get("written"),
        "document_number": record["document_number"],
        "start": record["event_date"],
        "end": record["end"] or record["derived_end"],
        "end_basis": "stated" if record["end"] else "computed" if record["derived_end"] else None,
        "penalty_kinds": record["penalty_kinds"] or [],
        "fine_yuan": record["fine_yuan"],
        "confiscated_yuan": record["confiscated_yuan"],
        "reason": record["reason"],
        "quote": record["quote"],
        "sources": _sources(rows, "act_events l", "l.act", record["act"]),
    }


def _sources(rows: sqlite3.Connection, links: str, owner: str, key: str) -> list[dict[str, Any]]:
    return [dict(row) for row in rows.execute(_SOURCES.format(links=links, owner=owner), (key,))]
