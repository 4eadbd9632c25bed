"""Text → persons whom the notice itself shows beyond doubt, wherever they are named again.

An addressee beside a firm (甲公司、陶某书：) and a party with its particulars (陶某书，男，) are persons even
where the shape of the name alone would not say it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from ..model import Mention, MentionKind, Span
from .persons import looks_personal, name_ends
from .vocabulary.surnames import NOT_LAST, NOT_NAME, PERSON

_ADDRESSED = re.compile(r"^[^，。；：:\n]{4,120}[：:]$", re.MULTILINE)
_ITEM = re.compile(r"[^、：:\n]+")
_PARTICULARS = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff·]{5,14})(?=，[男女]，|（[男女]，|，性别|（身份证)"
)
_PARTY = re.compile(
    r"^(?:当事人|被处罚人|被处罚的?当事人|行政相对人|违法行为人)[^：:，。\n]{0,8}[：:]\s*(?P<name>[\u4e00-\u9fff·]{2,10}?)(?=[\n，（；。]|\Z)",
    re.MULTILINE,
)
_LABEL = re.compile(r"[^，。；\n]{0,14}[：:]")
_MOST = 60  # names in one notice


def find_known_persons(text: str, names: Sequence[Span]) -> Iterator[Mention]:
    """Yield every place of the persons that ``text`` shows beyond doubt, none inside one of ``names``.

    >>> text = "瑞河印染有限公司、万里明：\\n我局决定对万里明采取监管谈话措施。"
    >>> [(m.span.start, m.text) for m in find_known_persons(text, [Span(0, 8)])]
    [(9, '万里明'), (19, '万里明')]
    """
    known = dict.fromkeys((*_addressed(text, names), *_described(text)))
    taken = sorted(names)
    for name in list(known)[:_MOST]:
        for place in re.finditer(re.escape(name), text):
            if _overlaps(taken, *place.span()) or (len(name) == 2 and not _alone(text, *place.span())):
                continue
            yield Mention(
                kind=MentionKind.PERSON,
                span=Span(*place.span()),
                text=name,
                value=name,
                found_by="known_persons",
                confidence=0.9,
            )


def _addressed(text: str, names: Sequence[Span]) -> Iterator[str]:
    """The persons addressed together with a firm: items of three characters that begin with a surname."""
    starts = sorted(span.start for span in names)
    for line in _ADDRESSED.finditer(text):
        at = bisect_left(starts, line.start())
        if at == len(starts) or starts[at] >= line.end() or "、" not in line[0]:
            continue
        for item in _ITEM.finditer(line[0]):
            word = item[0].strip()
            shaped = len(word) == 3 and PERSON.fullmatch(word)
            odd = NOT_NAME.match(word) and word[-1] in NOT_LAST
            if looks_personal(word) or (shaped and not odd):
                yield word


def _described(text: str) -> Iterator[str]:
    """The persons told with their particulars at the head of a line: 当事人：某某，男，1971年出生."""
    for found in _PARTICULARS.finditer(text):
        line = text.rfind("\n", 0, found.start()) + 1
        lead = text[line : found.start()]
        if len(found["name"]) > 2 and (not lead or _LABEL.fullmatch(lead)):
            yield found["name"]
    for found in _PARTY.finditer(text):
        if looks_personal(found["name"]):
            yield found["name"]


def _alone(text: str, start: int, end: int) -> bool:
    """Whether two characters stand here as a name, and are no part of another word."""
    before = text[start - 1 : start]
    return (not before or before in "\n，。；：、（“对将给予由和及与被经：") and name_ends(text, end)


def _overlaps(taken: list[Span], start: int, end: int) -> bool:
    at = bisect_left(taken, Span(end, end))
    return any(span.start < end and start < span.end for span in taken[max(at - 3, 0) : at])
