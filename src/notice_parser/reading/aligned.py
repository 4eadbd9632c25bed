"""Characters of a page → the rules that its tables without any would have, by how lines align."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from .geometry import Line, Rule
from .headers import is_label

_NEAR = 1.0  # of a character: edges or middles this close are in one column
_APART = 3.2  # lines of a table are not further apart, from base to base
_CAPTION = re.compile(r"[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[）)]|附\s*[件表]")
_LABEL = 20  # characters of a column's label
_PROSE = re.compile(r"[，。；：“”《》]")  # in lines of two columns of text, not in labels


@dataclass
class _Column:
    """A label and the lines that stand below it."""

    lines: list[Line] = field(default_factory=list)

    def takes(self, line: Line) -> bool:
        """Whether a line starts where one of these does, or has the same middle."""
        near = _NEAR * line.size
        return any(
            abs(line.x0 - other.x0) < near or abs(line.x0 + line.x1 - other.x0 - other.x1) < 2 * near
            for other in self.lines
        )

    def is_prose(self) -> bool:
        """Whether the first and nearly all other lines run to the right edge, as in a column of text."""
        edge = max(line.x1 for line in self.lines)
        runs = [edge - line.x1 < 1.5 * line.size for line in self.lines]
        return runs[0] and sum(runs) > 0.6 * len(runs)


def implied(lines: Sequence[Line]) -> list[Rule]:
    """Return the rules around the cells of each table that has none: a row of labels, values below each."""
    rows = _rows(lines)
    found: list[Rule] = []
    at = 0
    while at < len(rows):
        rules, taken = _table(rows[at:]) if _is_header(rows[at]) else ([], 0)
        found += rules
        at += max(taken, 1)
    return found


def _rows(lines: Sequence[Line]) -> list[list[Line]]:
    """Group lines that stand on one base, each row from left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.base):
        if rows and abs(line.base - rows[-1][0].base) < 0.35 * max(line.size, rows[-1][0].size):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.x0) for row in rows]


def _is_header(row: Sequence[Line]) -> bool:
    return len(row) > 1 and all(
        len(line.text) <= _LABEL and is_label(line.text) and not _PROSE.search(line.text) for line in row
    )


def _opens(row: Sequence[Line]) -> bool:
    """Whether a row opens something else: the labels of the next table, or the caption above them."""
    return _is_header(row) or (len(row) == 1 and _CAPTION.match(row[0].text) is not None)


def _table(rows: Sequence[Sequence[Line]]) -> tuple[list[Rule], int]:
    """Return the rules of the table that starts with this header, and how many rows it takes."""
    columns = [_Column([label]) for label in rows[0]]
    body: list[list[tuple[int, Line]]] = []
    last = rows[0][0]
    for row in rows[1:]:
        placed = [_place(line, columns) for line in row]
        if row[0].base - last.base > _APART * last.size or None in placed or _opens(row):
            break
        filled = [(index, line) for index, line in zip(placed, row, strict=True) if index is not None]
        for index, line in filled:
            columns[index].lines.append(line)
        body.append(filled)
        last = row[0]
    anchors = [
        number for number, row in enumerate(body) if len({index for index, _ in row}) > 0.6 * len(columns)
    ]
    if len(anchors) < (1 if len(columns) > 2 else 2) or (
        len(body) > 1 and all(column.is_prose() for column in columns)
    ):
        return [], 0
    xs = [
        (max(a.x1 for a in left.lines), min(b.x0 for b in right.lines)) for left, right in pairwise(columns)
    ]
    if any(end >= start for end, start in xs):
        return [], 0
    ys = _floors(rows[0], body, anchors)
    edge = rows[0][0].size
    sides = [
        min(line.x0 for line in columns[0].lines) - edge,
        *((end + start) / 2 for end, start in xs),
        max(line.x1 for line in columns[-1].lines) + edge,
    ]
    across = [Rule(sides[0], y, sides[-1], y) for y in ys]
    return [*across, *(Rule(x, ys[0], x, ys[-1]) for x in sides)], 1 + len(body)


def _place(line: Line, columns: Sequence[_Column]) -> int | None:
    """Return the column in which a line stands, None where it keeps to none or goes over two."""
    taking = [index for index, column in enumerate(columns) if column.takes(line)]
    labels = [column.lines[0] for column in columns]
    over = sum(line.x0 < (label.x0 + label.x1) / 2 < line.x1 for label in labels)
    return taking[0] if len(taking) == 1 and over <= 1 else None


def _floors(
    header: Sequence[Line], body: Sequence[Sequence[tuple[int, Line]]], anchors: Sequence[int]
) -> list[float]:
    """Return the heights between the rows; a line that fills few columns belongs to the nearest full row."""
    members: dict[int, list[Line]] = {number: [] for number in anchors}
    for row in body:
        for _, line in row:
            nearest = min(anchors, key=lambda number: abs(body[number][0][1].base - line.base))
            members[nearest].append(line)
    groups = [list(header), *members.values()]
    between = [
        (max(line.bottom for line in above) + min(line.top for line in below)) / 2
        for above, below in pairwise(groups)
    ]
    return [
        min(line.top for line in groups[0]) - 2,
        *between,
        max(line.bottom for line in groups[-1]) + 2,
    ]
