"""The clock → today and now, in China."""

from __future__ import annotations

import datetime as dt

CHINA = dt.timezone(dt.timedelta(hours=8))


def now() -> str:
    """Return the present moment in China, ISO 8601 to the second."""
    return dt.datetime.now(CHINA).isoformat(timespec="seconds")


def today() -> str:
    """Return the present day in China."""
    return now()[:10]
