"""Treatment cell → what it is and says of itself: a penalty or a burden, its number, day and term."""

from __future__ import annotations

import re
from typing import Any

from ..mentions.authorities import full_name
from ..mentions.dates import find_dates
from ..mentions.document_numbers import find_document_numbers
from ..mentions.durations import find_durations
from ..model import Authority, Certainty, MentionKind, Span
from .columns import Column
from .passage import Source
from .penalties import sanction
from .rows import Row

FIRM = {"罚款", "警告", "没收违法所得", "没收非法财物", "吊销许可证件", "责令停产停业", "行政拘留"}
PLANNED = re.compile(
    r"(?<![草模虚比])拟(?!定|合|稿)|建议(?!书)|(?:将|准备|计划)(?=依法|对其|给予|处以?|予以|作出|罚)"
)
NOT_YET = {"certainty": Certainty.PROPOSED, "event_date": None}  # the row's day is not that of the act
BURDEN = re.compile(
    r"成绩无效|暂停|解除|中止|终止|取消[^，。；]{0,12}资格|约谈|不再受理|不予(?:受理|安排|发放|享受|兑现|推荐|支持|办理)|不适用|停止|列为重点|移出|限制|不得|记入|降级|退回"
)
_NOTED = re.compile(
    r"[（(][^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)*[〔\[（(]\d{4}[〕\]）)][^（）]*号[^（）()]*[）)]"
)
_IMPOSES = re.compile(  # 饶税稽罚〔2023〕61号处少缴税款百分之五十罚款
    r"[》）)，,]*(?:决定书?|对其|对该[^，。；]{1,4}|依法|并)*(?:处|给予|罚款|没收|警告|吊销)"
)
_MADE_ON = re.compile(  # 县统计局于2023年4月18日作出警告、并处罚款12万元的行政处罚（…号）
    r"(?P<by>[\u4e00-\u9fff]{2,20}?(?:局|委员会|委|厅|队|院|分行|支行|海关))?(?:已)?于(?P<day>\d{4}年\d{1,2}月\d{1,2}日)"
    r"(?:依法)?(?:作出|给予|处以?|决定)"
)
_FROM_TO = re.compile(
    r"自[^，。；]{4,16}起[^，。；]*|[（(]?\d{4}年[^，。；（）]{3,10}(?:起)?[至—-][^，。；（）]{3,14}"
)


def is_burden(row: Row) -> bool:
    """Whether a row's treatment (暂停协议3个月, 约谈) is a measure and no penalty of the law."""
    entry = row.values.get(Column.PENALTY)
    return (
        entry is not None
        and "处罚" not in entry.header
        and bool(BURDEN.search(entry.text))
        and not FIRM.intersection(sanction(entry.text).kinds)
    )


def is_penalty(row: Row) -> bool:
    """Whether a row's treatment holds a penalty of the law."""
    entry = row.values.get(Column.PENALTY)
    return entry is not None and bool(FIRM.intersection(sanction(entry.text).kinds))


def own_words(source: Source, row: Row) -> dict[str, Any]:
    """What the treatment cell says of itself: its number and day in brackets, its term (自…起暂停3个月)."""
    entry = row.values.get(Column.PENALTY)
    if entry is None:
        return {}
    known: dict[str, Any] = {}
    if (noted := _NOTED.search(entry.text)) and Column.NUMBER not in row.values:
        numbers = list(find_document_numbers(noted[0]))
        known["document_number"] = numbers[0].value if len(numbers) == 1 else None
        reach = Span(*(entry.span.start + at for at in noted.span()))
        days = [m.value for m in source.within(reach) if m.kind is MentionKind.DATE]
        dated = row.values.get(Column.DATE)
        own_day = dated is None or re.search(r"公[布示]|列入|发布", dated.header)
        known["event_date"] = days[-1] if days and own_day else None
    elif Column.NUMBER not in row.values and not is_burden(row):
        numbers = [m for m in find_document_numbers(entry.text) if _IMPOSES.match(entry.text, m.span.end)]
        known["document_number"] = numbers[0].value if len(numbers) == 1 else None
    if made := _MADE_ON.match(entry.text):
        day = Span(entry.span.start + made.start("day"), entry.span.start + made.end("day"))
        told_on = [m.value for m in source.within(day) if m.kind is MentionKind.DATE]
        known["event_date"] = told_on[0] if told_on else known.get("event_date")
        if made["by"] and Column.AUTHORITY not in row.values:
            written = made["by"]
            known["authority"] = Authority(
                written=written, full=full_name(written, source.text, source.masthead)
            )
    if is_burden(row):
        span = _FROM_TO.search(entry.text)
        told = list(find_dates(span[0])) if span else []
        lengths = [m.value for m in find_durations(entry.text)]
        known["start"] = told[0].value if told else None
        known["end"] = told[1].value if len(told) > 1 else None
        known["event_date"] = known.get("event_date") or known["start"]
        known["duration"] = lengths[0] if len(lengths) == 1 else None
    said = {name: value for name, value in known.items() if value is not None}
    return said | NOT_YET if is_burden(row) and PLANNED.search(entry.text) else said
