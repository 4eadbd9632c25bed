"""What leaves the database: every form opens in the programs it is for, and says no more than the notices."""

from __future__ import annotations

import csv
import json
import os
import sqlite3
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import jsonschema
import openpyxl
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT
from invented import add, event, made, remove, subject
from notice_parser.cli import main
from notice_parser.exports.guard import without_numbers
from notice_parser.exports.record_schema import record_schema
from notice_parser.forms import FORMS, PENALTY, faults, form_of, wan_of, yuan_of
from notice_parser.model import Review
from test_scenario import stored

BODY = "云溪市应急管理局"
FIRM = subject("云溪市长河贸易有限公司", identifier="91110000101623741K")
PERSON = subject("孟川", "person", identifier="110105********002X")
FINED = event(
    "admin.penalty",
    [FIRM],
    authority=BODY,
    number="云应急罚〔2021〕7号",
    date="2021-03-16",
    penalty_kinds=("警告", "罚款"),
    fine_yuan="12345.67",
    reason="未组织应急演练",
    legal_basis="《安全生产法》第九十四条",
)
TAKEN = event(
    "admin.penalty",
    [PERSON],
    authority=BODY,
    number="云应急罚〔2021〕8号",
    date="2021-04",
    penalty_kinds=("没收违法所得", "责令改正"),
    confiscated_yuan="300",
    reason="=HYPERLINK(身份证号110105********002X)",
)
GRANTED = event(
    "admin.licence",
    [FIRM],
    authority="云溪市行政审批局",
    number="云审许〔2021〕3号",
    date="2021-05-06",
    start="2021-05-06",
    duration="PERMANENT",
    reason="危险化学品经营",
)
LISTED = add([FIRM], "安全生产黄牌警示名单", authority=BODY, date="2020-12-01", number="云应急〔2020〕60号")
LEFT = remove([FIRM], "安全生产黄牌警示名单", authority=BODY, date="2021-02-01")
PLANNED = event("admin.penalty", ["城东便利店"], certainty="proposed", authority=BODY)


@pytest.fixture
def db(tmp_path: Path) -> Path:
    notices = [
        made("罚", events=[FINED, TAKEN], issuer=BODY, published="2021-04-30"),
        made("许", events=[GRANTED]),
        made("列", events=[LISTED], published="2020-12-02"),
        made("移", events=[LEFT, PLANNED], published="2021-02-02"),
    ]
    return stored(tmp_path / "events.db", notices)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def export(db: Path, shape: str, out: Path, *more: object) -> Path:
    result = run("export", "--db", db, "--format", shape, "--out", out, *more)
    assert result.exit_code == 0, result.output
    return out


def exported(db: Path, *more: object) -> list[dict[str, Any]]:
    result = run("export", "--db", db, *more)
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


class TestSelection:
    @pytest.mark.parametrize(
        ("options", "numbers"),
        [
            ((), 6),
            (("--kind", "行政处罚"), 3),
            (("--kind", "admin"), 4),
            (("--kind", "list.warning", "--kind", "admin.licence"), 3),
            (("--list", "黄牌"), 2),
            (("--list", "警示名单"), 2),
            (("--authority", "审批"), 1),
            (("--from", "2021-01-01"), 4),  # 2021-04 may be any day of it; no date is none
            (("--from", "2021-04-30"), 2),
            (("--to", "2021-04-01"), 4),
            (("--from", "2021-05-01"), 1),
            (("--place", "云溪", "--kind", "admin.penalty"), 3),
            (("--place", "青州"), 0),
        ],
    )
    def test_a_selection_holds(self, db: Path, options: tuple[str, ...], numbers: int) -> None:
        assert len(exported(db, *options)) == numbers

    def test_a_wrong_range_is_wrong_use(self, db: Path) -> None:
        result = run("export", "--db", db, "--from", "2021-05-01", "--to", "2021-04-01")
        assert (result.exit_code, "--from 晚于 --to" in result.stderr) == (2, True)

    def test_what_is_no_text_needs_a_file(self, db: Path) -> None:
        assert run("export", "--db", db, "--format", "parquet").exit_code == 2


class TestFiles:
    def test_a_failure_leaves_the_old_file(
        self, db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        out = tmp_path / "out.jsonl"
        out.write_text("旧的")

        def broken(*_: object) -> Any:
            yield "{}"
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("notice_parser.exports.jsonl.lines", broken)
        result = run("export", "--db", db, "--out", out)
        assert result.exit_code == 1
        assert result.stderr.count("\n") == 1
        assert out.read_text() == "旧的"
        assert not list(tmp_path.glob(".notice-parser-*"))

    def test_what_is_replaced_is_said(self, db: Path, tmp_path: Path) -> None:
        out = export(db, "jsonl", tmp_path / "a")
        result = run("export", "--db", db, "--out", out)
        assert f"原有的{out}已换掉" in result.stderr

    def test_no_database_is_written_over(self, db: Path) -> None:
        result = run("export", "--db", db, "--out", db)
        assert (result.exit_code, "这是数据库" in result.stderr) == (1, True)
        assert len(exported(db)) == 6

    @pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="needs /dev/stdout")
    def test_a_pipe_stays_one(self, db: Path) -> None:
        command = [sys.executable, "-m", "notice_parser", "export", "--db", str(db), "--out", "/dev/stdout"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        assert len(done.stdout.splitlines()) == 6
        assert Path("/dev/stdout").exists()

    def test_a_new_file_can_be_read_as_others(self, db: Path, tmp_path: Path) -> None:
        mask = os.umask(0o022)
        try:
            assert export(db, "csv", tmp_path / "a.csv").stat().st_mode & 0o777 == 0o644
        finally:
            os.umask(mask)


class TestSchema:
    def test_it_stands_in_db(self) -> None:
        kept = json.loads((ROOT / "db" / "record.schema.json").read_text("utf-8"))
        assert kept == record_schema()

    @pytest.mark.parametrize("merged", [(), ("--merged",)])
    def test_every_record_meets_it(self, db: Path, merged: tuple[str, ...]) -> None:
        validator = jsonschema.Draft202012Validator(record_schema())
        records = exported(db, *merged)
        assert records
        for record in records:
            assert list(validator.iter_errors(record)) == []

    @pytest.mark.parametrize(
        "wrong",
        [
            {"event_date": "16.3.2021"},
            {"certainty": "sure"},
            {"fine_yuan": 560000},
            {"extra": None},
            {"subjects": [{"name": "甲"}]},
        ],
    )
    def test_what_is_no_record_does_not(self, db: Path, wrong: dict[str, Any]) -> None:
        record = exported(db)[0]
        assert not jsonschema.Draft202012Validator(record_schema()).is_valid(record | wrong)

    def test_a_field_left_out_does_not(self, db: Path) -> None:
        record = exported(db)[0]
        for name in ("quote", "file", "authority"):
            assert not jsonschema.Draft202012Validator(record_schema()).is_valid(
                {field: value for field, value in record.items() if field != name}
            )


class TestTables:
    def test_parquet_opens_in_duckdb(self, db: Path, tmp_path: Path) -> None:
        out = export(db, "parquet", tmp_path / "events.parquet")
        found = (
            duckdb.connect()
            .execute(
                f"SELECT document_number, fine_yuan, event_date, event_date_day, subjects[1].name,"
                f" authority.written FROM '{out}' WHERE event_type = 'admin.penalty' ORDER BY ALL"
            )
            .fetchall()
        )
        assert [row[:3] for row in found] == [
            ("云应急罚〔2021〕7号", Decimal("12345.670000"), "2021-03-16"),
            ("云应急罚〔2021〕8号", None, "2021-04"),
            (None, None, None),
        ]
        assert [str(row[3]) for row in found] == ["2021-03-16", "None", "None"]
        assert found[0][4:] == (FIRM.name, BODY)
        assert duckdb.connect().execute(f"SELECT count(*) FROM '{out}'").fetchall() == [(6,)]

    def test_parquet_of_nothing_has_its_columns(self, db: Path, tmp_path: Path) -> None:
        out = export(db, "parquet", tmp_path / "none.parquet", "--place", "青州")
        assert duckdb.connect().execute(
            f"SELECT sum(fine_yuan), count(subjects) FROM '{out}'"
        ).fetchall() == [(None, 0)]

    def test_csv_is_for_excel(self, db: Path, tmp_path: Path) -> None:
        out = export(db, "csv", tmp_path / "events.csv")
        assert out.read_bytes().startswith(b"\xef\xbb\xbf")
        rows = list(csv.DictReader(out.read_text("utf-8-sig").splitlines()))
        fined = next(row for row in rows if row["文号"] == "云应急罚〔2021〕7号")
        assert (fined["罚款（元）"], fined["主体代码"]) == ("12345.67", "91110000101623741K")
        assert (fined["文件"], fined["页码"], len(fined["校验值"])) == ("罚.pdf", "1", 64)
        assert next(row for row in rows if "HYPERLINK" in row["事由"])["事由"].startswith("'=")

    def test_xlsx_has_no_formula(self, db: Path, tmp_path: Path) -> None:
        sheet = openpyxl.load_workbook(export(db, "xlsx", tmp_path / "events.xlsx")).active
        header, *rows = list(sheet.iter_rows())
        assert len(rows) == 6
        assert {cell.data_type for row in rows for cell in row} <= {"s", "n"}
        place = [cell.value for cell in header].index("罚款（元）")
        assert 12345.67 in [row[place].value for row in rows]


@pytest.mark.parametrize("shape", ["csv", "xlsx", "parquet", "ftm", "shuanggongshi"])
def test_no_number_of_a_person_leaves(db: Path, tmp_path: Path, shape: str) -> None:
    with sqlite3.connect(db) as rows:  # a person's correction is text like any other
        rows.execute("UPDATE events SET measure = '当事人电话13812345678，身份证11010519491231002X'")
    out = export(db, shape, tmp_path / f"out.{'xlsx' if shape == 'shuanggongshi' else shape}")
    if out.suffix == ".xlsx":
        cells = [c for s in openpyxl.load_workbook(out) for row in s.iter_rows(values_only=True) for c in row]
        text = "\n".join(map(str, cells))
    elif shape == "parquet":
        text = str(duckdb.connect().execute(f"SELECT * FROM '{out}'").fetchall())
    else:
        text = out.read_text("utf-8-sig")
    assert "孟川" in text
    for number in ("110105", "002X", "138", "5678"):
        assert number not in text


@given(st.text("0123456789*Xx云，", max_size=40))
def test_hiding_keeps_the_length_and_needs_doing_once(text: str) -> None:
    hidden = without_numbers(text)
    assert len(hidden) == len(text)
    assert without_numbers(hidden) == hidden


class TestFollowTheMoney:
    def entities(self, db: Path, tmp_path: Path) -> list[dict[str, Any]]:
        out = export(db, "ftm", tmp_path / "out.ftm")
        return [json.loads(line) for line in out.read_text("utf-8").splitlines()]

    def test_stays_and_penalties_are_sanctions(self, db: Path, tmp_path: Path) -> None:
        entities = self.entities(db, tmp_path)
        sanctions = {e["properties"]["program"][0]: e for e in entities if e["schema"] == "Sanction"}
        stay = sanctions["安全生产黄牌警示名单"]["properties"]
        assert (stay["startDate"], stay["endDate"]) == (["2020-12-01"], ["2021-02-01"])
        assert sum(e["schema"] == "Sanction" for e in entities) == 3  # the licence and the plan are none
        by_id = {e["id"]: e for e in entities}
        firm = by_id[stay["entity"][0]]
        assert (firm["schema"], firm["properties"]["uscCode"]) == ("Company", ["91110000101623741K"])
        assert {e["schema"] for e in entities} == {"Sanction", "Company", "Person", "PublicBody", "Address"}

    def test_ids_are_the_same_again(self, db: Path, tmp_path: Path) -> None:
        assert self.entities(db, tmp_path) == self.entities(db, tmp_path)

    def test_what_waits_for_review_is_left_out(self, tmp_path: Path) -> None:
        doubtful = FINED.model_copy(update={"review": Review.NEEDS_REVIEW})
        db = stored(tmp_path / "e.db", [made("罚", events=[doubtful])])
        assert self.entities(db, tmp_path) == []

    def test_its_own_library_takes_them(self, db: Path, tmp_path: Path) -> None:
        python = os.environ.get("FTM_PYTHON")
        if not python:
            pytest.skip("needs followthemoney: FTM_PYTHON names the python that has it")
        out = export(db, "ftm", tmp_path / "out.ftm")
        done = subprocess.run(
            [python, str(ROOT / "tests" / "ftm_valid.py"), str(out)],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        assert json.loads(done.stdout)["entities"]["Sanction"] == 3

    def test_the_library_is_no_rubber_stamp(self, tmp_path: Path) -> None:
        python = os.environ.get("FTM_PYTHON")
        if not python:
            pytest.skip("needs followthemoney: FTM_PYTHON names the python that has it")
        wrong = {"id": "a", "schema": "Sanction", "properties": {"startDate": ["三月"], "entity": ["b"]}}
        out = tmp_path / "wrong.ftm"
        out.write_text(json.dumps(wrong))
        done = subprocess.run(
            [python, str(ROOT / "tests" / "ftm_valid.py"), str(out)], capture_output=True, check=False
        )
        assert done.returncode != 0


class TestShuanggongshi:
    def test_two_forms_and_a_report(self, db: Path, tmp_path: Path) -> None:
        book = openpyxl.load_workbook(
            export(db, "shuanggongshi", tmp_path / "f.xlsx", "--source-name", BODY, "--source-code", "X")
        )
        assert book.sheetnames == ["行政处罚", "行政许可", "校验报告"]
        for form in FORMS:
            codes, names, *_ = list(book[form.title].iter_rows(values_only=True))
            assert list(codes) == [form.code(field) for field in form.fields]
            assert list(names) == [field.name for field in form.fields]
            assert (form_of(codes), form_of(names)) == (form, form)
        codes, _, first, second = list(book["行政处罚"].iter_rows(values_only=True))  # the plan is none
        row = dict(zip(codes, first, strict=True))
        assert (row["CF_NR_FK"], row["CF_CFLB"], row["CF_JDRQ"]) == ("1.234567", "警告；罚款", "2021-03-16")
        assert (row["CF_XDR_LB"], row["CF_XDR_SHXYM"]) == ("法人及非法人组织", FIRM.identifier)
        assert (row["CF_CFJGDM"], row["CF_SJLYDM"]) == ("X", "X")
        person = dict(zip(codes, second, strict=True))
        assert (person["CF_XDR_LB"], person["CF_XDR_ZJHM"] or "") == ("自然人", "")
        assert (person["CF_NR_WFFF"], person["CF_JDRQ"] or "") == ("0.03", "")
        granted = dict(zip(*(list(book["行政许可"].iter_rows(values_only=True))[::2]), strict=True))
        assert (granted["XK_YXQZI"], granted["XK_NR"]) == ("2099-12-31", "危险化学品经营")

    def test_the_report_tells_why(self, db: Path, tmp_path: Path) -> None:
        out = tmp_path / "f.csv"
        export(db, "shuanggongshi", out, "--source-name", BODY, "--source-code", "91110000101623741X")
        report = list(csv.DictReader((tmp_path / "f-校验报告.csv").read_text("utf-8-sig").splitlines()))
        told = {(row["表"], row["行"], row["字段代码"]): row["说明"] for row in report}
        assert told["行政处罚", "4", "CF_JDRQ"] == "通知只写到2021-04"
        assert told["行政处罚", "4", "CF_XDR_ZJHM"] == "不导出个人证件号码，请另行补填"
        assert told["行政处罚", "3", "CF_SJLYDM"] == "校验位不符，请核对原件"
        assert ("行政处罚", "3", "CF_NR_FK") not in told
        assert {path.name for path in tmp_path.glob("f-*.csv")} == {
            "f-行政处罚.csv",
            "f-行政许可.csv",
            "f-校验报告.csv",
        }

    @given(st.decimals(0, 10**9, places=2).map(lambda amount: format(amount.normalize(), "f")))
    def test_amounts_come_back(self, yuan: str) -> None:
        wan = wan_of(yuan)
        assert wan is not None
        assert len(wan.partition(".")[2]) <= 6
        assert Decimal(yuan_of(wan) or "nan") == Decimal(yuan)

    @pytest.mark.parametrize(
        ("row", "code"),
        [
            ({"XDR_SHXYM": "91110000101623741X"}, "XDR_SHXYM"),
            ({"XDR_SHXYM": "91110000101623741K", "XDR_LB": "个体工商户"}, "XDR_SHXYM"),
            ({"XDR_SHXYM": "9111"}, "XDR_SHXYM"),
            ({"JDRQ": "2021-02-29"}, "JDRQ"),
            ({"NR_FK": "2000元"}, "NR_FK"),
            ({"NR_FK": "560000"}, "NR_FK"),
            ({"CFLB": "罚款；口头批评"}, "CFLB"),
            ({"XDR_LB": "企业"}, "XDR_LB"),
            ({"WSH": "云" * 129}, "WSH"),
        ],
    )
    def test_each_slip_is_found(self, row: dict[str, str], code: str) -> None:
        assert code in {fault.field.code for fault in faults(PENALTY, row) if fault.kind == "有误"}

    def test_a_right_row_has_no_slip(self) -> None:
        row = {"XDR_SHXYM": "91110000101623741K", "XDR_LB": "法人及非法人组织", "CFLB": "罚款；其他-责令改正"}
        assert [
            f for f in faults(PENALTY, row | {"NR_FK": "0.2", "JDRQ": "2021/3/9"}) if f.kind == "有误"
        ] == []


def test_an_export_is_audited_with_what_it_selected(db: Path, tmp_path: Path) -> None:
    export(db, "csv", tmp_path / "a.csv", "--kind", "行政处罚", "--from", "2021-01-01")
    with sqlite3.connect(db) as rows:
        found = rows.execute("SELECT object, rows, filters FROM audit WHERE action = 'export'").fetchall()
    assert [(shape, number, json.loads(filters)) for shape, number, filters in found] == [
        ("csv", 2, {"自": "2021-01-01", "类型": "行政处罚"})
    ]
