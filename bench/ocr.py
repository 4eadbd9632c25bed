"""Scanned PDFs → pages a second and peak memory: this reader beside the bare engines, on the same pages.

Without arguments it scans the corpus. Each engine runs in a process of its own and the pages are taken in
turns, so that a busy machine slows all of them alike; an engine that is not installed is named and left out.
At the end one process reads 60 pages and prints how its memory goes.
"""

from __future__ import annotations

import importlib.util
import multiprocessing
import os
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
ROUNDS = 3  # of the reader and the engine that it uses; the others take part in one
PAGES = 8
CURVE = 60
LIMIT = 1.15  # the reader's time, of the bare engine's
FLAT = 1.03  # memory at the last page, of that at the tenth
READER, BARE = "notice-parser (rapidocr)", "rapidocr, openvino"


def reader() -> Callable[[Path], Any]:
    """All of reading: rendering, recognition, tables, blocks."""
    from notice_parser.reading import read

    return lambda path: read(path)


def bare(backend: str) -> Callable[[Path], Any]:
    """Nothing but rapidocr, with the settings that the reader gives it, and as many threads."""
    from rapidocr import EngineType, RapidOCR

    models = {f"{model}.engine_type": EngineType(backend) for model in ("Det", "Rec", "Cls")}
    settings: dict[str, Any] = {"Global.use_cls": False, "Global.log_level": "error", "Rec.rec_batch_num": 1}
    if (told := os.environ.get("OMP_NUM_THREADS", "")).isdecimal():
        threads = "inference_num_threads" if backend == "openvino" else "intra_op_num_threads"
        settings[f"EngineConfig.{backend}.{threads}"] = int(told)
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
    READER: (reader, True),
    BARE: (lambda: bare("openvino"), has("openvino")),
    "rapidocr, onnxruntime": (lambda: bare("onnxruntime"), has("onnxruntime")),
    "paddleocr": (paddle, has("paddleocr") and (ROOT / "models" / "PP-OCRv6_small_det").exists()),
    "tesseract chi_sim": (tesseract, shutil.which("tesseract") is not None),
}


def serve(name: str, pipe: Connection) -> None:
    """Read files as they are asked for, and answer with seconds, peak memory and memory now, in MB."""
    run = ENGINES[name][0]()
    while (path := pipe.recv()) is not None:
        start = time.perf_counter()
        run(path)
        took = time.perf_counter() - start
        own, children = (
            resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        )
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        pipe.send((took, max(own, children) / 1024, pages * resource.getpagesize() / 2**20))


def started(name: str) -> Connection:
    """Start the process of an engine."""
    context = multiprocessing.get_context("spawn")
    near, far = context.Pipe()
    context.Process(target=serve, args=(name, far), daemon=True).start()
    return near


def asked(pipe: Connection, path: Path) -> tuple[float, float, float]:
    """Let a process read a file."""
    pipe.send(path)
    answer: tuple[float, float, float] = pipe.recv()
    return answer


def speeds(paths: list[Path]) -> bool:
    """Print a line for each engine; return whether the reader kept its limit."""
    pages = sum(len(images(path)) for path in paths)
    pipes = {name: started(name) for name, (_, there) in ENGINES.items() if there}
    for name in ENGINES.keys() - pipes.keys():
        print(f"{name:26} not installed")
    seconds: dict[str, list[float]] = {name: [] for name in pipes}  # of each round
    memory = dict.fromkeys(pipes, 0.0)
    for name, pipe in pipes.items():
        for path in paths if name in (READER, BARE) else paths[:1]:
            asked(pipe, path)  # loads and compiles
    for turn in range(ROUNDS):
        taking_part = [*pipes] if not turn else [READER, BARE]
        for name in taking_part:
            seconds[name].append(0.0)
        for path in paths:
            for name in taking_part:
                took, memory[name], _ = asked(pipes[name], path)
                seconds[name][-1] += took
    for pipe in pipes.values():
        pipe.send(None)
    print(f"{pages} pages, {ROUNDS} rounds")
    for name, took in seconds.items():
        ratio = sum(took) / sum(seconds[BARE][: len(took)])
        print(
            f"{name:26} {pages * len(took) / sum(took):5.2f} pages/s  {ratio:5.2f} of the time of {BARE}  "
            f"peak {memory[name]:5.0f} MB"
        )
    return sum(seconds[READER]) <= LIMIT * sum(seconds[BARE])


def curve(paths: list[Path]) -> bool:
    """Print the reader's memory over many pages; return whether it stayed after the tenth."""
    pipe, read, at = started(READER), 0, {}
    while read < CURVE:
        for path in paths:
            _, _, now = asked(pipe, path)
            read += len(images(path))
            at[read] = now
    pipe.send(None)
    print("memory in MB at page", "  ".join(f"{page}: {now:.0f}" for page, now in at.items()))
    tenth, last = next(now for page, now in at.items() if page >= 10), list(at.values())[-1]
    print(f"memory at the last page is {last / tenth:.3f} of that at the tenth (at most {FLAT})")
    return last <= FLAT * tenth


def main(paths: list[Path]) -> None:
    """Print both; stop with an error where the reader is slower or grows more than it may."""
    with tempfile.TemporaryDirectory() as folder:
        few = paths or corpus_scans(Path(folder), PAGES)
        fast = speeds(few)
        flat = curve(paths or corpus_scans(Path(folder), CURVE // 2))
    if not (fast and flat):
        sys.exit(1)


def corpus_scans(folder: Path, count: int) -> list[Path]:
    """Scan notices of the corpus."""
    sys.path.insert(0, str(ROOT / "tests"))
    from scans import scan

    every = sorted((ROOT / "corpus").glob("*/notice.pdf"))
    notices = every[:: max(1, len(every) // count)][:count]
    return [scan(path, folder / f"{path.parent.name}.pdf", skew=0.5, grain=6) for path in notices]


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])
