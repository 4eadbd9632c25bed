"""Document → Masthead and Mentions: every name, date and number, with the span where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..model import Document, Masthead, Mention, MentionKind, Problem, Span
from ..text.scanned import Legibility
from .amounts import find_amounts
from .authorities import find_authorities, full_name
from .batches import find_batches
from .counts import find_counts
from .dates import ambiguous_dates, find_dates, impossible_dates
from .document_numbers import find_document_numbers
from .durations import find_durations
from .groups import find_groups
from .identifiers import bad_identifiers, find_identifiers
from .lists import find_lists
from .masthead import masthead_of
from .organisations import find_organisations
from .persons import find_persons
from .places import find_places
from .titles import find_titles

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
    found = list(find_titles(document.text))  # an alias reaches over paragraphs
    for block in document.blocks:
        found += (_shifted(mention, block.span.start) for mention in _in_block(block.text, masthead))
    sure = Legibility(document)
    return tuple(_weighed(_spelled_out(one, document, masthead), sure) for one in _longest(found))


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


def _in_block(text: str, masthead: Masthead) -> Iterator[Mention]:
    """Run every recogniser on the text of one block."""
    yield from find_dates(text, masthead.published)
    yield from find_durations(text)
    yield from find_document_numbers(text)
    yield from find_amounts(text)
    yield from find_counts(text)
    yield from find_batches(text)
    yield from find_identifiers(text)
    yield from find_lists(text)
    yield from find_groups(text)
    yield from find_places(text)
    names = [*find_authorities(text, masthead), *find_organisations(text)]
    yield from names
    yield from find_persons(text, names)


def _spelled_out(mention: Mention, document: Document, masthead: Masthead) -> Mention:
    """Give an authority the full name that the whole notice supports."""
    if mention.kind is not MentionKind.AUTHORITY:
        return mention
    return mention.model_copy(update={"full": full_name(mention.text, document.text, masthead)})


def _weighed(mention: Mention, sure: Legibility) -> Mention:
    """Let a mention be no surer than the recognition of the scanned words that it stands in."""
    legible = sure.of(mention.span)
    if legible >= mention.confidence:
        return mention
    return mention.model_copy(update={"confidence": legible})


def _shifted(mention: Mention, by: int) -> Mention:
    """Let the span count into the document's text."""
    if not by:
        return mention
    return mention.model_copy(update={"span": Span(mention.span.start + by, mention.span.end + by)})


def _longest(mentions: Iterable[Mention]) -> list[Mention]:
    """Drop each mention that overlaps a longer one of its kind, and sort the rest."""
    last: dict[MentionKind, int] = {}
    kept: list[Mention | None] = []
    for mention in sorted(mentions, key=lambda each: (each.span.start, -each.span.end)):
        before = kept[last[mention.kind]] if mention.kind in last else None
        if before is not None and mention.span.start < before.span.end:
            if mention.span.end - mention.span.start <= before.span.end - before.span.start:
                continue
            kept[last[mention.kind]] = None
        last[mention.kind] = len(kept)
        kept.append(mention)
    return [mention for mention in kept if mention is not None]
