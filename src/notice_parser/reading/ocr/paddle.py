"""Page image → recognised lines, by PaddleOCR itself, without the network."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from .engine import EngineMissing, Image, Quad, Recognised, straight, upright

DETECTION, RECOGNITION = "NOTICE_PARSER_DETECTION", "NOTICE_PARSER_RECOGNITION"  # environment variables
MODELS = Path("models")
_DEFAULT = {DETECTION: "PP-OCRv6_small_det", RECOGNITION: "PP-OCRv6_small_rec"}
_LONG = 2000  # pixels


class Paddle:
    """PaddleOCR on onnxruntime, with the models of ``make models`` or folders of the user's own."""

    def __init__(self) -> None:
        """Load the models; raise ``EngineMissing`` where the package or the models are not there."""
        os.environ["PADDLE_PDX_DISABLE_MODEL_SOURCE_CHECK"] = "True"  # else it looks for the network
        folders = {name: Path(os.environ.get(name) or MODELS / default) for name, default in _DEFAULT.items()}
        for folder in folders.values():
            if not folder.is_dir():
                raise EngineMissing(f"没有模型文件夹 {folder}，请运行 make models")
        try:
            from paddleocr import TextDetection, TextRecognition
        except ImportError as error:
            raise EngineMissing("没有安装 paddleocr，请运行 pip install notice-parser[paddle]") from error
        self._find = TextDetection(
            **_model(folders[DETECTION]),
            limit_side_len=_LONG,
            limit_type="max",
            box_thresh=0.5,
            unclip_ratio=1.6,
        )
        self._read = TextRecognition(**_model(folders[RECOGNITION]))

    def find(self, image: Image) -> list[Quad]:
        """Find the lines of an image."""
        (found,) = self._find.predict(image)
        return [_from_top_left(corners) for corners in found["dt_polys"]]

    def read(self, image: Image, places: Sequence[Quad]) -> list[Recognised]:
        """Read one line in each place."""
        if not places:
            return []
        read = self._read.predict([straight(image, place) for place in places], batch_size=1)
        return [
            Recognised(one["rec_text"], float(one["rec_score"]), place)
            for one, place in zip(read, places, strict=True)
        ]


def _model(folder: Path) -> dict[str, Any]:
    """Return what names a model; its folder says which it is."""
    import yaml

    described = yaml.safe_load((folder / "inference.yml").read_text(encoding="utf-8"))
    name = described["Global"]["model_name"]
    found: dict[str, Any] = {"model_name": name, "model_dir": str(folder)}
    if (folder / "inference.onnx").exists():
        found |= {"engine": "onnxruntime"}
    return found


def _from_top_left(corners: Any) -> Quad:
    """Order four corners from the top left, clockwise."""
    quad = upright(corners)
    total, difference = quad.sum(axis=1), quad[:, 1] - quad[:, 0]
    return quad[[total.argmin(), difference.argmin(), total.argmax(), difference.argmax()]]
