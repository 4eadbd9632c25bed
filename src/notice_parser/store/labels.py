"""Codes → the Chinese words that analysts read."""

from __future__ import annotations

import re

from ..model import Action, AssessmentStatus, Certainty, ProblemCode, Review, SubjectKind

EVENT_TYPES = {
    "registration.change": "登记变更",
    "judicial.judgment": "司法裁判",
    "judicial.consumption_restriction": "限制消费",
    "list.judgment_defaulter": "失信被执行人名单",
    "list.abnormal": "经营异常名录",
    "list.serious": "严重失信名单",
    "list.warning": "警示名单",
    "list.red": "守信红名单",
    "admin.licence": "行政许可",
    "admin.penalty": "行政处罚",
    "admin.investigation": "立案调查",
    "admin.coercion": "行政强制",
    "admin.confirmation": "行政确认",
    "admin.levy": "行政征收",
    "admin.payment": "行政给付",
    "admin.adjudication": "行政裁决",
    "admin.compensation": "行政补偿",
    "admin.award": "行政奖励",
    "admin.inspection": "监督检查",
    "qualification.change": "职业资格",
    "contract.performance": "合同履约",
    "commitment.made": "信用承诺",
    "commitment.breached": "承诺履行",
    "commitment.system": "承诺制度",
    "rating.assigned": "信用评价",
    "rating.batch": "批量评价",
    "honour.award": "荣誉表彰",
    "voluntary.info": "自愿申报",
    "repair.accepted": "信用修复",
    "objection.resolved": "异议处理",
    "decision.revoked": "撤销决定",
    "review.batch": "信用核查",
    "application.service": "信用应用",
    "measure.reward": "守信激励",
    "measure.punish": "失信惩戒",
    "measure.exempt": "容错免责",
    "policy.issued": "制度文件",
    "policy.provision": "制度条款",
    "assessment.table": "考核通报",
    "membership.alliance": "诚信联盟",
}

ACTIONS = {
    Action.ADD: "列入",
    Action.REMOVE: "移出",
    Action.EXTEND: "延长",
    Action.REVOKE: "撤销",
    Action.MAINTAIN: "维持",
}

CERTAINTIES = {
    Certainty.ASSERTED: "已生效",
    Certainty.PROPOSED: "拟定",
    Certainty.PROSPECTIVE: "将来",
    Certainty.CONDITIONAL: "有条件",
    Certainty.PRESCRIPTIVE: "规定",
    Certainty.NEGATED: "否定",
    Certainty.ALLEGED: "涉嫌",
}

REVIEWS = {
    Review.AUTO: "自动",
    Review.NEEDS_REVIEW: "待复核",
    Review.CONFIRMED: "已确认",
    Review.CORRECTED: "已更正",
    Review.REJECTED: "已驳回",
}

SUBJECT_KINDS = {
    SubjectKind.ORGANISATION: "单位",
    SubjectKind.PERSON: "个人",
    SubjectKind.GROUP: "群体",
}

PROBLEMS = {
    ProblemCode.SILENT_CUE: "有线索未读出",
    ProblemCode.COUNT_MISMATCH: "数量不符",
    ProblemCode.UNREAD_COLUMN: "未读的列",
    ProblemCode.UNREAD_TABLE: "未读的表",
    ProblemCode.UNREAD_PAGE: "未读的页",
    ProblemCode.MISSING_ANNEX: "缺附件",
    ProblemCode.AMBIGUOUS_DATE: "日期不明",
    ProblemCode.BAD_IDENTIFIER: "代码有误",
    ProblemCode.MALFORMED_VALUE: "填写有误",
}

ASSESSMENTS = {
    AssessmentStatus.COMPLETED: "已完成",
    AssessmentStatus.PENDING: "待完成",
    AssessmentStatus.NOT_ASSESSED: "非考核项",
    AssessmentStatus.NO_EVENT: "无",
    AssessmentStatus.COUNT: "数量",
    AssessmentStatus.BLANK: "空白",
    None: "未说明",
}

_UNITS = {"Y": "年", "M": "个月", "W": "周", "D": "天"}


def duration(value: str | None) -> str | None:
    """Say an ISO-8601 duration in Chinese; what is none is returned as it is.

    >>> duration("P3M"), duration("P1Y6M"), duration("PERMANENT"), duration(None)
    ('3个月', '1年6个月', '永久', None)
    """
    if value is None:
        return None
    if value == "PERMANENT":
        return "永久"
    if not re.fullmatch(r"P(\d+[YMWD])+", value):
        return value
    return "".join(number + _UNITS[unit] for number, unit in re.findall(r"(\d+)([YMWD])", value))
