"""Subject → its page: what it is on now, all that happened to it in order of time, and the sources."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from datasette.utils.asgi import NotFound, Response

from .access import Asked, today

_SCHEMES = {
    "credit_code": "统一社会信用代码",
    "organisation_code": "组织机构代码",
    "registration": "注册号",
    "resident": "身份证号（已遮盖）",
}


async def subject(asked: Asked) -> Response:
    """Show a subject; it is found by its key, and by that of any identity it was joined from."""
    key = asked.var("key")
    found = await asked.maybe("SELECT * FROM subjects WHERE key = ?", (key,)) or await asked.maybe(
        "SELECT s.* FROM subjects s JOIN subject_identities i ON i.subject = s.key WHERE i.identity = ?",
        (key,),
    )
    if found is None:
        raise NotFound("没有这个主体")
    key = found["key"]
    names, codes, periods, events, sources, alike = await asked.each(
        ("SELECT name, events FROM subject_names WHERE subject = ? ORDER BY events DESC, name", (key,)),
        ("SELECT scheme, value FROM subject_identifiers WHERE subject = ? ORDER BY scheme, value", (key,)),
        (_PERIODS, (key,)),
        (_EVENTS, (key,)),
        (_SOURCES, (key,)),
        (_ALIKE, {"key": key}),
    )
    day = today().isoformat()
    for period in periods:
        period["now"] = (
            bool(period["from_day"])
            and period["from_day"] <= day
            and (period["until_day"] is None or period["until_day"] > day)
        )
    return await asked.html(
        "subject.html",
        {
            "heading": found["name"],
            "subject": found,
            "kind": "个人" if found["kind"] == "person" else "单位",
            "other_names": [name for name in names if name["name"] != found["name"]],
            "codes": [(_SCHEMES[code["scheme"]], code["value"]) for code in codes],
            "periods": periods,
            "current": [period for period in periods if period["now"]],
            "years": _years(events),
            "events": len(events),
            "sources": sources,
            "alike": alike,
        },
    )


async def subject_of(asked: Asked) -> Response:
    """Lead from a row of 主体 to the subject's page; a group, which is no subject, to its event."""
    number = int(asked.var("number"))
    row = await asked.row(
        'SELECT s."标识" AS event, m.subject FROM "主体" s LEFT JOIN subject_mentions m'
        ' ON m.event = s."事件" AND m.number = s."编号" % 100000 WHERE s."编号" = ?',
        (number,),
    )
    place = f"subject/{row['subject']}" if row["subject"] else f"event/{row['event']}"
    return Response.redirect(f"{asked.link}/{place}")


def _years(events: list[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Put events under their years, the last first and those without a date at the end."""
    dated = sorted(events, key=lambda event: (event["日期"] or "", event["编号"]), reverse=True)
    return [
        (year, list(group))
        for year, group in groupby(dated, key=lambda event: (event["日期"] or "日期不明")[:4])
    ]


_PERIODS = """
SELECT p.*, CASE p.end_reason WHEN 'removed' THEN '移出' WHEN 'revoked' THEN '撤销' WHEN 'expired' THEN '届满'
  END AS ended, CASE p.expires_basis WHEN 'stated' THEN '通知写明' WHEN 'computed' THEN '按期限推算'
  WHEN 'permanent' THEN '永久' END AS basis
FROM listing_periods p WHERE p.subject = ? ORDER BY p.from_day DESC, p.key
"""

_EVENTS = """
SELECT DISTINCT e.*, t."标题" AS title, a.sources, a.state
FROM subject_mentions m JOIN "信用事件" e ON e."编号" = m.event JOIN "通知" t ON t."编号" = e."通知"
LEFT JOIN act_events k ON k.event = e."编号" LEFT JOIN acts a ON a.key = k.act
WHERE m.subject = ? AND (a.event IS NULL OR a.event = e."编号") LIMIT 1000
"""

_SOURCES = """
SELECT DISTINCT t."编号" AS id, coalesce(t."标题", t."文件") AS title, t."发布机关" AS issuer,
  t."发布日期" AS published, n.sha256
FROM subject_mentions m JOIN events e ON e.id = m.event JOIN notices n ON n.id = e.notice
JOIN "通知" t ON t."编号" = n.id WHERE m.subject = ? ORDER BY t."发布日期" DESC, t."编号" DESC LIMIT 200
"""

_ALIKE = """
SELECT DISTINCT s.key, s.name FROM subject_identities mine
JOIN subject_proposals p ON p.a = mine.identity OR p.b = mine.identity
JOIN subject_identities other ON other.identity = CASE WHEN p.a = mine.identity THEN p.b ELSE p.a END
JOIN subjects s ON s.key = other.subject WHERE mine.subject = :key AND s.key <> :key LIMIT 20
"""
