"""Tables of pages → logical tables: pieces joined over page breaks, merged cells given to each row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from .geometry import Line, recognition
from .grid import Grid, Printed
from .headers import alike, header_depth, is_label, is_pairs
from .lines import joined, parted

_EDGE = 4.0  # points by which column edges may differ from page to page
_CODE = re.compile(r"[0-9A-Z]{18}")


class Part(NamedTuple):
    """A stretch of a value's text and where it is printed."""

    start: int
    end: int
    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    confidence: float = 1.0
    raw: str | None = None
    doubtful: str = ""


@dataclass(eq=False)
class Value:
    """The text of a cell; a cell merged over several places is one value standing in each."""

    text: str
    parts: list[Part] = field(default_factory=list)
    page: int = 1

    def extend(self, other: Value) -> None:
        """Append what stands on the next page."""
        shift = len(self.text) + parted(self.text, other.text)
        self.text = joined(self.text, other.text)
        self.parts = self.parts + [
            part._replace(start=part.start + shift, end=part.end + shift) for part in other.parts
        ]


@dataclass
class Joined:
    """A logical table before it has a place in the text."""

    header: list[list[Value]]  # one list a header row
    rows: list[list[Value]]
    title: str | None = None
    pages: tuple[int, ...] = ()


@dataclass
class _Piece:
    """The table of one page, its header apart."""

    grid: Grid
    caption: str | None
    header: list[list[Printed]]
    body: list[list[Printed]]


def continues(before: Sequence[Grid], grid: Grid) -> bool:
    """Whether ``grid`` goes on the table whose pieces are ``before``; nothing may stand between them."""
    last = before[-1]
    if len(grid.xs) != len(last.xs) or grid.page > last.page + 1:
        return False
    first, this = _piece(before[0]), _piece(grid)
    if this.caption:
        return False
    if this.header and first.header:
        return alike(_texts(this.header[0]), _texts(first.header[0]))
    if this.header:
        return False
    return _same_edges(last, grid)


def stitch(grids: Sequence[Grid]) -> Joined:
    """Join the pieces of one table: repeated headers go, cut rows are rejoined, merged cells carried on."""
    pieces = [_piece(grid) for grid in grids]
    head = pieces[0]
    values: dict[Printed, Value] = {}
    printed: list[list[Printed]] = []
    rows: list[list[Value]] = []
    for number, piece in enumerate(pieces):
        body = _without_headers(piece.body, head.header)
        if (
            number
            and body
            and body[0] is piece.body[0]
            and _rest_of_header(pieces[number - 1], body[0], head.header)
        ):
            body = body[1:]
        fresh = [[values.setdefault(cell, _value(cell)) for cell in row] for row in body]
        if number and rows and fresh and printed[-1][0].page < piece.grid.page:
            fresh = _carried_on(printed, rows, body, fresh)
            body = body[len(body) - len(fresh) :]
        printed += body
        rows += fresh
    pages = tuple(dict.fromkeys(grid.page for grid in grids))
    header = [[values.setdefault(cell, _value(cell)) for cell in row] for row in head.header]
    return Joined(header, rows, head.caption, pages)


def with_bare_label(before: Grid, line: Line, after: Grid) -> bool:
    """Whether a lone label between two tables of pairs is a row of theirs whose value is empty."""
    return (
        len(before.xs) == len(after.xs) == 3
        and len(line.text) <= 20
        and is_label(line.text)
        and is_pairs([*map(_texts, before.cells), [line.text, ""], *map(_texts, after.cells)])
    )


def bare_row(line: Line, after: Grid) -> Grid:
    """Return such a label as a table of one row, in the columns of the table that it leads to."""
    left, middle, right = after.xs
    label = Printed(line.page, 0, 0, 1, 1, line.x0, line.top, line.x1, line.bottom, text=line.text)
    value = Printed(line.page, 0, 1, 1, 1, middle, line.top, right, line.bottom)
    return Grid(line.page, [left, middle, right], [line.top, line.bottom], [[label, value]])


def _piece(grid: Grid) -> _Piece:
    rows = [row for row in grid.cells if any(cell.text for cell in row)]
    caption, first = None, 0
    while first < len(rows) and rows[first][0].breadth == len(rows[first]):
        first += 1
    below = list(map(_texts, rows[first:]))
    if first and len(below) > 1 and (header_depth(below) or is_pairs(below)):
        caption, rows = " ".join(row[0].text for row in rows[:first]), rows[first:]
    depth = header_depth(list(map(_texts, rows)))
    if depth:
        depth = min(4, max(cell.row + cell.depth for cell in rows[0]) - rows[0][0].row)
        grouped = any(cell.breadth > 1 for cell in rows[0])
        if depth == 1 and grouped and header_depth(list(map(_texts, rows[1:]))):
            depth = 2
        if depth >= len(rows) and len(rows) > 1 and not grouped:
            depth = 1
    return _Piece(grid, caption, rows[:depth], rows[depth:])


def _texts(row: Sequence[Printed]) -> list[str]:
    return [cell.text for cell in row]


def _value(cell: Printed) -> Value:
    place = cell.page, cell.x0, cell.top, cell.x1, cell.bottom
    part = Part(0, len(cell.text), *place, *recognition(cell.chars, cell.text))
    return Value(cell.text, [part], cell.page)


def _same_edges(one: Grid, other: Grid) -> bool:
    return all(abs(a - b) < _EDGE for a, b in zip(one.xs, other.xs, strict=True))


def _without_headers(body: list[list[Printed]], header: list[list[Printed]]) -> list[list[Printed]]:
    """Drop header rows that are printed again inside the table."""
    heads = list(map(_texts, header))
    return [row for row in body if not any(alike(_texts(row), head) for head in heads)]


def _rest_of_header(before: _Piece, row: list[Printed], header: list[list[Printed]]) -> bool:
    """Whether a row is what the page break cut off a header repeated at the foot of the page before."""
    last = _texts(before.grid.cells[-1])
    rest = _texts(row)
    return any(
        alike(last, _texts(head)) and alike([a + b for a, b in zip(last, rest, strict=True)], _texts(head))
        for head in header
    )


def _carried_on(
    printed: list[list[Printed]], rows: list[list[Value]], body: list[list[Printed]], fresh: list[list[Value]]
) -> list[list[Value]]:
    """Let the first rows of a page go on where the page before broke off; return the rows that are new."""
    above, below = printed[-1], body[0]
    everything = [*printed, *body]
    merged = {
        column
        for row in everything
        for column, cell in enumerate(row)
        if cell.depth > 1 and cell.breadth < len(row)
    }
    if below[0].breadth == len(below):
        return fresh
    next_row = _follows(above, below)
    for column, (old, new) in enumerate(zip(above, below, strict=True)):
        if old.breadth == len(above):
            continue
        gappy = any(
            row[column].depth == 1 and not row[column].text
            for row in everything
            if row is not below and row is not above
        )
        spans = old.depth > 1 or new.depth > 1 or ((column in merged or next_row) and not gappy)
        if old.text and not new.text and spans:
            _replace(fresh, fresh[0][column], rows[-1][column])
        elif new.text and not old.text and old.depth > 1 and not gappy:
            _replace(rows, rows[-1][column], fresh[0][column])
    if not next_row and _cut(above, below, everything, merged):
        for column, value in enumerate(fresh[0]):
            target = rows[-1][column]
            if value.text and value is not target and below.index(below[column]) == column:
                target.extend(value)
                _replace(fresh, value, target)
        return fresh[1:]
    return fresh


def _follows(above: list[Printed], below: list[Printed]) -> bool:
    """Whether the second row is one of its own: it has the next number, or a code where the first has one."""
    numbers = [row[0].text.strip() for row in (above, below)]
    if all(number.isascii() and number.isdigit() and len(number) < 6 for number in numbers):
        return int(numbers[1]) == int(numbers[0]) + 1
    return any(
        _CODE.fullmatch(old.text) and _CODE.fullmatch(new.text) for old, new in zip(above, below, strict=True)
    )


def _cut(
    above: list[Printed], below: list[Printed], everything: list[list[Printed]], merged: set[int]
) -> bool:
    """Whether the page break went through a row."""
    for column, (old, new) in enumerate(zip(above, below, strict=True)):
        both = old.text + new.text
        if old.text and new.text and _CODE.fullmatch(both) and not _CODE.fullmatch(old.text):
            return True
        if column in merged:
            continue
        others = [row[column] for row in everything if row is not above and row is not below]
        if bool(old.text) != bool(new.text) and sum(bool(cell.text) for cell in others) >= 0.9 * max(
            1, len(others)
        ):
            return bool(others)
    return False


def _replace(rows: list[list[Value]], old: Value, new: Value) -> None:
    for row in rows:
        for column, value in enumerate(row):
            if value is old:
                row[column] = new
