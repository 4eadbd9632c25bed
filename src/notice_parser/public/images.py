"""A page of an original → its image with nothing on it but the lines that are published.

The image is white to begin with, and only what may be seen is copied onto it: what nobody recognised can
not be seen either. It has no text layer, no metadata and no smaller copy of itself.
"""

from __future__ import annotations

import io
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..model import Block, BlockKind, Box, Document, Fragment, Span
from ..publish.pages import page_picture, places_of
from .passages import joined
from .redact import Redaction

if TYPE_CHECKING:
    from PIL import Image

_SIDE = 1.5  # characters beside a hidden word that are hidden with it: boxes of parts of lines are estimates
_ABOVE = 0.15  # of a line's height, above and below a hidden word
_GREY, _BLACK = 225, 0


@dataclass(frozen=True)
class Plan:
    """What is copied onto a page, what is painted over after that, and where a grey bar tells of a line."""

    shown: tuple[Box, ...]
    hidden: tuple[Box, ...]
    bars: tuple[Box, ...]
    words: tuple[str, ...]  # that must not be seen, wherever the page itself has them as text


def plans(
    lines: Sequence[dict[str, Any]], scanned: set[int], shown: Iterable[tuple[int, int]], redaction: Redaction
) -> dict[int, Plan]:
    """Return for each page what may be seen of it; pages on which nothing may be seen are left out.

    ``lines`` are the fragments of the notice with the text and the kind of their block. A line of a scan and
    a cell of a table are shown whole or not at all, for nobody knows where in them a word stands.
    """
    wanted = joined(shown)
    starts, ends = [start for start, _ in wanted], [end for _, end in wanted]
    found: dict[int, tuple[list[Box], list[Box], list[Box], set[str]]] = {}
    hidden_in: dict[int, list[Span]] = {}
    for line in lines:
        start, end = line["span_start"], line["span_end"]
        text, offset = line["text"], line["block_start"]
        if offset not in hidden_in:
            hidden_in[offset] = [Span(a + offset, b + offset) for a, b in redaction.spans(text)]
        box = Box(line["x0"], line["y0"], line["x1"], line["y1"])
        first, last = bisect_right(ends, start), bisect_left(starts, end)
        kept = [(max(a, start), min(b, end)) for a, b in wanted[first:last]]
        secret = [span for span in hidden_in[offset] if span.start < end and span.end > start]
        pictures, black, bars, words = found.setdefault(line["page"], ([], [], [], set()))
        words.update(text[span.start - offset : span.end - offset] for span in secret)
        if not kept:
            bars.append(box)
            continue
        covered = sum(b - a for a, b in kept)
        if covered >= end - start and not secret:
            pictures.append(box)
        elif line["kind"] == BlockKind.TABLE or line["page"] in scanned:
            bars.append(box)
        else:
            bars.append(box)
            pictures += [_part(line, Span(a, b), 0) for a, b in kept]
            black += [_part(line, span, _SIDE) for span in secret]
    return {
        page: Plan(tuple(pictures), tuple(black), tuple(bars), tuple(sorted(words)))
        for page, (pictures, black, bars, words) in found.items()
        if pictures
    }


def picture(path: Path, number: int, plan: Plan) -> bytes | None:
    """Return a page of an original as PNG with only what ``plan`` allows; None without such a page."""
    from PIL import Image, ImageDraw

    source = page_picture(path, number)
    if source is None:
        return None
    source = source.convert("RGB")
    page = Image.new("RGB", source.size, "white")
    draw = ImageDraw.Draw(page)
    for box in plan.bars:
        draw.rectangle(_pixels(box, page, -1), fill=(_GREY,) * 3)
    for box in plan.shown:
        area = _pixels(box, page, 1)
        if area[0] < area[2] and area[1] < area[3]:
            page.paste(source.crop(area), area[:2])
    for box in (*plan.hidden, *places_of(path, number, plan.words)):
        area = _pixels(box, page, 2)
        if any(_touch(box, shown) for shown in plan.shown):
            draw.rectangle(area, fill=(_BLACK,) * 3)
    out = io.BytesIO()
    page.quantize(32).save(out, "PNG", optimize=True)
    return out.getvalue()


def _part(line: dict[str, Any], span: Span, side: float) -> Box:
    """Cut a line's box down to a span, with so many characters more on both sides."""
    offset = line["block_start"]
    whole = Span(line["span_start"], line["span_end"])
    box = Box(line["x0"], line["y0"], line["x1"], line["y1"])
    block = Block(
        kind=BlockKind.PARAGRAPH,
        span=Span(offset, offset + len(line["text"])),
        text=line["text"],
        fragments=(Fragment(whole, line["page"], box),),
    )
    ((_, part),) = Document(name="", sha256="", blocks=(block,)).where(span)
    more = side * (box.x1 - box.x0) / max(whole.end - whole.start, 1)
    above = _ABOVE * (box.y1 - box.y0) if side else 0
    return Box(max(part.x0 - more, 0), part.y0 - above, min(part.x1 + more, 1), part.y1 + above)


def _pixels(box: Box, page: Image.Image, more: int) -> tuple[int, int, int, int]:
    width, height = page.size
    return (
        max(0, int(box.x0 * width) - more),
        max(0, int(box.y0 * height) - more),
        min(width, int(box.x1 * width) + 1 + more),
        min(height, int(box.y1 * height) + 1 + more),
    )


def _touch(a: Box, b: Box) -> bool:
    return a.x0 < b.x1 and b.x0 < a.x1 and a.y0 < b.y1 and b.y0 < a.y1
