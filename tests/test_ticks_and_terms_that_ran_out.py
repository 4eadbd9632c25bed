"""Columns of ticks, terms that ran out or grow longer, and bodies that only wrote the rule."""

from __future__ import annotations

from notice_parser import parse_text
from notice_parser.model import Box, Cell, Span
from notice_parser.notices.columns import Column
from notice_parser.notices.ticks import with_ticks

SIGN = "\n临泽县应急管理局\n2024年5月6日"


def read(text: str, sign: str = SIGN) -> list[tuple[str, str | None, str, list[str]]]:
    return [
        (r["event_type"], r["action"], r["certainty"], [s["name"] for s in r["subjects"]])
        for r in parse_text(text + sign, published="2024-05-20").records()
    ]


def cells(*texts: str) -> tuple[Cell, ...]:
    return tuple(Cell(text, Span(0, 0), 1, Box(x0=0, y0=0, x1=1, y1=1)) for text in texts)


def test_a_tick_says_what_its_header_says() -> None:
    header = ["单位名称", "调整情况 列入", "调整情况 移出"]
    columns = [Column.NAME, None, None]
    found, ticked = with_ticks(list(columns), header, [cells("甲厂", "√", ""), cells("乙厂", "", "√")])
    assert found[1:] == [Column.ACTION, Column.ACTION]
    assert ticked == {1, 2}


def test_words_and_other_headers_are_no_ticks() -> None:
    body = [cells("甲厂", "√", "整改"), cells("乙厂", "", "√")]
    header = ["单位名称", "现场检查", "移出"]
    assert with_ticks([Column.NAME, None, None], header, body) == ([Column.NAME, None, None], frozenset())


def test_a_term_that_ran_out_takes_off() -> None:
    text = "临泽丹霞矿业有限公司列入“重点关注名单”期限届满，{}移出。"
    firm = ["临泽丹霞矿业有限公司"]
    assert read(text.format("予以")) == [("list.warning", "remove", "asserted", firm)]
    assert not [r for r in read(text.format("不予")) if r[2] == "asserted"]


def test_a_firm_before_a_quoted_list_is_no_part_of_its_name() -> None:
    (record,) = parse_text("临泽丹霞矿业有限公司“重点关注名单”期限届满，自动移出。").records()
    assert record["list_name"] == "重点关注名单"


def test_a_term_made_longer_without_saying_whose() -> None:
    text = "临泽丹霞矿业有限公司于2023年5月1日被纳入安全生产“黑名单”。因再次发生事故，决定将管理期限延长2年。"
    assert read(text)[-1] == ("list.serious", "extend", "asserted", ["临泽丹霞矿业有限公司"])
    rule = "“黑名单”期限届满仍未改正的，将管理期限延长2年。"
    assert not [r for r in read(rule) if r[2] == "asserted"]


def test_who_wrote_the_rule_does_not_act() -> None:
    text = "根据《暂行办法》（人力资源和社会保障部令第45号）的规定，现将临泽丹霞矿业有限公司列入拖欠农民工工资失信联合惩戒对象名单。"
    (record,) = parse_text(f"关于公布名单的公告\n{text}{SIGN}", published="2024-05-20").records()
    assert record["authority"]["written"] == "临泽县应急管理局"


def test_whose_project_it_was_is_not_who_is_meant() -> None:
    text = (
        "临泽智教科技有限公司参加“高台县民族中学录播教室设备采购”时提供虚假材料。我局决定对其处以罚款4275元。"
    )
    assert read(text)[0][-1] == ["临泽智教科技有限公司"]


def test_what_is_not_proposed_any_more_stays() -> None:
    text = "关于拟将企业移出“黑名单”的公示\n{}"
    kept = "临泽碳素有限公司因有举报，终止移出程序，继续保留在环境违法“黑名单”。"
    plan = "拟将临泽碳素有限公司移出环境违法“黑名单”。"
    assert ("list.serious", "maintain", "asserted", ["临泽碳素有限公司"]) in read(text.format(kept))
    assert not [r for r in read(text.format(plan)) if r[2] == "asserted"]


def test_applications_are_nobody() -> None:
    text = "4月，市信用办共受理信用修复申请37件，其中准予修复35件。"
    assert not [name for *_, names in read(text, sign="") for name in names]
