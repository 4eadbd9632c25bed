"""Rows → a table, touching only those that differ."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from .rows import Row

if TYPE_CHECKING:
    from sqlite_utils import Database


_SHAPES: WeakKeyDictionary[Database, dict[str, tuple[list[str], list[str]]]] = WeakKeyDictionary()


def replace(
    db: Database, table: str, owned: str, owner: int, rows: Sequence[Row], *, known: bool = True
) -> None:
    """Make the rows that ``owned`` finds for ``owner`` equal to ``rows``, touching only those that differ.

    Of an owner that is not ``known`` there are none yet, and nothing is looked for.
    """
    if not (known or rows):
        return
    columns, key = _shape(db, table)
    listed = ", ".join(f'"{column}"' for column in columns)
    old: dict[tuple[Any, ...], tuple[Any, ...]] = {}
    if known:
        found = db.execute(f'SELECT {listed} FROM "{table}" WHERE {owned}', (owner,)).fetchall()
        places = [columns.index(column) for column in key]
        old = {tuple([row[place] for place in places]): row for row in found}
    new = {tuple([row[column] for column in key]): tuple([row[column] for column in columns]) for row in rows}
    if gone := sorted(old.keys() - new.keys()):
        at_key = " AND ".join(f'"{column}" = ?' for column in key)
        db.conn.executemany(f'DELETE FROM "{table}" WHERE {at_key}', gone)
    if changed := [row for identity, row in new.items() if old.get(identity) != row]:
        marks = ", ".join("?" * len(columns))
        keys = ", ".join(f'"{column}"' for column in key)
        updates = ", ".join(f'"{column}" = excluded."{column}"' for column in columns)
        db.conn.executemany(
            f'INSERT INTO "{table}" ({listed}) VALUES ({marks}) ON CONFLICT ({keys}) DO UPDATE SET {updates}',
            changed,
        )


def _shape(db: Database, table: str) -> tuple[list[str], list[str]]:
    """Return the columns of a table, and those of its primary key; they stay while a database is open."""
    shapes = _SHAPES.setdefault(db, {})
    if table not in shapes:
        described = db.execute(f'PRAGMA table_info("{table}")').fetchall()
        key = [column[1] for column in sorted(described, key=lambda column: column[5]) if column[5]]
        shapes[table] = [column[1] for column in described], key
    return shapes[table]
