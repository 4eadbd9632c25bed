"""Page image → recognised lines, by rapidocr with the PP-OCRv6 weights that its wheel brings."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Sequence
from typing import Any

import numpy as np

from .engine import EngineMissing, Image, Quad, Recognised, cut, upright

_LONG = 2000  # pixels; a longer side is scaled down before lines are looked for


class Rapid:
    """RapidOCR on OpenVINO, on onnxruntime where OpenVINO has no wheel."""

    def __init__(self) -> None:
        """Load the models; OpenVINO compiles them at the first pages, which takes seconds."""
        try:
            from rapidocr import EngineType, RapidOCR
        except ImportError as error:
            raise EngineMissing("没有安装文字识别引擎 rapidocr，请运行 make setup") from error
        backend = "openvino" if importlib.util.find_spec("openvino") else "onnxruntime"
        threads = "inference_num_threads" if backend == "openvino" else "intra_op_num_threads"
        self._engine: Any = RapidOCR(
            params={f"{model}.engine_type": EngineType(backend) for model in ("Det", "Rec", "Cls")}
            | {
                f"EngineConfig.{backend}.{threads}": min(4, os.cpu_count() or 1),
                "Global.use_cls": False,  # pages are turned upright before
                "Global.log_level": "error",
                "Global.max_side_len": _LONG,
                "Global.text_score": 0.0,
                "Rec.rec_batch_num": 1,  # padding to the widest of a batch costs accuracy
            }
        )

    def lines(self, image: Image, places: Sequence[Quad] | None = None) -> list[Recognised]:
        """Find and read the lines of an image; where ``places`` are given, read just these."""
        if places is not None:
            return self._read(image, places)
        found = self._engine(image, use_det=True, use_cls=False, use_rec=True)
        if found.boxes is None or found.txts is None:
            return []
        return [
            Recognised(text, float(score), upright(box))
            for box, text, score in zip(found.boxes, found.txts, found.scores, strict=True)
        ]

    def _read(self, image: Image, places: Sequence[Quad]) -> list[Recognised]:
        read = []
        for place in places:
            piece = np.ascontiguousarray(cut(image, place))
            found = self._engine(piece, use_det=False, use_cls=False, use_rec=True)
            text, score = (found.txts[0], found.scores[0]) if found.txts else ("", 0.0)
            read.append(Recognised(text, float(score), place))
        return read
