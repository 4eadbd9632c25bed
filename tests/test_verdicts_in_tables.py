"""Tables whose cells decide what a row is: how a listing goes on, what is refused, who is spared or blamed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from notice_parser import parse, parse_text


def page_of(
    folder: Path, title: str, *parts: str | list[str], sign: str = "临泽县应急管理局"
) -> list[dict[str, Any]]:
    """Print a page: a list of rows is a table, whose cells a bar parts, a string is a paragraph."""
    body = "".join(
        f"<p>{part}</p>"
        if isinstance(part, str)
        else "<table>"
        + "".join(f"<tr><td>{row.replace('|', '</td><td>')}</td></tr>" for row in part)
        + "</table>"
        for part in parts
    )
    page = folder / "notice.html"
    page.write_text(
        f"<html><body><h1>{title}</h1>{body}<p>{sign}</p><p>2024年5月22日</p></body></html>", "utf-8"
    )
    return list(parse(page).records())


def told(records: list[dict[str, Any]], *fields: str) -> list[tuple[Any, ...]]:
    return [(*(r[f] for f in fields), [s["name"] for s in r["subjects"]]) for r in records]


def test_a_column_says_how_each_listing_goes_on(tmp_path: Path) -> None:
    records = page_of(
        tmp_path,
        "临泽县应急管理局关于黄牌警示企业复核情况的通报",
        "2024年2月，我局将5家企业纳入安全生产黄牌警示名单。近期对期满的3家企业进行了复核，结果如下：",
        [
            "序号|企业名称|复核日期|复核结论",
            "1|临泽恒岳化工有限公司|2024-05-18|整改到位，移出",
            "2|临泽谷语木业有限公司|2024-05-19|未整改到位，延长三个月",
            "3|临泽青禾涂料厂|2024-05-19|整改不彻底，继续保留",
            "4|临泽北坡采石场|——|停产，暂缓复核",
        ],
    )
    assert told(records, "action", "event_date", "duration", "list_name") == [
        ("add", "2024-02", None, "安全生产黄牌警示名单", ["企业"]),
        ("remove", "2024-05-22", None, "安全生产黄牌警示名单", ["临泽恒岳化工有限公司"]),
        ("extend", "2024-05-22", "P3M", "安全生产黄牌警示名单", ["临泽谷语木业有限公司"]),
        ("maintain", "2024-05-22", None, "安全生产黄牌警示名单", ["临泽青禾涂料厂"]),
    ]


def test_a_yellow_card_turns_red(tmp_path: Path) -> None:
    records = page_of(
        tmp_path,
        "关于2024年第一季度红黄牌警示单位动态调整的通告",
        "经核查，现将调整情况通告如下：",
        [
            "单位名称|列入时间|核查结果|处理意见",
            "临泽恒岳化工有限公司|2023年11月|已整改|摘牌",
            "临泽谷语木业有限公司|2023年12月|未整改|黄牌转红牌",
            "临泽青禾涂料厂|2023年12月|部分整改|延期3个月",
        ],
    )
    assert told(records, "action", "list_level") == [
        ("remove", "黄牌", ["临泽恒岳化工有限公司"]),
        ("add", "红牌", ["临泽谷语木业有限公司"]),
        ("extend", "黄牌", ["临泽青禾涂料厂"]),
    ]
    assert all(not (r["event_date"] or "").startswith("2023") for r in records)


def test_whether_somebody_leaves_is_answered_by_yes_and_no(tmp_path: Path) -> None:
    records = page_of(
        tmp_path,
        "关于拖欠农民工工资“黑名单”企业移出情况的公告",
        ["企业名称|复查情况|是否移出", "临泽恒岳化工有限公司|已付清|是", "临泽谷语木业有限公司|未付清|否"],
    )
    assert told(records, "action", "certainty") == [
        ("remove", "asserted", ["临泽恒岳化工有限公司"]),
        ("remove", "negated", ["临泽谷语木业有限公司"]),
    ]


def test_a_repair_that_is_not_agreed_to_is_refused(tmp_path: Path) -> None:
    records = page_of(
        tmp_path,
        "临泽县信用修复结果公示",
        [
            "企业名称|处罚决定书文号|处罚日期|是否同意修复|修复日期",
            "临泽恒岳化工有限公司|临环罚〔2022〕3号|2022-03-01|同意|2024-05-11",
            "临泽谷语木业有限公司|临市监罚〔2023〕9号|2023-04-02|不同意|",
        ],
        sign="临泽县发展和改革局",
    )
    assert told(records, "certainty", "event_date") == [
        ("asserted", "2024-05-11", ["临泽恒岳化工有限公司"]),
        ("negated", None, ["临泽谷语木业有限公司"]),
    ]


def test_only_the_rows_that_say_so_are_listed(tmp_path: Path) -> None:
    records = page_of(
        tmp_path,
        "临泽县拖欠农民工工资企业处理情况表",
        [
            "企业名称|拖欠人数|处理情况",
            "临泽城建集团有限公司|35|列入“黑名单”",
            "临泽安装有限公司|12|已全部支付，不列入",
            "临泽瑞禾服饰有限公司|8|责令限期支付",
        ],
        sign="临泽县人力资源和社会保障局",
    )
    listed = [r for r in records if r["event_type"] == "list.serious"]
    assert told(listed, "certainty", "list_name")[0] == ("asserted", "黑名单", ["临泽城建集团有限公司"])
    assert told(listed, "certainty")[1:] == [("negated", ["临泽安装有限公司"])]


def test_a_listing_beside_an_inspection_and_tasks_that_are_no_parties(tmp_path: Path) -> None:
    records = page_of(
        tmp_path,
        "临泽县“双随机、一公开”抽查结果公示表",
        [
            "抽查任务名称|检查对象名称|检查结果|后续处理情况",
            "用工检查|临泽华新人力资源有限公司|未发现问题|—",
            "旅馆检查|临泽呆鹰岭旅馆|无法联系|列入经营异常名录",
        ],
        sign="临泽县市场监督管理局",
    )
    assert told(records, "event_type") == [
        ("admin.inspection", ["临泽华新人力资源有限公司", "临泽呆鹰岭旅馆"]),
        ("list.abnormal", ["临泽呆鹰岭旅馆"]),
    ]


def test_praise_in_the_title_is_not_for_a_row_that_is_blamed(tmp_path: Path) -> None:
    records = page_of(
        tmp_path,
        "临泽县“诚信计量”示范单位及加油机检定情况",
        ["加油站名称|处理情况", "临泽北门加油站|诚信计量示范单位", "临泽二郎加油站|责令停用并整改"],
        sign="临泽县市场监督管理局",
    )
    assert told([r for r in records if r["event_type"] == "honour.award"]) == [(["临泽北门加油站"],)]


def test_a_qualification_that_is_cancelled_is_not_confirmed(tmp_path: Path) -> None:
    records = page_of(
        tmp_path,
        "关于取消临泽瑞达科技有限公司等2家企业高新技术企业资格的公告",
        "经研究，决定取消以下2家企业高新技术企业资格：",
        ["企业名称|证书编号|取消原因", "临泽瑞达科技有限公司|GR1|未填报", "临泽明远电子有限公司|GR2|不达标"],
        "已享受的税收优惠由税务机关依法追缴。",
        sign="临泽县科学技术局",
    )
    assert told(records, "event_type", "measure") == [
        ("measure.punish", "取消高新技术企业资格", ["临泽瑞达科技有限公司"]),
        ("measure.punish", "取消高新技术企业资格", ["临泽明远电子有限公司"]),
    ]


def test_a_word_over_a_table_says_which_board_it_is(tmp_path: Path) -> None:
    records = page_of(
        tmp_path,
        "临泽县2024年度第一批诚信“红黑榜”",
        "红榜：",
        ["单位名称|入榜理由", "临泽谷语商贸有限公司|诚信纳税"],
        "黑榜：",
        ["单位名称|失信行为|惩戒措施", "临泽青禾涂料厂|超标排污|罚款10万元"],
        sign="临泽县发展和改革局",
    )
    assert told(records, "event_type", "batch") == [
        ("list.red", "2024-1", ["临泽谷语商贸有限公司"]),
        ("list.serious", "2024-1", ["临泽青禾涂料厂"]),
        ("admin.penalty", None, ["临泽青禾涂料厂"]),
    ]


def test_of_the_grades_of_two_years_the_last_is_given(tmp_path: Path) -> None:
    records = page_of(
        tmp_path,
        "临泽县2023年度劳动保障守法诚信等级评价结果",
        ["单位名称|2022年度等级|2023年度等级", "临泽长河机械有限公司|A|C"],
        "公示期7天。",
        sign="临泽县人力资源和社会保障局",
    )
    assert told(records, "list_level", "duration") == [("C", None, ["临泽长河机械有限公司"])]


def test_a_column_of_cards_is_the_level_whatever_its_header(tmp_path: Path) -> None:
    records = page_of(
        tmp_path,
        "临泽县建设工程“黄牌”警告情况",
        [
            "责任单位|警告事由|警告类别|下发日期|有效期",
            "临泽兴太建设有限公司|脚手架未验收|黄牌|2024年5月8日|3个月",
            "临泽宏远监理有限公司|日志造假|红牌|2024年5月17日|6个月",
        ],
    )
    assert told(records, "list_level", "duration") == [
        ("黄牌", "P3M", ["临泽兴太建设有限公司"]),
        ("红牌", "P6M", ["临泽宏远监理有限公司"]),
    ]


def test_the_day_on_which_a_hazard_is_struck_off(tmp_path: Path) -> None:
    records = page_of(
        tmp_path,
        "关于解除2023年第三批重大火灾隐患单位的公告",
        ["单位名称|挂牌时间|销案时间", "临泽回龙商场|2023年9月1日|2024年3月4日"],
        sign="临泽县消防救援大队",
    )
    assert told(records, "event_type", "action", "event_date") == [
        ("list.warning", "remove", "2024-03-04", ["临泽回龙商场"])
    ]


def test_honours_that_are_only_proposed_below_a_list_title(tmp_path: Path) -> None:
    records = page_of(
        tmp_path,
        "临泽县文明办关于2023年“诚信商户”名单的公示",
        "经推荐评审，拟授予以下商户“诚信商户”称号，公示期5个工作日：",
        ["商户名称|推荐单位", "临泽老李饭店|沙河镇", "临泽阿强理发店|新华镇"],
        sign="临泽县文明办",
    )
    assert told(records, "event_type", "certainty", "duration") == [
        ("honour.award", "proposed", None, ["临泽老李饭店", "临泽阿强理发店"])
    ]


def test_names_with_masked_codes_below_a_sentence_that_names_nobody() -> None:
    notice = parse_text(
        "临泽县人民法院关于公布失信被执行人名单的公告\n"
        "下列被执行人拒不履行义务，本院依照《某规定》，已于2024年5月21日将其纳入失信被执行人名单，现予公布。\n"
        "一、自然人（2名）\n妥某英　6222011976******2X\n冶某财　6222211990******12\n"
        "二、法人（2家）\n临泽县甘泉种业有限公司、临泽县沃野农机合作社。\n"
        "三、移出名单\n以下被执行人的失信信息于2024年5月23日予以删除：景某涛、临泽弱水酒业有限公司。\n"
        "临泽县人民法院\n2024年5月24日"
    )
    assert told(list(notice.records()), "action", "event_date", "stated_count") == [
        ("add", "2024-05-21", 2, ["妥某英", "冶某财"]),
        ("add", "2024-05-21", 2, ["临泽县甘泉种业有限公司", "临泽县沃野农机合作社"]),
        ("remove", "2024-05-23", None, ["景某涛", "临泽弱水酒业有限公司"]),
    ]


def test_grades_that_count_off_who_has_them() -> None:
    notice = parse_text(
        "临泽县关于2023年度企业信用评价情况的通报\n"
        "经评定，A级企业2家：临泽恒岳铅锌有限公司、临泽谷语材料有限公司；B级企业1家，为临泽青禾加工厂。\n"
        "临泽县发展和改革局\n2024年1月12日"
    )
    assert told(list(notice.records()), "list_level", "stated_count") == [
        ("A级", 2, ["临泽恒岳铅锌有限公司", "临泽谷语材料有限公司"]),
        ("B级", 1, ["临泽青禾加工厂"]),
    ]


def test_terms_and_days_that_are_told_one_by_one() -> None:
    notice = parse_text(
        "关于失信联合惩戒的公告\n临泽宏安消防技术有限公司出具虚假报告，临泽三岩保安服务有限公司冒用他人证书。"
        "根据有关规定，将上述两家单位列入消防安全领域严重失信名单，期限分别为3年和1年，自2024年6月1日起计算。\n"
        "临泽县消防救援大队\n2024年6月3日"
    )
    assert told(list(notice.records()), "start", "duration") == [
        ("2024-06-01", "P3Y", ["临泽宏安消防技术有限公司"]),
        ("2024-06-01", "P1Y", ["临泽三岩保安服务有限公司"]),
    ]
