"""Schema → what Datasette is told of our tables: titles, descriptions, facets, search."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

TITLE = "信用事件库"
PUBLIC_TITLE = "信用事件库（公开副本）"
ABOUT = "从信用通知里读出的事件。每个事件都能点开看原页上的原话；通知没有写的，一律留空。"

TABLES: dict[str, dict[str, Any]] = {
    "信用事件": {
        "facets": ["类型", "动作", "名单", "认定部门", "确定性", "复核"],
        "sort_desc": "日期",
        "fts_table": "event_search",
        "fts_pk": "编号",
        "label_column": "原文",
        "size": 50,
    },
    "主体": {
        "facets": ["类别", "类型", "名单", "动作", "确定性"],
        "sort_desc": "日期",
        "fts_table": "subject_search",
        "fts_pk": "编号",
        "label_column": "名称",
        "size": 50,
    },
    "通知": {
        "facets": ["发布机关"],
        "sort_desc": "发布日期",
        "fts_table": "notice_search",
        "fts_pk": "编号",
        "label_column": "标题",
        "size": 50,
    },
    "考核结果": {"facets": ["单位", "任务", "状态"], "size": 100},
    "文件": {"facets": ["状态"], "sort_desc": "处理时间", "size": 50},
    "问题": {"facets": ["种类"], "sort_desc": "编号", "size": 50},
}


@dataclass(frozen=True)
class Described:
    """What a database's schema says of one table."""

    about: str
    columns: Mapping[str, str]  # column → its meaning, for those that have one


def described(sql: str) -> Described:
    """Take the meaning of a table and of its columns from the comments in its definition.

    >>> described('CREATE TABLE "通知" ( -- 每份一行\\n  "编号" INTEGER,\\n  "期号" TEXT -- 简报的期数\\n)')
    Described(about='每份一行', columns={'期号': '简报的期数'})
    """
    about = re.match(r"[^\n]*?(?:\(|\bAS) *-- *(.*)", sql)
    columns = re.findall(r'^(?: *|.* AS )"([^"]+)"(?: [A-Z].*?|,)? -- *(.*)$', sql, re.MULTILINE)
    return Described(about[1] if about else "", dict(columns))


def metadata(schemas: Mapping[str, Mapping[str, Described]]) -> dict[str, Any]:
    """Return Datasette's metadata for the databases of ours: database → table → what its schema says."""
    if not schemas:
        return {}
    return {
        "title": TITLE,
        "description": ABOUT,
        "databases": {
            database: {
                "title": PUBLIC_TITLE if "公开说明" in tables else TITLE,
                "description": ABOUT,
                "tables": {name: _table(name, table) for name, table in tables.items()},
            }
            for database, tables in schemas.items()
        },
    }


def _table(name: str, table: Described) -> dict[str, Any]:
    """Describe a table of the analysts; hide every other one."""
    if name in ("公开说明", "个人统计"):
        return {"title": name, "description": table.about, "columns": dict(table.columns), "size": 100}
    if name not in TABLES:
        return {"hidden": True}
    return {"title": name, "description": table.about, "columns": dict(table.columns)} | {
        key: list(value) if isinstance(value, list) else value for key, value in TABLES[name].items()
    }
