"""Someone is put on, or taken off, a red list or another list of those who kept faith."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Event
from .listing import listed
from .passage import Sentence
from .registry import reads


@reads(
    "list.red",
    "红名单",
    cues="红名单 红榜 激励名单 守信 诚信 白名单 红黑名单 激励对象 守信主体 正面清单 "
    "期限延长 期限顺延 移出 移除 撤榜",
)
def list_red(sentence: Sentence) -> Iterator[Event]:
    """Read 将〈subjects〉列入红名单, 授予…并列入守信激励名单, 取消红名单资格.

    >>> from notice_parser import parse_text
    >>> (event,) = parse_text("市文旅局将青屏客栈、云岭民宿列入诚信经营红名单。").events
    >>> event.event_type, event.action.value, [s.name for s in event.subjects], event.list_name
    ('list.red', 'add', ['青屏客栈', '云岭民宿'], '诚信经营红名单')
    """
    yield from listed(sentence, "list.red")
