"""Places of lines on a page → the same cell by cell, where lines ran over walls or were not found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from ..grid import Grid
from .engine import Image, Quad, Recognised, upright
from .ink import ink_of, runs
from .star import star_in

Box = NDArray[np.float64]  # left, top, right, bottom; a row for each of several
_LEAST = 0.045  # inches of ink that are looked at
_AROUND = 1.3  # detection's boxes are so much higher than the characters in them
_STAR = 0.95  # how sure a star is that was seen by its shape
_INSET = 0.02  # inches between the middle of a rule and the inside of its cell


def by_cells(
    found: Sequence[Quad], tables: Sequence[Grid], image: Image, dpi: float
) -> tuple[list[Quad], list[Recognised]]:
    """Return the places of a page's lines with those of its tables cell by cell, and the stars in cells."""
    places, stars = list(found), []
    for grid in tables:
        places, lone = _of_grid(places, grid, image, dpi)
        stars += lone
    return places, stars


def _of_grid(
    found: Sequence[Quad], grid: Grid, image: Image, dpi: float
) -> tuple[list[Quad], list[Recognised]]:
    table = np.asarray(grid.box) * dpi / 72
    cells = np.array([(c.x0, c.top, c.x1, c.bottom) for c in grid.printed()]) * dpi / 72
    kept = [line for line in found if not _middle_in(line, table)]
    inside: dict[int, list[Quad]] = {index: [] for index in range(len(cells))}
    heights = []
    for line in found:
        if not _middle_in(line, table):
            continue
        heights.append(float(np.ptp(line[:, 1])))
        touched = _reached(line, cells)
        if len(touched) == 1:
            inside[touched[0]].append(line)
            continue
        for index in touched:
            part = _part(line, cells[index], image, dpi)
            if part is not None:
                inside[index].append(part)
    size = float(np.median(heights)) / _AROUND if heights else 0.14 * dpi
    stars = []
    for index, cell in enumerate(cells):
        star = star_in(image, cell.tolist(), size, round(_INSET * dpi))
        if star is not None:
            stars.append(Recognised("*", _STAR, star))
            continue
        kept += inside[index]
        kept += _places(image, cell, inside[index], dpi)
    return kept, stars


def _part(quad: Quad, cell: Box, image: Image, dpi: float) -> Quad | None:
    """Cut a line that runs over walls down to its ink in one cell."""
    inset = _INSET * dpi
    (left, top), (right, bottom) = quad.min(axis=0), quad.max(axis=0)
    x0, x1 = round(max(left, cell[0] + inset)), round(min(right, cell[2] - inset))
    y0, y1 = round(max(top, cell[1] + inset)), round(min(bottom, cell[3] - inset))
    if x1 - x0 < 4 or y1 - y0 < 4:
        return None
    columns = np.flatnonzero(ink_of(image[y0:y1, x0:x1]).any(axis=0))
    if not len(columns):
        return None
    margin = 0.2 * (y1 - y0)
    x0, x1 = (
        max(x0 + columns[0] - margin, cell[0] + inset),
        min(x0 + columns[-1] + 1 + margin, cell[2] - inset),
    )
    return upright([[x0, y0], [x1, y0], [x1, y1], [x0, y1]])


def _middle_in(quad: Quad, box: Box) -> bool:
    x, y = quad.mean(axis=0)
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def _reached(quad: Quad, cells: Box) -> list[int]:
    """Return in which cells a line has more than the slack that detection adds around text."""
    (x0, top), (x1, bottom) = quad.min(axis=0), quad.max(axis=0)
    height = bottom - top
    across = np.minimum(x1, cells[:, 2]) - np.maximum(x0, cells[:, 0])
    down = np.minimum(bottom, cells[:, 3]) - np.maximum(top, cells[:, 1])
    reached = (across > min(0.35 * height, 0.5 * (x1 - x0))) & (down > 0.4 * height)
    return [int(index) for index in np.flatnonzero(reached)]


def _places(image: Image, cell: Box, taken: Sequence[Quad], dpi: float) -> Iterator[Quad]:
    """Yield the places of the lines in a cell that are not in those ``taken``, by the gaps between them."""
    inset = round(_INSET * dpi)
    x0, top, x1, bottom = (round(side) for side in cell)
    x0, top, x1, bottom = x0 + inset, top + inset, x1 - inset, bottom - inset
    if x1 - x0 < 4 or bottom - top < 4:
        return
    ink = ink_of(image[top:bottom, x0:x1])
    for quad in taken:
        (left, high), (right, low) = quad.min(axis=0) - (x0, top), quad.max(axis=0) - (x0, top)
        ink[max(0, int(high)) : max(0, int(low) + 1), max(0, int(left)) : max(0, int(right) + 1)] = False
    if ink.sum() < 8:
        return
    spans = _joined(list(runs(np.atleast_1d(ink.any(axis=1)), gap=max(1, round(0.012 * dpi)))), 0.075 * dpi)
    for start, end in spans:
        columns = np.flatnonzero(ink[start:end].any(axis=0))
        across, down = columns[-1] + 1 - columns[0], end - start
        if max(across, down) < _LEAST * dpi or min(across, down) < 2 or (taken and down < _LEAST * dpi):
            continue  # dust, or the rim of a character read elsewhere
        margin = 0.18 * (end - start) + 2
        left, right = max(columns[0] - 1.4 * margin, 0), min(columns[-1] + 1 + 1.4 * margin, x1 - x0)
        high, low = max(start - margin, 0), min(end + margin, bottom - top)
        yield upright(
            [
                [x0 + left, top + high],
                [x0 + right, top + high],
                [x0 + right, top + low],
                [x0 + left, top + low],
            ]
        )


def _joined(spans: list[tuple[int, int]], least: float) -> list[tuple[int, int]]:
    """Join to its neighbour what is too flat for a line: the parts of 二, a dot, a dash."""
    result: list[tuple[int, int]] = []
    for start, end in spans:
        if result and (end - start < least or result[-1][1] - result[-1][0] < least):
            last = result[-1]
            if start - last[1] < 0.7 * least and end - last[0] < 3.2 * least:
                result[-1] = last[0], end
                continue
        result.append((start, end))
    return result
