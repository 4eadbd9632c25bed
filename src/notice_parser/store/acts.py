"""Reports → acts: which events report one act, what was corrected, revoked or is disputed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from sqlite3 import Connection
from typing import Any

from .corrections import Fate, corrections, told_of_by_corrections
from .identities import place_of
from .reports import Report
from .reprints import clusters, linked, neighbourhood, with_numbers
from .sets import chunks, marks

_FIELDS = ("list_name", "authority", "document_number", "event_date")


def concerned(db: Connection, events: Iterable[int]) -> set[int]:
    """Return the events whose acts depend on the given ones: those they correct, revoke, or stand with."""
    events = set(events)
    found = set(events)
    for part in chunks(events):
        found.update(
            event
            for (event,) in db.execute(
                "SELECT other.event FROM act_events own JOIN act_events other USING (act)"
                f" WHERE own.event IN ({marks(part)}) UNION"
                " SELECT other.event FROM act_events own JOIN acts a ON a.superseded_by = own.act"
                f" JOIN act_events other ON other.act = a.key WHERE own.event IN ({marks(part)}) UNION"
                " SELECT other.event FROM act_events own JOIN acts a ON a.maybe_superseded_by = own.act"
                f" JOIN act_events other ON other.act = a.key WHERE own.event IN ({marks(part)})",
                [*part, *part, *part],
            )
        )
        named = db.execute(
            "SELECT r.document_number FROM event_references r JOIN events e ON e.id = r.event"
            f" JOIN notices n ON n.id = e.notice WHERE r.event IN ({marks(part)})"
            " AND (n.corrects OR e.event_type = 'decision.revoked')",
            part,
        )
        found |= with_numbers(db, {number for (number,) in named})
        correcting = db.execute(
            "SELECT DISTINCT coalesce(e.document_number, n.document_number) FROM events e"
            f" JOIN notices n ON n.id = e.notice WHERE n.corrects AND e.id IN ({marks(part)})",
            part,
        )
        found |= with_numbers(db, {number for (number,) in correcting if number})
    return found | told_of_by_corrections(db, events)


def link(db: Connection, events: Iterable[int]) -> set[str]:
    """Bring the acts that events report up to date; return the subjects whose acts may have changed."""
    loaded = neighbourhood(db, concerned(db, events))
    found = corrections(db, loaded)
    groups = clusters(loaded.values())
    disputed = _disputed(groups)
    rows: dict[str, tuple[Any, ...]] = {}
    members: dict[int, tuple[str, str | None]] = {}
    fates: dict[str, Fate] = {}
    for place, group in enumerate(groups):
        act, head = min(report.event_key for report in group), group[0]
        fate = found.fate(group)
        fates[act] = Fate("disputed") if fate.state == "standing" and place in disputed else fate
        notices = len({report.notice for report in group})
        rows[act] = (act, head.event, *head.sort, *(_first(group, field) for field in _FIELDS), notices)
        by = [linked(head, report) for report in group[1:]]
        members[head.event] = (act, by[0] if by else None)
        members.update({report.event: (act, why) for report, why in zip(group[1:], by, strict=True)})
    _save(db, rows, members, fates)
    return {subject for report in loaded.values() for subject in report.subjects | report.hidden}


def _disputed(groups: list[list[Report]]) -> set[int]:
    """Return the places of acts that contradict another notice on one number and one subject."""
    by_key: dict[tuple[str | None, ...], set[int]] = defaultdict(set)
    for place, group in enumerate(groups):
        for report in group:
            if report.document_number and report.certainty == "asserted" and not report.corrects:
                for subject in report.subjects:
                    by_key[(*report.sort, report.document_number, subject)].add(place)
    notices = [{report.notice for report in group if report.review != "rejected"} for group in groups]
    return {
        place
        for places in by_key.values()
        for place in places
        if any(
            other != place and notices[place] and notices[other] and not notices[place] & notices[other]
            for other in places
        )
    }


def _save(
    db: Connection,
    rows: Mapping[str, tuple[Any, ...]],
    members: Mapping[int, tuple[str, str | None]],
    fates: Mapping[str, Fate],
) -> None:
    bodies = {row[6] for row in rows.values() if row[6]}
    db.executemany(
        "INSERT INTO authorities VALUES (?, ?) ON CONFLICT DO NOTHING",
        [(body, place_of(body)) for body in sorted(bodies)],
    )
    old: set[str] = set()
    for part in chunks(members):
        old.update(
            act for (act,) in db.execute(f"SELECT act FROM act_events WHERE event IN ({marks(part)})", part)
        )
        db.execute(f"DELETE FROM act_events WHERE event IN ({marks(part)})", part)
    left = {body for (body,) in _of(db, "SELECT DISTINCT authority FROM acts WHERE key IN ({})", old)}
    for gone in chunks(old - rows.keys()):
        db.execute(f"DELETE FROM acts WHERE key IN ({marks(gone)})", gone)
    db.executemany(
        "INSERT INTO acts (key, event, event_type, action, certainty, list_name, authority, document_number,"
        " event_date, sources, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO"
        " UPDATE SET event = excluded.event, event_type = excluded.event_type, action = excluded.action,"
        " certainty = excluded.certainty, list_name = excluded.list_name, authority = excluded.authority,"
        " document_number = excluded.document_number, event_date = excluded.event_date,"
        " sources = excluded.sources, state = excluded.state, superseded_by = NULL,"
        " maybe_superseded_by = NULL",
        [(*row, fates[act].state) for act, row in rows.items()],
    )
    db.executemany(
        "INSERT INTO act_events VALUES (?, ?, ?)", [(event, *value) for event, value in members.items()]
    )
    for column, events in (
        ("superseded_by", {act: fate.by for act, fate in fates.items()}),
        ("maybe_superseded_by", {act: fate.maybe for act, fate in fates.items()}),
    ):
        db.executemany(
            f"UPDATE acts SET {column} = (SELECT act FROM act_events WHERE event = ?) WHERE key = ?",
            [(event, act) for act, event in events.items() if event is not None],
        )
    for names in chunks(body for body in left - bodies if body):
        db.execute(
            f"DELETE FROM authorities WHERE name IN ({marks(names)})"
            " AND NOT EXISTS (SELECT 1 FROM acts WHERE authority = authorities.name)",
            names,
        )


def _of(db: Connection, sql: str, keys: Iterable[str]) -> list[tuple[Any, ...]]:
    return [row for part in chunks(keys) for row in db.execute(sql.format(marks(part)), part)]


def _first(group: list[Report], field: str) -> Any:
    """Return what the fullest report that tells a field says."""
    return next((value for report in group if (value := getattr(report, field)) is not None), None)
