"""``ingest``: files → rows."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from . import options
from .group import main

if TYPE_CHECKING:
    from ..store import Outcome

SUFFIXES = {".pdf", ".txt"}


@main.command(help="收录通知：文件，或文件夹里的 PDF 和文本文件（默认 ingest/）。")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@options.db
@options.issuer
@options.published
@click.option("--source-url", help="来源网址")
@options.ocr
@options.ner
def ingest(
    paths: tuple[Path, ...],
    db: Path,
    issuer: str | None,
    published: Any,
    source_url: str | None,
    ocr: str,
    ner: str,
) -> int:
    """Read files into the database; one that fails costs only itself."""
    from ..pipeline import ingest

    files = list(_files(paths or (Path("ingest"),), db.parent / "archive"))
    if not files:
        click.echo("没有可收录的文件", err=True)
        return 0
    outcomes = ingest(
        files,
        db,
        issuer=issuer,
        published=published and published.date(),
        source_url=source_url,
        ocr=ocr,
        ner=ner,
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

    from ..exports.terminal import console

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
