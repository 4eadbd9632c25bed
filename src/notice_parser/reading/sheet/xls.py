"""Workbook of Excel 97 to 2003, or of WPS (.et) → Document."""

from __future__ import annotations

import hashlib
import io
from typing import Any

from ...model import Document, Unreadable
from .form import form_document
from .layout import Sheet, SheetCell, sheets_document
from .numbers import is_date_form, shown, stored

_CENTER, _RIGHT, _ACROSS, _SPREAD = 2, 3, 6, 7


def read_xls(name: str, data: bytes) -> Document:
    """Read a .xls or .et file. Raise ``Unreadable`` where it is broken, locked or has no text."""
    import xlrd

    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
        sheets = [_sheet(book, found) if found.visibility == 0 else None for found in book.sheets()]
    except xlrd.XLRDError as error:
        if "encrypted" in str(error).lower():
            raise Unreadable(name, "文件有打开密码", "请取得密码，另存为无密码的文件") from error
        raise Unreadable(name, "文件已损坏或不完整", "请重新下载或索取原件") from error
    except Exception as error:  # whatever the library meets in a broken file is the file's fault
        raise Unreadable(name, "文件已损坏或不完整", "请重新下载或索取原件") from error
    sha256 = hashlib.sha256(data).hexdigest()
    return form_document(name, sha256, sheets) or sheets_document(name, sha256, sheets)


def _sheet(book: Any, found: Any) -> Sheet:
    cells = {
        (row, column): _cell(book, cell)
        for row in range(found.nrows)
        for column, cell in enumerate(found.row(row))
        if cell.ctype not in (0, 5, 6) and cell.value != ""
    }
    merged = [(top, left, bottom - top, right - left) for top, bottom, left, right in found.merged_cells]
    rows = {row for row, about in found.rowinfo_map.items() if about.hidden}
    columns = {column for column, about in found.colinfo_map.items() if about.hidden}
    return Sheet(found.name, cells, merged, rows, columns)


def _cell(book: Any, cell: Any) -> SheetCell:
    look = book.xf_list[cell.xf_index]
    font = book.font_list[look.font_index]
    known = book.format_map.get(look.format_key)
    color = book.colour_map.get(font.colour_index)
    align = look.alignment.hor_align
    value, form = _value(book, cell, known.format_str if known is not None else "General")
    return SheetCell(
        text=shown(value, form).strip(),
        exact=stored(value),
        bold=font.weight >= 600,
        size=font.height / 20,
        align="right" if align == _RIGHT else "center" if align in (_CENTER, _ACROSS, _SPREAD) else "left",
        red=bool(color) and color[0] > 130 and max(color[1:]) < 110,
    )


def _value(book: Any, cell: Any, form: str) -> tuple[Any, str]:
    """Return what a cell holds, and the format to show it in."""
    import xlrd

    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value), "General"
    if cell.ctype == xlrd.XL_CELL_DATE or (cell.ctype == xlrd.XL_CELL_NUMBER and is_date_form(form)):
        try:
            moment = xlrd.xldate_as_datetime(cell.value, book.datemode)
        except (ValueError, OverflowError):
            return cell.value, "General"
        return (moment if cell.value >= 1 else moment.time()), form
    return cell.value, form
