"""Reports → acts: which events report one act, what was corrected, revoked or is disputed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from sqlite3 import Connection
from typing import Any, NamedTuple

from .identities import place_of
from .reports import Report, list_core, reports, same_body, same_list
from .reprints import clusters, linked, neighbourhood, with_numbers
from .sets import chunks, marks

_FIELDS = ("list_name", "authority", "document_number", "event_date")


class Fate(NamedTuple):
    """What became of an act, and the event that brought it about."""

    state: str
    by: int | None = None


def concerned(db: Connection, events: Iterable[int]) -> set[int]:
    """Return the events whose acts depend on the given ones: those they correct, revoke, or stand with."""
    found = set(events)
    for part in chunks(events):
        found.update(
            event
            for (event,) in db.execute(
                "SELECT other.event FROM act_events own JOIN act_events other USING (act)"
                f" WHERE own.event IN ({marks(part)}) UNION"
                " SELECT other.event FROM act_events own JOIN acts a ON a.superseded_by = own.act"
                f" JOIN act_events other ON other.act = a.key WHERE own.event IN ({marks(part)})",
                [*part, *part],
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
    return found


def link(db: Connection, events: Iterable[int]) -> set[str]:
    """Bring the acts that events report up to date; return the subjects whose acts may have changed."""
    loaded = neighbourhood(db, concerned(db, events))
    correcting = _correcting(db, loaded)
    groups = clusters(loaded.values())
    disputed = _disputed(groups)
    rows: dict[str, tuple[Any, ...]] = {}
    members: dict[int, tuple[str, str | None]] = {}
    fates: dict[str, Fate] = {}
    for place, group in enumerate(groups):
        act, head = min(report.event_key for report in group), group[0]
        fate = _fate(group, correcting)
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
        " sources = excluded.sources, state = excluded.state, superseded_by = NULL",
        [(*row, fates[act].state) for act, row in rows.items()],
    )
    db.executemany(
        "INSERT INTO act_events VALUES (?, ?, ?)", [(event, *value) for event, value in members.items()]
    )
    db.executemany(
        "UPDATE acts SET superseded_by = (SELECT act FROM act_events WHERE event = ?) WHERE key = ?",
        [(fate.by, act) for act, fate in fates.items() if fate.by is not None],
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


def _correcting(db: Connection, loaded: Mapping[int, Report]) -> list[Report]:
    """Load what may correct or revoke acts, by the numbers that both name; the earliest first."""
    numbers = {number for report in loaded.values() for number in report.numbers}
    found: set[int] = set()
    for part in chunks(numbers):
        found.update(
            event
            for (event,) in db.execute(
                "SELECT r.event FROM event_references r JOIN events e ON e.id = r.event"
                f" JOIN notices n ON n.id = e.notice WHERE r.document_number IN ({marks(part)})"
                " AND (n.corrects OR e.event_type = 'decision.revoked')",
                part,
            )
        )
        found.update(
            event
            for (event,) in db.execute(
                "SELECT e.id FROM notices n JOIN events e ON e.notice = n.id WHERE n.corrects"
                f" AND (n.document_number IN ({marks(part)}) OR e.document_number IN ({marks(part)}))",
                [*part, *part],
            )
        )
    return sorted(reports(db, found).values(), key=lambda report: (report.published or "", report.event_key))


def _fate(group: list[Report], correcting: Iterable[Report]) -> Fate:
    """Say what became of the act that a group of reports tells of."""
    head = group[0]
    if all(report.review == "rejected" for report in group):
        return Fate("rejected")
    numbers = frozenset(number for report in group for number in report.numbers)
    subjects = frozenset(subject for report in group for subject in report.subjects)
    fate = Fate("standing")
    for other in correcting:
        if other.certainty != "asserted" or other.review == "rejected" or other in group:
            continue
        shared = subjects & other.subjects
        if other.event_type == "decision.revoked":
            if other.references & numbers and (shared or not other.subjects):
                fate = Fate("revoked", other.event)
        elif not head.corrects and corrects(other, head, numbers) and shared:
            whole = 2 * len(shared) > len(subjects)
            fate = Fate("superseded" if whole else fate.state, other.event)
    return fate


def corrects(other: Report, head: Report, numbers: frozenset[str]) -> bool:
    """Whether a report of a correcting notice tells anew what an earlier notice told."""
    if (other.event_type, other.action) != (head.event_type, head.action) or other.notice == head.notice:
        return False
    if not same_body(other.authority or other.issuer, head.authority or head.issuer):
        return False
    if head.list_name and other.list_name:
        lists = (list_core(head.list_name, head.list_level), list_core(other.list_name, other.list_level))
        if not same_list(*lists):
            return False
    return bool((other.references | other.numbers) & numbers)
