"""Migrations → the schema as a script and as a list of columns, as db/ keeps them."""

from __future__ import annotations

import re
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from .database import open_database

_OURS = "name NOT LIKE '%sqlite%' AND tbl_name NOT LIKE '%\\_search\\_%' ESCAPE '\\'"
# A column that was added stands behind the last one, before that one's comment.
_COLUMN = r'(?:^ *|, )"?{name}"? (?:TEXT|INTEGER|REAL)\b{rest}(?:/\* *(.*?) *\*/|[^\n]*?-- *([^\n]*))'
_REST = r"(?:[^,()/\n]|\((?:[^()]|\([^()]*\))*\))*"  # up to the comma that ends the column


@contextmanager
def _empty() -> Iterator[sqlite3.Connection]:
    """Make an empty database by the migrations."""
    with tempfile.TemporaryDirectory() as folder:
        with open_database(Path(folder) / "db", create=True):
            pass
        with closing(sqlite3.connect(Path(folder) / "db")) as db:
            yield db


def schema() -> str:
    """Return the statements that make today's schema, taken from a database made by the migrations."""
    with _empty() as db:
        found = db.execute(f"SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND {_OURS} ORDER BY rowid")
        return "\n\n".join(f"{sql};" for (sql,) in found) + "\n"


def undocumented() -> list[str]:
    """Return the columns whose meaning the schema does not tell, as table.column."""
    return [f"{table}.{column}" for table, column, _, meaning in _columns() if not meaning]


def columns() -> str:
    """Return every column of every table with its type and its meaning, in Markdown."""
    lines = [
        "# Every column",
        "",
        "Written by `python -m notice_parser.store.document columns`; the meanings stand in the migrations.",
    ]
    last = None
    with _empty() as db:
        about = {
            name: re.match(r"[^\n]*?\( *-- *(.*)", sql)
            for name, sql in db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
            if sql
        }
    for table, column, type, meaning in _columns():
        if table != last:
            told = about[table]
            lines += ["", f"## {table}", "", told[1] if told else "", "", "| column | type | meaning |"]
            lines += ["|---|---|---|"]
            last = table
        lines.append(f"| `{column}` | {type} | {meaning} |")
    return "\n".join(lines) + "\n"


def _columns() -> Iterator[tuple[str, str, str, str]]:
    """Yield table, column, type and meaning, as the definitions tell them."""
    with _empty() as db:
        tables = db.execute(
            f"SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
            f" AND {_OURS} ORDER BY rowid"
        ).fetchall()
        for table, sql in tables:
            for _, column, type, required, _, key, _ in db.execute(f'PRAGMA table_xinfo("{table}")'):
                found = re.search(_COLUMN.format(name=re.escape(column), rest=_REST), sql, re.MULTILINE)
                meaning = (found[1] or found[2] or "").strip() if found else ""
                words = type + (" key" if key else " not null" if required else "")
                yield table, column, words, meaning.replace("|", "\\|")


if __name__ == "__main__":
    print(columns() if sys.argv[1:] == ["columns"] else schema(), end="")
