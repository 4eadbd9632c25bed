"""OOXML workbook → Document."""

from __future__ import annotations

import hashlib
import io
import warnings
from typing import Any

from ...model import Document, Unreadable
from ..flow import is_red
from ..package import Package
from .form import form_document
from .layout import Sheet, SheetCell, sheets_document
from .numbers import shown, stored

MAX_SHEETS = 300
MAX_CELLS = 5_000_000  # of one sheet; in a broken file, mostly empty ones
_ALIGN = {"center": "center", "centerContinuous": "center", "distributed": "center", "right": "right"}


def read_xlsx(name: str, data: bytes) -> Document:
    """Read a .xlsx, .xlsm or .xltx file; formulas count as what they last gave, macros are not opened.

    Raise ``Unreadable`` where it is broken or has no text.
    """
    import openpyxl

    package = Package(name, data)
    for part in package.names:
        if part.endswith((".xml", ".rels")) and b"<!DOCTYPE" in package.bytes(part):
            raise Unreadable(name, "文件含有不应有的外部定义（DTD），可能有害", "请核对来源，或索取原件")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what it does not keep: charts, validations, extensions
            book = openpyxl.load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
    except Exception as error:  # whatever the library meets in a broken file is the file's fault
        raise Unreadable(name, "文件已损坏或不完整", "请用 Excel 或 WPS 打开后另存，或索取原件") from error
    if len(book.worksheets) > MAX_SHEETS:
        raise Unreadable(name, f"工作表过多（{len(book.worksheets)} 个）", "请拆分后再试")
    sheets = [_sheet(name, found) if found.sheet_state == "visible" else None for found in book.worksheets]
    sha256 = hashlib.sha256(data).hexdigest()
    return form_document(name, sha256, sheets, first=1) or sheets_document(name, sha256, sheets)


def _sheet(name: str, found: Any) -> Sheet:
    stored = found._cells  # only those in the file; iter_rows would walk to a lone cell in the last column
    if len(stored) > MAX_CELLS:
        raise Unreadable(name, "工作表过大", "请拆分后再试")
    cells = {place: _cell(cell) for place, cell in stored.items() if cell.value not in (None, "")}
    merged = [
        (each.min_row, each.min_col, each.max_row - each.min_row + 1, each.max_col - each.min_col + 1)
        for each in found.merged_cells.ranges
    ]
    rows = {row for row, about in found.row_dimensions.items() if about.hidden}
    columns = {
        column
        for about in found.column_dimensions.values()
        if about.hidden
        for column in range(about.min or 0, (about.max or 0) + 1)
    }
    return Sheet(found.title, cells, merged, rows, columns)


def _cell(cell: Any) -> SheetCell:
    font, alignment = cell.font, cell.alignment
    color = getattr(font.color, "rgb", None) if font is not None and font.color is not None else None
    return SheetCell(
        text=shown(cell.value, cell.number_format or "General").replace("_x000D_", "").strip(),
        bold=bool(font is not None and font.b),
        size=float(font.sz or 11) if font is not None else 11.0,
        align=_ALIGN.get((alignment.horizontal if alignment is not None else None) or "", "left"),
        red=is_red(color) if isinstance(color, str) else False,
        exact=stored(cell.value),
    )
