"""A key file outside the database → what numbers of persons are hashed with and lists are signed with."""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
import stat
from contextlib import suppress
from pathlib import Path
from sqlite3 import Connection

from . import clock
from .archive import refusal
from .database import DatabaseUnusable

PLACE = "NOTICE_PARSER_KEY"  # environment variable: where the key file is


class KeyUnusable(DatabaseUnusable):
    """A key that is lost, wrong or cannot be read; its message tells staff what to do, in Chinese."""


def path_of(db: Path) -> Path:
    """Return where the key file of a database is: where the environment says, or beside the database."""
    given = os.environ.get(PLACE)
    return Path(given) if given else db.with_name(db.name + "-key")


def read(path: Path) -> bytes | None:
    """Return the secret of a key file; None where there is none. Raise ``KeyUnusable`` where it is no key."""
    try:
        words = path.read_text("ascii").strip()
    except FileNotFoundError:
        return None
    except PermissionError:
        raise KeyUnusable(f"{path}：没有读取密钥文件的权限，请检查文件的属主和权限") from None
    except (OSError, ValueError):
        words = ""
    if not re.fullmatch("[0-9a-f]{64}", words):
        raise KeyUnusable(f"{path}：不是密钥文件或已损坏，请从保管处恢复原来的密钥文件")
    return bytes.fromhex(words)


def secret(db: Path, conn: Connection) -> bytes:
    """Return the secret of a database, on first use a new one, and note in the database which one it is.

    To be called where the database may be written. Raise ``KeyUnusable`` where the key that the database was
    filled with is lost, or another lies in its place: what was hashed with two keys could not be compared.
    """
    path = path_of(db)
    found, known = read(path), in_use(conn)
    if found is None:
        if known is not None:
            raise KeyUnusable(lost(path))
        found = make(path)
    if known is None:
        conn.execute("INSERT INTO number_keys VALUES (?, ?, NULL)", (mark(found), clock.now()))
    elif known != mark(found):
        raise KeyUnusable(wrong(path))
    return found


def lost(path: Path) -> str:
    """Say that the key is lost, and what to do."""
    return (
        f"{path}：密钥文件不见了，请从保管处恢复，或用 --key 指明位置；"
        "确实找不回来的，运行 notice-parser key renew 换新密钥"
    )


def wrong(path: Path) -> str:
    """Say that the key is another database's, and what to do."""
    return (
        f"{path}：不是这个数据库的密钥，请换上原来的密钥文件，或用 --key 指明位置；"
        "要改用新密钥，运行 notice-parser key renew"
    )


def in_use(conn: Connection) -> str | None:
    """Return the mark of the key that a database is filled with; None where it was never needed."""
    found = conn.execute("SELECT id FROM number_keys WHERE retired IS NULL").fetchone()
    return found[0] if found else None


def renew(db: Path, conn: Connection) -> tuple[Path, Path | None]:
    """Put a new key in the old one's place; return its path, and where the old file was put aside.

    Hashes of the old key go, since they compare with nothing any more: reading the originals again makes
    them anew.
    """
    path = path_of(db)
    aside = None
    if path.exists():
        aside = path.with_name(f"{path.name}-{clock.now()[:19].replace(':', '')}")
        try:
            path.rename(aside)
        except OSError as error:
            raise KeyUnusable(f"{path}：旧密钥文件无法改名：{refusal(error)}") from None
    try:
        found = make(path)
    except KeyUnusable:
        if aside:
            aside.rename(path)
        raise
    conn.execute("UPDATE number_keys SET retired = ? WHERE retired IS NULL", (clock.now(),))
    conn.execute("DELETE FROM person_numbers")
    conn.execute("INSERT INTO number_keys VALUES (?, ?, NULL)", (mark(found), clock.now()))
    return path, aside


def make(path: Path) -> bytes:
    """Write a new key that only its owner may read; one that is there is never overwritten."""
    found = secrets.token_bytes(32)
    draft = path.with_name(f"{path.name}-{secrets.token_hex(4)}")  # no half key is left where one is killed
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(found.hex() + "\n")
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)
        except FileExistsError:
            raise
        except OSError:  # a file system without links
            draft.rename(path)
    except FileExistsError:  # another process was first
        there = read(path)
        if there is None:
            raise KeyUnusable(lost(path)) from None
        return there
    except OSError as error:
        raise KeyUnusable(f"{path}：无法建立密钥文件：{refusal(error)}；也可以用 --key 换一个位置") from None
    finally:
        with suppress(OSError):
            draft.unlink()
    return found


def open_to_others(path: Path) -> bool:
    """Whether other users of the machine may read a key file."""
    return os.name == "posix" and bool(stat.S_IMODE(path.stat().st_mode) & 0o077)


def mark(secret: bytes) -> str:
    """Return what tells one key from another and tells nothing of it.

    >>> mark(bytes(32)) == mark(bytes(32)), mark(bytes(32)) == mark(bytes([1] * 32)), len(mark(bytes(32)))
    (True, False, 16)
    """
    return hmac.digest(secret, b"notice-parser which key", hashlib.sha256).hex()[:16]


def for_numbers(secret: bytes) -> bytes:
    """Return the part of the secret that numbers of persons are hashed with."""
    return hmac.digest(secret, b"notice-parser numbers of persons", hashlib.sha256)


def for_signing(secret: bytes) -> bytes:
    """Return the part of the secret that lists are signed with."""
    return hmac.digest(secret, b"notice-parser signed lists", hashlib.sha256)
