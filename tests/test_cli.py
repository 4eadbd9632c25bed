"""The command line: one clear Chinese line for each thing that goes wrong, and nothing but our own words."""

from __future__ import annotations

import json
import os
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pypdfium2
import pytest
from click.testing import CliRunner, Result

from notice_parser.cli import main
from notice_parser.exports.terminal import console, event_table
from notice_parser.store import event_row
from sample import NOTICE, QUOTE, read_sample

TEXT = "云溪市信用简报\n2021年3月2日，云溪市市场监管局将长河茶行列入经营异常名录。\n"


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "db" / "credit_events.db"


@pytest.fixture
def sample(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read the sample notice out of whatever file."""
    monkeypatch.setattr("notice_parser.intake.PARSE", "readers:sample")
    monkeypatch.setattr("notice_parser.intake.run.PARSE", "readers:sample")


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    (folder / "三月").mkdir(parents=True)
    (folder / "甲.pdf").write_bytes(b"a")
    (folder / "三月" / "乙.TXT").write_bytes(b"b")
    for ignored in ("备注.exe", ".丙.pdf", "~丁.pdf"):
        (folder / ignored).write_bytes(b"c")
    return folder


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def program(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the real program, as staff do."""
    command = [sys.executable, "-m", "notice_parser", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", timeout=120)


def blank_pdf(path: Path) -> Path:
    pdf = pypdfium2.PdfDocument.new()
    pdf.new_page(595, 842)
    pdf.save(path)
    return path


@pytest.mark.usefixtures("sample")
class TestIngest:
    def test_a_folder_is_walked(self, inbox: Path, db: Path) -> None:
        result = run("ingest", inbox, "--db", db)
        assert result.exit_code == 0
        assert "读出 2 个文件，4 个事件，2 个疑点" in result.stdout
        assert sorted(path.name for path in inbox.iterdir()) == sorted(
            ["甲.pdf", "三月", "备注.exe", ".丙.pdf", "~丁.pdf"]
        )

    def test_the_folder_ingest_is_the_default(
        self, inbox: Path, db: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(inbox.parent)
        inbox.rename("ingest")
        assert (
            "读出 3 个文件" in run("ingest", "--db", db).stdout
        )  # whatever its suffix: all of it was dropped here
        assert sorted(path.name for path in Path("ingest").rglob("*") if path.is_file()) == [
            ".丙.pdf",
            "~丁.pdf",
        ]

    def test_the_archive_is_not_read_in_turn(self, inbox: Path) -> None:
        db = inbox / "credit_events.db"
        run("ingest", inbox, "--db", db)
        assert "读出 0 个文件，0 个事件，0 个疑点；已收录过 2 个" in run("ingest", inbox, "--db", db).stdout

    def test_what_is_known_is_not_read_again(self, inbox: Path, db: Path) -> None:
        run("ingest", inbox, "--db", db)
        result = run("ingest", inbox, "--db", db)
        assert (result.exit_code, "已收录过 2 个" in result.stdout) == (0, True)

    def test_what_the_paper_lacks_can_be_given(self, inbox: Path, db: Path) -> None:
        given = (
            "--issuer",
            "云溪市信用办",
            "--published",
            "2021-04-01",
            "--source-url",
            "https://example.com/1",
        )
        assert run("ingest", inbox / "甲.pdf", "--db", db, *given).exit_code == 0
        with sqlite3.connect(db) as rows:
            found = rows.execute("SELECT issuer, published, source_url FROM files").fetchall()
        assert found == [("云溪市信用办", "2021-04-01", "https://example.com/1")]

    def test_nothing_to_read_creates_nothing(self, tmp_path: Path, db: Path) -> None:
        result = run("ingest", tmp_path, "--db", db)
        assert (result.exit_code, result.stderr) == (0, "没有可收录的文件\n")
        assert not db.parent.exists()

    def test_a_newer_database_is_refused_in_one_line(self, inbox: Path, db: Path) -> None:
        run("ingest", inbox, "--db", db)
        with sqlite3.connect(db) as rows:
            rows.execute("PRAGMA user_version = 99")
        result = run("ingest", inbox, "--db", db)
        assert result.exit_code == 1
        assert result.stderr.count("\n") == 1
        assert "请升级 notice-parser" in result.stderr


class TestBadInput:
    """Every file is read by the real reader; a good one among them is saved."""

    def check(self, bad: Path, db: Path, *reasons: str) -> None:
        good = db.parent.parent / "好.txt"
        good.write_text(TEXT, "utf-8")
        program_result = program("ingest", bad, good, "--db", db, cwd=db.parent.parent)
        failed = [line for line in program_result.stderr.splitlines() if bad.name in line]
        assert program_result.returncode == 1
        assert len(failed) == 1
        assert failed[0].startswith(f"失败 {bad.name}：")
        assert any(reason in failed[0] for reason in reasons), failed[0]
        assert len(program_result.stderr.splitlines()) == 2  # one line for each file, and nobody else's
        assert "失败 1 个" in program_result.stdout
        with sqlite3.connect(db) as rows:
            assert rows.execute(
                "SELECT name FROM files JOIN file_names USING (sha256) WHERE status = 'read'"
            ).fetchall() == [("好.txt",)]
            listed = rows.execute(
                'SELECT "状态", "原因" FROM "文件" WHERE "文件名" = ?', (bad.name,)
            ).fetchall()
        if bad.exists():
            ((state, reason),) = listed
            assert (state, reason in failed[0]) == ("失败", True)
        alone = program("ingest", bad, "--db", db.parent / "other.db", cwd=db.parent.parent)
        assert alone.returncode == 1
        if (db.parent / "other.db").exists():
            with sqlite3.connect(db.parent / "other.db") as rows:
                assert rows.execute("SELECT count(*) FROM notices").fetchone() == (0,)

    def test_a_missing_file(self, tmp_path: Path, db: Path) -> None:
        self.check(tmp_path / "没有.pdf", db, "文件不存在")

    def test_an_empty_file(self, tmp_path: Path, db: Path) -> None:
        (tmp_path / "空.pdf").touch()
        self.check(tmp_path / "空.pdf", db, "空")

    def test_a_web_page_named_pdf(self, tmp_path: Path, db: Path) -> None:
        (tmp_path / "网页.pdf").write_text("<!DOCTYPE html><html><body>通报</body></html>", "utf-8")
        self.check(tmp_path / "网页.pdf", db, "网页", "HTML")

    def test_a_pdf_without_text(self, tmp_path: Path, db: Path) -> None:
        self.check(blank_pdf(tmp_path / "白纸.pdf"), db, "空白")

    def test_a_truncated_pdf(self, tmp_path: Path, db: Path) -> None:
        whole = blank_pdf(tmp_path / "整.pdf").read_bytes()
        (tmp_path / "残.pdf").write_bytes(whole[: len(whole) // 3])
        self.check(tmp_path / "残.pdf", db, "损坏", "不完整", "文字")

    def test_a_pdf_with_a_password(self, shared: Path, tmp_path: Path, db: Path) -> None:
        locked = tmp_path / "加密.pdf"
        locked.write_bytes((shared / "testset" / "pdf" / "enc_user.pdf").read_bytes())
        self.check(locked, db, "密码")


@pytest.mark.usefixtures("sample")
class TestOutput:
    def test_parse_shows_a_table(self, inbox: Path) -> None:
        result = run("parse", inbox / "甲.pdf")
        assert result.exit_code == 0
        for words in (
            "日期",
            "2021-03-02",
            "警示名单",
            "列入",
            "长河茶行",
            "共 2 个事件",
            "通知写明3家，读出2家",
        ):
            assert words in result.stdout

    def test_parse_gives_records(self, inbox: Path) -> None:
        path = inbox / "甲.pdf"
        assert json.loads(run("parse", path, "--format", "json").stdout) == list(read_sample(path).records())

    def test_tables_gives_cells_as_printed(self, inbox: Path) -> None:
        (table,) = json.loads(run("tables", inbox / "甲.pdf", "--format", "json").stdout)
        assert table == {
            "page": 2,
            "pages": [2],
            "title": "考核结果",
            "header": ["单位", "信用承诺（0.5分）"],
            "rows": [["城东街道", "√"], ["城西街道", "*"]],
        }
        assert "城东街道" in run("tables", inbox / "甲.pdf").stdout

    def test_export_writes_records_and_nothing_else(self, inbox: Path, db: Path, tmp_path: Path) -> None:
        run("ingest", inbox / "甲.pdf", "--db", db)
        out = tmp_path / "记录.dat"
        printed = run("export", "--db", db, "--format", "jsonl").stdout
        assert [json.loads(line) for line in printed.splitlines()] == list(
            read_sample(inbox / "甲.pdf").records()
        )
        result = run("export", "--db", db, "--out", out)
        assert (result.exit_code, result.output) == (0, "")
        assert out.read_text("utf-8") == printed

    def test_show_finds_a_notice_by_file_and_event(self, inbox: Path, db: Path) -> None:
        run("ingest", inbox / "甲.pdf", "--db", db)
        by_file = run("show", "甲.pdf", "--db", db)
        for words in ("云溪市信用简报", "列入", "通知写明3家，读出2家", "等3家单位"):
            assert words in by_file.stdout
        key = next(iter(read_sample(inbox / "甲.pdf").records()))["event_key"]
        by_key = run("show", key, "--db", db)
        assert "云应急〔2021〕7号" in by_key.stdout
        assert "拒不整改" not in by_key.stdout
        assert "最新的事件" in run("show", "--db", db).stdout
        missing = run("show", "没有.pdf", "--db", db)
        assert (missing.exit_code, missing.stderr) == (1, "没有.pdf：数据库里没有\n")

    @pytest.mark.parametrize("command", ["show", "export", "serve"])
    def test_a_missing_database_is_said(self, command: str, db: Path) -> None:
        result = run(command, "--db", db)
        assert result.exit_code == 1
        assert result.stderr == f"{db}：数据库不存在，请先用 notice-parser ingest 收录通知\n"
        assert not db.exists()

    @pytest.mark.parametrize("command", ["parse", "tables"])
    def test_a_file_that_cannot_be_read_is_said(self, command: str, tmp_path: Path) -> None:
        result = run(command, tmp_path / "没有.pdf")
        assert (result.exit_code, result.stderr) == (1, "没有.pdf：文件不存在，请检查路径\n")


@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_the_table_fits_the_terminal(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [event_row(record) for record in NOTICE.records()]
    out = console()
    out.width = width
    with out.capture() as captured:
        out.print(event_table(rows, width))
    from rich.cells import cell_len

    lines = captured.get().splitlines()
    assert max(map(cell_len, lines)) <= width
    assert "2021-03-02" in captured.get()
    assert len(lines) < 20
    assert QUOTE[:6] in captured.get() or width < 100


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["ingest", "--nope"], "没有选项 --nope"),
        (["nope"], "没有命令 nope"),
        (["parse"], "缺少"),
        (["ingest", "--published", "昨天"], "--published 的值不对"),
        (["export", "--format", "xml"], "--format 的值不对"),
        (["show", "--db"], "--db"),
    ],
)
def test_wrong_use_is_explained_in_chinese(arguments: list[str], words: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert words in result.stderr
    assert "查看用法" in result.stderr


def test_version() -> None:
    assert run("--version").stdout.startswith("notice-parser ")


def test_serve_prints_its_address_and_stops(tmp_path: Path, db: Path) -> None:
    (tmp_path / "好.txt").write_text(TEXT, "utf-8")
    assert program("ingest", "好.txt", "--db", db, cwd=tmp_path).returncode == 0
    command = [sys.executable, "-u", "-m", "notice_parser", "serve", "--db", str(db), "--port", "0"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    ) as site:
        try:
            assert site.stdout
            line = site.stdout.readline()
            assert line.startswith("打开 http://127.0.0.1:")
            assert "Ctrl+C" in line
            assert "信用事件库" in fetch(line.split()[1])
        finally:
            site.terminate()
        _, errors = site.communicate(timeout=30)
    assert errors == ""


def fetch(address: str) -> str:
    for _ in range(100):
        try:
            return str(urlopen(address).read().decode("utf-8"))
        except URLError:
            time.sleep(0.1)
    raise AssertionError("no answer")


def test_a_port_in_use_is_said(tmp_path: Path, db: Path) -> None:
    (tmp_path / "好.txt").write_text(TEXT, "utf-8")
    assert program("ingest", "好.txt", "--db", db, cwd=tmp_path).returncode == 0
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        result = run("serve", "--db", db, "--port", str(port))
    assert (result.exit_code, result.stderr) == (1, f"端口 {port} 已被占用，请用 --port 换一个\n")


def test_a_reader_that_stops_early_is_no_error(tmp_path: Path, db: Path) -> None:
    (tmp_path / "好.txt").write_text(TEXT, "utf-8")
    program("ingest", "好.txt", "--db", db, cwd=tmp_path)
    reading, writing = os.pipe()
    os.close(reading)
    try:
        command = [sys.executable, "-m", "notice_parser", "export", "--db", str(db)]
        result = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, text=True, timeout=60)
    finally:
        os.close(writing)
    assert result.stderr == ""


def test_two_ingests_at_once_lose_nothing(tmp_path: Path, db: Path) -> None:
    for number in range(6):
        (tmp_path / f"{number}.txt").write_text(
            TEXT.replace("长河", f"长河{'甲乙丙丁戊己'[number]}"), "utf-8"
        )
    results = []
    threads = [
        threading.Thread(target=lambda: results.append(program("ingest", tmp_path, "--db", db, cwd=tmp_path)))
        for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [result.returncode for result in results] == [0, 0]
    with sqlite3.connect(db) as rows:
        assert rows.execute("SELECT count(*), count(DISTINCT sha256) FROM notices").fetchone() == (6, 6)
        assert rows.execute("PRAGMA integrity_check").fetchone() == ("ok",)
