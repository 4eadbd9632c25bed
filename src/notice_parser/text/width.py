"""Text → the same text in one width, character for character."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


def _table() -> dict[int, int]:
    """Map each character to its plain form; every form is one character, so that spans hold."""
    table = {0xFF01 + offset: 0x21 + offset for offset in range(94) if chr(0x21 + offset).isalnum()}
    table |= {ord(odd): ord(plain) for odd, plain in zip("．／％＋－＊￥＃＠", "./%+-*¥#@", strict=True)}
    table |= {ord(odd): ord(plain) for odd, plain in zip("()﹙﹚︵︶", "（）（）（）", strict=True)}
    table |= dict.fromkeys(map(ord, "\u3000\u00a0\u2002\u2003\u2007\u2009\u202f"), ord(" "))
    for start, stop in (
        (0x2E80, 0x2FE0),
        (0xF900, 0xFB00),
    ):  # radicals and doubles that PDFs put for 日, 金 …
        for code in range(start, stop):
            plain = unicodedata.normalize("NFKC", chr(code))
            if len(plain) == 1:
                table[code] = ord(plain)
    return table


_PLAIN = _table()


def fold_width(text: str) -> str:
    """Return ``text`` with narrow digits and letters and wide round brackets; the length stays.

    >>> fold_width("罚款２０，０００元(大写)")
    '罚款20，000元（大写）'
    """
    return _folded(text)


@lru_cache(maxsize=4096)  # the blocks of a notice, which every recogniser folds
def _folded(text: str) -> str:
    return text.translate(_PLAIN)
