"""Sheets that are 双公示 forms → Document: every cell with its sheet as the page and its place as the box."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Sequence
from typing import NamedTuple

from ...forms import Form, form_of, header_of
from ...forms.fields import PRIVATE
from ...model import Block, BlockKind, Box, Cell, Document, Fragment, Page, Span, Table
from ...text.personal import mask_personal
from ..flow import cell_text
from .layout import Sheet, SheetCell

REPORT = "校验报告"  # the sheet of remarks beside the forms that we write
_TOP = 12  # rows among which the header stands
_BREAKS = re.compile(r"[\t\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_GUARD = re.compile(r"'(?=\s*[=+\-@＝＋－＠\t\r])")  # before what a spreadsheet would take for a formula


class _Grid(NamedTuple):
    form: Form
    header: list[str]
    hidden: set[int]  # columns of numbers of persons' papers
    above: list[str]
    rows: list[tuple[int, list[str]]]  # with their place on the sheet, from 0
    height: int


def form_document(name: str, sha256: str, sheets: Sequence[Sheet | None], first: int = 0) -> Document | None:
    """Put the forms of a workbook into a document; None where no sheet is one. A hidden sheet is None;
    rows and columns count from ``first``.

    Rows that a filter hides are read too. Numbers of persons' papers are hidden at equal length.
    """
    grids = [_grid(sheet, first) if sheet is not None else None for sheet in sheets]
    if not any(grids):
        return None
    blocks: list[Block] = []
    pages: list[Page] = []
    start = 0
    for number, (sheet, grid) in enumerate(zip(sheets, grids, strict=True), 1):
        pages.append(Page(number=number, width=0, height=0, read_by=_read_by(sheet, grid)))
        if sheet is None or grid is None:
            continue
        for line in (*grid.above, sheet.name.strip()):
            if text := mask_personal(_BREAKS.sub(" ", line).strip()):
                blocks.append(Block(kind=BlockKind.HEADING, span=Span(start, start + len(text)), text=text))
                start += len(text) + 1
        blocks.append(_table(grid, sheet.name, number, start))
        start = blocks[-1].span.end + 1
    return Document(name=name, sha256=sha256, pages=tuple(pages), blocks=tuple(blocks))


def csv_form(name: str, data: bytes, text: str) -> Document | None:
    """Read text as a form of comma-, semicolon- or tab-separated values; None where it is none."""
    first = text[:4000].split("\n", 1)[0]
    if first.count(",") + first.count("\t") + first.count(";") < 3:
        return None
    delimiter = max(",\t;", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    except csv.Error:
        return None
    cells = {
        (row, column): SheetCell(_GUARD.sub("", value, count=1).strip())
        for row, values in enumerate(rows)
        for column, value in enumerate(values)
        if value.strip()
    }
    return form_document(name, hashlib.sha256(data).hexdigest(), [Sheet("", cells)])


def _read_by(sheet: Sheet | None, grid: _Grid | None) -> str:
    if sheet is None:
        return "hidden"
    if grid is not None:
        return "text"
    return "blank" if not sheet.cells or sheet.name.strip() == REPORT else "aside"


def _grid(sheet: Sheet, first: int) -> _Grid | None:
    """Find the header, of codes, names or both, and what stands under it."""
    texts = {(row - first, column - first): _value(cell) for (row, column), cell in sheet.cells.items()}
    for row, column, depth, breadth in sheet.merged:  # a cell merged over rows belongs to each of them
        top, left = row - first, column - first
        if breadth == 1 and (top, left) in texts:
            texts |= {(below, left): texts[top, left] for below in range(top, top + depth)}
    numbers = sorted({row for row, _ in texts})
    width = max((column for _, column in texts), default=-1) + 1
    table = [(row, [texts.get((row, column), "") for column in range(width)]) for row in numbers]
    found = next((at for at, (_, cells) in enumerate(table[:_TOP]) if form_of(cells)), None)
    form = form_of(table[found][1]) if found is not None else None
    if found is None or form is None:
        return None
    end = found + 1
    while end < len(table) and form_of(table[end][1]) is form:
        end += 1
    heads = [cells for _, cells in table[found:end]]
    header = [_header(form, [cells[column] for cells in heads]) for column in range(width)]
    private = {at for at, cell in enumerate(header) if (f := header_of(form, cell)) and f.code in PRIVATE}
    above = ["　".join(filter(None, cells)) for _, cells in table[:found]]
    return _Grid(form, header, private, above, table[end:], numbers[-1] + 1)


def _value(cell: SheetCell) -> str:
    return cell_text(cell.exact if cell.exact is not None else cell.text)


def _header(form: Form, cells: Sequence[str]) -> str:
    """Return the first of a column's headers that is known, else the first that is there."""
    return next((cell for cell in cells if header_of(form, cell)), next(filter(None, cells), ""))


def _table(grid: _Grid, title: str, number: int, start: int) -> Block:
    width, at = len(grid.header), start
    lines = ["\t".join(_BREAKS.sub(" ", cell) for cell in grid.header)]
    at += len(lines[0]) + 1
    rows: list[tuple[Cell, ...]] = []
    fragments: list[Fragment] = []
    for row, values in grid.rows:
        cells: list[Cell] = []
        for column, value in enumerate(values):
            text = mask_personal(_BREAKS.sub(" ", value))
            if column in grid.hidden:
                text = "*" * len(text)
            span = Span(at, at + len(text))
            box = Box(column / width, row / grid.height, (column + 1) / width, (row + 1) / grid.height)
            cells.append(Cell(text, span, number, box))
            if text:
                fragments.append(Fragment(span, number, box))
            at += len(text) + 1
        rows.append(tuple(cells))
        lines.append("\t".join(cell.text for cell in cells))
    text = "\n".join(lines)
    header = tuple(_BREAKS.sub(" ", cell) for cell in grid.header)
    table = Table(title=title or grid.form.title, pages=(number,), header=header, rows=tuple(rows))
    return Block(
        kind=BlockKind.TABLE,
        span=Span(start, start + len(text)),
        text=text,
        fragments=tuple(fragments),
        table=table,
    )
