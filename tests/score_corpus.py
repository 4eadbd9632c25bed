"""Print how well the corpus is read: the notices that the rules were written with, and those kept unread.

`make score` runs it. A line per notice: exact F1, right/found/wanted rows, rows read. The totals go to
`corpus/scores.toml`, from which `make cog` takes them into the README.
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
    written = ["# Written by make score: exact F1 over all rows, and its mean over notices."]
    for half, tallies in halves.items():
        total = Tally(*(sum(column) for column in zip(*tallies, strict=True)))
        mean = sum(each.exact for each in tallies) / len(tallies)
        print(f"{half} ({len(tallies)} notices): {line(total)}, mean over notices {mean:.3f}")
        figures = f"notices = {len(tallies)}\nrows = {total.exact:.3f}\nmean = {mean:.3f}"
        written.append(f"[{half}]\n{figures}")
    (CORPUS / "scores.toml").write_text("\n\n".join(written) + "\n", "utf-8")


def line(counted: Tally) -> str:
    """Write one result."""
    rows = f"{counted.right}/{counted.found}/{counted.wanted} rows, {counted.read} read"
    return f"exact F1 {counted.exact:.3f} ({rows})"


if __name__ == "__main__":
    main()
