"""Full database → public copy, the whole path on one screen."""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from ..store import audit, open_database, published, writing
from ..store.archive import refusal, sync_folder
from ..store.clock import now
from ..store.database import is_public as marked
from ..store.derive import RULES as DERIVED_BY
from ..store.migrations import VERSION
from ..store.published import REASONS
from . import tables
from .decide import Decisions, decide
from .derived import copy_derived, count_persons
from .explain import explain
from .notice import Images, Writer
from .redact import Redactor
from .report import Report
from .rules import Rules


class Unpublishable(Exception):
    """A public copy that cannot be made; its message tells staff why, in one line of Chinese."""


def publish(db: Path, out: Path, rules: Rules, day: dt.date, by: str) -> Report:
    """Build a public copy of a database as of a day beside ``out``, and put it in its place at once.

    Whoever reads the old copy meanwhile goes on reading it. The report is written beside the copy; what it
    holds, what it holds no more and who made it are kept in the full database.
    Raise ``Unpublishable`` where the target is something else or cannot be written.
    """
    with open_database(db):
        pass  # says what is wrong with a database that cannot be used
    _check(db, out)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with _beside(out) as unfinished, closing(_snapshot(db)) as full:
            decisions = decide(full, rules, day)
            with closing(sqlite3.connect(unfinished)) as copy, _images(db, out) as images:
                report = _fill(full, copy, images, decisions, rules, day, out)
            with closing(sqlite3.connect(unfinished)) as copy:
                copy.execute("VACUUM")
            _settle(unfinished)
            told = out.with_name(out.name + ".report.txt")
            told.write_text("\n".join([*report.lines(), ""]), "utf-8")
            with writing(db) as database:
                _note(database.conn, report, decisions, by)
                unfinished.replace(out)
            sync_folder(out.parent)
    except OSError as error:
        raise Unpublishable(f"{out}：{refusal(error)}") from None
    return report


def _fill(
    full: sqlite3.Connection,
    copy: sqlite3.Connection,
    images: Images,
    decisions: Decisions,
    rules: Rules,
    day: dt.date,
    out: Path,
) -> Report:
    """Write every allowed row into an empty file."""
    copy.execute("PRAGMA journal_mode = OFF")  # the file is thrown away if anything fails
    copy.execute("PRAGMA synchronous = OFF")
    copy.execute("PRAGMA secure_delete = ON")
    copy.execute("BEGIN")
    tables.make(copy, full, VERSION)
    redactor = Redactor(_names_of_persons(full), mask=rules.policy.persons == "mask")
    writer = Writer(full, copy, images, redactor, decisions, rules)
    writer.write()
    copy_derived(full, copy, decisions, rules)
    count_persons(full, copy, decisions, rules)
    tables.make_indexes(copy, full)
    made = now()
    explain(copy, rules, day, made, len(decisions.published))
    copy.execute("INSERT INTO derivation VALUES (1, ?)", (DERIVED_BY,))
    for search in tables.SEARCHES:
        name = tables.PREFIX + search
        copy.execute(f"INSERT INTO {name} ({name}) VALUES ('optimize')")
    copy.commit()
    return Report(
        copy=out,
        day=day.isoformat(),
        made=made,
        rules=rules,
        published=len(decisions.published),
        notices=writer.notices,
        subjects=copy.execute(f"SELECT count(*) FROM {tables.PREFIX}subjects").fetchone()[0],
        withheld=Counter(decisions.withheld.values()),
        cut=Counter(decisions.cut.values()),
        unchecked=decisions.unchecked,
        images=images.made + images.reused,
        reused=images.reused,
        keys=writer.keys,
    )


def _note(conn: sqlite3.Connection, report: Report, decisions: Decisions, by: str) -> None:
    """Write down what is public now, what is no more, and who published it."""
    keys = dict(conn.execute("SELECT id, event_key FROM events"))
    withheld = {keys[id]: rule for id, rule in decisions.withheld.items() if id in keys and rule in REASONS}
    published.record(
        conn,
        copy=report.copy.name,
        on_day=report.day,
        made_by=by,
        keys=report.keys,
        withheld=withheld,
    )
    audit.note(
        conn, by, "command", "publish", report.copy.name, report.published, {"以哪一天为准": report.day}
    )


def is_public(path: Path) -> bool:
    """Whether a file is a public copy."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
            return marked(db)
    except sqlite3.Error:
        return False


def _check(db: Path, out: Path) -> None:
    if is_public(db):
        raise Unpublishable(f"{db}：本身就是公开副本，请用完整的数据库")
    if out.is_dir():
        raise Unpublishable(f"{out}：是文件夹，请给出文件名")
    if out.exists() and not is_public(out):
        raise Unpublishable(f"{out}：已有文件，而且不是公开副本，请换一个文件名")


def _snapshot(db: Path) -> sqlite3.Connection:
    """Open a database as it is at this moment, whatever others write meanwhile."""
    full = sqlite3.connect(f"{db.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
    full.execute("BEGIN")
    full.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return full


@contextmanager
def _beside(out: Path) -> Iterator[Path]:
    """Give the name of an unfinished file beside the target, and leave none behind."""
    for left in out.parent.glob(f".{out.name}.*.unfinished"):
        with suppress(OSError, ValueError):
            if not _lives(int(left.name.split(".")[-2])):
                left.unlink()
    path = out.with_name(f".{out.name}.{os.getpid()}.unfinished")
    try:
        yield path
    finally:
        for name in (path, path.with_name(path.name + "-journal")):
            name.unlink(missing_ok=True)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


@contextmanager
def _images(db: Path, out: Path) -> Iterator[Images]:
    """Give what draws pages; those of the last copy that would be the same are taken from there."""
    if not out.exists():
        yield Images(db.parent, None)
        return
    with closing(sqlite3.connect(f"{out.absolute().as_uri()}?mode=ro", uri=True)) as last:
        yield Images(db.parent, last)


def _settle(path: Path) -> None:
    path.chmod(0o644)
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _names_of_persons(full: sqlite3.Connection) -> set[str]:
    """Return the names of persons in all notices that are written out."""
    return {
        name
        for (name,) in full.execute(
            "SELECT text FROM mentions WHERE kind = 'person' AND NOT anonymised"
            " UNION SELECT name FROM event_subjects WHERE kind = 'person' AND NOT anonymised"
        )
    }
