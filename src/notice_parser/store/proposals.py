"""New identities → pairs that may be one subject, for a person to decide."""

from __future__ import annotations

import re
from collections.abc import Iterable
from sqlite3 import Connection

from ..text.names import fold
from .identities import is_full
from .sets import chunks, marks

_NAME = r"[“\"]?(?P<{}>[\u4e00-\u9fff（）()A-Za-z0-9]{{4,40}}?)[”\"]?"
_RENAMED = re.compile(
    rf"(?:名称(?:由{_NAME.format('former')})?(?:变更|更改|变动)(?:登记)?|更名|改名)为{_NAME.format('name')}(?=[，。；、（(]|$)"
)

_LEAST = 2  # characters of a core that may be a short name
_MOST = 50  # pairs of one name and one kind: with more, the name says too little to compare


def propose(db: Connection, identities: Iterable[str]) -> None:
    """Write the pairs that new identities make with those already there.

    Each kind is found by an index, so that the cost does not grow with the number of subjects: names of one
    skeleton in one place, a short name that begins a full one in one place, one name in scopes that cannot
    be compared.
    """
    pairs: set[tuple[str, str, str]] = set()
    for part in chunks(identities):
        rows = db.execute(
            "SELECT identity, basis, name, place, skeleton, core FROM subject_identities"
            f" WHERE basis IN ('name', 'short_name') AND identity IN ({marks(part)})",
            part,
        ).fetchall()
        for own, basis, name, place, bones, core in rows:
            found = [("same_name", other) for other in _same_name(db, own, basis, name)]
            if place:
                found += [("look_alike", other) for other in _look_alikes(db, name, place, bones)]
                found += [("short_name", other) for other in _short_names(db, basis, place, core, name)]
            pairs.update((min(own, other), max(own, other), kind) for kind, other in found if other != own)
    db.executemany("INSERT INTO subject_proposals VALUES (?, ?, ?) ON CONFLICT DO NOTHING", sorted(pairs))


def note_former_names(db: Connection, events: list[int]) -> None:
    """Write down which names the words of events say were changed: 名称由…变更为…, …更名为…."""
    db.execute(f"DELETE FROM former_names WHERE event IN ({marks(events)})", events)
    rows = []
    for event, quote, name in db.execute(
        "SELECT e.id, e.quote, s.name FROM events e JOIN event_subjects s ON s.event = e.id"
        f" WHERE e.event_type = 'registration.change' AND e.id IN ({marks(events)}) ORDER BY e.id, s.number",
        events,
    ):
        found = _RENAMED.search(quote)
        if found and is_full(found["name"]):
            former = found["former"] or name
            if fold(former) != fold(found["name"]):
                rows.append((event, fold(former), fold(found["name"])))
    db.executemany("INSERT INTO former_names VALUES (?, ?, ?) ON CONFLICT DO NOTHING", rows)


def _same_name(db: Connection, own: str, basis: str, name: str) -> list[str]:
    """The same name where one of the two holds within its document only."""
    others = "('name', 'short_name')" if basis == "short_name" else "('short_name')"
    return _few(
        db,
        f"SELECT identity FROM subject_identities WHERE name = ? AND identity <> ? AND basis IN {others}",
        name,
        own,
    )


def _look_alikes(db: Connection, name: str, place: str, bones: str) -> list[str]:
    return _few(
        db,
        "SELECT identity FROM subject_identities WHERE skeleton = ? AND name <> ? AND place = ?",
        bones,
        name,
        place,
    )


def _short_names(db: Connection, basis: str, place: str, core: str, name: str) -> list[str]:
    """Full names that a short one begins, or short ones that begin a full one."""
    if len(core) < _LEAST:
        return []
    if basis == "short_name":
        return _few(
            db,
            "SELECT identity FROM subject_identities WHERE core >= ? AND core < ? AND place = ?"
            " AND basis = 'name' AND name <> ?",
            core,
            core + "\U0010ffff",
            place,
            name,
        )
    starts = [core[:end] for end in range(_LEAST, len(core) + 1)]
    return _few(
        db,
        f"SELECT identity FROM subject_identities WHERE core IN ({marks(starts)}) AND place = ?"
        " AND basis = 'short_name' AND name <> ?",
        *starts,
        place,
        name,
    )


def _few(db: Connection, sql: str, *values: str) -> list[str]:
    found = [identity for (identity,) in db.execute(f"{sql} LIMIT {_MOST + 1}", values)]
    return found if len(found) <= _MOST else []
