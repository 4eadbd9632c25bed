"""Recognised lines → Chars: what digital pages have too, with sizes and places measured on the image."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import numpy as np

from ..geometry import Char
from .engine import Image, Recognised, cut
from .ink import ink_of

_AIR_BEFORE, _AIR_AFTER = "（“‘《〈【〔『「", "，。、；：！？）”’》〉】〕』」"  # half their square is empty
_BASE = 0.38  # of the size, from the middle of a line down to its base
_LOOSE = 1.25  # digits stand no further apart than this, of half their size
_SURE = 0.95  # a character read with less is doubtful
_SAME = 1.1  # sizes this close are one


@dataclass
class _Measured:
    """A line, and where its ink stands, in points."""

    line: Recognised
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    red: bool


def characters(lines: Sequence[Recognised], image: Image, dpi: float) -> list[Char]:
    """Give each character of the lines its place; ``image`` is upright and at ``dpi``."""
    measured = [_measured(line, image, dpi) for line in lines if line.text.strip()]
    _settle_sizes(measured)
    _level(measured)
    return [char for one in measured for char in _spread(one)]


def _measured(line: Recognised, image: Image, dpi: float) -> _Measured:
    scale = 72 / dpi
    (left, top), (right, bottom) = line.quad.min(axis=0), line.quad.max(axis=0)
    piece = cut(image, line.quad)
    ink = ink_of(piece)
    columns, rows = np.flatnonzero(ink.any(axis=0)), np.flatnonzero(ink.sum(axis=1) >= 2)
    if len(columns) and len(rows):
        left, right = np.floor(left) + columns[0], np.floor(left) + columns[-1] + 1
        top, bottom = np.floor(top) + rows[0], np.floor(top) + rows[-1] + 1
    width, height = (right - left) * scale, (bottom - top) * scale
    text = line.text.strip()
    squares = sum(map(_width, text))
    trimmed = squares - 0.5 * ((text[0] in _AIR_BEFORE) + (text[-1] in _AIR_AFTER))
    han = sum("\u4e00" <= char <= "\u9fff" for char in text)
    by_height = height / (0.94 if han else 0.74)
    by_width = width / max(trimmed - 0.06, 0.5)
    size = by_width if han >= 4 and 0.82 < by_width / by_height < 1.12 else by_height
    if not han and len(text) >= 3:
        size = min(size, _LOOSE * by_width)  # the box may hold ink of the lines above and below
    x0 = left * scale - (0.5 * size if text[0] in _AIR_BEFORE else 0.0)
    x1 = right * scale + (0.5 * size if text[-1] in _AIR_AFTER else 0.0)
    return _Measured(line, x0, top * scale, x1, bottom * scale, size, _is_red(piece, ink))


def _is_red(piece: Image, ink: np.ndarray) -> bool:
    if not ink.any():
        return False
    blue, green, red = (float(np.median(piece[:, :, channel][ink])) for channel in range(3))
    return red > 120 and red - max(blue, green) > 60


def _settle_sizes(measured: list[_Measured]) -> None:
    """Give lines of about one size the same: that of most of their text."""
    order = sorted(measured, key=lambda one: one.size)
    while order:
        weight = {
            id(one): sum(len(o.line.text) for o in order if one.size / _SAME < o.size < one.size * _SAME)
            for one in order
        }
        heart = max(order, key=lambda one: weight[id(one)])
        group = [one for one in order if heart.size / _SAME < one.size < heart.size * _SAME]
        lengths = np.cumsum([len(one.line.text) for one in group])
        size = round(group[int(np.searchsorted(lengths, lengths[-1] / 2))].size * 2) / 2
        order = [one for one in order if one not in group]
        for one in group:
            one.size = max(size, 1.0)


def _level(measured: list[_Measured]) -> None:
    """Put a few characters, such as a quotation mark high up, on the line that they stand in."""
    for one in measured:
        if len(one.line.text.strip()) > 4 or any("\u4e00" <= char <= "\u9fff" for char in one.line.text):
            continue
        beside = [
            other
            for other in measured
            if len(other.line.text) > 4
            and min(one.bottom, other.bottom) - max(one.top, other.top) > 0.7 * (one.bottom - one.top)
            and max(one.x0 - other.x1, other.x0 - one.x1) < 1.5 * other.size
        ]
        if beside:
            nearest = min(beside, key=lambda other: max(one.x0 - other.x1, other.x0 - one.x1))
            one.top, one.bottom, one.size = nearest.top, nearest.bottom, nearest.size


def _spread(one: _Measured) -> list[Char]:
    """Spread the characters of a line evenly over its width."""
    text = one.line.text.strip()
    step = (one.x1 - one.x0) / (sum(map(_width, text)) or 1.0)
    base = (one.top + one.bottom) / 2 + _BASE * one.size
    chars, x, confidence = [], one.x0, min(round(one.line.confidence, 3), 0.999)
    for letter, (raw, sure) in zip(text, _as_read(one.line, text), strict=True):
        end = x + step * _width(letter)
        chars.append(
            Char(
                text=letter,
                x0=x,
                top=base - 0.88 * one.size,
                x1=end,
                bottom=base + 0.12 * one.size,
                base=base,
                size=one.size,
                quarter=0,
                red=one.red,
                bold=False,
                confidence=confidence,
                raw=raw,
                doubtful=sure < _SURE and letter.isalnum(),
            )
        )
        x = end
    return chars


def _as_read(line: Recognised, text: str) -> list[tuple[str, float]]:
    """Return for each character of ``text`` what was read, where that was repaired, and how surely."""
    if not line.raw and text == line.text and len(line.letters) == len(text):
        return [("", sure) for sure in line.letters]
    raw = line.raw or line.text
    letters = line.letters if len(line.letters) == len(raw) else (1.0,) * len(raw)
    found = [("", 1.0)] * len(text)
    for kind, start, end, low, high in SequenceMatcher(None, raw, text, autojunk=False).get_opcodes():
        if kind == "equal" or (kind == "replace" and end - start == high - low):
            for at, place in zip(range(start, end), range(low, high), strict=True):
                found[place] = (raw[at] if kind == "replace" else "", letters[at])
        elif high > low:
            found[low] = (raw[start:end] or " ", min(letters[start:end], default=1.0))
    return found


def _width(char: str) -> float:
    return 0.5 if char.isascii() else 1.0
