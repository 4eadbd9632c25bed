"""Row + Event → term, start and end of the row's listing or measure."""

from __future__ import annotations

import re
from typing import Any

from ..mentions.dates import find_dates
from ..mentions.durations import find_durations
from ..model import Event, Mention
from ..text import add_duration
from .cell_values import date_of, level_of
from .columns import Column
from .passage import Source
from .rows import Entry, Row

_FROM_ISSUE = re.compile(  # 管理期限1年，自本通报印发之日起
    r"自(?:本?(?:通报|公告|决定|通知|文|名单))?(?:印发|发布|公布|下发|公告|发文)之日起"
)
_CALLED_SO = re.compile(r"[红黑黄灰白](?:名单|榜|牌)|重点关注名单|严重失信(?:主体)?名单")
_TERM_REMARKED = re.compile(
    r"(?:公[布示开]|管理|惩戒|有效|警示|监管|限制|列入|失信|^|[，；])期(?:限)?(?:为|：|:)?[^，。；]{1,8}|公[布示开]\s*[\d一二三四五六两]{1,3}个?[月年]"
)
_ENDED = re.compile(r"^取消|注销|撤销|吊销|废止|作废|收回")


def row_validity(source: Source, row: Row, base: Event, date: str | None) -> dict[str, Any]:
    """Return term, start and end: the row's own, else the announcement's, counted from the row's date."""
    if _ENDED.search(base.measure or "") or (
        base.event_type == "admin.licence" and _ENDED.search(source.masthead.title or "")
    ):
        return {}  # the column tells how long the licence held that is now cancelled
    values = row.values
    told = values.get(Column.DURATION) or values.get(Column.ACTION)  # 延长三个月
    if told and not told.header and base.event_type == "rating.assigned":
        told = None  # 丙（…），责令整改，列入重点监管，期限六个月: not how long the grade holds
    lengths = list(find_durations(told.text)) if told else _term_remarked(values.get(Column.REMARK))
    if told and re.fullmatch(r"\s*(?:长期|永久)(?:有效)?\s*", told.text):
        own: str | None = "PERMANENT"
    else:
        own = lengths[0].value if lengths else _term_of(source, _CALLED_SO.search(base.list_name or ""))
    duration = own or base.duration or _term_of(source, level_of(row))
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


def _term_remarked(entry: Entry | None) -> list[Mention]:
    """The term that a remark gives: 公布期3年."""
    told = _TERM_REMARKED.search(entry.text) if entry else None
    return list(find_durations(told[0])) if told else []


def _term_of(source: Source, called: re.Match[str] | str | None) -> str | None:
    """How long those of one grade or list stay, where the prose says it one by one: 较重…公开期1年."""
    if not called:
        return None
    words = called if isinstance(called, str) else called[0]
    told = re.search(
        rf"{re.escape(words)}[^，。；、\n]{{0,16}}?(?:(?<!公示)期限|(?<!公示)期(?!限)|公开期|有效期|管理期|公布期|惩戒期)(?:限)?(?:均?为|是|各)?(?P<term>[^，。；、]{{1,8}})",
        source.text,
    )
    return next((m.value for m in find_durations(told["term"])), None) if told else None
