"""Lines of a page → the rules that its tables without any would have, by how lines align."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from .geometry import Line, Rule
from .headers import is_field, is_firm, is_label

_NEAR = 1.0  # of a character: edges or middles this close are in one column
_APART = 3.2  # lines of a table are not further apart, from base to base
_WRAPPED = 1.3  # lines of one label are not further apart
_CAPTION = re.compile(r"[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[）)]|附\s*[件表]")
_NOTE = re.compile(r"(?:说明|备注|附注|注)[：:]")  # a note of several lines below the rows
_LABEL = 20  # characters of a column's label
_PROSE = re.compile(r"[，。；：“”《》]")  # in lines of two columns of text, not in labels
_FIRST_LABEL = re.compile(r"序\s?号|编号|顺序号?|序")  # whatever stands beside it is a label, too
_SERIAL = re.compile(r"(?P<number>\d{1,3})[.、．]?")

Row = Sequence[Line]
Placed = list[tuple[int, Line]]  # the lines of a row, each with the number of its column


@dataclass
class _Column:
    """The lines that stand one below the other; the first is the label, where there is one."""

    lines: list[Line] = field(default_factory=list)

    @property
    def x0(self) -> float:
        """The left edge."""
        return min(line.x0 for line in self.lines)

    @property
    def x1(self) -> float:
        """The right edge."""
        return max(line.x1 for line in self.lines)

    def takes(self, line: Line) -> bool:
        """Whether a line starts where one of these does, or has the same middle."""
        near = _NEAR * line.size
        return any(
            abs(line.x0 - other.x0) < near or abs(line.x0 + line.x1 - other.x0 - other.x1) < 2 * near
            for other in self.lines
        )

    def shares(self, line: Line) -> float:
        """How much of a line's width stands above or below these."""
        return min(self.x1, line.x1) - max(self.x0, line.x0)

    def is_prose(self, labelled: bool) -> bool:
        """Whether nearly all lines of a wide column run to its right edge, as in a column of text."""
        edge = self.x1
        lines = self.lines[1:] if labelled else self.lines
        if edge - self.x0 < 12 * self.lines[0].size or not lines:
            return False
        return sum(edge - line.x1 < 1.5 * line.size for line in lines) > 0.6 * len(lines)


def implied(lines: Sequence[Line]) -> list[Rule]:
    """Return the rules around the cells of each table that has none.

    Such a table is a row of labels with values below each, rows that count themselves (1, 2, …), or
    labels with the value of each beside it.
    """
    rows = _rows(lines)
    found: list[Rule] = []
    at = 0
    while at < len(rows):
        labels, deep = _header(rows[at:])
        if labels:
            rules, taken = _table(labels, rows[at + deep :])
            taken += deep if taken else 0
        else:
            rules, taken = _counting(rows[at:])
        if not taken:
            rules, taken = _paired(rows[at:])
        found += rules
        at += max(taken, 1)
    return found


def has_header(lines: Sequence[Line]) -> bool:
    """Whether a row of these lines labels three columns or more with the names of fields."""
    rows = (row for row in _rows(lines) if len(row) > 2 and _is_header(row))
    return any(2 * sum(is_field(line.text) for line in row) >= len(row) for row in rows)


def _rows(lines: Sequence[Line]) -> list[list[Line]]:
    """Group lines that stand on one base, each row from left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.base):
        if rows and abs(line.base - rows[-1][0].base) < 0.35 * max(line.size, rows[-1][0].size):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.x0) for row in rows]


def _header(rows: Sequence[Row]) -> tuple[list[Line], int]:
    """Return the labels of the table that starts here, and how many rows they take; labels may be wrapped."""
    deep = 1
    while (
        deep < min(len(rows), 5) and rows[deep][0].base - rows[deep - 1][0].base < _WRAPPED * rows[0][0].size
    ):
        deep += 1
    whole = _stacked([line for row in rows[:deep] for line in row]) if deep > 1 else []
    if len(whole) > 2 and _are_labels(whole) and any(row[0].base != rows[0][0].base for row in rows[:deep]):
        return whole, deep
    return (list(rows[0]), 1) if _is_header(rows[0]) else ([], 0)


def _stacked(lines: Sequence[Line]) -> list[Line]:
    """Join what stands one below the other: 罚款金额（万 over 元）."""
    labels: list[Line] = []
    for line in sorted(lines, key=lambda line: (line.base, line.x0)):
        at = next((n for n, label in enumerate(labels) if label.x0 < line.x1 and line.x0 < label.x1), None)
        if at is None:
            labels.append(line)
            continue
        label = labels[at]
        labels[at] = replace(
            label,
            text=label.text + line.text,
            x0=min(label.x0, line.x0),
            x1=max(label.x1, line.x1),
            bottom=line.bottom,
        )
    return sorted(labels, key=lambda label: label.x0)


def _are_labels(row: Row) -> bool:
    apart = all(left.x1 < right.x0 for left, right in pairwise(row))
    counted = len(row) > 2 and _FIRST_LABEL.fullmatch(row[0].text) is not None
    if 2 * sum(is_firm(line.text) for line in row) >= len(row):
        return False  # names set side by side
    return apart and all(
        len(line.text) <= _LABEL and (counted or is_label(line.text)) and not _PROSE.search(line.text)
        for line in row
    )


def _is_header(row: Row) -> bool:
    if len(row) == 2:  # as a menu beside a headline may sound
        return _are_labels(row) and any(is_field(line.text) or line.text == "序号" for line in row)
    return len(row) > 2 and _are_labels(row)


def _opens(row: Row) -> bool:
    """Whether a row opens something else: the labels of the next table, or the caption above them."""
    alone = row[0].text if len(row) == 1 else ""
    return _is_header(row) or bool(_CAPTION.match(alone) or _NOTE.fullmatch(alone))


def _table(labels: Row, rows: Sequence[Row]) -> tuple[list[Rule], int]:
    """Return the rules of the table below these labels, and how many rows of values it takes."""
    columns = [_Column([label]) for label in labels]
    return _ruled(columns, _body(columns, rows, labels[0]), labels)


def _counting(rows: Sequence[Row]) -> tuple[list[Rule], int]:
    """Return the rules of a table without labels whose rows count themselves, and how many rows it takes."""
    first = _SERIAL.fullmatch(rows[0][0].text)
    if len(rows[0]) < 3 or first is None or first["number"].lstrip("0") != "1":
        return [], 0
    serials = _Column([rows[0][0]])
    counted = [rows[0]]
    for row, before in zip(rows[1:], rows, strict=False):
        if row[0].base - before[0].base > _APART * row[0].size or _opens(row):
            break
        number = _SERIAL.fullmatch(row[0].text)
        if number and int(number["number"]) == len(counted) + 1 and serials.takes(row[0]) and len(row) > 2:
            counted.append(row)
    if len(counted) < 2:
        return [], 0
    columns: list[_Column] = []
    for line in sorted((line for row in counted for line in row), key=lambda line: line.x0):
        if columns and columns[-1].shares(line) > 0:
            columns[-1].lines.append(line)
        else:
            columns.append(_Column([line]))
    if any(len({id(row) for row in counted for line in row if line in c.lines}) < 2 for c in columns):
        return [], 0  # pieces that only one row has are no column
    return _ruled(columns, _body(columns, rows, None), ())


def _body(
    columns: Sequence[_Column], rows: Sequence[Row], above: Line | None
) -> list[list[tuple[int, Line]]]:
    """Share out the lines of the rows below among the columns, up to where the table ends."""
    body: list[list[tuple[int, Line]]] = []
    last = above
    for row in rows:
        if (last is not None and row[0].base - last.base > _APART * last.size) or (body and _opens(row)):
            break
        placed = [_place(line, columns) for line in row]
        if None in placed:
            break
        filled = [(index, line) for index, line in zip(placed, row, strict=True) if index is not None]
        for index, line in filled:
            columns[index].lines.append(line)
        body.append(filled)
        last = row[0]
    return body


def _paired(rows: Sequence[Row]) -> tuple[list[Rule], int]:
    """Return the rules of a table of labels with their values beside them, and how many rows it takes."""
    if not _is_pair(rows[0]):
        return [], 0
    columns = [_Column([line]) for line in rows[0]]
    body = _body(columns, rows[1:], rows[0][0])
    body.insert(0, list(enumerate(rows[0])))
    labels = [line for row in body for index, line in row if index == 0]
    known = sum(is_field(line.text) and not _PROSE.search(line.text) for line in labels)
    if len(labels) < 3 or known < 0.8 * len(labels) or columns[0].x1 - columns[0].x0 > 12 * labels[0].size:
        return [], 0
    anchors = [number for number, row in enumerate(body) if any(index == 0 for index, _ in row)]
    return _drawn(columns, _records(body, anchors), ()), len(body)


def _is_pair(row: Row) -> bool:
    """Whether a row holds a short label and one value, well apart: 法定代表人    雷某."""
    return (
        len(row) == 2
        and is_field(row[0].text)
        and not _PROSE.search(row[0].text)
        and len(row[0].text) <= 12
        and not _are_labels(row)
        and row[1].x0 - row[0].x1 > 1.5 * row[0].size
    )


def _place(line: Line, columns: Sequence[_Column]) -> int | None:
    """Return the column in which a line stands, None where it goes over two."""
    slight = 0.2 * line.size
    over = [index for index, column in enumerate(columns) if column.shares(line) > slight]
    if len(over) > 1:
        return None
    taking = [index for index, column in enumerate(columns) if column.takes(line)]
    if over:
        return over[0]
    if taking:
        return taking[0] if len(taking) == 1 else None
    return min(range(len(columns)), key=lambda index: -columns[index].shares(line))


def _ruled(columns: Sequence[_Column], body: list[Placed], labels: Row) -> tuple[list[Rule], int]:
    """Draw the rules of a table, where its columns keep apart and enough of its rows are full."""
    anchors = _anchors(columns, body)
    bands = _bands(columns, body)
    if labels and len(bands) > len(anchors) and _keep_apart(columns, bands):
        within = {id(line) for band in bands for _, line in band}
        taken = sum(any(id(line) in within for _, line in row) for row in body)
        return _drawn(columns, bands, labels), taken
    while body and anchors and anchors[-1] < len(body) - 1 and not _belongs(columns, body):
        for index, line in body.pop():
            columns[index].lines.remove(line)
    if len(anchors) < (1 if len(columns) > 2 and labels else 2) or (
        len(body) > 1 and all(column.is_prose(bool(labels)) for column in columns)
    ):
        return [], 0
    if any(left.x1 >= right.x0 for left, right in pairwise(columns)):
        return [], 0
    return _drawn(columns, _records(body, anchors), labels), len(body)


def _bands(columns: Sequence[_Column], body: Sequence[Placed]) -> list[Placed]:
    """Group lines into records by the white between them: cells of several lines beside one in their middle.

    Lines that overlap in height, or stand close in one column, are of one record. None unless each record
    fills most columns; lines below the last full one are left out.
    """
    bands: list[Placed] = []
    for index, line in sorted((pair for row in body for pair in row), key=lambda pair: pair[1].base):
        last = bands[-1] if bands else []
        if any(
            line.top < other.bottom - 0.1 * line.size
            or (at == index and line.base - other.base < _WRAPPED * line.size)
            for at, other in last
        ):
            last.append((index, line))
        else:
            bands.append([(index, line)])
    full = [len({index for index, _ in band}) > 0.6 * len(columns) for band in bands]
    while full and not full[-1]:
        full.pop()
        bands.pop()
    return bands if all(full) else []


def _keep_apart(columns: Sequence[_Column], bands: Sequence[Placed]) -> bool:
    """Whether the columns of these records stand side by side with white between them."""
    spans = []
    for index, column in enumerate(columns):
        lines = [column.lines[0], *(line for band in bands for at, line in band if at == index)]
        spans.append((min(line.x0 for line in lines), max(line.x1 for line in lines)))
    return all(left[1] < right[0] for left, right in pairwise(spans))


def _drawn(columns: Sequence[_Column], records: Sequence[Placed], labels: Row) -> list[Rule]:
    """Draw the rules between columns and records."""
    ys = _floors(labels, records)
    edge = records[0][0][1].size
    spans = []
    for index, column in enumerate(columns):
        lines = [*column.lines[:1], *(line for record in records for at, line in record if at == index)]
        spans.append((min(line.x0 for line in lines), max(line.x1 for line in lines)))
    sides = [
        spans[0][0] - edge,
        *((left[1] + right[0]) / 2 for left, right in pairwise(spans)),
        spans[-1][1] + edge,
    ]
    across = [Rule(sides[0], y, sides[-1], y) for y in ys]
    return [*across, *(Rule(x, ys[0], x, ys[-1]) for x in sides)]


def _anchors(columns: Sequence[_Column], body: Sequence[Placed]) -> list[int]:
    """Return the rows that stand for a record each: those that count themselves, else the full ones."""
    counted = [
        number
        for number, row in enumerate(body)
        if any(index == 0 and _SERIAL.fullmatch(line.text) for index, line in row)
    ]
    full = [
        number for number, row in enumerate(body) if len({index for index, _ in row}) > 0.6 * len(columns)
    ]
    return counted if len(counted) > 1 and len(counted) >= len(full) else full


def _belongs(columns: Sequence[_Column], body: Sequence[Placed]) -> bool:
    """Whether the last row goes on what stands above it, and is no line of text below the table."""
    last, before = body[-1], body[-2]
    near = last[0][1].base - before[0][1].base < 2 * last[0][1].size
    aligned = all(
        any(_Column([other]).takes(line) for other in columns[index].lines if other is not line)
        for index, line in last
    )
    return near and aligned


def _records(body: Sequence[Placed], anchors: Sequence[int]) -> list[Placed]:
    """Return the lines of each record: one that fills few columns belongs to the nearest full row."""
    members: dict[int, Placed] = {number: [] for number in anchors}
    for row in body:
        for index, line in row:
            nearest = min(anchors, key=lambda number: abs(body[number][0][1].base - line.base))
            members[nearest].append((index, line))
    return list(members.values())


def _floors(labels: Row, records: Sequence[Placed]) -> list[float]:
    """Return the heights above, between and below the rows."""
    told = [[line for _, line in record] for record in records]
    groups = [list(labels), *told] if labels else told
    between = [
        (max(line.bottom for line in above) + min(line.top for line in below)) / 2
        for above, below in pairwise(groups)
    ]
    return [
        min(line.top for line in groups[0]) - 2,
        *between,
        max(line.bottom for line in groups[-1]) + 2,
    ]
