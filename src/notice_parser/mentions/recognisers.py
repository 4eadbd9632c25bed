"""spaCy Doc of a notice → the same Doc with its mentions in ``doc.spans``: one component a recogniser.

The language is blank Chinese, a token is a character, so that tokens and characters count alike. Each
component asks its grammar about every block and puts what it finds into the span group of its kind; the
group's ``attrs["read"]`` holds, span for span, what the words say. No component needs a model.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as Tokens

from ..model import Document, Masthead, Mention, MentionKind, Span
from .aliases import find_aliases
from .amounts import find_amounts
from .authorities import find_authorities
from .batches import find_batches
from .counts import find_counts
from .dates import find_dates
from .document_numbers import find_document_numbers
from .durations import find_durations
from .groups import find_groups
from .identifiers import find_identifiers
from .known_persons import find_known_persons
from .lists import find_lists, find_those_lists
from .normalise import Normal, normalise
from .organisations import find_organisations
from .persons import find_persons
from .places import find_places, home_of
from .titles import find_titles

_NAMES = (MentionKind.AUTHORITY, MentionKind.ORGANISATION)
_SAID = tuple(Mention.model_fields.keys() - {"kind", "span", "text"})  # what no span of tokens says by itself
_LONE = re.compile(r"[\ud800-\udfff]")  # half a character: spaCy's strings are UTF-8


class Piece(NamedTuple):
    """One block in a Doc: its words as the grammar reads them, and where they stand in Doc and notice."""

    words: Normal
    start: int  # in the Doc
    origin: int  # in the notice


Finder = Callable[[str, Masthead, str | None], Iterable[Mention]]
FINDERS: dict[str, Finder] = {
    "dates": lambda text, head, home: find_dates(text, head.published),
    "durations": lambda text, head, home: find_durations(text),
    "document_numbers": lambda text, head, home: find_document_numbers(text),
    "amounts": lambda text, head, home: find_amounts(text),
    "counts": lambda text, head, home: find_counts(text),
    "batches": lambda text, head, home: find_batches(text),
    "identifiers": lambda text, head, home: find_identifiers(text),
    "lists": lambda text, head, home: find_lists(text),
    "groups": lambda text, head, home: find_groups(text),
    "places": lambda text, head, home: find_places(text, home),
    "authorities": lambda text, head, home: find_authorities(text, head),
    "organisations": lambda text, head, home: find_organisations(text),
}


@lru_cache(maxsize=1)
def language() -> Language:
    """Return the pipeline: every recogniser as a component, titles first, persons after the bodies."""
    for name in ("pieces", "plain", "masthead", "home"):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=None)
    nlp = spacy.blank("zh")
    for name, component in _components():
        if not Language.has_factory(name):
            Language.component(name, func=component)
        nlp.add_pipe(name)
    return nlp


def _components() -> Iterator[tuple[str, Callable[[Doc], Doc]]]:
    yield "titles", _titles
    for name, find in FINDERS.items():
        yield name, _by_block(find)
    yield "persons", _persons
    yield "known_persons", _known_persons
    yield "aliases", _aliases
    yield "those_lists", _those_lists


def read(document: Document, masthead: Masthead) -> Doc:
    """Run the pipeline over a notice.

    >>> from ..model import Block, BlockKind
    >>> block = Block(kind=BlockKind.PARAGRAPH, span=Span(0, 14), text="对云台茶行罚款2万元，警告。")
    >>> doc = read(Document(name="a.txt", sha256="", blocks=(block,)), Masthead())
    >>> [(span.text, span.label_) for group in doc.spans.values() for span in group]
    [('2万元', 'amount'), ('云台茶行', 'organisation')]
    """
    nlp = language()
    pieces: list[Piece] = []
    words: list[str] = []
    for block in document.blocks:
        if pieces:
            words.append("\n")
        normal = normalise(block.text)
        pieces.append(Piece(normal, len(words), block.span.start))
        words += normal.text
    if any(_LONE.match(word) for word in set(words)):
        words = [_LONE.sub("\ufffd", word) for word in words]
    doc = Doc(nlp.vocab, words=words, spaces=[False] * len(words))
    doc._.pieces, doc._.plain = pieces, "".join(words)
    doc._.masthead, doc._.home = masthead, home_of(masthead)
    return nlp(doc)


def mentions_of(doc: Doc, text: str) -> Iterator[Mention]:
    """Yield what the span groups hold as mentions of a notice with the text ``text``, group by group."""
    pieces: Sequence[Piece] = doc._.pieces
    starts = [piece.start for piece in pieces]
    for group in doc.spans.values():
        for tokens, said in zip(group, group.attrs["read"], strict=True):
            piece = pieces[bisect_right(starts, tokens.start) - 1]
            low, high = piece.words.span(tokens.start - piece.start, tokens.end - piece.start)
            span = Span(piece.origin + low, piece.origin + high)
            yield Mention(kind=MentionKind(tokens.label_), span=span, text=text[slice(*span)], **said)


def put(doc: Doc, start: int, found: Iterable[Mention]) -> None:
    """Keep mentions whose spans count from token ``start`` in the groups of their kinds."""
    spans = doc.spans
    for mention in found:
        kind = mention.kind.value
        if kind not in spans:
            spans[kind] = []
            spans[kind].attrs["read"] = []
        group = spans[kind]
        group.append(Tokens(doc, start + mention.span.start, start + mention.span.end, label=kind))
        group.attrs["read"].append({name: getattr(mention, name) for name in _SAID})


def _by_block(find: Finder) -> Callable[[Doc], Doc]:
    def component(doc: Doc) -> Doc:
        masthead, home = doc._.masthead, doc._.home
        for piece in doc._.pieces:
            put(doc, piece.start, find(piece.words.text, masthead, home))
        return doc

    return component


def _titles(doc: Doc) -> Doc:
    """Read the whole text: what a title is called for short is known in later blocks."""
    put(doc, 0, find_titles(doc._.plain))
    return doc


def _persons(doc: Doc) -> Doc:
    """Look for persons where no body and no organisation stands."""
    others = [deque(_sorted(doc, kind)) for kind in _NAMES]
    for piece in doc._.pieces:
        end = piece.start + len(piece.words.text)
        known: list[Mention] = []
        for names in others:
            while names and names[0].end <= end:
                name = names.popleft()
                span = Span(name.start - piece.start, name.end - piece.start)
                known.append(
                    Mention(kind=MentionKind(name.label_), span=span, text="", value="", found_by="")
                )
        put(doc, piece.start, find_persons(piece.words.text, known))
    return doc


def _known_persons(doc: Doc) -> Doc:
    """Look again for the persons whom the whole notice shows beyond doubt."""
    named = (*_NAMES, MentionKind.PERSON)
    known = [Span(name.start, name.end) for kind in named for name in _sorted(doc, kind.value)]
    put(doc, 0, find_known_persons(doc._.plain, sorted(known)))
    return doc


def _aliases(doc: Doc) -> Doc:
    """Read 以下简称: what firms and bodies are called for short is known in the whole notice."""
    known = [Span(name.start, name.end) for kind in _NAMES for name in _sorted(doc, kind.value)]
    put(doc, 0, find_aliases(doc._.plain, sorted(known)))
    return doc


def _those_lists(doc: Doc) -> Doc:
    """Read 上述名单: which list that is was said in an earlier block."""
    if MentionKind.LIST.value not in doc.spans:
        return doc
    group = doc.spans[MentionKind.LIST.value]
    said = zip(group, group.attrs["read"], strict=True)
    known = [
        Mention(kind=MentionKind.LIST, span=Span(at.start, at.end), text="", **(how))
        for at, how in sorted(said, key=lambda pair: pair[0].start)
    ]
    put(doc, 0, find_those_lists(doc._.plain, known))
    return doc


def _sorted(doc: Doc, kind: str) -> list[Tokens]:
    return sorted(doc.spans[kind], key=lambda span: span.start) if kind in doc.spans else []
