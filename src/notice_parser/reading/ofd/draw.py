"""Objects on an OFD page → characters, rules and pictures, each with its place in points."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from ..geometry import Char, Rule
from ..package import Element
from .parts import Font, PageParts, Resources, numbers

MM = 72 / 25.4  # points in a millimetre
MAX_OBJECTS = 100_000
_MAX_DEPTH = 12
_THIN = 1.2  # points: a filled rectangle no thicker is a rule
_LEVEL = 0.5


class Matrix(NamedTuple):
    """x' = a·x + c·y + e, y' = b·x + d·y + f, in millimetres from the top left."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point comes to stand."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def after(self, first: Matrix) -> Matrix:
        """Return the matrix that does ``first``, then this one."""
        x, y = self.at(first.e, first.f)
        return Matrix(
            self.a * first.a + self.c * first.b,
            self.b * first.a + self.d * first.b,
            self.a * first.c + self.c * first.d,
            self.b * first.c + self.d * first.d,
            x,
            y,
        )


class Picture(NamedTuple):
    """A picture of the page: its part, and the rectangle that it fills, in points."""

    part: str
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass
class Drawn:
    """What stands on a page."""

    chars: list[Char] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    said: list[str] = field(default_factory=list)  # each piece of text as one object holds it
    paths: int = 0
    texts: int = 0
    objects: int = 0


def drawn(page: PageParts) -> Drawn:
    """Return what the layers of a page draw."""
    result = Drawn()
    for layer in page.layers:
        color = page.resources.colors.get(layer.get("DrawParam", ""), "")
        _draw(layer, Matrix(), page.resources, color, result, 0)
    return result


def noted(page: PageParts) -> list[str]:
    """Return the words of what is pinned on a page: stamps, remarks, watermarks."""
    result = Drawn()
    for appearance in page.notes:
        _draw(appearance, _moved(Matrix(), appearance), page.resources, "", result, 0)
    return result.said


def _draw(
    parent: Element, matrix: Matrix, resources: Resources, color: str, result: Drawn, depth: int
) -> None:
    for item in parent:
        result.objects += 1
        if result.objects > MAX_OBJECTS:
            return
        if item.get("Visible", "").lower() == "false":
            continue
        own = resources.colors.get(item.get("DrawParam", ""), color)
        if item.tag == "TextObject":
            result.texts += 1
            result.said += [code.text for code in item.iterchildren("TextCode") if code.text]
            result.chars += _characters(item, _placed(matrix, item), resources, own)
        elif item.tag == "PathObject":
            result.paths += 1
            result.said += [code.text for code in item.iter("TextCode") if code.text]  # of its pattern
            result.rules += _rules(item, _placed(matrix, item))
        elif item.tag == "ImageObject":
            part = resources.media.get(item.get("ResourceID", ""))
            if part is not None:
                result.pictures.append(_picture(part, item, matrix))
        elif item.tag in ("PageBlock", "Layer", "Content") and depth < _MAX_DEPTH:
            _draw(item, matrix, resources, own, result, depth + 1)
        elif item.tag == "CompositeObject" and depth < _MAX_DEPTH:
            unit = resources.composites.get(item.get("ResourceID", ""))
            if unit is not None:
                for content in unit.iterchildren("Content"):
                    _draw(content, _placed(matrix, item), resources, own, result, depth + 1)


def _moved(matrix: Matrix, item: Element) -> Matrix:
    """Return a matrix moved to where an object's boundary begins."""
    boundary = numbers(item.get("Boundary"))
    return matrix.after(Matrix(e=boundary[0], f=boundary[1])) if len(boundary) == 4 else matrix


def _placed(matrix: Matrix, item: Element) -> Matrix:
    """Return the matrix by which the inside of an object is drawn."""
    own = numbers(item.get("CTM"))
    moved = _moved(matrix, item)
    return moved.after(Matrix(*own)) if len(own) == 6 else moved


def _characters(item: Element, matrix: Matrix, resources: Resources, color: str) -> Iterator[Char]:
    """Yield the characters of a text object where its codes put them."""
    size = next(iter(numbers(item.get("Size"))), 0.0) or 3.5
    across = next(iter(numbers(item.get("HScale"))), 1.0) or 1.0
    font = resources.fonts.get(item.get("Font", ""), Font())
    bold = font.bold or next(iter(numbers(item.get("Weight"))), 400.0) >= 600
    fill = item.find("FillColor")
    red = _is_red(fill.get("Value", "") if fill is not None else color)
    char_turn = next(iter(numbers(item.get("CharDirection"))), 0.0)
    angle = math.degrees(math.atan2(matrix.b, matrix.a)) + char_turn
    turns = round(angle / 90)
    quarter = -turns % 4 if abs(angle - 90 * turns) < 8 else None
    down = next(iter(numbers(item.get("ReadDirection"))), 0.0) % 180 == 90
    points = size * math.hypot(matrix.c, matrix.d) * MM
    x = y = 0.0
    for code in item.iterchildren("TextCode"):
        text = code.text or ""
        x = next(iter(numbers(code.get("X"))), x)
        y = next(iter(numbers(code.get("Y"))), y)
        steps_x, steps_y = deltas(code.get("DeltaX")), deltas(code.get("DeltaY"))
        for at, char in enumerate(text):
            natural = size * across * (0.5 if char.isascii() else 1.0)
            step_x = steps_x[at] if at < len(steps_x) else None
            step_y = steps_y[at] if at < len(steps_y) else None
            if step_x is None and step_y is None:
                step_x, step_y = (0.0, natural) if down else (natural, 0.0)
            width = min(natural, step_x) if step_x is not None and step_x > 0 else natural
            yield _char(char, matrix, x, y, max(width, 0.4 * natural), size, points, quarter, red, bold)
            x, y = x + (step_x or 0.0), y + (step_y or 0.0)


def _char(
    char: str, matrix: Matrix, x: float, y: float, width: float, size: float, points: float,
    quarter: int | None, red: bool, bold: bool,
) -> Char:  # fmt: skip
    corners = [matrix.at(a, b) for a in (x, x + width) for b in (y - 0.88 * size, y + 0.12 * size)]
    xs, ys = [MM * a for a, _ in corners], [MM * b for _, b in corners]
    base_x, base_y = (MM * value for value in matrix.at(x, y))
    base = base_x if quarter in (1, 3) else base_y
    return Char(char, min(xs), min(ys), max(xs), max(ys), base, points, quarter, red, bold)


def deltas(text: str | None) -> list[float]:
    """Read the steps from one character to the next; ``g 3 5`` repeats a step of 5 three times.

    >>> deltas("g 3 5 2.5"), deltas(None)
    ([5.0, 5.0, 5.0, 2.5], [])
    """
    steps: list[float] = []
    parts = (text or "").replace(",", " ").split()
    at = 0
    while at < len(parts) and len(steps) < MAX_OBJECTS:
        if parts[at].lower() == "g" and at + 2 < len(parts):
            count, step = numbers(" ".join(parts[at + 1 : at + 3]))
            steps += [step] * min(max(int(count), 0), MAX_OBJECTS)
            at += 3
        else:
            steps += numbers(parts[at]) if parts[at].lower() != "g" else []
            at += 1
    return steps


def _is_red(value: str) -> bool:
    channels = [int(number) for number in numbers(value)]
    if len(channels) != 3:
        return False
    r, g, b = channels
    return r > 130 and max(g, b) < 110 and r - max(g, b) > 70


def _picture(part: str, item: Element, matrix: Matrix) -> Picture:
    """Return a picture with the box around it; its own matrix stretches a square of 1 by 1."""
    inside = _placed(matrix, item)
    if len(numbers(item.get("CTM"))) != 6:
        boundary = numbers(item.get("Boundary"))
        width, height = boundary[2:4] if len(boundary) == 4 else (1.0, 1.0)
        inside = inside.after(Matrix(a=width, d=height))
    corners = [inside.at(x, y) for x in (0, 1) for y in (0, 1)]
    xs, ys = [MM * x for x, _ in corners], [MM * y for _, y in corners]
    return Picture(part, min(xs), min(ys), max(xs), max(ys))


def _rules(item: Element, matrix: Matrix) -> Iterator[Rule]:
    """Yield the straight level lines of a path, and thin filled rectangles, as rules."""
    data = item.find("AbbreviatedData")
    filled = item.get("Fill", "").lower() == "true"
    for line in _strokes((data.text if data is not None else None) or ""):
        points = [tuple(MM * value for value in matrix.at(x, y)) for x, y in line]
        xs, ys = [x for x, _ in points], [y for _, y in points]
        wide, tall = max(xs) - min(xs), max(ys) - min(ys)
        if filled and len(points) >= 4 and min(wide, tall) <= _THIN:
            x, y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
            if max(wide, tall) > 3:
                yield Rule(min(xs), y, max(xs), y) if wide > tall else Rule(x, min(ys), x, max(ys))
            continue
        for (x0, y0), (x1, y1) in pairwise(points):
            if abs(y1 - y0) <= _LEVEL < abs(x1 - x0):
                yield Rule(min(x0, x1), (y0 + y1) / 2, max(x0, x1), (y0 + y1) / 2)
            elif abs(x1 - x0) <= _LEVEL < abs(y1 - y0):
                yield Rule((x0 + x1) / 2, min(y0, y1), (x0 + x1) / 2, max(y0, y1))


_TAKES = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0, "Z": 0}


def _strokes(text: str) -> Iterator[list[tuple[float, float]]]:
    """Yield the corners of each line of an abbreviated path; a curve breaks it off."""
    line: list[tuple[float, float]] = []
    parts = text.replace(",", " ").split()
    at, command = 0, ""
    while at < len(parts):
        if parts[at].upper() in _TAKES:
            command = parts[at].upper()
            at += 1
        takes = _TAKES.get(command)
        if takes is None:
            at += 1
            continue
        values = numbers(" ".join(parts[at : at + takes]))
        at += takes
        if command in ("C", "Z"):
            if len(line) > 1:
                line.append(line[0])
            command = ""
        elif len(values) < takes:
            break
        elif command == "L":
            line.append((values[0], values[1]))
        else:
            if len(line) > 1:
                yield line
            line = [(values[-2], values[-1])]
    if len(line) > 1:
        yield line
