"""Rows → a table, touching only those that differ."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .rows import Row

if TYPE_CHECKING:
    from sqlite_utils import Database


def replace(db: Database, table: str, owned: str, owner: int, rows: Sequence[Row]) -> None:
    """Make the rows that ``owned`` finds for ``owner`` equal to ``rows``, touching only those that differ."""
    described = db.execute(f'PRAGMA table_info("{table}")').fetchall()
    columns = [column[1] for column in described]
    key = [column[1] for column in sorted(described, key=lambda column: column[5]) if column[5]]
    listed = ", ".join(f'"{column}"' for column in columns)
    found = db.execute(f'SELECT {listed} FROM "{table}" WHERE {owned}', (owner,)).fetchall()
    places = [columns.index(column) for column in key]
    old = {tuple(row[place] for place in places): row for row in found}
    new = {tuple(row[column] for column in key): tuple(row[column] for column in columns) for row in rows}
    marks = ", ".join("?" * len(columns))
    keys = ", ".join(f'"{column}"' for column in key)
    at_key = " AND ".join(f'"{column}" = ?' for column in key)
    db.conn.executemany(f'DELETE FROM "{table}" WHERE {at_key}', sorted(old.keys() - new.keys()))
    updates = ", ".join(f'"{column}" = excluded."{column}"' for column in columns)
    db.conn.executemany(
        f'INSERT INTO "{table}" ({listed}) VALUES ({marks}) ON CONFLICT ({keys}) DO UPDATE SET {updates}',
        [row for identity, row in new.items() if old.get(identity) != row],
    )
