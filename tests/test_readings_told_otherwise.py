"""What agencies say over several lines, clauses and days: items of one decision, terms told late, days shared out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from notice_parser import parse, parse_text
from notice_parser.forms import form_of

# text, kind, the names of each event of that kind in order, fields of the first
TOLD: list[tuple[str, str, list[list[str]], dict[str, Any]]] = [
    (  # numbered items of one decision, one of them ended by a full stop
        "永安市水利局行政处罚决定书\n永水罚〔2023〕8号\n当事人：永安市溪口砂石有限公司\n"
        "经研究，决定给予当事人如下行政处罚：\n1、没收违法所得贰仟元整。\n2、没收非法采出的河砂30吨；\n"
        "3、处罚款人民币12,000元。\n逾期不缴纳的，每日按3%加处罚款。\n永安市水利局\n2023年7月4日",
        "admin.penalty",
        [["永安市溪口砂石有限公司"]],
        {
            "penalty_kinds": ("没收违法所得", "没收非法财物", "罚款"),
            "fine_yuan": "12000",
            "confiscated_yuan": "2000",
            "event_date": "2023-07-04",
        },
    ),
    (  # a bulletin's unit before a colon, then the day
        "◆市商务局：2023年5月9日，对永安市云岭成品油销售有限公司超范围经营罚款8000元。",
        "admin.penalty",
        [["永安市云岭成品油销售有限公司"]],
        {"event_date": "2023-05-09"},
    ),
    (  # of our county, not by it
        "■区税务局：公布我区2022年度纳税信用A级企业31户，永安云岭茶业有限公司首次获评A级。",
        "rating.assigned",
        [["永安云岭茶业有限公司"]],
        {"list_level": "A级"},
    ),
    (  # a day that says when the list was published, and the day of the meeting that decides
        "我局2023年3月2日公布的“诚信工程监理”红名单中，钱某亮因伪造资料，经2023年6月8日局党组会研究，"
        "从红名单中剔除。",
        "list.red",
        [["钱某亮"]],
        {"event_date": "2023-06-08"},
    ),
    (  # the old term before, the new one behind
        "永安市云岭货运有限公司道路运输“黑名单”有效期原至2023年8月1日届满，因再次违法，决定延长六个月，"
        "至2024年2月1日届满。",
        "list.serious",
        [["永安市云岭货运有限公司"]],
        {"duration": "P6M", "end": "2024-02-01"},
    ),
    (  # days told one by one
        "永安市云岭食品厂、永安市溪口面粉厂的行政处罚信息分别于2023年4月3日、4月11日完成修复。",
        "repair.accepted",
        [["永安市云岭食品厂"], ["永安市溪口面粉厂"]],
        {"event_date": "2023-04-03"},
    ),
    (  # those named in the sentence before
        "永安云岭建设有限公司、永安溪口装修队因欠薪被列入建筑市场“黑名单”。经复查，上述2家企业均已整改，"
        "现将其移出建筑市场“黑名单”。",
        "list.serious",
        [["永安云岭建设有限公司", "永安溪口装修队"], ["永安云岭建设有限公司", "永安溪口装修队"]],
        {"action": "add"},
    ),
    (
        "市人社局将永安溪口劳务分包有限公司及其施工负责人董某列入拖欠农民工工资失信联合惩戒对象名单。",
        "list.serious",
        [["永安溪口劳务分包有限公司", "董某"]],
        {},
    ),
    (
        "永安市人民法院集中公布失信被执行人多吉才让、永安市溪口茶厂。",
        "list.judgment_defaulter",
        [["多吉才让", "永安市溪口茶厂"]],
        {"list_name": "失信被执行人"},
    ),
    (
        "永安市人民法院对已经和解的14人依法屏蔽失信信息。",
        "list.judgment_defaulter",
        [["被执行人"]],
        {"action": "remove", "stated_count": 14},
    ),
    (
        "永安市林业局依法对永安市云岭木业有限公司毁坏林地行为立案。",
        "admin.investigation",
        [["永安市云岭木业有限公司"]],
        {},
    ),
    (  # 向 is a surname here
        "永安市水利局对溪口镇向某华盗采河砂行为罚款2000元。",
        "admin.penalty",
        [["向某华"]],
        {"fine_yuan": "2000"},
    ),
    (
        "市文旅局公布2022年度旅行社服务质量信誉等级：永安云岭旅行社为AAA级，永安溪口旅行社为B级。",
        "rating.assigned",
        [["永安云岭旅行社"], ["永安溪口旅行社"]],
        {"list_level": "AAA级"},
    ),
    (  # the court's sentence is no term of the society's measure
        "永安云岭律师事务所方予安律师，因犯伪证罪被永安市人民法院判处有期徒刑二年，本会给予取消会员资格的行业纪律处分。",
        "measure.punish",
        [["方予安"]],
        {"duration": None},
    ),
    (  # sealed once, and now no longer
        "此前被临时查封的永安市溪口游泳馆经复查合格，市消防救援大队已于2023年9月4日解除查封。",
        "admin.coercion",
        [["永安市溪口游泳馆"]],
        {"event_date": "2023-09-04", "measure": "解除查封"},
    ),
    (
        "2023年10月8日，永安市人民政府对永安云岭商贸城有限公司实施挂牌督办，督办期限至2023年12月31日。",
        "list.warning",
        [["永安云岭商贸城有限公司"]],
        {"action": "add", "list_name": "挂牌督办", "end": "2023-12-31", "event_date": "2023-10-08"},
    ),
    (
        "永安市安委会解除对永安溪口烟花厂的重大事故隐患挂牌督办。",
        "list.warning",
        [["永安溪口烟花厂"]],
        {"action": "remove"},
    ),
    (  # those who are to be put forward are looked into: that was done
        "我中心于2023年5月6日对拟申报的12名民营企业家进行了信用审查。",
        "review.batch",
        [["民营企业家"]],
        {"certainty": "asserted", "stated_count": 12},
    ),
    (
        "永安市行政审批局自2023年3月1日起，在药品零售业试行“一业一证＋告知承诺”办理。",
        "commitment.system",
        [[]],
        {"certainty": "asserted"},
    ),
    (
        "2023年2月3日，经永安海关认证，永安云岭竹业有限公司成为高级认证企业。",
        "rating.assigned",
        [["永安云岭竹业有限公司"]],
        {"list_level": "高级认证企业"},
    ),
]


@pytest.mark.parametrize(("text", "kind", "names", "fields"), TOLD)
def test_what_is_told_over_several_clauses_is_one_reading(
    text: str, kind: str, names: list[list[str]], fields: dict[str, Any]
) -> None:
    events = [event for event in parse_text(text, published="2023-12-31").events if event.event_type == kind]
    assert [[who.name for who in event.subjects] for event in events] == names
    for name, value in fields.items():
        assert getattr(events[0], name) == value, name


ACTORS = [
    ("◆市商务局：2023年5月9日，对永安市云岭油站有限公司罚款8000元。", "市商务局"),
    ("■区税务局：公布我区2022年度纳税信用A级企业31户，永安云岭茶业有限公司首次获评A级。", "区税务局"),
    ("2023年2月3日，经永安海关认证，永安云岭竹业有限公司成为高级认证企业。", "永安海关"),
    ("2023年10月8日，永安市人民政府对永安云岭商贸城有限公司实施挂牌督办。", "永安市人民政府"),
]


@pytest.mark.parametrize(("text", "body"), ACTORS)
def test_who_acts(text: str, body: str) -> None:
    events = parse_text(text, published="2023-12-31").events
    assert {event.authority.written for event in events if event.authority} == {body}
    assert all(event.authority for event in events)


NOBODY = [
    "对逾期不整改的企业，依法实施挂牌督办。",
    "永安市人民法院公布失信被执行人信息查询办法。",
    "◆市交通运输局：撤销永交罚〔2023〕5号处罚决定，该决定曾对永安云岭车队罚款1万元。",
]


@pytest.mark.parametrize("text", NOBODY)
def test_rules_and_former_acts_are_no_penalty_or_listing(text: str) -> None:
    events = parse_text(text, published="2023-12-31").events
    assert not [e for e in events if e.event_type.startswith(("list.", "admin.penalty"))]


def test_what_one_unit_of_a_bulletin_revokes_is_not_about_that_unit() -> None:
    text = (
        "永安信用简报\n第3期\n永安市信用办 2023年6月30日\n"
        "◆市商务局：6月1日，对永安云岭油站有限公司罚款8000元。\n"
        "◆市交通运输局：6月5日，撤销永交罚〔2023〕5号处罚决定，该决定曾对永安云岭车队罚款1万元。"
    )
    revoked = [e for e in parse_text(text).events if e.event_type == "decision.revoked"]
    assert [[who.name for who in event.subjects] for event in revoked] == [["永安云岭车队"]]


def test_a_published_list_with_its_own_day_column_is_no_filing_form() -> None:
    columns = [
        *("行政相对人名称", "法定代表人", "行政处罚决定书文号", "违法行为类型", "违法事实", "处罚依据"),
        *("处罚类别", "处罚内容", "罚款金额（万元）", "处罚机关", "备注"),
    ]
    assert form_of([*columns, "处罚日期"]) is None
    assert form_of([*columns, "处罚决定日期"]) is not None


def test_a_hall_for_guests_is_no_department() -> None:
    text = "责令停止使用决定书\n永安市红星歌舞餐厅：\n"
    text += "你单位因堵塞安全出口，我大队于2023年5月8日作出处罚决定，责令停产停业，并处罚款2万元。"
    (event,) = [e for e in parse_text(text).events if e.event_type == "admin.penalty"]
    assert [who.name for who in event.subjects] == ["永安市红星歌舞餐厅"]


def test_a_remark_that_a_penalty_fell_is_an_event_and_one_that_it_is_contested_is_none(
    tmp_path: Path,
) -> None:
    html = (
        "<h1>永安市市场监督管理局2023年5月行政处罚信息公开表</h1><table>"
        "<tr><th>序号</th><th>当事人名称</th><th>处罚决定书文号</th><th>处罚内容</th><th>处罚日期</th><th>备注</th></tr>"
        "<tr><td>1</td><td>永安云岭食品有限公司</td><td>永市监罚〔2023〕7号</td><td>罚款3000元</td><td>2023-05-04</td>"
        "<td>2023年8月3日经行政复议撤销</td></tr>"
        "<tr><td>2</td><td>永安溪口食品有限公司</td><td>永市监罚〔2023〕8号</td><td>罚款5000元</td><td>2023-05-05</td>"
        "<td>已申请复议撤销</td></tr></table>"
    )
    page = tmp_path / "list.html"
    page.write_text(f"<html><meta charset='utf-8'><body>{html}</body></html>", "utf-8")
    events = parse(page).events
    fallen = [e for e in events if e.event_type == "decision.revoked"]
    assert [(e.subjects[0].name, e.event_date) for e in fallen] == [("永安云岭食品有限公司", "2023-08-03")]


def test_a_count_that_leads_to_as_many_rows_is_stated_for_them(tmp_path: Path) -> None:
    def table(count: int) -> str:
        return (
            "<html><meta charset='utf-8'><body><h1>永安市2023年度“诚信药店”红名单</h1>"
            f"<p>经评审，确定以下{count}家药店为诚信药店。</p><table><tr><th>序号</th><th>单位名称</th></tr>"
            "<tr><td>1</td><td>永安市云岭大药房</td></tr><tr><td>2</td><td>永安市溪口大药房</td></tr></table>"
        )

    page = tmp_path / "list.html"
    for count, stated in ((2, 2), (5, None)):
        page.write_text(table(count), "utf-8")
        told = [e for e in parse(page).events if e.event_type == "list.red" and e.subjects]
        assert {e.stated_count for e in told} == {stated}
