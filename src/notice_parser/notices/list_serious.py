"""Someone is put on, or taken off, a list of those who seriously broke trust: a blacklist."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Event
from .listing import listed
from .passage import Sentence
from .registry import reads


@reads("list.serious", "严重失信名单", cues="名单 失信 违法 惩戒 不良记录 黑榜 移出 移除 期限延长 期限顺延")
def list_serious(sentence: Sentence) -> Iterator[Event]:
    """Read 将〈subjects〉列入…黑名单, 移出严重失信主体名单, 继续保留在失信名单中.

    >>> from notice_parser import parse_text
    >>> (event,) = parse_text("现将临泽县金穗农资店列入农资领域失信“黑名单”。").events
    >>> event.event_type, event.list_name, event.certainty.value
    ('list.serious', '农资领域失信黑名单', 'asserted')
    """
    yield from listed(sentence, "list.serious")
