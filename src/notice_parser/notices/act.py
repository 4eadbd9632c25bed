"""A verb in a sentence → Event: what every kind fills in the same way."""

from __future__ import annotations

from typing import Any

from ..model import Certainty, Event, Evidence, MentionKind, Span, Subject
from .arguments import authority, document_number, event_date, evidence_text
from .certainty import certainty_of
from .passage import Sentence
from .subjects import NOBODY, Names


def act(
    sentence: Sentence,
    event_type: str,
    verb: tuple[int, int],
    *,
    names: Names = NOBODY,
    quote: tuple[int, int] | None = None,
    **fields: Any,
) -> Event:
    """Make the event whose verb stands at ``verb``, with the arguments that the sentence supports.

    ``quote`` is the range of words that prove it, the whole sentence without one. ``fields`` go before
    what is found here: a kind that knows better says so.
    """
    start, end = verb
    words, span = evidence_text(sentence, *(quote or (0, len(sentence.text))))
    found: dict[str, Any] = {
        "certainty": certainty_of(sentence, start, end),
        "subjects": tuple(_coded(sentence, who) for who in names.subjects),
        "stated_count": names.stated,
        "evidence": _evidence(names),
        **fields,
    }
    if "authority" not in found:
        found["authority"] = authority(sentence, start)
    if "event_date" not in found:
        found["event_date"] = event_date(sentence, start)
    if found["certainty"] is Certainty.PROPOSED and not sentence.of(MentionKind.DATE, end=start):
        found["event_date"] = None  # the day of the announcement is not that of the act
    if "document_number" not in found:
        found["document_number"] = document_number(sentence, start)
    return Event(event_type=event_type, quote=words, span=span, **found)


def _coded(sentence: Sentence, who: Subject) -> Subject:
    """Give a party the code that the notice prints beside its name elsewhere."""
    code = sentence.source.codes.get(who.name) if who.identifier is None else None
    return who.model_copy(update={"identifier": code}) if code else who


def _evidence(names: Names) -> tuple[Evidence, ...]:
    spans: list[Span] = [s.span for s in names.subjects if s.span is not None]
    return tuple(Evidence("subjects", span) for span in spans)


def clause_to(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """Return the range of whole clauses from the one at ``start`` to the one before ``end``."""
    return sentence.clause(start).start, sentence.clause(max(end - 1, start)).end
