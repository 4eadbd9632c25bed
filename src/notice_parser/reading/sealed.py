"""Numbers of persons in a text → their keyed hashes and places, taken before the text is masked."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from ..model import Document, PersonNumber, Span
from ..text.personal import masked, numbers_of


class Seals:
    """What was found while a file is read."""

    def __init__(self, key: bytes) -> None:
        """Keep what to hash with."""
        self._key, self._found = key, dict[Span, PersonNumber]()

    def take(self, text: str, at: int) -> None:
        """Hash the numbers of a text that begins at a place of the document."""
        for number in numbers_of(text):
            span = Span(at + number.start, at + number.end)
            shown = masked(text[number.start : number.end], number.kind)
            digest = hmac.digest(self._key, f"{number.kind}:{number.digits}".encode(), hashlib.sha256).hex()
            self._found[span] = PersonNumber(number.kind, shown, digest, span)

    def of(self, document: Document) -> tuple[PersonNumber, ...]:
        """Return what stands in a document, in its order; a place that shows something else is left out."""
        kept = [one for one in self._found.values() if document.text[slice(*one.span)] == one.masked]
        return tuple(sorted(kept, key=lambda one: one.span))


_seals: ContextVar[Seals | None] = ContextVar("seals", default=None)


@contextmanager
def sealing(key: bytes | None) -> Iterator[Seals | None]:
    """Hash the numbers of persons in all that is read meanwhile; without a key they are only masked."""
    token = _seals.set(Seals(key) if key else None)
    try:
        yield _seals.get()
    finally:
        _seals.reset(token)


def note(text: str, at: int) -> None:
    """Hash the numbers in a text of the document before it is masked, where somebody asked for it."""
    if seals := _seals.get():
        seals.take(text, at)
