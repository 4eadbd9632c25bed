"""Notice, problem or cell of an assessment table → its page, beside the paper."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any
from urllib.parse import quote

from datasette.utils.asgi import Forbidden, NotFound, Response, asgi_send_file

from ..model import Span
from .access import Asked, is_public
from .audits import note
from .event_page import heading
from .pages import page_image
from .places import Boxes, boxes_of, hidden, original, paper

_ABOUT = ("发布机关", "文号", "发布日期", "期号", "文件", "页数", "来源网址", "收录时间")


async def notice(asked: Asked) -> Response:
    """Show a notice: its pages beside its events. It is named by its number or by the start of its sha256."""
    row = await _notice(asked)
    id = row["编号"]
    events, problems, quotes, counts = await asked.each(
        ('SELECT * FROM "信用事件" WHERE "通知" = ? ORDER BY "页码", "编号"', (id,)),
        ('SELECT * FROM "问题" WHERE "通知" = ? ORDER BY "页码", "编号"', (id,)),
        (
            "SELECT v.*, e.event_key FROM evidence v JOIN events e ON e.id = v.event"
            " WHERE e.notice = ? AND v.field = 'quote' AND v.page IS NOT NULL",
            (id,),
        ),
        ('SELECT count(*) AS cells FROM "考核结果" WHERE "通知" = ?', (id,)),
    )
    number = asked.arg("page") or "1"
    boxes: Boxes = {int(number) if number.isdecimal() else 1: []}
    headings = {event["标识"]: heading(event) for event in events}
    for one in quotes:
        if one["page"] in boxes:
            boxes[one["page"]].append(
                one
                | {"label": headings.get(one["event_key"]), "href": f"{asked.link}/event/{one['event_key']}"}
            )
    return await asked.html(
        "notice.html",
        await paper(asked, id, boxes, [])
        | {
            "heading": row["标题"] or row["文件"],
            "row": row,
            "about": [(column, row[column]) for column in _ABOUT if row[column] is not None],
            "events": [event | {"heading": headings[event["标识"]]} for event in events],
            "problems": problems,
            "cells": counts[0]["cells"],
            "here": f"{asked.link}/notice/{row['sha256'][:16]}",
        },
    )


async def problem(asked: Asked) -> Response:
    """Show a problem: what it is, and where it stands on its page."""
    row = await asked.row('SELECT * FROM "问题" WHERE "编号" = ?', (int(asked.var("number")),))
    place = await asked.row(
        "SELECT * FROM problems WHERE notice = ? AND number = ?", (row["通知"], row["序号"])
    )
    span = Span(place["span_start"], place["span_end"])
    boxes = await boxes_of(asked, row["通知"], span) or {row["页码"]: []}
    facts = [(column, row[column]) for column in ("说明", "原文", "页码")]
    return await _finding(asked, "问题", row["种类"], facts, row["通知"], boxes, [(span.start, span.end)])


async def assessment(asked: Asked) -> Response:
    """Show a cell of an assessment table on its page."""
    row = await asked.row('SELECT * FROM "考核结果" WHERE "编号" = ?', (int(asked.var("number")),))
    box = await asked.row(
        "SELECT * FROM assessment_cells WHERE notice = ? AND number = ?", (row["通知"], row["序号"])
    )
    shown = ("单位", "任务", "分值", "状态", "数量", "原文", "页码")
    facts = [(column, row[column]) for column in shown if row[column] is not None]
    boxes: Boxes = {row["页码"]: [box | {"field": "quote", "label": "原文"}]}
    return await _finding(asked, "考核结果", f"{row['单位']}　{row['任务']}", facts, row["通知"], boxes, [])


async def image(asked: Asked) -> Response:
    """Send the image of one page."""
    id, number = int(asked.var("notice")), int(asked.var("page"))
    if await is_public(asked.db):
        drawn = await asked.row("SELECT png FROM page_images WHERE notice = ? AND number = ?", (id, number))
        return Response(drawn["png"], content_type="image/png", headers={"Cache-Control": "no-store"})
    path = await original(asked, id)
    over = await hidden(asked, id, number)
    png = await asyncio.to_thread(page_image, path, number, over) if path else None
    if png is None:
        raise NotFound("没有这一页的图像")
    return Response(png, content_type="image/png", headers={"Cache-Control": "private, max-age=86400"})


async def original_file(asked: Asked) -> Response:
    """Send the file as it was received; only a PDF is opened in the browser, the rest is saved.

    It holds the numbers of persons as printed, so that only whoever is signed in gets it, and that is
    written down first.
    """
    if asked.request.actor is None:
        raise Forbidden("请先登录")
    id = int(asked.var("notice"))
    path = await original(asked, id)
    if path is None:
        raise NotFound("原件没有保存")
    row = await asked.row(
        "SELECT min(f.name) AS name FROM file_names f JOIN notices n USING (sha256) WHERE n.id = ?", (id,)
    )
    await note(asked, "download", f"通知 {id}", 1)
    return _File(path, row["name"])


class _File(Response):  # type: ignore[misc]
    """A file that is sent piece by piece."""

    def __init__(self, path: Path, name: str) -> None:
        is_pdf = path.suffix == ".pdf"
        way = "inline" if is_pdf else "attachment"
        super().__init__(
            content_type="application/pdf" if is_pdf else "application/octet-stream",
            headers={"content-disposition": f"{way}; filename*=UTF-8''{quote(name)}"},
        )
        self._path = path

    async def asgi_send(self, send: Any) -> None:
        await asgi_send_file(send, self._path, content_type=self.content_type, headers=self.headers)


async def _notice(asked: Asked) -> dict[str, Any]:
    """Return the row of the notice that the address names."""
    key = asked.var("notice")
    where, value = (
        ("n.sha256 >= ? AND n.sha256 < ? || 'g'", (key, key)) if len(key) == 16 else ("n.id = ?", (key,))
    )
    return await asked.row(
        'SELECT t.*, n.sha256, n.parser_version FROM notices n JOIN "通知" t ON t."编号" = n.id'
        f" WHERE {where}",
        value,
    )


async def _finding(
    asked: Asked,
    kind: str,
    title: str,
    facts: list[tuple[str, Any]],
    notice: int,
    boxes: Boxes,
    marks: list[tuple[int, int]],
) -> Response:
    """Show facts beside the page that they are from."""
    row = await asked.row(
        'SELECT t."标题" AS title, t."文件" AS file, n.sha256 FROM notices n'
        ' JOIN "通知" t ON t."编号" = n.id WHERE n.id = ?',
        (notice,),
    )
    return await asked.html(
        "finding.html",
        await paper(asked, notice, boxes, marks)
        | {"kind": kind, "heading": title, "facts": facts, "source": row, "here": asked.request.path},
    )
