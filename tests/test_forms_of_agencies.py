"""Whole notices in the forms of courts, regulators, societies and award offices → what they report."""

from __future__ import annotations

from typing import Any

from notice_parser import parse_text

COURT = """临泽县人民法院失信被执行人名单公告
根据有关规定，现将下列拒不履行生效法律文书确定义务的被执行人纳入失信被执行人名单，并向社会公布：
1.临泽县恒岳置业有限公司，案号：（2023）甘0723执1234号，执行标的：356.2万元。
2.郑某某，男，身份证号：6222231975****0011，案号：（2023）甘0723执1301号，未履行金额12.5万元。
3.临泽金穗农业发展有限公司（法定代表人何某），（2024）甘0723执22号，违反财产报告制度。
临泽县人民法院
2024年5月16日"""
COURT_IN_BLOCKS = """沙河县人民法院关于公布失信被执行人名单的公告
我院决定对以下被执行人予以公开曝光：
（一）沙河县龙腾运输有限公司
案号：（2022）冀0582执567号
执行依据：（2021）冀0582民初890号民事判决书
应履行义务：支付货款468000元
（二）石某某
案号：（2022）冀0582执700号
应履行义务：支付劳动报酬23000元
沙河县人民法院
二〇二二年九月七日"""
RATED = """关于2023年度道路运输企业质量信誉考核结果的公告
现将结果公告如下：
一、道路旅客运输企业
AAA级（2家）：临泽县长途汽车运输有限公司、临泽通达客运有限公司
A级：无
B级（1家）：临泽县顺风客运有限公司
二、危险货物运输企业
AA级：临泽县宏达危货运输有限公司
临泽县众诚运输有限公司因停业未参加考核。
临泽县交通运输局
2024年4月2日"""
DECIDED = """行政处罚决定书
临财采罚〔2024〕3号
当事人：甘肃云图数据科技有限公司
经查，你公司提供虚假材料谋取中标。本机关决定对你公司作出如下行政处罚：
1.没收违法所得2000元；
2.处以罚款9350元；
3.列入不良行为记录名单，一年内禁止参加政府采购活动。
临泽县财政局（印章）
2024年7月19日"""
TAKEN_BACK = """关于撤销行政处罚的决定
临环撤字〔2023〕2号
甘肃绿川环保科技有限公司：
我局于2023年4月3日对你公司作出《行政处罚决定书》（临环罚〔2023〕11号），处罚款12万元。经复核，认定该处罚事实不清。
我局决定撤销临环罚〔2023〕11号行政处罚决定。
临泽县生态环境局
2023年8月21日"""
REGULATOR = """关于对甘肃恒远股份有限公司采取责令改正并对黄某某采取出具警示函措施的决定
〔2024〕33号
甘肃恒远股份有限公司、黄某某：
经查，甘肃恒远股份有限公司（以下简称恒远股份或公司）未及时披露关联交易。
我局决定对公司采取责令改正的行政监管措施，对黄某某采取出具警示函的行政监管措施。
中国证券监督管理委员会甘肃监管局
2024年3月15日"""
AWARDED = """临泽县卫生健康局关于表彰先进集体和健康卫士的决定
经研究，决定授予临泽县疾病预防控制中心等2个单位“全县卫生工作先进集体”称号，授予何明远等3名同志“健康卫士”称号。
附件：1.先进集体名单
2.健康卫士名单
临泽县卫生健康局
2024年2月8日
附件1
先进集体名单（2个）
临泽县疾病预防控制中心
临泽县双庙镇卫生院
附件2
健康卫士名单（3名）
何明远　临泽县人民医院主任医师
宋  洁  临泽县第一人民医院护士长
柳  青（女）  临泽县疾控中心科长"""
POSTED = """临泽县拖欠农民工工资失信联合惩戒对象名单公布
来源：县人力社保局  发布时间：2024-07-11 09:30  浏览次数：135
现将列入拖欠农民工工资失信联合惩戒对象名单的用人单位予以公布：
1.临泽桐鑫建筑装饰有限公司，拖欠32名农民工工资51.6万元，列入期限为2024年7月1日至2027年6月30日。
2.临泽金盾保安服务有限公司，拖欠8名劳动者工资9.3万元，列入期限3年。"""
OBJECTED = """临泽县公共信用中心异议处理结果公告
临泽县公共信用中心对下列异议作出处理：
下列社会组织未按期报送报告，县民政局于2022年9月20日列入活动异常名录：临泽县放映联合会、临泽县夕阳红养老服务中心。
此前列入活动异常名录的临泽县灯谜学会已履行义务，自2022年9月21日起移出。
县民政局对临泽县豆瓣商会拟作出撤销登记的处罚，尚未作出决定。
临泽县公共信用中心
2022年9月22日"""


def asserted(text: str) -> list[dict[str, Any]]:
    return [record for record in parse_text(text).records() if record["certainty"] == "asserted"]


def rows(text: str, *fields: str) -> list[tuple[Any, ...]]:
    return [
        (subject["name"], record["event_type"], *(record[field] for field in fields))
        for record in asserted(text)
        for subject in record["subjects"]
    ]


def test_a_court_lists_debtors_one_a_line() -> None:
    kind = "list.judgment_defaulter"
    assert rows(COURT, "document_number") == [
        ("临泽县恒岳置业有限公司", kind, "（2023）甘0723执1234号"),
        ("郑某某", kind, "（2023）甘0723执1301号"),
        ("临泽金穗农业发展有限公司", kind, "（2024）甘0723执22号"),
    ]


def test_a_court_lists_debtors_as_names_above_labels() -> None:
    kind = "list.judgment_defaulter"
    assert rows(COURT_IN_BLOCKS, "document_number", "event_date") == [
        ("沙河县龙腾运输有限公司", kind, "（2022）冀0582执567号", "2022-09-07"),
        ("石某某", kind, "（2022）冀0582执700号", "2022-09-07"),
    ]


def test_grades_of_a_reputation_counted_off_behind_colons() -> None:
    assert rows(RATED, "list_level", "list_name") == [
        ("临泽县长途汽车运输有限公司", "rating.assigned", "AAA级", "道路运输企业质量信誉考核"),
        ("临泽通达客运有限公司", "rating.assigned", "AAA级", "道路运输企业质量信誉考核"),
        ("临泽县顺风客运有限公司", "rating.assigned", "B级", "道路运输企业质量信誉考核"),
        ("临泽县宏达危货运输有限公司", "rating.assigned", "AA级", "道路运输企业质量信誉考核"),
    ]


def test_a_decision_told_item_by_item_is_one_penalty_and_a_listing() -> None:
    penalty, listing = asserted(DECIDED)
    assert (penalty["penalty_kinds"], penalty["fine_yuan"]) == (["没收违法所得", "罚款"], "9350")
    assert (penalty["confiscated_yuan"], penalty["document_number"]) == ("2000", "临财采罚〔2024〕3号")
    assert (listing["event_type"], listing["list_name"]) == ("list.serious", "不良行为记录名单")
    for record in (penalty, listing):
        assert record["authority"]["written"] == "临泽县财政局"  # signed beside the word for a seal
        assert [s["name"] for s in record["subjects"]] == ["甘肃云图数据科技有限公司"]


def test_a_decision_that_falls_is_not_counted_again() -> None:
    (record,) = asserted(TAKEN_BACK)
    assert (record["event_type"], record["event_date"]) == ("decision.revoked", "2023-08-21")
    assert [s["name"] for s in record["subjects"]] == ["甘肃绿川环保科技有限公司"]


def test_each_measure_falls_on_whom_its_clause_names() -> None:
    assert rows(REGULATOR, "document_number") == [
        ("甘肃恒远股份有限公司", "admin.penalty", "〔2024〕33号"),
        ("黄某某", "measure.punish", "〔2024〕33号"),
    ]


def test_annexes_hold_who_is_honoured_units_and_persons_with_their_posts() -> None:
    found = {(name, honour) for name, kind, honour in rows(AWARDED, "list_name") if kind == "honour.award"}
    assert found == {
        ("临泽县疾病预防控制中心", "全县卫生工作先进集体"),
        ("临泽县双庙镇卫生院", "全县卫生工作先进集体"),
        ("何明远", "健康卫士"),
        ("宋洁", "健康卫士"),
        ("柳青", "健康卫士"),
    }


def test_a_web_page_without_signature_and_items_with_terms_of_their_own() -> None:
    assert rows(POSTED, "start", "end", "duration") == [
        ("临泽桐鑫建筑装饰有限公司", "list.serious", "2024-07-01", "2027-06-30", None),
        ("临泽金盾保安服务有限公司", "list.serious", None, None, "P3Y"),
    ]
    assert {record["authority"]["written"] for record in asserted(POSTED)} == {"县人力社保局"}


def test_names_behind_a_colon_who_left_before_and_what_is_only_planned() -> None:
    assert rows(OBJECTED, "action", "event_date") == [
        ("临泽县放映联合会", "list.abnormal", "add", "2022-09-20"),
        ("临泽县夕阳红养老服务中心", "list.abnormal", "add", "2022-09-20"),
        ("临泽县灯谜学会", "list.abnormal", "remove", "2022-09-21"),
    ]


def test_results_of_objections_are_no_penalties() -> None:
    table = """临泽县公共信用中心异议处理结果公告
企业名称：临泽县恒岳五金有限公司
异议信息：行政处罚信息
处理结果：异议成立，予以删除
办结日期：2024年1月16日
企业名称：临泽县河婆食品有限公司
异议信息：欠缴社会保险费信息
处理结果：撤回申请，终止办理
办结日期：2024年2月20日
临泽县公共信用中心
2024年4月8日"""
    assert rows(table, "event_date") == [("临泽县恒岳五金有限公司", "objection.resolved", "2024-01-16")]


def test_boards_of_firms_with_their_place_of_work_in_brackets() -> None:
    board = """2024年3月物业服务企业红黑榜
红榜
1. 临泽县锦绣物业服务有限公司（江东大道小区）：设施维护及时，业主满意度高。
2. 甘肃黑河物业管理有限公司（阳光花园）：主动公开收支。
黑榜
1. 临泽县安居物业有限公司（丝绸家园）：电梯长期停运未维修。
2. 临泽县宏盛物业服务部（北湖巷片区）：消防通道堵塞。
临泽县住房和城乡建设局
2024年4月3日"""
    assert rows(board, "list_name") == [
        ("临泽县锦绣物业服务有限公司", "list.red", "红榜"),
        ("甘肃黑河物业管理有限公司", "list.red", "红榜"),
        ("临泽县安居物业有限公司", "list.serious", "黑榜"),
        ("临泽县宏盛物业服务部", "list.serious", "黑榜"),
    ]


def test_a_name_of_unknown_ending_between_names_is_one() -> None:
    shops = """关于表彰“诚信经营示范店”的通报
县市场监管局决定对下列4家“诚信经营示范店”予以通报表彰。名单如下：
临泽县十里镇康泰药店    临泽县沙河镇惠民超市
临泽县茶埠镇当归购销部    临泽县中寨镇鸿运农资店
临泽县平川镇和美理发店    临泽县蓼泉镇新华书店
临泽县市场监督管理局
2024年1月15日"""
    assert "临泽县茶埠镇当归购销部" in {name for name, _ in rows(shops)}


def test_the_former_grade_is_no_grade_given() -> None:
    letter = """关于调整纳税信用级别的通知书
临泽县九襄果品有限公司：
你单位2023年度纳税信用级别原评为M级。经复评，现调整为B级，自2024年6月1日起执行。
国家税务总局临泽县税务局
2024年5月30日"""
    assert rows(letter, "list_level", "list_name", "start") == [
        ("临泽县九襄果品有限公司", "rating.assigned", "B级", "纳税信用", "2024-06-01")
    ]


def test_all_whom_a_court_addresses_are_restricted() -> None:
    order = """临泽县人民法院公告
甘肃北部湾粮油贸易有限公司、覃某某：
因你们未履行义务，本院于2024年5月11日作出限制消费令，对你们采取限制消费措施。
临泽县人民法院
2024年5月20日"""
    kind = "judicial.consumption_restriction"
    assert rows(order, "event_date") == [
        ("甘肃北部湾粮油贸易有限公司", kind, "2024-05-11"),
        ("覃某某", kind, "2024-05-11"),
    ]
