"""Content → its fate: claimed before it is read, settled in one transaction with what was read."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from ..model import Notice, Unreadable
from ..text.personal import mask_personal
from . import clock
from .archive import Content, clear
from .claims import lives, sweep
from .database import in_chinese, is_current, open_database
from .save import add_name, save
from .version import parser_version
from .withdraw import refusal_of

if TYPE_CHECKING:
    from sqlite_utils import Database

PATIENCE = 90.0  # seconds to wait while another program writes
_TELL = 3.0  # seconds after which whoever waits is told
GIVEN = ("published", "issuer", "source_url")


@dataclass(frozen=True)
class Outcome:
    """What became of one file."""

    file: str  # base name
    sha256: str | None  # null where the file could not even be opened
    status: str  # read, known (saved before by the same rules) or failed
    events: int = 0
    problems: int = 0
    message: str | None = None  # one line of Chinese: why it failed
    pages: int = 0
    seconds: float = 0.0
    code: str | None = None  # kind of failure


class Claim(NamedTuple):
    """What a content is to whoever asked for it."""

    kind: Literal["ours", "known", "busy", "withdrawn"]
    given: dict[str, str]  # what whoever ingested it has told of it, now or before
    events: int = 0
    problems: int = 0
    archive: str | None = None  # where the original is kept
    refusal: Unreadable | None = None  # of what was withdrawn: who did, and what to do; it is ours to settle


@contextmanager
def writing(db: Path, told: Callable[[], None] = lambda: None) -> Iterator[Database]:
    """Open a database for one transaction; wait for other writers, and call ``told`` if that lasts.

    Raise ``DatabaseUnusable`` where it cannot be written.
    """
    with open_database(db, create=True) as database:
        _wait_in_turns(database)
        with _turn(database, told):
            yield database


@contextmanager
def writer(db: Path, told: Callable[[], None]) -> Iterator[Callable[[], AbstractContextManager[Database]]]:
    """Yield what does the same again and again, in a database that stays open.

    To open one and to compile what is asked of it takes as long as to save a short notice. It is opened anew
    where another file has taken its place, or another version has changed it.
    """
    with ExitStack() as opened:
        database = opened.enter_context(open_database(db, create=True))
        _wait_in_turns(database)
        file = _file(db)

        @contextmanager
        def turn() -> Iterator[Database]:
            nonlocal database, file
            with in_chinese(db):
                stale = file != _file(db) or not is_current(database)
            if stale:
                opened.close()
                database = opened.enter_context(open_database(db, create=True))
                _wait_in_turns(database)
                file = _file(db)
            with in_chinese(db), _turn(database, told):
                yield database

        yield turn


def _wait_in_turns(database: Database) -> None:
    database.execute(f"PRAGMA busy_timeout = {int(_TELL * 1000)}")


def _file(db: Path) -> tuple[int, int] | None:
    """Return what tells a file from another one of its name."""
    try:
        found = db.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


@contextmanager
def _turn(database: Database, told: Callable[[], None]) -> Iterator[None]:
    """Wait for the right to write, and write everything or nothing."""
    until = time.monotonic() + PATIENCE
    waited = False
    while True:
        try:
            database.execute("BEGIN IMMEDIATE")
            break
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            if not waited:
                told()
            waited = True
    try:
        yield
        database.execute("COMMIT")
    except BaseException:
        if database.conn.in_transaction:
            database.execute("ROLLBACK")
        raise


def claim(
    database: Database, db: Path, content: Content, claimant: str, given: Mapping[str, str | None]
) -> Claim:
    """Note that a content was met under a name, and claim it unless it is known, being read, or withdrawn.

    ``given`` holds what whoever ingests the file knows of it; what was given once holds until something else
    is given.
    """
    sha256, now, place = content.sha256, clock.now(), _text(content.path)
    database.execute(
        "UPDATE files SET status = 'replaced', changed = ? WHERE place = ? AND sha256 <> ?"
        " AND status IN ('failed', 'received') AND worker IS NULL",
        (now, place, sha256),
    )
    stated = {name: mask_personal(value) for name, value in given.items() if value is not None}
    found = next(database.query("SELECT * FROM files WHERE sha256 = ?", [sha256]), None)
    refusal = refusal_of(database, content.name, sha256)
    if found is None:
        database.execute(
            "INSERT INTO files (sha256, size, first_seen, status, worker, attempts, place, changed)"
            " VALUES (?, ?, ?, 'reading', ?, 1, ?, ?)",
            (sha256, content.size, now, claimant, place, now),
        )
        _name(database, content)
        _give(database, sha256, stated)
        return Claim("withdrawn" if refusal else "ours", stated, refusal=refusal)
    before = {name: found[name] for name in GIVEN if found[name] is not None}
    if found["worker"] is not None and (found["worker"] == claimant or lives(db, found["worker"])):
        return Claim("busy", before)
    _name(database, content)
    events, problems, version = next(
        database.execute(
            'SELECT t."事件数", t."问题数", n.parser_version FROM notices n'
            ' JOIN "通知" t ON t."编号" = n.id WHERE n.sha256 = ?',
            (sha256,),
        ),
        (0, 0, None),
    )
    if found["status"] == "read" and version == parser_version() and before | stated == before:
        return Claim("known", before, events, problems, found["archive"])
    database.execute(
        "UPDATE files SET worker = ?, attempts = attempts + 1, place = ?, changed = ?,"
        " status = CASE status WHEN 'read' THEN 'read' ELSE 'reading' END WHERE sha256 = ?",
        (claimant, place, now, sha256),
    )
    if refusal and found["status"] != "read":
        return Claim("withdrawn", before | stated, refusal=refusal)
    return Claim("ours", before | stated)


def finish(
    database: Database, notice: Notice, content: Content, archived: str, given: Mapping[str, Any]
) -> None:
    """Save what was read, and that it was read."""
    save(database, notice, size=content.size, archive=archived, **given)
    database.execute(
        "UPDATE files SET status = 'read', worker = NULL, code = NULL, reason = NULL, advice = NULL,"
        " place = NULL, changed = ? WHERE sha256 = ?",
        (clock.now(), content.sha256),
    )


def finish_bundle(database: Database, content: Content, archived: str) -> None:
    """Save that all files in a bundle were saved."""
    database.execute(
        "UPDATE files SET status = 'read', worker = NULL, code = NULL, reason = NULL, advice = NULL,"
        " place = NULL, size = ?, archive = ?, changed = ? WHERE sha256 = ?",
        (content.size, archived, clock.now(), content.sha256),
    )


def fail(
    database: Database,
    content: Content,
    failure: Unreadable,
    code: str,
    place: Path,
    given: Mapping[str, str],
) -> None:
    """Save why a content was not read, and where the file lies. What was read of it before is kept."""
    database.execute(
        "UPDATE files SET status = CASE status WHEN 'reading' THEN 'failed' ELSE status END, worker = NULL,"
        " code = ?, reason = ?, advice = ?, place = ?, changed = ? WHERE sha256 = ?",
        (code, failure.reason, failure.advice, _text(place), clock.now(), content.sha256),
    )
    _give(database, content.sha256, given)


def note_unopened(database: Database, failure: Unreadable, path: Path) -> None:
    """Save that a file could not be opened."""
    database.execute(
        "INSERT INTO unopened VALUES (:name, :reason, :advice, :place, 1, :now, :now)"
        " ON CONFLICT (name) DO UPDATE SET reason = :reason, advice = :advice, place = :place,"
        " attempts = attempts + 1, changed = :now",
        {
            "name": failure.name,
            "reason": failure.reason,
            "advice": failure.advice,
            "place": _text(path),
            "now": clock.now(),
        },
    )


def release(database: Database, claimant: str, sha256: str | None = None) -> None:
    """Give back one content that a claimant holds, or all of them."""
    database.execute(
        "UPDATE files SET worker = NULL, status = CASE status WHEN 'reading' THEN 'received' ELSE status END,"
        " changed = ? WHERE worker = ? AND sha256 = coalesce(?, sha256)",
        (clock.now(), claimant, sha256),
    )


def fates(database: Database) -> list[dict[str, Any]]:
    """Return every file ever met and what became of it, the last one settled first, under Chinese names."""
    return list(database.query('SELECT * FROM "文件" ORDER BY "处理时间" DESC, "文件名"'))


def unsettled(database: Database) -> list[dict[str, Any]]:
    """Return name, sha256 and place of the files that failed, were cut off or could not be opened."""
    return list(
        database.query(
            "SELECT (SELECT name FROM file_names n WHERE n.sha256 = f.sha256 ORDER BY first_seen, name"
            " LIMIT 1) AS name, sha256, place FROM files f WHERE worker IS NULL AND"
            " (status IN ('failed', 'received') OR (status = 'read' AND reason IS NOT NULL))"
            " UNION ALL SELECT name, NULL, place FROM unopened ORDER BY 1"
        )
    )


def recover(db: Path, told: Callable[[], None] = lambda: None) -> int:
    """Put right what processes that died have left; return how many files they had begun."""
    if not db.exists():
        return 0
    with open_database(db) as database:
        held = database.execute("SELECT DISTINCT worker FROM files WHERE worker IS NOT NULL").fetchall()
        dead = [worker for (worker,) in held if not lives(db, worker)]
        left = 0
        for worker in dead:
            (found,) = database.execute("SELECT count(*) FROM files WHERE worker = ?", (worker,)).fetchone()
            left += found
    if dead:
        with writing(db, told) as database:
            for worker in dead:
                release(database, worker)
    sweep(db)
    clear(db)
    return left


def _give(database: Database, sha256: str, given: Mapping[str, str]) -> None:
    for name, value in given.items():
        database.execute(f"UPDATE files SET {name} = ? WHERE sha256 = ?", (value, sha256))


def _name(database: Database, content: Content) -> None:
    """Note the name under which a content was met; a file that can be opened is no longer one that cannot."""
    add_name(database, content.sha256, content.name)
    database.execute("DELETE FROM unopened WHERE name = ?", (content.name,))


def _text(path: Path) -> str:
    """Return a path as text that SQLite can hold; numbers of persons in it are masked."""
    whole = str(path.absolute()).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return mask_personal(whole)
