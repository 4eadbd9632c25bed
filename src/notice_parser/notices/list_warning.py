"""Someone is put on, or taken off, a warning list: red and yellow cards, watch lists."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Event
from .listing import listed
from .passage import Sentence
from .registry import reads


@reads("list.warning", "警示名单", cues="牌 警示 预警 黄名单 灰名单 重点关注 重点监管 关注对象")
def list_warning(sentence: Sentence) -> Iterator[Event]:
    """Read 将〈subjects〉纳入…“黄牌”警示名单，期限…, 移出…, 警示期限延长….

    >>> from notice_parser import parse_text
    >>> (event,) = parse_text(
    ...     "6月2日，市应急管理局将青州市长河铸造厂纳入安全生产“黄牌”警示名单，期限为公布之日起6个月。",
    ...     published="2021-06-30").events
    >>> event.list_level, event.duration, event.start, event.derived_end
    ('黄牌', 'P6M', '2021-06-02', '2021-12-02')
    """
    yield from listed(sentence, "list.warning")
