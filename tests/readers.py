"""Functions that stand in for ``parse`` in a reading process: good ones, and every bad one we could think of."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from notice_parser import parse
from notice_parser.model import Notice, Unreadable
from sample import read_sample

Told = Callable[[int, int], None]
served = 0  # files that this process has read


def sample(path: Path, *, progress: Told, **given: object) -> Notice:
    """Read the sample out of whatever file."""
    progress(1, 1)
    return read_sample(path)


def with_reason(path: Path, **given: Any) -> Notice:
    """Read a file, and one field of its events otherwise than the program does."""
    notice = parse(path, **given)
    events = tuple(event.model_copy(update={"reason": "逾期未报"}) for event in notice.events)
    return notice.model_copy(update={"events": events})


def crashing_on_tax(path: Path, **given: Any) -> Notice:
    """Read a file, but for one that speaks of taxes."""
    if "税务" in path.read_text("utf-8"):
        os.abort()
    return parse(path, **given)


def by_name(path: Path, *, progress: Told, **given: object) -> Notice:
    """Do what the file's name says."""
    global served
    served += 1
    action = path.name.partition(".")[0].partition("-")[0]
    if action == "refuse":
        raise Unreadable(path.name, "需要密码", "请提供无密码的文件")
    if action == "error":
        raise ValueError("secret words of the file")
    if action == "abort":
        os.abort()
    if action == "leave":
        os._exit(3)
    if action == "hang":
        time.sleep(600)
    if action == "hang_with_child":
        child = subprocess.Popen(["sleep", "600"])
        path.with_suffix(".pid").write_text(str(child.pid), "ascii")
        time.sleep(600)
    if action == "burn":
        while True:
            progress(1, sum(range(1_000_000)) and 1)
    if action == "hog":
        held = [bytes(50_000_000) for _ in range(10_000)]  # taken and never touched: costs no time
        assert held
    if action == "recurse":
        return by_name(path, progress=progress, **given)
    if action == "open_all":
        held_open = [path.open("rb") for _ in range(100_000)]
        assert held_open
    if action == "fill_disk":
        with path.with_suffix(".big").open("wb") as big:
            big.seek(2**32)
            big.write(b"x")
    if action == "print":
        print("这不是消息", flush=True)
        os.write(1, b"\x05\xff\xff\xff\xff")
    if action == "drip":
        for page in range(1, 9):
            time.sleep(0.4)
            progress(page, 8)
    if action == "drip_forever":
        for page in range(1, 100_000):
            time.sleep(0.1)
            progress(page, 1)
    if action == "slow":
        time.sleep(1)
    if action == "second_crashes" and served > 1:
        os.abort()
    if action == "lie":
        sys.stdout.flush()
        for handle in range(3, 20):  # onto whichever of our pipes leads to the parent
            try:
                os.write(handle, b"\x05\x00\x00\x00\x02{}")
            except OSError:
                continue
    progress(1, 1)
    return read_sample(path)
