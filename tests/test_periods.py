"""From acts on one subject to stays on lists: what opens, extends, closes and expires them."""

from __future__ import annotations

import itertools
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from invented import add, event, extend, made, remove
from notice_parser.model import Certainty, Event
from notice_parser.store.periods import Entry, Period, periods
from test_scenario import stored

FIRM, BODY = "云溪市长河贸易有限公司", "云溪市应急管理局"
WARN, ABNORMAL = "安全生产黄牌警示名单", "经营异常名录"


def stays(tmp_path: Path, *events: Event | tuple[Event, dict[str, Any]]) -> list[tuple[Any, ...]]:
    """(from, until, reason) of each stay, which must not depend on the order of arrival."""
    notices = []
    for number, one in enumerate(events):
        told, about = one if isinstance(one, tuple) else (one, {})
        notices.append(made(f"n{number}", issuer=BODY, events=[told], **about))
    outcomes = []
    for number, order in enumerate(itertools.islice(itertools.permutations(notices), 24)):
        path = stored(tmp_path / f"{number}.db", order)
        with sqlite3.connect(path) as db:
            outcomes.append(
                db.execute(
                    "SELECT from_day, until_day, end_reason FROM listing_periods ORDER BY from_day, until_day"
                ).fetchall()
            )
    assert all(outcome == outcomes[0] for outcome in outcomes)
    return [tuple(row) for row in outcomes[0]]


def on(name: str | None, date: str | None, **fields: Any) -> Event:
    return add([FIRM], name, authority=BODY, date=date, **fields)


def off(name: str | None, date: str | None, **fields: Any) -> Event:
    return remove([FIRM], name, authority=BODY, date=date, **fields)


THREE = {"duration": "P3M", "derived_end": "2020-06-16"}


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([on(WARN, "2020-03-16", **THREE)], [("2020-03-16", "2020-06-17", "expired")]),
        ([on(WARN, "2020-03-16", end="2020-06-15")], [("2020-03-16", "2020-06-16", "expired")]),
        ([on(WARN, "2020-03-16")], [("2020-03-16", None, None)]),  # unknown end
        ([on(WARN, "2020-03-16", duration="PERMANENT")], [("2020-03-16", None, None)]),
        (
            [on(WARN, "2020-03-16", **THREE), off(WARN, "2020-05-01")],
            [("2020-03-16", "2020-05-01", "removed")],
        ),
        (
            [on(WARN, "2020-03-16", **THREE), off(WARN, "2020-07-01")],
            [("2020-03-16", "2020-06-17", "expired")],
        ),  # removed late
        (
            [on(WARN, "2020-03-16", **THREE), off(ABNORMAL, "2020-05-01")],
            [("2020-03-16", "2020-06-17", "expired"), (None, "2020-05-01", "removed")],
        ),
        (
            [on(WARN, "2020-03-16"), off(WARN, "2020-05-01"), on(WARN, "2020-09-01")],
            [("2020-03-16", "2020-05-01", "removed"), ("2020-09-01", None, None)],
        ),
        ([off(WARN, "2020-05-01")], [(None, "2020-05-01", "removed")]),
        (
            [
                on(WARN, "2020-03-16", batch="2020-1"),
                on(WARN, "2020-04-16", batch="2020-2"),
                off(WARN, "2020-06-01", batch="2020-2"),
            ],
            [("2020-03-16", None, None), ("2020-04-16", "2020-06-01", "removed")],
        ),
        ([on(WARN, "2020-03"), off(WARN, "2020-05-01")], [("2020-03-31", "2020-05-01", "removed")]),
        (
            [
                on(WARN, "2020-03-16", list_level="黄牌"),
                on("安全生产红牌警示名单", "2020-03-20", list_level="红牌"),
                off("安全生产红牌警示名单", "2020-06-01", list_level="红牌"),
            ],
            [("2020-03-16", None, None), ("2020-03-20", "2020-06-01", "removed")],
        ),
        (
            [
                on(WARN, "2020-03-16", **THREE),
                extend([FIRM], WARN, authority=BODY, date="2020-06-10", duration="P3M"),
            ],
            [("2020-03-16", "2020-09-17", "expired")],
        ),
        (
            [
                on(WARN, "2020-03-16", **THREE),
                extend([FIRM], WARN, authority=BODY, date="2020-06-10", end="2020-12-31"),
            ],
            [("2020-03-16", "2021-01-01", "expired")],
        ),
        (
            [on(WARN, "2020-03-16", **THREE), extend([FIRM], WARN, authority=BODY, date="2020-06-10")],
            [("2020-03-16", None, None)],
        ),
        (
            [on(WARN, "2020-03-16"), off(None, "2020-05-01")],
            [("2020-03-16", "2020-05-01", "removed")],
        ),  # whichever it is on
        ([on(WARN, "2020-03-16", certainty=Certainty.PROPOSED)], []),
        ([on(WARN, "2020-03-16", certainty=Certainty.NEGATED)], []),
        (
            [
                on(WARN, "2020-03-16", certainty=Certainty.CONDITIONAL),
                off(WARN, "2020-05-01", certainty=Certainty.PROSPECTIVE),
            ],
            [],
        ),
        (
            [
                on(WARN, "2020-03-16", number="云应急〔2020〕1号"),
                on(WARN, "2020-03-18", number="云应急〔2020〕2号"),
                (off(WARN, "2020-05-01"), {"naming": ["云应急〔2020〕1号"]}),
            ],
            [("2020-03-16", "2020-05-01", "removed"), ("2020-03-18", None, None)],
        ),
        (
            [
                on(WARN, "2020-03-16", number="云应急〔2020〕1号"),
                (
                    event("decision.revoked", [FIRM], authority=BODY, date="2020-04-01"),
                    {"naming": ["云应急〔2020〕1号"]},
                ),
            ],
            [("2020-03-16", "2020-04-01", "revoked")],
        ),
        (
            [on(WARN, "2020-03-16", **THREE), (on(WARN, None), {"published": "2020-04-02"})],
            [("2020-03-16", "2020-06-17", "expired")],
        ),  # told again, without a day
        (
            [on(WARN, "2020-03-16", **THREE), (on(WARN, None), {"published": "2020-08-02"})],
            [("2020-03-16", "2020-06-17", "expired"), ("2020-08-02", None, None)],
        ),
        (
            [on(WARN, "2020-03-16"), off(WARN, "2020-05-01"), (off(WARN, None), {"published": "2020-05-20"})],
            [("2020-03-16", "2020-05-01", "removed")],
        ),
    ],
)
def test_stays(tmp_path: Path, events: list[Any], expected: list[Any]) -> None:
    assert stays(tmp_path, *events) == sorted(expected, key=lambda row: (row[0] or "", row[1] or ""))


def test_a_correction_of_another_firm_changes_nothing(tmp_path: Path) -> None:
    number = "云应急〔2020〕1号"
    fixed = add(["云溪市别家贸易有限公司"], WARN, authority=BODY, date="2020-03-17", number=number)
    found = stays(
        tmp_path, on(WARN, "2020-03-16", number=number), (fixed, {"title": "更正通知", "number": number})
    )
    assert found == [("2020-03-16", None, None), ("2020-03-17", None, None)]


def test_two_notices_that_contradict_each_other_are_shown_as_doubtful(tmp_path: Path) -> None:
    number = "云应急〔2020〕1号"
    path = stored(
        tmp_path / "db",
        [
            made("a", issuer=BODY, events=[on(WARN, "2020-03-16", number=number, end="2020-06-15")]),
            made("b", issuer=BODY, events=[on(WARN, "2020-03-16", number=number, end="2020-09-15")]),
        ],
    )
    with sqlite3.connect(path) as db:
        assert db.execute("SELECT state FROM acts").fetchall() == [("disputed",), ("disputed",)]
        assert db.execute("SELECT doubtful FROM listing_periods").fetchall() == [(1,)]


def entry(act: str, **fields: Any) -> Entry:
    return Entry(
        act=act,
        event_type="list.warning",
        event_key=act,
        sources=frozenset({(int(act), act)}),
        list_name=WARN,
        **fields,
    )


def test_order_does_not_matter_to_many() -> None:
    entries = [
        entry("1", action="add", event_date="2020-01-01", document_number="甲1号"),
        entry("2", action="add", event_date="2020-01-01"),
        entry("3", action="extend", event_date="2020-02-01", duration="P1M"),
        entry("4", action="remove", event_date="2020-03-01"),
        entry("5", action="add", event_date="2020-04-01"),
        entry("6", action="maintain", event_date="2020-05-01"),
    ]

    def shape(found: list[Period]) -> list[list[str]]:
        return [[one.act for one in period.entries] for period in found]

    outcomes = {str(shape(periods(order))) for order in itertools.permutations(entries)}
    assert outcomes == {"[['1', '2', '3', '4'], ['5', '6']]"}
