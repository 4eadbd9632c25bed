"""Scanned notices and their born-digital twins → how much of the twin's exact F1 each scan reaches.

Needs the folder beside the project with notices, gold records and the program that scores them.
"""

from __future__ import annotations

import json
import logging
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import mean

from notice_parser import parse

SHARED = Path(__file__).parent.parent.parent / "shared"
MEAN, LEAST = 0.95, 0.80


def exact(path: Path, gold: Path, score: Path) -> float:
    """Read a notice and score its records."""
    records = [record | {"file": f"{gold.stem}.pdf"} for record in parse(path).records()]
    with tempfile.TemporaryDirectory() as folder:
        events = Path(folder) / "events.jsonl"
        events.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
        command = [sys.executable, str(score), "--gold", str(gold), "--events", str(events)]
        printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = re.search(r"exact F1 ([\d.]+)", printed)
    assert found is not None, printed
    return float(found[1])


def main(shared: Path) -> None:
    """Print a line a notice; stop with an error where the scans fall short."""
    logging.disable(logging.WARNING)
    scans = sorted((shared / "notices" / "pdf").glob("*--scan.pdf"))
    if not scans:
        print(f"scans: no notices in {shared}")
        return
    ratios = []
    for scan in scans:
        name = scan.name.removesuffix("--scan.pdf")
        gold, score = shared / "notices" / "gold" / f"{name}.json", shared / "score" / "score.py"
        twin, own = exact(scan.with_name(f"{name}.pdf"), gold, score), exact(scan, gold, score)
        ratios.append(own / twin if twin else 1.0)
        print(f"{name:44} twin {twin:.3f}  scan {own:.3f}  ratio {ratios[-1]:.3f}", flush=True)
    print(f"{len(ratios)} scans: mean ratio {mean(ratios):.3f} (at least {MEAN})", end=", ")
    print(f"least {min(ratios):.3f} (at least {LEAST})")
    if mean(ratios) < MEAN or min(ratios) < LEAST:
        sys.exit(1)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED)
