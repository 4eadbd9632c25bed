"""The public copy: who is in it and until when, what is told of what is not, and that it stays closed."""

from __future__ import annotations

import asyncio
import datetime as dt
import re
import sqlite3
import threading
from contextlib import closing
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from click.testing import CliRunner
from datasette.utils import tilde_encode

from invented import add, event, extend, made, remove, subject
from notice_parser.cli import main
from notice_parser.model import Certainty, Event, Review
from notice_parser.public import RulesUnusable, Unpublishable, load, publish, tables
from notice_parser.public.decide import decide
from notice_parser.public.redact import Redactor
from notice_parser.publish.serve import site
from notice_parser.store import clock, open_database, save
from notice_parser.store.published import withdrawn
from sample import read_sample, save_sample

ROOT = Path(__file__).parent.parent
ON = dt.date(2020, 5, 1)
BOARD = "云溪市应急管理局"
FIRM, OTHER = "云溪市长河贸易有限公司", "云溪市石桥建材有限公司"
YELLOW = "安全生产黄牌警示名单"
SERIOUS = "拖欠农民工工资失信联合惩戒名单"
MAN = subject("贺知远", "person", identifier="320586199001010013", role="经理")


def listing(*subjects: Any, name: str = YELLOW, date: str = "2020-03-16", **more: Any) -> Event:
    given = {
        "authority": BOARD,
        "number": "云应急〔2020〕60号",
        "duration": "P3M",
        "derived_end": "2020-06-16",
    }
    return add(subjects or (FIRM,), name, date=date, **(given | more))


def fine(*subjects: Any, date: str | None = "2020-04-01", **more: Any) -> Event:
    given: dict[str, Any] = {
        "authority": BOARD,
        "number": "云应急罚〔2020〕7号",
        "penalty_kinds": ("罚款",),
        "fine_yuan": "20000",
    }
    return event("admin.penalty", subjects or (FIRM,), date=date, **(given | more))


def database(folder: Path, *notices: list[Event], **more: Any) -> Path:
    path = folder / "full.db"
    with open_database(path, create=True) as db:
        for number, events in enumerate(notices):
            save(db, made(f"n{number}", events=events, published="2020-04-20", **more))
    return path


def verdicts(db: Path, on: dt.date = ON, rules: Path | None = None) -> list[str]:
    """Of each event the last day of publication, or the rule that withholds it."""
    with closing(sqlite3.connect(db)) as full:
        found = decide(full, load(rules), on)
        every = [id for (id,) in full.execute("SELECT id FROM events ORDER BY id")]
    return [found.published[id].until if id in found.published else found.withheld[id] for id in every]


def verdict(folder: Path, *events: Event, on: dt.date = ON) -> str:
    return verdicts(database(folder, list(events)), on)[0]


def with_rules(folder: Path, *changes: tuple[str, str]) -> Path:
    text = (ROOT / "src/notice_parser/public/rules.toml").read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path = folder / "rules.toml"
    path.write_text(text, "utf-8")
    return path


def switched(folder: Path, rule: str, on: str) -> Path:
    text = (ROOT / "src/notice_parser/public/rules.toml").read_text("utf-8")
    path = folder / "rules.toml"
    path.write_text(
        re.sub(rf'(id = "{rule}".*?\non = )\w+', rf"\g<1>{on}", text, count=1, flags=re.DOTALL), "utf-8"
    )
    return path


def copy_of(db: Path, on: dt.date = ON, rules: Path | None = None) -> Path:
    out = db.parent / "open" / "out.db"
    publish(db, out, load(rules), on, "测试")
    return out


def rows(db: Path, sql: str) -> list[Any]:
    with closing(sqlite3.connect(db)) as opened:
        return opened.execute(sql).fetchall()


def everything(db: Path) -> str:
    """All text of a file, table by table."""
    with closing(sqlite3.connect(db)) as opened:
        return "\n".join(opened.iterdump())


# who is in it, and until when


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (listing(), "2020-06-15"),
        (fine(), "2021-03-31"),
        (fine(penalty_kinds=("警告",)), "2020-06-30"),
        (fine(penalty_kinds=("吊销许可证件", "罚款")), "2023-03-31"),
        (fine(penalty_kinds=("其他",)), "unknown_term"),
        (fine(penalty_kinds=()), "unknown_term"),
        (fine(date="2020-03"), "2021-02-28"),
        (fine(MAN), "person"),
        (fine(subject("孙某某", "person", anonymised=True)), "person"),
        (fine(subject("万青峰")), "person"),
        (fine(subject("3家单位", "group")), "no_organisation"),
        (fine(penalty_kinds=("行政拘留", "罚款")), "detention"),
        (fine(quote=f"对{FIRM}罚款20000元，其经理被行政拘留五日"), "detention"),
        (fine(quote=f"{FIRM}雇用未成年人，罚款20000元"), "minor"),
        (fine(quote=f"{FIRM}雇用15周岁的工人，罚款20000元"), "minor"),
        (fine(reason="隐瞒疫区旅居史"), "health"),
        (fine(reason="擅自采集顾客指纹"), "barred"),
        (fine(certainty=Certainty.PROPOSED), "uncertain"),
        (fine(certainty=Certainty.ALLEGED), "uncertain"),
        (fine(review="needs_review"), "waiting"),
        (fine(review="rejected"), "rejected"),
        (fine(authority=None), "incomplete"),
        (fine(number=None), "incomplete"),
        (fine(date=None), "incomplete"),
        (listing(name=SERIOUS, date="2017-05-02", duration=None, derived_end=None), "unknown_term"),
        (add((FIRM,), SERIOUS, "list.serious", date="2020-03-16", authority=BOARD), "2023-03-15"),
        (add((FIRM,), "云溪市失信黑榜", "list.serious", date="2020-03-16", authority=BOARD), "local_serious"),
        (add((FIRM,), YELLOW, date="2020-03-16", authority=BOARD), "unknown_term"),
        (remove((FIRM,), YELLOW, date="2020-04-16", authority=BOARD), "history"),
        (event("repair.accepted", (FIRM,), date="2020-04-16", authority=BOARD), "history"),
        (event("policy.issued", (FIRM,), date="2020-04-16", authority=BOARD), "unknown_term"),
        (event("honour.award", (FIRM,), date="2020-04-16", authority=BOARD), "2023-04-15"),
    ],
)
def test_every_record_has_a_last_day_or_a_rule_that_withholds_it(
    tmp_path: Path, one: Event, said: str
) -> None:
    assert verdict(tmp_path, one) == said


@pytest.mark.parametrize("on", ["2020-06-15", "2020-06-16"])
def test_on_the_day_after_its_last_it_is_over(tmp_path: Path, on: str) -> None:
    assert verdict(tmp_path, listing(), on=dt.date.fromisoformat(on)) == {"2020-06-15": "2020-06-15"}.get(
        on, "expired"
    )


def test_who_was_taken_off_is_not_published_and_neither_is_that(tmp_path: Path) -> None:
    off = remove((FIRM,), YELLOW, date="2020-04-16", authority=BOARD, number="云应急〔2020〕80号")
    assert verdicts(database(tmp_path, [listing(FIRM, OTHER)], [off]))[1] == "history"
    out = copy_of(tmp_path / "full.db")
    assert [name for (name,) in rows(out, "SELECT name FROM stored_event_subjects")] == [OTHER]
    assert FIRM not in everything(out)
    assert OTHER in everything(out)


def test_a_repair_ends_publication_of_the_decision_it_names_and_of_no_other(tmp_path: Path) -> None:
    one, two = fine(number="云应急罚〔2020〕7号"), fine(number="云应急罚〔2020〕8号", fine_yuan="30000")
    repair = event(
        "repair.accepted", (FIRM,), date="2020-04-18", authority=BOARD, quote=f"准予{FIRM}修复，决定"
    )
    db = database(tmp_path, [one, two])
    with open_database(db) as opened:
        save(opened, made("repair", events=[repair], naming=("云应急罚〔2020〕7号",)))
    assert verdicts(db) == ["repaired", "2021-03-31", "history"]


def test_a_repair_that_names_no_decision_ends_all_before_it(tmp_path: Path) -> None:
    repair = event("repair.accepted", (FIRM,), date="2020-04-18", authority=BOARD)
    later = fine(date="2020-04-20", number="云应急罚〔2020〕9号")
    assert verdicts(database(tmp_path, [fine(), later, repair])) == ["repaired", "2021-04-19", "history"]


def test_a_revoked_decision_is_withheld(tmp_path: Path) -> None:
    revoked = event(
        "decision.revoked", (FIRM,), date="2020-04-18", authority=BOARD, quote=f"撤销对{FIRM}的处罚"
    )
    db = database(tmp_path, [fine()])
    with open_database(db) as opened:
        save(opened, made("revoked", events=[revoked], naming=("云应急罚〔2020〕7号",)))
    assert verdicts(db)[0] in ("revoked", "repaired")


def test_what_somebody_objects_to_is_withheld_until_it_is_settled(tmp_path: Path) -> None:
    db = database(tmp_path, [fine()])
    key = rows(db, "SELECT event_key FROM events")[0][0]
    with open_database(db) as opened, opened.atomic():
        opened.execute(
            "INSERT INTO objections (event_key, sha256, quote, received, objector, reason, deadline, deadline_rule,"
            " recorded_by, made) VALUES (?, '', '', '2020-04-20', '当事人', '金额有误', '2020-05-20', '', '', '')",
            (key,),
        )
    assert verdicts(db) == ["disputed"]


def test_adverse_records_wait_for_a_person_where_that_is_switched_on(tmp_path: Path) -> None:
    db = database(
        tmp_path,
        [fine()],
        [fine(OTHER, review="confirmed")],
        [event("honour.award", (FIRM,), date="2020-04-16", authority=BOARD)],
    )
    assert verdicts(db, rules=switched(tmp_path, "unchecked", "true")) == [
        "unchecked",
        "2021-03-31",
        "2023-04-15",
    ]


# rules


@pytest.mark.parametrize("rule", ["detention", "minor", "person", "expired", "repaired", "history"])
def test_hard_rules_cannot_be_switched_off(tmp_path: Path, rule: str) -> None:
    with pytest.raises(RulesUnusable, match="不能关闭"):
        load(switched(tmp_path, rule, "false"))


def test_a_hard_rule_stays_hard_whatever_the_file_says(tmp_path: Path) -> None:
    text = (ROOT / "src/notice_parser/public/rules.toml").read_text("utf-8")
    path = tmp_path / "rules.toml"
    path.write_text(
        re.sub(
            r'(id = "minor".*?)hard = true\non = true',
            r"\1hard = false\non = false",
            text,
            count=1,
            flags=re.DOTALL,
        ),
        "utf-8",
    )
    with pytest.raises(RulesUnusable, match="minor"):
        load(path)


@pytest.mark.parametrize(
    "text", ["", "[policy]\n", "policy = 3", "\x00", "[policy]\npersons = 'all'\nsmall_cell = 3\n"]
)
def test_broken_rules_are_one_line_of_chinese(tmp_path: Path, text: str) -> None:
    (tmp_path / "rules.toml").write_text(text)
    db = database(tmp_path, [fine()])
    done = CliRunner().invoke(
        main, ["publish", str(tmp_path / "o.db"), "--db", str(db), "--rules", str(tmp_path / "rules.toml")]
    )
    assert done.exit_code == 1
    assert done.output.count("\n") == 1
    assert "公开规则" in done.output
    assert not (tmp_path / "o.db").exists()


def test_a_switch_may_be_set_and_every_recalled_rule_that_is_no_deliverable_is_a_switch(
    tmp_path: Path,
) -> None:
    assert verdicts(
        database(tmp_path, [fine(reason="采集指纹")]), rules=switched(tmp_path, "barred", "false")
    ) == ["2021-03-31"]
    assert {rule.id for rule in load().rule if not rule.hard} == {
        "barred",
        "uncertain",
        "unchecked",
        "five_years",
    }


def test_every_rule_names_its_requirement_its_law_and_its_article() -> None:
    for rule in load().rule:
        assert re.fullmatch(r"R([1-9]|1\d|2[0-2])", rule.requirement)
        assert rule.law
        assert rule.article
        assert rule.always or rule.in_force or not rule.on


# what is in the file


def test_nothing_gets_in_that_the_list_of_tables_and_columns_does_not_name(tmp_path: Path) -> None:
    out = copy_of(database(tmp_path, [listing(), fine(OTHER)]))
    known = {tables.PREFIX + name for name in tables.ALLOWED} | {
        tables.PREFIX + tables.IMAGES,
        *tables.OWN,
        *tables.FREE,
    }
    with closing(sqlite3.connect(out)) as db:
        found = db.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%\\_search%' ESCAPE '\\'"
        )
        for (name,) in found.fetchall():
            if name not in known:
                assert db.execute(f'SELECT count(*) FROM "{name}"').fetchone() == (0,), name
        for name in tables.ALLOWED:
            columns = {column for _, column, *_ in db.execute(f'PRAGMA table_info("{tables.PREFIX}{name}")')}
            assert columns == {*tables.stored(name)}
        assert db.execute("SELECT count(*) FROM stored_events").fetchone() == (2,)
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert db.execute("PRAGMA freelist_count").fetchone() == (0,)


def test_the_views_have_the_columns_of_the_tables_they_stand_for(tmp_path: Path) -> None:
    out = copy_of(database(tmp_path, [listing()]))
    with closing(sqlite3.connect(out)) as db, closing(sqlite3.connect(tmp_path / "full.db")) as full:
        for name in tables.ALLOWED:
            wanted = [column for _, column, *_ in full.execute(f'PRAGMA table_xinfo("{name}")')]
            shown = [column for _, column, *_ in db.execute(f'PRAGMA table_info("{name}")')]
            assert shown[: len(wanted)] == wanted, name


def test_identifiers_posts_file_names_and_reviewers_are_left_behind(tmp_path: Path) -> None:
    db = database(tmp_path, [listing(subject(FIRM, identifier="320586199001010013"), MAN)])
    text = everything(copy_of(db))
    for secret in ("320586199001010013", "贺知远", "经理", "n0.pdf"):
        assert secret not in text
    assert FIRM in text


def test_left_out_organisations_are_taken_out_of_the_words_of_the_others(tmp_path: Path) -> None:
    quote = f"将{FIRM}、{OTHER}和贺知远列入{YELLOW}"
    off = remove((OTHER,), YELLOW, date="2020-04-16", authority=BOARD)
    out = copy_of(
        database(tmp_path, [listing(FIRM, OTHER, MAN, quote=quote)], [off], title=f"关于{OTHER}等的通知")
    )
    assert rows(out, 'SELECT "原文" FROM "stored_信用事件"') == [(f"将{FIRM}、███和███列入{YELLOW}",)]
    assert rows(out, "SELECT title FROM stored_notices") == [("关于███等的通知",)]
    assert OTHER not in everything(out)


def test_statistics_of_persons_leave_out_cells_of_few(tmp_path: Path) -> None:
    def men(count: int, authority: str) -> list[Event]:
        return [
            fine(subject(f"贺知{name}", "person"), authority=authority, number=f"云罚〔2020〕{name}号")
            for name in "甲乙丙丁戊"[:count]
        ]

    sealed = [fine(subject(f"万青{name}", "person"), penalty_kinds=("行政拘留",)) for name in "甲乙丙丁"]
    out = copy_of(database(tmp_path, men(3, "云溪市水务局"), men(2, "云溪市税务局"), sealed))
    assert rows(out, 'SELECT "年份", "认定部门", "类型", "人次" FROM "个人统计"') == [
        ("2020", "云溪市水务局", "行政处罚", 3)
    ]


def test_a_policy_may_mask_persons_but_never_the_sealed_nor_minors(tmp_path: Path) -> None:
    rules = with_rules(tmp_path, ('persons = "leave_out"', 'persons = "mask"'))
    db = database(
        tmp_path,
        [
            fine(MAN, quote="对贺知远罚款20000元"),
            fine(MAN, penalty_kinds=("行政拘留",)),
            fine(MAN, reason="未成年人"),
        ],
    )
    out = copy_of(db, rules=rules)
    assert rows(out, "SELECT name, kind, identifier, anonymised FROM stored_event_subjects") == [
        ("贺某", "person", None, 1)
    ]
    assert rows(out, 'SELECT "原文" FROM "stored_信用事件"') == [("对贺某罚款20000元",)]
    assert rows(out, "SELECT * FROM stored_subjects") == []
    assert "知远" not in everything(out)


def test_a_persons_adverse_record_ends_after_five_years_at_the_latest(tmp_path: Path) -> None:
    rules = with_rules(
        tmp_path,
        ('persons = "leave_out"', 'persons = "mask"'),
        ('term = "P3Y"\nbasis = "36号令：严重的一年', 'term = "P9Y"\nbasis = "36号令：严重的一年'),
    )
    db = database(
        tmp_path, [fine(MAN, penalty_kinds=("吊销许可证件",)), fine(FIRM, penalty_kinds=("吊销许可证件",))]
    )
    assert verdicts(db, rules=rules) == ["2025-03-31", "2029-03-31"]


def test_local_lists_are_called_local(tmp_path: Path) -> None:
    out = copy_of(
        database(
            tmp_path, [listing(), add((OTHER,), SERIOUS, "list.serious", date="2020-03-16", authority=BOARD)]
        )
    )
    assert rows(out, 'SELECT "名单", standing FROM "stored_信用事件" ORDER BY 1') == [
        (YELLOW, "地方"),
        (SERIOUS, "国家"),
    ]


def test_the_imprint_and_what_is_not_quoted_stay_behind(tmp_path: Path) -> None:
    db = database(
        tmp_path, [listing(), fine(MAN, quote="编辑：贺知远 电话：0512-57310600 邮箱：he@example.com")]
    )
    text = everything(copy_of(db))
    assert not [secret for secret in ("57310600", "example.com", "贺知远") if secret in text]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("法定代表人：万青峰，罚款2万元", "法定代表人：███，罚款2万元"),
        ("由陈某某、李某承担", "由███、███承担"),
        ("电话：0512-57310600", "电话：███"),
        ("贺知远，男，1975年3月出生，汉族", "███，███，███，███"),
        ("身份证号码320586********0013", "身份证号码███"),
        ("贺 知 远到会", "███到会"),
        ("云溪市长河贸易有限公司", "云溪市长河贸易有限公司"),
        ("云应急罚〔2020〕7号，2020年4月1日，罚款20000元", "云应急罚〔2020〕7号，2020年4月1日，罚款20000元"),
        ("", ""),
    ],
)
def test_what_is_hidden_in_a_text(text: str, shown: str) -> None:
    assert Redactor([]).local(["贺知远"], [FIRM]).text(text) == shown


# images


def test_redaction_is_in_the_pixels(tmp_path: Path) -> None:
    """The page of the sample: only the lines that are published are copied onto white."""
    pdf = pypdfium2.PdfDocument.new()
    for _ in range(2):
        pdf.new_page(595, 842)
    pdf.save(tmp_path / "云溪简报.pdf")
    day = dt.date.fromisoformat(clock.today())

    def read(path: Path) -> Any:
        notice = read_sample(path)
        one = notice.events[0].model_copy(
            update={
                "review": Review.CONFIRMED,
                "event_date": day.isoformat(),
                "end": None,
                "derived_end": None,
                "duration": "P3M",
                "start": None,
            }
        )
        return notice.model_copy(update={"events": (one,)})

    save_sample(tmp_path / "云溪简报.pdf", tmp_path / "full.db", read)
    out = copy_of(tmp_path / "full.db", day)
    first = rows(out, "SELECT notice, number, png, plan FROM stored_page_images")
    assert [png[:8] for _, _, png, _ in first] == [b"\x89PNG\r\n\x1a\n"] * len(first)
    assert first
    again = publish(tmp_path / "full.db", out, load(), day, "测试")
    assert (again.images, again.reused) == (len(first), len(first)), (
        "what would be the same is not drawn again"
    )
    assert rows(out, "SELECT notice, number, png, plan FROM stored_page_images") == first


# reading


def visible(folder: Path) -> tuple[Path, str]:
    """A copy with one event that may be shown today, and its key."""
    day = dt.date.fromisoformat(clock.today()) - dt.timedelta(days=10)
    until = day + dt.timedelta(days=60)
    one = listing(date=day.isoformat(), duration="P2M", derived_end=until.isoformat())
    out = copy_of(database(folder, [one]), day)
    return out, rows(out, "SELECT event_key FROM stored_events")[0][0]


def ask(db: Path, *paths: str) -> list[Any]:
    datasette = site(db, inbox=db.parent)

    async def answers() -> list[Any]:
        await datasette.invoke_startup()
        return [await datasette.client.get(path, follow_redirects=True) for path in paths]

    return asyncio.run(answers())


EVENTS = f"/out/{tilde_encode('信用事件')}"


def test_the_site_says_that_it_shows_a_public_copy(tmp_path: Path) -> None:
    out, key = visible(tmp_path)
    for answer in ask(
        out, "/", "/out", EVENTS, f"/-/notice-parser/out/event/{key}", "/-/notice-parser/out/notice/1"
    ):
        assert answer.status_code == 200
        assert "这是公开副本" in answer.text


@pytest.mark.parametrize(
    "table", ["信用事件", "主体", "通知", "events", "blocks", "现行名单", "每月统计", "主体名录"]
)
def test_an_old_copy_refuses_what_is_over(tmp_path: Path, table: str) -> None:
    out, key = visible(tmp_path)
    path = f"/out/{tilde_encode(table)}.json?_shape=array"
    pages = (
        path,
        f"{EVENTS}.json?_shape=array&_search=长河",
        f"/-/notice-parser/out/event/{key}",
        "/-/notice-parser/out/notice/1",
    )
    first, search, *others = ask(out, *pages)
    assert first.json()
    assert search.json()
    assert [other.status_code for other in others] == [200, 200]
    with closing(sqlite3.connect(out)) as db:  # as if the days had passed
        names = [
            name
            for (name,) in db.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%publish_until%'"
            )
        ]
        for name in names:
            db.execute(f"UPDATE \"{name}\" SET publish_until = date('now', '+8 hours', '-1 day')")
        db.execute("UPDATE stored_notices SET searchable_until = publish_until")
        db.commit()
    first, search, *others = ask(out, *pages)
    assert first.json() == []
    assert search.json() == []
    assert [other.status_code for other in others] == [404, 404]


def test_the_last_day_counts_in_china(tmp_path: Path) -> None:
    out, _ = visible(tmp_path)
    today = clock.today()
    with closing(sqlite3.connect(out)) as db:
        assert db.execute(f"SELECT {tables.TODAY}").fetchone() == (today,)
        for day, count in (
            (today, 1),
            ((dt.date.fromisoformat(today) - dt.timedelta(days=1)).isoformat(), 0),
        ):
            db.execute("UPDATE stored_events SET publish_until = ?", (day,))
            assert db.execute("SELECT count(*) FROM events").fetchone() == (count,)


@pytest.mark.parametrize(
    "path",
    [
        "/out/stored_events",
        "/out/stored_events.json",
        "/out/STORED_events",
        "/out?sql=select+*+from+stored_events",
        "/out.json?sql=select+1",
        EVENTS + "?_where=1",
        "/out/stored_page_images",
        "/out.db",
    ],
)
@pytest.mark.parametrize("locked", [False, True])
def test_nobody_reaches_behind_the_views(tmp_path: Path, path: str, locked: bool) -> None:
    out, _ = visible(tmp_path)
    datasette = site(out, inbox=tmp_path, locked=locked)

    async def answer() -> Any:
        await datasette.invoke_startup()
        cookies = {"ds_actor": datasette.sign({"a": {"id": "root"}}, "actor")}
        return await datasette.client.get(path, cookies=cookies)

    got = asyncio.run(answer())
    assert got.status_code in (302, 403, 404) or (
        path.startswith(EVENTS) and "stored" not in got.text and FIRM in got.text
    )


def test_a_copy_is_not_written_to_and_not_published_again(tmp_path: Path) -> None:
    out, _ = visible(tmp_path)
    before = out.read_bytes()
    (tmp_path / "a.txt").write_text(f"{BOARD}对{FIRM}罚款20000元", "utf-8")
    for command in (
        ["ingest", str(tmp_path / "a.txt")],
        ["publish", str(tmp_path / "b.db")],
        ["reparse", "--apply"],
    ):
        done = CliRunner().invoke(main, [*command, "--db", str(out)])
        assert isinstance(done.exception, SystemExit) or done.exit_code == 0, command
    assert out.read_bytes() == before
    assert not (tmp_path / "b.db").exists()


# making


def test_only_a_public_copy_is_overwritten(tmp_path: Path) -> None:
    db = database(tmp_path, [fine()])
    for name in ("full.db", "notes.txt"):
        path = tmp_path / name
        path.touch()
        before = path.read_bytes()
        with pytest.raises(Unpublishable):
            publish(db, path, load(), ON, "测试")
        assert path.read_bytes() == before
    copy_of(db)
    copy_of(db)


def test_a_failure_leaves_the_old_copy_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    db = database(tmp_path, [fine()])
    out = copy_of(db)
    before = out.read_bytes()
    monkeypatch.setattr(
        "notice_parser.public.build.copy_derived", lambda *_: (_ for _ in ()).throw(OSError(28, "full"))
    )
    with pytest.raises(Unpublishable, match="磁盘已满"):
        copy_of(db)
    assert out.read_bytes() == before
    assert {path.name for path in out.parent.iterdir()} == {"out.db", "out.db.report.txt"}
    assert rows(db, "SELECT count(*) FROM publications") == [(1,)]


def test_the_report_says_what_was_withheld_and_by_which_rule(tmp_path: Path) -> None:
    db = database(
        tmp_path,
        [
            fine(),
            fine(OTHER, certainty=Certainty.PROPOSED),
            fine(MAN),
            fine(MAN, penalty_kinds=("行政拘留",)),
        ],
    )
    done = CliRunner().invoke(
        main, ["publish", str(tmp_path / "o.db"), "--db", str(db), "--on", "2020-05-01"]
    )
    assert done.exit_code == 0, done.output
    for words in (
        "公开 1 个事件",
        "不公开 3 个事件",
        "1  不是已经作出的事",
        "少于3  当事人是自然人",
        "R6 detention",
        "第一百三十六条",
        "没有打开的：unchecked",
        "有 1 个还没有经人核对",
    ):
        assert words in done.output
    assert "贺知远" not in done.output
    assert (tmp_path / "o.db.report.txt").read_text("utf-8").strip() in done.output


def test_the_next_copy_lacks_what_was_removed_and_the_full_database_tells_receivers(tmp_path: Path) -> None:
    db = database(tmp_path, [listing()])
    out = copy_of(db)
    (key,) = (key for (key,) in rows(out, "SELECT event_key FROM stored_events"))
    with open_database(db) as opened:
        save(opened, made("off", events=[remove((FIRM,), YELLOW, date="2020-04-16", authority=BOARD)]))
    copy_of(db)
    assert rows(out, "SELECT count(*) FROM stored_events") == [(0,)]
    with open_database(db) as opened:
        assert [(gone.key, gone.reason) for gone in withdrawn(opened.conn)] == [(key, "repaired")]
        assert opened.execute("SELECT action, object, actor FROM audit ORDER BY id DESC").fetchone() == (
            "publish",
            "out.db",
            "测试",
        )


def test_a_site_under_load_switches_to_the_new_copy_and_refuses_nobody(tmp_path: Path) -> None:
    day = dt.date.fromisoformat(clock.today())
    term = {
        "date": (day - dt.timedelta(days=5)).isoformat(),
        "duration": "P2M",
        "derived_end": (day + dt.timedelta(days=50)).isoformat(),
    }
    db = database(tmp_path, [listing(**term)])
    out = copy_of(db, day)
    datasette = site(out, inbox=tmp_path)
    app = datasette.app()
    seen: list[tuple[int, int]] = []
    stop = threading.Event()

    async def reader() -> None:
        import httpx

        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(app=app), base_url="http://localhost"
        ) as client:
            while not stop.is_set():
                answer = await client.get(f"{EVENTS}.json?_shape=array")
                seen.append((answer.status_code, len(answer.json()) if answer.status_code == 200 else -1))

    async def load_and_switch() -> None:
        await datasette.invoke_startup()
        readers = [asyncio.create_task(reader()) for _ in range(4)]
        await asyncio.sleep(0.3)
        for number in range(3):
            with open_database(db) as opened:
                more = listing(
                    f"云溪市松林{'一二三'[number]}木业有限公司",
                    **(term | {"number": f"云应急〔2020〕9{number}号"}),
                )
                save(opened, made(f"more{number}", events=[more]))
            await asyncio.to_thread(copy_of, db, day)
            await asyncio.sleep(0.3)
        stop.set()
        await asyncio.gather(*readers)

    asyncio.run(load_and_switch())
    assert {status for status, _ in seen} == {200}
    counts = [count for _, count in seen]
    assert counts[0] == 1
    assert counts[-1] == 4
    assert counts == sorted(counts), "nobody sees an older copy after a newer one"


# law


def requirements() -> list[tuple[str, str]]:
    """The rows of the table in docs/privacy.md: requirement and what shows it."""
    text = (ROOT / "docs/privacy.md").read_text("utf-8")
    return re.findall(r"^\| (R\d+) \|.*\| ([^|]+) \|$", text, re.MULTILINE)


def test_every_requirement_has_a_row() -> None:
    assert [name for name, _ in requirements()] == [f"R{number}" for number in range(1, 23)]


@pytest.mark.parametrize(("requirement", "shown"), requirements())
def test_every_test_that_a_requirement_names_exists(requirement: str, shown: str) -> None:
    named = re.findall(r"`(test_\w+)\.py::(test_\w+)`", shown)
    for file, test in named:
        assert f"def {test}(" in (ROOT / "tests" / f"{file}.py").read_text("utf-8"), (requirement, test)
    assert named or "规程" in shown, f"{requirement} names neither a test nor a reason"


def test_extending_a_listing_keeps_it_public_only_while_it_lasts(tmp_path: Path) -> None:
    longer = extend(
        (FIRM,), YELLOW, date="2020-04-10", authority=BOARD, number="云应急〔2020〕70号", duration="P3M"
    )
    first, second = verdicts(database(tmp_path, [listing()], [longer]))
    assert "2020-06-15" <= first <= "2020-09-16"
    assert second <= "2020-09-16"
