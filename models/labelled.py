"""Corpus and CoNLL files → sentences with the names in them, for training recognisers.

What the corpus expects (subjects, authorities) is gold; what else the grammar is sure of is silver, and is
labelled too, since an unmarked name would teach that it is none. Notices kept unread are left out.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from notice_parser import parse
from notice_parser.model import BlockKind, MentionKind, Notice
from notice_parser.text import sentences

CORPUS = Path(__file__).parents[1] / "corpus"
_LABELS = {
    MentionKind.AUTHORITY: "ORG",
    MentionKind.ORGANISATION: "ORG",
    MentionKind.PERSON: "PER",
    MentionKind.PLACE: "LOC",
}
_KINDS = {"organisation": "ORG", "person": "PER"}
_SURE = 0.8
_LONGEST = 200
Name = tuple[int, int, str]


class Labelled(NamedTuple):
    """One sentence and the names in it: first character, end, label."""

    text: str
    names: tuple[Name, ...]

    @property
    def tags(self) -> list[str]:
        """Return a tag a character: B-ORG, I-ORG, O."""
        tags = ["O"] * len(self.text)
        for start, end, label in self.names:
            tags[start:end] = [f"B-{label}"] + [f"I-{label}"] * (end - start - 1)
        return tags


def of_corpus() -> Iterator[tuple[str, list[Labelled]]]:
    """Yield the labelled sentences of each notice that may be studied, under its name."""
    for about in sorted(CORPUS.glob("*/about.toml")):
        if tomllib.loads(about.read_text("utf-8")).get("unread"):
            continue
        expected = json.loads((about.parent / "expected.json").read_text("utf-8"))
        notice = parse(about.parent / "notice.pdf", ner="off")
        yield about.parent.name, list(_of_notice(notice, dict(_expected(expected["events"]))))


def _expected(events: Iterable[dict[str, object]]) -> Iterator[tuple[str, str]]:
    for event in events:
        for subject in event.get("subjects") or ():
            if subject.get("name") and subject.get("kind") in _KINDS:
                yield subject["name"], _KINDS[subject["kind"]]
        for written in (event.get("authority") or {}).values():
            if written:
                yield written, "ORG"


def _of_notice(notice: Notice, gold: dict[str, str]) -> Iterator[Labelled]:
    names = sorted(gold, key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, names))) if names else None
    for block in notice.document.blocks:
        if block.kind is BlockKind.TABLE:
            continue
        silver = [
            (m.span.start - block.span.start, m.span.end - block.span.start, _LABELS[m.kind])
            for m in notice.mentions
            if m.kind in _LABELS
            and m.confidence >= _SURE
            and block.span.start <= m.span.start < block.span.end
        ]
        found = [(*m.span(), gold[m[0]]) for m in pattern.finditer(block.text)] if pattern else []
        for start, end in sentences(block.text):
            if end - start <= _LONGEST:
                inside = [
                    (low - start, high - start, label)
                    for low, high, label in _apart([*found, *silver])
                    if start <= low and high <= end
                ]
                yield _without_blanks(block.text[start:end], inside)


def _apart(names: Iterable[Name]) -> list[Name]:
    """Keep the first named, then the longest, of names that overlap; gold ones are named first."""
    kept: list[Name] = []
    for start, end, label in names:
        if all(end <= low or high <= start for low, high, _ in kept):
            kept.append((start, end, label))
    return sorted(kept)


def _without_blanks(text: str, names: list[Name]) -> Labelled:
    """Drop blanks, as the voters are asked without them."""
    before = [0]
    for character in text:
        before.append(before[-1] + (not character.isspace()))
    kept = "".join(text.split())
    return Labelled(kept, tuple((before[start], before[end], label) for start, end, label in names))


def of_conll(path: Path) -> Iterator[Labelled]:
    """Yield the sentences of a CoNLL file: a token and, last in its line, a BIO, BIOES or BMES tag."""
    words: list[tuple[str, str]] = []
    for line in [*path.read_text("utf-8").splitlines(), ""]:
        if columns := line.split():
            words.append((columns[0], columns[-1]))
        elif words:
            yield _joined(words)
            words = []


def _joined(words: list[tuple[str, str]]) -> Labelled:
    text, names, at = "", [], 0
    for word, tag in words:
        text += word
        place, _, label = tag.partition("-")
        label = {"NT": "ORG", "NR": "PER", "NS": "LOC", "GPE": "LOC", "PERSON": "PER"}.get(label, label)
        if place in ("I", "M", "E") and names and names[-1][1] == at and names[-1][2] == label:
            names[-1] = (names[-1][0], at + len(word), label)
        elif label:
            names.append((at, at + len(word), label))
        at += len(word)
    return Labelled(text, tuple(names))
