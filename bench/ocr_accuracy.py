"""Page images with truth → character errors, table cells and critical strings, a line for each kind of image.

Needs the folder beside the project with the images.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from notice_parser.reading.geometry import Frame
from notice_parser.reading.ocr import engine
from notice_parser.reading.ocr.page import Seen, seen_on

SHARED = Path(__file__).parent.parent.parent / "shared"
DPI = 200
ERRORS = {
    "clean200": 0.5,
    "scan_200": 0.5,
    "rot90_200": 0.5,
    "fax_200": 1.5,
    "jpeg40_200": 1.5,
    "skew3_200": 1.5,
}
CELLS = {"clean200", "scan_200", "skew3_200"}  # at least 98 % exact
CRITICAL = {"clean200", "scan_200"}  # every number and date right
_ALIKE = str.maketrans("“”‘’【】〔〕—–－、。·〈〉×∶「」∗", '""\'\'[][]---,..<>x:""*')


@dataclass
class Tally:
    """Counts over the images of one kind."""

    errors: int = 0
    letters: int = 0
    right: int = 0
    critical: int = 0
    exact: int = 0
    cells: int = 0


def plain(text: str) -> str:
    """Fold what recognition cannot be held to: width, spaces, shapes of quotation marks."""
    folded = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).translate(_ALIKE)
    return re.sub(r"[(\[]((?:19|20)\d\d)[)\]](?=\d{1,4}号)", r"[\1]", folded)


def distance(one: str, other: str) -> int:
    """Count the characters to change between two texts."""
    above = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            row.append(min(above[j] + 1, row[-1] + 1, above[j - 1] + (a != b)))
        above = row
    return above[-1]


def by_line(seen: Seen, size: tuple[int, int], back: Any, truth: list[dict[str, Any]]) -> list[str]:
    """Put what was read onto the lines of the truth, by its place on the original page."""
    height, width = size
    frame = Frame(width, height, seen.turn, seen.skew)
    boxes = np.array([line["bbox"] for line in truth], float)
    rows: list[list[tuple[float, str]]] = [[] for _ in truth]
    for line in seen.lines:
        (x0, top), (x1, bottom) = line.quad.min(axis=0), line.quad.max(axis=0)
        box = frame.box(x0, top, x1, bottom)
        shown = np.array([[box.x0 * width, box.y0 * height, 1], [box.x1 * width, box.y1 * height, 1]])
        original = shown @ back.T
        original = original[:, :2] / original[:, 2:]
        (left, x), (y_, y) = sorted(original[:, 0]), sorted(original[:, 1])
        middle_x, middle_y = (left + x) / 2, (y_ + y) / 2
        inside = (middle_y > boxes[:, 1] - 14) & (middle_y < boxes[:, 3] + 14)
        inside &= (middle_x > boxes[:, 0] - 40) & (middle_x < boxes[:, 2] + 40)
        if inside.any():
            places = np.flatnonzero(inside)
            off = abs(middle_y - (boxes[places, 1] + boxes[places, 3]) / 2)
            off += (
                0.2
                * abs(middle_x - (boxes[places, 0] + boxes[places, 2]) / 2)
                * (truth[places[0]]["kind"] == "cell")
            )
            rows[places[off.argmin()]].append((left, line.text))
    return ["".join(text for _, text in sorted(row)) for row in rows]


def weigh(tally: Tally, page: dict[str, Any], read: list[str]) -> None:
    """Compare the lines of one image with the truth."""
    for line, text in zip(page["lines"], read, strict=True):
        tally.errors += distance(plain(line["text"]), plain(text))
        tally.letters += len(plain(line["text"]))
    said = "".join(read)
    if page["cells"]:
        middles = [
            ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2) for box in (line["bbox"] for line in page["lines"])
        ]
        cells = []
        for cell in page["cells"]:
            x0, top, x1, bottom = cell["bbox"]
            inside = (x0 < x < x1 and top < y < bottom for x, y in middles)
            cells.append("".join(text for text, there in zip(read, inside, strict=True) if there))
            tally.cells += 1
            tally.exact += plain(cells[-1]) == plain(cell["text"])
        said = "\n".join(cells)
    tally.critical += len(page["crit"])
    tally.right += sum(plain(words) in plain(said) for words in page["crit"])


def main(folder: Path) -> None:
    """Print a line for each kind of image; stop with an error where one falls short."""
    if not (folder / "meta.json").exists():
        print(f"accuracy: no page images in {folder}")
        return
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    tallies: dict[str, Tally] = defaultdict(Tally)
    for entry in meta.values():
        if not (path := folder / entry["file"]).exists():
            continue
        image = np.asarray(cv2.imread(str(path)), np.uint8)
        page = json.loads((folder / f"{entry['page']}.json").read_text(encoding="utf-8"))
        seen = seen_on(image, DPI, engine("rapidocr"))
        read = by_line(seen, image.shape[:2], np.linalg.inv(np.array(entry["M"])), page["lines"])
        weigh(tallies[entry["variant"]], page, read)
    short = []
    for kind, tally in tallies.items():
        error = 100 * tally.errors / tally.letters
        print(
            f"{kind:12} CER {error:.2f} % (at most {ERRORS[kind]})  "
            f"numbers and dates {tally.right}/{tally.critical}  cells {tally.exact}/{tally.cells}"
        )
        short += [kind] * (
            error > ERRORS[kind]
            or (kind in CELLS and tally.exact < 0.98 * tally.cells)
            or (kind in CRITICAL and tally.right < tally.critical)
        )
    if short:
        sys.exit(f"falls short: {', '.join(short)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED / "testset" / "ocr")
