"""What stands on a page: characters → lines, in points from the top left of the page as it is read."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from ..model import Box

SMALLEST = 0.1  # points: a size of nothing is one that cannot be compared


class Char(NamedTuple):
    """One printed character; ``x0`` to ``x1`` is its advance width, ``base`` the line it stands on."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    size: float
    quarter: int | None  # quarter turns from upright; None for oblique
    red: bool
    bold: bool
    confidence: float = 1.0  # below 1 where it was recognised on an image
    raw: str = ""  # what was recognised, where it was repaired
    doubtful: bool = False  # recognition was not sure of this character

    @property
    def middle(self) -> tuple[float, float]:
        """The centre, by which a character is in a cell or not."""
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2


def recognition(chars: Iterable[Char], text: str) -> tuple[float, str | None, str]:
    """Return how surely a text was recognised, what was read where ``text`` says otherwise, and its doubts.

    The confidence is the least of its characters, 1 for text that is born digital.
    """
    scanned = [char for char in chars if char.confidence < 1 and not char.text.isspace()]
    if not scanned:
        return 1.0, None, ""
    raw = "".join(char.raw or char.text for char in scanned)
    repaired = raw != "".join(text.split()) and Counter(raw) != Counter("".join(text.split()))
    doubtful = "".join(dict.fromkeys(char.text for char in scanned if char.doubtful))
    return min(char.confidence for char in scanned), raw if repaired else None, doubtful


class Rule(NamedTuple):
    """A ruling line, horizontal where ``top == bottom`` and vertical where ``x0 == x1``."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True)
class Frame:
    """The size of a page as shown, and by how much it had to be turned to be read.

    ``turn`` counts quarters clockwise; after them ``skew`` degrees, by which lines fell to the right, were
    undone about the middle of the page.
    """

    width: float
    height: float
    turn: int = 0
    skew: float = 0.0

    @property
    def reading_size(self) -> tuple[float, float]:
        """Width and height after the turn."""
        return (self.width, self.height) if self.turn % 2 == 0 else (self.height, self.width)

    def box(self, x0: float, top: float, x1: float, bottom: float) -> Box:
        """Return a rectangle of the page as read as fractions of the page as shown.

        >>> Frame(200, 100, turn=1).box(0, 0, 50, 20)
        Box(x0=0.0, y0=0.5, x1=0.1, y1=1.0)
        """
        if self.skew:
            x0, top, x1, bottom = self._skewed(x0, top, x1, bottom)
        for _ in range(self.turn % 4):
            x0, top, x1, bottom = top, -x1, bottom, -x0
        shift_x = self.width if self.turn % 4 in (2, 3) else 0.0
        shift_y = self.height if self.turn % 4 in (1, 2) else 0.0
        wide, tall = self.width, self.height
        return Box(
            round(min(1.0, max(0.0, (x0 + shift_x) / wide)), 5),
            round(min(1.0, max(0.0, (top + shift_y) / tall)), 5),
            round(min(1.0, max(0.0, (x1 + shift_x) / wide)), 5),
            round(min(1.0, max(0.0, (bottom + shift_y) / tall)), 5),
        )

    def _skewed(self, x0: float, top: float, x1: float, bottom: float) -> tuple[float, float, float, float]:
        """Return the rectangle around a rectangle put back to where it stood before it was straightened."""
        width, height = self.reading_size
        sine, cosine = math.sin(math.radians(self.skew)), math.cos(math.radians(self.skew))
        xs, ys = [], []
        for x in (x0 - width / 2, x1 - width / 2):
            for y in (top - height / 2, bottom - height / 2):
                xs.append(width / 2 + cosine * x - sine * y)
                ys.append(height / 2 + sine * x + cosine * y)
        return min(xs), min(ys), max(xs), max(ys)

    def turned(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the page as shown stands on the page as read."""
        return [(x, y), (self.height - y, x), (self.width - x, self.height - y), (y, self.width - x)][
            self.turn % 4
        ]


@dataclass(frozen=True)
class Line:
    """One physical line of running text, or a piece of it where a wide gap parts it."""

    text: str
    page: int  # counted from 1
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    size: float
    bold: bool = False
    red: bool = False
    column: int = 0  # 0 for the full page, else the column it stands in
    confidence: float = 1.0
    raw: str | None = None  # what was recognised, where it was repaired
    doubtful: str = ""  # characters that recognition was not sure of
    entry: bool = False  # one of several short entries set side by side
    wrapped: bool = False  # what the entry above it, in a narrow column, goes on with
