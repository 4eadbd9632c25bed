"""Rows → a table, touching only those that differ."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple
from weakref import WeakKeyDictionary

from .rows import Row

if TYPE_CHECKING:
    from sqlite_utils import Database


_SHAPES: WeakKeyDictionary[Database, dict[str, _Shape]] = WeakKeyDictionary()


class _Shape(NamedTuple):
    """The columns of a table and of its primary key, how to take them out of a row, and how to write one."""

    columns: list[str]
    key: list[str]
    row_of: Callable[[Row], tuple[Any, ...]]
    key_of: Callable[[Row], tuple[Any, ...]]
    write: str


def replace(
    db: Database, table: str, owned: str, owner: int, rows: Sequence[Row], *, known: bool = True
) -> None:
    """Make the rows that ``owned`` finds for ``owner`` equal to ``rows``, touching only those that differ.

    Of an owner that is not ``known`` there are none yet, and nothing is looked for.
    """
    if not (known or rows):
        return
    columns, key, row_of, key_of, write = _shape(db, table)
    old: dict[tuple[Any, ...], tuple[Any, ...]] = {}
    if known:
        listed = ", ".join(f'"{column}"' for column in columns)
        found = db.execute(f'SELECT {listed} FROM "{table}" WHERE {owned}', (owner,)).fetchall()
        places = [columns.index(column) for column in key]
        old = {tuple([row[place] for place in places]): row for row in found}
    new = {key_of(row): row_of(row) for row in rows}
    if gone := sorted(old.keys() - new.keys()):
        at_key = " AND ".join(f'"{column}" = ?' for column in key)
        db.conn.executemany(f'DELETE FROM "{table}" WHERE {at_key}', gone)
    if changed := [row for identity, row in new.items() if old.get(identity) != row]:
        db.conn.executemany(write, changed)


def _shape(db: Database, table: str) -> _Shape:
    """Return the shape of a table; it stays while a database is open."""
    shapes = _SHAPES.setdefault(db, {})
    if table not in shapes:
        described = db.execute(f'PRAGMA table_info("{table}")').fetchall()
        columns = [column[1] for column in described]
        key = [column[1] for column in sorted(described, key=lambda column: column[5]) if column[5]]
        listed, keys = (", ".join(f'"{column}"' for column in names) for names in (columns, key))
        updates = ", ".join(f'"{column}" = excluded."{column}"' for column in columns)
        marks = ", ".join("?" * len(columns))
        write = (
            f'INSERT INTO "{table}" ({listed}) VALUES ({marks}) ON CONFLICT ({keys}) DO UPDATE SET {updates}'
        )
        shapes[table] = _Shape(columns, key, _picker(columns), _picker(key), write)
    return shapes[table]


def _picker(columns: Sequence[str]) -> Callable[[Row], tuple[Any, ...]]:
    """Return what takes columns out of a row."""
    if len(columns) > 1:
        return itemgetter(*columns)
    (column,) = columns
    return lambda row: (row[column],)
