"""Acts of many kinds as offices tell them in a sentence, and what only sounds like one."""

from __future__ import annotations

import pytest

from notice_parser import parse_text

FIRM = "临江市鸿远贸易有限公司"
CLINIC = "临江市鸿远诊所"


def told(words: str) -> list[tuple[str, list[str]]]:
    notice = parse_text(words, published="2024-05-20")
    return [(e.event_type, [s.name for s in e.subjects]) for e in notice.events if e.certainty == "asserted"]


@pytest.mark.parametrize(
    ("words", "kind", "name"),
    [
        (f"同意{FIRM}安全生产许可证延期至2027年5月1日。", "admin.licence", FIRM),
        (f"核准{FIRM}采矿许可证延续，有效期至2029年3月1日。", "admin.licence", FIRM),
        (f"县住建局撤回{FIRM}建筑业企业资质。", "admin.licence", FIRM),
        (f"县医保局与{CLINIC}解除医保定点服务协议。", "measure.punish", CLINIC),
        (f"自6月1日起终止与{CLINIC}的医保服务协议。", "measure.punish", CLINIC),
        (f"撤销{FIRM}高新技术企业资格，追回奖补资金50万元。", "measure.punish", FIRM),
        (f"法院判决撤销县生态环境局对{FIRM}作出的罚款决定。", "decision.revoked", FIRM),
        ("确认县自然资源局对马某作出的强制拆除行为违法。", "decision.revoked", "马某"),
        (f"{FIRM}向业主公开承诺，2024年底前完成交房。", "commitment.made", FIRM),
        (f"授予{FIRM}“守合同重信用”企业称号，有效期两年。", "honour.award", FIRM),
        ("县商务局牵头成立临江市放心消费联盟，首批36家商户加入。", "membership.alliance", "商户"),
        (f"对{FIRM}撤销失信被执行人信息。", "list.judgment_defaulter", FIRM),
        ("县法院对马某的限制消费令同时解除。", "judicial.consumption_restriction", "马某"),
    ],
)
def test_an_act_is_read_once(words: str, kind: str, name: str) -> None:
    assert told(words) == [(kind, [name])]


def test_those_meant_by_their_number_are_the_firms() -> None:
    other = "临江市白石家居有限公司"
    words = f"1．将{FIRM}、{other}列入失信名单；\n2．将池某列入失信名单；\n3．暂停上述两家企业的投标资格。"
    assert ("measure.punish", [FIRM, other]) in told(words)


@pytest.mark.parametrize(
    "words",
    [
        "医保经办机构应当与违规的定点药店终止服务协议。",
        f"不予许可{CLINIC}的药品经营许可申请。",
        f"拟撤销{FIRM}高新技术企业资格。",
        f"县政府复议维持县市场监管局对{FIRM}作出的罚款决定。",
    ],
)
def test_what_is_refused_planned_or_upheld_is_no_act(words: str) -> None:
    assert told(words) == []


def test_whoever_decides_commends_those_in_an_annex() -> None:
    text = (
        "关于表扬2023年度政务诚信建设先进集体的通报\n各县区人民政府，市直各部门：\n"
        "为树立典型，市政府决定，对市行政审批局等3个先进集体予以通报表扬。\n"
        "临江市人民政府办公室\n2024年1月30日\n附件\n先进集体名单（3个）\n市行政审批局　市发展和改革局　临江镇人民政府\n"
    )
    (event,) = parse_text(text, published="2024-05-20").events
    assert (event.authority.written if event.authority else None, len(event.subjects)) == ("市政府", 3)


def test_a_decision_begins_with_a_check_that_is_no_act_of_its_own() -> None:
    text = (
        "临江市市场监督管理局行政处罚决定书\n临市监处罚〔2024〕36号\n当事人：临江市白石药房\n"
        "2023年12月5日，我局执法人员对当事人进行检查，发现其销售超过有效期的药品。\n"
        "决定对当事人罚款1.2万元。\n临江市市场监督管理局\n2024年1月26日\n"
    )
    assert told(text) == [("admin.penalty", ["临江市白石药房"])]


def test_the_head_of_a_firm_is_listed_with_it() -> None:
    words = f"决定将{FIRM}列入失信名单，期限3年，并将其法定代表人马某军一并列入。"
    assert told(words) == [("list.serious", [FIRM, "马某军"])]


def test_lists_announced_in_the_news_with_their_members() -> None:
    text = (
        "临江市召开诚信红黑榜发布会\n5月10日，市税务局发布红榜企业5家：临江市鸿远贸易有限公司、临江市白石酒店有限公司等；"
        "市法院发布失信被执行人10名，包括马某军、临江市云台建材有限公司等；"
        "市人社局发布拖欠农民工工资黑名单1家：临江市长隆劳务有限公司，列入期限3年。"
    )
    events = parse_text(text, published="2024-05-20").events
    assert [(e.event_type, e.stated_count, e.duration, len(e.subjects)) for e in events] == [
        ("list.red", 5, None, 2),
        ("list.judgment_defaulter", 10, None, 2),
        ("list.serious", 1, "P3Y", 1),
    ]


def test_an_expert_s_seat_is_a_measure_and_no_licence() -> None:
    assert told("暂停刘某评标专家资格6个月，自2024年4月1日至2024年9月30日。") == [
        ("measure.punish", ["刘某"])
    ]
