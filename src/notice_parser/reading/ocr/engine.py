"""Page image → recognised lines: what every engine does, and the one engine of a process."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]  # rows, columns, blue-green-red
Quad = NDArray[np.float64]  # the four corners of a line from its top left, clockwise, in pixels

ENGINES = ("rapidocr", "paddleocr", "recorded")
OFF = "off"


@dataclass(frozen=True, eq=False)
class Recognised:
    """One line as an engine read it; ``confidence`` goes from 0 to 1."""

    text: str
    confidence: float
    quad: Quad


class Engine(Protocol):
    """What reads an image."""

    def lines(self, image: Image, places: Sequence[Quad] | None = None) -> list[Recognised]:
        """Find and read the lines of an image; where ``places`` are given, read just these, one line each."""


class EngineMissing(Exception):
    """An engine that is not installed, or has no models; its message says in Chinese what to do."""


@lru_cache(maxsize=len(ENGINES))
def engine(name: str) -> Engine:
    """Return an engine by its name, the same one each time: its models take seconds to load.

    Raise ``EngineMissing`` where it is not installed, ``ValueError`` for a name that is none.
    """
    if name == "rapidocr":
        from .rapid import Rapid

        return Rapid()
    if name == "paddleocr":
        from .paddle import Paddle

        return Paddle()
    if name == "recorded":
        from .recorded import Recorded

        return Recorded()
    raise ValueError(f"no OCR engine named {name}")


def upright(corners: Any) -> Quad:
    """Return four corners as a quad."""
    return np.asarray(corners, dtype=np.float64).reshape(4, 2)


def cut(image: Image, place: Quad) -> Image:
    """Cut a quad whose sides are parallel to the image's out of it, at least one pixel in size."""
    height, width = image.shape[:2]
    x0, top = np.floor(place.min(axis=0)).astype(int)
    x1, bottom = np.ceil(place.max(axis=0)).astype(int)
    x0, top = min(max(x0, 0), width - 1), min(max(top, 0), height - 1)
    return image[top : max(bottom, top + 1), x0 : max(x1, x0 + 1)]
