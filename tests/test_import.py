"""双公示 files as a source of events: what was exported comes back, what is wrong is told and never guessed."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result

from invented import event, made
from notice_parser import parse
from notice_parser.cli import main
from notice_parser.forms import LICENCE, PENALTY, Form
from notice_parser.model import Notice
from test_exports import BODY, FINED, FIRM, GRANTED, TAKEN
from test_scenario import stored

HELD = (  # the fields that the forms hold; what they cannot is told in the README
    *("event_type", "certainty", "document_number", "event_date", "start", "end", "duration", "subjects"),
    *("penalty_kinds", "fine_yuan", "confiscated_yuan", "reason", "legal_basis", "measure", "document_title"),
)
ROW = {
    "XDR_MC": "云溪市长河贸易有限公司",
    "XDR_LB": "法人及非法人组织",
    "XDR_SHXYM": "91110000101623741K",
    "WSH": "云应急罚〔2021〕7号",
    "SY": "未组织应急演练",
    "CFLB": "罚款",
    "NR": "罚款2000元",
    "NR_FK": "0.2",
    "JDRQ": "2021-03-16",
    "CFJG": BODY,
}


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def book(
    path: Path, *rows: dict[str, Any], form: Form = PENALTY, codes: bool = True, title: str = ""
) -> Path:
    """A workbook with a form in it, its header of codes or of names."""
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = form.title
    if title:
        sheet.append([title])
    sheet.append([form.code(field) if codes else field.name for field in form.fields])
    for row in rows:
        sheet.append([row.get(field.code) for field in form.fields])
    made.save(path)
    return path


def read(path: Path) -> Notice:
    return parse(path, ner="off")


def held(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found = []
    for record in records:
        body = record["authority"]["full"] or record["authority"]["written"]
        kept = {name: record[name] for name in HELD} | {"authority": body}
        people = [s | {"identifier": None} if s["kind"] == "person" else s for s in kept["subjects"]]
        found.append(kept | {"subjects": people})
    return sorted(found, key=lambda record: str(record["document_number"]))


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_what_was_exported_comes_back(tmp_path: Path, suffix: str) -> None:
    both = event(
        "admin.penalty",
        [FIRM, "城东便利店"],
        authority=BODY,
        number="云应急罚〔2021〕9号",
        date="2021-05-01",
        penalty_kinds=("通报批评", "吊销许可证件"),
        measure="通报批评，并吊销许可证",
        end="2022-05-01",
    )
    whole = TAKEN.model_copy(update={"event_date": "2021-04-02", "reason": "占道经营"})
    db = stored(tmp_path / "one.db", [made("罚", events=[FINED, whole, both]), made("许", events=[GRANTED])])
    out = tmp_path / f"forms{suffix}"
    assert run("export", "--db", db, "--format", "shuanggongshi", "--out", out).exit_code == 0
    files = (
        [out] if suffix == ".xlsx" else [tmp_path / f"forms-{form.title}.csv" for form in (PENALTY, LICENCE)]
    )
    other = tmp_path / "two" / "two.db"
    result = run("import", *files, "--db", other)
    assert result.exit_code == 0, result.output
    before, after = (
        held([json.loads(line) for line in run("export", "--db", each).stdout.splitlines()])
        for each in (db, other)
    )
    assert len(after) == 4
    assert after == before


def test_a_value_leads_back_to_sheet_and_cell(tmp_path: Path) -> None:
    notice = read(book(tmp_path / "a.xlsx", ROW, title="云溪市行政处罚信息"))
    (found,) = notice.events
    proof = next(proof for proof in found.evidence if proof.field == "fine_yuan")
    assert notice.document.text[slice(*proof.span)] == "0.2"
    ((page, box),) = notice.document.where(proof.span)
    column, row = round(box.x0 * len(PENALTY.fields)), round(box.y0 / (box.y1 - box.y0))
    assert (page, PENALTY.fields[column].code, row + 1) == (1, "NR_FK", 3)
    (record,) = notice.records()
    assert record["quote"].split("\t")[0] == ROW["XDR_MC"]
    assert record["box"] is not None


@pytest.mark.parametrize("codes", [True, False])
def test_codes_or_names_head_it(tmp_path: Path, codes: bool) -> None:
    (found,) = read(book(tmp_path / "a.xlsx", ROW, codes=codes)).events
    assert (found.fine_yuan, found.subjects[0].identifier, found.measure) == ("2000", ROW["XDR_SHXYM"], None)


@pytest.mark.parametrize(
    ("slip", "field", "words"),
    [
        ({"NR_FK": "2000元"}, "fine_yuan", "不是以万元计"),
        ({"JDRQ": "2021-13-01"}, "event_date", "不是年月日齐全的日期"),
        ({"JDRQ": "2021年3月"}, "event_date", "不是年月日齐全的日期"),
        ({"CFLB": "从重处理"}, "penalty_kinds", "不在代码表内"),
        ({"CFLB": "暂扣或吊销许可证执照", "NR": "从重处理"}, "penalty_kinds", "对不上"),
    ],
)
def test_a_wrong_value_is_told_and_left_out(
    tmp_path: Path, slip: dict[str, str], field: str, words: str
) -> None:
    notice = read(book(tmp_path / "a.xlsx", ROW | slip))
    (found,) = notice.events
    assert not getattr(found, field)
    assert found.review.value == "needs_review"
    assert any(words in problem.message and "第2行" in problem.message for problem in notice.problems)


def test_a_row_without_a_name_is_none(tmp_path: Path) -> None:
    notice = read(book(tmp_path / "a.xlsx", ROW | {"XDR_MC": None}, ROW))
    assert len(notice.events) == 1
    assert any("没有填，这一行没有读取" in problem.message for problem in notice.problems)


def test_a_code_with_a_slip_is_kept_and_told(tmp_path: Path) -> None:
    notice = read(book(tmp_path / "a.xlsx", ROW | {"XDR_SHXYM": "91110000101623741X"}))
    assert notice.events[0].subjects[0].identifier == "91110000101623741X"
    assert notice.events[0].review.value == "needs_review"
    assert [problem.code.value for problem in notice.problems] == ["bad_identifier"]


def test_numbers_of_papers_are_not_read(tmp_path: Path) -> None:
    row = ROW | {
        "XDR_MC": "孟川",
        "XDR_LB": "自然人",
        "XDR_SHXYM": None,
        "XDR_ZJLX": "护照号",
        "XDR_ZJHM": "E12345678",
        "FR_ZJHM": "11010519491231002X",
    }
    notice = read(book(tmp_path / "a.xlsx", row))
    assert (notice.events[0].subjects[0].kind.value, notice.events[0].subjects[0].identifier) == (
        "person",
        None,
    )
    for number in ("E12345678", "5678", "110105", "002X"):
        assert number not in notice.document.text
        assert number not in json.dumps(list(notice.records()))


def test_an_amount_is_as_stored_not_as_shown(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", ROW | {"NR_FK": 0.256})
    made = openpyxl.load_workbook(path)
    for cell in made.active[2]:
        cell.number_format = "0.0"
    made.save(path)
    assert read(path).events[0].fine_yuan == "2560"


def test_other_columns_and_sheets_are_told(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", ROW)
    made = openpyxl.load_workbook(path)
    made.active.cell(1, 31, "心情")
    made.active.cell(2, 31, "好")
    made.create_sheet("说明").append(["请按要求填写"])
    made.save(path)
    told = " ".join(problem.message for problem in read(path).problems)
    assert "“心情”一列不是双公示的字段" in told
    assert "第2个工作表不是双公示表" in told


def test_a_form_of_2015_is_read(tmp_path: Path) -> None:
    path = tmp_path / "old.csv"
    path.write_text(
        "CF_WSH,CF_CFLB1,CF_SY,CF_YJ,CF_XDR_MC,CF_XDR_SHXYM,CF_JG,CF_JDRQ,CF_XZJG\n"
        f"云罚〔2016〕3号,警告,无证经营,《条例》第三条,城东便利店,,警告,2016/5/3,{BODY}\n",
        encoding="gb18030",
    )
    (found,) = read(path).events
    assert (found.document_number, found.penalty_kinds, found.event_date) == (
        "云罚〔2016〕3号",
        ("警告",),
        "2016-05-03",
    )
    assert found.authority is not None
    assert found.authority.written == BODY


def test_a_list_of_penalties_of_another_form_is_read_as_before(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    made.active.append(["序号", "行政相对人名称", "处罚决定书文号", "处罚内容", "处罚机关", "处罚决定日期"])
    made.active.append([1, "城东便利店", "云罚〔2021〕3号", "罚款2000元", BODY, "2021-03-04"])
    made.save(tmp_path / "list.xlsx")
    (found,) = read(tmp_path / "list.xlsx").events
    assert found.fine_yuan == "2000"
    result = run("import", tmp_path / "list.xlsx", "--db", tmp_path / "e.db")
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert not (tmp_path / "e.db").exists()


def test_it_goes_the_way_of_every_file(tmp_path: Path) -> None:
    """The same act is found among the notices; twice is once; withdrawn is gone; --check writes nothing."""
    db = tmp_path / "db" / "e.db"
    db.parent.mkdir()
    stored(db, [made("罚", events=[FINED], issuer=BODY)])
    row = ROW | {"NR": None, "NR_FK": "1.234567", "CFLB": "警告；罚款", "YJ": "《安全生产法》第九十四条"}
    path = book(tmp_path / "forms.xlsx", row)
    checked = run("import", path, "--db", db, "--check")
    assert (checked.exit_code, "行政处罚 1 行" in checked.stdout) == (0, True)
    assert len(run("export", "--db", db).stdout.splitlines()) == 1
    assert run("import", path, "--db", db).exit_code == 0
    with sqlite3.connect(db) as rows:
        assert rows.execute("SELECT sources FROM acts WHERE event_type = 'admin.penalty'").fetchall() == [
            (2,)
        ]
    assert "已收录过 1 个" in run("ingest", path, "--db", db).stdout
    assert path.exists()
    assert run("withdraw", "forms.xlsx", "--db", db, "--reason", "导错了", "--by", "林").exit_code == 0
    assert len(run("export", "--db", db).stdout.splitlines()) == 1
