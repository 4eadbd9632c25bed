"""Written numbers → int and Decimal, and back: 二十三, 〇, 廿, 1.4万, 贰拾万元整."""

from __future__ import annotations

import re
from decimal import Decimal

from .width import fold_width

_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {
    "〇": 0, "○": 0, "两": 2, "兩": 2,
    "壹": 1, "贰": 2, "貳": 2, "弐": 2, "叁": 3, "參": 3, "参": 3, "肆": 4, "伍": 5, "陆": 6, "陸": 6,
    "柒": 7, "捌": 8, "玖": 9,
}  # fmt: skip
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_SHORT_TENS = {"廿": "二十", "卅": "三十", "卌": "四十"}

_WRITTEN = re.compile(r"[零〇○一二两兩三四五六七八九十百千万萬亿億壹贰貳弐叁參参肆伍陆陸柒捌玖拾佰仟]+")
_FIGURES = re.compile(r"([0-9]+(?:[,，  ][0-9]{3})*(?:\.[0-9]+)?)([十百千万萬亿億]*)")
_SUM = re.compile(r"(?:(.+?)[元圆圓])?(?:([零壹贰叁肆伍陆柒捌玖一二三四五六七八九])角)?"
                  r"(?:零?([零壹贰叁肆伍陆柒捌玖一二三四五六七八九])分)?[整正]?")  # fmt: skip


def to_decimal(text: str) -> Decimal | None:
    """Return the number that ``text`` writes, in digits, in Chinese or in both; None if it writes none.

    >>> [str(to_decimal(text)) for text in ("1.4万", "二〇二〇", "贰拾万", "1 234.56", "3万5000")]
    ['14000', '2020', '200000', '1234.56', '35000']
    """
    text = fold_width(text).strip()
    for short, full in _SHORT_TENS.items():
        text = text.replace(short, full)
    if not text or len(text) > 40:
        return None
    if text == "半":
        return Decimal("0.5")
    if _WRITTEN.fullmatch(text):
        value = _chinese(text)
        return None if value is None else Decimal(value)
    total, at, smallest = Decimal(0), 0, None
    while at < len(text):
        part = _FIGURES.match(text, at)
        if part is None:
            return None
        scale = 1
        for unit in part[2]:
            scale *= _TENS.get(unit) or _MYRIADS[unit]
        if smallest is not None and scale >= smallest:
            return None
        total += Decimal(re.sub(r"[,，  ]", "", part[1])) * scale
        smallest, at = scale, part.end()
    return Decimal(int(total)) if total == int(total) else total


def to_int(text: str) -> int | None:
    """Return the whole number that ``text`` writes; None if it writes none.

    >>> [to_int(text) for text in ("廿三", "一百零五", "两", "46", "３６９５０", "若干")]
    [23, 105, 2, 46, 36950, None]
    """
    value = to_decimal(text)
    return int(value) if value is not None and value == value.to_integral_value() else None


def to_yuan(text: str) -> Decimal | None:
    """Return the sum that a bank's capital numerals write, in yuan; None if they write none.

    >>> str(to_yuan("叁仟零伍拾元肆角贰分"))
    '3050.42'
    """
    text = "".join(text.split())
    if len(text) > 60 or not (found := _SUM.fullmatch(text)) or not any(found.groups()):
        return None
    yuan = to_decimal(found[1]) if found[1] else Decimal(0)
    if yuan is None:
        return None
    jiao = _DIGITS[found[2]] if found[2] else 0
    fen = _DIGITS[found[3]] if found[3] else 0
    return yuan + Decimal(jiao * 10 + fen) / 100 if jiao or fen else yuan


def to_chinese(number: int) -> str:
    """Write a whole number from 0 to 9999 as an official would.

    >>> [to_chinese(number) for number in (0, 10, 12, 105, 2020)]
    ['零', '十', '十二', '一百零五', '二千零二十']
    """
    if not 0 <= number <= 9999:
        raise ValueError(f"{number} is not in 0–9999")
    written, pending = "", False
    for unit, value in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit, number = divmod(number, value)
        if digit:
            written += ("零" if pending and written else "") + "零一二三四五六七八九"[digit] + unit
        pending = digit == 0
    return (written[1:] if written.startswith("一十") else written) or "零"


def _chinese(text: str) -> int | None:
    """Read Chinese numerals: by place (二〇二〇) or by unit (二千零二十)."""
    if all(character in _DIGITS for character in text):
        return int("".join(str(_DIGITS[character]) for character in text))
    total = section = digit = 0
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _TENS:
            section += (digit or 1) * _TENS[character]
            digit = 0
        else:
            total = (total + section + digit or 1) * _MYRIADS[character]
            section = digit = 0
    if digit and text[-2:-1] in ("百", "千", "万", "亿") and len(text) > 2:  # 一万五 is 15000, not 10005
        digit *= {"百": 10, "千": 100, "万": 1000, "亿": 10**7}[text[-2]]
    return total + section + digit
