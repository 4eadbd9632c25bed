"""``audit``: who took data out, and who looked what up."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from . import options
from .group import main
from .listed import print_rows

_SHOWN = ("时间", "谁", "途径", "事项", "对象", "条数", "条件")


@main.command(help="审计记录：谁在何时导出、发布、核查、下载了什么；只增不改，不含当事人信息。")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="从哪一天起")
@click.option("--limit", type=click.IntRange(1, 1_000_000), default=500, show_default=True, help="最多几条")
@options.db
def audit(since: Any, limit: int, db: Path) -> None:
    """Show the entries, the last first."""
    from ..store import audit, open_database

    with open_database(db) as database:
        rows = audit.entries(database.conn, since=since and since.date().isoformat(), limit=limit)
    print_rows(_SHOWN, rows, "审计记录")
    click.echo(f"共 {len(rows)} 条", err=True)
