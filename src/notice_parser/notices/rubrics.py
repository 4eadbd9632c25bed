"""Item of a bulletin → the body that its heading or its rubric names."""

from __future__ import annotations

import re
from bisect import bisect_left

from ..model import Block, BlockKind, Mention, MentionKind
from .passage import Sentence, Source

_NUMBER = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}[.．、])?\s*"
)
_RUBRIC = re.compile(r"\s*[【\[](?P<body>[^】\]]{2,24})[】\]]")
_HEADS = (BlockKind.HEADING, BlockKind.SECTION)


def rubric_body(sentence: Sentence) -> Mention | None:
    """Return the body to whose rubric an item of a bulletin belongs, where its own words name nobody.

    >>> from notice_parser import parse_text
    >>> item = "临江市信用工作简报\\n【市城管局】4月2日，对临江鸿远酒店罚款2万元。"
    >>> (event,) = parse_text(item, published="2024-05-20").events
    >>> event.authority.written
    '市城管局'
    """
    source, own = sentence.source, sentence.passage.block
    if (found := _RUBRIC.match(own.text)) and (body := _body(source, own, *found.span("body"))):
        return body
    blocks = source.document.blocks
    at = bisect_left(blocks, own.span.start, key=lambda block: block.span.start)
    above = next((block for block in reversed(blocks[:at]) if block.kind in _HEADS), None)
    if above is None:
        return None
    low = _NUMBER.match(above.text).end()  # type: ignore[union-attr]
    return _body(source, above, low, len(above.text.rstrip()))


def _body(source: Source, block: Block, low: int, high: int) -> Mention | None:
    """The authority that fills a stretch of a block."""
    for mention in source.within(block.span):
        start, end = (at - block.span.start for at in mention.span)
        if mention.kind is MentionKind.AUTHORITY and (start, end) == (low, high):
            return mention
    return None
