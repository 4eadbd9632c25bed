"""Rows → a CSV that Excel opens with a double click, or a workbook."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from datasette.utils.asgi import Response

KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_FORMULA = re.compile(r"[=+\-@\t\r]")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_WIDTHS = {"原文": 60, "主体": 30, "认定部门": 26, "名单": 26, "事由": 40, "依据": 40, "标题": 40}


def sheet(kind: str, title: str, rows: Sequence[Mapping[str, Any]]) -> Response:
    """Return rows as a file to save, named by its title."""
    columns = list(rows[0]) if rows else []
    table = ([row[column] for column in columns] for row in rows)
    return file(kind, title, columns, table)


def file(kind: str, title: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Response:
    """Return a table as a file to save."""
    body = _workbook(title, columns, rows) if kind == "xlsx" else text(columns, rows).encode("utf-8-sig")
    name = quote(f"{title}.{kind}")
    return Response(
        body,
        content_type=KINDS[kind],
        headers={"content-disposition": f"attachment; filename*=UTF-8''{name}", "cache-control": "no-store"},
    )


def text(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Write a table as CSV; what a spreadsheet would take for a formula is written so that it is text.

    >>> text(["主体", "罚款（元）"], [["=1+1", 20000.0], ["长河茶行", -5]]).splitlines()
    ['主体,罚款（元）', "'=1+1,20000", '长河茶行,-5']
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_plain(value) for value in row] for row in rows)
    return out.getvalue()


def _plain(value: Any) -> Any:
    if isinstance(value, float) and value == int(value):
        return int(value)
    if isinstance(value, str) and _FORMULA.match(value):
        return "'" + value
    return value


def _workbook(title: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    page = book.create_sheet(re.sub(r"[\[\]:*?/\\]", "", title)[:31] or "结果")
    page.freeze_panes = "A2"
    for place, column in enumerate(columns, 1):
        page.column_dimensions[get_column_letter(place)].width = _WIDTHS.get(column, 14)
    head = []
    for column in columns:
        cell = WriteOnlyCell(page, column)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="E8EEF4")
        head.append(cell)
    page.append(head)
    for row in rows:
        line = []
        for column, value in zip(columns, row, strict=True):
            if isinstance(value, str):
                cell = WriteOnlyCell(page, _UNPRINTABLE.sub("", value)[:32_000])
                cell.data_type = "s"  # never a formula
                cell.alignment = Alignment(wrap_text=column in _WIDTHS, vertical="top")
            else:
                cell = WriteOnlyCell(page, value)
                cell.alignment = Alignment(vertical="top")
                if column.endswith("（元）"):
                    cell.number_format = "#,##0.00"
            line.append(cell)
        page.append(line)
    if columns:
        page.auto_filter.ref = f"A1:{get_column_letter(len(columns))}1"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
