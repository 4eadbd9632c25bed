"""PDF → Document, by its text layer or, where it has none to trust, by recognition."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

import pypdfium2

from ..model import Document, Page, Unreadable
from .aligned import has_header, implied
from .assemble import document, with_apart
from .columns import reading_order
from .edges import at_edges, at_gaps
from .furniture import without_furniture
from .geometry import Char, Frame, Line, Rule, recognition
from .grid import Grid, grids
from .layout import Margins, margins, paragraphs
from .lines import line_of, pieces
from .ocr import OFF, EngineMissing, engine, scanned, with_codes_repaired, with_pictures
from .pdf import MAX_ON_PAGE, Sheet, TooLong, sheets
from .plain import MAX_CHARACTERS
from .progress import Progress, unheard
from .rules_again import rules_again
from .stitch import bare_row, continues, stitch, with_bare_label
from .striped import between_columns
from .titles import Item

_GUTTER = 0.6  # of a character, at least, between the lines of two columns
MAX_PAGES = 2_000
MAX_SCANNED = 500  # pages to recognise, which takes seconds each: more would hold a reader for an hour


def read_pdf(name: str, data: bytes, ocr: str = OFF, progress: Progress = unheard) -> Document:
    """Read a PDF; pages without a text layer to trust by the engine ``ocr``, telling ``progress`` of each.

    Raise ``Unreadable`` where it cannot be opened or has no text.
    """
    try:
        found = _sheets(name, data, ocr, progress)
    except (Unreadable, MemoryError):
        raise
    except TooLong as error:
        reason = f"第 {error.page} 页的文字过多（超过 {MAX_ON_PAGE} 字）"
        raise Unreadable(name, reason, "请用阅读软件核对该页，或索取原件") from None
    except EngineMissing as error:
        raise Unreadable(name, "文件需要文字识别", str(error)) from error
    except Exception as error:  # whatever the library meets in a broken file is the file's fault
        raise Unreadable(name, "文件已损坏或不完整", "请重新下载或索取原件") from error
    found = _with_rules(found, data)
    return document_of(found, name, hashlib.sha256(data).hexdigest(), progress=progress)


def _with_rules(found: Sequence[Sheet], data: bytes) -> list[Sheet]:
    """Ask once more for the rules of each page that looks ruled where too few were seen for a table."""
    unclear = {
        sheet.number: sheet.frame
        for sheet in found
        if sheet.read_by == "text" and sheet.ruled and sheet.chars and not _could_be_grid(sheet.rules)
    }
    again = dict(rules_again(data, unclear)) if unclear else {}
    return [replace(sheet, rules=again.get(sheet.number, sheet.rules)) for sheet in found]


def _could_be_grid(rules: Sequence[Rule]) -> bool:
    across = sum(rule.top == rule.bottom for rule in rules)
    return across >= 2 and len(rules) - across >= 2


def document_of(
    found: Sequence[Sheet],
    name: str,
    sha256: str,
    apart: Callable[[str], list[str]] | None = None,
    progress: Progress = unheard,
) -> Document:
    """Put the pages of a file together.

    ``apart`` is given the text, and returns what else stands in the file and is to follow it.
    Raise ``Unreadable`` where there is no text on any of them.
    """
    if not any(sheet.chars for sheet in found) and not (apart and apart("")):
        if all(sheet.read_by == "blank" for sheet in found):
            raise Unreadable(name, "文件是空白的，没有任何内容", "请核对是否取错文件，或索取原件")
        if any(sheet.recognised for sheet in found):
            raise Unreadable(name, "图像中没有认出文字", "请核对扫描是否清楚，或索取电子版原件")
        raise Unreadable(name, "文件中没有可读的文字（可能是扫描件）", "请索取电子版原件，或经文字识别后再试")
    flow = _flow(found, progress)
    frames = {sheet.number: sheet.frame for sheet in found}
    lines = [item for item in flow if isinstance(item, Line)]
    printed = [cell.chars for item in flow if isinstance(item, Grid) for cell in item.printed()]
    in_tables: Counter[float] = Counter()
    for size, count in Counter([char.size for chars in printed for char in chars]).items():
        in_tables[round(size, 1)] += count
    widths = {number: frame.reading_size[0] for number, frame in frames.items()}
    measure = margins(lines, widths, in_tables)
    pages = tuple(
        Page(number=sheet.number, width=sheet.frame.width, height=sheet.frame.height, read_by=sheet.read_by)
        for sheet in found
    )
    items = _items(flow, measure)
    whole = document(name, sha256, pages, frames, items, measure)
    return with_apart(whole, apart(whole.text)) if apart else whole


def _sheets(name: str, data: bytes, ocr: str, progress: Progress) -> list[Sheet]:
    """Open the file and read its pages, up to what is reasonable for a notice."""
    try:
        opened = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise Unreadable(name, "文件有打开密码", "请取得密码，另存为无密码的文件") from error
        raise Unreadable(name, "文件已损坏或不完整", "请重新下载或索取原件") from error
    try:
        if len(opened) > MAX_PAGES:
            raise Unreadable(name, f"页数过多（{len(opened)} 页）", f"请拆分为不超过 {MAX_PAGES} 页的文件")
        if len(opened) == 0:
            raise Unreadable(name, "文件中没有页面", "请重新下载或索取原件")
        found: list[Sheet] = []
        done = count = 0
        for sheet in sheets(opened):
            if sheet.pictures and ocr != OFF:
                sheet = with_pictures(opened, sheet, engine(ocr))
            count += len(sheet.chars)
            if count > MAX_CHARACTERS:
                reason = f"文字过多（到第 {sheet.number} 页已超过 {MAX_CHARACTERS} 字）"
                raise Unreadable(name, reason, "请拆分后再试")
            found.append(sheet)
            done += sheet.read_by != "none" or ocr == OFF
            progress(done, len(opened))
        scans = [sheet.number - 1 for sheet in found if sheet.read_by == "none"] if ocr != OFF else []
        if len(scans) > MAX_SCANNED:
            advice = f"请拆分为不超过 {MAX_SCANNED} 页扫描的文件，或索取电子版原件"
            raise Unreadable(name, f"扫描页过多（{len(scans)} 页）", advice)
        for place in scans:
            found[place] = scanned(opened, found[place], engine(ocr))
            done += 1
            progress(done, len(opened))
        return found
    finally:
        opened.close()


def _flow(found: Sequence[Sheet], progress: Progress) -> list[Line | Grid]:
    """Return the lines and tables of all pages in reading order, without furniture."""
    pages: list[list[Line | Grid]] = []
    frames: list[Frame] = []
    for sheet in found:
        ruled = [*sheet.rules, *between_columns(sheet.rules, sheet.chars)]
        tables, chars = grids(ruled, sheet.chars, sheet.number)
        parts = pieces(chars)
        lines = [line_of(part, sheet.number) for part in parts]
        if unruled := _implied(parts, lines, sheet.number):
            more, chars = grids(unruled, chars, sheet.number)
            parts = pieces(chars)
            lines = [line_of(part, sheet.number) for part in parts]
            tables = sorted([*tables, *more], key=lambda grid: grid.box[1])
        nearer = at_edges(parts, _GUTTER)
        lines = _lines(nearer, parts, lines, sheet.number)
        parts = nearer
        for cell in (cell for grid in tables for cell in grid.printed()):
            if any(char.confidence < 1 for char in cell.chars):
                cell.text = with_codes_repaired(cell.text)  # a code may run over lines
        page = reading_order(parts, lines, tables, sheet.number)
        pages.append(_weighed(page, [char for char in chars if char.confidence < 1]))
        frames.append(sheet.frame)
        progress(sheet.number, len(found))
    return [item for page in without_furniture(pages, frames) for item in page]


def _implied(parts: Sequence[list[Char]], lines: Sequence[Line], page: int) -> list[Rule]:
    """The rules of the tables without any, also of those whose columns are hardly apart.

    Of several ways to part the lines that one counts which lets tables take in the most of them.
    """
    found = [implied(lines)]
    nearer = at_edges(parts)
    if len(nearer) > len(parts):
        found.append(implied(_lines(nearer, parts, lines, page)))
    if has_header(lines):
        found.append(implied([line_of(part, page) for part in at_gaps(parts)]))
    return max(found, key=lambda rules: _taken_in(rules, lines))


def _lines(
    nearer: Sequence[list[Char]], parts: Sequence[list[Char]], lines: Sequence[Line], page: int
) -> list[Line]:
    """The lines of pieces of which most were not parted any further."""
    known = {id(part): line for part, line in zip(parts, lines, strict=True)}
    return [known.get(id(part)) or line_of(part, page) for part in nearer]


def _taken_in(rules: Sequence[Rule], lines: Sequence[Line]) -> int:
    """How many lines stand between the ends of upright rules."""
    reach = {(rule.top, rule.bottom) for rule in rules if rule.x0 == rule.x1}
    return sum(any(top < line.base < bottom for top, bottom in reach) for line in lines)


def _weighed(page: list[Line | Grid], chars: Sequence[Char]) -> list[Line | Grid]:
    """Give each line how surely the scanned characters in it were recognised."""
    weighed: list[Line | Grid] = []
    for item in page:
        if isinstance(item, Line) and chars:
            inside = [
                char
                for char in chars
                if item.x0 <= char.middle[0] <= item.x1 and item.top <= char.middle[1] <= item.bottom
            ]
            sure, raw, doubtful = recognition(sorted(inside, key=lambda char: char.x0), item.text)
            item = replace(item, confidence=sure, raw=raw, doubtful=doubtful)
        weighed.append(item)
    return weighed


def _items(flow: Sequence[Line | Grid], measure: Margins) -> list[Item]:
    """Join lines to paragraphs and the tables of pages to logical tables."""
    items: list[Item] = []
    lines: list[Line] = []
    tables: list[Grid] = []
    for index, item in enumerate(flow):
        if isinstance(item, Line):
            after = flow[index + 1] if index + 1 < len(flow) else None
            if tables and not lines and isinstance(after, Grid) and with_bare_label(tables[-1], item, after):
                tables.append(bare_row(item, after))
                continue
            if tables:
                items.append(stitch(tables))
                tables = []
            lines.append(item)
            continue
        items += paragraphs(lines, measure)
        lines = []
        if tables and not continues(tables, item):
            items.append(stitch(tables))
            tables = []
        tables.append(item)
    items += paragraphs(lines, measure)
    if tables:
        items.append(stitch(tables))
    return items
