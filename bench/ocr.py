"""Scanned PDFs → pages a second and peak memory: this reader beside the bare engines, on the same pages.

Without arguments it scans the corpus. Each engine runs in a process of its own and the pages are taken in
turns, so that a busy machine slows all of them alike; an engine that is not installed is left out.
"""

from __future__ import annotations

import importlib.util
import multiprocessing
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
ROUNDS = 2
PAGES = 8


def reader() -> Callable[[Path], Any]:
    """All of reading: rendering, recognition, tables, blocks."""
    from notice_parser.reading import read

    return lambda path: read(path)


def bare(backend: str) -> Callable[[Path], Any]:
    """Nothing but rapidocr, with the settings that the reader gives it."""
    from rapidocr import EngineType, RapidOCR

    models = {f"{model}.engine_type": EngineType(backend) for model in ("Det", "Rec", "Cls")}
    settings = {"Global.use_cls": False, "Global.log_level": "error", "Rec.rec_batch_num": 1}
    engine = RapidOCR(params=models | settings)
    return lambda path: [engine(image) for image in images(path)]


def paddle() -> Callable[[Path], Any]:
    """PaddleOCR with the folders of ``make models``."""
    from notice_parser.reading.ocr import engine

    paddleocr = engine("paddleocr")
    return lambda path: [paddleocr.read(image, paddleocr.find(image)) for image in images(path)]


def tesseract() -> Callable[[Path], Any]:
    """The tesseract of the system, with simplified Chinese."""
    import cv2

    def run(path: Path) -> None:
        for image in images(path):
            picture = cv2.imencode(".png", image)[1].tobytes()
            subprocess.run(
                ["tesseract", "-", "-", "-l", "chi_sim", "--dpi", "200"],
                input=picture,
                capture_output=True,
                check=True,
            )

    return run


def images(path: Path) -> list[Any]:
    """Render every page at 200 dpi."""
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        return [
            page.render(scale=200 / 72, prefer_bgrx=False).to_numpy()[:, :, :3].copy() for page in document
        ]


def has(*modules: str) -> bool:
    """Whether all modules are installed."""
    return all(importlib.util.find_spec(module) for module in modules)


ENGINES: dict[str, tuple[Callable[[], Callable[[Path], Any]], bool]] = {
    "notice-parser (rapidocr)": (reader, True),
    "rapidocr, openvino": (lambda: bare("openvino"), has("openvino")),
    "rapidocr, onnxruntime": (lambda: bare("onnxruntime"), has("onnxruntime")),
    "paddleocr": (paddle, has("paddleocr") and (ROOT / "models" / "PP-OCRv6_small_det").exists()),
    "tesseract chi_sim": (tesseract, shutil.which("tesseract") is not None),
}


def serve(name: str, pipe: Connection) -> None:
    """Read files as they are asked for, and answer with seconds and peak memory in MB."""
    run = ENGINES[name][0]()
    while (path := pipe.recv()) is not None:
        start = time.perf_counter()
        run(path)
        took = time.perf_counter() - start
        own, children = (
            resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        )
        pipe.send((took, max(own, children) / 1024))


def main(paths: list[Path]) -> None:
    """Print a line for each engine."""
    with tempfile.TemporaryDirectory() as folder:
        paths = paths or corpus_scans(Path(folder))
        pages = sum(len(images(path)) for path in paths)
        context = multiprocessing.get_context("spawn")
        pipes: dict[str, Connection] = {}
        for name, (_, there) in ENGINES.items():
            if there:
                pipes[name], far = context.Pipe()
                context.Process(target=serve, args=(name, far), daemon=True).start()
        seconds, memory = dict.fromkeys(pipes, 0.0), dict.fromkeys(pipes, 0.0)
        for turn in range(ROUNDS + 1):  # the first pays for loading and compiling
            for path in paths:
                for name, pipe in pipes.items():
                    pipe.send(path)
                    took, memory[name] = pipe.recv()
                    seconds[name] += took if turn else 0.0
        for pipe in pipes.values():
            pipe.send(None)
        first = seconds.get("rapidocr, openvino") or min(seconds.values())
        print(f"{pages} pages, {ROUNDS} rounds")
        for name, total in seconds.items():
            speed, ratio = ROUNDS * pages / total, total / first
            print(f"{name:26} {speed:5.2f} pages/s  {ratio:5.2f} of bare openvino peak {memory[name]:.0f} MB")


def corpus_scans(folder: Path) -> list[Path]:
    """Scan notices of the corpus."""
    sys.path.insert(0, str(ROOT / "tests"))
    from scans import scan

    notices = sorted((ROOT / "corpus").glob("*/notice.pdf"))[:: max(1, 70 // PAGES)][:PAGES]
    return [scan(path, folder / f"{path.parent.name}.pdf", skew=0.5, grain=6) for path in notices]


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])
