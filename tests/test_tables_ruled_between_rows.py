"""Tables with rules between rows only: the columns are where white runs through all rows."""

from __future__ import annotations

from notice_parser.reading.geometry import Char, Rule
from notice_parser.reading.grid import grids
from notice_parser.reading.striped import between_columns

SIZE = 10.0
LINE = 12.0


def table(*rows: tuple[list[float], list[str]]) -> tuple[list[Rule], list[Char]]:
    """Set cells from the left at x; ``/`` begins a further line. A rule stands above and below each row."""
    rules, chars, top = [Rule(70, 100, 500, 100)], list[Char](), 100.0
    for xs, cells in rows:
        deep = max(cell.count("/") + 1 for cell in cells)
        for left, cell in zip(xs, cells, strict=True):
            lines = cell.split("/")
            y = top + (deep - len(lines)) * LINE / 2
            for line in lines:
                x = left
                for text in line:
                    wide = SIZE / 2 if text.isascii() else SIZE
                    chars.append(Char(text, x, y + 1, x + wide, y + 11, y + 9, SIZE, 0, False, False))
                    x += wide
                y += LINE
        top += deep * LINE + 4
        rules.append(Rule(70, top, 500, top))
    return rules, chars


def read(rules: list[Rule], chars: list[Char]) -> list[list[str]]:
    found, _ = grids([*rules, *between_columns(rules, chars)], chars, 1)
    return [[cell.text for cell in row] for grid in found for row in grid.cells]


XS = [75.0, 157.0, 300.0]


def test_cells_of_several_lines_stand_beside_one_in_their_middle() -> None:
    rules, chars = table(
        (XS, ["产品及批号", "受检单位", "结论"]),
        (XS, ["二号磷肥/（20220318）", "长河县云台农资店", "养分不足"]),
        (XS, ["水溶肥（桶/装）", "云溪县南坡镇石桥村丰登/农资配送中心", "标签/不合格"]),
    )
    assert read(rules, chars) == [
        ["产品及批号", "受检单位", "结论"],
        ["二号磷肥（20220318）", "长河县云台农资店", "养分不足"],
        ["水溶肥（桶装）", "云溪县南坡镇石桥村丰登农资配送中心", "标签不合格"],
    ]


def test_a_name_set_wide_is_one_cell() -> None:
    rules, chars = table(
        ([75, 91, 200], ["姓", "名", "工作单位"]),
        ([75, 91, 200], ["张", "三", "长河县人民医院"]),
        ([75, 91, 200], ["李", "四", "云溪县人民医院"]),
    )
    assert ["".join(row[0].split()) for row in read(rules, chars)] == ["姓名", "张三", "李四"]


def test_a_label_goes_over_the_columns_below_it() -> None:
    rules, chars = table(
        ([75, 180], ["企业名称", "罚款（万元）及没收（万元）情况"]),
        ([75, 180, 260], ["长河茶行", "2.5", "1.1"]),
        ([75, 180, 260], ["云溪药房", "3", "0.4"]),
    )
    over = "罚款（万元）及没收（万元）情况"
    assert read(rules, chars) == [
        ["企业名称", over, over],
        ["长河茶行", "2.5", "1.1"],
        ["云溪药房", "3", "0.4"],
    ]


def test_an_empty_column_has_its_label() -> None:
    xs = [75.0, 180.0, 260.0, 330.0]
    rules, chars = table(
        (xs, ["企业名称", "金额", "备注", "日期"]),
        (xs, ["长河茶行", "2.5", "", "2024-03-01"]),
        (xs, ["云溪药房", "3", "", "2024-03-02"]),
    )
    assert read(rules, chars)[1:] == [
        ["长河茶行", "2.5", "", "2024-03-01"],
        ["云溪药房", "3", "", "2024-03-02"],
    ]


def test_text_between_lines_is_no_row() -> None:
    rules, chars = table(
        ([75], ["现将本市市场监督管理局本月查处的案件公布如下，有异议的可以书面提出申请"]),
        (XS, ["产品及批号", "受检单位", "结论"]),
        (XS, ["二号磷肥", "长河县云台农资店", "养分不足"]),
        (XS, ["水溶肥", "云溪县农资配送中心", "标签不合格"]),
    )
    assert read(rules, chars)[0] == ["产品及批号", "受检单位", "结论"]


def test_a_band_of_many_rows_and_lines_below_headings_are_left_alone() -> None:
    rules, chars = table(
        (XS, ["产品", "受检单位", "结论"]), (XS, ["甲/乙/丙", "茶行/药房/饭店", "合格/合格/合格"])
    )
    assert between_columns(rules, chars) == []
    alone = [Rule(70, y, 500, y) for y in (100, 130, 160, 190)]
    assert between_columns(alone, chars) == []
