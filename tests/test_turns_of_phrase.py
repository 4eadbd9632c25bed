"""Turns of phrase that notices of any city may use: who, when, which list, in wordings of no corpus notice."""

from __future__ import annotations

from typing import Any

import pytest

from notice_parser import parse_text
from notice_parser.notices.columns import column_of
from notice_parser.notices.penalties import sanction


def records(text: str, **about: str) -> list[dict[str, Any]]:
    return [r for r in parse_text(text, **about).records() if r["certainty"] == "asserted"]


def told(text: str, event_type: str, **about: str) -> dict[str, Any]:
    (record,) = [r for r in records(text, **about) if r["event_type"] == event_type]
    return record


def names(record: dict[str, Any]) -> list[str]:
    return [subject["name"] for subject in record["subjects"]]


@pytest.mark.parametrize(
    ("text", "event_type", "who"),
    [
        (
            "县商会将临泽云岫茶业有限公司从茶叶诚信经营联盟中除名。",
            "membership.alliance",
            "临泽云岫茶业有限公司",
        ),
        (
            "临泽县恒岳机电有限公司因歇业，申请退出诚信服务联盟，经研究予以同意。",
            "membership.alliance",
            "临泽县恒岳机电有限公司",
        ),
        (
            "临泽县谷语食品厂已于2024年5月6日书面承诺不再使用过期原料。",
            "commitment.made",
            "临泽县谷语食品厂",
        ),
        ("县文明委追授原退休医生贺青峰“诚信之星”称号。", "honour.award", "贺青峰"),
        (
            "茶农章青峰因拒绝以次充好，被县文明办授予“诚信茶农”荣誉，奖金已发放。",
            "honour.award",
            "章青峰",
        ),
        (
            "临泽县青河养蜂协会未按规定换届，5月8日被县民政局撤销登记。",
            "admin.penalty",
            "临泽县青河养蜂协会",
        ),
        (
            "临泽远帆驾校使用未年检车辆教学，给予全县通报批评。",
            "admin.penalty",
            "临泽远帆驾校",
        ),
        (
            "县金融办取消临泽县云屏小额贷款有限公司试点经营资格。",
            "admin.licence",
            "临泽县云屏小额贷款有限公司",
        ),
        (
            "临泽云屏建筑有限公司中标后放弃签约，记入不良行为记录，公布期限为2024年3月1日至2024年8月31日。",
            "measure.punish",
            "临泽云屏建筑有限公司",
        ),
    ],
)
def test_who_it_was_done_to(text: str, event_type: str, who: str) -> None:
    assert names(told(text, event_type, issuer="临泽县人民政府", published="2024-09-01")) == [who]


@pytest.mark.parametrize(
    "text",
    [
        "联盟成员违反章程的，从诚信经营联盟中除名。",
        "临泽县恒岳机电有限公司申请退出诚信服务联盟。",
        "拟取消临泽县云屏小额贷款有限公司试点经营资格。",
        "社会组织连续两年不参加年检的，由民政局撤销登记。",
        "此前被列为“空壳”企业的，经核实恢复经营后不再列入。",
    ],
)
def test_rules_wishes_and_plans_are_not_done(text: str) -> None:
    assert not records(text)


def test_a_term_of_publication_is_read_from_day_to_day() -> None:
    text = "临泽云屏建筑有限公司拒签合同，记入不良行为记录，公布期限为2024年3月1日至2024年8月31日。"
    record = told(text, "measure.punish", issuer="临泽县财政局")
    assert (record["start"], record["end"]) == ("2024-03-01", "2024-08-31")


def test_a_term_counted_from_the_decision_begins_on_its_day() -> None:
    text = "客运驾驶员贺某多次拒载，3月6日，我局决定暂停其从业资格使用，期限3个月，自决定之日起计算。"
    record = told(text, "measure.punish", issuer="临泽县交通运输局", published="2024-04-01")
    assert (record["start"], record["duration"]) == ("2024-03-06", "P3M")


def test_each_party_of_a_sentence_has_a_burden_of_its_own() -> None:
    text = (
        "临泽云屏建筑有限公司围标，暂停其在本县的投标资格6个月；"
        "项目负责人章青峰一年内不得担任新开工项目负责人。"
    )
    found = [r for r in records(text, issuer="临泽县住房和城乡建设局") if r["event_type"] == "measure.punish"]
    assert [names(r) for r in found] == [["临泽云屏建筑有限公司"], ["章青峰"]]


def test_a_day_told_before_holds_at_the_meeting_and_on_the_spot() -> None:
    text = (
        "9月6日，临泽县餐饮行业诚信大会召开，八十余家企业到会。\n"
        "会上成立了临泽县餐饮诚信联盟，首批46家商户加入。"
    )
    assert told(text, "membership.alliance", published="2024-09-08")["event_date"] == "2024-09-06"
    text = "4月2日，执行干警在车站找到躲债多年的贺某。因其拒不履行，临泽县人民法院当场宣布将贺某纳入失信被执行人名单。"
    assert told(text, "list.judgment_defaulter", published="2024-05-01")["event_date"] == "2024-04-02"


def test_other_items_lend_no_day() -> None:
    text = (
        "1．3月3日，县水务局召开例会。\n2．县商务局当天上门服务，为临泽县谷语食品厂等5家企业办理信用报告5份。"
    )
    assert all(r["event_date"] != "2024-03-03" for r in records(text, published="2024-04-01"))


def test_who_recommends_does_not_revoke() -> None:
    text = (
        "临泽县人民政府关于表彰诚信企业的决定\n"
        "县商务局推荐的1家企业弄虚作假，取消评选资格。2021年被命名为“诚信示范企业”的临泽云岫茶业有限公司"
        "存在欠税，决定撤销其“诚信示范企业”称号。\n临泽县人民政府\n2024年3月5日"
    )
    assert told(text, "decision.revoked")["authority"]["written"] == "临泽县人民政府"


def test_who_speaks_tells_of_his_own_office() -> None:
    text = "县水务局副局长贺青峰介绍，今年共检查采砂企业46户，对临泽县青河砂场罚款2万元。"
    record = told(text, "admin.penalty", issuer="临泽县人民政府")
    assert record["authority"]["written"] == "县水务局"


def test_a_news_page_does_not_act_itself() -> None:
    page = "临泽县人民政府\n首页 > 临泽要闻\n诚信之风吹进茶乡\n"
    text = "5月4日，临泽云岫茶业有限公司等12家会员签署《诚信经营承诺书》。"
    assert told(page + text, "commitment.made")["authority"] is None


def test_one_who_is_no_longer_listed_has_left() -> None:
    text = "此前被列为“失联”企业的临泽县云屏典当有限公司已恢复联系，不再列入。"
    record = told(text, "list.warning", issuer="临泽县金融工作局")
    assert (record["action"], names(record)) == ("remove", ["临泽县云屏典当有限公司"])


def test_days_told_one_by_one_are_shared_out() -> None:
    text = "临泽恒岳石料厂、临泽青河砂场的黄牌警示期限各延长三个月，分别至2024年6月1日和2024年7月9日。"
    ends = {names(r)[0]: r["end"] for r in records(text, issuer="临泽县应急管理局")}
    assert ends == {"临泽恒岳石料厂": "2024-06-01", "临泽青河砂场": "2024-07-09"}


def test_the_firms_head_is_listed_with_it() -> None:
    text = "临泽云屏建筑有限公司于2024年5月6日被本局列入拖欠农民工工资失信联合惩戒对象名单，其法定代表人贺某同时列入。"
    record = told(text, "list.serious", issuer="临泽县人力资源和社会保障局")
    assert names(record) == ["临泽云屏建筑有限公司", "贺某"]


def test_what_is_hidden_by_the_court_is_taken_off() -> None:
    text = (
        "临泽县人民法院失信被执行人公告\n一、屏蔽失信信息（2名）\n"
        "1．贺青峰（身份证号6207**********6412），已全部履行\n"
        "2．章万青（身份证号6207**********1338），达成执行和解\n临泽县人民法院\n2024年6月3日"
    )
    found = {names(r)[0]: (r["event_type"], r["action"]) for r in records(text)}
    assert found["章万青"] == ("list.judgment_defaulter", "remove")


def test_a_corrected_code_is_the_one_that_holds() -> None:
    text = (
        "关于更正2023年经营异常名录公告的公告\n"
        "序号4“临泽恒岳油泵厂”统一社会信用代码更正为91620723MA71ABCD2X。\n临泽县市场监督管理局\n2024年2月6日"
    )
    record = told(text, "objection.resolved")
    assert [(s["name"], s["identifier"]) for s in record["subjects"]] == [
        ("临泽恒岳油泵厂", "91620723MA71ABCD2X")
    ]


def test_a_case_that_was_revoked_is_its_partys() -> None:
    text = "序号6所列临泽县谷语食品厂一案已于2024年3月9日被我局撤销，现予删除。"
    record = told(text, "decision.revoked", issuer="临泽县市场监督管理局")
    assert (names(record), record["event_date"]) == (["临泽县谷语食品厂"], "2024-03-09")


def test_a_loan_is_given_by_the_bank_to_the_one_told_of() -> None:
    text = "种粮大户中，种植户贺青峰连续十年诚信经营。3月9日，临泽农村商业银行为其发放信用贷款30万元。"
    record = told(text, "application.service", published="2024-04-01")
    assert names(record) == ["贺青峰"]
    assert record["authority"]["written"] == "临泽农村商业银行"


def test_persons_handed_on_together_are_all_told() -> None:
    text = "县农业农村局查扣渔船1艘，嫌疑人贺某、章某某已移送县公安局处理。"
    found = [r for r in parse_text(text).records() if r["event_type"] == "admin.investigation"]
    assert [names(r) for r in found] == [["贺某", "章某某"]]


def test_the_district_is_no_part_of_the_group() -> None:
    text = "县市场监管局抽查辖区民宿36家。县商务局检查成品油经营主体120户次。"
    assert [names(r) for r in records(text)] == [["民宿"], ["成品油经营主体"]]


def test_an_objector_of_another_people_keeps_to_his_name() -> None:
    text = "古丽娜尔·某某反映其处罚信息已超期，经核实公示期未满，异议不成立，信息继续公示。"
    assert names(told(text, "objection.resolved", issuer="临泽县发展和改革局")) == ["古丽娜尔·某某"]


def test_a_post_taken_away_is_no_licence() -> None:
    assert sanction("警告，撤销其高级管理人员任职资格").kinds == ("警告", "取消任职资格")
    assert "吊销许可证件" in sanction("撤销其建筑业企业资质").kinds


def test_a_drafted_document_has_the_day_of_its_publication() -> None:
    text = "由县发展改革局会同县财政局制定的《临泽县信用评价办法》于6月12日公布。"
    assert told(text, "policy.issued", published="2024-06-30")["event_date"] == "2024-06-12"


def test_a_column_may_hold_the_penalty_and_its_day() -> None:
    assert column_of("处罚结果及日期") == "penalty"
    assert column_of("处理决定和时间") == "penalty"
    assert column_of("处罚决定日期") == "date"


ITEMS = (
    "临泽县交通运输局2024年3月行政处罚公示\n"
    "1. 临泽远帆物流有限公司，超限运输，临交罚〔2024〕12号，罚款5000元，2024年3月2日。\n"
    "2. 贺某，无证从事货运，临交罚〔2024〕15号，没收违法所得600元，罚款3000元，2024年3月9日。\n"
    "3. 临泽县云屏驾校：3月20日，因使用报废教练车，责令改正，罚款2万元；对直接负责人章青峰罚款2000元（临交罚〔2024〕17号）。\n"
    "临泽县交通运输局\n2024年4月4日"
)


def test_an_item_of_a_penalty_list_tells_all_of_its_penalty() -> None:
    found = {names(r)[0]: r for r in records(ITEMS)}
    assert set(found) == {"临泽远帆物流有限公司", "贺某", "临泽县云屏驾校", "章青峰"}
    told = {
        name: (r["document_number"], r["event_date"], r["fine_yuan"], r["confiscated_yuan"], r["reason"])
        for name, r in found.items()
    }
    assert told["临泽远帆物流有限公司"] == ("临交罚〔2024〕12号", "2024-03-02", "5000", None, "超限运输")
    assert told["贺某"] == ("临交罚〔2024〕15号", "2024-03-09", "3000", "600", "无证从事货运")
    assert told["临泽县云屏驾校"][:3] == ("临交罚〔2024〕17号", "2024-03-20", "20000")
    assert told["章青峰"][:3] == ("临交罚〔2024〕17号", "2024-03-20", "2000")


def test_licences_are_counted_off_under_their_announcement() -> None:
    text = (
        "关于准予临泽恒岳环保有限公司等2家单位危险废物经营许可的公告\n"
        "经审查，我局于2024年3月12日作出许可决定，现公告如下：\n"
        "1．临泽恒岳环保有限公司，编号：临危001号，有效期至2029年3月11日；\n"
        "2．临泽青河再生资源有限公司，编号：临危002号，有效期至2027年3月11日。\n"
        "临泽县生态环境局\n2024年3月15日"
    )
    found = {names(r)[0]: (r["event_type"], r["event_date"], r["end"]) for r in records(text)}
    assert found == {
        "临泽恒岳环保有限公司": ("admin.licence", "2024-03-12", "2029-03-11"),
        "临泽青河再生资源有限公司": ("admin.licence", "2024-03-12", "2027-03-11"),
    }


def test_what_leads_to_a_list_counts_and_dates_all_of_it() -> None:
    text = (
        "临泽县水务局关于2023年度不良行为记录的公告\n"
        "现将2家市场主体不良行为记录公告如下，公告期自2024年1月10日至2024年7月9日：\n"
        "一、临泽恒岳水利工程有限公司，转包工程；\n二、临泽青河监理有限公司，监理人员长期缺岗。\n"
        "临泽县水务局\n2024年1月8日"
    )
    found = records(text)
    assert {(r["stated_count"], r["start"], r["end"]) for r in found} == {(2, "2024-01-10", "2024-07-09")}


def test_the_count_of_other_things_is_not_that_of_the_rows() -> None:
    text = (
        "临泽县水务局关于2023年度不良行为记录的公告\n"
        "全县共抽查工地46家，现将不良行为记录公告如下：\n"
        "一、临泽恒岳水利工程有限公司，转包工程；\n二、临泽青河监理有限公司，监理人员长期缺岗。\n"
        "临泽县水务局\n2024年1月8日"
    )
    assert all(r["stated_count"] != 46 for r in records(text) if r["event_type"] == "list.warning")


def test_a_title_is_taken_back_from_the_one_named_before_it() -> None:
    text = "决定命名临泽县北关农贸市场等6个市场为“诚信市场”；撤销临泽西站服装市场“诚信市场”称号。"
    assert names(told(text, "decision.revoked", issuer="临泽县商务局")) == ["临泽西站服装市场"]


def test_who_investigated_did_not_sentence() -> None:
    text = "临泽青禾合作社2023年8月被县公安局立案侦查，法定代表人章某被判处有期徒刑十个月。"
    record = told(text, "judicial.judgment", published="2024-01-01")
    assert record["authority"] is None or record["authority"]["written"] != "县公安局"


def test_a_name_that_a_lazy_form_begins_is_taken_whole() -> None:
    text = "湟中区市场监管局4月17日吊销湟中区鲁沙镇云屏副食店食品经营许可证。"
    assert names(told(text, "admin.penalty", published="2024-05-01")) == ["湟中区鲁沙镇云屏副食店"]


def test_a_firm_and_its_head_are_fined_apart() -> None:
    text = "决定对临泽云屏烟花有限公司处人民币伍万元罚款，对其主要负责人章某处人民币贰万元罚款。"
    found = {names(r)[0]: r["fine_yuan"] for r in records(text, issuer="临泽县应急管理局")}
    assert found == {"临泽云屏烟花有限公司": "50000", "章某": "20000"}


def test_a_title_for_firms_is_proposed_and_its_publicity_is_no_term() -> None:
    text = "拟认定临泽县谷语合作社为2023年度“守合同重信用”企业，公示期为2024年1月8日至1月14日。"
    (record,) = parse_text(text, issuer="临泽县市场监督管理局").records()
    assert (record["event_type"], record["certainty"]) == ("honour.award", "proposed")
    assert (record["start"], record["end"]) == (None, None)


def test_who_is_called_lost_is_not_praised() -> None:
    text = "临泽云屏典当有限公司被认定为“失联”企业。"
    assert all(r["event_type"] != "honour.award" for r in records(text, issuer="临泽县金融办"))


def test_you_are_the_one_addressed_and_not_whoever_complained() -> None:
    text = (
        "关于撤销冒名登记的公告\n临泽县桂竹商贸有限公司：\n"
        "经查，你公司提交虚假材料取得设立登记，被冒用人潘某已举报，我局决定撤销你公司设立登记。\n"
        "临泽县市场监督管理局\n2023年9月20日"
    )
    found = records(text)
    assert found
    assert {name for r in found for name in names(r)} == {"临泽县桂竹商贸有限公司"}


def test_names_with_a_licence_number_behind_them_are_a_list() -> None:
    text = (
        "关于注销一批兽药经营许可证的公告\n以下2家单位许可证有效期届满未延续，现予注销：\n"
        "临泽县谷语兽药店（证号：兽药经营证字141234001）\n临泽县云岫兽药经营部（证号：兽药经营证字141234007）\n"
        "临泽县农业农村局\n2023年11月6日"
    )
    (record,) = [r for r in records(text) if r["event_type"] == "admin.licence"]
    assert names(record) == ["临泽县谷语兽药店", "临泽县云岫兽药经营部"]
    assert record["stated_count"] == 2
