"""Someone is spared: not put on a list, no punishment, more time."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Certainty, Event
from .measures import DONE, measured
from .passage import Sentence
from .registry import reads

_EXEMPT = re.compile(
    r"(?P<verb>不(?:予)?(?:纳入|列入|记入|计入)[^，。；]{0,12}(?:失信|黑名单|名单|不良|征信)[^，。；]{0,8}|不实施信用惩戒|(?:可以?)?不(?:作为|视为|认定为)失信|豁免|延长整改期|暂缓(?:信息)?(?:上报|公示|归集)(?:失信)?(?:信息)?|免[予于][^，。；]{0,4}(?:公示|惩戒|处罚)|不予(?:行政)?处罚|首违不罚|不再(?:实施|采取|给予)[^，。；]{0,6}(?:惩戒|处罚|限制))"
)


_PLEA = re.compile(
    r"(?:请求|要求|申请|希望|恳请)[^，。；]{0,12}(?:免[予于]|豁免|不予)"
)  # what a party asks for


@reads(
    "measure.exempt",
    "容错豁免",
    cues="不纳入 不列入 不予列入 不予纳入 不记入 不实施 豁免 "
    "延长整改 暂缓 不再 免予 免于 不予 首违不罚 不作为失信 不视为",
)
def measure_exempt(sentence: Sentence) -> Iterator[Event]:
    """Read …，不纳入失信名单, 延长整改期、暂缓信息上报.

    >>> from notice_parser import parse_text
    >>> [e.certainty.value for e in parse_text("对受灾企业的延期还贷行为，不纳入失信名单。").events
    ...  if e.event_type == "measure.exempt"]
    ['negated']
    """
    if _PLEA.search(sentence.shape):
        return
    for event in measured(sentence, "measure.exempt", _EXEMPT, asserted=DONE):
        denied = (event.measure or "").startswith("不") and event.certainty in (
            Certainty.ASSERTED,
            Certainty.PRESCRIPTIVE,
        )
        yield event.model_copy(update={"certainty": Certainty.NEGATED}) if denied else event
