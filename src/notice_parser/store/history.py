"""A change to a notice → what was known before it, kept, and what follows from it, derived."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from sqlite3 import Connection
from typing import Any

from . import clock, derive
from .search import reindex, searchable

_OURS = ("id", "notice", "number", "known_from")  # columns of events that say nothing of the event
_NOTICE = (
    "SELECT issuer, title, document_number, published, corrects, (SELECT group_concat(hash)"
    " FROM person_numbers WHERE notice = notices.id) FROM notices WHERE id = ?"
)


@contextmanager
def changing(db: Connection, notice: int, now: str | None = None) -> Iterator[None]:
    """Change the events of a notice; leave behind their former versions and everything that follows.

    To be used inside a transaction. Where nothing changes, nothing is written.
    """
    now = now or clock.now()
    old, about = stored(db, notice), db.execute(_NOTICE, (notice,)).fetchone()
    ids = _ids(db, notice)
    before = derive.touched(db, ids)
    words = searchable(db, notice)
    (sha256,) = db.execute("SELECT sha256 FROM notices WHERE id = ?", (notice,)).fetchone()
    yield
    new = stored(db, notice)
    changed = [key for key, record in new.items() if old.get(key) != record]
    _keep(db, sha256, {key: record for key, record in old.items() if new.get(key) != record}, now)
    db.executemany("UPDATE events SET known_from = ? WHERE event_key = ?", [(now, key) for key in changed])
    if changed or new.keys() != old.keys() or about != db.execute(_NOTICE, (notice,)).fetchone():
        derive.refresh(db, _ids(db, notice), before, now)
    reindex(db, words, searchable(db, notice))


def stored(db: Connection, notice: int) -> dict[str, dict[str, Any]]:
    """Return all that is stored of each event of a notice, by event key."""
    found = db.execute("SELECT * FROM events WHERE notice = ? ORDER BY number", (notice,))
    names = [column[0] for column in found.description]
    events = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    hanging: dict[int, dict[str, list[Any]]] = defaultdict(lambda: {"subjects": [], "references": []})
    for event, *subject in db.execute(
        "SELECT s.event, s.name, s.kind, s.identifier, s.anonymised, s.role FROM event_subjects s"
        " JOIN events e ON e.id = s.event WHERE e.notice = ? ORDER BY s.event, s.number",
        (notice,),
    ):
        hanging[event]["subjects"].append(subject)
    for event, number in db.execute(
        "SELECT r.event, r.document_number FROM event_references r JOIN events e ON e.id = r.event"
        " WHERE e.notice = ? ORDER BY 1, 2",
        (notice,),
    ):
        hanging[event]["references"].append(number)
    return {
        event["event_key"]: {name: value for name, value in event.items() if name not in _OURS}
        | hanging[event["id"]]
        | {"known_from": event["known_from"]}
        for event in events
    }


def _keep(db: Connection, sha256: str, old: dict[str, dict[str, Any]], now: str) -> None:
    """Keep former versions; one that did not last a second was known to nobody."""
    db.executemany(
        "INSERT OR REPLACE INTO event_versions VALUES (?, ?, ?, ?, ?)",
        [
            (key, record["known_from"], now, sha256, json.dumps(record, ensure_ascii=False))
            for key, record in old.items()
            if record["known_from"] is not None and record["known_from"] < now
        ],
    )


def _ids(db: Connection, notice: int) -> list[int]:
    return [event for (event,) in db.execute("SELECT id FROM events WHERE notice = ?", (notice,))]
