"""``serve``: the site on this machine."""

from __future__ import annotations

from pathlib import Path

import click

from . import options
from .group import give_up, main


@main.command(help="在浏览器里查数据库（只在本机）。")
@options.db
@click.option("--port", type=click.IntRange(0, 65535), default=8001, show_default=True, help="端口")
def serve(db: Path, port: int) -> None:
    """Show the database in Datasette until stopped."""
    from ..publish.serve import PortTaken, serve
    from ..store import open_database

    with open_database(db):
        pass
    try:
        serve(db, port, started=lambda address: click.echo(f"打开 {address} 查看，按 Ctrl+C 停止"))
    except PortTaken:
        give_up(f"端口 {port} 已被占用，请用 --port 换一个")
