"""Blocks → Problems: annexes that a notice names and does not hold.

The names of those concerned often stand in the annex alone: a notice sent on without it reports an act on
nobody. An annex is there where a heading says 附件2, where its title stands over something, or where enough
tables follow the words that name it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ..model import Block, BlockKind, Document, Problem, ProblemCode, Span
from ..text.numerals import to_int

_NUMBER = r"(?P<number>\d{1,2}|[一二三四五六七八九十]{1,3})?"
_HEAD = re.compile(rf"附\s*[件表]\s*{_NUMBER}\s*(?:$|[：:\s—-]\s*(?P<title>\S.*))")
_NAMING = re.compile(r"附\s*件\s*[：:]\s*(?P<first>\S.*)", re.DOTALL)
_ITEM = re.compile(r"(?P<number>\d{1,2})\s*[.．、]\s*(?P<title>\S.*)", re.DOTALL)
_POINTED = re.compile(
    rf"(?P<cited>[》号]的?)?(?:见本?(?:通[报知]|公[告示]|决定)?(?P<here>附件\s*{_NUMBER})"
    r"|(?P<listed>附件\s*(?P<which>\d{1,2}))\s*(?:所列|中所?列|名单))"
)
_FURTHER = re.compile(
    r"另[行附发寄]|略|(?:网站|平台|系统|网址)[^，。；]{0,12}(?:下载|查询|查看)"
)  # it says where it is


class _Named(NamedTuple):
    number: int | None
    title: str | None
    span: Span


def missing_annexes(document: Document) -> list[Problem]:
    """Return a problem for each annex that ``document`` names in its own text and does not hold.

    >>> from notice_parser.reading import from_text
    >>> text = "现公布名单。\\n附件：1．列入企业名单\\n2．移出企业名单\\n附件1\\n甲县乙粮行"
    >>> [problem.message for problem in missing_annexes(from_text(text))]
    ['写明附件2“移出企业名单”，文件里没有']
    """
    blocks = document.blocks
    named = _once(list(_named(document)))
    if not named:
        return []
    last = max(one.span.end for one in named)
    listed = [block for block in blocks if block.table is not None and block.span.start >= last]
    if len(listed) >= len(named):
        return []
    return [
        Problem(
            code=ProblemCode.MISSING_ANNEX,
            message=f"写明附件{one.number or ''}{f'“{one.title}”' if one.title else ''}，文件里没有",
            span=one.span,
            page=next((page for page, _ in document.where(one.span)), 1),
        )
        for one in sorted(named, key=lambda one: one.span)
        if not _held(one, blocks)
    ]


def _named(document: Document) -> Iterator[_Named]:
    """Yield the annexes of the list 附件：… under the text, and those that the text itself points at."""
    blocks = document.blocks
    for place, block in enumerate(blocks):
        naming = _NAMING.match(block.text)
        if naming and block.kind is BlockKind.PARAGRAPH and _names(naming["first"], blocks[place + 1 :]):
            first = _ITEM.match(naming["first"])
            if first is None:
                yield _Named(None, _title(naming["first"]), block.span)
                continue
            yield _Named(int(first["number"]), _title(first["title"]), block.span)
            for expected, further in enumerate(blocks[place + 1 :], int(first["number"]) + 1):
                item = _ITEM.match(further.text)
                if item is None or int(item["number"]) != expected or further.table is not None:
                    break
                yield _Named(expected, _title(item["title"]), further.span)
        elif block.table is None and block.kind is BlockKind.PARAGRAPH:
            for told in _POINTED.finditer(block.text):
                if told["cited"] or _FURTHER.search(block.text[told.end() : told.end() + 30]):
                    continue
                number = told["number"] or told["which"]
                part = "here" if told["here"] else "listed"
                start, end = (block.span.start + place for place in told.span(part))
                yield _Named(to_int(number) if number else None, None, Span(start, end))


def _once(told: list[_Named]) -> list[_Named]:
    """Each annex once: the list of annexes goes before the words of the text that point at them."""
    listed = [one for one in told if one.title]
    numbers = {one.number for one in listed}
    if listed:
        numbers |= {None, 1} if numbers == {None} else {None}
    pointed = {one.number: one for one in reversed(told) if not one.title and one.number not in numbers}
    return listed + list(pointed.values())


def _names(first: str, after: tuple[Block, ...]) -> bool:
    """Whether the words after 附件： name an annex: right over a table they are its caption."""
    table_next = bool(after) and after[0].table is not None
    return not table_next and not _FURTHER.search(first)


def _held(one: _Named, blocks: tuple[Block, ...]) -> bool:
    for block in blocks:
        if block.span.start <= one.span.start:
            continue
        if block.table is not None:
            if one.number is None or (one.title and one.title == _title(block.table.title or "")):
                return True
            continue
        head = _HEAD.match(block.text)
        if head and block.span != one.span and not _NAMING.match(block.text):
            number = to_int(head["number"]) if head["number"] else None
            if one.number in (None, number) or (number is None and one.number == 1):
                return True
        if one.title and block.span.start > one.span.end and _title(block.text) == one.title:
            return True
    return False


def _title(text: str) -> str:
    """The words of a title alone: what counts and stands in brackets differs between list and heading."""
    return re.sub(r"[（(][^（）()]*[）)]|[\s《》“”、，。：:；;]", "", text)
