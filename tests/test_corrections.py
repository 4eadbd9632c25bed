"""A correction that names no number is put before a person, whatever came first, and what is said stands."""

from __future__ import annotations

import itertools
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from invented import add, made
from notice_parser import parse_text
from notice_parser.cli import main
from notice_parser.model import Notice
from notice_parser.store import open_database, save
from notice_parser.store.withdraw import withdraw
from test_scenario import ask, derived, stored

BOARD = "云溪市应急管理局"
LIST = "安全生产黄牌警示名单"
FIRM, OTHER = "云溪市长河贸易有限公司", "云溪市石桥建材有限公司"


def listing(key: str, firm: str, day: str, title: str = "通知", **fields: Any) -> Notice:
    number = fields.pop("number", None)
    event = add([firm], LIST, authority=BOARD, date=day, number=number, **fields)
    return made(key, title=title, number=number, issuer=BOARD, published=day, events=[event])


EARLIER = listing("earlier", FIRM, "2020-03-16", number="云应急〔2020〕60号")
LATEST = listing("latest", FIRM, "2021-03-16", number="云应急〔2021〕12号")
ELSE = listing("else", OTHER, "2021-03-16", number="云应急〔2021〕12号")
AFTER = listing("after", FIRM, "2022-01-10", number="云应急〔2022〕3号")
FIX = listing("fix", FIRM, "2021-03-18", title="关于名单的更正公告")
ALL = (EARLIER, LATEST, ELSE, AFTER, FIX)


def states(path: Path) -> dict[str, str]:
    found = ask(
        path,
        "SELECT f.name, a.state FROM acts a JOIN events e ON e.id = a.event JOIN notices n ON n.id = e.notice"
        " JOIN file_names f USING (sha256)",
    )
    return dict(found)


def proposed(path: Path) -> list[tuple[str | None, str]]:
    return ask(path, 'SELECT "原文件", "更正文件" FROM "疑似更正" ORDER BY 1, 2')


def run(*arguments: object) -> Any:
    return CliRunner().invoke(main, [str(one) for one in arguments], catch_exceptions=False)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return stored(tmp_path / "db", ALL)


def test_the_latest_act_before_it_is_proposed_and_nothing_is_superseded(path: Path) -> None:
    assert proposed(path) == [("latest.pdf", "fix.pdf")]
    assert states(path) == {
        "earlier.pdf": "standing",
        "latest.pdf": "disputed",
        "else.pdf": "standing",
        "after.pdf": "standing",
        "fix.pdf": "standing",
    }
    assert ask(path, "SELECT from_day, doubtful FROM listing_periods WHERE name = ? ORDER BY 1", FIRM) == [
        ("2020-03-16", 0),
        ("2021-03-16", 1),
        ("2021-03-18", 0),
        ("2022-01-10", 0),
    ]
    shown = run("history", FIRM, "--db", path).stdout
    assert shown.count("疑似已被更正") == 1


@pytest.mark.parametrize("order", list(itertools.permutations(range(len(ALL))))[::5])
def test_any_order_proposes_the_same(
    order: tuple[int, ...], tmp_path: Path, whole: dict[str, list[Any]]
) -> None:
    assert derived(stored(tmp_path / "db", [ALL[place] for place in order])) == whole


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Any]]:
    return derived(stored(tmp_path_factory.mktemp("all") / "db", ALL))


def test_a_person_says_that_it_corrects(path: Path) -> None:
    told = run(
        "review", "corrects", "fix.pdf", "latest.pdf", "--by", "王敏", "--reason", "同日同名单", "--db", path
    )
    assert told.exit_code == 0
    assert states(path)["latest.pdf"] == "superseded"
    assert proposed(path) == []
    assert ask(path, "SELECT from_day FROM listing_periods WHERE name = ? ORDER BY 1", FIRM) == [
        ("2020-03-16",),
        ("2021-03-18",),
        ("2022-01-10",),
    ]


def test_a_person_says_which_other_one_it_corrects(path: Path) -> None:
    with sqlite3.connect(path) as db:
        (key,) = db.execute(
            "SELECT event_key FROM events e JOIN notices n ON n.id = e.notice WHERE n.published = '2020-03-16'"
        ).fetchone()
    run("review", "corrects", "fix.pdf", key, "--by", "王敏", "--reason", "正文所指", "--db", path)
    assert states(path)["earlier.pdf"] == "superseded"
    assert states(path)["latest.pdf"] == "standing"
    assert proposed(path) == []


def test_what_is_said_to_be_unrelated_gives_way_to_the_next_and_then_to_none(path: Path) -> None:
    for earlier, left in (("latest.pdf", [("earlier.pdf", "fix.pdf")]), ("earlier.pdf", [])):
        told = run(
            "review", "unrelated", "fix.pdf", earlier, "--by", "王敏", "--reason", "无关", "--db", path
        )
        assert told.exit_code == 0
        assert proposed(path) == left
    assert set(states(path).values()) == {"standing"}


def test_what_was_said_outlives_withdrawal_and_another_reading(path: Path) -> None:
    run("review", "corrects", "fix.pdf", "latest.pdf", "--by", "王敏", "--reason", "同名单", "--db", path)
    after = derived(path)
    withdraw(path, "latest.pdf", "王敏", "误收")
    assert proposed(path) == [("earlier.pdf", "fix.pdf")]
    assert derived(stored(path, ALL)) == after


def test_it_is_gone_with_the_correction(path: Path, tmp_path: Path) -> None:
    withdraw(path, "fix.pdf", "王敏", "误收")
    assert derived(path) == derived(stored(tmp_path / "rest", ALL[:-1]))


def test_a_number_named_anywhere_in_the_correction_settles_it(tmp_path: Path) -> None:
    first = parse_text(
        f"{BOARD}关于公布黄牌警示企业的通知\n云应急〔2021〕12号\n"
        f"2021年3月16日，{BOARD}将{FIRM}列入安全生产黄牌警示名单，期限3个月。\n"
    )
    fix = parse_text(
        f"{BOARD}更正公告\n云应急〔2021〕15号\n"
        "我局《关于公布黄牌警示企业的通知》（云应急〔2021〕12号）期限有误，现更正如下：\n"
        f"2021年3月16日，{BOARD}将{FIRM}列入安全生产黄牌警示名单，期限6个月。\n"
    )
    path = stored(tmp_path / "db", [first, fix])
    assert sorted(state for (state,) in ask(path, "SELECT state FROM acts WHERE action = 'add'")) == [
        "standing",
        "superseded",
    ]
    assert proposed(path) == []


def test_a_correction_that_fits_nothing_is_shown_until_somebody_says_so(tmp_path: Path) -> None:
    fix = made("fix", title="关于名称的更正公告", issuer=BOARD, published="2021-03-18", events=[])
    path = stored(tmp_path / "db", [ELSE, fix])
    assert proposed(path) == [(None, "fix.pdf")]
    assert "fix.pdf" in run("review", "corrections", "--db", path).stdout
    run("review", "unrelated", "fix.pdf", "--by", "王敏", "--reason", "原通知没有收到", "--db", path)
    assert proposed(path) == []


@pytest.mark.parametrize(
    ("later", "earlier", "why"),
    [
        ("latest.pdf", "earlier.pdf", "不是更正通知"),
        ("fix.pdf", "none.pdf", "没有这个文件"),
        ("fix.pdf", "fix.pdf", "不能更正自己"),
    ],
)
def test_nonsense_is_refused_in_one_line(path: Path, later: str, earlier: str, why: str) -> None:
    told = run("review", "corrects", later, earlier, "--by", "王敏", "--reason", "误", "--db", path)
    assert (told.exit_code, told.stderr.count("\n"), why in told.stderr) == (1, 1, True)


def test_saving_the_same_again_changes_nothing(path: Path) -> None:
    before = derived(path)
    with open_database(path) as db:
        for notice in ALL:
            save(db, notice)
    assert derived(path) == before
