"""Options that several commands share."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

DEFAULT_DB = Path("db/credit_events.db")
INBOX = Path("ingest")

db = click.option(
    "--db", type=click.Path(path_type=Path), default=DEFAULT_DB, show_default=True, help="数据库文件"
)
issuer = click.option("--issuer", help="发布机关，纸面没有写时用")
published = click.option(
    "--published", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="发布日期，纸面没有写时用"
)

ocr = click.option(
    "--ocr",
    type=click.Choice(["rapidocr", "paddleocr", "recorded", "off"]),
    default="rapidocr",
    show_default=True,
    help="扫描页的文字识别引擎；off 为不识别",
)


def _processors() -> int:
    """Return how many processors we may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _voter(context: click.Context, option: click.Parameter, name: str) -> str:
    """Load the voter before any file is read, so that a missing one costs nothing."""
    from ..mentions.voters import VoterMissing, voter
    from .group import give_up

    try:
        voter(name)
    except VoterMissing as missing:
        give_up(str(missing))
    return name


ner = click.option(
    "--ner",
    default="lac",
    show_default=True,
    callback=_voter,
    help="核对名称的第二种方法：lac、spacy:文件夹、hanlp:文件夹或模型名；off 为不用",
)
workers = click.option(
    "--jobs",
    "--workers",
    "workers",
    type=click.IntRange(1, 64),
    default=min(64, _processors()),
    help="同时用几个进程读文件，默认与处理器数相同",
)
folder = click.option(
    "--folder", type=click.Path(path_type=Path), default=INBOX, show_default=True, help="收件文件夹"
)
as_json = click.option("--json", "as_json", is_flag=True, help="每件事输出一行 JSON，供其他程序读取")
log = click.option(
    "--log",
    type=click.Path(allow_dash=True),
    help="运行日志（每行一个 JSON，不含文件名和内容）；- 为标准错误",
)

_LIMITS = (
    ("--memory", "memory_mb", 4096, "MB", "每个读取进程的内存上限"),
    ("--cpu", "cpu", 3600, "秒", "每个文件的处理器时间上限"),
    ("--wall", "wall", 3600, "秒", "每个文件的时间上限"),
    ("--stall", "stall", 40, "秒", "这么久没有读完一页就停止读这个文件"),
    ("--pace", "pace", 20, "秒", "前五分钟以后，每读完一页可以再读这么久"),
    ("--open-files", "open_files", 256, "个", "每个读取进程可打开的文件数"),
)


def limits(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command options for what one file may cost, and their values as ``limits``."""

    @functools.wraps(command)
    def limited(*arguments: Any, **options: Any) -> Any:
        from ..workers import Limits

        given = {name: options.pop(name) for _, name, *_ in _LIMITS}
        return command(*arguments, limits=Limits(**given), **options)

    for option, name, default, unit, help in reversed(_LIMITS):
        limited = click.option(
            option,
            name,
            type=click.IntRange(min=1),
            default=default,
            metavar=unit,
            show_default=True,
            help=help,
        )(limited)
    return limited
