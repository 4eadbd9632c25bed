"""Lists that stand in paragraphs: under captions of captions, with labels behind gaps, forms one below another."""

from __future__ import annotations

from typing import Any

from notice_parser import parse_text


def told(text: str) -> list[dict[str, Any]]:
    return [r for r in parse_text(text).records() if r["certainty"] == "asserted"]


def names(record: dict[str, Any]) -> list[str]:
    return [subject["name"] for subject in record["subjects"]]


def test_white_black_and_grey_lists_with_labels_behind_gaps() -> None:
    text = """临泽县教育局校外培训机构黑白名单公示（第三批）
现将我县校外培训机构黑白名单公示如下：
白名单：
1.临泽县启明星艺术培训学校　　办学许可证号：教民162050270000123　　地址：大城街道
2.临泽县蓝天体育俱乐部　　办学许可证号：教民162050270000124　　地址：东关街道
黑名单：
1.临泽县学而优文化辅导中心　　违规原因：无证办学，拒不停办
2.临泽县小博士托管班　　违规原因：违规开展学科类培训
灰名单（限期整改）：
临泽县金钥匙培训中心
临泽县教育局
2023年9月5日
"""
    read = told(text)
    assert [(r["event_type"], names(r)) for r in read] == [
        ("list.red", ["临泽县启明星艺术培训学校", "临泽县蓝天体育俱乐部"]),
        ("list.serious", ["临泽县学而优文化辅导中心"]),
        ("list.serious", ["临泽县小博士托管班"]),
        ("list.warning", ["临泽县金钥匙培训中心"]),
    ]
    assert {r["authority"]["written"] for r in read} == {"临泽县教育局"}
    assert [s["identifier"] for s in read[0]["subjects"]] == [None, None]


def test_names_under_a_caption_of_a_caption() -> None:
    text = """关于水利工程建设信用“红黑名单”的通报
一、列入红名单（3家）
（一）施工单位
平川水电建设集团有限公司
（二）监理单位
平川江河监理咨询有限公司、平川华禹工程咨询有限公司
二、列入黑名单（1家）
（一）平川汇通建筑有限公司：转包工程。
平川市水务局
2023年1月6日
"""
    assert [(r["event_type"], names(r)) for r in told(text)] == [
        ("list.red", ["平川水电建设集团有限公司"]),
        ("list.red", ["平川江河监理咨询有限公司", "平川华禹工程咨询有限公司"]),
        ("list.serious", ["平川汇通建筑有限公司"]),
    ]


def test_debtors_of_a_court_told_in_labels() -> None:
    text = """公 告
由于下列被执行人未履行生效法律文书确定的义务，本院依法将其纳入失信被执行人名单，现予公布。
1、被执行人：徐青峰，男，身份证号码：411302198*******34，案号：（2022）豫1302执3321号，未履行标的：8.6万元
2、被执行人：南州兴隆商贸有限公司，法定代表人：高某，案号：（2022）豫1302执3402号，未履行标的：126万元
南州市人民法院
2023年3月17日
"""
    assert [(r["event_type"], names(r), r["document_number"]) for r in told(text)] == [
        ("list.judgment_defaulter", ["徐青峰"], "（2022）豫1302执3321号"),
        ("list.judgment_defaulter", ["南州兴隆商贸有限公司"], "（2022）豫1302执3402号"),
    ]


def test_forms_one_below_another_keep_their_own_penalties() -> None:
    form = """行政处罚决定书文号：永银罚决字〔2022〕{number}号
被处罚当事人姓名或名称：{who}
法定代表人（主要负责人）姓名：孔某
主要违法违规事实（案由）：贷款“三查”不尽职
行政处罚决定：{penalty}
作出处罚决定的机关名称：永平监管分局
作出处罚决定的日期：2022年8月{number}日
"""
    text = "永平监管分局行政处罚信息公开表\n" + "\n".join(
        (
            form.format(number=11, who="单位：永平农村商业银行股份有限公司", penalty="罚款人民币40万元"),
            form.format(number=12, who="个人：贺青岫（时任城关支行行长）", penalty="警告，并处罚款5万元"),
        )
    )
    assert [(names(r), r["document_number"], r["fine_yuan"], r["event_date"]) for r in told(text)] == [
        (["永平农村商业银行股份有限公司"], "永银罚决字〔2022〕11号", "400000", "2022-08-11"),
        (["贺青岫"], "永银罚决字〔2022〕12号", "50000", "2022-08-12"),
    ]


def test_grades_of_an_examination_by_caption() -> None:
    text = """临泽县司法局关于律师事务所检查考核结果的公告
考核等次为“合格”的律师事务所（2家）：
甘肃海天律师事务所
甘肃正信律师事务所
考核等次为“不合格”的律师事务所（1家）：
甘肃众和律师事务所
临泽县司法局
2024年6月20日
"""
    assert [(r["list_level"], len(r["subjects"])) for r in told(text)] == [("合格", 2), ("不合格", 1)]


def test_fines_and_sums_taken_are_shared_out() -> None:
    text = """临泽县市场监督管理局通报
临泽绒都羊绒制品有限公司、临泽县远航密封件厂分别被处罚款1.2万元、0.8万元并没收违法所得2300元、1500元。
临泽县市场监督管理局
2023年7月28日
"""
    assert [(names(r), r["fine_yuan"], r["confiscated_yuan"]) for r in told(text)] == [
        (["临泽绒都羊绒制品有限公司"], "12000", "2300"),
        (["临泽县远航密封件厂"], "8000", "1500"),
    ]


def test_prizes_head_those_who_won_them() -> None:
    text = """关于表彰临泽县青年科技奖获奖者的决定
经评审，授予下列同志“临泽县青年科技奖”：
特等奖
王亦青　临泽县人民医院副主任医师
一等奖
李沐岫　临泽海迅器材有限公司工程师
张晓岚　临泽县农业科学研究所农艺师
临泽县科学技术局
2023年5月30日
"""
    assert [(r["list_level"], names(r)) for r in told(text)] == [
        ("特等奖", ["王亦青"]),
        ("一等奖", ["李沐岫", "张晓岚"]),
    ]


def test_a_firm_that_is_handed_on_and_listed_keeps_its_name() -> None:
    text = """临泽县住房公积金管理中心通报
将协助造假的临泽县中瑞房产经纪有限公司移送公安机关处理，并列入失信黑名单。
2022年，全县共查处非法采砂案件13起，刑事拘留7人。
临泽县住房公积金管理中心
2023年10月12日
"""
    handed_on, listed = told(text)
    assert handed_on["event_type"] == "admin.investigation"
    assert (listed["event_type"], names(listed)) == ("list.serious", ["临泽县中瑞房产经纪有限公司"])
