"""Text → what a firm or a body is called for short, wherever it is: 长河公司 after 以下简称“长河公司”."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..model import Mention, MentionKind, Span
from .bodies import ends_as_body

_DEFINED = re.compile(
    r"(?:[（(][^（）()]{0,40}?)?[，,；;]?(?:(?:以下|下)?(?:统称|简称)|(?:以下|下)称)(?:为|作)?[：:]?\s?"
    r"(?P<aliases>[^（）()，。；\s]{2,40}?)[）)]"
)
_ALIAS = re.compile(r"[^“”\"「」‘’（）()，。；、\s]{2,16}")
_OR = re.compile(r"、|或者?(?:简?称)?|(?<=[”\"」’])[和及与](?=[“\"「‘])")
_MOST = 200  # short forms in one notice
# words that stand for a party whoever it is
_ANYBODY = re.compile(
    r"(?:[本该我你贵][\u4e00-\u9fff]{1,3}|当事人.*|[甲乙丙丁]方?|单位|公司|企业|被告|原告|申请人|被申请人|上述.*)"
)


def find_aliases(text: str, names: Sequence[Span]) -> Iterator[Mention]:
    """Yield every place where a short form stands that ``text`` gives one of ``names``; ``full`` is the name.

    >>> text = "临江市长河印染有限公司（以下简称“长河公司”）未整改，对长河公司罚款。"
    >>> [(m.span.start, m.text, m.full) for m in find_aliases(text, [Span(0, 11)])]
    [(17, '长河公司', '临江市长河印染有限公司'), (28, '长河公司', '临江市长河印染有限公司')]
    """
    if "称" not in text:
        return
    known: dict[str, str] = {}
    for span in names:
        if len(known) == _MOST:
            break
        found = _DEFINED.match(text, span.end, span.end + 80)
        for alias in map(_unquoted, _OR.split(found["aliases"]) if found else ()):
            if _ALIAS.fullmatch(alias) and not _ANYBODY.fullmatch(alias) and alias != text[slice(*span)]:
                known.setdefault(alias, "".join(text[slice(*span)].split()))
    for alias, full in known.items():
        body = ends_as_body(full)
        for place in re.finditer(re.escape(alias), text):
            yield Mention(
                kind=MentionKind.AUTHORITY if body else MentionKind.ORGANISATION,
                span=Span(*place.span()),
                text=alias,
                value=alias,
                found_by="aliases",
                full=full,
            )


def _unquoted(words: str) -> str:
    return words.strip('“”"「」‘’ ')
