"""``review``: what a person should look at, and what a person says of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from . import options
from .group import give_up, main
from .listed import print_rows

_LISTED = ("标识", "类型", "动作", "名单", "主体", "日期", "认定部门", "复核原因", "文件", "页码", "原文")
_ACCURACY = ("类型", "已复核", "读对", "更正", "驳回", "准确率（%）")
_CORRECTIONS = (
    *("主体", "类型", "名单", "原日期", "更正日期", "原文件", "更正文件", "原标识", "更正标识"),
    *("原文", "更正原文"),
)
_PAIRS = ("甲", "乙", "理由", "甲地区", "乙地区", "甲标识", "乙标识")

by = click.option("--by", required=True, help="谁复核")
reason = click.option("--reason", help="理由")


@main.group(invoke_without_command=True, help="人工复核：列出待复核的事件，确认、更正或驳回。")
@click.option("--all", "everything", is_flag=True, help="列出全部事件")
@options.db
@click.pass_context
def review(context: click.Context, everything: bool, db: Path) -> None:
    """List the events that wait for review."""
    context.obj = db
    if context.invoked_subcommand:
        return
    from ..store import open_database, review_table

    with open_database(db) as database:
        rows = review_table.waiting(database.conn, everything=everything)
    print_rows(_LISTED, rows, "待复核")
    click.echo(f"共 {len(rows)} 个事件", err=True)


def _decide(
    db: Path, key: str, decision: str, by: str, reason: str | None, corrections: tuple[Any, ...]
) -> None:
    from ..model import Review
    from ..store import open_database
    from ..store.decide import Refused, decide
    from ..store.review_table import correction

    with open_database(db) as database:
        try:
            values = dict(correction(field, value) for field, value in corrections)
            decide(database, key, Review(decision), by, reason, values)
        except Refused as error:
            give_up(str(error))
    click.echo(f"{key}：{ {'confirmed': '已确认', 'corrected': '已更正', 'rejected': '已驳回'}[decision] }")


@review.command(help="确认一个事件读得对。")
@click.argument("key", metavar="标识")
@by
@reason
@options.db
def confirm(key: str, by: str, reason: str | None, db: Path) -> None:
    """Say that an event is right."""
    _decide(db, key, "confirmed", by, reason, ())


@review.command(help="更正一个事件的字段，可以给几个 --set；值留空表示通知没有写。")
@click.argument("key", metavar="标识")
@click.option(
    "--set",
    "corrections",
    nargs=2,
    multiple=True,
    required=True,
    metavar="字段 值",
    help="如 --set 日期 2020-03-16",
)
@by
@reason
@options.db
def correct(key: str, corrections: tuple[Any, ...], by: str, reason: str | None, db: Path) -> None:
    """Correct fields of an event."""
    _decide(db, key, "corrected", by, reason, corrections)


@review.command(help="驳回一个事件：通知没有这样说。")
@click.argument("key", metavar="标识")
@by
@click.option("--reason", required=True, help="理由")
@options.db
def reject(key: str, by: str, reason: str, db: Path) -> None:
    """Say that an event is wrong."""
    _decide(db, key, "rejected", by, reason, ())


@review.command("out", help="把待复核的事件写成表格（xlsx 或 csv），供同事填写。")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--all", "everything", is_flag=True, help="写出全部事件")
@options.db
def write_out(file: Path, everything: bool, db: Path) -> None:
    """Write the events that wait for review into a table for colleagues."""
    from ..exports import sheets
    from ..store import audit, open_database, review_table

    with open_database(db) as database:
        rows = list(review_table.waiting(database.conn, everything=everything))
    audit.note_in(
        db, audit.actor(), "command", "export", "复核表", len(rows), {"全部": "是"} if everything else {}
    )
    try:
        count = sheets.write(file, review_table.HEADER, rows, "复核")
    except OSError as error:
        give_up(f"{file}：无法写入（{error.strerror}），请检查路径和权限")
    click.echo(f"{file}：{count} 个事件，请填写 {'、'.join(review_table.ASKED)}")


@review.command("in", help="收回同事填好的表格。")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--by", help="表格没有写复核人时用")
@options.db
def take_in(file: Path, by: str | None, db: Path) -> int:
    """Take a filled table as reviews."""
    from ..exports import sheets
    from ..model import Unreadable
    from ..store import open_database, review_table

    try:
        rows = list(sheets.read(file))
    except Unreadable as error:
        give_up(str(error))
    with open_database(db) as database:
        taken = review_table.take(database, rows, by)
    for line in taken.refused:
        click.echo(f"未采用 {line}", err=True)
    click.echo(f"采用 {taken.done} 个，未采用 {len(taken.refused)} 个")
    return 1 if taken.refused else 0


@review.command(help="各类事件的准确率，按人工复核的结论计。")
@options.db
def accuracy(db: Path) -> None:
    """Show how often each kind of event was read right."""
    from ..store import open_database
    from ..store.labels import EVENT_TYPES

    with open_database(db) as database:
        rows = [
            row | {"类型": EVENT_TYPES.get(row["类型代码"], row["类型代码"])}
            for row in database.query('SELECT * FROM "复核准确率" ORDER BY "类型代码"')
        ]
    print_rows(_ACCURACY, rows, "准确率")


@review.command(help="列出可能是同一主体的名称。")
@options.db
def subjects(db: Path) -> None:
    """Show pairs of names that may be one subject."""
    from ..store import open_database

    with open_database(db) as database:
        rows = list(database.query('SELECT * FROM "疑似同一主体" ORDER BY "理由", "甲", "乙", "甲标识"'))
    print_rows(_PAIRS, rows, "疑似同一主体")
    click.echo(f"共 {len(rows)} 对", err=True)


@review.command(help="列出没有写明原文号的更正通知：疑似更正了哪些决定，或者没有对上任何决定。")
@options.db
def corrections(db: Path) -> None:
    """Show the corrections of which a person should say what they correct."""
    from ..store import open_database
    from ..store.corrected import waiting

    with open_database(db) as database:
        rows = waiting(database)
    print_rows(_CORRECTIONS, rows, "疑似更正")
    click.echo(f"共 {len(rows)} 条", err=True)


def _judge(db: Path, later: str, earlier: str | None, by: str, reason: str, *, corrects: bool) -> None:
    from ..store import open_database
    from ..store.corrected import judge
    from ..store.decide import Refused

    with open_database(db) as database:
        try:
            judge(database, later, earlier, by, reason, corrects=corrects)
        except Refused as error:
            give_up(str(error))


@review.command(help="认定一份更正通知更正的是哪份原通知：给出文件名、校验值或其中事件的标识。")
@click.argument("later", metavar="更正通知")
@click.argument("earlier", metavar="原通知")
@by
@click.option("--reason", required=True, help="理由")
@options.db
def corrects(later: str, earlier: str, by: str, reason: str, db: Path) -> None:
    """Decide that a notice corrects another."""
    _judge(db, later, earlier, by, reason, corrects=True)
    click.echo("已认定为更正")


@review.command(help="认定一份更正通知与原通知无关；不给原通知，则是它更正的没有收到过。")
@click.argument("later", metavar="更正通知")
@click.argument("earlier", metavar="[原通知]", required=False)
@by
@click.option("--reason", required=True, help="理由")
@options.db
def unrelated(later: str, earlier: str | None, by: str, reason: str, db: Path) -> None:
    """Decide that a notice does not correct another, or nothing that is here."""
    _judge(db, later, earlier, by, reason, corrects=False)
    click.echo("已认定为无关")


def _pair(db: Path, decision: str, a: str, b: str, by: str, reason: str) -> None:
    from ..store import open_database
    from ..store.decide import Refused
    from ..store.same import merge, split

    with open_database(db) as database:
        try:
            (merge if decision == "merge" else split)(database, a, b, by, reason)
        except Refused as error:
            give_up(str(error))


@review.command(help="认定两个主体是同一个：给出它们的标识。")
@click.argument("a", metavar="甲标识")
@click.argument("b", metavar="乙标识")
@by
@click.option("--reason", required=True, help="理由")
@options.db
def merge(a: str, b: str, by: str, reason: str, db: Path) -> None:
    """Decide that two subjects are one."""
    _pair(db, "merge", a, b, by, reason)
    click.echo("已合并")


@review.command(help="认定两个主体不是同一个；乙也可以是事件的标识，甲是其中的名称，把这一次单独分开。")
@click.argument("a", metavar="甲标识或名称")
@click.argument("b", metavar="乙标识或事件标识")
@by
@click.option("--reason", required=True, help="理由")
@options.db
def split(a: str, b: str, by: str, reason: str, db: Path) -> None:
    """Decide that two subjects are two, or that one mention is somebody else."""
    _pair(db, "split", a, b, by, reason)
    click.echo("已分开")
