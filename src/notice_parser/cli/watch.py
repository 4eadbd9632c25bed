"""``watch``: an inbox → rows, for as long as the service runs."""

from __future__ import annotations

import signal
import threading
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import click

from . import options
from .group import give_up, main
from .ingest import outside
from .progress import follow, log_to

if TYPE_CHECKING:
    from ..workers import Limits

_PAUSE = 15.0  # seconds before another try where the database cannot be used


@main.command(
    help="守着收件文件夹（默认 ingest/），文件一放进来、写完就收录：读出的移入档案，"
    "失败的移入其中的 failed/，旁边写明原因和办法。按 Ctrl+C 或发 SIGTERM 停止。"
)
@click.argument("folder", type=click.Path(path_type=Path), default=options.INBOX)
@options.db
@options.ocr
@options.ner
@options.workers
@options.limits
@click.option(
    "--settle", type=click.FloatRange(0), default=2.0, show_default=True, metavar="秒",
    help="文件的大小和时间这么久不变才读",
)  # fmt: skip
@click.option(
    "--rescan", type=click.FloatRange(0.1), default=30.0, show_default=True, metavar="秒",
    help="每隔这么久把文件夹全看一遍",
)  # fmt: skip
@options.as_json
@options.log
def watch(
    folder: Path,
    db: Path,
    ocr: str,
    ner: str,
    workers: int,
    limits: Limits,
    settle: float,
    rescan: float,
    as_json: bool,
    log: str | None,
) -> None:
    """Take in whatever arrives, until told to stop."""
    import logging

    from ..intake import arrivals, take_in
    from ..store import DatabaseUnusable
    from ..workers import WorkersUnusable

    outside(db, folder)
    log_to(log)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        give_up(f"{folder}：无法建立收件文件夹（{error.strerror}），请检查路径和权限")
    stop = _stopped_by_signals()
    if not as_json:
        click.echo(f"守着 {folder}，按 Ctrl+C 停止", err=True)
    while not stop.is_set():
        try:
            for _ in follow(
                lambda report: take_in(
                    arrivals(folder, stop, settle=settle, rescan=rescan),
                    db,
                    {},
                    ocr=ocr,
                    ner=ner,
                    inbox=folder,
                    workers=workers,
                    limits=limits,
                    report=report,
                    stop=stop.is_set,
                ),
                None,
                as_json=as_json,
            ):
                pass
        except (DatabaseUnusable, WorkersUnusable) as trouble:
            logging.getLogger("notice_parser.intake").error("paused", extra={"code": type(trouble).__name__})
            click.echo(f"{trouble}；文件都在原处，{_PAUSE:.0f} 秒后再试", err=True)
            stop.wait(_PAUSE)
    if not as_json:
        click.echo("已停止，没有读完的文件下次再读", err=True)


def _stopped_by_signals() -> threading.Event:
    """Return an event that SIGTERM and Ctrl+C set."""
    stop = threading.Event()

    def halt(number: int, frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, halt)
    signal.signal(signal.SIGINT, halt)
    return stop
