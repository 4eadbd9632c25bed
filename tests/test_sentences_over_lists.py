"""Sentences that point at the list below them, sections that move a grade, decisions that tell what came before."""

from __future__ import annotations

from typing import Any

from notice_parser import parse_text


def told(text: str) -> list[dict[str, Any]]:
    return [dict(record) for record in parse_text(text).records()]


def names(record: dict[str, Any]) -> list[str]:
    return [who["name"] for who in record["subjects"]]


def test_each_list_belongs_to_the_sentence_right_above_it() -> None:
    text = """临泽县住房和城乡建设局关于资质核查结果的公告
一、限期整改。下列企业注册人员不足，责令其于2024年8月31日前完成整改：
临泽县正合建筑工程有限公司、临泽县长路水电安装有限公司。
二、撤回资质。下列企业经整改仍达不到标准，撤回其建筑业企业资质证书：
临泽县沙河劳务有限公司（模板脚手架，证书编号D362000001）
临泽县石鼓建设有限公司（施工总承包叁级，证书编号D362000002）
2024年5月26日
"""
    ordered, other, withdrawn = told(text)
    assert [(r["penalty_kinds"], names(r)) for r in (ordered, other)] == [
        (["责令改正"], ["临泽县正合建筑工程有限公司"]),
        (["责令改正"], ["临泽县长路水电安装有限公司"]),
    ]
    assert withdrawn["event_type"] == "admin.licence"
    assert names(withdrawn) == ["临泽县沙河劳务有限公司", "临泽县石鼓建设有限公司"]


def test_a_licence_number_in_brackets_is_no_label() -> None:
    text = """临泽县教育局关于注销民办学校办学许可证的公告
现依申请注销下列民办学校办学许可证：
1.临泽县小桔灯幼儿园（办学许可证号：教民162072360000018号）
2.临泽县向阳托管中心
临泽县教育局
2024年6月10日
"""
    (event,) = told(text)
    assert (event["event_type"], names(event)) == (
        "admin.licence",
        ["临泽县小桔灯幼儿园", "临泽县向阳托管中心"],
    )


def test_sections_say_the_grade_that_holds_now() -> None:
    text = """国家税务总局临泽县税务局关于2023年度纳税信用A级纳税人动态调整的公告
一、上调为A级（1户）
临泽县谷雨种业有限公司（纳税人识别号91620723MA71X2Y3Z4）
二、由A级下调为B级（1户）
临泽县黑河酒业有限公司，因查补税款未按期缴纳。
三、由A级直接判为D级（1户）
临泽县广源再生资源有限公司，因虚开发票。该级别保留至2026年12月31日。
国家税务总局临泽县税务局
2024年8月14日
"""
    assert [(names(r)[0][3:5], r["list_level"], r["end"]) for r in told(text)] == [
        ("谷雨", "A级", None),
        ("黑河", "B级", None),
        ("广源", "D级", "2026-12-31"),
    ]


def test_first_results_for_objections_are_proposed() -> None:
    text = """临泽县生态环境局关于2023年度企业环境信用评价初评结果的公示
一、拟评为环保诚信企业
1.临泽县永茂机械有限公司
2.临泽县华辰热力有限公司
二、拟评为环保不良企业
1.临泽县宏源化工有限公司
2.临泽县鑫达选矿厂
公示期为2024年5月12日至5月18日。
临泽县生态环境局
2024年5月12日
"""
    assert [(r["list_level"], r["certainty"], len(names(r))) for r in told(text)] == [
        ("环保诚信", "proposed", 2),
        ("环保不良", "proposed", 2),
    ]


def test_people_stand_under_their_unit_and_offices_among_the_winners() -> None:
    text = """关于命名“河湖卫士”先进集体和先进个人的决定
授予鸭暖镇河长制办公室等3个单位“河湖卫士先进集体”称号，授予贺青岫等3名同志“河湖卫士先进个人”称号。
附件1
先进集体名单（3个）
鸭暖镇河长制办公室
临泽县水务局河湖股
沙河街道办事处
附件2
先进个人名单（3名）
鸭暖镇：贺青岫
县水务局：王亦青　李沐岫
责任编辑：张晓岚
临泽县河长制办公室
2024年1月22日
"""
    groups, people = told(text)
    assert groups["list_name"] == "河湖卫士先进集体"
    assert names(groups) == ["鸭暖镇河长制办公室", "临泽县水务局河湖股", "沙河街道办事处"]
    assert (people["list_name"], names(people)) == ("河湖卫士先进个人", ["贺青岫", "王亦青", "李沐岫"])


def test_what_a_decision_tells_of_before_has_not_its_number() -> None:
    text = """行政处罚决定书
临城罚决字〔2024〕第18号
当事人：临泽县腾远建材有限公司
2024年4月9日，本机关对当事人占用道路的行为立案调查，并向当事人送达《责令限期改正通知书》（临城责改字〔2024〕第7号）。
本机关决定对当事人作出如下行政处罚：罚款6000元。
临泽县城市管理局
2024年5月6日
"""
    found = {(r["event_type"], tuple(r["penalty_kinds"] or ())): r for r in told(text)}
    assert found["admin.investigation", ()]["document_number"] is None
    assert found["admin.penalty", ("责令改正",)]["document_number"] == "临城责改字〔2024〕第7号"
    assert found["admin.penalty", ("罚款",)]["document_number"] == "临城罚决字〔2024〕第18号"


def test_one_measure_that_goes_on_is_one_event_with_its_term() -> None:
    text = "评标专家贺某未按评标标准评标，记6分，暂停评标资格3个月（2024年3月1日至2024年5月31日）。"
    found = [r for r in told(text) if r["event_type"] == "measure.punish"]
    assert [(names(r), r["duration"], r["start"], r["end"]) for r in found] == [
        (["贺某"], "P3M", "2024-03-01", "2024-05-31")
    ]


def test_unpaid_workers_are_no_count_of_those_listed() -> None:
    text = (
        "临泽县人社局对拖欠37名农民工工资71.3万元的临泽县鸿图劳务有限公司作出列入拖欠农民工工资"
        "失信联合惩戒对象名单决定，期限三年；对其法定代表人熊某同步列入。"
    )
    (event,) = told(text)
    assert event["stated_count"] is None
    assert names(event) == ["临泽县鸿图劳务有限公司", "熊某"]


def test_sole_traders_are_marked_and_firms_graded_out_of_a_number() -> None:
    marked, *_ = told("近日，临泽县市场监管局对三年未报年报的126户个体工商户作出标记经营异常状态处理。")
    assert (marked["event_type"], marked["stated_count"]) == ("list.abnormal", 126)
    assert told("对存在下列情形的企业标记经营异常状态。") == []
    (rated,) = told(
        "县住建局开展物业服务企业信用评价，全县84家物业服务企业中，评定AAA级12家、A级61家、C级11家。"
    )
    assert (rated["event_type"], rated["stated_count"], rated["list_name"]) == (
        "rating.batch",
        84,
        "物业服务企业信用评价",
    )


def test_a_letter_asks_and_a_seal_is_lifted() -> None:
    letter = """关于实施联合惩戒的函
县文旅局：
现商请贵单位对上述企业采取以下联合惩戒措施：
1.县文旅局暂停临泽县北方客运有限公司承接旅行社包车业务；
临泽县交通运输局
2024年6月16日
"""
    assert {r["certainty"] for r in told(letter)} == {"prescriptive"}
    lifted = """关于解除临时查封的决定
临消解封〔2024〕第3号
临泽县碧湖渔业有限公司：
2024年4月19日，你单位提出解除临时查封申请。经检查，火灾隐患已消除，决定自2024年4月20日起解除临时查封。
临泽县消防救援大队
2024年4月20日
"""
    (event,) = [r for r in told(lifted) if r["event_type"] == "admin.coercion"]
    assert (names(event), event["event_date"]) == (["临泽县碧湖渔业有限公司"], "2024-04-20")


def test_a_record_in_labels_keeps_the_list_of_its_own_sentence() -> None:
    text = """临泽县人力资源和社会保障局公布2024年第二批重大劳动保障违法行为
案例一
单位名称：临泽县盛泰服装加工厂
主要违法事实：拖欠张某等21名劳动者工资18.6万元。
处理情况：2024年4月11日，临泽县人社局依法下达《劳动保障监察限期改正指令书》，该单位逾期未履行。
案例二
单位名称：临泽县温泉建安有限公司
处理情况：2024年6月20日，对该单位作出罚款6万元的行政处罚（临人社罚字〔2024〕012号），并将其列入拖欠农民工工资失信联合惩戒名单。
"""
    found = told(text)
    (ordered,) = [r for r in found if r["penalty_kinds"] == ["责令改正"]]
    assert (names(ordered), ordered["event_date"]) == (["临泽县盛泰服装加工厂"], "2024-04-11")
    (fined,) = [r for r in found if r["fine_yuan"] == "60000"]
    assert (fined["event_date"], fined["document_number"]) == ("2024-06-20", "临人社罚字〔2024〕012号")
    assert "拖欠农民工工资失信联合惩戒名单" in {
        r["list_name"] for r in found if names(r) == ["临泽县温泉建安有限公司"]
    }


def test_parties_below_a_sentence_and_a_shop_addressed() -> None:
    barred = """临泽县公安局交通警察大队公告
下列人员因肇事后逃逸构成犯罪，被吊销机动车驾驶证且终生不得重新取得机动车驾驶证：
1.贺某某，男，汉族，1988年生，准驾车型C1；
2.李某某，男，汉族，1979年生，准驾车型B2。
临泽县公安局交通警察大队
2024年5月9日
"""
    assert [(names(r), r["penalty_kinds"]) for r in told(barred)] == [
        (["贺某某"], ["吊销许可证件"]),
        (["李某某"], ["吊销许可证件"]),
    ]
    letter = """关于暂停临泽县康源药店医保服务协议的通知
临泽县康源药店：
你店存在串换药品行为，现决定：
1.暂停你店医保服务协议3个月，自2024年4月15日起至2024年7月14日止；
临泽县医疗保障局
2024年4月10日
"""
    (event,) = [r for r in told(letter) if r["event_type"] == "measure.punish"]
    assert (names(event), event["certainty"], event["duration"]) == (["临泽县康源药店"], "asserted", "P3M")


def test_a_guide_is_fined_apart_from_the_agency() -> None:
    text = "对临泽县雪域旅行社有限公司处3万元罚款，责令停业整顿15日，对其导游王某某处5000元罚款并暂扣导游证3个月。"
    assert [(names(r), r["fine_yuan"]) for r in told(text)] == [
        (["临泽县雪域旅行社有限公司"], "30000"),
        (["王某某"], "5000"),
    ]


def test_a_black_list_whose_items_are_told_below_their_names() -> None:
    text = """临泽县农业农村局关于公布2024年第一批农资打假“黑榜”的公告
现将第一批“黑榜”经营主体公告如下，列入期限为1年，自2024年5月1日至2025年4月30日。
一、临泽县新华镇丰乐农资店
销售未审定玉米种子，罚款1.2万元（临农（种子）罚〔2024〕3号）。
二、临泽县兴旺农资有限责任公司
销售不合格复合肥，没收违法所得680元，罚款5600元（临农（肥料）罚〔2024〕5号）。
临泽县农业农村局
2024年4月28日
"""
    listed, first, second = told(text)
    assert (listed["event_type"], len(names(listed)), listed["end"]) == ("list.serious", 2, "2025-04-30")
    assert [(names(r)[0][-3:], r["fine_yuan"], r["document_number"]) for r in (first, second)] == [
        ("农资店", "12000", "临农（种子）罚〔2024〕3号"),
        ("任公司", "5600", "临农（肥料）罚〔2024〕5号"),
    ]


def test_the_story_names_whom_the_title_of_a_case_hides() -> None:
    text = """临泽县生态环境局通报
案例一：某养殖场未批先建案
2024年3月12日检查发现，临泽县绿源养殖农民专业合作社擅自开工建设。我局于2024年4月20日对其作出罚款4.2万元的处罚决定。
案例二：临泽县海升生物科技有限公司数据造假案
公安机关对运维人员徐某某行政拘留10日；对该公司罚款36万元，并将其环境信用等级由蓝牌降为黑牌。
临泽县生态环境局
2024年7月10日
"""
    found = told(text)
    assert [(names(r), r["fine_yuan"]) for r in found if r["event_type"] == "admin.penalty"] == [
        (["临泽县绿源养殖农民专业合作社"], "42000"),
        (["徐某某"], None),
        (["临泽县海升生物科技有限公司"], "360000"),
    ]
    (graded,) = [r for r in found if r["event_type"] == "rating.assigned"]
    assert (names(graded), graded["list_level"]) == (["临泽县海升生物科技有限公司"], "黑牌")


def test_what_was_looked_up_is_no_listing_and_a_head_is_no_addressee() -> None:
    looked_up = "县自然资源局在竞买资格审查中，查询到临泽县石林文旅有限公司被列入失信被执行人名单，依法取消其竞买资格。"
    (event,) = told(looked_up)
    assert (event["event_type"], names(event)) == ("measure.punish", ["临泽县石林文旅有限公司"])
    served = """行政处罚决定书送达公告
临泽县鑫源废品收购站（经营者：汪某某）：
本局于2024年5月20日对你单位作出《行政处罚决定书》（临市监处罚〔2024〕73号），决定吊销你单位营业执照。
临泽县市场监督管理局
2024年6月3日
"""
    (event,) = told(served)
    assert names(event) == ["临泽县鑫源废品收购站"]


def test_a_listing_by_mistake_is_undone() -> None:
    text = "县信用办误将临泽县葫芦河砂厂列入2023年第四季度失信企业名单，经核实后于2024年3月20日予以撤销。"
    (event,) = told(text)
    assert (event["action"], event["event_date"], names(event)) == (
        "revoke",
        "2024-03-20",
        ["临泽县葫芦河砂厂"],
    )


def test_the_above_firms_are_those_named_before() -> None:
    text = (
        "临泽县泾水建设工程有限公司、临泽县密须建筑安装有限公司注册建造师不足，临泽县荆山劳务有限公司未提交材料。"
        "现将上述3家企业标注为“资质异常”，标注期间不得参加本县工程投标。"
    )
    (event,) = [r for r in told(text) if r["event_type"] == "measure.punish"]
    assert (len(names(event)), event["stated_count"]) == (3, 3)


def test_a_court_bars_consumption_in_an_item() -> None:
    text = """临泽县人民法院公告
被执行人柳某某：
本院决定：
一、将柳某某纳入失信被执行人名单，期限二年；
二、对柳某某限制高消费。
临泽县人民法院
2024年5月12日
"""
    assert [(r["event_type"], names(r), r["duration"]) for r in told(text)] == [
        ("list.judgment_defaulter", ["柳某某"], "P2Y"),
        ("judicial.consumption_restriction", ["柳某某"], None),
    ]


def test_each_party_between_semicolons_has_its_own_term() -> None:
    text = (
        "决定取消张某某评标专家资格；对临泽县龙源监理咨询有限公司记不良行为一次，信用评价扣5分，"
        "6个月内禁止参加投标（自2024年6月1日至2024年11月30日）。"
    )
    assert [(names(r), r["start"], r["end"]) for r in told(text)] == [
        (["张某某"], None, None),
        (["临泽县龙源监理咨询有限公司"], "2024-06-01", "2024-11-30"),
    ]


def test_two_titles_are_given_in_one_sentence_and_a_prize_cut_is_none() -> None:
    text = "决定命名临泽县裕民农贸市场为“文明诚信市场”，临泽县沙河镇老兵羊肉馆等20家商户为“文明诚信商户”。"
    assert [(r["list_name"], r["stated_count"]) for r in told(text)] == [
        ("文明诚信市场", None),
        ("文明诚信商户", 20),
    ]
    assert told("扣减临泽县贝贝佳幼儿园2024年普惠奖补资金2万元。") == []


def test_a_list_called_below_is_taken_off_once() -> None:
    text = """临泽县市场监督管理局关于移出经营异常名录的公告
下列3户企业已补报年度报告，决定自2024年4月15日起移出经营异常名录：
临泽县红枸杞加工有限公司、临泽县舟塔果业专业合作社、临泽县恩和建材有限公司。
临泽县市场监督管理局
2024年4月15日
"""
    assert [(r["action"], r["certainty"], len(names(r))) for r in told(text)] == [("remove", "asserted", 3)]
