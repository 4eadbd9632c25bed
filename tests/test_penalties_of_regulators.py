"""Penalties as regulators publish them: one form for several parties, shares of one sum, cases and measures."""

from __future__ import annotations

from pathlib import Path

import pytest

from notice_parser import parse, parse_text
from test_plans_and_leads import told
from test_tables_of_agencies import told as told_of

FORM = """<tr><td colspan=3>行政处罚决定书文号</td><td>临金罚决字〔2024〕5号</td></tr>
<tr><td rowspan=3>被处罚当事人姓名或名称</td><td colspan=2>个人姓名</td><td>{person}</td></tr>
<tr><td rowspan=2>单位</td><td>名称</td><td>临泽青禾农村商业银行股份有限公司</td></tr>
<tr><td>法定代表人（主要负责人）姓名</td><td>苟建民</td></tr>
<tr><td colspan=3>主要违法违规事实（案由）</td><td>贷款分类不准确</td></tr>
<tr><td colspan=3>行政处罚决定</td><td>{said}</td></tr>
<tr><td colspan=3>作出处罚决定的机关名称</td><td>临泽金融监管分局</td></tr>
<tr><td colspan=3>作出处罚决定的日期</td><td>2024年4月8日</td></tr>"""
HEADER = ["序号", "当事人名称", "行政处罚决定书文号", "主要违法违规行为", "行政处罚内容", "作出决定机关"]


@pytest.mark.parametrize(
    ("person", "said", "expected"),
    [
        (
            "雷某峰",
            "对临泽青禾农村商业银行股份有限公司罚款45万元；对雷某峰给予警告。",
            [("临泽青禾农村商业银行股份有限公司", "450000"), ("雷某峰", None)],
        ),
        ("---", "罚款人民币三十万元整", [("临泽青禾农村商业银行股份有限公司", "300000")]),
    ],
)
def test_a_form_whose_labels_stand_in_groups(
    tmp_path: Path, person: str, said: str, expected: list[tuple[str, str | None]]
) -> None:
    page = tmp_path / "notice.html"
    rows = FORM.format(person=person, said=said)
    page.write_text(f"<html><body><h1>行政处罚信息公示表</h1><table>{rows}</table></body></html>", "utf-8")
    records = list(parse(page).records())
    assert [(r["subjects"][0]["name"], r["fine_yuan"]) for r in records] == expected
    assert {(r["document_number"], r["event_date"]) for r in records} == {
        ("临金罚决字〔2024〕5号", "2024-04-08")
    }


@pytest.mark.parametrize(
    ("name", "said", "expected"),
    [
        (
            "临泽青禾银行股份有限公司及相关责任人员",
            "对临泽青禾银行股份有限公司罚款420万元，其中，总行310万元，分支机构110万元；对时任总经理吕卫平撤销任职资格并处罚款5万元",
            [("临泽青禾银行股份有限公司", "4200000"), ("吕卫平", "50000")],
        ),
        (
            "江映雪（时任临泽青禾银行经理）、马拉古",
            "均警告，江映雪罚款5万元、马拉古罚款3万元",
            [("江映雪", "50000"), ("马拉古", "30000")],
        ),
        ("杨某、向某林", "分别处罚款2万元、1.5万元", [("杨某", "20000"), ("向某林", "15000")]),
        (
            "临泽云杉保险代理有限公司、邱某",
            "吊销业务许可证；对邱某罚款3万元",
            [("临泽云杉保险代理有限公司", None), ("邱某", "30000")],
        ),
        (
            "临泽青禾农村商业银行股份有限公司",
            "对青禾农商行罚款60万元",
            [("临泽青禾农村商业银行股份有限公司", "600000")],
        ),
        ("评审专家申某", "警告，罚款2000元", [("申某", "2000")]),
    ],
)
def test_one_cell_tells_the_parts_of_several(
    tmp_path: Path, name: str, said: str, expected: list[tuple[str, str | None]]
) -> None:
    row = ["1", name, "临金罚决字〔2024〕3号", "以贷收费", said, "临泽金融监管分局"]
    records = told_of(tmp_path, "行政处罚信息公开表", [HEADER, row])
    assert [(r["subjects"][0]["name"], r["fine_yuan"]) for r in records] == expected


def test_a_decision_on_several_names_each_sum_once() -> None:
    text = (
        "行政处罚决定书\n当事人：临泽澜起生物股份有限公司（以下简称澜起生物或公司）。\n褚立群，男，1968年11月出生，时任董事长。\n我局决定：\n"
        "一、对澜起生物责令改正，处以60万元罚款；\n"
        "二、对褚立群给予警告，并处以90万元罚款，其中作为主管人员罚款30万元，作为实际控制人罚款60万元。"
    )
    assert told(text, "fine_yuan") == [
        ("600000", ["临泽澜起生物股份有限公司"]),
        ("900000", ["褚立群"]),
    ]


def test_persons_addressed_with_their_firm_are_meant_by_you() -> None:
    text = (
        "监管措施决定书\n临泽同鑫会计师事务所（特殊普通合伙）、万里明、熊雪琴：\n"
        "我局决定对你们采取监管谈话的行政监管措施。如你们不服，可以申请行政复议。"
    )
    assert told(text, "event_type") == [
        ("measure.punish", ["临泽同鑫会计师事务所（特殊普通合伙）", "万里明", "熊雪琴"])
    ]


def test_a_party_may_be_called_anything_in_a_line_of_its_own() -> None:
    text = (
        "行政处罚决定书\n当事人：临泽县阿根海鲜排挡\n当事人曾于2023年9月被本局处以警告。本局告知拟处罚款12000元。\n"
        "决定责令当事人改正违法行为，并作如下处罚：\n1、没收违法所得216元；\n2、罚款8000元。"
    )
    assert told(text, "fine_yuan", "confiscated_yuan")[-1] == ("8000", "216", ["临泽县阿根海鲜排挡"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "一、吊销临泽恒捷物流有限公司（甘运许可字001873号）、临泽顺风运输有限公司（甘运许可字002206号）的《道路运输经营许可证》。",
            [("admin.penalty", ["临泽恒捷物流有限公司", "临泽顺风运输有限公司"])],
        ),
        ("临泽县律师协会给予临泽三游律师事务所律师覃芳训诫处分。", [("measure.punish", ["覃芳"])]),
        (
            "给予临泽县季华会计师事务所（普通合伙）公开谴责。",
            [("measure.punish", ["临泽县季华会计师事务所（普通合伙）"])],
        ),
        ("撤销中国注册会计师邝某的注册。", [("qualification.change", ["邝某"])]),
        (
            "县局对临泽云杉矿业有限公司罚款45万元，安全总监汪某处罚款3万元。",
            [
                ("admin.penalty", ["临泽云杉矿业有限公司"]),
                ("admin.penalty", ["汪某"]),
            ],
        ),
        ("对虞国强采取5年证券市场禁入措施。", [("admin.penalty", ["虞国强"])]),
        (
            "县税务局对临泽彝良源农业公司罚款3万元，并将其确定为重大税收违法失信主体。",
            [
                ("admin.penalty", ["临泽彝良源农业公司"]),
                ("list.serious", ["临泽彝良源农业公司"]),
            ],
        ),
        ("现对因交通肇事构成犯罪、被依法吊销机动车驾驶证的人员予以公告。", []),
        ("对临泽青禾砂石有限公司的罚款金额误登为“23万元”。", []),
        ("临泽县恒岳合作社被处以罚款2万元的决定不在撤销范围内。", [("admin.penalty", ["临泽县恒岳合作社"])]),
    ],
)
def test_acts_and_what_only_sounds_like_them(text: str, expected: list[tuple[str, list[str]]]) -> None:
    assert [each for each in told("情况公告\n" + text, "event_type") if each[1]] == expected


def test_a_heading_says_who_handled_the_case() -> None:
    text = (
        "公布典型案例\n一、临泽县市场监督管理局查处临泽县鑫泉加油站计量作弊案\n"
        "当事人安装作弊装置。依据《计量法》第二十六条，责令当事人改正违法行为，没收违法所得3.46万元，罚款2000元。"
    )
    assert told(text, "fine_yuan", "authority", sign="")[-1][:2] == (
        "2000",
        {"written": "临泽县市场监督管理局", "full": "临泽县市场监督管理局"},
    )


def test_goods_found_wanting_are_told_in_prose() -> None:
    text = "关于3批次食品不合格情况的通告\n（一）临泽县联盟鲜肉经营部销售的、来自外省的鲜鸡蛋，恩诺沙星不符合食品安全国家标准规定。"
    assert told(text, "event_type") == [("admin.inspection", ["临泽县联盟鲜肉经营部"])]


def test_records_below_the_line_of_a_site_keep_their_own_days() -> None:
    text = (
        "行政处罚信息公开\n时间：2024-01-05 14:02:00　来源：临泽县生态环境局\n1.临泽县恒源塑料厂\n案号：临环罚〔2023〕31号\n"
        "违法事实：未批先建\n处罚内容：罚款人民币22400元\n处罚决定日期：2023年12月4日"
    )
    assert told(text, "event_date", sign="") == [("2023-12-04", ["临泽县恒源塑料厂"])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("决定给予人民币45000元（肆万伍仟元整）罚款的行政处罚。", [("45000", ["临泽天利检修公司"])]),
        (
            "我局决定对你公司实施按日连续处罚，每日罚款数额为15万元，总计罚款数额为270万元。",
            [("2700000", ["临泽天利检修公司"])],
        ),
        (
            "责令你单位自收到本决定书之日起10日内一次性支付艾某等42名农民工工资687300元。",
            [(None, ["临泽天利检修公司"])],
        ),
        ("罚款于收到本决定书之日起15日内缴至银行，逾期每日按罚款数额的3%加处罚款。", []),
        ("如你公司未按期整改，我局将依法暂停你公司部分业务。", []),
    ],
)
def test_a_letter_to_a_firm(text: str, expected: list[tuple[str | None, list[str]]]) -> None:
    letter = f"行政处罚决定书\n临泽天利检修公司：\n经查，你公司违反规定。\n{text}"
    asserted = [
        (r["fine_yuan"], [s["name"] for s in r["subjects"]])
        for r in parse_text(f"{letter}\n临泽县水务局\n2024年6月13日").records()
        if r["certainty"] == "asserted"
    ]
    assert asserted == expected


def test_letters_in_one_paragraph_each_mean_their_own_party() -> None:
    text = (
        "采取监管措施\n临泽西山私募基金管理有限公司：经查，你公司未按约定披露信息。我局决定对你公司采取出具警示函的监管措施。\n"
        "缪志诚：经查，你作为法定代表人负有责任。我局决定对你采取监管谈话的监管措施。"
    )
    measures = [each for each in told(text, "event_type") if each[0] == "measure.punish"]
    assert [names for _, names in measures] == [["临泽西山私募基金管理有限公司"], ["缪志诚"]]


def test_lines_that_name_party_number_and_penalty() -> None:
    text = (
        "关于送达行政处罚决定书的公告\n临泽殷墟制药有限公司、临泽红旗机械厂：\n处罚内容如下：\n"
        "临泽殷墟制药有限公司（临罚决〔2021〕4号）：处以罚款3万元；\n临泽红旗机械厂（临罚决〔2021〕8号）：处以罚款1万元。"
    )
    assert told(text, "document_number", "fine_yuan") == [
        ("临罚决〔2021〕4号", "30000", ["临泽殷墟制药有限公司"]),
        ("临罚决〔2021〕8号", "10000", ["临泽红旗机械厂"]),
    ]


def test_taxes_and_fine_told_as_one_sum_are_no_fine() -> None:
    text = "案例通报\n临泽县税务局稽查局依法对柯某敏追缴税款、加收滞纳金并处罚款共计161.2万元。"
    assert told(text, "fine_yuan", sign="") == [(None, ["柯某敏"])]


def test_another_body_takes_the_licence() -> None:
    text = (
        "处理情况的通报\n临泽县小太阳教育咨询部擅自办学，责令停止办学，没收违法所得1.2万元；"
        "县市场监管局依法吊销其营业执照。"
    )
    assert told(text, "confiscated_yuan") == [
        ("12000", ["临泽县小太阳教育咨询部"]),
        (None, ["临泽县小太阳教育咨询部"]),
    ]


def test_the_person_behind_your_firm_is_the_one_fined() -> None:
    text = "处罚决定书\n临泽天利检修公司：\n我局决定对你单位罚款2万元，对你单位主要负责人王某某罚款2000元。"
    assert told(text, "fine_yuan") == [("20000", ["临泽天利检修公司"]), ("2000", ["王某某"])]
    text = "处理决定书\n临泽天利检修公司：\n责令你单位一次性支付职工艾某等42名农民工工资687300元。"
    assert told(text, "fine_yuan") == [(None, ["临泽天利检修公司"])]
