"""``accounts``: who may upload, review and see a locked site."""

from __future__ import annotations

from pathlib import Path

import click

from . import options
from .group import give_up, main


@main.group(help="管理网站的账号：建立、列出、删除。")
def accounts() -> None:
    """Gather the commands."""


@accounts.command(help="建立账号，或者给已有的账号换密码；密码从键盘或标准输入读取。")
@click.argument("name", metavar="账号")
@options.db
@click.option("--reader", is_flag=True, help="只能查看上锁的网站；不给则是经办，可以上传和复核")
def add(name: str, db: Path, reader: bool) -> None:
    """Make an account."""
    import sys

    from ..publish.accounts import AccountRefused, add
    from ..store import open_database

    with open_database(db):
        pass
    if sys.stdin.isatty():
        password = click.prompt("密码", hide_input=True, confirmation_prompt="再输一遍")
    else:
        password = sys.stdin.readline().rstrip("\r\n")
    try:
        add(db, name, password, "reader" if reader else "staff")
    except AccountRefused as refused:
        give_up(str(refused))
    click.echo(f"账号 {name} 可以登录了")


@accounts.command("list", help="列出账号。")
@options.db
def list_accounts(db: Path) -> None:
    """Show every account, never a password."""
    from ..publish.accounts import ROLES, AccountRefused, accounts

    try:
        found = sorted(accounts(db).values(), key=lambda account: account.made)
    except AccountRefused as refused:
        give_up(str(refused))
    if not found:
        click.echo("还没有账号，用 notice-parser accounts add 建立")
    for account in found:
        click.echo(f"{account.name}\t{ROLES[account.role]}\t{account.made[:16].replace('T', ' ')}")


@accounts.command(help="删除账号，已登录的随即失效。")
@click.argument("name", metavar="账号")
@options.db
def remove(name: str, db: Path) -> None:
    """Take an account away."""
    from ..publish.accounts import AccountRefused, remove

    try:
        remove(db, name)
    except AccountRefused as refused:
        give_up(str(refused))
    click.echo(f"账号 {name} 已删除")
