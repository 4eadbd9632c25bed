"""Text → the public bodies that act in it."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Masthead, Mention, MentionKind, Span
from .bodies import bodies
from .full_names import full_name

__all__ = ["find_authorities", "full_name"]


def find_authorities(text: str, masthead: Masthead) -> Iterator[Mention]:
    """Yield the public bodies that ``text`` names, spans counting into ``text``; 我局 and 宜兴警方 too.

    ``full`` is filled where the masthead or ``text`` itself supports it.

    >>> masthead = Masthead(issuer="临江市应急管理局")
    >>> [(m.text, m.full) for m in find_authorities("由市应急管理局、市卫健委会同财政局办理", masthead)]
    [('市应急管理局', '临江市应急管理局'), ('市卫健委', None), ('财政局', None)]
    """
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
