"""Subjects, acts, stays on lists and counts of what is published → the copy."""

from __future__ import annotations

from collections.abc import Sequence
from sqlite3 import Connection, Row
from typing import Any

from ..store.labels import EVENT_TYPES
from .decide import Decisions
from .notice import insert
from .rules import Rules


def copy_derived(full: Connection, copy: Connection, decisions: Decisions, rules: Rules) -> None:
    """Copy what follows from the published events; counts count these and no others."""
    full.execute(
        "CREATE TEMP TABLE shown (event INTEGER, number INTEGER, key TEXT, until TEXT,"
        " PRIMARY KEY (event, number))"
    )
    full.executemany(
        "INSERT INTO temp.shown VALUES (?, ?, ?, ?)",
        (
            (event, party.number, None if party.person else party.key, verdict.until)
            for event, verdict in decisions.published.items()
            for party in verdict.parties
        ),
    )
    full.execute(
        "CREATE TEMP TABLE shown_events AS SELECT event, max(until) AS until FROM temp.shown GROUP BY event"
    )
    full.execute("CREATE UNIQUE INDEX temp.shown_events_event ON shown_events (event)")
    full.execute("CREATE INDEX temp.shown_key ON shown (key)")
    for table, sql in _COPIED:
        insert(copy, table, _rows(full, sql))
    if "publish_terms" in {name for (name,) in copy.execute("SELECT name FROM sqlite_master")}:
        copy.executemany(
            "INSERT INTO publish_terms (event_key, publish_until, rule) VALUES (?, ?, ?)",
            (
                (key, decisions.published[event].until, decisions.published[event].cls.id)
                for event, key in full.execute("SELECT id, event_key FROM events")
                if event in decisions.published
            ),
        )


def count_persons(full: Connection, copy: Connection, decisions: Decisions, rules: Rules) -> None:
    """Count natural persons by year, authority and kind; a cell of few is left out, as if it were empty.

    What is sealed, undecided or over is not counted.
    """
    full.execute("CREATE TEMP TABLE counted (event INTEGER PRIMARY KEY)")
    full.executemany(
        "INSERT INTO temp.counted VALUES (?)",
        ((event,) for event, rule in decisions.withheld.items() if rule == "person"),
    )
    counted = full.execute(
        "SELECT substr(coalesce(e.event_date, e.start), 1, 4),"
        " coalesce(e.authority_full, e.authority_written), e.event_type, count(*)"
        " FROM temp.counted c JOIN events e ON e.id = c.event JOIN event_subjects s ON s.event = e.id"
        " WHERE s.kind = 'person' AND e.review <> 'rejected'"
        " GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"
    ).fetchall()
    rows = [
        (year, authority, EVENT_TYPES.get(kind, kind), count)
        for year, authority, kind, count in counted
        if year and authority and count >= rules.policy.small_cell
    ]
    copy.executemany('INSERT INTO "个人统计" VALUES (NULL, ?, ?, ?, ?)', rows)


def _rows(db: Connection, sql: str) -> Sequence[dict[str, Any]]:
    cursor = db.cursor()
    cursor.row_factory = Row
    return [dict(row) for row in cursor.execute(sql)]


_PERIODS = (
    "temp.shown h JOIN listing_sources o ON o.event = h.event"
    " JOIN listing_periods p ON p.key = o.period AND p.subject = h.key"
)
_COPIED = (
    (
        "subject_mentions",
        "SELECT event, number, key AS subject, until AS publish_until FROM temp.shown WHERE key IS NOT NULL",
    ),
    (
        "subjects",
        "SELECT s.key, s.name, (SELECT value FROM subject_identifiers i WHERE i.subject = s.key"
        " AND i.value = s.identifier AND i.scheme <> 'resident') AS identifier,"
        " count(DISTINCT h.event) AS mentions, max(h.until) AS publish_until"
        " FROM temp.shown h JOIN subjects s ON s.key = h.key GROUP BY s.key",
    ),
    (
        "subject_names",
        "SELECT h.key AS subject, e.name, count(DISTINCT h.event) AS events, max(h.until) AS publish_until"
        " FROM temp.shown h JOIN event_subjects e ON e.event = h.event AND e.number = h.number"
        " WHERE h.key IS NOT NULL GROUP BY h.key, e.name",
    ),
    (
        "subject_identifiers",
        "SELECT i.subject, i.scheme, i.value, max(h.until) AS publish_until FROM temp.shown h"
        " JOIN subject_identifiers i ON i.subject = h.key WHERE i.scheme <> 'resident'"
        " GROUP BY i.subject, i.scheme, i.value",
    ),
    (
        "acts",
        "SELECT a.key, CASE WHEN max(k.event = a.event) THEN a.event ELSE min(k.event) END AS event,"
        " a.event_type, a.action, a.list_name, a.authority, a.document_number, a.event_date,"
        " count(DISTINCT e.notice) AS sources, max(h.until) AS publish_until"
        " FROM temp.shown_events h JOIN act_events k ON k.event = h.event JOIN acts a ON a.key = k.act"
        " JOIN events e ON e.id = h.event GROUP BY a.key",
    ),
    (
        "act_events",
        "SELECT k.event, k.act, k.linked_by, h.until AS publish_until"
        " FROM temp.shown_events h JOIN act_events k ON k.event = h.event",
    ),
    (
        "listing_periods",
        "SELECT p.*, min(h.until) AS publish_until,"
        " coalesce(max(CASE WHEN e.event_key = p.event_key THEN e.event_key END), min(e.event_key))"
        " AS event_key, count(DISTINCT e.notice) AS sources"
        f" FROM {_PERIODS} JOIN events e ON e.id = h.event GROUP BY p.key",
    ),
    (
        "listing_sources",
        "SELECT o.period, o.event, o.part, min(h.until) AS publish_until"
        f" FROM {_PERIODS} GROUP BY o.period, o.event",
    ),
)
