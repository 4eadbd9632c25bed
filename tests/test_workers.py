"""A file can end its own process, and nothing else."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from notice_parser import parse
from notice_parser.intake import PARSE
from notice_parser.model import Unreadable
from notice_parser.workers import Failed, Limits, PageDone, Pool, Read, Unfolded, WorkersUnusable, read_apart
from sample import read_sample

BY_NAME = "readers:by_name"
QUICK = Limits(memory_mb=1024, cpu=1, wall=120, stall=6, open_files=64)
Settled = dict[str, Read | Failed]


def settle(
    paths: list[Path], *, entry: str = BY_NAME, limits: Limits = QUICK, count: int = 2
) -> tuple[Settled, list[PageDone]]:
    """Have a pool read files."""
    settled: Settled = {}
    pages = []
    until = time.monotonic() + 240
    with Pool(entry, count, limits) as pool:
        waiting = list(paths)
        while waiting or len(pool):
            while waiting and pool.room:
                path = waiting.pop(0)
                pool.submit(path.name, path, path.name)
            for happened in pool.wait(5):
                if isinstance(happened, PageDone):
                    pages.append(happened)
                else:
                    assert not isinstance(happened, Unfolded)
                    assert happened.key not in settled
                    settled[happened.key] = happened
            assert time.monotonic() < until
    return settled, pages


def files(folder: Path, *names: str) -> list[Path]:
    paths = [folder / name for name in names]
    for path in paths:
        path.write_bytes(path.name.encode())
    return paths


def runs(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


CODES = {
    "refuse": ("unreadable", "需要密码"),
    "error": ("error", "ValueError"),
    "abort": ("crashed", "SIGABRT"),
    "leave": ("crashed", "退出码 3"),
    "hang": ("stalled", "6 秒内没有读完一页"),
    "burn": ("too_long", "处理器时间超过 1 秒"),
    "hog": ("memory", "内存超过上限 1024 MB"),
    "recurse": ("error", "RecursionError"),
    "open_all": ("error", "OSError"),
    "fill_disk": ("error", "OSError"),
    "lie": ("error", "结果不完整"),
}


@pytest.mark.skipif(sys.platform != "linux", reason="the limits are those of Linux")
def test_each_bad_file_fails_for_its_own_reason_and_costs_no_other(tmp_path: Path) -> None:
    names = [f"{action}.pdf" for action in CODES]
    good = [f"good-{number}.pdf" for number in range(len(names))]
    mixed = [name for pair in zip(names, good, strict=True) for name in pair]
    began = time.monotonic()
    settled, _ = settle(files(tmp_path, *mixed))
    assert time.monotonic() - began < 180
    assert settled.keys() == set(mixed)
    for name in good:
        assert isinstance(settled[name], Read)
    for action, (code, words) in CODES.items():
        failed = settled[f"{action}.pdf"]
        assert isinstance(failed, Failed), action
        assert failed.code == code, failed
        assert words in failed.reason
        assert failed.advice
        assert "secret" not in failed.reason


def test_pages_are_told_and_put_the_deadline_off(tmp_path: Path) -> None:
    settled, pages = settle(files(tmp_path, "drip.pdf"), limits=Limits(stall=1), count=1)
    assert isinstance(settled["drip.pdf"], Read)
    assert [(page.page, page.pages) for page in pages][:8] == [(number, 8) for number in range(1, 9)]


def test_pages_without_end_end_by_the_clock(tmp_path: Path) -> None:
    settled, pages = settle(files(tmp_path, "drip_forever.pdf"), limits=Limits(wall=3))
    failed = settled["drip_forever.pdf"]
    assert isinstance(failed, Failed)
    assert (failed.code, "仍未读完" in failed.reason, len(pages) > 5) == ("too_long", True, True)


def test_pages_that_are_always_just_in_time_do_not_hold_a_reader_for_an_hour(tmp_path: Path) -> None:
    slow, swift = files(tmp_path, "drip_forever.pdf", "drip.pdf")
    settled, _ = settle([slow, swift], limits=Limits(stall=2, start=2, pace=1))
    failed = settled["drip_forever.pdf"]
    assert isinstance(failed, Failed)
    assert (failed.code, "读完 1 页" in failed.reason) == ("too_long", True)
    assert isinstance(settled["drip.pdf"], Read)  # takes longer than the start, at a good pace


def test_a_notice_comes_back_whole_and_what_libraries_print_does_not_matter(tmp_path: Path) -> None:
    (path,) = files(tmp_path, "print.pdf")
    assert read_apart(BY_NAME, path, QUICK) == read_sample(path)


def test_a_crash_in_a_used_process_is_tried_again_in_a_fresh_one(tmp_path: Path) -> None:
    settled, _ = settle(files(tmp_path, "good.pdf", "second_crashes.pdf"), count=1)
    assert [type(one) for one in settled.values()] == [Read, Read]


def test_a_process_is_replaced_after_so_many_files(tmp_path: Path) -> None:
    paths = files(tmp_path, *(f"second_crashes-{number}.pdf" for number in range(4)))
    settled, _ = settle(paths, limits=Limits(files=1), count=1)  # each would crash in a used process
    assert all(isinstance(one, Read) for one in settled.values())


def test_what_a_file_started_ends_with_it(tmp_path: Path) -> None:
    (path,) = files(tmp_path, "hang_with_child.pdf")
    settle([path], limits=Limits(stall=1))
    child = int(path.with_suffix(".pid").read_text("ascii"))
    until = time.monotonic() + 5
    while runs(child) and time.monotonic() < until:
        time.sleep(0.05)
    assert not runs(child)


@pytest.mark.skipif(sys.platform != "linux", reason="asks the Linux kernel")
def test_processes_die_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    (path,) = files(tmp_path, "hang_with_child.pdf")
    script = (
        "from pathlib import Path; from notice_parser.workers import read_apart, Limits;"
        f"read_apart({BY_NAME!r}, Path({str(path)!r}), Limits())"
    )
    parent = subprocess.Popen([sys.executable, "-c", script])
    try:
        until = time.monotonic() + 20
        while not path.with_suffix(".pid").exists() and time.monotonic() < until:
            time.sleep(0.05)
        mine = Path(f"/proc/{parent.pid}/task/{parent.pid}/children").read_text("ascii").split()
        assert mine
    finally:
        parent.kill()
        parent.wait()
        os.kill(int(path.with_suffix(".pid").read_text("ascii")), signal.SIGKILL)
    until = time.monotonic() + 5
    while any(runs(int(pid)) for pid in mine) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(runs(int(pid)) for pid in mine)


def test_a_pool_that_cannot_start_says_so(tmp_path: Path) -> None:
    (path,) = files(tmp_path, "good.pdf")
    with pytest.raises(WorkersUnusable, match="--memory"):
        read_apart("no_such_module:parse", path, QUICK)


def test_what_is_read_apart_is_what_is_read_here() -> None:
    path = sorted((Path(__file__).parent.parent / "corpus").glob("*/notice.pdf"))[0]
    assert read_apart(PARSE, path, Limits()) == parse(path)


def test_hostile_files_end_in_time_each_with_a_reason(shared: Path) -> None:
    paths = sorted((shared / "testset" / "hostile").glob("*.pdf"))
    began = time.monotonic()
    settled, _ = settle(paths, entry=PARSE, limits=Limits(memory_mb=1024, stall=20))
    assert time.monotonic() - began < 240
    assert settled.keys() == {path.name for path in paths}
    assert all(isinstance(one, Read) or (one.reason and one.advice) for one in settled.values())


def test_broken_files_fail_with_a_reason(shared: Path) -> None:
    folder = shared / "testset" / "pdf"
    broken = [
        folder / f"{name}.pdf" for name in ("zero", "header_only", "html_named", "enc_user", "trunc_half")
    ]
    settled, _ = settle(broken, entry=PARSE, limits=Limits())
    assert {one.code for one in settled.values() if isinstance(one, Failed)} == {"unreadable"}
    assert len(settled) == len(broken)


def mutated(content: bytes, chance: random.Random) -> bytes:
    """Damage a file as transport, disks and ill will do."""
    data = bytearray(content)
    for _ in range(chance.choice((1, 3, 30))):
        where = chance.randrange(len(data))
        match chance.randrange(5):
            case 0:
                data[where] = chance.randrange(256)
            case 1:
                del data[where : where + chance.randrange(1, 2000)]
            case 2:
                data[where:where] = data[: chance.randrange(1, 2000)]
            case 3:
                data[where : where + 16] = bytes(16)
            case _:
                digits = [at for at in range(where, min(where + 500, len(data))) if chr(data[at]).isdigit()]
                for at in digits[:4]:
                    data[at] = ord(chance.choice("0123456789"))
        if len(data) < 10:
            break
    return bytes(data)


def test_mutated_files_do_no_harm(tmp_path: Path) -> None:
    chance = random.Random(9)
    corpus = sorted((Path(__file__).parent.parent / "corpus").glob("*/notice.pdf"))
    paths = []
    for number in range(24):
        path = tmp_path / f"{number}.pdf"
        path.write_bytes(mutated(chance.choice(corpus).read_bytes(), chance))
        paths.append(path)
    settled, _ = settle(paths, entry=PARSE, limits=Limits(stall=20))
    assert len(settled) == len(paths)
    assert all(isinstance(one, Read) or (one.reason and one.advice) for one in settled.values())


def test_a_password_reaches_staff_as_a_reason(tmp_path: Path) -> None:
    (path,) = files(tmp_path, "refuse.pdf")
    with pytest.raises(Unreadable, match=r"refuse\.pdf：需要密码，请提供无密码的文件"):
        read_apart(BY_NAME, path, QUICK)
