"""A date without a year, and what is told around it → its year."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

_IN_FORCE = re.compile(r"\s{0,3}(?:起|开始)\s{0,3}(?:正式)?(?:施行|实施|执行|生效|试行|启用|恢复)")
_DEADLINE = re.compile(r"\s{0,3}(?:之?前|以前|止|底前)")
_DEMANDED = re.compile(r"应|须|需|请|务必|要求|限|力争|确保|拟|将|届时|期至|截止")
_PERIOD = re.compile(
    r"(?:公示期?|公告期?|有效期|报名|受理|申报|征求意见)(?:限|间|时间)?(?:为|是|：|:|自|从)+\s{0,3}$"
)
_PLANNED_FOR = re.compile(r"(?<!原)(?<!曾)(?:拟|计划|预计|定|将)[于在]\s{0,3}$")  # 拟于10月纳入
_LIST_MARK = re.compile(r"[、和及与]\s{0,3}$")


@dataclass
class Story:
    """What the text has told of time so far in this paragraph or cell."""

    told: tuple[int, int, int] | None = None  # the last date written with its year, 1 for an unknown day
    heading: int | None = None  # the year that opens the sentence: 2023年，…
    last: tuple[int, int | None, int | None] | None = None  # the last date that had a year
    last_day: tuple[int, int, int] | None = None  # the last date that had a day
    last_end: int = -1

    def tell(self, year: int, month: int | None, day: int | None, *, written: bool) -> None:
        """Remember a date; ``written`` if its year stands in the text."""
        self.last = (year, month, day)
        if month and day:
            self.last_day = (year, month, day)
        if month and written:
            self.told = (year, month, day or 1)


def infer_year(
    month: int,
    day: int | None,
    *,
    published: dt.date | None,
    story: Story,
    joined: bool,
    before: str,
    after: str,
) -> int | None:
    """Return the year of a date written without one; None where nothing tells.

    The second end of an interval follows the first; a narrative goes on from its last full date;
    else it is the last such day up to publication, unless the words speak of a day to come.

    >>> january = dt.date(2020, 1, 5)
    >>> infer_year(12, 28, published=january, story=Story(), joined=False, before="", after="，立案")
    2019
    >>> infer_year(2, 10, published=january, story=Story(), joined=False, before="请于", after="前报送")
    2020
    """
    if joined and story.last is not None:
        year, last_month, last_day = story.last
        earlier = (month, day or 31) < (last_month or 0, last_day or 0)
        return year + (earlier and (not _LIST_MARK.search(before[-4:]) or _turns(last_month, month)))
    told = story.told or (story.heading and (story.heading, 1, 1)) or None
    if published is None:
        return told and told[0] + _turns(told[1], month)
    if (ahead := _ahead(month, day, published, told and told[0], before, after)) is not None:
        return ahead
    year = published.year - ((month, day or 1) > (published.month, published.day))
    if told is None:
        return year
    if told > (published.year, published.month, published.day):  # the story is of days to come
        return told[0] if month >= told[1] else year
    if month >= told[1]:
        return min(told[0], year)
    return min(told[0] + 1, year) if _turns(told[1], month) or told[0] + 1 == year else min(told[0], year)


def _ahead(
    month: int, day: int | None, published: dt.date, told: int | None, before: str, after: str
) -> int | None:
    """Return the year of a day to come (自…起施行, 应于…前, 公示期为…); None if none is spoken of."""
    year, clause = published.year, re.split(r"[。\n\t]", before)[-1]
    if _IN_FORCE.match(after) or _PERIOD.search(clause[-12:]):
        years = (told,) if told else (year - 1, year, year + 1)
        return min(years, key=lambda candidate: abs(_days_after(published, candidate, month, day)))
    if _PLANNED_FOR.search(clause) and told is None:
        return year + ((month, day or 31) < (published.month, published.day))
    if "已" in clause[-8:] or not _DEADLINE.match(after) or not _DEMANDED.search(clause):
        return None
    if told == year or _days_after(published, year, month, day) >= -90:
        return year
    return year + 1


def _turns(from_month: int | None, month: int) -> bool:
    """Tell whether a story that goes from one month to the other has passed a new year."""
    return (from_month or 0) >= 10 and month <= 3


def _days_after(published: dt.date, year: int, month: int, day: int | None) -> int:
    """Return about how many days after publication the date lies."""
    return (year - published.year) * 365 + (month - published.month) * 30 + (day or 28) - published.day
