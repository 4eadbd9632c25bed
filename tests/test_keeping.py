"""Backup and restore, withdrawal, other tools, the batch check, the command line of listings."""

from __future__ import annotations

import sqlite3
import zipfile
from pathlib import Path
from typing import Any

import duckdb
import pandas
import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook, load_workbook

from invented import add, made, subject
from notice_parser import pipeline
from notice_parser.cli import main
from notice_parser.store import open_database, save
from notice_parser.store.withdraw import withdraw
from sample import save_sample
from test_scenario import BULLETIN, FIRMS, LISTING, REMOVAL, STORY, derived, stored
from test_store import dump

CODE = "91110000600037341L"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "db"
    folder.mkdir()
    return stored(folder / "credit_events.db", STORY)


class TestListed:
    def test_one_line_a_listing_however_many_sources(self, path: Path) -> None:
        result = run("listed", "--on", "2020-05-01", "--list", "黄牌", "--db", path)
        lines = result.stdout.splitlines()
        assert len(lines) == len({line.split("\t")[0] for line in lines}) == 20
        assert "共 20 条" in result.stderr

    @pytest.mark.parametrize(
        ("on", "count"),
        [
            ("2020-03-15", 0),
            ("2020-03-16", 21),
            ("2020-05-08", 17),
            ("2020-06-16", 17),
            ("2020-06-17", 1),
            ("2020-09-17", 0),
        ],
    )
    def test_past_its_computed_end_nobody_is_listed(self, path: Path, on: str, count: int) -> None:
        assert len(run("listed", "--on", on, "--db", path).stdout.splitlines()) == count

    def test_expiring(self, path: Path) -> None:
        lines = run("expiring", "--on", "2020-06-01", "--within", "30d", "--db", path).stdout.splitlines()
        assert len(lines) == 16
        assert {line.split("\t")[0] for line in lines} == {"15"}
        assert run("expiring", "--on", "2020-06-01", "--within", "soon", "--db", path).exit_code == 2

    def test_history(self, path: Path) -> None:
        lines = run("history", FIRMS[0], "--db", path).stdout.splitlines()
        assert any(line.startswith("2020-05-08") and "移出" in line for line in lines)
        assert run("history", "没有的公司", "--db", path).exit_code == 1

    def test_no_other_list(self, path: Path) -> None:
        assert run("listed", "--on", "2020-05-01", "--list", "红名单", "--db", path).stdout == ""


class TestBackup:
    @pytest.fixture
    def kept(self, tmp_path: Path) -> Path:
        file = tmp_path / "简报.pdf"
        file.write_bytes(b"%PDF an original")
        db = tmp_path / "db" / "credit_events.db"
        save_sample(file, db)
        return db

    def test_there_and_back(self, kept: Path, tmp_path: Path) -> None:
        assert run("backup", tmp_path / "a.zip", "--db", kept).exit_code == 0
        other = tmp_path / "other" / "credit_events.db"
        assert run("restore", tmp_path / "a.zip", "--db", other).exit_code == 0
        assert dump(other) == dump(kept)
        originals = [path.read_bytes() for path in (other.parent / "archive").iterdir()]
        assert originals == [b"%PDF an original"]

    def test_nothing_is_overwritten(self, kept: Path, tmp_path: Path) -> None:
        run("backup", tmp_path / "a.zip", "--db", kept)
        before = dump(kept)
        for arguments in (
            ("restore", tmp_path / "a.zip", "--db", kept),
            ("backup", tmp_path / "a.zip", "--db", kept),
        ):
            result = run(*arguments)
            assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
        assert dump(kept) == before

    @pytest.mark.parametrize("harm", ["cut", "changed", "climbing", "text", "newer"])
    def test_a_bad_backup_is_refused_whole(self, kept: Path, tmp_path: Path, harm: str) -> None:
        good, bad = tmp_path / "a.zip", tmp_path / "bad.zip"
        run("backup", good, "--db", kept)
        if harm == "cut":
            bad.write_bytes(good.read_bytes()[:-100])
        elif harm == "text":
            bad.write_text("这不是备份")
        else:
            with zipfile.ZipFile(good) as source, zipfile.ZipFile(bad, "w") as target:
                for name in source.namelist():
                    content = source.read(name)
                    if harm == "changed" and name.startswith("archive/"):
                        content += b"!"
                    if harm == "climbing" and name == "manifest.json":
                        content = content.replace(b'"archive/', b'"../archive/')
                    if harm == "newer" and name == "manifest.json":
                        content = content.replace(b'"schema": ', b'"schema": 9')
                    target.writestr(name, content)
        other = tmp_path / "other" / "credit_events.db"
        result = run("restore", bad, "--db", other)
        assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
        assert not other.exists()
        assert list(other.parent.glob("**/*.pdf")) == []


class TestWithdraw:
    def test_as_if_it_had_never_come(self, path: Path, tmp_path: Path) -> None:
        withdraw(path, "removal.pdf", "王敏", "误收")
        rest = [notice for notice in STORY if notice is not REMOVAL]
        assert derived(path) == derived(stored(tmp_path / "rest", rest))
        with sqlite3.connect(path) as db:
            assert db.execute("SELECT names, events, withdrawn_by, reason FROM withdrawals").fetchall() == [
                ("removal.pdf", 1, "王敏", "误收")
            ]
            assert db.execute("PRAGMA foreign_key_check").fetchall() == []

    @pytest.mark.parametrize("gone", [LISTING, BULLETIN])
    def test_other_sources_stand(self, path: Path, tmp_path: Path, gone: Any) -> None:
        withdraw(path, gone.document.sha256, "王敏", "误收")
        assert derived(path) == derived(
            stored(tmp_path / "rest", [notice for notice in STORY if notice is not gone])
        )
        stored(path, [gone])
        assert derived(path) == derived(stored(tmp_path / "whole", STORY))

    def test_the_original_goes_too(self, tmp_path: Path) -> None:
        file, db = tmp_path / "简报.pdf", tmp_path / "db" / "credit_events.db"
        file.write_bytes(b"%PDF an original")
        save_sample(file, db)
        assert run("withdraw", "简报.pdf", "--by", "王敏", "--reason", "误收", "--db", db).exit_code == 0
        assert list((db.parent / "archive").iterdir()) == []
        assert run("withdraw", "简报.pdf", "--by", "王敏", "--reason", "误收", "--db", db).exit_code == 1

    def test_erased_words_are_nowhere_in_the_file(self, tmp_path: Path) -> None:
        db = stored(
            tmp_path / "db",
            [
                made(
                    "a",
                    issuer="云溪市应急管理局",
                    events=[add(["云溪市玄武贸易有限公司"], "失信名单", "list.serious", date="2020-01-01")],
                )
            ],
        )
        withdraw(db, "a.pdf", "王敏", "误收", erase=True)
        assert "玄武".encode() not in db.read_bytes()


_BY_END = '"结束方式", count(*)'


class TestOtherTools:
    def test_sqlite3(self, path: Path) -> None:
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as db:
            assert db.execute('SELECT count(*) FROM "名单记录" WHERE "结束方式" = \'移出\'').fetchone() == (
                3,
            )
            assert db.execute('SELECT count(*) FROM "现行名单"').fetchone() == (0,)

    def test_pandas(self, path: Path) -> None:
        with sqlite3.connect(path) as db:
            frame = pandas.read_sql('SELECT * FROM "名单记录"', db)
        assert frame.groupby("结束方式").size().to_dict() == {"届满": 18, "移出": 3}

    def test_duckdb_through_its_own_extension(self, path: Path) -> None:
        with duckdb.connect() as db:
            try:
                db.execute("LOAD sqlite")
            except duckdb.Error:
                pytest.skip("DuckDB fetches its sqlite extension from the network, and it is not here")
            db.execute(f"ATTACH '{path}' AS ours (TYPE sqlite, READ_ONLY)")
            found = db.execute(f'SELECT {_BY_END} FROM ours."名单记录" GROUP BY 1 ORDER BY 2').fetchall()
        assert found == [("移出", 3), ("届满", 18)]

    def test_duckdb_through_pandas(self, path: Path) -> None:
        """Every Chinese table and view, with its values and its types."""
        with sqlite3.connect(path) as ours, duckdb.connect() as db:
            names = [
                name
                for (name,) in ours.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")
                if not name.isascii()
            ]
            for name in names:
                db.register("frame", pandas.read_sql(f'SELECT * FROM "{name}"', ours))
                db.execute(f'CREATE TABLE "{name}" AS SELECT * FROM frame')
                (rows,) = ours.execute(f'SELECT count(*) FROM "{name}"').fetchone()
                assert db.execute(f'SELECT count(*) FROM "{name}"').fetchall() == [(rows,)]
            found = db.execute(f'SELECT {_BY_END} FROM "名单记录" GROUP BY 1 ORDER BY 2').fetchall()
            types = db.execute('SELECT typeof("编号"), typeof("置信度") FROM "信用事件" LIMIT 1').fetchall()
        assert {"信用事件", "主体", "名单记录", "现行名单", "每月统计", "文件"} <= set(names)
        assert found == [("移出", 3), ("届满", 18)]
        assert types == [("BIGINT", "DOUBLE")]


class TestCheck:
    @pytest.fixture
    def codes(self, path: Path) -> Path:
        return stored(
            path,
            [
                made(
                    "codes",
                    issuer="云溪市应急管理局",
                    events=[
                        add(
                            [subject("云溪市玄武贸易有限公司", identifier=CODE)],
                            "严重失信名单",
                            "list.serious",
                            authority="云溪市应急管理局",
                            date="2020-01-01",
                        ),
                        add(
                            ["长河茶行", "云溪市守信乳业有限公司", subject("许知远", kind="person")],
                            "守信红名单",
                            "list.red",
                            date="2020-01-01",
                        ),
                        add(
                            ["长河茶行", subject("许知远", kind="person")],
                            "拖欠工资黑名单",
                            "list.serious",
                            date="2020-01-01",
                        ),
                    ],
                )
            ],
        )

    @pytest.mark.parametrize(
        ("name", "code", "verdict", "how"),
        [
            ("云溪市长河贸易有限公司", "", "通过", None),  # removed before
            (FIRMS[4], "", "拒绝", "名称一致"),
            ("换了名字的公司", CODE, "拒绝", "代码一致"),
            ("云溪市玄武贸易有限公司", "91110000101623741K", "待核", "同名不同代码"),
            ("云溪市玄武贸易有限公司", "91110000600037341X", "拒绝", "名称一致"),
            ("云溪市青禾农业有限责任公司", "", "待核", "名称相近"),
            ("云溪市锡林乳业有限公司", "", "拒绝", "名称一致"),
            ("云溪市珠江电于有限公司", "", "待核", "名称一致"),  # the scan waits for review
            ("长河茶行", "", "待核", "名称一致"),  # a name that other cities have too
            ("许知远", "", "待核", "名称一致"),
            ("云溪市守信乳业有限公司", "", "通过", None),  # the red list harms nobody
            ("", "", "无法核查", None),
        ],
    )
    def test_each_row(
        self, codes: Path, tmp_path: Path, name: str, code: str, verdict: str, how: str | None
    ) -> None:
        sheet = tmp_path / "名单.csv"
        sheet.write_text(f"序号,企业名称,统一社会信用代码\n1,{name},{code}\n", "utf-8")
        result = run("check", sheet, "--on", "2020-05-09", "--db", codes)
        assert f"{verdict} 1" in result.stdout
        book = load_workbook(tmp_path / "名单-核查结果.xlsx")
        row = [cell.value for cell in book["全部"][2]]
        assert row[3] == verdict
        if how:
            assert row[4].startswith(how)
            hits = [
                dict(
                    zip(
                        [cell.value for cell in book["命中依据"][1]],
                        [cell.value for cell in line],
                        strict=True,
                    )
                )
                for line in book["命中依据"].iter_rows(min_row=2)
            ]
            assert all(hit["原文"] and hit["文件"] and hit["页码"] and hit["标识"] for hit in hits)
            assert any(hit["匹配方式"] == how for hit in hits)

    def test_a_workbook_with_a_title_above_its_header(self, codes: Path, tmp_path: Path) -> None:
        book = Workbook()
        for line in (["拟补贴企业名单"], ["序号", "企业名称"], [1, FIRMS[4]], [2, "云溪市无事有限公司"]):
            book.active.append(line)
        book.save(tmp_path / "a.xlsx")
        result = run(
            "check", tmp_path / "a.xlsx", "--on", "2020-05-09", "--db", codes, "--out", tmp_path / "b.xlsx"
        )
        assert "核查 2 个：拒绝 1，通过 1" in result.stdout

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("a.csv", b""),
            ("a.csv", "甲,乙\n1,2\n".encode()),
            ("a.xlsx", b"no workbook"),
            ("none.csv", None),
            ("a.csv", b"\xff\xfe\x00"),
        ],
    )
    def test_a_bad_list_is_refused_in_one_line(
        self, codes: Path, tmp_path: Path, name: str, content: bytes | None
    ) -> None:
        if content is not None:
            (tmp_path / name).write_bytes(content)
        result = run("check", tmp_path / name, "--db", codes)
        assert (result.exit_code, result.stderr.count("\n")) == (1, 1)


class TestReparse:
    @pytest.fixture
    def kept(self, tmp_path: Path) -> Path:
        file, db = tmp_path / "通知.txt", tmp_path / "db" / "credit_events.db"
        file.write_text(
            "云溪市信用简报\n2021年3月2日，云溪市市场监管局将长河茶行列入经营异常名录。\n", "utf-8"
        )
        assert [one.status for one in pipeline.ingest([file], db)] == ["read"]
        return db

    def test_everything_again_changes_no_row(self, kept: Path) -> None:
        with sqlite3.connect(kept) as db:
            (key,) = db.execute("SELECT event_key FROM events").fetchone()
        assert run("review", "confirm", key, "--by", "王敏", "--db", kept).exit_code == 0
        before = [line for line in dump(kept) if not line.startswith(("runs", "notices"))]
        result = run("reparse", "--all", "--apply", "--db", kept)
        assert "增加 0，减少 0，变化 0" in result.stdout
        assert [line for line in dump(kept) if not line.startswith(("runs", "notices"))] == before

    def test_changes_are_told_and_written_only_when_asked(
        self, kept: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(pipeline, "PARSE", "readers:with_reason")
        before = dump(kept)
        result = run("reparse", "--all", "--db", kept)
        assert "reason：（空） → 逾期未报" in result.stdout
        assert "尚未写入" in result.stdout
        assert dump(kept) == before
        assert "变化 1" in run("reparse", "--all", "--apply", "--db", kept).stdout
        assert "变化 0" in run("reparse", "--all", "--db", kept).stdout

    def test_an_original_that_ends_its_reader_costs_only_itself(
        self, kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        other = tmp_path / "crash.txt"
        other.write_text("云溪市信用简报\n2021年3月3日，云溪市税务局将长山茶行列入经营异常名录。\n", "utf-8")
        assert [one.status for one in pipeline.ingest([other], kept)] == ["read"]
        before = [line for line in dump(kept) if not line.startswith(("runs", "notices"))]
        monkeypatch.setattr(pipeline, "PARSE", "readers:crashing_on_tax")
        result = run("reparse", "--all", "--apply", "--db", kept)
        assert result.exit_code == 1
        assert "crash.txt：原件读不出（读取进程异常中止" in result.stderr
        assert "重读 2 个文件：事件增加 0，减少 0，变化 0，读不出 1 个文件" in result.stdout
        assert [line for line in dump(kept) if not line.startswith(("runs", "notices"))] == before

    def test_a_missing_original_costs_only_itself(self, kept: Path) -> None:
        for original in (kept.parent / "archive").iterdir():
            original.unlink()
        before = dump(kept)
        result = run("reparse", "--all", "--apply", "--db", kept)
        assert result.exit_code == 1
        assert "原件读不出" in result.stderr
        assert [line for line in dump(kept) if not line.startswith("runs")] == [
            line for line in before if not line.startswith("runs")
        ]


def test_counts_are_those_of_the_acts(path: Path) -> None:
    with open_database(path) as db:
        save(db, LISTING)
        counted = db.execute("SELECT sum(acts) FROM monthly_counts").fetchone()
        assert (
            counted
            == db.execute(
                "SELECT count(*) FROM acts WHERE state = 'standing' AND certainty = 'asserted'"
            ).fetchone()
        )
