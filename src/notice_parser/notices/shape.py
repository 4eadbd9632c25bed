"""Words → their shape: what stands inside titles, quotation marks and brackets blanked."""

from __future__ import annotations

import re

TITLE = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》")
_ENCLOSED = re.compile(r"（[^（）]*(?:（[^（）]*）[^（）]*)*）|\([^()]*\)|“[^“”]*”|‘[^‘’]*’|【[^】]*】")


def shape_of(text: str) -> str:
    """Blank what stands inside 《》, “” and （）, keeping the length.

    >>> shape_of("将“黄牌”（详见附件）移出")
    '将“□□”（□□□□）移出'
    """
    blanked = TITLE.sub(_blank, text)
    return _ENCLOSED.sub(_blank, blanked)


def _blank(m: re.Match[str]) -> str:
    return m[0][0] + "□" * (len(m[0]) - 2) + m[0][-1]
