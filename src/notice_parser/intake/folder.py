"""Inbox → its files; a file → the archive, or ``failed/`` with a note beside it."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from ..model import Unreadable
from ..store import Content
from ..store.clock import CHINA
from ..text.personal import mask_personal

FAILED = "failed"  # folder within the inbox
NOTE = ".说明.txt"


# What programs call a file that is not complete or not meant to stay.
_PASSING = re.compile(
    r"""
    \. .* | ~ .* | .* ~                             # hidden (rsync: .name.Xa3f9Q), Office locks, editors
    | .* \. (part|partial|filepart|crdownload|download|opdownload|tmp|temp|swp|lock|bak|!ut|aria2|td|xltd)
    | (thumbs\.db|desktop\.ini)
    | .* \. (crdownload|part|tmp) \. \d+            # some browsers put a number behind
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NAME_BYTES = 255


def is_passing(name: str) -> bool:
    """Whether a name is one that programs give to files not yet complete, or hide from people.

    >>> [is_passing(name) for name in ("通报.pdf", "通报.pdf.part", "~$通报.docx", ".通报.pdf.Xa3f9Q")]
    [False, True, True, True]
    """
    return _PASSING.fullmatch(name) is not None


def inbox_files(inbox: Path) -> Iterator[Path]:
    """Yield the files of an inbox and its sub-folders, but nothing temporary, hidden or failed before.

    A folder that cannot be read is passed over. Raise ``OSError`` where the inbox itself cannot be.
    """
    with os.scandir(inbox):
        pass
    for folder, folders, names in os.walk(inbox):
        here = Path(folder)
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith((".", "~")) and not (here == inbox and name == FAILED)
        )
        for name in sorted(names):
            path = here / name
            if not is_passing(name) and path.is_file():
                yield path


def place_for_failed(path: Path, inbox: Path) -> Path:
    """Return where in ``failed/`` a file of the inbox goes: a name that is free."""
    within = path.absolute().relative_to(inbox)
    if within.parts[0] == FAILED:
        return path.absolute()
    folder = inbox / FAILED / within.parent
    stem = mask_personal(path.stem).replace("*", "×")  # not a character that every file system takes
    for number in range(1, 10_000):
        mark = "" if number == 1 else f"（{number}）"
        name = _short(stem, mark + path.suffix) + mark + path.suffix
        if not (folder / name).exists():
            return folder / name
    raise OSError(f"no free name in {folder}")


def set_aside(content: Content, target: Path, failure: Unreadable) -> None:
    """Move a file that failed to its place, the note first, so that no file lies there unexplained.

    Raise ``OSError`` where the folders cannot be written.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    note_of(target).write_text(
        f"文件：{content.name}\n"
        f"问题：{failure.reason}\n"
        f"办法：{failure.advice}\n"
        f"时间：{dt.datetime.now(CHINA):%Y-%m-%d %H:%M}（北京时间）\n"
        f"校验值：{content.sha256}\n"
        "\n"
        "处理好以后，把改好的文件重新放入收件文件夹；要原样再读一次，运行 notice-parser retry。\n"
        "本说明和文件都不再需要时，可以一并删除。\n",
        encoding="utf-8",
    )
    if target != content.path.absolute():
        content.path.replace(target)


def note_of(path: Path) -> Path:
    """Return where the note on a failed file stands."""
    return path.with_name(_short(path.name, NOTE) + NOTE)


def take_away(content: Content) -> bool:
    """Remove a file whose content is archived and saved, unless it was changed meanwhile.

    Raise ``OSError`` where the folder cannot be written.
    """
    if not content.unchanged():
        return False
    content.path.unlink()
    with suppress(OSError):
        note_of(content.path).unlink()  # it lay in failed/ and was read now
    return True


def spool_of(db: Path, claimant: str, content: Content) -> Path:
    """Return the folder for the files in a bundle; it goes when they are settled or their reader dies.

    It stands alone: in a folder of folders, one process would make its own while another removes the last.
    """
    return db.parent / f"unfolding-{claimant}-{content.sha256[:16]}"


def remove_spool(spool: Path) -> None:
    """Remove the files that a bundle was unfolded to."""
    shutil.rmtree(spool, ignore_errors=True)


def _short(stem: str, rest: str) -> str:
    """Cut a stem so that it makes a name with ``rest`` that file systems take."""
    while stem and len(os.fsencode(stem + rest)) > _NAME_BYTES:
        stem = stem[:-1]
    return stem
