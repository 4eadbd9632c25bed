"""Any number of keys → lists that one statement takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

_MOST = 900  # variables in a statement: SQLite before 3.32 allows 999
Key = TypeVar("Key", int, str)


def chunks(keys: Iterable[Key]) -> Iterator[list[Key]]:
    """Yield the keys in order, each once, in lists short enough for ``IN``."""
    ordered = sorted(set(keys))
    for start in range(0, len(ordered), _MOST):
        yield ordered[start : start + _MOST]


def marks(keys: list[Key]) -> str:
    """Return one question mark a key.

    >>> marks([1, 2, 3])
    '?,?,?'
    """
    return ",".join("?" * len(keys))
