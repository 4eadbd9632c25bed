"""What people decide outlives every re-reading; what was known before stays answerable."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from invented import add, event, made
from notice_parser.cli import main
from notice_parser.exports import sheets
from notice_parser.model import Notice, Review
from notice_parser.store import open_database, questions, records, save
from notice_parser.store.decide import Refused, decide
from notice_parser.store.review_table import HEADER, take, waiting
from test_scenario import LISTING, STORY, derived, stored
from test_store import dump

FIRM, BODY, NAME = "云溪市长河贸易有限公司", "云溪市应急管理局", "安全生产黄牌警示名单"


def read(**fields: Any) -> Notice:
    """One listing and one fine, as the program reads them; fields of the listing may be read otherwise."""
    told = {
        "date": "2021-03-02",
        "duration": "P3M",
        "derived_end": "2021-06-02",
        "quote": f"{BODY}将{FIRM}列入{NAME}",
    } | fields
    return made(
        "a",
        issuer=BODY,
        published="2021-03-05",
        events=[
            add([FIRM], NAME, authority=BODY, **told),
            event(
                "admin.penalty",
                [FIRM],
                authority=BODY,
                date="2021-03-03",
                fine_yuan="2000",
                quote="罚款2000元",
                review="needs_review",
            ),
        ],
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return stored(tmp_path / "db", [read()])


def key_of(path: Path, event_type: str = "list.warning") -> str:
    (found,) = [record["event_key"] for record in records(path) if record["event_type"] == event_type]
    return str(found)


def say(path: Path, decision: str, event_type: str = "list.warning", **corrections: Any) -> dict[str, Any]:
    with open_database(path) as db:
        return decide(db, key_of(path, event_type), Review(decision), "王敏", "核对原件", corrections)


def listing(path: Path) -> dict[str, Any]:
    (record,) = [record for record in records(path) if record["event_type"] == "list.warning"]
    return record


def again(path: Path, notice: Notice) -> None:
    with open_database(path) as db:
        save(db, notice)


def ask(path: Path, sql: str) -> list[Any]:
    with sqlite3.connect(path) as db:
        return db.execute(sql).fetchall()


@pytest.mark.parametrize(
    ("decision", "corrections"),
    [("confirmed", {}), ("rejected", {}), ("corrected", {"event_date": "2021-03-01"})],
)
def test_reading_again_changes_no_row(path: Path, decision: str, corrections: dict[str, Any]) -> None:
    say(path, decision, **corrections)
    before = dump(path)
    again(path, read())
    assert dump(path) == before
    assert listing(path)["review"] == decision


def test_a_corrected_value_is_never_overwritten_and_raised_again(path: Path) -> None:
    say(path, "corrected", event_date="2021-03-01", start="2021-03-01")
    assert ask(path, "SELECT from_day, expires FROM listing_periods") == [("2021-03-01", "2021-06-01")]
    again(path, read(date="2021-03-04"))
    now = listing(path)
    assert (now["event_date"], now["review"]) == ("2021-03-01", "needs_review")
    assert any("重新读出" in reason for reason in now["review_reasons"])
    assert ask(path, "SELECT old, new, read FROM corrections WHERE field = 'event_date'") == [
        ('"2021-03-02"', '"2021-03-01"', '"2021-03-04"')
    ]
    say(path, "confirmed")  # what stands now is right
    assert (listing(path)["event_date"], listing(path)["review"]) == ("2021-03-01", "corrected")
    before = dump(path)
    again(path, read(date="2021-03-04"))
    assert dump(path) == before


def test_a_reading_that_becomes_right_needs_no_review(path: Path) -> None:
    say(path, "corrected", event_date="2021-03-01")
    again(path, read(date="2021-03-01", start="2021-03-02"))
    assert (listing(path)["event_date"], listing(path)["review"]) == ("2021-03-01", "corrected")


def test_what_was_confirmed_and_is_read_otherwise_is_raised_again(path: Path) -> None:
    say(path, "confirmed")
    again(path, read(duration="P6M", derived_end="2021-09-02"))
    assert (listing(path)["duration"], listing(path)["review"]) == ("P6M", "needs_review")
    again(path, read())
    assert listing(path)["review"] == "confirmed"


def test_a_review_follows_the_words_when_the_key_changes(path: Path) -> None:
    say(path, "corrected", list_level="黄牌")
    again(path, read(quote=f"2021年3月2日，{BODY}将{FIRM}列入{NAME}"))
    assert (listing(path)["list_level"], listing(path)["review"]) == ("黄牌", "needs_review")
    again(path, read())
    assert (listing(path)["list_level"], listing(path)["review"]) == ("黄牌", "corrected")


def test_a_review_waits_while_its_event_is_not_read(path: Path) -> None:
    say(path, "rejected")
    again(path, made("a", issuer=BODY, published="2021-03-05", events=[]))
    assert ask(path, "SELECT attached FROM reviews") == [(None,)]
    again(path, read())
    assert listing(path)["review"] == "rejected"


def test_a_rejected_listing_is_none(path: Path) -> None:
    say(path, "rejected")
    assert ask(path, "SELECT * FROM listing_periods") == []
    assert ask(path, "SELECT state FROM acts WHERE action = 'add'") == [("rejected",)]
    say(path, "confirmed")
    assert ask(path, "SELECT doubtful FROM listing_periods") == [(0,)]


def test_the_analysts_see_the_correction(path: Path) -> None:
    say(path, "corrected", subjects=[{"name": "云溪市大河贸易有限公司", "kind": "organisation"}])
    assert ask(path, 'SELECT "主体", "复核" FROM "信用事件" WHERE "动作" = \'列入\'') == [
        ("云溪市大河贸易有限公司", "已更正")
    ]
    assert ask(path, 'SELECT "名称" FROM "主体" WHERE "动作" = \'列入\'') == [("云溪市大河贸易有限公司",)]
    assert ask(path, "SELECT name FROM listing_periods") == [("云溪市大河贸易有限公司",)]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("event_date", "2021-13-40"),
        ("fine_yuan", "很多"),
        ("duration", "三个月"),
        ("action", "fly"),
        ("quote", "x"),
        ("certainty", None),
    ],
)
def test_a_value_that_cannot_be_is_refused(path: Path, field: str, value: Any) -> None:
    before = dump(path)
    with pytest.raises(Refused):
        say(path, "corrected", **{field: value})
    assert dump(path) == before


def test_accuracy_counts_the_last_word_on_each_event(path: Path) -> None:
    say(path, "rejected")
    say(path, "confirmed")
    say(path, "corrected", "admin.penalty", fine_yuan="20000")
    found = ask(
        path,
        'SELECT "类型代码", "已复核", "读对", "更正", "驳回", "准确率（%）" FROM "复核准确率" ORDER BY 1',
    )
    assert found == [("admin.penalty", 1, 0, 1, 0, 0.0), ("list.warning", 1, 1, 0, 0, 100.0)]


class TestTable:
    @pytest.mark.parametrize("suffix", ["csv", "xlsx"])
    def test_out_and_in_again(self, path: Path, tmp_path: Path, suffix: str) -> None:
        sheet = tmp_path / f"复核.{suffix}"
        with open_database(path) as db:
            rows = waiting(db.conn)
            assert [row["类型"] for row in rows] == ["行政处罚"]
            sheets.write(sheet, HEADER, rows)
            filled = list(sheets.read(sheet))
            filled[0] |= {
                "结论": "更正",
                "更正字段": "罚款",
                "更正为": "20000",
                "复核人": "李强",
                "理由": "看错",
            }
            sheets.write(sheet, HEADER, filled)
            assert take(db, sheets.read(sheet)) == (1, [])
            assert take(db, sheets.read(sheet)).refused  # decided meanwhile
        assert ask(path, "SELECT fine_yuan, review FROM events WHERE event_type = 'admin.penalty'") == [
            ("20000", "corrected")
        ]

    @pytest.mark.parametrize(
        ("filled", "why"),
        [
            ({"结论": "更正", "复核人": "李强"}, "更正字段"),
            ({"结论": "大概", "复核人": "李强"}, "结论只能是"),
            ({"结论": "确认"}, "没有复核人"),
            ({"结论": "更正", "更正字段": "颜色", "更正为": "红", "复核人": "李强"}, "没有这个字段"),
            ({"结论": "确认", "复核人": "李强", "校验": "old"}, "有变化"),
            ({"结论": "确认", "复核人": "李强", "标识": "no such"}, "没有这个事件"),
        ],
    )
    def test_a_row_that_cannot_be_taken_costs_only_itself(
        self, path: Path, filled: dict[str, str], why: str
    ) -> None:
        with open_database(path) as db:
            (row,) = waiting(db.conn)
            asked = [{**{name: str(row.get(name) or "") for name in HEADER}, **filled}]
            good = {"标识": key_of(path), "结论": "确认", "复核人": "李强"}
            taken = take(db, [*asked, good])
        assert (taken.done, len(taken.refused)) == (1, 1)
        assert why in taken.refused[0]

    def test_no_cell_is_a_formula(self, tmp_path: Path) -> None:
        rows = [{"原文": "=HYPERLINK(1)"}, {"原文": "\x00\x0b甲"}]
        sheets.write(tmp_path / "a.xlsx", ["原文"], rows)
        cell = load_workbook(tmp_path / "a.xlsx").worksheets[0]["A2"]
        assert (cell.data_type, cell.value) == ("s", "=HYPERLINK(1)")
        sheets.write(tmp_path / "a.csv", ["原文"], rows[:1])
        assert (tmp_path / "a.csv").read_bytes().startswith("\ufeff原文\r\n'=".encode())


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_the_commands(path: Path, tmp_path: Path) -> None:
    key = key_of(path, "admin.penalty")
    assert run("review", "--db", path).stdout.startswith(key)
    assert run("review", "correct", key, "--set", "罚款", "3000", "--by", "王敏", "--db", path).exit_code == 0
    assert run("review", "--db", path).stdout == ""
    assert "行政处罚\t1\t0\t1" in run("review", "accuracy", "--db", path).stdout
    assert run("review", "reject", "no such", "--by", "王敏", "--reason", "x", "--db", path).exit_code == 1
    assert run("review", "out", tmp_path / "a.xlsx", "--all", "--db", path).exit_code == 0
    assert "采用 0 个" in run("review", "in", tmp_path / "a.xlsx", "--db", path).stdout


class TestKnown:
    """Two axes: the day asked about, and the day on which we ask."""

    @pytest.fixture
    def slow(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """The story arrives over months."""
        path = tmp_path / "db"
        for month, notice in enumerate(STORY, 1):
            moment = f"2024-{month:02}-01T09:00:00+08:00"
            monkeypatch.setattr("notice_parser.store.clock.now", lambda moment=moment: moment)
            stored(path, [notice])
        return path

    def test_what_we_knew_then(self, slow: Path) -> None:
        with open_database(slow) as db:
            known = {
                month: len(questions.listed(db.conn, "2020-05-09", known_on=f"2024-{month:02}-15"))
                for month in range(1, 7)
            }
            before = questions.listed(db.conn, "2020-05-09", known_on="2023-12-31")
            assert questions.listed(db.conn, "2020-05-09") == questions.listed(
                db.conn, "2020-05-09", known_on="2024-07-01"
            )
        assert before == []
        # 20 listed; the scan brings a name read wrong; 3 are removed; the correction ends one term in April
        assert list(known.values()) == [20, 20, 21, 18, 18, 17]

    def test_the_final_tables_do_not_depend_on_the_clock(self, slow: Path, tmp_path: Path) -> None:
        assert derived(slow) == derived(stored(tmp_path / "at once", STORY))

    def test_former_records_are_kept(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("notice_parser.store.clock.now", lambda: "2099-01-01T00:00:00+08:00")
        say(path, "corrected", event_date="2021-03-01")
        ((record,),) = ask(path, "SELECT record FROM event_versions")
        assert '"event_date": "2021-03-02"' in record


def test_a_story_with_reviews_is_the_same_after_reading_everything_again(tmp_path: Path) -> None:
    path = stored(tmp_path / "db", STORY)
    with open_database(path) as db:
        for key in [record["event_key"] for record in records(path)][::2]:
            decide(db, key, Review.CONFIRMED, "王敏")
    before = dump(path)
    stored(path, reversed(STORY))
    assert dump(path) == before
    assert ask(path, "SELECT count(*) FROM reviews WHERE attached IS NOT NULL AND stale = 0") == [(3,)]
    assert len(LISTING.events) == 1


def test_an_end_that_a_rule_gave_follows_the_corrected_day(tmp_path: Path) -> None:
    entry = add(
        [FIRM],
        "安全生产严重失信主体名单",
        authority=BODY,
        date="2024-03-05",
        event_type="list.serious",
        derived_end="2027-03-05",
        derived_end_rule="mem-2023-11",
        quote=f"{BODY}将{FIRM}列入安全生产严重失信主体名单",
    )
    path = stored(tmp_path / "db", [made("a", issuer=BODY, published="2024-04-05", events=[entry])])

    def rightly(day: str) -> tuple[Any, Any]:
        with open_database(path) as db:
            key = key_of(path, "list.serious")
            told = decide(db, key, Review.CORRECTED, "王敏", "核对原件", {"event_date": day})
        return told["derived_end"], told["derived_end_rule"]

    assert rightly("2024-03-15") == ("2027-03-15", "mem-2023-11")
    assert ask(path, "SELECT expires FROM listing_periods") == [("2027-03-15",)]
    assert rightly("2023-03-15") == (None, None)  # before the rule was in force
