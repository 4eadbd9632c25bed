"""Rows of tables, and what captions, notes and lines around them say: terms, units, sums, last columns."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from test_verdicts_in_tables import page_of, told


def records_of(folder: Path, title: str, *parts: str | list[str]) -> list[dict[str, Any]]:
    return page_of(folder, title, *parts, sign="临泽县农业农村局")


def test_terms_are_told_list_by_list(tmp_path: Path) -> None:
    records = records_of(
        tmp_path,
        "关于红黑名单的公告",
        "红　名　单",
        ["1|临泽牧民专业合作社|连续三年抽检合格", "2|临泽兴发肉业有限公司|建立追溯体系"],
        "黑　名　单",
        ["1|沙河镇永刚屠宰点|私设屠宰点", "2|临泽哈日诺尔饲料店|经营假兽药"],
        "说明：红名单有效期1年，黑名单公布期限2年，均自公布之日起计算。",
    )
    assert told(records, "event_type", "duration", "reason") == [
        ("list.red", "P1Y", "连续三年抽检合格", ["临泽牧民专业合作社"]),
        ("list.red", "P1Y", "建立追溯体系", ["临泽兴发肉业有限公司"]),
        ("list.serious", "P2Y", "私设屠宰点", ["沙河镇永刚屠宰点"]),
        ("list.serious", "P2Y", "经营假兽药", ["临泽哈日诺尔饲料店"]),
    ]


def test_a_grade_among_lists_is_no_blacklisting(tmp_path: Path) -> None:
    records = records_of(
        tmp_path,
        "守信激励和失信惩戒名单汇总",
        [
            "序号|名单类别|主体名称|认定部门|备注",
            "1|拖欠农民工工资失信联合惩戒对象名单|临泽铜都建设有限公司|县人社局|公布期3年",
            "2|纳税信用A级|临泽百勤有限公司|县税务局|",
            "3|省级文明单位|临泽银城超市|县文明办|",
        ],
    )
    assert told(records, "event_type", "list_level", "duration") == [
        ("list.serious", None, "P3Y", ["临泽铜都建设有限公司"]),
        ("rating.assigned", "A级", None, ["临泽百勤有限公司"]),
        ("honour.award", None, None, ["临泽银城超市"]),
    ]


def test_below_a_board_the_category_only_says_why(tmp_path: Path) -> None:
    records = records_of(
        tmp_path,
        "2024年第三期诚信红黑名单发布公告",
        "一、红名单",
        [
            "序号|主体名称|认定部门|名单类别|有效期",
            "1|临泽周原有限公司|县税务局|A级纳税人|1年",
            "2|巨某某|县文明办|诚信模范|长期",
        ],
        "二、黑名单",
        [
            "序号|主体名称|认定部门|失信事由|备注",
            "1|临泽豪达有限公司|县人社局|拖欠工资36.2万元|期限1年",
            "2|临泽杏林制品厂|县生态环境局|无证排污|正在行政复议，本期暂不发布",
        ],
    )
    assert told(records, "event_type", "certainty", "list_name", "duration") == [
        ("list.red", "asserted", "红名单", "P1Y", ["临泽周原有限公司"]),
        ("list.red", "asserted", "红名单", "PERMANENT", ["巨某某"]),
        ("list.serious", "asserted", "黑名单", "P1Y", ["临泽豪达有限公司"]),
        ("list.serious", "negated", "黑名单", None, ["临泽杏林制品厂"]),
    ]


def test_a_note_takes_back_the_row_that_it_numbers(tmp_path: Path) -> None:
    records = records_of(
        tmp_path,
        "行政处罚结果公示",
        [
            "序号|被处罚人|处罚文书号|处罚内容|决定日期",
            "1|临泽顺达货运有限公司|临交罚〔2024〕102号|罚款0.9万元|2024.4.8",
            "2|临泽恒泰运输有限公司|临交罚〔2024〕113号|罚款0.5万元|2024.5.6",
        ],
        "备注：序号2所列处罚因被处罚人身份信息有误，已自行撤销。",
    )
    assert told(records, "event_type", "fine_yuan") == [
        ("admin.penalty", "9000", ["临泽顺达货运有限公司"]),
        ("admin.penalty", "5000", ["临泽恒泰运输有限公司"]),
        ("decision.revoked", None, ["临泽恒泰运输有限公司"]),
    ]


def test_sums_in_cells(tmp_path: Path) -> None:
    records = records_of(
        tmp_path,
        "行政处罚信息公开表",
        "单位：元",
        [
            "序号|当事人及案由|处罚决定|文号",
            "1|临泽古渡歌舞厅：接纳未成年人|警告；罚款10000|临文罚〔2024〕1号",
            "2|临泽江北保险公司：虚列费用|责令改正，对虚列费用行为罚款20万元，对给予合同外利益行为罚款8万元，合计罚款28万元|临文罚〔2024〕2号",
            "3|临泽万家超市：销售不合格韭菜|复检合格，终止核查|",
        ],
    )
    assert told(records, "measure", "fine_yuan", "reason")[:2] == [
        ("警告；罚款10000", "10000", "接纳未成年人", ["临泽古渡歌舞厅"]),
        (
            "责令改正，对虚列费用行为罚款20万元，对给予合同外利益行为罚款8万元，合计罚款28万元",
            "280000",
            "虚列费用",
            ["临泽江北保险公司"],
        ),
    ]
    assert not [r for r in records if r["certainty"] == "asserted" and "万家" in r["quote"]]


def test_those_who_paid_back_are_not_treated(tmp_path: Path) -> None:
    records = records_of(
        tmp_path,
        "关于违规提取住房公积金人员处理情况的公示",
        [
            "序号|姓名|套取金额（元）|处理决定",
            "1|余某某|42,000.00|责令限期退回，三年内不予受理提取和贷款申请",
            "2|陈某某|18,000.00|已主动退回，不予处理",
        ],
    )
    assert told(records, "event_type", "duration") == [("measure.punish", "P3Y", ["余某某"])]


def test_several_names_in_one_cell(tmp_path: Path) -> None:
    records = records_of(
        tmp_path,
        "关于命名2023年度“文明信用户”的决定",
        "经研究，决定命名下列5户为2023年度“文明信用户”：",
        ["序号|村（社区）|户主", "1|沙河镇金桥村|赵根法　雷伟忠　蓝秀英", "2|沙河镇上坦村|潘小明、何樟松"],
    )
    (event,) = records
    assert event["stated_count"] == 5
    assert [s["name"] for s in event["subjects"]] == ["赵根法", "雷伟忠", "蓝秀英", "潘小明", "何樟松"]


def test_who_stays_is_not_removed(tmp_path: Path) -> None:
    records = records_of(
        tmp_path,
        "关于解除失信惩戒情况的公示",
        "借款人令狐某某纳入住房公积金失信人员名单，失信期限三年。",
        "下列人员失信期满，移出名单，恢复提取和贷款权利：",
        ["序号|姓名|期满日期", "1|犹某|2024-07-02", "2|冉某某|2024-07-25（骗提资金未退，延期一年）"],
    )
    assert told(records, "action", "duration", "end")[1:] == [
        ("remove", None, "2024-07-02", ["犹某"]),
        ("extend", "P1Y", None, ["冉某某"]),
    ]


def test_cards_of_environmental_ratings_are_grades(tmp_path: Path) -> None:
    records = records_of(
        tmp_path,
        "关于2023年度企业环境信用评价结果的通报",
        "一、环保诚信企业（绿牌，1家）",
        ["序号|企业名称", "1|临泽北江水务有限公司"],
        "二、环保警示企业（黄牌，1家）",
        ["序号|企业名称", "1|临泽精合树脂有限公司"],
    )
    assert told(records, "event_type", "list_level", "stated_count") == [
        ("rating.assigned", "绿牌", 1, ["临泽北江水务有限公司"]),
        ("rating.assigned", "黄牌", 1, ["临泽精合树脂有限公司"]),
    ]


def test_one_fine_told_below_is_not_that_of_every_row(tmp_path: Path) -> None:
    records = records_of(
        tmp_path,
        "临泽县农业农村局农药监督抽查结果通报",
        "我局抽取农药样品60批次，不合格的2批次产品信息如下：",
        [
            "产品名称|受检单位|不合格项目",
            "阿维菌素|临泽禾卫农资店|含量不足",
            "草甘膦|临泽丰登农业科技有限公司|含量不足",
        ],
        "我局已对临泽丰登农业科技有限公司作出罚款5200元的行政处罚（临农罚〔2022〕3号）。",
    )
    fined = [r for r in records if r["event_type"] == "admin.penalty"]
    assert told(fined, "fine_yuan") == [("5200", ["临泽丰登农业科技有限公司"])]


def test_a_day_in_the_treatment_is_that_of_the_fine_and_not_of_the_publication(tmp_path: Path) -> None:
    records = records_of(
        tmp_path,
        "重大税收违法失信主体信息公布",
        [
            "序号|纳税人名称|处理处罚|公布日期",
            "1|临泽鑫达矿业有限公司|处罚款51.2万元（临税稽罚〔2023〕44号，2023年11月6日）|2024年3月12日",
            "2|临泽佳兴食用菌合作社|移送公安机关|2024年3月12日",
        ],
    )
    fined = [r for r in records if r["event_type"] == "admin.penalty"]
    assert told(fined, "document_number", "event_date") == [
        ("临税稽罚〔2023〕44号", "2023-11-06", ["临泽鑫达矿业有限公司"])
    ]
