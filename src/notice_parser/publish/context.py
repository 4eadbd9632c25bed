"""Blocks and the words that prove → the passage around them, for notices that have no page to show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

_AROUND = 2  # blocks, or rows of a long table, shown before and after the words
_LONG = 1_500  # characters: a longer block is shown in part

Stretch = tuple[str, bool]  # text, and whether it is marked


def passage(blocks: Sequence[dict[str, Any]], spans: Sequence[tuple[int, int]]) -> list[list[Stretch]]:
    """Return the blocks to show, cut into stretches inside and outside ``spans``.

    With no words to mark the whole notice is shown, else what stands around them, left-out parts as ….

    >>> blocks = [{"span_start": 3 * i, "span_end": 3 * i + 2, "text": f"{i}段"} for i in range(9)]
    >>> [f"[{text}]" if marked else text for ((text, marked),) in passage(blocks, [(12, 14)])]
    ['…', '2段', '3段', '[4段]', '5段', '6段', '…']
    """
    touched = [
        number
        for number, block in enumerate(blocks)
        if any(block["span_start"] < end and start < block["span_end"] for start, end in spans)
    ]
    if not touched:
        return [_marked(block["text"], block["span_start"], spans) for block in blocks]
    result: list[list[Stretch]] = []
    for number in _windows(touched, len(blocks)):
        if number is None:
            result.append([("…", False)])
        elif number in touched and len(blocks[number]["text"]) > _LONG:
            result += _rows(blocks[number], spans)
        else:
            result.append(_marked(blocks[number]["text"], blocks[number]["span_start"], spans))
    return result


def _windows(touched: Iterable[int], count: int) -> Iterator[int | None]:
    """Yield what stands around the numbers ``touched`` of ``count``, and None for what is left out."""
    shown = {
        near
        for number in touched
        for near in range(number - _AROUND, number + _AROUND + 1)
        if 0 <= near < count
    }
    last = -1
    for number in sorted(shown):
        if number > last + 1:
            yield None
        yield number
        last = number
    if last < count - 1:
        yield None


def _rows(block: dict[str, Any], spans: Sequence[tuple[int, int]]) -> list[list[Stretch]]:
    """Return the first row of a long table, and the rows around the marked ones."""
    rows: list[tuple[int, str]] = []
    at = block["span_start"]
    for row in block["text"].split("\n"):
        rows.append((at, row))
        at += len(row) + 1
    touched = [
        number
        for number, (start, row) in enumerate(rows)
        if any(start < end and first < start + len(row) for first, end in spans)
    ]
    result = [_marked(rows[0][1], rows[0][0], spans)] if touched and touched[0] > _AROUND else []
    for number in _windows(touched, len(rows)):
        result.append([("…", False)] if number is None else _marked(rows[number][1], rows[number][0], spans))
    return result


def _marked(text: str, first: int, spans: Iterable[tuple[int, int]]) -> list[Stretch]:
    """Cut a text into stretches inside and outside the spans."""
    inside = {
        place for start, end in spans for place in range(max(start - first, 0), min(end - first, len(text)))
    }
    edges = [place for place in range(1, len(text)) if (place in inside) != (place - 1 in inside)]
    cuts = [0, *edges, len(text)]
    return [(text[a:b], a in inside) for a, b in pairwise(cuts) if a < b]
