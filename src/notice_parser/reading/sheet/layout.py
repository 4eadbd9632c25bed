"""Cells of a sheet → its title, its tables, and the lines above and below them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ...model import Document, Page
from ..flow import Placed, Styled, document_of, grid_of
from ..grid import Grid
from ..headers import header_depth, is_pairs
from ..shapes import DATE

_UNNAMED = re.compile(r"(?:sheet|工作表|表)\s*\d*(?:\s*[（(]\d+[）)])?", re.IGNORECASE)
_NOTE = re.compile(r"(?:备?注|说明|填表说明|附注)\s*\d*\s*[:：]|[（(]注")
_LABELLED = re.compile(r"[\u4e00-\u9fff（）() ]{2,14}[:：]")
_LOOKED_AT = 30  # rows by which it is told what a table is
_WIDE = 0.6  # of the columns: a cell merged over so many is a line, not an entry


class SheetCell(NamedTuple):
    """One cell as shown."""

    text: str
    bold: bool = False
    size: float = 11.0
    align: str = "left"
    red: bool = False
    exact: str | None = None  # a number or a day as stored, where the sheet may show less of it


@dataclass
class Sheet:
    """One sheet: its cells and merged ranges by row and column, and which of those are hidden."""

    name: str
    cells: dict[tuple[int, int], SheetCell]
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)  # row, column, depth, breadth
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


class _Row(NamedTuple):
    """The cells of one row that have text, or stand in a cell merged over rows."""

    number: int
    cells: dict[int, Placed]  # by column; a cell merged from above comes again
    looks: dict[int, SheetCell]

    @property
    def filled(self) -> list[Placed]:
        return [cell for cell in dict.fromkeys(self.cells.values()) if cell.text]


def sheets_document(name: str, sha256: str, sheets: Sequence[Sheet | None]) -> Document:
    """Put what the sheets show into a document; a hidden sheet is None. Raise as ``document_of``."""
    items: list[Styled | Grid] = []
    pages: list[Page] = []
    for number, sheet in enumerate(sheets, 1):
        own = list(items_of(sheet)) if sheet is not None else []
        items += own
        read_by = "hidden" if sheet is None else "text" if own else "blank"
        pages.append(Page(number=number, width=0, height=0, read_by=read_by))
    return document_of(items, name, sha256, tuple(pages))


def items_of(sheet: Sheet) -> Iterator[Styled | Grid]:
    """Yield what a sheet shows, from top to bottom; hidden rows and columns are not shown.

    A sheet without a title of its own is titled by its name.
    """
    rows, width = _rows(sheet)
    if not rows:
        return
    blocks = _blocks(rows, width)
    if isinstance(blocks[0], list) and not _UNNAMED.fullmatch(sheet.name.strip()):
        yield Styled(sheet.name.strip(), "center", 14.0, bold=True)
    for block in blocks:
        if isinstance(block, list):
            grid = _grid(block)
            if grid is not None:
                yield grid
        else:
            yield block
    yield Styled("")


def _rows(sheet: Sheet) -> tuple[list[_Row], int]:
    """Return the rows that show anything, with columns and rows counted as shown."""
    covered = {
        (row, column): (first, start, depth, breadth)
        for first, start, depth, breadth in sheet.merged
        if (first, start) in sheet.cells
        for row in range(first, first + depth)
        for column in range(start, start + breadth)
    }
    places = {
        place
        for place, cell in sheet.cells.items()
        if cell.text and (place not in covered or place == covered[place][:2])
    }
    used_rows = sorted({row for row, _ in places} - sheet.hidden_rows)
    used_columns = sorted({column for _, column in places} - sheet.hidden_columns)
    row_at = {row: number for number, row in enumerate(used_rows)}
    column_at = {column: number for number, column in enumerate(used_columns)}
    result: dict[int, _Row] = {number: _Row(row, {}, {}) for row, number in row_at.items()}
    for row, column in sorted(places):
        first, start, depth, breadth = covered.get((row, column), (row, column, 1, 1))
        ys = [row_at[y] for y in range(first, first + depth) if y in row_at]
        xs = [column_at[x] for x in range(start, start + breadth) if x in column_at]
        if not ys or not xs:
            continue
        cell = sheet.cells[row, column]
        placed = Placed(ys[0], xs[0], len(ys), len(xs), cell.text, cell.bold)
        for y in ys:
            result[y].looks[xs[0]] = cell
            for x in xs:
                result[y].cells[x] = placed
    return [result[number] for number in sorted(result)], len(used_columns)


def _blocks(rows: Sequence[_Row], width: int) -> list[Styled | list[_Row]]:
    """Part a sheet into lines and tables."""
    blocks: list[Styled | list[_Row]] = []
    table: list[_Row] = []
    for number, row in enumerate(rows):
        above = rows[number - 1].number if number else row.number
        apart = row.number > above + 1
        rest = rows[number:]
        if _is_line(row, table, rest, width, apart):
            if table:
                blocks.append(table)
                table = []
            blocks += _lines(row, width)
            continue
        if table and apart and _headed(rest):
            blocks.append(table)
            table = []
        table.append(row)
    return [*blocks, table] if table else blocks


def _is_line(row: _Row, table: Sequence[_Row], rest: Sequence[_Row], width: int, apart: bool) -> bool:
    """Whether a row is a line of text above, between or below tables."""
    filled = row.filled
    if len(filled) > 1:
        labelled = all(_LABELLED.match(cell.text) and len(cell.text) < 60 for cell in filled)
        return labelled and width > len(filled) and (not table or _ends(rest))
    (cell,) = filled or [Placed(0, 0, 1, 1, "")]
    if cell.depth > 1 and cell.breadth < width:
        return False
    if width == 1:
        return len(rest) < 3 and not table
    if not table:
        return True
    if cell.breadth >= _WIDE * width or len(cell.text) > 60:
        # the head of a group of rows stays in its table; what nothing follows, or a new head, is a line
        return _ends(rest) or _headed(rest[1:]) or _repeats(table, rest[1:]) or bool(_NOTE.match(cell.text))
    if apart and _headed(rest[1:]):
        return True
    return bool(_NOTE.match(cell.text)) or (
        (apart or bool(DATE.fullmatch(cell.text.strip()))) and _ends(rest)
    )


def _repeats(table: Sequence[_Row], rest: Sequence[_Row]) -> bool:
    """Whether a form comes that begins with the label that the one before began with."""
    form = [row for row in table if len(row.filled) > 1][:_LOOKED_AT]
    if not form or not rest:
        return False
    (begins, *_), (again, *_) = _texts([form[0], rest[0]])
    return begins == again and is_pairs(_texts(form))


def _ends(rest: Sequence[_Row]) -> bool:
    """Whether no row of several cells comes any more."""
    return all(len(row.filled) < 2 for row in rest[1:])


def _headed(rest: Sequence[_Row]) -> bool:
    """Whether a header with its rows comes next."""
    return len(rest) > 1 and header_depth(_texts(rest[:_LOOKED_AT])) > 0


def _texts(rows: Sequence[_Row]) -> list[list[str]]:
    width = max((column for row in rows for column in row.cells), default=-1) + 1
    return [[row.cells[x].text if x in row.cells else "" for x in range(width)] for row in rows]


def _lines(row: _Row, width: int) -> Iterator[Styled]:
    cells = row.filled
    if len(cells) > 1:
        yield Styled("\u3000".join(" ".join(cell.text.split()) for cell in cells))
        return
    for cell in cells:
        look = row.looks[cell.column]
        align = look.align
        if align == "left" and width > 2 and cell.column >= width / 2:
            align = "right"
        for line in cell.text.split("\n"):
            yield Styled(line, align, look.size, look.bold, look.red)


def _grid(rows: Sequence[_Row]) -> Grid | None:
    """Lay the rows of a table out; a cell merged from above the table begins with it."""
    cells: dict[Placed, list[int]] = {}
    for number, row in enumerate(rows):
        for cell in dict.fromkeys(row.cells.values()):
            cells.setdefault(cell, []).append(number)
    return grid_of(
        cell._replace(row=numbers[0], depth=numbers[-1] - numbers[0] + 1) for cell, numbers in cells.items()
    )
