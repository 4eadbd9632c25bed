"""``export``: records in the forms of other tools."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from . import options
from .group import give_up, main

if TYPE_CHECKING:
    from ..exports.shuanggongshi import Source

_SHAPES = ("jsonl", "csv", "xlsx", "parquet", "ftm", "shuanggongshi")
_TO_SCREEN = ("jsonl", "ftm")
_OF_ACTS = ("ftm", "shuanggongshi")
_DAY = click.DateTime(["%Y-%m-%d"])


@main.command(
    help="导出事件记录，供其他程序和平台使用：jsonl、csv、xlsx、parquet；ftm 为 FollowTheMoney；"
    "shuanggongshi 为双公示行政处罚和行政许可表，附校验报告（FILE 以 .csv 结尾时为三个 CSV 文件）。"
)
@options.db
@click.option(
    "--format", "shape", type=click.Choice(_SHAPES), default="jsonl", show_default=True, help="格式"
)
@click.option("--from", "since", type=_DAY, metavar="YYYY-MM-DD", help="事件日期不早于")
@click.option("--to", "until", type=_DAY, metavar="YYYY-MM-DD", help="事件日期不晚于")
@click.option("--list", "lists", multiple=True, help="名单名称里的字，或名单的种类；可以给几个")
@click.option("--authority", "authorities", multiple=True, help="认定部门名称里的字；可以给几个")
@click.option("--kind", "kinds", multiple=True, help="事件类型，如 行政处罚、admin.penalty、list；可以给几个")
@click.option("--place", "places", multiple=True, help="地区：主体所在地，或主体、部门名称里的字；可以给几个")
@click.option(
    "--merged", is_flag=True, help="同一决定只导出一次，列出全部来源（ftm、shuanggongshi 总是如此）"
)
@click.option("--source-name", default="", help="双公示的数据来源单位")
@click.option("--source-code", default="", help="数据来源单位的统一社会信用代码")
@click.option("--out", type=click.Path(path_type=Path), help="写入文件，已有的整个换掉；不给则写到屏幕")
def export(
    db: Path,
    shape: str,
    since: Any,
    until: Any,
    lists: tuple[str, ...],
    authorities: tuple[str, ...],
    kinds: tuple[str, ...],
    places: tuple[str, ...],
    merged: bool,
    source_name: str,
    source_code: str,
    out: Path | None,
) -> None:
    """Write event records, once for each file name of a notice or every act once, in one of the forms."""
    from ..exports.shuanggongshi import Source
    from ..store import audit, open_database
    from ..store.records import count
    from ..store.selection import Selection

    if out is None and shape not in _TO_SCREEN:
        raise click.UsageError(f"{shape} 要用 --out 给出文件")
    if since and until and since > until:
        raise click.UsageError("--from 晚于 --to")
    wanted = Selection(
        since and since.date().isoformat(),
        until and until.date().isoformat(),
        lists,
        authorities,
        kinds,
        places,
    )
    merged = merged or shape in _OF_ACTS
    with open_database(db) as database:  # says what is wrong with a database that cannot be used
        rows = count(database.conn, merged=merged)
    filters = wanted.in_words() | ({"合并": "是"} if merged else {})
    if wanted.in_words():
        rows = sum(1 for _ in _records(db, wanted, merged))
    audit.note_in(db, audit.actor(), "command", "export", shape, rows, filters)
    if out is None:
        for line in _lines(shape, db, wanted, merged):
            click.echo(line)
        return
    _to_file(out, shape, db, wanted, merged, Source(source_name, source_code))


def _to_file(out: Path, shape: str, db: Path, wanted: Any, merged: bool, source: Source) -> None:
    """Write the file, or files, whole; say what was replaced and what a person has to see to."""
    from ..exports import shuanggongshi
    from ..exports.guard import numberless
    from ..exports.whole import Refused, whole

    as_csv = shape == "shuanggongshi" and out.suffix.lower() == ".csv"
    titles = (*(form for form in ("行政处罚", "行政许可")), shuanggongshi.REPORT)
    targets = {title: out.with_name(f"{out.stem}-{title}.csv") for title in titles} if as_csv else {"": out}
    replaced = [str(path) for path in targets.values() if path.is_file() and path.stat().st_size]
    suffix = {"shuanggongshi": ".csv" if as_csv else ".xlsx"}.get(shape, f".{shape}")
    try:
        with ExitStack() as stack:
            places = {title: stack.enter_context(whole(path, suffix)) for title, path in targets.items()}
            if shape == "shuanggongshi":
                acts = map(numberless, _records(db, wanted, merged=True))
                made = (
                    shuanggongshi.write_csv(places, acts, source)
                    if as_csv
                    else shuanggongshi.write(places[""], acts, source)
                )
                told = f"{made.rows} 行，校验报告 {made.faults} 条"
            else:
                told = f"{_writer(shape)(places[''], db, wanted, merged)} 条"
    except Refused as error:
        give_up(str(error))
    except OSError as error:
        give_up(f"{out}：无法写入（{error.strerror}），请检查路径和权限")
    names = "、".join(str(path) for path in targets.values())
    again = f"（原有的{'、'.join(replaced)}已换掉）" if replaced else ""
    if replaced or shape != "jsonl":
        click.echo(f"已导出 {told}：{names}{again}", err=True)


def _writer(shape: str) -> Callable[[Path, Path, Any, bool], int]:
    return {"parquet": _parquet, "csv": _table, "xlsx": _table}.get(shape) or _text(shape)


def _text(shape: str) -> Callable[[Path, Path, Any, bool], int]:
    def write(path: Path, db: Path, wanted: Any, merged: bool) -> int:
        count = 0
        with path.open("w", encoding="utf-8") as file:
            for line in _lines(shape, db, wanted, merged):
                file.write(line + "\n")
                count += 1
        return count

    return write


def _parquet(path: Path, db: Path, wanted: Any, merged: bool) -> int:
    from ..exports import parquet
    from ..exports.guard import numberless

    return parquet.write(path, map(numberless, _records(db, wanted, merged)))


def _table(path: Path, db: Path, wanted: Any, merged: bool) -> int:
    from ..exports import sheets
    from ..exports.guard import numberless
    from ..store.flat import TABLE, table_row

    rows = map(table_row, map(numberless, _records(db, wanted, merged)))
    return sheets.write(path, TABLE, rows, "信用事件")


def _lines(shape: str, db: Path, wanted: Any, merged: bool) -> Iterable[str]:
    from functools import partial

    from ..exports import ftm, jsonl
    from ..store.sanctions import parties, sanctions

    if shape == "ftm":
        return jsonl.lines(ftm.entities(sanctions(db, wanted), partial(parties, db)))
    return jsonl.lines(_records(db, wanted, merged))


def _records(db: Path, wanted: Any, merged: bool) -> Iterable[dict[str, Any]]:
    from ..exports.guard import guarded
    from ..store import merged_records, records

    return map(guarded, wanted.of(merged_records(db) if merged else records(db), db))
