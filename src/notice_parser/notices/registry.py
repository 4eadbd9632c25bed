"""The kinds of event: one file each, found by being in this folder.

A file decorates one function with ``@reads``: it is handed a sentence that holds one of its cues and
yields the events it reports. Its docstring is its documentation and its doctest its first test.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from ..model import Event
from .passage import Sentence

Read = Callable[[Sentence], Iterator[Event]]


@dataclass(frozen=True)
class Kind:
    """One kind of event: its code, its Chinese name, the words that wake it, its reader."""

    event_type: str
    label: str
    cues: tuple[str, ...]
    read: Read


def woken(sentence: Sentence) -> list[Kind]:
    """Return the kinds of which the sentence holds a cue, in one pass over it."""
    text = sentence.text
    cues = _cues_by_start(len(KINDS))
    starts = {*text, *map("".join, pairwise(text))} & cues.keys()
    found = {event_type for start in starts for cue, event_type in cues[start] if cue in text}
    return [kind for event_type, kind in KINDS.items() if event_type in found]


@lru_cache(maxsize=1)
def _cues_by_start(kinds: int) -> dict[str, list[tuple[str, str]]]:
    """Return the cues of so many kinds by their first two characters, or by the one that they have."""
    cues: dict[str, list[tuple[str, str]]] = {}
    for event_type, kind in KINDS.items():
        for cue in kind.cues:
            cues.setdefault(cue[:2], []).append((cue, event_type))
    return cues


KINDS: dict[str, Kind] = {}


def reads(event_type: str, label: str, *, cues: str) -> Callable[[Read], Read]:
    """Register a function as the reader of ``event_type``, woken by any of the blank-separated ``cues``."""

    def register(read: Read) -> Read:
        KINDS[event_type] = Kind(event_type, label, tuple(cues.split()), read)
        return read

    return register
