"""Pieces of lines → shorter ones: parted where the cells of a column begin, or at white that no word has."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from .geometry import Char

_STARTS = 3  # pieces that begin at one place show that cells begin there
_WHITE = 0.12  # of a character, at least, stands between two cells


def at_edges(parts: Sequence[list[Char]], white: float = _WHITE) -> list[list[Char]]:
    """Part pieces where the cells of a column begin, in tables whose columns are hardly apart.

    A place is such an edge where at least three pieces begin; ``white`` of a character must stand before it.
    """
    starts = Counter(round(_solid(part)[0].x0) for part in parts)
    edges = sorted(x for x in starts if starts[x - 1] + starts[x] + starts[x + 1] >= _STARTS)
    return [piece for part in parts for piece in _cut(part, edges, white)]


def _cut(part: list[Char], edges: Sequence[int], white: float) -> list[list[Char]]:
    inner = edges[bisect_right(edges, part[0].x0 + 1) : bisect_left(edges, part[-1].x1)]
    if not inner:
        return [part]
    lefts = [char.x0 for char in part]
    cuts = [0]
    for edge in inner:
        for at in range(bisect_left(lefts, edge - 0.5), bisect_right(lefts, edge + 0.5)):
            before = next(
                (char for char in reversed(part[max(at - 3, 0) : at]) if not char.text.isspace()), None
            )
            if part[at].text.isspace() or before is None:
                continue
            if part[at].x0 - before.x1 > white * part[at].size and at > cuts[-1]:
                cuts.append(at)
    return [part[low:high] for low, high in pairwise([*cuts, len(part)])] if len(cuts) > 1 else [part]


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
