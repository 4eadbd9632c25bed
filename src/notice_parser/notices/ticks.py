"""Columns of ticks → what their headers say of the rows ticked: √ under 列入, under 移出, under 黄牌."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..model import Cell
from .columns import Column

_TICK = re.compile(r"[√✓✔☑●■▲★]|是")
_BLANK = re.compile(r"[×✗✕☒□○—–/\\\-－]*|否|无")
_MOVE = re.compile(
    r"(?:新增|拟)?(?:列入|纳入|移出|退出|解除|摘牌|销号|延期|延长|维持|保留|继续(?:列入|保留)|撤销)(?:[\u4e00-\u9fff]{0,6}(?:名单|名录))?"
)
_LEVEL = re.compile(r"[红黄][牌]?(?:警示|牌警示)?|[A-E]{1,3}[+-]?级|[绿蓝黄红黑][色标]")


def head_of(header: str) -> str:
    """Return the lowest row of a header of several.

    >>> head_of("调整情况 移出")
    '移出'
    """
    return re.split(r"\s+", header.strip())[-1]


def is_ticked(text: str) -> bool:
    """Return whether a cell is a tick.

    >>> is_ticked("√"), is_ticked("×"), is_ticked("移出")
    (True, False, False)
    """
    return _TICK.fullmatch(text.strip()) is not None


def with_ticks(
    columns: list[Column | None], header: Sequence[str], body: Sequence[Sequence[Cell]]
) -> tuple[list[Column | None], frozenset[int]]:
    """Take columns of ticks for what their headers say, and tell which they are."""
    found: dict[int, Column] = {}
    for at, head in enumerate(header):
        texts = [row[at].text.strip() for row in body if at < len(row)]
        marks = [text for text in texts if not _BLANK.fullmatch(text)]
        if not marks or not all(map(is_ticked, marks)):
            continue
        if _MOVE.fullmatch(head_of(head)):
            found[at] = Column.ACTION
        elif _LEVEL.fullmatch(head_of(head)):
            found[at] = Column.LEVEL
    others = {column for at, column in enumerate(columns) if at not in found}
    kept = {at for at, kind in found.items() if kind not in others}
    return [found[at] if at in kept else column for at, column in enumerate(columns)], frozenset(kept)
