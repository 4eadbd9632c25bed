"""Dates, periods and the years they leave out."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notice_parser.mentions.date_forms import PERIOD_OF_REFERENCE
from notice_parser.mentions.dates import ambiguous_dates, date_spans, find_dates, intervals
from notice_parser.model import ProblemCode

JANUARY, MARCH, AUGUST = "2020-01-05", "2020-03-23", "2024-08-09"

# text, day of publication or "", values in order
ROWS: list[tuple[str, str, list[str]]] = [
    # in full
    ("二〇二一年六月九日", "", ["2021-06-09"]),
    ("决定日期：2021年6月9日", "", ["2021-06-09"]),
    ("决定日期：2021年06月09日", "", ["2021-06-09"]),
    ("2021 年 6 月 9 日印发", "", ["2021-06-09"]),
    ("２０２１年６月９日", "", ["2021-06-09"]),
    ("2021-06-09", "", ["2021-06-09"]),
    ("2021-6-9", "", ["2021-06-09"]),
    ("2021.6.9", "", ["2021-06-09"]),
    ("2021/6/9", "", ["2021-06-09"]),
    ("2021年6月9号", "", ["2021-06-09"]),
    ("发布时间：2021-06-09 15:42", "", ["2021-06-09"]),
    ("20210609", "", ["2021-06-09"]),
    ("茶行\t20210609\t罚款", "", ["2021-06-09"]),
    ("二○二一年六月九日", "", ["2021-06-09"]),
    ("二零二一年十二月三十一日", "", ["2021-12-31"]),
    ("二Ｏ二一年十一月二十日", "", ["2021-11-20"]),
    ("二〇二一年元月廿三日", "", ["2021-01-23"]),
    ("一九九八年十月一日", "", ["1998-10-01"]),
    ("2O21年6月l9日", "", ["2021-06-19"]),
    ("21年6月9日整改完毕", "", ["2021-06-09"]),
    ("2021年2月28日和2021年3月1日", "", ["2021-02-28", "2021-03-01"]),
    # less precise
    ("2021年6月", "", ["2021-06"]),
    ("2021年6月份", "", ["2021-06"]),
    ("二〇二一年六月", "", ["2021-06"]),
    ("2021-06", "", ["2021-06"]),
    ("列入日期\t2021.06\t", "", ["2021-06"]),
    ("2021年通报三起", "", ["2021"]),
    ("2021年底前建成", "", ["2021-12-31"]),
    ("2021年年底", "", ["2021-12-31"]),
    ("2021年末", "", ["2021-12-31"]),
    ("2021年初", "", ["2021"]),
    ("2021年6月底", "", ["2021-06-30"]),
    ("2021年6月初", "", ["2021-06"]),
    ("2020年2月末", "", ["2020-02-29"]),
    # periods
    ("2021年上半年", "", ["2021-01-01/2021-06-30"]),
    ("2021年下半年", "", ["2021-07-01/2021-12-31"]),
    ("2021年一季度", "", ["2021-01-01/2021-03-31"]),
    ("2021年第2季度", "", ["2021-04-01/2021-06-30"]),
    ("2021年第四季度", "", ["2021-10-01/2021-12-31"]),
    ("2021年度第三季度", "", ["2021-07-01/2021-09-30"]),
    ("2021年前三季度", "", ["2021-01-01/2021-09-30"]),
    ("2021年6月上旬", "", ["2021-06-01/2021-06-10"]),
    ("2021年6月中旬", "", ["2021-06-11/2021-06-20"]),
    ("2021年2月下旬", "", ["2021-02-21/2021-02-28"]),
    ("2021年1-6月", "", ["2021-01/2021-06"]),
    ("2021年1至10月", "", ["2021-01/2021-10"]),
    ("2019-2021年", "", ["2019/2021"]),
    ("2019年至2021年", "", ["2019/2021"]),
    ("2019—2021年度", "", ["2019/2021"]),
    ("2021年度", "", ["2021"]),
    ("2021 年度", "", ["2021"]),
    # without a year: the day of publication settles it
    ("3月16日，市水利局通报", MARCH, ["2020-03-16"]),
    ("3 月 16 日", MARCH, ["2020-03-16"]),
    ("三月十六日", MARCH, ["2020-03-16"]),
    ("3月23日", MARCH, ["2020-03-23"]),
    ("3月24日立案", MARCH, ["2019-03-24"]),
    ("12月28日立案", JANUARY, ["2019-12-28"]),
    ("1月5日", JANUARY, ["2020-01-05"]),
    ("2月份", MARCH, ["2020-02"]),
    ("11月，区城管局", MARCH, ["2019-11"]),
    ("截至2月底", MARCH, ["2020-02-29"]),
    ("去年第四季度", MARCH, ["2019-10-01/2019-12-31"]),
    ("四季度", JANUARY, ["2019-10-01/2019-12-31"]),
    ("上半年", "2020-07-10", ["2020-01-01/2020-06-30"]),
    ("一季度", "2020-04-02", ["2020-01-01/2020-03-31"]),
    ("1-2月全市归集信息", MARCH, ["2020-01/2020-02"]),
    ("2月上旬", MARCH, ["2020-02-01/2020-02-10"]),
    # relative
    ("今年开展检查", MARCH, ["2020"]),
    ("自去年以来", MARCH, ["2019"]),
    ("前年立项", MARCH, ["2018"]),
    ("去年12月28日", MARCH, ["2019-12-28"]),
    ("去年年底", MARCH, ["2019-12-31"]),
    ("今年2月", MARCH, ["2020-02"]),
    ("本月12日，专项检查启动", MARCH, ["2020-03-12"]),
    ("本月抽查五家", MARCH, ["2020-03"]),
    ("上月12日", MARCH, ["2020-02-12"]),
    ("上个月12日", JANUARY, ["2019-12-12"]),
    ("上月末完成归集", MARCH, ["2020-02-29"]),
    ("上月底", JANUARY, ["2019-12-31"]),
    ("即日起停止公示", MARCH, ["2020-03-23"]),
    ("昨日，市商务局", MARCH, ["2020-03-22"]),
    ("昨天", JANUARY, ["2020-01-04"]),
    ("今日起", MARCH, ["2020-03-23"]),
    ("16日，区城管局通报两起案件", MARCH, ["2020-03-16"]),
    ("28日，区城管局通报两起案件", MARCH, ["2020-02-28"]),
    # pointing at the date before
    ("2021年6月9日立案，同日询问", "", ["2021-06-09", "2021-06-09"]),
    ("2021年6月9日立案，当日查封", "", ["2021-06-09", "2021-06-09"]),
    ("2021年6月30日立案，次日查封", "", ["2021-06-30", "2021-07-01"]),
    ("2021年6月9日立案，同年8月结案", "", ["2021-06-09", "2021-08"]),
    ("2021年11月立案，次年2月结案", "", ["2021-11", "2022-02"]),
    ("2021年6月9日立案，同月20日结案", "", ["2021-06-09", "2021-06-20"]),
    # a narrative goes on
    ("2018年1月29日收到举报，1月30日立案，2月6日责令改正", "", ["2018-01-29", "2018-01-30", "2018-02-06"]),
    ("2018年1月29日收到举报，1月30日立案", MARCH, ["2018-01-29", "2018-01-30"]),
    ("2019年12月28日检查，1月5日复查", "", ["2019-12-28", "2020-01-05"]),
    ("2019年12月28日检查，1月5日复查", MARCH, ["2019-12-28", "2020-01-05"]),
    ("2019年5月至8月多次违法，3月16日作出处罚", MARCH, ["2019-05", "2019-08", "2020-03-16"]),
    ("2023年，全市查处六起，其中3月12日一起", "", ["2023", "2023-03-12"]),
    ("印发《2018年3月1日事故整改办法》，3月16日起草", MARCH, ["2018-03-01", "2020-03-16"]),
    ("2018年1月2日\t3月16日", MARCH, ["2018-01-02", "2020-03-16"]),
    # intervals
    ("2024年8月12日至16日", "", ["2024-08-12", "2024-08-16"]),
    ("2024年8月12—16日", "", ["2024-08-12", "2024-08-16"]),
    ("2024年8月12日至9月1日", "", ["2024-08-12", "2024-09-01"]),
    ("2024年12月28日至1月5日", "", ["2024-12-28", "2025-01-05"]),
    ("自2024年8月12日起至2024年8月16日止", "", ["2024-08-12", "2024-08-16"]),
    ("2024年1月至4月", "", ["2024-01", "2024-04"]),
    ("2024年8月12日、13日", "", ["2024-08-12", "2024-08-13"]),
    ("2024年8月12、13日", "", ["2024-08-12", "2024-08-13"]),
    ("12月28日至1月5日", "2020-01-10", ["2019-12-28", "2020-01-05"]),
    ("公示期为8月12日至16日", AUGUST, ["2024-08-12", "2024-08-16"]),
    # a day to come
    ("自5月1日起施行", "2021-04-30", ["2021-05-01"]),
    ("自1月1日起施行", "2020-12-20", ["2021-01-01"]),
    ("自3月1日起施行", MARCH, ["2020-03-01"]),
    ("各单位应于4月30日前报送", MARCH, ["2020-04-30"]),
    ("请于1月15日前反馈", "2020-12-20", ["2021-01-15"]),
    ("已于3月10日前完成整改", MARCH, ["2020-03-10"]),
    ("4月2日，市政府办印发，自5月1日起施行", "2021-04-30", ["2021-04-02", "2021-05-01"]),
    # feasts
    ("2021年元旦期间", "", ["2021-01-01"]),
    ("今年“五一”假期", "2021-06-01", ["2021-05-01"]),
    ("2021年国庆节前夕", "", ["2021-10-01"]),
    # another calendar
    ("2021年农历正月初一", "", ["2021-02-12"]),
    ("农历2021年八月十五", "", ["2021-09-21"]),
    ("农历二〇二〇年闰四月初一", "", ["2020-05-23"]),
    ("农历二〇二一年闰四月初一", "", []),
    ("2023年农历腊月廿三停业", "", ["2024-02-02"]),
    ("农历正月十五前整改", "2021-03-01", ["2021-02-26"]),
    ("农历十二月初八", "2021-03-01", ["2021-01-20"]),
    ("农历庚子年三月初五", MARCH, []),
    ("农历三月初五", "", []),
    ("2024年春节期间", "", ["2024-02-10"]),
    ("2024年清明节期间", "", ["2024-04-04"]),
    ("2024年端午节前夕", "", ["2024-06-10"]),
    ("2024年中秋节前夕", "", ["2024-09-17"]),
    ("2024年除夕当天", "", ["2024-02-09"]),
    ("今年重阳节期间", "2024-12-01", ["2024-10-11"]),
    # what a well-known reader of Chinese dates gets wrong: blanks, terms, terms with an anchor
    ("2020 年 3 月 16 日", "", ["2020-03-16"]),
    ("2020年3 月16 日至6 月15 日", "", ["2020-03-16", "2020-06-15"]),
    ("六个月内完成整改", MARCH, []),
    ("自收到本决定书之日起60日内申请复议", MARCH, []),
    ("自公布之日起三年", MARCH, []),
    ("截至2020年6月30日", "", ["2020-06-30"]),
    ("有效期至2020年6月30日止", "", ["2020-06-30"]),
    # not dates, or not dates that can be told
    ("2020年2月30日", "", []),
    ("2021年13月1日", "", []),
    ("每年3月15日前报送", MARCH, []),
    ("每季度上门走访", MARCH, []),
    ("近日，市税务局；日前，区法院；近期", MARCH, []),
    ("2020年第二批名单", MARCH, []),
    ("公告2020年第8号", MARCH, []),
    ("2021年第4期", MARCH, []),
    ("临应急〔2020〕60号", MARCH, []),
    ("15日内缴纳", MARCH, []),
    ("电话0512-2020-1234", MARCH, []),
    ("编号20210609003", MARCH, []),
    ("喜迎国庆，五一劳动奖章，国庆路派出所", MARCH, []),
    ("比去年增长三成，去年同期", MARCH, []),
    ("同日常监管相结合", MARCH, []),
    ("版本2021.6.9.1", MARCH, []),
    ("3个月，第三年，二十三月大", MARCH, []),
    ("华东天然气公司当天然气供应", MARCH, []),
    ("3月16日", "", []),
    ("去年，本月12日，即日起", "", []),
]


@pytest.mark.parametrize(("text", "published", "values"), ROWS)
def test_reads(text: str, published: str, values: list[str]) -> None:
    day = dt.date.fromisoformat(published) if published else None
    assert [mention.value for mention in find_dates(text, day)] == values


def test_there_are_many_rows() -> None:
    assert len(ROWS) >= 120
    assert len({text + published for text, published, _ in ROWS}) == len(ROWS)


@pytest.mark.parametrize("text", ["2021年度", "2019-2021年度", "2021 年度"])
def test_a_period_of_reference_says_so(text: str) -> None:
    assert [mention.unit for mention in find_dates(f"{text}纳税信用评价")] == [PERIOD_OF_REFERENCE]


def test_a_year_alone_is_no_period_of_reference() -> None:
    assert [mention.unit for mention in find_dates("2021年开展评价")] == [None]


def test_an_inferred_year_lowers_confidence() -> None:
    written, inferred = find_dates("2021年6月9日立案，6月12日结案")
    assert inferred.confidence < written.confidence == 1


@pytest.mark.parametrize("text", ["3月16日通报", "上半年", "去年9月", "本月12日", "16日，市局通报"])
def test_a_date_without_a_known_year_is_a_problem(text: str) -> None:
    problems = list(ambiguous_dates(text))
    assert [problem.code for problem in problems] == [ProblemCode.AMBIGUOUS_DATE]
    assert not list(ambiguous_dates(text, dt.date(2020, 3, 23)))


def test_intervals_pair_only_what_is_joined() -> None:
    text = "自2024年8月12日起至9月1日止公示；2024年10月1日、2日放假"
    pairs = intervals(text, list(find_dates(text)))
    assert [(first.value, second.value) for first, second in pairs] == [("2024-08-12", "2024-09-01")]


def test_spans_of_dates_need_no_year() -> None:
    text = "限3月5日前整改，逾期15日的移送"
    assert [text[slice(*span)] for span in date_spans(text)] == ["3月5日"]


DATES = st.dates(min_value=dt.date(1950, 1, 1), max_value=dt.date(2060, 12, 31))


@given(DATES)
def test_every_way_of_writing_a_day_gives_the_same_value(day: dt.date) -> None:
    digits = dict(zip("0123456789", "〇一二三四五六七八九", strict=True))
    year = "".join(digits[digit] for digit in str(day.year))
    tens = {0: "", 1: "十", 2: "二十", 3: "三十"}

    def spoken(number: int) -> str:
        return tens[number // 10] + (digits[str(number % 10)] if number % 10 else "")

    for text in (
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year} 年 {day.month:02} 月 {day.day:02} 日",
        f"{year}年{spoken(day.month)}月{spoken(day.day)}日",
        day.isoformat(),
        f"{day.year}.{day.month}.{day.day}",
    ):
        assert [mention.value for mention in find_dates(text)] == [day.isoformat()], text


@given(DATES, st.integers(1, 12), st.integers(1, 28))
def test_a_date_without_a_year_is_never_later_than_the_notice(
    published: dt.date, month: int, day: int
) -> None:
    (mention,) = find_dates(f"{month}月{day}日立案", published)
    assert mention.value <= published.isoformat()
    assert dt.date.fromisoformat(mention.value) > published - dt.timedelta(days=367)


PIECES = st.sampled_from(
    [
        "2020",
        "年",
        "年度",
        "3",
        "月",
        "16",
        "日",
        "至",
        "、",
        "-",
        ".",
        "/",
        "去年",
        "本月",
        "上月",
        "末",
        "底",
        "上半年",
        "第",
        "季度",
        "同日",
        "次日",
        "二〇",
        "十",
        "。",
        "，",
        "自",
        "起",
        "《",
        "》",
        "元旦",
        "前",
        "\n",
        "\t",
    ]
)


@given(st.lists(PIECES, max_size=30).map("".join), st.none() | DATES)
def test_any_jumble_is_read_without_harm(text: str, published: dt.date | None) -> None:
    found = list(find_dates(text, published))
    for mention in found:
        assert text[slice(*mention.span)] == mention.text
        for end in mention.value.split("/"):
            year, month, day = (*map(int, end.split("-")), 1, 1)[:3]
            assert dt.date(year, month, day)
    assert all(one.span.end <= other.span.start for one, other in itertools.pairwise(found))
