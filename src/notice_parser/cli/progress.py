"""Progress and outcomes → a bar on a terminal, plain lines elsewhere, or JSON for other programs."""

from __future__ import annotations

import importlib
import json
import logging
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Any, Protocol

import click

if TYPE_CHECKING:
    from rich.progress import TaskID

    from ..intake import Progress
    from ..store import Outcome

_SELDOM = 30.0  # seconds between plain lines about one file
_LOGGED = ("content", "code", "pages", "seconds", "events", "problems", "errno", "reason")


class Follower(Protocol):
    """What shows how reading goes on."""

    def report(self, progress: Progress) -> None:
        """Show what happened before a file's outcome is known."""

    def settle(self, outcome: Outcome) -> None:
        """Show what became of a file."""


def follow(
    run: Callable[[Callable[[Progress], None]], Iterator[Outcome]],
    total: int | None,
    *,
    as_json: bool = False,
) -> Iterator[Outcome]:
    """Run what takes files in, show how it goes on, and pass its outcomes on; ``total`` files, if known."""
    if entry_points(group="notice_parser.kinds"):
        importlib.import_module(
            "notice_parser.notices"
        )  # says here what the readers cannot: which are broken
    bar = _Bar(total) if not as_json and sys.stderr.isatty() else None
    follower: Follower = bar or (_Json() if as_json else _Lines(total))
    shown: AbstractContextManager[Any] = bar.bar if bar else nullcontext()
    with shown:
        for outcome in run(follower.report):
            follower.settle(outcome)
            yield outcome


class _Lines:
    """One plain line for each file, and now and then one for a file that takes long."""

    def __init__(self, total: int | None) -> None:
        self._total, self._number = total, 0
        self._told: dict[str, float] = {}

    def report(self, progress: Progress) -> None:
        """Say what a person should know, and how far a long file is."""
        now = time.monotonic()
        if progress.message:
            click.echo(progress.message, err=True)
        elif progress.file and now - self._told.setdefault(progress.file, now) > _SELDOM:
            self._told[progress.file] = now
            click.echo(f"{progress.file}：读到第 {progress.page}/{progress.pages} 页", err=True)

    def settle(self, outcome: Outcome) -> None:
        """Print one line."""
        self._number += 1
        self._told.pop(outcome.file, None)
        place = f"{self._number}/{self._total} " if self._total is not None else ""
        click.echo(outcome_line(outcome, place), err=True)


class _Json:
    """One JSON object a line on standard output."""

    def report(self, progress: Progress) -> None:
        """Write an event."""
        told = {"file": progress.file, "message": progress.message}
        if progress.kind == "page":
            told |= {"page": progress.page, "pages": progress.pages}  # type: ignore[dict-item]
        _write({"event": progress.kind} | {name: value for name, value in told.items() if value is not None})

    def settle(self, outcome: Outcome) -> None:
        """Write an outcome."""
        _write(
            {
                "event": outcome.status,
                "file": outcome.file,
                "sha256": outcome.sha256,
                "events": outcome.events,
                "problems": outcome.problems,
                "pages": outcome.pages,
                "seconds": outcome.seconds,
            }
            | ({"code": outcome.code, "message": outcome.message} if outcome.message else {})
        )


class _Bar:
    """A bar over all files with rate and time left, and one for each file being read."""

    def __init__(self, total: int | None) -> None:
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        from ..exports.terminal import console

        columns = (
            TextColumn("{task.description}"),
            BarColumn(bar_width=30),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
        )
        self.bar = Progress(*columns, console=console(error=True), transient=True)
        self._all = self.bar.add_task("收录", total=total, rate="")
        self._files: dict[str, TaskID] = {}
        self._began, self._done = time.monotonic(), 0

    def report(self, progress: Progress) -> None:
        """Move the bar of a file, or print what a person should know."""
        from rich.markup import escape
        from rich.text import Text

        if progress.message:
            self.bar.console.print(Text(progress.message), soft_wrap=True)
        elif progress.file and progress.kind == "begun":
            name = escape(progress.file if len(progress.file) <= 24 else progress.file[:23] + "…")
            self._files[progress.file] = self.bar.add_task(f"  {name}", total=None, rate="页")
        elif progress.file in self._files:
            self.bar.update(self._files[progress.file], completed=progress.page, total=progress.pages)

    def settle(self, outcome: Outcome) -> None:
        """Take the file's bar away and move the one over all; print what failed."""
        from rich.text import Text

        task = self._files.pop(outcome.file, None)
        if task is not None:
            self.bar.remove_task(task)
        if outcome.status == "failed":
            self.bar.console.print(Text(outcome_line(outcome)), soft_wrap=True)
        self._done += 1
        minutes = max(time.monotonic() - self._began, 1) / 60
        self.bar.update(self._all, advance=1, rate=f"{self._done / minutes:.0f} 个/分")


def outcome_line(outcome: Outcome, place: str = "") -> str:
    """Say in one line what became of a file."""
    if outcome.status == "failed":
        return f"失败 {outcome.message}"
    if outcome.status == "known":
        return f"{place}{outcome.file}：已收录过"
    return f"{place}{outcome.file}：{outcome.events} 个事件，{outcome.problems} 个疑点"


def summary(done: list[Outcome], *, as_json: bool = False) -> int:
    """Say how many files were read; return the exit code."""
    counts = {status: sum(one.status == status for one in done) for status in ("read", "known", "failed")}
    read = [one for one in done if one.status == "read"]
    events, problems = sum(one.events for one in read), sum(one.problems for one in read)
    if as_json:
        _write({"event": "summary", **counts, "events": events, "problems": problems})
    else:
        click.echo(
            f"读出 {counts['read']} 个文件，{events} 个事件，{problems} 个疑点；"
            f"已收录过 {counts['known']} 个，失败 {counts['failed']} 个"
        )
    return 1 if counts["failed"] else 0


def log_to(target: str | None) -> None:
    """Write the log of what happens, one JSON object a line, to a file or with - to standard error."""
    if target is None:
        return
    handler = logging.StreamHandler() if target == "-" else logging.FileHandler(target, encoding="utf-8")
    handler.setFormatter(_JsonFormatter())
    logger = logging.getLogger("notice_parser")
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False


class _JsonFormatter(logging.Formatter):
    """Takes over only the fields that are known to hold nothing of a person."""

    def format(self, record: logging.LogRecord) -> str:
        told = {"time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"), "level": record.levelname.lower()}
        told["event"] = record.getMessage()
        told |= {name: getattr(record, name) for name in _LOGGED if getattr(record, name, None) is not None}
        return json.dumps(told, ensure_ascii=False)


def _write(told: dict[str, Any]) -> None:
    click.echo(json.dumps(told, ensure_ascii=False))
    sys.stdout.flush()
