"""Table cell of a page image → the lone star in it, which engines read as anything or nothing."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from .engine import Image, Quad, upright
from .ink import ink_of

_SMALL, _LARGE = 0.22, 0.62  # of a character's size
_FILLED = 0.3  # share of its square


def star_in(image: Image, cell: Sequence[float], size: float, inset: int) -> Quad | None:
    """Return the place of the star that is all there is in a cell, or None.

    ``cell`` is left, top, right and bottom in pixels, ``size`` the height of characters in the table. A star
    is small, as wide as high, and filled in the middle: a digit is higher, a dash flatter, a circle hollow.
    """
    x0, top, x1, bottom = (round(side) for side in cell)
    x0, top, x1, bottom = x0 + inset, top + inset, x1 - inset, bottom - inset
    if x1 - x0 < 4 or bottom - top < 4:
        return None
    ink = ink_of(image[top:bottom, x0:x1])
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink.astype(np.uint8))
    large = [tuple(map(int, one[:4])) for one in stats[1:] if max(one[2], one[3]) > 0.12 * size]
    if not large:
        return None
    left, high = min(x for x, _, _, _ in large), min(y for _, y, _, _ in large)
    right, low = max(x + w for x, _, w, _ in large), max(y + h for _, y, _, h in large)
    width, height = right - left, low - high
    if not (_SMALL * size < min(width, height) and max(width, height) < _LARGE * size):
        return None
    if not 0.75 < width / height < 1.4:
        return None
    box = ink[high:low, left:right]
    heart = box[height // 3 : height - height // 3, width // 3 : width - width // 3]
    if box.mean() < _FILLED or heart.mean() < 0.6:
        return None
    x0, top, x1, bottom = x0 + left - 2, top + high - 2, x0 + right + 2, top + low + 2
    return upright([[x0, top], [x1, top], [x1, bottom], [x0, bottom]])
