"""``score``: a folder of notices with expected records → how right the reader is, and how well it knows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from . import options
from .group import give_up, main

if TYPE_CHECKING:
    from ..scoring import Judged, Tally

BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.94, 1.001)
_CONFIDENCE, _REVIEW, _ROWS, _FOUND, _RIGHT = "可信度", "复核", "记录", "有此事", "全对"


@main.command(help="拿带有标准答案的通知核对读得准不准，并核对可信度是否可信。")
@click.argument("folder", type=click.Path(path_type=Path))
@options.ocr
@options.ner
def score(folder: Path, ocr: str, ner: str) -> int:
    """Score every notice with expected records: X/notice.pdf by X/expected.json, or x.pdf by x.json."""
    from .. import pipeline
    from ..model import Unreadable
    from ..scoring import Tally, judged, tally

    pairs = list(_pairs(folder))
    if not pairs:
        give_up(f"{folder}：没有找到通知和标准答案（notice.pdf 与 expected.json，或同名的 .pdf 与 .json）")
    tallies, rows, failed = [Tally(0, 0, 0, 0)], [], 0
    with click.progressbar(pairs, label="核对", hidden=not _on_terminal()) as each:
        for notice, expected in each:
            try:
                records = list(pipeline.parse(notice, ocr=ocr, ner=ner).records())
            except Unreadable as failure:
                click.echo(f"失败 {failure}", err=True)
                records, failed = [], failed + 1
            tallies.append(tally(expected, records))
            rows += judged(expected, records)
    _show(Tally(*(sum(column) for column in zip(*tallies, strict=True))), len(pairs), rows)
    return 1 if failed else 0


def _on_terminal() -> bool:
    import sys

    return sys.stderr.isatty()


def _pairs(folder: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Yield notices with what is expected of them; gold records may stand in a folder beside."""
    for path in sorted(folder.rglob("*.json")):
        notice = path.with_name("notice.pdf") if path.name == "expected.json" else path.with_suffix(".pdf")
        beside = path.parent.parent / "pdf" / notice.name
        found = next((each for each in (notice, beside, notice.with_suffix(".txt")) if each.is_file()), None)
        if found is None:
            continue
        try:
            expected = json.loads(path.read_text("utf-8"))
        except ValueError:
            give_up(f"{path}：不是 JSON，请检查")
        if isinstance(expected, dict) and isinstance(expected.get("events"), list):
            yield found, expected


def _show(total: Tally, notices: int, rows: list[Judged]) -> None:
    from ..exports.terminal import console, plain_table

    out = console()
    table = [
        (name, f"{hits / max(total.read, 1):.3f}", f"{hits / max(total.wanted, 1):.3f}", f"{f1:.3f}")
        for name, hits in (("事件和主体对", total.found), ("所有字段都对", total.right))
        for f1 in [2 * hits / (total.wanted + total.read) if total.wanted + total.read else 1.0]
    ]
    title = f"{notices} 份通知，标准答案 {total.wanted} 条，读出 {total.read} 条"
    out.print(plain_table(("", "准确率", "召回率", "F1"), table, title))
    bins = [
        (f"{low:.2f}—{min(high, 1):.2f}", [row for row in rows if low <= row.confidence < high])
        for low, high in pairwise(BINS)
    ]
    out.print(plain_table((_CONFIDENCE, _ROWS, _FOUND, _RIGHT), _shares(bins), "可信度与实际"))
    reviews = [
        (label, [row for row in rows if (row.review == "auto") is auto])
        for label, auto in (("自动采用", True), ("转人工", False))
    ]
    out.print(plain_table((_REVIEW, _ROWS, _FOUND, _RIGHT), _shares(reviews), "复核与实际"))


def _shares(groups: list[tuple[str, list[Judged]]]) -> list[tuple[str, str, str, str]]:
    return [
        (
            label,
            str(len(rows)),
            f"{sum(row.found for row in rows) / len(rows):.3f}",
            f"{sum(row.right for row in rows) / len(rows):.3f}",
        )
        for label, rows in groups
        if rows
    ]
