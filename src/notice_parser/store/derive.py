"""Rows of notices → what follows from all of them: subjects, acts, listing periods."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from sqlite3 import Connection

from . import acts, listings, subjects
from .sets import chunks, marks

RULES = 2  # number of the rules by which these tables are made; with a new one they are made again
_AT_ONCE = 5_000  # events at a time when everything is made again
_CACHE = 256 * 1024  # KB of pages kept meanwhile: keys are hashes, so that every row is written anywhere


@dataclass(frozen=True)
class Touched:
    """What depends on some events, taken note of before they change."""

    identities: frozenset[str]
    subjects: frozenset[str]
    events: frozenset[int]


def touched(db: Connection, events: Iterable[int]) -> Touched:
    """Take note of what depends on events as they are now."""
    events = set(events)
    identities: set[str] = set()
    found: set[str] = set()
    for part in chunks(events):
        sql = f"SELECT identity, code, subject FROM subject_mentions WHERE event IN ({marks(part)})"
        for identity, code, subject in db.execute(sql, part):
            identities.update(filter(None, (identity, code)))
            found.add(subject)
    return Touched(frozenset(identities), frozenset(found), frozenset(acts.concerned(db, events)))


def refresh(db: Connection, events: Iterable[int], before: Touched, now: str) -> None:
    """Bring everything up to date after ``events`` were written and what ``before`` notes was changed.

    The cost follows from what shares subjects and numbers with the events, not from the size of the database.
    """
    events = set(events)
    identities = before.identities | subjects.tell_apart(db, events)
    concerned, moved = subjects.resolve(db, identities)
    concerned |= before.subjects
    named = acts.link(db, _existing(db, events | before.events | moved))
    subjects.describe(db, concerned)
    listings.update(db, concerned | named, now)
    subjects.drop_unused(db, concerned)


def rebuild(db: Connection, now: str) -> None:
    """Make everything again from all notices and all decisions."""
    (cache,) = db.execute("PRAGMA cache_size").fetchone()
    db.execute(f"PRAGMA cache_size = -{_CACHE}")
    every = [event for (event,) in db.execute("SELECT id FROM events ORDER BY id")]
    identities = {name for (name,) in db.execute("SELECT identity FROM subject_identities")}
    concerned = {subject for (subject,) in db.execute("SELECT key FROM subjects")}
    for start in range(0, len(every), _AT_ONCE):
        identities |= subjects.tell_apart(db, every[start : start + _AT_ONCE])
    concerned |= subjects.resolve(db, identities)[0]
    for start in range(0, len(every), _AT_ONCE):
        acts.link(db, every[start : start + _AT_ONCE])
    subjects.describe(db, concerned)
    listings.update(db, concerned, now)
    subjects.drop_unused(db, concerned)
    db.execute("INSERT OR REPLACE INTO derivation VALUES (1, ?)", (RULES,))
    db.execute(f"PRAGMA cache_size = {cache}")


def is_current(db: Connection) -> bool:
    """Whether today's rules made what the database holds."""
    found = db.execute("SELECT rules FROM derivation").fetchone()
    return found is not None and found[0] == RULES


def _existing(db: Connection, events: Iterable[int]) -> set[int]:
    found: set[int] = set()
    for part in chunks(events):
        found.update(
            event for (event,) in db.execute(f"SELECT id FROM events WHERE id IN ({marks(part)})", part)
        )
    return found
