"""Characters → pieces of lines: rows of one baseline, parted at wide gaps, with the spaces they had."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import attrgetter
from statistics import median

from .geometry import Char, Line

_WIDE = 1.8  # a gap of so many characters parts two pieces
_CLOSE = 0.19  # no gap of so many characters at most is a space that nobody typed
_SET_OFF = 0.7  # a gap of so many characters at most is layout between Han and digits or letters
_BEFORE = re.compile(
    r"[\u3400-\u9fff）》”〕〉】、，。；：●◆■★▲◇□○]"
)  # what layout sets a digit or letter off from
_AFTER = re.compile(r"[\u3400-\u9fff（《“〔〈【]")


def pieces(chars: Iterable[Char]) -> list[list[Char]]:
    """Group characters into pieces of lines, from top to bottom and left to right."""
    found: list[list[Char]] = []
    for row in rows(chars):
        usual = _Gaps(row)
        piece = [row[0]]
        for last, char in pairwise(row):
            gap = char.x0 - last.x1
            if gap > _WIDE * char.size and gap > usual.before(last, char) + _WIDE * max(last.size, char.size):
                found.append(piece)
                piece = []
            piece.append(char)
        found.append(piece)
    return [piece for piece in found if any(not char.text.isspace() for char in piece)]


def rows(chars: Iterable[Char]) -> list[list[Char]]:
    """Group characters by baseline; each row is sorted from left to right and has no double prints."""
    grouped: list[list[Char]] = []
    row: list[Char] = []
    for char in sorted(chars, key=attrgetter("base")):
        if row and abs(char.base - row[0].base) < 0.35 * max(char.size, row[0].size):
            row.append(char)
        else:
            grouped.append(row := [char])
    return [kept for row in grouped if (kept := _trimmed(_once(sorted(row, key=attrgetter("x0")))))]


def text_of(piece: Sequence[Char]) -> str:
    """Return the text of a row: its spaces as printed, and one where a gap between words stands for it.

    No part of the text is the space that layout puts between Han and digits or letters (2 月 8 日),
    nor that of a line stretched to the margin (当 事 人), whether it is a gap or was typed.
    """
    usual = _Gaps(piece)
    parts: list[str] = []
    last: Char | None = None
    typed = ""
    for char in piece:
        text = char.text
        if text.isspace():
            typed = "\u3000" if text == "\u3000" or typed == "\u3000" else " "
            continue
        if last is not None:
            gap = char.x0 - last.x1
            if typed or gap > _CLOSE * char.size:
                parts.append(_space(last, char, typed, usual.before(last, char)))
        parts.append(text)
        last, typed = char, ""
    return "".join(parts)


def line_of(piece: Sequence[Char], page: int) -> Line:
    """Return a row of characters as a line."""
    solid = [char for char in piece if not char.text.isspace()]
    size = median([char.size for char in solid])
    base = median([char.base for char in solid])
    return Line(
        text=text_of(piece),
        page=page,
        x0=solid[0].x0,
        top=max(min([char.top for char in solid]), base - 1.1 * size),
        x1=max([char.x1 for char in solid]),
        bottom=min(max([char.bottom for char in solid]), base + 0.35 * size),
        base=base,
        size=size,
        bold=sum([char.bold for char in solid]) > len(solid) / 2,
        red=sum([char.red for char in solid]) > len(solid) / 2,
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
        near = 0.25 * char.size
        for other in kept[-2:]:
            if abs(char.x0 - other.x0) < near and char.text == other.text and not char.text.isspace():
                break
        else:
            kept.append(char)
    return kept


def _trimmed(row: list[Char]) -> list[Char]:
    start, end = 0, len(row)
    while start < end and row[start].text.isspace():
        start += 1
    while end > start and row[end - 1].text.isspace():
        end -= 1
    return row[start:end]


class _Gaps:
    """The gaps that the neighbours in one row have everywhere: of a stretched line more than nothing."""

    def __init__(self, row: Sequence[Char]) -> None:
        """Measure a row; a stretched one may stretch its digits less, or not at all."""
        solid = [char for char in row if not char.text.isspace()]
        ascii_: list[float] = []
        others: list[float] = []
        was = False  # whether the character before is of ASCII
        before: Char | None = None
        for char in solid:
            is_ = char.text.isascii()
            if before is not None:
                (ascii_ if was and is_ else others).append(char.x0 - before.x1)
            before, was = char, is_
        self._ascii = max(0.0, median(ascii_)) if len(ascii_) >= 6 else 0.0
        self._others = max(0.0, median(others)) if len(others) >= 5 else 0.0

    def before(self, last: Char, char: Char) -> float:
        """Return the usual gap between two neighbours such as these."""
        return self._ascii if last.text.isascii() and char.text.isascii() else self._others


def _space(last: Char, char: Char, typed: str, usual: float) -> str:
    """Return the space between two neighbours; ``typed`` is the one that the file has there."""
    gap = (char.x0 - last.x1 - usual) / max(last.size, char.size)
    if last.text in "（《“〔【" and gap < 1.0:
        return ""  # a mark opens what follows, however lines are stretched
    if _set_off(last.text, char.text):
        return (typed or " ") if gap > _SET_OFF else ""
    if typed:
        stretched = usual > 0.08 * char.size and not (last.text + char.text).isascii()
        return "" if stretched and gap < 0.25 else typed
    return " " if _gap_is_space(last, char, gap) else ""


def _set_off(left: str, right: str) -> bool:
    if left.isascii():
        return (left.isalnum() or left in "%*)") and bool(_AFTER.match(right))
    return bool(_BEFORE.match(left)) and right.isascii() and (right.isalnum() or right in "*(")


def _gap_is_space(last: Char, char: Char, gap: float) -> bool:
    if last.text.isascii() and char.text.isascii():
        return gap > (0.2 if last.text.isalpha() or char.text.isalpha() else 0.35)
    if last.text.isascii() != char.text.isascii():
        return gap > 0.6
    return gap > (0.3 if last.text.isalpha() and char.text.isalpha() else 0.6)
