"""Paths drawn on a PDF page → its ruling lines: sides of strokes, boxes and thin fills, merged.

The method is that of pdfplumber's ``lines`` strategy, on the paths that pdfium has parsed already. Cells are
laid elsewhere, since a page break may leave one open.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import pypdfium2.raw as pdfium

from .geometry import Rule

MAX_POINTS = 200_000  # of all paths of one page; more make a drawing, not a table
_SNAP = 2.001  # points, with what single precision adds, between sides that are drawn as one rule
_JOIN = 3.001  # points between the ends of pieces of one rule
_SHORTEST = 0.999  # of a side
_SHORTEST_RULE = 2.999
_STRAIGHT = 0.001  # points: coordinates of a file that are equal are no further apart

Point = tuple[float, float]
Place = Callable[[float, float], Point]


class _Side(NamedTuple):
    """One side of a path along ``at``, from ``start`` to ``end``; ``slant`` is how far a line strays."""

    at: float
    start: float
    end: float
    slant: float = 0.0
    line: bool = False  # a line by itself; of two that begin alike it is the one that is drawn on


class Path(NamedTuple):
    """A path object, and the matrices of the forms that it is drawn in, the innermost first."""

    thing: pdfium.FPDF_PAGEOBJECT
    within: tuple[pdfium.FS_MATRIX, ...]


def matrix_of(thing: pdfium.FPDF_PAGEOBJECT) -> pdfium.FS_MATRIX:
    """Return the matrix that places an object."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(thing, matrix)
    return matrix


def rules(paths: Iterable[Path], place: Place) -> tuple[Rule, ...]:
    """Return the rules that paths draw; ``place`` tells where a point of the file stands on the page as read.

    Of a page with more than ``MAX_POINTS`` none are returned.
    """
    across: list[_Side] = []
    down: list[_Side] = []
    count = 0
    for path in paths:
        for points in _outlines(path, place):
            count += len(points)
            if count > MAX_POINTS:
                return ()
            _sort_sides(points, across, down)
    found = [Rule(side.at, side.start, side.at + side.slant, side.end) for side in _merged(down)]
    found += [Rule(side.start, side.at, side.end, side.at + side.slant) for side in _merged(across)]
    return tuple(_straight(rule) for rule in found)


def _outlines(path: Path, place: Place) -> Iterator[list[Point]]:
    """Yield the corners of each part of a path; of a curve the ends."""
    thing = path.thing
    matrices = [matrix_of(thing), *path.within]
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[Point] = []
    bends = 0
    for index in range(min(pdfium.FPDFPath_CountSegments(thing), MAX_POINTS + 1)):
        segment = pdfium.FPDFPath_GetPathSegment(thing, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO and points:
            yield points
            points = []
        bends = bends + 1 if kind == pdfium.FPDF_SEGMENT_BEZIERTO else 0
        if bends % 3:
            continue  # a point that a curve only bends to
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        u, v = x.value, y.value
        for m in matrices:
            u, v = m.a * u + m.c * v + m.e, m.b * u + m.d * v + m.f
        points.append(place(u, v))
    if points:
        yield points


def _sort_sides(points: Sequence[Point], across: list[_Side], down: list[_Side]) -> None:
    """Add the sides of one outline that are level or upright; a single line may slant."""
    line = len(points) == 2 or (len(points) == 3 and points[0] == points[2])
    for (x0, y0), (x1, y1) in pairwise(points[:2] if line else points):
        left, right, top, bottom = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
        if bottom - top < _STRAIGHT and right - left >= _STRAIGHT:
            if right - left >= _SHORTEST:
                across.append(_Side(top, left, right, line=line))
        elif (line or right - left < _STRAIGHT) and bottom - top >= _SHORTEST:
            down.append(_Side(left, top, bottom, right - left, line))


def _merged(sides: list[_Side]) -> Iterator[_Side]:
    """Draw sides close by one another as one, and join what touches."""
    for group in _close(sides):
        at = sum(side.at for side in group) / len(group)
        rule = None
        for side in sorted(group, key=lambda side: (side.start, not side.line)):
            if rule is None:
                rule = side
            elif side.start <= rule.end + _JOIN:
                rule = rule._replace(end=max(rule.end, side.end))
            else:
                if rule.end - rule.start >= _SHORTEST_RULE:
                    yield rule._replace(at=at)
                rule = side
        if rule is not None and rule.end - rule.start >= _SHORTEST_RULE:
            yield rule._replace(at=at)


def _close(sides: list[_Side]) -> Iterator[list[_Side]]:
    group: list[_Side] = []
    for side in sorted(sides, key=lambda side: side.at):
        if group and side.at > group[-1].at + _SNAP:
            yield group
            group = []
        group.append(side)
    if group:
        yield group


def _straight(rule: Rule) -> Rule:
    """Take a rule that slants as level or upright, whichever it is more."""
    if rule.x1 - rule.x0 > rule.bottom - rule.top:
        middle = (rule.top + rule.bottom) / 2
        return Rule(rule.x0, middle, rule.x1, middle)
    middle = (rule.x0 + rule.x1) / 2
    return Rule(middle, rule.top, middle, rule.bottom)
