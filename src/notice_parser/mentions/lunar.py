"""Days of the traditional calendar → days of the common one."""

from __future__ import annotations

import datetime as dt

_TENS = {"初": 0, "十": 10, "廿": 20, "三": 30}
_DIGITS = "〇一二三四五六七八九十"
_MONTHS = {"正": 1, "冬": 11, "腊": 12}
FEASTS = {"春节": (1, 1), "元宵": (1, 15), "端午": (5, 5), "中秋": (8, 15), "重阳": (9, 9)}


def common_day(year: int, month: int, day: int, *, leap: bool = False) -> dt.date | None:
    """Return the day of the common calendar; None where the traditional year has no such day.

    >>> common_day(2020, 4, 1, leap=True).isoformat(), common_day(2021, 4, 1, leap=True)
    ('2020-05-23', None)
    """
    from lunar_python import Lunar

    if not 1900 <= year <= 2100 or not 1 <= month <= 12:
        return None
    try:
        solar = Lunar.fromYmd(year, -month if leap else month, day).getSolar()
    except Exception:  # the library raises nothing narrower
        return None
    return dt.date(solar.getYear(), solar.getMonth(), solar.getDay())


def feast(name: str, year: int) -> dt.date | None:
    """Return the day on which a traditional feast falls in a year.

    >>> [feast(name, 2024).isoformat() for name in ("春节", "清明", "除夕")]
    ['2024-02-10', '2024-04-04', '2024-02-09']
    """
    if name == "除夕":
        first = common_day(year, 1, 1)
        return first - dt.timedelta(days=1) if first else None
    if name == "清明":
        from lunar_python import Lunar

        day = Lunar.fromYmd(year, 2, 1).getJieQiTable()["清明"] if 1900 <= year <= 2100 else None
        return dt.date(day.getYear(), day.getMonth(), day.getDay()) if day else None
    return common_day(year, *FEASTS[name])


def month_of(written: str) -> int | None:
    """Return a traditional month's number.

    >>> [month_of(written) for written in ("正", "腊", "十一", "8")]
    [1, 12, 11, 8]
    """
    if written in _MONTHS:
        return _MONTHS[written]
    if written.isdigit():
        return int(written)
    return _count(written)


def day_of(written: str) -> int | None:
    """Return a traditional day's number.

    >>> [day_of(written) for written in ("初八", "十五", "廿三", "三十", "二十九")]
    [8, 15, 23, 30, 29]
    """
    if written.isdigit():
        return int(written)
    if written.startswith(("初", "廿")):
        return _TENS[written[0]] + (_DIGITS.find(written[1:]) if written[1:] else 0)
    return _count(written)


def _count(written: str) -> int | None:
    """Read 八, 十, 十五, 二十九, 三十."""
    tens, ten, ones = written.partition("十")
    if not ten:
        return _DIGITS.find(written) if len(written) == 1 and written in _DIGITS else None
    return (_DIGITS.find(tens) if tens else 1) * 10 + (_DIGITS.find(ones) if ones else 0)
