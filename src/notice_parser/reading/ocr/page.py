"""PDF page → Sheet, by rendering it and recognising what stands on the image."""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
import pypdfium2

from ..geometry import Frame, Rule
from ..grid import outlines
from ..pdf import Sheet
from .cells import cell_lines
from .characters import characters
from .engine import Engine, Image, Recognised
from .prepare import certainty, sideways, skew, straightened, straightened_quad, without_seal
from .repair import repaired
from .ruling import ruling

DPI = 200
_LONGEST = 4_000  # pixels; a longer page is rendered smaller
_DOUBTFUL = 0.8  # an upright page is read with more; below it, the page may be upside down
_UPRIGHT = 0.9
_NOISE = 0.5  # a line read with less is a stain, a picture or a scrawl


@dataclass(frozen=True, eq=False)
class Seen:
    """What was recognised on an image that was turned by ``turn`` quarters and straightened by ``skew``."""

    image: Image
    dpi: float
    turn: int
    skew: float
    lines: list[Recognised]
    rules: list[Rule]


def scanned(document: pypdfium2.PdfDocument, sheet: Sheet, engine: Engine) -> Sheet:
    """Return a page with the characters and rules that recognition finds on it.

    They stand on the page as read, which is the page as shown turned by ``frame.turn`` quarters and
    straightened by ``frame.skew`` degrees. A page without text comes back with none.
    """
    page = document[sheet.number - 1]
    try:
        shown = rendered(page, sheet.frame)
    finally:
        page.close()
    if shown is None:
        return replace(sheet, read_by="ocr")
    return recognised(sheet, *shown, engine)


def recognised(sheet: Sheet, image: Image, dpi: float, engine: Engine) -> Sheet:
    """Return a page with what stands on its image."""
    seen = seen_on(image, dpi, engine)
    return replace(
        sheet,
        frame=replace(sheet.frame, turn=seen.turn, skew=seen.skew),
        chars=characters(seen.lines, seen.image, seen.dpi),
        rules=tuple(seen.rules),
        read_by="ocr",
    )


def seen_on(image: Image, dpi: float, engine: Engine) -> Seen:
    """Turn an image upright, straighten it, and read its lines and the cells of its tables."""
    image, turn, lines = _turned_upright(without_seal(image, dpi), engine)
    angle = skew(lines, image)
    height, width = image.shape[:2]
    image = straightened(image, angle)
    lines = [
        replace(line, quad=straightened_quad(line.quad, width, height, angle))
        for line in lines
        if line.confidence >= _NOISE
    ]
    rules = ruling(image, dpi)
    tables = outlines(rules, 1)
    if tables:
        lines = cell_lines(lines, tables, image, dpi, engine)
    lines = [repaired(line) for line in lines if line.confidence >= _NOISE]
    return Seen(image, dpi, turn, angle, lines, rules)


def rendered(page: pypdfium2.PdfPage, frame: Frame) -> tuple[Image, float] | None:
    """Render a page; return the image and its dots per inch, or None where nothing is on it."""
    scale = min(DPI / 72, _LONGEST / max(frame.width, frame.height))
    bitmap = page.render(scale=scale, rev_byteorder=False, prefer_bgrx=False)
    pixels = bitmap.to_numpy()
    image = cv2.cvtColor(pixels, cv2.COLOR_GRAY2BGR) if pixels.ndim == 2 or pixels.shape[2] == 1 else pixels
    result = np.ascontiguousarray(image[:, :, :3]).copy()
    bitmap.close()
    low, high, _, _ = cv2.minMaxLoc(cv2.cvtColor(result, cv2.COLOR_BGR2GRAY))
    if min(result.shape[:2]) < 16 or high - low < 30:
        return None
    return result, scale * 72


def _turned_upright(image: Image, engine: Engine) -> tuple[Image, int, list[Recognised]]:
    """Return the image as it is to be read, by how many quarters it was turned, and its lines."""
    lines = engine.lines(image)
    best: tuple[Image, int, list[Recognised]] = image, 0, lines
    if sideways(lines):
        best, turns = (image, 0, []), [1, 3]
    elif not lines or certainty(lines) >= _DOUBTFUL:
        return best
    else:
        turns = [2]
    for turn in turns:
        other = np.ascontiguousarray(np.rot90(image, -turn))
        read = engine.lines(other)
        if certainty(read) > certainty(best[2]):
            best = other, turn, read
        if certainty(read) >= _UPRIGHT:
            break
    return best
