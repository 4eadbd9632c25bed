"""PDF page → ruling lines, by pdfplumber: asked where pdfium shows no grid on a page that looks like a table.

It follows forms in forms to any depth, where the look at pdfium's objects ends.
"""

from __future__ import annotations

import io
import logging
import warnings
from collections.abc import Iterator, Mapping
from typing import Any

from .geometry import Frame, Rule

_SETTINGS = {"vertical_strategy": "lines", "horizontal_strategy": "lines", "snap_tolerance": 2}


def rules_again(content: bytes, frames: Mapping[int, Frame]) -> Iterator[tuple[int, tuple[Rule, ...]]]:
    """Yield the rules of each page in ``frames`` by its number; no page that pdfplumber cannot read."""
    import pdfplumber

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # its complaints are not for staff
    wanted = sorted(frames)
    try:
        document = pdfplumber.open(io.BytesIO(content), pages=wanted)
    except Exception:  # pdfminer lets any error through, even TypeError; the text is still read
        return
    with document:
        resources: Any = document.rsrcmgr
        resources.get_font = _no_font  # text without one is passed over: it draws no rule
        for number, page in zip(wanted, document.pages, strict=False):
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    yield number, _edges(page, frames[number])
            except Exception:
                continue
            finally:
                page.close()


def _no_font(number: object, font: object) -> None:
    """Spare the work of reading a font."""


def _edges(page: Any, frame: Frame) -> tuple[Rule, ...]:
    """Return the merged edges of lines, rectangles and curves, on the page as read."""
    from pdfplumber.table import TableFinder

    left, top = page.cropbox[0], page.cropbox[1]
    found = []
    for edge in TableFinder(page, _SETTINGS).edges:
        a, b = frame.turned(edge["x0"] - left, edge["top"] - top)
        c, d = frame.turned(edge["x1"] - left, edge["bottom"] - top)
        a, b, c, d = min(a, c), min(b, d), max(a, c), max(b, d)
        if c - a > d - b:
            found.append(Rule(a, (b + d) / 2, c, (b + d) / 2))
        else:
            found.append(Rule((a + c) / 2, b, (a + c) / 2, d))
    return tuple(found)
