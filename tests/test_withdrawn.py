"""What was public and is not any more: found, with its reason, and told to receivers under a signature."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from invented import add, event, made
from notice_parser.model import Review
from notice_parser.store import open_database, records, save
from notice_parser.store.decide import decide
from notice_parser.store.objections import ObjectionRefused, deadline, disputed, object_to, of_event, settle
from notice_parser.store.published import Withdrawn, record, withdrawn
from notice_parser.store.withdraw import withdraw
from notice_parser.store.withdrawn import ListRefused, public_key, signed, signed_list, verified
from test_scenario import stored

FIRM, OTHER, BODY, NAME = (
    "云溪市长河贸易有限公司",
    "云溪市北岸建材有限公司",
    "云溪市应急管理局",
    "安全生产黄牌警示名单",
)
SECRET, STRANGER = bytes(range(32)), bytes(32)


def listing(**more: Any) -> Any:
    return made(
        "a",
        issuer=BODY,
        published="2021-03-05",
        events=[
            event(
                "list.warning",
                [FIRM],
                list_name=NAME,
                authority=BODY,
                date="2021-03-02",
                quote=f"将{FIRM}列入{NAME}",
                **{"action": "add"} | more,
            ),
            event(
                "admin.penalty",
                [OTHER],
                authority=BODY,
                date="2021-03-03",
                fine_yuan="2000",
                quote="罚款2000元",
            ),
        ],
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return stored(tmp_path / "db", [listing()])


def keys(path: Path) -> dict[str, str]:
    return {one["event_type"]: one["event_key"] for one in records(path)}


def publish(
    path: Path, public: dict[str, str | None], day: str = "2021-04-01", **more: Any
) -> list[Withdrawn]:
    with open_database(path) as database, database.atomic():
        return record(database.conn, copy="public.db", on_day=day, made_by="lin", keys=public, **more)


def reasons(gone: list[Withdrawn]) -> dict[str, str]:
    return {one.key: one.reason for one in gone}


def test_what_stays_public_is_not_withdrawn_and_what_comes_back_is_none_either(path: Path) -> None:
    both: dict[str, str | None] = dict.fromkeys(keys(path).values(), "2030-01-01")
    one = dict([next(iter(both.items()))])
    left = (both.keys() - one.keys()).pop()
    assert publish(path, both) == []
    assert publish(path, both) == []
    assert reasons(publish(path, one)) == {left: "rule"}
    with open_database(path) as database:
        assert [row.key for row in withdrawn(database.conn)] == [left]
        assert withdrawn(database.conn, since="9999-01-01") == []
        assert withdrawn(database.conn, copy="other.db") == []
    assert publish(path, both) == []
    with open_database(path) as database:
        assert withdrawn(database.conn) == []
    assert reasons(publish(path, {})) == dict.fromkeys(both, "rule")


def test_each_withdrawal_has_its_reason(path: Path) -> None:
    named = keys(path)
    public: dict[str, str | None] = dict.fromkeys(named.values(), "2021-06-30")
    publish(path, public)
    with open_database(path) as database:
        decide(database, named["admin.penalty"], Review.REJECTED, "lin", "未决定处罚")
        with database.atomic():
            object_to(database.conn, named["list.warning"], "当事人", "名称相同，不是我公司", "lin")
    gone = reasons(publish(path, {}))
    assert gone == {named["admin.penalty"]: "rejected", named["list.warning"]: "disputed"}


def test_a_term_that_is_over_is_told_as_such(path: Path) -> None:
    key = keys(path)["admin.penalty"]
    publish(path, {key: "2021-04-30"}, "2021-04-30")
    assert reasons(publish(path, {}, "2021-05-01")) == {key: "expired"}


def test_a_removal_is_told_as_repair(path: Path) -> None:
    key = keys(path)["list.warning"]
    publish(path, {key: None})
    removal = made(
        "b",
        issuer=BODY,
        published="2021-05-05",
        events=[
            event(
                "list.warning",
                [FIRM],
                action="remove",
                list_name=NAME,
                authority=BODY,
                date="2021-05-02",
                quote=f"将{FIRM}移出{NAME}",
            )
        ],
    )
    with open_database(path) as database:
        save(database, removal)
    assert reasons(publish(path, {}, "2021-05-06")) == {key: "repaired"}


@pytest.mark.parametrize("erase", [False, True])
def test_a_file_taken_out_is_told_as_such(path: Path, erase: bool) -> None:
    public: dict[str, str | None] = dict.fromkeys(keys(path).values(), None)
    publish(path, public)
    (name,) = {one["file"] for one in records(path)}
    withdraw(path, name, "lin", "误收", erase=erase)
    assert reasons(publish(path, {})) == dict.fromkeys(public, "source_withdrawn")


def test_an_event_read_otherwise_is_told_as_such(path: Path) -> None:
    key = keys(path)["list.warning"]
    publish(path, {key: None})
    with open_database(path) as database:
        database.execute("UPDATE events SET known_from = '2000-01-01T00:00:00+08:00'")
        database.conn.commit()
        changed = listing(action="remove")
        save(database, changed)
    assert reasons(publish(path, {})) == {key: "read_otherwise"}


def test_publishing_that_fails_leaves_no_trace(path: Path) -> None:
    def fail() -> None:
        with open_database(path) as database, database.atomic():
            record(database.conn, copy="public.db", on_day="2021-04-01", made_by="lin", keys={"k": None})
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert publish(path, {}) == []


def test_a_signed_list_is_believed_only_as_it_was_signed(path: Path) -> None:
    public: dict[str, str | None] = dict.fromkeys(keys(path).values(), None)
    publish(path, public)
    publish(path, {})
    with open_database(path) as database:
        data = signed_list(database.conn, SECRET)
    told = verified(data, public_key(SECRET))
    assert {row["key"] for row in told["withdrawn"]} == public.keys()
    assert FIRM not in data.decode()
    assert OTHER not in data.decode()
    changed = json.loads(data)
    del changed["withdrawn"][0]
    with pytest.raises(ListRefused, match="改动"):
        verified(json.dumps(changed).encode(), public_key(SECRET))
    with pytest.raises(ListRefused, match="不是用这个公钥"):
        verified(data, public_key(STRANGER))
    forged = signed([Withdrawn("0" * 16, "rule", "2021-04-01", "public.db")], STRANGER)
    with pytest.raises(ListRefused):  # it names its own key, which proves nothing
        verified(forged, public_key(SECRET))
    for junk in (b"", b"[]", b"{}", b'{"signature": 1}', b"\xff"):
        with pytest.raises(ListRefused, match="不是撤下清单"):
            verified(junk, public_key(SECRET))
    with pytest.raises(ListRefused, match="公钥"):
        verified(data, "AAAA")


def test_an_objection_hides_every_report_of_its_act_until_it_is_settled(path: Path) -> None:
    again = made(
        "c",
        issuer=BODY,
        published="2021-03-09",
        events=[add([FIRM], NAME, authority=BODY, date="2021-03-02", quote=f"已将{FIRM}列入{NAME}")],
    )
    with open_database(path) as database:
        save(database, again)
        reports = {one["event_key"] for one in records(path) if one["event_type"] == "list.warning"}
        assert len(reports) == 2
        with database.atomic():
            number = object_to(database.conn, min(reports), "当事人", "已整改", "lin", received="2021-03-10")
        assert disputed(database.conn) == reports
        (one,) = of_event(database.conn, min(reports))
        assert (one["状态"], one["登记人"], one["办结期限"]) == ("超期未结", "lin", "2021-03-19")
        assert one["剩余天数"] < 0
        with database.atomic():
            settle(database.conn, number, "dismissed", "经核查，列入有据", "zhou")
        assert disputed(database.conn) == set()
        (one,) = of_event(database.conn, min(reports))
        assert (one["状态"], one["办结人"], one["剩余天数"]) == ("不成立", "zhou", None)
        with pytest.raises(ObjectionRefused, match="已办结"), database.atomic():
            settle(database.conn, number, "upheld", "改主意", "zhou")


def test_an_objection_that_was_upheld_hides_until_the_event_is_put_right(path: Path) -> None:
    key = keys(path)["list.warning"]
    with open_database(path) as database:
        with database.atomic():
            number = object_to(database.conn, key, "当事人", "日期不对", "lin")
            settle(database.conn, number, "upheld", "日期确有误", "zhou")
        assert disputed(database.conn) == {key}
        decide(database, key, Review.CORRECTED, "zhou", None, {"event_date": "2021-03-01"})
        assert disputed(database.conn) == set()


def test_an_objection_outlives_another_reading_and_hides_the_file_then(path: Path) -> None:
    before = keys(path)
    with open_database(path) as database:
        with database.atomic():
            object_to(database.conn, before["list.warning"], "当事人", "不是我公司", "lin")
        save(database, listing(action="remove"))
        after = set(keys(path).values())
        assert before["list.warning"] not in after
        assert disputed(database.conn) == after


@pytest.mark.parametrize(
    ("received", "term", "day", "rule"),
    [
        ("2024-09-27", "5个工作日", "2024-10-10", "节假日安排"),  # holidays from 1 October, work on Sunday 29
        ("2024-09-27", "5日", "2024-10-02", "5日"),
        ("2090-09-29", "5工作日", "2090-10-06", "只除去周六、周日"),
    ],
)
def test_a_deadline_is_counted_by_the_rule_that_it_names(
    received: str, term: str, day: str, rule: str
) -> None:
    due = deadline(received, term)
    assert due.day == day
    assert rule in due.rule


@pytest.mark.parametrize("term", ["", "很快", "0日", "工作日", "7个月"])
def test_a_term_that_cannot_be_read_is_refused(term: str) -> None:
    with pytest.raises(ObjectionRefused, match="期限的写法不对"):
        deadline("2024-09-27", term)


def test_what_cannot_be_objected_to_is_refused_and_numbers_are_masked(path: Path) -> None:
    key = keys(path)["list.warning"]
    with open_database(path) as database, database.atomic():
        for bad in (("0" * 16, "甲", "乙"), (key, " ", "乙"), (key, "甲", "")):
            with pytest.raises(ObjectionRefused):
                object_to(database.conn, *bad, "lin")
        with pytest.raises(ObjectionRefused, match="晚于今天"):
            object_to(database.conn, key, "甲", "乙", "lin", received="2999-01-01")
        object_to(database.conn, key, "本人", "电话13812345678联系", "lin")
        (one,) = of_event(database.conn, key)
        assert one["理由"] == "电话138****5678联系"
