"""``listed``, ``expiring``, ``history``: who is on which list, and what happened to whom."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from . import options
from .group import give_up, main

_LISTED = ("主体", "代码", "名单", "等级", "认定部门", "列入", "届满", "来源数", "备注", "标识")
_STAYS = ("名单", "等级", "认定部门", "列入", "届满", "移出日期", "结束方式", "来源数", "备注", "标识")
_ACTS = ("日期", "类型", "动作", "确定性", "状态", "名单", "认定部门", "文号", "来源数", "标识", "原文")

on = click.option(
    "--on", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="哪一天，默认今天（北京时间）"
)
known_on = click.option(
    "--known-on", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="按那天为止收到的通知回答"
)


@main.command(help="某一天谁在名单上：每个主体每次列入一行，不论有几份通知。")
@on
@click.option("--list", "lists", multiple=True, help="名单名称里的字，或名单的种类；可以给几个")
@known_on
@options.db
def listed(on: Any, lists: tuple[str, ...], known_on: Any, db: Path) -> None:
    """Show who was listed on a day."""
    from ..store import open_database, questions

    day = day_of(on)
    with open_database(db) as database:
        rows = questions.listed(database.conn, day, lists, known_on and day_of(known_on))
    print_rows(_LISTED, map(_listing, rows), f"{day} 在名单上的")
    click.echo(f"共 {len(rows)} 条", err=True)


@main.command(help="快要届满的：今天仍在名单上、期限在若干天内结束的。")
@click.option("--within", default="30d", show_default=True, help="多少天内，如 30d")
@on
@options.db
def expiring(within: str, on: Any, db: Path) -> None:
    """Show whose term ends soon."""
    from ..store import open_database, questions

    days = re.fullmatch(r"(\d{1,5})[dD天]?", within.strip())
    if not days:
        raise click.BadParameter("", param_hint="--within")
    with open_database(db) as database:
        rows = questions.expiring(database.conn, day_of(on), int(days[1]))
    header = ("剩余天数", *_LISTED)
    print_rows(
        header, (_listing(row) | {"剩余天数": row["剩余天数"]} for row in rows), f"{days[1]} 天内届满的"
    )
    click.echo(f"共 {len(rows)} 条", err=True)


@main.command(help="一个主体的来龙去脉：给出名称或代码，列出每次列入和移出、每个决定。")
@click.argument("subject", metavar="名称或代码")
@known_on
@options.db
def history(subject: str, known_on: Any, db: Path) -> None:
    """Show all that is known of the subjects of a name or code."""
    from ..store import audit, open_database, questions

    known = known_on and day_of(known_on)
    with open_database(db):
        pass
    audit.note_in(db, audit.actor(), "command", "lookup", "主体", 1)
    with open_database(db) as database:
        found = questions.subjects(database.conn, subject)
        if not found:
            give_up(f"{subject}：数据库里没有这个名称或代码，请核对全称，或在网页上搜索")
        for one in found:
            key = one["主体标识"]
            facts = [one[name] for name in ("名称", "代码", "类别", "地区") if one[name]]
            others = f"；其他名称：{one['其他名称']}" if one["其他名称"] else ""
            click.echo("  ".join(facts) + f"  主体标识 {key}{others}")
            rows = questions.stays(database.conn, key, known)
            if rows:
                print_rows(_STAYS, map(_listing, rows), "名单记录")
            print_rows(_ACTS, questions.history(database.conn, key, known), "全部决定")


def day_of(given: Any) -> str:
    """Return a day given on the command line, or today in China."""
    from ..store.clock import today

    return given.date().isoformat() if given else today()


def _listing(row: Mapping[str, Any]) -> dict[str, Any]:
    """Say in a few words how sure the ends of a stay are."""
    notes = []
    if row["计入依据"] not in (None, "写明"):
        notes.append(f"列入日期{'不全' if row['列入日期'] else '不详'}，{row['计入依据']}计")
    if row["计入日"] is None:
        notes.append("未见列入通知")
    if row["届满日"] is None and row["届满依据"] is None and row["失效日"] is None:
        notes.append("期限不详")
    if row["届满依据"] == "永久":
        notes.append("永久")
    if row["届满依据"] == "按期限推算":
        notes.append("届满日系推算")
    if row["提前移出"] == "是":
        notes.append("提前移出")
    if row["待核"] == "是":
        notes.append("待核")
    return dict(row) | {
        "列入": row["列入日期"] or row["计入日"],
        "届满": row["届满日"],
        "备注": "；".join(notes) or None,
    }


def print_rows(header: Sequence[str], rows: Iterable[Mapping[str, Any]], title: str) -> None:
    """Print rows as a table on a terminal; elsewhere one line a row, its values parted by tabs.

    A terminal has no room for columns of which every cell is empty.
    """
    rows = list(rows)
    if sys.stdout.isatty():
        from ..exports.terminal import console, plain_table

        used = [name for name in header if not rows or any(row.get(name) is not None for row in rows)]
        console().print(plain_table(used, ([row.get(name) for name in used] for row in rows), title))
        return
    values = [[row.get(name) for name in header] for row in rows]
    for row in values:
        click.echo("\t".join("" if value is None else " ".join(str(value).split()) for value in row))
