"""A notice's blocks and what of them is published → its public text, and where every word of it went."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ..model import Span
from .redact import Redaction

GAP = "…"  # stands for what is left out between two passages


@dataclass(frozen=True)
class Passages:
    """The public text of a notice."""

    blocks: tuple[dict[str, Any], ...]  # rows of the table blocks
    _moves: tuple[tuple[int, int, int], ...]  # stretches that are shown as they are: start, end, new start

    def moved(self, start: int, end: int) -> Span | None:
        """Return where words of the notice stand in the public text; None where none of them is shown."""
        places = [(a, b, to) for a, b, to in self._touching(start, end)]
        if not places:
            return None
        first, last = places[0], places[-1]
        return Span(max(start, first[0]) - first[0] + first[2], min(end, last[1]) - last[0] + last[2])

    def _touching(self, start: int, end: int) -> Iterable[tuple[int, int, int]]:
        at = max(0, bisect_right(self._moves, (start, 1 << 60, 0)) - 1)
        for move in self._moves[at:]:
            if move[0] >= end:
                break
            if move[1] > start:
                yield move


def passages(
    blocks: Sequence[dict[str, Any]], shown: Iterable[tuple[int, int]], redaction: Redaction
) -> Passages:
    """Keep of each block only the stretches ``shown``, and hide in them what must not be shown.

    >>> from .redact import Redactor
    >>> block = {"number": 1, "kind": "paragraph", "page": 1, "span_start": 0}
    >>> block["text"] = "将城东店列入名单。万青峰到会。"
    >>> found = passages([block], [(0, 8), (9, 12)], Redactor([]).local(["万青峰"]))
    >>> found.blocks[0]["text"], found.moved(1, 4)
    ('将城东店列入名单…███…', Span(start=1, end=4))
    """
    rows: list[dict[str, Any]] = []
    moves: list[tuple[int, int, int]] = []
    at = 0
    wanted = joined(shown)
    starts, ends = [start for start, _ in wanted], [end for _, end in wanted]
    for block in blocks:
        first, text = block["span_start"], block["text"]
        inside = wanted[bisect_right(ends, first) : bisect_left(starts, first + len(text))]
        kept = [(max(a - first, 0), min(b - first, len(text))) for a, b in inside]
        if not kept:
            continue
        words = ""
        for start, end, instead in _pieces(text, kept, redaction):
            if instead is None:
                moves.append((first + start, first + end, at + len(words)))
            words += text[start:end] if instead is None else instead
        row = {"number": len(rows) + 1, "kind": block["kind"], "page": block["page"], "text": words}
        rows.append(row | {"span_start": at, "span_end": at + len(words)})
        at += len(words) + 1
    return Passages(tuple(rows), tuple(moves))


def _pieces(
    text: str, kept: Sequence[tuple[int, int]], redaction: Redaction
) -> Iterator[tuple[int, int, str | None]]:
    """Yield the pieces of a text: start, end, and what stands there instead, None where it stands itself."""
    hidden = redaction.spans(text)
    last = 0
    for start, end in kept:
        if start > last:
            yield last, start, GAP
        place = start
        for low, high in hidden[bisect_right(hidden, Span(start, 0), key=lambda s: Span(s.end, 0)) :]:
            if low >= end:
                break
            if place < low:
                yield place, low, None
            yield low, high, redaction.instead(text[low:high])
            place = high
        if place < end:
            yield place, end, None
        last = max(end, place)
    if last < len(text):
        yield last, len(text), GAP


def joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the spans in order, those that touch made one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        elif start < end:
            found.append((start, end))
    return found
