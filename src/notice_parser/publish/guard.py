"""A connection of the site → one that reads no more than it should, whatever SQL is asked of it."""

from __future__ import annotations

import sqlite3

from ..store.database import PUBLIC

COPY = PUBLIC  # PRAGMA application_id of a public copy

_STORED = "stored_"  # tables of a copy that also hold what may not be shown any more
_INSIDE = {"audit", "number_keys", "person_numbers"}  # of a full database: for the program, not for queries


def guard(conn: sqlite3.Connection) -> None:
    """Let a connection read the stored tables of a public copy through their views only.

    The views leave out what may not be shown any more. In a full database who looked what up and the hashes
    of numbers are not for queries.
    """
    (mark,) = conn.execute("PRAGMA main.application_id").fetchone()
    conn.set_authorizer(_copy if mark == COPY else _full)


def _full(
    action: int, table: str | None, column: str | None, database: str | None, within: str | None
) -> int:
    inside = action == sqlite3.SQLITE_READ and table in _INSIDE
    return sqlite3.SQLITE_DENY if inside and column else sqlite3.SQLITE_OK  # how many there are is no secret


def _copy(
    action: int, table: str | None, column: str | None, database: str | None, within: str | None
) -> int:
    """Refuse a read of a stored table that no view makes; a search table reads its own shadows."""
    if action != sqlite3.SQLITE_READ or not table or not column:
        return sqlite3.SQLITE_OK
    stored = table.lower().startswith(_STORED)
    return sqlite3.SQLITE_DENY if stored and within is None and "_search_" not in table else sqlite3.SQLITE_OK


def reaches_behind(words: str) -> bool:
    """Whether words name a stored table: a query in a query could else pass for a view.

    >>> reaches_behind("with events as (select * from STORED_events) select * from events")
    True
    >>> reaches_behind("select * from events")
    False
    """
    return _STORED in words.lower()
