"""Page image → the lines that an engine read from it before: no models, for quick tests."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np

from .engine import Engine, EngineMissing, Image, Quad, Recognised, upright

FOLDER = "NOTICE_PARSER_RECORDINGS"  # environment variable: where recordings are kept
_SIDE = 24  # of the tiny picture by which an image is known again, whatever renders it


class Recorded:
    """Answers from recordings; an image that was never recorded reads as empty."""

    def __init__(self, folder: Path | None = None) -> None:
        """Take the recordings of a folder; raise ``EngineMissing`` where there is none."""
        folder = folder or Path(os.environ.get(FOLDER, "recordings"))
        if not folder.is_dir():
            raise EngineMissing(f"没有识别记录，请用环境变量 {FOLDER} 给出文件夹")
        self._answers = [_Answer(path) for path in sorted(folder.glob("*.json"))]

    def lines(self, image: Image, places: Sequence[Quad] | None = None) -> list[Recognised]:
        """Return the recorded lines of the image most like this one."""
        look, count = picture(image), None if places is None else len(places)
        near = [one for one in self._answers if one.places == count and one.shape == list(image.shape[:2])]
        best = min(near, key=lambda one: one.distance(look), default=None)
        return best.lines if best is not None and best.distance(look) < 6 else []


class Recording:
    """Passes on what an engine reads, and writes it to a folder for ``Recorded``."""

    def __init__(self, engine: Engine, folder: Path) -> None:
        """Take an engine, and the folder to write to."""
        self._engine, self._folder = engine, folder

    def lines(self, image: Image, places: Sequence[Quad] | None = None) -> list[Recognised]:
        """Read an image and write down the answer."""
        read = self._engine.lines(image, places)
        self._folder.mkdir(parents=True, exist_ok=True)
        number = len(list(self._folder.glob("*.json")))
        answer = {
            "shape": list(image.shape[:2]),
            "places": None if places is None else len(places),
            "picture": picture(image).tolist(),
            "lines": [[one.text, round(one.confidence, 4), one.quad.round(1).tolist()] for one in read],
        }
        path = self._folder / f"{number:04}.json"
        path.write_text(json.dumps(answer, ensure_ascii=False), encoding="utf-8")
        return read


class _Answer:
    """One recorded answer."""

    def __init__(self, path: Path) -> None:
        written = json.loads(path.read_text(encoding="utf-8"))
        self.shape, self.places = written["shape"], written["places"]
        self._picture = np.asarray(written["picture"], dtype=np.int16)
        self.lines = [Recognised(text, sure, upright(quad)) for text, sure, quad in written["lines"]]

    def distance(self, look: Image) -> float:
        """Return by how many grey levels two pictures differ on average."""
        return float(np.abs(self._picture - look.astype(np.int16)).mean())


def picture(image: Image) -> Image:
    """Return an image made tiny and grey."""
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    return np.asarray(cv2.resize(grey, (_SIDE, _SIDE), interpolation=cv2.INTER_AREA), dtype=np.uint8)
