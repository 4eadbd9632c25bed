"""Notice → the same notice as a Word file, a web page or a workbook: what the tests compare with its PDF.

A notice is what ``render.parse_source`` returns; ``from_document`` makes one of a paper that was read.
Nothing is written to disk.
"""

from __future__ import annotations

import html
import io
from collections.abc import Iterator
from typing import Any

Notice = dict[str, Any]
Block = dict[str, Any]

CENTRED = ("title", "caption", "center", "masthead", "letterhead", "number")
RIGHT = ("right", "sign")
SIZES = {"title": 22.0, "masthead": 36.0, "letterhead": 36.0, "caption": 16.0, "note": 12.0, "imprint": 12.0}
BOLD = ("title", "heading", "caption", "masthead", "letterhead")
RED = ("masthead", "letterhead")
BODY = 14.0
HEAD = (
    "masthead",
    "letterhead",
    "issue",
    "editor",
    "date",
    "number",
    "signed",
)  # keys of a source that head the paper
WEB = ("site", "path", "headline", "posted")


def blocks_of(notice: Notice) -> Iterator[Block]:
    """Yield the paragraphs and tables that the paper shows, in order, those of its head first."""
    style = notice["style"]
    for key in HEAD:
        if key in style:
            kind = key if key in CENTRED else "center"
            yield {"kind": kind, "lines": [style[key]]}
    for key in WEB:
        if key in style:
            yield {"kind": "title" if key == "headline" else "paragraph", "lines": [style[key]]}
    for block in notice["blocks"]:
        if block["kind"] == "columns":
            yield from ({"kind": "paragraph", "lines": [line]} for line in block["lines"])
        elif "lines" in block or block["kind"] == "table":
            yield block


def from_document(document: Any) -> Notice:
    """Take what was read from a paper: its blocks, styled as their kinds are, and its tables."""
    blocks: list[Block] = []
    for block in document.blocks:
        if block.table is None:
            blocks.append({"kind": KINDS.get(block.kind.value, "paragraph"), "lines": [block.text]})
            continue
        table = block.table
        if table.title and not any(table.title in other.text for other in document.blocks if not other.table):
            blocks.append({"kind": "caption", "lines": [table.title]})
        blocks.append(_table(table))
    return {"style": {}, "blocks": blocks}


KINDS = {
    "title": "title", "masthead": "center", "signature": "right", "section": "heading", "heading": "heading",
    "reporter": "right", "addressee": "addressee", "imprint": "imprint",
}  # fmt: skip


def _table(table: Any) -> Block:
    """Return a table; a cell that stands in several rows or columns is merged over them."""
    header = [list(table.header)] if table.header else []
    cells = [
        {"text": text, "x": x, "y": 0, "rowspan": 1, "colspan": 1}
        for x, text in enumerate(header[0] if header else [])
    ]
    merged: dict[Any, dict[str, Any]] = {}
    for y, row in enumerate(table.rows, len(header)):
        for x, cell in enumerate(row):
            key = (cell.page, cell.box, cell.text)
            above = merged.get(key) if cell.text else None
            if above is not None and (above["x"] <= x < above["x"] + above["colspan"] or above["y"] == y):
                above["rowspan"] = y - above["y"] + 1
                above["colspan"] = max(above["colspan"], x - above["x"] + 1)
                continue
            merged[key] = {"text": cell.text, "x": x, "y": y, "rowspan": 1, "colspan": 1}
            cells.append(merged[key])
    return {"kind": "table", "header": len(header), "widths": [1.0] * len(table.rows[0]), "cells": cells}


def as_docx(notice: Notice) -> bytes:
    """Return the notice as Word writes one."""
    import docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt, RGBColor

    document = docx.Document()
    for block in blocks_of(notice):
        kind = block["kind"]
        if kind == "table":
            _docx_table(document, block)
            continue
        for line in block["lines"]:
            paragraph = document.add_paragraph()
            run = paragraph.add_run(("● " if kind == "item" else "") + line)
            run.font.size = Pt(SIZES.get(kind, BODY))
            run.bold = kind in BOLD
            if kind in RED:
                run.font.color.rgb = RGBColor(0xE0, 0x10, 0x10)
            if kind in CENTRED:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            elif kind in RIGHT:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            elif kind == "paragraph":
                paragraph.paragraph_format.first_line_indent = Pt(2 * BODY)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _docx_table(document: Any, block: Block) -> None:
    width, height = _size(block)
    table = document.add_table(rows=height, cols=width)
    for cell in block["cells"]:
        first = table.cell(cell["y"], cell["x"])
        last = table.cell(cell["y"] + cell["rowspan"] - 1, cell["x"] + cell["colspan"] - 1)
        whole = first if first is last else first.merge(last)
        whole.text = cell["text"]


def as_html(notice: Notice, encoding: str = "utf-8") -> bytes:
    """Return the notice as a site sets it, with the site around it."""
    parts = [
        f"<!DOCTYPE html><html><head><meta charset='{encoding}'><title>政务公开</title><style>",
        ".t{text-align:center;font-weight:bold}.c{text-align:center}.r{text-align:right}.red{color:#e01010}",
        "</style></head><body><div class='header'><ul class='nav'>",
        *(
            f"<li><a href='/{word}'>{word}</a></li>"
            for word in ("首页", "新闻", "政务公开", "办事服务", "互动交流")
        ),
        "</ul></div><div class='main'><div id='zoom'>",
    ]
    for block in blocks_of(notice):
        if block["kind"] == "table":
            parts += _html_table(block)
            continue
        kind = block["kind"]
        names = ["t"] if kind in BOLD else ["c"] if kind in CENTRED else ["r"] if kind in RIGHT else []
        names += ["red"] if kind in RED else []
        size = SIZES.get(kind, BODY)
        for line in block["lines"]:
            text = html.escape(("● " if kind == "item" else "") + line)
            indent = "&emsp;&emsp;" if kind == "paragraph" else ""
            parts.append(f"<p class='{' '.join(names)}' style='font-size:{size}pt'>{indent}{text}</p>\n")
    parts.append(
        "</div></div><div class='footer'><p>主办：市人民政府办公室</p><p><a href='/m'>网站地图</a></p></div>"
        "<script>var x = '扫一扫';</script></body></html>"
    )
    return "".join(parts).encode(encoding, "xmlcharrefreplace")


def _html_table(block: Block) -> Iterator[str]:
    yield "<table border='1'>"
    for y in range(_size(block)[1]):
        yield "<tr>"
        for cell in (cell for cell in block["cells"] if cell["y"] == y):
            spans = "".join(f" {name}='{cell[name]}'" for name in ("rowspan", "colspan") if cell[name] > 1)
            yield f"<td{spans}>{html.escape(cell['text'])}</td>"
        yield "</tr>"
    yield "</table>\n"


def as_xlsx(notice: Notice) -> bytes:
    """Return the notice as a workbook, what stands above and below its table in merged rows."""
    import openpyxl
    from openpyxl.styles import Alignment, Font

    book = openpyxl.Workbook()
    sheet = book.active
    width = max([_size(block)[0] for block in notice["blocks"] if block["kind"] == "table"], default=6)
    row = 1
    for block in blocks_of(notice):
        kind = block["kind"]
        if kind == "table":
            for cell in block["cells"]:
                y, x = row + cell["y"], 1 + cell["x"]
                sheet.cell(y, x, cell["text"])
                if cell["rowspan"] * cell["colspan"] > 1:
                    sheet.merge_cells(
                        start_row=y, start_column=x,
                        end_row=y + cell["rowspan"] - 1, end_column=x + cell["colspan"] - 1,
                    )  # fmt: skip
            row += _size(block)[1]
            continue
        for line in block["lines"]:
            at = sheet.cell(row, 1, ("● " if kind == "item" else "") + line)
            at.font = Font(size=SIZES.get(kind, BODY), bold=kind in BOLD)
            side = "center" if kind in CENTRED else "right" if kind in RIGHT else "left"
            at.alignment = Alignment(horizontal=side, wrap_text=True)
            sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=width)
            row += 1
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def has_table(notice: Notice) -> bool:
    """Whether a notice has anything to put into a workbook."""
    return any(block["kind"] == "table" for block in notice["blocks"])


def _size(block: Block) -> tuple[int, int]:
    return (
        max(cell["x"] + cell["colspan"] for cell in block["cells"]),
        max(cell["y"] + cell["rowspan"] for cell in block["cells"]),
    )


RENDERINGS = {"docx": as_docx, "html": as_html, "xlsx": as_xlsx}
