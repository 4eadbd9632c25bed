"""Rows of 信用事件 → a table for the terminal."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

# Column, its width, and the terminal width that has room for it. What is left goes to 原文 and 主体.
_COLUMNS = (
    ("日期", 10, 0),
    ("类型", 12, 0),
    ("动作", 4, 0),
    ("确定性", 6, 0),
    ("名单", 18, 100),
    ("主体", 16, 0),
    ("认定部门", 18, 130),
    ("文号", 20, 160),
    ("页码", 4, 90),
)
_QUOTE = "原文"
_LEAST = 16  # columns for the quote; with less it is left out
_LINES = 2  # of one cell; the whole text is in the database
_GAP = 2
_CODE = re.compile(r"[\w.:-]{0,18}", re.ASCII)  # a day, a number, a code: in two lines nobody can read it


def console(*, error: bool = False) -> Console:
    """Return a console as wide as the terminal, or wide enough for every column where there is none."""
    from rich.console import Console

    stream = sys.stderr if error else sys.stdout
    return Console(file=stream, width=None if stream.isatty() else 180, highlight=False)


def event_table(rows: Iterable[Mapping[str, Any]], width: int, title: str | None = None) -> Table:
    """Lay rows of 信用事件 out for a terminal of ``width`` columns, leaving out what it has no room for."""
    sizes = {name: size for name, size, room in _COLUMNS if width >= room}
    left = width - sum(size + _GAP for size in sizes.values())
    if left - _GAP >= _LEAST:
        sizes[_QUOTE] = left - _GAP - left // 5
        left //= 5
    sizes["主体"] += max(left, 0)
    table = _table(sizes, title)
    for column, size in zip(table.columns, sizes.values(), strict=True):
        column.width = size
    for row in rows:
        table.add_row(*(_cut(row[name], size * _LINES) for name, size in sizes.items()))
    return table


def plain_table(header: Sequence[str], rows: Iterable[Iterable[Any]], title: str | None = None) -> Table:
    """Lay any rows out under a header."""
    from rich.text import Text

    lines = [["" if value is None else str(value) for value in row] for row in rows]
    table = _table(header, title)
    for column, cells in zip(table.columns, zip(*lines, strict=True), strict=False):
        column.no_wrap = all(_CODE.fullmatch(cell) for cell in cells)
    for line in lines:
        table.add_row(*map(Text, line))
    return table


def _table(header: Iterable[str], title: str | None) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, show_edge=False, padding=(0, 1, 0, 0))
    if title:
        table.title, table.title_justify = Text(title), "left"
    for name in header:
        table.add_column(Text(name), overflow="fold")
    return table


def _cut(value: Any, size: int) -> Any:
    """Return a value as text of at most ``size`` columns, of which a Chinese character takes two."""
    from rich.cells import cell_len, set_cell_size
    from rich.text import Text

    text = "" if value is None else " ".join(str(value).split())
    return Text(text if cell_len(text) <= size else set_cell_size(text, size - 3).rstrip() + "…")
