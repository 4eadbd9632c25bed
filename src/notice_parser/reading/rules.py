"""PDF page → ruling lines, by pdfplumber."""

from __future__ import annotations

import io
import logging
import warnings
from collections.abc import Iterator
from typing import Any

import pdfplumber
from pdfplumber.table import TableFinder

from .geometry import Frame, Rule

_SETTINGS = {"vertical_strategy": "lines", "horizontal_strategy": "lines", "snap_tolerance": 2}

logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # its complaints are not for staff


def rules(content: bytes, frames: dict[int, Frame]) -> Iterator[tuple[int, list[Rule]]]:
    """Yield the rules of each page in ``frames``; none for a page that pdfplumber cannot read.

    Cells are not taken from pdfplumber, since it finds none where a page break leaves a cell open.
    """
    wanted = sorted(frames)
    try:
        document = pdfplumber.open(io.BytesIO(content), pages=wanted)
    except Exception:  # pdfminer lets any error through, even TypeError; the text is still read
        return
    with document:
        for number, page in zip(wanted, document.pages, strict=False):
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    found = _edges(page, frames[number])
            except Exception:
                found = []
            finally:
                page.close()
            yield number, found


def _edges(page: Any, frame: Frame) -> list[Rule]:
    """Return the merged edges of lines, rectangles and curves, on the page as read."""
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
    return found
