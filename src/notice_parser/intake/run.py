"""Paths → Outcomes: claim, read apart, commit, and only then move the file."""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..model import Notice, Unreadable
from ..store import (
    Claimant,
    Content,
    DatabaseUnusable,
    Outcome,
    claim,
    content_of,
    fail,
    finish,
    finish_bundle,
    keep,
    keys,
    note_unopened,
    readable_name,
    recover,
    refusal,
    release,
    writer,
    writing,
)
from ..workers import DEFAULT, Failed, Limits, PageDone, Pool, Read, Readers, Unfolded
from .folder import place_for_failed, remove_spool, set_aside, spool_of, take_away

if TYPE_CHECKING:
    from sqlite_utils import Database

PARSE = "notice_parser.pipeline:parse_or_unfold"  # what the processes run
_AGAIN = 0.5  # seconds after which a content that another process reads is looked at again
_TICK = 0.25

# Without personal data: a content goes by the start of its sha256, and neither names nor words are logged.
log = logging.getLogger("notice_parser.intake")


@dataclass(frozen=True)
class Progress:
    """Something that happened before a file's outcome is known."""

    kind: str  # begun, page, recovered, waiting, stuck, bundle
    file: str | None = None  # base name
    page: int = 0
    pages: int = 0
    message: str | None = None  # Chinese, for staff


@dataclass
class _Job:
    """A content that is ours to read."""

    content: Content
    given: dict[str, str]
    began: float
    pages: int = 0


def take_in(
    paths: Iterable[Path | None],
    db: Path,
    given: Mapping[str, str | None],
    *,
    ocr: str = "rapidocr",
    ner: str = "lac",
    inbox: Path | None = None,
    workers: int = 1,
    limits: Limits = DEFAULT,
    report: Callable[[Progress], None] = lambda progress: None,
    stop: Callable[[], bool] = lambda: False,
    entry: str | None = None,
    readers: Readers | None = None,
) -> Iterator[Outcome]:
    """Read files and save them, each in a process of its own; yield outcomes as they come.

    ``paths`` may yield None to say that there is nothing more at the moment. Files under ``inbox`` are
    moved once they are settled: into the archive, or to ``failed/`` with a note beside them; others are left
    alone. When ``stop`` says so, what is being read is given back. ``entry`` names what reads, if not
    ``PARSE``; ``readers`` read in place of processes here.
    Raise ``DatabaseUnusable`` or ``WorkersUnusable`` where no file could be saved.
    """
    inbox = inbox and inbox.absolute()
    with Pool(entry or PARSE, workers, limits) if readers is None else readers as pool:
        begun = recover(db, lambda: report(_waiting(db)))
        if begun:
            report(Progress("recovered", message=f"上次中断时有 {begun} 个文件没有读完，将重新读取"))
        engines = {"ocr": ocr, "ner": ner, "number_key": _number_key(db, report)}
        with Claimant(db) as claimant, writer(db, lambda: _told_to_wait(db, report)) as turn:
            run = _Run(db, turn, claimant.name, pool, dict(given), engines, inbox, report)
            try:
                yield from run.all(iter(paths), stop)
            finally:
                if run.jobs:
                    with suppress(DatabaseUnusable), writing(db) as database:
                        release(database, claimant.name)


@dataclass
class _Bundle:
    """A file that holds others; it is settled once all of them are."""

    job: _Job
    left: set[Path]
    failed: list[str]  # names of members that were not read


class _Run:
    """What one run has in hand."""

    def __init__(
        self,
        db: Path,
        writing: Callable[[], AbstractContextManager[Database]],
        claimant: str,
        pool: Readers,
        given: dict[str, str | None],
        engines: Mapping[str, str],
        inbox: Path | None,
        report: Callable[[Progress], None],
    ) -> None:
        self.db, self.writing, self.claimant, self.pool = db, writing, claimant, pool
        self.given, self.engines, self.inbox, self.report = given, engines, inbox, report
        self.jobs: dict[str, _Job] = {}  # by sha256
        self.busy: deque[tuple[float, Path]] = deque()  # read elsewhere, or here under another name
        self.bundles: dict[str, _Bundle] = {}  # by sha256
        self.member_of: dict[Path, str] = {}  # path in the spool → sha256 of its bundle

    def all(self, paths: Iterator[Path | None], stop: Callable[[], bool]) -> Iterator[Outcome]:
        """Run until every path is settled."""
        more = True
        while (more or self.busy or self.jobs) and not stop():
            idle = True
            while self.pool.room and (path := self._due()) is not None:
                idle = False
                yield from self._begin(path)
            while more and self.pool.room:
                try:
                    path = next(paths)
                except StopIteration:
                    more = False
                    break
                if path is None:
                    break
                idle = False
                yield from self._begin(path)
            full = not self.pool.room
            for happened in self.pool.wait(_TICK if full or idle else 0):
                if isinstance(happened, PageDone):
                    job = self.jobs[happened.key]
                    job.pages = happened.pages
                    self.report(Progress("page", job.content.name, happened.page, happened.pages))
                    continue
                job = self.jobs[happened.key]
                if isinstance(happened, Unfolded):
                    self._unfold(job, happened.paths)
                    continue
                if isinstance(happened, Read):
                    outcome = self._read(job, happened.notice)
                else:
                    outcome = self._failed(job, happened)
                del self.jobs[happened.key]
                if outcome is not None:
                    yield self._logged(outcome)
                self._member_settled(job.content.path, outcome)

    def _unfold(self, job: _Job, paths: list[Path]) -> None:
        """Put the files of a bundle before those that wait; they are at once due."""
        sha256 = job.content.sha256
        self.bundles[sha256] = _Bundle(job, set(paths), [])
        self.member_of |= dict.fromkeys(paths, sha256)
        self.busy.extendleft((0.0, path) for path in reversed(paths))

    def _member_settled(self, path: Path, outcome: Outcome | None) -> None:
        """Settle a bundle after the last of its files; for itself it counts as no file."""
        sha256 = self.member_of.pop(path, None)
        if sha256 is None:
            return
        path.unlink(missing_ok=True)
        bundle = self.bundles[sha256]
        bundle.left.discard(path)
        if outcome is None or outcome.status == "failed":
            bundle.failed.append(outcome.file if outcome else readable_name(path))
        if bundle.left:
            return
        del self.bundles[sha256]
        job = self.jobs.pop(sha256)
        remove_spool(spool_of(self.db, self.claimant, job.content))
        if bundle.failed:
            names = "、".join(bundle.failed[:5]) + ("等" if len(bundle.failed) > 5 else "")
            reason = f"里面有 {len(bundle.failed)} 个文件没有读出（{names}），其余已收录"
            told = self._failed(job, Failed(sha256, reason, "请逐个处理这些文件，再单独收录", "member"))
            if told is not None and self._moves(job.content.path):
                self.report(Progress("bundle", told.file, message=told.message))
        else:
            self._bundle_read(job)

    def _bundle_read(self, job: _Job) -> None:
        """Keep a bundle whose files were all saved."""
        archived = keep(job.content, self.db, self.claimant) if job.content.unchanged() else None
        if archived is None:
            self._changed(job)
            return
        with self.writing() as database:
            finish_bundle(database, job.content, archived)
        self._take_away(job.content)

    def _due(self) -> Path | None:
        """Return a file whose content was being read and is worth another look."""
        if self.busy and self.busy[0][0] <= time.monotonic():
            return self.busy.popleft()[1]
        return None

    def _begin(self, path: Path) -> Iterator[Outcome]:
        """Claim a file's content and hand it to be read, or yield what is known of it."""
        try:
            content = content_of(path)
        except Unreadable as failure:
            if not self._moves(path) or path.exists():  # else another process took it
                yield self._logged(self._unopened(path, failure))
            self._member_settled(path, None)
            return
        if content.sha256 in self.jobs:
            self.busy.append((time.monotonic() + _AGAIN, path))
            return
        with self.writing() as database:
            found = claim(database, self.db, content, self.claimant, self.given)
        if found.kind == "busy":
            self.busy.append((time.monotonic() + _AGAIN, path))
        elif found.refusal is not None:
            job = _Job(content, found.given, time.monotonic())
            told = Failed(content.sha256, found.refusal.reason, found.refusal.advice, "withdrawn")
            refused = self._failed(job, told)
            if refused is not None:
                yield self._logged(refused)
            self._member_settled(path, refused)
        elif found.kind == "ours":
            self.jobs[content.sha256] = _Job(content, found.given, time.monotonic())
            self.report(Progress("begun", content.name))
            known = {name: found.given.get(name) for name in ("published", "issuer")}
            spool = None if path in self.member_of else str(spool_of(self.db, self.claimant, content))
            self.pool.submit(content.sha256, path, content.name, **self.engines, spool=spool, **known)
        else:
            if self._moves(path) and keep(content, self.db, self.claimant, found.archive) is not None:
                self._take_away(content)
            outcome = Outcome(content.name, content.sha256, "known", found.events, found.problems)
            yield self._logged(outcome)
            self._member_settled(path, outcome)

    def _read(self, job: _Job, notice: Notice) -> Outcome | None:
        """Save what was read; None where the file has changed meanwhile and will come again."""
        content = job.content
        same = notice.document.sha256 == content.sha256 and content.unchanged()
        archived = keep(content, self.db, self.claimant) if same else None
        if archived is None:
            return self._changed(job)
        with self.writing() as database:
            finish(database, notice, content, archived, job.given)
        self._take_away(content)
        return Outcome(
            content.name,
            content.sha256,
            "read",
            len(notice.events),
            len(notice.problems),
            pages=len(notice.document.pages),
            seconds=round(time.monotonic() - job.began, 3),
        )

    def _failed(self, job: _Job, failed: Failed) -> Outcome | None:
        """Save why a file was not read, and set it aside."""
        content = job.content
        remove_spool(spool_of(self.db, self.claimant, content))  # what a killed process had unfolded
        if not content.unchanged():
            return self._changed(job)
        failure = Unreadable(content.name, failed.reason, failed.advice)
        moves = self.inbox is not None and self._moves(content.path)
        place = content.path
        if content.path in self.member_of:  # its own place is only the spool
            place = self.bundles[self.member_of[content.path]].job.content.path
        if self.inbox is not None and self._moves(place):
            place = place_for_failed(place, self.inbox)
        with self.writing() as database:
            fail(database, content, failure, failed.code, place, job.given)
        if moves:
            try:
                set_aside(content, place, failure)
            except OSError as error:
                self._stuck(content, error)
        return Outcome(
            content.name,
            content.sha256,
            "failed",
            message=str(failure),
            pages=job.pages,
            seconds=round(time.monotonic() - job.began, 3),
            code=failed.code,
        )

    def _changed(self, job: _Job) -> Outcome | None:
        """Give a file back that was changed while it was read: an inbox brings it again."""
        content = job.content
        with self.writing() as database:
            release(database, self.claimant, content.sha256)
        if self._moves(content.path):
            return None
        failure = Unreadable(content.name, "读取时文件被改动", "请待文件写完后再收录")
        return Outcome(content.name, content.sha256, "failed", message=str(failure), code="changed")

    def _unopened(self, path: Path, failure: Unreadable) -> Outcome:
        """Note a file that is there and cannot be opened."""
        if path.exists() and not path.is_dir():
            with self.writing() as database:
                note_unopened(database, failure, path)
        return Outcome(failure.name, None, "failed", message=str(failure), code="unopened")

    def _moves(self, path: Path) -> bool:
        return self.inbox is not None and path.absolute().is_relative_to(self.inbox)

    def _take_away(self, content: Content) -> None:
        """Remove a settled file from the inbox."""
        if not self._moves(content.path):
            return
        try:
            take_away(content)
        except OSError as error:
            self._stuck(content, error)

    def _stuck(self, content: Content, error: OSError) -> None:
        message = f"{content.name}：已处理完，但无法从收件文件夹移走：{refusal(error)}"
        self.report(Progress("stuck", content.name, message=message))
        log.warning("cannot be moved", extra={"content": content.sha256[:12], "errno": error.errno})

    def _logged(self, outcome: Outcome) -> Outcome:
        log.info(
            outcome.status,
            extra={
                "content": outcome.sha256 and outcome.sha256[:12],
                "code": outcome.code,
                "pages": outcome.pages,
                "seconds": outcome.seconds,
                "events": outcome.events,
                "problems": outcome.problems,
            },
        )
        return outcome


def _number_key(db: Path, report: Callable[[Progress], None]) -> str:
    """Return what numbers of persons are hashed with, before any file is begun."""
    with writing(db, lambda: report(_waiting(db))) as database:
        return keys.for_numbers(keys.secret(db, database.conn)).hex()


def _told_to_wait(db: Path, report: Callable[[Progress], None]) -> None:
    report(_waiting(db))
    log.warning("database is locked")


def _waiting(db: Path) -> Progress:
    return Progress("waiting", message=f"{db}：数据库正被其他程序占用，等待中")
