"""Paragraphs and logical tables → Document, every block with its span and its fragments."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..model import Block, BlockKind, Box, Cell, Document, Fragment, Page, Span, Table
from ..text.personal import mask_personal
from .classify import kinds
from .geometry import Frame
from .layout import Margins, Paragraph
from .lines import parted
from .sealed import note
from .stitch import Joined, Value
from .titles import Item

_UNIT = re.compile(
    r"(?:金额|计量|货币|数量)?单位\s*[:：]\s*(?:人民币)?\s*[（(]?(?:[百千万亿]{0,2}元|户|家|个|件|人|名|次|分|吨|平方米|公顷|％|%)[^，。；：:\s]{0,20}"
)
_ON_TABLE = re.compile(
    r"[（(]?(?:截至|截止|统计|公开|公示|公布|填报|填表|制表|报送|所属|数据|信息)[^，。；]{0,50}[）)]?|[（(]\d{4}年[^，。；]{0,30}[）)]"
)
_ANNEX = re.compile(r"附\s*(?:件|表|录)\s*[\d一二三四五六七八九十]{0,3}\s*[:：]?")
_BREAKS = re.compile(r"[\t\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")


def document(
    name: str,
    sha256: str,
    pages: tuple[Page, ...],
    frames: dict[int, Frame],
    items: Sequence[Item],
    measure: Margins | None,
) -> Document:
    """Put the blocks one after the other; ``frames`` is empty for text that has no pages."""
    blocks: list[Block] = []
    start = 0
    captions = _captions(items, kinds(items, measure))
    for item, kind, caption in captions:
        if isinstance(item, Paragraph):
            block = _paragraph(item, kind, start, frames)
        else:
            block = _table(item, caption, start, frames)
        if block.text:
            blocks.append(block)
            start = block.span.end + 1
    return Document(name=name, sha256=sha256, pages=pages, blocks=tuple(blocks))


def with_apart(document: Document, texts: Sequence[str]) -> Document:
    """Let what stands outside a document's own text follow it: stamps, remarks, running heads.

    >>> found = with_apart(Document(name="", sha256=""), ["附注"])
    >>> [(block.kind.value, block.span) for block in found.blocks]
    [('imprint', Span(start=0, end=2))]
    """
    blocks = list(document.blocks)
    for text in texts:
        start = blocks[-1].span.end + 1 if blocks else 0
        note(text, start)
        text = _clean(text)
        blocks.append(Block(kind=BlockKind.IMPRINT, span=Span(start, start + len(text)), text=text))
    return Document(name=document.name, sha256=document.sha256, pages=document.pages, blocks=tuple(blocks))


def _captions(items: Sequence[Item], found: Sequence[BlockKind]) -> list[tuple[Item, BlockKind, str | None]]:
    """Give each table its caption: the heading above it, and the unit that its numbers are in.

    A unit, a date of release or a line on the table as a whole may stand between heading and table.
    """
    result: list[tuple[Item, BlockKind, str | None]] = []
    for index, (item, kind) in enumerate(zip(items, found, strict=True)):
        caption, unit = None, None
        if isinstance(item, Joined):
            above = index - 1
            while above > 0 and index - above < 5 and _passed(items[above], found[above]):
                unit = unit or _UNIT.search(_text(items[above]))
                above -= 1
            if above >= 0 and (
                found[above] in (BlockKind.HEADING, BlockKind.TITLE)
                or (found[above] is BlockKind.SECTION and not _ANNEX.fullmatch(_text(items[above])))
            ):
                caption = _text(items[above])
            if item.title and _UNIT.fullmatch(item.title):
                caption = f"{caption} {item.title}" if caption else item.title
            else:
                caption = item.title or caption
            if unit and unit.group() not in (caption or ""):
                caption = f"{caption} {unit.group()}" if caption else unit.group()
        result.append((item, kind, caption and mask_personal(caption)))
    return result


def _passed(item: Item, kind: BlockKind) -> bool:
    """Whether a line between a caption and its table says something on the table as a whole."""
    text = _text(item)
    if kind is BlockKind.MASTHEAD or (text and _UNIT.search(text) and len(text) < 60):
        return True
    return bool(_ON_TABLE.fullmatch(text))


def _text(item: Item) -> str:
    return item.text if isinstance(item, Paragraph) else ""


def _paragraph(item: Paragraph, kind: BlockKind, start: int, frames: dict[int, Frame]) -> Block:
    note(item.text, start)
    text = mask_personal(item.text)
    fragments = []
    at, so_far = 0, ""
    for line in item.lines:
        at += int(parted(so_far, line.text))
        so_far = item.text[: at + len(line.text)]
        if line.page in frames and line.text:
            box = frames[line.page].box(line.x0, line.top, line.x1, line.bottom)
            fragments.append(
                Fragment(
                    Span(start + at, start + at + len(line.text)),
                    line.page,
                    box,
                    line.confidence,
                    line.raw and mask_personal(line.raw),
                    line.doubtful,
                )
            )
        at += len(line.text)
    return Block(kind=kind, span=Span(start, start + len(text)), text=text, fragments=tuple(fragments))


def _table(joined: Joined, caption: str | None, start: int, frames: dict[int, Frame]) -> Block:
    """Write a table as lines of cells parted by tabs; a merged cell's text stands once."""
    fragments: list[Fragment] = []
    rows: list[str] = []
    at = start
    width = len(joined.rows[0]) if joined.rows else len(joined.header[0])
    header: list[str] = []
    for column in range(width) if joined.header else ():
        values = list(dict.fromkeys(row[column] for row in joined.header))
        texts: list[str] = []
        place = at + sum(len(text) + 1 for text in header)
        for value in values:
            text = _clean(value.text)
            if not text:
                continue
            shift = sum(len(other) + 1 for other in texts)
            note(_plain(value.text), place + shift)
            fragments += _fragments(value, place + shift, frames)
            texts.append(text)
        header.append(" ".join(texts))
    if joined.header:
        rows.append("\t".join(header))
        at += len(rows[0]) + 1
    body: list[tuple[Cell, ...]] = []
    printed: set[Value] = set()
    for values in joined.rows:
        cells = []
        texts = []
        for value in values:
            text = _clean(value.text)
            shown = "" if value in printed else text
            cells.append(_cell(value, text, Span(at, at + len(shown)), frames))
            if shown:
                note(_plain(value.text), at)
                fragments += _fragments(value, at, frames)
                printed.add(value)
            texts.append(shown)
            at += len(shown) + 1
        rows.append("\t".join(texts))
        body.append(tuple(cells))
    text = "\n".join(rows)
    table = Table(
        title=caption,
        pages=joined.pages or (1,),
        header=tuple(header),
        rows=tuple(body),
    )
    return Block(
        kind=BlockKind.TABLE,
        span=Span(start, start + len(text)),
        text=text,
        fragments=tuple(fragments),
        table=table,
    )


def _clean(text: str) -> str:
    """Return a cell's text as it enters the document: nothing in it parts cells or rows."""
    return mask_personal(_plain(text))


def _plain(text: str) -> str:
    return _BREAKS.sub(" ", text)


def _cell(value: Value, text: str, span: Span, frames: dict[int, Frame]) -> Cell:
    part = value.parts[0] if value.parts else None
    if part is None or part.page not in frames:
        return Cell(text, span, value.page, Box(0, 0, 0, 0))
    box = frames[part.page].box(part.x0, part.top, part.x1, part.bottom)
    return Cell(text, span, part.page, box)


def _fragments(value: Value, at: int, frames: dict[int, Frame]) -> list[Fragment]:
    return [
        Fragment(
            Span(at + part.start, at + part.end),
            part.page,
            frames[part.page].box(part.x0, part.top, part.x1, part.bottom),
            part.confidence,
            part.raw and mask_personal(part.raw),
            part.doubtful,
        )
        for part in value.parts
        if part.page in frames and part.end > part.start
    ]
