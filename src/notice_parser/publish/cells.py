"""Values → how a cell shows them."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from markupsafe import Markup

_DATES = {
    *("日期", "起始日", "截止日", "推算截止日", "发布日期", "收录时间", "列入日", "届满日", "移出日", "月份"),
    *("最早", "最近"),
}
_YUAN = {"罚款（元）", "没收（元）"}
_COUNTS = {
    **{"明示数量": "个", "页数": "页", "事件数": "个", "待复核": "个", "问题数": "个", "数量": "件"},
    **{
        "件数": "件",
        "次数": "次",
        "处罚": "次",
        "列入": "次",
        "来源数": "份",
        "记录数": "个",
        "剩余天数": "天",
    },
}
_POINTS = "分值"
_PAGES = {"问题": "problem", "考核结果": "cell"}  # table → the route of the page behind a row
_NAMES = {"名单", "认定部门", "名称", "标题", "发布机关", "任务", "处罚种类", "单位", "文件", "通知"}
_PLAIN = {"通知": "看通知", "事件": "看原页"}  # where a view, which has no foreign keys, shows only a number
_SHORT = {"类型", "确定性", "文号", "期限", "复核", "种类", "状态", "代码"}
_LONG = {"原文", "事由", "依据", "措施", "主体", "所涉文件", "说明"}


def cell(value: Any, column: str, table: str | None, row: Any, link: str) -> Markup | None:
    """Return a cell's markup, or None where it needs none; ``link`` is the path under which pages are shown.

    Dates do not wrap, amounts stand right with their unit, and keys and pages lead to the page itself.
    """
    if value in (None, ""):
        return None
    if isinstance(value, dict) and column == "通知":
        words = value["label"] or "（无标题）"
        return Markup('<a class="name" href="{}/notice/{}">{}</a>').format(link, value["value"], words)
    if isinstance(value, dict) and column == "事件":
        words = Markup('<a class="long" href="{}/event/{}">{}</a>')
        return words.format(link, row["标识"], value["label"])
    if column in _PLAIN and isinstance(value, int) and table in ("信用事件", "主体"):
        key = f"event/{row['标识']}" if column == "事件" else f"notice/{value}"
        return Markup('<a class="proof" href="{}/{}">{}</a>').format(link, key, _PLAIN[column])
    if column == "标识" and isinstance(value, str):
        return Markup('<a class="proof" href="{}/event/{}">看原页</a>').format(link, value)
    if column in _DATES:
        return Markup('<span class="date">{}</span>').format(value)
    if column in _YUAN and isinstance(value, int | float):
        return Markup('<span class="number">{}&nbsp;元</span>').format(yuan(value))
    if column == "置信度" and isinstance(value, float):
        return Markup('<span class="number">{}%</span>').format(round(value * 100))
    if column == _POINTS:
        return Markup('<span class="number">{}&nbsp;分</span>').format(value)
    if column in _COUNTS and isinstance(value, int):
        return Markup('<span class="number">{:,}&nbsp;{}</span>').format(value, _COUNTS[column])
    if column == "页码" and table == "信用事件":
        return Markup('<span class="number">第{}页</span>').format(value)
    if column == "名称" and table == "主体" and row["类别"] != "群体":
        return Markup('<a class="name" href="{}/subject-of/{}">{}</a>').format(link, row["编号"], value)
    if column == "页码" and table in _PAGES:
        return Markup('<a class="proof" href="{}/{}/{}">第{}页</a>').format(
            link, _PAGES[table], row["编号"], value
        )
    if column == "文件" and table == "通知":
        return Markup('<a class="proof" href="{}/notice/{}">{}</a>').format(link, row["编号"], value)
    if column == "原文" and table == "信用事件" and isinstance(value, str):
        return Markup('<a class="long" href="{}/event/{}" title="看原页">{}</a>').format(
            link, row["标识"], value
        )
    if column in _LONG and isinstance(value, str):
        return Markup('<div class="long">{}</div>').format(value)
    if column in _NAMES and isinstance(value, str):
        return Markup('<div class="name">{}</div>').format(value)
    if column in _SHORT:
        return Markup('<span class="short">{}</span>').format(value)
    return None


def yuan(amount: float) -> str:
    """Write an amount with its thousands apart and its cents only where there are any.

    >>> yuan(560000.0), yuan(1234.5)
    ('560,000', '1,234.50')
    """
    return f"{amount:,.0f}" if amount == int(amount) else f"{amount:,.2f}"


def base(path: str, database: str) -> str:
    """Return the path under which the pages of a database are shown."""
    return f"{path.rstrip('/')}/-/notice-parser/{quote(database)}"
