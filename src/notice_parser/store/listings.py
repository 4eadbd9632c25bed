"""Acts on lists → listing periods, and what periods were once known to be."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from sqlite3 import Connection
from typing import Any

from .identities import key
from .periods import Entry, Period, day_after, periods, sources
from .reports import Report, reports
from .sets import chunks, marks

_BATCH = 400  # subjects at a time
_ACTS = """
    SELECT DISTINCT m.subject, a.key, a.state, a.superseded_by FROM subject_mentions m
    JOIN act_events k ON k.event = m.event JOIN acts a ON a.key = k.act
    WHERE m.subject IN ({}) AND a.certainty = 'asserted' AND a.action IS NOT NULL AND a.state <> 'rejected'
"""
_KEPT = ("subject", "name", "identifier", "event_type", "list_name", "from_day", "until_day")
_FILLED = (
    "list_name",
    "list_level",
    "batch",
    "authority",
    "document_number",
    "event_date",
    "start",
    "end",
    "duration",
    "derived_end",
    "derived_end_rule",
)


def update(db: Connection, subjects: Iterable[str], now: str) -> None:
    """Bring the listing periods of subjects up to date; what was known otherwise until ``now`` is kept."""
    ordered = sorted(set(subjects))
    for start in range(0, len(ordered), _BATCH):
        part = ordered[start : start + _BATCH]
        about = {
            row[0]: row[1:]
            for row in db.execute(
                f"SELECT key, name, identifier, kind FROM subjects WHERE key IN ({marks(part)})", part
            )
        }
        rows: dict[str, dict[str, Any]] = {}
        proofs: dict[str, list[tuple[int, str]]] = {}
        for subject, entries in _entries(db, part).items():
            for period in periods(entries):
                row = _row(subject, about[subject], period)
                rows[row["key"]] = row
                proofs[row["key"]] = list(sources(period))
        _replace(db, part, rows, now)
        _replace_sources(db, part, proofs)


def _entries(db: Connection, subjects: list[str]) -> dict[str, list[Entry]]:
    """Load what happened to each subject on lists."""
    found = db.execute(_ACTS.format(marks(subjects)), subjects).fetchall()
    acts = {act for _, act, _, by in found} | {by for _, _, _, by in found if by}
    members: dict[str, list[int]] = defaultdict(list)
    for part in chunks(acts):
        for act, event in db.execute(f"SELECT act, event FROM act_events WHERE act IN ({marks(part)})", part):
            members[act].append(event)
    loaded = reports(db, (event for events in members.values() for event in events))
    groups = {
        act: sorted(
            (loaded[event] for event in events if loaded[event].review != "rejected"),
            key=lambda report: report.fullness,
        )
        for act, events in members.items()
    }
    entries: dict[str, list[Entry]] = defaultdict(list)
    for subject, act, state, by in found:
        entries[subject] += _entries_of(subject, act, state, groups[act], groups.get(by, []))
    return entries


def _entries_of(
    subject: str, act: str, state: str, group: list[Report], later: list[Report]
) -> Iterator[Entry]:
    """Yield what an act, as its reports tell it and a later act left it, did to a subject."""
    mine = [report for report in group if subject in report.subjects or subject in report.hidden]
    if not mine or (subject in mine[0].hidden and mine[0] is not group[0]):
        return  # of somebody unnamed only the fullest report counts: others may tell of the same
    told_anew = any(subject in report.subjects for report in later)
    revoked = bool(later) and later[0].event_type == "decision.revoked"
    if later and not revoked and told_anew:
        return
    doubtful = state == "disputed" or (state == "superseded" and not told_anew)
    entry = _entry(act, group, mine, doubtful=doubtful)
    yield entry
    if revoked and entry.action == "add" and (told_anew or not any(report.subjects for report in later)):
        numbers = frozenset(number for report in group for number in report.numbers)
        fallen = _entry(later[0].event_key, later, later, doubtful=False)
        yield _as_revocation(fallen, entry, numbers)


def _entry(act: str, group: list[Report], mine: list[Report], *, doubtful: bool) -> Entry:
    told = {
        name: next(
            (value for report in (*mine, *group) if (value := getattr(report, name)) is not None), None
        )
        for name in _FILLED
    }
    if told["derived_end"] is None:
        told["derived_end_rule"] = None
    return Entry(
        act=act,
        action=mine[0].action or "",
        event_type=mine[0].event_type,
        event_key=mine[0].event_key,
        sources=frozenset((report.event, report.sha256) for report in mine),
        references=frozenset(number for report in group for number in report.references),
        published=min((report.published for report in group if report.published), default=None),
        received=min(report.received for report in group),
        doubtful=doubtful or all(report.review == "needs_review" for report in mine),
        **told,
    )


def _as_revocation(fallen: Entry, entry: Entry, numbers: frozenset[str]) -> Entry:
    """Return the revocation of a decision as what it does to the listing that rested on it."""
    return Entry(
        act=fallen.act,
        action="revoke",
        event_type=entry.event_type,
        event_key=fallen.event_key,
        sources=fallen.sources,
        list_name=entry.list_name,
        list_level=entry.list_level,
        references=numbers,
        event_date=fallen.event_date,
        published=fallen.published,
        received=fallen.received,
        doubtful=fallen.doubtful,
    )


def _row(subject: str, about: tuple[Any, ...], period: Period) -> dict[str, Any]:
    opening, removed = period.opening, period.removed
    stated, expires, basis, rule = period.term()
    removed_day, removed_basis = removed.day if removed else (None, None)
    over = day_after(expires) if expires else None
    until = min(filter(None, (removed_day, over)), default=None)
    ended = None if until is None else "expired"
    if removed is not None and until == removed_day:
        ended = "revoked" if removed.action == "revoke" else "removed"
    first = opening or period.ends[0]
    return {
        "key": key("period", subject, first.act),
        "subject": subject,
        "name": about[0],
        "identifier": about[1],
        "kind": about[2],
        "event_type": first.event_type,
        "list_name": period.first("list_name"),
        "list_level": period.first("list_level"),
        "batch": period.first("batch"),
        "authority": _of(period, "authority"),
        "document_number": _of(period, "document_number"),
        "start": opening.stated if opening else None,
        "from_day": opening.day[0] if opening else None,
        "from_basis": opening.day[1] if opening else None,
        "end": stated,
        "expires": expires,
        "expires_basis": basis,
        "expires_rule": rule,
        "extended": sum(change.action == "extend" for change in period.changes),
        "removed": removed.stated if removed else None,
        "removed_day": removed_day,
        "removed_basis": removed_basis,
        "until_day": until,
        "end_reason": ended,
        "early": int(bool(removed_day and expires and removed_day <= expires)),
        "doubtful": int(any(entry.doubtful for entry in period.entries)),
        "opened_by": period.adds[0].act if period.adds else None,
        "closed_by": removed.act if removed else None,
        "event_key": first.event_key,
        "sources": len({file for entry in period.entries for _, file in entry.sources}),
    }


def _of(period: Period, name: str) -> Any:
    """Return what the acts that opened a period say; a removal's own number is not the listing's."""
    return next((value for entry in period.adds if (value := getattr(entry, name)) is not None), None)


def _replace(db: Connection, subjects: list[str], rows: Mapping[str, dict[str, Any]], now: str) -> None:
    """Make the periods of subjects equal to ``rows``, and keep those that were otherwise as past ones."""
    found = db.execute(f"SELECT * FROM listing_periods WHERE subject IN ({marks(subjects)})", subjects)
    names = [column[0] for column in found.description]
    old = {row[0]: dict(zip(names, row, strict=True)) for row in found.fetchall()}
    changed = [name for name, row in old.items() if name not in rows or row | rows[name] != row]
    db.executemany(
        "INSERT OR REPLACE INTO past_periods VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                row["key"],
                row["known_from"],
                now,
                *(row[name] for name in _KEPT),
                json.dumps(row, ensure_ascii=False),
            )
            for row in (old[name] for name in changed)
            if row["known_from"] < now
        ],
    )
    db.executemany(
        "DELETE FROM listing_periods WHERE key = ?", [(name,) for name in old.keys() - rows.keys()]
    )
    columns = ", ".join(f'"{name}"' for name in names)
    updates = ", ".join(f'"{name}" = excluded."{name}"' for name in names[1:])
    db.executemany(
        f"INSERT INTO listing_periods ({columns}) VALUES ({', '.join('?' * len(names))})"
        f" ON CONFLICT (key) DO UPDATE SET {updates}",
        [
            [(row | {"known_from": now})[name] for name in names]
            for row in rows.values()
            if row["key"] not in old or row["key"] in changed
        ],
    )


def _replace_sources(
    db: Connection, subjects: list[str], proofs: Mapping[str, list[tuple[int, str]]]
) -> None:
    found = set(
        db.execute(
            "SELECT s.period, s.event, s.part FROM listing_sources s"
            f" JOIN listing_periods p ON p.key = s.period WHERE p.subject IN ({marks(subjects)})",
            subjects,
        )
    )
    wanted = {(period, event, part) for period, events in proofs.items() for event, part in events}
    db.executemany(
        "DELETE FROM listing_sources WHERE period = ? AND event = ?", [row[:2] for row in found - wanted]
    )
    db.executemany("INSERT INTO listing_sources VALUES (?, ?, ?)", sorted(wanted - found))
