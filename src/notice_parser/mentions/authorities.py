"""Text → the public bodies that act in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Masthead, Mention, MentionKind, Span
from .bodies import bodies
from .full_names import full_name

__all__ = ["find_authorities", "full_name"]


_OWN_KIND = re.compile(r"(?:中心|支队|大队|总队|法院|海关|分局|协会|商会|联合会|分行|交易所|管委会)$")
_ACTS = (
    "受理|依法|对|将|开展|联合|会同|决定|发布|公布|办理|组织|按照|根据|经|累计|已|为|向|通过|启动|约谈|印发"
)


def find_authorities(text: str, masthead: Masthead) -> Iterator[Mention]:
    """Yield the public bodies that ``text`` names, spans counting into ``text``; 我局 and 宜兴警方 too.

    ``full`` is filled where the masthead or ``text`` itself supports it.

    >>> masthead = Masthead(issuer="临江市应急管理局")
    >>> [(m.text, m.full) for m in find_authorities("由市应急管理局、市卫健委会同财政局办理", masthead)]
    [('市应急管理局', '临江市应急管理局'), ('市卫健委', None), ('财政局', None)]
    """
    own = _OWN_KIND.search("".join((masthead.issuer or "").split()))
    if own:  # 中心受理…: the issuer speaks of itself without 我 or 本
        for match in re.finditer(rf"(?:(?<=[，。；\n])|^)\s*(?P<own>{own[0]})(?={_ACTS})", text):
            yield Mention(
                kind=MentionKind.AUTHORITY,
                span=Span(*match.span("own")),
                text=own[0],
                value=own[0],
                found_by="authorities",
                confidence=0.8,
                full="".join((masthead.issuer or "").split()),
            )
    for body in bodies(text):
        written = text[body.start : body.end]
        yield Mention(
            kind=MentionKind.AUTHORITY,
            span=Span(body.start, body.end),
            text=written,
            value="".join(written.split()),
            found_by="authorities",
            confidence=body.confidence,
            full=full_name(written, text, masthead),
        )
