"""Characters of symbol fonts, which have no meaning without the font → the signs that they print."""

from __future__ import annotations

_WINGDINGS = {
    0x6C: "●", 0x6D: "○", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "□", 0x72: "□", 0x73: "◆", 0x74: "◆",
    0x75: "◆", 0x76: "❖", 0x77: "◆", 0x9E: "·", 0x9F: "•", 0xA1: "○", 0xA4: "◎", 0xA7: "▪", 0xA8: "□",
    0xAB: "★", 0xB2: "☆", 0xD8: "➢", 0xDC: "➢", 0xE0: "→", 0xE8: "➔", 0xF0: "⇨",
    0xFB: "×", 0xFC: "√", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS_2 = {
    0x4F: "×", 0x50: "√", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x30: "□", 0xA3: "□", 0x97: "●",
    0x98: "●", 0xA2: "■", 0xA4: "☑", 0xAE: "◆",
}  # fmt: skip
_SYMBOL = {0xB7: "●", 0xA8: "◆", 0xA7: "■", 0xD6: "√", 0xB4: "×", 0x2D: "-", 0xB3: "≥", 0xA3: "≤", 0xB1: "±"}
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL}
_PRIVATE = range(0xF000, 0xF100)


def symbol(text: str, font: str) -> str:
    """Return what ``text`` prints in ``font``; a private character that is not known is a bullet.

    >>> symbol("\\uf0fc", "Wingdings"), symbol("ü", "Wingdings"), symbol("名单", "宋体")
    ('√', '√', '名单')
    """
    signs = _FONTS.get(font.strip().lower())
    if signs is None and not any(ord(char) in _PRIVATE for char in text):
        return text
    return "".join(_sign(char, signs or _WINGDINGS, font) for char in text)


def _sign(char: str, signs: dict[int, str], font: str) -> str:
    code = ord(char)
    if code in _PRIVATE:
        return signs.get(code - 0xF000, "●")
    if font.strip().lower() == "symbol" and char.isascii():
        return char
    return signs.get(code, char)
