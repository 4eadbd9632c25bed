"""Who took data out: rows that stay as they were written, and nothing handed out without one."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner

from invented import event, made
from notice_parser.cli import main
from notice_parser.store import audit, open_database, records
from notice_parser.store.published import record
from test_scenario import stored


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
    with pytest.raises(audit.AuditRefused, match="审计记录写不进去，因此没有执行"):
        audit.note_in(db, "lin", "command", "export", "jsonl")


# Nothing is handed out that cannot be written down


def run(*arguments: str | Path, expect: int = 0) -> str:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exit_code == expect, (result.output, result.exception)
    return result.output


def entries(db: Path) -> list[tuple[str, str, int | None, str]]:
    with open_database(db) as database:
        found = audit.entries(database.conn)
    return [(one["事项"], one["对象"], one["条数"], one["条件"]) for one in reversed(found)]


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    events = [
        event("admin.penalty", ["云溪市长河贸易有限公司"], authority="云溪市应急管理局", quote="罚款2000元")
    ]
    path = stored(tmp_path / "db", [made("a", events=events)])
    with (tmp_path / "list.csv").open("w", encoding="utf-8") as file:
        file.write("企业名称\n云溪市长河贸易有限公司\n许知远\n")
    return path


def test_commands_that_take_data_out_are_written_down_without_names(filled: Path, tmp_path: Path) -> None:
    run("export", "--db", filled)
    run("export", "--merged", "--db", filled, "--out", tmp_path / "out.jsonl")
    run("check", tmp_path / "list.csv", "--on", "2024-05-01", "--lists", "许知远", "--db", filled)
    run("review", "out", tmp_path / "review.csv", "--all", "--db", filled)
    run("history", "云溪市长河贸易有限公司", "--db", filled)
    run("history", "许知远", "--db", filled, expect=1)
    run("withdrawn", "--out", tmp_path / "withdrawn.json", "--db", filled)
    assert entries(filled) == [
        ("导出", "jsonl", 1, ""),
        ("导出", "jsonl", 1, "合并：是"),
        ("批量核查", "表格", 2, "名单：已指定；日期：2024-05-01"),
        ("导出", "复核表", 1, "全部：是"),
        ("查询主体", "主体", 1, ""),
        ("查询主体", "主体", 1, ""),
        ("撤下清单", "清单", 0, ""),
    ]
    shown = run("audit", "--db", filled)
    assert "批量核查" in shown
    assert "许知远" not in shown


@pytest.mark.parametrize(
    "command",
    [
        ("export", "--out", "OUT"),
        ("export", "--merged", "--out", "OUT"),
        ("check", "list.csv", "--out", "OUT"),
        ("review", "out", "OUT.csv", "--all"),
        ("withdrawn", "--out", "OUT"),
    ],
)
def test_what_cannot_be_written_down_does_not_happen(
    filled: Path, tmp_path: Path, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with sqlite3.connect(filled) as conn:
        conn.execute("CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT RAISE(FAIL, 'disk'); END")
    result = CliRunner().invoke(main, [*command, "--db", str(filled)])
    assert result.exit_code == 1
    assert "审计记录写不进去" in result.output
    assert not list(tmp_path.glob("OUT*"))


def test_objections_from_the_command_line(filled: Path) -> None:
    (key,) = [one["event_key"] for one in records(filled)]
    told = run(
        *("objections", "add", key, "--objector", "当事人", "--reason", "金额不符", "--by", "林"),
        *("--received", "2024-09-27", "--within", "5个工作日", "--db", filled),
    )
    assert "已登记异议 1，最迟 2024-10-10 答复" in told
    assert "超期未结" in run("objections", "--db", filled)
    assert "没有这个事件" in run(
        *("objections", "add", "0" * 16, "--objector", "甲", "--reason", "乙", "--by", "丙", "--db", filled),
        expect=1,
    )
    run(
        "objections",
        "settle",
        "1",
        "--result",
        "不成立",
        "--answer",
        "金额无误",
        "--by",
        "周",
        "--db",
        filled,
    )
    assert "不成立" not in run("objections", "--db", filled)
    assert "金额无误" in run("objections", "--all", "--db", filled)
    assert [one[:2] for one in entries(filled)] == [("异议", "登记 1"), ("异议", "办结 1")]


def test_a_list_is_signed_shown_and_verified(filled: Path, tmp_path: Path) -> None:
    (key,) = [one["event_key"] for one in records(filled)]
    for public in ({key: "2030-01-01"}, {}):
        with open_database(filled) as database, database.atomic():
            record(database.conn, copy="public.db", on_day="2024-05-01", made_by="林", keys=public)
    assert key in run("withdrawn", "--db", filled)
    assert key not in run("withdrawn", "--since", "2999-01-01", "--db", filled)
    out = tmp_path / "withdrawn.json"
    run("withdrawn", "--out", out, "--db", filled)
    public_key = run("withdrawn", "--show-key", "--db", filled).strip()
    elsewhere = tmp_path / "receiver" / "none.db"  # a receiver has no database, only the key
    told = run("withdrawn", "--verify", out, "--public-key", public_key, "--db", elsewhere)
    assert "签名正确" in told
    assert key in told
    out.write_text(out.read_text("utf-8").replace(key, "0" * 16), "utf-8")
    assert "改动过" in run("withdrawn", "--verify", out, "--public-key", public_key, expect=1)
    assert "--public-key" in run("withdrawn", "--verify", out, "--db", elsewhere, expect=1)
