"""Who took data out: rows that stay as they were written, and nothing handed out without one."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from notice_parser.store import audit, open_database


@pytest.fixture
def db(tmp_path: Path) -> Path:
    path = tmp_path / "credit_events.db"
    with open_database(path, create=True):
        pass
    return path


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM audit",
        "UPDATE audit SET actor = 'nobody'",
        "INSERT OR REPLACE INTO audit SELECT id, made, 'nobody', channel, action, object, rows, filters FROM audit",
        "INSERT INTO audit SELECT id, made, 'nobody', channel, action, object, rows, filters FROM audit"
        " WHERE true ON CONFLICT (id) DO UPDATE SET actor = excluded.actor",
    ],
)
def test_an_entry_can_be_neither_changed_nor_removed(db: Path, statement: str) -> None:
    audit.note_in(db, "lin", "command", "export", "jsonl", 12, {"类型": "list.red"})
    with sqlite3.connect(db) as conn, pytest.raises(sqlite3.IntegrityError, match="only added"):
        conn.execute(statement)
    with open_database(db) as database:
        ((entry),) = audit.entries(database.conn)
    assert (entry["谁"], entry["途径"], entry["事项"], entry["条数"]) == ("lin", "命令行", "导出", 12)
    assert entry["条件"] == "类型：list.red"


def test_the_last_come_first_and_can_be_narrowed_down(db: Path) -> None:
    for action in ("export", "check", "export"):
        audit.note_in(db, "lin", "command", action, "x")
    with open_database(db) as database:
        assert [one["编号"] for one in audit.entries(database.conn)] == [3, 2, 1]
        assert [one["编号"] for one in audit.entries(database.conn, action="export")] == [3, 1]
        assert audit.entries(database.conn, since="9999-01-01") == []


def test_what_cannot_be_written_down_is_refused_in_plain_words(db: Path) -> None:
    with sqlite3.connect(db) as conn:
        conn.execute("CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT RAISE(FAIL, 'x'); END")
    with pytest.raises(audit.AuditRefused, match="审计记录写不进去，没有导出"):
        audit.note_in(db, "lin", "command", "export", "jsonl")
