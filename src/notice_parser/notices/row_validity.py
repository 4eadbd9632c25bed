"""Row + Event → term, start and end of the row's listing or measure."""

from __future__ import annotations

import re
from typing import Any

from ..mentions.dates import find_dates
from ..mentions.durations import find_durations
from ..model import Event
from ..text import add_duration
from .cell_values import date_of, level_of
from .columns import Column
from .passage import Source
from .rows import Row

_FROM_ISSUE = re.compile(  # 管理期限1年，自本通报印发之日起
    r"自(?:本?(?:通报|公告|决定|通知|文|名单))?(?:印发|发布|公布|下发|公告|发文)之日起"
)
_ENDED = re.compile(r"注销|撤销|吊销|废止|作废|收回")


def row_validity(source: Source, row: Row, base: Event, date: str | None) -> dict[str, Any]:
    """Return term, start and end: the row's own, else the announcement's, counted from the row's date."""
    if _ENDED.search(base.measure or "") or (
        base.event_type == "admin.licence" and _ENDED.search(source.masthead.title or "")
    ):
        return {}  # the column tells how long the licence held that is now cancelled
    values = row.values
    told = values.get(Column.DURATION) or values.get(Column.ACTION)  # 延长三个月
    lengths = list(find_durations(told.text)) if told else []
    duration = lengths[0].value if lengths else base.duration or _term_of_level(source, level_of(row))
    start = date_of(values.get(Column.START), source) or base.start
    end = date_of(values.get(Column.END), source) or base.end
    if Column.DURATION in values and (span := list(find_dates(values[Column.DURATION].text))):
        only_end = len(span) == 1 and re.search(
            r"[至到]\s*$", values[Column.DURATION].text[: span[0].span.start]
        )
        start = start if only_end else span[0].value
        end = span[-1].value if len(span) > 1 or only_end else end
    if start is None and duration and _FROM_ISSUE.search(row.quote):
        start = source.issue_day
    if (
        start is None
        and duration
        and date
        and Column.DATE in values
        and not base.event_type.startswith("admin.")
    ):
        start = date
    derived = add_duration(start, duration) if start and duration and not end and len(start) == 10 else None
    rule = "start+duration" if derived else None
    return {
        "duration": duration,
        "start": start,
        "end": end,
        "derived_end": derived,
        "derived_end_rule": rule,
    }


def _term_of_level(source: Source, level: str | None) -> str | None:
    """How long those of one grade stay, where the prose says it grade by grade: 较重…公开期1年."""
    if not level:
        return None
    told = re.search(
        rf"{re.escape(level)}[^，。；、\n]{{0,16}}?(?:(?<!公示)期限|(?<!公示)期(?!限)|公开期|有效期|管理期)(?:限)?(?:均?为|是|各)?(?P<term>[^，。；、]{{1,8}})",
        source.text,
    )
    return next((m.value for m in find_durations(told["term"])), None) if told else None
