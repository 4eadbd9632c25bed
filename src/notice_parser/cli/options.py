"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

DEFAULT_DB = Path("db/credit_events.db")

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
