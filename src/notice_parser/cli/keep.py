"""``backup``, ``restore``, ``withdraw``: the database kept, brought back, and rid of a mistake."""

from __future__ import annotations

from pathlib import Path

import click

from . import options
from .group import give_up, main


@main.command(help="备份数据库和原件到一个文件；备份时可以继续使用。")
@click.argument("file", type=click.Path(path_type=Path))
@options.db
def backup(file: Path, db: Path) -> None:
    """Write the database and the originals into one file."""
    from ..store import keys
    from ..store.backup import BackupUnusable, backup

    try:
        originals = backup(db, file)
    except BackupUnusable as error:
        give_up(str(error))
    click.echo(f"已备份到 {file}：数据库和 {originals} 个原件")
    if (path := keys.path_of(db)).exists():
        click.echo(f"密钥文件 {path} 不在备份里，请另行保管；恢复以后没有它不能收录", err=True)


@main.command(help="从备份恢复数据库和原件；已有数据库时不会覆盖。")
@click.argument("file", type=click.Path(path_type=Path))
@options.db
def restore(file: Path, db: Path) -> None:
    """Unpack a backup where no database is."""
    from ..store.backup import BackupUnusable, restore

    try:
        originals = restore(file, db)
    except BackupUnusable as error:
        give_up(str(error))
    click.echo(f"已恢复到 {db}：数据库和 {originals} 个原件")


@main.command(
    help="撤回误收的文件：给出文件名或 sha256；事件一并移除，名单随之更正。"
    "以后再放进来也不再收录，除非运行 retry --take-back。"
)
@click.argument("file", metavar="文件")
@click.option("--by", required=True, help="谁撤回")
@click.option("--reason", required=True, help="为什么撤回")
@click.option("--erase", is_flag=True, help="连同以往的版本和复核一起清除")
@options.db
def withdraw(file: str, by: str, reason: str, erase: bool, db: Path) -> None:
    """Take a file that was dropped by mistake out of the database."""
    from ..store.withdraw import NotFound, withdraw

    try:
        done = withdraw(db, file, by, reason, erase=erase)
    except NotFound as error:
        give_up(str(error))
    click.echo(f"已撤回 {done.names}：{done.events} 个事件")
