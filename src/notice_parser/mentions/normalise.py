"""Text as printed → text without the blanks that tear names apart, and the way back."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..model import Span

_HAN = r"[\u4e00-\u9fff]"
_BLANK = r"[ \u3000\u00a0]"
# blanks and unseen characters that stand inside a word, never those that keep two cells or two names apart
_TORN = re.compile(
    r"[\u200b-\u200f\u2060\ufeff\u00ad\u202a-\u202e]+"
    rf"|(?<![\u4e00-\u9fff])(?:{_HAN}{_BLANK}{{1,3}}){{4,}}{_HAN}(?!{_HAN})"  # 昆 山 市 信 用 办
    rf"|有{_BLANK}*限{_BLANK}*(?:责{_BLANK}*任{_BLANK}*)?公{_BLANK}*司"
    rf"|[（(]{_BLANK}+(?={_HAN})|(?<={_HAN}){_BLANK}+[）)]"
    rf"|(?<={_HAN}){_BLANK}+[（(](?:中国|集团|普通合伙|有限合伙|个人独资)[）)]{_BLANK}*|"
    rf"(?<={_HAN})[（(](?:中国|集团)[）)]{_BLANK}+(?={_HAN})"
)


class Normal(NamedTuple):
    """A text without torn names; ``origin``: where each character stood, None if nothing moved."""

    text: str
    origin: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> Span:
        """Return where the characters from ``start`` to ``end`` stand in the text as printed."""
        if self.origin is None:
            return Span(start, end)
        if start == end:
            place = self.origin[start] if start < len(self.origin) else self.origin[-1] + 1
            return Span(place, place)
        return Span(self.origin[start], self.origin[end - 1] + 1)


def normalise(text: str) -> Normal:
    """Close the gaps inside words: letter-spaced lines, 有限 公司, blanks inside brackets, unseen characters.

    >>> found = normalise("对长河（ 中国 ）印染有限 公司罚款")
    >>> found.text, found.span(1, 13)
    ('对长河（中国）印染有限公司罚款', Span(start=1, end=16))
    """
    if (gap := _TORN.search(text)) is None:
        return Normal(text)
    pieces: list[str] = []
    origin: list[int] = []
    at = 0
    while gap is not None:
        kept = [
            place for place in range(*gap.span()) if not (text[place].isspace() or _TORN.match(text[place]))
        ]
        pieces += (text[at : gap.start()], *(text[place] for place in kept))
        origin += (*range(at, gap.start()), *kept)
        at = gap.end()
        gap = _TORN.search(text, at)
    return Normal("".join(pieces) + text[at:], (*origin, *range(at, len(text))))
