"""Grades told in prose: given, changed, examined, kept back."""

from __future__ import annotations

import pytest

from notice_parser import parse_text

FIRM = "临江市鸿远建设有限公司"
TITLE = "关于公布2023年度建筑行业信用评价结果的通报\n"


def told(words: str) -> list[tuple[str | None, list[str]]]:
    notice = parse_text(TITLE + words, published="2024-05-20")
    return [
        (e.list_level, [s.name for s in e.subjects])
        for e in notice.events
        if e.event_type == "rating.assigned" and e.certainty == "asserted"
    ]


@pytest.mark.parametrize(
    ("words", "level"),
    [
        (f"经复评，将{FIRM}信用等级调整为AA级，原BBB级同时作废。", "AA级"),
        (f"{FIRM}考评得分92.5分，等次为优秀。", "优秀"),
        (f"{FIRM}年度考核不合格。", "不合格"),
        (f"评定{FIRM}为一级企业。", "一级"),
        (f"确定{FIRM}质量安全风险等级为C级。", "C级"),
        (f"自2024年4月1日起，将{FIRM}由失信企业调整为常规管理企业。", "常规管理企业"),
        (f"{FIRM}为AAA级。", "AAA级"),
        (f"{FIRM}因走私被追究刑事责任，自2024年3月1日起按照失信企业管理。", "失信企业"),
    ],
)
def test_a_grade_is_read_once(words: str, level: str) -> None:
    assert told(words) == [(level, [FIRM])]


def test_several_share_a_grade() -> None:
    other, third = "临江白石建设有限公司", "临江云台建设有限公司"
    assert told(f"{FIRM}、{other}为AAA级；{third}为AA级。") == [("AAA级", [FIRM, other]), ("AA级", [third])]


@pytest.mark.parametrize(
    "words",
    [
        f"拟评定{FIRM}为AAA级，公示期5个工作日。",
        f"对{FIRM}暂停适用高级认证企业管理措施。",
        "信用等级分为A、B、C、D四级，A级企业可以享受绿色通道。",
        f"{FIRM}若再次出现质量问题，将直接降为C级。",
        f"不予评定{FIRM}信用等级。",
    ],
)
def test_a_grade_that_nobody_gave_is_none(words: str) -> None:
    assert told(words) == []


def test_a_firm_s_name_is_no_part_of_a_scheme() -> None:
    (event,) = parse_text("确定临江市鸿远食品有限公司食品安全风险等级为C级。", published="2024-05-20").events
    assert event.list_name == "食品安全风险等级"
