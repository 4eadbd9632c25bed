"""PDF page → Sheet, by rendering it and recognising what stands on the image."""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
import pypdfium2

from ..geometry import Frame, Rule
from ..grid import outlines
from ..pdf import Sheet
from .cells import by_cells
from .characters import characters
from .engine import Engine, Image, Quad, Recognised
from .prepare import certainty, sideways, skew, straightened, straightened_quad, without_seal
from .repair import repaired
from .ruling import ruling

DPI = 200
_LONGEST = 4_000  # pixels; a longer page is rendered smaller
_DOUBTFUL = 0.8  # an upright page is read with more; below it, the page may be upside down
_LIKELY, _SAMPLE = 0.6, 5  # so many lines of a page are read before all of it is, with more certainty
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
    seen = seen_on(*shown, engine)
    return replace(
        sheet,
        frame=replace(sheet.frame, turn=seen.turn, skew=seen.skew),
        chars=characters(seen.lines, seen.image, seen.dpi),
        rules=tuple(seen.rules),
        read_by="ocr",
    )


def seen_on(image: Image, dpi: float, engine: Engine) -> Seen:
    """Turn an image upright, straighten it, and read its lines and the cells of its tables."""
    image = without_seal(image, dpi)
    places = engine.find(image)
    seen, sure = Seen(image, dpi, 0, 0.0, [], []), 0.0
    across = sideways(places)
    if places and not across:
        seen = _straight_on(image, dpi, 0, places, engine)
        sure = certainty(seen.lines)
    for turn in (1, 3) if across else (2,):
        if not places or sure >= _DOUBTFUL:
            break
        turned = np.ascontiguousarray(np.rot90(image, -turn))
        found = engine.find(turned)
        if certainty(engine.read(turned, _longest(found))) > max(sure, _LIKELY):
            other = _straight_on(turned, dpi, turn, found, engine)
            if certainty(other.lines) > sure:
                seen, sure = other, certainty(other.lines)
    return replace(seen, lines=[repaired(line) for line in seen.lines if line.confidence >= _NOISE])


def _longest(places: list[Quad]) -> list[Quad]:
    """Return the few places that tell most surely whether a page is upright."""
    return sorted(places, key=lambda place: -float(np.ptp(place[:, 0])))[:_SAMPLE]


def _straight_on(image: Image, dpi: float, turn: int, places: list[Quad], engine: Engine) -> Seen:
    """Straighten an image that was turned, and read what stands in the ``places`` found on it."""
    angle = skew(places, image)
    height, width = image.shape[:2]
    image = straightened(image, angle)
    places = [straightened_quad(place, width, height, angle) for place in places]
    rules = ruling(image, dpi)
    places, stars = by_cells(places, outlines(rules, 1), image, dpi)
    read = engine.read(image, places)
    return Seen(image, dpi, turn, angle, [*(line for line in read if line.text.strip()), *stars], rules)


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
