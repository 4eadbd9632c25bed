"""Table → assessment cells and one event: which unit has done which task of a yearly assessment."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..model import (
    AssessmentCell,
    AssessmentStatus,
    Authority,
    Block,
    Cell,
    Event,
    Subject,
    SubjectKind,
    Table,
)
from .passage import Source

# marks that such tables use; a legend in the notice (“√”代表已完成) goes before them
_MARKS = {
    "√": AssessmentStatus.COMPLETED,
    "✓": AssessmentStatus.COMPLETED,
    "是": AssessmentStatus.COMPLETED,
    "已完成": AssessmentStatus.COMPLETED,
    "*": AssessmentStatus.PENDING,
    "＊": AssessmentStatus.PENDING,
    "未完成": AssessmentStatus.PENDING,
    "非考核项": AssessmentStatus.NOT_ASSESSED,
    "不考核": AssessmentStatus.NOT_ASSESSED,
    "无": AssessmentStatus.NO_EVENT,
    "": AssessmentStatus.BLANK,
    "-": AssessmentStatus.BLANK,
    "—": AssessmentStatus.BLANK,
    "/": AssessmentStatus.BLANK,
}
_UNITS = re.compile(
    r"^(?:考核|责任|成员|被考核|牵头)?(?:部门|单位|区镇|镇街|镇（?街道）?|街道|乡镇|县市?区|县（市）区|[^，。]{0,8}(?:办事处|单位|部门|区|镇|街道|科室))$"
    r"|^(?:各)?(?:县|区|市|镇|乡)[（(、][^，。]{1,8}$"
)
_POINTS = re.compile(
    r"[（(](?:(?P<most>最高|视情最高)?(?P<minus>扣))?(?P<points>\d+(?:\.\d+)?)分[）)]|[（(][^（）()]*?扣(?P<cap>\d+(?:\.\d+)?)分[）)]"
)
_FIGURE = re.compile(r"-?\d+\.\d+|-\d+|\d+(?:\.\d+)?%")
_COUNT = re.compile(r"\d{1,5}")
_ABOUT = re.compile(r"考核|评分|得分|扣分|任务|进展|完成|建设|信用|公示")


class Assessed(NamedTuple):
    """What the tables of a notice say."""

    cells: tuple[AssessmentCell, ...]
    events: tuple[Event, ...]


def read_assessments(source: Source) -> Assessed:
    """Read every table of units and tasks."""
    cells: list[AssessmentCell] = []
    events: list[Event] = []
    number = 0
    for block in source.document.blocks:
        if block.table is None:
            continue
        if not is_assessment(block.table):
            continue
        number += 1
        cells += _cells(block.table, number)
        events.append(_event(source, block, block.table))
    return Assessed(tuple(cells), tuple(events))


def is_assessment(table: Table) -> bool:
    """Whether a table sets units against tasks: its marks are those of an assessment."""
    if len(table.header) < 3 or not table.rows:
        return False
    body = [cell.text.strip() for row in table.rows for cell in row[1:]]
    marked = sum(text in _MARKS or bool(_COUNT.fullmatch(text)) for text in body)
    marked += sum(bool(_FIGURE.fullmatch(text)) for text in body)
    telling = sum(text in _MARKS and text not in ("", "-", "—", "/", "无", "是") for text in body)
    about = bool(_ABOUT.search("".join(table.header[1:])))
    return (
        about and bool(_UNITS.match(_flat(table.header[0]))) and (telling > 0 and marked >= 0.7 * len(body))
    )


def _cells(table: Table, number: int) -> list[AssessmentCell]:
    out = []
    for row in table.rows:
        for head, cell in zip(table.header[1:], row[1:], strict=False):
            status, count = status_of(cell.text)
            out.append(_cell(number, row[0], head, cell, status, count))
    return out


def _cell(
    number: int, unit: Cell, head: str, cell: Cell, status: AssessmentStatus | None, count: int | None
) -> AssessmentCell:
    return AssessmentCell(
        table=number,
        unit=_flat(unit.text),
        task=_flat(_POINTS.sub("", head)),
        points=points_of(head),
        status=status,
        count=count,
        raw=cell.text,
        page=cell.page,
        box=cell.box,
    )


def status_of(text: str) -> tuple[AssessmentStatus | None, int | None]:
    """Tell what a cell says: its status and, where it is a number, the count.

    >>> [status_of(text)[0].value for text in ("√", "4", "非考核项")]
    ['completed', 'count', 'not_assessed']
    """
    flat = _flat(text)
    if _COUNT.fullmatch(flat):
        return AssessmentStatus.COUNT, int(flat)
    return _MARKS.get(flat), None


def points_of(head: str) -> str | None:
    """Return the points that a column's header names: the most it gives, or takes as a negative number.

    >>> points_of("信用审查 (0.4 分)"), points_of("严重失信事件（视情最高扣20分）"), points_of("扣分情况")
    ('0.4', '-20', None)
    """
    found = _POINTS.search(_flat(head))
    if not found:
        return None
    if found["cap"]:
        return f"-{found['cap']}"
    return f"-{found['points']}" if found["minus"] else found["points"]


def _event(source: Source, block: Block, table: Table) -> Event:
    issuer = source.masthead.issuer
    first = source.text.find("\n", block.span.start, block.span.end)
    end = first if first != -1 else block.span.end
    return Event(
        event_type="assessment.table",
        subjects=(Subject(name=_flat(table.header[0]), kind=SubjectKind.GROUP),),
        authority=Authority(written=issuer, full=issuer) if issuer else None,
        quote=source.text[block.span.start : end],
        span=block.span,
        confidence=0.9,
    )


def _flat(text: str) -> str:
    return re.sub(r"\s", "", text)
