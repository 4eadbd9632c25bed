"""Event → its page: every field with the words that prove it, beside the paper on which they stand."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from datasette.utils.asgi import Response

from ..store.labels import EVENT_TYPES
from ..terms import in_words
from . import cells
from .access import Asked, is_staff
from .places import Boxes, paper

FIELDS = {  # a field of the event record → its column in 信用事件
    "quote": "原文",
    "event_type": "类型",
    "action": "动作",
    "certainty": "确定性",
    "subjects": "主体",
    "list_name": "名单",
    "list_level": "等级",
    "batch": "批次",
    "stated_count": "明示数量",
    "authority": "认定部门",
    "document_number": "文号",
    "event_date": "日期",
    "start": "起始日",
    "end": "截止日",
    "duration": "期限",
    "derived_end": "推算截止日",
    "penalty_kinds": "处罚种类",
    "fine_yuan": "罚款（元）",
    "confiscated_yuan": "没收（元）",
    "reason": "事由",
    "legal_basis": "依据",
    "measure": "措施",
    "document_title": "所涉文件",
}
_HEADING = 24  # characters of whom or what it is about
_UNITS = {"明示数量": "个", "罚款（元）": "元", "没收（元）": "元"}


async def event(asked: Asked) -> Response:
    """Show an event."""
    row = await asked.row('SELECT * FROM "信用事件" WHERE "标识" = ?', (asked.var("key"),))
    id, notice = row["编号"], row["通知"]
    proofs, subjects, sources, read_by, listed, rules, objections = await asked.each(
        (_PROOFS, (notice, id)),
        (_SUBJECTS, (id,)),
        (_SOURCES, (id,)),
        (_READ_BY, (notice,)),
        (_LISTED, (id,)),
        ("SELECT derived_end_rule AS rule FROM events WHERE id = ?", (id,)),
        (_OBJECTIONS, (row["标识"],)),
    )
    staff = await is_staff(asked.datasette, asked.request.actor)
    boxes: Boxes = {}
    for proof in proofs:
        if proof["page"] is not None:
            label = FIELDS.get(proof["field"], proof["field"])
            boxes.setdefault(proof["page"], []).append(proof | {"label": label})
    marks = [(proof["span_start"], proof["span_end"]) for proof in proofs if proof["field"] == "quote"]
    return await asked.html(
        "event.html",
        await paper(asked, notice, boxes, marks)
        | {
            "heading": heading(row),
            "row": row,
            "facts": _facts(row, proofs, rules[0]["rule"] if rules else None),
            "unsaid": [FIELDS[field] for field in FIELDS if row[FIELDS[field]] is None],
            "subjects": subjects,
            "sources": sources,
            "read_by": read_by[0] if read_by else None,
            "listed": listed,
            "here": f"{asked.link}/event/{row['标识']}",
            "staff": staff,
            "objections": objections,
        }
        | (await _review(asked, row) if staff else {"reviews": await _reviews(asked, row)}),
    )


def heading(row: dict[str, Any]) -> str:
    """Say in a few words what an event is.

    >>> row = dict.fromkeys(("主体", "所涉文件", "动作", "名单"))
    >>> heading(row | {"类型": "失信惩戒", "原文": "拒不整改的，从严处理"})
    '拒不整改的，从严处理　失信惩戒'
    >>> heading(row | {"类型": "警示名单", "主体": "城东便利店", "动作": "列入", "名单": "安全生产警示名单"})
    '城东便利店　列入　安全生产警示名单'
    """
    who = row["主体"] or row["所涉文件"] or row["原文"]
    if len(who) > _HEADING:
        who = who[:_HEADING] + "…"
    return "　".join(filter(None, (who, row["动作"], row["名单"] or row["类型"])))


def _facts(row: dict[str, Any], proofs: list[dict[str, Any]], rule: str | None) -> list[dict[str, Any]]:
    """Return what the event says, field by field, with the words that prove it unless they are its value."""
    written: dict[str, list[dict[str, Any]]] = {}
    for field, group in _by_field(proofs):
        places = written.setdefault(field, [])
        for page, text in group:
            if text not in [place["words"] for place in places]:
                places.append({"page": page, "words": text})
    facts = []
    for field, column in FIELDS.items():
        value = row[column]
        if value is None or field == "subjects":
            continue
        shown = f"{cells.yuan(value)}" if column.endswith("（元）") else str(value)
        facts.append(
            {
                "field": field,
                "column": column.removesuffix("（元）"),
                "value": shown,
                "unit": _UNITS.get(column),
                "basis": in_words(rule) if field == "derived_end" and rule else None,
                "places": [place for place in written.get(field, ()) if place["words"] != shown],
                "boxed": field in written,
            }
        )
    return facts


def _by_field(proofs: Iterable[dict[str, Any]]) -> list[tuple[str, list[tuple[int | None, str]]]]:
    """Group the words by field; one span has a row for each rectangle."""
    found: dict[str, list[tuple[int | None, str]]] = {}
    for proof in proofs:
        found.setdefault(proof["field"], []).append((proof["page"], proof["words"]))
    return list(found.items())


async def _reviews(asked: Asked, row: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what people said of an event, the last first, corrections with their Chinese columns."""
    reviews = await asked.rows(
        "SELECT r.*, (SELECT json_group_array(json_array(field, old, new)) FROM corrections"
        " WHERE review = r.id) AS changes FROM reviews r"
        " WHERE r.attached = :key OR r.event_key = :key ORDER BY r.id DESC",
        {"key": row["标识"]},
    )
    for review in reviews:
        review["changes"] = [
            (FIELDS.get(field, field), _said(field, old), _said(field, new))
            for field, old, new in json.loads(review["changes"])
        ]
    return reviews


def _said(field: str, value: str | None) -> str:
    """Write a corrected value as a person reads it."""
    decoded = None if value is None else json.loads(value)
    if decoded in (None, "", []):
        return "（空）"
    if field == "event_type":
        return EVENT_TYPES.get(decoded, str(decoded))
    if isinstance(decoded, list):
        return "、".join(str(part.get("name")) if isinstance(part, dict) else str(part) for part in decoded)
    if isinstance(decoded, dict):
        return str(decoded.get("full") or decoded.get("written") or "（空）")
    return str(decoded)


async def _review(asked: Asked, row: dict[str, Any]) -> dict[str, Any]:
    """Return what the form for a review shows, and where the next event that waits is."""
    following = await asked.maybe(_FOLLOWING, (row["编号"], row["编号"]))
    return {"reviews": await _reviews(asked, row), "following": following["key"] if following else None}


_FOLLOWING = """
SELECT "标识" AS key FROM "信用事件" WHERE "复核" = '待复核' AND "编号" <> ?
ORDER BY "编号" < ?, "编号" LIMIT 1
"""

_OBJECTIONS = 'SELECT * FROM "异议" WHERE "标识" = ? ORDER BY "编号" DESC'

_PROOFS = """
SELECT e.*, substr(b.text, e.span_start - b.span_start + 1, e.span_end - e.span_start) AS words
FROM evidence e JOIN blocks b ON b.notice = ? AND e.span_start BETWEEN b.span_start AND b.span_end - 1
WHERE e.event = ? ORDER BY e.page, e.field <> 'quote', e.span_start, e.number
"""

_SUBJECTS = """
SELECT s."名称" AS name, s."类别" AS kind, s."代码" AS identifier, s."职务" AS role, s."匿名" AS anonymised,
  m.subject AS key
FROM "主体" s LEFT JOIN subject_mentions m ON m.event = s."事件" AND m.number = s."编号" % 100000
WHERE s."事件" = ? ORDER BY s."编号"
"""

_SOURCES = """
SELECT e."标识" AS key, coalesce(t."标题", t."文件") AS title, t."发布日期" AS published, t."文件" AS file
FROM act_events mine JOIN act_events other ON other.act = mine.act AND other.event <> mine.event
JOIN "信用事件" e ON e."编号" = other.event JOIN "通知" t ON t."编号" = e."通知"
WHERE mine.event = ? ORDER BY t."发布日期", e."编号"
"""

_READ_BY = """
SELECT t."编号" AS id, t."标题" AS title, t."文件" AS file, t."发布机关" AS issuer, t."发布日期" AS published,
  n.sha256, n.parser_version AS version
FROM notices n JOIN "通知" t ON t."编号" = n.id WHERE n.id = ?
"""

_LISTED = """
SELECT p.subject, p.name, p.list_name, p.from_day, p.expires, p.until_day,
  CASE p.end_reason WHEN 'removed' THEN '移出' WHEN 'revoked' THEN '撤销' WHEN 'expired' THEN '届满' END
  AS ended
FROM listing_sources s JOIN listing_periods p ON p.key = s.period WHERE s.event = ? ORDER BY p.name LIMIT 50
"""
