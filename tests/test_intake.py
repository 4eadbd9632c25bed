"""Every content once, none lost: claims, fates, the archive, and what a crash leaves between."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from notice_parser.cli import main
from notice_parser.intake import FAILED, inbox_files, is_passing, take_in
from notice_parser.intake.run import PARSE, Progress
from notice_parser.store import (
    Claimant,
    DatabaseUnusable,
    Outcome,
    claim,
    content_of,
    fates,
    finish,
    keep,
    open_database,
    records,
    recover,
    unsettled,
    writing,
)
from notice_parser.store.withdraw import withdraw
from notice_parser.workers import Limits
from sample import NOTICE, read_sample

BY_NAME = "readers:by_name"
QUICK = Limits(memory_mb=1024, stall=5)


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "db" / "credit_events.db"


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "ingest"
    folder.mkdir()
    return folder


def file(folder: Path, name: str, content: bytes | None = None) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(name.encode() if content is None else content)
    return path


def take(paths: list[Path], db: Path, inbox: Path | None = None, **how: Any) -> list[Outcome]:
    given: dict[str, str | None] = {
        name: how.pop(name) for name in ("published", "issuer", "source_url") if name in how
    }
    options: dict[str, Any] = {"entry": BY_NAME, "limits": QUICK} | how
    return list(take_in(paths, db, given, inbox=inbox, **options))


def sweep(inbox: Path, db: Path, **how: Any) -> list[Outcome]:
    return take(list(inbox_files(inbox)), db, inbox, **how)


def states(db: Path) -> dict[str, str]:
    with open_database(db) as database:
        return {row["文件名"]: row["状态"] for row in fates(database)}


def value(db: Path, sql: str) -> Any:
    with sqlite3.connect(db) as rows:
        return rows.execute(sql).fetchone()[0]


class TestFilesGiven:
    def test_the_original_is_kept_under_its_hash_and_left_where_it_was(
        self, tmp_path: Path, db: Path
    ) -> None:
        path = file(tmp_path, "简报.pdf")
        before = path.stat()
        (outcome,) = take([path], db)
        assert (outcome.status, outcome.events) == ("read", len(NOTICE.events))
        after = path.stat()  # but for when it was read
        assert (after.st_ino, after.st_mtime_ns, after.st_size, after.st_mode) == (
            before.st_ino,
            before.st_mtime_ns,
            before.st_size,
            before.st_mode,
        )
        kept = db.parent / "archive" / f"{hashlib.sha256(path.read_bytes()).hexdigest()}.pdf"
        assert [one.name for one in kept.parent.iterdir()] == [kept.name]
        assert kept.read_bytes() == path.read_bytes()
        assert value(db, "SELECT archive FROM files") == f"archive/{kept.name}"

    def test_a_known_content_is_not_read_again_and_its_other_name_is_noted(
        self, tmp_path: Path, db: Path
    ) -> None:
        path = file(tmp_path, "简报.pdf")
        copy = file(tmp_path, "refuse.pdf", path.read_bytes())  # would fail if it were read
        assert [one.status for one in take([path], db)] == ["read"]
        (known,) = take([copy], db)
        assert (known.status, known.events, known.problems) == (
            "known",
            len(NOTICE.events),
            len(NOTICE.problems),
        )
        assert {record["file"] for record in records(db)} == {"简报.pdf", "refuse.pdf"}
        assert value(db, "SELECT count(*) FROM notices") == 1

    def test_twins_in_one_run_are_read_once(self, tmp_path: Path, db: Path) -> None:
        paths = [file(tmp_path, f"slow-{number}.pdf", b"the same") for number in range(4)]
        outcomes = take(paths, db, workers=2)
        assert sorted(one.status for one in outcomes) == ["known", "known", "known", "read"]
        assert value(db, "SELECT attempts FROM files") == 1

    def test_other_rules_read_it_again_with_what_was_given(
        self, tmp_path: Path, db: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = file(tmp_path, "简报.pdf")
        take([path], db, issuer="云溪市信用办")
        monkeypatch.setattr("notice_parser.store.files.parser_version", lambda: "99")
        (outcome,) = take([path], db)
        assert outcome.status == "read"
        assert value(db, "SELECT issuer FROM files") == "云溪市信用办"

    def test_something_new_given_reads_it_again(self, tmp_path: Path, db: Path) -> None:
        path = file(tmp_path, "简报.pdf")
        statuses = [
            take([path], db, published=published)[0].status
            for published in (None, "2021-06-03", "2021-06-03", None)
        ]
        assert statuses == ["read", "read", "known", "known"]

    def test_a_failure_costs_nothing_else_and_is_listed_with_its_reason(
        self, tmp_path: Path, db: Path
    ) -> None:
        paths = [file(tmp_path, name) for name in ("refuse.pdf", "abort.pdf", "好.pdf")]
        outcomes = {one.file: one for one in take(paths, db)}
        assert outcomes["refuse.pdf"].message == "refuse.pdf：需要密码，请提供无密码的文件"
        assert "SIGABRT" in (outcomes["abort.pdf"].message or "")
        assert states(db) == {"refuse.pdf": "失败", "abort.pdf": "失败", "好.pdf": "已读出"}
        assert len(list((db.parent / "archive").iterdir())) == 1
        assert all(path.exists() for path in paths)

    def test_a_reading_that_fails_leaves_what_was_read_before(
        self, tmp_path: Path, db: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = file(tmp_path, "好.pdf")
        take([path], db)
        monkeypatch.setattr("notice_parser.store.files.parser_version", lambda: "99")
        bad = file(tmp_path, "refuse.pdf", path.read_bytes())
        assert take([bad], db)[0].status == "failed"
        assert value(db, 'SELECT count(*) FROM "信用事件"') == len(NOTICE.events)
        assert value(db, "SELECT status || reason FROM files") == "read需要密码"

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names")
    def test_what_is_no_file_is_refused_at_once(self, tmp_path: Path, db: Path) -> None:
        os.mkfifo(tmp_path / "管道.pdf")
        outcomes = take([tmp_path / "管道.pdf", tmp_path, tmp_path / "没有.pdf"], db)
        assert [one.message for one in outcomes] == [
            "管道.pdf：不是普通文件，请检查路径",
            f"{tmp_path.name}：是文件夹而不是文件，请检查路径",
            "没有.pdf：文件不存在，请检查路径",
        ]

    def test_a_name_that_is_no_text_is_read_all_the_same(self, tmp_path: Path, db: Path) -> None:
        path = tmp_path / os.fsdecode("通报".encode("gb18030") + b".pdf")
        path.write_bytes(b"x")
        (outcome,) = take([path], db)
        assert (outcome.status, outcome.file) == ("read", "通报.pdf")
        assert next(iter(records(db)))["file"] == "通报.pdf"

    def test_a_file_changed_while_it_is_read_is_not_saved(self, tmp_path: Path, db: Path) -> None:
        path = file(tmp_path, "slow.pdf")

        def change(progress: Progress) -> None:
            if progress.kind == "begun":
                path.write_bytes(b"more")

        (outcome,) = take([path], db, report=change)
        assert (outcome.status, outcome.code) == ("failed", "changed")
        assert value(db, "SELECT count(*) FROM notices") == 0
        assert take([path], db)[0].status == "read"


class TestInbox:
    def test_files_go_to_the_archive_or_to_failed_with_a_note(self, inbox: Path, db: Path) -> None:
        for name in ("好.pdf", "三月/slow.pdf", "三月/refuse.pdf", "abort.pdf"):
            file(inbox, name)
        outcomes = sweep(inbox, db, workers=2)
        assert sorted(one.status for one in outcomes) == ["failed", "failed", "read", "read"]
        left = sorted(path.relative_to(inbox).as_posix() for path in inbox.rglob("*") if path.is_file())
        assert left == [
            "failed/abort.pdf",
            "failed/abort.pdf.说明.txt",
            "failed/三月/refuse.pdf",
            "failed/三月/refuse.pdf.说明.txt",
        ]
        note = (inbox / "failed/三月/refuse.pdf.说明.txt").read_text("utf-8")
        assert "问题：需要密码" in note
        assert "办法：请提供无密码的文件" in note
        assert (inbox / "failed/三月/refuse.pdf").read_bytes() == "三月/refuse.pdf".encode()
        assert len(list((db.parent / "archive").iterdir())) == 2
        assert sweep(inbox, db) == []  # what failed is not taken up again by itself

    def test_two_failures_of_one_name_lie_side_by_side(self, inbox: Path, db: Path) -> None:
        for content in (b"a", b"b"):
            file(inbox, "refuse.pdf", content)
            sweep(inbox, db)
        failed = sorted((inbox / FAILED).glob("*.pdf"))
        assert [path.name for path in failed] == ["refuse.pdf", "refuse（2）.pdf"]
        assert sorted(path.read_bytes() for path in failed) == [b"a", b"b"]

    def test_a_very_long_name_fails_like_any_other(self, inbox: Path, db: Path) -> None:
        name = "refuse-" + "长" * 80 + ".pdf"
        file(inbox, name, b"x")
        sweep(inbox, db)
        assert (inbox / FAILED / name).read_bytes() == b"x"
        assert len(list((inbox / FAILED).glob("*说明.txt"))) == 1

    def test_a_second_copy_goes_only_when_the_archive_is_whole(self, inbox: Path, db: Path) -> None:
        file(inbox, "甲.pdf", b"content")
        sweep(inbox, db)
        (kept,) = (db.parent / "archive").iterdir()
        kept.write_bytes(b"rotten")
        file(inbox, "乙.pdf", b"content")
        assert [one.status for one in sweep(inbox, db)] == ["known"]
        assert not (inbox / "乙.pdf").exists()
        assert kept.read_bytes() == b"content"

    def test_a_new_version_under_the_same_name_is_not_taken_for_the_old(self, inbox: Path, db: Path) -> None:
        path = file(inbox, "slow.pdf", b"first")

        def replace(progress: Progress) -> None:
            if progress.kind == "begun" and path.read_bytes() == b"first":
                file(inbox, "neu.tmp", b"second").replace(path)

        assert sweep(inbox, db, report=replace) == []
        assert path.read_bytes() == b"second"
        assert [one.status for one in sweep(inbox, db)] == ["read"]
        assert value(db, "SELECT count(*) FROM notices") == 1

    @pytest.mark.parametrize(
        "name",
        [
            "a.pdf.part", "~$a.docx", ".a.pdf.Xa3f9Q", "a.tmp", "a.PDF.crdownload", "a.filepart", "Thumbs.db",
            "a.pdf~", "desktop.ini", "a.download", ".hidden", "~a.pdf", "a.aria2", "a.pdf.partial",
        ],
    )  # fmt: skip
    def test_temporary_names_are_left_alone(self, inbox: Path, name: str) -> None:
        file(inbox, name)
        assert is_passing(name)
        assert list(inbox_files(inbox)) == []

    @pytest.mark.parametrize(
        "name", ["part.pdf", "a.part.pdf", "tmp.pdf", "没有后缀", "download.pdf", "a b.pdf"]
    )
    def test_other_names_are_not(self, inbox: Path, name: str) -> None:
        path = file(inbox, name)
        assert list(inbox_files(inbox)) == [path]


class TestWithdrawn:
    @pytest.fixture
    def gone(self, inbox: Path, db: Path) -> bytes:
        """The content of a file that was read and withdrawn."""
        content = file(inbox, "good.pdf").read_bytes()
        assert [one.status for one in sweep(inbox, db)] == ["read"]
        withdraw(db, "good.pdf", "王敏", "发错了\n单位")
        return content

    def test_it_does_not_come_back_by_itself(self, inbox: Path, db: Path, gone: bytes) -> None:
        file(inbox, "again.pdf", gone)
        (outcome,) = sweep(inbox, db)
        assert (outcome.status, outcome.code) == ("failed", "withdrawn")
        assert outcome.message is not None
        assert re.search(r"已由王敏于 \d{4}-\d\d-\d\d 撤回（发错了 单位）", outcome.message)
        assert "retry --take-back" in (inbox / FAILED / "again.pdf.说明.txt").read_text("utf-8")
        (again,) = take([inbox / FAILED / "again.pdf"], db, inbox)
        assert again.code == "withdrawn"
        assert list(records(db)) == []
        assert states(db) == {"again.pdf": "失败"}

    def test_nor_as_a_file_on_the_command_line_or_in_a_bundle(
        self, tmp_path: Path, db: Path, gone: bytes
    ) -> None:
        path = file(tmp_path, "again.pdf", gone)
        assert [one.code for one in take([path], db)] == ["withdrawn"]
        assert path.read_bytes() == gone
        with zipfile.ZipFile(tmp_path / "a.zip", "w") as bundle:
            bundle.writestr("again.txt", gone)
            bundle.writestr("other.txt", "2021年3月2日，云溪市税务局将长山茶行列入经营异常名录。")
        outcomes = take([tmp_path / "a.zip"], db, entry=PARSE)
        assert sorted((one.file, one.code) for one in outcomes) == [
            ("again.txt", "withdrawn"),
            ("other.txt", None),
        ]
        assert [record["file"] for record in records(db)] == ["other.txt"]

    def test_it_comes_back_when_somebody_says_so(
        self, inbox: Path, db: Path, gone: bytes, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("notice_parser.intake.run.PARSE", BY_NAME)
        file(inbox, "again.pdf", gone)
        sweep(inbox, db)
        where = ["--db", str(db), "--folder", str(inbox)]
        runner = CliRunner()
        assert runner.invoke(main, ["retry", "--take-back", *where]).exit_code == 2
        assert runner.invoke(main, ["retry", "again.pdf", *where]).exit_code == 1
        told = runner.invoke(main, ["retry", "--take-back", "--by", "李强", "again.pdf", *where])
        assert (told.exit_code, "读出 1 个文件" in told.output) == (0, True)
        assert len(list(records(db))) > 0
        with open_database(db) as database:
            ((by, back),) = database.execute("SELECT withdrawn_by, taken_back_by FROM withdrawals").fetchall()
        assert (by, back) == ("王敏", "李强")
        withdraw(db, "again.pdf", "王敏", "还是不对")
        file(inbox, "third.pdf", gone)
        assert [one.code for one in sweep(inbox, db)] == ["withdrawn"]


class TestBundles:
    """Read by the real reader."""

    def bundle(self, path: Path, **members: bytes) -> Path:
        with zipfile.ZipFile(path, "w") as container:
            for name, content in members.items():
                container.writestr(f"{name}.txt", content)
        return path

    def test_the_files_in_a_bundle_are_read_and_the_bundle_goes_to_the_archive(
        self, inbox: Path, db: Path
    ) -> None:
        self.bundle(inbox / "包.zip", 甲="城东便利店列入经营异常名录。".encode(), 乙=b"x")
        outcomes = sweep(inbox, db, entry=PARSE)
        assert sorted((one.file, one.status) for one in outcomes) == [("乙.txt", "read"), ("甲.txt", "read")]
        assert states(db) == {"乙.txt": "已读出", "包.zip": "已读出", "甲.txt": "已读出"}
        assert list(inbox.rglob("*")) == []
        assert sorted(path.suffix for path in (db.parent / "archive").iterdir()) == [".txt", ".txt", ".zip"]
        assert list(db.parent.glob("unfolding*")) == []

    def test_a_bundle_with_a_bad_file_is_set_aside_and_read_when_it_is_mended(
        self, inbox: Path, db: Path
    ) -> None:
        self.bundle(inbox / "包.zip", 甲="城东便利店列入经营异常名录。".encode(), 坏=b"%PDF-1.7 x")
        sweep(inbox, db, entry=PARSE)
        assert states(db) == {"坏.txt": "失败", "包.zip": "失败", "甲.txt": "已读出"}
        note = (inbox / FAILED / "包.zip.说明.txt").read_text("utf-8")
        assert "里面有 1 个文件没有读出（坏.txt），其余已收录" in note
        with open_database(db) as database:
            places = {one["place"] for one in unsettled(database)}
        assert places == {str(inbox / FAILED / "包.zip")}
        again = take([inbox / FAILED / "包.zip"], db, inbox, entry=PARSE)
        assert sorted((one.file, one.status) for one in again) == [("坏.txt", "failed"), ("甲.txt", "known")]
        assert states(db) == {"坏.txt": "失败", "包.zip": "失败", "甲.txt": "已读出"}

    def test_a_bundle_cut_off_is_read_to_its_end_the_next_time(self, inbox: Path, db: Path) -> None:
        members = {f"甲{number}": f"城东{number}店列入经营异常名录。".encode() for number in range(5)}
        self.bundle(inbox / "包.zip", **members)
        run = take_in(list(inbox_files(inbox)), db, {}, inbox=inbox.absolute(), entry=PARSE)
        assert next(run).status == "read"
        run.close()  # type: ignore[attr-defined]
        assert states(db)["包.zip"] == "未读完"
        outcomes = sweep(inbox, db, entry=PARSE)
        assert sorted(one.status for one in outcomes)[-4:] == ["read"] * 4
        assert value(db, "SELECT count(*) FROM notices") == 5
        assert list(inbox.rglob("*")) == []
        assert list(db.parent.glob("unfolding*")) == []


class TestCrashes:
    """Each stands for a kill between two steps."""

    def test_a_dead_claim_is_taken_over_and_a_living_one_waited_for(self, tmp_path: Path, db: Path) -> None:
        path = file(tmp_path, "好.pdf")
        with writing(db) as database:
            claim(database, db, content_of(path), "deadbeef", {})
        assert states(db) == {"好.pdf": "正在读"}
        told: list[Progress] = []
        assert [one.status for one in take([path], db, report=told.append)] == ["read"]
        assert [one.message for one in told if one.kind == "recovered"] == [
            "上次中断时有 1 个文件没有读完，将重新读取"
        ]
        other = file(tmp_path, "二.pdf")
        with Claimant(db) as living:
            with writing(db) as database:
                claim(database, db, content_of(other), living.name, {})
            assert recover(db) == 0
            outcomes: list[Outcome] = []
            waiting = threading.Thread(target=lambda: outcomes.extend(take([other], db)))
            waiting.start()
            time.sleep(2)
            assert outcomes == []
        waiting.join(30)
        assert [one.status for one in outcomes] == ["read"]

    def test_killed_between_commit_and_move(self, inbox: Path, db: Path) -> None:
        path = file(inbox, "好.pdf")
        content = content_of(path)
        with writing(db) as database:
            claim(database, db, content, "deadbeef", {})
        archived = keep(content, db, "deadbeef")
        assert archived
        with writing(db) as database:
            finish(database, read_sample(path), content, archived, {})
        assert [one.status for one in sweep(inbox, db)] == ["known"]
        assert not path.exists()
        assert value(db, "SELECT count(*) FROM notices") == 1

    def test_a_half_made_copy_of_a_dead_process_is_removed_and_that_of_a_living_one_is_not(
        self, tmp_path: Path, db: Path
    ) -> None:
        take([file(tmp_path, "好.pdf")], db)
        archive = db.parent / "archive"
        with Claimant(db) as living:
            (archive / f".{living.name}-0123").write_bytes(b"half")
            (archive / ".deadbeef-0123").write_bytes(b"half")
            recover(db)
            assert sorted(path.name for path in archive.glob(".*")) == [f".{living.name}-0123"]
        recover(db)
        assert list(archive.glob(".*")) == []

    def test_an_error_while_saving_leaves_the_file_and_nothing_else(
        self, inbox: Path, db: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = file(inbox, "好.pdf")

        def full(*_: object, **__: object) -> None:
            raise sqlite3.OperationalError("database or disk is full")

        monkeypatch.setattr("notice_parser.store.files.save", full)
        with pytest.raises(DatabaseUnusable, match="磁盘已满"):
            sweep(inbox, db)
        assert path.exists()
        assert states(db) == {"好.pdf": "未读完"}
        monkeypatch.undo()
        assert [one.status for one in sweep(inbox, db)] == ["read"]

    def test_stopping_gives_back_what_is_being_read(self, tmp_path: Path, db: Path) -> None:
        path = file(tmp_path, "hang.pdf")
        began = time.monotonic()
        assert take([path], db, stop=lambda: time.monotonic() > began + 2) == []
        assert states(db) == {"hang.pdf": "未读完"}

    def test_the_clock_may_go_back(self, inbox: Path, db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        file(inbox, "甲.pdf")
        sweep(inbox, db)
        monkeypatch.setattr("notice_parser.store.clock.now", lambda: "1999-01-01T00:00:00+08:00")
        monkeypatch.setattr(time, "time", lambda: 0.0)
        for name in ("乙.pdf", "refuse.pdf"):
            path = file(inbox, name)
            os.utime(path, (4e9, 4e9))  # from the future
        again = file(inbox, "丙.pdf", "甲.pdf".encode())
        assert sorted(one.status for one in sweep(inbox, db)) == ["failed", "known", "read"]
        assert not again.exists()
        assert value(db, "SELECT count(*) FROM notices") == 2


def locked(db: Path, seconds: float) -> threading.Thread:
    """Hold the database's write lock in another connection for a while."""
    held = threading.Event()

    def hold() -> None:
        with sqlite3.connect(db, isolation_level=None) as other:
            other.execute("BEGIN IMMEDIATE")
            held.set()
            time.sleep(seconds)
            other.execute("ROLLBACK")

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait(5)
    return thread


class TestSurroundings:
    def test_a_lock_is_waited_for_and_told(
        self, tmp_path: Path, db: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        take([file(tmp_path, "甲.pdf")], db)
        monkeypatch.setattr("notice_parser.store.files._TELL", 0.3)
        holding = locked(db, 2)
        told: list[Progress] = []
        assert [one.status for one in take([file(tmp_path, "乙.pdf")], db, report=told.append)] == ["read"]
        holding.join()
        assert any("正被其他程序占用，等待中" in (one.message or "") for one in told)

    def test_a_lock_that_lasts_is_named_and_costs_nothing(
        self, tmp_path: Path, db: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        take([file(tmp_path, "甲.pdf")], db)
        monkeypatch.setattr("notice_parser.store.files._TELL", 0.1)
        monkeypatch.setattr("notice_parser.store.files.PATIENCE", 0.5)
        path = file(tmp_path, "乙.pdf")
        holding = locked(db, 4)
        with pytest.raises(DatabaseUnusable, match="正被其他程序占用"):
            take([path], db)
        holding.join()
        assert [one.status for one in take([path], db)] == ["read"]

    def test_a_reader_never_blocks(self, tmp_path: Path, db: Path) -> None:
        take([file(tmp_path, "甲.pdf")], db)
        with sqlite3.connect(db, isolation_level=None) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM events").fetchone()
            began = time.monotonic()
            assert [one.status for one in take([file(tmp_path, "乙.pdf")], db)] == ["read"]
            assert time.monotonic() - began < 10

    @pytest.fixture
    def small(self, tmp_path: Path) -> Iterator[Callable[[str], None]]:
        """A file system of three megabytes on ``tmp_path/small``, and how to mount it anew."""
        folder = tmp_path / "small"
        folder.mkdir()
        command = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(folder)]
        if sys.platform != "linux" or shutil.which("mount") is None or os.geteuid() != 0:
            pytest.skip("only root can mount a small file system")
        if subprocess.run(command, capture_output=True).returncode:
            pytest.skip("no file system can be mounted here")

        def remount(options: str) -> None:
            subprocess.run(["mount", "-o", f"remount,{options}", str(folder)], check=True)

        yield remount
        subprocess.run(["umount", "-l", str(folder)], check=True)

    def test_a_full_disk_is_named_loses_nothing_and_is_resumed(
        self, tmp_path: Path, inbox: Path, small: Callable[[str], None]
    ) -> None:
        db = tmp_path / "small" / "db" / "credit_events.db"
        file(inbox, "一.pdf", b"1" * 600_000)
        assert [one.status for one in sweep(inbox, db)] == ["read"]
        paths = [file(inbox, f"{number}.pdf", bytes([number]) * 400_000) for number in range(10)]
        with pytest.raises(DatabaseUnusable, match="磁盘已满，请清理后再试"):
            sweep(inbox, db)
        done = 10 - sum(path.exists() for path in paths)
        assert done < 10
        assert value(db, "SELECT count(*) FROM notices") >= 1 + done
        small("size=30m")
        sweep(inbox, db)
        assert list(inbox_files(inbox)) == []
        assert value(db, "SELECT count(*) FROM notices") == 11
        assert value(db, "PRAGMA integrity_check") == "ok"
        assert len(list((db.parent / "archive").iterdir())) == 11

    def test_a_read_only_disk_is_named_loses_nothing_and_is_resumed(
        self, tmp_path: Path, inbox: Path, small: Callable[[str], None]
    ) -> None:
        db = tmp_path / "small" / "db" / "credit_events.db"
        file(inbox, "一.pdf")
        sweep(inbox, db)
        path = file(inbox, "二.pdf")
        small("ro")
        with pytest.raises(DatabaseUnusable, match=r"无法打开数据库，请检查路径和权限|只读|不可写"):
            sweep(inbox, db)
        assert path.exists()
        small("rw")
        assert [one.status for one in sweep(inbox, db)] == ["read"]

    def test_an_inbox_that_cannot_be_emptied_is_named_and_read_once(
        self, tmp_path: Path, db: Path, small: Callable[[str], None]
    ) -> None:
        inbox = tmp_path / "small"
        paths = [file(inbox, name) for name in ("好.pdf", "refuse.pdf")]
        small("ro")
        told: list[Progress] = []
        outcomes = sweep(inbox, db, report=told.append)
        assert sorted(one.status for one in outcomes) == ["failed", "read"]
        assert all("无法从收件文件夹移走" in (one.message or "") for one in told if one.kind == "stuck")
        assert sum(one.kind == "stuck" for one in told) == 2
        assert all(path.exists() for path in paths)
        small("rw")
        assert sorted(one.status for one in sweep(inbox, db)) == ["failed", "known"]
        assert list(inbox_files(inbox)) == []
