"""Print how well the corpus is read: the notices that the rules were written with, and those kept unread.

`make score` runs it. A line per notice: exact F1, right/found/wanted rows, rows read.
"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

from notice_parser import parse
from notice_parser.scoring import Tally, tally

CORPUS = Path(__file__).parents[1] / "corpus"


def main() -> None:
    """Score both halves of the corpus."""
    halves: dict[str, list[Tally]] = {"studied": [], "unread": []}
    for folder in sorted(path.parent for path in CORPUS.glob("*/about.toml")):
        about = tomllib.loads((folder / "about.toml").read_text("utf-8"))
        expected = json.loads((folder / "expected.json").read_text("utf-8"))
        counted = tally(expected, parse(folder / "notice.pdf").records())
        halves["unread" if about.get("unread") else "studied"].append(counted)
        print(f"{folder.name:36}{line(counted)}")
    for half, tallies in halves.items():
        total = Tally(*(sum(column) for column in zip(*tallies, strict=True)))
        mean = sum(each.exact for each in tallies) / len(tallies)
        print(f"{half} ({len(tallies)} notices): {line(total)}, mean over notices {mean:.3f}")


def line(counted: Tally) -> str:
    """Write one result."""
    rows = f"{counted.right}/{counted.found}/{counted.wanted} rows, {counted.read} read"
    return f"exact F1 {counted.exact:.3f} ({rows})"


if __name__ == "__main__":
    main()
