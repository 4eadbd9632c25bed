"""The kinds of event: one file each, found by being in this folder.

A file decorates one function with ``@reads``: it is handed a sentence that holds one of its cues and
yields the events it reports. Its docstring is its documentation and its doctest its first test.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

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
    plugin: bool = False  # of another package

    def as_plugin(self) -> Kind:
        """Return the kind as one that another package brought."""
        return replace(self, plugin=True)

    def wakes(self, sentence: Sentence) -> bool:
        """Whether the sentence holds one of the cues."""
        return any(map(sentence.text.__contains__, self.cues))


KINDS: dict[str, Kind] = {}


def reads(event_type: str, label: str, *, cues: str) -> Callable[[Read], Read]:
    """Register a function as the reader of ``event_type``, woken by any of the blank-separated ``cues``."""

    def register(read: Read) -> Read:
        KINDS[event_type] = Kind(event_type, label, tuple(cues.split()), read)
        return read

    return register
