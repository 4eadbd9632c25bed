"""The schema: told column by column, sound, and reached from every earlier version with its data."""

from __future__ import annotations

import gzip
import sqlite3
from pathlib import Path

import pytest

from notice_parser.store import DatabaseUnusable, open_database, records
from notice_parser.store.document import columns, schema, undocumented
from notice_parser.store.migrations import VERSION
from sample import NOTICE

ROOT = Path(__file__).parent.parent
EARLIER = sorted((ROOT / "tests" / "databases").glob("*.db.gz"))


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "credit_events.db"


def unpack(kept: Path, target: Path) -> Path:
    target.write_bytes(gzip.decompress(kept.read_bytes()))
    return target


def test_every_earlier_version_is_kept_with_data() -> None:
    assert [int(kept.name.split(".")[0]) for kept in EARLIER] == list(range(1, VERSION))


DERIVED = ("subject", "act", "listing", "past_periods")  # made again where the rules have changed since


def subjects_of_the_first(db: Path) -> list[object]:
    with open_database(unpack(EARLIER[0], db.with_name("first.db"))) as first:
        return list(first.execute("SELECT * FROM subjects ORDER BY key").fetchall())


@pytest.mark.parametrize("kept", EARLIER, ids=lambda kept: kept.name)
def test_an_earlier_database_is_brought_up_to_date_with_its_data(kept: Path, db: Path) -> None:
    unpack(kept, db)
    with sqlite3.connect(db) as old:
        before = {
            name: old.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
            for (name,) in old.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if not name.startswith(("sqlite_", "_sqlite"))
        }
    assert before["events"] > 0
    with open_database(db) as database:
        after = {name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in before}
        assert {name: after[name] for name in after if not name.startswith(DERIVED)} == {
            name: before[name] for name in before if not name.startswith(DERIVED)
        }
        assert database.execute("SELECT * FROM subjects ORDER BY key").fetchall() == subjects_of_the_first(db)
        assert database.execute("PRAGMA user_version").fetchone() == (VERSION,)
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    kept_records = [record for record in records(db) if record["notice"] == NOTICE.document.sha256]
    assert kept_records == list(NOTICE.records())


@pytest.mark.parametrize("kept", EARLIER, ids=lambda kept: kept.name)
def test_an_upgraded_database_has_the_schema_of_a_new_one(kept: Path, db: Path, tmp_path: Path) -> None:
    def shape(path: Path) -> list[object]:
        with open_database(path, create=True) as database:
            names = database.execute(
                "SELECT type, name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY 1, 2"
            ).fetchall()
            return [
                (kind, name, database.execute(f'PRAGMA table_xinfo("{name}")').fetchall())
                for kind, name in names
            ]

    assert shape(unpack(kept, db)) == shape(tmp_path / "new.db")


def test_a_person_whose_name_was_hidden_is_known_as_such_after_the_upgrade(db: Path) -> None:
    unpack(next(kept for kept in EARLIER if kept.name == "4.db.gz"), db)
    with sqlite3.connect(db) as old:
        (notice,) = old.execute("SELECT min(id) FROM notices").fetchone()
        for number, name in ((901, "孙某某"), (902, "李＊"), (903, "王守正")):
            old.execute(
                "INSERT INTO mentions (notice, number, kind, text, value, span_start, span_end, page, found_by,"
                " confidence) VALUES (?, ?, 'person', ?, ?, 0, 3, 1, 'x', 1)",
                (notice, number, name, name),
            )
    with open_database(db) as database:
        found = database.execute("SELECT text, anonymised FROM mentions WHERE number > 900 ORDER BY number")
        assert found.fetchall() == [("孙某某", 1), ("李＊", 1), ("王守正", 0)]


def test_numbers_of_persons_in_names_of_files_are_masked_by_the_upgrade(db: Path) -> None:
    unpack(EARLIER[-1], db)
    number, phone = "110105" + "19491231" + "002X", "138" + "1234" + "5678"
    with sqlite3.connect(db) as old:
        old.execute("UPDATE file_names SET name = ? || '-' || name", (number,))
        old.execute("UPDATE files SET place = '/x/' || ?", (phone,))
        old.execute('UPDATE "通知" SET "文件" = ? || "文件"', (number,))
        (files,) = old.execute("SELECT count(*) FROM file_names").fetchone()
    with open_database(db) as database:
        dump = "\n".join(database.conn.iterdump())
        assert database.execute("SELECT count(*) FROM file_names").fetchone() == (files,)
    assert number not in dump
    assert phone not in dump
    assert "/x/138****5678" in dump


def test_a_failing_step_leaves_the_old_database(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    unpack(EARLIER[0], db)
    with sqlite3.connect(db) as old:
        before = list(old.iterdump())
    monkeypatch.setattr(
        "notice_parser.store.migrations.statements", lambda script: ["CREATE TABLE x (y)", "NONSENSE"]
    )
    with pytest.raises(DatabaseUnusable), open_database(db):
        pass
    with sqlite3.connect(db) as old:
        assert list(old.iterdump()) == before


def test_a_newer_database_is_refused_and_left_alone(db: Path) -> None:
    with open_database(db, create=True) as database:
        database.execute(f"PRAGMA user_version = {VERSION + 1}")
    with sqlite3.connect(db) as newer:
        before = list(newer.iterdump())
    with (
        pytest.raises(DatabaseUnusable, match=rf"更新的版本建立（结构 {VERSION + 1}，本程序到 {VERSION}）"),
        open_database(db),
    ):
        pass
    with sqlite3.connect(db) as newer:
        assert list(newer.iterdump()) == before


def test_the_documents_tell_the_real_schema() -> None:
    assert (ROOT / "db" / "schema.sql").read_text("utf-8") == schema()
    assert (ROOT / "db" / "columns.md").read_text("utf-8") == columns()
    assert undocumented() == []
    told = [line.split(" | ") for line in columns().splitlines() if line.startswith("| `")]
    assert [one[2] for one in told if one[0] == "| `y1`"] == ["lower edge |"] * 5
    assert ["| `role`", "TEXT", "of a person: the post in brackets after the name |"] in told
