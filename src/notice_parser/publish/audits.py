"""Who takes data out of the site → a line in the audit, before it is sent; and the page that shows all."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_plus

from datasette.utils import tilde_decode
from datasette.utils.asgi import BadRequest, Request, Response

from ..store import DatabaseUnusable, audit, open_database
from ..store.audit import ACTIONS, AuditRefused
from . import sessions
from .access import Asked
from .guard import COPY, reaches_behind

if TYPE_CHECKING:
    from datasette.app import Datasette

_PAGE = 200
_TAKEN = re.compile(r"/(?P<database>[^/]+)(?:/(?P<table>[^/]+?))?\.(?P<kind>csv|json)")
_VOCABULARY = ("类型", "动作", "确定性", "复核", "类别", "状态", "日期", "收录时间", "发布日期", "名单")
_ours: ContextVar[bool] = ContextVar("ours", default=False)


async def page(asked: Asked) -> Response:
    """Show who took what out, the last first, to staff."""
    action, number = asked.arg("action"), asked.arg("page", "1")
    if (action and action not in ACTIONS) or not number.isdecimal() or int(number[:7]) < 1:
        raise BadRequest("没有这一页")
    rows = await asyncio.to_thread(_entries, Path(str(asked.db.path)), action or None, int(number[:7]))
    return await asked.html(
        "audit.html",
        {
            "heading": "审计记录",
            "rows": rows[:_PAGE],
            "more": len(rows) > _PAGE,
            "number": int(number),
            "action": action,
            "actions": ACTIONS,
        },
    )


async def note(
    asked: Asked, action: str, object: str, rows: int, filters: Mapping[str, Any] | None = None
) -> None:
    """Write down what somebody who is signed in takes out; where that fails, nothing is sent."""
    await _note(asked.datasette, asked.db, asked.request.actor, action, object, rows, filters)


def told(args: Any) -> dict[str, str]:
    """Return filters of a table without what a person typed: of other columns only that they were used.

    >>> told({"类型": "行政处罚", "主体__contains": "许知远", "_search": "许知远", "_size": "max"})
    {'类型': '行政处罚', '主体': '已填', '搜索': '已填'}
    """
    found = {}
    for name in args:
        column = "搜索" if name == "_search" else name.partition("__")[0]
        if not column.startswith("_"):
            found[column] = str(args.get(name)) if column in _VOCABULARY else "已填"
    return found


@contextmanager
def ours() -> Iterator[None]:
    """Say that a request is our own, on behalf of one that is written down."""
    token = _ours.set(True)
    try:
        yield
    finally:
        _ours.reset(token)


def audited(app: Callable[..., Any], datasette: Datasette) -> Callable[..., Any]:
    """Write down who takes a table out by Datasette's own addresses, before it is sent."""

    async def watched(scope: dict[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] == "http" and reaches_behind(
            unquote_plus(scope.get("query_string", b"").decode("latin-1"))
        ):
            await Response.text("没有这张表", status=403).asgi_send(send)
            return
        taken = _TAKEN.fullmatch(scope.get("path", "")) if scope["type"] == "http" else None
        if taken and not _ours.get() and (db := datasette.databases.get(tilde_decode(taken["database"]))):
            request = Request(scope, receive)
            actor = sessions.actor_of(datasette, request)
            table = tilde_decode(taken["table"]) if taken["table"] else "查询语句"
            try:
                await _note(
                    datasette, db, actor, "export", f"{table} {taken['kind']}", None, told(request.args)
                )
            except BadRequest as refused:
                await Response.text(str(refused), status=503).asgi_send(send)
                return
        await app(scope, receive, send)

    return watched


async def _note(datasette: Datasette, db: Any, actor: dict[str, Any] | None, *entry: Any) -> None:
    if actor is None or not db.path or await _is_copy(db):
        return
    try:
        await asyncio.to_thread(_write, Path(db.path), str(actor["id"]), *entry)
    except AuditRefused as refused:
        raise BadRequest(str(refused)) from refused


async def _is_copy(db: Any) -> bool:
    """Whether a database is a public copy: what is in it is public."""
    return bool((await db.execute("PRAGMA application_id")).first()[0] == COPY)


def _write(db: Path, actor: str, action: str, object: str, rows: int | None, filters: Any) -> None:
    audit.note_in(db, actor, "site", action, object, rows, filters)


def _entries(db: Path, action: str | None, number: int) -> list[dict[str, Any]]:
    try:
        with open_database(db) as database:
            return audit.entries(database.conn, action=action, limit=_PAGE + 1, skip=(number - 1) * _PAGE)
    except DatabaseUnusable as error:
        raise BadRequest(str(error)) from error
