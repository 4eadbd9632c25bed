"""Workbooks: what a sheet shows is what is read."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any

from made import document, names, workbook
from notice_parser import parse
from test_reading import kinds


def test_a_sheet_is_its_title_its_table_and_its_notes_as_shown(tmp_path: Path) -> None:
    found = document(tmp_path, "a.xlsx", workbook(names))
    assert [kind for kind, _ in kinds(found)] == ["title", "table", "paragraph"]
    table = found.blocks[1].table
    assert table is not None
    assert table.title == "云岭市黄牌警示企业名单"
    assert table.header == ("序号", "企业名称", "列入日期")
    assert table.texts == [["1", "云岭第1石料厂", "2023年5月3日"], ["3", "云岭第3石料厂", "2023年5月5日"]]


def test_a_hidden_sheet_is_left_out_and_reported(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(workbook(names))
    notice = parse(tmp_path / "a.xlsx")
    assert "不公开" not in notice.document.text
    assert [problem.message for problem in notice.problems if problem.code == "unread_page"] == [
        "第2个工作表是隐藏的，没有读取"
    ]


def test_a_workbook_of_excel_2003(tmp_path: Path) -> None:
    import xlwt

    book = xlwt.Workbook()
    sheet = book.add_sheet("名单")
    sheet.write_merge(0, 0, 0, 2, "云岭市失信企业名单")
    for column, label in enumerate(("序号", "企业名称", "列入日期")):
        sheet.write(1, column, label)
    date = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for row in (2, 3):
        sheet.write(row, 0, row - 1)
        sheet.write(row, 2, dt.datetime(2023, 5, row), date)
    sheet.write_merge(2, 3, 1, 1, "云岭石料厂")
    out = io.BytesIO()
    book.save(out)
    table = document(tmp_path, "wrong.docx", out.getvalue()).blocks[-1].table
    assert table is not None
    assert table.texts == [["1", "云岭石料厂", "2023-05-02"], ["2", "云岭石料厂", "2023-05-03"]]


def test_two_tables_of_one_sheet_keep_their_captions(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        sheet = book.active
        for caption, firm in (("红名单", "云岭茶厂"), ("黑名单", "云岭石料厂")):
            sheet.append([f"2023年{caption}企业名单"])
            sheet.append(["序号", "企业名称", "统一社会信用代码"])
            sheet.append([1, firm, "91320583MA1XABCD1E"])
            sheet.append([])

    tables = [block.table for block in document(tmp_path, "a.xlsx", workbook(fill)).blocks if block.table]
    assert [(table.title, table.texts[0][1]) for table in tables] == [
        ("2023年红名单企业名单", "云岭茶厂"), ("2023年黑名单企业名单", "云岭石料厂"),
    ]  # fmt: skip


def test_a_lone_cell_in_the_last_corner_costs_nothing(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        book.active["A1"] = "云岭石料厂列入名单。"
        book.active["XFD1048576"] = "角落。"

    assert "云岭石料厂列入名单。" in document(tmp_path, "a.xlsx", workbook(fill)).text
