"""rapidocr's wheel → model folders for PaddleOCR: the same weights, with the description that it wants."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import shutil
import sys
import tomllib
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


def main(target: Path = HERE) -> None:
    """Write every folder of the manifest; stop where a weight file is not the one that it names."""
    manifest = tomllib.loads((HERE / "manifest.toml").read_text(encoding="utf-8"))
    spec = importlib.util.find_spec("rapidocr")
    if spec is None or spec.origin is None:
        sys.exit("没有安装 rapidocr，请先运行 make setup")
    weights = Path(spec.origin).parent / "models"
    for model in manifest["model"]:
        source = weights / model["file"]
        if hashlib.sha256(source.read_bytes()).hexdigest() != model["sha256"]:
            sys.exit(f"{source} 不是清单中的文件，请核对 rapidocr 的版本")
        if "folder" not in model:
            continue
        folder = target / model["folder"]
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, folder / "inference.onnx")
        described = (
            _detection(model["folder"]) if model["task"] == "detection" else _recognition(model, source)
        )
        text = json.dumps(described, ensure_ascii=False)  # JSON is YAML
        (folder / "inference.yml").write_text(text + "\n", encoding="utf-8")
        print(folder)


def _detection(name: str) -> dict[str, Any]:
    return {
        "Global": {"model_name": name},
        "PreProcess": {
            "transform_ops": [
                {"DecodeImage": {"channel_first": False, "img_mode": "BGR"}},
                {"DetResizeForTest": None},
                {
                    "NormalizeImage": {
                        "mean": [0.485, 0.456, 0.406],
                        "std": [0.229, 0.224, 0.225],
                        "order": "hwc",
                        "scale": "1./255.",
                    }
                },
                {"ToCHWImage": None},
                {"KeepKeys": {"keep_keys": ["image", "shape"]}},
            ]
        },
        "PostProcess": {
            "name": "DBPostProcess",
            "thresh": 0.2,
            "box_thresh": 0.45,
            "max_candidates": 3000,
            "unclip_ratio": 1.4,
        },
    }


def _recognition(model: dict[str, Any], source: Path) -> dict[str, Any]:
    import onnxruntime

    stored = onnxruntime.InferenceSession(source).get_modelmeta().custom_metadata_map["character"]
    return {
        "Global": {"model_name": model["folder"]},
        "PreProcess": {
            "transform_ops": [
                {"DecodeImage": {"channel_first": False, "img_mode": "BGR"}},
                {"RecResizeImg": {"image_shape": [3, 48, 320]}},
                {"KeepKeys": {"keep_keys": ["image"]}},
            ]
        },
        "PostProcess": {"name": "CTCLabelDecode", "character_dict": stored.split("\n")},
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
