"""Events that wait for review → rows for colleagues, and their filled rows → reviews."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from sqlite3 import Connection
from typing import TYPE_CHECKING, Any, NamedTuple

from ..model import Review
from . import labels
from .decide import FIELDS, Refused, decide, value_of
from .flat import event_row
from .records import record_of
from .reviews import fingerprint

if TYPE_CHECKING:
    from sqlite_utils import Database

ASKED = ("结论", "更正字段", "更正为", "理由", "复核人")  # columns that colleagues fill
_SHOWN = (
    *(
        "标识",
        "文件",
        "页码",
        "类型",
        "动作",
        "确定性",
        "名单",
        "等级",
        "批次",
        "主体",
        "认定部门",
        "文号",
        "日期",
    ),
    *(
        "起始日",
        "截止日",
        "期限",
        "罚款（元）",
        "没收（元）",
        "事由",
        "依据",
        "措施",
        "明示数量",
        "原文",
        "复核",
        "复核原因",
    ),
)
HEADER = (*_SHOWN, "校验", *ASKED)
DECISIONS = {"确认": Review.CONFIRMED, "更正": Review.CORRECTED, "驳回": Review.REJECTED}
NAMES = {  # what staff call a field → the field
    "类型": "event_type",
    "动作": "action",
    "确定性": "certainty",
    "名单": "list_name",
    "等级": "list_level",
    "批次": "batch",
    "主体": "subjects",
    "明示数量": "stated_count",
    "认定部门": "authority",
    "文号": "document_number",
    "日期": "event_date",
    "起始日": "start",
    "截止日": "end",
    "期限": "duration",
    "处罚种类": "penalty_kinds",
    "罚款（元）": "fine_yuan",
    "罚款": "fine_yuan",
    "没收（元）": "confiscated_yuan",
    "没收": "confiscated_yuan",
    "事由": "reason",
    "依据": "legal_basis",
    "措施": "measure",
    "所涉文件": "document_title",
}
_CODES = {
    "event_type": {word: code for code, word in labels.EVENT_TYPES.items()},
    "action": {word: code.value for code, word in labels.ACTIONS.items()},
    "certainty": {word: code.value for code, word in labels.CERTAINTIES.items()},
}
_UNITS = {"年": "Y", "个月": "M", "月": "M", "周": "W", "天": "D", "日": "D"}


class Taken(NamedTuple):
    """How many reviews were taken, and why others were not."""

    done: int
    refused: list[str]


def waiting(db: Connection, *, everything: bool = False) -> list[dict[str, Any]]:
    """Return the events that wait for review, or all, with a fingerprint of what colleagues are shown."""
    where = "" if everything else " WHERE review = 'needs_review'"
    keys = [key for (key,) in db.execute(f"SELECT event_key FROM events{where} ORDER BY notice, number")]
    rows = []
    for key in keys:
        record = record_of(db, key)
        if record:
            rows.append(event_row(record) | {"校验": fingerprint(record)})
    return rows


def take(db: Database, rows: Iterable[Mapping[str, str]], reviewer: str | None = None) -> Taken:
    """Take filled rows as reviews; several corrections of one event stand in rows of their own.

    A row is refused, and costs only its own event, where the event changed since it was written out, where
    its decision is unknown, or nobody signs it.
    """
    by_key: dict[str, list[Mapping[str, str]]] = {}
    for row in rows:
        if row.get("结论") and row.get("标识"):
            by_key.setdefault(row["标识"], []).append(row)
    done, refused = 0, []
    for key, asked in by_key.items():
        try:
            _take(db, key, asked, reviewer)
            done += 1
        except Refused as error:
            refused.append(str(error))
    return Taken(done, refused)


def _take(db: Database, key: str, rows: list[Mapping[str, str]], reviewer: str | None) -> None:
    record = record_of(db.conn, key)
    if record is None:
        raise Refused(f"{key}：没有这个事件")
    shown = rows[0].get("校验")
    if shown and shown != fingerprint(record):
        raise Refused(f"{key}：导出之后内容有变化，请重新导出再复核")
    decided = {DECISIONS.get(row["结论"]) for row in rows}
    by, reason = (next((row[name] for row in rows if row.get(name)), None) for name in ("复核人", "理由"))
    if len(decided) != 1 or None in decided:
        raise Refused(f"{key}：结论只能是 {'、'.join(DECISIONS)} 之一")
    if not (by or reviewer):
        raise Refused(f"{key}：没有复核人")
    decision = decided.pop() or Review.CONFIRMED
    values = dict(
        correction(row.get("更正字段") or "", row.get("更正为") or "") for row in rows if row.get("更正字段")
    )
    if (decision is Review.CORRECTED) != bool(values):
        raise Refused(f"{key}：结论为更正时要写更正字段和更正为，其他结论不写")
    decide(db, key, decision, by or reviewer or "", reason, values)


def correction(name: str, words: str) -> tuple[str, Any]:
    """Return the field and the value that staff mean.

    >>> correction("动作", "移出"), correction("期限", "1年6个月"), correction("日期", "2020-03-16")
    (('action', 'remove'), ('duration', 'P1Y6M'), ('event_date', '2020-03-16'))
    """
    field = NAMES.get(name.strip(), name.strip())
    if field not in FIELDS:
        raise Refused(f"{name}：没有这个字段，可以更正的有 {'、'.join(NAMES)}")
    words = words.strip()
    words = _CODES.get(field, {}).get(words, words)
    if field == "duration" and re.fullmatch(r"(?:\d+(?:年|个?月|周|天|日))+", words):
        parts = re.findall(r"(\d+)(年|个?月|周|天|日)", words)
        words = "P" + "".join(number + _UNITS[unit] for number, unit in parts)
    if field == "duration" and words == "永久":
        words = "PERMANENT"
    return field, value_of(field, words)
