"""Messages ⇄ bytes in a pipe: a kind, a length, and that many bytes.

All of them are JSON: a process that read a hostile file is not trusted to send objects.
"""

from __future__ import annotations

import json
import struct
from enum import IntEnum
from typing import IO, Any

_HEADER = struct.Struct(">BI")
MAX_BYTES = 100 * 2**20


class Kind(IntEnum):
    """What a message says."""

    BEGIN = 1  # to the worker: the limits, and the function that reads
    TASK = 2  # to the worker: a path, and what to give the function
    READY = 3
    PAGE = 4  # a page was finished
    NOTICE = 5  # the notice as JSON
    UNFOLDED = 9  # the paths of the files in it
    UNREADABLE = 6  # reason and advice
    NO_MEMORY = 7
    ERROR = 8  # the name of an error that no one foresaw


_KINDS = frozenset(Kind)


def send(pipe: IO[bytes], kind: Kind, content: bytes | dict[str, Any]) -> None:
    """Write one message."""
    data = content if isinstance(content, bytes) else json.dumps(content).encode("ascii")
    pipe.write(_HEADER.pack(kind, len(data)) + data)
    pipe.flush()


def receive(pipe: IO[bytes]) -> tuple[Kind, bytes] | None:
    """Return the next message; None at the end of the pipe, or where what comes is no message."""
    header = pipe.read(_HEADER.size)
    if len(header) < _HEADER.size:
        return None
    kind, size = _HEADER.unpack(header)
    if kind not in _KINDS or size > MAX_BYTES:
        return None
    data = pipe.read(size)
    return (Kind(kind), data) if len(data) == size else None
