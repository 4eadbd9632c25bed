"""File → its content's identity, and a copy that is kept: whole, on disk, under its sha256."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from ..model import Unreadable
from ..text.personal import mask_personal
from .claims import lives
from .database import DatabaseUnusable

_PIECE = 2**20


class Content(NamedTuple):
    """What a file held when it was looked at."""

    path: Path
    name: str  # base name, readable whatever its bytes
    sha256: str
    size: int
    inode: int
    modified: int  # nanoseconds

    def unchanged(self) -> bool:
        """Whether the file is still the one that was looked at."""
        try:
            found = self.path.stat()
        except OSError:
            return False
        return (found.st_size, found.st_ino, found.st_mtime_ns) == (self.size, self.inode, self.modified)


def content_of(path: Path) -> Content:
    """Identify a file's content; raise ``Unreadable`` where there is no file or it may not be read."""
    name = readable_name(path)
    try:
        before = path.stat()
        if stat.S_ISDIR(before.st_mode):
            raise Unreadable(name, "是文件夹而不是文件", "请检查路径")
        if not stat.S_ISREG(before.st_mode):  # to open a pipe may last forever
            raise Unreadable(name, "不是普通文件", "请检查路径")
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        raise Unreadable(name, "文件不存在", "请检查路径") from None
    except PermissionError:
        raise Unreadable(name, "没有读取权限", "请检查文件权限") from None
    except OSError as error:
        raise Unreadable(name, f"无法打开文件（{error.strerror}）", "请检查路径和磁盘") from None
    return Content(path, name, sha256, before.st_size, before.st_ino, before.st_mtime_ns)


def readable_name(path: Path) -> str:
    """Return a base name as text, also where its bytes are not UTF-8; numbers of persons in it are masked.

    >>> readable_name(Path(os.fsdecode("ingest/通报.pdf".encode("gb18030"))))
    '通报.pdf'
    """
    raw = os.fsencode(path.name)
    for encoding in ("utf-8", "gb18030"):
        with suppress(UnicodeDecodeError):
            return mask_personal(raw.decode(encoding))
    return mask_personal(raw.decode("utf-8", "replace"))


def keep(content: Content, db: Path, claimant: str, kept: str | None = None) -> str | None:
    """Copy a content into ``archive/`` beside the database; return where it is, relative to the database.

    ``kept`` says where it should be already. Return None where the file is not the one that was looked at
    any more. Raise ``DatabaseUnusable`` where the archive cannot be written, which is no fault of the file.
    """
    archive = db.parent / "archive"
    suffix = Path(content.name).suffix.lower()
    target = db.parent / kept if kept else archive / (content.sha256 + suffix)
    place = target.relative_to(db.parent).as_posix()
    if holds(target, content.sha256):
        return place
    temporary = archive / f".{claimant}-{content.sha256[:16]}"
    try:
        archive.mkdir(parents=True, exist_ok=True)
        copied = _copy(content.path, temporary)
        if copied is None or copied != content.sha256:
            temporary.unlink(missing_ok=True)
            return None
        temporary.chmod(0o644)
        temporary.replace(target)
        sync_folder(archive)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise DatabaseUnusable(f"{archive}：{refusal(error)}") from error
    return place


def holds(path: Path, sha256: str) -> bool:
    """Whether a file of the archive is there and whole."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except OSError:
        return False


def clear(db: Path) -> None:
    """Remove the half-made copies and the unfolded bundles of processes that died."""
    with suppress(OSError):
        for path in (db.parent / "archive").glob(".*-*"):
            if not lives(db, path.name[1:].partition("-")[0]):
                path.unlink(missing_ok=True)
    with suppress(OSError):
        for path in db.parent.glob("unfolding-*-*"):
            if not lives(db, path.name.split("-")[1]):
                shutil.rmtree(path, ignore_errors=True)


def sync_folder(folder: Path) -> None:
    """Make sure that the names in a folder outlive a power cut."""
    with suppress(OSError):  # not every file system can
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def refusal(error: OSError) -> str:
    """Say in Chinese why the file system refused to write, and what to do."""
    import errno

    return {
        errno.ENOSPC: "磁盘已满，请清理后再试",
        errno.EDQUOT: "磁盘配额已用完，请清理后再试",
        errno.EROFS: "所在的磁盘只读，请检查磁盘",
        errno.EACCES: "没有写入权限，请检查文件夹权限",
        errno.EPERM: "没有写入权限，请检查文件夹权限",
    }.get(error.errno or 0, f"无法写入（{error.strerror}），请检查磁盘")


def _copy(source: Path, target: Path) -> str | None:
    """Copy a file's bytes to disk; return their sha256, or None where the source cannot be read any more."""
    try:
        reading = source.open("rb")
    except OSError:
        return None
    digest = hashlib.sha256()
    with reading, target.open("wb") as writing:
        while piece := reading.read(_PIECE):
            digest.update(piece)
            writing.write(piece)
        writing.flush()
        os.fsync(writing.fileno())
    return digest.hexdigest()
