"""The same notices as PDF, Word file, web page and workbook → how alike the events are that are read.

    python bench/formats.py [FOLDER_WITH_PUBLISHED_NOTICES]

Prints a line per notice that differs, and one per format: exact F1 against the expected records, PDF and
format side by side. The published notices stand in ``../shared/notices`` unless another folder is given.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import tempfile
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from notice_parser import parse  # noqa: E402
from notice_parser.scoring import Tally, misses, tally  # noqa: E402


@cache
def corpus_module(name: str) -> ModuleType:
    """Load a script of the corpus."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "corpus" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def own() -> Iterator[tuple[str, Path, dict[str, Any], dict[str, Any]]]:
    """Yield slug, PDF, expected records and source of each notice of the corpus."""
    for about in sorted((ROOT / "corpus").glob("*/about.toml")):
        folder = about.parent
        if tomllib.loads(about.read_text("utf-8")).get("unread"):
            continue
        source = corpus_module("render").parse_source((folder / "notice.txt").read_text("utf-8"))
        yield (
            folder.name,
            folder / "notice.pdf",
            json.loads((folder / "expected.json").read_text("utf-8")),
            source,
        )


def published(folder: Path, scorer: Path) -> None:
    """Compare the published notices by ``score.py``, which stands beside them."""
    formats = corpus_module("formats")
    golds = [
        gold
        for gold in sorted((folder / "gold").glob("*.json"))
        if (folder / "pdf" / f"{gold.stem}.pdf").exists()
    ]
    records: dict[str, dict[str, list[dict[str, Any]]]] = defaultdict(dict)
    with tempfile.TemporaryDirectory() as place:
        for slug in (gold.stem for gold in golds):
            notice = parse(folder / "pdf" / f"{slug}.pdf")
            records["pdf"][slug] = list(notice.records())
            source = formats.from_document(notice.document)
            for name, render in formats.RENDERINGS.items():
                if name == "xlsx" and not formats.has_table(source):
                    continue
                path = Path(place) / f"{slug}.{name}"
                path.write_bytes(render(source))
                records[name][slug] = list(parse(path).records())
        for name in formats.RENDERINGS:
            chosen = [gold for gold in golds if gold.stem in records[name]]
            pdf = _scored(scorer, chosen, {slug: records["pdf"][slug] for slug in records[name]}, Path(place))
            other = _scored(scorer, chosen, records[name], Path(place))
            for slug in records[name]:
                one, two = (
                    next(
                        (
                            found["exact"]["f1"]
                            for file, found in result["notices"].items()
                            if file.startswith(slug)
                        ),
                        0.0,
                    )
                    for result in (pdf, other)
                )
                if one != two:
                    print(f"{slug}.{name}: exact F1 {two:.3f}, PDF {one:.3f}")
            print(
                f"published notices, {name} ({len(chosen)} notices): exact F1 {other['exact']['f1']:.3f},"
                f" PDF {pdf['exact']['f1']:.3f}, difference {other['exact']['f1'] - pdf['exact']['f1']:+.3f}"
            )


def _scored(
    scorer: Path, golds: list[Path], records: dict[str, list[dict[str, Any]]], place: Path
) -> dict[str, Any]:
    """Return what ``score.py`` says of records."""
    events = place / "events.jsonl"
    lines = [json.dumps(record, ensure_ascii=False) for found in records.values() for record in found]
    events.write_text("\n".join(lines), "utf-8")
    command = [sys.executable, str(scorer), "--gold", *map(str, golds), "--events", str(events), "--json"]
    command += ["--show", "misses"] if "-v" in sys.argv else []
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def compare(notices: Iterator[tuple[str, Path, dict[str, Any], dict[str, Any]]], label: str) -> None:
    """Print how each format compares with the PDF."""
    formats = corpus_module("formats")
    totals: dict[str, list[tuple[Tally, Tally]]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as place:
        for slug, pdf, expected, source in notices:
            by_pdf = list(parse(pdf).records())
            base = tally(expected, by_pdf)
            for name, render in formats.RENDERINGS.items():
                if name == "xlsx" and not formats.has_table(source):
                    continue
                path = Path(place) / f"{slug}.{name}"
                path.write_bytes(render(source))
                records = list(parse(path).records())
                got = tally(expected, records)
                totals[name].append((base, got))
                if got != base:
                    print(f"{slug}.{name}: exact F1 {got.exact:.3f}, PDF {base.exact:.3f}")
                    if "-v" in sys.argv:
                        old, new = set(misses(expected, by_pdf)), set(misses(expected, records))
                        print(*(f"    + {line}" for line in sorted(new - old)), sep="\n")
                        print(*(f"    - {line}" for line in sorted(old - new)), sep="\n")
    for name, pairs in totals.items():
        pdf_total, total = (
            Tally(*(sum(column) for column in zip(*side, strict=True))) for side in zip(*pairs, strict=True)
        )
        print(
            f"{label}, {name} ({len(pairs)} notices): exact F1 {total.exact:.3f}, PDF {pdf_total.exact:.3f},"
            f" difference {total.exact - pdf_total.exact:+.3f}"
        )


def main() -> None:
    """Compare the corpus, and the published notices where they are."""
    folders = [Path(word) for word in sys.argv[1:] if not word.startswith("-")]
    folder = folders[0] if folders else ROOT.parent / "shared" / "notices"
    if folder.is_dir():
        published(folder, folder.parent / "score" / "score.py")
    else:
        print(f"{folder}: not there, published notices left out")
    compare(own(), "corpus")


if __name__ == "__main__":
    main()
