"""Rules between rows only → the rules between columns, where white runs through all rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from .geometry import Char, Rule
from .lines import rows

_SAME = 3.0  # points by which the ends of rules differ that are of one table
_WHITE = 0.3  # of a character: what runs through all rows and is as wide parts two columns
_LEAST = 0.8  # points: so much white below the white between two labels parts two columns as well
_WIDE = 1.8  # of a character: what a line of one cell never holds
_BANDS = 3  # the labels and two rows; with fewer, as between three lines, a band may hold many rows

Span = tuple[float, float]
Band = Sequence[Char]


def between_columns(found: Sequence[Rule], chars: Sequence[Char]) -> list[Rule]:
    """Return the upright rules that each table lacks which has rules between rows only."""
    solid = [char for char in chars if not char.text.isspace()]
    return [rule for stack in _stacks(found, solid) for rule in _columns(stack, found, solid)]


def _stacks(found: Sequence[Rule], chars: Sequence[Char]) -> Iterator[list[Rule]]:
    """Group rules one below the other that begin and end alike and that no upright rule parts.

    What stands inside another, as rules beside a cell that goes over several rows, is no table of its own.
    """
    across = sorted((rule for rule in found if rule.top == rule.bottom), key=lambda rule: rule.top)
    down = [rule for rule in found if rule.top != rule.bottom]
    stacks: list[list[Rule]] = []
    for rule in across:
        for stack in stacks:
            if abs(stack[0].x0 - rule.x0) < _SAME and abs(stack[0].x1 - rule.x1) < _SAME:
                if rule.top - stack[-1].top > _SAME:
                    stack.append(rule)
                break
        else:
            stacks.append([rule])
    tables = [part for stack in stacks for part in _between_prose(stack, chars)]
    for table in tables:
        top, bottom = table[0].top, table[-1].top
        crossed = any(rule.top < bottom and rule.bottom > top for rule in down)
        within = any(
            other is not table
            and other[0].top < bottom
            and top < other[-1].top
            and _inside(table[0], other[0])
            for other in tables
        )
        count = len({round(r.top) for r in across if top - 1 < r.top < bottom + 1 and _inside(r, table[0])})
        if count > _BANDS and not crossed and not within:
            yield table


def _between_prose(stack: Sequence[Rule], chars: Sequence[Char]) -> Iterator[list[Rule]]:
    """Part a stack where text is set between its rules, as below the line under a letterhead."""
    table = [stack[0]]
    for above, below in pairwise(stack):
        width = above.x1 - above.x0
        band = [c for c in chars if above.top < c.middle[1] < below.top and _within(c, above)]
        if not band or _is_text(rows(band), below.top - above.top, width):
            yield table
            table = []
        table.append(below)
    yield table


def _is_text(lines: Sequence[Sequence[Char]], height: float, width: float) -> bool:
    """Whether a band holds running text, or the caption of the next table with room around it."""
    runs = [run for row in lines for run in _runs(row)]
    alone = len(runs) == 1 and height > 2.6 * lines[0][0].size
    return alone or any(high - low > 0.7 * width for low, high in runs)


def _runs(row: Sequence[Char]) -> Iterator[Span]:
    """Yield the stretches of a row that no white parts."""
    start = row[0].x0
    for before, after in pairwise(row):
        if after.x0 - before.x1 > 0.5 * before.size:
            yield start, before.x1
            start = after.x0
    yield start, row[-1].x1


def _columns(stack: Sequence[Rule], found: Sequence[Rule], chars: Sequence[Char]) -> list[Rule]:
    """Return the upright rules of one table; none where a cell would hold two."""
    edges = [rule.top for rule in stack]
    bands = [
        [char for char in chars if above < char.middle[1] < below and _within(char, stack[0])]
        for above, below in pairwise(edges)
    ]
    if len(bands) < 2:
        return []
    labels, body = bands[0], [char for band in bands[1:] for char in band]
    size = median(char.size for char in [*labels, *body])
    white = [part for part in _white(body, stack[0], _LEAST) if part[1] - part[0] >= _WHITE * size]
    for low, high in _white(labels, stack[0], 0.6 * size):
        slight = [part for part in _white(body, stack[0], _LEAST) if low < part[1] and part[0] < high]
        if slight and not any(part in white for part in slight):
            white.append(max(slight, key=lambda part: part[1] - part[0]))
    places = []
    for low, high in white:
        shared = [part for part in _white(labels, stack[0], 1.0) if part[0] < high and low < part[1]]
        for left, right in shared or [(low, high)]:
            places.append((max(low, left) + min(high, right)) / 2)
    places = sorted(x for x in places if stack[0].x0 + _SAME < x < stack[0].x1 - _SAME)
    filled = [x for x in places if any(char.middle[0] < x for char in labels + body)]
    places = [x for x in filled if any(char.middle[0] > x for char in labels + body)]
    places = [x for x in places if not _parts_a_word(labels, x, places)]
    if not places or any(_holds_two(band, places, _WIDE * size) for band in bands[1:]):
        return []
    sides = [Rule(x, edges[0], x, edges[-1]) for x in (stack[0].x0, stack[0].x1)]
    between = [Rule(x, edges[1], x, edges[-1]) for x in places]
    return [*sides, *between, *_between_labels(labels, stack[0], stack[1], found, places)]


def _between_labels(
    labels: Band, above: Rule, below: Rule, found: Sequence[Rule], places: Sequence[float]
) -> Iterator[Rule]:
    """Yield the upright rules between the labels, which may stand in two rows and go over columns."""
    parts = [
        rule
        for rule in found
        if rule.top == rule.bottom
        and above.top + _SAME < rule.top < below.top - _SAME
        and _inside(rule, above)
    ]
    floor = min((rule.top for rule in parts), default=below.top)
    upper = [char for char in labels if char.middle[1] < floor]
    for x in places:
        over = any(rule.x0 + _SAME < x < rule.x1 - _SAME for rule in parts)
        if over:  # a label above may stand over several below
            if not _goes_over(upper, x, places, parts):
                yield Rule(x, above.top, x, floor)
            yield Rule(x, floor, x, below.top)
        elif not any(char.x0 < x - 1 and x + 1 < char.x1 for char in labels) and not _runs_over(labels, x):
            yield Rule(x, above.top, x, below.top)


def _goes_over(upper: Band, x: float, places: Sequence[float], parts: Sequence[Rule]) -> bool:
    """Whether one label stands over the columns on both sides: there is none of its own on one of them."""
    part = next(rule for rule in parts if rule.x0 < x < rule.x1)
    within = sorted((char for char in upper if part.x0 < char.middle[0] < part.x1), key=lambda c: c.x0)
    gaps = [
        (left.x1, right.x0)
        for left, right in pairwise(within)
        if right.x0 - left.x1 > 0.8 * max(left.size, right.size)
    ]
    near = [min(places, key=lambda place: abs(place - (low + high) / 2)) for low, high in gaps]
    return x not in near


def _runs_over(labels: Band, x: float) -> bool:
    """Whether a line of the labels runs on over a place: there is no white as between two of them."""
    return any(
        before.x1 <= x + 1 and x - 1 <= after.x0 and after.x0 - before.x1 < 0.15 * before.size
        for row in rows(labels)
        for before, after in pairwise(row)
    )


def _inside(rule: Rule, table: Rule) -> bool:
    return table.x0 - _SAME < rule.x0 and rule.x1 < table.x1 + _SAME


def _within(char: Char, rule: Rule) -> bool:
    return rule.x0 - _SAME < char.middle[0] < rule.x1 + _SAME


def _white(chars: Sequence[Char], table: Rule, least: float) -> list[Span]:
    """Return the stretches of at least so many points across a table in which nothing is printed."""
    found: list[Span] = []
    right = table.x0
    for char in sorted(chars, key=lambda char: char.x0):
        if char.x0 - right >= least:
            found.append((right, char.x0))
        right = max(right, char.x1)
    return [*found, (right, table.x1)] if table.x1 - right >= least else found


def _parts_a_word(labels: Band, x: float, places: Sequence[float]) -> bool:
    """Whether white stands inside a label set wide (姓　名) above values set alike (张　三)."""
    low = max((place for place in places if place < x), default=float("-inf"))
    high = min((place for place in places if place > x), default=float("inf"))
    left = [char for char in labels if low < char.middle[0] < x]
    right = [char for char in labels if x < char.middle[0] < high]
    return len(left) == len(right) == 1


def _holds_two(band: Band, places: Sequence[float], wide: float) -> bool:
    """Whether a line of one cell is parted by more than layout would: a column that was not found."""
    return any(
        after.x0 - before.x1 > wide and not any(before.x1 <= x <= after.x0 for x in places)
        for row in rows(band)
        for before, after in pairwise(row)
    )
