"""HTML → Document: the notice that a page shows, without the site around it."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from ...model import Document, Unreadable
from ..flow import Placed, Styled, document_of, grid_of
from ..grid import Grid
from ..package import Element
from .charset import decoded_page
from .content import UNSEEN, around, is_data, own_cells, own_rows
from .look import BODY, Look, StyleSheet, look_of

MAX_BYTES = 60_000_000
MAX_ELEMENTS = 2_000_000
_MAX_SPAN = 500
_INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font",
    "i", "img", "ins", "kbd", "label", "mark", "nobr", "o:p", "q", "rp", "rt", "ruby", "s", "samp",
    "small", "span", "st1:personname", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
})  # fmt: skip
_DROPPED = frozenset(("del", "s", "strike", "rt", "rp"))  # struck out, or said twice
_TITLES = ("articletitle", "og:title")
_DATES = ("pubdate", "publishdate", "article:published_time")
_DATE = re.compile(r"\d{4}[-/年]\d{1,2}[-/月]\d{1,2}")
_SHOWN_DATE = re.compile(r"(?:发布|公布|发文|成文|公开|印发)?(?:时间|日期)\s*[:：]\s*\[?\s*\d{4}")


def read_html(name: str, data: bytes) -> Document:
    """Read a saved page; nothing that it refers to is fetched. Raise ``Unreadable`` where it has no text."""
    return document_of(items_of(name, decoded_page(data)), name, hashlib.sha256(data).hexdigest())


def items_of(name: str, text: str) -> list[Styled | Grid]:
    """Return the paragraphs and tables of a page's text.

    The day on which the site put it out is shown above them where the page keeps it in its head only.
    """
    root = _parsed(name, text)
    body = root.find("body")
    body = root if body is None else body
    sheet = StyleSheet("\n".join(style.text or "" for style in root.iter("style")))
    length = sum(len(part) for part in body.itertext())
    tables = {table for table in body.iter("table") if is_data(table, length)}
    items = list(_Walk(sheet, tables, around(body, tables)).items(body))
    return [*_from_head(root, items), *items]


def _parsed(name: str, text: str) -> Element:
    if len(text) > MAX_BYTES:
        raise Unreadable(name, "文件过大", "请拆分后再试")
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(name, "网页文件已损坏", "请重新保存网页") from error
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        raise Unreadable(name, "网页嵌套过深，可能有害", "请核对来源，或另存为 PDF")  # the rest would be lost
    if root is None or sum(1 for _ in root.iter()) > MAX_ELEMENTS:
        raise Unreadable(name, "文件中没有可读的文字" if root is None else "文件过大", "请重新保存网页")
    return root


def _from_head(root: Element, items: list[Styled | Grid]) -> Iterator[Styled]:
    """Yield title and day of publication as the page's head states them, unless the page shows them."""
    stated = {
        (meta.get("name") or meta.get("property") or "").strip().lower(): (meta.get("content") or "").strip()
        for meta in root.iter("meta")
    }
    lines = [item.text for item in items if isinstance(item, Styled)]
    shown = re.sub(r"\s", "", "".join(lines))
    title = next((stated[key] for key in _TITLES if stated.get(key)), "")
    if title and re.sub(r"\s", "", title) not in shown:
        yield Styled(title, "center", 2 * BODY, bold=True)
    date = next((found.group() for key in _DATES if (found := _DATE.match(stated.get(key, "")))), "")
    if date and not any(_SHOWN_DATE.search(line) for line in lines):
        yield Styled(f"发布时间：{date}{'日' if '年' in date else ''}")


class _Walk:
    """Goes through the elements without recursion, however deep they are nested."""

    def __init__(self, sheet: StyleSheet, tables: set[Element], skipped: set[Element]) -> None:
        self._sheet, self._tables, self._skipped = sheet, tables, skipped
        self._line: list[tuple[str, Look]] = []

    def items(self, top: Element, look: Look | None = None) -> Iterator[Styled | Grid]:
        """Yield the paragraphs and tables under an element."""
        above = look or Look()
        todo: list[tuple[str, Element, Look]] = [("open", top, above)]
        while todo:
            step, element, look = todo.pop()
            if step == "text":
                self._add(element.text, look)
            elif step == "tail":
                self._add(element.tail, look)
            elif step == "close":
                yield from self._flush()
            elif element in self._tables and element is not top:
                yield from self._flush()
                yield from self._table(element, look)
            else:
                todo += reversed(list(self._steps(element, look, element is top)))
                if element.tag == "br" or (element.tag not in _INLINE and element is not top):
                    yield from self._flush()
        yield from self._flush()

    def _steps(self, element: Element, above: Look, is_top: bool) -> Iterator[tuple[str, Element, Look]]:
        """Yield what there is to do for an element and, after it, for its children."""
        if element.tag in UNSEEN or element.tag in _DROPPED or element in self._skipped:
            return
        look = above if is_top else look_of(element, above, self._sheet)
        if look.hidden:
            return
        yield "text", element, look
        for child in element:
            if isinstance(child.tag, str):
                yield "open", child, look
            yield "tail", child, look
        if element.tag not in _INLINE and not is_top:
            yield "close", element, look

    def _add(self, text: str | None, look: Look) -> None:
        if text:
            self._line.append((text, look))

    def _flush(self) -> Iterator[Styled]:
        """Yield the line gathered so far."""
        line, self._line = self._line, []
        text = _collapsed("".join(part for part, _ in line))
        if not text.strip():
            return
        looks: Counter[Look] = Counter()
        for part, look in line:
            looks[look] += len("".join(part.split()))
        look = looks.most_common(1)[0][0]
        bold = 2 * sum(count for each, count in looks.items() if each.bold) > looks.total()
        yield Styled(text, look.align, look.size, bold, look.red, look.indent)

    def _table(self, table: Element, above: Look) -> Iterator[Styled | Grid]:
        look = look_of(table, above, self._sheet)
        if look.hidden:
            return
        look = look._replace(align="left", indent=0.0)
        for caption in table.iterchildren("caption"):
            yield from _Walk(self._sheet, set(), set()).items(caption, look._replace(align="center"))
        cells: list[Placed] = []
        taken: set[tuple[int, int]] = set()
        rows = [row for row in own_rows(table) if not look_of(row, look, self._sheet).hidden]
        for y, row in enumerate(rows):
            x = 0
            for cell in own_cells(row):
                while (y, x) in taken:
                    x += 1
                in_cell = look_of(cell, look, self._sheet)
                if in_cell.hidden:
                    continue
                depth = min(_span(cell, "rowspan") or len(rows) - y, len(rows) - y)
                breadth = _span(cell, "colspan") or 1
                lines = [
                    item
                    for item in _Walk(self._sheet, set(), set()).items(cell, in_cell)
                    if isinstance(item, Styled)
                ]
                bold = bool(lines) and all(line.bold for line in lines)
                text = "\n".join(line.text for line in lines)
                cells.append(Placed(y, x, depth, breadth, text, bold))
                taken.update((y + i, x + j) for i in range(depth) for j in range(breadth))
                x += breadth
        grid = grid_of(cells)
        if grid is not None:
            yield grid


def _span(cell: Element, name: str) -> int:
    """Return over how many rows or columns a cell reaches; 0 means all that follow."""
    found = re.match(r"\d+", (cell.get(name) or "1").strip())
    return min(int(found.group()), _MAX_SPAN if name == "colspan" else 65_000) if found else 1


def _collapsed(text: str) -> str:
    """Return text with its white space as a browser shows it: line ends in the source are none between Han.

    >>> _collapsed("现将\\n  名单公布")
    '现将名单公布'
    """
    text = re.sub(r"(?<=[^\x00-\x7f])[ \t\r\n\f]*[\r\n][ \t\r\n\f]*(?=[^\x00-\x7f])", "", text)
    return re.sub(r"[ \t\r\n\f]+", " ", text).strip(" ").replace("\xa0", " ")
