"""Tables that are only aligned: what stands in one cell is told by where lines stand."""

from __future__ import annotations

from notice_parser.reading.aligned import implied
from notice_parser.reading.edges import at_edges, at_gaps
from notice_parser.reading.geometry import Char, Line

SIZE = 10.0


def page(*rows: tuple[float, dict[float, str]]) -> list[Line]:
    """Set lines by their middles: (base, {middle: text}) for each row."""
    return [
        Line(
            text=text,
            page=1,
            x0=middle - width(text) / 2,
            top=base - 8,
            x1=middle + width(text) / 2,
            bottom=base + 2,
            base=base,
            size=SIZE,
        )
        for base, row in rows
        for middle, text in row.items()
    ]


def width(text: str) -> float:
    return sum(SIZE / 2 if char.isascii() else SIZE for char in text)


def cells(lines: list[Line]) -> list[list[str]]:
    """Put each line into the cell that the implied rules draw around it."""
    rules = implied(lines)
    xs = sorted({rule.x0 for rule in rules if rule.x0 == rule.x1})
    ys = sorted({rule.top for rule in rules if rule.top == rule.bottom})
    table = [["" for _ in xs[1:]] for _ in ys[1:]]
    for line in sorted(lines, key=lambda line: line.base):
        across = [at for at in range(len(xs) - 1) if xs[at] < (line.x0 + line.x1) / 2 < xs[at + 1]]
        down = [at for at in range(len(ys) - 1) if ys[at] < (line.top + line.bottom) / 2 < ys[at + 1]]
        if across and down:
            table[down[0]][across[0]] += line.text
    return table


def test_labels_and_values_may_be_wrapped() -> None:
    lines = page(
        (100, {57: "序", 330: "罚款金额（万"}),
        (106, {120: "当事人", 220: "处罚决定书文号", 430: "处罚日期"}),
        (112, {57: "号", 330: "元）"}),
        (130, {120: "临泽哈尼梯田运输"}),
        (136, {57: "1", 220: "临交罚〔2024〕41号", 330: "0.3", 430: "2024-04-03"}),
        (142, {120: "有限公司"}),
        (160, {57: "2", 120: "白某", 220: "临交罚〔2024〕43号", 330: "1", 430: "2024-04-11"}),
        (184, {250: "注：当事人申请复议的，以复议决定为准，另行公告。"}),
    )
    assert cells(lines) == [
        ["序号", "当事人", "处罚决定书文号", "罚款金额（万元）", "处罚日期"],
        ["1", "临泽哈尼梯田运输有限公司", "临交罚〔2024〕41号", "0.3", "2024-04-03"],
        ["2", "白某", "临交罚〔2024〕43号", "1", "2024-04-11"],
    ]


def test_rows_that_count_themselves_need_no_labels() -> None:
    lines = page(
        (80, {300: "二、失信农资经营店（黑名单）"}),
        (100, {90: "1", 200: "临泽县丰收农资部", 350: "施某", 470: "2023-11-20"}),
        (118, {90: "2", 200: "临泽县绿源种业店", 350: "段某", 470: "2023-12-05"}),
        (142, {290: "末栏为列入日期，列入期限两年。"}),
    )
    assert cells(lines) == [
        ["1", "临泽县丰收农资部", "施某", "2023-11-20"],
        ["2", "临泽县绿源种业店", "段某", "2023-12-05"],
    ]


def test_labels_with_their_values_beside_them() -> None:
    lines = page(
        (100, {108: "纳税人名称", 360: "临泽凤凰山贸易有限公司"}),
        (117, {108: "法定代表人", 360: "雷*"}),
        (134, {360: "追缴税款24.3万元，处以罚款12万元（临税稽罚〔2023〕"}),
        (140, {108: "处理处罚情况"}),
        (146, {360: "15号）"}),
    )
    assert cells(lines) == [
        ["纳税人名称", "临泽凤凰山贸易有限公司"],
        ["法定代表人", "雷*"],
        ["处理处罚情况", "追缴税款24.3万元，处以罚款12万元（临税稽罚〔2023〕15号）"],
    ]


def test_a_menu_beside_the_text_is_no_table() -> None:
    lines = page(
        (100, {60: "严重失信名单", 330: "临泽县农业农村局关于公布失信名单的公告"}),
        (120, {60: "双随机抽查", 330: "为规范农资市场经营秩序，保障农业生产安全，依据《办法》"}),
        (140, {60: "信用承诺", 330: "经立案查处、告知和集体审议，我局决定将下列5户农资经营"}),
        (160, {60: "信用修复", 330: "主体列入农资经营失信名单，列入期限自11月15日起一年。"}),
    )
    assert implied(lines) == []


def test_two_columns_of_text_are_no_table() -> None:
    left, right = "会议要求各单位加强信用信息归集工作压实", "责任并按月通报进展情况做好信用修复的受理"
    heads = (80.0, {150.0: "工作情况", 420.0: "工作措施"})
    lines = page(heads, *((100.0 + 16 * n, {150.0: left, 420.0: right}) for n in range(8)))
    assert implied(lines) == []


def test_cells_in_the_middle_of_their_rows() -> None:
    lines = page(
        (100, {100: "被处罚人", 260: "违法事实", 400: "罚款（万元）", 480: "日期"}),
        (117, {100: "临泽顺达货运有限"}),
        (122, {260: "车辆超限运输", 400: "0.9", 480: "2024.4.8"}),
        (127, {100: "公司"}),
        (144, {260: "未按规定维护和检测"}),
        (149, {100: "徐某某", 400: "0.2", 480: "2024.4.19"}),
        (154, {260: "运输车辆"}),
        (171, {100: "临泽安捷驾驶培训", 260: "未按规定签署结业"}),
        (176, {400: "1.5", 480: "2024.6.17"}),
        (181, {100: "有限公司", 260: "证书"}),
    )
    assert cells(lines) == [
        ["被处罚人", "违法事实", "罚款（万元）", "日期"],
        ["临泽顺达货运有限公司", "车辆超限运输", "0.9", "2024.4.8"],
        ["徐某某", "未按规定维护和检测运输车辆", "0.2", "2024.4.19"],
        ["临泽安捷驾驶培训有限公司", "未按规定签署结业证书", "1.5", "2024.6.17"],
    ]


def test_firms_side_by_side_are_no_labels() -> None:
    lines = page(
        (100, {100: "丽江古城旅游公司", 260: "永胜县程海旅游公司", 420: "丽江木府旅游公司"}),
        (120, {100: "宁蒗泸沽湖旅行社", 260: "丽江三多节旅行社", 420: "丽江滇西北旅行社"}),
    )
    assert implied(lines) == []


def set_from(base: float, *texts: tuple[float, str]) -> list[Char]:
    """Set characters one behind the other from each left edge."""
    chars: list[Char] = []
    for left, text in texts:
        x = left
        for char in text:
            wide = width(char)
            chars.append(Char(char, x, base - 8, x + wide, base + 2, base, SIZE, 0, False, False))
            x += wide
    return chars


def test_pieces_are_parted_where_the_cells_of_a_column_begin() -> None:
    parts = [
        set_from(100, (144, "文书号"), (229, "事实")),
        set_from(120, (144, "临交罚〔2024〕"), (229, "超限运输")),
        set_from(140, (144, "临交罚〔2023〕"), (229, "未维护")),
        set_from(160, (60, "处罚决定书自送达之日起生效，逾期不缴纳的")),
    ]
    assert ["".join(char.text for char in part) for part in at_edges(parts[1:3])] == [
        "临交罚〔2024〕超限运输",
        "临交罚〔2023〕未维护",
    ]
    alone = [set_from(180 + 20 * n, (229, "改装车辆")) for n in range(3)]
    assert ["".join(char.text for char in part) for part in at_edges([*parts, *alone])] == [
        "文书号",
        "事实",
        "临交罚〔2024〕",
        "超限运输",
        "临交罚〔2023〕",
        "未维护",
        "处罚决定书自送达之日起生效，逾期不缴纳的",
        *["改装车辆"] * 3,
    ]


def test_pieces_are_parted_at_white_that_no_word_has() -> None:
    (part,) = [set_from(100, (60, "警告，罚款3500"), (142, "（临）文罚字"), (210, "No 5"))]
    assert ["".join(char.text for char in each) for each in at_gaps([part])] == [
        "警告，罚款3500",
        "（临）文罚字",
        "No5",
    ]
