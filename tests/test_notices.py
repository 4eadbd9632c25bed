"""Sentences as officials of many places write them, and what they report."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from notice_parser import parse_text
from notice_parser.model import Event, ProblemCode
from notice_parser.notices import KINDS

# sentence → (event type, action, certainty, subjects) of the event of that type
ACTS = [
    ("经局长办公会研究，决定将乐陵市丰茂饲料厂列入环境违法企业“黑名单”。", "list.serious", "add", "asserted", "乐陵市丰茂饲料厂"),
    ("现将临泉县瑞禾农资店、临泉县老孟种子行移出农资领域失信“黑名单”。", "list.serious", "remove", "asserted", "临泉县瑞禾农资店、临泉县老孟种子行"),
    ("鹤山市远航包装有限公司被列入严重违法失信企业名单。", "list.serious", "add", "asserted", "鹤山市远航包装有限公司"),
    ("拟将鹤山市远航包装有限公司列入严重违法失信企业名单。", "list.serious", "add", "proposed", "鹤山市远航包装有限公司"),
    ("对鹤山市远航包装有限公司不予列入严重违法失信企业名单。", "list.serious", "add", "negated", "鹤山市远航包装有限公司"),
    ("连续两年不年报的，列入严重违法失信企业名单。", "list.serious", "add", "conditional", ""),
    ("各部门应当将上述企业列入重点关注名单。", "list.warning", "add", "prescriptive", None),
    ("整改仍不到位的，将依法纳入安全生产失信名单。", "list.serious", "add", "conditional", None),
    ("市文化和旅游局将云岫山庄等6家民宿列入诚信经营红名单。", "list.red", "add", "asserted", "云岫山庄"),
    ("因通过登记的住所无法联系，衡南县金桂园林有限公司被载入经营异常名录。", "list.abnormal", "add", "asserted", "衡南县金桂园林有限公司"),
    ("同意将衡南县金桂园林有限公司从经营异常名录中移出。", "list.abnormal", "remove", "asserted", "衡南县金桂园林有限公司"),
    ("衡南县人民法院将傅某、衡南县金桂园林有限公司纳入失信被执行人名单。", "list.judgment_defaulter", "add", "asserted", "傅某、衡南县金桂园林有限公司"),
    ("经复查仍不合格，对衡南县顺达烟花厂的黄牌警示期限延长三个月。", "list.warning", "extend", "asserted", "衡南县顺达烟花厂"),
    ("对永年区瑞达紧固件厂处以罚款5万元的行政处罚。", "admin.penalty", None, "asserted", "永年区瑞达紧固件厂"),
    ("永年区瑞达紧固件厂因未批先建被永年区生态环境局罚款12万元。", "admin.penalty", None, "asserted", "永年区瑞达紧固件厂"),
    ("给予龙游县白云饭店警告，责令改正。", "admin.penalty", None, "asserted", "龙游县白云饭店"),
    ("市公安局对编造谣言的宋某某、温某依法处以行政拘留五日。", "admin.penalty", None, "asserted", "宋某某、温某"),
    ("拟对龙游县白云饭店处以罚款2万元。", "admin.penalty", None, "proposed", "龙游县白云饭店"),
    ("5月9日，龙游县公安局将犯罪嫌疑人邱某抓获。", "admin.investigation", None, "asserted", "邱某"),
    ("县市场监管局对龙游县白云饭店立案调查。", "admin.investigation", None, "asserted", "龙游县白云饭店"),
    ("县政府授予龙游县白云饭店等9家单位“诚信服务示范单位”称号。", "honour.award", None, "asserted", "龙游县白云饭店"),
    ("2022年度劳动保障守法诚信等级评价中，龙游县白云饭店被评为A级。", "rating.assigned", None, "asserted", "龙游县白云饭店"),
    ("龙游县白云饭店的纳税信用级别由B级调整为A级。", "rating.assigned", None, "asserted", "龙游县白云饭店"),
    ("已有58家物业企业加入物业服务诚信联盟。", "membership.alliance", None, "asserted", "物业企业"),
    ("龙游县白云饭店向县卫生健康局提交了信用承诺书。", "commitment.made", None, "asserted", "龙游县白云饭店"),
    ("市信用中心完成对480家拟补贴企业的信用核查，3家未通过。", "review.batch", None, "asserted", None),
    ("受疫情影响的延期交货行为，不纳入失信名单。", "measure.exempt", None, "negated", None),
    ("列入黑名单的，三年内不得参加政府采购活动。", "measure.punish", None, "conditional", None),
]  # fmt: skip


def events(text: str, event_type: str) -> list[Event]:
    found = parse_text(text, published="2022-06-30").events
    return [event for event in found if event.event_type == event_type]


@pytest.mark.parametrize(("text", "event_type", "action", "certainty", "subjects"), ACTS)
def test_act(text: str, event_type: str, action: str | None, certainty: str, subjects: str | None) -> None:
    found = events(text, event_type)
    assert len(found) == 1, [e.event_type for e in parse_text(text).events]
    assert (found[0].action, found[0].certainty) == (action, certainty)
    if subjects is not None:
        assert "、".join(s.name for s in found[0].subjects) == subjects


NOT_ASSERTED = [
    "网传“龙游县白云饭店被列入黑名单”不实。",
    "暂缓将龙游县白云饭店列入失信名单。",
    "任何单位不得将企业随意列入失信名单。",
    "可以将失信情节严重的企业列入重点关注名单。",
    "下一步，市应急管理局将把隐患突出的企业列入安全生产黑名单。",
    "逾期不缴纳罚款的，每日按罚款数额的百分之三加处罚款。",
    "根据《龙游县餐饮业信用管理办法》，情节严重的给予警告。",
    "对不如实申报的人员将纳入征信系统惩戒。",
    "如拒不履行，将被纳入失信被执行人名单。",
    "公示期满无异议的，移出经营异常名录。",
    "经营者对列入经营异常名录有异议的，可以申请核实。",
    "鼓励金融机构对守信企业发放信用贷款。",
    "未发现该企业被列入严重失信主体名单。",
    "会议要求，将拖欠工资的企业一律列入黑名单。",
]


@pytest.mark.parametrize("text", NOT_ASSERTED)
def test_nothing_is_asserted(text: str) -> None:
    found = parse_text(text, published="2022-06-30").events
    assert not [
        e for e in found if e.certainty == "asserted" and e.event_type.startswith(("list.", "admin."))
    ]


def test_names_before_etc_and_the_number_after_it() -> None:
    (event,) = events(
        "决定将甲山石材厂、乙水纸业有限公司、贾立平等15家单位和个人纳入安全生产“红牌”警示名单。",
        "list.warning",
    )
    assert [(s.name, s.kind.value) for s in event.subjects] == [
        ("甲山石材厂", "organisation"),
        ("乙水纸业有限公司", "organisation"),
        ("贾立平", "person"),
    ]
    assert event.stated_count == 15
    assert event.review == "needs_review"
    problems = parse_text("决定将甲山石材厂等15家单位纳入安全生产“红牌”警示名单。").problems
    assert [p.code for p in problems] == [ProblemCode.COUNT_MISMATCH]


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("对龙游县白云饭店处以罚款人民币叁万伍仟元整，没收违法所得1.26万元。", {"fine_yuan": "35000", "confiscated_yuan": "12600"}),
        ("对龙游县白云饭店给予警告，并处罚款2,000元。", {"fine_yuan": "2000", "penalty_kinds": ("警告", "罚款")}),
        ("责令龙游县白云饭店停产停业整顿。", {"penalty_kinds": ("责令停产停业",), "fine_yuan": None}),
        ("吊销龙游县白云饭店的食品经营许可证。", {"penalty_kinds": ("吊销许可证件",)}),
    ],
)  # fmt: skip
def test_what_a_penalty_imposes(text: str, fields: dict[str, Any]) -> None:
    (event,) = events(text, "admin.penalty")
    assert {name: getattr(event, name) for name in fields} == fields


def test_a_date_that_belongs_to_the_conduct_is_not_the_acts() -> None:
    (event,) = events(
        "经查，2022年3月1日魏某隐瞒行程。目前，魏某已被龙游县公安局依法处以行政拘留。", "admin.penalty"
    )
    assert event.event_date is None


def test_a_cue_that_wakes_nothing_is_a_problem() -> None:
    problems = parse_text("本县共有黑名单管理人员三十名。").problems
    assert [problem.code for problem in problems] == [ProblemCode.SILENT_CUE]


def test_every_kind_tells_what_it_reads() -> None:
    for kind in KINDS.values():
        assert kind.read.__doc__, kind.event_type
        assert ">>>" in kind.read.__doc__, kind.event_type
        assert kind.cues, kind.event_type


WORDS = st.sampled_from(
    [
        "将",
        "对",
        "被",
        "拟",
        "不予",
        "的",
        "列入",
        "移出",
        "黑名单",
        "红名单",
        "“黄牌”警示名单",
        "经营异常名录",
        "罚款",
        "5万元",
        "警告",
        "某公司",
        "等",
        "20家",
        "孙某",
        "市应急管理局",
        "2022年3月1日",
        "3月",
        "期限",
        "六个月",
        "自",
        "之日起",
        "《",
        "》",
        "（",
        "）",
        "“",
        "”",
        "，",
        "。",
        "；",
        "、",
        "授予",
        "称号",
        "A级",
        "评为",
        "联盟",
        "加入",
        "承诺书",
        "信用核查",
    ]
)


@given(st.lists(WORDS, max_size=30).map("".join))
@example("20家““被罚款")
def test_no_sentence_breaks_it(text: str) -> None:
    notice = parse_text(text, published="2022-06-30")
    for event in notice.events:
        start, end = event.span
        assert notice.document.text[start:end] == event.quote
        for subject in event.subjects:
            assert subject.name


@given(st.text(max_size=300))
def test_no_text_breaks_it(text: str) -> None:
    notice = parse_text(text)
    assert list(notice.records()) is not None


def test_a_column_nobody_read_is_a_problem() -> None:
    notice = parse_text(
        "关于公布2023年度劳动保障诚信等级评价结果的公告\n\n"
        "企业名称\t等级\t天气\n青河县云台茶行\tA级\t晴\n青河县丰禾粮油店\tB级\t雨\n"
    )
    assert [(e.list_level, e.subjects[0].name) for e in notice.events] == [
        ("A级", "青河县云台茶行"),
        ("B级", "青河县丰禾粮油店"),
    ]
    (problem,) = notice.problems
    assert (problem.code, problem.message) == (ProblemCode.UNREAD_COLUMN, "第1页表格的“天气”一栏没有读取")
