"""Database → its first page: what there is, what came in, what waits for a person, what ends soon."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from datasette.utils import tilde_encode
from datasette.utils.asgi import Request, Response

from ..store.labels import EVENT_TYPES
from . import charts
from .access import Asked, is_ours, let_in, today
from .charts import Bar
from .event_page import heading

_MONTHS = 24
_WEEK, _SOON = 7, 30


async def index(datasette: Any, request: Request) -> Response:
    """Show the first page of the first database that is ours; of none, Datasette's own."""
    from datasette.views.index import IndexView

    for name, db in datasette.databases.items():
        if await is_ours(db):
            return await home(await let_in(datasette, request, name))
    request.scope["url_route"] = {"kwargs": {"format": None}}
    response: Response = await IndexView(datasette).get(request)
    return response


async def home(asked: Asked) -> Response:
    """Show the first page."""
    day = today()
    week = (day - dt.timedelta(days=_WEEK - 1)).isoformat()
    soon = (day + dt.timedelta(days=_SOON)).isoformat()
    counts, months, authorities, stays, recent, ending, waiting = await asked.each(
        (_COUNTS, {"week": week, "today": day.isoformat(), "soon": soon}),
        ("SELECT month, event_type, sum(acts) AS n FROM monthly_counts WHERE month <> '' GROUP BY 1, 2", ()),
        (
            "SELECT authority, sum(acts) AS n FROM monthly_counts WHERE authority <> ''"
            " GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 10",
            (),
        ),
        (_STAYS, ()),
        (_RECENT, ()),
        (_ENDING, {"today": day.isoformat(), "soon": soon}),
        (_WAITING, ()),
    )
    link = _Links(asked)
    number = counts[0]
    return await asked.html(
        "home.html",
        {
            "tiles": [
                ("信用事件", number["events"], "个", link.table("信用事件")),
                ("主体", number["subjects"], "个", link.table("主体")),
                ("通知", number["notices"], "份", link.table("通知")),
                ("今天仍在名单上", number["listed"], "条", link.ask("listed", on=day.isoformat())),
            ],
            "work": [
                ("近七天收录的通知", number["week"], "份", link.table("通知", 收录时间__gte=week)),
                ("待复核的事件", number["review"], "个", link.table("信用事件", 复核="待复核")),
                ("读取时发现的疑点", number["problems"], "处", link.table("问题")),
                ("三十天内届满", number["ending"], "条", link.ask("expiring", days=str(_SOON))),
                ("没有读出的文件", number["failed"], "个", f"{asked.link}/files?state=失败"),
            ],
            "by_month": _by_month(months, link),
            "by_authority": [
                (row["authority"], row["n"], link.ask("decisions", authority=row["authority"]))
                for row in authorities
            ],
            "most": max((row["n"] for row in authorities), default=1),
            "over_time": _over_time(stays, day, link),
            "recent": recent,
            "ending": ending,
            "waiting": [event | {"heading": heading(event)} for event in waiting],
        },
    )


class _Links:
    """Where the rows behind a number are."""

    def __init__(self, asked: Asked) -> None:
        self._asked = asked

    def table(self, name: str, **filters: str) -> str:
        """Return the address of a table with filters."""
        path: str = self._asked.datasette.urls.path(
            f"/{tilde_encode(self._asked.db.name)}/{tilde_encode(name)}"
        )
        return path + ("?" + urlencode(filters) if filters else "")

    def ask(self, query: str, **values: str) -> str:
        """Return the address of a saved query with its answers."""
        return f"{self._asked.link}/ask/{query}?{urlencode(values)}"


def _by_month(rows: list[dict[str, Any]], link: _Links) -> dict[str, Any]:
    """Return the chart of decisions by month and kind, over the last months that have any."""
    groups = _months_to(max((row["month"] for row in rows), default=""))
    rows = [row for row in rows if row["month"] in groups]
    totals: dict[str, int] = {}
    for row in rows:
        totals[row["event_type"]] = totals.get(row["event_type"], 0) + row["n"]
    top = sorted(totals, key=lambda kind: (-totals[kind], kind))[:7]
    bars = [
        Bar(
            row["month"],
            EVENT_TYPES.get(row["event_type"], row["event_type"]),
            row["n"],
            link.ask("decisions", first=row["month"], last=row["month"], kind=row["event_type"]),
        )
        for row in rows
        if row["event_type"] in top
    ]
    for month in groups:
        others = sum(row["n"] for row in rows if row["month"] == month and row["event_type"] not in top)
        if others:
            href = link.ask("decisions", first=month, last=month, besides=",".join(top))
            bars.append(Bar(month, "其他", others, href))
    series = [EVENT_TYPES.get(kind, kind) for kind in top] + (["其他"] if len(totals) > len(top) else [])
    title = "每月作出的决定，按种类"
    return {
        "chart": charts.columns(bars, groups, series, title) if bars else None,
        "legend": charts.legend(series),
    }


def _over_time(rows: list[dict[str, Any]], day: dt.date, link: _Links) -> dict[str, Any]:
    """Return the chart of how many were on which list at the end of each month."""
    ends = [row["month"] for row in rows if row["month"] and row["month"] <= day.isoformat()[:7]]
    groups = _months_to(max(ends, default=""))
    levels: dict[str, dict[str, int]] = {}
    for row in rows:
        levels.setdefault(row["list_name"], {})
        levels[row["list_name"]][row["month"]] = levels[row["list_name"]].get(row["month"], 0) + row["n"]
    heights = {
        name: [sum(n for month, n in steps.items() if month <= group) for group in groups]
        for name, steps in levels.items()
    }
    top = sorted(heights, key=lambda name: (-max(heights[name], default=0), name))[:6]
    bars = [
        Bar(group, name, height, link.ask("listed", on=_last_day(group), list=name))
        for name in top
        for group, height in zip(groups, heights[name], strict=True)
    ]
    shown = any(bar.value for bar in bars)
    title = "每月末在名单上的数目"
    return {"chart": charts.lines(bars, groups, top, title) if shown else None, "legend": charts.legend(top)}


def _months_to(last: str) -> list[str]:
    """Return so many months, the given one the last.

    >>> _months_to("2021-02")[-3:], _months_to("")
    (['2020-12', '2021-01', '2021-02'], [])
    """
    if not last:
        return []
    end = int(last[:4]) * 12 + int(last[5:7]) - 1
    return [f"{month // 12}-{month % 12 + 1:02}" for month in range(end - _MONTHS + 1, end + 1)]


def _last_day(month: str) -> str:
    """Return the last day of a month.

    >>> _last_day("2020-02")
    '2020-02-29'
    """
    following = dt.date(int(month[:4]), int(month[5:7]), 28) + dt.timedelta(days=4)
    return (following.replace(day=1) - dt.timedelta(days=1)).isoformat()


_COUNTS = """
SELECT (SELECT count(*) FROM "信用事件") AS events, (SELECT count(*) FROM "主体") AS subjects,
  (SELECT count(*) FROM "通知") AS notices,
  (SELECT count(*) FROM "通知" WHERE "收录时间" >= :week) AS week,
  (SELECT count(*) FROM "信用事件" WHERE "复核" = '待复核') AS review,
  (SELECT count(*) FROM "问题") AS problems,
  (SELECT count(*) FROM listing_periods WHERE until_day IS NULL AND from_day <= :today)
    + (SELECT count(*) FROM listing_periods WHERE until_day > :today AND from_day <= :today) AS listed,
  (SELECT count(*) FROM listing_periods WHERE expires BETWEEN :today AND :soon AND from_day <= :today
    AND (until_day IS NULL OR until_day > :today)) AS ending,
  (SELECT count(*) FROM files WHERE status = 'failed') + (SELECT count(*) FROM unopened) AS failed
"""

# Steps up and down, from which the level at every month's end follows by adding up.
_STAYS = """
SELECT coalesce(list_name, '未写明名单') AS list_name, month, sum(n) AS n FROM (
  SELECT list_name, substr(from_day, 1, 7) AS month, 1 AS n FROM listing_periods
  WHERE from_day IS NOT NULL AND list_name IS NOT NULL
  UNION ALL
  SELECT list_name, substr(until_day, 1, 7), -1 FROM listing_periods
  WHERE from_day IS NOT NULL AND until_day IS NOT NULL AND until_day >= from_day AND list_name IS NOT NULL
) GROUP BY 1, 2
"""

_RECENT = """
SELECT t.*, n.sha256 FROM "通知" t JOIN notices n ON n.id = t."编号" ORDER BY t."编号" DESC LIMIT 6
"""

_ENDING = """
SELECT subject, name, list_name, expires FROM listing_periods
WHERE expires BETWEEN :today AND :soon AND from_day <= :today AND (until_day IS NULL OR until_day > :today)
ORDER BY expires, name LIMIT 6
"""

_WAITING = """
SELECT "标识" AS key, "主体", "所涉文件", "原文", "动作", "名单", "类型", "复核原因" FROM "信用事件"
WHERE "复核" = '待复核' ORDER BY "编号" DESC LIMIT 6
"""
