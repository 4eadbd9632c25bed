"""To the customs 失信企业 is the lowest credit grade; to all others it names a list."""

import pytest

from notice_parser import parse_text


def _read(text: str) -> list[tuple[str, tuple[str, ...], str | None]]:
    events = [e for e in parse_text(text).events if e.certainty.value == "asserted"]
    return [(e.event_type, tuple(s.name for s in e.subjects), e.list_level) for e in events]


@pytest.mark.parametrize(
    ("told", "level"),
    [
        ("厦门海关决定将漳州东屿食品有限公司认定为失信企业。", "失信企业"),
        ("厦门海关认定漳州东屿食品有限公司为失信企业，自2022年9月1日起实施。", "失信企业"),
        ("漳州东屿食品有限公司被厦门海关评定为高级认证企业。", "高级认证企业"),
        ("厦门海关新增失信企业1家：漳州东屿食品有限公司。", "失信企业"),
        ("厦门海关向漳州东屿食品有限公司颁发高级认证企业证书。", "高级认证企业"),
        ("厦门海关将漳州东屿食品有限公司由失信企业恢复为其他注册登记和备案企业。", "其他注册登记和备案企业"),
        ("厦门海关撤销漳州东屿食品有限公司高级认证企业证书。", None),
    ],
)
def test_the_customs_grade(told: str, level: str | None) -> None:
    assert _read(told) == [("rating.assigned", ("漳州东屿食品有限公司",), level)]


def test_others_list() -> None:
    told = "晋江市发展和改革局决定将漳州东屿食品有限公司认定为失信企业。"
    assert _read(told) == [("list.serious", ("漳州东屿食品有限公司",), None)]


@pytest.mark.parametrize(
    "what", ["拟认定漳州东屿食品有限公司为失信企业", "维持漳州东屿食品有限公司高级认证企业资格"]
)
def test_planned_or_kept_is_no_new_grade(what: str) -> None:
    assert _read(f"厦门海关{what}。") == []


def test_headings_grade_those_below() -> None:
    told = (
        "厦门海关企业信用信息公示\n一、高级认证企业\n1.漳州东屿食品有限公司，2024年1月3日\n2.泉州南浦鞋业有限公司，2024年1月5日\n"
        "二、失信企业\n1.龙海西溪贸易有限公司，2024年2月3日\n2.石狮北垾物流有限公司，2024年3月5日"
    )
    events = parse_text(told).events
    assert [(e.list_level, e.event_date) for e in events] == [
        ("高级认证企业", "2024-01-03"),
        ("高级认证企业", "2024-01-05"),
        ("失信企业", "2024-02-03"),
        ("失信企业", "2024-03-05"),
    ]


def test_one_firm_below_the_heading_that_moves_it() -> None:
    told = (
        "关于公布拖欠农民工工资“黑名单”的公告\n一、列入名单\n1.漳州东屿建筑有限公司（2024年1月3日列入）；\n"
        "2.泉州南浦劳务有限公司，拖欠工资32万元，2024年2月3日列入；\n二、移出名单\n1.龙海西溪装饰有限公司，已足额支付。\n"
        "临江市人力资源和社会保障局\n2024年4月1日"
    )
    events = parse_text(told).events
    assert [(str(e.action), e.subjects[0].name, e.event_date) for e in events] == [
        ("add", "漳州东屿建筑有限公司", "2024-01-03"),
        ("add", "泉州南浦劳务有限公司", "2024-02-03"),
        ("remove", "龙海西溪装饰有限公司", "2024-04-01"),
    ]


def test_who_was_listed_besides_does_not_list_those_named_with_it() -> None:
    told = (
        "厦门海关2023年度信用管理情况通报\n全年新增失信企业2家：漳州东屿食品有限公司、泉州南浦鞋业有限公司，上述企业信用等级认定为失信企业。\n"
        "漳州东屿食品有限公司同时被列入海关严重失信主体名单。"
    )
    listed = [names for kind, names, _ in _read(told) if kind == "list.serious"]
    assert listed == [("漳州东屿食品有限公司",)]


def test_a_preposition_behind_the_customs_is_no_boundary() -> None:
    told = "厦门海关于2021年5月8日对漳州东屿食品有限公司作出罚款2万元的行政处罚。"
    (event,) = parse_text(told).events
    assert event.authority is not None
    assert event.authority.written == "厦门海关"
