"""Upright page image → ruling lines, in points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from ..geometry import Rule
from .engine import Image
from .ink import palest, runs

_ACROSS, _DOWN = 0.28, 0.2  # inches; the least length of a rule, longer than the strokes of characters
_DARKER = 32  # than the paper beside it
_CROWDED = 0.3  # share of the length with ink right beside it
_SOLID = 0.97  # share of the length; a rule that text touches shows by having no gaps
_REACH = 0.06  # inches between the end of a rule and the rule that it meets
_GAP = 0.03  # inches that may be missing from a rule


def ruling(image: Image, dpi: float) -> list[Rule]:
    """Find the horizontal and vertical rules of a page that was turned upright and straightened."""
    grey = palest(image)  # red ink is as pale as paper here
    masks = _mask(grey, dpi, horizontal=True), _mask(grey, dpi, horizontal=False)
    if not all(map(cv2.countNonZero, masks)):
        return []  # rules count where they meet others
    around = max(9, round(0.12 * dpi)) | 1
    paper = cv2.dilate(cv2.blur(grey, (5, 5)), np.ones((around, around), np.uint8))
    dark = cv2.subtract(paper, grey) > _DARKER
    scale = 72 / dpi
    found = []
    for x, y, width, height in _pieces(masks[0]):
        if width >= _ACROSS * dpi and width > 6 * height:
            for start, end, middle in _unbroken(dark[:, x : x + width], y, y + height, _ACROSS * dpi, dpi):
                found.append(Rule((x + start) * scale, middle * scale, (x + end) * scale, middle * scale))
    for x, y, width, height in _pieces(masks[1]):
        if height >= _DOWN * dpi and height > 6 * width:
            for start, end, middle in _unbroken(dark[y : y + height].T, x, x + width, _DOWN * dpi, dpi):
                found.append(Rule(middle * scale, (y + start) * scale, middle * scale, (y + end) * scale))
    return _meeting(found, _REACH * 72)


def _meeting(found: list[Rule], reach: float) -> list[Rule]:
    """Keep rules that end on others or cross at least two; the strokes of characters do neither.

    Where a stroke goes on a rule that the table ends with, it is cut off.
    """
    while True:
        kept = [rule for rule in found if _meets(rule, found, reach)]
        if len(kept) == len(found):
            return [_trimmed(rule, kept, reach) for rule in kept]
        found = kept


def _level(rule: Rule) -> bool:
    return rule.top == rule.bottom


def _ends(rule: Rule) -> tuple[float, float, float]:
    """Return at what height or column a rule stands, and from where to where it goes."""
    return (rule.top, rule.x0, rule.x1) if _level(rule) else (rule.x0, rule.top, rule.bottom)


def _crossed(rule: Rule, others: Sequence[Rule], reach: float) -> list[float]:
    """Return at which places along it a rule meets others."""
    at, start, end = _ends(rule)
    return sorted(
        place
        for place, low, high in (_ends(other) for other in others if _level(other) != _level(rule))
        if low - reach <= at <= high + reach and start - reach < place < end + reach
    )


def _meets(rule: Rule, others: Sequence[Rule], reach: float) -> bool:
    return len(_crossed(rule, others, reach)) >= 2


def _trimmed(rule: Rule, others: Sequence[Rule], reach: float) -> Rule:
    """Cut what goes over the last rule that it meets, unless most of its neighbours go as far."""
    places = _crossed(rule, others, reach)
    _, start, end = _ends(rule)
    alike = [_ends(other) for other in others if _level(other) == _level(rule)]
    near = [(low, high) for _, low, high in alike if low < places[-1] + reach and high > places[-1] - reach]
    if end > places[-1] + reach and sum(abs(high - end) < 2 * reach for _, high in near) < 0.5 * len(near):
        end = places[-1]
    near = [(low, high) for _, low, high in alike if low < places[0] + reach and high > places[0] - reach]
    if start < places[0] - reach and sum(abs(low - start) < 2 * reach for low, _ in near) < 0.5 * len(near):
        start = places[0]
    return rule._replace(x0=start, x1=end) if _level(rule) else rule._replace(top=start, bottom=end)


def _unbroken(
    dark: NDArray[np.bool_], first: int, last: int, least: float, dpi: float
) -> Iterator[tuple[int, int, float]]:
    """Yield the stretches of dark rows ``first`` to ``last`` that are one line with paper on either side.

    The strokes of characters in a row have gaps between them and other strokes beside them. Each stretch
    comes with its start, its end and the row of its middle.
    """
    beside = max(2, round(0.02 * dpi))
    for start, end in runs(np.atleast_1d(dark[first:last].any(axis=0)), gap=round(_GAP * dpi)):
        if end - start < least:
            continue
        part = dark[:, start:end]
        filled = float(part[first:last].any(axis=0).mean())
        sides = part[max(0, first - 1 - beside) : max(0, first - 1)], part[last + 1 : last + 1 + beside]
        crowded = sorted(float(side.any(axis=0).mean()) if side.size else 0.0 for side in sides)
        clear = crowded[0] < _CROWDED / 2 and (crowded[1] < _CROWDED or filled > _SOLID)
        if clear or (crowded[0] < _CROWDED and filled > _SOLID and end - start > 3 * least):
            rows = part[first:last].sum(axis=1)
            yield start, end, first + float((rows * np.arange(len(rows))).sum() / max(rows.sum(), 1)) + 0.5


def _mask(grey: Image, dpi: float, *, horizontal: bool) -> Image:
    """Keep what is dark, thin and long in one direction."""

    def along(length: float, thickness: float = 1) -> tuple[int, int]:
        sides = max(1, round(length)), max(1, round(thickness))
        return sides if horizontal else (sides[1], sides[0])

    def box(size: tuple[int, int]) -> NDArray[np.uint8]:
        return np.ones((size[1], size[0]), np.uint8)

    blur = max(7, round(0.075 * dpi)) | 1
    smooth: Image = np.asarray(
        cv2.blur(grey, along(blur)), dtype=np.uint8
    )  # averages noise away, and a rule stays
    thin = max(5, round(0.06 * dpi)) | 1
    dark = cv2.morphologyEx(smooth, cv2.MORPH_BLACKHAT, box(along(1, thin)))
    darker = (dark > _DARKER).astype(np.uint8)
    solid = cv2.morphologyEx(darker, cv2.MORPH_CLOSE, box(along(blur)))
    least = (_ACROSS if horizontal else _DOWN) * dpi
    long = cv2.morphologyEx(solid, cv2.MORPH_OPEN, box(along(0.9 * least)))
    closed = cv2.morphologyEx(long, cv2.MORPH_CLOSE, box(along(2 * blur + 1)))
    return np.asarray(cv2.dilate(closed, box(along(3, 3))), dtype=np.uint8)


def _pieces(mask: Image) -> list[tuple[int, int, int, int]]:
    """Return the boxes of connected pieces, from the top down: left, top, width, height."""
    outlines, within = cv2.findContours(mask, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    outer = [line for line, (*_, parent) in zip(outlines, within[0], strict=True) if parent < 0]
    outer.sort(key=lambda line: (line[0, 0, 1], line[0, 0, 0]))
    return [(x, y, width, height) for x, y, width, height in map(cv2.boundingRect, outer)]
