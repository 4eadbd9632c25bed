"""Rules between rows only → the rules between columns, where white runs through all rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from .geometry import Char, Rule
from .lines import rows

_SAME = 3.0  # points by which the ends of rules differ that are of one table
_WHITE = 0.5  # of a character: what runs through all rows and is as wide parts two columns
_WIDE = 1.8  # of a character: what a line of one cell never holds
_BANDS = 3  # the labels and two rows; with fewer, as between three lines, a band may hold many rows

Span = tuple[float, float]


def between_columns(found: Sequence[Rule], chars: Sequence[Char]) -> list[Rule]:
    """Return the upright rules that each table lacks which has rules between rows only."""
    solid = [char for char in chars if not char.text.isspace()]
    return [rule for stack in _stacks(found) for rule in _columns(stack, solid)]


def _stacks(found: Sequence[Rule]) -> Iterator[list[Rule]]:
    """Group rules one below the other that begin and end alike and that no upright rule parts."""
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
    for stack in stacks:
        top, bottom = stack[0].top, stack[-1].top
        crossed = any(rule.top < bottom and rule.bottom > top for rule in down)
        if len(stack) > _BANDS and not crossed:
            yield stack


def _columns(stack: Sequence[Rule], chars: Sequence[Char]) -> list[Rule]:
    """Return the upright rules of one table; none where a band is empty or a cell would hold two."""
    bands = [
        [char for char in chars if above.top < char.middle[1] < below.top and _within(char, above)]
        for above, below in pairwise(stack)
    ]
    if not all(bands):
        return []
    size = median(char.size for band in bands for char in band)
    places = [
        (left + right) / 2 for left, right in _white([c for band in bands for c in band], _WHITE * size)
    ]
    places = [x for x in places if not _parts_a_word(bands[0], x, places)]
    if not places or any(_holds_two(band, places, _WIDE * size) for band in bands):
        return []
    top, bottom = stack[0].top, stack[-1].top
    return [Rule(x, top, x, bottom) for x in (stack[0].x0, *places, stack[0].x1)]


def _within(char: Char, rule: Rule) -> bool:
    return rule.x0 - _SAME < char.middle[0] < rule.x1 + _SAME


def _white(chars: Sequence[Char], least: float) -> list[Span]:
    """Return the stretches of at least so many points from left to right in which nothing is printed."""
    found: list[Span] = []
    right: float | None = None
    for char in sorted(chars, key=lambda char: char.x0):
        if right is not None and char.x0 - right >= least:
            found.append((right, char.x0))
        right = char.x1 if right is None else max(right, char.x1)
    return found


def _parts_a_word(labels: Sequence[Char], x: float, places: Sequence[float]) -> bool:
    """Whether white stands inside a label set wide (姓　名) above values set alike (张　三)."""
    low = max((place for place in places if place < x), default=float("-inf"))
    high = min((place for place in places if place > x), default=float("inf"))
    left = [char for char in labels if low < char.middle[0] < x]
    right = [char for char in labels if x < char.middle[0] < high]
    return len(left) == len(right) == 1


def _holds_two(band: Sequence[Char], places: Sequence[float], wide: float) -> bool:
    """Whether a line of one cell is parted by more than layout would: a column that was not found."""
    return any(
        after.x0 - before.x1 > wide and not any(before.x1 <= x <= after.x0 for x in places)
        for row in rows(band)
        for before, after in pairwise(row)
    )
