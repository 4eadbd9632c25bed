"""Every page behind the records: what it tells, whom it tells, and in which form it can be taken away."""

from __future__ import annotations

import asyncio
import csv
import datetime as dt
import hashlib
import io
import json
import re
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree

import httpx
import openpyxl
import pypdfium2
import pytest
from click.testing import CliRunner
from datasette.app import Datasette
from datasette.utils import tilde_encode
from hypothesis import given, settings
from hypothesis import strategies as st

from notice_parser.cli import main
from notice_parser.model import Action, Authority, Event, Masthead, Notice, Span, Subject, SubjectKind
from notice_parser.publish import accounts
from notice_parser.publish.files_page import plain_name
from notice_parser.publish.plugin.routes import routes
from notice_parser.publish.saved import QUESTIONS
from notice_parser.publish.serve import of_this_machine, site
from notice_parser.publish.sheets import text as as_csv
from notice_parser.reading import from_text
from notice_parser.store.clock import today
from notice_parser.text.calendar import add_duration
from sample import NOTICE, save_sample

OURS = "/-/notice-parser/credit_events"
EVENTS = "/credit_events/" + tilde_encode("信用事件")
PASSWORD = "long enough"
TEXTS = (
    "2024年3月1日，常熟市应急管理局将常熟市长河建材有限公司列入严重失信名单，期限3年。",
    "2024年4月2日，常熟市市场监督管理局对常熟市长河建材有限公司作出处罚（常市监罚〔2024〕15号），罚款300000元。",
    "2024年5月6日，常熟市税务局对常熟市安泰餐饮有限公司作出处罚，罚款5000元。",
)


def read_line(file: Path) -> Notice:
    """Stand in for ``parse``: read a line like those above."""
    line = file.read_text("utf-8")
    found = re.match(r"(\d+)年(\d+)月(\d+)日，(.{2,12}局)[对将](.*?)(作出|列入)", line)
    assert found, line
    day = dt.date(*(int(part) for part in found.groups()[:3])).isoformat()
    at = line.index(found[5])
    facts: dict[str, Any] = {
        "authority": Authority(written=found[4], full=found[4]),
        "event_date": day,
        "subjects": (
            Subject(name=found[5], kind=SubjectKind.ORGANISATION, span=Span(at, at + len(found[5]))),
        ),
        "quote": line,
        "span": Span(0, len(line)),
    }
    if found[6] == "列入":
        years = re.search(r"期限(\d)年", line)
        term = f"P{years[1]}Y" if years else "P3M"
        facts |= {
            "event_type": "list.serious",
            "action": Action.ADD,
            "list_name": "严重失信名单",
            "start": day,
        }
        facts |= {
            "duration": term,
            "derived_end": add_duration(day, term),
            "derived_end_rule": "start+duration",
        }
    else:
        number, fine = re.search(r"（(.*?)）", line), re.search(r"罚款(\d+)元", line)
        facts |= {"event_type": "admin.penalty", "document_number": number and number[1]}
        facts |= {"fine_yuan": fine and fine[1], "penalty_kinds": ("罚款",)}
    document = from_text(line).model_copy(
        update={"sha256": hashlib.sha256(file.read_bytes()).hexdigest(), "name": file.name}
    )
    masthead = Masthead(title=f"通报{file.stem}", issuer="常熟市信用办", published=dt.date(2024, 6, 1))
    return Notice(document=document, masthead=masthead, events=(Event(**facts),))


class Visitor:
    """Someone who asks for pages, with the cookies that a browser keeps."""

    def __init__(self, datasette: Datasette) -> None:
        self.datasette = datasette
        self.cookies: dict[str, str] = {}

    def ask(self, method: str, path: str, **options: Any) -> httpx.Response:
        call = getattr(self.datasette.client, method)
        response: httpx.Response = asyncio.run(call(path, cookies=self.cookies, **options))
        self.cookies.update(response.cookies)
        return response

    def get(self, path: str, **options: Any) -> httpx.Response:
        return self.ask("get", path, **options)

    def post(self, path: str, page: str, **data: str) -> httpx.Response:
        """Post a form that stands on a page, with the token of that page."""
        return self.ask("post", path, data=data | {"csrftoken": self.token(page)})

    def token(self, page: str) -> str:
        found = re.search(r'(?:name="csrftoken" value|data-token)="([^"]+)"', self.get(page).text)
        assert found, page
        return found[1]

    def sign_in(self, name: str = "王敏", password: str = PASSWORD) -> httpx.Response:
        page = "/-/notice-parser/sign-in"
        return self.post(page, page, name=name, password=password)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a database, its archive and its accounts, to be copied."""
    tmp_path = tmp_path_factory.mktemp("made")
    path = tmp_path / "credit_events.db"
    pdf = pypdfium2.PdfDocument.new()
    for page in NOTICE.document.pages:
        pdf.new_page(page.width, page.height)
    pdf.save(tmp_path / "云溪简报.pdf")
    save_sample(tmp_path / "云溪简报.pdf", path)
    for number, words in enumerate(TEXTS):
        file = tmp_path / f"通报{number}.txt"
        file.write_text(words, "utf-8")
        save_sample(file, path, read_line)
    accounts.add(path, "王敏", PASSWORD, "staff")
    accounts.add(path, "李查", PASSWORD, "reader")
    return tmp_path


@pytest.fixture
def db(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return tmp_path / "credit_events.db"


@pytest.fixture
def visit(db: Path, tmp_path: Path) -> Callable[..., Visitor]:
    def visitor(**options: Any) -> Visitor:
        return Visitor(site(db, inbox=tmp_path / "inbox", **options))

    return visitor


@pytest.fixture
def reader(visit: Callable[..., Visitor]) -> Visitor:
    return visit()


def rows(db: Path, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    with sqlite3.connect(db) as found:
        return found.execute(sql, values).fetchall()


def key_of(db: Path, where: str = "1") -> str:
    return str(rows(db, f'SELECT "标识" FROM "信用事件" WHERE {where} ORDER BY "编号" LIMIT 1')[0][0])


def numbers(page: str) -> list[int]:
    """The counts on a page that lists rows."""
    return [int(found.replace(",", "")) for found in re.findall(r"<h[23]>\s*([\d,]+) 行", page)]


def every_address(db: Path) -> list[str]:
    """One address of every page that the plugin has, and of Datasette's own."""
    key = key_of(db)
    ((subject,), *_) = rows(db, "SELECT key FROM subjects")
    values = {
        "database": "credit_events", "question": "listed", "key": key, "number": "100001", "notice": "1",
        "page": "1", "table": tilde_encode("信用事件"), "kind": "csv",
    }  # fmt: skip
    found = [
        "/",
        "/credit_events",
        EVENTS,
        EVENTS + ".json",
        EVENTS + ".csv",
        "/credit_events.json?sql=select+1",
    ]
    for pattern, _ in routes():
        path = pattern.strip("^$").replace("\\.", ".")
        for name, value in values.items():
            path = re.sub(rf"\(\?P<{name}>(?:[^()]|\([^()]*\))*\)", value, path)
        if "/subject/" in path:
            path = path.replace(key, subject)
        if path.endswith("/preview"):
            path += f"?id={subject}"
        if "sign-" not in path:
            found.append(path)
    assert not [path for path in found if "(" in path], found
    return found


# What pages tell


def test_every_number_of_the_first_page_leads_to_as_many_rows(reader: Visitor) -> None:
    page = reader.get("/").text
    tiles = re.findall(
        r'<a href="([^"]+)"><span class="label">([^<]+)</span><span class="big">([\d,]+)<', page
    )
    assert len(tiles) == 9
    for address, label, number in tiles:
        if "/files" not in address:
            shown = numbers(reader.get(address.replace("&amp;", "&")).text)
            assert (shown or [0])[0] == int(number), label
    bars = re.findall(r'<a href="([^"]+)" aria-label="[^"]*：([\d,]+) (?:件|家在列)"', page)
    assert bars
    for address, number in bars:
        assert numbers(reader.get(address.replace("&amp;", "&")).text) == [int(number)], address
    for address, number in re.findall(
        r'<li><a href="([^"]+)"><span class="label">.*?class="n">(\d+) 件', page
    ):
        assert numbers(reader.get(address.replace("&amp;", "&")).text) == [int(number)], address


def test_an_empty_database_has_a_first_page(tmp_path: Path) -> None:
    from notice_parser.store import open_database

    with open_database(tmp_path / "credit_events.db", create=True):
        pass
    page = Visitor(site(tmp_path / "credit_events.db", inbox=tmp_path)).get("/")
    assert page.status_code == 200
    assert "还没有收录通知" in page.text
    assert "还没有写明日期的决定" in page.text
    assert "<svg" not in page.text.partition('id="main"')[2]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("长河建材", {"主体", "事件", "通知"}),
        ("长河", {"主体", "事件", "通知"}),
        ("常市监罚〔2024〕15号", {"事件", "通知"}),
        ("常市监罚[2024]15号", {"事件", "通知"}),
        ("常市监罚（2024）15 号", {"事件", "通知"}),
        ("常市监罚2024 15", {"事件", "通知"}),
        ("孙某某", {"主体", "事件"}),
        ("昆山", set()),
        ('"', set()),
        ("' OR 1=1 --", set()),
        ("*", set()),
    ],
)
def test_one_box_finds_subjects_events_and_notices(reader: Visitor, words: str, found: set[str]) -> None:
    page = reader.get(f"{OURS}/search?{urlencode({'q': words})}")
    assert page.status_code == 200
    assert set(re.findall(r"<h2>(主体|事件|通知)</h2>", page.text)) == found


def test_an_event_shows_every_field_that_is_said_and_names_the_others(reader: Visitor, db: Path) -> None:
    page = reader.get(f"{OURS}/event/{key_of(db)}").text
    for words in (
        "2021-03-02",
        "云应急〔2021〕7号",
        "20,000",
        "1,234.56",
        "未落实安全生产责任",
        "3个月",
        "第九条",
    ):
        assert words in page, words
    rule = reader.get(f"{OURS}/event/{key_of(db, '通知 = 1 AND 日期 IS NULL')}").text
    unsaid = re.search(r"没有写的</th><td[^>]*>([^<]+)", rule)
    assert unsaid
    assert {"日期", "文号", "截止日"} <= set(unsaid[1].split("、"))


def test_a_subject_shows_its_whole_course(reader: Visitor, db: Path) -> None:
    ((key,),) = rows(db, "SELECT key FROM subjects WHERE name = '常熟市长河建材有限公司'")
    page = reader.get(f"{OURS}/subject/{key}").text
    timeline = page.partition('class="timeline"')[2]
    assert timeline.index("2024-04-02") < timeline.index("2024-03-01")  # the last first
    assert "300,000 元" in page
    assert "严重失信名单" in page
    assert page.count("/notice/") >= 2


def test_a_row_of_subjects_leads_to_the_subject(reader: Visitor, db: Path) -> None:
    ((number, key),) = rows(
        db,
        'SELECT s."编号", m.subject FROM "主体" s JOIN subject_mentions m ON m.event = s."事件"'
        ' AND m.number = s."编号" % 100000 WHERE s."名称" = ?',
        "常熟市安泰餐饮有限公司",
    )
    answer = reader.get(f"{OURS}/subject-of/{number}")
    assert answer.headers["location"].endswith(f"/subject/{key}")


def test_a_notice_shows_its_events_and_the_original(reader: Visitor, db: Path) -> None:
    ((sha256,),) = rows(db, "SELECT sha256 FROM notices WHERE id = 1")
    page = reader.get(f"{OURS}/notice/{sha256[:16]}").text
    assert f"{OURS}/event/{key_of(db)}" in page
    assert "打开原件" not in page  # it holds the numbers of persons as printed
    assert reader.get(f"{OURS}/original/1").status_code == 403
    assert reader.sign_in("李查").status_code == 302
    assert "打开原件" in reader.get(f"{OURS}/notice/{sha256[:16]}").text
    file = reader.get(f"{OURS}/original/1")
    assert file.content.startswith(b"%PDF")
    assert file.headers["content-type"] == "application/pdf"
    other = reader.get(f"{OURS}/original/2")  # text that a browser could take for a page is saved, not shown
    assert other.headers["content-disposition"].startswith("attachment")


# Questions


@pytest.mark.parametrize("question", [question.name for question in QUESTIONS])
def test_a_question_is_answered_by_its_defaults(reader: Visitor, question: str) -> None:
    page = reader.get(f"{OURS}/ask/{question}?go=1")
    assert page.status_code == 200
    assert "<form" in page.text
    assert "用时过长" not in page.text


@pytest.mark.parametrize(
    ("question", "values", "said", "unsaid"),
    [
        ("listed", {"on": "2025-01-01"}, "常熟市长河建材有限公司", "安泰"),
        ("listed", {"on": "2023-01-01"}, "没有符合的记录", "长河建材"),
        ("listed", {"on": "2028-01-01"}, "没有符合的记录", "长河建材"),
        ("history", {"who": "安泰"}, "5,000&nbsp;元", "长河建材"),
        ("penalties", {"yuan": "100000"}, "300,000&nbsp;元", "安泰"),
        ("repeated", {"times": "2"}, "长河建材", "安泰"),
        ("monthly", {"first": "2024-04", "last": "2024-04"}, "常熟市市场监督管理局", "常熟市税务局</div>"),
        ("decisions", {"first": "2024-05", "last": "2024-05"}, "安泰", "长河建材"),
        ("unreliable", {"certainty": "有条件"}, "拒不整改", "安泰"),
        ("listed", {"on": "昨天"}, "写法不对", "长河"),
        ("expiring", {"days": "-1"}, "写法不对", "长河"),
    ],
)
def test_answers(reader: Visitor, question: str, values: dict[str, str], said: str, unsaid: str) -> None:
    page = reader.get(f"{OURS}/ask/{question}?{urlencode(values)}").text.partition("</form>")[2]
    page = (
        page.partition('role="alert"')[2] if "写法" in said else page.partition('class="question"')[2] or page
    )
    assert said in page
    assert unsaid not in page.partition("</form>")[2]


def test_pasted_names_are_checked(reader: Visitor) -> None:
    page = f"{OURS}/ask/check"
    names = "常熟市长河建材有限公司\n 常熟市安泰餐饮有限公司 \n没有的公司\n'; DROP TABLE subjects; --"
    answer = reader.post(page, page, names=names, on="2025-01-01", go="1").text
    cells = re.findall(r"<tr><td>(.*?)</td><td>(.*?)</td>", answer)
    assert [result for _, result in cells] == ["在名单上", "有记录", "未找到", "未找到"]
    sheet = reader.post(page, page, names=names, on="2025-01-01", **{"as": "csv"})
    table = list(csv.DictReader(io.StringIO(sheet.content.decode("utf-8-sig"))))
    assert [row["结果"] for row in table] == ["在名单上", "有记录", "未找到", "未找到"]
    assert table[0]["当日所在名单"] == "严重失信名单"


def test_exports_hold_every_row_of_the_filter(reader: Visitor, db: Path) -> None:
    path = f"{OURS}/export/{tilde_encode('信用事件')}"
    query = urlencode({"确定性": "已生效"})
    ((count,),) = rows(db, 'SELECT count(*) FROM "信用事件" WHERE "确定性" = \'已生效\'')
    sheet = reader.get(f"{path}.csv?{query}&_size=1")
    assert sheet.content.startswith(b"\xef\xbb\xbf")
    assert len(list(csv.reader(io.StringIO(sheet.content.decode("utf-8-sig"))))) == count + 1
    book = openpyxl.load_workbook(io.BytesIO(reader.get(f"{path}.xlsx?{query}").content))
    table = list(book.active.values)
    assert len(table) == count + 1
    fines = [row[table[0].index("罚款（元）")] for row in table[1:]]
    assert sorted(fine for fine in fines if fine) == [5000, 20000, 300000]  # numbers, not words
    assert reader.get(f"{OURS}/export/events.csv").status_code == 404  # base tables are not for export


def test_a_name_is_never_a_formula() -> None:
    from notice_parser.publish.sheets import sheet

    body = sheet("xlsx", "名单", [{"主体": "=HYPERLINK(1)", "次数": 2}]).body
    cell = openpyxl.load_workbook(io.BytesIO(body)).active["A2"]
    assert (cell.data_type, cell.value) == ("s", "=HYPERLINK(1)")


@given(
    st.lists(
        st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\r\n\0")), min_size=1
    )
)
def test_csv_keeps_words_and_begins_no_formula(words: list[str]) -> None:
    ((*_,), row) = csv.reader(io.StringIO(as_csv([str(place) for place in range(len(words))], [words])))
    assert not [word for word in row if word[:1] in tuple("=+-@\t")]
    assert [word.removeprefix("'") for word in row] == [word.removeprefix("'") for word in words]


def test_the_feed_of_a_search_holds_its_events(reader: Visitor, db: Path) -> None:
    feed = reader.get(f"{OURS}/events.atom?{urlencode({'_search': '长河建材'})}")
    assert feed.headers["content-type"].startswith("application/atom+xml")
    root = ElementTree.fromstring(feed.content)
    entries = root.findall("{*}entry")
    expected = rows(
        db, 'SELECT "标识" FROM "信用事件" WHERE "主体" LIKE ? ORDER BY "编号" DESC', "%长河建材%"
    )
    assert [entry.findtext("{*}id") for entry in entries] == [
        f"urn:notice-parser:event:{key}" for (key,) in expected
    ]
    for entry in entries:
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00", entry.findtext("{*}updated") or "")


def test_the_calendar_holds_whole_days(visit: Callable[..., Visitor], db: Path, tmp_path: Path) -> None:
    start = dt.date.fromisoformat(today()) - dt.timedelta(days=10)
    file = tmp_path / "新.txt"
    words = f"{start.year}年{start.month}月{start.day}日，常熟市应急管理局将常熟市新开加工厂列入严重失信名单，期限3个月。"
    file.write_text(words, "utf-8")
    save_sample(file, db, read_line)
    ((expires,),) = rows(db, "SELECT expires FROM listing_periods WHERE name = '常熟市新开加工厂'")
    text = visit().get(f"{OURS}/expiries.ics").text.replace("\r\n ", "")
    event = next(part for part in text.split("BEGIN:VEVENT") if "常熟市新开加工厂" in part)
    assert f"DTSTART;VALUE=DATE:{expires.replace('-', '')}\r\n" in event
    assert "T160000Z" not in event


def test_openrefine_matches_names(reader: Visitor) -> None:
    manifest = reader.get(f"{OURS}/reconcile").json()
    assert "view" in manifest
    queries = {
        "a": {"query": "常熟市长河建材有限公司"},
        "b": {"query": "长河建材", "limit": 3},
        "c": {"query": "没有这家", "type": "organisation"},
        "d": {"query": "92330100000000000X"},
    }
    answer = reader.ask("post", f"{OURS}/reconcile", data={"queries": json.dumps(queries)}).json()
    (best, *_) = answer["a"]["result"]
    assert (best["name"], best["match"], best["score"]) == ("常熟市长河建材有限公司", True, 100.0)
    assert answer["b"]["result"][0]["name"] == "常熟市长河建材有限公司"
    assert answer["b"]["result"][0]["match"] is False  # a part of a name is never sure
    assert answer["c"]["result"] == []
    assert reader.ask("post", f"{OURS}/reconcile", data={"queries": "[1"}).status_code == 400
    there = reader.get(f"{OURS}/reconcile", headers={"origin": "http://127.0.0.1:3333"}).headers
    assert there["access-control-allow-origin"] == "http://127.0.0.1:3333"
    elsewhere = reader.get(f"{OURS}/reconcile", headers={"origin": "https://example.org"}).headers
    assert "access-control-allow-origin" not in elsewhere


# Whom they tell


def test_a_locked_instance_answers_nobody_without_an_account(visit: Callable[..., Visitor], db: Path) -> None:
    locked = visit(locked=True)
    for path in every_address(db):
        for method in ("get", "post"):
            answer = locked.ask(method, path)
            assert answer.status_code == 403, (method, path)
            assert "长河" not in answer.text
    assert locked.sign_in("李查").status_code == 302
    for path in every_address(db):
        if not path.endswith(("/upload", "/review", "/audit")):
            assert locked.get(path).status_code in (200, 302, 404), path
    assert locked.get("/").status_code == 200


def test_an_open_instance_answers_every_address(reader: Visitor, db: Path) -> None:
    for path in every_address(db):
        wanted = 403 if path.endswith(("/upload", "/review", "/audit", "/original/1")) else 200
        assert reader.get(path).status_code in ({wanted, 302} if wanted == 200 else {wanted}), path


def test_readers_change_nothing(visit: Callable[..., Visitor], db: Path) -> None:
    key = key_of(db)
    for visitor in (visit(), visit()):
        answer = visitor.ask("post", f"{OURS}/event/{key}/review", data={"decision": "confirm"})
        assert answer.status_code == 403
        visitor.sign_in("李查")
    assert rows(db, "SELECT * FROM reviews") == []


def test_a_review_needs_the_token_of_its_page(reader: Visitor, db: Path) -> None:
    reader.sign_in()
    path = f"{OURS}/event/{key_of(db)}/review"
    assert reader.ask("post", path, data={"decision": "confirm"}).status_code == 403
    assert reader.ask("post", path, data={"decision": "confirm", "csrftoken": "x"}).status_code == 403
    assert rows(db, "SELECT * FROM reviews") == []


def test_staff_confirm_correct_and_reject(reader: Visitor, db: Path) -> None:
    reader.sign_in()
    key = key_of(db)
    page, path = f"{OURS}/event/{key}", f"{OURS}/event/{key}/review"
    assert reader.post(path, page, decision="confirm").status_code == 302
    form = reader.get(path).text
    fields = dict(re.findall(r'name="(field-[a-z_]+)" value="([^"]*)"', form))
    unchanged = reader.post(path, page, decision="correct", **fields)
    assert unchanged.status_code == 400
    assert "没有改动任何一项" in unchanged.text
    wrong = reader.post(path, page, decision="correct", **fields | {"field-event_date": "三月"})
    assert wrong.status_code == 400
    assert "日期：值不对" in wrong.text
    right = fields | {"field-duration": "6个月", "field-fine_yuan": "30000"}
    assert reader.post(path, page, decision="correct", reason="原件如此", **right).status_code == 302
    shown = reader.get(page).text
    assert "30,000" in shown
    assert "6个月" in shown
    assert rows(db, "SELECT duration, fine_yuan, review FROM events WHERE event_key = ?", key) == [
        ("P6M", "30000", "corrected")
    ]
    assert reader.post(path, page, decision="reject").status_code == 400  # without a reason
    assert reader.post(path, page, decision="reject", reason="误读").status_code == 302
    said = rows(db, "SELECT decision, reviewer FROM reviews ORDER BY id")
    assert said == [("confirmed", "王敏"), ("corrected", "王敏"), ("rejected", "王敏")]


def test_a_corrected_subject_keeps_what_the_form_does_not_show(reader: Visitor, db: Path) -> None:
    reader.sign_in()
    key = key_of(db)
    page, path = f"{OURS}/event/{key}", f"{OURS}/event/{key}/review"
    given = {
        "subject-0-name": "云溪市长河茶行", "subject-0-kind": "organisation", "subject-0-code": "",
        "subject-1-name": "孙某某", "subject-1-kind": "person", "subject-1-code": "",
    }  # fmt: skip
    assert reader.post(path, page, decision="correct", **given).status_code == 302
    found = rows(
        db,
        "SELECT name, kind, identifier, anonymised, role FROM event_subjects s JOIN events e ON e.id = s.event"
        " WHERE e.event_key = ? ORDER BY s.number",
        key,
    )
    assert found == [
        ("云溪市长河茶行", "organisation", None, 0, None),
        ("孙某某", "person", None, 1, "负责人"),
    ]


def test_a_wrong_password_is_refused_and_many_are_slowed(reader: Visitor) -> None:
    for _ in range(10):
        answer = reader.sign_in("王敏二", "wrong password")
        assert answer.status_code == 403
    assert reader.sign_in("王敏二", "wrong password").status_code == 429
    assert reader.sign_in().status_code == 302


def test_a_session_ends_with_its_account_and_its_password(reader: Visitor, db: Path) -> None:
    reader.sign_in()
    assert "退出" in reader.get("/").text
    accounts.add(db, "王敏", PASSWORD + "!", "staff")
    assert "退出" not in reader.get("/").text
    reader.sign_in(password=PASSWORD + "!")
    assert "退出" in reader.get("/").text
    accounts.remove(db, "王敏")
    assert "退出" not in reader.get("/").text
    forged = dict(reader.cookies)
    reader.cookies = forged | {"notice_parser_session": "eyJ.e30.x"}
    assert "退出" not in reader.get("/").text


@pytest.mark.parametrize(
    "onward", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:x"]
)
def test_signing_in_leads_nowhere_else(reader: Visitor, onward: str) -> None:
    page = "/-/notice-parser/sign-in"
    answer = reader.post(page, page, name="王敏", password=PASSWORD, next=onward)
    assert answer.headers["location"] == "/"


def test_passwords_are_kept_as_hashes_that_only_the_owner_reads(db: Path) -> None:
    path = accounts.path_of(db)
    assert PASSWORD not in path.read_text("utf-8")
    assert path.stat().st_mode & 0o077 == 0
    for (table,) in rows(db, "SELECT name FROM sqlite_master WHERE type = 'table'"):
        assert "account" not in table


def test_accounts_on_the_command_line(db: Path) -> None:
    def run(*arguments: str, input: str | None = None) -> Any:
        return CliRunner().invoke(main, ["accounts", *arguments, "--db", str(db)], input=input)

    assert run("add", "赵核", input="12345678\n").exit_code == 0
    listed = run("list").stdout
    assert "赵核\t经办" in listed
    assert "李查\t查阅" in listed
    assert "12345678" not in listed
    assert run("add", "钱短", input="1234\n").exit_code == 1
    assert run("remove", "赵核").exit_code == 0
    assert run("remove", "赵核").exit_code == 1
    assert accounts.check(db, "赵核", "12345678") is None


# What may not happen


def test_pages_say_what_a_browser_may_load(reader: Visitor, db: Path) -> None:
    seen = set()
    for path in every_address(db):
        headers = reader.get(path).headers
        assert headers["x-content-type-options"] == "nosniff", path
        if headers.get("content-type") != "application/pdf":
            policy = headers["content-security-policy"]
            assert "'unsafe-inline'" not in policy.partition("script-src")[2].partition(";")[0], path
            assert "'unsafe-eval'" not in policy
            seen.add(re.search(r"nonce-([\w-]+)", policy)[1])  # type: ignore[index]
    assert len(seen) > 10  # another for each answer
    page = reader.get(EVENTS)
    nonce = re.search(r"nonce-([\w-]+)", page.headers["content-security-policy"])
    scripts = re.findall(r"<script([^>]*)>", page.text)
    assert nonce
    assert scripts
    assert all(f'nonce="{nonce[1]}"' in attributes or "src=" in attributes for attributes in scripts)


INJECTIONS = (
    "' OR '1'='1",
    "'; DROP TABLE events; --",
    '" OR 1=1',
    "1); DELETE FROM subjects",
    "%",
    "\x00",
    "😀" * 50,
)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_no_form_field_reaches_the_sql(reader: Visitor, db: Path, question: Any) -> None:
    before = list(sqlite3.connect(db).iterdump())
    full = {field.name: field.default or "" for field in question.fields}
    full |= {name: value for name, value in {"on": "2025-01-01", "who": "长河"}.items() if name in full}
    for field in question.fields:
        for words in INJECTIONS:
            values = full | {field.name: words, "go": "1"}
            path = f"{OURS}/ask/{question.name}"
            answer = (
                reader.post(path, path, **values)
                if any(one.kind == "lines" for one in question.fields)
                else reader.get(f"{path}?{urlencode(values)}")
            )
            assert answer.status_code in (200, 400), (field.name, words)
            rest = answer.text.partition("</form>")[2]
            if field.kind in ("choice", "text") and field.name != "besides":
                assert (numbers(answer.text) or [0]) == [0], (field.name, words)
            assert "syntax error" not in rest
    for words in INJECTIONS:
        for path in (
            "search?q=",
            "events.atom?_search=",
            "suggest?prefix=",
            "files?state=",
            "expiries.ics?list=",
        ):
            assert (
                reader.get(f"{OURS}/{path}{httpx.QueryParams({'x': words})}".replace("x=", "", 1)).status_code
                == 200
            )
    assert list(sqlite3.connect(db).iterdump()) == before


def test_uploads_go_into_the_inbox_whole_and_under_free_names(reader: Visitor, tmp_path: Path) -> None:
    assert reader.ask("post", f"{OURS}/upload?name=x.pdf", content=b"x").status_code == 403
    reader.sign_in()
    assert reader.ask("post", f"{OURS}/upload?name=x.pdf", content=b"x").status_code == 403  # no token
    headers = {"x-csrftoken": reader.token(f"{OURS}/files")}
    names = []
    for name in ("通报.pdf", "通报.pdf", "../../etc/通报.pdf", ".htaccess"):
        answer = reader.ask(
            "post", f"{OURS}/upload?{urlencode({'name': name})}", content=b"%PDF-" * 9, headers=headers
        )
        assert answer.status_code == 200, answer.text
        names.append(answer.json()["name"])
    assert names == ["通报.pdf", "通报（2）.pdf", "通报（3）.pdf", "htaccess"]
    assert sorted(path.name for path in (tmp_path / "inbox").iterdir()) == sorted(names)
    empty = reader.ask("post", f"{OURS}/upload?name=y.pdf", content=b"", headers=headers)
    assert empty.status_code == 400
    assert sorted(path.name for path in (tmp_path / "inbox").iterdir()) == sorted(names)
    assert "通报（2）.pdf" in reader.get(f"{OURS}/files").text


@given(st.text())
@settings(max_examples=300)
def test_an_uploaded_name_stays_in_its_folder_and_is_read(name: str) -> None:
    from notice_parser.intake import is_passing

    plain = plain_name(name)
    assert plain
    assert "/" not in plain
    assert "\\" not in plain
    assert plain not in (".", "..")
    assert not is_passing(plain)
    assert len(plain.encode("utf-8", "surrogatepass")) <= 255


def test_new_rows_appear_while_the_site_is_open(reader: Visitor, db: Path, tmp_path: Path) -> None:
    before = numbers(reader.get(EVENTS).text)[0]
    file = tmp_path / "后到.txt"
    file.write_text("2024年7月1日，常熟市应急管理局将常熟市后到物流有限公司列入严重失信名单。", "utf-8")
    writer = threading.Thread(target=save_sample, args=(file, db, read_line))
    writer.start()
    writer.join()
    assert numbers(reader.get(EVENTS).text)[0] == before + 1
    assert "后到物流" in reader.get(f"{OURS}/search?q=后到").text


def test_only_requests_for_this_machine_are_answered(db: Path, tmp_path: Path) -> None:
    app = of_this_machine(site(db, inbox=tmp_path).app())

    async def status(host: str) -> int:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://x") as client:
            return (await client.get("/", headers={"host": host})).status_code

    for host, wanted in (
        ("127.0.0.1:8001", 200),
        ("localhost", 200),
        ("[::1]:80", 200),
        ("evil.example:8001", 421),
    ):
        assert asyncio.run(status(host)) == wanted, host


def test_an_older_database_says_what_to_do(db: Path, tmp_path: Path) -> None:
    with sqlite3.connect(db) as old:
        old.execute("PRAGMA user_version = 1")
    answer = Visitor(site(db, inbox=tmp_path)).get(f"{OURS}/search?q=x")
    assert answer.status_code == 404
    assert "结构是旧的" in answer.text


def test_the_stock_command_shows_the_same_site(db: Path) -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "datasette", str(db), "--get", "/"], capture_output=True, text=True, check=True
    ).stdout
    assert "今天仍在名单上" in shown
    assert f"{OURS}/search" in shown
