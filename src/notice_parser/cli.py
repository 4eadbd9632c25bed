"""The command line: files in, rows and tables out."""

from __future__ import annotations

import json
import logging
import sys
import warnings
from collections.abc import Iterable, Iterator, Mapping
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

if TYPE_CHECKING:
    from .model import Notice
    from .store import Outcome

SUFFIXES = {".pdf", ".txt"}
DEFAULT_DB = Path("db/credit_events.db")

_db = click.option(
    "--db", type=click.Path(path_type=Path), default=DEFAULT_DB, show_default=True, help="数据库文件"
)
_issuer = click.option("--issuer", help="发布机关，纸面没有写时用")
_published = click.option(
    "--published", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="发布日期，纸面没有写时用"
)

_ocr = click.option(
    "--ocr",
    type=click.Choice(["rapidocr", "paddleocr", "recorded", "off"]),
    default="rapidocr",
    show_default=True,
    help="扫描页的文字识别引擎；off 为不识别",
)


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
            _give_up("已中断，已收录的通知都已保存")
        except BrokenPipeError:
            sys.stderr.close()  # whoever read our output has seen enough
            sys.exit(0)
        except Exception as error:
            from .store import DatabaseUnusable

            if not isinstance(error, DatabaseUnusable):
                raise
            _give_up(str(error))


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


def _give_up(message: str) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(1)


@click.group(cls=ChineseGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(
    metadata.version("notice-parser"), message="%(prog)s %(version)s", prog_name="notice-parser"
)
def main() -> None:
    """从信用通知里读出信用事件，存入数据库。"""


@main.command(help="收录通知：文件，或文件夹里的 PDF 和文本文件（默认 ingest/）。")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@_db
@_issuer
@_published
@click.option("--source-url", help="来源网址")
@_ocr
def ingest(
    paths: tuple[Path, ...], db: Path, issuer: str | None, published: Any, source_url: str | None, ocr: str
) -> int:
    """Read files into the database; one that fails costs only itself."""
    from .pipeline import ingest

    files = list(_files(paths or (Path("ingest"),), db.parent / "archive"))
    if not files:
        click.echo("没有可收录的文件", err=True)
        return 0
    outcomes = ingest(
        files, db, issuer=issuer, published=published and published.date(), source_url=source_url, ocr=ocr
    )
    done = list(progress(outcomes, len(files)))
    counts = {status: sum(one.status == status for one in done) for status in ("read", "known", "failed")}
    read = [one for one in done if one.status == "read"]
    click.echo(
        f"读出 {counts['read']} 个文件，{sum(one.events for one in read)} 个事件，"
        f"{sum(one.problems for one in read)} 个疑点；"
        f"已收录过 {counts['known']} 个，失败 {counts['failed']} 个"
    )
    return 1 if counts["failed"] else 0


def progress(outcomes: Iterable[Outcome], total: int) -> Iterator[Outcome]:
    """Pass outcomes on, with a bar on a terminal, and a line for each file that failed."""
    if not sys.stderr.isatty():
        for number, outcome in enumerate(outcomes, 1):
            click.echo(_outcome_line(outcome, f"{number}/{total} "), err=True)
            yield outcome
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
    from rich.text import Text

    from .exports.terminal import console

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console(error=True), transient=True) as bar:
        task = bar.add_task("收录", total=total)
        for outcome in outcomes:
            if outcome.status == "failed":
                bar.console.print(Text(_outcome_line(outcome)), soft_wrap=True)
            bar.advance(task)
            yield outcome


def _outcome_line(outcome: Outcome, place: str = "") -> str:
    if outcome.status == "failed":
        return f"失败 {outcome.message}"
    if outcome.status == "known":
        return f"{place}{outcome.file}：已收录过"
    return f"{place}{outcome.file}：{outcome.events} 个事件，{outcome.problems} 个疑点"


def _files(paths: Iterable[Path], archive: Path) -> Iterator[Path]:
    """Yield files as given, and of folders what can be read, but nothing hidden, temporary or archived."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        for found in sorted(path.rglob("*")):
            hidden = any(part.startswith((".", "~")) for part in found.relative_to(path).parts)
            ours = archive.resolve() in found.resolve().parents
            if found.is_file() and found.suffix.lower() in SUFFIXES and not hidden and not ours:
                yield found


@main.command(help="读一个文件，显示读出的事件，不存入数据库。")
@click.argument("file", type=click.Path(path_type=Path))
@_issuer
@_published
@click.option(
    "--format", "shape", type=click.Choice(["table", "json"]), default="table", help="表格，或事件记录"
)
@_ocr
def parse(file: Path, issuer: str | None, published: Any, shape: str, ocr: str) -> None:
    """Show what is read from one file."""
    notice = _parsed(file, issuer=issuer, published=published and published.date(), ocr=ocr)
    if shape == "json":
        click.echo(json.dumps(list(notice.records()), ensure_ascii=False, indent=2))
        return
    from .store import event_row

    text = notice.document.text
    show_events([event_row(record) for record in notice.records()], notice.masthead.title or file.name)
    show_problems((problem.message, problem.page, text[slice(*problem.span)]) for problem in notice.problems)


def _parsed(file: Path, **given: Any) -> Notice:
    from . import pipeline
    from .model import Unreadable

    if not file.exists():
        _give_up(f"{file.name}：文件不存在，请检查路径")
    try:
        return pipeline.parse(file, **given)
    except Unreadable as failure:
        _give_up(str(failure))


@main.command(help="显示一个文件里的表格，格子照原样。")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--format", "shape", type=click.Choice(["table", "json"]), default="table", help="表格，或 JSON 数组"
)
@_ocr
def tables(file: Path, shape: str, ocr: str) -> None:
    """Show the logical tables of one file."""
    found = [block.table for block in _parsed(file, ocr=ocr).document.blocks if block.table]
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
    from .exports.terminal import console, plain_table

    for table in found:
        header = table.header or [""] * len(table.rows[0])
        console().print(plain_table(header, table.texts, table.title))
    if not found:
        click.echo("没有表格")


@main.command(help="显示数据库里的通知：给出文件名、文件或事件的标识；不给则显示最新的事件。")
@click.argument("keys", nargs=-1, metavar="[文件或标识]...")
@_db
def show(keys: tuple[str, ...], db: Path) -> int:
    """Show what the database holds of notices or events."""
    from .store import open_database

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
    from .exports.terminal import console, event_table, plain_table

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
    from .exports.terminal import console, plain_table

    rows = [(message, page, " ".join(words.split())) for message, page, words in problems]
    if rows:
        console().print(plain_table(("疑点", "页码", "原文"), rows))


@main.command(help="导出事件记录，每行一个。")
@_db
@click.option(
    "--format", "shape", type=click.Choice(["jsonl"]), default="jsonl", show_default=True, help="格式"
)
@click.option("--out", type=click.Path(path_type=Path), help="写入文件，不给则写到屏幕")
def export(db: Path, shape: str, out: Path | None) -> None:
    """Write every event record, once for each file name of its notice."""
    from .exports import jsonl
    from .store import open_database

    with open_database(db):
        pass  # says what is wrong with a database that cannot be used
    if out is None:
        for line in jsonl.lines(db):
            click.echo(line)
        return
    try:
        with out.open("w", encoding="utf-8") as file:
            file.writelines(line + "\n" for line in jsonl.lines(db))
    except OSError as error:
        _give_up(f"{out}：无法写入（{error.strerror}），请检查路径和权限")


@main.command(help="在浏览器里查数据库（只在本机）。")
@_db
@click.option("--port", type=click.IntRange(0, 65535), default=8001, show_default=True, help="端口")
def serve(db: Path, port: int) -> None:
    """Show the database in Datasette until stopped."""
    from .publish.serve import PortTaken, serve
    from .store import open_database

    with open_database(db):
        pass
    try:
        serve(db, port, started=lambda address: click.echo(f"打开 {address} 查看，按 Ctrl+C 停止"))
    except PortTaken:
        _give_up(f"端口 {port} 已被占用，请用 --port 换一个")


if __name__ == "__main__":
    main()
