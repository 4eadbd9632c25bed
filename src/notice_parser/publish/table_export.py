"""A table as it is filtered on the screen → the same rows, all of them, as a file."""

from __future__ import annotations

import asyncio
import csv
import io
from typing import Any

from datasette.utils import tilde_encode
from datasette.utils.asgi import BadRequest, NotFound, Response

from . import sheets
from .access import Asked
from .audits import note, ours, told
from .metadata import TABLES

_NUMBERS = {
    "罚款（元）",
    "没收（元）",
    "置信度",
    "明示数量",
    "页码",
    "页数",
    "事件数",
    "待复核",
    "问题数",
    "数量",
    "编号",
}
_OURS = ("_size", "_next", "_shape", "_labels", "_stream", "_dl", "_trace", "_facet", "_col", "_nocol")


async def export(asked: Asked) -> Response:
    """Send the rows of a table of ours, with the filters, the search and the order of the address."""
    table, kind = asked.var("table"), asked.var("kind")
    from datasette.utils import tilde_decode

    table = tilde_decode(table)
    if table not in TABLES:
        raise NotFound("没有这张表")
    columns, rows = await filtered(asked, table)
    await note(asked, "export", f"{table} {kind}", len(rows), told(asked.request.args))
    return await asyncio.to_thread(sheets.file, kind, table, columns, rows)


async def filtered(asked: Asked, table: str, **more: str) -> tuple[list[str], list[list[Any]]]:
    """Return the columns and rows that Datasette itself finds for the filters of the address."""
    kept = [(name, value) for name in asked.request.args for value in asked.request.args.getlist(name)]
    params = [(name, value) for name, value in kept if name not in _OURS] + list(more.items())
    with ours():
        response = await asked.datasette.client.get(
            asked.datasette.urls.path(f"/{tilde_encode(asked.db.name)}/{tilde_encode(table)}.csv"),
            params=params + ([] if "_size" in more else [("_stream", "on")]),
            cookies=asked.request.cookies,
        )
    if response.status_code != 200:
        raise BadRequest("查询条件不对")
    lines = csv.reader(io.StringIO(response.text))
    columns = next(lines, [])
    return columns, [
        [_value(column, word) for column, word in zip(columns, row, strict=True)] for row in lines
    ]


def _value(column: str, word: str) -> Any:
    """Read a cell of Datasette's CSV: a number where the column holds numbers."""
    if word == "":
        return None
    if column in _NUMBERS:
        number = float(word)
        return int(number) if number == int(number) and not column.endswith("（元）") else number
    return word
