"""``export``: records in the forms of other tools."""

from __future__ import annotations

from pathlib import Path

import click

from . import options
from .group import give_up, main


@main.command(help="导出事件记录，每行一个。")
@options.db
@click.option(
    "--format", "shape", type=click.Choice(["jsonl"]), default="jsonl", show_default=True, help="格式"
)
@click.option("--merged", is_flag=True, help="同一决定只导出一次，列出全部来源")
@click.option("--out", type=click.Path(path_type=Path), help="写入文件，不给则写到屏幕")
def export(db: Path, shape: str, merged: bool, out: Path | None) -> None:
    """Write every event record, once for each file name of its notice; or every act once."""
    from ..exports import jsonl
    from ..store import audit, merged_records, open_database, records
    from ..store.records import count

    with open_database(db) as database:  # says what is wrong with a database that cannot be used
        rows = count(database.conn, merged=merged)
    filters = {"合并": "是"} if merged else {}
    audit.note_in(db, audit.actor(), "command", "export", shape, rows, filters)
    found = jsonl.lines(merged_records(db) if merged else records(db))
    if out is None:
        for line in found:
            click.echo(line)
        return
    try:
        with out.open("w", encoding="utf-8") as file:
            file.writelines(line + "\n" for line in found)
    except OSError as error:
        give_up(f"{out}：无法写入（{error.strerror}），请检查路径和权限")
