"""The mention layer as a spaCy pipeline: spans of a Doc, torn words closed, short names and codes resolved."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notice_parser.mentions import recognise
from notice_parser.mentions.normalise import normalise
from notice_parser.mentions.places import code_of, find_places, home_of
from notice_parser.mentions.recognisers import language, mentions_of, read
from notice_parser.model import Masthead, Mention, MentionKind
from notice_parser.reading import from_text

TEXT = "3月16日，临江市应急管理局对长河印染有限公司罚款2万元，列入严重失信名单。\n负责人孙某某。"
NAMES = (MentionKind.AUTHORITY, MentionKind.ORGANISATION, MentionKind.PERSON)


def found(text: str, issuer: str | None = None) -> tuple[Mention, ...]:
    return recognise(from_text(text), Masthead(issuer=issuer))


def names(text: str, issuer: str | None = None) -> list[str]:
    return [mention.text for mention in found(text, issuer) if mention.kind in NAMES]


def test_spans_of_the_doc_are_the_mentions() -> None:
    document = from_text(TEXT)
    doc = read(document, Masthead())
    assert [token.text for token in doc] == list(document.text)
    assert {"authority", "organisation", "person", "amount", "list"} <= set(doc.spans)
    for group in doc.spans.values():
        assert all(span.label_ == group.name for span in group)
    spans = {(m.kind.value, m.text) for m in mentions_of(doc, document.text)}
    assert spans == {(span.label_, span.text) for group in doc.spans.values() for span in group}


def test_a_doc_keeps_its_mentions_in_a_file() -> None:
    doc = read(from_text(TEXT), Masthead())
    kept = type(doc)(doc.vocab).from_bytes(doc.to_bytes(exclude=["user_data"]))
    assert [span.text for span in kept.spans["organisation"]] == ["长河印染有限公司"]
    assert kept.spans["amount"].attrs["read"][0]["value"] == "20000"


def test_a_component_can_be_left_out() -> None:
    with language().select_pipes(disable=["organisations"]):
        assert names("对长河印染有限公司罚款") == []
    assert names("对长河印染有限公司罚款") == ["长河印染有限公司"]


@pytest.mark.parametrize(
    ("torn", "whole"),
    [
        ("对长河印染有限 公司罚款", "长河印染有限 公司"),
        ("对长河（ 中国 ）印染有限公司罚款", "长河（ 中国 ）印染有限公司"),
        ("昆 山 市 应 急 管 理 局", "昆 山 市 应 急 管 理 局"),
        ("对长河印染有 限 责 任 公 司罚款", "长河印染有 限 责 任 公 司"),
    ],
)
def test_a_torn_name_is_found_where_it_stands(torn: str, whole: str) -> None:
    (mention,) = [mention for mention in found(torn) if mention.kind in NAMES]
    assert mention.text == whole
    assert mention.value == "".join(whole.split())


def test_blanks_between_two_names_stay() -> None:
    assert names("长河印染有限公司　云台商贸有限公司") == ["长河印染有限公司", "云台商贸有限公司"]


@given(st.text(st.sampled_from("对长河中国公司有限 　（）\u200b\n昆山A1"), max_size=40))
def test_what_is_closed_keeps_its_place(text: str) -> None:
    normal = normalise(text)
    for at, character in enumerate(normal.text):
        start, end = normal.span(at, at + 1)
        assert text[start:end] == character
    assert [c for c in text if not c.isspace() and c != "\u200b"] == [
        c for c in normal.text if not c.isspace() and c != "\u200b"
    ]


def test_half_a_character_does_no_harm() -> None:
    assert names("对\ud800长河印染有限公司罚款") == ["长河印染有限公司"]
    assert found("\udfff\x00\ufeff") == ()


@pytest.mark.parametrize(
    ("chain", "home", "code"),
    [
        ("昆山市", None, "320583"),
        ("江苏省苏州市昆山市", None, "320583"),
        ("苏州", None, "320500"),
        ("内蒙古自治区", None, "150000"),
        ("延边朝鲜族自治州", None, "222400"),
        ("朝阳区", None, None),
        ("北京市朝阳区", None, "110105"),
        ("朝阳区", "220100", "220104"),
        ("鼓楼区", "320100", "320106"),
        ("鼓楼区", "320583", None),
        ("通州区", "320600", "320612"),
        ("石河子市", None, "659001"),
        ("襄樊市", None, "420600"),
        ("临平区", None, "330113"),
    ],
)
def test_a_division_has_its_code_where_it_is_told_which(
    chain: str, home: str | None, code: str | None
) -> None:
    assert code_of(chain, home) == code


def test_the_issuer_tells_which_district_is_meant() -> None:
    def codes(issuer: str) -> list[str | None]:
        places = [m for m in found("对新华区的企业开展检查", issuer) if m.kind is MentionKind.PLACE]
        return [place.code for place in places]

    assert codes("石家庄市发展和改革委员会") == ["130105"]
    assert codes("平顶山市发展和改革委员会") == ["410402"]
    assert codes("某某委员会") == [None]
    assert home_of(Masthead(issuer="国家税务总局昆山市税务局")) == "320583"


@given(st.text(st.sampled_from("北京市朝阳区昆山江苏省苏州长春的、 \n"), max_size=30))
def test_codes_are_of_the_table(text: str) -> None:
    for mention in find_places(text):
        assert mention.code is None or (len(mention.code) == 6 and mention.code.isdigit())


@pytest.mark.parametrize(
    ("text", "full"),
    [
        ("临江市长河印染有限公司（以下简称“长河公司”）未整改。对长河公司罚款。", "临江市长河印染有限公司"),
        ("临江市长河印染有限公司（以下简称长河公司）未整改。\n对长河公司罚款。", "临江市长河印染有限公司"),
        (
            "临江市长河印染有限公司（统一社会信用代码略，下称“长河公司”）。对长河公司罚款。",
            "临江市长河印染有限公司",
        ),
    ],
)
def test_a_short_name_stands_for_the_long_one(text: str, full: str) -> None:
    last = [m for m in found(text) if m.text == "长河公司"][-1]
    assert last.full == full


def test_a_word_for_any_party_is_no_short_name() -> None:
    text = "临江市长河印染有限公司（以下简称“当事人”）。当事人违法，本公司、该单位亦然。"
    assert names(text) == ["临江市长河印染有限公司"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("应临江市云台商贸有限公司申请，准予延期", ["临江市云台商贸有限公司"]),
        ("应城市云台商贸有限公司申请延期", ["应城市云台商贸有限公司"]),
        ("临江市云台商贸有限公司法定代表人王建业被约谈", ["临江市云台商贸有限公司", "王建业"]),
        ("近日，临江市委组织部、县委统战部印发", ["临江市委组织部", "县委统战部"]),
        ("法院将张某某纳入名单", ["法院", "张某某"]),
        ("用户可向法院起诉，法院失信信息", []),
        ("临江市人民法院执行局、城东人民法庭裁定", ["临江市人民法院执行局", "城东人民法庭"]),
        ("第八师市场监管局会同阿拉善左旗公安局查处", ["第八师市场监管局", "阿拉善左旗公安局"]),
        ("上海黄金交易所对云台金业公司警告", ["上海黄金交易所", "云台金业公司"]),
        (
            "临江经济开发区管委会综合执法支队查处云岭参茸行",
            ["临江经济开发区管委会综合执法支队", "云岭参茸行"],
        ),
        ("将长白山人参行、海口市云台珠宝行列入", ["长白山人参行", "海口市云台珠宝行"]),
        ("责令临江市第一中学食堂整改", ["临江市第一中学食堂"]),
        ("临江市装饰行业商会除名云台公司", ["临江市装饰行业商会", "云台公司"]),
        ("临江县青云镇石桥村村民委员会被通报", ["临江县青云镇石桥村村民委员会"]),
        ("被告人古丽娜尔·艾山江犯诈骗罪", ["古丽娜尔·艾山江"]),
        ("对ABC云台（Yuntai）电子科技（临江）有限公司罚款", ["ABC云台（Yuntai）电子科技（临江）有限公司"]),
        (
            "将深圳前海云台跨境电子商务供应链管理服务股份有限公司临江市第二十八分公司列入",
            ["深圳前海云台跨境电子商务供应链管理服务股份有限公司临江市第二十八分公司"],
        ),
    ],
)
def test_names_begin_and_end_where_they_do(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("甲公司对临市监罚〔2023〕45号不服", "临市监罚〔2023〕45号"),
        ("撤销云台茶行临市监处罚〔2023〕7号决定", "临市监处罚〔2023〕7号"),
        ("长河公司因临应急罚〔2023〕45号被罚款", "临应急罚〔2023〕45号"),
    ],
)
def test_whom_a_decision_is_about_is_no_part_of_its_number(text: str, number: str) -> None:
    assert [m.value for m in found(text) if m.kind is MentionKind.DOCUMENT_NUMBER] == [number]


def test_a_number_without_its_code_is_none() -> None:
    assert [m for m in found("长河公司对〔2023〕45号提出异议") if m.kind is MentionKind.DOCUMENT_NUMBER] == []


def test_a_centre_that_issues_speaks_of_itself() -> None:
    issuer = "临江市公共信用信息中心"
    (body,) = [m for m in found("中心受理异议12件，服务中心。", issuer) if m.kind is MentionKind.AUTHORITY]
    assert (body.text, body.full) == ("中心", issuer)
    assert names("中心受理异议12件", "临江市水务局") == []


def test_the_same_short_form_stands_for_the_issuers_own_body() -> None:
    kunshan, suzhou = (f"{city}社会信用体系建设领导小组办公室" for city in ("昆山市", "苏州市"))
    for issuer in (kunshan, suzhou):
        (body,) = [m for m in found("由市信用办公布", issuer) if m.kind is MentionKind.AUTHORITY]
        assert body.full == issuer
    (body,) = [m for m in found("由市信用办公布") if m.kind is MentionKind.AUTHORITY]
    assert body.full is None


def test_a_hidden_name_is_marked() -> None:
    people = {
        m.text: m.anonymised for m in found("负责人孙某某、负责人王建业") if m.kind is MentionKind.PERSON
    }
    assert people == {"孙某某": True, "王建业": False}
