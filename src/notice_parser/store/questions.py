"""What staff ask of the database: who was listed on a day, what happened to a subject, what expires next.

The questions are SQL over the Chinese views, with named parameters; the site has its own in ``publish``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from sqlite3 import Connection
from typing import Any

from . import labels
from .sets import chunks, marks

Row = dict[str, Any]

LISTED = """
SELECT * FROM "名单记录"
WHERE "计入日" <= :on AND ("失效日" IS NULL OR "失效日" > :on)
ORDER BY "名单", "计入日", "主体", "记录"
"""
LISTED_ON = """
SELECT * FROM "名单记录"
WHERE "名单" = :list AND "计入日" <= :on AND ("失效日" IS NULL OR "失效日" > :on)
ORDER BY "计入日", "主体", "记录"
"""
EXPIRING = """
SELECT *, CAST(julianday("届满日") - julianday(:on) AS INTEGER) AS "剩余天数" FROM "名单记录"
WHERE "届满日" BETWEEN :on AND date(:on, '+' || :days || ' days')
  AND "计入日" <= :on AND ("失效日" IS NULL OR "失效日" > :on)
ORDER BY "届满日", "名单", "主体", "记录"
"""
SUBJECT = """
SELECT DISTINCT s.* FROM "主体名录" s WHERE s."主体标识" IN (
  SELECT key FROM subjects WHERE key = :subject OR identifier = :subject
  UNION SELECT subject FROM subject_names WHERE name = :subject
  UNION SELECT subject FROM subject_identifiers WHERE value = :subject)
ORDER BY s."事件数" DESC, s."主体标识"
"""
STAYS = """
SELECT * FROM "名单记录" WHERE "主体标识" = :subject ORDER BY "计入日", "移出日期", "记录"
"""
HISTORY = """
SELECT DISTINCT a.key AS "决定", a.event_date AS "日期", a.event_type AS "类型代码", a.action AS "动作代码",
  a.certainty AS "确定性代码",
  CASE WHEN a.state = 'standing' AND a.superseded_by IS NOT NULL THEN 'partly'
    WHEN a.maybe_superseded_by IS NOT NULL THEN 'perhaps' ELSE a.state END AS "状态代码",
  a.list_name AS "名单", a.authority AS "认定部门",
  a.document_number AS "文号", a.sources AS "来源数", e.known_from AS "得知时间", e.event_key AS "标识",
  e.quote AS "原文"
FROM subject_mentions m JOIN act_events k ON k.event = m.event JOIN acts a ON a.key = k.act
JOIN events e ON e.id = a.event
WHERE m.subject = :subject ORDER BY a.event_date, a.key
"""
MONTHLY = """
SELECT month AS "月份", nullif(authority, '') AS "认定部门", nullif(list_name, '') AS "名单",
  sum(acts) AS "件数", sum(CASE action WHEN 'add' THEN acts ELSE 0 END) AS "列入",
  sum(CASE action WHEN 'remove' THEN acts ELSE 0 END) AS "移出"
FROM monthly_counts WHERE month BETWEEN :from AND :to GROUP BY month, authority, list_name
"""
_STATES = {
    "standing": None,
    "partly": "部分已更正",
    "perhaps": "疑似已被更正",
    "superseded": "已被更正",
    "revoked": "已撤销",
    "disputed": "来源不一致",
    "rejected": "复核驳回",
}


def listed(db: Connection, on: str, lists: Iterable[str] = (), known_on: str | None = None) -> list[Row]:
    """Return who was listed on a day, as known now or at the end of ``known_on``.

    ``lists`` are words of list names, kinds of lists, or codes of kinds; without any, all lists.
    """
    if known_on:
        rows = [row for row in _known(db, known_on) if _is_listed(row, on)]
        rows = [row for row in rows if not lists or any(_named(row, word) for word in lists)]
        return sorted(rows, key=lambda row: (row["名单"] or "", row["计入日"], row["主体"], row["记录"]))
    if not (words := list(lists)):
        return rows_of(db, LISTED, on=on)
    names = [
        (name, kind)
        for name, kind in db.execute("SELECT DISTINCT list_name, event_type FROM listing_periods")
        if any(_named({"名单": name, "类型代码": kind}, word) for word in words)
    ]
    found: list[Row] = []
    for name, kind in sorted(names, key=lambda pair: (pair[0] or "", pair[1])):
        found += [row for row in rows_of(db, _on(name), on=on, list=name) if row["类型代码"] == kind]
    return found


def expiring(db: Connection, on: str, days: int) -> list[Row]:
    """Return who is listed on a day and whose term ends within ``days`` of it."""
    return rows_of(db, EXPIRING, on=on, days=days)


def subjects(db: Connection, words: str) -> list[Row]:
    """Return the subjects of a name, of a code, or of a key."""
    return rows_of(db, SUBJECT, subject=words.strip())


def history(db: Connection, subject: str, known_on: str | None = None) -> list[Row]:
    """Return every act on a subject, in the order of their days; of an unknown day first."""
    rows = rows_of(db, HISTORY, subject=subject)
    if known_on:
        rows = [row for row in rows if row["得知时间"] and row["得知时间"] <= _end_of(known_on)]
    return [
        row
        | {"类型": labels.EVENT_TYPES.get(row["类型代码"], row["类型代码"])}
        | {"动作": labels.ACTIONS.get(row["动作代码"])}
        | {"确定性": labels.CERTAINTIES.get(row["确定性代码"]), "状态": _STATES[row["状态代码"]]}
        for row in rows
    ]


def stays(db: Connection, subject: str, known_on: str | None = None) -> list[Row]:
    """Return a subject's stays on lists."""
    if known_on:
        return [row for row in _known(db, known_on) if row["主体标识"] == subject]
    return rows_of(db, STAYS, subject=subject)


def rows_of(db: Connection, sql: str, **values: object) -> list[Row]:
    """Return the rows of a question as dicts."""
    found = db.execute(sql, values)
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found]


def _on(name: str | None) -> str:
    return LISTED_ON.replace("= :list", "IS :list") if name is None else LISTED_ON


def _named(row: Row, word: str) -> bool:
    """Whether a listing is on a list that a word stands for."""
    kind = row["类型代码"]
    return word in (row["名单"] or "") or word in (kind, labels.EVENT_TYPES.get(kind))


def _is_listed(row: Row, on: str) -> bool:
    begun = row["计入日"] is not None and row["计入日"] <= on
    return begun and (row["失效日"] is None or row["失效日"] > on)


def _end_of(day: str) -> str:
    return f"{day}T23:59:59+08:00"


def _known(db: Connection, day: str) -> Iterator[Row]:
    """Yield the listing periods as they were known at the end of a day, in the columns of the view."""
    moment = _end_of(day)
    keys = [key for (key,) in db.execute("SELECT key FROM listing_periods WHERE known_from <= ?", (moment,))]
    for part in chunks(keys):
        yield from _view(db, f'"记录" IN ({marks(part)})', part)
    names = [column[1] for column in db.execute("PRAGMA table_info(listing_periods)")]
    view = db.execute("SELECT sql FROM sqlite_master WHERE name = '名单记录'").fetchone()[0]
    select = view.split("每次列入名单一行，不论有几份通知\n", 1)[1]
    columns = ", ".join(f"json_extract(record, '$.{name}') AS \"{name}\"" for name in names)
    past = f"SELECT {columns} FROM past_periods WHERE known_from <= :known AND known_to > :known"
    yield from rows_of(db, select.replace("FROM listing_periods p", f"FROM ({past}) p"), known=moment)


def _view(db: Connection, where: str, values: list[str]) -> Iterator[Row]:
    found = db.execute(f'SELECT * FROM "名单记录" WHERE {where}', values)
    names = [column[0] for column in found.description]
    for row in found:
        yield dict(zip(names, row, strict=True))
