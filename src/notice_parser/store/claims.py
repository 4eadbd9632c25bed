"""Process → a mark that it lives: a lock that the system lets go of however the process ends."""

from __future__ import annotations

import secrets
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import IO

from .database import DatabaseUnusable


class Claimant:
    """Who claims contents of a database; use it with ``with``.

    A process number may be given out anew and a clock set back, so a claim holds as long as a lock is held
    on the file that the claimant's name leads to.
    """

    def __init__(self, db: Path) -> None:
        """Choose a name; nothing is written before ``with``."""
        self.name = secrets.token_hex(8)
        self._path = _marks(db) / self.name
        self._file: IO[bytes] | None = None

    def __enter__(self) -> Claimant:
        """Write the mark and lock it."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            while self._file is None or not self._path.exists():  # someone may have swept it before the lock
                self._file = self._path.open("wb")
                while not _lock(self._file):
                    time.sleep(0.01)
        except OSError as error:
            raise DatabaseUnusable(
                f"{self._path.parent}：无法写入（{error.strerror}），请检查磁盘和权限"
            ) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Remove the mark."""
        if self._file is not None:
            self._file.close()
        self._path.unlink(missing_ok=True)


def lives(db: Path, name: str) -> bool:
    """Whether the claimant of this name still runs."""
    try:
        with (_marks(db) / name).open("rb+") as file:
            return not _lock(file)
    except FileNotFoundError:
        return False
    except OSError:  # not ours to touch, so somebody else's
        return True


def sweep(db: Path) -> None:
    """Remove the marks of claimants that died."""
    marks = _marks(db)
    for path in marks.iterdir() if marks.is_dir() else ():
        if not lives(db, path.name):
            path.unlink(missing_ok=True)


def _marks(db: Path) -> Path:
    return db.with_name(db.name + "-claims")


def _lock(file: IO[bytes]) -> bool:
    """Lock a file if nobody else has; it is unlocked when it is closed."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
