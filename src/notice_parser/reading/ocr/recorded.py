"""Page image → the lines that an engine read from it before: no models, for quick tests."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from .engine import Engine, EngineMissing, Image, Quad, Recognised, upright

FOLDER = "NOTICE_PARSER_RECORDINGS"  # environment variable: where recordings are kept
_SIDE = 24  # of the tiny picture by which an image is known again, whatever renders it
_ALIKE = 6  # grey levels between two such pictures
_SAME = 0.5  # share that two places have in common


class Recorded:
    """Answers from recordings; an image that was never recorded reads as empty."""

    def __init__(self, folder: Path | None = None) -> None:
        """Take the recordings of a folder; raise ``EngineMissing`` where there is none."""
        folder = folder or Path(os.environ.get(FOLDER, "recordings"))
        if not folder.is_dir():
            raise EngineMissing(f"没有识别记录，请用环境变量 {FOLDER} 给出文件夹")
        self._answers = [_Answer(path) for path in sorted(folder.glob("*.json"))]

    def find(self, image: Image) -> list[Quad]:
        """Return the places that were found on the image most like this one."""
        near = self._near(image, "found")
        return near.found if near else []

    def read(self, image: Image, places: Sequence[Quad]) -> list[Recognised]:
        """Return what was read in each place of the image most like this one."""
        near = self._near(image, "read")
        return [near.at(place) if near else Recognised("", 0.0, place) for place in places]

    def _near(self, image: Image, asked: str) -> _Answer | None:
        look = picture(image)
        near = [one for one in self._answers if one.asked == asked and one.shape == list(image.shape[:2])]
        best = min(near, key=lambda one: one.distance(look), default=None)
        return best if best is not None and best.distance(look) < _ALIKE else None


class Recording:
    """Passes on what an engine finds and reads, and writes it to a folder for ``Recorded``."""

    def __init__(self, engine: Engine, folder: Path) -> None:
        """Take an engine, and the folder to write to."""
        self._engine, self._folder = engine, folder

    def find(self, image: Image) -> list[Quad]:
        """Find the lines of an image and write down where they are."""
        found = self._engine.find(image)
        self._write(image, {"found": [place.round(1).tolist() for place in found]})
        return found

    def read(self, image: Image, places: Sequence[Quad]) -> list[Recognised]:
        """Read lines and write down what they say."""
        read = self._engine.read(image, places)
        lines = [
            [one.text, round(one.confidence, 4), list(one.letters), one.quad.round(1).tolist()]
            for one in read
        ]
        self._write(image, {"read": lines})
        return read

    def _write(self, image: Image, answer: dict[str, Any]) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / f"{len(list(self._folder.glob('*.json'))):04}.json"
        look = {"shape": list(image.shape[:2]), "picture": picture(image).tolist()}
        path.write_text(json.dumps(look | answer, ensure_ascii=False), encoding="utf-8")


class _Answer:
    """What was found on one image, or read on it."""

    def __init__(self, path: Path) -> None:
        written = json.loads(path.read_text(encoding="utf-8"))
        self.shape, self.asked = written["shape"], "found" if "found" in written else "read"
        self._picture = np.asarray(written["picture"], dtype=np.int16)
        self.found = [upright(place) for place in written.get("found", ())]
        self._read = [
            Recognised(text, sure, upright(place), tuple(letters))
            for text, sure, letters, place in written.get("read", ())
        ]

    def distance(self, look: Image) -> float:
        """Return by how many grey levels two pictures differ on average."""
        return float(np.abs(self._picture - look.astype(np.int16)).mean())

    def at(self, place: Quad) -> Recognised:
        """Return what was read in about this place."""
        best = max(self._read, key=lambda one: _shared(one.quad, place), default=None)
        if best is None or _shared(best.quad, place) < _SAME:
            return Recognised("", 0.0, place)
        return Recognised(best.text, best.confidence, place, best.letters)


def _shared(one: Quad, other: Quad) -> float:
    """Return which share two places have in common of what they cover together."""
    low, high = np.maximum(one.min(axis=0), other.min(axis=0)), np.minimum(one.max(axis=0), other.max(axis=0))
    common = float(np.prod(np.maximum(high - low, 0)))
    both = float(np.prod(np.ptp(one, axis=0)) + np.prod(np.ptp(other, axis=0))) - common
    return common / both if both else 0.0


def picture(image: Image) -> Image:
    """Return an image made tiny and grey."""
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    return np.asarray(cv2.resize(grey, (_SIDE, _SIDE), interpolation=cv2.INTER_AREA), dtype=np.uint8)
