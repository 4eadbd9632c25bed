"""Those who keep faith are given something: priority, a favour, a simpler procedure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Event
from .measures import DONE, measured
from .passage import Sentence
from .registry import reads

_REWARD = re.compile(
    r"(?P<verb>给予(?P<inner>[^，。；]{2,40}?)(?=优先|免费|免交|减免)|优先(?!级|权)|实施[^，。；]{0,30}?(?:激励措施|照顾政策|优惠政策)|给予[^，。；]{0,20}?(?:激励|倾斜|便利|优惠|奖励|照顾)|享受[^，。；]{0,20}?(?:便利|优惠|激励)(?![^，。；]{0,16}(?:追缴|收回|取消|停止|终止))|纳入守信行为记录|予以激励|(?:资金|项目|政策)[^，。；]{0,20}?倾斜|减少[^，。；]{0,8}检查(?:频次|次数)|绿色通道)"
)


@reads("measure.reward", "守信激励", cues="优先 激励 照顾 倾斜 优惠 便利 守信 减少")
def measure_reward(sentence: Sentence) -> Iterator[Event]:
    """Read 对…优先…, 实施…激励措施, 给予…倾斜.

    >>> from notice_parser import parse_text
    >>> [e.certainty.value for e in parse_text("对守信企业应当优先办理出口退税。").events]
    ['prescriptive']
    """
    yield from measured(sentence, "measure.reward", _REWARD, asserted=DONE)
