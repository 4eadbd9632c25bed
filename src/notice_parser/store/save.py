"""Notice → the database, all of it or nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ..model import Notice, Review
from . import clock, flat
from .history import changing
from .keys import in_use
from .replace import replace
from .reviews import apply, detach, is_reviewed
from .rows import Row, event_rows, notice_rows
from .runs import run_of
from .transaction import transaction
from .version import parser_version

if TYPE_CHECKING:
    from sqlite_utils import Database

_OF_EVENTS = "event IN (SELECT id FROM events WHERE notice = ?)"
_OF_FLAT_EVENTS = '"事件" IN (SELECT "编号" FROM "信用事件" WHERE "通知" = ?)'
_CORRECTS = re.compile("更正|勘误|订正")


def save(db: Database, notice: Notice, **given: Any) -> int:
    """Save a notice in one transaction, and return its number.

    ``given`` holds what else ``files`` is to know (size, archive, source_url, published, issuer), and the
    ``run`` that reads; without it the last by today's versions is taken. Rows that are as they should be
    are left alone, so saving twice changes nothing, and reading again with other rules changes only what the
    rules changed. What people decided of its events holds; former versions of what changes are kept;
    subjects, acts and listing periods follow in the same transaction.
    """
    conn, run = db.conn, given.pop("run", None)
    with transaction(db):
        _save_file(db, notice, given)
        found = db.execute("SELECT id FROM notices WHERE sha256 = ?", (notice.document.sha256,)).fetchone()
        known = found is not None
        id = found[0] if known else _save_notice(db, notice, run)
        with changing(conn, id):
            if known:
                _save_notice(db, notice, run)
            read = list(notice.records())
            records = read
            if is_reviewed(conn, notice.document.sha256):
                detach(conn, notice.document.sha256, (record["event_key"] for record in read))
                records = [apply(conn, record) for record in read]
            ids = _event_ids(db, id, [record["event_key"] for record in records])
            for table, rows in notice_rows(notice, id, in_use(conn)).items():
                replace(db, table, "notice = ?", id, rows, known=known)
            since = dict(
                db.execute("SELECT event_key, known_from FROM events WHERE notice = ?", (id,)).fetchall()
            )
            corrects = _calls_itself_a_correction(notice)
            for table, rows in event_rows(notice, id, records, ids, corrects=corrects).items():
                if table == "events":
                    rows = [row | {"known_from": since.get(row["event_key"])} for row in rows]
                owned = "notice = ?" if table == "events" else _OF_EVENTS
                replace(db, table, owned, id, rows, known=known)
            _save_flat(db, notice, id, records, ids, known=known)
    return id


def add_name(db: Database, sha256: str, name: str) -> None:
    """Record a name under which a content was met."""
    with transaction(db):
        _add_name(db, sha256, name)
        db.execute(
            'UPDATE "通知" SET "文件" = ? WHERE "编号" = (SELECT id FROM notices WHERE sha256 = ?)',
            ("、".join(_names(db, sha256)), sha256),
        )


def _save_file(db: Database, notice: Notice, given: Mapping[str, Any]) -> None:
    """Write the row of the file; what is given overwrites what is known, and nothing else does."""
    sha256 = notice.document.sha256
    db.execute(
        "INSERT INTO files (sha256, first_seen, status, changed) VALUES (?, ?, 'read', ?)"
        " ON CONFLICT DO NOTHING",
        (sha256, clock.now(), clock.now()),
    )
    for column in ("size", "archive", "source_url", "published", "issuer"):
        if given.get(column) is not None:
            db.execute(f"UPDATE files SET {column} = ? WHERE sha256 = ?", (given[column], sha256))
    _add_name(db, sha256, notice.document.name)


def _add_name(db: Database, sha256: str, name: str) -> None:
    db.execute("INSERT INTO file_names VALUES (?, ?, ?) ON CONFLICT DO NOTHING", (sha256, name, clock.now()))


def _names(db: Database, sha256: str) -> list[str]:
    """Return the names of a content, the first one met first."""
    found = db.execute(
        "SELECT name FROM file_names WHERE sha256 = ? ORDER BY first_seen, name", (sha256,)
    ).fetchall()
    return [name for (name,) in found]


def _save_notice(db: Database, notice: Notice, run: int | None) -> int:
    """Write the row of the notice where it differs, and return its number."""
    row = notice.masthead.model_dump(mode="json")
    row |= {"sha256": notice.document.sha256, "parser_version": parser_version()}
    row |= {"corrects": int(_calls_itself_a_correction(notice))}
    row |= {"run": run or run_of(db.conn)}
    names = ", ".join(row)
    old = db.execute(f"SELECT {names} FROM notices WHERE sha256 = ?", (row["sha256"],)).fetchone()
    if old != tuple(row.values()):
        assignments = ", ".join(f"{name} = excluded.{name}" for name in row)
        db.execute(
            f"INSERT INTO notices ({names}) VALUES ({', '.join(f':{name}' for name in row)})"
            f" ON CONFLICT (sha256) DO UPDATE SET {assignments}",
            row,
        )
    found = db.execute("SELECT id FROM notices WHERE sha256 = ?", (row["sha256"],)).fetchone()
    return int(found[0])


def _calls_itself_a_correction(notice: Notice) -> bool:
    return bool(_CORRECTS.search(notice.masthead.title or ""))


def _event_ids(db: Database, notice: int, keys: Sequence[str]) -> dict[str, int]:
    """Give each event key its row: the one it has, or the next free one."""
    ids = dict(db.execute("SELECT event_key, id FROM events WHERE notice = ?", (notice,)).fetchall())
    (last,) = db.execute("SELECT coalesce(max(id), 0) FROM events").fetchone()
    for key in keys:
        if key not in ids:
            last += 1
            ids[key] = last
    return ids


def _save_flat(
    db: Database,
    notice: Notice,
    id: int,
    records: Sequence[Mapping[str, Any]],
    ids: Mapping[str, int],
    *,
    known: bool,
) -> None:
    """Write the Chinese tables."""
    sha256 = notice.document.sha256
    names = _names(db, sha256)
    first_seen, source_url = db.execute(
        "SELECT first_seen, source_url FROM files WHERE sha256 = ?", (sha256,)
    ).fetchone()
    masthead = notice.masthead
    row = {
        "编号": id,
        "标题": masthead.title,
        "发布机关": masthead.issuer,
        "文号": masthead.document_number,
        "发布日期": masthead.published.isoformat() if masthead.published else None,
        "期号": masthead.issue,
        "文件": "、".join(names),
        "页数": len(notice.document.pages),
        "事件数": len(notice.events),
        "待复核": sum(record["review"] == Review.NEEDS_REVIEW for record in records),
        "问题数": len(notice.problems),
        "来源网址": source_url,
        "收录时间": first_seen[:16].replace("T", " "),
    }
    replace(db, "通知", '"编号" = ?', id, [row], known=known)
    events: list[Row] = []
    subjects: list[Row] = []
    for record in records:
        event = ids[record["event_key"]]
        shown = flat.event_row({**record, "file": names[0]})
        events.append({"编号": event, "通知": id} | shown)
        subjects += flat.subject_rows(record, shown, event)
    replace(db, "信用事件", '"通知" = ?', id, events, known=known)
    replace(db, "主体", _OF_FLAT_EVENTS, id, subjects, known=known)
    replace(
        db,
        "考核结果",
        '"通知" = ?',
        id,
        [flat.assessment_row(cell, id, place) for place, cell in enumerate(notice.assessments, 1)],
        known=known,
    )
    text = notice.document.text
    replace(
        db,
        "问题",
        '"通知" = ?',
        id,
        [
            flat.problem_row(problem, text[slice(*problem.span)], id, place)
            for place, problem in enumerate(notice.problems, 1)
        ],
        known=known,
    )
