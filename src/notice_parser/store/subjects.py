"""Subjects of events → who they are, all notices and all decisions of people considered."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from sqlite3 import Connection
from typing import NamedTuple

from .identities import Context, Identity, core, identity, organisation_code, place_of
from .lookalikes import skeleton
from .proposals import note_former_names, propose
from .sets import chunks, marks

_SUBJECTS = """
    SELECT s.event, s.number, s.name, s.kind, s.identifier, s.anonymised, e.event_key, n.sha256,
      e.authority_full, e.authority_written, n.issuer, n.title, e.document_number, n.document_number,
      e.action, (SELECT min(r.document_number) FROM event_references r WHERE r.event = e.id),
      (SELECT CASE WHEN count(DISTINCT p.hash) = 1 THEN '#' || min(p.hash) END FROM person_numbers p
       WHERE p.notice = e.notice AND p.kind = 'resident_id' AND p.masked = s.identifier
       AND p.span_start >= e.span_start AND p.span_end <= e.span_end)
    FROM event_subjects s JOIN events e ON e.id = s.event JOIN notices n ON n.id = e.notice
    WHERE s.kind <> 'group' AND s.event IN ({})
"""


def tell_apart(db: Connection, events: Iterable[int]) -> set[str]:
    """Write what tells the subjects of events apart; return the identities concerned, old and new."""
    concerned: set[str] = set()
    for part in chunks(events):
        for old in db.execute(
            f"SELECT identity, code FROM subject_mentions WHERE event IN ({marks(part)})", part
        ):
            concerned.update(filter(None, old))
        apart = _set_apart(db, part)
        rows = []
        for row in db.execute(_SUBJECTS.format(marks(part)), part).fetchall():
            event, number, name, kind, identifier, anonymised = row[:6]
            context = Context(row[7], row[6], _place(*row[8:12]), _number(*row[12:16]))
            if kind == "person" and row[16]:  # two ids may look alike when they are masked
                identifier = f"{identifier}{row[16]}"
            found = identity(name, kind, identifier, bool(anonymised), number, context)
            own = apart.get((row[6], name))
            if own:
                found = found._replace(key=own, basis="apart", code=None)
            rows.append((event, number, found))
        _save_identities(db, [found for _, _, found in rows])
        db.execute(f"DELETE FROM subject_mentions WHERE event IN ({marks(part)})", part)
        db.executemany(
            "INSERT INTO subject_mentions SELECT ?1, ?2, ?3, ?4, subject FROM subject_identities"
            " WHERE identity = coalesce(?4, ?3)",
            [(event, number, found.key, found.code) for event, number, found in rows],
        )
        note_former_names(db, part)
        for _, _, found in rows:
            concerned.update(filter(None, (found.key, found.code)))
    return concerned


def resolve(db: Connection, identities: Iterable[str]) -> tuple[set[str], set[int]]:
    """Say which subject each identity belongs to.

    A name that goes with one code only is that code's; with two it stays by itself. A subject is named
    after a code that it holds, else after its least identity, whatever came first. Return the subjects
    concerned, also those that are no more, and the events in which a subject is another now.
    """
    subject_of = _subjects_of(db, set(identities))
    concerned = set(subject_of.values())
    for part in chunks(subject_of):
        sql = f"SELECT DISTINCT subject FROM subject_identities WHERE identity IN ({marks(part)})"
        concerned.update(subject for (subject,) in db.execute(sql, part))
    _ensure(db, concerned)
    pairs = [(subject, name) for name, subject in subject_of.items()]
    db.executemany("UPDATE subject_identities SET subject = ?1 WHERE identity = ?2 AND subject <> ?1", pairs)
    events: set[int] = set()
    for which in ("code = ?2", "code IS NULL AND identity = ?2"):
        for pair in pairs:
            sql = f"SELECT event, subject FROM subject_mentions WHERE {which} AND subject <> ?1"
            changed = db.execute(sql, pair).fetchall()
            if changed:
                db.execute(f"UPDATE subject_mentions SET subject = ?1 WHERE {which}", pair)
                events.update(event for event, _ in changed)
                concerned.update(subject for _, subject in changed)
    return concerned, events


def _subjects_of(db: Connection, names: set[str]) -> dict[str, str]:
    """Return the subject of each identity, and of those that decisions join with them."""
    decided = Decided.read(db)
    codes = _codes(db, names)
    if decided.concern(names | {code for found in codes.values() for code in found}):
        names = names | decided.identities
        names |= {code for found in _codes(db, names).values() for code in found}
        names |= _with_code(db, names)
        codes = _codes(db, names)
    edges = set(decided.merged)
    for name in names:
        pair = frozenset((name, *codes.get(name, ())))
        if len(pair) == 2 and pair not in decided.apart:
            edges.add(pair)
    are_codes = {code for found in codes.values() for code in found} | _are_codes(db, names)
    return _roots(names, edges, are_codes)


def _codes(db: Connection, names: Iterable[str]) -> dict[str, set[str]]:
    """Return the codes that each name is printed with."""
    found: dict[str, set[str]] = defaultdict(set)
    for part in chunks(names):
        sql = f"SELECT DISTINCT identity, code FROM subject_mentions WHERE identity IN ({marks(part)})"
        for name, code in db.execute(f"{sql} AND code IS NOT NULL", part):
            found[name].add(code)
    return found


def _with_code(db: Connection, codes: Iterable[str]) -> set[str]:
    """Return the names that are printed with one of the codes, and the codes."""
    found = set(codes)
    for part in chunks(list(found)):
        sql = f"SELECT DISTINCT identity FROM subject_mentions WHERE code IN ({marks(part)})"
        found.update(name for (name,) in db.execute(sql, part))
    return found


def _are_codes(db: Connection, names: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for part in chunks(names):
        sql = f"SELECT identity FROM subject_identities WHERE basis = 'code' AND identity IN ({marks(part)})"
        found.update(name for (name,) in db.execute(sql, part))
    return found


def _roots(names: Iterable[str], edges: Iterable[frozenset[str]], codes: set[str]) -> dict[str, str]:
    """Follow the edges; each name's root is the least code it is joined with, else the least name."""
    joined: dict[str, set[str]] = defaultdict(set)
    for edge in edges:
        a, b = edge
        joined[a].add(b)
        joined[b].add(a)
    roots: dict[str, str] = {}
    for name in names:
        if name in roots:
            continue
        whole, waiting = {name}, [name]
        while waiting:
            new = joined[waiting.pop()] - whole
            whole |= new
            waiting += new
        root = min(whole, key=lambda one: (one not in codes, one))
        roots.update(dict.fromkeys(whole, root))
    return roots


class Decided(NamedTuple):
    """What people decided: pairs that are one, and pairs that are not."""

    merged: frozenset[frozenset[str]]
    apart: frozenset[frozenset[str]]

    @classmethod
    def read(cls, db: Connection) -> Decided:
        """Take the last decision on each pair."""
        last: dict[frozenset[str], str] = {}
        for decision, a, b in db.execute("SELECT decision, a, b FROM subject_decisions ORDER BY id"):
            last[frozenset((a, b))] = decision
        merged = frozenset(pair for pair, decision in last.items() if decision == "merge" and len(pair) == 2)
        return cls(merged, frozenset(pair for pair, decision in last.items() if decision == "split"))

    @property
    def identities(self) -> set[str]:
        """Every identity of a pair."""
        return {name for pair in (*self.merged, *self.apart) for name in pair}

    def concern(self, names: set[str]) -> bool:
        """Whether a decision is about one of the names."""
        return bool(names & self.identities)


def describe(db: Connection, subjects: Iterable[str]) -> None:
    """Write the names, codes and numbers of subjects; drop those that nobody mentions any more."""
    for part in chunks(subjects):
        seen: dict[str, list[Sequence[object]]] = defaultdict(list)
        for row in db.execute(
            "SELECT m.subject, s.name, s.kind, s.identifier, s.anonymised FROM subject_mentions m"
            " JOIN event_subjects s ON s.event = m.event AND s.number = m.number"
            f" WHERE m.subject IN ({marks(part)})",
            part,
        ):
            seen[row[0]].append(row[1:])
        places = dict(
            db.execute(
                f"SELECT subject, min(place) FROM subject_identities WHERE subject IN ({marks(part)})"
                " GROUP BY subject",
                part,
            )
        )
        for table in ("subject_names", "subject_identifiers"):
            db.execute(f"DELETE FROM {table} WHERE subject IN ({marks(part)})", part)
        told = [_described(one, seen[one], places.get(one)) for one in part if one in seen]
        db.executemany(
            "INSERT INTO subjects VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET"
            " name = excluded.name, kind = excluded.kind, identifier = excluded.identifier,"
            " place = excluded.place, anonymised = excluded.anonymised, mentions = excluded.mentions",
            [one.row for one in told],
        )
        db.executemany(
            "INSERT INTO subject_names VALUES (?, ?, ?)",
            [(one.row[0], *item) for one in told for item in one.names.items()],
        )
        db.executemany(
            "INSERT INTO subject_identifiers VALUES (?, ?, ?)",
            [(one.row[0], *code) for one in told for code in one.codes],
        )


class _Described(NamedTuple):
    row: tuple[object, ...]  # of subjects
    names: Counter[str]
    codes: list[tuple[str, str]]  # scheme and value


def _described(subject: str, rows: Sequence[Sequence[object]], place: str | None) -> _Described:
    names = Counter(str(row[0]) for row in rows)
    codes: dict[tuple[str, str], None] = {}
    for _, kind, printed, _ in rows:
        code = organisation_code(str(printed)) if printed and kind != "person" else None
        if code:
            codes[code.scheme, code.value] = None
        elif printed and kind == "person":
            codes["resident", str(printed)] = None
    best = min(names, key=lambda name: (-names[name], -len(name), name))
    identifier = min((value for _, value in codes), key=lambda value: (-len(value), value), default=None)
    kind = min(str(row[1]) for row in rows)
    anonymised = int(all(row[3] for row in rows))
    return _Described((subject, best, kind, identifier, place, anonymised, len(rows)), names, list(codes))


def drop_unused(db: Connection, subjects: Iterable[str]) -> None:
    """Drop identities that no mention has any more, and subjects without identities."""
    for part in chunks(subjects):
        db.execute(
            f"DELETE FROM subject_identities WHERE subject IN ({marks(part)}) AND NOT EXISTS"
            " (SELECT 1 FROM subject_mentions m WHERE m.identity = subject_identities.identity)"
            " AND NOT EXISTS (SELECT 1 FROM subject_mentions m WHERE m.code = subject_identities.identity)",
            part,
        )
        db.execute(
            f"DELETE FROM subjects WHERE key IN ({marks(part)}) AND NOT EXISTS"
            " (SELECT 1 FROM subject_mentions m WHERE m.subject = subjects.key) AND NOT EXISTS"
            " (SELECT 1 FROM listing_periods p WHERE p.subject = subjects.key)",
            part,
        )


def _save_identities(db: Connection, found: Iterable[Identity]) -> None:
    """Write identities that are not there yet, each a subject of its own for the time being."""
    rows: dict[str, tuple[str | None, ...]] = {}
    for one in found:
        compared = (
            (skeleton(one.name), core(one.name)) if one.basis in ("name", "short_name") else (None, None)
        )
        rows[one.key] = (one.key, one.key, one.basis, one.name, one.place, *compared)
        if one.code:
            rows[one.code] = (one.code, one.code, "code", one.digits, None, None, None)
    for part in chunks(rows):
        sql = f"SELECT identity FROM subject_identities WHERE identity IN ({marks(part)})"
        for (name,) in db.execute(sql, part).fetchall():
            del rows[name]
    _ensure(db, rows)
    db.executemany("INSERT INTO subject_identities VALUES (?, ?, ?, ?, ?, ?, ?)", rows.values())
    propose(db, rows)


def _set_apart(db: Connection, events: list[int]) -> dict[tuple[str, str], str]:
    """Return the identities of mentions that people set apart, by event and name."""
    rows = db.execute(
        "SELECT d.event_key, d.a_name, d.b FROM subject_decisions d JOIN events e USING (event_key)"
        f" WHERE e.id IN ({marks(events)}) ORDER BY d.id",
        events,
    )
    return {(event_key, name): own for event_key, name, own in rows}


@lru_cache(maxsize=4096)
def _place(*bodies: str | None) -> str | None:
    """Return the division that the first of some bodies and titles belongs to."""
    return next((place for body in bodies if body and (place := place_of(body))), None)


def _number(own: str | None, masthead: str | None, action: str | None, named: str | None) -> str | None:
    """Return the number of the document that a person is a person in: of a removal, the listing's."""
    return (named if action in ("remove", "extend", "revoke", "maintain") else None) or own or masthead


def _ensure(db: Connection, subjects: Iterable[str]) -> None:
    """Make rows for subjects that have none yet; they are described later."""
    db.executemany(
        "INSERT INTO subjects VALUES (?, '', 'organisation', NULL, NULL, 0, 0) ON CONFLICT DO NOTHING",
        [(subject,) for subject in subjects],
    )
