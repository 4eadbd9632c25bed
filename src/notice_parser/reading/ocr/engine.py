"""Page image → places of lines → recognised lines: what every engine does, and the one of a process."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]  # rows, columns, blue-green-red
Quad = NDArray[np.float64]  # the four corners of a line from its top left, clockwise, in pixels

ENGINES = ("rapidocr", "paddleocr", "recorded")
OFF = "off"
_ASKEW = 2.5  # pixels by which a line may rise or fall and still be cut out as it is


@dataclass(frozen=True, eq=False)
class Recognised:
    """One line as an engine read it; ``confidence`` goes from 0 to 1."""

    text: str
    confidence: float
    quad: Quad
    letters: tuple[float, ...] = ()  # the confidence of each character, from an engine that tells it
    raw: str = ""  # what the engine read, where that was repaired


class Engine(Protocol):
    """What finds the lines of an image and reads them."""

    def find(self, image: Image) -> list[Quad]:
        """Find the lines of an image, in any order."""

    def read(self, image: Image, places: Sequence[Quad]) -> list[Recognised]:
        """Read one line in each place, upright or askew; the text is empty where nothing was made out."""


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
    """Cut the rectangle around a quad out of an image, at least one pixel in size."""
    height, width = image.shape[:2]
    x0, top = np.floor(place.min(axis=0)).astype(int)
    x1, bottom = np.ceil(place.max(axis=0)).astype(int)
    x0, top = min(max(x0, 0), width - 1), min(max(top, 0), height - 1)
    return image[top : max(bottom, top + 1), x0 : max(x1, x0 + 1)]


def straight(image: Image, place: Quad) -> Image:
    """Cut a line out of an image, and straighten it where it is askew."""
    top, right, bottom, left = (float(np.linalg.norm(place[i] - place[i - 1])) for i in (1, 2, 3, 0))
    width, height = max(top, bottom, 1.0), max(left, right, 1.0)
    if float(np.ptp(place[:, 1])) < height + _ASKEW:
        return np.ascontiguousarray(cut(image, place))
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(place.astype(np.float32), target)
    size = max(1, round(width)), max(1, round(height))
    piece = cv2.warpPerspective(image, matrix, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.ascontiguousarray(piece, dtype=np.uint8)
