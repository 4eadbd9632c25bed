"""``doctor``: is everything there that unattended reading needs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import options
from .group import main

if TYPE_CHECKING:
    from ..workers import Limits

_MARKS = {"正常": "✓", "注意": "!", "异常": "✗"}


@main.command(
    help="检查运行所需的一切：模型、磁盘、文件夹、文字识别、名称核对、队列、数据库和档案。"
    "有异常时退出码为 1。"
)
@options.db
@options.folder
@options.ocr
@click.option("--ner", default="lac", show_default=True, help="试哪一种核对名称的方法；off 为不试")
@options.workers
@options.limits
@options.as_json
def doctor(db: Path, folder: Path, ocr: str, ner: str, workers: int, limits: Limits, as_json: bool) -> int:
    """Say what is in order and what is not."""
    from ..doctor import BAD, examine

    bad = 0
    for finding in examine(db, folder, ocr, ner, workers, limits):
        bad += finding.state == BAD
        if as_json:
            click.echo(json.dumps(finding._asdict(), ensure_ascii=False))
        else:
            click.echo(f"{_MARKS[finding.state]} {finding.about}：{finding.told}")
    return 1 if bad else 0
