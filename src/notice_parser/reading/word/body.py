"""Elements of a Word document's body → styled paragraphs and tables, in reading order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from ..flow import Placed, Styled, grid_of, is_red, styled_lines
from ..grid import Grid
from ..package import Element
from .numbering import Lists
from .styles import Look, Styles, paragraph_look, run_look
from .symbols import symbol

_DROPPED = ("del", "moveFrom", "rt", "sdtPr", "instrText", "delText", "delInstrText")  # not printed
_PAGE_FIELDS = ("PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF")
_TAB = 36.0  # points to the next tab stop
_MAX_COLUMNS = 500

T = TypeVar("T")


class Parts(NamedTuple):
    """What the body refers to."""

    styles: Styles
    lists: Lists
    notes: dict[tuple[str, str], Element]  # kind and id → footnote
    chunks: dict[str, list[Styled | Grid]]  # id → what a file of another format put in says


class _Run(NamedTuple):
    text: str
    look: Look


@dataclass
class Body:
    """Goes through the elements once; remembers which fields are open, and what is to be said next."""

    parts: Parts
    fields: list[str] = field(
        default_factory=list
    )  # the code of each open field; "" once it shows its result
    after: list[Styled | Grid] = field(default_factory=list)  # text boxes and notes of the paragraph
    begun: list[_Run] = field(default_factory=list)  # a paragraph whose end mark was deleted

    def items(self, parent: Element) -> Iterator[Styled | Grid]:
        """Yield the paragraphs and tables under an element."""
        for child in parent:
            if child.tag == "p":
                yield from self._paragraph(child)
            elif child.tag == "tbl":
                yield from self._table(child)
                yield from self._waiting()
            elif child.tag == "AlternateContent":
                for choice in _chosen(child):
                    yield from self.items(choice)
            elif child.tag == "altChunk":
                yield from self.parts.chunks.get(child.get("id", ""), ())
            elif child.tag in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"):
                yield from self.items(child)

    def _paragraph(self, element: Element) -> Iterator[Styled | Grid]:
        properties = element.find("pPr")
        style_id = _style(properties)
        look, characters = self.parts.styles.paragraph(style_id)
        direct = paragraph_look(properties)
        runs = [*self.begun, *self._runs(element, characters)]
        self.begun = []
        if properties is not None and properties.find("rPr/del") is not None:
            self.begun = runs
            return
        if any(run.text.strip() for run in runs):
            mark = self._mark(look, direct, style_id)
            yield from _styled(mark, runs, look | direct, characters)
        else:
            yield Styled("", size=characters["size"])
        yield from self._waiting()

    def _waiting(self) -> Iterator[Styled | Grid]:
        waiting, self.after = self.after, []
        yield from waiting

    def _mark(self, look: Look, direct: Look, style_id: str | None) -> str:
        """Return the automatic number of a paragraph."""
        both = look | direct
        list_id = both.get("list")
        if not list_id or list_id == "0":
            return ""
        level = both.get("level")
        if level is None or ("level" not in direct and "list" not in direct):
            levels = self.parts.lists.levels.get(list_id, {})
            of_style = next((at for at, each in levels.items() if each.style == style_id and style_id), None)
            level = of_style if of_style is not None else level or 0
        return self.parts.lists.mark(list_id, level)

    def _runs(self, parent: Element, above: Look) -> Iterator[_Run]:
        """Yield the text of a paragraph, or of what stands in it, with its look."""
        for child in parent:
            if child.tag == "r":
                yield from self._run(child, above)
            elif child.tag == "AlternateContent":
                for choice in _chosen(child):
                    yield from self._runs(choice, above)
            elif child.tag == "fldSimple":
                if not _is_page(child.get("instr", "")):
                    yield from self._runs(child, above)
            elif child.tag == "t":  # of a formula
                yield _Run(child.text or "", above)
            elif child.tag not in _DROPPED and child.tag != "pPr" and not child.tag.endswith("Pr"):
                yield from self._runs(child, above)

    def _run(self, element: Element, above: Look) -> Iterator[_Run]:
        properties = element.find("rPr")
        look = above
        if properties is not None:
            style = properties.find("rStyle")
            of_style = self.parts.styles.of(style.get("val"))[1] if style is not None else {}
            look = above | of_style | run_look(properties)
        for child in element:
            text = self._text(child, look)
            shown = not look.get("hidden") and not any(self.fields)
            if text and shown:
                yield _Run(text, look)
            elif child.tag == "ruby" and shown:
                for base in child.iterchildren("rubyBase"):
                    yield from self._runs(base, above)

    def _text(self, element: Element, look: Look) -> str:
        """Return what one piece of a run prints, and note what it opens, closes or refers to."""
        match element.tag:
            case "t":
                return symbol(element.text or "", look.get("font", ""))
            case "tab" | "ptab":
                return "\t"
            case "br":
                return "" if element.get("type") in ("page", "column") else "\n"
            case "cr":
                return "\n"
            case "noBreakHyphen":
                return "-"
            case "sym":
                code = element.get("char", "")
                try:
                    return symbol(chr(int(code, 16)), element.get("font", ""))
                except (ValueError, OverflowError):
                    return ""
            case "fldChar":
                self._field(element.get("fldCharType", ""))
            case "instrText":
                if self.fields:
                    self.fields[-1] += element.text or " "
            case "footnoteReference" | "endnoteReference":
                note = self.parts.notes.pop(
                    (element.tag.removesuffix("Reference"), element.get("id", "")), None
                )
                if note is not None:
                    self.after += Body(self.parts).items(note)
            case "drawing" | "pict" | "object":
                self._box(element)
            case "AlternateContent":
                for choice in _chosen(element):
                    self._box(choice)
        return ""

    def _field(self, kind: str) -> None:
        """Follow a field: its code is not printed, its result is, unless it is the number of a page."""
        if kind == "begin":
            self.fields.append(" ")
        elif kind == "separate" and self.fields:
            self.fields[-1] = self.fields[-1] if _is_page(self.fields[-1]) else ""
        elif kind == "end" and self.fields:
            self.fields.pop()

    def _box(self, element: Element) -> None:
        """Keep the text of text boxes for after the paragraph that they hang on."""
        for content in element.iter("txbxContent"):
            inner = any(
                parent is not element and parent.tag == "txbxContent" for parent in _up(content, element)
            )
            if not inner:  # one inside another is found with it
                self.after += Body(self.parts).items(content)

    def _table(self, element: Element) -> Iterator[Styled | Grid]:
        """Yield a table; one of a single column is only a frame, and its content is yielded."""
        cells: list[tuple[int, int, int, list[Styled | Grid]]] = []  # row, column, breadth, content
        depth: Counter[tuple[int, int]] = Counter()
        above: dict[int, tuple[int, int]] = {}  # column → where the cell standing there began
        row = 0
        for tr in _of(element, "tr"):
            if tr.find("trPr/del") is not None:
                continue
            column = _int(tr.find("trPr/gridBefore"), 0)
            for tc in _of(tr, "tc"):
                properties = tc.find("tcPr")
                breadth = min(max(_int(_in(properties, "gridSpan"), 1), 1), _MAX_COLUMNS)
                if column + breadth > _MAX_COLUMNS:
                    break
                merge, across = _in(properties, "vMerge"), _in(properties, "hMerge")
                content = list(Body(self.parts, after=self.after).items(tc))
                self.after = []
                if across is not None and across.get("val", "continue") == "continue" and cells:
                    last = cells[-1]
                    cells[-1] = last[0], last[1], last[2] + breadth, last[3]
                elif merge is not None and merge.get("val", "continue") == "continue" and column in above:
                    depth[above[column]] += 1
                else:
                    cells.append((row, column, breadth, content))
                    above[column] = row, column
                    depth[row, column] += 1
                column += breadth
            row += 1
        if len({column for _, column, _, _ in cells}) < 2:
            for _, _, _, content in cells:
                yield from content
            return
        grid = grid_of(
            Placed(y, x, depth[y, x], breadth, _cell_text(content), _bold(content))
            for y, x, breadth, content in cells
        )
        if grid is not None:
            yield grid


def _styled(mark: str, runs: list[_Run], look: Look, characters: Look) -> Iterator[Styled]:
    """Yield the lines of a paragraph, looking as most of their characters do."""
    text = "".join(run.text for run in runs)
    size = _most((run.look.get("size", 10.5), run) for run in runs)
    bold = _most((bool(run.look.get("bold") or run.look.get("heavy")), run) for run in runs)
    red = _most((is_red(run.look.get("color", "")), run) for run in runs)
    left = look.get("left_chars", 0) * size or look.get("left", 0.0)
    first = look.get("first_chars", 0) * size or look.get("first", 0.0)
    tabs = len(text) - len(text.lstrip("\t"))
    if mark and mark[-1].isascii() and mark[-1].isalnum() | (mark[-1] == "."):
        mark += " "
    like = Styled("", look.get("align", "left"), size, bold, red, max(0.0, left + first) + _TAB * tabs)
    yield from styled_lines(mark + text.strip("\t"), like)


def _most(values: Iterator[tuple[T, _Run]]) -> T:
    """Return the value that holds for most characters."""
    counted: Counter[T] = Counter()
    for value, run in values:
        counted[value] += len(run.text.strip())
    return counted.most_common(1)[0][0]


def _cell_text(content: list[Styled | Grid]) -> str:
    lines = []
    for item in content:
        if isinstance(item, Styled):
            lines.append(item.text)
        else:  # a table in a cell
            lines += [" ".join(dict.fromkeys(cell.text for cell in row if cell.text)) for row in item.cells]
    return "\n".join(lines).strip()


def _bold(content: list[Styled | Grid]) -> bool:
    said = [item for item in content if isinstance(item, Styled) and item.text.strip()]
    return bool(said) and all(item.bold for item in said)


def _chosen(element: Element) -> Iterator[Element]:
    """Yield the one alternative to be shown: the newest that holds any text, else the fallback."""
    options = [child for child in element if child.tag in ("Choice", "Fallback")]
    with_text = [option for option in options if next(option.iter("t", "txbxContent"), None) is not None]
    yield from (with_text or options)[:1]


def _up(element: Element, top: Element) -> Iterator[Element]:
    """Yield what an element stands in, up to ``top``."""
    for parent in element.iterancestors():
        if parent is top:
            return
        yield parent


def _of(parent: Element, tag: str) -> Iterator[Element]:
    """Yield the rows of a table or the cells of a row, those in content controls and insertions too."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            yield from _of(child, tag)


def _is_page(code: str) -> bool:
    return code.split()[:1] != [] and code.split()[0].upper() in _PAGE_FIELDS


def _style(properties: Element | None) -> str | None:
    style = _in(properties, "pStyle")
    return None if style is None else style.get("val")


def _in(properties: Element | None, tag: str) -> Element | None:
    return None if properties is None else properties.find(tag)


def _int(element: Element | None, default: int) -> int:
    try:
        return default if element is None else int(element.get("val", default))
    except ValueError:
        return default
