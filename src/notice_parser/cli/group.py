"""The command itself: what wrong use and a failure look like to staff."""

from __future__ import annotations

import logging
import os
import sys
import warnings
from importlib import metadata
from pathlib import Path
from typing import Any, NoReturn

import click


class ChineseGroup(click.Group):
    """A group of commands that explains wrong use in Chinese."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run a command; exit with 0 for done, 1 for a file or database that failed, 2 for wrong use."""
        logging.getLogger().addHandler(logging.NullHandler())  # else libraries' warnings reach the terminal
        warnings.simplefilter("ignore")
        kwargs["standalone_mode"] = False
        try:
            sys.exit(super().main(*args, **kwargs) or 0)
        except click.UsageError as error:
            command = error.ctx.command_path if error.ctx else "notice-parser"
            click.echo(f"用法不对：{_wrong_use(error)}\n查看用法：{command} --help", err=True)
            sys.exit(2)
        except (click.Abort, KeyboardInterrupt):
            give_up("已中断，已收录的通知都已保存")
        except BrokenPipeError:
            sys.stderr.close()  # whoever read our output has seen enough
            sys.exit(0)
        except Exception as error:
            from ..store import DatabaseUnusable
            from ..workers import WorkersUnusable

            if not isinstance(error, (DatabaseUnusable, WorkersUnusable)):
                raise
            give_up(str(error))


def _wrong_use(error: click.UsageError) -> str:
    """Say in Chinese what is wrong with a command line."""
    named = isinstance(error, click.BadParameter) and error.param
    name = named.opts[0] if isinstance(named, click.Option) else named.human_readable_name if named else ""
    if isinstance(error, click.NoSuchOption):
        return f"没有选项 {error.option_name}"
    if isinstance(error, click.MissingParameter):
        return f"缺少 {name}"
    if isinstance(error, click.BadParameter):
        return f"{name} 的值不对"
    if isinstance(error, click.BadOptionUsage):
        return f"选项 {error.option_name} 的用法不对"
    if "No such command" in error.message:
        return "没有命令 " + error.message.split("'")[1]
    return "参数不对" if error.message.isascii() else error.message


def give_up(message: str) -> NoReturn:
    """Say in one line why the command failed; exit with 1."""
    click.echo(message, err=True)
    sys.exit(1)


@click.group(cls=ChineseGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(
    metadata.version("notice-parser"), message="%(prog)s %(version)s", prog_name="notice-parser"
)
@click.option(
    "--key",
    envvar="NOTICE_PARSER_KEY",
    type=click.Path(),
    help="密钥文件；也可以用环境变量 NOTICE_PARSER_KEY 给出，不给则在数据库旁边",
)
def main(key: str | None) -> None:
    """从信用通知里读出信用事件，存入数据库。"""
    if key:
        os.environ["NOTICE_PARSER_KEY"] = str(Path(key).absolute())
