"""``import``: 双公示 forms → rows, after a look at what is wrong with them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from . import options
from .group import give_up, main
from .progress import follow, summary


@main.command(
    "import",
    help="导入双公示行政处罚、行政许可表（xlsx、xls、csv）：先核对每一行，再像通知一样收录；"
    "填写有误的值不采用，记为疑点。ingest 也认得这样的表。",
)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@options.db
@click.option("--check", "check_only", is_flag=True, help="只核对，不收录")
@options.as_json
def import_forms(paths: tuple[Path, ...], db: Path, check_only: bool, as_json: bool) -> int:
    """Check that each file is a form, tell what is wrong in it, and take it in as any notice."""
    for path in paths:
        _check(path, quiet=as_json)
    if check_only:
        return 0
    from ..intake import take_in

    given: dict[str, Any] = dict.fromkeys(("issuer", "published", "source_url"))
    done = follow(
        lambda report: take_in(paths, db, given, ocr="off", ner="off", report=report),
        len(paths),
        as_json=as_json,
    )
    return summary(list(done), as_json=as_json)


def _check(path: Path, *, quiet: bool) -> None:
    from ..forms import form_of
    from ..model import Unreadable
    from ..pipeline import parse

    try:
        notice = parse(path, ocr="off", ner="off")
    except Unreadable as error:
        give_up(str(error))
    forms = [
        (block.table, form)
        for block in notice.document.blocks
        if block.table is not None and (form := form_of(block.table.header)) is not None
    ]
    if not forms:
        give_up(
            f"{path.name}：没有双公示表的表头，请用 export --format shuanggongshi 导出的表作样子，"
            "或作为通知用 ingest 收录"
        )
    if quiet:
        return
    told = "，".join(f"{form.title} {len(table.rows)} 行" for table, form in forms)
    click.echo(f"{path.name}：{told}，{len(notice.events)} 个事件，{len(notice.problems)} 处要核对")
    for problem in notice.problems:
        click.echo(f"  {problem.message}")
