"""Bodies, organisations, persons, groups and places: found whole, cut where the name ends, never invented."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notice_parser.mentions.authorities import find_authorities, full_name
from notice_parser.mentions.groups import find_groups
from notice_parser.mentions.organisations import find_organisations, split_names
from notice_parser.mentions.persons import find_persons, kind_of
from notice_parser.mentions.places import find_places
from notice_parser.model import Masthead, Mention, SubjectKind

NOBODY = Masthead()
OFFICE = Masthead(issuer="宜兴市社会信用体系建设领导小组办公室")


def authorities(text: str, masthead: Masthead = NOBODY) -> list[str]:
    return [mention.text for mention in find_authorities(text, masthead)]


def organisations(text: str) -> list[str]:
    return [mention.text for mention in find_organisations(text)]


def persons(text: str) -> list[tuple[str, str | None]]:
    others = [*find_authorities(text, NOBODY), *find_organisations(text)]
    return [(mention.text, mention.role) for mention in find_persons(text, others)]


def groups(text: str) -> list[str]:
    return [mention.value for mention in find_groups(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("由市人社局、财政局制定", ["市人社局", "财政局"]),
        ("经市卫健委筛选", ["市卫健委"]),
        ("据德阳市旌阳区综合行政执法局通报", ["德阳市旌阳区综合行政执法局"]),
        ("市委宣传部、团市委、市妇联联合表彰", ["市委宣传部", "团市委", "市妇联"]),
        ("报省市场监管局备案", ["省市场监管局"]),
        ("国家税务总局贵阳市税务局第二稽查局认定", ["国家税务总局贵阳市税务局第二稽查局"]),
        ("中国人民银行银川中心支行处罚", ["中国人民银行银川中心支行"]),
        ("呼和浩特市生态环境局新城区分局责令", ["呼和浩特市生态环境局新城区分局"]),
        ("广州市顺和街道召开", []),
        ("大良街道办事处综合行政执法办公室检查", ["大良街道办事处综合行政执法办公室"]),
        (
            "市新型冠状病毒感染的肺炎疫情联防联控指挥部办公室发布",
            ["市新型冠状病毒感染的肺炎疫情联防联控指挥部办公室"],
        ),
        ("全市各部门加强市场管理，市民可向法院申请", []),
        ("宜兴海关报关服务有限公司承诺", []),
        ("我局会同州公安局约谈", ["我局", "州公安局"]),
    ],
)
def test_a_body_is_found_whole_and_alone(text: str, names: list[str]) -> None:
    assert authorities(text) == names


@pytest.mark.parametrize(
    ("written", "text", "full"),
    [
        ("市信用办", "", "宜兴市社会信用体系建设领导小组办公室"),
        ("市水务局", "", "宜兴市水务局"),
        ("市公安局刑警大队", "", "宜兴市公安局刑警大队"),
        ("宜兴警方", "", "宜兴市公安局"),
        ("市卫健委", "", None),
        ("市卫健委", "宜兴市卫生健康委员会通报。", "宜兴市卫生健康委员会"),
        ("市卫健委", "江阴市卫生健康委员会通报。", None),
        ("省信用办", "江苏省信用办来昆调研。", None),
        ("市信用中心", "市公共信用信息中心核查。", "宜兴市公共信用信息中心"),
        ("山东金融监管局", "国家金融监督管理总局山东监管局公告", "国家金融监督管理总局山东监管局"),
        ("屏山县人力资源社会保障局", "屏山县人力资源和社会保障局告知", "屏山县人力资源和社会保障局"),
        ("雅安市人力资源社会保障局", "", None),
        ("我市", "", None),
        ("我办", "", "宜兴市社会信用体系建设领导小组办公室"),
        ("我局", "", None),
    ],
)
def test_the_full_name_comes_from_the_notice_or_not_at_all(written: str, text: str, full: str | None) -> None:
    assert full_name(written, text, OFFICE) == full


def test_without_an_issuer_the_city_stays_open() -> None:
    assert full_name("市水务局", "昨日供水。", NOBODY) is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("经查，宜兴市官林云岫印务经营部违法", ["宜兴市官林云岫印务经营部"]),
        ("将和谐健康便利店、向阳面馆、美的家电商行列入", ["和谐健康便利店", "向阳面馆", "美的家电商行"]),
        (
            "对合肥和润商贸有限公司和合肥市瑶海区和平路为民大药房警告",
            ["合肥和润商贸有限公司", "合肥市瑶海区和平路为民大药房"],
        ),
        ("已缴清罚款的北海向阳海产品加工有限公司申请", ["北海向阳海产品加工有限公司"]),
        ("丹东云岫纺织(集团)有限公司", ["丹东云岫纺织(集团)有限公司"]),
        ("衢州云禾咨询合伙企业（有限合伙）存在", ["衢州云禾咨询合伙企业（有限合伙）"]),
        ("淮北云岫矿业（集团）有限责任公司朱庄煤矿停产", ["淮北云岫矿业（集团）有限责任公司朱庄煤矿"]),
        ("宁远太平财产保险股份有限公司温州中心支公司", ["宁远太平财产保险股份有限公司温州中心支公司"]),
        ("唐山云岫检修公司在宁夏长风煤电有限公司作业", ["唐山云岫检修公司", "宁夏长风煤电有限公司"]),
        ("永宁县惠云科技有限公司（原永宁县青禾水厂）", ["永宁县惠云科技有限公司", "永宁县青禾水厂"]),
        ("要求该公司改正，相关企业和定点医院参加行业协会，鼓励银行放贷", []),
        (
            "A级（2家）\n1\t洋县青禾水利工程有限责任公司\t2\t城固云台抽水站",
            ["洋县青禾水利工程有限责任公司", "城固云台抽水站"],
        ),
        ("地址：泸州市合江县云台超市三楼", []),
    ],
)
def test_an_organisation_begins_and_ends_where_its_name_does(text: str, names: list[str]) -> None:
    assert organisations(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("对孙某某、沈某甲和吴*华处以拘留", ["孙某某", "沈某甲", "吴*华"]),
        ("由于某种原因，某公司、某市未报", []),
        ("被执行人林志强、陈美华采取措施", ["林志强", "陈美华"]),
        ("市长顾远舟、张超然副局长出席", ["顾远舟", "张超然"]),
        ("授予托马斯·李·布朗教授奖金", ["托马斯·李·布朗"]),
        ("将云台茶行和邵一帆移出名单", ["邵一帆"]),
        ("序号\t姓名\t等级\n1\t严静安\t黄牌\n2\t方占云\t红牌", ["严静安", "方占云"]),
        ("主管部门应当明确安全责任，方便群众", []),
    ],
)
def test_a_person_needs_a_sign(text: str, names: list[str]) -> None:
    assert [name for name, _ in persons(text)] == names


def test_the_post_in_brackets_is_the_role() -> None:
    assert persons("叶青云（时任云岫保险股份有限公司浙江分公司经理）") == [
        ("叶青云", "时任云岫保险股份有限公司浙江分公司经理")
    ]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("派出12名医务工作者", ["医务工作者"]),
        ("全市11家农业龙头企业（集团）的核查", ["农业龙头企业（集团）"]),
        ("1500家先行返还稳岗补贴企业", ["先行返还稳岗补贴企业"]),
        ("对其子女就读给予照顾", ["子女"]),
        ("第一批公布后满12个月的", []),
    ],
)
def test_a_group_loses_its_number(text: str, values: list[str]) -> None:
    assert groups(text) == values


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "将青禾农资店、云岫印务经营部、陆明远等20个单位及有关人员",
            ["青禾农资店", "云岫印务经营部", "陆明远"],
        ),
        ("已结清欠薪且公示无异议的四平市云畔劳务有限公司和邵一帆", ["四平市云畔劳务有限公司", "邵一帆"]),
        ("南桥纺织有限公司、南桥印染有限公司2家企业", ["南桥纺织有限公司", "南桥印染有限公司"]),
        ("云岫热力有限公司（明山区、云台热源厂）", ["云岫热力有限公司"]),
        ("和谐安康保险股份有限公司、永和铸造厂", ["和谐安康保险股份有限公司", "永和铸造厂"]),
        ("段青禾（水城区云岫煤业有限责任公司矿长）", ["段青禾"]),
        ("企业和相关从业人员", ["企业和相关从业人员"]),
    ],
)
def test_an_enumeration_falls_apart_into_names(text: str, names: list[str]) -> None:
    found = split_names(text)
    assert [name for name, _, _ in found] == names
    assert all(text[start:end] == name for name, start, end in found)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("蒲县污水处理厂", SubjectKind.ORGANISATION),
        ("宜兴市应急管理局", SubjectKind.ORGANISATION),
        ("王刚便利店", SubjectKind.ORGANISATION),
        ("欧阳修远", SubjectKind.PERSON),
        ("张××", SubjectKind.PERSON),
        ("阿不都热合曼·买买提", SubjectKind.PERSON),
        ("黄牌", SubjectKind.GROUP),
        ("不符合条件的生产经营单位", SubjectKind.GROUP),
        ("12名医务工作者", SubjectKind.GROUP),
    ],
)
def test_a_subject_is_of_the_kind_its_name_shows(name: str, kind: SubjectKind) -> None:
    assert kind_of(name) is kind


def test_places_are_chains_of_divisions() -> None:
    text = "江苏省无锡市宜兴市官林镇赴湖北支援，健康保险照常"
    assert [mention.text for mention in find_places(text)] == ["江苏省无锡市宜兴市官林镇", "湖北"]


WORDS = """
    宜兴市 市 县 区 局 应急管理局 有限公司 经营部 店 厂 将 对 和 、 等 的 （ ） 时任
    经理 某 某某 × 张 王伟 · 阿 3 家 企业 人员 “ ” 《 》 。 列入 我局
    国家税务总局 公司 办 委 中心 原 ( ) * 子女 镇 法定代表人 ：
"""
PIECES = ["\t", "\n", "　", *WORDS.split()]
noise = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=30).map("".join))


def every_mention(text: str) -> list[Mention]:
    others = [*find_authorities(text, OFFICE), *find_organisations(text)]
    return [*others, *find_persons(text, others), *find_groups(text), *find_places(text)]


@settings(max_examples=300, deadline=None)
@given(noise)
def test_any_text_yields_mentions_that_are_its_own_words(text: str) -> None:
    for mention in every_mention(text):
        assert mention.text == text[mention.span.start : mention.span.end] != ""
        assert mention.value
    for name, start, end in split_names(text):
        assert name == text[start:end]
    kind_of(text)


@pytest.mark.parametrize(
    "unit", ["公司", "（", "和", "张某某、", "市应急管理局、", "张三局长", "1", "中国", "店\t"]
)
def test_hostile_text_is_read_to_its_end(unit: str) -> None:
    text = unit * (200_000 // len(unit)) + "。瑞河印染有限公司"
    assert organisations(text)[-1] == "瑞河印染有限公司"
    assert every_mention(text)


def test_real_notices_lose_few_names(shared: Path) -> None:
    found = wanted = 0
    for path in sorted((shared / "notices/gold").glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        text = (shared / f"notices/text/{path.stem}.txt").read_text("utf-8")
        masthead = Masthead(issuer=gold.get("issuer"), title=gold.get("title"))
        names = {mention.text for mention in every_mention(text)}
        names |= {mention.text for mention in find_authorities(text, masthead)}
        named = {s["name"] for event in gold["events"] for s in event["subjects"] if s["kind"] != "group"}
        wanted += len(named)
        found += len(named & names)
    assert found == wanted
