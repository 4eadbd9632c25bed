"""A body runs or demands a system of credit commitments (信用承诺制, 告知承诺制)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Certainty, Event
from .act import act, clause_to
from .certainty import certainty_of
from .passage import Sentence
from .registry import reads

_SYSTEM = re.compile(
    r"(?P<verb>实施|实行|推行|推广|开展|建立|落实|深化|完善|试行|采用|运用|开设|强化|健全|引导)[^，。；]{0,24}?(?P<what>(?:告知|信用|安全生产|容缺|价格|守信|诚信)?[^，。；]{0,6}承诺(?:制度|制|专栏|及公示工作|机制|工作|意识)?)"
    r"|(?:需|须|应当?|应)(?P<verb2>递交|提交|签署|签订|出具)[^，。；]{0,40}?承诺书"
    r"|(?:可以?|能够?)用[^，。；]{0,4}承诺(?P<verb3>替代|代替)"
)


_STARTED = re.compile(r"自[^，。；]{2,16}起|(?:[日月]|年)起[，,]")  # 自9月1日起在餐饮业推行…
_RUN = re.compile(r"实施|实行|推行|试行")


@reads("commitment.system", "承诺制度", cues="承诺")
def commitment_system(sentence: Sentence) -> Iterator[Event]:
    """Read 实施告知承诺制, 需递交…承诺书, 推广信用承诺制.

    >>> from notice_parser import parse_text
    >>> (event,) = parse_text("县行政审批局在开办餐馆中实行告知承诺制。").events
    >>> event.measure, event.certainty.value
    ('告知承诺制', 'asserted')
    """
    found = _SYSTEM.search(sentence.bare)
    if not found:
        return
    verb = next(name for name in ("verb", "verb2", "verb3") if found[name])
    certainty = certainty_of(sentence, *found.span(verb))
    system = found["what"]
    started = bool(_STARTED.search(sentence.bare, 0, found.start())) and bool(_RUN.match(found[0]))
    if certainty is Certainty.ASSERTED and (
        verb != "verb" or not (re.search(r"制度?$", system or "") or started)
    ):
        certainty = Certainty.PRESCRIPTIVE  # a form to hand in or a theme of work, no system put into force
    yield act(
        sentence,
        "commitment.system",
        found.span(verb),
        quote=clause_to(sentence, found.start(), found.end()),
        certainty=certainty,
        measure=(system or sentence.text[found.start() : found.end()]).strip(),
    )
