"""Request → the database it names, if whoever asks may see it."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from datasette.utils.asgi import Forbidden, NotFound, Request, Response

from ..store.clock import CHINA
from . import cells
from .copies import TOLD
from .metadata import TABLES

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.database import Database

SCHEMA = 6  # the first that holds all that the pages show
STAFF = "credit-events-staff"  # the right to upload files and to review events


@dataclass(frozen=True)
class Asked:
    """A request that was let in, and the database it is about."""

    datasette: Datasette
    request: Request
    db: Database

    @property
    def link(self) -> str:
        """The path under which the pages of the database are."""
        return cells.base(self.datasette.setting("base_url"), self.db.name)

    def arg(self, name: str, default: str = "") -> str:
        """Return what the address gives for a name, without spaces around it."""
        return str(self.request.args.get(name) or default).strip()

    def var(self, name: str) -> str:
        """Return a part of the path."""
        return str(self.request.url_vars[name])

    async def rows(self, sql: str, values: Any = ()) -> list[dict[str, Any]]:
        """Return the rows of a query."""
        return [dict(row) for row in (await self.db.execute(sql, values)).rows]

    async def row(self, sql: str, values: Any = ()) -> dict[str, Any]:
        """Return the first row of a query; where there is none, the page is not found."""
        row = await self.maybe(sql, values)
        if row is None:
            raise NotFound("没有这条记录")
        return row

    async def maybe(self, sql: str, values: Any = ()) -> dict[str, Any] | None:
        """Return the first row of a query, or None."""
        row = (await self.db.execute(sql, values)).first()
        return None if row is None else dict(row)

    async def each(self, *queries: tuple[str, Any]) -> list[list[dict[str, Any]]]:
        """Run several queries side by side."""
        return await asyncio.gather(*(self.rows(sql, values) for sql, values in queries))

    async def html(self, template: str, context: dict[str, Any], status: int = 200) -> Response:
        """Return a page."""
        known = {"database": self.db.name, "link": self.link, "today": today().isoformat()}
        body = await self.datasette.render_template(template, known | context, request=self.request)
        return Response.html(body, status=status)


Handler = Callable[[Asked], Awaitable[Response]]
View = Callable[..., Awaitable[Response]]


def guarded(handler: Handler, *, staff: bool = False) -> View:
    """Let a handler answer only whoever may see the database, with ``staff`` only whoever may change it."""

    async def view(datasette: Datasette, request: Request) -> Response:
        asked = await let_in(datasette, request, request.url_vars["database"])
        if staff and not await is_staff(datasette, request.actor):
            raise Forbidden("请先登录")
        if staff and await is_public(asked.db):
            raise Forbidden("公开副本只能查看")
        return await handler(asked)

    return view


async def let_in(datasette: Datasette, request: Request, name: str) -> Asked:
    """Check that a database is ours and that whoever asks may see all of it: pages draw on every table."""
    if name not in datasette.databases:
        raise NotFound("没有这个数据库")
    for table in TABLES:  # plugin routes are open unless they ask
        await datasette.ensure_permissions(
            request.actor, [("view-table", (name, table)), ("view-database", name), "view-instance"]
        )
    db = datasette.databases[name]
    if not await is_ours(db):
        raise NotFound("这个数据库里没有信用事件")
    version = (await db.execute("PRAGMA user_version")).first()[0]
    if version < SCHEMA:
        raise NotFound("数据库的结构是旧的，请先用 notice-parser ingest 或 serve 打开一次")
    return Asked(datasette, request, db)


async def is_ours(db: Database) -> bool:
    """Whether a database holds credit events; in a public copy 信用事件 is a view."""
    return "信用事件" in {*await db.table_names(), *await db.view_names()}


async def is_public(db: Database) -> bool:
    """Whether a database is a public copy."""
    return TOLD in await db.table_names()


async def is_staff(datasette: Datasette, actor: dict[str, Any] | None) -> bool:
    """Whether someone may upload files and review events."""
    return bool(await datasette.permission_allowed(actor, STAFF, default=False))


def today() -> dt.date:
    """Return China's date."""
    return dt.datetime.now(CHINA).date()
