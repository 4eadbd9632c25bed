"""Rows ⇄ workbooks and CSV files, as colleagues open them."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Any

from ..model import Unreadable

_WIDTHS = {"原文": 60, "依据原文": 60, "主体": 32, "名称": 32, "说明": 44, "名单": 30, "认定部门": 26}
_TOP = 10  # rows among which the header stands
_MOST = 1_048_576  # rows of a sheet


def write(path: Path, header: Sequence[str], rows: Iterable[Mapping[str, Any]], title: str = "数据") -> int:
    """Write rows under a header, as CSV that Excel reads where the name says so, else as a workbook.

    No cell is taken for a formula. Return the number of rows.
    """
    if path.suffix.lower() == ".csv":
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            out = csv.writer(file)
            out.writerow(header)
            count = 0
            for row in rows:
                out.writerow([_no_formula(row.get(name)) for name in header])
                count += 1
            return count
    return write_book(path, {title: (header, rows)})


def write_book(path: Path, sheets: Mapping[str, tuple[Sequence[str], Iterable[Mapping[str, Any]]]]) -> int:
    """Write a workbook of several sheets; return the number of rows."""
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    count = 0
    for title, (header, rows) in sheets.items():
        sheet = book.create_sheet(title)
        sheet.freeze_panes = "A2"
        for place, name in enumerate(header, 1):
            sheet.column_dimensions[get_column_letter(place)].width = _WIDTHS.get(name, 14)
        sheet.append([_cell(sheet, name, Font(bold=True)) for name in header])
        for row in rows:
            sheet.append([_cell(sheet, row.get(name)) for name in header])
            count += 1
    book.save(path)
    return count


def read(path: Path, words: Collection[str] = ()) -> Iterator[dict[str, str]]:
    """Yield the rows of a CSV file or of a workbook's first sheet under their header, cells as text.

    The header is the first of the topmost rows that holds one of ``words``, else the first row: a title may
    stand above it. Raise ``Unreadable`` where it is neither.
    """
    try:
        rows = _csv_rows(path) if path.suffix.lower() in (".csv", ".txt") else _book_rows(path)
        top = [[cell.strip() for cell in row] for row in islice(rows, _TOP)]
        if not any(map(any, top)):
            raise Unreadable(path.name, "是空表", "请检查文件")
        place = next((n for n, row in enumerate(top) if any(cell.lower() in words for cell in row)), 0)
        header = top[place]
        for row in chain(top[place + 1 :], rows):
            if any(cell.strip() for cell in row):
                yield {name: cell.strip() for name, cell in zip(header, row, strict=False) if name}
    except FileNotFoundError:
        raise Unreadable(path.name, "文件不存在", "请检查路径") from None
    except OSError as error:
        raise Unreadable(path.name, f"无法读取（{error.strerror}）", "请检查路径和权限") from None


def _csv_rows(path: Path) -> Iterator[list[str]]:
    content = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise Unreadable(path.name, "文字编码无法识别", "请另存为 UTF-8 的 CSV")
    yield from csv.reader(text.splitlines(), delimiter="\t" if "\t" in text.split("\n", 1)[0] else ",")


def _book_rows(path: Path) -> Iterator[list[str]]:
    from zipfile import BadZipFile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, ValueError):
        raise Unreadable(path.name, "不是 Excel 工作簿（xlsx）", "请另存为 xlsx 或 CSV") from None
    try:
        for row in book.worksheets[0].iter_rows(values_only=True, max_row=_MOST):
            yield [_text(value) for value in row]
    finally:
        book.close()


def _text(value: Any) -> str:
    """Return a cell as text; a number that stands for a code keeps its digits."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _cell(sheet: Any, value: Any, font: Any = None) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    if isinstance(value, str):
        value = ILLEGAL_CHARACTERS_RE.sub("", value)[:32767]
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, str):
        cell.data_type = "s"
    if font:
        cell.font = font
    return cell


def _no_formula(value: Any) -> Any:
    """Keep a spreadsheet from taking text for a formula, blanks before it or not."""
    if isinstance(value, str) and (
        value[:1] in ("\t", "\r", "\n") or value.lstrip()[:1] in tuple("=+-@＝＋－＠")
    ):
        return f"'{value}"
    return value
