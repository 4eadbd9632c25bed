"""Facts of written Chinese: width, numerals, calendar, sentences, names."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notice_parser.text import (
    add_duration,
    add_months,
    clauses,
    days_in_month,
    fold,
    fold_width,
    sentence_at,
    sentences,
    to_chinese,
    to_decimal,
    to_int,
    to_yuan,
    without_quotes,
)


@given(st.text())
def test_width_keeps_every_position(text: str) -> None:
    assert len(fold_width(text)) == len(text)
    assert fold_width(fold_width(text)) == fold_width(text)


def test_width_leaves_chinese_punctuation_alone() -> None:
    assert fold_width("Ａ类，１２家：“甲”（乙）；⽇⾦") == "A类，12家：“甲”（乙）；日金"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("〇", "0"),
        ("两", "2"),
        ("十", "10"),
        ("十二", "12"),
        ("二十", "20"),
        ("廿三", "23"),
        ("卅一", "31"),
        ("一百零五", "105"),
        ("二千零二十", "2020"),
        ("二〇二〇", "2020"),
        ("一万五", "15000"),
        ("三万六千九百五十", "36950"),
        ("一亿", "100000000"),
        ("贰拾万", "200000"),
        ("叁佰零伍万陆仟", "3056000"),
        ("46", "46"),
        ("３６", "36"),
        ("1,234", "1234"),
        ("1 234.56", "1234.56"),
        ("1.4万", "14000"),
        ("1亿2000万", "120000000"),
        ("3万5千", "35000"),
        ("半", "0.5"),
        ("0", "0"),
    ],
)
def test_numbers(text: str, number: str) -> None:
    assert to_decimal(text) == Decimal(number)


@pytest.mark.parametrize("text", ["", "若干", "3万5亿", "第三", "三人", "1.2.3", "九" * 50])
def test_what_is_no_number(text: str) -> None:
    assert to_decimal(text) is None
    assert to_int(text) is None


@given(st.text(alphabet="零〇一二两三十百千万亿廿半贰拾佰0123456789.,， "))
def test_numbers_never_raise(text: str) -> None:
    to_decimal(text)
    to_yuan(text)


@given(st.integers(0, 9999))
def test_chinese_numerals_read_back(number: int) -> None:
    assert to_int(to_chinese(number)) == number


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("贰拾万元整", "200000"),
        ("叁佰零伍万陆仟柒佰捌拾玖元壹角贰分", "3056789.12"),
        ("壹仟元正", "1000"),
        ("伍角", "0.5"),
        ("壹佰圆零叁分", "100.03"),
    ],
)
def test_bank_capitals(text: str, yuan: str) -> None:
    assert to_yuan(text) == Decimal(yuan)


def test_bank_capitals_need_a_sum() -> None:
    assert to_yuan("元整") is None
    assert to_yuan("甲元") is None


@given(st.dates(max_value=dt.date(9000, 1, 1)), st.integers(0, 400))
def test_months_add_up(date: dt.date, months: int) -> None:
    later = add_months(date, months)
    assert (later.year * 12 + later.month) - (date.year * 12 + date.month) == months
    assert later.day == min(date.day, days_in_month(later.year, later.month))


@pytest.mark.parametrize(
    ("date", "duration", "later"),
    [
        ("2020-02-29", "P1Y", "2021-02-28"),
        ("2020-03-16", "P3M", "2020-06-16"),
        ("2020-03-16", "P1Y6M", "2021-09-16"),
        ("2020-12-25", "P2W", "2021-01-08"),
        ("2020-03", "P1Y", "2021-03"),
        ("2020", "P3Y", "2023"),
        ("2020", "P3M", None),
        ("2020-03", "P15D", None),
        ("2020-03-16", "PERMANENT", None),
        ("2020-03-16", "P", None),
        ("2020-02-30", "P1M", None),
        ("9999-12-31", "P1D", None),
    ],
)
def test_durations_add_as_precisely_as_the_date(date: str, duration: str, later: str | None) -> None:
    assert add_duration(date, duration) == later


def test_sentences_are_not_cut_inside_marks() -> None:
    text = "甲店（“一证。一照”；已查）列入《关于乙。丙的通知》所附名单。丁店移出；罚款1，000元"
    assert [text[slice(*span)] for span in sentences(text)] == [
        "甲店（“一证。一照”；已查）列入《关于乙。丙的通知》所附名单。",
        "丁店移出；",
        "罚款1，000元",
    ]


def test_clauses_keep_a_number_whole() -> None:
    text = "对丁店罚款1,000元，没收3，500元。"
    assert [text[slice(*span)] for span in clauses(text)] == ["对丁店罚款1,000元，", "没收3，500元。"]


def test_a_mark_left_open_does_not_swallow_the_text() -> None:
    text = "甲店（未年报。乙店移出。"
    assert [text[slice(*span)] for span in sentences(text)] == ["甲店（未年报。", "乙店移出。"]


@given(st.text(alphabet="甲乙。；，《》“”（）\n\t 1"))
def test_sentences_cover_all_that_is_written(text: str) -> None:
    for cut in (sentences, clauses):
        spans = list(cut(text))
        covered = "".join(text[slice(*span)] for span in spans)
        assert "".join(covered.split()) == "".join(text.split())
        assert all(one.end <= other.start for one, other in pairwise(spans))


def test_the_sentence_of_a_character() -> None:
    text = "甲店列入。乙店移出。"
    assert text[slice(*sentence_at(text, text.index("移")))] == "乙店移出。"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("安达(中国)轴承有限公司", "安达（中国） 轴承有限公司"),
        ("失信“黑名单”", "失信黑名单"),
        ("ＡＢＣ贸易", "abc贸易"),
    ],
)
def test_names_that_are_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_names_that_differ() -> None:
    assert fold("周某甲") != fold("周某乙")


def test_quotation_marks_go_and_brackets_stay() -> None:
    assert without_quotes("安全生产“黄 牌”警示（管理）名单") == "安全生产黄牌警示（管理）名单"
