"""Cells of a 双公示 form ⇄ dates and amounts."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

_DATE = re.compile(
    r"(\d{4})(?:[-/.](\d{1,2})[-/.](\d{1,2})|年(\d{1,2})月(\d{1,2})日|(\d{2})(\d{2}))"
    r"(?:[ T]00:00(?::00)?(?:\.0+)?)?"
)
_LARGEST = Decimal(10) ** 12  # decimal(18,6)
_SMALLEST = Decimal("0.000001")


def day_of(cell: str) -> str | None:
    """Return a whole date as ISO, None for anything less.

    >>> day_of("2021/3/9"), day_of("2021年3月9日"), day_of("20210309"), day_of("2021-02-30")
    ('2021-03-09', '2021-03-09', '2021-03-09', None)
    """
    found = _DATE.fullmatch(cell.strip())
    if not found:
        return None
    year, *rest = (int(part) for part in found.groups() if part is not None)
    try:
        return dt.date(year, *rest).isoformat()
    except ValueError:
        return None


def yuan_of(wan: str) -> str | None:
    """Return an amount of 万元 in yuan; None for what is no amount to the hundredth of a yuan.

    >>> yuan_of("0.2"), yuan_of("56"), yuan_of("1.234567"), yuan_of("2000元"), yuan_of("0.0000001")
    ('2000', '560000', '12345.67', None, None)
    """
    if not re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d*)?|\.\d+", wan.strip()):
        return None
    amount = Decimal(wan.strip().replace(",", ""))
    return _plain(amount * 10000) if _fits(amount) else None


def wan_of(yuan: str) -> str | None:
    """Return an amount of yuan in 万元, without idle zeros; None for what the form cannot hold.

    >>> wan_of("560000"), wan_of("2000"), wan_of("0.01"), wan_of("12345.675")
    ('56', '0.2', '0.000001', None)
    """
    try:
        amount = Decimal(yuan) / 10000
    except InvalidOperation:
        return None
    return _plain(amount) if amount.is_finite() and amount >= 0 and _fits(amount) else None


def content_of(kinds: Iterable[str], fine: str | None, confiscated: str | None) -> str:
    """Say what a penalty is, of a decision of which no words are at hand; amounts in yuan.

    >>> content_of(["警告", "罚款"], "2000", None), content_of([], None, None)
    ('警告；罚款2000元', '')
    """
    kinds = tuple(kinds)
    taken = next((kind for kind in ("没收违法所得", "没收非法财物") if kind in kinds), "")
    amounts = {"罚款": fine, taken: confiscated}
    return "；".join(kind + (f"{amounts[kind]}元" if amounts.get(kind) else "") for kind in kinds)


def _fits(amount: Decimal) -> bool:
    return amount < _LARGEST and amount == amount.quantize(_SMALLEST)


def _plain(amount: Decimal) -> str:
    text = format(amount, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
