"""Notice → the database, all of it or nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ..model import Notice, Review
from . import flat
from .rows import Row, event_rows, notice_rows
from .search import reindex, searchable
from .version import parser_version

if TYPE_CHECKING:
    from sqlite_utils import Database

CHINA = dt.timezone(dt.timedelta(hours=8))
_OF_EVENTS = "event IN (SELECT id FROM events WHERE notice = ?)"
_OF_FLAT_EVENTS = '"事件" IN (SELECT "编号" FROM "信用事件" WHERE "通知" = ?)'


def save(db: Database, notice: Notice, **given: Any) -> int:
    """Save a notice in one transaction, and return its number.

    ``given`` holds what else ``files`` is to know: size, archive, source_url, published, issuer. Rows that
    are as they should be are left alone, so saving twice changes nothing, and reading again with other
    rules changes only what the rules changed.
    """
    conn = db.conn
    with db.atomic():
        _save_file(db, notice, given)
        id = _save_notice(db, notice)
        before = searchable(conn, id)
        records = list(notice.records())
        ids = _event_ids(db, id, [record["event_key"] for record in records])
        for table, rows in notice_rows(notice, id).items():
            _replace(db, table, "notice = ?", id, rows)
        known = dict(
            db.execute("SELECT event_key, known_from FROM events WHERE notice = ?", (id,)).fetchall()
        )
        for table, rows in event_rows(notice, id, records, ids).items():
            if table == "events":
                rows = [row | {"known_from": known.get(row["event_key"]) or _now()} for row in rows]
            _replace(db, table, "notice = ?" if table == "events" else _OF_EVENTS, id, rows)
        _save_flat(db, notice, id, records, ids)
        reindex(conn, before, searchable(conn, id))
    return id


def add_name(db: Database, sha256: str, name: str) -> None:
    """Record a name under which a content was met."""
    with db.atomic():
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
        (sha256, _now(), _now()),
    )
    for column in ("size", "archive", "source_url", "published", "issuer"):
        if given.get(column) is not None:
            db.execute(f"UPDATE files SET {column} = ? WHERE sha256 = ?", (given[column], sha256))
    _add_name(db, sha256, notice.document.name)


def _add_name(db: Database, sha256: str, name: str) -> None:
    db.execute("INSERT INTO file_names VALUES (?, ?, ?) ON CONFLICT DO NOTHING", (sha256, name, _now()))


def _names(db: Database, sha256: str) -> list[str]:
    """Return the names of a content, the first one met first."""
    found = db.execute(
        "SELECT name FROM file_names WHERE sha256 = ? ORDER BY first_seen, name", (sha256,)
    ).fetchall()
    return [name for (name,) in found]


def _save_notice(db: Database, notice: Notice) -> int:
    """Write the row of the notice and return its number."""
    row = notice.masthead.model_dump(mode="json")
    row |= {"sha256": notice.document.sha256, "parser_version": parser_version()}
    assignments = ", ".join(f"{name} = excluded.{name}" for name in row)
    db.execute(
        f"INSERT INTO notices ({', '.join(row)}) VALUES ({', '.join(f':{name}' for name in row)})"
        f" ON CONFLICT (sha256) DO UPDATE SET {assignments}",
        row,
    )
    found = db.execute("SELECT id FROM notices WHERE sha256 = ?", (row["sha256"],)).fetchone()
    return int(found[0])


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
    db: Database, notice: Notice, id: int, records: Sequence[Mapping[str, Any]], ids: Mapping[str, int]
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
        "待复核": sum(event.review == Review.NEEDS_REVIEW for event in notice.events),
        "问题数": len(notice.problems),
        "来源网址": source_url,
        "收录时间": first_seen[:16].replace("T", " "),
    }
    _replace(db, "通知", '"编号" = ?', id, [row])
    events: list[Row] = []
    subjects: list[Row] = []
    for record in records:
        event = ids[record["event_key"]]
        events.append({"编号": event, "通知": id} | flat.event_row({**record, "file": names[0]}))
        subjects += flat.subject_rows(record, event)
    _replace(db, "信用事件", '"通知" = ?', id, events)
    _replace(db, "主体", _OF_FLAT_EVENTS, id, subjects)
    _replace(
        db,
        "考核结果",
        '"通知" = ?',
        id,
        [flat.assessment_row(cell, id, place) for place, cell in enumerate(notice.assessments, 1)],
    )
    text = notice.document.text
    _replace(
        db,
        "问题",
        '"通知" = ?',
        id,
        [
            flat.problem_row(problem, text[slice(*problem.span)], id, place)
            for place, problem in enumerate(notice.problems, 1)
        ],
    )


def _replace(db: Database, table: str, owned: str, owner: int, rows: Sequence[Row]) -> None:
    """Make the owner's rows of a table equal to ``rows``, touching only those that differ."""
    described = db.execute(f'PRAGMA table_info("{table}")').fetchall()
    columns = [column[1] for column in described]
    key = [column[1] for column in sorted(described, key=lambda column: column[5]) if column[5]]
    listed = ", ".join(f'"{column}"' for column in columns)
    found = db.execute(f'SELECT {listed} FROM "{table}" WHERE {owned}', (owner,)).fetchall()
    places = [columns.index(column) for column in key]
    old = {tuple(row[place] for place in places): row for row in found}
    new = {tuple(row[column] for column in key): tuple(row[column] for column in columns) for row in rows}
    marks = ", ".join("?" * len(columns))
    keys = ", ".join(f'"{column}"' for column in key)
    at_key = " AND ".join(f'"{column}" = ?' for column in key)
    db.conn.executemany(f'DELETE FROM "{table}" WHERE {at_key}', sorted(old.keys() - new.keys()))
    updates = ", ".join(f'"{column}" = excluded."{column}"' for column in columns)
    db.conn.executemany(
        f'INSERT INTO "{table}" ({listed}) VALUES ({marks}) ON CONFLICT ({keys}) DO UPDATE SET {updates}',
        [row for identity, row in new.items() if old.get(identity) != row],
    )


def _now() -> str:
    return dt.datetime.now(CHINA).isoformat(timespec="seconds")
