"""A business is put on, or taken off, the list of abnormal operations (经营异常名录)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Action, Event, MentionKind
from .act import act, clause_to
from .listing import listed
from .passage import Sentence
from .registry import reads
from .whom import concrete, reported, whom

_RESTORED = re.compile(
    r"(?:对|将)?(?P<who>[^，。；对将]*?)(?:(?<=户)(?:因|经)[^，。；]{2,20}?)?(?:予以|依法|已)*(?P<verb>恢复)(?:为|其)?(?:正常记载|正常经营)状态"
)

_MARKED = re.compile(
    r"对(?P<who>[^，。；]{2,80}?)(?:依法|分别|均|予以|作出|进行)*(?P<verb>标记)为?(?P<list>经营异常(?:状态)?)"
)


@reads(
    "list.abnormal", "经营异常名录", cues="经营异常 异常名录 异常状态 移出 移除 记载状态 期限延长 期限顺延"
)
def list_abnormal(sentence: Sentence) -> Iterator[Event]:
    """Read 将〈subjects〉列入经营异常名录, 移出经营异常名录, 恢复正常记载状态.

    A sole trader is not listed but marked, and its mark is taken away: 恢复正常记载状态.

    >>> from notice_parser import parse_text
    >>> (event,) = parse_text("自2022年4月6日起将临泽县远帆商贸有限公司列入经营异常名录。").events
    >>> event.action.value, event.event_date, event.start
    ('add', '2022-04-06', '2022-04-06')
    """
    moved = list(listed(sentence, "list.abnormal"))
    yield from moved
    marked = None if moved else _MARKED.search(sentence.bare)
    names = whom(sentence, *marked.span("who")) if marked else None
    told = names and (concrete(names) or names.stated is not None)
    if marked and names and told and (certainty := reported(sentence, marked.span("verb"), names)):
        yield act(
            sentence,
            "list.abnormal",
            marked.span("verb"),
            names=names,
            action=Action.ADD,
            certainty=certainty,
            list_name=marked["list"],
        )
    restored = _RESTORED.search(sentence.bare)
    names = whom(sentence, *restored.span("who")) if restored else None
    if restored and names and (certainty := reported(sentence, restored.span("verb"), names)):
        lists = [f.mention.value for f in sentence.of(MentionKind.LIST, end=restored.start("verb"))]
        yield act(
            sentence,
            "list.abnormal",
            restored.span("verb"),
            names=names,
            quote=clause_to(sentence, restored.start("verb"), restored.end()),
            action=Action.REMOVE,
            certainty=certainty,
            list_name=lists[-1] if lists else None,
        )
