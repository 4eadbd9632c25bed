"""One thing that reads files, in a process of its own: lines of paths in, seconds and memory out.

    python bench/arms.py ARM

Each line on standard input is a JSON list of paths; the answer is the wall and processor seconds that reading
them took, of this process and its children, and the most memory that any of them had. The arms of other
packages import nothing of this project, and run under any Python that has the package.
"""

from __future__ import annotations

import contextlib
import json
import multiprocessing
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

Arm = Callable[[list[Path]], None]
_TICKS = os.sysconf("SC_CLK_TCK")
_engine: Arm  # of a process that recognises


def whole(ocr: str, jobs: int) -> Arm:
    """File to committed rows, the processes warm, into an empty database each time."""
    from notice_parser.intake import PARSE, take_in
    from notice_parser.workers import DEFAULT, Pool

    class Warm(Pool):
        """A pool that is ready for the next run."""

        def __enter__(self) -> Warm:
            """Start once."""
            if not self._workers:
                super().__enter__()
            return self

        def __exit__(self, *why: Any) -> None:
            """Stay."""

    pool = Warm(PARSE, jobs, DEFAULT)

    def read(paths: list[Path]) -> None:
        with tempfile.TemporaryDirectory() as folder:
            for _ in take_in(paths, Path(folder) / "speed.db", {}, ocr=ocr, readers=pool):
                pass

    return read


def in_one_process() -> Arm:
    """Parse and save, without a process that a file may kill."""
    from notice_parser import parse
    from notice_parser.model import Unreadable
    from notice_parser.store import open_database, save

    def read(paths: list[Path]) -> None:
        with tempfile.TemporaryDirectory() as folder, open_database(f"{folder}/speed.db", create=True) as db:
            for path in paths:
                with contextlib.suppress(Unreadable):
                    save(db, parse(path, ocr="off"))

    return read


def pdfium() -> Arm:
    """The text of each page, by pypdfium2."""
    import pypdfium2

    def read(paths: list[Path]) -> None:
        for path in paths:
            document = pypdfium2.PdfDocument(path)
            for page in document:
                page.get_textpage().get_text_range()
            document.close()

    return read


def plumber(tables: bool) -> Arm:
    """The text of each page, by pdfplumber, or its tables."""
    import logging

    import pdfplumber

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # it is not to pay for its complaints

    def read(paths: list[Path]) -> None:
        for path in paths:
            with pdfplumber.open(path) as document:
                for page in document.pages:
                    page.extract_tables() if tables else page.extract_text()
                    page.close()

    return read


def docling() -> Arm:
    """The cells of each page, by docling-parse."""
    from docling_parse.pdf_parser import DoclingPdfParser

    parser = DoclingPdfParser(loglevel="fatal")

    def read(paths: list[Path]) -> None:
        for path in paths:
            with contextlib.suppress(Exception):  # it refuses some files
                document = parser.load(str(path))
                for _, page in document.iterate_pages():
                    [cell.text for cell in page.textline_cells]
                document.unload()

    return read


def markitdown() -> Arm:
    """The Markdown of each file, by markitdown."""
    from markitdown import MarkItDown

    converter = MarkItDown()

    def read(paths: list[Path]) -> None:
        for path in paths:
            converter.convert(path)

    return read


def bare_ocr() -> Arm:
    """Nothing but the default engine, on the images of the pages."""
    from ocr import bare

    run = bare("openvino")

    def read(paths: list[Path]) -> None:
        for path in paths:
            run(path)

    return read


def engines(count: int) -> Arm:
    """The bare engine in so many processes: what the machine gives for a further one."""
    pool = ProcessPoolExecutor(count, multiprocessing.get_context("spawn"), _load)

    def read(paths: list[Path]) -> None:
        for _ in pool.map(_recognise, paths):
            pass

    return read


def _load() -> None:
    global _engine
    _engine = bare_ocr()


def _recognise(path: Path) -> None:
    _engine([path])


ARMS: dict[str, Callable[[], Arm]] = {
    "whole": lambda: whole("off", 1),
    "one process": in_one_process,
    "pypdfium2": pdfium,
    "pdfplumber": lambda: plumber(False),
    "pdfplumber tables": lambda: plumber(True),
    "docling-parse": docling,
    "markitdown": markitdown,
    "whole, scans": lambda: whole("rapidocr", 1),
    "rapidocr": bare_ocr,
    "1 worker": lambda: whole("rapidocr", 1),
    "2 workers": lambda: whole("rapidocr", 2),
    "1 engine": lambda: engines(1),
    "2 engines": lambda: engines(2),
}


def _children() -> list[Path]:
    return [
        path.parent for path in Path("/proc").glob("[0-9]*/stat") if _fields(path)[1:2] == [str(os.getpid())]
    ]


def _fields(stat: Path) -> list[str]:
    """Return what /proc tells of a process from its state on; nothing of one that is gone."""
    with contextlib.suppress(OSError):
        return stat.read_text().rpartition(")")[2].split()
    return []


def cpu() -> float:
    """Return the processor seconds of this process and its children, living and dead."""
    living = sum(int(tick) for child in _children() for tick in _fields(child / "stat")[11:13])
    dead = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + dead.ru_utime + dead.ru_stime + living / _TICKS


def peak_mb() -> float:
    """Return the most memory that this process and its children had, added up."""
    peaks = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for child in _children():
        with contextlib.suppress(OSError):
            lines = (child / "status").read_text().splitlines()
            peaks += next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), 0)
    return peaks / 1024


def main() -> None:
    """Answer until standard input ends."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what libraries print
    arm = ARMS[sys.argv[1]]()
    for line in sys.stdin:
        paths = [Path(path) for path in json.loads(line)]
        before = cpu(), time.perf_counter()
        arm(paths)
        told = {"cpu": cpu() - before[0], "wall": time.perf_counter() - before[1], "peak": peak_mb()}
        print(json.dumps(told), file=answers, flush=True)


if __name__ == "__main__":
    main()
