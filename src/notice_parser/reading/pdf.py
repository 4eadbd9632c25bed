"""PDF file → Sheets: the characters of each page, and whether its text layer can be trusted."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import groupby, pairwise
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from ..text import fold_width
from .geometry import SMALLEST, Char, Frame, Rule
from .glyphs import Place as GlyphPlace
from .glyphs import drawn, glyphs
from .legible import Look, verdict
from .pictures import Region, wordless
from .rules import Path, Place, matrix_of, rules

# what Char(...) does, without a call of Python's for each character
_char: Callable[[tuple[Any, ...]], Char] = partial(tuple.__new__, Char)
MAX_OBJECTS = 30_000  # drawn things on one page; a drawing, not a notice
MAX_ON_PAGE = 200_000  # characters: ten times what a page full of the smallest print holds
_FORM_DEPTH = 4
_DROPPED = dict.fromkeys([*range(32), *range(0x7F, 0xA0), *range(0xD800, 0xE000), 0xAD, 0x200B, 0x2060])
_DROPPED |= dict.fromkeys([0xFEFF, 0xFFFE, 0xFFFF])


class TooLong(Exception):
    """A page holds more characters than any page of a notice."""

    def __init__(self, page: int) -> None:
        """Keep the number of the page."""
        super().__init__(page)
        self.page = page


@dataclass(frozen=True)
class Sheet:
    """One page as characters."""

    number: int  # counted from 1
    frame: Frame
    chars: list[Char] = field(repr=False)
    read_by: str  # text, ocr, blank, none
    ruled: bool  # there may be a table
    rules: tuple[Rule, ...] = ()  # drawn in the file, or seen on the image of a scanned page
    pictures: tuple[Region, ...] = ()  # on the page as read; they may show text that is in no layer
    recognised: bool = False  # whether recognition was tried, with or without result


def sheets(document: pypdfium2.PdfDocument) -> Iterator[Sheet]:
    """Yield the pages one after the other; a page that cannot be opened has ``read_by`` none.

    Raise ``TooLong`` at a page of more than ``MAX_ON_PAGE`` characters.
    """
    for index in range(len(document)):
        try:
            page = document[index]
        except pypdfium2.PdfiumError:
            yield Sheet(index + 1, Frame(1, 1), [], "none", False)
            continue
        try:
            yield _sheet(page, index + 1)
        finally:
            page.close()


def _sheet(page: pypdfium2.PdfPage, number: int) -> Sheet:
    width, height = page.get_size()
    if not (1 <= width <= 20_000 and 1 <= height <= 20_000):
        return Sheet(number, Frame(max(width, 1), max(height, 1)), [], "none", False)
    chars = _characters(page, width, height, number)
    look, paths = _look(page, width * height, chars)
    sheet = sheet_of(number, width, height, chars, look)
    if sheet.read_by != "text":
        return sheet
    place = _place(page, sheet.frame)
    if (look.ruled or look.striped) and sheet.chars:
        sheet = replace(sheet, rules=rules(paths, place))
    if not look.pictures:
        return sheet
    shown = [_as_shown(place, sheet.frame, picture) for picture in look.pictures]
    return replace(sheet, pictures=tuple(wordless(shown, sheet.chars)))


def sheet_of(
    number: int, width: float, height: float, chars: list[Char], look: Look, trusted: bool = False
) -> Sheet:
    """Return a page by its text layer, turned upright; without text where the layer is not to be trusted."""
    frame = Frame(width, height, _turn(chars))
    if frame.turn:
        chars = [_turned(char, frame) for char in chars]
    read_by = "text" if trusted and chars else verdict(look)
    return Sheet(number, frame, _readable(chars) if read_by == "text" else [], read_by, look.ruled)


def _characters(page: pypdfium2.PdfPage, width: float, height: float, number: int) -> list[Char]:
    """Read every character with its place on the page as shown."""
    textpage = page.get_textpage()
    raw, count = textpage.raw, textpage.count_chars()
    if count > MAX_ON_PAGE:
        raise TooLong(number)
    left, bottom, right, top = page.get_cropbox()
    rotation = page.get_rotation() // 90
    upright = Frame(right - left, top - bottom, rotation)
    styles: dict[int, _Style] = {}
    fonts: dict[int, bool] = {}
    chars = []
    left_of_all, right_of_all, above_all, below_all = -width, 2 * width, -height, 2 * height
    last, style = 0, None
    for index, thing, code, place in glyphs(raw, count):
        if code in _DROPPED:
            continue
        text = chr(code)
        if thing != last or style is None:
            last, style = thing, styles.get(thing)
            if style is None:
                style = styles[thing] = _style(raw, index, thing, rotation, place, fonts)
            size, quarter, red, bold, misplaced = style
            sideways = quarter is not None and quarter % 2 == 1
        if misplaced is not None:
            place = misplaced.place(text, size)
        x0, y1, x1, y0, origin_x, origin_y = place
        a, b, c, d = x0 - left, top - y1, x1 - left, top - y0
        e, f = origin_x - left, top - origin_y
        if rotation:
            a, b = upright.turned(a, b)
            c, d = upright.turned(c, d)
            e, f = upright.turned(e, f)
        if a > c:
            a, c = c, a
        if b > d:
            b, d = d, b
        if not (left_of_all <= a <= right_of_all and above_all <= b <= below_all):
            continue
        if 0x2E80 <= code < 0x2FE0 or 0xF900 <= code < 0xFB00:
            text = fold_width(text)  # look-alikes that fonts put in the place of Han characters
        chars.append(
            _char((text, a, b, c, d, e if sideways else f, size, quarter, red, bold, 1.0, "", False))
        )
    textpage.close()
    return chars


def _place(page: pypdfium2.PdfPage, frame: Frame) -> Place:
    """Return where a point of the file stands on the page as read."""
    left, bottom, right, top = page.get_cropbox()
    upright = Frame(right - left, top - bottom, page.get_rotation() // 90)
    return lambda x, y: frame.turned(*upright.turned(x - left, top - y))


def _as_shown(place: Place, frame: Frame, picture: Region) -> Region:
    """Return where a rectangle of the file stands on the page as read."""
    x0, y0, x1, y1 = picture
    corners = [place(x, y) for x, y in ((x0, y0), (x1, y1))]
    width, height = frame.reading_size
    xs = sorted(min(max(x, 0.0), width) for x, _ in corners)
    ys = sorted(min(max(y, 0.0), height) for _, y in corners)
    return xs[0], ys[0], xs[1], ys[1]


@dataclass
class _Pen:
    """Where the next character of a text object goes whose places pdfium reports wrongly.

    It does for single glyphs of Type 3 fonts with a replacement text, as browsers write them for
    characters that double as radicals; the object's own matrix is right.
    """

    x: float
    y: float

    def place(self, text: str, size: float) -> GlyphPlace:
        """Return box and origin of one character, and move on."""
        x0 = self.x
        self.x += size * (0.5 if text.isascii() else 1.0)
        return x0, self.y + 0.88 * size, self.x, self.y - 0.12 * size, x0, self.y


class _Style(NamedTuple):
    """What the characters of one text object have in common."""

    size: float
    quarter: int | None
    red: bool
    bold: bool
    misplaced: _Pen | None


def _style(
    raw: pdfium.FPDF_TEXTPAGE,
    index: int,
    thing: int,
    rotation: int,
    place: GlyphPlace,
    fonts: dict[int, bool],
) -> _Style:
    """Read the style of a text object from its first character; ``fonts`` keeps which are bold."""
    look = drawn(raw, index, thing)
    size = max(abs(look.size) * math.hypot(look.c, look.d), SMALLEST)
    angle = math.degrees(math.atan2(look.b, look.a)) - 90 * rotation
    turns = round(angle / 90)
    quarter = turns % 4 if abs(angle - 90 * turns) < 8 else None
    red = (
        look.red > 130 and look.green < 110 and look.blue < 110 and look.red - max(look.green, look.blue) > 70
    )
    if look.font not in fonts:
        font = ctypes.cast(look.font, pdfium.FPDF_FONT)
        fonts[look.font] = bool(font) and (pdfium.FPDFFont_GetWeight(font) >= 600 or _heavy(font))
    x0, _, x1, _, x, y = place
    wrong = x1 - x0 > 2.5 * size and max(abs(x - look.e), abs(y - look.f)) > size
    return _Style(size, quarter, red, fonts[look.font], _Pen(look.e, look.f) if wrong else None)


def _heavy(font: pdfium.FPDF_FONT) -> bool:
    buffer = ctypes.create_string_buffer(128)
    length = pdfium.FPDFFont_GetBaseFontName(font, buffer, 128)
    name = buffer.raw[: max(0, length - 1)].decode("utf-8", "replace").lower()
    return any(word in name for word in ("bold", "heavy", "black", "simhei", "heiti", "黑体"))


def _turn(chars: list[Char]) -> int:
    """Return by how many quarters the page must be turned for most characters to stand upright."""
    quarters = [char.quarter for char in chars]
    if quarters.count(0) > len(chars) / 2:
        return 0
    turns = Counter(quarter for quarter in quarters if quarter is not None)
    common = turns.most_common(1)
    return common[0][0] if common and common[0][1] > len(chars) / 2 else 0


def _turned(char: Char, frame: Frame) -> Char:
    a, b = frame.turned(char.x0, char.top)
    c, d = frame.turned(char.x1, char.bottom)
    base = {1: char.base, 2: frame.height - char.base, 3: frame.width - char.base}[frame.turn]
    quarter = None if char.quarter is None else (char.quarter - frame.turn) % 4
    return char._replace(
        x0=min(a, c), top=min(b, d), x1=max(a, c), bottom=max(b, d), base=base, quarter=quarter
    )


def _readable(chars: list[Char]) -> list[Char]:
    """Drop what is not upright, and red seals and stamps printed over the text."""
    upright = [char for char in chars if char.quarter == 0]
    if not any(char.red for char in upright):
        return upright
    seal = [char for char in chars if char.red and char.quarter != 0 and char.text.strip()]
    red = [list(run) for is_red, run in groupby(upright, key=lambda char: char.red and char.size) if is_red]
    black = [char for char in upright if not char.red]
    stamped = {char for run in red if _over(run, black) or _stacked(run) for char in run}
    if len(seal) >= 3:
        x0, x1 = min(char.x0 for char in seal), max(char.x1 for char in seal)
        top, bottom = min(char.top for char in seal), max(char.bottom for char in seal)
        stamped |= {
            char
            for run in red
            for char in run
            if x0 <= char.middle[0] <= x1 and top <= char.middle[1] <= bottom
        }
    return [char for char in upright if char not in stamped]


def _over(run: list[Char], black: list[Char]) -> bool:
    """Whether a run of red characters is printed over others."""
    x0, x1 = min(char.x0 for char in run), max(char.x1 for char in run)
    top, bottom = min(char.top for char in run), max(char.bottom for char in run)
    near = [
        char
        for char in black
        if x0 < char.middle[0] < x1 and top < char.middle[1] < bottom and char.text.strip()
    ]
    return any(
        one.x0 < char.middle[0] < one.x1 and one.top < char.middle[1] < one.bottom
        for one in run
        for char in near
    )


def _stacked(run: list[Char]) -> bool:
    """Whether a run of red characters goes down the page, one below the other."""
    steps = [after.base - before.base for before, after in pairwise(run)]
    return len(run) >= 4 and min(steps) > 0.5 * run[0].size


def _look(page: pypdfium2.PdfPage, area: float, chars: list[Char]) -> tuple[Look, list[Path]]:
    """Count what tells a page of text from a scan, a drawing or garbage; and return the paths counted."""
    look = Look(chars=[char.text for char in chars], area=area)
    paths: list[Path] = []
    x0, y0, x1, y1 = (ctypes.c_float() for _ in range(4))
    for thing, kind, within in _objects(page):
        look.objects += 1
        if look.objects > MAX_OBJECTS:
            break
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            if pdfium.FPDFTextObj_GetTextRenderMode(thing) in (3, 7):
                look.invisible += 1
            else:
                look.visible += 1
            continue
        if kind == pdfium.FPDF_PAGEOBJ_FORM:
            look.deep = True
        if kind not in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_PATH):
            continue
        pdfium.FPDFPageObj_GetBounds(thing, x0, y0, x1, y1)
        wide, tall = abs(x1.value - x0.value), abs(y1.value - y0.value)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            look.image_area += wide * tall
            look.pictures.append((x0.value, y0.value, x1.value, y1.value))
        else:
            look.paths += 1
            look.across += wide > 15
            look.down += tall > 8
            paths.append(Path(thing, within))
    return look, paths[::-1]  # in the order in which they are drawn


def _objects(
    page: pypdfium2.PdfPage,
) -> Iterator[tuple[pdfium.FPDF_PAGEOBJECT, int, tuple[pdfium.FS_MATRIX, ...]]]:
    """Yield every object of a page with its kind, those inside forms too, with the matrices of these."""
    waiting: list[tuple[pdfium.FPDF_PAGEOBJECT, tuple[pdfium.FS_MATRIX, ...]]] = [
        (pdfium.FPDFPage_GetObject(page.raw, index), ())
        for index in range(min(pdfium.FPDFPage_CountObjects(page.raw), MAX_OBJECTS + 1))
    ]
    while waiting:
        thing, within = waiting.pop()
        kind = pdfium.FPDFPageObj_GetType(thing)
        if kind == pdfium.FPDF_PAGEOBJ_FORM and len(within) < _FORM_DEPTH:
            count = min(pdfium.FPDFFormObj_CountObjects(thing), MAX_OBJECTS + 1 - len(waiting))
            inside = (matrix_of(thing), *within)
            waiting += [(pdfium.FPDFFormObj_GetObject(thing, index), inside) for index in range(count)]
        else:
            yield thing, kind, within
