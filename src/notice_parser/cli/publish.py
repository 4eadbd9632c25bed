"""``publish``: the public copy."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from . import options
from .group import give_up, main


@main.command(help="生成可以对外公开的副本：不含自然人，不含已修复、撤销、期满和不确定的记录。")
@click.argument("out", metavar="公开副本.db", type=click.Path(path_type=Path))
@options.db
@click.option(
    "--on", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="以哪一天为准，默认今天（北京时间）"
)
@click.option("--rules", type=click.Path(path_type=Path), help="公开规则（TOML），默认用程序附带的")
def publish(out: Path, db: Path, on: dt.datetime | None, rules: Path | None) -> None:
    """Build the public copy and say what was withheld."""
    from ..public import RulesUnusable, Unpublishable, load
    from ..public import publish as build
    from ..store import audit, clock

    day = on.date() if on else dt.date.fromisoformat(clock.today())
    try:
        report = build(db, out, load(rules), day, audit.actor())
    except (RulesUnusable, Unpublishable) as error:
        give_up(str(error))
    for line in report.lines():
        click.echo(line)
    click.echo(f"报告：{out.name}.report.txt（内部使用，不要公开）")
