"""Event records → the flat Chinese rows that analysts read."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from ..model import Action, AssessmentCell, Certainty, Problem, Review, SubjectKind
from . import labels

Row = dict[str, Any]
PLACES = 100_000  # rows of one owner; the number of a row is its owner's number × PLACES + its place


TABLE = (  # the columns of ``table_row``
    "日期", "类型", "动作", "确定性", "名单", "等级", "主体", "主体代码", "主体类别", "认定部门", "文号",
    "起始日", "截止日", "期限", "推算截止日", "处罚种类", "罚款（元）", "没收（元）", "事由", "依据",
    "措施", "批次", "明示数量", "所涉文件", "原文", "文件", "页码", "位置", "置信度", "复核",
    "复核原因", "标识", "校验值",
)  # fmt: skip


def event_row(record: Mapping[str, Any]) -> Row:
    """Return one row of 信用事件 for one event record, without its number and its notice.

    Codes become Chinese words, what the notice does not say stays null.
    """
    authority = record["authority"] or {}
    return {
        "日期": record["event_date"],
        "类型": labels.EVENT_TYPES.get(record["event_type"], record["event_type"]),
        "动作": labels.ACTIONS[Action(record["action"])] if record["action"] else None,
        "确定性": labels.CERTAINTIES[Certainty(record["certainty"])],
        "名单": record["list_name"],
        "等级": record["list_level"],
        "主体": _joined(subject["name"] for subject in record["subjects"]),
        "认定部门": authority.get("full") or authority.get("written"),
        "原文": record["quote"],
        "页码": record["page"],
        "标识": record["event_key"],
        "批次": record["batch"],
        "明示数量": record["stated_count"],
        "文号": record["document_number"],
        "起始日": record["start"],
        "截止日": record["end"],
        "期限": labels.duration(record["duration"]),
        "推算截止日": record["derived_end"],
        "处罚种类": _joined(record["penalty_kinds"] or ()),
        "罚款（元）": _yuan(record["fine_yuan"]),
        "没收（元）": _yuan(record["confiscated_yuan"]),
        "事由": record["reason"],
        "依据": record["legal_basis"],
        "措施": record["measure"],
        "所涉文件": record["document_title"],
        "置信度": record["confidence"],
        "复核": labels.REVIEWS[Review(record["review"])],
        "复核原因": _joined(record["review_reasons"]),
        "文件": record["file"],
    }


def table_row(record: Mapping[str, Any]) -> Row:
    """Return one row for a spreadsheet: that of 信用事件 with the subjects' codes and where it stands.

    The codes of persons are left out.
    """
    subjects = record["subjects"]
    box = record["box"]
    return event_row(record) | {
        "主体代码": _joined(
            s["identifier"] or ""
            for s in subjects
            if s["kind"] == SubjectKind.ORGANISATION and s["identifier"]
        ),
        "主体类别": _joined(
            dict.fromkeys(labels.SUBJECT_KINDS[SubjectKind(subject["kind"])] for subject in subjects)
        ),
        "罚款（元）": _exact(record["fine_yuan"]),
        "没收（元）": _exact(record["confiscated_yuan"]),
        "位置": " ".join(f"{side:.4f}" for side in box) if box else None,
        "校验值": record["notice"],
    }


def subject_rows(record: Mapping[str, Any], flat: Row, event: int) -> list[Row]:
    """Return one row of 主体 for each subject of an event record, whose row of 信用事件 is ``flat``."""
    shared = {
        name: flat[name] for name in ("日期", "类型", "动作", "确定性", "名单", "等级", "认定部门", "标识")
    }
    return [
        {
            "编号": event * PLACES + place,
            "名称": subject["name"],
            "类别": labels.SUBJECT_KINDS[SubjectKind(subject["kind"])],
            "代码": subject["identifier"],
            "职务": subject["role"],
            "匿名": "是" if subject["anonymised"] else "否",
            "事件": event,
        }
        | shared
        for place, subject in enumerate(record["subjects"], 1)
    ]


def assessment_row(cell: AssessmentCell, notice: int, place: int) -> Row:
    """Return one row of 考核结果."""
    return {
        "编号": notice * PLACES + place,
        "序号": place,
        "单位": cell.unit,
        "任务": cell.task,
        "分值": cell.points,
        "状态": labels.ASSESSMENTS[cell.status],
        "数量": cell.count,
        "原文": cell.raw,
        "表": cell.table,
        "页码": cell.page,
        "通知": notice,
    }


def problem_row(problem: Problem, words: str, notice: int, place: int) -> Row:
    """Return one row of 问题."""
    return {
        "编号": notice * PLACES + place,
        "序号": place,
        "种类": labels.PROBLEMS.get(problem.code, problem.code),
        "说明": problem.message,
        "页码": problem.page,
        "原文": words,
        "通知": notice,
    }


def _joined(words: Any) -> str | None:
    return "、".join(words) or None


def _exact(amount: str | None) -> Decimal | None:
    return None if amount is None else Decimal(amount)


def _yuan(amount: str | None) -> float | None:
    return None if amount is None else float(amount)
