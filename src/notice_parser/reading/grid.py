"""Ruling lines and characters of a page → its tables as grids of printed cells."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from .geometry import Char, Rule
from .lines import joined, rows, text_of

_SNAP = 4.0  # points within which two rules are one, as the two sides of a drawn border
_TOUCH = 3.0
_MAX_RULES = 6_000
_CODE = 10  # characters without a place to break: longer ones may run over the walls of a narrow cell


@dataclass(eq=False)
class Printed:
    """One cell as printed, merged over ``depth`` rows and ``breadth`` columns of the grid."""

    page: int
    row: int
    column: int
    depth: int
    breadth: int
    x0: float
    top: float
    x1: float
    bottom: float
    chars: list[Char] = field(default_factory=list, repr=False)
    text: str = ""
    bold: bool = False


@dataclass(eq=False)
class Grid:
    """A table of one page: ``cells[row][column]``, a merged cell standing in every place that it covers."""

    page: int
    xs: list[float]
    ys: list[float]
    cells: list[list[Printed]]

    @property
    def box(self) -> tuple[float, float, float, float]:
        """x0, top, x1, bottom."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def printed(self) -> list[Printed]:
        """Every cell once."""
        return list(dict.fromkeys(cell for row in self.cells for cell in row))


def grids(found: Sequence[Rule], chars: list[Char], page: int) -> tuple[list[Grid], list[Char]]:
    """Return the tables of a page from top to bottom, and the characters that stand in none of them."""
    tables: list[Grid] = []
    if len(found) > _MAX_RULES:
        return tables, chars
    solid = [char for char in chars if not char.text.isspace()]
    drawn = [grid for group in _touching(found) if (grid := _grid(group, page)) is not None]
    while drawn:
        grid = max(drawn, key=lambda grid: (grid.xs[-1] - grid.xs[0]) * (grid.ys[-1] - grid.ys[0]))
        drawn.remove(grid)
        inner = [other for other in drawn if _inside(other, grid)]
        left = _fill(grid, chars)
        if any(_size(other) > _size(grid) for other in inner) or not _is_table(grid, len(solid)):
            continue  # a frame of a web page; what is drawn inside may be a table
        tables.append(grid)
        chars = left
        drawn = [other for other in drawn if other not in inner]
    return sorted(tables, key=lambda grid: grid.box[1]), chars


def outlines(found: Sequence[Rule], page: int) -> list[Grid]:
    """Return what rules draw on a page before it is known what stands inside: grids of two cells and more."""
    if len(found) > _MAX_RULES:
        return []
    drawn = [grid for group in _touching(found) if (grid := _grid(group, page)) is not None]
    return [
        grid
        for grid in drawn
        if len(grid.xs) > 2
        and _size(grid) > 1
        and grid.box[2] - grid.box[0] > 72
        and grid.box[3] - grid.box[1] > 20
    ]


def _inside(inner: Grid, outer: Grid) -> bool:
    (x0, top, x1, bottom), (left, head, right, foot) = inner.box, outer.box
    return left - _SNAP < x0 and head - _SNAP < top and x1 < right + _SNAP and bottom < foot + _SNAP


def _size(grid: Grid) -> int:
    return len(grid.printed())


def _touching(found: Sequence[Rule]) -> list[list[Rule]]:
    """Group rules that meet."""
    across = [rule for rule in found if rule.top == rule.bottom]
    down = [rule for rule in found if rule.top != rule.bottom]
    group = list(range(len(across) + len(down)))

    def root(index: int) -> int:
        while group[index] != index:
            group[index] = group[group[index]]
            index = group[index]
        return index

    for i, one in enumerate(across):
        for j, other in enumerate(down):
            if (
                one.x0 - _TOUCH <= other.x0 <= one.x1 + _TOUCH
                and other.top - _TOUCH <= one.top <= other.bottom + _TOUCH
            ):
                group[root(i)] = root(len(across) + j)
    members: dict[int, list[Rule]] = {}
    for index, rule in enumerate([*across, *down]):
        members.setdefault(root(index), []).append(rule)
    return [rules for rules in members.values() if len(rules) >= 3]


def _grid(group: list[Rule], page: int) -> Grid | None:
    """Lay a grid over rules; a side that the page break or the style leaves open is closed."""
    across = [rule for rule in group if rule.top == rule.bottom]
    down = [rule for rule in group if rule.top != rule.bottom]
    if not across or not down:
        return None
    x_ends = [rule.x0 for rule in across] + [rule.x1 for rule in across]
    y_ends = [rule.top for rule in down] + [rule.bottom for rule in down]
    xs = _levels([rule.x0 for rule in down])
    ys = _levels([rule.top for rule in across])
    for levels, ends, slack in ((xs, x_ends, 12.0), (ys, y_ends, 8.0)):
        if min(ends) < levels[0] - slack:
            levels.insert(0, min(ends))
        if max(ends) > levels[-1] + slack:
            levels.append(max(ends))
    wall = [[_covered(down, x, a, b) for x in xs] for a, b in pairwise(ys)]
    floor = [[_covered_across(across, y, a, b) for a, b in pairwise(xs)] for y in ys]
    keep_y = [i for i in range(len(ys)) if i in (0, len(ys) - 1) or any(floor[i])]
    keep_x = [i for i in range(len(xs)) if i in (0, len(xs) - 1) or any(row[i] for row in wall)]
    xs, ys = [xs[i] for i in keep_x], [ys[i] for i in keep_y]
    if len(xs) < 2 or len(ys) < 2 or len(xs) * len(ys) > 100_000:
        return None
    wall = [[_covered(down, x, a, b) for x in xs] for a, b in pairwise(ys)]
    floor = [[_covered_across(across, y, a, b) for a, b in pairwise(xs)] for y in ys]
    return Grid(page, xs, ys, _cells(page, xs, ys, wall, floor))


def _cells(
    page: int, xs: list[float], ys: list[float], wall: list[list[bool]], floor: list[list[bool]]
) -> list[list[Printed]]:
    """Join the places of a grid that no rule parts, so long as they make up a rectangle."""
    height, width = len(ys) - 1, len(xs) - 1
    cells: list[list[Printed | None]] = [[None] * width for _ in range(height)]
    for row in range(height):
        for column in range(width):
            if cells[row][column] is not None:
                continue
            breadth = 1
            while (
                column + breadth < width
                and not wall[row][column + breadth]
                and cells[row][column + breadth] is None
            ):
                breadth += 1
            depth = 1
            while row + depth < height and _goes_on(wall, floor, row + depth, column, breadth):
                depth += 1
            cell = Printed(
                page, row, column, depth, breadth, xs[column], ys[row], xs[column + breadth], ys[row + depth]
            )
            for r in range(row, row + depth):
                for c in range(column, column + breadth):
                    cells[r][c] = cell
    return [[cell for cell in line if cell is not None] for line in cells]


def _goes_on(wall: list[list[bool]], floor: list[list[bool]], row: int, column: int, breadth: int) -> bool:
    """Whether the places of one row belong to the cell above them."""
    if any(floor[row][column : column + breadth]):
        return False
    inner = any(wall[row][column + 1 : column + breadth])
    sides = (
        wall[row][column] == wall[row - 1][column],
        wall[row][column + breadth] == wall[row - 1][column + breadth],
    )
    return not inner and all(sides)


def _levels(values: list[float]) -> list[float]:
    """Return the middles of clusters of values."""
    clusters: list[list[float]] = []
    for value in sorted(values):
        if clusters and value - clusters[-1][0] <= _SNAP:
            clusters[-1].append(value)
        else:
            clusters.append([value])
    return [(cluster[0] + cluster[-1]) / 2 for cluster in clusters]


def _covered(down: list[Rule], x: float, top: float, bottom: float) -> bool:
    spans = [(rule.top, rule.bottom) for rule in down if abs(rule.x0 - x) <= _SNAP]
    return _share(spans, top, bottom) > 0.5


def _covered_across(across: list[Rule], y: float, x0: float, x1: float) -> bool:
    spans = [(rule.x0, rule.x1) for rule in across if abs(rule.top - y) <= _SNAP]
    return _share(spans, x0, x1) > 0.5


def _share(spans: list[tuple[float, float]], start: float, end: float) -> float:
    """Return how much of ``start`` to ``end`` the spans cover."""
    covered, reached = 0.0, start
    for a, b in sorted(spans):
        a, b = max(a, reached), min(b, end)
        if b > a:
            covered += b - a
            reached = b
    return covered / (end - start)


def _fill(grid: Grid, chars: list[Char]) -> list[Char]:
    """Put each character into its cell; return those outside the table."""
    x0, top, x1, bottom = grid.box
    left = []
    for cell in grid.printed():
        cell.chars = []
    for char, x in zip(chars, _places(chars, grid.xs), strict=True):
        y = (char.top + char.bottom) / 2
        if x0 <= x <= x1 and top <= y <= bottom:
            row = min(bisect_right(grid.ys, y), len(grid.ys) - 1) - 1
            column = min(bisect_right(grid.xs, x), len(grid.xs) - 1) - 1
            grid.cells[row][column].chars.append(char)
        else:
            left.append(char)
    for cell in grid.printed():
        for row_chars in rows(cell.chars):
            cell.text = joined(cell.text, text_of(row_chars))
        solid = [char for char in cell.chars if not char.text.isspace()]
        cell.bold = bool(solid) and all(char.bold for char in solid)
    return left


def _places(chars: list[Char], xs: list[float]) -> list[float]:
    """Return where each character belongs across the page; a code that runs over a wall stays whole."""
    places = [(char.x0 + char.x1) / 2 for char in chars]
    start = 0
    for i in range(1, len(chars) + 1):
        if i < len(chars) and _one_code(chars[i - 1], chars[i]) and not _parted(chars[start : i + 1], xs):
            continue
        if i - start >= _CODE:
            middle = (chars[start].x0 + chars[i - 1].x1) / 2
            places[start:i] = [middle] * (i - start)
        start = i
    return places


def _one_code(char: Char, after: Char) -> bool:
    """Whether two characters printed one after the other are of one code or number."""
    if not (char.text.isascii() and after.text.isascii()) or (char.text + after.text).isspace():
        return False
    return -0.3 * char.size < after.x0 - char.x1 < 0.3 * char.size and abs(char.base - after.base) < 1


def _parted(run: list[Char], xs: list[float]) -> bool:
    """Whether a wall parts the last character of a run from the others: there is a gap as nowhere else."""
    last, char = run[-2:]
    if not any(last.x1 - 0.15 * char.size < x < char.x0 + 0.15 * char.size for x in xs):
        return False
    gaps = [after.x0 - before.x1 for before, after in pairwise(run)]
    return len(gaps) > 2 and gaps[-1] > max(gaps[:-1]) + 0.02 * char.size


def _is_table(grid: Grid, on_page: int) -> bool:
    """Tell a table from boxes around text and from the frames of a web page."""
    cells = grid.printed()
    filled = [cell for cell in cells if cell.text]
    if len(grid.xs) < 3 or len(filled) < 2:
        return False
    longest = max(len(cell.text) for cell in filled)
    return not (longest > 400 and longest > 0.6 * on_page and len(cells) < 8)
