"""Dates as precise as written (2020, 2020-03, 2020-03-16) → later dates of the same precision."""

from __future__ import annotations

import calendar
import datetime as dt
import re

_DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?")

_MOST_WORKING_DAYS = 366


def add_months(date: dt.date, months: int) -> dt.date:
    """Return the same day ``months`` later, or that month's last day.

    >>> add_months(dt.date(2020, 1, 31), 1)
    datetime.date(2020, 2, 29)
    """
    year, month = divmod(date.year * 12 + date.month - 1 + months, 12)
    return dt.date(year, month + 1, min(date.day, days_in_month(year, month + 1)))


def days_in_month(year: int, month: int) -> int:
    """Return how many days the month has.

    >>> days_in_month(2023, 2)
    28
    """
    return calendar.monthrange(year, month)[1]


def add_duration(date: str, duration: str) -> str | None:
    """Add an ISO-8601 duration to an ISO date of any precision.

    None where there is no such date: a duration finer than the date, PERMANENT, a year past 9999.

    >>> [add_duration(date, "P3M") for date in ("2020-03-16", "2020-11-30", "2020-11", "2020")]
    ['2020-06-16', '2021-02-28', '2021-02', None]
    >>> add_duration("2020-03-16", "P15D")
    '2020-03-31'
    """
    found = _DURATION.fullmatch(duration)
    parts = date.split("-")
    if not found or not any(found.groups()) or not 1 <= len(parts) <= 3:
        return None
    years, months, weeks, days = (int(group or 0) for group in found.groups())
    if (months and len(parts) < 2) or ((weeks or days) and len(parts) < 3):
        return None
    try:
        year, month, day = ([int(part) for part in parts] + [1, 1])[:3]
        later = add_months(dt.date(year, month, day), years * 12 + months)
        later += dt.timedelta(days=weeks * 7 + days)
    except (ValueError, OverflowError):
        return None
    return later.isoformat()[: (4, 7, 10)[len(parts) - 1]]


def add_working_days(date: str, days: int) -> str | None:
    """Return the last of so many working days after a day, by the state's calendar of holidays.

    None where that is not published yet, or where ``date`` is not a whole day.

    >>> add_working_days("2024-09-27", 5), add_working_days("2024-09", 5)
    ('2024-10-10', None)
    """
    from chinese_calendar import is_workday

    if not 0 < days <= _MOST_WORKING_DAYS or len(date) != 10:
        return None
    try:
        day = dt.date.fromisoformat(date)
        while days:
            day += dt.timedelta(days=1)
            days -= is_workday(day)
    except (NotImplementedError, ValueError, OverflowError):
        return None
    return day.isoformat()
