"""The tables and columns of a public copy: what is not named here can not get in.

A column is either stored (``STORED``) or an SQL expression that every copy shows alike. Stored tables have
names of their own; under the names that the site and other programs ask for stand views which leave out
whatever may not be shown any more today, in China.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from sqlite3 import Connection

from ..store.database import PUBLIC

STORED = ""
PREFIX = "stored_"
TODAY = "date('now', '+8 hours')"

_NONE = "NULL"


def _stored(*columns: str, **fixed: str) -> dict[str, str]:
    return dict.fromkeys(columns, STORED) | fixed


ALLOWED: dict[str, dict[str, str]] = {
    "files": _stored("sha256", "first_seen", "changed", status="'read'", attempts="1"),
    "file_names": _stored("sha256", "name", "first_seen"),
    "notices": _stored(
        *("id", "sha256", "title", "issuer", "document_number", "published", "issue", "parser_version"),
        corrects="0",
    ),
    "pages": _stored("notice", "number", "width", "height", "read_by"),
    "blocks": _stored("notice", "number", "kind", "text", "span_start", "span_end", "page"),
    "events": _stored(
        *("id", "event_key", "notice", "number", "event_type", "action", "list_name", "list_level", "batch"),
        *("authority_written", "authority_full", "document_number", "event_date", "start", "end", "duration"),
        *("derived_end", "derived_end_rule", "penalty_kinds", "fine_yuan", "confiscated_yuan", "reason"),
        *("legal_basis", "measure", "document_title", "quote", "span_start", "span_end", "page"),
        *("x0", "y0", "x1", "y1", "confidence", "review", "known_from"),
        certainty="'asserted'",
        review_reasons="'[]'",
    ),
    "event_subjects": _stored("event", "number", "name", "kind", "identifier", "anonymised"),
    "evidence": _stored(
        *("event", "field", "number", "span_start", "span_end", "page", "x0", "y0", "x1", "y1")
    ),
    "subjects": _stored("key", "name", "identifier", "mentions", kind="'organisation'", anonymised="0"),
    "subject_names": _stored("subject", "name", "events"),
    "subject_identifiers": _stored("subject", "scheme", "value"),
    "subject_mentions": _stored("event", "number", "subject", identity="''"),
    "acts": _stored(
        *("key", "event", "event_type", "action", "list_name", "authority", "document_number", "event_date"),
        "sources",
        certainty="'asserted'",
        state="'standing'",
        month="CASE WHEN length(event_date) >= 7 THEN substr(event_date, 1, 7) END",
    ),
    "act_events": _stored("event", "act", "linked_by"),
    "listing_periods": _stored(
        *(
            "key",
            "subject",
            "name",
            "identifier",
            "event_type",
            "list_name",
            "list_level",
            "batch",
            "authority",
        ),
        *("document_number", "start", "from_day", "from_basis", "end", "expires", "expires_basis"),
        *("expires_rule", "extended", "until_day", "event_key", "sources", "known_from"),
        kind="'organisation'",
        early="0",
        doubtful="0",
        end_reason="CASE WHEN until_day IS NOT NULL THEN 'expired' END",
    ),
    "listing_sources": _stored("period", "event", "part"),
    "通知": _stored(
        *("编号", "标题", "发布机关", "文号", "发布日期", "期号", "文件", "页数", "事件数", "收录时间"),
        待复核="0",
        问题数="0",
    ),
    "信用事件": _stored(
        *("编号", "日期", "类型", "动作", "名单", "等级", "主体", "认定部门", "原文", "页码", "标识"),
        *("批次",),
        *(
            "文号",
            "起始日",
            "截止日",
            "期限",
            "推算截止日",
            "处罚种类",
            "罚款（元）",
            "没收（元）",
            "事由",
            "依据",
        ),
        *("措施", "所涉文件", "置信度", "复核", "文件", "通知"),
        确定性="'已生效'",
    ),
    "主体": _stored(
        *("编号", "名称", "类别", "代码", "匿名", "日期", "类型", "动作", "名单", "等级", "认定部门", "事件"),
        "标识",
        确定性="'已生效'",
    ),
}
MORE = {  # columns that only a public copy has, at the end of a table
    "信用事件": {
        "公示至": ("publish_until", "可以公示到这一天，之后不再显示"),
        "名单性质": ("standing", "国家：列入全国清单；地方：本地名单，不是严重失信"),
    },
}
EXTRA_STORED = {"信用事件": ("standing",), "notices": ("searchable_until",)}
IMAGES = "page_images"
SEARCHES = {  # search table → the table of its rows, their number, and until when they are found
    "event_search": ("信用事件", "编号", "publish_until"),
    "subject_search": ("主体", "编号", "publish_until"),
    "notice_search": ("notices", "id", "searchable_until"),
}
FREE = {
    "derivation",
    "publish_terms",
}  # kept as they are: the program's own number, keys of events with their last day
OWN = {  # tables that only a public copy has
    "公开说明": (
        'CREATE TABLE "公开说明" ( -- 这是公开副本：说明它从哪里来、不含什么\n'
        '  "编号" INTEGER PRIMARY KEY, -- 顺序\n'
        '  "项目" TEXT NOT NULL, -- 说明什么\n'
        '  "内容" TEXT NOT NULL -- 说明的内容\n) STRICT'
    ),
    "个人统计": (
        'CREATE TABLE "个人统计" ( -- 自然人的件数，按年、部门和种类；人数很少的不列出\n'
        '  "编号" INTEGER PRIMARY KEY, -- 顺序\n'
        '  "年份" TEXT NOT NULL, -- 决定作出的年份\n'
        '  "认定部门" TEXT NOT NULL, -- 作出决定的部门\n'
        '  "类型" TEXT NOT NULL, -- 事件的种类\n'
        '  "人次" INTEGER NOT NULL -- 低于规定数目的不列出\n) STRICT'
    ),
}


@dataclass(frozen=True)
class _Column:
    name: str
    type: str
    pk: int
    about: str


def make(copy: Connection, full: Connection, version: int) -> None:
    """Create the tables and views of an empty public copy, after the schema of a full database."""
    definitions = _definitions(full)
    shadows = {
        f"{search}_{part}" for search in SEARCHES for part in ("data", "idx", "content", "docsize", "config")
    }
    views = []
    for name, (kind, sql) in definitions.items():
        if name in ALLOWED:
            columns = _columns(full, name, sql)
            copy.execute(_table(name, columns))
            views.append(_view(name, columns, sql))
        elif name in SEARCHES:
            copy.execute(sql.replace(name, PREFIX + name, 1))
            views.append(_search(name))
        elif name == "monthly_counts":
            views.append(_COUNTS)
        elif kind == "table" and name not in shadows and name != "_sqlite_migrations":
            copy.execute(sql)  # stays empty: the site asks for it
        elif kind == "view":
            views.append(sql)
    copy.execute(
        f"CREATE TABLE {PREFIX}{IMAGES} (notice INTEGER NOT NULL, number INTEGER NOT NULL, png BLOB NOT NULL,"
        " plan TEXT NOT NULL, publish_until TEXT NOT NULL, PRIMARY KEY (notice, number)) STRICT"
    )
    views.append(
        f"CREATE VIEW {IMAGES} AS SELECT notice, number, png FROM {PREFIX}{IMAGES}"
        f" WHERE publish_until >= {TODAY}"
    )
    for sql in (*OWN.values(), *views):
        copy.execute(sql)
    copy.execute(f"PRAGMA user_version = {version}")
    copy.execute(f"PRAGMA application_id = {PUBLIC}")


def make_indexes(copy: Connection, full: Connection) -> None:
    """Create the indexes of a public copy, once it is filled: each is then sorted once."""
    for kind, sql in _definitions(full).values():
        found = (
            re.search(r' ON ("?)([^\s"(]+)\1 \((.*?)\)', sql)
            if kind == "index" and " WHERE " not in sql
            else None
        )
        if found and found[2] in ALLOWED and _all_stored(found[2], found[3]):
            copy.execute(sql.replace(found[0], f' ON "{PREFIX}{found[2]}" ({found[3]})'))
    for name in ALLOWED:
        copy.execute(f'CREATE INDEX "{PREFIX}{name}_until" ON "{PREFIX}{name}" (publish_until)')


def stored(table: str) -> tuple[str, ...]:
    """Return the columns of a table that a copy stores, in order."""
    names = [name for name, how in ALLOWED[table].items() if how == STORED]
    return (*names, *EXTRA_STORED.get(table, ()), "publish_until")


def _definitions(full: Connection) -> dict[str, tuple[str, str]]:
    """Return the kind and the SQL of everything in a database that has any."""
    return {
        name: (kind, sql)
        for name, kind, sql in full.execute(
            "SELECT name, type, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
        )
    }


def _columns(full: Connection, table: str, sql: str) -> list[_Column]:
    about = dict(re.findall(r'^\s*"?([^\s"]+)"? [A-Z].*?-- *(.*)$', sql, re.MULTILINE))
    return [
        _Column(name, kind, pk, about.get(name, ""))
        for _, name, kind, _, _, pk, _ in full.execute(f'PRAGMA table_xinfo("{table}")')
    ]


def _table(name: str, columns: list[_Column]) -> str:
    kept = [column for column in columns if ALLOWED[name].get(column.name) == STORED]
    lines = [f'"{column.name}" {column.type}' for column in kept]
    lines += [f'"{more}" TEXT' for more in EXTRA_STORED.get(name, ())]
    lines.append("publish_until TEXT NOT NULL")
    keys = [f'"{column.name}"' for column in sorted(kept, key=lambda column: column.pk) if column.pk]
    if keys:
        lines.append(f"PRIMARY KEY ({', '.join(keys)})")
    return f'CREATE TABLE "{PREFIX}{name}" ({", ".join(lines)}) STRICT'


def _view(name: str, columns: list[_Column], sql: str) -> str:
    """Return the view that stands for a table: today's rows, and null for what a copy does not have."""
    about = re.match(r"[^\n]*?\( *-- *(.*)", sql)
    parts = []
    for column in columns:
        how = ALLOWED[name].get(column.name, _NONE)
        parts.append((f'"{column.name}"' if how == STORED else how, column.name, column.about))
    for label, (expression, meaning) in MORE.get(name, {}).items():
        parts.append((expression, label, meaning))
    lines = [
        f'  {expression} AS "{label}"{"," if place < len(parts) else ""}'
        + (f" -- {meaning}" if meaning else "")
        for place, (expression, label, meaning) in enumerate(parts, 1)
    ]
    return (
        f'CREATE VIEW "{name}" AS{" -- " + about[1] if about else ""}\nSELECT\n'
        + "\n".join(lines)
        + f'\nFROM "{PREFIX}{name}" WHERE publish_until >= {TODAY}'
    )


def _search(name: str) -> str:
    owner, key, until = SEARCHES[name]
    return (
        f"CREATE VIEW {name} AS SELECT s.rowid AS rowid, s.{PREFIX}{name} AS {name} FROM {PREFIX}{name} s"
        f' JOIN "{PREFIX}{owner}" o ON o."{key}" = s.rowid WHERE o.{until} >= {TODAY}'
    )


def _all_stored(table: str, listed: str) -> bool:
    names = [part.strip().strip('"') for part in listed.split(",")]
    return all(ALLOWED[table].get(name) == STORED for name in names)


_COUNTS = """CREATE VIEW monthly_counts AS
SELECT coalesce(month, '') AS month, coalesce(authority, '') AS authority, event_type,
  coalesce(list_name, '') AS list_name, coalesce(action, '') AS action, count(*) AS acts
FROM acts GROUP BY 1, 2, 3, 4, 5"""
