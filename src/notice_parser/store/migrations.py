"""Empty file → today's schema, one numbered step after another."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from importlib import resources

from sqlite_utils import Database, Migrations

VERSION = 2  # the number of the last step; kept in PRAGMA user_version
migrations = Migrations("notice_parser")


def statements(script: str) -> Iterator[str]:
    """Yield the statements of a script one by one.

    ``executescript`` would commit the transaction that a migration runs in.

    >>> list(statements("CREATE TABLE a (x); -- 一\\nCREATE TABLE b (y);"))
    ['CREATE TABLE a (x);', '-- 一\\nCREATE TABLE b (y);']
    """
    statement = ""
    for piece in script.split(";"):
        statement += piece + ";"
        if statement.strip() != ";" and sqlite3.complete_statement(statement):
            yield statement.strip()
            statement = ""


@migrations()
def step_1(db: Database) -> None:
    """Create the tables."""
    _run(db, "0001.sql")
    db.execute("PRAGMA user_version = 1")


@migrations()
def step_3(db: Database) -> None:
    """Keep the fate of every file ever met."""
    _run(db, "0003.sql")
    db.execute("PRAGMA user_version = 2")


def _run(db: Database, script: str) -> None:
    for statement in statements(resources.files(__package__).joinpath(script).read_text("utf-8")):
        db.execute(statement)
