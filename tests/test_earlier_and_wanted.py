"""What was done before, what is asked of others and what the law allows is no act of the notice."""

from __future__ import annotations

import pytest

from notice_parser import parse_text

FIRM = "临江市鸿远贸易有限公司"


def told(words: str) -> list[tuple[object, ...]]:
    notice = parse_text(words, published="2024-05-20")
    return [
        (e.event_type, e.action.value if e.action else None, e.event_date, e.fine_yuan)
        for e in notice.events
        if e.certainty == "asserted"
    ]


@pytest.mark.parametrize(
    "words",
    [
        f"请各单位将{FIRM}列入重点监管名单。",
        f"建议将{FIRM}列入黑名单。",
        f"县住建局提请市住建局将{FIRM}列入黑名单。",
        f"有群众反映{FIRM}被列入黑名单后仍在经营。",
        f"网传{FIRM}被罚款100万元系谣言。",
        f"请各有关单位授予{FIRM}“诚信单位”称号。",
        f"建议对{FIRM}罚款2万元，列入黑名单。",
        f"如逾期不整改，对{FIRM}处以罚款，计2万元，列入黑名单。",
    ],
)
def test_what_is_asked_or_alleged_is_no_act(words: str) -> None:
    assert told(words) == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (f"经县政府同意，县住建局将{FIRM}列入黑名单。", ("list.serious", "add", None, None)),
        (f"{FIRM}此前被列入经营异常名录，现撤销其列入记录。", ("decision.revoked", None, None, None)),
        (
            f"{FIRM}曾于2022年3月被县市场监管局罚款2万元，此次再次违法，处罚款5万元。",
            ("admin.penalty", None, None, "50000"),
        ),
        (
            f"对2023年列入黑名单的{FIRM}，经核实已整改到位，移出黑名单。",
            ("list.serious", "remove", None, None),
        ),
    ],
)
def test_only_the_act_of_now_is_read(words: str, expected: tuple[object, ...]) -> None:
    assert told(words) == [expected]


def test_a_sum_that_the_law_allows_is_not_imposed() -> None:
    words = f"县人社局向{FIRM}下达限期整改指令书，逾期将列入黑名单并处2万元以下罚款。"
    assert all(event[3] is None for event in told(words))


def test_a_removal_without_a_name_is_of_the_one_listed_before() -> None:
    words = f"2023年5月，{FIRM}因拖欠工资被列入失信名单；2024年4月已全部支付，现予移出。"
    (_, removed) = parse_text(words, published="2024-05-20").events
    assert (removed.action, removed.event_date, removed.subjects[0].name) == ("remove", "2024-04", FIRM)


def test_results_shown_for_objections_are_proposed() -> None:
    text = (
        "关于2023年度临江市“诚信之星”评选结果的公示\n经推荐、评审，拟评选马某军等3人为2023年度“诚信之星”，现予公示。"
        "公示期：2024年1月8日至1月12日。\n马某军　临江镇卫生院医生\n刘文静　白石小学教师\n赵立新　鸿远超市经理\n"
        "中共临江市委宣传部\n2024年1月8日\n"
    )
    (event,) = parse_text(text, published="2024-05-20").events
    assert (event.certainty, event.event_date, event.end, len(event.subjects)) == ("proposed", None, None, 3)


def test_the_time_to_mend_is_no_term_of_a_grade() -> None:
    text = (
        "关于幼儿园2023年度办园行为评估结果的通报\n"
        "临江市云台幼儿园得55分，评为不合格，责令限期整改3个月。\n临江市教育局\n2024年1月15日\n"
    )
    (event,) = (
        e for e in parse_text(text, published="2024-05-20").events if e.event_type == "rating.assigned"
    )
    assert (event.list_level, event.duration) == ("不合格", None)
