"""PDF page → Sheet, by rendering it and recognising what stands on the image."""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
import pypdfium2

from ..geometry import Char, Frame, Rule
from ..grid import outlines
from ..pdf import Sheet
from .cells import by_cells
from .characters import characters
from .engine import Engine, Image, Quad, Recognised
from .ink import darkest, ink_of
from .prepare import certainty, sideways, skew, straightened, straightened_quad, without_seal
from .repair import repaired
from .ruling import ruling

DPI = 200
_SMALLEST = 16  # pixels
_LONGEST = 4_000  # pixels; a longer page is rendered smaller
_DOUBTFUL = 0.8  # an upright page is read with more; below it, the page may be upside down
_LIKELY, _SAMPLE = 0.6, 5  # so many lines of a page are read before all of it is, with more certainty
_INKED, _DARK = 0.0005, 100  # share of a page that is inked; grey of a page that is black
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
    shown = _shown(document, sheet)
    if shown is None:
        return replace(sheet, read_by="blank")
    return recognised(sheet, *shown, engine)


def recognised(sheet: Sheet, image: Image, dpi: float, engine: Engine) -> Sheet:
    """Return a page with what stands on its image; one without text is blank, or unread where it has ink."""
    seen = None if min(image.shape[:2]) < _SMALLEST or _flat(image) else seen_on(image, dpi, engine)
    if seen is None or not seen.lines:
        return replace(sheet, read_by="none" if _inked(image) else "blank", recognised=True)
    return replace(
        sheet,
        frame=replace(sheet.frame, turn=seen.turn, skew=seen.skew),
        chars=characters(seen.lines, seen.image, seen.dpi),
        rules=tuple(seen.rules),
        read_by="ocr",
        recognised=True,
    )


def with_pictures(document: pypdfium2.PdfDocument, sheet: Sheet, engine: Engine) -> Sheet:
    """Return a page of text with what its pictures show in words: a scanned table, a stamped passage.

    A line over which the page has text of its own, or which was not made out well, is left out.
    """
    shown = _shown(document, sheet)
    if shown is None:
        return sheet
    whole, dpi = np.ascontiguousarray(np.rot90(shown[0], -sheet.frame.turn)), shown[1]
    chars, rules = list(sheet.chars), list(sheet.rules)
    for x0, top, x1, bottom in sheet.pictures:
        left, high, right, low = (round(side * dpi / 72) for side in (x0, top, x1, bottom))
        image = np.ascontiguousarray(whole[high:low, left:right])
        if min(image.shape[:2]) < _SMALLEST:
            continue
        seen = seen_on(image, dpi, engine)
        if seen.turn or certainty(seen.lines) < _DOUBTFUL:
            continue  # a photograph
        clear = [
            replace(line, quad=line.quad + np.array([left, high]))
            for line in seen.lines
            if line.confidence >= _DOUBTFUL
        ]
        free = [line for line in clear if not _printed_over(line, sheet.chars, dpi)]
        chars += characters(free, whole, dpi)
        rules += [Rule(rule.x0 + x0, rule.top + top, rule.x1 + x0, rule.bottom + top) for rule in seen.rules]
    return replace(sheet, chars=chars, rules=tuple(rules))


def _printed_over(line: Recognised, chars: list[Char], dpi: float) -> bool:
    """Whether characters of the page's own text stand where a line was recognised."""
    (x0, top), (x1, bottom) = line.quad.min(axis=0) * 72 / dpi, line.quad.max(axis=0) * 72 / dpi
    return any(
        x0 < char.middle[0] < x1 and top < char.middle[1] < bottom and not char.text.isspace()
        for char in chars
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


def _flat(image: Image) -> bool:
    """Whether an image is all of one shade."""
    low, high, _, _ = cv2.minMaxLoc(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY))
    return high - low < 30


def _inked(image: Image) -> bool:
    """Whether there is more on a page than dust and the shadow of its edges."""
    height, width = image.shape[:2]
    inner = image[height // 20 : height - height // 20, width // 20 : width - width // 20]
    return float(ink_of(inner).mean()) > _INKED or float(np.median(darkest(inner))) < _DARK


def _shown(document: pypdfium2.PdfDocument, sheet: Sheet) -> tuple[Image, float] | None:
    page = document[sheet.number - 1]
    try:
        return rendered(page, sheet.frame)
    finally:
        page.close()


def rendered(page: pypdfium2.PdfPage, frame: Frame) -> tuple[Image, float] | None:
    """Render a page; return the image and its dots per inch, or None where it is too narrow for words."""
    scale = min(DPI / 72, _LONGEST / max(frame.width, frame.height))
    bitmap = page.render(scale=scale, rev_byteorder=False, prefer_bgrx=False)
    pixels = bitmap.to_numpy()
    image = cv2.cvtColor(pixels, cv2.COLOR_GRAY2BGR) if pixels.ndim == 2 or pixels.shape[2] == 1 else pixels
    result = np.ascontiguousarray(image[:, :, :3]).copy()
    bitmap.close()
    return None if min(result.shape[:2]) < _SMALLEST else (result, scale * 72)
