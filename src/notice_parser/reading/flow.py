"""Paragraphs and tables of a format without pages → Document, laid out as on one endless page.

What the format's styles say of a paragraph (in the middle, at the right, larger, bold) is given the place
on that page which print would give it, so that titles and signatures are told as they are on paper.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from ..model import Document, Page, Unreadable
from .assemble import document
from .geometry import Line
from .grid import Grid, Printed
from .headers import alike, header_depth
from .layout import Margins, margins, paragraphs
from .plain import CONTROL, MAX_CHARACTERS
from .shapes import ENDED, begins_anew, entry
from .stitch import continues, stitch
from .titles import Item

MAX_CELLS = 3_000_000  # of one table
_WIDTH = 440.0  # points between the margins of A4
_SIZE = 12.0
_NARROW = 0.35  # of the width: how much of it a line seems to fill, so that it is never thought to be cut
_BLANK = 2.0
_LOOKED_AT = 30  # rows by which a header is told


@dataclass(frozen=True)
class Styled:
    """One paragraph, or one line of it, as its format describes it; an empty one is a gap."""

    text: str
    align: str = "left"  # left, center, right
    size: float = _SIZE  # points
    bold: bool = False
    red: bool = False
    indent: float = 0.0  # points


class Placed(NamedTuple):
    """One cell of a table, ``depth`` rows high and ``breadth`` columns wide; its lines parted by newlines."""

    row: int
    column: int
    depth: int
    breadth: int
    text: str
    bold: bool = False


def document_of(
    items: Iterable[Styled | Grid], name: str, sha256: str, pages: tuple[Page, ...] | None = None
) -> Document:
    """Put paragraphs and tables into a document; ``pages`` if the format counts some, as sheets.

    Raise ``Unreadable`` where there is no text, or more than any notice holds.
    """
    flow: list[Styled | Grid] = []
    for item in items:
        flow += _untabled(item) if isinstance(item, Grid) else [item]
    _check_length(name, flow)
    found: list[Line | Grid] = []
    base = 0.0
    for item in flow:
        if isinstance(item, Grid):
            base += 10 * _SIZE
            found.append(item)
            continue
        line = _line(item, base)
        base += 1.6 * line.size if line.text else _BLANK * line.size
        if line.text:
            found.append(line)
    lines = [item for item in found if isinstance(item, Line)]
    if not found:
        raise Unreadable(name, "文件中没有可读的文字", "请核对文件是否完整，或索取原件")
    measure = _margins(lines)
    # for lines that differ in nothing the words alone decide, as in plain text
    told = measure if any(_told(line, measure) for line in lines) else None
    result: list[Item] = []
    for is_table, group in groupby(found, key=lambda item: isinstance(item, Grid)):
        if is_table:
            result += [stitch(pieces) for pieces in _pieces(item for item in group if isinstance(item, Grid))]
        else:
            result += paragraphs([item for item in group if isinstance(item, Line)], measure)
    shown = pages or (Page(number=1, width=0, height=0),)
    return document(name, sha256, shown, {}, result, told)


def grid_of(cells: Iterable[Placed]) -> Grid | None:
    """Lay cells out as a table; None where there is none, or it is larger than any.

    Where cells overlap, as in broken files, the first one keeps the place.
    """
    placed = list(cells)
    height = max((cell.row + cell.depth for cell in placed), default=0)
    width = max((cell.column + cell.breadth for cell in placed), default=0)
    if not placed or height * width > MAX_CELLS:
        return None
    rows: list[list[Printed | None]] = [[None] * width for _ in range(height)]
    for cell in placed:
        x, y = cell.column, cell.row
        printed = Printed(
            1, y, x, cell.depth, cell.breadth, x, y, x + cell.breadth, y + cell.depth,
            text=cell_text(cell.text), bold=cell.bold,
        )  # fmt: skip
        for row in rows[y : y + cell.depth]:
            for place in range(x, x + cell.breadth):
                if row[place] is None:
                    row[place] = printed
    whole = [
        [cell or Printed(1, y, x, 1, 1, x, y, x + 1, y + 1) for x, cell in enumerate(row)]
        for y, row in enumerate(rows)
    ]
    edges = [float(x) for x in range(width + 1)]
    return Grid(1, edges, [float(y) for y in range(height + 1)], whole)


def cell_text(text: str) -> str:
    """Join the lines of a cell: wrapped words go on, entries and sentences stay apart.

    >>> cell_text("处罚决定\\n书文号"), cell_text("云岭石料厂\\n青河水产店")
    ('处罚决定书文号', '云岭石料厂 青河水产店')
    """
    if "\n" not in text:
        return text.translate(CONTROL).strip()
    result = ""
    for line in text.translate(CONTROL).split("\n"):
        line = " ".join(line.split(" ")).strip()
        if not line:
            continue
        apart = (
            bool(ENDED.search(result))
            or begins_anew(line)
            or (entry(result.rpartition(" ")[2]) and entry(line))
            or (result[-1:].isascii() and line[0].isascii())
        )
        result += (" " if result and apart else "") + line
    return result


def is_red(color: str) -> bool:
    """Whether a colour of six hexadecimal digits is the red of letterheads; alpha may stand before them.

    >>> is_red("FF0000"), is_red("C00000"), is_red("auto"), is_red("993300")
    (True, True, False, False)
    """
    digits = color[-6:]
    if not re.fullmatch("[0-9A-Fa-f]{6}", digits):
        return False
    r, g, b = (int(digits[i : i + 2], 16) for i in (0, 2, 4))
    return r > 130 and max(g, b) < 110 and r - max(g, b) > 110


def styled_lines(text: str, like: Styled) -> list[Styled]:
    """Return the lines of a paragraph that has breaks in it, each styled as the whole."""
    return [
        Styled(line, like.align, like.size, like.bold, like.red, like.indent) for line in text.split("\n")
    ]


def _pieces(grids: Iterable[Grid]) -> list[list[Grid]]:
    """Group tables that follow one another with the same header: one table that was cut to fit its pages."""
    groups: list[list[Grid]] = []
    for grid in grids:
        texts = [[cell.text for cell in row] for row in grid.cells[:_LOOKED_AT]]
        first = [cell.text for cell in groups[-1][0].cells[0]] if groups else []
        if groups and alike(texts[0], first) and header_depth(texts) and continues(groups[-1], grid):
            groups[-1].append(grid)
        else:
            groups.append([grid])
    return groups


def _untabled(grid: Grid) -> list[Styled | Grid]:
    """Return a table, or the text in it where it is only a frame: one column, or one cell filled."""
    filled = [cell for cell in grid.printed() if cell.text]
    if len(grid.xs) > 2 and len(filled) > 1:
        return [grid]
    return [Styled(cell.text, bold=cell.bold) for cell in filled]


def _check_length(name: str, flow: Sequence[Styled | Grid]) -> None:
    length = 0
    for item in flow:
        if isinstance(item, Styled):
            length += len(item.text)
        else:
            length += sum(len(cell.text) for cell in item.printed())
    if length > MAX_CHARACTERS:
        raise Unreadable(name, "文字过多", "请拆分后再试")


def _line(item: Styled, base: float) -> Line:
    """Place a paragraph where print would have it; how long it is does not matter but for short ones."""
    text = item.text.translate(CONTROL).replace("\t", " ")
    body = text.strip()
    size = item.size if 1 <= item.size <= 200 else _SIZE
    indent = item.indent + size * _width(text[: len(text) - len(text.lstrip())])
    width = size * _width(body)
    if item.align == "right":
        x0, x1 = 0.7 * _WIDTH, 0.75 * _WIDTH
    elif item.align == "center":
        half = min(width, 0.5 * _WIDTH) / 2
        x0, x1 = _WIDTH / 2 - half, _WIDTH / 2 + half
    else:
        x0 = min(max(indent, 0.0), 0.95 * _WIDTH)
        x1 = min(x0 + min(width, _NARROW * _WIDTH), _WIDTH)
    return Line(body, 1, x0, base, x1, base + size, base + size, size, item.bold, item.red)


def _width(text: str) -> float:
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text)


def _margins(lines: Sequence[Line]) -> Margins:
    """Return the margins of the endless page, and what size most text has."""
    body = margins(lines, {1: math.inf}).body if lines else _SIZE
    return Margins({(1, 0): 0.0}, {(1, 0): _WIDTH}, {}, first_line_indent=False, body=body)


def _told(line: Line, measure: Margins) -> bool:
    """Whether a line's look tells something."""
    return (
        measure.centred(line)
        or measure.at_right(line)
        or line.bold
        or line.size > 1.12 * measure.body
        or line.size < 0.88 * measure.body
    )
