"""Files → what became of each, as they come; or one file → its Notice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from ..model import Notice, Unreadable
from .limits import Limits
from .pool import Failed, PageDone, Pool, Read, Unfolded

_WAIT = 60.0


class Wanted(NamedTuple):
    """A file to read; ``key`` comes back with what becomes of it, ``given`` goes to what reads."""

    key: str
    path: Path
    name: str
    given: dict[str, Any]


def read_each(
    entry: str,
    wanted: Iterable[Wanted],
    count: int,
    limits: Limits,
    told: Callable[[PageDone], None] = lambda page: None,
) -> Iterator[Read | Unfolded | Failed]:
    """Read files by ``count`` processes, each file within the limits; yield what becomes of them.

    ``entry`` names the function that reads as ``module:function``; ``told`` hears of every finished page.
    """
    waiting = iter(wanted)
    with Pool(entry, count, limits) as pool:
        more = True
        while more or len(pool):
            while more and pool.room:
                file = next(waiting, None)
                more = file is not None
                if file is not None:
                    pool.submit(file.key, file.path, file.name, **file.given)
            for happened in pool.wait(_WAIT) if len(pool) else ():
                if isinstance(happened, PageDone):
                    told(happened)
                else:
                    yield happened


def read_apart(entry: str, path: Path, limits: Limits, **given: Any) -> Notice:
    """Read one file in a process of its own.

    Raise ``Unreadable`` where it cannot be read, whatever it does to the process.
    """
    (result,) = read_each(entry, [Wanted("", path, path.name, given)], 1, limits)
    if isinstance(result, Failed):
        raise Unreadable(path.name, result.reason, result.advice)
    assert isinstance(result, Read)  # nobody asked to unfold it
    return result.notice
