"""Heading or first sentence of a case → its party: 案例二：甲公司未批先建案, 三、乙卫生室。"""

from __future__ import annotations

import re

from ..model import BlockKind, Span, Subject
from .passage import SUBJECT_KINDS, Passage, Source

_MARK = r"\s*(?:典型)?(?:案例)?[（(]?[一二三四五六七八九十\d]{0,3}[)）]?[、.．:：]?\s*"
_CASE = re.compile(_MARK + r"(?P<words>[^，。；\n]{2,70}?)(?:案件?|案例|问题)?[。：:]?\s*$")


def case_of(passage: Passage) -> tuple[Subject, ...]:
    """Return the party that the heading right above a passage names, for its 该公司 and 当事人."""
    above = passage.above
    if above is None or above.kind not in (BlockKind.HEADING, BlockKind.SECTION):
        return ()
    return _party(passage.source, above.text, above.span.start)


def case_in(passage: Passage) -> tuple[Subject, ...]:
    """Return the party of a passage whose first sentence is the title of a case or only a name."""
    if len(passage.sentences) < 2:
        return ()
    first = passage.sentences[0]
    return _party(passage.source, first.text, first.span.start)


def _party(source: Source, words: str, start: int) -> tuple[Subject, ...]:
    found = _CASE.match(words)
    if not found:
        return ()
    low, high = start + found.start("words"), start + found.end("words")
    names = [m for m in source.within(Span(low, high)) if m.kind in SUBJECT_KINDS]
    if not names or len(source.text[low : names[0].span.start]) > 6:
        return ()
    if not (words.rstrip("。：: ").endswith(("案", "案件", "案例", "问题")) or names[0].span.end == high):
        return ()
    return (Subject(name=names[0].text, kind=SUBJECT_KINDS[names[0].kind], span=names[0].span),)
