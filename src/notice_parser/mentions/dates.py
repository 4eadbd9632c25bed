"""Text → the days, months, years and periods it names, as precise as written."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from ..model import Mention, MentionKind, Problem, ProblemCode, Span
from ..text import fold_width
from .date_forms import BETWEEN, FORMS, PERIOD_OF_REFERENCE, Place, S, Written, read
from .years import Story

__all__ = [
    "PERIOD_OF_REFERENCE",
    "ambiguous_dates",
    "date_spans",
    "find_dates",
    "impossible_dates",
    "intervals",
]

_JOINED = re.compile(rf"{S}[日号]?起?{S}(?:[、和及与]|{BETWEEN}){S}")
_INTERVAL = re.compile(rf"{S}[日号]?起?{S}{BETWEEN}{S}")
_WHOLE = re.compile(rf"(?<!\d)((?:19|20)\d\d){S}年{S}(\d{{1,2}}){S}月(?:{S}(\d{{1,2}}){S}日)?")
_SOME_DAY = dt.date(2000, 12, 31)  # where only the place of a date matters
_OPENS_SENTENCE = re.compile(r"以来|间|全年|[，,]")


def find_dates(text: str, published: dt.date | None = None) -> Iterator[Mention]:
    """Find each date; a missing year comes from the narrative or from the day of publication.

    The value is an ISO date (2020, 2020-03, 2020-03-16) or, for a quarter and the like, an interval;
    the unit is 年度 where a year is only what something is about. A date whose year nothing tells is
    left out, see ``ambiguous_dates``.

    >>> text = "12月28日，南浦市水利局立案，同日约谈；该厂去年9月曾被通报。"
    >>> [mention.value for mention in find_dates(text, dt.date(2020, 1, 5))]
    ['2019-12-28', '2019-12-28', '2019-09']
    """
    for written in _resolve(text, published):
        if written.value is not None:
            yield Mention(
                kind=MentionKind.DATE,
                span=written.span,
                text=text[written.span.start : written.span.end],
                value=written.value,
                found_by="dates",
                confidence=0.9 if written.inferred else 1.0,
                unit=written.unit,
            )


def ambiguous_dates(text: str, published: dt.date | None = None) -> Iterator[Problem]:
    """Find each date whose year neither the text nor the day of publication tells.

    >>> [problem.message for problem in ambiguous_dates("3月16日，市商务局公布名单。")]
    ['“3月16日”未写年份，又无成文日期可据']
    """
    for written in _resolve(text, published):
        if written.year is None:
            expression = text[written.span.start : written.span.end]
            yield Problem(
                code=ProblemCode.AMBIGUOUS_DATE,
                message=f"“{expression}”未写年份，又无成文日期可据",
                span=written.span,
            )


def impossible_dates(text: str) -> Iterator[Problem]:
    """Find each date that is in no calendar: misprinted, or misread on a scan.

    >>> [problem.message for problem in impossible_dates("2020年2月30日起，至2021年13月止。")]
    ['“2020年2月30日”不是存在的日期', '“2021年13月”不是存在的日期']
    """
    for found in _WHOLE.finditer(fold_width(text)):
        try:
            dt.date(int(found[1]), int(found[2]), int(found[3] or 1))
        except ValueError:
            yield Problem(
                code=ProblemCode.AMBIGUOUS_DATE,
                message=f"“{text[found.start() : found.end()]}”不是存在的日期",
                span=Span(*found.span()),
            )


def date_spans(text: str) -> list[Span]:
    """Return where dates are written, whether or not their year is known.

    >>> date_spans("限3月5日前整改，逾期15日的移送。")
    [Span(start=1, end=5)]
    """
    return [written.span for written in _resolve(text, _SOME_DAY)]


def intervals(text: str, dates: Sequence[Mention]) -> list[tuple[Mention, Mention]]:
    """Pair the dates that stand as 自X至Y, X—Y or X起至Y止.

    >>> text = "公示时间为2024年8月12日至16日。"
    >>> [(start.value, end.value) for start, end in intervals(text, list(find_dates(text)))]
    [('2024-08-12', '2024-08-16')]
    """
    folded = fold_width(text)
    return [
        (first, second)
        for first, second in pairwise(dates)
        if first.span.end <= second.span.start <= first.span.end + 12
        and _INTERVAL.fullmatch(folded[first.span.end : second.span.start])
    ]


@lru_cache(maxsize=4096)  # the blocks of a notice, whose dates several recognisers ask for
def _resolve(text: str, published: dt.date | None) -> tuple[Written, ...]:
    return tuple(_read(text, published))


def _read(text: str, published: dt.date | None) -> Iterator[Written]:
    """Yield what each expression says, in order; what is said earlier settles what is left out later."""
    folded = fold_width(text)
    titled = _inside_titles(folded)
    story, at = Story(), 0
    scanned = 0
    while found := FORMS.search(folded, at):
        gap, scanned = folded[scanned : found.start()], found.start()
        if "\n" in gap or "\t" in gap:  # another paragraph or cell is another story
            story = Story()
        elif "。" in gap:
            story.heading = None
        joined = story.last_end >= 0 and found.start() - story.last_end <= 12
        joined = joined and bool(_JOINED.fullmatch(folded[story.last_end : found.start()]))
        written = read(Place(folded, found, published, story, joined))
        if written is None:
            at = found.end() if found["iso"] or found["feast"] else found.start() + 1
            continue
        at = story.last_end = found.end()
        if written.year is None:
            story.last = story.last_day = None
            yield written
        elif written.value is not None:
            if not titled[found.start()]:
                _tell(story, written, folded[found.end() : found.end() + 2])
            yield written


def _tell(story: Story, written: Written, after: str) -> None:
    """Let the story go on with a date that stands in running text."""
    if written.year is None or written.unit:
        return
    if written.month is None and not written.end and _OPENS_SENTENCE.match(after):
        story.heading = written.year
    story.tell(written.year, written.month, written.day, written=not written.inferred and not written.end)


def _inside_titles(text: str) -> bytearray:
    """Mark the characters that stand inside 《》: a date there is part of a name."""
    marks = bytearray(len(text))
    if "《" not in text:
        return marks
    depth = 0
    for at, character in enumerate(text):
        if character == "《":
            depth += 1
        elif character == "》":
            depth = max(depth - 1, 0)
        elif character in "\n\t":
            depth = 0
        marks[at] = depth > 0
    return marks
