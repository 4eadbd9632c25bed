"""``reparse``: the archive read again by today's rules."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from . import options
from .group import main

if TYPE_CHECKING:
    from ..store.changes import Changes
    from ..workers import Limits

_SELDOM = 30.0  # seconds between lines that tell how far it is


@main.command(help="用现在的规则重读存档的原件，列出事件的增减和变化；加 --apply 才写入。")
@click.option("--apply", is_flag=True, help="写入数据库；人工复核和更正都保留")
@click.option("--all", "everything", is_flag=True, help="连同已用现在的规则读过的")
@options.db
@options.ocr
@options.ner
@options.workers
@options.limits
def reparse(apply: bool, everything: bool, db: Path, ocr: str, ner: str, workers: int, limits: Limits) -> int:
    """Read the archived originals again and tell what changes."""
    from .. import pipeline

    files = gained = lost = changed = failed = 0
    told = time.monotonic()
    for found in pipeline.reparse(
        db, everything=everything, apply=apply, ocr=ocr, ner=ner, workers=workers, limits=limits
    ):
        files += 1
        if time.monotonic() - told > _SELDOM:
            told = time.monotonic()
            click.echo(f"已重读 {files} 个文件", err=True)
        gained, lost, changed = (
            gained + len(found.gained),
            lost + len(found.lost),
            changed + len(found.changed),
        )
        failed += found.message is not None
        if not found.none:
            _show(found)
    summary = f"重读 {files} 个文件：事件增加 {gained}，减少 {lost}，变化 {changed}，读不出 {failed} 个文件"
    pending = gained or lost or changed
    click.echo(summary + ("" if apply or not pending else "；尚未写入，加 --apply 写入"))
    return 1 if failed else 0


def _show(found: Changes) -> None:
    if found.message:
        click.echo(found.message, err=True)
    for sign, records in (("+", found.gained), ("-", found.lost)):
        for record in records:
            click.echo(f"{sign} {found.file} {_brief(record)}")
    for record, fields in found.changed:
        click.echo(f"~ {found.file} {_brief(record)}")
        for field, (then, now) in fields.items():
            click.echo(f"    {field}：{_words(then)} → {_words(now)}")


def _brief(record: Mapping[str, Any]) -> str:
    names = "、".join(subject["name"] for subject in record["subjects"][:3])
    quote = " ".join(record["quote"].split())[:60]
    return " ".join(filter(None, (record["event_key"], record["event_type"], record["action"], names, quote)))


def _words(value: Any) -> str:
    return (
        "（空）"
        if value is None
        else value
        if isinstance(value, str)
        else json.dumps(value, ensure_ascii=False)
    )
