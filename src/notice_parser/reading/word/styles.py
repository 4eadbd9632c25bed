"""styles.xml and direct formatting → how a paragraph looks."""

from __future__ import annotations

from typing import Any

from ..package import Element

Look = dict[
    str, Any
]  # align, size, bold, color, hidden, font, indent, list, level: what is said, and no more

_ALIGN = {"center": "center", "distribute": "center", "right": "right", "end": "right"}
_OFF = ("0", "false", "off", "none")


def paragraph_look(properties: Element | None) -> Look:
    """Read a pPr element: alignment, indent in points (in characters as ``chars``) and list."""
    look: Look = {}
    if properties is None:
        return look
    for item in properties:
        if item.tag == "jc":
            look["align"] = _ALIGN.get(item.get("val", ""), "left")
        elif item.tag == "ind":
            for key, names in (("left", ("left", "start")), ("first", ("firstLine",))):
                for name in names:
                    if (value := item.get(name)) is not None:
                        look[key] = _number(value) / 20
                    if (value := item.get(f"{name}Chars")) is not None:
                        look[f"{key}_chars"] = _number(value) / 100
            if item.get("hanging") is not None:
                look["first"] = -_number(item.get("hanging")) / 20
        elif item.tag == "numPr":
            for child in item:
                if child.tag == "numId":
                    look["list"] = child.get("val")
                elif child.tag == "ilvl":
                    look["level"] = int(_number(child.get("val")))
    return look


def run_look(properties: Element | None) -> Look:
    """Read an rPr element: size in points, bold, colour, font, and whether it is hidden."""
    look: Look = {}
    if properties is None:
        return look
    for item in properties:
        if item.tag == "sz":
            look["size"] = _number(item.get("val")) / 2
        elif item.tag == "b":
            look["bold"] = _on(item)
        elif item.tag == "color":
            look["color"] = item.get("val", "")
        elif item.tag == "vanish":
            look["hidden"] = _on(item)
        elif item.tag == "rFonts":
            look["font"] = item.get("ascii") or item.get("hAnsi") or item.get("eastAsia") or ""
            look["heavy"] = any(
                word in (item.get("eastAsia") or "").lower() for word in ("黑体", "hei", "heavy")
            )
    return look


class Styles:
    """The styles of a document, each with what it takes over from those that it is based on."""

    def __init__(self, root: Element | None) -> None:
        """Read styles.xml; with none, everything has Word's defaults."""
        self._own: dict[str, Element] = {}
        self._known: dict[str, tuple[Look, Look]] = {}
        self._default: Look = {}
        self.normal: str | None = None
        if root is None:
            return
        defaults = root.find("docDefaults")
        if defaults is not None:
            self._default = run_look(defaults.find("rPrDefault/rPr"))
        for style in root.iterchildren("style"):
            self._own[style.get("styleId", "")] = style
            if style.get("type") == "paragraph" and style.get("default") in ("1", "true", "on"):
                self.normal = style.get("styleId")

    def of(self, id: str | None) -> tuple[Look, Look]:
        """Return what a style says of paragraphs and of the characters in them."""
        if id is None or id not in self._own:
            return {}, {}
        if id not in self._known:
            self._known[id] = ({}, {})  # a style based on itself ends here
            style = self._own[id]
            based = style.find("basedOn")
            above = self.of(based.get("val")) if based is not None else ({}, {})
            paragraph = above[0] | paragraph_look(style.find("pPr"))
            self._known[id] = paragraph, above[1] | run_look(style.find("rPr"))
        return self._known[id]

    def paragraph(self, id: str | None) -> tuple[Look, Look]:
        """Return the look of a paragraph of a style, the defaults included."""
        paragraph, run = self.of(id if id in self._own else self.normal)
        return dict(paragraph), {"size": 10.5, **self._default, **run}


def _on(item: Element) -> bool:
    return item.get("val", "1").lower() not in _OFF


def _number(text: str | None) -> float:
    try:
        return float((text or "0").rstrip("pt"))
    except ValueError:
        return 0.0
