"""``ingest``: files → rows."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from . import options
from .group import main
from .progress import follow, log_to, summary

if TYPE_CHECKING:
    from ..workers import Limits


@main.command(
    help="收录通知：文件，或文件夹里能读的文件，都留在原处；不给则收录 ingest/ 里的全部文件，"
    "读出的移入档案，失败的移入 ingest/failed/。压缩包和邮件里的文件各自收录。"
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@options.db
@options.issuer
@options.published
@click.option("--source-url", help="来源网址")
@options.ocr
@options.ner
@options.workers
@click.option(
    "--engine",
    type=click.Choice(["local", "ray"]),
    default="local",
    show_default=True,
    help="在本机的进程里读，或在 Ray 集群上读（环境变量 RAY_ADDRESS 指明集群）；都由本机写入数据库",
)
@options.limits
@options.as_json
@options.log
def ingest(
    paths: tuple[Path, ...],
    db: Path,
    issuer: str | None,
    published: Any,
    source_url: str | None,
    ocr: str,
    ner: str,
    workers: int,
    engine: str,
    limits: Limits,
    as_json: bool,
    log: str | None,
) -> int:
    """Read files into the database; one that fails costs only itself."""
    from ..intake import inbox_files, take_in

    log_to(log)
    inbox = None if paths else options.INBOX
    if inbox is None:
        files, passed = files_of(paths, db.parent / "archive")
    else:
        outside(db, inbox)
        files, passed = list(inbox_files(inbox)) if inbox.is_dir() else [], 0
    if not files:
        click.echo("没有可收录的文件", err=True)
        tell_passed(passed)
        return 0
    readers = None
    if engine == "ray":
        from ..intake import PARSE
        from ..workers.cluster import Cluster

        told = click.get_current_context().get_parameter_source("workers")
        default = told is click.core.ParameterSource.DEFAULT  # as many as the cluster has processors
        readers = Cluster(PARSE, None if default else workers, limits)
    given = {
        "issuer": issuer,
        "published": published and published.date().isoformat(),
        "source_url": source_url,
    }
    done = list(
        follow(
            lambda report: take_in(
                files,
                db,
                given,
                ocr=ocr,
                ner=ner,
                inbox=inbox,
                workers=workers,
                limits=limits,
                report=report,
                readers=readers,
            ),
            len(files),
            as_json=as_json,
        )
    )
    tell_passed(passed)
    return summary(done, as_json=as_json)


def tell_passed(passed: int) -> None:
    """Say how many files of folders were left."""
    if passed:
        click.echo(f"文件夹里另有 {passed} 个文件不是通知的格式，没有收录", err=True)


def outside(db: Path, inbox: Path) -> None:
    """Refuse a database that would be taken for a notice."""
    if db.absolute().is_relative_to(inbox.absolute()):
        raise click.UsageError("数据库不能放在收件文件夹里")


def files_of(paths: Iterable[Path], archive: Path | None = None) -> tuple[list[Path], int]:
    """Return files as given, and of folders what can be read; and how many others there are.

    What is hidden, temporary or archived counts neither way.
    """
    from ..intake import is_passing
    from ..reading import SUFFIXES

    files, passed = [], 0
    kept = archive.resolve() if archive else None
    for path in paths:
        if not path.is_dir():
            files.append(path)
            continue
        for found in sorted(path.rglob("*")):
            hidden = any(is_passing(part) for part in found.relative_to(path).parts)
            if hidden or kept in found.resolve().parents or not found.is_file():
                continue
            if found.suffix.lower() in SUFFIXES:
                files.append(found)
            else:
                passed += 1
    return files, passed
