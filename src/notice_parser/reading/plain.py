"""Text → lines and tables, as if it stood on one endless page."""

from __future__ import annotations

import math
import re
import unicodedata
from itertools import groupby

from ..model import Document, Page
from .assemble import document
from .geometry import Line
from .headers import alike, header_depth, is_label, is_pairs
from .layout import Paragraph, margins, paragraphs
from .stitch import Joined, Value

_BREAK = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
CONTROL = dict.fromkeys([*range(9), *range(0x0E, 0x1C), 0x1F, 0x7F, 0xAD, 0x200B, 0x2060, 0xFEFF])
CONTROL |= dict.fromkeys(range(0xD800, 0xE000))  # halves of characters, which no file can hold
MAX_CHARACTERS = 3_000_000  # of a file
_SIZE = 1.0  # one Han character


def document_of(text: str, name: str, sha256: str) -> Document:
    """Take a text as a document of one page without places."""
    found = _lines_and_tables(text)
    lines = [item for item in found if isinstance(item, Line)]
    measure = margins(lines, {1: 0.0 if _wrapped(lines) else math.inf})
    items: list[Paragraph | Joined] = []
    for is_table, group in groupby(found, key=lambda item: isinstance(item, Joined)):
        if is_table:
            items += [item for item in group if isinstance(item, Joined)]
        else:
            items += paragraphs([item for item in group if isinstance(item, Line)], measure)
    page = Page(number=1, width=0, height=0, read_by="text" if items else "blank")
    return document(name, sha256, (page,), {}, items, None)


def _wrapped(lines: list[Line]) -> bool:
    """Whether the lines were cut at one width, as by a program that saves pages as text."""
    longest = max((line.x1 for line in lines), default=0.0)
    full = [line for line in lines if line.x1 > longest - 1.6]
    return 18 <= longest <= 60 and len(full) >= max(3, 0.3 * len(lines))


def _lines_and_tables(text: str) -> list[Line | Joined]:
    """Return the lines of a text; lines with tabs that follow one another make up a table."""
    found: list[Line | Joined] = []
    rows: list[list[str]] = []
    raws = _BREAK.split(text.translate(CONTROL))
    for number, raw in enumerate(raws):
        following = "".join(raws[number + 1 : number + 2]).strip()
        if _filled(raw) > 1 and (rows or "\t" in following):
            rows.append([cell.strip() for cell in raw.split("\t")])
        elif rows and _bare_label(rows, raw, following):
            rows.append([raw.strip(), ""])
        else:
            found += _tables(rows, found)
            rows = []
            if raw.strip():
                found.append(_line(raw.replace("\t", " "), number + 1))
    found += _tables(rows, found)
    return found


def _filled(raw: str) -> int:
    return sum(bool(cell.strip()) for cell in raw.split("\t"))


def _bare_label(rows: list[list[str]], raw: str, following: str) -> bool:
    """Whether a line between pairs of label and value is a label whose value is empty."""
    return (
        all(len(row) == 2 for row in rows)
        and "\t" in following
        and len(raw.strip()) <= 20
        and is_label(raw)
        and is_pairs([*rows, [raw.strip(), ""]])
    )


def _tables(rows: list[list[str]], before: list[Line | Joined]) -> list[Joined]:
    """Return a table of rows; none if they go on the table right before, repeating its header."""
    if not rows:
        return []
    table = _table(rows)
    last = before[-1] if before else None
    if isinstance(last, Joined) and last.header and table.header and alike(_head(last), _head(table)):
        last.rows += table.rows
        return []
    return [table]


def _head(table: Joined) -> list[str]:
    return [value.text for value in table.header[0]]


def _line(raw: str, number: int) -> Line:
    """Take a line of text as printed in characters of one width."""
    text = raw.strip()
    indent = _width(raw[: len(raw) - len(raw.lstrip())])
    base = 1.5 * number
    return Line(text, 1, indent, base - 1, indent + _width(text), base, base, _SIZE)


def _width(text: str) -> float:
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text)


def _table(rows: list[list[str]]) -> Joined:
    """Make rows equally long; a cell that is empty stays so, since nothing shows what is merged."""
    width = max(map(len, rows))
    padded = [row + [""] * (width - len(row)) for row in rows]
    depth = header_depth(padded)
    values = [[Value(cell) for cell in row] for row in padded]
    return Joined(values[:depth], values[depth:], None, (1,))
