"""numbering.xml → the marks that Word prints before paragraphs: 一、 （一） 1. ●, which are in no text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from ..package import Element
from .symbols import symbol

_HAN = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_HAN_PLACES, _FORMAL_PLACES = ("", "十", "百", "千"), ("", "拾", "佰", "仟")
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_MOST = 10_000  # a list longer than this has run wild


class Level(NamedTuple):
    """One level of a list: how its numbers are written, and what stands around them."""

    start: int
    form: str  # decimal, chineseCounting, bullet, …
    pattern: str  # （%1）
    font: str = ""
    restart: int | None = None  # the level after which it starts anew; None for any above
    plain: bool = False  # all its numbers in Arabic figures
    style: str | None = None  # the paragraph style that is numbered by it


@dataclass
class Lists:
    """The numbered lists of a document, and how far each has counted."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)  # by the list's own id
    starts: dict[str, dict[int, int]] = field(default_factory=dict)
    counted_as: dict[str, str] = field(default_factory=dict)  # lists of one definition count on together
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    started: set[tuple[str, int]] = field(default_factory=set)

    def mark(self, list_id: str, level: int) -> str:
        """Count one paragraph of a list, and return the mark that stands before it; empty if none.

        >>> han = Level(1, "chineseCounting", "%1、"), Level(1, "chineseCounting", "（%2）")
        >>> lists = Lists({"1": dict(enumerate(han))})
        >>> [lists.mark("1", level) for level in (0, 1, 1, 0, 1)]
        ['一、', '（一）', '（二）', '二、', '（一）']
        """
        levels = self.levels.get(list_id, {})
        this = levels.get(level)
        if this is None:
            return ""
        key = self.counted_as.get(list_id, list_id)
        counts = self.counts.setdefault(key, {})
        own = self.starts.get(list_id, {})
        if level in own and (list_id, level) not in self.started:
            self.started.add((list_id, level))
            counts.pop(level, None)
        counts[level] = counts[level] + 1 if level in counts else own.get(level, this.start)
        for deeper in [other for other in counts if other > level]:
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or (restart and level < restart):
                counts.pop(deeper)
        return self._written(this, levels, counts)

    def _written(self, this: Level, levels: dict[int, Level], counts: dict[int, int]) -> str:
        if this.form == "bullet":
            return symbol(this.pattern, this.font) if this.pattern.strip() else ""

        def number(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            level = levels.get(at)
            value = counts.get(at, level.start if level else 1)
            form = "decimal" if this.plain or level is None else level.form
            return written(value, form)

        return re.sub("%([1-9])", number, this.pattern)


def lists_of(root: Element | None) -> Lists:
    """Read the definitions of numbering.xml; none where there is no such part."""
    lists = Lists()
    if root is None:
        return lists
    abstract: dict[str, dict[int, Level]] = {}
    linked: dict[str, str] = {}  # a definition that only names the style whose list it is
    named: dict[str, str] = {}
    for item in root.iterchildren("abstractNum"):
        id = item.get("abstractNumId", "")
        abstract[id] = {int(lvl.get("ilvl", 0)): _level(lvl) for lvl in item.iterchildren("lvl")}
        if (link := item.find("numStyleLink")) is not None:
            linked[id] = link.get("val", "")
        if (link := item.find("styleLink")) is not None:
            named[link.get("val", "")] = id
    for item in root.iterchildren("num"):
        id, of = item.get("numId", ""), item.find("abstractNumId")
        definition = of.get("val", "") if of is not None else ""
        definition = named.get(linked.get(definition, ""), definition)
        levels = dict(abstract.get(definition, {}))
        for change in item.iterchildren("lvlOverride"):
            at = int(change.get("ilvl", 0))
            if (lvl := change.find("lvl")) is not None:
                levels[at] = _level(lvl)
            if (start := change.find("startOverride")) is not None:
                lists.starts.setdefault(id, {})[at] = _int(start.get("val"), 1)
        lists.levels[id] = levels
        lists.counted_as[id] = definition
    return lists


def _level(lvl: Element) -> Level:
    def value(tag: str, default: str = "") -> str:
        found = lvl.find(tag)
        return default if found is None else found.get("val", default)

    form = value("numFmt", "decimal")
    if (custom := lvl.find("AlternateContent")) is not None and lvl.find("numFmt") is None:
        found = custom.find(".//numFmt")
        form = "decimal" if found is None else found.get("val", "decimal")
    fonts = lvl.find("rPr/rFonts")
    restart = lvl.find("lvlRestart")
    legal = lvl.find("isLgl")
    return Level(
        start=_int(value("start", "1"), 1),
        form=form,
        pattern=value("lvlText"),
        font="" if fonts is None else fonts.get("ascii") or fonts.get("hAnsi") or "",
        restart=None if restart is None else _int(restart.get("val"), 0),
        plain=legal is not None and legal.get("val", "1") not in ("0", "false"),
        style=value("pStyle") or None,
    )


def _int(text: str | None, default: int) -> int:
    try:
        return int(text or "")
    except ValueError:
        return default


def written(number: int, form: str) -> str:
    """Write a number in one of Word's forms; in figures where the form is not known.

    >>> [written(12, form) for form in ("chineseCounting", "decimalEnclosedCircle", "upperRoman")]
    ['十二', '⑫', 'XII']
    >>> written(105, "chineseCountingThousand"), written(3, "chineseLegalSimplified")
    ('一百零五', '叁')
    """
    if not 0 <= number <= _MOST:
        return str(number)
    return _FORMS.get(form, str)(number)


def _han(number: int) -> str:
    text = _placed(number, "零" + _HAN[1:], _HAN_PLACES)
    return text.removeprefix("一") if 10 <= number < 20 else text


def _placed(number: int, digits: str, places: tuple[str, ...]) -> str:
    """Write a number up to 9999 with its places: 一百零五."""
    if number == 0 or number > 9999:
        return digits[0] if number == 0 else str(number)
    text = ""
    for power in range(3, -1, -1):
        digit = number // 10**power % 10
        if digit:
            text += digits[digit] + places[power]
        elif text and not text.endswith(digits[0]) and number % 10**power:
            text += digits[0]
    return text


def _roman(number: int) -> str:
    text = ""
    for value, sign in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    ):
        text += sign * (number // value)
        number %= value
    return text


def _letters(number: int) -> str:
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number else ""


def _among(first: int, count: int, start: int = 1) -> Callable[[int], str]:
    """Return what writes numbers by characters that follow one another; in figures beyond them."""
    return lambda n: chr(first + n - start) if start <= n < start + count else str(n)


def _circled(number: int) -> str:
    if 1 <= number <= 20:
        return chr(0x2460 + number - 1)
    if 21 <= number <= 35:
        return chr(0x3251 + number - 21)
    return chr(0x32B1 + number - 36) if 36 <= number <= 50 else str(number)


def _digit_by_digit(number: int) -> str:
    return "".join(_HAN[int(digit)] for digit in str(number))


_FORMS: dict[str, Callable[[int], str]] = {
    "none": lambda _: "",
    "decimalZero": lambda n: f"{n:02}",
    "decimalFullWidth": lambda n: "".join(chr(ord(digit) + 0xFEE0) for digit in str(n)),
    "decimalFullWidth2": lambda n: "".join(chr(ord(digit) + 0xFEE0) for digit in str(n)),
    "chineseCounting": _han,
    "chineseCountingThousand": _han,
    "taiwaneseCounting": _han,
    "taiwaneseCountingThousand": _han,
    "japaneseCounting": _han,
    "ideographDigital": _digit_by_digit,
    "japaneseDigitalTenThousand": _digit_by_digit,
    "taiwaneseDigital": _digit_by_digit,
    "koreanDigital2": _digit_by_digit,
    "chineseLegalSimplified": lambda n: _placed(n, _FORMAL, _FORMAL_PLACES),
    "ideographLegalTraditional": lambda n: _placed(n, _FORMAL, _FORMAL_PLACES),
    "ideographTraditional": lambda n: _STEMS[n - 1] if 1 <= n <= 10 else str(n),
    "ideographZodiac": lambda n: _BRANCHES[n - 1] if 1 <= n <= 12 else str(n),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedFullstop": _among(0x2488, 20),
    "decimalEnclosedParen": _among(0x2474, 20),
    "ideographEnclosedCircle": _among(0x3280, 10),
    "upperRoman": _roman,
    "lowerRoman": lambda n: _roman(n).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda n: _letters(n).lower(),
}
