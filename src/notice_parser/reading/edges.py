"""Pieces of lines → shorter ones: parted where the cells of a column begin, or at white that no word has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from .geometry import Char

_STARTS = 3  # pieces that begin at one place show that cells begin there
_WHITE = 0.12  # of a character, at least, stands between two cells


def at_edges(parts: Sequence[list[Char]], white: float = _WHITE) -> list[list[Char]]:
    """Part pieces where the cells of a column begin, in tables whose columns are hardly apart.

    A place is such an edge where at least three pieces begin; ``white`` of a character must stand before it.
    """
    starts = Counter(round(_solid(part)[0].x0) for part in parts)
    edges = {x for x in starts if starts[x - 1] + starts[x] + starts[x + 1] >= _STARTS}
    out: list[list[Char]] = []
    for part in parts:
        piece: list[Char] = []
        before: Char | None = None
        for char in part:
            edge = not char.text.isspace() and round(char.x0) in edges
            if before is not None and edge and char.x0 - before.x1 > white * char.size:
                out.append(piece)
                piece = []
            piece.append(char)
            before = before if char.text.isspace() else char
        out.append(piece)
    return out


def at_gaps(parts: Sequence[list[Char]]) -> list[list[Char]]:
    """Part pieces at every white that no word has: cells set to the middle of columns hardly apart."""
    out: list[list[Char]] = []
    for part in parts:
        piece: list[Char] = []
        before: Char | None = None
        for char in part:
            if char.text.isspace():
                continue
            white = before is not None and char.x0 - before.x1 > _WHITE * char.size
            if before is not None and white and not (before.text + char.text).isascii():
                out.append(piece)
                piece = []
            piece.append(char)
            before = char
        out.append(piece)
    return out


def _solid(part: Sequence[Char]) -> list[Char]:
    return [char for char in part if not char.text.isspace()]
