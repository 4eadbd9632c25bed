"""Notice → the day of the acts that its rows report: its own, that of a meeting, that told for all."""

from __future__ import annotations

import re

from ..model import Action, Block, Event, MentionKind
from .passage import Source

OWN_ACT = re.compile(r"(?:公布|决定|通报|通告|公告|通知|函)(?:（[^）]*）)?$")
_OFF_ON = re.compile(r"(?:移出|退出|解除)(?:日期|时间)均?为")
_ON_ON = re.compile(r"(?:列入|纳入|认定)(?:日期|时间)均?为")
_MET = re.compile(r"[^，。；]{0,24}(?:会议|办公会|党组会|研究|审议)|(?:依法)?(?:作出|决定)")


def dated(source: Source, event: Event) -> Event:
    """Give the act the day of the notice, where the notice is itself the act: …决定, …通报."""
    acts = OWN_ACT.search(re.sub(r"\s", "", source.masthead.title or ""))
    if event.event_type == "admin.inspection":
        return event  # looked at before the day on which it is told
    if event.authority and (event.authority.full or event.authority.written) != source.issuer:
        return event  # of another body: 一、纳税信用A级名单（县税务局，2家）
    return event.model_copy(update={"event_date": event.event_date or source.own_date}) if acts else event


def moved_on(source: Source, event: Event) -> str | None:
    """The day that is told for all who leave, or enter, a list: 移出日期均为2024年3月29日."""
    words = {Action.REMOVE: _OFF_ON, Action.ADD: _ON_ON}.get(event.action) if event.action else None
    said = source.saying(words) if words else ()
    days = said[0].of(MentionKind.DATE) if len(said) == 1 else []
    return days[0].mention.value if len(days) == 1 else None


def decided_on(source: Source, leading: Block | None) -> str | None:
    """The day in the sentence that leads to the rows: 于10月16日对…进行了评定，结果如下."""
    if leading is None or not re.search(r"如下[：:。，]?$", leading.text.strip()):
        return None
    days = [
        m.value
        for m in source.within(leading.span)
        if m.kind is MentionKind.DATE
        and len(m.value) == 10
        and source.text[m.span.start - 1 : m.span.start] == "于"
    ]
    return days[-1] if days else None


def met_on(source: Source, leading: Block | None) -> str | None:
    """The day on which those met who decided on the rows: 经2023年8月2日中心办公会研究，处理如下."""
    days = [
        m.value
        for m in (source.within(leading.span) if leading is not None else ())
        if m.kind is MentionKind.DATE and len(m.value) == 10 and _MET.match(source.text, m.span.end)
    ]
    return days[0] if len(days) == 1 else None
