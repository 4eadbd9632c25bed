"""Text → batches: 2020年第二批 → 2020-2."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Mention, MentionKind, Span
from ..text import fold_width, to_int

_S = r"[^\S\t\n]{0,3}"
_N = r"[0-9]{1,3}|[一二三四五六七八九十]{1,3}"
_BATCH = re.compile(
    rf"(?:(?P<year>(?<![0-9])20[0-9]{{2}}|二[〇○零]{{1}}[〇○零一二三四五六七八九]{{2}}){_S}年度?{_S}[“\"]?{_S})?"
    rf"(?:(?<!总)(?<!总{' '})第{_S}(?P<number>{_N}){_S}批(?!准|复|评|发|文|示|号)次?|(?P<first>首批))"
)
_YEAR = re.compile(rf"(?<![0-9])(20[0-9]{{2}}){_S}年(?:度)?(?!{_S}[0-9]{{1,2}}{_S}月|底|初|末)")
_SENTENCE_ENDS = re.compile(r"[。；;\n\t]")


def find_batches(text: str) -> Iterator[Mention]:
    """Find each batch; its value is year and number, or the words alone where no year is given.

    The year may stand earlier in the same sentence or title: 2021年度…名单（第三批）.

    >>> [mention.value for mention in find_batches("公布2023年度欠薪失信名单（第三批），此前第二批已公布。")]
    ['2023-3', '2023-2']
    >>> [mention.value for mention in find_batches("第二批共5家。")]
    ['第二批']
    """
    folded = fold_width(text)
    if "批" not in folded:
        return
    years = list(_YEAR.finditer(folded))
    ends = [match.start() for match in _SENTENCE_ENDS.finditer(folded)]
    at = at_end = 0
    for match in _BATCH.finditer(folded):
        while at < len(years) and years[at].end() <= match.start():
            at += 1
        while at_end < len(ends) and ends[at_end] < match.start():
            at_end += 1
        opens = ends[at_end - 1] + 1 if at_end else 0
        year = to_int(match["year"]) if match["year"] else None
        if year is None and at and years[at - 1].start() >= opens:
            year = int(years[at - 1][1])
        if match["first"] and not match["year"]:
            continue  # 首批 alone is a way of speaking
        number = 1 if match["first"] else to_int(match["number"])
        yield Mention(
            kind=MentionKind.BATCH,
            span=Span(*match.span()),
            text=text[match.start() : match.end()],
            value=f"{year}-{number}" if year else "".join(match[0].split()),
            found_by="batches",
            confidence=1.0 if match["year"] else 0.9 if year else 0.5,
        )
