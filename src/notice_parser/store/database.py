"""Path → an open database of today's schema."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from . import clock, derive
from .transaction import transaction

if TYPE_CHECKING:
    from sqlite_utils import Database

PUBLIC = 0x4E505542  # PRAGMA application_id of a public copy
_PATIENCE = 60.0  # seconds to wait while another program writes
_LOG_PAGES = 4000  # 16 MB of log, so that pages which many notices change are copied once
_STATEMENTS = (
    1_000  # kept ready: to save a notice takes a few hundred, and to compile one longer than to run it
)


class DatabaseUnusable(Exception):
    """A database that cannot be used; its message tells staff why, in one line of Chinese."""


@contextmanager
def open_database(path: str | Path, *, create: bool = False) -> Iterator[Database]:
    """Open a database, bring its schema up to date, and close it again.

    Raise ``DatabaseUnusable`` where it is missing and not to be created, made by a newer version, or no
    database of ours.
    """
    from sqlite_utils import Database  # a tenth of a second that --help need not pay

    path = Path(path)
    if not path.exists():
        if not create:
            raise DatabaseUnusable(f"{path}：数据库不存在，请先用 notice-parser ingest 收录通知")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError:
            raise DatabaseUnusable(f"{path}：无法建立数据库所在的文件夹，请检查路径和权限") from None
    db: Database | None = None
    try:
        with in_chinese(path):
            db = Database(sqlite3.connect(path, timeout=_PATIENCE, cached_statements=_STATEMENTS))
            _upgrade(db, path)
            yield db
    finally:
        if db is not None:
            db.close()


@contextmanager
def in_chinese(path: Path) -> Iterator[None]:
    """Turn what SQLite complains of into ``DatabaseUnusable``."""
    try:
        yield
    except sqlite3.IntegrityError:  # one notice's fault, not the database's
        raise
    except sqlite3.DatabaseError as error:
        raise DatabaseUnusable(f"{path}：{_reason(error)}") from error


def is_current(db: Database) -> bool:
    """Whether a database that was opened earlier is still of today's schema and rules."""
    from .migrations import VERSION

    return _schema(db) == VERSION and derive.is_current(db.conn)


def _upgrade(db: Database, path: Path) -> None:
    """Check that the file is ours and not newer than we are, and apply the steps it lacks."""
    from .migrations import VERSION, migrations

    if is_public(db.conn):
        if _schema(db) != VERSION:
            raise DatabaseUnusable(f"{path}：公开副本由其他版本生成，请用 notice-parser publish 重新生成")
        db.execute("PRAGMA query_only = ON")
        return
    if _schema(db) > VERSION:
        raise DatabaseUnusable(
            f"{path}：数据库由更新的版本建立（结构 {_schema(db)}，本程序到 {VERSION}），请升级 notice-parser"
        )
    tables = set(db.table_names())  # asked first: another program may be making them now
    if _schema(db) == 0 and tables - {migrations.migrations_table}:
        raise DatabaseUnusable(f"{path}：不是 notice-parser 的数据库，请换一个文件")
    if _schema(db) < VERSION:
        _write_ahead(db)
        with transaction(db):  # two programs may find the same file empty
            migrations.apply(db)
    db.execute("PRAGMA foreign_keys = ON")
    db.execute(f"PRAGMA wal_autocheckpoint = {_LOG_PAGES}")
    if not derive.is_current(db.conn):
        _derive(db)


def _derive(db: Database) -> None:
    """Make what follows from all notices again, where no rules or other ones made it.

    What is made for the first time was known since its notices were.
    """
    with transaction(db):
        if derive.is_current(db.conn):  # another program made it while this one waited
            return
        first = db.execute("SELECT NOT EXISTS (SELECT 1 FROM derivation)").fetchone()[0]
        derive.rebuild(db.conn, clock.now())
        if first:
            db.execute(
                "UPDATE listing_periods SET known_from = coalesce((SELECT max(e.known_from)"
                " FROM listing_sources s JOIN events e ON e.id = s.event"
                " WHERE s.period = listing_periods.key), known_from)"
            )


def is_public(conn: sqlite3.Connection) -> bool:
    """Whether a database is a public copy, which is read and never written."""
    return bool(conn.execute("PRAGMA application_id").fetchone()[0] == PUBLIC)


def _schema(db: Database) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def _write_ahead(db: Database) -> None:
    """Let readers read while we write; SQLite does not wait for its turn to switch, so we do."""
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            db.enable_wal()
            return
        except sqlite3.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)


def _reason(error: Exception) -> str:
    """Say in Chinese why SQLite or the file system refused."""
    text = str(error)
    for words, reason in (
        ("locked", "数据库正被其他程序占用，请稍后再试"),
        ("not a database", "不是数据库文件，请换一个文件"),
        ("malformed", "数据库文件已损坏，请用备份恢复"),
        ("readonly", "数据库不可写（公开副本只能查看），请检查是哪个文件和权限"),
        ("unable to open", "无法打开数据库，请检查路径和权限"),
        ("full", "磁盘已满，请清理后再试"),
    ):
        if words in text:
            return reason
    return f"数据库出错（{text}）"
