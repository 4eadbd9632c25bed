"""The names for a notebook, as pandas and DuckDB take what they give."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import duckdb
import pandas
import pytest

import notice_parser
from invented import made
from notice_parser import Database
from notice_parser.store import DatabaseUnusable
from test_exports import BODY, FINED, FIRM, GRANTED, LEFT, LISTED, export
from test_scenario import stored


@pytest.fixture
def db(tmp_path: Path) -> Database:
    notices = [made("罚", events=[FINED, GRANTED]), made("列", events=[LISTED]), made("移", events=[LEFT])]
    return Database(stored(tmp_path / "events.db", notices))


def test_a_day_is_a_date_or_a_word(db: Database) -> None:
    on = db.listed(on="2021-01-01")
    assert [row["主体"] for row in on] == [FIRM.name]
    assert db.listed(on=dt.date(2021, 1, 1)) == on
    assert db.listed(on="2021-01-01", lists="黄牌") == on
    assert db.listed(on="2021-01-01", lists=["红名单"]) == []
    assert db.listed(on="2021-02-01") == []
    with pytest.raises(ValueError, match="Invalid isoformat"):
        db.listed(on="三月")


def test_a_history_is_found_by_name_and_by_code(db: Database) -> None:
    days = ["2020-12-01", "2021-02-01", "2021-03-16", "2021-05-06"]
    assert [row["日期"] for row in db.history(FIRM.name)] == days
    assert [row["日期"] for row in db.history("91110000101623741K")] == days
    assert db.history("没有这个名称") == []


def test_events_go_into_pandas(db: Database) -> None:
    events = pandas.DataFrame(db.events(kind="行政处罚", authority="应急"))
    fines = pandas.to_numeric(events["fine_yuan"])
    assert fines.sum() == pytest.approx(12345.67)
    assert events.loc[0, "authority"] == {"written": BODY, "full": None}


def test_duckdb_asks_the_same(db: Database, tmp_path: Path) -> None:
    out = export(db.path, "parquet", tmp_path / "events.parquet")
    found = duckdb.connect().execute(
        "SELECT s.name, count(*), sum(fine_yuan) FROM (SELECT unnest(subjects) AS s, fine_yuan FROM $1) GROUP BY 1".replace(
            "$1", f"'{out}'"
        )
    )
    assert [(name, count, float(fines)) for name, count, fines in found.fetchall()] == [
        (FIRM.name, len(db.events()), 12345.67)
    ]


def test_a_missing_database_is_told(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnusable, match="数据库不存在"):
        Database(tmp_path / "none.db")


def test_every_name_is_there() -> None:
    for name in notice_parser.__all__:
        assert getattr(notice_parser, name) is not None
    with pytest.raises(AttributeError):
        notice_parser.nothing  # noqa: B018
