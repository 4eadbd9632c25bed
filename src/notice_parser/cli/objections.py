"""``objections``: what somebody objects to, by when it is due, and what came of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from ..store.transaction import transaction
from . import options
from .group import give_up, main
from .listed import print_rows

_SHOWN = (
    *("编号", "状态", "办结期限", "剩余天数", "收到日期", "提出人", "主体", "类型", "名单", "理由"),
    *("答复", "办结人", "期限依据", "标识"),
)
_RESULTS = {"成立": "upheld", "部分成立": "partly", "不成立": "dismissed", "撤回": "withdrawn"}


@main.group(invoke_without_command=True, help="异议：列出未办结的，登记，办结。未办结的事件不进公开副本。")
@click.option("--all", "everything", is_flag=True, help="连同已办结的")
@options.db
@click.pass_context
def objections(context: click.Context, everything: bool, db: Path) -> None:
    """List what is open, the most urgent first."""
    context.obj = db
    if context.invoked_subcommand:
        return
    from ..store import open_database

    with open_database(db) as database:
        rows = list(
            database.query(
                'SELECT * FROM "异议" WHERE :all OR "办结人" IS NULL'
                ' ORDER BY "办结人" IS NOT NULL, "办结期限", "编号"',
                {"all": everything},
            )
        )
    print_rows(_SHOWN, rows, "异议")
    click.echo(f"共 {len(rows)} 件", err=True)


@objections.command(help="登记对一个事件的异议；从登记起，这个事件不再对外公开。")
@click.argument("key", metavar="事件标识")
@click.option("--objector", required=True, help="谁提出的，如 当事人、委托代理人")
@click.option("--reason", required=True, help="理由")
@click.option("--by", required=True, help="谁登记")
@click.option(
    "--received", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="收到日期，默认今天"
)
@click.option("--within", default=None, help="办结期限，如 7个工作日（默认）、15日；以当地规定为准")
@options.db
def add(key: str, objector: str, reason: str, by: str, received: Any, within: str | None, db: Path) -> None:
    """Write an objection down."""
    from ..store import audit, open_database
    from ..store.objections import DEFAULT_TERM, ObjectionRefused, object_to, of_event

    with open_database(db) as database:
        try:
            with transaction(database):
                number = object_to(
                    database.conn,
                    key,
                    objector,
                    reason,
                    by,
                    received=received and received.date().isoformat(),
                    term=within or DEFAULT_TERM,
                )
                audit.note(database.conn, audit.actor(), "command", "objection", f"登记 {number}", 1)
        except ObjectionRefused as refused:
            give_up(str(refused))
        one = of_event(database.conn, key)[0]
    click.echo(f"已登记异议 {number}，最迟 {one['办结期限']} 答复（{one['期限依据']}）")
    click.echo("下次运行 notice-parser publish 时撤下这个事件", err=True)


@objections.command(help="办结一件异议；结果登记后不能改。")
@click.argument("number", metavar="编号", type=int)
@click.option("--result", required=True, type=click.Choice(list(_RESULTS)), help="结果")
@click.option("--answer", required=True, help="答复：核查的结论")
@click.option("--by", required=True, help="谁办结")
@options.db
def settle(number: int, result: str, answer: str, by: str, db: Path) -> None:
    """Write down what came of an objection."""
    from ..store import audit, open_database
    from ..store.objections import ObjectionRefused, settle

    with open_database(db) as database:
        try:
            with transaction(database):
                settle(database.conn, number, _RESULTS[result], answer, by)
                audit.note(database.conn, audit.actor(), "command", "objection", f"办结 {number}", 1)
        except ObjectionRefused as refused:
            give_up(str(refused))
    click.echo(f"异议 {number} 已办结：{result}")
    if _RESULTS[result] in ("upheld", "partly"):
        click.echo("请用 notice-parser review correct 或 reject 改正事件；改正之前不会重新公开", err=True)
