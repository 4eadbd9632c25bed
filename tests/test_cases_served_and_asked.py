"""What cases end in, papers that are served, what others are only asked for, and marks typed half-width."""

from __future__ import annotations

from pathlib import Path

from notice_parser import parse_text
from test_plans_and_leads import told
from test_rows_and_what_is_said_of_them import records_of
from test_verdicts_in_tables import told as told_of


def test_a_case_ends_in_its_penalty() -> None:
    text = (
        "临泽县水务局曝光典型案例\n二、黄某某无证取水案\n案情：2024年5月6日，黄某某抽水时被当场查获。\n"
        "处罚：罚款人民币贰佰元。\n三、临泽鸿运砂石场放任货车超限装载案\n"
        "处理结果：罚款2万元；提请省水利厅吊销其采砂许可证。"
    )
    assert [r for r in told(text, "event_type", "fine_yuan", "certainty") if r[2] == "asserted"] == [
        ("admin.penalty", "200", "asserted", ["黄某某"]),
        ("admin.penalty", "20000", "asserted", ["临泽鸿运砂石场"]),
    ]


def test_a_heading_without_the_word_case_names_its_party() -> None:
    text = (
        "关于处理结果的通报\n一、临泽凤城材料有限公司虚报项目验收数据\n处理意见：取消该公司自2024年8月起三年内申报科技项目的资格。\n"
        "二、临泽县农业服务中心邹某违规使用经费\n五年内不得申报各级科技项目。"
    )
    assert told(text, "event_type", "duration") == [
        ("measure.punish", "P3Y", ["临泽凤城材料有限公司"]),
        ("measure.punish", "P5Y", ["邹某"]),
    ]


def test_the_number_is_that_of_the_paper_served() -> None:
    text = (
        "送达公告\n临税稽公告〔2024〕15号\n临泽金沙商贸有限公司：\n因无法送达，现向你单位公告送达《税务行政处罚决定书》"
        "（临税稽罚〔2024〕22号）：决定对你单位处0.5倍的罚款，计31万元。"
    )
    assert told(text, "document_number", "fine_yuan") == [
        ("临税稽罚〔2024〕22号", "310000", ["临泽金沙商贸有限公司"])
    ]


def test_a_notice_beforehand_that_is_served_decides_nothing() -> None:
    text = (
        "送达公告\n临泽金沙商贸有限公司：\n现依法公告送达《行政处罚事先告知书》（临农罚告〔2024〕4号），我局拟作出如下处罚：\n"
        "1.没收种子；\n2.罚款2万元。"
    )
    assert {certainty for certainty, _ in told(text, "certainty")} == {"proposed"}


def test_what_the_list_said_before_is_called() -> None:
    text = (
        "关于列入拖欠农民工工资失信联合惩戒名单的公告\n一、自2024年9月1日至2027年8月31日，将临泽宏基建筑劳务有限公司列入"
        "拖欠农民工工资失信联合惩戒名单。\n二、以三年为期，将临泽兴荣装饰工程部列入上述名单。"
    )
    assert told(text, "list_name", "start", "end", "duration") == [
        ("拖欠农民工工资失信联合惩戒名单", "2024-09-01", "2027-08-31", None, ["临泽宏基建筑劳务有限公司"]),
        ("拖欠农民工工资失信联合惩戒名单", None, None, "P3Y", ["临泽兴荣装饰工程部"]),
    ]


def test_each_party_has_its_own_term() -> None:
    text = (
        "关于列入安全生产严重失信主体名单的决定\n临泽太行煤焦有限公司，统一社会信用代码：91140700MA0K3X7Y25。\n"
        "现决定将你公司及申某、卫某列入安全生产严重失信主体名单，其中对公司、申某管理期限为三年，对卫某管理期限为一年。"
    )
    assert told(text, "duration") == [
        ("P3Y", ["临泽太行煤焦有限公司"]),
        ("P3Y", ["申某"]),
        ("P1Y", ["卫某"]),
    ]


def test_those_still_listed_are_not_listed_again() -> None:
    text = (
        "关于失信政府机构整改情况的通报\n列入失信被执行人名单的临泽县黑水镇卫生院已全部履行义务，由执行法院移出；"
        "列入失信被执行人名单的临泽县隆山镇敬老院仍未履行。\n临泽县恒岳养殖场就列入严重违法失信名单提出的异议不成立。"
    )
    lists = [r for r in told(text, "event_type", "action") if r[0].startswith("list.")]
    assert lists == [("list.judgment_defaulter", "remove", ["临泽县黑水镇卫生院"])]


def test_a_penalty_that_fell_is_only_revoked() -> None:
    text = (
        "关于撤销信用信息的公告\n临市监处罚〔2022〕91号对临泽甜城机电有限公司作出的罚款3万元的行政处罚，"
        "已于2024年5月8日被临川市中级人民法院判决撤销（（2023）川10行终12号）。"
    )
    assert told(text, "event_type", "document_number", "event_date") == [
        ("decision.revoked", "（2023）川10行终12号", "2024-05-08", ["临泽甜城机电有限公司"])
    ]


def test_what_befell_someone_elsewhere_is_no_act_of_the_notice() -> None:
    text = "关于评选结果的公告\n上届获奖者戴某因违法捕捞被行政拘留，撤销其“最美守护人”称号。"
    assert told(text, "event_type", "event_date") == [
        ("admin.penalty", None, ["戴某"]),
        ("decision.revoked", "2024-06-13", ["戴某"]),
    ]


def test_a_measure_falls_on_whom_the_clause_names() -> None:
    text = "曝光台\n临泽白塔医院虚记费用，被处二倍罚款，计9.46万元，其医保医师郑某被暂停医保支付资格六个月。"
    assert told(text, "event_type", "duration") == [
        ("admin.penalty", None, ["临泽白塔医院"]),
        ("measure.punish", "P6M", ["郑某"]),
    ]


def test_a_second_half_says_what_follows_if_not() -> None:
    text = "关于年检结果的通告\n临泽毕昇培训学校年检基本合格，责令限期整改；逾期未整改的，吊销办学许可证。"
    assert told(text, "event_type", "certainty", "penalty_kinds") == [
        ("admin.penalty", "asserted", ["责令改正"], ["临泽毕昇培训学校"]),
        ("admin.penalty", "conditional", ["吊销许可证件"], ["临泽毕昇培训学校"]),
    ]


def test_names_counted_above_them_are_a_list() -> None:
    text = (
        "关于评选结果的公示\n拟授予以下3名同志2024年度“最美守护人”称号，现予以公示。\n杜永康\n尹晓芳\n罗明贵"
    )
    assert told(text, "event_type", "certainty", "stated_count") == [
        ("honour.award", "proposed", 3, ["杜永康", "尹晓芳", "罗明贵"])
    ]


def test_a_grade_taken_away_leaves_none() -> None:
    text = (
        "关于旅行社服务质量等级评定结果的公告\n现将结果公告如下，等级有效期三年。\n一、评定为AAAA级的旅行社（2家）\n临泽孔雀旅行社\n"
        "临泽江畔旅行社\n二、取消AAA级等级的旅行社（2家）\n临泽风光旅行社\n临泽翡翠旅行社"
    )
    assert told(text, "event_type", "list_level", "duration") == [
        ("rating.assigned", "AAAA级", "P3Y", ["临泽孔雀旅行社", "临泽江畔旅行社"]),
        ("rating.assigned", None, None, ["临泽风光旅行社", "临泽翡翠旅行社"]),
    ]


def test_half_width_marks_are_read_as_chinese_ones_and_quoted_as_printed() -> None:
    text = "对临泽县青禾商行(法定代表人:乙某)处罚款20,000元,责令改正;对临泽县恒岳药店予以警告."
    notice = parse_text(text)
    read = [(r["fine_yuan"], r["penalty_kinds"], r["subjects"][0]["name"]) for r in notice.records()]
    assert read == [("20000", ["罚款", "责令改正"], "临泽县青禾商行"), (None, ["警告"], "临泽县恒岳药店")]
    assert all(event.quote in text for event in notice.events)
    assert all(mention.text in text for mention in notice.mentions)


def test_a_burden_beside_a_grade_is_a_measure_of_its_own(tmp_path: Path) -> None:
    records = records_of(
        tmp_path,
        "关于2024年渣土运输企业信用等级评价结果的公告",
        [
            "序号|企业名称|得分|等级|处理措施",
            "1|临泽淮海运输有限公司|96.5|A|优先推荐",
            "2|临泽新湖清运有限公司|52|D|暂停核准3个月",
        ],
    )
    assert told_of(records, "event_type", "list_level", "duration") == [
        ("rating.assigned", "A", None, ["临泽淮海运输有限公司"]),
        ("rating.assigned", "D", None, ["临泽新湖清运有限公司"]),
        ("measure.punish", None, "P3M", ["临泽新湖清运有限公司"]),
    ]


def test_remarks_move_grades_and_cells_spare_parties(tmp_path: Path) -> None:
    records = records_of(
        tmp_path,
        "关于企业信用等级复核结果的公告",
        [
            "序号|企业名称|原等级|复核等级|备注",
            "1|临泽云岭咖啡有限公司|AA|AAA|",
            "2|临泽怒江设备有限公司|AA|AA|复核后查实欠费，降为B级",
        ],
    )
    assert told_of(records, "list_level") == [
        ("AAA", ["临泽云岭咖啡有限公司"]),
        ("B级", ["临泽怒江设备有限公司"]),
    ]
    records = records_of(
        tmp_path,
        "关于不良行为记录情况的通报",
        [
            "序号|当事人名称（姓名、职务）|不良行为|处理意见|公开期限",
            "1|临泽汇川水利有限公司|使用不合格砂石|一般不良行为记录|2024.7.10—2025.1.9",
            "2|临泽松原安装有限公司|擅自变更设备|暂不记录，责令改正|/",
        ],
    )
    assert told_of(records, "certainty", "list_level", "end") == [
        ("asserted", "一般", "2025-01-09", ["临泽汇川水利有限公司"]),
        ("negated", None, None, ["临泽松原安装有限公司"]),
    ]


def test_what_a_circular_does_bears_its_day(tmp_path: Path) -> None:
    records = records_of(
        tmp_path,
        "关于违规提取住房公积金处理情况的通报",
        "经研究，处理如下：",
        [
            "序号|姓名/单位|违规情形|处理结果",
            "1|林某|伪造备案|责令退回，五年内限制提取",
            "2|游某|虚构交易|已主动退回，免予列入，警示教育",
            "3|临泽桔园房产中介所|协助造假|列入失信名单，函告住建部门",
        ],
    )
    days = {record["event_date"] for record in records}
    assert len(days) == 1
    assert None not in days
    assert told_of(records, "event_type", "duration") == [
        ("measure.punish", "P5Y", ["林某"]),
        ("list.serious", None, ["临泽桔园房产中介所"]),
    ]


def test_whether_and_not_yet_are_no_listings() -> None:
    text = (
        "信用工作情况通报\n会上，县住建局表示将于年内把3家低价竞标企业列入重点监管名单。县税务局对临泽县方圆检测有限公司是否列入失信名单"
        "组织听证。请临泽县林业局自行撤销与之相关联的罚款决定（临林罚字〔2022〕第6号）。"
    )
    assert not [r for r in told(text, "event_type", "certainty") if r[1] == "asserted"]


def test_a_listing_that_ended_since_is_a_removal() -> None:
    text = "关于抽查情况的通报\n临泽巴彦硝铵有限公司2023年3月29日被我局纳入安全生产严重失信主体名单，管理期满，已于2024年3月29日移出。"
    assert told(text, "action", "event_date") == [("remove", "2024-03-29", ["临泽巴彦硝铵有限公司"])]


def test_posts_stand_before_names() -> None:
    text = (
        "关于信息披露违法案的通报\n我局对临泽秦汉新材料股份有限公司（以下简称秦汉新材）作出行政处罚决定：对秦汉新材责令改正，并处以"
        "400万元罚款；对时任董事长韩宗远给予警告，并处以200万元罚款；对时任财务总监屈蕾给予警告，并处以80万元罚款。"
    )
    assert told(text, "fine_yuan", "penalty_kinds") == [
        ("4000000", ["罚款", "责令改正"], ["临泽秦汉新材料股份有限公司"]),
        ("2000000", ["警告", "罚款"], ["韩宗远"]),
        ("800000", ["警告", "罚款"], ["屈蕾"]),
    ]


def test_parties_of_a_decision_are_no_records() -> None:
    text = (
        "政府采购行政处罚决定书\n临财采罚〔2024〕11号\n当事人：临泽蜀信达器械有限公司，统一社会信用代码91510700MA62K8B43X，住所临泽县跃进路88号。\n"
        "当事人：临泽锦瑞康商贸有限公司，统一社会信用代码91510107MA6AR0T59L，法定代表人：冉某。\n决定：\n"
        "一、对临泽蜀信达器械有限公司处以采购金额（298万元）千分之十的罚款，计贰万玖仟捌佰元整（¥29,800.00）；\n"
        "二、对临泽锦瑞康商贸有限公司给予警告。"
    )
    assert told(text, "event_type", "fine_yuan") == [
        ("admin.penalty", "29800", ["临泽蜀信达器械有限公司"]),
        ("admin.penalty", None, ["临泽锦瑞康商贸有限公司"]),
    ]


def test_members_of_a_list_are_recognised_one_by_one() -> None:
    text = "诚信建设动态\n10月11日，县农业农村局认定临泽县高山茶叶合作社为2024年度农产品质量安全守信“红名单”主体。"
    assert told(text, "event_type", "list_name") == [
        ("list.red", "农产品质量安全守信红名单", ["临泽县高山茶叶合作社"])
    ]
