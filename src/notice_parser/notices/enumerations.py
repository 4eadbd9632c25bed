"""Paragraph → rows: a caption, a colon, and the parties that it counts (不合格3所：甲，超范围；乙，过期)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ..mentions.document_numbers import find_document_numbers
from ..mentions.persons import kind_of
from ..mentions.vocabulary.places import chains
from ..model import Block, BlockKind, Span, SubjectKind
from .captions import headings_above, of_words
from .cell_values import bare
from .columns import Column
from .grades import GRADE
from .passage import Source
from .rows import Entry, Row, Rows
from .shape import shape_of

_CAPTION = re.compile(
    r"\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]\s*)?(?P<caption>[^，。；：:]{2,36}|[^。；：:]{4,48}[（(][^（）()]{2,6}[）)])[：:]\s*(?P<body>[^。]{4,})"
)
_COUNT = re.compile(r"\d+\s*[家户个名人所间项]")
_BOARD = re.compile(
    r"(?:先进|示范|优秀|模范|文明|诚信)[\u4e00-\u9fff]{0,6}(?:集体|单位|个人|企业|商户)$|[红黑]榜|[红黑白]名单|名单$|等次|称号"
)
_TAIL = re.compile(r"[，,](?:均|按|视为|予以|依法|一并)[^，；、]{2,24}$")
_WHY = re.compile(r"[，,：:]")
_NUMBER = re.compile(r"\s*(?:[（(]?\d{1,3}[)）.、．]|[①-⑳])\s*")
_NUMBER_INSIDE = re.compile(r"[（(](?P<number>[^（）()]{2,24}[〔\[]\d{4}[〕\]][^（）()]{0,4}\d+号)[）)]$")
_ETC = re.compile(r"等\s*(?:[\d一二三四五六七八九十]+\s*[家户个名人所间][^、；，]{0,8})?$")
_LABEL = re.compile(r"(?:地址|电话|联系|时间|来源|附件|依据|事实|情况|原因|单位)$")


def enumerations_of(source: Source) -> Iterator[Rows]:
    """Yield the parties that paragraphs count off behind a caption.

    Only where every item is a name and the caption counts or grades them: 办公地址：… and 典型案例：…
    are none. Districts below the heading of a list that count off their own are one list.
    """
    districts: list[Rows] = []
    for block in (*source.document.blocks, None):
        rows = None
        if block is not None and block.kind in (BlockKind.PARAGRAPH, BlockKind.SECTION, BlockKind.HEADING):
            first = districts[0].block if districts else block
            rows = _enumeration(source, block, first)
        if rows is not None and rows.title is None:
            districts.append(rows)
            continue
        if districts:
            together = tuple(replace(row, heading=None) for each in districts for row in each.rows)
            yield replace(districts[0], rows=together)
            districts = []
        if rows is not None:
            yield rows


def _enumeration(source: Source, block: Block, first: Block) -> Rows | None:
    found = _CAPTION.match(shape_of(block.text))
    if found is None:
        return None
    caption = block.text[found.start("caption") : found.end("caption")]
    counts = _COUNT.search(caption) or _BOARD.search(caption) or re.search(GRADE, caption)
    if _LABEL.search(caption):
        return None
    low, high = found.span("body")
    tail = _TAIL.search(shape_of(block.text)[low:high])
    heading = caption + (block.text[low + tail.start() : high] if tail else "")
    if not counts and not _of_district(source, first, caption):
        return None
    high = low + tail.start() if tail else high
    high = low + len(block.text[low:high].rstrip("…．.·、 "))
    spans = list(_items(block.text, low, high))
    exact = counts is not None and counts[0][:-1].strip().isdigit() and int(counts[0][:-1]) == len(spans) > 1
    rows = [row for span in spans if (row := _row(block, span, heading, surely=exact))]
    if not rows or len(rows) < len(list(_items(block.text, low, high))):
        return None
    columns = frozenset(c for row in rows for c in row.values)
    return Rows(tuple(rows), block, caption if counts else None, (), columns)


def _of_district(source: Source, first: Block, caption: str) -> bool:
    """Whether a district counts off its own, below the heading of a list: 示范店名单|西秀区：甲店、乙店.

    ``first`` is the first of the districts' lines, which stands right below the heading.
    """
    if not any(place.start == 0 and place.end == len(caption) for place in chains(caption)):
        return False
    above = headings_above(source.document.blocks, first.span.start)
    event = of_words("\n".join(above)) if above else None
    return event is not None and event.event_type.startswith(("list.", "honour.", "rating."))


def _items(text: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    """Cut at semicolons where there are any, else at 、."""
    shape = shape_of(text)[low:high]
    mark = "；;" if re.search("[；;]", shape) else "、"
    start = 0
    for end in [*(m.start() for m in re.finditer(f"[{mark}]", shape)), len(shape)]:
        if shape[start:end].strip():
            yield low + start, low + end
        start = end + 1


def _row(block: Block, span: tuple[int, int], heading: str, *, surely: bool = False) -> Row | None:
    """Read one item; ``surely`` where the caption counts as many as there are, whatever names end in."""
    mark = _NUMBER.match(block.text, *span)
    span = (mark.end(), span[1]) if mark else span
    words = block.text[slice(*span)]
    shape = shape_of(words)
    why = _WHY.search(shape)
    name = _ETC.sub("", words[: why.start()] if why else words).strip()
    low = span[0] + words.index(name)
    shaped = surely and re.fullmatch(r"[\u4e00-\u9fff（）()·A-Z\d]{4,30}", name)
    if (kind_of(bare(name)[0]) is SubjectKind.GROUP and not shaped) or re.match(r"[对将被由经对于]", name):
        return None
    at = block.span.start
    values = {Column.NAME: Entry(name, Span(at + low, at + low + len(name)))}
    inside = _NUMBER_INSIDE.search(name)
    if inside and (number := next(find_document_numbers(inside["number"]), None)):
        begin = at + low + inside.start("number")
        values[Column.NUMBER] = Entry(number.text, Span(begin, begin + len(number.text)))
    if why and words[why.end() :].strip():
        values[Column.REASON] = Entry(
            words[why.end() :].strip(), Span(at + span[0] + why.end(), at + span[1])
        )
    return Row(values, words.strip(), Span(at + span[0], at + span[1]), block.page, heading)
