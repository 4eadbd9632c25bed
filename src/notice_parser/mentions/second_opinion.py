"""Mentions and a voter → the same mentions, surer or less sure, and what only the voter saw."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

from ..model import Document, Mention, MentionKind, Span
from ..text.scanned import Legibility
from .document_numbers import find_document_numbers
from .persons import looks_personal
from .vocabulary.trades import ENDING
from .voters import Seen, Voter

_NAMES = (MentionKind.AUTHORITY, MentionKind.ORGANISATION, MentionKind.PERSON)
_AGREED = 0.98  # measured: of 257 subjects that both saw alike, 255 were right
_ALONE = 0.5  # what only the voter saw
_LONGEST = 500  # of what the voter is asked in one piece


class Vote(StrEnum):
    """What a voter says of a name."""

    AGREES = "agrees"  # it sees a name of that kind from the same first character to the same last
    SILENT = "silent"  # it sees no more than a part of it
    OTHERWISE = "otherwise"  # it sees a name there that begins or ends elsewhere


class Opinions(NamedTuple):
    """What a voter saw in the sentences that it was asked about."""

    asked: tuple[Span, ...]
    seen: tuple[tuple[Seen, ...], ...]  # of each sentence, positions counting into the document

    def on(self, span: Span, kind: MentionKind) -> Vote | None:
        """Return what the voter says of a name; None where it was not asked.

        >>> seen = (Seen(MentionKind.ORGANISATION, 1, 11),)
        >>> opinions = Opinions((Span(0, 15),), (seen,))
        >>> opinions.on(Span(1, 11), MentionKind.ORGANISATION).value
        'agrees'
        >>> opinions.on(Span(0, 11), MentionKind.ORGANISATION).value
        'otherwise'
        """
        at = bisect_right(self.asked, span.start, key=lambda asked: asked.start) - 1
        if at < 0 or span.end > self.asked[at].end:
            return None
        return _compare(self.seen[at], span, kind)


def _compare(seen: Iterable[Seen], span: Span, kind: MentionKind) -> Vote:
    there = [one for one in seen if one.start < span.end and span.start < one.end]
    person = kind is MentionKind.PERSON
    whole = bool(there) and (there[0].start, there[-1].end) == span
    if whole and (not person if len(there) > 1 else (there[0].kind is MentionKind.PERSON) == person):
        return Vote.AGREES  # 苏州市 and 水务局 may be seen one after the other
    if not there:
        return Vote.SILENT
    inside = span.start <= there[0].start and there[-1].end <= span.end
    begins_later = there[-1].end == span.end and there[-1].kind is MentionKind.ORGANISATION
    return Vote.SILENT if inside and not person and not begins_later else Vote.OTHERWISE


def ask(voter: Voter, document: Document, spans: Iterable[Span]) -> Opinions:
    """Ask a voter about stretches of a notice: without their blanks, document numbers masked."""
    asked = tuple(sorted({span for span in spans if 0 < span.end - span.start <= _LONGEST}))
    texts, places = [], []
    for start, end in asked:
        words = document.text[start:end]
        for number in find_document_numbers(words):
            low, high = number.span
            words = words[:low] + "〔" * (high - low) + words[high:]
        kept = [at for at, character in enumerate(words) if not character.isspace()]
        texts.append("".join(words[at] for at in kept))
        places.append([start + at for at in kept])
    answers = voter.names(texts)
    return Opinions(
        asked,
        tuple(
            tuple(Seen(one.kind, place[one.start], place[one.end - 1] + 1) for one in found)
            for found, place in zip(answers, places, strict=True)
        ),
    )


def weigh(
    document: Document, mentions: Sequence[Mention], opinions: Opinions, voter: str
) -> tuple[Mention, ...]:
    """Raise the confidence of names that both saw, lower it where only the grammar did, add the voter's own.

    A name that only the voter saw is kept where it ends as a firm does or looks like a person's; its
    confidence is low, and no event is read from it.
    """
    starts = [mention.span.start for mention in mentions]
    sure = Legibility(document)
    weighed = [_weighed(mention, opinions, sure) for mention in mentions]
    for seen in opinions.seen:
        for one in seen:
            low, high = bisect_left(starts, one.start - 200), bisect_left(starts, one.end)
            known = any(m.span.end > one.start for m in mentions[low:high] if m.kind not in _WIDE)
            words = document.text[one.start : one.end]
            if not known and _is_name(words, one.kind):
                weighed.append(
                    Mention(
                        kind=one.kind,
                        span=Span(one.start, one.end),
                        text=words,
                        value="".join(words.split()),
                        found_by=voter,
                        confidence=min(_ALONE, sure.of(Span(one.start, one.end))),
                    )
                )
    return tuple(sorted(weighed, key=lambda mention: (mention.span.start, -mention.span.end)))


_WIDE = (MentionKind.TITLE,)  # may hold names of which it says nothing


def _is_name(words: str, kind: MentionKind) -> bool:
    if kind is MentionKind.PERSON:
        return looks_personal(words)
    return kind is MentionKind.ORGANISATION and any(
        ending["firm"] and ending.end() == len(words) for ending in ENDING.finditer(words)
    )


def _weighed(mention: Mention, opinions: Opinions, sure: Legibility) -> Mention:
    if mention.kind not in _NAMES:
        return mention
    said = opinions.on(mention.span, mention.kind)
    if said is None:
        return mention
    if said is Vote.AGREES:
        certain = min(_AGREED, sure.of(mention.span))  # no surer than the scanned words are read
        confidence = max(mention.confidence, certain) if mention.confidence >= 0.6 else mention.confidence
    else:
        confidence = round(mention.confidence * (0.9 if said is Vote.SILENT else 0.7), 3)
    return mention.model_copy(update={"confidence": confidence})
