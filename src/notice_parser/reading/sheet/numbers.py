"""Value of a cell and its number format → the text that the sheet shows."""

from __future__ import annotations

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

Value = str | bool | int | float | dt.datetime | dt.date | dt.time | dt.timedelta | None

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_(?P<room>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<date>[yY]+|[mM]+|[dD]+|[hH]+|[sS]+|a{3,4}|AM/PM|A/P|上午/下午)"
    r"|(?P<number>[0#?][0#?,.]*|\.[0#?]+)|(?P<exponent>[eE][+-])|(?P<other>.)",
    re.DOTALL,
)
_WEEKDAYS = "一二三四五六日"
_HAN = str.maketrans("0123456789", "〇一二三四五六七八九")
_EXACT = 15  # digits that a number in a workbook holds


def shown(value: Value, form: str = "General") -> str:
    """Write a value as the sheet shows it.

    A number of more digits than a workbook holds is not made up: it stays as rough as it is kept.

    >>> shown(dt.datetime(2024, 3, 5), 'yyyy"年"m"月"d"日"'), shown(dt.datetime(2024, 3, 5), "yyyy/m/d")
    ('2024年3月5日', '2024/3/5')
    >>> shown(3.0), shown(0.125, "0.0%"), shown(56000.5, "#,##0.00"), shown(7, "000"), shown(9.1e17)
    ('3', '12.5%', '56,000.50', '007', '9.1E+17')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, str):
        return value
    if isinstance(value, dt.timedelta):
        minutes, seconds = divmod(int(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    if isinstance(value, dt.date | dt.time):
        return _date(value, form)
    return _number(value, form)


def stored(value: Value) -> str | None:
    """Write a number or a day in full, whatever its format shows of it; None for anything else.

    >>> stored(0.25), stored(320583000012345.0), stored(dt.datetime(2024, 3, 5)), stored("0.3")
    ('0.25', '320583000012345', '2024-03-05', None)
    """
    if isinstance(value, dt.date):
        return _plain_date(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return format(Decimal(f"{value:.{_EXACT}g}"), "f")


def is_date_form(form: str) -> bool:
    """Whether a number format writes days or times.

    >>> is_date_form('[$-804]yyyy"年"m"月"'), is_date_form('0.00"d"'), is_date_form("General")
    (True, False, False)
    """
    if form in ("General", "@"):
        return False
    return any(found["date"] for found in _TOKEN.finditer(form.split(";")[0]))


def _date(value: dt.datetime | dt.date | dt.time, form: str) -> str:
    tokens = list(_TOKEN.finditer(form.split(";")[0]))
    if not any(found["date"] for found in tokens):
        return _plain_date(value)
    if isinstance(value, dt.time):
        value = dt.datetime.combine(dt.date(1900, 1, 1), value)
    moment = value if isinstance(value, dt.datetime) else dt.datetime.combine(value, dt.time())
    halves = any(found["date"] in ("AM/PM", "A/P", "上午/下午") for found in tokens)
    text, before = "", ""
    for at, found in enumerate(tokens):
        part = found["date"]
        if part:
            after = next((t["date"] for t in tokens[at + 1 :] if t["date"]), "")
            text += _date_part(part, moment, halves, before, after)
            before = part
        else:
            text += found["quoted"] or found["escaped"] or found["other"] or found["number"] or ""
    if re.search(r"\[DBNum1\]", form, re.IGNORECASE):
        text = re.sub(r"\d+", lambda found: _han(found.group()), text)
    return text.strip()


def _date_part(part: str, moment: dt.datetime, halves: bool, before: str, after: str) -> str:
    kind, width = part[0].lower(), len(part)
    if part in ("AM/PM", "A/P"):
        return ("AM", "PM")[moment.hour >= 12][: len(part) // 2]
    if part == "上午/下午":
        return ("上午", "下午")[moment.hour >= 12]
    if kind == "a":
        return ("星期" if width == 4 else "") + _WEEKDAYS[moment.weekday()]
    if kind == "y":
        return f"{moment.year:04}" if width > 2 else f"{moment.year % 100:02}"
    if kind == "m" and (before[:1].lower() == "h" or after[:1].lower() == "s"):
        return f"{moment.minute:0{min(width, 2)}}"
    if kind == "m":
        return moment.strftime("%b") if width == 3 else f"{moment.month:0{min(width, 2)}}"
    if kind == "d":
        return moment.strftime("%a") if width == 3 else f"{moment.day:0{min(width, 2)}}"
    hour = (moment.hour % 12 or 12) if halves else moment.hour
    return f"{hour if kind == 'h' else moment.second:0{min(width, 2)}}"


def _plain_date(value: dt.datetime | dt.date | dt.time) -> str:
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        value = value.date()
    return value.isoformat(" ") if isinstance(value, dt.datetime) else value.isoformat()


def _han(digits: str) -> str:
    """Write a number of a date in Han characters: a year digit by digit, the others with 十."""
    if len(digits) > 2 or int(digits) < 10:
        return str(int(digits) if len(digits) < 3 else digits).translate(_HAN)
    tens, ones = divmod(int(digits), 10)
    return (
        ("" if tens == 1 else str(tens)).translate(_HAN) + "十" + (str(ones).translate(_HAN) if ones else "")
    )


def _number(value: int | float, form: str) -> str:
    sections = form.split(";")
    section = sections[0]
    if len(sections) > 1 and value < 0:
        section, value = sections[1], -value
    elif len(sections) > 2 and value == 0:
        section = sections[2]
    tokens = list(_TOKEN.finditer(section))
    digits = "".join(found["number"] or "" for found in tokens)
    if "General" in section or "@" in section or not (digits or any(found["quoted"] for found in tokens)):
        return _general(value)
    if any(found["exponent"] for found in tokens):
        return f"{value:.2E}"
    percent = sum(found["other"] == "%" for found in tokens)
    number = _digits(abs(value) * 100**percent, digits) if digits else ""
    text, written = "", False
    for found in tokens:
        if found["number"]:
            text += "" if written else number
            written = True
        elif found["bracket"] is not None:
            sign = re.match(r"\$([^-]*)", found["bracket"])
            text += sign[1] if sign else ""
        else:
            text += found["quoted"] or found["escaped"] or found["other"] or found["date"] or ""
    return ("-" if value < 0 else "") + text.strip()


def _digits(value: float, pattern: str) -> str:
    """Write a number as a pattern such as #,##0.00 wants it."""
    whole, _, rest = pattern.partition(".")
    scaled = Decimal(str(value))
    while whole.endswith(","):  # shown in thousands
        whole, scaled = whole[:-1], scaled / 1000
    places = len(re.sub("[^0#?]", "", rest))
    try:
        rounded = scaled.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    except InvalidOperation:
        return _general(value)
    if abs(rounded) >= 10**_EXACT:
        return _general(value)
    text = f"{rounded:,f}" if "," in whole else f"{rounded:f}"
    integer, _, decimals = text.partition(".")
    least = len(re.sub("[^0]", "", rest))
    while len(decimals) > least and decimals.endswith("0"):
        decimals = decimals[:-1]
    integer = integer.zfill(len(re.sub("[^0]", "", whole)))
    return f"{integer}.{decimals}" if decimals else integer


def _general(value: int | float) -> str:
    if value == int(value) and abs(value) < 10**_EXACT:
        return str(int(value))
    text = f"{value:.{_EXACT}G}" if abs(value) >= 10**_EXACT else f"{value:.10g}"
    return re.sub(r"E\+0*(\d+)", r"E+\1", re.sub(r"\.?0+(?=E)", "", text))
