"""A file dropped by mistake → out of the database, with a note of who took it out and why; and back again."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ..model import Unreadable
from ..text.personal import mask_personal
from . import clock
from .database import open_database
from .history import changing
from .reviews import detach
from .transaction import transaction

if TYPE_CHECKING:
    from sqlite_utils import Database


class NotFound(Exception):
    """No file, or more than one, of that name; its message tells staff so, in Chinese."""


class Withdrawn(NamedTuple):
    """What was taken out."""

    sha256: str
    names: str
    events: int


def withdraw(db: Path, file: str, by: str, reason: str, *, erase: bool = False) -> Withdrawn:
    """Take a file, its notice and its events out of the database and out of the archive.

    What followed from it is undone in the same transaction. What was known before stays answerable, and
    reviews wait in case the file comes again; with ``erase`` these go too, for a file that should never have
    been here. Raise ``NotFound`` where ``file``, a name or a hash, is not one file.
    """
    with open_database(db) as database:
        database.execute("PRAGMA secure_delete = ON")
        with transaction(database):
            sha256, names, archive = _find(database, file)
            events = _take_out(database, sha256, names, by, reason, erase)
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    if archive:
        with suppress(FileNotFoundError):
            (db.parent / archive).unlink()
    return Withdrawn(sha256, names, events)


def refusal_of(database: Database, name: str, sha256: str) -> Unreadable | None:
    """Say why a content is not taken in again: it was withdrawn, and nobody has taken that back."""
    found = database.execute(
        "SELECT withdrawn_by, made, reason FROM withdrawals WHERE sha256 = ? AND taken_back IS NULL"
        " ORDER BY id DESC LIMIT 1",
        (sha256,),
    ).fetchone()
    if found is None:
        return None
    by, made, why = found
    return Unreadable(
        name,
        f"该文件已由{by}于 {made[:10]} 撤回（{' '.join(why.split())}），不再收录",
        f"确要重新收录，请运行 notice-parser retry --take-back --by 姓名 {sha256[:12]}",
    )


def take_back(database: Database, sha256: str, by: str) -> bool:
    """Let a withdrawn content be taken in again, and note who says so; return whether it was withdrawn."""
    found = database.execute(
        "UPDATE withdrawals SET taken_back = ?, taken_back_by = ? WHERE sha256 = ? AND taken_back IS NULL",
        (clock.now(), by, sha256),
    )
    return bool(found.rowcount)


def _find(database: Database, file: str) -> tuple[str, str, str | None]:
    found = database.execute(
        "SELECT f.sha256, (SELECT group_concat(name, '、') FROM file_names WHERE sha256 = f.sha256),"
        " f.archive"
        " FROM files f WHERE f.sha256 = ?1"
        " OR f.sha256 IN (SELECT sha256 FROM file_names WHERE name = ?2)",
        (file, Path(file).name),
    ).fetchall()
    if not found:
        raise NotFound(f"{file}：数据库里没有这个文件，请核对文件名")
    if len(found) > 1:
        several = "、".join(sha256[:12] for sha256, _, _ in found)
        raise NotFound(f"{file}：同名文件有 {len(found)} 个（{several}），请给出完整的 sha256")
    sha256, names, archive = found[0]
    return sha256, names or file, archive


def _take_out(database: Database, sha256: str, names: str, by: str, reason: str, erase: bool) -> int:
    conn = database.conn
    notice = conn.execute("SELECT id, title FROM notices WHERE sha256 = ?", (sha256,)).fetchone()
    keys = []
    if notice:
        found = conn.execute("SELECT event_key FROM events WHERE notice = ?", notice[:1]).fetchall()
        keys = [key for (key,) in found]
        with changing(conn, notice[0]):
            detach(conn, sha256, ())
            conn.execute("DELETE FROM notices WHERE id = ?", notice[:1])
    conn.execute("DELETE FROM files WHERE sha256 = ?", (sha256,))
    conn.execute(
        "INSERT INTO withdrawals (sha256, names, title, events, withdrawn_by, reason, made)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            sha256,
            names,
            notice[1] if notice and not erase else None,
            len(keys),
            by,
            mask_personal(reason),
            clock.now(),
        ),
    )
    if erase:
        for search in ("event_search", "subject_search", "notice_search"):  # else deleted words stay in it
            conn.execute(f"INSERT INTO {search} ({search}) VALUES ('optimize')")
        conn.execute("DELETE FROM event_versions WHERE sha256 = ?", (sha256,))
        conn.execute("DELETE FROM reviews WHERE sha256 = ?", (sha256,))
        conn.executemany(
            "DELETE FROM past_periods WHERE json_extract(record, '$.event_key') = ?", [(key,) for key in keys]
        )
    return len(keys)
