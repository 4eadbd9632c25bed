"""A court puts someone on, or takes someone off, the list of judgment defaulters (失信被执行人)."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Event
from .listing import listed
from .passage import Sentence
from .registry import reads


@reads("list.judgment_defaulter", "失信被执行人名单", cues="失信被执行人")
def list_judgment_defaulter(sentence: Sentence) -> Iterator[Event]:
    """Read 法院将〈subjects〉纳入失信被执行人名单, 屏蔽…失信信息.

    >>> from notice_parser import parse_text
    >>> (event,) = parse_text("临泽县人民法院将周某甲纳入失信被执行人名单。").events
    >>> event.event_type, event.subjects[0].anonymised
    ('list.judgment_defaulter', True)
    """
    yield from listed(sentence, "list.judgment_defaulter")
