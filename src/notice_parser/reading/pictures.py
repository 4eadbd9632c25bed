"""Pictures and characters of a page → the pictures that may show words which no text layer has."""

from __future__ import annotations

from collections.abc import Sequence

from .geometry import Char

Region = tuple[float, float, float, float]  # x0, top, x1, bottom in points
_WIDE, _HIGH = 60.0, 12.0  # points; less holds no words
_LEAST = 7_000.0  # square points: a picture of 3 cm by 8 cm
_COVERED = 0.05  # share of a picture that text of the layer covers: it is a background
_GAP = 1.5  # points between the slices of one picture


def wordless(pictures: Sequence[Region], chars: Sequence[Char]) -> list[Region]:
    """Return the pictures, slices joined, that are large enough for words and have no text on them.

    >>> wordless([(0, 0, 300, 100), (0, 100, 300, 200), (400, 0, 420, 20)], [])
    [(0, 0, 300, 200)]
    """
    return [
        region
        for region in _joined(pictures)
        if region[2] - region[0] >= _WIDE
        and region[3] - region[1] >= _HIGH
        and _area(region) >= _LEAST
        and sum(char.size**2 for char in chars if _within(char, region)) < _COVERED * _area(region)
    ]


def _joined(pictures: Sequence[Region]) -> list[Region]:
    """Join pictures that touch or overlap."""
    found: list[Region] = []
    for picture in sorted(pictures)[:2000]:
        touching = [other for other in found if _touch(picture, other)]
        found = [other for other in found if other not in touching]
        xs, tops, rights, bottoms = zip(picture, *touching, strict=True)
        found.append((min(xs), min(tops), max(rights), max(bottoms)))
    return found


def _touch(one: Region, other: Region) -> bool:
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across > -_GAP and down > -_GAP and max(across, down) > 0


def _area(region: Region) -> float:
    return (region[2] - region[0]) * (region[3] - region[1])


def _within(char: Char, region: Region) -> bool:
    x, y = char.middle
    return region[0] <= x <= region[2] and region[1] <= y <= region[3] and not char.text.isspace()
