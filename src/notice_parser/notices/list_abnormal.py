"""A business is put on, or taken off, the list of abnormal operations (经营异常名录)."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Event
from .listing import listed
from .passage import Sentence
from .registry import reads


@reads("list.abnormal", "经营异常名录", cues="经营异常 异常名录 异常状态 移出 移除")
def list_abnormal(sentence: Sentence) -> Iterator[Event]:
    """Read 将〈subjects〉列入经营异常名录, 移出经营异常名录.

    >>> from notice_parser import parse_text
    >>> (event,) = parse_text("自2022年4月6日起将临泽县远帆商贸有限公司列入经营异常名录。").events
    >>> event.action.value, event.event_date, event.start
    ('add', '2022-04-06', '2022-04-06')
    """
    yield from listed(sentence, "list.abnormal")
