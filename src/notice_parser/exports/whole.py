"""A file written whole, or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_DATABASE = b"SQLite format 3\x00"


class Refused(Exception):
    """A place that is not to be written to; its message tells staff why, in Chinese."""


@contextmanager
def whole(path: Path, suffix: str) -> Iterator[Path]:
    """Give a place to write to, and put what was written in the place of ``path`` once it is complete.

    After an error ``path`` is as it was before. The place ends in ``suffix``; a pipe or a device is written
    to as it is. Raise ``Refused`` for a folder and for a database, ``OSError`` where nothing can be written.
    """
    if path.is_dir():
        raise Refused(f"{path}：这是文件夹，请给出文件名")
    if path.exists() and not path.is_file():
        yield path
        return
    if path.is_file():
        with path.open("rb") as file:
            if file.read(len(_DATABASE)) == _DATABASE:
                raise Refused(f"{path}：这是数据库，不能用导出的文件覆盖，请换一个文件名")
    target = path.resolve()
    handle, name = tempfile.mkstemp(suffix, ".notice-parser-", target.parent)
    os.close(handle)
    made = Path(name)
    try:
        yield made
        made.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask())
        made.replace(target)
    finally:
        with suppress(FileNotFoundError):
            made.unlink()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
