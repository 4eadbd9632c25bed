"""``parse``, ``tables``, ``show``: what stands in a file, what in the database."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from . import options
from .group import give_up, main

if TYPE_CHECKING:
    from ..model import Notice


@main.command(help="读一个文件，显示读出的事件，不存入数据库。")
@click.argument("file", type=click.Path(path_type=Path))
@options.issuer
@options.published
@click.option(
    "--format", "shape", type=click.Choice(["table", "json"]), default="table", help="表格，或事件记录"
)
@options.ocr
@options.ner
def parse(file: Path, issuer: str | None, published: Any, shape: str, ocr: str, ner: str) -> None:
    """Show what is read from one file."""
    notice = _parsed(
        file, issuer=issuer, published=published and published.date().isoformat(), ocr=ocr, ner=ner
    )
    if shape == "json":
        click.echo(json.dumps(list(notice.records()), ensure_ascii=False, indent=2))
        return
    from ..store import event_row

    text = notice.document.text
    show_events([event_row(record) for record in notice.records()], notice.masthead.title or file.name)
    show_problems((problem.message, problem.page, text[slice(*problem.span)]) for problem in notice.problems)


def _parsed(file: Path, **given: Any) -> Notice:
    from .. import intake
    from ..model import Unreadable
    from ..workers import Limits, read_apart

    if not file.exists():
        give_up(f"{file.name}：文件不存在，请检查路径")
    try:
        return read_apart(intake.PARSE, file, Limits(), **given)
    except Unreadable as failure:
        give_up(str(failure))


@main.command(help="显示一个文件里的表格，格子照原样。")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--format", "shape", type=click.Choice(["table", "json"]), default="table", help="表格，或 JSON 数组"
)
@options.ocr
def tables(file: Path, shape: str, ocr: str) -> None:
    """Show the logical tables of one file."""
    found = [block.table for block in _parsed(file, ocr=ocr, ner="off").document.blocks if block.table]
    if shape == "json":
        listed = [
            {
                "page": table.pages[0] if table.pages else None,
                "pages": list(table.pages),
                "title": table.title,
                "header": list(table.header),
                "rows": table.texts,
            }
            for table in found
        ]
        click.echo(json.dumps(listed, ensure_ascii=False, indent=2))
        return
    from ..exports.terminal import console, plain_table

    for table in found:
        header = table.header or [""] * len(table.rows[0])
        console().print(plain_table(header, table.texts, table.title))
    if not found:
        click.echo("没有表格")


@main.command(help="显示数据库里的通知：给出文件名、文件或事件的标识；不给则显示最新的事件。")
@click.argument("keys", nargs=-1, metavar="[文件或标识]...")
@options.db
def show(keys: tuple[str, ...], db: Path) -> int:
    """Show what the database holds of notices or events."""
    from ..store import open_database

    with open_database(db) as database:
        rows = list(database.query('SELECT * FROM "信用事件" ORDER BY "日期" DESC, "编号" DESC LIMIT 30'))
        if not keys:
            show_events(rows, "最新的事件")
            return 0
        missing = 0
        for key in keys:
            notices = _notices_of(database, key)
            if not notices:
                missing += 1
                click.echo(f"{key}：数据库里没有", err=True)
            for notice in notices:
                _show_notice(database, notice, key)
    return 1 if missing else 0


def _show_notice(database: Any, notice: int, key: str) -> None:
    """Print a notice's events and problems; where ``key`` is an event's, that event in full."""
    (about,) = database.query('SELECT * FROM "通知" WHERE "编号" = ?', [notice])
    facts = [about[name] for name in ("标题", "发布机关", "文号", "发布日期", "文件") if about[name]]
    events = database.query('SELECT * FROM "信用事件" WHERE "通知" = ? ORDER BY "编号"', [notice])
    show_events(events, "  ".join(facts), only=key)
    problems = database.query('SELECT * FROM "问题" WHERE "通知" = ? ORDER BY "编号"', [notice])
    show_problems((row["说明"], row["页码"], row["原文"]) for row in problems)


def _notices_of(database: Any, key: str) -> list[int]:
    """Return the numbers of the notices that a file name, a file's hash or an event's key stands for."""
    found = database.execute(
        "SELECT n.id FROM notices n WHERE n.sha256 = :key"
        " OR n.sha256 IN (SELECT sha256 FROM file_names WHERE name = :name)"
        " OR n.id IN (SELECT notice FROM events WHERE event_key = :key) ORDER BY n.id",
        {"key": key, "name": Path(key).name},
    ).fetchall()
    return [id for (id,) in found]


def show_events(rows: Iterable[Mapping[str, Any]], title: str, only: str | None = None) -> None:
    """Print rows of 信用事件 as a table; with ``only`` an event's key, that event in full."""
    from ..exports.terminal import console, event_table, plain_table

    rows = list(rows)
    chosen = [row for row in rows if row["标识"] == only]
    out = console()
    if chosen:
        out.print(
            plain_table(("列", "值"), [item for item in chosen[0].items() if item[1] is not None], title)
        )
    else:
        out.print(event_table(rows, out.width, title))
        click.echo(f"共 {len(rows)} 个事件")


def show_problems(problems: Iterable[tuple[str, int, str]]) -> None:
    """Print problems with their page and words."""
    from ..exports.terminal import console, plain_table

    rows = [(message, page, " ".join(words.split())) for message, page, words in problems]
    if rows:
        console().print(plain_table(("疑点", "页码", "原文"), rows))
