"""Empty file → today's schema, one numbered step after another."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from importlib import resources

from sqlite_utils import Database, Migrations

from ..text.personal import mask_personal

VERSION = 6  # the number of the last step; kept in PRAGMA user_version
migrations = Migrations("notice_parser")
_NAMES = (
    *(("file_names", "name"), ("files", "place"), ("unopened", "name"), ("unopened", "place")),
    *(("withdrawals", "names"), ("通知", "文件"), ("信用事件", "文件")),
)


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
    _run(db, 1)


@migrations()
def step_2(db: Database) -> None:
    """Add what follows from all notices together, what was known when, and what people decided."""
    _run(db, 2)
    db.execute(
        "UPDATE events SET known_from = (SELECT f.first_seen FROM notices n JOIN files f USING (sha256)"
        " WHERE n.id = events.notice)"
    )


@migrations()
def step_3(db: Database) -> None:
    """Keep the fate of every file ever met."""
    _run(db, 3)


@migrations()
def step_4(db: Database) -> None:
    """Let the facets of a filtered table be counted fast."""
    _run(db, 4)


@migrations()
def step_5(db: Database) -> None:
    """Keep all that is known of lines and mentions; let people decide what a correction corrects."""
    _run(db, 5)


@migrations()
def step_6(db: Database) -> None:
    """Keep numbers of persons as keyed hash, objections, what was published, and who took data out."""
    _run(db, 6)
    db.conn.create_function("masked", 1, lambda words: words and mask_personal(words), deterministic=True)
    for table, column in _NAMES:  # earlier versions masked what files hold, not what they are called
        db.execute(
            f'UPDATE OR REPLACE "{table}" SET "{column}" = masked("{column}")'
            f' WHERE "{column}" <> masked("{column}")'
        )


def _run(db: Database, step: int) -> None:
    script = resources.files(__package__).joinpath(f"{step:04}.sql").read_text("utf-8")
    for statement in statements(script):
        db.execute(statement)
    db.execute(f"PRAGMA user_version = {step}")
