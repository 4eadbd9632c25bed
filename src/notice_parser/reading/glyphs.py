"""pdfium's page of text → its glyphs, one call into the library for each thing asked of one.

pypdfium2 makes an object of every pointer that comes back and lets go of the interpreter for every call,
which costs more than what pdfium has to do for a character.
"""

from __future__ import annotations

import ctypes
import struct
from array import array
from collections.abc import Iterator
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

Place = tuple[float, float, float, float, float, float]
Glyph = tuple[int, int, int, Place]
_PLACE = struct.Struct("=4f2d")  # FS_RECTF, and x and y of the origin


def _address(pointer: Any) -> int:
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0


def _bound(function: Any, result: Any, *arguments: Any) -> Any:
    """Return a function of pdfium that takes and gives addresses as numbers."""
    return ctypes.PYFUNCTYPE(result, *arguments)(_address(function))


_page, _index, _out = ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p
_object_of = _bound(pdfium.FPDFText_GetTextObject, ctypes.c_void_p, _page, _index)
_code_of = _bound(pdfium.FPDFText_GetUnicode, ctypes.c_uint, _page, _index)
_box_of = _bound(pdfium.FPDFText_GetLooseCharBox, ctypes.c_int, _page, _index, _out)
_origin_of = _bound(pdfium.FPDFText_GetCharOrigin, ctypes.c_int, _page, _index, _out, _out)
_matrix_of = _bound(pdfium.FPDFText_GetMatrix, ctypes.c_int, _page, _index, _out)
_size_of = _bound(pdfium.FPDFText_GetFontSize, ctypes.c_double, _page, _index)
_colour_of = _bound(pdfium.FPDFText_GetFillColor, ctypes.c_int, _page, _index, _out, _out, _out, _out)
_font_of = _bound(pdfium.FPDFTextObj_GetFont, ctypes.c_void_p, ctypes.c_void_p)


class Drawn(NamedTuple):
    """How one text object is drawn: its matrix, font size, fill colour and the address of its font."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float
    size: float
    red: int
    green: int
    blue: int
    font: int  # 0 for none


def drawn(textpage: pdfium.FPDF_TEXTPAGE, index: int, thing: int) -> Drawn:
    """Return how the text object of a character is drawn."""
    page = _address(textpage)
    matrix, colour = array("f", [0.0] * 6), array("I", [0] * 4)
    _matrix_of(page, index, matrix.buffer_info()[0])
    at, step = colour.buffer_info()[0], colour.itemsize
    _colour_of(page, index, at, at + step, at + 2 * step, at + 3 * step)
    a, b, c, d, e, f = matrix
    red, green, blue, _ = colour
    return Drawn(a, b, c, d, e, f, _size_of(page, index), red, green, blue, _font_of(thing) or 0)


def glyphs(textpage: pdfium.FPDF_TEXTPAGE, count: int) -> Iterator[Glyph]:
    """Yield index, text object, code, and box (left, top, right, bottom) with origin of each character.

    Spaces and line ends that pdfium made up belong to no object and are left out.
    """
    page = _address(textpage)
    there = array("b", bytes(_PLACE.size))
    at_box, size = there.buffer_info()
    at_x = at_box + size - 2 * ctypes.sizeof(ctypes.c_double)
    at_y = at_x + ctypes.sizeof(ctypes.c_double)
    place_in = _PLACE.unpack_from
    for index in range(count):
        thing = _object_of(page, index)
        if not thing:
            continue
        _box_of(page, index, at_box)
        _origin_of(page, index, at_x, at_y)
        yield index, thing, _code_of(page, index), place_in(there)
