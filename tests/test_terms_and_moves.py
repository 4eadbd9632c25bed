"""Terms of lists and moves on them whose list is named once, in the title; older penalties and sums said twice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from notice_parser import parse, parse_text

_NOTICE = """临泽县住房和城乡建设局
重点监管名单动态调整公告
临建〔2024〕3号
{told}
临泽县住房和城乡建设局
2024年5月30日
"""
_DECISION = """临泽县生态环境局行政处罚决定书
临环罚〔2024〕2号
当事人：临泽洹岸铸业有限公司
{told}
临泽县生态环境局
2024年3月29日
"""


def records(text: str) -> list[dict[str, Any]]:
    return [r for r in parse_text(text).records() if r["certainty"] == "asserted"]


def names(record: dict[str, Any]) -> list[str]:
    return [subject["name"] for subject in record["subjects"]]


def test_a_term_is_lengthened_on_the_list_of_the_title() -> None:
    (record,) = records(
        _NOTICE.format(
            told="临泽冀岫架业有限公司再次欠薪，我局于2024年5月11日决定将其管理期限延长一年，至2026年1月8日止。"
        )
    )
    assert (record["event_type"], record["action"], names(record)) == (
        "list.warning",
        "extend",
        ["临泽冀岫架业有限公司"],
    )
    assert (record["event_date"], record["duration"], record["end"]) == ("2024-05-11", "P1Y", "2026-01-08")


def test_items_without_a_marker_say_who_leaves_and_who_stays() -> None:
    told = (
        "一、临泽大岫工程有限公司期满移出。\n二、临泽中岫建材厂因改正未满六个月，不予移出。\n"
        "三、临泽小岫工程有限公司、临泽长岫砂石厂提前移出。\n四、对期满的企业予以移出。"
    )
    assert [(r["action"], names(r)) for r in records(_NOTICE.format(told=told))] == [
        ("remove", ["临泽大岫工程有限公司"]),
        ("remove", ["临泽小岫工程有限公司", "临泽长岫砂石厂"]),
    ]


def test_a_term_that_counts_from_the_issue_does_not_take_the_day_of_another_measure() -> None:
    told = (
        "自2024年6月1日至2024年8月31日，暂停临泽冀岫架业有限公司在我县承揽新工程；"
        "将该公司列入建筑市场重点监管名单，期限6个月，自本通报印发之日起算。"
    )
    barred, listed = records(_NOTICE.format(told=told))
    assert (barred["event_type"], barred["start"], barred["end"]) == (
        "measure.punish",
        "2024-06-01",
        "2024-08-31",
    )
    assert (listed["start"], listed["duration"]) == ("2024-05-30", "P6M")


def test_a_sum_said_in_two_ways_is_one_fine() -> None:
    for fine in (
        "处人民币贰拾柒万陆仟元（¥276,000.00）罚款",
        "处罚款276,000元（大写：贰拾柒万陆仟元整）",
    ):
        (record,) = records(_DECISION.format(told=f"我局决定：对当事人{fine}。"))
        assert record["fine_yuan"] == "276000"


def test_an_older_penalty_is_history() -> None:
    told = (
        "当事人曾因未自行监测，于2022年8月被我局处以罚款三万元（临环罚〔2022〕75号），已缴清。"
        "我局决定对当事人罚款5万元。"
    )
    (record,) = records(_DECISION.format(told=told))
    assert (record["fine_yuan"], record["document_number"]) == ("50000", "临环罚〔2024〕2号")


_CHECKED = """<h1>临泽县文化旅游局2024年第一季度“双随机、一公开”检查结果公示</h1>
<table><tr><td>序号</td><td>检查对象</td><td>检查结果</td><td>处理情况</td></tr>
<tr><td>1</td><td>临泽永和电竞酒店</td><td>未登记</td><td>{handled}</td></tr>
<tr><td>2</td><td>临泽云雨歌厅</td><td>通道堵塞</td><td>罚款2000元（临文罚〔2024〕3号）</td></tr></table>
<p>临泽县文化旅游局</p><p>2024年5月3日</p>"""


@pytest.mark.parametrize(
    ("handled", "told"),
    [
        ("拟处罚款5000元，已送达告知书", [("admin.penalty", "proposed", "5000")]),
        ("已立案，拟给予警告", [("admin.penalty", "proposed", None)]),
        (
            "责令改正，拟罚款5000元",
            [("admin.penalty", "asserted", None), ("admin.penalty", "proposed", "5000")],
        ),
        ("建议给予警告，并处罚款3000元", [("admin.penalty", "proposed", "3000")]),
    ],
)
def test_a_treatment_that_is_only_planned_is_not_asserted(
    tmp_path: Path, handled: str, told: list[tuple[str, str, str | None]]
) -> None:
    page = tmp_path / "notice.html"
    page.write_text(f"<html><body>{_CHECKED.format(handled=handled)}</body></html>", "utf-8")
    read = [
        (r["event_type"], r["certainty"], r["fine_yuan"])
        for r in parse(page).records()
        if names(r) == ["临泽永和电竞酒店"] and r["event_type"] != "admin.inspection"
    ]
    assert read == told


def test_the_number_of_a_penalty_is_not_that_of_the_inspection(tmp_path: Path) -> None:
    page = tmp_path / "notice.html"
    page.write_text(f"<html><body>{_CHECKED.format(handled='')}</body></html>", "utf-8")
    inspected, fined = parse(page).records()
    assert (names(inspected), inspected["document_number"]) == (["临泽永和电竞酒店", "临泽云雨歌厅"], None)
    assert (names(fined), fined["document_number"]) == (["临泽云雨歌厅"], "临文罚〔2024〕3号")


def test_a_row_without_a_penalty_is_not_punished(tmp_path: Path) -> None:
    page = tmp_path / "notice.html"
    rows = "".join(
        f"<tr><td>{name}</td><td>{found}</td><td>{handled}</td></tr>"
        for name, found, handled in (
            ("被检查单位", "存在问题", "处理结果"),
            ("临泽云雨歌厅", "通道堵塞", "罚款2000元（临文罚〔2024〕3号）"),
            ("临泽大光明影城", "未发现问题", ""),
        )
    )
    for title in ("临泽县文化旅游局检查结果公示", "临泽县文化旅游局处理情况公示"):
        page.write_text(
            f"<html><body><h1>{title}</h1><table>{rows}</table>"
            "<p>临泽县文化旅游局</p><p>2024年5月3日</p></body></html>",
            "utf-8",
        )
        fined = [r for r in parse(page).records() if r["event_type"] == "admin.penalty"]
        assert [names(r) for r in fined] == [["临泽云雨歌厅"]]


def test_a_project_with_several_firms_goes_to_a_person(tmp_path: Path) -> None:
    page = tmp_path / "notice.html"
    page.write_text(
        "<html><body><h1>临泽县住房和城乡建设局行政处罚信息公示</h1><table>"
        "<tr><td>工程</td><td>建设单位</td><td>施工单位</td><td>处罚结果</td></tr>"
        "<tr><td>云岫花园</td><td>临泽云岫置业有限公司</td><td>临泽长岫建筑有限公司</td><td>罚款3万元</td></tr>"
        "</table><p>临泽县住房和城乡建设局</p><p>2024年5月3日</p></body></html>",
        "utf-8",
    )
    (record,) = parse(page).records()
    assert record["review"] == "needs_review"


_BULLETIN = """临泽县社会信用体系建设领导小组办公室
信用动态
2023年第7期
2023年8月4日
{told}
"""


@pytest.mark.parametrize(
    ("told", "event_type", "authority", "count"),
    [
        (
            "7月12日，县中级人民法院通过微信公众号发布今年第六批失信被执行人名单，共曝光38人。",
            "list.judgment_defaulter",
            None,
            38,
        ),
        (
            "7月12日，市中级人民法院发布今年第六批失信被执行人名单，共曝光38人。",
            "list.judgment_defaulter",
            "市中级人民法院",
            38,
        ),
        ("7月20日，县税务局公布2022年度纳税信用A级纳税人286户。", "rating.batch", "县税务局", 286),
        ("临泽县造价协会组织27家会员单位签订《诚信执业公约》。", "membership.alliance", "临泽县造价协会", 27),
        (
            "7月10日，县发改委对参与投标的412家企业开展信用记录核查，剔除5家。",
            "review.batch",
            "县发改委",
            412,
        ),
        (
            "7月，县大数据局为县委组织部、县总工会提供信用审查服务14批次，共审查企业2316家、个人843人。",
            "review.batch",
            "县大数据局",
            None,
        ),
        (
            "县银保监组引导银行通过“信易贷”平台为213家企业发放信用贷款4.6亿元。",
            "application.service",
            None,
            213,
        ),
    ],
)
def test_acts_that_a_bulletin_tells_by_numbers(
    told: str, event_type: str, authority: str | None, count: int | None
) -> None:
    (record,) = records(_BULLETIN.format(told=told))
    assert (record["event_type"], record["stated_count"]) == (event_type, count)
    if authority is not None:
        assert record["authority"]["written"] == authority


def test_those_taken_off_are_counted_apart() -> None:
    told = "县市场监管局将未按期年报的1123户企业列入经营异常名录，依申请移出278户。"
    assert [(r["action"], r["stated_count"]) for r in records(_BULLETIN.format(told=told))] == [
        ("add", 1123),
        ("remove", 278),
    ]


def test_a_firm_that_loses_a_right_when_it_applies_does_lose_it() -> None:
    told = "临泽瑞禾装饰工程有限公司在政府项目投标时，因处于惩戒期内被取消投标资格。"
    (record,) = records(_BULLETIN.format(told=told))
    assert (record["event_type"], names(record)) == ("measure.punish", ["临泽瑞禾装饰工程有限公司"])


def test_an_older_listing_that_ends_or_is_lengthened_is_not_told_as_a_new_one() -> None:
    told = (
        "一、决定将下列单位纳入安全生产“黑名单”管理，管理期限自2023年10月1日起至2024年9月30日止。\n"
        "（一）临泽县永固花炮有限公司。失信行为：发生一起生产安全事故。\n"
        "（二）临泽县北坡采石场。失信行为：拒不执行停产整改指令。\n"
        "二、临泽县金盾爆破工程有限公司于2022年9月被纳入“黑名单”管理，管理期满，自2023年10月1日起移出。\n"
        "三、临泽县三和化工有限公司管理期限虽已届满，但期间再次受到处罚，管理期限延长6个月至2024年3月31日。"
    )
    text = f"关于安全生产“黑名单”的公告\n（2023年第3号）\n{told}\n临泽县安全生产委员会办公室\n2023年9月28日\n"
    assert [(r["action"], names(r), r["end"]) for r in records(text)] == [
        ("add", ["临泽县永固花炮有限公司"], "2024-09-30"),
        ("add", ["临泽县北坡采石场"], "2024-09-30"),
        ("remove", ["临泽县金盾爆破工程有限公司"], None),
        ("extend", ["临泽县三和化工有限公司"], "2024-03-31"),
    ]


def test_registrations_taken_from_people_who_are_counted() -> None:
    text = (
        "关于撤销苏某等3人建造师注册许可的公告\n临建撤〔2023〕4号\n"
        "经查，苏志青（注册编号：甘131******）、陶立岫（注册编号：甘132******）、凌岚（注册编号：甘135******）3人"
        "以欺骗手段取得一级建造师注册许可。我局决定撤销上述3人的一级建造师注册许可。\n"
        "此前公布的公告（临建撤〔2022〕9号）中“郑海青”应为“郑海岫”，特此更正。\n"
        "临泽县住房和城乡建设局\n2023年6月30日\n"
    )
    revoked, corrected = records(text)
    assert (revoked["event_type"], names(revoked)) == ("qualification.change", ["苏志青", "陶立岫", "凌岚"])
    assert corrected["event_type"] == "objection.resolved"
    assert "凌岚" not in names(corrected)


def test_captions_under_a_grade_share_it() -> None:
    text = (
        "临泽县卫生健康局关于公共场所卫生监督量化分级评定结果的公示\nA级单位名单如下：\n"
        "住宿业（2家）：临泽大酒店、临泽县云水谣宾馆\n游泳场所（1家）：临泽县碧波游泳俱乐部\n"
        "B级单位名单如下：\n住宿业（1家）：临泽县迎宾旅社\n"
        "公示期自2023年12月11日至12月17日，如有异议，请与我局联系。\n临泽县卫生健康局\n2023年12月11日\n"
    )
    assert [(r["list_level"], len(r["subjects"]), r["end"]) for r in records(text)] == [
        ("A级", 2, None),
        ("A级", 1, None),
        ("B级", 1, None),
    ]
