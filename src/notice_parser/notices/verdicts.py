"""Cells of a column → how each listing goes on: 整改到位，移出; 延长三个月; 继续保留; 黄牌转红牌.

Such a column has many headers (复核结论, 处理意见, 是否移出), most of which elsewhere hold the result of
an inspection or a penalty, so that what its cells say decides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ..model import Action, Certainty

_LIST = "(?:名单|名录|[红黄黑]牌|[红黑]榜|警示|监控|监管|管理|挂牌)"
_WORDS = (  # the first that fits; what may be read otherwise is bound to the list
    (Action.REVOKE, r"撤销列入|更正|^(?:撤销|删除)$(?<=撤销)"),
    (Action.EXTEND, r"延期|延长|顺延|续期|延至"),
    (Action.ADD, r"[转升](?:级)?为?红牌|升级|降级"),
    (
        Action.REMOVE,
        rf"移出|移除|摘牌|销号|销案|退出|屏蔽|(?:解除|取消|撤销)(?:{_LIST}|$|[，,；;。（(])|(?:予以|准予|同意|拟|可)(?:解除|取消|删除)",
    ),
    (Action.MAINTAIN, rf"维持(?:原?{_LIST}|原|不变|$)|保留|保持不变|继续(?:列入|纳入|{_LIST}|实施|执行|$)"),
    (Action.ADD, r"新增|列入|纳入|首次|认定"),
)
_STANDING = re.compile(  # nothing moves: who it is was told by caption or title
    r"(?:仍)?在[册管列榜]|(?:管理|警示|惩戒|公示|列入|执行|监管|限制)(?:期内|中)|有效|生效中?|正常管理"
)
_MOVES = (  # under a header that already says that the list changes
    (Action.REVOKE, r"撤销|更正"),
    (Action.EXTEND, r"延期|延长|顺延|续期"),
    (Action.REMOVE, r"解除|移出|退出|移除|摘牌|取消|屏蔽|删除|注销"),
    (Action.MAINTAIN, r"维持|保留|保持|继续"),
    (Action.ADD, r"新增|列入|纳入|增加|升级|降级|首次|认定|调整|变更|升|降|转"),
)
_REFUSED = re.compile(r"(?:不予|不准|不同意|暂不|未予|不|未)(?:移出|解除|退出|摘牌|销号|移除|删除|取消)")
_PENDING = re.compile(
    r"暂缓|待(?:核|复|查|定|补|审|整)|另行|无法联系|核[查实]中|正在|未(?:复查|核查|复核)|下(?:次|批)"
)
_ASKS = re.compile(r"^是否(?:同意|准予|予以|准许|已|建议)?(?P<move>移出|解除|摘牌|退出|销号|移除|列入|纳入)")
_CARD = re.compile(r"[转升降](?:级)?(?:为|至)?(?P<level>[红黄]牌)")


class Verdict(NamedTuple):
    """How a listing goes on, and why, where the cell says it."""

    action: Action
    certainty: Certainty | None = None  # None: as what announces the rows
    level: str | None = None
    reason: str | None = None


def are_verdicts(header: str, cells: Sequence[str]) -> bool:
    """Whether the cells under ``header`` say how listings go on; a column of listings alone does not.

    >>> are_verdicts("复核结论", ["整改到位，移出", "未整改到位，继续保留", "无法联系，暂缓"])
    True
    >>> are_verdicts("处理结果", ["罚款五千元", "解除协议"]), are_verdicts("处理结果", ["列入黑名单"])
    (False, False)
    """
    texts = [cell.strip() for cell in cells if cell.strip()]
    if _ASKS.match(header):
        return True
    said = [_action(text, _WORDS) for text in texts]
    later = [move for move, text in zip(said, texts, strict=True) if move is not Action.ADD or "转" in text]
    known = all(
        len(text) <= 30 and (move is not None or _PENDING.search(text) or _STANDING.fullmatch(text))
        for move, text in zip(said, texts, strict=True)
    )
    return known and any(later)


def verdict_of(text: str, header: str = "") -> Verdict | None:
    """Return how a listing goes on by its cell, or None for a cell that does not say it.

    >>> [verdict_of(text).action.value for text in ("延期", "由黄牌升级", "未整改到位，延长三个月")]
    ['extend', 'add', 'extend']
    >>> verdict_of("否", "是否移出")[:2] == (Action.REMOVE, Certainty.NEGATED)
    True
    """
    text = text.strip()
    asked = _ASKS.match(header)
    if asked and re.match(r"[是否√×✓]", text):
        action = Action.ADD if asked["move"] in ("列入", "纳入") else Action.REMOVE
        return Verdict(action, Certainty.NEGATED if re.match("[否×]", text) else None)
    reason = re.match(r"(?P<why>[^，,；;]{2,20})[，,；;]", text)
    why = reason["why"] if reason and _action(reason["why"], _WORDS) is None else None
    if _REFUSED.search(text):
        return Verdict(Action.REMOVE, Certainty.NEGATED, reason=why)
    move = _action(text, _WORDS) or _action(text, _MOVES)
    if move is None:
        return None
    card = _CARD.search(text)
    return Verdict(move, level=card["level"] if card else None, reason=why)


def is_pending(text: str) -> bool:
    """Whether a cell says that nothing is decided yet.

    >>> is_pending("无法联系，暂缓核查"), is_pending("移出")
    (True, False)
    """
    return _action(text, _WORDS) is None and bool(_PENDING.search(text))


def _action(text: str, words: Sequence[tuple[Action, str]]) -> Action | None:
    return next((move for move, pattern in words if re.search(pattern, text)), None)
