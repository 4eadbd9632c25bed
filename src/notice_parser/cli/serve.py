"""``serve``: the site on this machine."""

from __future__ import annotations

from pathlib import Path

import click

from . import options
from .group import give_up, main


@main.command(help="在浏览器里查数据库；不另外说明就只有本机能打开。")
@options.db
@options.folder
@click.option("--port", type=click.IntRange(0, 65535), default=8001, show_default=True, help="端口")
@click.option("--host", default="127.0.0.1", show_default=True, help="地址；0.0.0.0 让其他机器也能打开")
@click.option("--locked", is_flag=True, help="登录才能查看；账号用 accounts add 建立")
def serve(db: Path, folder: Path, port: int, host: str, locked: bool) -> None:
    """Show the database in Datasette until stopped."""
    from ..publish.accounts import AccountRefused, accounts
    from ..publish.serve import NoAddress, PortTaken, is_loopback, serve
    from ..store import open_database

    with open_database(db):
        pass
    try:
        if locked and not accounts(db):
            give_up("还没有账号，登录不了；请先运行 notice-parser accounts add 建立")
        if not is_loopback(host) and not locked:
            click.echo("注意：其他机器不登录也能查看；只让登录的人查看，请加 --locked", err=True)
        serve(
            db,
            port,
            started=lambda address: click.echo(f"打开 {address} 查看，按 Ctrl+C 停止"),
            host=host,
            inbox=folder,
            locked=locked,
        )
    except AccountRefused as refused:
        give_up(str(refused))
    except PortTaken:
        give_up(f"端口 {port} 已被占用，请用 --port 换一个")
    except NoAddress:
        give_up(f"本机没有地址 {host}，请用 --host 换一个")
