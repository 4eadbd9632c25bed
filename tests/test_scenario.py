"""Notices as they arrive in life, in any order: the same acts, the same stays on lists, the same subjects."""

from __future__ import annotations

import itertools
import random
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from invented import add, extend, made, remove
from notice_parser.model import Notice
from notice_parser.store import merged_records, open_database, save

LIST = "安全生产黄牌警示管理名单"
BOARD = "云溪市应急管理局"
FIRMS = tuple(
    f"云溪市{name}有限公司"
    for name in (
        "长河贸易",
        "石桥建材",
        "松林木业",
        "白鹤食品",
        "青禾农业",
        "南岭机械",
        "北斗仪器",
        "东篱园艺",
        "西江物流",
        "春晖纺织",
        "秋实粮油",
        "夏荷酒店管理",
        "冬青环保",
        "金穗种业",
        "银杏医药",
        "铜陵五金",
        "铁山矿业",
        "锡林乳业",
        "珠江电子",
        "玉泉饮品",
    )
)

LISTING = made(
    "listing",
    number="云应急〔2020〕60号",
    title="关于列入黄牌警示管理名单的通知",
    issuer=BOARD,
    published="2020-03-16",
    events=[
        add(
            FIRMS,
            LIST,
            authority=BOARD,
            number="云应急〔2020〕60号",
            date="2020-03-16",
            duration="P3M",
            derived_end="2020-06-16",
            stated_count=20,
        ),
    ],
)
SCAN = made(
    "scan",
    number="云应急〔2020〕60号",
    title="关于列入黄牌警示管理名单的通知",
    issuer=BOARD,
    published="2020-03-16",
    events=[
        add(
            (*FIRMS[:18], "云溪市珠江电于有限公司"),
            LIST,
            authority=BOARD,
            number="云应急〔2020〕60号",
            date="2020-03-16",
            duration="P3M",
            derived_end="2020-06-16",
            stated_count=20,
            review="needs_review",
        ),
    ],
)
BULLETIN = made(
    "bulletin",
    number=None,
    title="云溪市信用简报",
    issuer="云溪市信用办",
    published="2020-04-02",
    events=[
        add(FIRMS[:3], "安全生产“黄牌”警示名单", authority="市应急局", date="2020-03-16", stated_count=20),
    ],
)
REMOVAL = made(
    "removal",
    number="云应急〔2020〕71号",
    title="关于移出黄牌警示管理名单的通知",
    issuer=BOARD,
    published="2020-05-08",
    events=[
        remove(FIRMS[:3], LIST, authority=BOARD, number="云应急〔2020〕71号", date="2020-05-08"),
    ],
)
EXTENSION = made(
    "extension",
    number="云应急〔2020〕80号",
    title="关于延长黄牌警示管理期限的通知",
    issuer=BOARD,
    published="2020-06-10",
    events=[
        extend(
            FIRMS[5:6], LIST, authority=BOARD, number="云应急〔2020〕80号", date="2020-06-10", duration="P3M"
        ),
    ],
)
CORRECTION = made(
    "correction",
    number="云应急〔2020〕60号",
    title="关于云应急〔2020〕60号文件的更正通知",
    issuer=BOARD,
    published="2020-03-20",
    events=[
        add(
            FIRMS[7:8],
            LIST,
            authority=BOARD,
            number="云应急〔2020〕60号",
            date="2020-03-16",
            duration="P1M",
            derived_end="2020-04-16",
        ),
    ],
)
STORY = (LISTING, BULLETIN, SCAN, REMOVAL, EXTENSION, CORRECTION)
DERIVED = (
    "subjects",
    "subject_identities",
    "subject_identifiers",
    "subject_names",
    "subject_proposals",
    "authorities",
    "acts",
    "act_events",
    "subject_mentions",
    "listing_periods",
    "listing_sources",
    "monthly_counts",
)


def stored(path: Path, notices: Iterable[Notice]) -> Path:
    with open_database(path, create=True) as db:
        for notice in notices:
            save(db, notice)
    return path


def derived(path: Path) -> dict[str, list[Any]]:
    """All that was derived, with event keys for the numbers of events and without the moments."""
    with sqlite3.connect(path) as db:
        keys = dict(db.execute("SELECT id, event_key FROM events"))
        tables = {}
        for table in DERIVED:
            found = db.execute(f'SELECT * FROM "{table}"')
            names = [column[0] for column in found.description]
            tables[table] = sorted(
                repr(
                    {
                        name: keys.get(value, value) if name == "event" else value
                        for name, value in zip(names, row, strict=True)
                        if name != "known_from"
                    }
                )
                for row in found
            )
        return tables


def ask(path: Path, sql: str, *values: object) -> list[Any]:
    with sqlite3.connect(path) as db:
        return db.execute(sql, values).fetchall()


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return stored(tmp_path_factory.mktemp("story") / "db", STORY)


def test_the_listing_is_one_act_with_three_sources(whole: Path) -> None:
    acts = ask(whole, "SELECT key, sources, state, event_date FROM acts WHERE action = 'add' AND sources > 1")
    assert [act[1:] for act in acts] == [(3, "standing", "2020-03-16")]
    assert {by for (by,) in ask(whole, "SELECT linked_by FROM act_events WHERE act = ?", acts[0][0])} == {
        "number",
        "content",
    }


def test_each_firm_is_listed_once(whole: Path) -> None:
    counts = ask(whole, "SELECT name, count(*) FROM listing_periods GROUP BY name HAVING count(*) > 1")
    assert counts == []
    assert ask(
        whole,
        "SELECT count(*) FROM listing_periods WHERE name IN (SELECT value FROM json_each(?))",
        str(list(FIRMS)).replace("'", '"'),
    ) == [(20,)]


def test_the_scanned_name_is_proposed_and_not_joined(whole: Path) -> None:
    pairs = ask(whole, 'SELECT "甲", "乙", "理由" FROM "疑似同一主体"')
    assert [({a, b}, why) for a, b, why in pairs] == [
        ({"云溪市珠江电于有限公司", "云溪市珠江电子有限公司"}, "字形相近")
    ]


@pytest.mark.parametrize(
    ("firm", "ends"),
    [
        (0, ("2020-05-08", "removed", 1, "2020-06-16")),  # removed early
        (4, ("2020-06-17", "expired", 0, "2020-06-16")),  # left alone
        (5, ("2020-09-17", "expired", 0, "2020-09-16")),  # extended
        (7, ("2020-04-17", "expired", 0, "2020-04-16")),  # corrected
    ],
)
def test_how_each_stay_ends(whole: Path, firm: int, ends: tuple[Any, ...]) -> None:
    assert ask(
        whole, "SELECT until_day, end_reason, early, expires FROM listing_periods WHERE name = ?", FIRMS[firm]
    ) == [ends]


def test_merged_records_hold_each_act_once(whole: Path) -> None:
    merged = list(merged_records(whole))
    adds = [record for record in merged if record["action"] == "add"]
    assert sorted(len(record["sources"]) for record in adds) == [1, 3]
    assert max(len(record["subjects"]) for record in adds) == 20
    assert len(merged) == 4  # listing, what the correction says, removal, extension


ORDERS = list(itertools.permutations(range(len(STORY))))


@pytest.mark.parametrize(
    "order",
    [ORDERS[place] for place in sorted(random.Random(7).sample(range(len(ORDERS)), 12))] + [ORDERS[-1]],
)
def test_any_order_gives_the_same_tables(whole: Path, tmp_path: Path, order: tuple[int, ...]) -> None:
    assert derived(stored(tmp_path / "db", [STORY[place] for place in order])) == derived(whole)
