"""Letters of decision, circulars of praise and blame, notices by announcement → what they report."""

from __future__ import annotations

from typing import Any

from notice_parser import parse_text

TEMPLATE = """临泽县市场监督管理局
行政处罚决定书
临市监处罚〔2024〕56号
当事人：临泽县翠缘珠宝有限公司
主体资格证照名称：营业执照
经查，当事人发布虚假广告。2024年3月6日，本局向当事人送达了《行政处罚告知书》，当事人未要求听证。
依据《中华人民共和国广告法》第五十七条第（一）项的规定，责令当事人停止发布广告，并决定处罚如下：
罚款人民币贰拾万元整（¥200000.00）。
当事人应当自收到本处罚决定书之日起十五日内，将罚款缴至指定银行。
临泽县市场监督管理局
2024年3月22日"""
ORDERED = """临泽县生态环境局责令改正违法行为决定书
临环责改字〔2023〕14号
临泽天桥岭木业有限公司：
我局发现你单位锅炉除尘设施未正常运行。
我局责令你单位自收到本决定书之日起立即改正上述违法行为。如你单位拒不改正，我局将依法实施按日连续处罚。
临泽县生态环境局
2023年5月16日"""
SERVED = """临泽县人力资源和社会保障局
行政处理决定书送达公告
临人社监公〔2023〕9号
甘肃巴山建筑劳务分包有限公司：
你单位拖欠刘某等27名劳动者工资一案，本机关已于2023年8月10日依法作出《行政处理决定书》（临人社监理字〔2023〕15号），责令你单位自收到决定书之日起10日内支付拖欠工资412600元。
逾期不履行的，本机关将依法申请人民法院强制执行，并将你单位列入拖欠农民工工资失信联合惩戒对象名单。
临泽县人力资源和社会保障局
2023年9月14日"""
TOLD_OF = """税务行政处罚事项告知书送达公告
临税稽送告〔2024〕18号
临泽县禾顺达商贸有限公司：
一、你单位对外虚开发票。根据《中华人民共和国发票管理办法》第三十七条的规定，拟对你单位处以50万元的罚款。
二、你单位有陈述、申辩的权利。
三、若拟对你单位罚款10000元（含10000元）以上，你单位有要求听证的权利。
国家税务总局临泽县税务局稽查局
2024年6月20日"""
BUILDING = """临泽县住房和城乡建设局关于建筑市场违法违规行为的通报
临住建发〔2023〕87号
各有关单位：
2023年6月以来，我局共检查在建项目46个，下发责令整改通知书31份。现将有关情况通报如下：
一、受到处理的单位
（一）甘肃河套金源建筑有限公司承建的金沙花园项目，项目经理长期不在岗，暂停其在我县承揽工程三个月，自2023年7月10日起至2023年10月9日止。
（二）临泽县阴山监理有限责任公司未按规范实施旁站监理，责令限期整改，并处罚款2万元（临住建罚字〔2023〕12号）。
（三）临泽县鸿雁劳务服务有限公司未按月支付农民工工资，此前挂牌的“无欠薪企业”予以摘牌。
二、表扬的单位
甘肃乌拉山水利建设集团有限公司管理规范，给予通报表扬。
临泽县住房和城乡建设局
2023年7月8日"""
SCHOOLS = """张掖市教育局关于校外培训机构违规行为查处情况的通报
张教通〔2022〕41号
近期，市、县两级教育部门开展检查，抽查机构112所，其中未发现问题的97所。现通报如下：
1.临泽县睿思堂培训学校有限公司。超时段开展学科类培训，临泽县教育局责令其停止办学，列入校外培训机构黑名单。
2.临泽县启航文化艺术培训中心。一次性收取超过3个月费用，临泽县教育局对其予以约谈、警告。
3.临泽县双庙镇小天鹅托管中心经整改验收合格，解除“黄牌”警示。
请各地引以为戒。凡再次发现违规的，一律吊销办学许可证。
张掖市教育局
2022年8月17日"""
REGULATOR = """中国银行保险监督管理委员会张掖监管分局行政处罚信息公开表
行政处罚决定书文号：张银保监罚决字〔2022〕7号
被处罚当事人姓名或名称：
个人姓名：陆某
单位名称：甘肃临泽农村商业银行股份有限公司
行政处罚决定：对甘肃临泽农村商业银行股份有限公司罚款人民币90万元；对陆某给予警告并罚款5万元
作出处罚决定的机关名称：中国银行保险监督管理委员会张掖监管分局
作出处罚决定的日期：2022年8月19日"""
HONOUR_LOST = """关于取消临泽县三间房粮油贸易有限公司“守合同重信用企业”公示资格的公告
临市监信〔2022〕31号
经查，临泽县三间房粮油贸易有限公司在申报“守合同重信用”企业公示活动中隐瞒合同违约事实。依据《甘肃省“守合同重信用”企业公示办法》第十七条，决定取消其2020-2021年度“守合同重信用”企业公示资格，三年内不再受理其申请。
临泽县市场监督管理局
2022年9月27日"""


def asserted(text: str) -> list[dict[str, Any]]:
    """Return the asserted records of a notice."""
    return [record for record in parse_text(text).records() if record["certainty"] == "asserted"]


def rows(text: str, *fields: str) -> list[tuple[Any, ...]]:
    """Return kind, name and ``fields`` of each asserted record and subject, sorted."""
    return sorted(
        (record["event_type"], subject["name"], *(record[field] for field in fields))
        for record in asserted(text)
        for subject in record["subjects"]
    )


def test_a_penalty_that_stands_alone_under_the_words_that_decide() -> None:
    assert rows(TEMPLATE, "fine_yuan", "document_number", "event_date") == [
        ("admin.penalty", "临泽县翠缘珠宝有限公司", "200000", "临市监处罚〔2024〕56号", "2024-03-22")
    ]


def test_a_form_gives_the_day_of_its_decision_on_a_line() -> None:
    assert rows(REGULATOR, "fine_yuan", "event_date") == [
        ("admin.penalty", "甘肃临泽农村商业银行股份有限公司", "900000", "2022-08-19"),
        ("admin.penalty", "陆某", "50000", "2022-08-19"),
    ]


def test_an_order_to_you_falls_on_whom_the_letter_is_to_and_what_may_follow_is_not_done() -> None:
    assert rows(ORDERED, "penalty_kinds") == [("admin.penalty", "临泽天桥岭木业有限公司", ["责令改正"])]
    assert rows(SERVED, "document_number", "event_date") == [
        ("admin.penalty", "甘肃巴山建筑劳务分包有限公司", "临人社监理字〔2023〕15号", "2023-08-10")
    ]
    listing = [r for r in parse_text(SERVED).records() if r["event_type"] == "list.serious"]
    assert [record["certainty"] for record in listing] == ["conditional"]


def test_the_right_to_a_hearing_is_no_second_penalty() -> None:
    told = [(r["certainty"], r["fine_yuan"]) for r in parse_text(TOLD_OF).records()]
    assert told == [("proposed", "500000")]


def test_a_circular_blames_and_praises_each_under_its_own_heading() -> None:
    assert rows(BUILDING, "event_date", "start", "end", "duration", "fine_yuan") == [
        ("admin.inspection", "在建项目", None, None, None, None, None),
        ("admin.penalty", "临泽县阴山监理有限责任公司", "2023-07-08", None, None, None, "20000"),
        ("decision.revoked", "临泽县鸿雁劳务服务有限公司", "2023-07-08", None, None, None, None),
        ("honour.award", "甘肃乌拉山水利建设集团有限公司", "2023-07-08", None, None, None, None),
        ("measure.punish", "甘肃河套金源建筑有限公司", "2023-07-08", "2023-07-10", "2023-10-09", "P3M", None),
    ]


def test_acts_of_county_bureaus_in_a_circular_of_the_city_are_not_dated_by_it() -> None:
    told = {(r["event_type"], r["authority"]["written"], r["event_date"]) for r in asserted(SCHOOLS)}
    assert told == {
        ("admin.inspection", "张掖市教育局", None),
        ("admin.penalty", "临泽县教育局", None),
        ("list.serious", "临泽县教育局", None),
        ("list.warning", "张掖市教育局", "2022-08-17"),
    }
    (looked_at,) = [r for r in asserted(SCHOOLS) if r["event_type"] == "admin.inspection"]
    assert ([s["name"] for s in looked_at["subjects"]], looked_at["stated_count"]) == (["机构"], 112)


def test_an_honour_taken_back_and_what_is_barred_with_it() -> None:
    assert rows(HONOUR_LOST, "duration", "event_date") == [
        ("decision.revoked", "临泽县三间房粮油贸易有限公司", None, "2022-09-27"),
        ("measure.punish", "临泽县三间房粮油贸易有限公司", "P3Y", "2022-09-27"),
    ]


def test_who_is_praised_is_not_who_praises() -> None:
    praised = """临泽县财政局关于政府采购监督检查情况的通报
对做得好的临泽县政府采购代理服务中心、甘肃淮上工程咨询有限公司予以通报表扬。
临泽县财政局
2024年1月11日"""
    (record,) = asserted(praised)
    assert record["authority"]["written"] == "临泽县财政局"


def test_of_several_issuers_the_first_acts() -> None:
    joint = """临泽县市场监督管理局 临泽县商务局
关于取消有关单位联盟成员资格的公告
临泽县好又来超市多次违反承诺，取消其联盟成员资格。
2023年3月16日"""
    assert {r["authority"]["written"] for r in asserted(joint)} == {"临泽县市场监督管理局"}


def test_what_a_party_pleads_for_is_not_granted() -> None:
    plea = "经查明，丁某请求免予处罚。经复核，我局对丁某的申辩意见不予采纳。"
    assert asserted(plea) == []
