"""``withdrawn``: what was public and is not any more, signed for those who received it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from . import options
from .group import give_up, main
from .listed import print_rows

_SHOWN = ("撤下时间", "标识", "原因", "公开副本")


@main.command(help="从公开副本里撤下了哪些事件、为什么；可以写成签名的清单，发给以前的接收方。")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="从哪一天起撤下的")
@click.option("--out", type=click.Path(path_type=Path), help="写成签名的清单（JSON）")
@click.option("--verify", type=click.Path(path_type=Path), help="核对一份收到的清单，不用数据库")
@click.option("--public-key", "trusted", help="核对时用的公钥，应从发布单位另行取得；不给则用本库的")
@click.option("--show-key", is_flag=True, help="显示本库的公钥，供接收方核对清单")
@options.db
def withdrawn(
    since: Any, out: Path | None, verify: Path | None, trusted: str | None, show_key: bool, db: Path
) -> None:
    """Show, sign or check a list of withdrawn keys."""
    from ..store import audit, keys, open_database, published
    from ..store.files import writing
    from ..store.withdrawn import public_key, signed

    if verify:
        _verify(verify, trusted, db)
        return
    with open_database(db):
        pass
    day = since and since.date().isoformat()
    if show_key:
        with writing(db) as database:
            click.echo(public_key(keys.secret(db, database.conn)))
        return
    if out is None:
        with open_database(db) as database:
            rows = published.withdrawn(database.conn, day)
        print_rows(
            _SHOWN,
            (
                dict(
                    zip(
                        _SHOWN,
                        (row.since[:19].replace("T", " "), row.key, published.REASONS[row.reason], row.copy),
                        strict=True,
                    )
                )
                for row in rows
            ),
            "已撤下",
        )
        click.echo(f"共 {len(rows)} 条", err=True)
        return
    with writing(db) as database:
        rows = published.withdrawn(database.conn, day)
        data = signed(rows, keys.secret(db, database.conn), day)
        filters = {"撤下日期起": day} if day else {}
        audit.note(database.conn, audit.actor(), "command", "withdrawn", "清单", len(rows), filters)
        try:
            out.write_bytes(data)
        except OSError as error:
            give_up(f"{out}：无法写入（{error.strerror}），请检查路径和权限")
    click.echo(f"{out}：{len(rows)} 条，已签名")


def _verify(file: Path, trusted: str | None, db: Path) -> None:
    """Check a list against a public key: one that is given, or the database's own."""
    from ..store import keys
    from ..store.withdrawn import ListRefused, public_key, verified

    if trusted is None:
        secret = keys.read(keys.path_of(db))
        if secret is None:
            give_up("没有可用来核对的公钥：请用 --public-key 给出发布单位的公钥")
        trusted = public_key(secret)
    try:
        told = verified(file.read_bytes(), trusted)
    except OSError as error:
        give_up(f"{file}：读不出来（{error.strerror}），请检查路径和权限")
    except ListRefused as refused:
        give_up(f"{file}：{refused}")
    click.echo(f"签名正确：{told['made'][:19].replace('T', ' ')} 作出，{len(told['withdrawn'])} 条")
    for row in told["withdrawn"]:
        click.echo("\t".join((row["on"][:19].replace("T", " "), row["key"], row["why"], row["copy"])))
