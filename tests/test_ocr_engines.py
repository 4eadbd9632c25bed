"""Every engine reads a page offline: rapidocr on both of its backends, PaddleOCR with folders of models."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import cv2
import pytest

from notice_parser.model import Unreadable
from notice_parser.pipeline import parse
from notice_parser.reading import read
from notice_parser.reading.ocr import engine
from notice_parser.reading.ocr.paddle import DETECTION, RECOGNITION
from notice_parser.reading.ocr.rapid import Rapid
from scans import scan

ROOT = Path(__file__).parent.parent
TWIN = ROOT / "corpus" / "yanji-jiaoyu-baimingdan" / "notice.pdf"
needs_paddle = pytest.mark.skipif(
    importlib.util.find_spec("paddleocr") is None, reason="needs the extra [paddle]: make paddle"
)


@pytest.fixture(autouse=True)
def offline(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def refused(*_: object) -> None:
        raise AssertionError("an engine looked for the network")

    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    engine.cache_clear()
    yield
    engine.cache_clear()


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("weights")
    subprocess.run([sys.executable, str(ROOT / "models" / "make.py"), str(folder)], check=True)
    return folder


def names(path: Path, ocr: str) -> list[tuple[str, str, str]]:
    return sorted(
        (record["event_type"], subject["name"], subject["identifier"] or "")
        for record in parse(path, ocr=ocr).records()
        for subject in record["subjects"]
    )


@needs_paddle
def test_paddleocr_reads_with_the_models_that_make_models_writes(
    tmp_path: Path, models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = scan(TWIN, tmp_path / "scan.pdf", skew=0.4)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "models").symlink_to(models)
    assert names(path, "paddleocr") == names(TWIN, "off")


@needs_paddle
def test_paddleocr_reads_with_folders_of_ones_own(
    tmp_path: Path, models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable, name in ((DETECTION, "PP-OCRv6_small_det"), (RECOGNITION, "PP-OCRv6_small_rec")):
        own = tmp_path / f"own-{name}"
        own.symlink_to(models / name)
        monkeypatch.setenv(variable, str(own))
    monkeypatch.chdir(tmp_path)  # where no folder models is
    path = scan(TWIN, tmp_path / "scan.pdf")
    assert names(path, "paddleocr") == names(TWIN, "off")


@needs_paddle
def test_paddleocr_without_models_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv(DETECTION, raising=False)
    path = scan(TWIN, tmp_path / "scan.pdf")
    with pytest.raises(Unreadable, match="make models"):
        read(path, "paddleocr")


def test_onnxruntime_stands_in_where_openvino_is_not_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name, *rest: None if name == "openvino" else found(name, *rest)
    )
    path = scan(TWIN, tmp_path / "scan.pdf", skew=0.4)
    assert isinstance(one := engine("rapidocr"), Rapid)
    assert one.backend == "onnxruntime"
    assert names(path, "rapidocr") == names(TWIN, "off")


def test_the_opencv_packages_that_share_a_module_are_of_one_version() -> None:
    versions = {
        distribution.version
        for distribution in importlib.metadata.distributions()
        if (distribution.metadata["Name"] or "").startswith("opencv-")
    }
    assert len(versions) == 1
    assert versions.pop().startswith(cv2.__version__)
