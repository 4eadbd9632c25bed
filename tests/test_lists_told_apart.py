"""Who put each party on a list, when and by which number, where the items themselves tell it."""

from __future__ import annotations

from typing import Any

from notice_parser import parse_text


def told(
    text: str, *fields: str, sign: str = "茂名市人力资源和社会保障局", day: str = "2023年9月28日"
) -> list[Any]:
    records = parse_text(f"{text}\n{sign}\n{day}").records()
    return [
        (
            *(r[f] for f in fields),
            r["authority"] and r["authority"]["written"],
            [s["name"] for s in r["subjects"]],
        )
        for r in records
    ]


def test_each_item_names_the_body_the_day_and_the_number() -> None:
    text = (
        "关于公布欠薪黑名单的通告\n下列单位和个人被列入拖欠农民工工资失信联合惩戒对象名单，期限均为3年。\n"
        "1.广东鼎岗建筑劳务有限公司，因拖欠42名工人工资，由高州市人力资源和社会保障局于2023年9月8日列入（高人社欠列〔2023〕4号）。\n"
        "2.信宜市镇隆石材厂，因以逃匿方式拖欠工资，由信宜市人力资源和社会保障局于2023年8月21日列入（信人社欠列〔2023〕1号）。"
    )
    assert told(text, "document_number", "event_date", "duration") == [
        (
            "高人社欠列〔2023〕4号",
            "2023-09-08",
            "P3Y",
            "高州市人力资源和社会保障局",
            ["广东鼎岗建筑劳务有限公司"],
        ),
        ("信人社欠列〔2023〕1号", "2023-08-21", "P3Y", "信宜市人力资源和社会保障局", ["信宜市镇隆石材厂"]),
    ]


def test_records_behind_bullets_with_a_penalty_of_another_body() -> None:
    text = (
        "菏泽市统计局关于公布统计严重失信企业信息的公告\n菏泽市统计局依法认定下列企业为统计严重失信企业，现公布如下。\n"
        "●企业名称：菏泽华英木业有限公司\n统计违法行为：拒绝提供统计资料。\n"
        "处理情况：菏泽市统计局于2023年5月5日作出警告、并处罚款3万元的行政处罚（菏统罚决字〔2023〕6号）。\n"
        "认定时间：2023年6月12日\n"
        "●企业名称：单县湖西商贸有限公司\n统计违法行为：编造虚假数据。\n"
        "处理情况：单县统计局于2023年3月29日作出警告、并处罚款8.6万元的行政处罚（单统罚决字〔2023〕1号）。\n"
        "认定时间：2023年6月15日"
    )
    records = told(text, "event_type", "event_date", "fine_yuan", sign="菏泽市统计局", day="2023年6月21日")
    assert [r for r in records if r[-1] != ["统计严重失信企业"]] == [
        ("list.serious", "2023-06-12", None, "菏泽市统计局", ["菏泽华英木业有限公司"]),
        ("admin.penalty", "2023-05-05", "30000", "菏泽市统计局", ["菏泽华英木业有限公司"]),
        ("list.serious", "2023-06-15", None, "菏泽市统计局", ["单县湖西商贸有限公司"]),
        ("admin.penalty", "2023-03-29", "86000", "单县统计局", ["单县湖西商贸有限公司"]),
    ]


def test_who_is_agreed_to_leave_the_list_named_before() -> None:
    text = (
        "关于失信治理名单的通知\n会议同意将临泽安源机电有限公司、临泽冠山花炮有限公司2家企业纳入失信专项治理重点名单；"
        "临泽宣风电瓷有限公司、临泽腾宇商贸有限公司已全部履行法定义务，同意移出名单。"
    )
    assert [(action, names) for action, _, names in told(text, "action")] == [
        ("add", ["临泽安源机电有限公司", "临泽冠山花炮有限公司"]),
        ("remove", ["临泽宣风电瓷有限公司", "临泽腾宇商贸有限公司"]),
    ]


def test_the_day_of_conduct_and_the_end_of_a_term_are_no_days_of_acts() -> None:
    text = (
        "关于渣土运输企业管理情况的通报\n临泽板桥物流有限公司黄牌期限延长一个月至2024年4月20日；"
        "对临泽永昌渣土运输有限公司暂停运输核准7日。"
    )
    records = told(text, "event_type", "event_date", sign="临泽县住房和城乡建设局", day="2024年4月1日")
    assert {day for _, day, *_ in records} == {"2024-04-01"}


def test_parties_of_an_adjudication_stand_above_it() -> None:
    text = (
        "行政裁决书\n申请人：临泽县沙河镇五三村第三村民小组\n被申请人：临泽县沙河镇五三村第五村民小组\n"
        "依据《中华人民共和国森林法》第二十二条，本局裁决如下：\n一、争议林地归申请人所有；\n二、驳回申请人的其他请求。"
    )
    records = told(text, "event_type", sign="临泽县自然资源局")
    both = ["临泽县沙河镇五三村第三村民小组", "临泽县沙河镇五三村第五村民小组"]
    assert ("admin.adjudication", "临泽县自然资源局", both) in records


def test_grades_that_are_lost_are_not_given() -> None:
    text = (
        "临泽县旅游景区质量等级复核结果通报\n各景区：\n"
        "一、取消等级（1家）：临泽县文海湿地景区，取消3A级旅游景区资格。\n"
        "二、恢复等级（1家）：临泽县拉市湿地公园，整改验收合格，恢复2A级。"
    )
    records = told(text, "event_type", "list_level", sign="临泽县文化体育广电和旅游局")
    grades = {
        level
        for kind, level, *_, names in records
        if kind == "rating.assigned" and names == ["临泽县文海湿地景区"]
    }
    assert grades <= {None}  # a grade that is taken away leaves none
