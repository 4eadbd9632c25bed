"""Pieces of lines and tables of one page → lines and tables in reading order, column by column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count, pairwise
from statistics import median

from .geometry import Char, Line
from .grid import Grid
from .lines import line_of, text_of
from .shapes import CODED, NAME

_GAP = 0.5  # of a character: an entry of a list is further from the next
_COUNTS = re.compile(r"\d{1,3}[.．、]\s*[\u4e00-\u9fff]")
_SERIAL = re.compile(r"(?P<number>\d{1,3})[.．、]\s*[\u4e00-\u9fff]")
_SENTENCE = re.compile("[，。；：:！？]")


@dataclass(frozen=True, eq=False)
class _Piece:
    """A piece of a line, or a table, with its box."""

    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    content: list[Char] | Grid
    line: Line | None = None  # of characters

    @property
    def text(self) -> str:
        """The text of characters."""
        return self.line.text if self.line else ""


def reading_order(
    found: Sequence[list[Char]], lines: Sequence[Line], grids: Sequence[Grid], page: int
) -> list[Line | Grid]:
    """Put what stands on a page in the order in which it is read; ``lines`` are what ``found`` says.

    Columns are seen by a gutter that at least three lines on either side keep to; rows of short
    entries side by side are read row by row.
    """
    parts = [_piece(chars, line) for chars, line in zip(found, lines, strict=True)]
    parts += [_Piece(*grid.box, 0.0, grid) for grid in grids]
    numbers = count(1)
    return list(_ordered(parts, page, 0, numbers))


def _piece(chars: list[Char], line: Line) -> _Piece:
    return _Piece(line.x0, line.top, line.x1, line.bottom, line.size, chars, line)


def _ordered(parts: list[_Piece], page: int, column: int, numbers: count[int]) -> Iterator[Line | Grid]:
    gutter = _gutter(parts)
    if gutter is None:
        yield from _by_rows(parts, page, column)
        return
    for zone in _zones(parts, gutter):
        if _columnar(zone, gutter):
            for side in _sides(zone, gutter):
                yield from _ordered(side, page, next(numbers), numbers)
        else:
            yield from _by_rows(zone, page, column)


def _by_rows(parts: list[_Piece], page: int, column: int) -> Iterator[Line | Grid]:
    """Yield lines and tables from top to bottom.

    Pieces of one row are one line, but entries of a list set side by side are lines of their own.
    """
    found = [[each for part in row for each in _counted_apart(part)] for row in _rows(parts)]
    starts = _starts(found)
    listed: list[list[_Piece]] = []
    for row in found:
        content = row[0].content
        split = _split(row, starts)
        if isinstance(content, list) and (
            (len(split) > 1 and _entries(split, starts)) or (listed and _ends_list(split, listed))
        ):
            listed.append(split)
            continue
        yield from _entry_lines(listed, page, column)
        listed = []
        if isinstance(content, Grid):
            yield content
            continue
        line = row[0].line
        if len(row) > 1 or line is None:
            line = line_of(
                [char for part in row if isinstance(part.content, list) for char in part.content], page
            )
        yield replace(line, column=column)
    yield from _entry_lines(listed, page, column)


def _split(row: list[_Piece], starts: list[float]) -> list[_Piece]:
    """Part pieces where an entry that fills its column leaves hardly a gap to the next."""
    result: list[_Piece] = []
    for part in row:
        if isinstance(part.content, Grid) or not _gapped(part.content) or _SENTENCE.search(part.text):
            result.append(part)
            continue
        placed = _parted(part.content, starts)
        named = _parted(part.content, starts, by_name=True)
        whole = all(NAME.search(text_of(chars)) for chars in named)
        result += [_piece(chars, line_of(chars, 0)) for chars in (named if whole else placed)]
    return result


def _counted_apart(part: _Piece) -> list[_Piece]:
    """Part a piece where entries that count themselves leave hardly a gap: 1.甲某12.8万 2.乙某4.6万."""
    first = _SERIAL.match(part.text)
    if first is None or isinstance(part.content, Grid) or not _gapped(part.content):
        return [part]
    solid = [char for char in part.content if not char.text.isspace()]
    runs: list[list[Char]] = [[]]
    for at, char in enumerate(solid):
        gap = char.x0 - solid[at - 1].x1 if at else 0.0
        number = (
            _SERIAL.match("".join(each.text for each in solid[at : at + 6]))
            if gap > _GAP * char.size
            else None
        )
        if number is not None and int(number["number"]) > int(first["number"]):
            runs.append([])
        runs[-1].append(char)
    return [_piece(chars, line_of(chars, 0)) for chars in runs] if len(runs) > 1 else [part]


def _gapped(chars: list[Char]) -> bool:
    """Whether there is a gap in a piece at which it may be parted."""
    solid = [char for char in chars if not char.text.isspace()]
    return any(char.x0 - last.x1 > _GAP * char.size for last, char in pairwise(solid))


def _parted(chars: list[Char], starts: list[float], by_name: bool = False) -> list[list[Char]]:
    """Part a piece at gaps, typed spaces being gaps: where a column starts, and wide ones after names."""
    result: list[list[Char]] = [[]]
    for char in chars:
        if char.text.isspace():
            continue
        gap = char.x0 - result[-1][-1].x1 if result[-1] else 0.0
        if (gap > _GAP * char.size and any(abs(char.x0 - x) < 0.3 * char.size for x in starts)) or (
            by_name and gap > 0.9 * char.size and NAME.search(text_of(result[-1]))
        ):
            result.append([])
        result[-1].append(char)
    return result if len(result) > 1 else [chars]


def _ends_list(row: list[_Piece], listed: list[list[_Piece]]) -> bool:
    """Whether a row goes on a list though it has one entry: it starts and ends as the others do."""
    part, others = row[0], [part for row in listed for part in row]
    widest = max(part.x1 - part.x0 for part in others)
    return (
        len(row) == 1
        and part.x1 - part.x0 < widest + 0.6 * part.size
        and any(abs(part.x0 - other.x0) < 0.3 * part.size for other in others)
    )


def _entry_lines(listed: list[list[_Piece]], page: int, column: int) -> Iterator[Line]:
    """Yield the entries of a list row by row, each with what is wrapped within its column."""
    entries: list[list[Line]] = []
    above: list[list[Line]] = []
    for row in listed:
        here: list[list[Line]] = []
        for part in row:
            assert isinstance(part.content, list)
            line = part.line or line_of(part.content, page)
            line = replace(line, page=page, column=column, entry=True)
            wrapped = next((entry for entry in above if _wraps(entry, line)), None)
            if wrapped is None:
                wrapped = []
                entries.append(wrapped)
            wrapped.append(replace(line, wrapped=bool(wrapped)))
            here.append(wrapped)
        above = here
    for entry in entries:
        yield from entry


def _wraps(entry: list[Line], line: Line) -> bool:
    """Whether a line makes an entry whole whose name broke off at the edge of its column."""
    text = "".join(line.text for line in entry)
    level = abs(entry[-1].x0 - line.x0) < 0.6 * line.size
    if level and _COUNTS.match(text) and not _COUNTS.match(line.text):
        return True  # 1.甲某　（2024）云执118号　欠款|12.6万元
    return (
        level and len(text) > len(line.text) and not NAME.search(text) and bool(NAME.search(text + line.text))
    )


def _rows(parts: list[_Piece]) -> list[list[_Piece]]:
    """Group pieces that stand on one base line, each row from left to right."""
    found: list[list[_Piece]] = []
    for part in sorted(parts, key=lambda part: (part.top + part.bottom) / 2):
        last = found[-1][-1] if found else None
        if last is not None and not isinstance(part.content, Grid) and not isinstance(last.content, Grid):
            base = part.content[0].base
            if abs(base - last.content[0].base) < 0.35 * max(part.size, last.size):
                found[-1].append(part)
                continue
        found.append([part])
    return [sorted(row, key=lambda part: part.x0) for row in found]


def _starts(found: list[list[_Piece]]) -> list[float]:
    """Return where the second and later pieces of at least two rows start, one above the other."""
    pieces = [part for row in found for part in row if not isinstance(part.content, Grid)]
    return [
        part.x0
        for row in found
        for part in row[1:]
        if any(other is not part and abs(other.x0 - part.x0) < 0.6 * part.size for other in pieces)
    ]


def _entries(row: list[_Piece], starts: list[float]) -> bool:
    """Whether the pieces of a row are entries of a list: in columns with other rows, or names all."""
    texts = [part.text for part in row if isinstance(part.content, list)]
    if any(_SENTENCE.search(text) or len(text) > 40 for text in texts):
        return False
    if all(NAME.search(text) for text in texts):
        return True
    return all(any(abs(part.x0 - x) < 0.6 * part.size for x in starts) for part in row[1:])


def _gutter(parts: list[_Piece]) -> float | None:
    """Return where the page divides best into two columns, if it does."""
    best, found = 7, None
    for x in sorted({round(part.x0) - 1.0 for part in parts})[:80]:
        score = sum(len(zone) for zone in _zones(parts, x) if _columnar(zone, x))
        if score > best:
            best, found = score, x
    return found


def _zones(parts: list[_Piece], x: float) -> list[list[_Piece]]:
    """Part what stands on a page where something goes across ``x``."""
    zones: list[list[_Piece]] = []
    across_before = None
    for part in sorted(parts, key=lambda part: (part.top + part.bottom) / 2):
        across = part.x0 < x < part.x1
        if across != across_before or not zones:
            zones.append([])
        zones[-1].append(part)
        across_before = across
    return zones


def _sides(zone: list[_Piece], x: float) -> tuple[list[_Piece], list[_Piece]]:
    return [part for part in zone if part.x1 <= x], [part for part in zone if part.x1 > x]


def _columnar(zone: list[_Piece], x: float) -> bool:
    """Whether the parts left and right of ``x`` are columns of their own, not rows of entries."""
    left, right = _sides(zone, x)
    if len(left) < 3 or len(right) < 3 or any(part.x0 < x < part.x1 for part in zone):
        return False
    size = median([part.size for part in zone if part.size] or [10.0])
    if min(part.x0 for part in right) - max(part.x1 for part in left) < 1.2 * size:
        return False
    shared = min(max(p.bottom for p in left), max(p.bottom for p in right)) - max(
        min(p.top for p in left), min(p.top for p in right)
    )
    height = min(max(p.bottom for p in side) - min(p.top for p in side) for side in (left, right))
    if shared < 0.3 * height:
        return False
    middles = [(part.top + part.bottom) / 2 for part in right]
    level = sum(any(abs((p.top + p.bottom) / 2 - y) < 0.3 * size for y in middles) for p in left)
    if _flowing(left, size) and _flowing(right, size):
        return True
    rows = level >= 0.5 * min(len(left), len(right))
    return not rows and _together(left, size) and _together(right, size)


def _together(side: list[_Piece], size: float) -> bool:
    """Whether the parts of a column follow one another without a great gap."""
    reached = side[0].bottom
    for part in side:  # from top to bottom
        if part.top - reached > 4 * size:
            return False
        reached = max(reached, part.bottom)
    return True


def _flowing(side: list[_Piece], size: float) -> bool:
    """Whether most lines of a column reach its right edge, as lines of running text do."""
    edge = max(part.x1 for part in side)
    long = [part for part in side if part.x1 > edge - 2.2 * size and part.x1 - part.x0 > 8 * size]
    if len(long) < 0.5 * len(side):
        return False
    names = [part for part in side if NAME.search(part.text) or CODED.match(part.text)]
    return len(names) < 0.6 * len(side)
