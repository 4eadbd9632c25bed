"""What is told of a listing later: taken back, ended, prolonged; and who is meant by a list, a call or a letter."""

from __future__ import annotations

import pytest

from notice_parser import parse_text

FIRM, SHOP, PIT = "临江市恒屿建筑有限公司", "临江市王记面馆", "临江市西垾采石场"


def read(text: str) -> list[tuple[str, str | None, tuple[str, ...]]]:
    """Return what is asserted: kind, action and parties."""
    return [
        (e.event_type, e.action.value if e.action else None, tuple(s.name for s in e.subjects))
        for e in parse_text(text, published="2024-05-20").events
        if e.certainty.value == "asserted"
    ]


def test_a_listing_told_for_its_revocation_is_not_counted_again() -> None:
    told = (
        f"临江市市场监督管理局于2023年7月10日将“{SHOP}”以无法联系为由列入经营异常名录，"
        "经核实，该店地址真实存在，现依法撤销将其列入经营异常名录的决定。"
    )
    assert read(told) == [("list.abnormal", "revoke", (SHOP,))]
    kept = f"{FIRM}不服被列入经营异常名录的决定，经复核，列入决定并无不当，予以维持。"
    assert not [event for event in read(kept) if event[0].startswith("list.")]


def test_a_wrong_entry_is_taken_back_once() -> None:
    told = f"因操作失误，误将{SHOP}列入经营异常名录，现予以更正，移出经营异常名录。"
    assert read(told) == [("list.abnormal", "revoke", (SHOP,))]


def test_one_leaves_and_the_other_stays_longer() -> None:
    told = (
        f"此前列入“黑名单”的{FIRM}，管理期限届满，经审核予以移出；"
        f"{PIT}因期限内再次发生同类违法行为，管理期限延长六个月。"
    )
    assert read(told) == [("list.serious", "remove", (FIRM,)), ("list.serious", "extend", (PIT,))]
    (gone, longer) = parse_text(told).events
    assert (gone.duration, longer.duration) == (None, "P6M")


@pytest.mark.parametrize(
    ("title", "call", "expected"),
    [
        (
            "移出严重违法失信企业名单",
            "下列企业被列入严重违法失信企业名单满三年且未再发生相关情形，现决定移出：",
            ("list.serious", "remove"),
        ),
        (
            "列入严重违法失信企业名单",
            "下列企业列入经营异常名录满三年，决定列入严重违法失信企业名单：",
            ("list.serious", "add"),
        ),
        (
            "停止公布重大税收违法失信主体",
            "以下纳税人已缴清税款，决定停止公布其重大税收违法失信信息：",
            ("repair.accepted", None),
        ),
        (
            "解除部分医药机构服务协议",
            "决定解除与下列2家定点零售药店的医保服务协议：",
            ("measure.punish", None),
        ),
    ],
)
def test_what_the_call_says_of_those_below(title: str, call: str, expected: tuple[str, str | None]) -> None:
    text = f"关于{title}的公告\n{call}\n{FIRM}\n{SHOP}\n临江市市场监督管理局\n2022年12月30日"
    assert read(text) == [(*expected, (FIRM, SHOP))]


def test_measures_that_are_only_announced_list_nobody() -> None:
    text = (
        f"关于实施信用惩戒的通知\n拟暂停以下企业投标资格一年：\n{FIRM}\n临江市西垾建设有限公司\n"
        "临江市住房和城乡建设局\n2023年5月6日"
    )
    assert read(text) == []


def test_supervision_by_name_begins_is_prolonged_and_ends() -> None:
    assert read(f"临江市消防救援支队对{SHOP}挂牌督办。") == [("list.warning", "add", (SHOP,))]
    assert read(f"{SHOP}整改进度滞后，督办期限延长至2023年12月31日。") == [
        ("list.warning", "extend", (SHOP,))
    ]
    assert read(f"前期挂牌督办的{SHOP}已整改完毕，经验收合格，同意摘牌销案。") == [
        ("list.warning", "remove", (SHOP,))
    ]
    assert read(f"拟对{SHOP}实施挂牌督办。") == []


def test_heads_are_parties_where_the_notice_lists_them_too() -> None:
    text = (
        "临江市应急管理局\n关于公布安全生产“黑名单”的公告\n决定将以下2家单位及其主要负责人纳入安全生产“黑名单”：\n"
        f"1.{FIRM}。瞒报生产安全事故。\n主要负责人：张某强\n2.{PIT}。擅自恢复生产。\n主要负责人：李某\n2023年10月12日"
    )
    assert [names for _, _, names in read(text)] == [(FIRM, "张某强"), (PIT, "李某")]


def test_entries_carry_brackets_and_labels() -> None:
    text = (
        "临江市教育局\n关于校外培训机构“黑白名单”的公告\n一、白名单（2所）\n临江市博屿艺术培训学校\n临江市英垾外语培训学校\n"
        "二、黑名单（1所）\n（一）临江市学垾辅导站（举办者：王某某）\n列入原因：擅自举办学科类培训。\n列入时间：2022年8月15日\n"
        "临江市教育局\n2022年9月5日"
    )
    assert read(text) == [
        ("list.red", "add", ("临江市博屿艺术培训学校", "临江市英垾外语培训学校")),
        ("list.serious", "add", ("临江市学垾辅导站",)),
    ]


def test_a_judgment_is_not_the_number_of_the_listing_nor_performance_its_day() -> None:
    text = (
        "临江市人民法院\n失信被执行人公告\n被执行人唐某某未履行（2021）湘1103民初1988号民事调解书确定的义务，本院已将其纳入失信被执行人名单。\n"
        "蒋某已于2022年6月28日履行完毕，本院决定屏蔽其失信信息。\n2022年7月5日"
    )
    added, removed = parse_text(text).events
    assert (added.subjects[0].name, added.document_number) == ("唐某某", None)
    assert (removed.subjects[0].name, removed.event_date, removed.list_name) == (
        "蒋某",
        "2022-07-05",
        "失信被执行人名单",
    )


@pytest.mark.parametrize(
    ("told", "length"),
    [
        (f"取消{FIRM}科技项目申报资格三年。", "P3Y"),
        (f"{FIRM}弄虚作假，取消其5年内项目申请资格。", "P5Y"),
    ],
)
def test_for_how_long_a_qualification_is_lost(told: str, length: str) -> None:
    (event,) = parse_text(told).events
    assert (event.event_type, event.duration) == ("measure.punish", length)


def test_projects_fall_and_money_comes_back() -> None:
    told = f"临江市科学技术局决定撤销{FIRM}2021年度科技计划项目立项，追回已拨经费12万元。"
    assert read(told)[0] == ("decision.revoked", None, (FIRM,))
    assert read(f"责令{FIRM}退回财政补助资金20万元。") == [("admin.penalty", None, (FIRM,))]
    assert read(f"对{FIRM}追回骗取的稳岗补贴8.5万元。") == [("admin.payment", None, (FIRM,))]
    assert read(f"{FIRM}已退回财政补助资金20万元。") == []
