"""Document numbers in all the ways they are printed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notice_parser.mentions.document_numbers import find_document_numbers


def values(text: str) -> list[str]:
    return [mention.value for mention in find_document_numbers(text)]


@pytest.mark.parametrize(
    "written",
    [
        "临应急〔2020〕60号",
        "临应急[2020]60号",
        "临应急［2020］60号",
        "临应急﹝2020﹞60号",
        "临应急（2020）60号",
        "临应急(2020)60号",
        "临应急【2020】60号",
        "临应急{2020}60号",
        "临应急〔2020]60号",
        "临应急 〔2020〕 60 号",
        "临应急〔２０２０〕６０号",
        "临应急〔2O2O〕6O号",
        "临应急〔2020年〕60号",
        "临应急2020-60号",
        "临应急2020年第60号",
    ],
)
def test_one_number_has_one_canonical_form(written: str) -> None:
    (mention,) = find_document_numbers(f"见{written}文。")
    assert mention.value == "临应急〔2020〕60号"
    assert mention.text == written


@pytest.mark.parametrize(
    "number",
    [
        "苏临市监处罚〔2022〕05-0123号",
        "临应急罚〔2023〕第0031号",
        "万农（机）罚〔2023〕3号",
        "（苏临）应急罚〔2020〕12号",
        "临综执〔2021〕罚决字第12-0001号",
        "临金罚决字〔2024〕89-93号",
        "临金罚决字〔2025〕2号、3号、5号",
        "临应急〔2020〕60、61号",
        "临应急〔2020〕60号至65号",
        "临市监处罚决定〔2020〕12号",
        "国家税务总局公告2020年第8号",
        "财政部、税务总局公告2020年第8号",
        "住房和城乡建设部令第22号",
        "国务院第722号令",
        "2018年第40号公告",
        "（2020）苏0583执1234号之一",
        "（2019）最高法民终12号",
        "（2012）临民初字第0123号",
        "（2021）沪01破申5号",
        "2024年第2号",
    ],
)
def test_a_number_that_keeps_its_form(number: str) -> None:
    assert values(number) == [number]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("根据临发改信用发〔2020〕88号精神", "临发改信用发〔2020〕88号"),
        ("按照《办法》和临政发〔2020〕1号要求", "临政发〔2020〕1号"),
        ("我局向其送达临市监罚告〔2022〕12号", "临市监罚告〔2022〕12号"),
        ("行政处罚决定书临应急罚〔2023〕49号因听证", "临应急罚〔2023〕49号"),
        ("决定书文号：临环罚字〔2020〕3号", "临环罚字〔2020〕3号"),
        ("市应急管理局以临应急〔2020〕60号通报", "临应急〔2020〕60号"),
        ("市市场监督管理局临市监处罚〔2020〕3号", "临市监处罚〔2020〕3号"),
        ("处罚决定（临环罚〔2020〕1号）", "临环罚〔2020〕1号"),
        ("《办法》（试行）临政办〔2020〕5号", "临政办〔2020〕5号"),
        ("根据经信发〔2020〕3号", "经信发〔2020〕3号"),
        ("和政办发〔2020〕1号", "和政办发〔2020〕1号"),
        ("依据（2020）苏0583执1234号执行裁定书", "（2020）苏0583执1234号"),
        ("（国家发展改革委令第58号）要求", "国家发展改革委令第58号"),
        ("见国家税务总局公告2014年第40号发布", "国家税务总局公告2014年第40号"),
    ],
)
def test_the_words_before_are_no_part_of_it(text: str, number: str) -> None:
    assert values(text) == [number]


def test_a_second_number_takes_the_code_of_the_first() -> None:
    assert values("临应急〔2020〕60号、〔2020〕61号") == ["临应急〔2020〕60号", "临应急〔2020〕61号"]


@pytest.mark.parametrize(
    "text",
    [
        "2020年3月5号",
        "东大街6号楼3单元",
        "〔2020〕60号",
        "第三期，2021年第4期",
        "苏（2020）临川市不动产权第0001234号",
        "责令第3号机组停产",
        "附件〔2020〕",
        "临应急〔1820〕60号",
        "编号2020-12",
    ],
)
def test_what_is_no_number(text: str) -> None:
    assert values(text) == []


def test_a_house_number_does_not_join() -> None:
    assert values("临环罚〔2020〕1号、3号楼") == ["临环罚〔2020〕1号"]


@given(
    st.from_regex(r"[临苏浙沪][市监应急环]{1,4}[罚]?", fullmatch=True),
    st.integers(1950, 2099),
    st.integers(1, 99999),
)
def test_any_number_reads_back(code: str, year: int, number: int) -> None:
    canonical = f"{code}〔{year}〕{number}号"
    assert values(f"依据{canonical}，") == [canonical]
    assert values(f"依据{code}（{year}）{number} 号，") == [canonical]
    assert values(f"依据{code}（{year}）第 {number} 号，") == [f"{code}〔{year}〕第{number}号"]
