"""``shard`` and ``merge``: files → Parquet by many jobs, and Parquet → rows by one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from . import options
from .group import give_up, main
from .ingest import files_of, tell_passed
from .progress import follow, log_to, summary

if TYPE_CHECKING:
    from ..workers import Limits
    from ..workers.shards import Row


class _Part(click.ParamType[tuple[int, int]]):
    """Two numbers as 3/8: the third job of eight."""

    name = "I/N"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, int]:
        """Return both numbers."""
        part, slash, parts = str(value).partition("/")
        if not (slash and part.isdecimal() and parts.isdecimal() and 1 <= int(part) <= int(parts)):
            self.fail("part", param, ctx)
        return int(part), int(parts)


@main.command(
    help="只读文件，不用数据库：把读出的写成一个 Parquet 分片，再由 merge 收录。"
    "集群上的每个作业读其中一份：--part 3/8 是 8 份中的第 3 份。"
)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="分片文件")
@click.option("--part", type=_Part(), default="1/1", show_default=True, help="读几份中的哪一份")
@options.issuer
@options.published
@options.ocr
@options.ner
@options.workers
@options.limits
def shard(
    paths: tuple[Path, ...],
    out: Path,
    part: tuple[int, int],
    issuer: str | None,
    published: Any,
    ocr: str,
    ner: str,
    workers: int,
    limits: Limits,
) -> int:
    """Read one part of the files into a shard."""
    from ..intake import PARSE
    from ..intake.sharding import shard_rows
    from ..store import keys
    from ..workers import Failed
    from ..workers.shards import write_shard

    files, passed = files_of(paths)
    place = os.environ.get(keys.PLACE)
    secret = keys.read(Path(place)) if place else None
    if secret is None:
        give_up(f"没有密钥：请用环境变量 {keys.PLACE} 指明数据库的密钥文件，各作业和 merge 用同一个")
    told = {
        "ocr": ocr,
        "ner": ner,
        "published": published and published.date().isoformat(),
        "issuer": issuer,
        "number_key": keys.for_numbers(secret).hex(),
    }
    failed = 0

    def rows() -> Iterator[Row]:
        nonlocal failed
        found = shard_rows(files, part, told, entry=PARSE, workers=workers, limits=limits)
        for row, result in found:
            failed += isinstance(result, Failed)
            yield row

    try:
        count = write_shard(rows(), out)
    except OSError as error:
        give_up(f"{out}：无法写入（{error.strerror}），请检查磁盘和权限")
    click.echo(f"{out}：{count} 个文件，其中 {failed} 个没有读出")
    tell_passed(passed)
    return 1 if failed else 0


@main.command(
    help="收录 shard 写出的分片：原件须在分片所记的路径上。分片由其他版本的程序写成的，原件重新读一遍。"
)
@click.argument("shards", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@options.db
@options.issuer
@options.published
@options.ocr
@options.ner
@options.workers
@options.limits
@options.as_json
@options.log
def merge(
    shards: tuple[Path, ...],
    db: Path,
    issuer: str | None,
    published: Any,
    ocr: str,
    ner: str,
    workers: int,
    limits: Limits,
    as_json: bool,
    log: str | None,
) -> int:
    """Save what shards hold, as ``ingest`` does."""
    from ..intake import PARSE, take_in
    from ..store import parser_version
    from ..workers import Pool
    from ..workers.shards import Shelf

    log_to(log)
    given = {"issuer": issuer, "published": published and published.date().isoformat()}
    shelf = Shelf(shards, Pool(PARSE, workers, limits), parser_version())
    try:
        done = list(
            follow(
                lambda report: take_in(
                    shelf.paths(), db, given, ocr=ocr, ner=ner, report=report, readers=shelf
                ),
                None,
                as_json=as_json,
            )
        )
    except ValueError as error:
        give_up(str(error))
    return summary(done, as_json=as_json)
