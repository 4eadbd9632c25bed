"""Event + notice → what the notice says of all its acts in sentences of their own: 期限均为三年，自…起."""

from __future__ import annotations

import re
from datetime import date

from ..model import Action, Certainty, Event, MentionKind
from .certainty import certainty_of
from .listing import list_kind
from .passage import Sentence, Source
from .validity import Term, term

_DECIDED_ALL = re.compile(
    r"(?:以上|上述)[^。；]{0,24}(?:作出|决定|列入|移出|评定)(?:日期|时间)均?为|(?:决定|处罚)(?:日期|时间)均为"
    r"|(?:以上|上述)[^。；]{0,8}决定均?于[^。；]{8,24}(?:依法)?作出"
)
_DECIDED_LINE = re.compile(  # 作出决定日期：2024年8月16日, on a line under the table
    r"^\s*(?:注|备注|说明)?[：:]?(?:作出)?(?:行政)?(?:处罚|许可|检查|认定)?决定(?:的)?(?:作出)?(?:日期|时间)(?:均?为|[：:])"
)
_SHARED_BY_ALL = re.compile(
    r"(?:以上|上述)[^，。；]{0,10}(?:期限?|均)[^。]{0,4}自|^\s*(?:期限?)?均自[^，。；]{4,16}起(?:计算|执行|生效|计)"
    r"|^\s*(?:上述|以上)?(?:管理|惩戒|列入|公示|公布|限制|名单|有效|警示|监管|关注|预警|曝光)(?:的)?期限?均?自[^，。；]{4,16}起(?:计算|执行|生效|计|算)"
)
_SHARED = re.compile(
    r"(?:惩戒|管理|列入|警示|公示|公告|有效|评价|限制|公布|上述|以上|均)[^，。；]{0,6}期限?(?!间|满|届)|有效期(?!满|内)|自[^，。；]{4,16}起(?:执行|施行|计算|生效)|自[^，。；]{2,10}之日起(?:公开|公示|公布|保留)[^，。；]{1,6}年"
)
_OF_SOME = re.compile(r"(?:上述|以上)(?:等级)?(?:调整|变更|更正|移出|修复)")  # not of all that the rows tell
_SHOWN = re.compile(r"公示(?:期|时间)")  # for objections, where the notice asks for them
_DAYS = re.compile(
    r"(?:公示|公告)(?:期|时间)限?(?:为|共|是)?[\d一二三四五七十两]{1,3}个?(?:工作日|天|日|自然日)"
)
_CHANGED = re.compile(r"延长|顺延|缩短|续期|延期")  # the term of one of them, no longer that of all
_BOARD = re.compile(r"[红黑]榜|[红黑灰黄白]名单")


def with_shared_facts(source: Source, event: Event, *, narrow: bool = False) -> Event:
    """Add what the notice says of all its rows in sentences of their own: 期限均为三年，自…起计算.

    ``narrow`` takes only what is said of all the above (以上期限均…), for events of sentences.
    """
    if narrow and event.event_date in (None, source.own_date) and event.certainty is Certainty.ASSERTED:
        told = day_of_all(source) or _day_of_form(source, event)
        event = event.model_copy(update={"event_date": told or event.event_date})
    if not event.event_type.startswith(("list.", "rating.", "honour.", "repair.")):
        return event
    terms = [
        found
        for sentence in source.saying(_SHARED_BY_ALL if narrow else _SHARED)
        if _about(sentence, event)
        and (narrow or not _OF_SOME.search(sentence.text))
        and not _of_one(sentence)
        and not _CHANGED.search(sentence.shape)
        and not (_SHOWN.search(sentence.shape) and ("异议" in source.text or _DAYS.search(sentence.shape)))
        and not _shown_briefly(sentence)
        and (found := term(sentence, 0, event.event_date)) != Term()
        and certainty_of(sentence, len(sentence.text) - 1, len(sentence.text)) is not Certainty.CONDITIONAL
    ]
    if len(terms) != 1:
        return event
    said = terms[0]
    lost = event.event_type == "rating.assigned" and re.match("取消|撤销", event.measure or "")
    if event.action is Action.REMOVE or lost:
        return event  # the term is that of the listing, which ends
    if event.event_date is None and event.action is Action.ADD and said.start == source.issue_day:
        event = event.model_copy(update={"event_date": said.start})  # 红榜…自发布之日起计算
    return event.model_copy(
        update={
            "duration": event.duration or said.duration,
            "start": event.start or said.start,
            "end": event.end or said.end,
        }
    )


def _shown_briefly(sentence: Sentence) -> bool:
    """Whether the days of a month at most are those for objections: 公示期：1月10日至1月16日."""
    if not _SHOWN.search(sentence.shape):
        return False
    days = sorted(f.mention.value for f in sentence.of(MentionKind.DATE) if len(f.mention.value) == 10)
    return len(days) == 2 and (date.fromisoformat(days[1]) - date.fromisoformat(days[0])).days <= 31


def _of_one(sentence: Sentence) -> bool:
    """Whether a line is an entry with a term of its own: 甲矿业有限公司，警示期12个月."""
    names = sentence.of(MentionKind.ORGANISATION, MentionKind.PERSON)
    return bool(names) and not sentence.text[: names[0].start].strip(" 0123456789.、．（）()")


def _about(sentence: Sentence, event: Event) -> bool:
    """Whether a term is that of the event's own list (红榜期限为一年 says nothing of 黑榜)."""
    boards = _BOARD.findall(sentence.text)
    return not boards or any(list_kind(board) == event.event_type for board in boards)


def day_of_all(source: Source) -> str | None:
    """The day that the notice gives for all its acts: 上述许可决定作出日期均为2022年7月5日."""
    for sentence in () if source.is_bulletin else source.saying(_DECIDED_ALL):
        days = sentence.of(MentionKind.DATE)
        if len(days) == 1:
            return days[0].mention.value
    return None


def day_of_line(source: Source) -> str | None:
    """The day that a line of its own gives for the rows of the one table."""
    told = source.saying(_DECIDED_LINE)
    days = told[0].of(MentionKind.DATE) if len(told) == 1 else []
    return days[0].mention.value if len(days) == 1 else None


def _day_of_form(source: Source, event: Event) -> str | None:
    """The day that the form of one penalty decision gives on a line of its own."""
    return day_of_line(source) if event.event_type == "admin.penalty" and not source.is_bulletin else None
