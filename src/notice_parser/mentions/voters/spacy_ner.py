"""Sentences → names, by a spaCy pipeline with an ``ner`` that was trained on characters."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ...model import MentionKind
from .voter import Seen, VoterMissing

KINDS = {
    "ORG": MentionKind.ORGANISATION,
    "PER": MentionKind.PERSON,
    "PERSON": MentionKind.PERSON,
    "LOC": MentionKind.PLACE,
    "GPE": MentionKind.PLACE,
}


class SpacyNer:
    """A trained spaCy pipeline as a voter."""

    def __init__(self, folder: str) -> None:
        """Load a folder; raise ``VoterMissing`` where it holds no pipeline with an ``ner``."""
        import spacy

        if not (Path(folder) / "config.cfg").is_file():
            raise VoterMissing(f"{folder} 里没有 spaCy 模型，请检查路径，或用 make train 训练")
        try:
            self._nlp = spacy.load(Path(folder))
        except (OSError, ValueError, KeyError, TypeError, ImportError) as error:
            raise VoterMissing(
                f"{folder} 里的 spaCy 模型无法载入（{type(error).__name__}），请用 make train 重新训练"
            ) from error
        if "ner" not in self._nlp.pipe_names:
            raise VoterMissing(f"{folder} 里的 spaCy 模型没有 ner，请换一个模型")

    def names(self, sentences: Sequence[str]) -> list[list[Seen]]:
        """Return the entities, positions counted in characters whatever the model's tokens are."""
        return [
            [
                Seen(KINDS[entity.label_], entity.start_char, entity.end_char)
                for entity in doc.ents
                if entity.label_ in KINDS
            ]
            for doc in self._nlp.pipe(sentences)
        ]
