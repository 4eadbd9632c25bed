"""Characters → pieces of lines: rows of one baseline, parted at wide gaps, with the spaces they had."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from .geometry import Char, Line

_WIDE = 1.8  # a gap of so many characters parts two pieces

_SET_OFF = re.compile(
    r"(?<=[\u4e00-\u9fff）》”〕、，。]) (?=[0-9A-Za-z])|(?<=[0-9A-Za-z%]) (?=[\u4e00-\u9fff（《“〔])"
)


def pieces(chars: Iterable[Char]) -> list[list[Char]]:
    """Group characters into pieces of lines, from top to bottom and left to right."""
    found: list[list[Char]] = []
    for row in rows(chars):
        usual = _usual_gap(row)
        piece = [row[0]]
        for char in row[1:]:
            last = piece[-1]
            if char.x0 - last.x1 > usual + _WIDE * max(last.size, char.size):
                found.append(piece)
                piece = []
            piece.append(char)
        found.append(piece)
    return [piece for piece in found if any(not char.text.isspace() for char in piece)]


def rows(chars: Iterable[Char]) -> list[list[Char]]:
    """Group characters by baseline; each row is sorted from left to right and has no double prints."""
    grouped: list[list[Char]] = []
    for char in sorted(chars, key=lambda char: char.base):
        if grouped and abs(char.base - grouped[-1][0].base) < 0.35 * max(char.size, grouped[-1][0].size):
            grouped[-1].append(char)
        else:
            grouped.append([char])
    return [kept for row in grouped if (kept := _trimmed(_once(sorted(row, key=lambda char: char.x0))))]


def text_of(piece: Sequence[Char]) -> str:
    """Return the text of a row: its spaces as printed, and one where a gap between words stands for it.

    The space that typesetting puts between Han and digits or letters (2 月 8 日) is no part of the text.
    """
    usual = _usual_gap(piece)
    parts: list[str] = []
    last: Char | None = None
    for char in piece:
        if char.text.isspace():
            if parts and not parts[-1].isspace():
                parts.append("\u3000" if char.text == "\u3000" else " ")
            continue
        if last is not None and not parts[-1].isspace() and _gap_is_space(last, char, usual):
            parts.append(" ")
        parts.append(char.text)
        last = char
    return _SET_OFF.sub("", "".join(parts).strip())


def line_of(piece: Sequence[Char], page: int) -> Line:
    """Return a row of characters as a line."""
    solid = [char for char in piece if not char.text.isspace()]
    size = median(char.size for char in solid)
    base = median(char.base for char in solid)
    return Line(
        text=text_of(piece),
        page=page,
        x0=solid[0].x0,
        top=max(min(char.top for char in solid), base - 1.1 * size),
        x1=max(char.x1 for char in solid),
        bottom=min(max(char.bottom for char in solid), base + 0.35 * size),
        base=base,
        size=size,
        bold=sum(char.bold for char in solid) > len(solid) / 2,
        red=sum(char.red for char in solid) > len(solid) / 2,
    )


def joined(left: str, right: str) -> str:
    """Join two lines of one paragraph: a space only between words of letters.

    >>> joined("停产", "整顿"), joined("credit", "report"), joined("91320583MA1X", "AB12C")
    ('停产整顿', 'credit report', '91320583MA1XAB12C')
    """
    return left + (" " if parted(left, right) else "") + right


def parted(left: str, right: str) -> bool:
    """Whether a space belongs between two lines."""
    if not left or not right or not (left[-1].isascii() and right[0].isascii()):
        return False
    before, after = left.split()[-1] if left.split() else "", right.split()[0] if right.split() else ""
    word = before.rstrip(",.;:").isalpha() and after.rstrip(",.;:").isalpha()
    return word and not (before.isupper() and after.isupper() and len(before) + len(after) > 12)


def _once(row: list[Char]) -> list[Char]:
    """Drop characters printed twice in one place to look bold."""
    kept: list[Char] = []
    for char in row:
        if any(
            char.text == other.text and abs(char.x0 - other.x0) < 0.25 * char.size and not char.text.isspace()
            for other in kept[-2:]
        ):
            continue
        kept.append(char)
    return kept


def _trimmed(row: list[Char]) -> list[Char]:
    start, end = 0, len(row)
    while start < end and row[start].text.isspace():
        start += 1
    while end > start and row[end - 1].text.isspace():
        end -= 1
    return row[start:end]


def _usual_gap(row: Sequence[Char]) -> float:
    """Return the gap between neighbours that a stretched line has everywhere."""
    if len(row) < 6:
        return 0.0
    gaps = [after.x0 - before.x1 for before, after in pairwise(row)]
    return max(0.0, median(gaps))


def _gap_is_space(last: Char, char: Char, usual: float) -> bool:
    gap = (char.x0 - last.x1 - usual) / max(last.size, char.size)
    if last.text.isascii() and char.text.isascii():
        return gap > (0.2 if last.text.isalpha() or char.text.isalpha() else 0.35)
    if last.text.isascii() != char.text.isascii():  # layout software sets digits off from Han by itself
        return gap > (0.6 if (last.text + char.text).strip("-.*").isalnum() else 0.3)
    return gap > (0.3 if last.text.isalpha() and char.text.isalpha() else 0.6)
