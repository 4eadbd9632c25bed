"""Inbox → its files as they arrive, each once it stands still."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from .folder import inbox_files

SETTLE = 2.0  # seconds without a change of size or time
RESCAN = 30.0  # seconds after which the folder is looked through for what the watcher missed
_LONGER = 15  # times: the patience with a file whose end is missing
_CLOSE = 0.5  # seconds between looks while something moves

Sight = tuple[int, int, int]  # size, modified, inode


@dataclass
class _Seen:
    """How a file looked, and since when it has looked so."""

    sight: Sight
    since: float
    given: bool = False  # to whoever reads it; not again unless it changes


def arrivals(
    inbox: Path, stop: threading.Event, *, settle: float = SETTLE, rescan: float = RESCAN
) -> Iterator[Path | None]:
    """Yield the files of an inbox until told to stop; None whenever there is none at the moment.

    The system's messages only say when to look; what counts is what lies there. So nothing is lost where
    they do not come, as on a network share, or come too early.
    """
    woken = threading.Event()
    threading.Thread(target=_watch, args=(inbox, stop, woken), daemon=True).start()
    seen: dict[Path, _Seen] = {}
    look = 0.0
    while not stop.is_set():
        now = time.monotonic()
        if woken.is_set() or now >= look:
            woken.clear()
            _look(inbox, seen, now)
            moving = any(not one.given for one in seen.values())
            look = now + (min(_CLOSE, settle) if moving else rescan)
            for path in [path for path, one in seen.items() if _ripe(path, one, now, settle)]:
                if stop.is_set():
                    return
                seen[path].given = True
                yield path
        yield None


def _look(inbox: Path, seen: dict[Path, _Seen], now: float) -> None:
    """Note what lies in the inbox and how it looks; forget what is gone."""
    there: set[Path] = set()
    try:
        for path in inbox_files(inbox):
            with suppress(OSError):  # gone while we looked
                found = path.stat()
                sight = found.st_size, found.st_mtime_ns, found.st_ino
                there.add(path)
                if path not in seen or seen[path].sight != sight:
                    seen[path] = _Seen(sight, now)
    except OSError:  # the inbox itself: a share that is not mounted at the moment
        return
    for path in seen.keys() - there:
        del seen[path]


def _ripe(path: Path, one: _Seen, now: float, settle: float) -> bool:
    """Whether a file has stood still long enough to be read."""
    if one.given or now - one.since < settle:
        return False
    return now - one.since >= _LONGER * settle or not _lacks_end(path, one.sight[0])


def _lacks_end(path: Path, size: int) -> bool:
    """Whether a file is empty or lacks the end mark of its format, as while a slow copy pauses."""
    if size == 0:
        return True
    try:
        with path.open("rb") as file:
            head = file.read(1024)
            file.seek(max(0, size - 66_000))
            tail = file.read()
    except OSError:
        return False  # whoever reads it will say what is wrong
    if b"%PDF-" in head:
        return b"%%EOF" not in tail[-4096:]
    return head.startswith(b"PK\x03\x04") and b"PK\x05\x06" not in tail


def _watch(inbox: Path, stop: threading.Event, woken: threading.Event) -> None:
    """Wake whoever looks when the system says that something happened."""
    from watchfiles import watch

    while not stop.is_set():
        with suppress(Exception):  # no watcher on this file system, or no folder: the rescan remains
            for _ in watch(
                inbox, watch_filter=None, stop_event=stop, debounce=400, step=50, rust_timeout=1000
            ):
                woken.set()
        stop.wait(5)
