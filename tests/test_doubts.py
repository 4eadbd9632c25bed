"""What a record of prose leaves unread beside it, or has from elsewhere, calls for a person."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from made import cell, docx, p
from notice_parser import parse, parse_text

FINED = "县水务局对临泽县青河砂场罚款2万元"


def only(text: str, **about: str) -> dict[str, Any]:
    (record,) = [r for r in parse_text(text, ner="off", **about).records() if r["certainty"] == "asserted"]
    return record


def test_a_sentence_that_is_read_whole_is_accepted() -> None:
    record = only(f"{FINED}。", issuer="临泽县水务局")
    assert (record["review"], record["review_reasons"]) == ("auto", [])


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (f"{FINED}，暂停其采砂作业两个月。", "期限“两个月”"),
        (f"{FINED}，追缴资源费5.2万元。", "金额“5.2万元”"),
        (f"{FINED}，并通报其合作方临泽恒岳建材有限公司。", "名称“临泽恒岳建材有限公司”"),
    ],
)
def test_a_value_that_no_record_took_up_is_named(text: str, reason: str) -> None:
    record = only(text, issuer="临泽县水务局")
    assert record["review"] == "needs_review"
    assert any(reason in told for told in record["review_reasons"])


@pytest.mark.parametrize(
    "text",
    [
        f"{FINED}，责令15日内缴清。",
        f"{FINED}，该场已连续三年被投诉。",
    ],
)
def test_a_deadline_and_how_long_it_lasted_are_no_terms(text: str) -> None:
    assert only(text, issuer="临泽县水务局")["review"] == "auto"


def test_a_body_in_the_paragraph_may_be_the_one_that_acted() -> None:
    text = (
        "关于近期执法情况的通报\n县水务局在巡查中发现违法线索。经调查，决定对临泽县青河砂场罚款2万元。\n"
        "临泽县人民政府\n2024年5月6日"
    )
    record = only(text)
    reasons = "；".join(record["review_reasons"])
    assert record["authority"]["written"] == "县水务局" or "机关“县水务局”" in reasons


def test_the_notices_number_is_not_surely_that_of_an_act_of_another_day() -> None:
    text = (
        "临泽县水务局文件\n临水〔2024〕12号\n关于采砂执法情况的通报\n"
        "4月2日，我局对临泽县青河砂场罚款2万元。\n临泽县水务局\n2024年5月6日"
    )
    record = only(text)
    assert record["document_number"] in (None, "临水〔2024〕12号")
    if record["document_number"]:
        assert (record["review"], "文号" in record["review_reasons"][0]) == ("needs_review", True)


def test_the_notices_own_act_keeps_its_number() -> None:
    text = (
        "临泽县水务局文件\n临水〔2024〕12号\n行政处罚决定书\n"
        "我局决定对临泽县青河砂场罚款2万元。\n临泽县水务局\n2024年5月6日"
    )
    record = only(text)
    assert (record["document_number"], record["review"]) == ("临水〔2024〕12号", "auto")


def test_a_form_with_a_label_that_nobody_knows_goes_to_a_person(tmp_path: Path) -> None:
    known = [
        ("企业名称", "临泽县青河砂场"),
        ("统一社会信用代码", "92620723MA71ABCD2X"),
        ("列入日期", "2024年3月5日"),
        ("列入原因", "未年报"),
        ("作出决定机关", "临泽县市场监督管理局"),
    ]

    def form(name: str, rows: list[tuple[str, str]]) -> dict[str, Any]:
        grid = "".join(f"<w:tr>{cell(label)}{cell(value)}</w:tr>" for label, value in rows)
        path = tmp_path / f"{name}.docx"
        path.write_bytes(docx(f"{p('临泽县市场监督管理局经营异常名录公告')}<w:tbl>{grid}</w:tbl>"))
        (record,) = parse(path, ner="off").records()
        return record

    assert form("known", known)["review"] == "auto"
    record = form("strange", [*known, ("异动档位", "丙三")])
    assert record["review"] == "needs_review"
    assert record["review_reasons"] == ["“异动档位”没有读取"]
