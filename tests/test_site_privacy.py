"""What the site never shows, whom it gives what, and that it writes down what it gives."""

from __future__ import annotations

import asyncio
import io
import re
import sqlite3
from pathlib import Path
from typing import Any

import httpx
import pypdfium2
import pytest
import typst
from datasette.app import Datasette
from datasette.utils import tilde_encode
from PIL import Image

from notice_parser.pipeline import parse
from notice_parser.publish import accounts
from notice_parser.publish.guard import COPY
from notice_parser.publish.serve import site
from notice_parser.store import audit, keys, open_database
from notice_parser.store.objections import object_to, settle
from sample import save_sample
from test_person_numbers import KEY, ONE, PHONE, TWO

OURS = "/-/notice-parser/credit_events"
EVENTS = "/credit_events/" + tilde_encode("信用事件")
PASSWORD = "long enough"
TEXT = f"""
#set page(width: 595pt, height: 842pt, margin: 60pt)
#set text(size: 12pt, font: "Noto Serif CJK SC")
= 云溪市市场监督管理局行政处罚公告

2024年3月1日，云溪市市场监督管理局对许知远（身份证号码：{ONE}，联系电话{PHONE}）作出行政处罚决定（云市监罚〔2024〕15号），罚款3000元。

#table(columns: (80pt, 180pt, 120pt), [姓名], [身份证号], [处罚], [周明远], [{TWO}], [罚款500元])
"""


class Visitor:
    """A browser without a window."""

    def __init__(self, datasette: Datasette) -> None:
        self.datasette, self.cookies = datasette, dict[str, str]()

    def ask(self, method: str, path: str, **options: Any) -> httpx.Response:
        call = getattr(self.datasette.client, method)
        response: httpx.Response = asyncio.run(call(path, cookies=self.cookies, **options))
        self.cookies.update(response.cookies)
        return response

    def get(self, path: str) -> httpx.Response:
        return self.ask("get", path)

    def sign_in(self, name: str) -> None:
        page = "/-/notice-parser/sign-in"
        token = re.search(r'name="csrftoken" value="([^"]+)"', self.get(page).text)
        assert token
        form = {"name": name, "password": PASSWORD, "csrftoken": token[1]}
        assert self.ask("post", page, data=form).status_code == 302


@pytest.fixture(scope="session")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pdf")
    (folder / "a.typ").write_text(TEXT, "utf-8")
    typst.compile(folder / "a.typ", output=folder / "公告.pdf")
    return folder / "公告.pdf"


@pytest.fixture
def db(tmp_path: Path, pdf: Path) -> Path:
    path = tmp_path / "credit_events.db"
    with open_database(path, create=True) as database, database.atomic():
        keys.secret(path, database.conn)
    save_sample(pdf, path, lambda file: parse(file, ocr="off", ner="off", number_key=KEY.hex()))
    accounts.add(path, "王敏", PASSWORD, "staff")
    accounts.add(path, "李查", PASSWORD, "reader")
    return path


@pytest.fixture
def visitor(db: Path, tmp_path: Path) -> Visitor:
    return Visitor(site(db, inbox=tmp_path / "inbox"))


def entries(db: Path) -> list[tuple[str, str, str, int | None, str]]:
    with open_database(db) as database:
        found = audit.entries(database.conn)
    return [(one["谁"], one["事项"], one["对象"], one["条数"], one["条件"]) for one in reversed(found)]


def key_of(db: Path) -> str:
    with sqlite3.connect(db) as conn:
        return str(conn.execute('SELECT min("标识") FROM "信用事件"').fetchone()[0])


def test_numbers_are_painted_over_on_the_page_and_names_are_not(visitor: Visitor, pdf: Path) -> None:
    """Where each number stands is taken from the PDF itself, not from what we stored."""
    image = Image.open(io.BytesIO(visitor.get(f"{OURS}/image/1/1.png").content)).convert("L")
    page = pypdfium2.PdfDocument(pdf)[0]
    layer = page.get_textpage()

    def ink(words: str) -> float:
        """How much of the place of words is black."""
        index, count = layer.search(words, match_case=True).get_next()
        scale = image.width / page.get_width()
        left, bottom, right, top = layer.get_rect(0) if layer.count_rects(index, count) else (0, 0, 0, 0)
        height = page.get_height()
        place = image.crop(
            (
                int(left * scale) + 1,
                int((height - top) * scale) + 1,
                int(right * scale),
                int((height - bottom) * scale),
            )
        )
        dark = sum(1 for value in place.tobytes() if value < 60)
        return dark / (place.width * place.height)

    for number in (ONE, TWO, PHONE):
        assert ink(number[6:14] if len(number) == 18 else number[3:7]) > 0.99, number
    for name in ("许知远", "周明远", "罚款500元"):
        assert ink(name) < 0.6, name


def test_no_page_and_no_answer_holds_a_number(visitor: Visitor, db: Path) -> None:
    visitor.sign_in("王敏")
    for path in (
        f"{OURS}/notice/1",
        f"{OURS}/event/{key_of(db)}",
        f"{OURS}/search?q={ONE}",
        EVENTS + ".csv",
        EVENTS + ".json",
        f"{OURS}/export/{tilde_encode('信用事件')}.csv",
        f"{OURS}/events.atom",
    ):
        answer = visitor.get(path)
        assert answer.status_code == 200, path
        text = answer.text.replace(f"q={ONE}", "").replace(f'value="{ONE}"', "").replace(f"“{ONE}”", "")
        assert not [
            number for number in (TWO, PHONE, ONE[6:14] if "search" not in path else TWO) if number in text
        ]


def test_the_original_is_for_whoever_is_signed_in_and_is_written_down(visitor: Visitor, db: Path) -> None:
    assert visitor.get(f"{OURS}/original/1").status_code == 403
    assert entries(db) == []
    visitor.sign_in("李查")
    assert visitor.get(f"{OURS}/original/1").content.startswith(b"%PDF")
    assert entries(db) == [("李查", "下载原件", "通知 1", 1, "")]


def test_what_is_taken_out_is_written_down_once_and_without_what_was_typed(
    visitor: Visitor, db: Path
) -> None:
    visitor.get(f"{OURS}/export/{tilde_encode('信用事件')}.csv")  # nobody is signed in
    assert entries(db) == []
    visitor.sign_in("王敏")
    table = tilde_encode("信用事件")
    visitor.get(f"{OURS}/export/{table}.csv?类型=行政处罚&主体__contains=许知远")
    visitor.get(f"{EVENTS}.json?_search=许知远")
    visitor.get("/credit_events.csv?sql=select+1")
    visitor.get(f"{OURS}/ask/penalties?yuan=100&authority=许知远&go=1&as=csv")
    visitor.get(f"{OURS}/ask/history?who=许知远")
    visitor.ask("post", f"{OURS}/events.atom")
    found = entries(db)
    assert [(one[1], one[2]) for one in found] == [
        ("导出", "信用事件 csv"),
        ("导出", "信用事件 json"),
        ("导出", "查询语句 csv"),
        ("导出", "罚款在某个数额以上 csv"),
        ("查询主体", "某个单位或个人的全部记录"),
    ]
    assert "类型：行政处罚" in found[0][4]
    assert "许知远" not in str(found)


def test_what_cannot_be_written_down_is_not_sent(visitor: Visitor, db: Path) -> None:
    visitor.sign_in("王敏")
    with sqlite3.connect(db) as conn:
        conn.execute("CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT RAISE(FAIL, 'disk'); END")
    for path in (
        f"{OURS}/original/1",
        f"{OURS}/export/{tilde_encode('信用事件')}.xlsx",
        EVENTS + ".json",
        f"{OURS}/ask/penalties?yuan=100&go=1&as=csv",
    ):
        answer = visitor.get(path)
        assert answer.status_code >= 400, path
        assert "罚款3000元" not in answer.text
        assert b"%PDF" not in answer.content


def test_only_staff_see_the_audit(visitor: Visitor, db: Path) -> None:
    audit.note_in(db, "林", "command", "export", "jsonl", 12)
    assert visitor.get(f"{OURS}/audit").status_code == 403
    visitor.sign_in("李查")
    assert visitor.get(f"{OURS}/audit").status_code == 403
    visitor.sign_in("王敏")
    page = visitor.get(f"{OURS}/audit").text
    assert "jsonl" in page
    assert "jsonl" not in visitor.get(f"{OURS}/audit?action=check").text
    assert visitor.get(f"{OURS}/audit?action=nothing").status_code == 400


@pytest.mark.parametrize(
    "sql",
    [
        "select * from audit",
        "select actor from main.audit",
        "select hash from person_numbers",
        "with e as (select * from person_numbers) select * from e",
        "select (select max(id) from number_keys)",
    ],
)
def test_queries_do_not_reach_the_audit_or_the_hashes(visitor: Visitor, sql: str) -> None:
    answer = visitor.ask("get", "/credit_events.json?" + str(httpx.QueryParams({"sql": sql})))
    assert answer.status_code == 400
    assert "prohibited" in answer.text or "not authorized" in answer.text


def test_an_open_objection_is_told_on_the_event_and_its_words_to_staff_only(
    visitor: Visitor, db: Path
) -> None:
    key = key_of(db)
    with open_database(db) as database, database.atomic():
        number = object_to(database.conn, key, "当事人", "金额不符", "林")
    page = visitor.get(f"{OURS}/event/{key}").text
    assert "有异议，正在核查" in page
    assert "金额不符" not in page
    visitor.sign_in("王敏")
    assert "金额不符" in visitor.get(f"{OURS}/event/{key}").text
    assert key in visitor.get(f"{OURS}/ask/objections?state=open&go=1").text
    with open_database(db) as database, database.atomic():
        settle(database.conn, number, "dismissed", "金额无误", "周")
    assert "有异议，正在核查" not in visitor.get(f"{OURS}/event/{key}").text
    assert key not in visitor.get(f"{OURS}/ask/objections?state=open&go=1").text
    assert key in visitor.get(f"{OURS}/ask/objections?state=settled&go=1").text


@pytest.fixture
def copy(tmp_path: Path) -> Visitor:
    """A public copy in small: a stored table that also holds what is over, and the view that leaves it out."""
    path = tmp_path / "public.db"
    with sqlite3.connect(path) as conn:
        conn.executescript(
            f"""PRAGMA application_id = {COPY};
            CREATE TABLE stored_events (words TEXT, publish_until TEXT);
            INSERT INTO stored_events VALUES ('still shown', '2999-01-01'), ('long over', '2020-01-01');
            CREATE VIEW events AS SELECT words FROM stored_events WHERE publish_until >= date('now', '+8 hours');
            """
        )
    return Visitor(Datasette([str(path)]))


@pytest.mark.parametrize(
    "sql",
    [
        "select * from stored_events",
        "select words from main.stored_events",
        'select words from "STORED_events"',
        "with events as (select * from stored_events) select * from events",
        "with events as (select words from stored_events) select * from (select * from events) events",
        "select words from events union select words from stored_events",
        "select words from events where words in (select words from stored_events)",
        "select (select group_concat(words) from stored_events) from events",
    ],
)
def test_what_is_over_cannot_be_queried_out_of_a_public_copy(copy: Visitor, sql: str) -> None:
    for path in ("/public.json", "/public.csv", "/public"):
        answer = copy.get(path + "?" + str(httpx.QueryParams({"sql": sql})))
        assert "long over" not in answer.text, path
    shown = copy.get("/public.json?sql=select+*+from+events&_shape=array")
    assert shown.json() == [{"words": "still shown"}]


def test_tables_behind_the_views_of_a_public_copy_are_not_shown(copy: Visitor) -> None:
    for path in (
        "/public/stored_events",
        "/public/stored_events.json",
        "/public/stored_events/1",
        "/public",
        "/public/events",
    ):
        assert "long over" not in copy.get(path).text, path
