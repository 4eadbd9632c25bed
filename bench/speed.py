"""Files → how long the whole pipeline takes beside what others need for less, into docs/benchmarks.md.

    python bench/speed.py [ROUNDS] [FOLDER]

Every arm runs in a process of its own, warm; the arms take turns, so that a busy machine slows all alike.
What counts is the median of the rounds in processor seconds; wall seconds stand beside. docling-parse and
markitdown are in environments of their own under out/ (``make bench`` makes them); what is not there is
named and left out. FOLDER is looked through for further PDFs, scans among them.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import NamedTuple

from ocr import corpus_scans

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
OTHERS = {"docling-parse": "docling", "markitdown": "markitdown"}
DIGITAL = ("whole", "one process", "pypdfium2", "pdfplumber", "pdfplumber tables", *OTHERS)
SCANNED = ("whole, scans", "rapidocr")
WORKERS = ("1 worker", "2 workers")
SCANS = 4


class Took(NamedTuple):
    """What an arm needed for a set of files: medians of the rounds."""

    cpu: float
    wall: float
    peak: float


class Arm:
    """An arm in its process."""

    def __init__(self, name: str, threads: int) -> None:
        """Start it."""
        python = ROOT / "out" / OTHERS[name] / "bin" / "python" if name in OTHERS else sys.executable
        self.name, self.rounds = name, list[Took]()
        self._process = subprocess.Popen(
            [python, ROOT / "bench" / "arms.py", name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=os.environ | {"OMP_NUM_THREADS": str(threads)},
        )

    def read(self, paths: list[Path]) -> Took:
        """Have files read."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(json.dumps([str(path) for path in paths]), file=self._process.stdin, flush=True)
        return Took(**json.loads(self._process.stdout.readline()))

    def close(self) -> None:
        """End it."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()


def measure(names: tuple[str, ...], paths: list[Path], rounds: int, threads: int = 1) -> dict[str, Took]:
    """Let the arms take turns at the same files."""
    there = [name for name in names if name not in OTHERS or (ROOT / "out" / OTHERS[name]).is_dir()]
    for name in set(names) - set(there):
        print(f"{name}: not installed")
    arms = [Arm(name, threads) for name in there]
    took: dict[str, list[Took]] = {name: [] for name in there}
    for arm in arms:
        arm.read(paths[:3])
    for _ in range(rounds):
        for arm in arms:
            took[arm.name].append(arm.read(paths))
    for arm in arms:
        arm.close()
    return {name: Took(*(median(column) for column in zip(*one, strict=True))) for name, one in took.items()}


def table(title: str, took: dict[str, Took], files: int, against: str) -> str:
    """Return a table of Markdown: each arm's seconds, and the ratio of one to it."""
    ours = next(iter(took))
    lines = [
        f"## {title}",
        "",
        f"| {files} files | processor s | ms a file | `{against}` = 1 | wall s | peak MB |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    for name, one in took.items():
        shown = f"**{name}**" if name == ours else name
        lines.append(
            f"| {shown} | {one.cpu:.2f} | {1000 * one.cpu / files:.1f} | {one.cpu / took[against].cpu:.2f} |"
            f" {one.wall:.2f} | {one.peak:.0f} |"
        )
    return "\n".join([*lines, ""])


def chart(bars: dict[str, Took], files: int) -> str:
    """Draw the processor time a file as an SVG."""
    most = max(one.cpu for one in bars.values())
    height = 26 * len(bars) + 30
    drawn = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="720" height="{height}" font-family="sans-serif"'
        ' font-size="13">',
        f'<text x="4" y="16">processor milliseconds a file, {files} born-digital PDFs</text>',
    ]
    for place, (name, one) in enumerate(bars.items()):
        y, wide = 30 + 26 * place, 480 * one.cpu / most
        colour = "#1f6feb" if place == 0 else "#8c959f"
        drawn.append(f'<text x="150" y="{y + 14}" text-anchor="end">{name}</text>')
        drawn.append(f'<rect x="158" y="{y}" width="{wide:.1f}" height="18" fill="{colour}"/>')
        drawn.append(f'<text x="{164 + wide:.1f}" y="{y + 14}">{1000 * one.cpu / files:.1f}</text>')
    return "\n".join([*drawn, "</svg>", ""])


def main() -> None:
    """Measure, print, and write docs/benchmarks.md up to the part that other benchmarks write."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    more = sorted(Path(sys.argv[2]).rglob("*.pdf")) if len(sys.argv) > 2 else []
    digital = [path for path in more if "scan" not in path.name]
    sets = {"the corpus": sorted((ROOT / "corpus").glob("*/notice.pdf"))}
    if digital:
        sets["further files"] = digital
    parts = [
        "# Benchmarks",
        "",
        f"By `make bench` on {dt.date.today()}, {os.cpu_count()} processors ({platform.machine()}), Python"
        f" {platform.python_version()}; medians of {rounds} rounds, the arms in turns, every arm warm. The"
        " processor's time counts, since other work shares the machine; wall time stands beside it. The whole"
        " pipeline goes from the file to committed rows, in a process of its own that a file may kill; the"
        " others return text and save nothing.",
        "",
    ]
    for name, paths in sets.items():
        took = measure(DIGITAL, paths, rounds)
        parts.append(table(f"Born-digital PDFs: {name}", took, len(paths), "pdfplumber"))
        print(parts[-1], flush=True)
        if name == "the corpus":
            DOCS.mkdir(exist_ok=True)
            (DOCS / "speed.svg").write_text(chart(took, len(paths)), "utf-8")
            parts.append("![processor milliseconds a file](speed.svg)\n")
    with tempfile.TemporaryDirectory() as folder:
        scans = corpus_scans(Path(folder), SCANS)
        took = measure(SCANNED, scans, rounds)
        parts.append(table("Scanned pages, one thread", took, len(scans), "rapidocr"))
        print(parts[-1], flush=True)
        took = measure(WORKERS, scans, rounds)
        parts.append(table("Workers, one thread of recognition each", took, len(scans), "1 worker"))
        faster = took["1 worker"].wall / took["2 workers"].wall
        parts.append(f"Two workers are {faster:.2f} times as fast as one, by the clock.\n")
        print(*parts[-2:], sep="\n", flush=True)
    (DOCS / "benchmarks.md").write_text("\n".join(parts), "utf-8")


if __name__ == "__main__":
    main()
