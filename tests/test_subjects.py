"""Who is who: codes and full names join, everything else is proposed, and what a person decides stays."""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from invented import add, event, made, remove, subject
from notice_parser.model import Notice
from notice_parser.store import open_database, save
from notice_parser.store.decide import Refused
from notice_parser.store.same import merge, split
from test_scenario import derived, stored

CODE, OTHER = "91110000600037341L", "91110000101623741K"
HERE, THERE = "云溪市应急管理局", "石屏市应急管理局"
RED = "守信激励红名单"


def told(key: str, *subjects: Any, body: str = HERE, number: str | None = None, **fields: Any) -> Notice:
    return made(
        key,
        issuer=body,
        published="2021-03-01",
        number=number,
        events=[add(subjects, RED, "list.red", authority=body, date="2021-02-01", number=number, **fields)],
    )


def who(path: Path) -> list[set[str]]:
    """The subjects, each as the notices that speak of it."""
    with sqlite3.connect(path) as db:
        rows = db.execute(
            "SELECT m.subject, f.name || '/' || s.name FROM subject_mentions m JOIN event_subjects s USING (event, number)"
            " JOIN events e ON e.id = m.event JOIN notices n ON n.id = e.notice JOIN file_names f USING (sha256)"
        ).fetchall()
    found: dict[str, set[str]] = {}
    for key, name in rows:
        found.setdefault(key, set()).add(name)
    return sorted(found.values(), key=sorted)


def in_every_order(tmp_path: Path, notices: Sequence[Notice]) -> list[set[str]]:
    outcomes = []
    for number, order in enumerate(itertools.permutations(notices)):
        path = stored(tmp_path / f"{number}.db", order)
        outcomes.append((who(path), derived(path)))
    assert all(outcome == outcomes[0] for outcome in outcomes)
    return outcomes[0][0]


FIRM = "云溪市长河贸易有限公司"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (subject(FIRM), subject(FIRM), True),
        (subject(FIRM, identifier=CODE), subject("云溪市长河商贸有限公司", identifier=CODE), True),
        (
            subject(FIRM, identifier=CODE),
            subject(FIRM, identifier="60003734-1"),
            True,
        ),  # the code within the code
        (subject(FIRM, identifier=CODE), subject(FIRM), True),
        (subject(FIRM, identifier=CODE), subject(FIRM, identifier=OTHER), False),
        (
            subject(FIRM, identifier="91110000600037341X"),
            subject("云溪市别家贸易有限公司", identifier="91110000600037341X"),
            False,
        ),
        (subject("长河茶行"), subject("长河茶行"), True),
        (subject("长河"), subject("长河"), False),  # a short name
        (subject("云溪市未来茶行"), subject("云溪市末来茶行"), False),
        (subject("许知远", kind="person"), subject("许知远", kind="person"), False),
        (
            subject("许知远", kind="person", identifier="110105********002X"),
            subject("许知远", kind="person", identifier="110105********002X"),
            True,
        ),
        (
            subject("许知远", kind="person", identifier="110105********002X"),
            subject("许知远", kind="person", identifier="110105********0031"),
            False,
        ),
        (
            subject("许某某", kind="person", anonymised=True),
            subject("许某某", kind="person", anonymised=True),
            False,
        ),
    ],
)
def test_who_is_joined(tmp_path: Path, one: Any, other: Any, same: bool) -> None:
    found = in_every_order(tmp_path, [told("a", one), told("b", other)])
    assert len(found) == (1 if same else 2)


def test_one_name_in_two_cities_is_two(tmp_path: Path) -> None:
    assert len(in_every_order(tmp_path, [told("a", "长河茶行"), told("b", "长河茶行", body=THERE)])) == 2


def test_a_person_is_the_same_within_one_numbered_document(tmp_path: Path) -> None:
    person = subject("许知远", kind="person")
    number = "云应急〔2021〕9号"
    assert (
        len(in_every_order(tmp_path, [told("a", person, number=number), told("b", person, number=number)]))
        == 1
    )


def test_two_codes_of_one_name_leave_the_bare_name_alone(tmp_path: Path) -> None:
    notices = [
        told("a", subject(FIRM, identifier=CODE)),
        told("b", subject(FIRM, identifier=OTHER)),
        told("c", FIRM),
    ]
    assert len(in_every_order(tmp_path, notices)) == 3


def test_a_bare_name_finds_its_code_in_whatever_order(tmp_path: Path) -> None:
    notices = [told("a", subject(FIRM, identifier=CODE)), told("b", FIRM), told("c", FIRM)]
    assert len(in_every_order(tmp_path, notices)) == 1


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("云溪市未来茶行", "云溪市末来茶行", "字形相近"),
        ("长河", "云溪市长河贸易有限公司", "简称"),
        ("长河公司", "云溪市长河贸易有限公司", "简称"),
        ("青禾", "云溪市长河贸易有限公司", None),
        ("云溪市东风茶行", "云溪市西风茶行", None),
    ],
)
def test_what_is_proposed(tmp_path: Path, one: str, other: str, why: str | None) -> None:
    for number, order in enumerate(((one, other), (other, one))):
        path = stored(tmp_path / f"{number}.db", [told(name, name) for name in order])
        with sqlite3.connect(path) as db:
            pairs = db.execute('SELECT "甲", "乙", "理由" FROM "疑似同一主体"').fetchall()
        assert [({a, b}, reason) for a, b, reason in pairs] == ([({one, other}, why)] if why else [])


def subject_of(path: Path, name: str) -> str:
    with sqlite3.connect(path) as db:
        ((key,),) = db.execute(
            "SELECT DISTINCT m.subject FROM subject_mentions m JOIN event_subjects s USING (event, number) WHERE s.name = ?",
            (name,),
        )
    return str(key)


def test_a_merge_holds_through_everything(tmp_path: Path) -> None:
    path = stored(tmp_path / "db", [told("a", "云溪市未来茶行"), told("b", "云溪市末来茶行")])
    with open_database(path) as db:
        merge(
            db, subject_of(path, "云溪市未来茶行"), subject_of(path, "云溪市末来茶行"), "王敏", "扫描识别错误"
        )
    assert len(who(path)) == 1
    with sqlite3.connect(path) as rows:
        assert rows.execute("SELECT count(*) FROM listing_periods").fetchone() == (1,)
        assert rows.execute('SELECT count(*) FROM "疑似同一主体"').fetchone() == (0,)
    stored(
        path,
        [
            told("c", subject("云溪市末来茶行", identifier=CODE)),
            told("d", "云溪市未来茶行"),
            told("a", "云溪市未来茶行"),
        ],
    )
    assert len(who(path)) == 1
    with open_database(path) as db:
        assert db.execute("SELECT identifier FROM subjects").fetchall() == [(CODE,)]
        keys = [
            row[0]
            for row in db.execute("SELECT a FROM subject_decisions UNION SELECT b FROM subject_decisions")
        ]
        split(db, keys[0], keys[1], "李强", "核对后不是一家")
    assert len(who(path)) == 2


def test_a_mention_is_set_apart(tmp_path: Path) -> None:
    notices = [told("a", "云溪市长河茶行"), told("b", "云溪市长河茶行")]
    path = stored(tmp_path / "db", notices)
    with open_database(path) as db:
        (key,) = db.execute("SELECT event_key FROM events ORDER BY id DESC LIMIT 1").fetchone()
        split(db, "云溪市长河茶行", key, "王敏", "同名的另一家")
        assert len(who(path)) == 2
        for notice in notices:
            save(db, notice)
    assert len(who(path)) == 2


def test_what_cannot_be_decided_is_refused(tmp_path: Path) -> None:
    path = stored(tmp_path / "db", [told("a", "云溪市长河茶行")])
    with open_database(path) as db:
        with pytest.raises(Refused, match="没有这个主体"):
            merge(db, subject_of(path, "云溪市长河茶行"), "no such", "王敏", "x")
        assert db.execute("SELECT count(*) FROM subject_decisions").fetchone() == (0,)


def test_a_person_is_not_taken_off_a_list_by_name_alone(tmp_path: Path) -> None:
    person = subject("许知远", kind="person")
    listing = told("a", person, number="云应急〔2021〕9号")
    other = made(
        "b",
        issuer=HERE,
        published="2021-05-02",
        events=[remove([person], RED, "list.red", authority=HERE, date="2021-05-01")],
    )
    named = made(
        "c",
        issuer=HERE,
        published="2021-05-02",
        naming=["云应急〔2021〕9号"],
        events=[remove([person], RED, "list.red", authority=HERE, date="2021-05-01")],
    )
    for notices, until in (
        ([listing, other], None),
        ([listing, named], "2021-05-01"),
        ([named, listing], "2021-05-01"),
    ):
        path = stored(tmp_path / f"{len(list(tmp_path.iterdir()))}.db", notices)
        with sqlite3.connect(path) as db:
            assert db.execute(
                "SELECT until_day FROM listing_periods WHERE from_day IS NOT NULL"
            ).fetchall() == [(until,)]


def test_former_names_are_proposed(tmp_path: Path) -> None:
    changed = made(
        "c",
        issuer=HERE,
        events=[
            event(
                "registration.change",
                ["云溪市长河贸易有限公司"],
                authority=HERE,
                quote="云溪市长河贸易有限公司名称变更为云溪市大河贸易有限公司",
            )
        ],
    )
    path = stored(
        tmp_path / "db", [told("a", "云溪市长河贸易有限公司"), told("b", "云溪市大河贸易有限公司"), changed]
    )
    with sqlite3.connect(path) as db:
        pairs = db.execute('SELECT "甲", "乙", "理由" FROM "疑似同一主体"').fetchall()
    assert [({a, b}, why) for a, b, why in pairs] == [
        ({"云溪市长河贸易有限公司", "云溪市大河贸易有限公司"}, "曾用名")
    ]
    assert len(who(path)) == 2
