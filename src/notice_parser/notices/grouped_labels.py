"""Table whose labels stand in groups → labels and values: 被处罚当事人 over 个人 and 单位."""

from __future__ import annotations

import re

from ..model import Cell, Table
from .columns import Column, column_of

_NAME = re.compile(
    r"(?:个人|自然人|公民|单位|企业|法人(?:或其他组织)?|机构|其他组织)?(?:的)?(?:姓名|名称)|个人|公民|自然人|单位|法人|机构"
)
_PERSON = re.compile(r"个人|自然人|公民")
_UNIT = re.compile(r"(?:所在|工作)?单位(?:名称)?")
_PARTY = re.compile(r"当事人|相对人|被处罚|被监管|违法主体|违规主体|处罚对象")


def grouped_labels(table: Table) -> list[tuple[str, Cell, Cell]]:
    """Return the label, its cell and the value of each row, where labels stand in groups; else nothing.

    A label may be merged over rows, with one or two of its own below it (当事人 | 单位 | 名称 | 甲银行).

    >>> from ..model import Table
    >>> grouped_labels(Table(title="名单", pages=(1,), header=("序号", "单位名称"), rows=()))
    []
    """
    if table.header or any(len(row) < 3 for row in table.rows):
        return []
    told = [_distinct(row) for row in table.rows]
    groups = [row for row in told if len(row) >= 3 and _PARTY.search(row[0].text)]
    if not any(_goes_on(row[0]) for row in groups):
        return []
    known = [row for row in told if len(row) >= 2 and _label(row) is not None]
    if len(known) < 0.6 * len(told) or any(len(row) > 4 for row in told):
        return []
    return [(label, row[-2], row[-1]) for row in told if len(row) >= 2 and (label := _label(row))]


def _distinct(row: tuple[Cell, ...]) -> list[Cell]:
    """The cells of a row, each once however many columns it is merged over."""
    return [
        cell
        for at, cell in enumerate(row)
        if at == 0 or not (_goes_on(cell) and cell.text == row[at - 1].text)
    ]


def _goes_on(cell: Cell) -> bool:
    """Whether a cell only shows the words of the one that it is merged with."""
    return bool(cell.text) and cell.span.start == cell.span.end


def _label(row: list[Cell]) -> str | None:
    """What the innermost label of a row calls its value; a name under the label of a party is the party's."""
    inner = re.sub(r"\s", "", row[-2].text)
    if len(row) > 3 and _PERSON.fullmatch(row[-3].text.strip()) and _UNIT.fullmatch(inner):
        return None  # 个人 | 单位: where the person works
    if len(row) > 2 and _NAME.fullmatch(inner):
        return "当事人名称" if _PARTY.search(row[0].text) else None
    return inner if column_of(inner) not in (None, Column.SERIAL) else None
