"""Document → how surely the words of a span were recognised, where they stand on scanned pages."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from ..model import Document, Span


class _Doubtful(NamedTuple):
    span: Span
    confidence: float
    letters: str


class Legibility:
    """Looks up how surely words were recognised; born-digital text is sure."""

    def __init__(self, document: Document) -> None:
        """Take note of every line that was read with less than certainty."""
        self._lines: Sequence[_Doubtful] = sorted(
            _Doubtful(fragment.span, fragment.confidence, fragment.doubtful)
            for block in document.blocks
            for fragment in block.fragments
            if fragment.confidence < 1
        )
        self._reached = list(accumulate((line.span.end for line in self._lines), max))

    def of(self, span: Span) -> float:
        """Return the least confidence of the lines that a span touches, 1 where all of it is sure.

        >>> from ..model import Block, BlockKind, Box, Fragment
        >>> line = Fragment(Span(0, 9), 1, Box(0, 0, 1, 1), 0.7)
        >>> words = "将云台茶行列入名单"
        >>> block = Block(kind=BlockKind.PARAGRAPH, span=Span(0, 9), text=words, fragments=(line,))
        >>> legibility = Legibility(Document(name="a.pdf", sha256="", blocks=(block,)))
        >>> legibility.of(Span(1, 5)), legibility.of(Span(20, 25))
        (0.7, 1.0)
        """
        return min((line.confidence for line in self._touched(span)), default=1.0)

    def doubtful(self, span: Span) -> str:
        """Return the characters that recognition was not sure of, in the lines that a span touches."""
        return "".join(line.letters for line in self._touched(span))

    def _touched(self, span: Span) -> Iterator[_Doubtful]:
        for line in self._lines[bisect_right(self._reached, span.start) :]:
            if line.span.start >= span.end:
                break
            if line.span.end > span.start:
                yield line
