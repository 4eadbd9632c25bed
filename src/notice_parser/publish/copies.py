"""A public copy → what is told of it, what is refused of it, and how a new one takes its place."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.database import Database

TOLD = "公开说明"  # the table that only a public copy has
_INSIDE = ("stored_", "publish_terms")  # tables that also hold what may not be shown any more
_SQL = ("execute-sql", "view-database-download")


def is_public(tables: Mapping[str, Any]) -> bool:
    """Whether the tables are those of a public copy."""
    return TOLD in tables


def refuses(action: str, resource: Any, schemas: Mapping[str, Mapping[str, Any]]) -> bool:
    """Whether something would reach behind the views of a public copy, which leave out what is over.

    >>> schemas = {"out": {"公开说明": ()}, "full": {}}
    >>> refuses("execute-sql", "out", schemas), refuses("execute-sql", "full", schemas)
    (True, False)
    >>> [refuses("view-table", ("out", table), schemas) for table in ("stored_events", "events")]
    [True, False]
    """
    name, table = resource if isinstance(resource, tuple) else (resource, "")
    if not is_public(schemas.get(name, {})):
        return False
    return action in _SQL or (action == "view-table" and table.startswith(_INSIDE))


async def told(db: Database) -> str:
    """Say in one line that a database is a public copy, and of which day."""
    said = {row[0]: row[1] for row in (await db.execute(f'SELECT "项目", "内容" FROM "{TOLD}"')).rows}
    return f"{said['公开副本']}。以 {said['以哪一天为准']} 为准，{said['不含什么']}。"


def follow(app: Callable[..., Any], datasette: Datasette) -> Callable[..., Any]:
    """Let an application read a database file that was replaced from the next request on.

    Queries that are under way keep the old file until they are done; no request is refused.
    """
    import datasette.database as connections

    seen: dict[str, tuple[int, ...]] = {}

    async def following(scope: dict[str, Any], receive: Any, send: Any) -> None:
        for name, db in datasette.databases.items():
            if not db.path:
                continue
            with suppress(OSError):
                stat = Path(db.path).stat()
                file = (stat.st_dev, stat.st_ino)
                if seen.setdefault(name, file) != file:
                    seen[name] = file
                    # Each thread's connections end with the last query that holds them.
                    connections.connections = threading.local()
                    db._all_file_connections = []
                    db._cached_table_counts = None
        await app(scope, receive, send)

    return following
