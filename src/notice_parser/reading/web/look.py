"""Tags, attributes and style sheets of a page → how its text looks."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..flow import is_red
from ..package import Element

BODY = 12.0  # points: 16 pixels
_HEADINGS = {"h1": 2.0, "h2": 1.5, "h3": 1.17, "h4": 1.0, "h5": 0.83, "h6": 0.67}
_FONT = (7.5, 10.0, 12.0, 13.5, 18.0, 24.0, 36.0)  # of <font size=1> to 7
_NAMED = {
    "xx-small": 7.0, "x-small": 7.5, "small": 10.0, "medium": 12.0, "large": 13.5, "x-large": 18.0,
    "xx-large": 24.0,
}  # fmt: skip
_UNITS = {"pt": 1.0, "px": 0.75, "cm": 28.35, "mm": 2.835, "in": 72.0}
_LENGTH = re.compile(r"(-?[\d.]+)\s*(pt|px|cm|mm|in|em|rem|%)?")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SIMPLE = re.compile(r"(?P<tag>[a-zA-Z][\w]*)?(?:\.(?P<class>[\w-]+))?(?:#(?P<id>[\w-]+))?")
_COLORS = {"red": "FF0000", "crimson": "DC143C", "darkred": "8B0000", "firebrick": "B22222"}
MAX_RULES = 5_000

Declarations = dict[str, str]


class Look(NamedTuple):
    """What text takes over from the elements around it."""

    align: str = "left"
    size: float = BODY
    bold: bool = False
    red: bool = False
    indent: float = 0.0
    hidden: bool = False


class StyleSheet:
    """The rules of a page that name one element by tag, class or id; the others are not followed."""

    def __init__(self, text: str) -> None:
        """Read the text of all style elements."""
        self._rules: dict[str, list[tuple[str, str, str, Declarations]]] = {}
        text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
        text = re.sub(r"@media[^{]*print[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", text)
        for count, found in enumerate(_RULE.finditer(text)):
            if count > MAX_RULES:
                break
            declared = declarations(found[2])
            for selector in found[1].split(","):
                simple = _SIMPLE.fullmatch(selector.strip())
                if simple and simple.group() and declared:
                    tag, of_class, id = (simple[part] or "" for part in ("tag", "class", "id"))
                    key = f"#{id}" if id else f".{of_class}" if of_class else tag.lower()
                    self._rules.setdefault(key, []).append((tag.lower(), of_class, id, declared))

    def of(self, element: Element) -> Declarations:
        """Return what the rules and its own style attribute declare of an element."""
        result: Declarations = {}
        classes = (element.get("class") or "").split()
        id = element.get("id") or ""
        for key in (element.tag, *(f".{one}" for one in classes), f"#{id}"):
            for tag, of_class, of_id, declared in self._rules.get(key, ()):
                if tag in ("", element.tag) and of_class in ("", *classes) and of_id in ("", id):
                    result.update(declared)
        if style := element.get("style"):
            result.update(declarations(style))
        return result


def declarations(text: str) -> Declarations:
    """Read what stands between the braces of a rule.

    >>> declarations("text-align: CENTER; font-weight:bold !important")
    {'text-align': 'center', 'font-weight': 'bold'}
    """
    result = {}
    for part in text.split(";"):
        name, colon, value = part.partition(":")
        if colon:
            result[name.strip().lower()] = value.replace("!important", "").strip().lower()
    return result


def look_of(element: Element, above: Look, sheet: StyleSheet) -> Look:
    """Return how the text in an element looks, given what it stands in."""
    tag, declared = element.tag, sheet.of(element)
    look = above
    if tag in _HEADINGS:
        look = look._replace(size=_HEADINGS[tag] * BODY, bold=True)
    elif tag in ("b", "strong", "th"):
        look = look._replace(bold=True)
    elif tag == "center":
        look = look._replace(align="center")
    elif tag == "font":
        look = _font(element, look)
    if (align := element.get("align")) and tag not in ("table", "img"):
        look = look._replace(align=_align(align.strip().lower(), look.align))
    if align := declared.get("text-align"):
        look = look._replace(align=_align(align, look.align))
    if declared.get("float") == "right" and tag not in ("img", "table"):
        look = look._replace(align="right")
    if size := declared.get("font-size"):
        look = look._replace(size=_size(size, above.size))
    if weight := declared.get("font-weight"):
        look = look._replace(bold=weight in ("bold", "bolder") or (weight.isdigit() and int(weight) >= 600))
    if color := declared.get("color"):
        look = look._replace(red=_red(color))
    step = sum(_length(declared.get(name, ""), look.size) for name in ("margin-left", "padding-left"))
    step += _length(declared.get("text-indent", ""), look.size)
    hidden = (
        declared.get("display") == "none"
        or declared.get("visibility") == "hidden"
        or element.get("hidden") is not None
    )
    return look._replace(indent=look.indent + max(0.0, step), hidden=above.hidden or hidden)


def _font(element: Element, look: Look) -> Look:
    size = element.get("size", "")
    if re.fullmatch(r"[+-]?\d", size):
        number = int(size) + 3 if size[0] in "+-" else int(size)
        look = look._replace(size=_FONT[min(max(number, 1), 7) - 1])
    return look._replace(red=_red(element.get("color", "").lower())) if element.get("color") else look


def _align(value: str, before: str) -> str:
    if value in ("inherit", "initial"):
        return before
    return value if value in ("center", "right") else "right" if value == "end" else "left"


def _red(color: str) -> bool:
    color = _COLORS.get(color, color)
    if found := re.match(r"rgba?\(\s*(\d+)\D+(\d+)\D+(\d+)", color):
        color = "".join(f"{min(int(part), 255):02X}" for part in found.groups())
    color = color.lstrip("#")
    return is_red("".join(2 * digit for digit in color) if len(color) == 3 else color)


def _size(text: str, above: float) -> float:
    if text in _NAMED:
        return _NAMED[text]
    if text in ("larger", "smaller"):
        return above * (1.2 if text == "larger" else 0.83)
    found = _LENGTH.match(text)
    if found is None:
        return above
    value, unit = _float(found[1]), found[2]
    if unit == "em":
        return value * above
    if unit == "%":
        return value / 100 * above
    return value * (BODY if unit == "rem" else _UNITS.get(unit or "px", 0.75))


def _length(text: str, size: float) -> float:
    found = _LENGTH.match(text)
    if found is None or found[2] == "%":
        return 0.0
    value = _float(found[1])
    return value * (size if found[2] in ("em", "rem") else _UNITS.get(found[2] or "px", 0.75))


def _float(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
