"""Lines → paragraphs, over line, column and page breaks."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from .geometry import SMALLEST, Line
from .lines import joined
from .shapes import (
    BRACKETED,
    BULLET,
    CHAPTER,
    COUNTED,
    COUNTED_HEAD,
    ENDED,
    ISSUE,
    NUMBER_LINE,
    NUMBERED,
    ORGANISATION,
    SECTION,
    begins_anew,
    broken_off,
    entry,
    title_goes_on,
    unclosed,
)

_FIRST_WORD = re.compile(r"[（(“‘《〈【〔]*(?:[A-Za-z0-9.,:/_@%\-]+|.)[，。、；：！？）)”’》〉】〕]*")

_ORDINAL = re.compile(r"\s*(?P<open>[（(]?)(?P<number>\d{1,3})(?P<close>[)）.．、])(?!\d)")
_LEADERS = re.compile(r"[.…·]{4,}\s*[0-9IVX]*$")  # a line of a table of contents


@dataclass
class Paragraph:
    """Lines that belong together."""

    lines: list[Line]
    text: str = field(init=False)

    def __post_init__(self) -> None:
        """Join the text."""
        self.text = ""
        for line in self.lines:
            self.text = joined(self.text, line.text)

    def add(self, line: Line) -> None:
        """Go on with one more line."""
        self.lines.append(line)
        self.text = joined(self.text, line.text)


@dataclass(frozen=True)
class Margins:
    """Where text starts and ends, in each column and on each width of page, and how far lines are apart."""

    left: dict[tuple[int, int], float]
    right: dict[tuple[int, int], float]
    step: dict[float, float]
    first_line_indent: bool
    body: float  # the size of most text

    def of(self, line: Line) -> tuple[float, float]:
        """Return the left and the right margin for a line."""
        key = line.page, line.column
        return self.left[key], self.right[key]

    def centred(self, line: Line) -> bool:
        """Whether a line stands in the middle, with room on either side."""
        left, right = self.of(line)
        return (
            abs((line.x0 + line.x1) / 2 - (left + right) / 2) < 1.2 * line.size
            and line.x0 - left > 1.5 * line.size
            and right - line.x1 > 1.2 * line.size
        )

    def at_right(self, line: Line) -> bool:
        """Whether a line stands in the right half."""
        left, right = self.of(line)
        return line.x0 > left + 0.42 * (right - left)


def margins(
    lines: Sequence[Line], widths: dict[int, float], in_tables: Counter[float] | None = None
) -> Margins:
    """Measure the margins of a document.

    ``widths`` are the pages' widths, ``in_tables`` counts the characters of each size in tables:
    they tell the size of most text where hardly any stands outside.
    """
    groups: dict[tuple[int, int], list[Line]] = defaultdict(list)
    for line in lines:
        groups[_key(line, widths)].append(line)
    left, right = {}, {}
    for key, group in groups.items():
        width = widths[group[0].page] if key[0] == 0 else None
        left[key], right[key] = _edges(group, width)
        for page in {line.page for line in group} if key[0] == 0 else ():
            own = _own_edges([line for line in group if line.page == page], widths[page])
            left[page, 0], right[page, 0] = own or (left[key], right[key])
    steps: dict[float, list[float]] = defaultdict(list)
    for before, after in pairwise(lines):
        if before.page == after.page and before.column == after.column and after.base > before.base:
            steps[round(after.size)].append(after.base - before.base)
    indented = sum(
        1.5 * line.size < line.x0 - left[line.page, line.column] < 2.6 * line.size for line in lines
    )
    return Margins(
        left,
        right,
        {size: median(values) for size, values in steps.items()},
        indented >= max(2, 0.08 * len(lines)),
        _common_size(lines, in_tables or Counter()),
    )


def paragraphs(items: Sequence[Line], measure: Margins) -> list[Paragraph]:
    """Join lines into paragraphs."""
    result: list[Paragraph] = []
    for line in items:
        if result and _goes_on(result[-1], line, measure):
            result[-1].add(line)
        else:
            result.append(Paragraph([line]))
    return result


def _key(line: Line, widths: dict[int, float]) -> tuple[int, int]:
    width = widths[line.page]
    return (line.page, line.column) if line.column else (0, round(width) if width < math.inf else -1)


def _goes_on(block: Paragraph, line: Line, measure: Margins) -> bool:
    """Whether ``line`` goes on the paragraph."""
    last, first = block.lines[-1], block.lines[0]
    if line.wrapped:
        return True
    if (
        title_goes_on(block.text, line.text)
        and last.page == line.page
        and 0.55 < line.size / last.size < 1.34
        and not last.red
        and not measure.at_right(last)
    ):
        return True
    if not 0.88 < last.size / line.size < 1.14:
        return False
    if (
        _LEADERS.search(last.text)
        or SECTION.fullmatch(block.text)
        or SECTION.fullmatch(line.text)
        or BULLET.match(line.text)
        or _numbers(block.text)
        or ((COUNTED.fullmatch(line.text) or CHAPTER.fullmatch(line.text)) and not unclosed(block.text))
        or (measure.at_right(first) and not measure.at_right(line))
        or (
            _numbers(line.text)
            and not unclosed(block.text)
            and line.x0 > measure.of(line)[0] + 2.6 * line.size
        )
        or (COUNTED_HEAD.fullmatch(line.text) and ENDED.search(block.text))
        or (last.entry or line.entry)
        or _next_item(block.text, line.text)
        or (entry(block.text) and entry(line.text))
    ):
        return False
    if _titular(last, measure) and _titular(line, measure) and _near(last, line, measure, 2.0):
        return last.bold == line.bold
    if _far(last, line, measure):
        return broken_off(block.text, line.text)
    ended = bool(ENDED.search(block.text))
    left, _ = measure.of(line)
    if (
        measure.first_line_indent
        and line.x0 <= left + 0.9 * line.size
        and first.x0 > measure.of(first)[0] + 1.2 * first.size
        and last.x1 > measure.of(last)[1] - 3.5 * last.size
        and not measure.centred(first)
        and not (ended and begins_anew(line.text))
    ):
        return True  # what is neither indented nor after a short line goes on; quotation marks leave it short
    if _full(last, line, measure):
        item = bool(BULLET.match(block.text) or NUMBERED.match(block.text))
        if begins_anew(line.text) and ended:
            return False
        at_left = line.x0 <= left + 0.9 * line.size
        if len(block.lines) == 1 and CHAPTER.fullmatch(block.text) and first.bold and not line.bold:
            return False
        if line.x0 < first.x0 - 0.9 * line.size and line.page == first.page and not measure.at_right(line):
            return True
        if at_left and (measure.first_line_indent or not ended):
            return True
        if at_left and ended:
            return _near(last, line, measure, 1.15) and line.page == last.page
        hanging = line.x0 > first.x0 + 0.5 * line.size and item
        level = abs(line.x0 - last.x0) < 0.6 * line.size and not measure.at_right(line)
        if (hanging or level) and not ended and not begins_anew(line.text) and not measure.centred(line):
            wide = last.x1 - last.x0 > 0.5 * (measure.of(last)[1] - measure.of(last)[0])
            if wide and (len(block.lines) > 1 or hanging or not measure.first_line_indent):
                return True
    return not ended and not measure.at_right(line) and broken_off(block.text, line.text)


def _next_item(text: str, line: str) -> bool:
    """Whether a line counts on from the paragraph: 1.甲公司，2024年1月3日|2.乙公司."""
    one, two = _ORDINAL.match(text), _ORDINAL.match(line)
    if one is None or two is None or (one["open"], one["close"]) != (two["open"], two["close"]):
        return False
    return int(two["number"]) == int(one["number"]) + 1


def _numbers(text: str) -> bool:
    """Whether a line is the number of a document or of an issue, and nothing else."""
    return bool(NUMBER_LINE.fullmatch(text) or ISSUE.fullmatch(text))


def _full(last: Line, line: Line, measure: Margins) -> bool:
    """Whether the next line's first word would not have fitted any more."""
    word = _FIRST_WORD.match(line.text)
    width = sum(0.5 if char.isascii() else 1.0 for char in (word.group() if word else "")) * line.size
    return (
        last.x1 + min(width, 0.6 * (measure.of(last)[1] - measure.of(last)[0]))
        > measure.of(last)[1] - 0.35 * last.size
    )


def _titular(line: Line, measure: Margins) -> bool:
    """Whether a line may be one of a title: in the middle and no sentence, number or date."""
    return (
        (measure.centred(line) or _spanning(line, measure))
        and line.size >= 1.12 * measure.body
        and not ENDED.search(line.text)
        and not ORGANISATION.fullmatch(line.text)
        and not (CHAPTER.fullmatch(line.text) or BRACKETED.fullmatch(line.text) or NUMBERED.match(line.text))
    )


def _spanning(line: Line, measure: Margins) -> bool:
    left, right = measure.of(line)
    return line.x1 - line.x0 > 0.9 * (right - left)


def _own_edges(group: Sequence[Line], width: float) -> tuple[float, float] | None:
    """Return where the lines of one page start and end, if enough of them share both edges."""
    left, right = _edges(group, width)
    size = median(line.size for line in group)
    start = min((line.x0 for line in group if line.x1 > right - 1.5 * size), default=left)
    before = [line.x0 for line in group if 1.5 * size < start - line.x0 < 2.6 * size]
    start = min(before, default=start)  # all full lines are first ones of paragraphs, and indented
    begins = sum(abs(line.x0 - start) < 0.5 * size for line in group)
    ends = sum(line.x1 > right - 1.5 * size for line in group)
    clear = begins >= 3 and ends >= max(3, 0.3 * len(group)) and right - start > 0.5 * width
    return (start, right) if clear else None


def _edges(group: Sequence[Line], width: float | None) -> tuple[float, float]:
    """Return where the lines of a column, or of pages ``width`` wide, start and end.

    One line that sticks out does not count. Where no common right edge shows, as in lists of short
    lines, the right margin of a page is taken to be as wide as the left one.
    """
    starts, ends = sorted(line.x0 for line in group), sorted(line.x1 for line in group)
    size = median(line.size for line in group)
    few = len(group) // 20
    left = starts[few] if starts[few] - starts[0] < 4 * size else starts[0]
    right = ends[-1 - len(group) // 10] if len(group) >= 10 else ends[-1]
    shared = sum(end > right - 1.5 * size for end in ends)
    if width is None:
        return left, right if shared >= 0.35 * len(group) else math.inf
    if shared >= max(3, 0.3 * len(group)) and right - left > 0.5 * width:
        return left, right
    return left, max(right, width - left)


def _common_size(lines: Sequence[Line], in_tables: Counter[float]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    if sizes.total() < 200:
        sizes += in_tables
    return max(sizes.most_common(1)[0][0], SMALLEST) if sizes else 10.0


def _near(last: Line, line: Line, measure: Margins, factor: float) -> bool:
    if last.page != line.page or last.column != line.column:
        return False
    usual = measure.step.get(round(line.size), 1.6 * line.size)
    return 0 < line.base - last.base <= factor * max(usual, 1.2 * line.size)


def _far(last: Line, line: Line, measure: Margins) -> bool:
    """Whether more than a line's room is between two lines of one column."""
    if last.page != line.page or last.column != line.column:
        return False
    usual = measure.step.get(round(line.size), 1.6 * line.size)
    return line.base <= last.base or line.base - last.base > max(1.8 * usual, 2.2 * line.size)
