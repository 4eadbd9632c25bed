"""Document → Masthead and Mentions: every name, date and number, with the span where it stands."""

from __future__ import annotations

from collections.abc import Iterable

from ..model import Document, Masthead, Mention, MentionKind, Problem, Span
from ..text.scanned import Legibility
from .authorities import full_name
from .dates import ambiguous_dates, impossible_dates
from .identifiers import bad_identifiers
from .masthead import masthead_of

__all__ = ["doubts", "masthead_of", "recognise"]


def recognise(document: Document, masthead: Masthead) -> tuple[Mention, ...]:
    """Find all mentions of a document, in the order in which they stand.

    Mentions of different kinds may overlap (a date inside a title); of two of one kind that overlap, the
    longer is kept. Nothing is raised, whatever the text.

    >>> from ..model import Block, BlockKind
    >>> text = "3月16日，对云台茶行罚款2万元。"
    >>> block = Block(kind=BlockKind.PARAGRAPH, span=Span(0, len(text)), text=text)
    >>> document = Document(name="a.txt", sha256="", blocks=(block,))
    >>> import datetime as dt
    >>> found = recognise(document, Masthead(published=dt.date(2020, 3, 23)))
    >>> [mention.value for mention in found if mention.kind in ("date", "amount")]
    ['2020-03-16', '20000']
    """
    from .recognisers import mentions_of, read

    found = _longest(mentions_of(read(document, masthead), document.text))
    sure = Legibility(document)
    return tuple(_weighed(_spelled_out(one, document, masthead), sure) for one in found)


def doubts(document: Document, masthead: Masthead) -> tuple[Problem, ...]:
    """Return what a person should look at: dates without a year, codes whose check digit fails."""
    return tuple(
        problem.model_copy(
            update={
                "span": Span(problem.span.start + block.span.start, problem.span.end + block.span.start),
                "page": block.page,
            }
        )
        for block in document.blocks
        for problem in (
            *ambiguous_dates(block.text, masthead.published),
            *impossible_dates(block.text),
            *bad_identifiers(block.text),
        )
    )


def _spelled_out(mention: Mention, document: Document, masthead: Masthead) -> Mention:
    """Give an authority the full name that the whole notice supports."""
    if mention.kind is not MentionKind.AUTHORITY or mention.found_by == "aliases":
        return mention
    full = full_name(mention.text, document.text, masthead)
    return mention.model_copy(update={"full": full}) if full and full != mention.full else mention


def _weighed(mention: Mention, sure: Legibility) -> Mention:
    """Let a mention be no surer than the recognition of the scanned words that it stands in."""
    legible = sure.of(mention.span)
    if legible >= mention.confidence:
        return mention
    return mention.model_copy(update={"confidence": legible})


def _place(mention: Mention) -> tuple[int, int, bool]:
    """Sort by place, the longer first, and of two that read the same words the one with the full name."""
    return mention.span.start, -mention.span.end, mention.full is None


def _longest(mentions: Iterable[Mention]) -> list[Mention]:
    """Drop each mention that overlaps a longer one of its kind, and sort the rest."""
    last: dict[MentionKind, int] = {}
    kept: list[Mention | None] = []
    for mention in sorted(mentions, key=_place):
        before = kept[last[mention.kind]] if mention.kind in last else None
        if before is not None and mention.span.start < before.span.end:
            if mention.span.end - mention.span.start <= before.span.end - before.span.start:
                continue
            kept[last[mention.kind]] = None
        last[mention.kind] = len(kept)
        kept.append(mention)
    return [mention for mention in kept if mention is not None]
