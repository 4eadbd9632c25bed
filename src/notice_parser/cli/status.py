"""``status``, ``retry``: what became of every file, and another try."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..store.transaction import transaction
from . import options
from .group import main
from .ingest import outside
from .progress import follow, log_to, summary

if TYPE_CHECKING:
    from ..workers import Limits

_ORDER = ("已读出", "正在读", "未读完", "失败", "打不开", "已替换", "已撤下")
_WAITING = ("失败", "打不开", "未读完")


@main.command(help="显示收到过的文件和它们的去向；默认只列出失败的，--all 列出全部。")
@options.db
@options.folder
@click.option("--all", "every", is_flag=True, help="列出全部文件")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
def status(db: Path, folder: Path, every: bool, as_json: bool) -> None:
    """Show how many files are in which state, and those that need a person."""
    from ..intake import inbox_files
    from ..store import fates, open_database

    waiting = sum(1 for _ in inbox_files(folder)) if folder.is_dir() else 0
    with open_database(db) as database:
        rows = fates(database)
    counts = {state: sum(row["状态"] == state for row in rows) for state in _ORDER}
    shown = [row for row in rows if every or row["状态"] in _WAITING]
    if as_json:
        click.echo(json.dumps({"等待": waiting, **counts, "文件": shown}, ensure_ascii=False, indent=2))
        return
    click.echo(f"{folder} 里有 {waiting} 个文件等待读取")
    click.echo("，".join(f"{state} {count} 个" for state, count in counts.items()))
    if shown:
        from ..exports.terminal import console, plain_table

        header = ("文件名", "状态", "原因", "办法", "次数", "处理时间")
        console().print(plain_table(header, ([row[name] for name in header] for row in shown)))


@main.command(help="再读一次失败的文件：给出文件名或校验值的开头，不给则全部。")
@click.argument("keys", nargs=-1, metavar="[文件名或校验值]...")
@click.option("--take-back", is_flag=True, help="连同撤回过的文件：撤回不再算数，要写明文件和 --by")
@click.option("--by", help="谁决定重新收录撤回过的文件")
@options.db
@options.folder
@options.ocr
@options.ner
@options.workers
@options.limits
@options.as_json
@options.log
def retry(
    keys: tuple[str, ...],
    take_back: bool,
    by: str | None,
    db: Path,
    folder: Path,
    ocr: str,
    ner: str,
    workers: int,
    limits: Limits,
    as_json: bool,
    log: str | None,
) -> int:
    """Read failed files again from where they lie."""
    from ..intake import take_in
    from ..store import open_database, unsettled
    from ..store.withdraw import take_back as allow

    if take_back and not (keys and by):
        raise click.UsageError("--take-back 要写明文件，并用 --by 写明是谁决定的")
    outside(db, folder)
    log_to(log)
    with open_database(db) as database:
        found = unsettled(database)
    chosen = [one for one in found if not keys or any(_fits(one, key) for key in keys)]
    for key in keys:
        if not any(_fits(one, key) for one in found):
            click.echo(f"{key}：没有这样的失败文件", err=True)
    there = [one for one in chosen if one["place"] and Path(one["place"]).exists()]
    for one in chosen:
        if one not in there:
            click.echo(f"{one['name']}：文件已不在 {one['place']}，请重新收录", err=True)
    if not there:
        click.echo("没有可再读的文件", err=True)
        return 1 if keys or chosen else 0
    if take_back:
        with open_database(db) as database, transaction(database):
            for one in there:
                allow(database, one["sha256"], by or "")
    places = list(dict.fromkeys(Path(one["place"]) for one in there))  # a bundle stands for its files
    done = list(
        follow(
            lambda report: take_in(
                places,
                db,
                {},
                ocr=ocr,
                ner=ner,
                inbox=folder,
                workers=workers,
                limits=limits,
                report=report,
            ),
            len(places),
            as_json=as_json,
        )
    )
    return summary(done, as_json=as_json) or (1 if len(there) < len(chosen) else 0)


def _fits(one: dict[str, Any], key: str) -> bool:
    return key == one["name"] or (len(key) >= 6 and (one["sha256"] or "").startswith(key.lower()))
