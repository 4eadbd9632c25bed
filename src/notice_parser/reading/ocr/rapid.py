"""Page image → recognised lines, by rapidocr with the PP-OCRv6 weights that its wheel brings."""

from __future__ import annotations

import importlib.util
import os
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from .engine import EngineMissing, Image, Quad, Recognised, straight, upright
from .memory import give_back_freed

_LONG, _SHORT = 1728, 736  # pixels of an image in which lines are looked for
_TILE = 64  # sides are multiples: each new size costs memory and time to prepare
_HEIGHT = 48  # pixels of a line that is read
_WIDTHS = (*range(192, 640, 64), *range(640, 1536, 128), 1536, 1792, 2048, 2560)
_TOGETHER, _NARROW = 4, _WIDTHS[:3]  # so many lines are read at once, where they are narrow
Tensor = NDArray[np.float32]


class Rapid:
    """RapidOCR on OpenVINO, on onnxruntime where OpenVINO has no wheel."""

    def __init__(self, backend: str | None = None) -> None:
        """Load the models and prepare them for every width of line, which takes three seconds.

        ``backend`` is openvino or onnxruntime, by default the first that is installed.
        """
        try:
            from rapidocr import EngineType, RapidOCR
        except ImportError as error:
            raise EngineMissing("没有安装文字识别引擎 rapidocr，请运行 make setup") from error
        self.backend = backend or ("openvino" if importlib.util.find_spec("openvino") else "onnxruntime")
        threads = "inference_num_threads" if self.backend == "openvino" else "intra_op_num_threads"
        engine: Any = RapidOCR(
            params={f"{model}.engine_type": EngineType(self.backend) for model in ("Det", "Rec", "Cls")}
            | {
                f"EngineConfig.{self.backend}.{threads}": _threads(),
                "Global.use_cls": False,  # pages are turned upright
                "Global.log_level": "critical",
            }
        )
        blank = np.full((_SHORT, _SHORT, 3), 255, np.uint8)
        engine(blank, use_det=True, use_rec=False)  # models are loaded at the first use
        engine(blank[:_HEIGHT], use_det=False, use_rec=True)
        self._finder, self._reader = engine.text_det, engine.text_rec
        give_back_freed()
        for lines, width in [(1, width) for width in _WIDTHS] + [(_TOGETHER, width) for width in _NARROW]:
            self._reader.session(np.zeros((lines, 3, _HEIGHT, width), np.float32))  # no later page needs more

    def find(self, image: Image) -> list[Quad]:
        """Find the lines of an image."""
        height, width = image.shape[:2]
        scale = min(1.0, _LONG / max(height, width))
        if scale * min(height, width) < _SHORT:
            scale = min(_SHORT / min(height, width), _LONG / max(height, width))
        size = max(1, round(width * scale)), max(1, round(height * scale))
        small = cv2.resize(image, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)
        padded = cv2.copyMakeBorder(small, 0, -size[1] % _TILE, 0, -size[0] % _TILE, cv2.BORDER_REPLICATE)
        tensor = np.empty((1, 3, *padded.shape[:2]), np.float32)
        for plane, colour in zip(tensor[0], cv2.split(padded), strict=True):
            np.multiply(colour, np.float32(1 / 127.5), out=plane)
            plane -= 1
        likely = self._finder.session(tensor)[:, :, : size[1], : size[0]]
        boxes, _ = self._finder.postprocess_op(likely, (height, width))
        return [upright(box) for box in boxes]

    def read(self, image: Image, places: Sequence[Quad]) -> list[Recognised]:
        """Read one line in each place."""
        read: dict[int, Recognised] = {}
        for group in _groups([_as_wide(place) for place in places]):
            width = _as_wide(places[group[0]])
            tensor = np.stack([_tensor(straight(image, places[index]), width) for index in group])
            likely = self._reader.session(tensor)
            for index, row in zip(group, likely, strict=True):
                read[index] = self._line(row, places[index])
        return [read[index] for index in range(len(places))]

    def _line(self, likely: Tensor, place: Quad) -> Recognised:
        """Take the likeliest character of each step, repeated ones as one (CTC)."""
        best = likely.argmax(axis=1)
        new = best != 0
        new[1:] &= best[1:] != best[:-1]
        steps = np.flatnonzero(new)
        letters = tuple(round(float(likely[step, best[step]]), 4) for step in steps)
        alphabet = self._reader.postprocess_op.character
        text = "".join(alphabet[best[step]] for step in steps)
        return Recognised(text, float(np.mean(letters)) if letters else 0.0, place, letters)


def _threads() -> int:
    """Return how many threads to recognise with: what OMP_NUM_THREADS says, else up to four."""
    told = os.environ.get("OMP_NUM_THREADS", "")
    return int(told) if told.isdecimal() and int(told) else min(4, os.cpu_count() or 1)


def _as_wide(place: Quad) -> int:
    """Return how wide a line is when it is read: one of a few widths."""
    across = max(float(np.linalg.norm(place[1] - place[0])), 1.0)
    down = max(float(np.linalg.norm(place[3] - place[0])), 1.0)
    return int(_WIDTHS[min(bisect_left(_WIDTHS, _HEIGHT * across // down), len(_WIDTHS) - 1)])


def _groups(widths: Sequence[int]) -> Iterator[list[int]]:
    """Yield the lines that are read together, by their place among all: one wide one, or narrow ones."""
    waiting: dict[int, list[int]] = {}
    for index, width in enumerate(widths):
        if width not in _NARROW:
            yield [index]
            continue
        waiting.setdefault(width, []).append(index)
        if len(waiting[width]) == _TOGETHER:
            yield waiting.pop(width)
    for rest in waiting.values():
        yield from ([index] for index in rest)


def _tensor(piece: Image, width: int) -> Tensor:
    """Scale a line to the height that the model wants, and fill up to ``width`` with grey."""
    height, wide = piece.shape[:2]
    across = min(width, max(1, -(-_HEIGHT * wide // height)))
    result = np.zeros((3, _HEIGHT, width), np.float32)
    scaled = cv2.resize(piece, (across, _HEIGHT)).astype(np.float32)
    result[:, :, :across] = (scaled / 127.5 - 1).transpose(2, 0, 1)
    return result
