"""``key``: the key file that numbers of persons are hashed with, outside the database."""

from __future__ import annotations

from pathlib import Path

import click

from . import options
from .group import give_up, main


@main.group(help="密钥文件：身份证号、手机号只以它加密的散列存入数据库；请另行备份，丢失后无法找回。")
def key() -> None:
    """Gather the commands."""


@key.command(help="看密钥文件在哪里，是不是这个数据库的。")
@options.db
def show(db: Path) -> None:
    """Say where the key file is and whether it is the database's, never what is in it."""
    from ..store import keys, open_database

    path = keys.path_of(db)
    with open_database(db) as database:
        known = keys.in_use(database.conn)
    found = keys.read(path)
    if found is None:
        if known:
            give_up(keys.lost(path))
        click.echo(f"{path}：还没有建立，收录第一个文件时建立")
        return
    if known and known != keys.mark(found):
        give_up(keys.wrong(path))
    click.echo(
        f"{path}：{'与数据库相符' if known else '可用，数据库还没有用过密钥'}（标记 {keys.mark(found)}）"
    )


@key.command(help="换新密钥：旧的散列作废，之后运行 notice-parser reparse --all --apply 从原件重新生成。")
@click.option("--yes", is_flag=True, help="不再询问")
@options.db
def renew(yes: bool, db: Path) -> None:
    """Put a new key in the old one's place; the old file is put aside."""
    from ..store import audit, keys, open_database
    from ..store.files import writing

    with open_database(db):
        pass
    if not yes and not click.confirm("旧散列会作废，以后的撤下清单要用新的公钥核对。确定换新密钥？"):
        give_up("没有更换")
    with writing(db) as database:
        audit.note(database.conn, audit.actor(), "command", "key", "renew")
        path, aside = keys.renew(db, database.conn)
    click.echo(f"{path}：已换新密钥" + (f"，旧文件改名为 {aside.name}" if aside else ""))
