"""Tables: rules and characters become logical tables, cell by cell as printed."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Collection
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notice_parser.model import Table
from notice_parser.reading import from_text, read
from notice_parser.reading.geometry import Char, Rule
from notice_parser.reading.grid import Grid, grids
from notice_parser.reading.headers import header_depth, is_pairs
from notice_parser.reading.stitch import continues, stitch


def folded(text: str | None) -> str:
    return "".join(unicodedata.normalize("NFKC", text or "").split())


def tables(path: Path) -> list[Table]:
    return [block.table for block in read(path).blocks if block.table]


@pytest.mark.parametrize("name", ["kunshan-2020-03", "kunshan-2020-03--web"])
def test_every_assessment_cell_of_the_bulletin(shared: Path, name: str) -> None:
    gold = json.loads((shared / "notices" / "kunshan-2020-03.tables.json").read_text("utf-8"))["tables"]
    found = tables(shared / "notices" / "pdf" / f"{name}.pdf")
    assert len(found) == len(gold) == 3
    for table, expected in zip(found, gold, strict=True):
        rows = [[folded(cell) for cell in row] for row in table.texts]
        assert rows == [
            [folded(row["subject"]), *(folded(cell["raw"]) for cell in row["cells"])]
            for row in expected["rows"]
        ]
        assert len(table.header) == len(rows[0])


@pytest.mark.parametrize(
    ("name", "truth"),
    [
        ("list200_lo", "list200"),
        ("list200_cr", "list200"),
        ("list200_rl", "list200"),
        ("listsplit_lo", "list200"),
        ("merged_lo", "merged"),
        ("merged_cr", "merged"),
        ("stamp_lo", "list200"),
        ("rot_flag", "list200"),
        ("side_noflag", "list200"),
        ("side_rot90", "list200"),
    ],
)
def test_tables_over_pages_are_exact(shared: Path, name: str, truth: str) -> None:
    expected: dict[str, Any] = json.loads(
        (shared / "testset" / "pdf" / f"{truth}.gt.json").read_text("utf-8")
    )
    (table,) = tables(shared / "testset" / "pdf" / f"{name}.pdf")
    rows = [[folded(cell) for cell in row] for row in table.texts]
    wanted = [[folded(cell) for cell in row] for row in expected["rows"]]
    assert rows == (wanted[:40] if name == "stamp_lo" else wanted)
    assert [folded(text) for text in table.header][-1] == "管理期限"


def test_merged_cells_stand_once_in_the_text_and_in_every_row(shared: Path) -> None:
    document = read(shared / "notices" / "pdf" / "authored-kecheng-jingying-yichang.pdf")
    (block,) = [block for block in document.blocks if block.table]
    assert block.table is not None
    reasons = [row[3] for row in block.table.rows]
    assert [len({cell.text for cell in reasons[a:b]}) for a, b in ((0, 28), (28, 40), (40, 45))] == [1, 1, 1]
    assert sum(cell.span.start < cell.span.end for cell in reasons) == 4
    assert reasons[27].page == 2  # row 28 stands on page 3, its merged cell was printed on page 2


def test_a_bare_label_between_pairs_is_a_row_without_value(shared: Path) -> None:
    (table,) = tables(shared / "notices" / "pdf" / "016.pdf")
    assert table.header == ()
    assert [row[0] for row in table.texts][3] == "行政处罚依据"
    assert table.texts[3][1] == ""


def test_a_list_without_header_keeps_its_first_row(shared: Path) -> None:
    (table,) = tables(shared / "notices" / "pdf" / "authored-renqiu-wage-no-header.pdf")
    assert table.header == ()
    assert [row[0] for row in table.texts] == list("123456789")


def test_tables_of_text_keep_empty_cells_and_drop_a_repeated_header() -> None:
    text = "镇街\t台账报送与整改\t得分\n东镇\t√\t3\n\n镇街\t台帐报送和整改\t得分\n西镇\t\t*\n"
    (table,) = [block.table for block in from_text(text).blocks if block.table]
    assert table.header == ("镇街", "台账报送与整改", "得分")
    assert table.texts == [["东镇", "√", "3"], ["西镇", "", "*"]]


@pytest.mark.parametrize(
    ("rows", "depth"),
    [
        ([["序号", "企业名称", "列入原因"], ["1", "云岭石料厂", "隐患未整改"]], 1),
        ([["区镇", "贯标创建", "信用审查"], ["东镇", "*", "√"], ["西镇", "*", "*"]], 1),
        ([["甲区", "乙事", "丙事"], ["东镇", "*", "√"], ["西镇", "3", "*"]], 1),
        ([["1", "云岭石料厂", "2023年5月1日"], ["2", "远山石料厂", "2023年5月2日"]], 0),
        ([["云岭石料有限公司", "黄牌"], ["远山石料有限公司", "红牌"]], 0),
        ([["", "盛建筑工程厂", "DBJQ6", ""], ["3", "远山石料厂", "91320583U7F2X", "1年"]], 0),
        ([["当事人名称", "孟某"], ["处罚内容", "警告"], ["作出决定机关", "市局"]], 0),
    ],
)
def test_headers_are_told_from_rows(rows: list[list[str]], depth: int) -> None:
    assert header_depth(rows) == depth


def test_pairs_are_told_from_lists() -> None:
    assert is_pairs([["序号", "4"], ["当事人名称", "张某"], ["处罚内容", "警告"]])
    assert not is_pairs([["区域", "企业名称"], ["北京市", "云岭水务所"], ["河北省", "远山水务所"]])


def drawn(
    texts: list[list[str]],
    page: int = 1,
    *,
    merged: Collection[tuple[int, int]] = (),
    open_foot: bool = False,
) -> Grid:
    """Draw a ruled table, cells of ``merged`` without the rule above them, and read it."""
    xs = [50.0 + 120 * column for column in range(len(texts[0]) + 1)]
    ys = [100.0 + 30 * row for row in range(len(texts) + 1)]
    found = [Rule(x, ys[0], x, ys[-1]) for x in xs]
    for row, y in enumerate(ys):
        if open_foot and row == len(texts):
            continue
        found += [
            Rule(a, y, b, y) for column, (a, b) in enumerate(pairwise(xs)) if (row, column) not in merged
        ]
    chars = []
    for row, line in enumerate(texts):
        for column, text in enumerate(line):
            for index, char in enumerate(text):
                x, base = xs[column] + 4 + 10 * index, ys[row] + 20
                chars.append(Char(char, x, base - 9, x + 10, base + 1, base, 10, 0, False, False))
    (grid,), left = grids(found, chars, page)
    assert left == []
    return grid


CELLS = st.text(alphabet="甲乙丙丁企业市3", min_size=1, max_size=8)
ROWS = st.integers(2, 4).flatmap(
    lambda n: st.lists(st.lists(CELLS, min_size=n, max_size=n), min_size=2, max_size=6)
)


@given(ROWS)
def test_a_drawn_table_is_read_as_drawn(texts: list[list[str]]) -> None:
    assert [[cell.text for cell in row] for row in drawn(texts).cells] == texts


def test_a_side_left_open_at_the_page_break_is_closed() -> None:
    texts = [["1", "甲厂"], ["2", "乙厂"]]
    assert [[cell.text for cell in row] for row in drawn(texts, open_foot=True).cells] == texts


def test_a_row_cut_by_the_page_break_is_rejoined_and_a_merged_cell_carried_on() -> None:
    head = ["序号", "企业名称", "列入原因"]
    first = drawn(
        [head, ["1", "云岭", "未年报"], ["2", "远山", ""], ["3", "青河县石", ""]], 1, merged={(2, 2), (3, 2)}
    )
    second = drawn([head, ["", "料厂", ""], ["4", "白水", ""], ["5", "金沙", "失联"]], 2, merged={(2, 2)})
    assert continues([first], second)
    joined = stitch([first, second])
    assert [[value.text for value in row] for row in joined.rows] == [
        ["1", "云岭", "未年报"],
        ["2", "远山", "未年报"],
        ["3", "青河县石料厂", "未年报"],
        ["4", "白水", "未年报"],
        ["5", "金沙", "失联"],
    ]
    assert [part.page for part in joined.rows[2][1].parts] == [1, 2]


def test_a_table_with_another_header_is_another_table() -> None:
    first = drawn([["序号", "企业名称"], ["1", "云岭石料厂"]], 1)
    second = drawn([["编号", "处罚依据"], ["1", "第三条"]], 2)
    assert not continues([first], second)
    assert not continues([first], drawn([["序号", "企业名称"], ["2", "远山石料厂"]], 3))
    red, yellow = ([["序号", f"{colour}牌企业名称"], ["1", "云岭石料厂"]] for colour in "红黄")
    assert not continues([drawn(red)], drawn(yellow, 2))


def test_a_box_around_text_is_no_table() -> None:
    frame = [Rule(50, 50, 500, 50), Rule(50, 700, 500, 700), Rule(50, 50, 50, 700), Rule(500, 50, 500, 700)]
    char = Char("甲", 60, 60, 70, 70, 69, 10, 0, False, False)
    assert grids(frame, [char], 1) == ([], [char])


@pytest.mark.parametrize(
    "rows",
    [
        [["失信主体名称", "青河镇新华水产加工厂"], ["案件性质", "偷税"], ["确定文书号", "云税稽〔2023〕7号"]],
        [
            ["名称", "甲"],
            ["统一社会信用代码", "91320583MA1MK0XE6J"],
            ["违法事实", "隐瞒收入"],
            ["处罚机关", "乙局"],
        ],
        [["姓名", "孟某", "性别", "男"], ["案由", "欠薪", "处罚日期", "2023年5月8日"]],
        [["项目", "内容"], ["当事人名称", "远山石料厂"], ["处罚结果", "警告"], ["处罚日期", "2023年5月8日"]],
    ],
)
def test_labels_beside_their_values_are_all_rows(rows: list[list[str]]) -> None:
    assert is_pairs(rows)
    assert header_depth(rows) == 0


@pytest.mark.parametrize(
    "rows",
    [
        [["企业名称", "信用等级"], ["青河镇新华水产加工厂", "A"], ["远山镇石料厂", "B"]],
        [["违法行为", "处罚标准"], ["无照经营", "罚款五千元"], ["虚假宣传", "罚款一万元"]],
        [["姓名", "性别", "职务", "单位"], ["孟某", "男", "经理", "远山石料厂"]],
    ],
)
def test_labels_above_their_values_are_a_header(rows: list[list[str]]) -> None:
    assert header_depth(rows) == 1


@pytest.mark.parametrize(
    ("above", "title"),
    [
        ("表二　移出名单\n", "表二　移出名单"),
        ("行政处罚案件公示表\n单位：万元\n", "行政处罚案件公示表 单位：万元"),
        (
            "欠税公告\n现将有关纳税人的欠税情况公告如下，请尽快缴清。\n金额单位：元（列至角分）\n",
            "金额单位：元（列至角分）",
        ),
        ("行政处罚信息公示表\n（截至2024年6月21日）\n", "行政处罚信息公示表"),
        ("案件办理结果公开\n公开时段：2023年7月1日至7月31日\n", "案件办理结果公开"),
        ("关于公布名单的公告\n现将名单公布如下，请社会各界予以监督。\n", None),
    ],
)
def test_captions_and_units(above: str, title: str | None) -> None:
    (table,) = (
        block.table
        for block in from_text(above + "序号\t企业名称\n1\t甲公司\n2\t乙公司\n").blocks
        if block.table
    )
    assert table.title == title
    assert len(table.rows) == 2


def ruled(words: list[tuple[float, str]]) -> list[str]:
    """Return the cells of a row of three columns, walls at 70, 160, 206 and 300, with words set at places."""
    rules = [Rule(x, 100, x, 120) for x in (70, 160, 206, 300)]
    rules += [Rule(70, y, 300, y) for y in (100, 120)]
    chars = []
    for x, text in words:
        for character in text:
            width = 5.0 if character.isascii() else 10.0
            chars.append(Char(character, x, 104, x + width, 114, 113, 10, 0, False, False))
            x += width
    (grid,), _ = grids(rules, chars, 1)
    return [cell.text for cell in grid.cells[0]]


def test_a_code_that_runs_over_its_wall_stays_whole() -> None:
    assert ruled([(75, "91350582MAW5W31920"), (180, "A"), (210, "甲")]) == ["91350582MAW5W31920", "A", "甲"]


def test_a_sum_that_fills_its_cell_is_not_glued_to_the_date_beside_it() -> None:
    assert ruled([(80, "甲"), (160.5, "20,000.00"), (206.2, "2023-07-06")]) == [
        "甲",
        "20,000.00",
        "2023-07-06",
    ]
