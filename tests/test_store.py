"""Notices become rows: all or nothing, twice the same as once, nothing lost on the way."""

from __future__ import annotations

import sqlite3
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notice_parser import parse_text
from notice_parser.model import AssessmentStatus, Event, Fragment, Mention, MentionKind, Notice, Span
from notice_parser.store import DatabaseUnusable, open_database, parser_version, records, save
from notice_parser.store.document import schema
from notice_parser.store.labels import ACTIONS, ASSESSMENTS, CERTAINTIES, EVENT_TYPES, PROBLEMS, REVIEWS
from notice_parser.store.transaction import transaction
from notice_parser.text.bigrams import index_words, query_words
from sample import NOTICE, QUOTE


def dump(path: Path) -> list[str]:
    """Everything a database holds, row numbers included, but for the moments at which it was written."""
    with sqlite3.connect(path) as db:
        tables = [
            name
            for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        ]
        lines = []
        for table in tables:
            described = db.execute(f'PRAGMA table_info("{table}")').fetchall()
            key = [f'"{column[1]}"' for column in described if column[5]]
            try:
                rows = db.execute(f'SELECT rowid, * FROM "{table}" ORDER BY {", ".join(key) or "rowid"}')
            except sqlite3.OperationalError:  # a table without row numbers
                rows = db.execute(f'SELECT * FROM "{table}" ORDER BY {", ".join(key)}')
            lines += [f"{table} {row}" for row in rows]
        return lines


def count(path: Path, table: str) -> int:
    with sqlite3.connect(path) as db:
        return int(db.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "db" / "credit_events.db"


def test_a_table_nobody_understands_is_a_problem_and_its_cells_are_kept(db: Path) -> None:
    notice = parse_text("各山高度一览\n\n地点\t高度\n云岫\t300\n石屏\t400\n")
    assert notice.events == ()
    assert [(problem.code.value, problem.page) for problem in notice.problems] == [("unread_table", 1)]
    with open_database(db, create=True) as database:
        save(database, notice, size=1)
        cells = [row["text"] for row in database["table_cells"].rows]
    assert cells == ["地点", "高度", "云岫", "300", "石屏", "400"]


def test_saving_twice_changes_nothing(db: Path) -> None:
    with open_database(db, create=True) as database:
        save(database, NOTICE, size=1)
    once = dump(db)
    with open_database(db) as database:
        changes = database.conn.total_changes
        save(database, NOTICE, size=1)
        assert database.conn.total_changes - changes <= 2  # the file's size and the notice's own row
    assert dump(db) == once


def test_every_field_of_a_record_comes_back(db: Path) -> None:
    with open_database(db, create=True) as database:
        save(database, NOTICE)
    assert list(records(db)) == list(NOTICE.records())


def test_every_event_field_has_its_column(db: Path) -> None:
    with open_database(db, create=True) as database:
        columns = {column.name for column in database["events"].columns}
    elsewhere = {"subjects", "authority", "span", "evidence"}
    assert set(Event.model_fields) - elsewhere <= columns


def test_what_is_known_of_lines_and_mentions_is_kept(db: Path) -> None:
    blocks = NOTICE.document.blocks
    line = blocks[0].fragments[0]._replace(confidence=0.5, raw="云溪市信用筒报", doubtful="简")
    scanned = blocks[0].model_copy(update={"fragments": (line,)})
    person = Mention(
        kind=MentionKind.PERSON, span=Span(0, 3), text="孙某某", value="孙某某", found_by="x", anonymised=True
    )
    place = Mention(
        kind=MentionKind.PLACE, span=Span(0, 3), text="云溪市", value="云溪市", found_by="x", code="991100"
    )
    document = NOTICE.document.model_copy(update={"blocks": (scanned, *blocks[1:])})
    notice = NOTICE.model_copy(update={"document": document, "mentions": (person, place)})
    with open_database(db, create=True) as database:
        save(database, notice)
        lines = list(database.query("SELECT confidence, raw, doubtful FROM fragments ORDER BY block, number"))
        mentions = list(database.query("SELECT code, anonymised FROM mentions ORDER BY number"))
    assert lines[0] == {"confidence": 0.5, "raw": "云溪市信用筒报", "doubtful": "简"}
    assert lines[1] == {"confidence": 1.0, "raw": None, "doubtful": ""}
    assert mentions == [{"code": None, "anonymised": 1}, {"code": "991100", "anonymised": 0}]


def test_every_field_of_a_mention_and_a_line_has_its_column(db: Path) -> None:
    with open_database(db, create=True) as database:
        columns = {
            table: {column.name for column in database[table].columns} for table in ("mentions", "fragments")
        }
    assert set(Mention.model_fields) - {"span"} <= columns["mentions"]
    assert set(Fragment._fields) - {"span", "box"} <= columns["fragments"]


def test_a_new_reading_replaces_only_what_changed(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("notice_parser.store.clock.now", lambda: "2021-03-02T08:00:00+08:00")
    other = NOTICE.model_copy(update={"events": NOTICE.events[:1], "problems": ()})
    with open_database(db, create=True) as database:
        save(database, NOTICE)
        full = dump(db)
        save(database, other)
    assert count(db, "信用事件") == count(db, "events") == 1
    assert count(db, "问题") == count(db, "problems") == 0
    assert search(db, "event_search", "拒不") == []
    with open_database(db) as database:
        save(database, NOTICE)
    assert [line for line in dump(db) if "_search_" not in line] == [
        line for line in full if "_search_" not in line
    ]
    assert search(db, "event_search", "拒不") == [2]


def test_a_failure_half_way_leaves_nothing(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_database(db, create=True) as database:
        save(database, NOTICE)
        before = dump(db)
        broken = Notice(
            document=NOTICE.document.model_copy(update={"sha256": "0" * 64}), events=NOTICE.events
        )
        monkeypatch.setattr("notice_parser.store.flat.event_row", lambda record: {"日期": object()})
        with pytest.raises((sqlite3.Error, KeyError)):
            save(database, broken)
    assert dump(db) == before


def test_programs_that_meet_at_an_empty_database_make_it_once(db: Path) -> None:
    ready, troubles = threading.Barrier(6), []

    def begin() -> None:
        ready.wait()
        try:
            with open_database(db, create=True) as database, transaction(database):
                seen = database.execute("SELECT count(*) FROM unopened").fetchone()[0]
                time.sleep(0.01)  # what was read must still hold when it is written
                database.table("unopened").insert(
                    dict.fromkeys(("reason", "advice", "place", "first_seen", "changed"), "")
                    | {"name": f"{seen}.pdf", "attempts": 1}
                )
        except DatabaseUnusable as error:
            troubles.append(error)

    threads = [threading.Thread(target=begin) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert troubles == []
    with sqlite3.connect(db) as rows:
        names = {name for (name,) in rows.execute("SELECT name FROM unopened")}
    assert names == {f"{number}.pdf" for number in range(6)}


def test_a_newer_database_is_refused(db: Path) -> None:
    with open_database(db, create=True) as database:
        database.execute("PRAGMA user_version = 99")
    with pytest.raises(DatabaseUnusable, match=r"更新的版本.*99") as refusal, open_database(db):
        pass
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("content", ["foreign", "text"])
def test_a_file_of_somebody_else_is_refused(db: Path, content: str) -> None:
    db.parent.mkdir()
    if content == "text":
        db.write_text("这不是数据库" * 100, "utf-8")
    else:
        with sqlite3.connect(db) as other:
            other.execute("CREATE TABLE invoices (id)")
    before = db.read_bytes()
    with pytest.raises(DatabaseUnusable, match="换一个文件"), open_database(db):
        pass
    assert db.read_bytes() == before


def test_the_schema_is_strict_and_sound(db: Path) -> None:
    with open_database(db, create=True) as database:
        save(database, NOTICE)
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        ours = {
            name: strict
            for name, kind, strict in database.execute("SELECT name, type, strict FROM pragma_table_list")
            if kind == "table" and not name.startswith(("sqlite_", "_sqlite"))
        }
        assert "events" in ours
        assert [name for name, strict in ours.items() if not strict] == []
        for table in ours:
            for key in database.execute(f'PRAGMA foreign_key_list("{table}")'):
                assert key[4], f"{table}: a foreign key must name its column, or Datasette's facets fail"
        with pytest.raises(sqlite3.IntegrityError):
            database.execute("INSERT INTO pages VALUES (999, 1, 1.0, 1.0, 'text')")


def test_the_documented_schema_is_the_real_one() -> None:
    documented = Path(__file__).parent.parent / "db" / "schema.sql"
    assert documented.read_text("utf-8") == schema()


def test_every_column_of_the_analysts_is_explained() -> None:
    analysts = schema().split('CREATE TABLE "')[1:]
    columns = [line for table in analysts for line in table.split("\n)")[0].splitlines()[1:]]
    assert len(columns) > 60
    assert [line for line in columns if " -- " not in line and "PRIMARY KEY" not in line] == []


def test_every_code_has_a_chinese_word(shared: Path) -> None:
    import json

    taxonomy = json.loads((shared / "taxonomy.json").read_text("utf-8"))
    assert {kind["code"] for kind in taxonomy["types"]} == set(EVENT_TYPES)
    assert len(set(EVENT_TYPES.values())) == len(EVENT_TYPES)


def test_every_member_has_a_chinese_word() -> None:
    for words in (ACTIONS, CERTAINTIES, REVIEWS, PROBLEMS):
        kinds: Any = type(next(iter(words)))
        assert set(words) == set(kinds)
    assert set(ASSESSMENTS) == {*AssessmentStatus, None}


def search(db: Path, table: str, query: str) -> list[int]:
    with sqlite3.connect(db) as rows:
        found = rows.execute(f"SELECT rowid FROM {table} WHERE {table} MATCH ?", (query_words(query),))
        return [row for (row,) in found]


@pytest.mark.parametrize(
    ("table", "query", "finds"),
    [
        ("event_search", "云溪", True),
        ("event_search", "长河", True),
        ("event_search", "云应急〔2021〕7号", True),
        ("event_search", "云应急(2021)7", True),
        ("event_search", "河长", False),
        ("subject_search", "茶行", True),
        ("subject_search", "行茶", False),
        ("notice_search", "黄牌", True),  # written “黄”牌
    ],
)
def test_search_finds_words_of_two_characters(db: Path, table: str, query: str, finds: bool) -> None:
    with open_database(db, create=True) as database:
        save(database, NOTICE)
    assert bool(search(db, table, query)) is finds


@given(
    st.text("云溪市长河茶行a1 ", min_size=1, max_size=12), st.text("云溪市长河茶行a1", min_size=1, max_size=3)
)
@settings(max_examples=60, deadline=None)
def test_search_finds_exactly_what_the_text_holds(text: str, query: str) -> None:
    with sqlite3.connect(":memory:") as db:
        db.execute("CREATE VIRTUAL TABLE s USING fts5 (words, content = '', tokenize = 'unicode61')")
        db.execute("INSERT INTO s VALUES (?)", (index_words(text),))
        found = bool(db.execute("SELECT 1 FROM s WHERE s MATCH ?", (query_words(query),)).fetchall())
    if query in text and not any(character.isascii() for character in query):
        assert found
    if found and not any(character.isascii() for character in query):
        assert query in text


def test_the_version_tells_the_rules_apart() -> None:
    assert parser_version() == parser_version()
    assert len(parser_version().split("+")[1]) == 8


def test_the_sample_uses_every_field() -> None:
    event = NOTICE.events[0]
    assert [name for name, value in event if value in (None, (), "")] == []
    assert QUOTE in NOTICE.document.text
