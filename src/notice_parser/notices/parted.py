"""Table → the table with columns apart that stood too near: 原级别 现级别 over C B, B A."""

from __future__ import annotations

from collections.abc import Sequence

from ..model import Cell, Span
from .columns import column_of

Cells = tuple[Cell, ...]
_MOST = 0.8  # of the cells must hold a value for each of the two labels


def parted(header: Sequence[str], body: Sequence[Cells]) -> tuple[tuple[str, ...], list[Cells]]:
    """Part each column whose label is two known labels, where nearly all of its cells hold two words.

    >>> from ..model import Box
    >>> cell = Cell("C B", Span(0, 3), 1, Box(0, 0, 1, 1))
    >>> header, rows = parted(["原级别 现级别"], [(cell,)])
    >>> header, [each.text for each in rows[0]], rows[0][1].span
    (('原级别', '现级别'), ['C', 'B'], Span(start=2, end=3))
    """
    labels, rows = tuple(header), list(body)
    for at in reversed(range(len(labels))):
        two = labels[at].split()
        if len(two) != 2 or any(column_of(label) is None for label in two):
            continue
        said = [row[at].text.split() for row in rows if row[at].text.strip()]
        if said and sum(len(words) == 2 for words in said) >= _MOST * len(said):
            labels = (*labels[:at], *two, *labels[at + 1 :])
            rows = [(*row[:at], *_halves(row[at]), *row[at + 1 :]) for row in rows]
    return labels, rows


def _halves(cell: Cell) -> tuple[Cell, Cell]:
    first, _, second = cell.text.partition(" ")
    if cell.span.end - cell.span.start != len(cell.text):  # merged over rows, or printed otherwise
        return cell._replace(text=first), cell._replace(text=second.strip())
    low = cell.span.start
    at = cell.text.index(second.strip(), len(first)) if second.strip() else len(cell.text)
    return (
        cell._replace(text=first, span=Span(low, low + len(first))),
        cell._replace(text=second.strip(), span=Span(low + at, cell.span.end)),
    )
