"""Durations, amounts, counts, batches, identifiers, titles, lists; the masthead; all of them together."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notice_parser.mentions import doubts, masthead_of, recognise
from notice_parser.mentions.amounts import find_amounts
from notice_parser.mentions.batches import find_batches
from notice_parser.mentions.counts import find_counts
from notice_parser.mentions.dates import find_dates
from notice_parser.mentions.document_numbers import find_document_numbers
from notice_parser.mentions.durations import find_durations
from notice_parser.mentions.identifiers import bad_identifiers, find_identifiers
from notice_parser.mentions.lists import find_lists
from notice_parser.mentions.titles import find_titles
from notice_parser.model import Block, BlockKind, Document, Masthead, Mention, MentionKind, ProblemCode, Span

FINDERS: list[Callable[[str], Iterator[Mention]]] = [
    find_amounts,
    find_batches,
    find_counts,
    find_dates,
    find_document_numbers,
    find_durations,
    find_identifiers,
    find_lists,
    find_titles,
]


def document(*blocks: tuple[BlockKind, str]) -> Document:
    """Set texts under one another."""
    made, at = [], 0
    for kind, text in blocks:
        made.append(Block(kind=kind, span=Span(at, at + len(text)), text=text))
        at += len(text) + 1
    return Document(name="a.txt", sha256="", blocks=tuple(made))


def values(found: Iterator[Mention]) -> list[str]:
    return [mention.value for mention in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("管理期限三年", ["P3Y"]),
        ("期限12个月", ["P12M"]),
        ("期限为3 个月。", ["P3M"]),
        ("一年内不得", ["P1Y"]),
        ("为期一年半", ["P18M"]),
        ("半年内", ["P6M"]),
        ("两年", ["P2Y"]),
        ("一年零六个月", ["P1Y6M"]),
        ("1.5年", ["P18M"]),
        ("一个半月", ["P1M15D"]),
        ("三十日内", ["P30D"]),
        ("60天", ["P60D"]),
        ("十五个工作日内", ["P15D"]),
        ("两周", ["P2W"]),
        ("24小时内", ["PT24H"]),
        ("三个季度", ["P9M"]),
        ("限制从业1至3年", ["P1Y/P3Y"]),
        ("长期有效", ["PERMANENT"]),
        ("永久关停", ["PERMANENT"]),
        ("终身禁止从业", ["PERMANENT"]),
        ("2020年", []),
        ("二〇二〇年", []),
        ("第三年", []),
        ("同一年级", []),
        ("2020年3月16日", []),
        ("8月12日至16日", []),
        ("长期拖欠，永久基本农田，终身成就奖", []),
        ("三天然气公司，统一日期", []),
        ("每年，多年，近年，数年", []),
    ],
)
def test_durations(text: str, expected: list[str]) -> None:
    assert values(find_durations(text)) == expected


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("自列入之日起三年", "列入之日"),
        ("期限三年，自列入之日起计算", "列入之日"),
        ("通报之日起3个月", "通报之日"),
        ("警示期为自本通报印发之日起6个月", "本通报印发之日"),
        ("请于收到决定书之日起15日内缴纳", "收到决定书之日"),
        ("期限12个月（自2021年1月15日起）", "2021年1月15日"),
        ("自2022年11月15日起一年", "2022年11月15日"),
        ("自即日起1年", "即日"),
        ("期限三年", None),
    ],
)
def test_a_duration_keeps_the_day_it_runs_from(text: str, anchor: str | None) -> None:
    (mention,) = find_durations(text)
    assert mention.anchor == anchor


def test_working_days_are_told_apart() -> None:
    assert [mention.unit for mention in find_durations("15个工作日内，15日内")] == ["工作日", None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("罚款56万元", ["560000"]),
        ("罚款伍拾陆万元整", ["560000"]),
        ("罚款人民币贰万元整（¥20,000.00）", ["20000"]),
        ("罚款20000元（大写：贰万元整）", ["20000"]),
        ("罚款贰万元（¥30,000.00）", ["20000", "30000"]),
        ("罚款2万元，没收3.60万元", ["20000", "36000"]),
        ("欠税1 234.56万元", ["12345600"]),
        ("罚款２０，０００元", ["20000"]),
        ("罚款五千元", ["5000"]),
        ("罚款3万5000元", ["35000"]),
        ("贷款1.2亿元", ["120000000"]),
        ("退还补贴约0.8亿，", ["80000000"]),
        ("罚款5-10万元", ["50000/100000"]),
        ("处一万元以上三万元以下罚款", ["10000", "30000"]),
        ("￥3,500", ["3500"]),
        ("单价0.50元/吨", ["0.5"]),
        ("500美元", []),
        ("公元2020年，三单元，一元旦", []),
        ("罚款金额（万元）", []),
        ("数十万元", []),
        ("突破一亿条，入驻1万，", []),
    ],
)
def test_amounts(text: str, expected: list[str]) -> None:
    assert values(find_amounts(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("等20个生产经营单位", [("20", "个")]),
        ("36,950家企业", [("36950", "家")]),
        ("1.4万余户", [("14000", "户")]),
        ("46 名医生，三人，两户", [("46", "名"), ("3", "人"), ("2", "户")]),
        ("5 大类 19 项要求", [("5", "大类"), ("19", "项")]),
        ("15批次不合格，8人次", [("15", "批次"), ("8", "人次")]),
        ("A级27家", [("27", "家")]),
        ("突破一亿条", [("100000000", "条")]),
        ("1286家，1279家通过，7家未通过", [("1286", "家"), ("1279", "家"), ("7", "家")]),
        ("3个人", [("3", "人")]),
        ("第三人，第二十一条，第1-3项", []),
        ("12个月，5个工作日，3个百分点", []),
        ("二中全会，争当“四个先锋”", []),
        ("数十家，百余家，几名", []),
        ("三家村，一次性，一般", []),
        ("自3月1日起施行", []),
        ("2020年", []),
    ],
)
def test_counts(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(mention.value, mention.unit) for mention in find_counts(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2020年第二批", ["2020-2"]),
        ("2023年第2批次", ["2023-2"]),
        ("2021年度第 1 批", ["2021-1"]),
        ("2020年首批", ["2020-1"]),
        ("2020年第十二批（总第30批）", ["2020-12"]),
        ("2022年企业失信名单（第三批）", ["2022-3"]),
        ("2022年3月公布第三批", ["第三批"]),
        ("2022年名单。第三批另行公布", ["第三批"]),
        ("首批27家加入，第三批准", []),
    ],
)
def test_batches(text: str, expected: list[str]) -> None:
    assert values(find_batches(text)) == expected


@pytest.mark.parametrize(
    ("text", "value", "unit", "sure"),
    [
        ("代码91110000101623741K。", "91110000101623741K", "统一社会信用代码", True),
        ("代码９１１１００００１０１６２３７４１ｋ", "91110000101623741K", "统一社会信用代码", True),
        ("代码91110000101623741X", "91110000101623741X", "统一社会信用代码", False),
        ("身份证11010519491231002X", "11010519491231002X", "身份证号码", True),
        ("甲\t130982********2417\t", "130982********2417", "身份证号码", True),
        ("注册号：320583000123456", "320583000123456", "注册号", True),
        ("组织机构代码10162374-1", "10162374-1", "组织机构代码", True),
        ("组织机构代码10162374-2", "10162374-2", "组织机构代码", False),
    ],
)
def test_identifiers(text: str, value: str, unit: str, sure: bool) -> None:
    (mention,) = find_identifiers(text)
    assert (mention.value, mention.unit, mention.confidence == 1) == (value, unit, sure)


@pytest.mark.parametrize(
    "text",
    ["138****1234", "0793-82×××57", "编号20210609003", "网站标识码：2308820007", "12345678901234567890"],
)
def test_what_is_no_identifier(text: str) -> None:
    assert values(find_identifiers(text)) == []


def test_a_failing_check_digit_is_shown() -> None:
    (problem,) = bad_identifiers("甲店91110000101623741X，乙店91110000101623741K")
    assert problem.code == ProblemCode.BAD_IDENTIFIER


def test_titles_nest_and_their_aliases_last() -> None:
    text = "《关于转发《办法》的通知》（临信办〔2020〕1号，以下简称“《通知》”）。《通知》要求。另据《通报》"
    found = list(find_titles(text))
    assert [mention.value for mention in found] == ["关于转发《办法》的通知", "通知", "通知", "通报"]
    assert [mention.full for mention in found] == [None, found[0].value, found[0].value, None]


def test_an_alias_may_be_given_anew() -> None:
    text = "《甲办法》（以下简称《办法》）。《办法》。《乙办法》（以下简称《办法》）。《办法》"
    assert [mention.full for mention in find_titles(text)] == [
        None,
        "甲办法",
        "甲办法",
        None,
        "乙办法",
        "乙办法",
    ]


def test_a_title_may_lack_its_marks() -> None:
    assert values(find_titles("市总工会发布关于表彰先进的决定，旨在")) == ["关于表彰先进的决定"]
    assert values(find_titles("《未写完，\n》")) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("列入安全生产严重失信主体名单，", ["安全生产严重失信主体名单"]),
        ("移出经营异常名录", ["经营异常名录"]),
        ("将其纳入2020年第二批安全生产“黄牌”警示管理名单", ["安全生产黄牌警示管理名单"]),
        ("移出2019年安全生产“黄”牌警示管理名单", ["安全生产黄牌警示管理名单"]),
        ("列入农资经营失信“黑名单”，", ["农资经营失信黑名单"]),
        ("授予“红榜”称号", ["红榜"]),
        ("已纳入法院失信被执行人名单", ["失信被执行人名单"]),
        ("被纳入失信被执行人，", ["失信被执行人"]),
        ("拖欠农民工工资失信联合惩戒对象名单的公告", ["拖欠农民工工资失信联合惩戒对象名单"]),
        ("列为重点关注对象的企业名单", ["重点关注对象名单"]),
        ("2023年度纳税信用A级纳税人名单及级别", ["纳税信用A级纳税人名单"]),
        ("严重违法失信名单（黑名单）", ["严重违法失信名单", "黑名单"]),
        ("税收违法“黑名单”和失信联合惩戒名单", ["税收违法黑名单", "失信联合惩戒名单"]),
        ("网传“某厂被列入黑名单”不实", ["黑名单"]),
        ("由“黄牌”调整为“红牌”警示", ["黄牌", "红牌"]),
        ("列入统计上严重失信企业名单", ["统计上严重失信企业名单"]),
        ("将有严重失信行为的企业列入重大税收违法失信主体名单", ["重大税收违法失信主体名单"]),
        ("附件：参会人员名单，获奖名单，具体名单见附件", []),
        ("挂黄牌照", []),
    ],
)
def test_lists(text: str, expected: list[str]) -> None:
    assert values(find_lists(text)) == expected


def test_a_letterhead_notice() -> None:
    found = masthead_of(
        document(
            (BlockKind.MASTHEAD, "临川市应急管理局文件"),
            (BlockKind.MASTHEAD, "临应急〔2023〕74号"),
            (BlockKind.TITLE, "关于废止临应急〔2019〕3号等文件的通知"),
            (BlockKind.ADDRESSEE, "各县（市、区）应急管理局："),
            (BlockKind.PARAGRAPH, "2023年9月1日前报送，依据临安〔2021〕15号。"),
            (BlockKind.SIGNATURE, "临川市应急管理局"),
            (BlockKind.SIGNATURE, "2023年9月26日"),
            (BlockKind.IMPRINT, "临川市应急管理局办公室　2023年9月27日印发"),
        )
    )
    assert found == Masthead(
        title="关于废止临应急〔2019〕3号等文件的通知",
        issuer="临川市应急管理局",
        document_number="临应急〔2023〕74号",
        published=dt.date(2023, 9, 26),
    )


def test_a_bulletin() -> None:
    found = masthead_of(
        document(
            (BlockKind.MASTHEAD, "信用临川"),
            (BlockKind.MASTHEAD, "第 12 期"),
            (BlockKind.MASTHEAD, "{2021}"),
            (BlockKind.MASTHEAD, "工作简报"),
            (BlockKind.MASTHEAD, "临川市社会信用体系建设领导小组办公室编　　2021年4月30日"),
            (BlockKind.SECTION, "【工作动态】"),
            (BlockKind.PARAGRAPH, "4月2日，市商务局印发《办法》（临商〔2021〕1号）。"),
        )
    )
    assert found == Masthead(
        title="信用临川工作简报",
        issuer="临川市社会信用体系建设领导小组办公室",
        published=dt.date(2021, 4, 30),
        issue="2021-12",
    )


def test_a_web_page() -> None:
    found = masthead_of(
        document(
            (BlockKind.MASTHEAD, "今天是2022年11月30日"),
            (BlockKind.MASTHEAD, "临川市人民政府网站"),
            (BlockKind.TITLE, "临川市农业农村局关于公布失信“黑名单”的公告（临农罚〔2022〕1号）"),
            (BlockKind.PARAGRAPH, "发布时间：2022-11-18 15:42　来源：市农业农村局"),
            (BlockKind.PARAGRAPH, "将5户列入名单。"),
        )
    )
    assert found.issuer == "临川市农业农村局"
    assert found.document_number == "临农罚〔2022〕1号"
    assert found.published == dt.date(2022, 11, 18)


def test_what_is_absent_is_null() -> None:
    assert masthead_of(document((BlockKind.PARAGRAPH, "将甲店列入名单。"))) == Masthead()
    assert masthead_of(document()) == Masthead()


def test_the_mastheads_of_real_notices(shared: Path) -> None:
    from notice_parser.reading import from_text

    wrong = []
    for path in sorted((shared / "notices" / "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        if "events" not in gold:
            continue
        text = (shared / "notices" / "text" / f"{path.stem}.txt").read_text(encoding="utf-8")
        found = masthead_of(from_text(text))
        published = found.published.isoformat() if found.published else None
        for field, value in (
            ("issuer", found.issuer),
            ("document_number", found.document_number),
            ("published", published),
        ):
            if value != gold[field]:
                wrong.append((path.stem, field, value, gold[field]))
    assert wrong == []


def test_dates_take_their_year_from_the_masthead() -> None:
    made = document((BlockKind.PARAGRAPH, "甲店获奖。"), (BlockKind.PARAGRAPH, "12月28日，市商务局立案。"))
    found = recognise(made, Masthead(published=dt.date(2020, 1, 5)))
    (date,) = (mention for mention in found if mention.kind == MentionKind.DATE)
    assert date.value == "2019-12-28"
    assert made.text[slice(*date.span)] == "12月28日"
    assert not doubts(made, Masthead(published=dt.date(2020, 1, 5)))
    assert [problem.span for problem in doubts(made, Masthead())] == [date.span]


def test_an_alias_reaches_over_paragraphs() -> None:
    made = document(
        (BlockKind.PARAGRAPH, "印发《临川市信用办法》（以下简称《办法》）。"),
        (BlockKind.PARAGRAPH, "《办法》明确。"),
    )
    found = [mention for mention in recognise(made, Masthead()) if mention.kind == MentionKind.TITLE]
    assert found[-1].full == "临川市信用办法"


SCRAPS = (
    "将 临川市 茶行 有限公司 列入 移出 2020年 第二批 安全生产 黄牌 警示管理名单 黑名单 以下简称 临应急 2020 "
    "60 号 3号 罚款 1,234 .5 万元 20 3个月 之日起 工作日 91110000101623741K 王某 市应急管理局"
)
WORDS = st.sampled_from([*"“”《》（）〔〕、。，\n\t贰拾万元整¥个家名三年半日自", *SCRAPS.split(" ")])
ANYTHING = st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=40).map("".join))


@settings(max_examples=150, deadline=None)
@given(ANYTHING, st.none() | st.dates())
def test_nothing_is_raised_and_every_span_holds(text: str, published: dt.date | None) -> None:
    made = document((BlockKind.TITLE, text), (BlockKind.PARAGRAPH, text))
    masthead_of(made)
    found = recognise(made, Masthead(published=published))
    assert [mention.span.start for mention in found] == sorted(mention.span.start for mention in found)
    ends: dict[MentionKind, int] = {}
    for mention in found:
        assert made.text[slice(*mention.span)] == mention.text
        assert mention.text.strip()
        assert ends.get(mention.kind, 0) <= mention.span.start
        ends[mention.kind] = mention.span.end


HOSTILE = [
    *" \n《“”（1一〇万元¥第自个家临A*年局牌号",
    *["〔2020〕", "91110000101623741K", "2020", "2020年", "名单", "黑名单", "失信", "、3号", "1,", "1-"],
    *["贰拾", "3月", "16日", "至16日", "之日起", "应急〔2020〕1号、", "以下简称《"],
]


@pytest.mark.parametrize("finder", FINDERS, ids=lambda finder: finder.__name__)
def test_long_and_hostile_text_is_read_to_its_end(finder: Callable[[str], Iterator[Mention]]) -> None:
    for piece in HOSTILE:
        text = piece * (20_000 // len(piece))
        assert all(mention.span.end <= len(text) for mention in finder(text))
    text = "".join(HOSTILE) * (200_000 // len("".join(HOSTILE)))
    assert all(mention.span.end <= len(text) for mention in finder(text))
