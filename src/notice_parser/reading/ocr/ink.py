"""Piece of an image → where ink is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from .engine import Image

Mask = NDArray[np.bool_]
_CONTRAST = 55  # grey levels darker than the paper
_SPECK = 4  # pixels; less is dust


def darkest(image: Image) -> Image:
    """Return the least of the three colours of each pixel: all ink is dark, red ink too."""
    blue, green, red = cv2.split(image)
    return np.asarray(cv2.min(cv2.min(blue, green), red), dtype=np.uint8)


def palest(image: Image) -> Image:
    """Return the greatest of the three colours of each pixel: black ink is dark, red ink pale."""
    blue, green, red = cv2.split(image)
    return np.asarray(cv2.max(cv2.max(blue, green), red), dtype=np.uint8)


def ink_of(piece: Image) -> Mask:
    """Return which pixels are ink: darker than the paper of this piece, dust left out."""
    grey = cv2.GaussianBlur(darkest(piece), (3, 3), 0)
    paper = int(np.percentile(grey, 90))
    dark = (grey < paper - _CONTRAST).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(dark)
    solid = np.zeros(count, dtype=bool)
    solid[1:] = stats[1:, cv2.CC_STAT_AREA] >= _SPECK
    mask: Mask = solid[labels]
    return mask


def runs(filled: NDArray[Any], gap: int = 1) -> Iterator[tuple[int, int]]:
    """Yield the stretches that are filled, those less than ``gap`` apart as one.

    >>> import numpy as np
    >>> list(runs(np.array([0, 1, 1, 0, 1, 0, 0, 0, 1], dtype=bool), gap=2))
    [(1, 5), (8, 9)]
    """
    places = np.flatnonzero(filled)
    if not len(places):
        return
    for stretch in np.split(places, np.flatnonzero(np.diff(places) > gap) + 1):
        yield int(stretch[0]), int(stretch[-1]) + 1
