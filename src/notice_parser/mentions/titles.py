"""Text → titles of documents: 《…》, what they are called for short, and 关于…的通知 without marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Mention, MentionKind, Span

_LONGEST = 200
_ALIAS = re.compile(
    r"(?:以下|下)(?:统称|简称|称)(?:为)?[：:]?\s?(?:[“\"「]《|[《“\"「])([^《》“”\"「」\n\t，。；]{1,30})[》”\"」]"
)
_UNMARKED = re.compile(
    r"(?:发布|印发|下发|出台|发出|公布|作出|转发|制定|提出)了?(?P<title>关于[^，。；《》\n\t]{2,80}?的(?:决定|通知|通报|通告|公告|公示|意见|批复|函|办法|规定|方案|倡议书|建议))"
)


def find_titles(text: str) -> Iterator[Mention]:
    """Find each title; ``full`` is the long title that an alias (以下简称《通知》) stands for.

    Pass a whole document, so that an alias is known in later paragraphs.

    >>> text = "印发《临川市信用承诺管理办法》（以下简称《办法》）。《办法》明确，三年内有效。"
    >>> [(mention.value, mention.full) for mention in find_titles(text)]
    [('临川市信用承诺管理办法', None), ('办法', '临川市信用承诺管理办法'), ('办法', '临川市信用承诺管理办法')]
    """
    found = [(start, end, text[start + 1 : end - 1]) for start, end in _marked(text)]
    found += [(*match.span("title"), match["title"]) for match in _UNMARKED.finditer(text)]
    aliases = {match.start(1): match[1] for match in _ALIAS.finditer(text)}
    known: dict[str, str] = {}
    last: tuple[int, str] | None = None
    for start, end, written in sorted(found, key=lambda item: (item[0], -item[1])):
        name = " ".join(written.split())
        if start + 1 in aliases and last is not None and start - last[0] <= 80:
            known[name] = last[1]
        elif name not in known:
            last = (end, name)
        yield Mention(
            kind=MentionKind.TITLE,
            span=Span(start, end),
            text=text[start:end],
            value=name,
            found_by="titles",
            full=known.get(name),
        )


def _marked(text: str) -> Iterator[tuple[int, int]]:
    """Yield each outermost 《…》; one that a paragraph leaves open is dropped."""
    depth = start = 0
    for at, character in enumerate(text):
        if character == "《":
            if depth == 0 or at - start > _LONGEST:
                depth, start = 0, at
            depth += 1
        elif character == "》" and depth:
            depth -= 1
            if depth == 0 and 2 < at + 1 - start <= _LONGEST:
                yield start, at + 1
        elif character in "\n\t":
            depth = 0
