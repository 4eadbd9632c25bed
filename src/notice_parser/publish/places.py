"""Spans → boxes on pages, and the archived file they are on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from datasette.utils.asgi import NotFound

from ..model import Block, BlockKind, Box, Document, Fragment, Span
from ..text.personal import MASKED
from .access import Asked, is_public
from .context import passage
from .pages import shows_pages

Boxes = dict[int, list[dict[str, Any]]]  # page → rectangles


async def original(asked: Asked, notice: int) -> Path | None:
    """Return the archived file of a notice; None where none was kept."""
    row = await asked.row(
        "SELECT f.archive FROM files f JOIN notices n USING (sha256) WHERE n.id = ?", (notice,)
    )
    if not row["archive"] or not asked.db.path:
        return None
    folder = Path(asked.db.path).resolve().parent
    path = (folder / row["archive"]).resolve()
    return path if path.is_relative_to(folder) and path.is_file() else None


async def boxes_of(asked: Asked, notice: int, span: Span) -> Boxes:
    """Return the rectangles of a span, page by page."""
    rows = await asked.rows(
        "SELECT b.kind, b.text, b.span_start, b.span_end, f.span_start AS first, f.span_end AS last, f.page,"
        " f.x0, f.y0, f.x1, f.y1 FROM blocks b JOIN fragments f ON f.notice = b.notice AND f.block = b.number"
        " WHERE b.notice = ? AND b.span_start < ? AND b.span_end > ? ORDER BY b.number, f.number",
        (notice, span.end, span.start),
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
    found: Boxes = {}
    for page, box in Document(name="", sha256="", blocks=tuple(lines)).where(span):
        found.setdefault(page, []).append({"field": "quote", "label": "原文"} | box._asdict())
    return found


async def hidden(asked: Asked, notice: int, page: int) -> tuple[Box, ...]:
    """Return where numbers of persons stand on a page, by the stars that stand for them in the text.

    A letter's width is added at each end, since where in a line a character stands is reckoned.
    """
    found = []
    for row in await asked.rows(_MASKED, (notice, page)):
        first, last = row["first"] - row["span_start"], row["last"] - row["span_start"]
        width, x0, x1 = max(last - first, 1), row["x0"], row["x1"]
        more, tall = (x1 - x0) / width, row["y1"] - row["y0"]
        for number in MASKED.finditer(row["text"]):
            low, high = max(number.start(), first), min(number.end(), last)
            if low < high:
                line = Block(
                    kind=BlockKind.PARAGRAPH,
                    span=Span(0, len(row["text"])),
                    text=row["text"],
                    fragments=(Fragment(Span(first, last), page, Box(x0, row["y0"], x1, row["y1"])),),
                )
                ((_, box),) = Document(name="", sha256="", blocks=(line,)).where(Span(low, high))
                found.append(Box(box.x0 - more, box.y0 - 0.15 * tall, box.x1 + more, box.y1 + 0.15 * tall))
    return tuple(found)


async def paper(asked: Asked, notice: int, boxes: Boxes, marks: list[tuple[int, int]]) -> dict[str, Any]:
    """Return what shows the pages of a notice with their boxes, or its marked text where it has no pages.

    ``boxes`` says which pages; ``page`` in the address another one.
    """
    pages = await asked.rows("SELECT * FROM pages WHERE notice = ? ORDER BY number", (notice,))
    path = await original(asked, notice)
    if await is_public(asked.db):
        drawn = await asked.rows("SELECT number FROM page_images WHERE notice = ?", (notice,))
        pictures = {row["number"] for row in drawn}
    elif pages and pages[0]["width"] and path and shows_pages(path):
        pictures = {page["number"] for page in pages}
    else:
        pictures = set()
    asked_for = asked.arg("page")
    if asked_for and not (asked_for.isdecimal() and 1 <= int(asked_for[:9]) <= max(len(pages), 1)):
        raise NotFound("通知没有这一页")
    shown = [int(asked_for)] if asked_for else sorted(boxes) or [1]
    text: list[list[tuple[str, bool]]] = []
    if not pictures:
        blocks = await asked.rows("SELECT * FROM blocks WHERE notice = ? ORDER BY number", (notice,))
        text = passage(blocks, marks)
    return {
        "notice": notice,
        "last": len(pages),
        "pages": [
            {"boxes": boxes.get(number, [])} | pages[number - 1] for number in shown if number in pictures
        ],
        "proved_on": sorted(boxes),
        "text": text,
        "original": path is not None and asked.request.actor is not None,
    }


_MASKED = """
SELECT b.text, b.span_start, f.span_start AS first, f.span_end AS last, f.x0, f.y0, f.x1, f.y1
FROM fragments f JOIN blocks b ON b.notice = f.notice AND b.number = f.block
WHERE f.notice = ? AND f.page = ? AND instr(b.text, '***')
"""
