"""Tables as agencies of many kinds print them: headers, days, parties side by side, what a column belongs to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from notice_parser import parse
from notice_parser.notices.columns import Column, column_of


def told(folder: Path, title: str, *tables: list[list[str]], above: str = "") -> list[dict[str, Any]]:
    body = "".join(
        "<table>" + "".join(f"<tr><td>{'</td><td>'.join(row)}</td></tr>" for row in rows) + "</table>"
        for rows in tables
    )
    page = folder / "notice.html"
    page.write_text(
        f"<html><body><h1>{title}</h1><p>{above}</p>{body}"
        "<p>临泽县应急管理局</p><p>2024年3月15日</p></body></html>",
        "utf-8",
    )
    return [r for r in parse(page).records() if r["certainty"] == "asserted"]


def names(record: dict[str, Any]) -> list[str]:
    return [subject["name"] for subject in record["subjects"]]


def test_the_form_in_which_cases_are_disclosed(tmp_path: Path) -> None:
    header = [
        "行政处罚决定书文号",
        "违法企业名称或违法自然人姓名",
        "主要违法事实",
        "行政处罚的种类和依据",
        "行政处罚的履行方式和期限",
        "作出行政处罚的机关名称和日期",
    ]
    row = [
        "临文罚〔2024〕2号",
        "临泽大光明影城",
        "擅自从事演出",
        "《营业性演出管理条例》第四十三条，没收违法所得3200元，罚款50000元",
        "15日内缴至银行",
        "临泽县文化和旅游局 2024年1月18日",
    ]
    (record,) = told(tmp_path, "行政处罚案件信息公开表", [header, row])
    assert record["penalty_kinds"] == ["没收违法所得", "罚款"]
    assert (record["fine_yuan"], record["confiscated_yuan"]) == ("50000", "3200")
    assert (record["event_date"], record["duration"]) == ("2024-01-18", None)
    assert record["authority"]["written"] == "临泽县文化和旅游局"
    assert record["legal_basis"] == "《营业性演出管理条例》第四十三条"


def test_each_move_has_its_own_day(tmp_path: Path) -> None:
    rows = [
        ["企业名称", "调整情况", "列入时间", "移出时间"],
        ["临泽长河机械有限公司", "列入", "2024年1月3日", ""],
        ["临泽县高桥水泥厂", "移出", "2022年5月6日", "2024年1月4日"],
        ["临泽瑞禾服饰有限公司", "延期", "2022年5月6日", ""],
    ]
    read = told(tmp_path, "2023年度安全生产“黑名单”企业动态调整情况表", rows)
    assert [(r["action"], r["event_date"]) for r in read] == [
        ("add", "2024-01-03"),
        ("remove", "2024-01-04"),
        ("extend", None),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [["临泽长河机械有限公司", "临泽县高桥水泥厂"], ["临泽瑞禾服饰有限公司", ""]],
        [["1", "临泽长河机械有限公司", "2", "临泽县高桥水泥厂"], ["3", "临泽瑞禾服饰有限公司", "", ""]],
        [["临泽县老李饭店", "临泽县阿强理发店"]],
    ],
)
def test_parties_side_by_side_without_a_header(tmp_path: Path, rows: list[list[str]]) -> None:
    (record,) = told(tmp_path, "临泽县诚信经营示范单位名单", rows)
    assert names(record) == [cell for row in rows for cell in row if len(cell) > 1]


def test_the_caption_names_the_honour(tmp_path: Path) -> None:
    (record,) = told(
        tmp_path,
        "临泽县诚信示范企业和诚信个体工商户名单",
        [["临泽县老李饭店", "临泽县阿强理发店"]],
        above="二、诚信个体工商户（2户）",
    )
    assert (record["event_type"], record["list_name"]) == ("honour.award", "诚信个体工商户")


def test_a_cancelled_licence_has_no_term(tmp_path: Path) -> None:
    rows = [
        ["企业名称", "有效期", "注销原因"],
        ["临泽长河机械有限公司", "2020-05-01至2023-04-30", "期满未延续"],
    ]
    (record,) = told(tmp_path, "关于注销1家企业安全生产许可证的公告", rows)
    assert (record["event_type"], record["start"], record["end"]) == ("admin.licence", None, None)


@pytest.mark.parametrize(
    ("headers", "column"),
    [
        ("检查对象 抽查对象 违法当事人 单位或个人 行政处罚相对人 失信被执行人", Column.NAME),
        (
            "处罚种类和依据 行政处罚的种类及依据 处罚结果及依据 处罚（处理）决定 后续处理 处理措施",
            Column.PENALTY,
        ),
        ("作出处罚的机关名称及日期 处罚机关和日期", Column.AUTHORITY),
        ("违法事实及处罚依据 处罚事由及依据 违法事实和证据", Column.REASON),
        ("年检结论 抽检结果 验收结论", Column.RESULT),
        ("考核结果 信用评价等级", Column.LEVEL),
        ("履行方式和期限 受理日期 累计扣分 评价周期 检查人员 经营地点", Column.IGNORED),
        ("海关注册编码 登记证书号 统一社会信用代码", Column.IDENTIFIER),
    ],
)
def test_headers_that_agencies_print(headers: str, column: Column) -> None:
    assert {header: column_of(header) for header in headers.split()} == dict.fromkeys(headers.split(), column)


def test_a_table_of_licences_punishes_nobody(tmp_path: Path) -> None:
    rows = [
        ["许可事项", "申请人", "许可决定文书编号", "审批结果", "审批时间"],
        ["道路货物运输", "临泽县通程货运有限公司", "临交许〔2024〕21号", "准予许可", "2024年3月31日"],
        ["林木采伐", "临泽县上街村委会", "临林采〔2024〕9号", "不予许可", "2024年4月2日"],
    ]
    found = told(tmp_path, "行政许可决定公示", rows)
    assert [(r["event_type"], r["document_number"]) for r in found] == [
        ("admin.licence", "临交许〔2024〕21号")
    ]


def test_a_number_before_the_name_of_a_case(tmp_path: Path) -> None:
    rows = [
        ["案件名称", "被处罚单位（个人）", "处罚内容", "罚款金额（万元）"],
        ["临水罚〔2024〕1号 擅自取水案", "临泽县昌马农业有限公司", "责令停止违法行为，罚款", "2.5"],
        ["临水罚〔2024〕2号 非法采砂案", "祁某某", "没收违法所得3200元，罚款", "0.8"],
    ]
    assert [
        (r["document_number"], r["fine_yuan"], r["penalty_kinds"])
        for r in told(tmp_path, "水行政处罚案件信息公示表", rows)
    ] == [
        ("临水罚〔2024〕1号", "25000", ["罚款", "责令改正"]),
        ("临水罚〔2024〕2号", "8000", ["没收违法所得", "罚款"]),
    ]


def test_a_court_tells_its_measures_in_a_column(tmp_path: Path) -> None:
    page = tmp_path / "court.html"
    rows = [
        ["被执行人", "执行依据", "标的额", "采取措施"],
        ["临泽县绿洲棉业有限公司", "（2023）甘0723民初88号", "56万元", "纳入失信名单、限制消费"],
        ["石某某", "（2023）甘0723民初120号", "8.6万元", "限制消费"],
    ]
    cells = "".join(f"<tr><td>{'</td><td>'.join(row)}</td></tr>" for row in rows)
    page.write_text(
        "<html><body><h1>临泽县人民法院失信被执行人及限制消费人员名单</h1>"
        f"<table>{cells}</table><p>临泽县人民法院</p><p>2024年3月15日</p></body></html>",
        "utf-8",
    )
    assert [(r["event_type"], names(r), r["document_number"]) for r in parse(page).records()] == [
        ("list.judgment_defaulter", ["临泽县绿洲棉业有限公司"], None),
        ("judicial.consumption_restriction", ["临泽县绿洲棉业有限公司"], None),
        ("judicial.consumption_restriction", ["石某某"], None),
    ]


def test_a_repair_has_not_the_number_of_the_penalty(tmp_path: Path) -> None:
    rows = [
        ["企业名称", "失信行为", "处罚文号", "处罚机关", "修复完成日期"],
        ["临泽县泉湖建材厂", "环境违法", "临环罚〔2023〕12号", "临泽县生态环境局", "2024-03-11"],
        ["临泽县天马物流有限公司", "超限运输", "临交罚〔2023〕88号", "临泽县交通运输局", "2024-03-12"],
    ]
    assert [
        (r["event_type"], r["document_number"], r["event_date"], r["authority"]["written"])
        for r in told(tmp_path, "信用修复企业名单公示", rows)
    ] == [
        ("repair.accepted", None, "2024-03-11", "临泽县应急管理局"),
        ("repair.accepted", None, "2024-03-12", "临泽县应急管理局"),
    ]
