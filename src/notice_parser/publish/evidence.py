"""Event, problem or page → the page with the words boxed."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from datasette.utils.asgi import NotFound, Request, Response

from ..model import Block, Box, Document, Fragment, Span
from . import cells
from .context import passage
from .pages import page_image, shows_pages

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.database import Database

FIELDS = {  # a field that evidence can be given for → its column in 信用事件
    "quote": "原文",
    "subjects": "主体",
    "event_type": "类型",
    "certainty": "确定性",
    "action": "动作",
    "list_name": "名单",
    "list_level": "等级",
    "batch": "批次",
    "stated_count": "明示数量",
    "authority": "认定部门",
    "document_number": "文号",
    "event_date": "日期",
    "start": "起始日",
    "end": "截止日",
    "duration": "期限",
    "derived_end": "推算截止日",
    "penalty_kinds": "处罚种类",
    "fine_yuan": "罚款（元）",
    "confiscated_yuan": "没收（元）",
    "reason": "事由",
    "legal_basis": "依据",
    "measure": "措施",
    "document_title": "所涉文件",
}
_UNSHOWN = {"编号", "通知", "标识"}  # of a row: links, not facts


async def evidence(datasette: Datasette, request: Request) -> Response:
    """Show an event: every field with the words that prove it, and the pages on which they stand."""
    db = await _database(datasette, request)
    row = await _one(db, 'SELECT * FROM "信用事件" WHERE "标识" = ?', request.url_vars["key"])
    proofs = await _all(
        db,
        "SELECT e.*, substr(b.text, e.span_start - b.span_start + 1, e.span_end - e.span_start) AS words"
        " FROM evidence e JOIN blocks b"
        " ON b.notice = ? AND e.span_start BETWEEN b.span_start AND b.span_end - 1"
        " WHERE e.event = ? ORDER BY e.page, e.field <> 'quote', e.span_start, e.number",
        row["通知"],
        row["编号"],
    )
    written: dict[str, list[str]] = {}
    boxes: dict[int, list[dict[str, Any]]] = {}
    for proof in proofs:
        label = FIELDS.get(proof["field"], proof["field"])
        if proof["words"] not in written.setdefault(label, []):
            written[label].append(proof["words"])
        if proof["page"] is not None:
            boxes.setdefault(proof["page"], []).append(proof | {"label": label})
    facts = [
        (
            column,
            cells.yuan(value) if column.endswith("（元）") else value,
            _differing(written.get(column, ()), value),
        )
        for column, value in row.items()
        if value is not None and column not in _UNSHOWN
    ]
    return await _page(
        datasette,
        request,
        heading=" ".join(filter(None, (row["类型"], row["动作"], row["名单"]))),
        facts=facts,
        notice=row["通知"],
        boxes=boxes,
        marks=[(proof["span_start"], proof["span_end"]) for proof in proofs if proof["field"] == "quote"],
    )


async def problem(datasette: Datasette, request: Request) -> Response:
    """Show a problem: what it is, and where it stands on its page."""
    db = await _database(datasette, request)
    row = await _one(db, 'SELECT * FROM "问题" WHERE "编号" = ?', int(request.url_vars["number"]))
    span = await _one(db, "SELECT * FROM problems WHERE notice = ? AND number = ?", row["通知"], row["序号"])
    return await _page(
        datasette,
        request,
        heading=row["种类"],
        facts=[(column, row[column], ()) for column in ("说明", "原文", "页码")],
        notice=row["通知"],
        boxes=await _boxes(db, row["通知"], Span(span["span_start"], span["span_end"])) or {row["页码"]: []},
        marks=[(span["span_start"], span["span_end"])],
    )


async def assessment(datasette: Datasette, request: Request) -> Response:
    """Show a cell of an assessment table on its page."""
    db = await _database(datasette, request)
    row = await _one(db, 'SELECT * FROM "考核结果" WHERE "编号" = ?', int(request.url_vars["number"]))
    box = await _one(
        db, "SELECT * FROM assessment_cells WHERE notice = ? AND number = ?", row["通知"], row["序号"]
    )
    shown = ("单位", "任务", "分值", "状态", "数量", "原文", "页码")
    return await _page(
        datasette,
        request,
        heading=f"{row['单位']} {row['任务']}",
        facts=[(column, row[column], ()) for column in shown if row[column] is not None],
        notice=row["通知"],
        boxes={row["页码"]: [box | {"field": "quote", "label": "原文"}]},
        marks=[],
    )


async def source(datasette: Datasette, request: Request) -> Response:
    """Show one page of a notice."""
    db = await _database(datasette, request)
    notice, number = int(request.url_vars["notice"]), int(request.url_vars["page"])
    about = await _one(db, 'SELECT * FROM "通知" WHERE "编号" = ?', notice)
    if not 1 <= number <= max(about["页数"], 1):
        raise NotFound("通知没有这一页")
    shown = ("标题", "发布机关", "文号", "发布日期", "文件", "页数", "事件数", "问题数", "收录时间")
    facts = [(column, about[column], ()) for column in shown if about[column] is not None]
    heading = about["标题"] or about["文件"]
    return await _page(
        datasette, request, heading=heading, facts=facts, notice=notice, boxes={number: []}, marks=[]
    )


async def image(datasette: Datasette, request: Request) -> Response:
    """Send the image of one page."""
    db = await _database(datasette, request)
    path = await _original(db, int(request.url_vars["notice"]))
    png = await asyncio.to_thread(page_image, path, int(request.url_vars["page"])) if path else None
    if png is None:
        raise NotFound("没有这一页的图像")
    return Response(png, content_type="image/png", headers={"Cache-Control": "private, max-age=86400"})


async def _database(datasette: Datasette, request: Request) -> Database:
    """Return the database that a request names, if whoever asks may see its events and notices."""
    name = request.url_vars["database"]
    if name not in datasette.databases:
        raise NotFound("没有这个数据库")
    for table in ("信用事件", "通知"):  # plugin routes are open unless they ask
        await datasette.ensure_permissions(
            request.actor, [("view-table", (name, table)), ("view-database", name), "view-instance"]
        )
    return datasette.databases[name]


async def _page(
    datasette: Datasette,
    request: Request,
    *,
    heading: str,
    facts: Sequence[tuple[str, Any, Iterable[str]]],
    notice: int,
    boxes: dict[int, list[dict[str, Any]]],
    marks: list[tuple[int, int]],
) -> Response:
    """Show facts beside the pages that prove them, or beside the text where there are no pages."""
    name = request.url_vars["database"]
    db = datasette.databases[name]
    path = await _original(db, notice)
    pages = await _all(db, "SELECT * FROM pages WHERE notice = ? ORDER BY number", notice)
    pictured = bool(pages and pages[0]["width"] and path and shows_pages(path))
    blocks = await _all(db, "SELECT * FROM blocks WHERE notice = ? ORDER BY number", notice)
    context = {
        "heading": heading,
        "facts": facts,
        "notice": notice,
        "last": len(pages),
        "pages": [
            {"number": number, "boxes": boxes[number]} | dict(pages[number - 1])
            for number in sorted(boxes)
            if pictured and number <= len(pages)
        ],
        "text": [] if pictured else passage(blocks, marks),
        "link": cells.base(datasette.setting("base_url"), name),
        "database": name,
    }
    return Response.html(await datasette.render_template("evidence.html", context, request=request))


async def _original(db: Database, notice: int) -> Path | None:
    """Return the archived file of a notice; None where none was kept."""
    row = await _one(db, "SELECT f.archive FROM files f JOIN notices n USING (sha256) WHERE n.id = ?", notice)
    if not row["archive"] or not db.path:
        return None
    folder = Path(db.path).resolve().parent
    path = (folder / row["archive"]).resolve()
    return path if path.is_relative_to(folder) and path.is_file() else None


async def _boxes(db: Database, notice: int, span: Span) -> dict[int, list[dict[str, Any]]]:
    """Return the rectangles of a span, page by page."""
    rows = await _all(
        db,
        "SELECT b.kind, b.text, b.span_start, b.span_end, f.span_start AS first, f.span_end AS last, f.page,"
        " f.x0, f.y0, f.x1, f.y1 FROM blocks b JOIN fragments f ON f.notice = b.notice AND f.block = b.number"
        " WHERE b.notice = ? AND b.span_start < ? AND b.span_end > ? ORDER BY b.number, f.number",
        notice,
        span.end,
        span.start,
    )
    lines = [
        Block(
            kind=row["kind"],
            text=row["text"],
            span=Span(row["span_start"], row["span_end"]),
            fragments=(
                Fragment(
                    Span(row["first"], row["last"]),
                    row["page"],
                    Box(row["x0"], row["y0"], row["x1"], row["y1"]),
                ),
            ),
        )
        for row in rows
    ]
    boxes: dict[int, list[dict[str, Any]]] = {}
    for page, box in Document(name="", sha256="", blocks=tuple(lines)).where(span):
        boxes.setdefault(page, []).append({"field": "quote", "label": "原文"} | box._asdict())
    return boxes


def _differing(words: Iterable[str], value: Any) -> list[str]:
    """Return the words that prove a value, unless they are the value."""
    return [word for word in words if word != str(value)]


async def _one(db: Database, sql: str, *values: Any) -> dict[str, Any]:
    row = (await db.execute(sql, values)).first()
    if row is None:
        raise NotFound("没有这条记录")
    return dict(row)


async def _all(db: Database, sql: str, *values: Any) -> list[dict[str, Any]]:
    return [dict(row) for row in (await db.execute(sql, values)).rows]
