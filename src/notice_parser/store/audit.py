"""Who took data out or looked somebody up → rows that are only ever added, without names of persons."""

from __future__ import annotations

import getpass
import json
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from . import clock
from .database import DatabaseUnusable, is_public, open_database

ACTIONS = {
    "export": "导出",
    "publish": "发布公开副本",
    "withdrawn": "撤下清单",
    "check": "批量核查",
    "lookup": "查询主体",
    "download": "下载原件",
    "objection": "异议",
    "key": "更换密钥",
}
CHANNELS = {"command": "命令行", "site": "网站"}


class AuditRefused(DatabaseUnusable):
    """An entry that could not be written, so that what it tells of must not happen."""


def actor() -> str:
    """Return who runs a command: the user of the machine."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container without a user database
        return "unknown"


def note(
    conn: sqlite3.Connection,
    actor: str,
    channel: str,
    action: str,
    object: str,
    rows: int | None = None,
    filters: Mapping[str, Any] | None = None,
) -> None:
    """Add an entry; raise ``AuditRefused`` where it cannot be written, so that nothing is handed out.

    ``filters`` say what was filtered by. Callers give values of closed vocabularies and days only, never
    what a person typed: that may be somebody's name or number.
    """
    told = json.dumps(dict(filters or {}), ensure_ascii=False, sort_keys=True)
    try:
        conn.execute(
            "INSERT INTO audit (made, actor, channel, action, object, rows, filters)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (clock.now(), actor, channel, action, object, rows, told),
        )
    except sqlite3.Error as error:
        raise AuditRefused(f"审计记录写不进去，因此没有执行（{error}），请检查数据库") from error


def note_in(db: Path, *entry: Any, **more: Any) -> None:
    """Add an entry in a transaction of its own; raise ``AuditRefused`` where it cannot be written."""
    from .files import writing

    with open_database(db) as database:
        if is_public(database.conn):  # what everybody may have
            return
    try:
        with writing(db) as database:
            note(database.conn, *entry, **more)
    except AuditRefused:
        raise
    except DatabaseUnusable as error:
        raise AuditRefused(f"审计记录写不进去，因此没有执行：{error}") from error


def entries(
    conn: sqlite3.Connection,
    *,
    since: str | None = None,
    action: str | None = None,
    limit: int = 500,
    skip: int = 0,
) -> list[dict[str, Any]]:
    """Return entries under Chinese names, the last first; ``since`` a day, included."""
    found = conn.execute(
        "SELECT id, made, actor, channel, action, object, rows, filters FROM audit"
        " WHERE made >= coalesce(?, '') AND action = coalesce(?, action) ORDER BY id DESC LIMIT ? OFFSET ?",
        (since, action, limit, skip),
    )
    return [
        {
            "编号": id,
            "时间": made[:19].replace("T", " "),
            "谁": who,
            "途径": CHANNELS[channel],
            "事项": ACTIONS[what],
            "对象": object,
            "条数": rows,
            "条件": "；".join(f"{name}：{value}" for name, value in json.loads(filters).items()),
        }
        for id, made, who, channel, what, object, rows, filters in found
    ]
