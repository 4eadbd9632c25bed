"""File → archive and database."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from ..model import Notice, Unreadable
from .database import DatabaseUnusable, open_database
from .save import add_name, save
from .version import parser_version


@dataclass(frozen=True)
class Outcome:
    """What became of one file."""

    file: str  # base name
    sha256: str | None  # null where the file could not even be opened
    status: str  # read, known (saved before by the same rules) or failed
    events: int = 0
    problems: int = 0
    message: str | None = None  # one line of Chinese: why it failed


def save_file(path: Path, db: Path, parse: Callable[..., Notice], **given: str | None) -> Outcome:
    """Read a file with ``parse``, keep its original in ``archive/`` beside the database, and save its notice.

    ``given`` holds what whoever ingests the file knows of it: published and issuer, which ``parse`` takes
    too, and source_url. What was given once holds until something else is given. A content that the same
    rules have read is only noted under its new name. A file that fails leaves the database as it was, and
    it is not even created for one. Raise ``DatabaseUnusable`` where no file could be saved.
    """
    try:
        content = _content(path)
        sha256 = hashlib.sha256(content).hexdigest()
        saved = _saved(db, sha256) if db.exists() else None
        if saved and saved.version == parser_version() and saved.given | _stated(given) == saved.given:
            _note_name(db, sha256, path.name)
            return Outcome(path.name, sha256, "known", saved.events, saved.problems)
        given = (saved.given if saved else {}) | _stated(given)
        notice = parse(path, published=given.get("published"), issuer=given.get("issuer"))
        if notice.document.sha256 != sha256:
            raise Unreadable(path.name, "读取时文件被改动", "请待文件写完后再收录")
        archived = _archive(content, db.parent / "archive" / (sha256 + path.suffix.lower()))
        kept = {"size": len(content), "archive": archived.relative_to(db.parent).as_posix()}
        with open_database(db, create=True) as database:
            save(database, notice, **kept, **given)
    except DatabaseUnusable:
        raise
    except Unreadable as failure:
        return Outcome(path.name, None, "failed", message=str(failure))
    except Exception as error:  # whatever a hostile file does must not stop the others
        reason = " ".join(f"{type(error).__name__}: {error}".split())
        message = f"{path.name}：处理时出错（{reason}），请将文件交给维护人员"
        return Outcome(path.name, None, "failed", message=message)
    return Outcome(path.name, sha256, "read", len(notice.events), len(notice.problems))


def _content(path: Path) -> bytes:
    """Return the bytes of a file; raise ``Unreadable`` where there is none or it may not be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise Unreadable(path.name, "文件不存在", "请检查路径") from None
    except IsADirectoryError:
        raise Unreadable(path.name, "是文件夹而不是文件", "请检查路径") from None
    except PermissionError:
        raise Unreadable(path.name, "没有读取权限", "请检查文件权限") from None


class _Saved(NamedTuple):
    """What the database holds of a content."""

    version: str  # of the rules that read it
    given: dict[str, str | None]
    events: int
    problems: int


def _saved(db: Path, sha256: str) -> _Saved | None:
    with open_database(db) as database:
        found = database.execute(
            'SELECT n.parser_version, f.published, f.issuer, f.source_url, t."事件数", t."问题数"'
            ' FROM notices n JOIN files f USING (sha256) JOIN "通知" t ON t."编号" = n.id WHERE sha256 = ?',
            (sha256,),
        ).fetchone()
    if found is None:
        return None
    version, published, issuer, source_url, events, problems = found
    given = {"published": published, "issuer": issuer, "source_url": source_url}
    return _Saved(version, _stated(given), events, problems)


def _stated(given: dict[str, str | None]) -> dict[str, str | None]:
    """Leave out what was not given."""
    return {name: value for name, value in given.items() if value is not None}


def _note_name(db: Path, sha256: str, name: str) -> None:
    with open_database(db) as database:
        add_name(database, sha256, name)


def _archive(content: bytes, target: Path) -> Path:
    """Keep the original, whole or not at all."""
    if target.exists() and target.stat().st_size == len(content):
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(target)
    except BaseException:
        with suppress(FileNotFoundError):
            Path(temporary).unlink()
        raise
    return target
