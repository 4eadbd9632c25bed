"""How agencies word their acts: whom, by whom, and what, in sentences that no notice of the corpus holds."""

from __future__ import annotations

import pytest

from notice_parser import parse_text

ACTS = [
    (
        "对临川县清泉饮用水厂生产的“清泉”牌桶装水菌落不合格，县市场监管局依法没收违法所得860元，罚款1.5万元。",
        "admin.penalty",
        "县市场监管局",
        ["临川县清泉饮用水厂"],
    ),
    (
        "市文化和旅游局对临川蓝天国际旅行社有限公司未经许可经营旅行社业务作出没收违法所得1.2万元、罚款3万元的处罚。",
        "admin.penalty",
        "市文化和旅游局",
        ["临川蓝天国际旅行社有限公司"],
    ),
    (
        "县金融监管局对3家小额贷款公司下达监管意见书，责令限期整改。",
        "admin.penalty",
        "县金融监管局",
        ["小额贷款公司"],
    ),
    ("市司法局给予律师钱某停止执业六个月的行政处罚。", "admin.penalty", "市司法局", ["钱某"]),
    (
        "市交警支队对临川通达驾驶员培训有限公司罚款1万元。",
        "admin.penalty",
        "市交警支队",
        ["临川通达驾驶员培训有限公司"],
    ),
    (
        "江口县人民法院对被执行人江口县金水湾餐饮有限公司及其法定代表人赵某采取限制高消费措施。",
        "judicial.consumption_restriction",
        "江口县人民法院",
        ["江口县金水湾餐饮有限公司", "赵某"],
    ),
    (
        "临川海关对临川远洋进出口有限公司作出降低信用等级的决定，由高级认证企业调整为一般信用企业。",
        "rating.assigned",
        "临川海关",
        ["临川远洋进出口有限公司"],
    ),
    (
        "市交通运输局将临川通达驾驶员培训有限公司质量信誉等级由AA级降为B级。",
        "rating.assigned",
        "市交通运输局",
        ["临川通达驾驶员培训有限公司"],
    ),
    (
        "市发展和改革委员会确定临川智造产业园有限公司为2023年市级信用示范企业。",
        "honour.award",
        "市发展和改革委员会",
        ["临川智造产业园有限公司"],
    ),
    (
        "市商务局暂停临川鑫源成品油销售有限公司成品油零售经营资格。",
        "measure.punish",
        "市商务局",
        ["临川鑫源成品油销售有限公司"],
    ),
    (
        "市医疗保障局解除与临川仁和门诊部的医保服务协议。",
        "measure.punish",
        "市医疗保障局",
        ["临川仁和门诊部"],
    ),
    (
        "市水利局将临川禹通水利工程有限公司在水利建设市场的不良行为记入信用档案，公示期6个月。",
        "measure.punish",
        "市水利局",
        ["临川禹通水利工程有限公司"],
    ),
]


@pytest.mark.parametrize(("text", "event_type", "authority", "names"), ACTS)
def test_one_act_of_one_agency(text: str, event_type: str, authority: str, names: list[str]) -> None:
    (event,) = parse_text(text, published="2023-08-31", ner="off").events
    assert event.event_type == event_type
    assert event.certainty == "asserted"
    assert event.authority is not None
    assert event.authority.written == authority
    assert [who.name for who in event.subjects] == names


def test_a_number_in_brackets_is_the_decisions_own_though_the_party_broke_a_rule() -> None:
    text = (
        "市公积金中心对未按规定缴存的临川华谊纺织有限公司作出罚款3万元的行政处罚（临公积金罚〔2023〕4号）。"
    )
    (event,) = parse_text(text, ner="off").events
    assert event.document_number == "临公积金罚〔2023〕4号"


def test_the_number_of_a_rule_is_not_the_acts() -> None:
    text = "按照《信用管理办法》（临政发〔2021〕3号），将临川华谊纺织有限公司列入重点关注名单。"
    (event,) = parse_text(text, ner="off").events
    assert event.document_number is None


def test_of_several_letters_each_is_to_its_own_addressee() -> None:
    letters = "".join(
        f"{firm}：\n你单位提交的信用修复申请{result}。\n"
        for firm, result in (
            ("临江音素食品有限公司", "符合规定，自2023年11月24日起终止公示行政处罚信息"),
            ("临江永河建材有限公司", "经审查不予受理"),
        )
    )
    events = parse_text("信用修复决定书\n" + letters, ner="off").events
    told = {event.subjects[0].name: event.certainty.value for event in events}
    assert told == {"临江音素食品有限公司": "asserted", "临江永河建材有限公司": "negated"}


@pytest.mark.parametrize(
    "text",
    [
        "临江梅花旅游用品有限公司已补报年度报告，我局决定不予吊销。",
        "经审查，临江永河建材有限公司的修复申请不符合条件，予以退回，不予修复。",
    ],
)
def test_a_denial_inside_the_phrase_is_one(text: str) -> None:
    events = parse_text(text, issuer="临江县市场监督管理局", ner="off").events
    assert {event.certainty.value for event in events} <= {"negated"}
