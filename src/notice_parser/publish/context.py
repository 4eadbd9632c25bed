"""Blocks and the words that prove → the passage around them, for notices that have no page to show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
    shown = sorted(
        {
            near
            for number in touched
            for near in range(number - _AROUND, number + _AROUND + 1)
            if 0 <= near < len(blocks)
        }
    )
    result: list[list[Stretch]] = []
    last = -1
    for number in shown:
        if number > last + 1:
            result.append([("…", False)])
        block = blocks[number]
        if len(block["text"]) > _LONG and number in touched:
            result += _rows(block, spans)
        else:
            result.append(_marked(block["text"], block["span_start"], spans))
        last = number
    return [*result, [("…", False)]] if last < len(blocks) - 1 else result


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
    shown = {0} | {
        near
        for number in touched
        for near in range(number - _AROUND, number + _AROUND + 1)
        if 0 <= near < len(rows)
    }
    result: list[list[Stretch]] = []
    last = -1
    for number in sorted(shown):
        if number > last + 1:
            result.append([("…", False)])
        result.append(_marked(rows[number][1], rows[number][0], spans))
        last = number
    return result


def _marked(text: str, first: int, spans: Iterable[tuple[int, int]]) -> list[Stretch]:
    """Cut a text into stretches inside and outside the spans."""
    inside = {
        place for start, end in spans for place in range(max(start - first, 0), min(end - first, len(text)))
    }
    edges = [place for place in range(1, len(text)) if (place in inside) != (place - 1 in inside)]
    cuts = [0, *edges, len(text)]
    return [(text[a:b], a in inside) for a, b in pairwise(cuts) if a < b]
