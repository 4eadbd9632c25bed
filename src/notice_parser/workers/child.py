"""Task → Notice: what runs in the limited process."""

from __future__ import annotations

import gc
import importlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from ..model import Notice, Unreadable
from .frames import MAX_BYTES, Kind, receive, send
from .limits import limit_cpu, limit_process


def main() -> None:
    """Read files as told on standard input until it ends."""
    inbound = os.fdopen(os.dup(0), "rb")
    outbound = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what libraries print must not get among the messages
    begin = receive(inbound)
    if begin is None:
        return
    settings = json.loads(begin[1])
    limit_process(settings["memory_mb"], settings["open_files"])
    parse = _function(settings["entry"])
    send(outbound, Kind.READY, {})
    first = True
    while (task := receive(inbound)) is not None:
        told = json.loads(task[1])
        limit_cpu(told["cpu"])
        _read(parse, told, outbound)
        if first:  # what reading has loaded stays, and need not be looked through for garbage again and again
            gc.collect()
            gc.freeze()
            first = False


def _function(entry: str) -> Callable[..., Notice | list[Path]]:
    """Return the function that ``module:name`` stands for."""
    module, _, name = entry.partition(":")
    function: Callable[..., Notice | list[Path]] = getattr(importlib.import_module(module), name)
    return function


def _read(parse: Callable[..., Notice | list[Path]], task: dict[str, Any], outbound: IO[bytes]) -> None:
    """Read one file and send what came of it."""

    def progress(page: int, pages: int) -> None:
        send(outbound, Kind.PAGE, {"page": page, "pages": pages})

    try:
        notice = parse(Path(task["path"]), progress=progress, **task["given"])
        if isinstance(notice, list):
            send(outbound, Kind.UNFOLDED, {"paths": [str(path) for path in notice]})
            return
        document = notice.document.model_copy(update={"name": task["name"]})
        content = notice.model_copy(update={"document": document}).model_dump_json().encode()
    except Unreadable as failure:
        send(outbound, Kind.UNREADABLE, {"reason": failure.reason, "advice": failure.advice})
    except MemoryError:
        send(outbound, Kind.NO_MEMORY, {})
    except Exception as error:  # whatever a hostile file does, its reason must reach the parent
        send(outbound, Kind.ERROR, {"error": type(error).__name__, "module": _place(error)})
    else:
        if len(content) > MAX_BYTES:
            send(outbound, Kind.UNREADABLE, {"reason": "读出的内容过多", "advice": "请拆分后再试"})
        else:
            send(outbound, Kind.NOTICE, content)


def _place(error: BaseException) -> str:
    """Return where in our own code an error arose: enough to find it, and no word of the file."""
    place, trace = "", error.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_globals.get("__name__", "")
        if name.startswith("notice_parser."):
            place = f"{name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
