"""The site: Chinese throughout, found by two characters, and the page behind every event."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Coroutine
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pypdfium2
import pytest
from datasette.app import Datasette
from datasette.utils import tilde_encode

from notice_parser import parse
from notice_parser.publish.chinese import PHRASES, SCRIPT, description
from sample import NOTICE, QUOTE, save_sample

Get = Callable[..., httpx.Response]
EVENT, RULE = NOTICE.events
OURS = "/-/notice-parser/credit_events"


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the sample notice, its original a PDF of two blank pages."""
    folder = tmp_path_factory.mktemp("site")
    pdf = pypdfium2.PdfDocument.new()
    for page in NOTICE.document.pages:
        pdf.new_page(page.width, page.height)
    pdf.save(folder / "云溪简报.pdf")
    path = folder / "credit_events.db"
    save_sample(folder / "云溪简报.pdf", path)
    return path


def site(db: Path, **settings: Any) -> Get:
    datasette = Datasette([str(db)], **settings)

    def get(path: str, **options: Any) -> httpx.Response:
        call: Coroutine[Any, Any, httpx.Response] = datasette.client.get(path, **options)
        return asyncio.run(call)

    asyncio.run(datasette.invoke_startup())
    return get


@pytest.fixture(scope="module")
def get(db: Path) -> Get:
    return site(db)


def table(name: str) -> str:
    return f"/credit_events/{tilde_encode(name)}"


def key(get: Get) -> str:
    rows = get(table("信用事件") + ".json?_shape=array&_sort=" + quote("编号")).json()
    return str(rows[0]["标识"])


def visible(html: str) -> str:
    """The text that a browser shows."""
    html = re.sub(r"(?s)<(script|style|textarea|title).*?</\1>|<details>.*?</details>|<!--.*?-->", " ", html)
    return re.sub(r"(?s)<[^>]*>", " ", html)


@pytest.mark.parametrize("template", PHRASES)
def test_every_phrase_still_occurs_in_the_pinned_version(template: str) -> None:
    source = resources.files("datasette").joinpath("templates", template).read_text("utf-8")
    assert [english for english, _ in PHRASES[template] if english not in source] == []


def test_every_phrase_of_the_script_still_occurs() -> None:
    source = resources.files("datasette").joinpath("static/table.js").read_text("utf-8")
    assert [english for english, _ in SCRIPT if english not in source] == []


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/credit_events",
        *(table(name) for name in ("信用事件", "主体", "通知", "考核结果", "问题")),
        table("信用事件") + "?_search=云溪&动作=列入",
        table("信用事件") + "?日期__isnull=1&_sort=页码",
        table("信用事件") + "/1",
        OURS + "/problem/100001",
        OURS + "/cell/100001",
        OURS + "/notice/1?page=2",
    ],
)
def test_no_english_is_shown(get: Get, path: str) -> None:
    response = get(path)
    assert response.status_code == 200
    words = set(re.findall(r"[A-Za-z]{2,}", re.sub(r"\b[0-9a-f]{16}\b", "", visible(response.text))))
    assert words <= {
        "json",
        "JSON",
        "CSV",
        "SQL",
        "Datasette",
        "Excel",
        "pdf",
        "nbsp",
        "middot",
        "quot",
        "gt",
        "lt",
    }
    assert '<html lang="zh-CN">' in response.text


def test_headings_and_facets_are_chinese(get: Get) -> None:
    page = get(table("信用事件")).text
    for column in ("日期", "类型", "动作", "确定性", "名单", "主体", "认定部门", "罚款（元）", "推算截止日"):
        assert f'data-column="{column}"' in page
    for facet in ("类型", "名单", "认定部门", "确定性", "动作"):
        assert f"<strong>{facet}" in re.sub(r"\s+", " ", page)
    assert "20,000&nbsp;元" in page
    assert '<span class="date">2021-03-02</span>' in page
    assert QUOTE.replace('"', "&#34;") in page
    assert 'title="行为作出的日期' in page  # help on hover


def test_base_tables_are_hidden(get: Get) -> None:
    page = visible(get("/credit_events").text)
    for name in ("信用事件", "主体", "通知", "考核结果", "问题"):
        assert name in page
    assert "event_subjects" not in page


def test_newest_first(get: Get) -> None:
    page = get(table("信用事件")).text
    assert page.index("2021-03-02") < page.index("拒不整改")


@pytest.mark.parametrize(
    ("name", "query", "rows"),
    [
        ("信用事件", "云溪", 1),
        ("信用事件", "长河", 1),
        ("信用事件", "昆山", 0),
        ("信用事件", "云应急[2021]7号", 1),
        ("信用事件", '"', 0),
        ("主体", "茶行", 1),
        ("通知", "黄牌", 1),
    ],
)
def test_search_finds_two_characters(get: Get, name: str, query: str, rows: int) -> None:
    found = get(table(name) + ".json", params={"_search": query, "_shape": "array"})
    assert found.status_code == 200
    assert len(found.json()) == rows


def test_the_evidence_page_boxes_the_words(get: Get) -> None:
    link = f"{OURS}/event/{key(get)}"
    assert f'href="{link}"' in get(table("信用事件")).text
    page = get(link).text
    boxes = {
        tuple(round(float(value), 4) for value in box)
        for box in re.findall(
            r'<rect [^>]*x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"', page
        )
    }
    for span in (EVENT.span, *(evidence.span for evidence in EVENT.evidence)):
        for _, (x0, y0, x1, y1) in NOTICE.document.where(span):
            assert tuple(round(value, 4) for value in (x0, y0, x1 - x0, y1 - y0)) in boxes
    assert f"{OURS}/image/1/1.png" in page
    assert f"{OURS}/image/1/2.png" in page  # the quote runs over to the second page
    assert "原文：3月2日" in page


def test_the_problem_page_boxes_the_words(get: Get) -> None:
    ((_, (x0, y0, x1, y1)),) = NOTICE.document.where(NOTICE.problems[0].span)
    assert f'x="{x0}" y="{y0}" width="{x1 - x0}" height="{y1 - y0}"' in get(OURS + "/problem/100001").text


def test_the_page_image_is_the_page(get: Get) -> None:
    from io import BytesIO

    from PIL import Image

    response = get(f"{OURS}/image/1/1.png")
    assert response.headers["content-type"] == "image/png"
    width, height = Image.open(BytesIO(response.content)).size
    assert height / width == pytest.approx(842 / 595, rel=0.01)
    assert get(f"{OURS}/image/1/3.png").status_code == 404


@pytest.mark.parametrize(
    "path", ["/event/0000000000000000", "/problem/1", "/notice/1?page=3", "/notice/9", "/cell/1"]
)
def test_what_is_not_there_is_404(get: Get, path: str) -> None:
    assert get(OURS + path).status_code == 404
    assert get(OURS.replace("credit_events", "other") + path).status_code == 404


def test_text_without_pages_is_marked_instead(tmp_path: Path) -> None:
    file = tmp_path / "简报.txt"
    file.write_text("x", "utf-8")
    save_sample(file, tmp_path / "credit_events.db")
    get = site(tmp_path / "credit_events.db")
    page = get(f"{OURS}/event/{key(get)}").text
    assert f"<mark>{QUOTE}</mark>" in page
    assert "<img" not in page


def test_a_page_shows_its_words_in_context(tmp_path: Path) -> None:
    file = tmp_path / "通报.html"
    others = "".join(f"<p>第{number}项工作已经完成，情况良好，特此说明。</p>" for number in range(9))
    file.write_text(f"<html><body><h1>工作通报</h1>{others}<p>{QUOTE}</p>{others}</body></html>", "utf-8")
    save_sample(file, tmp_path / "credit_events.db", parse)
    get = site(tmp_path / "credit_events.db")
    page = get(f"{OURS}/event/{key(get)}").text
    assert "<mark>" in page
    assert "第8项工作" in page
    assert "第3项工作" not in page
    assert "第3项工作" in get(f"{OURS}/notice/1").text
    assert "<img" not in page


def test_a_picture_is_its_own_page(tmp_path: Path) -> None:
    from PIL import Image

    file = tmp_path / "照片.png"
    Image.new("RGB", (60, 80), "white").save(file)
    save_sample(file, tmp_path / "credit_events.db")
    get = site(tmp_path / "credit_events.db")
    assert f"{OURS}/image/1/1.png" in get(f"{OURS}/event/{key(get)}").text
    assert get(f"{OURS}/image/1/1.png").status_code == 200


@pytest.mark.parametrize("table_name", ["信用事件", "通知"])
def test_a_locked_table_locks_its_pages(db: Path, table_name: str) -> None:
    rule = {"databases": {"credit_events": {"tables": {table_name: {"allow": {"id": "root"}}}}}}
    locked = site(db, metadata=rule)
    event = key(site(db))
    for path in (f"/event/{event}", "/problem/100001", "/cell/100001", "/notice/1", "/image/1/1.png"):
        assert locked(OURS + path).status_code == 403, path


def test_a_locked_instance_shows_nothing(db: Path) -> None:
    locked = site(db, metadata={"allow": {"id": "root"}})
    for path in ("/", table("信用事件"), OURS + "/notice/1", OURS + "/image/1/1.png"):
        assert locked(path).status_code == 403, path


def test_another_database_is_left_as_it_is(tmp_path: Path) -> None:
    import sqlite3

    with sqlite3.connect(tmp_path / "other.db") as other:
        other.execute("CREATE TABLE visits (日期 TEXT)")
        other.execute("INSERT INTO visits VALUES ('2021-03-02')")
    page = site(tmp_path / "other.db")("/other/visits").text
    assert "2021-03-02" in page
    assert '<span class="date">' not in page


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ('where search matches "云溪" sorted by 日期 descending', "：搜索“云溪”，按日期降序"),
        ('where 动作 = "列入" and 日期 is not null', "：动作是“列入”，日期不为空"),
        ("sorted by 编号", "按编号升序"),
        ("", ""),
    ],
)
def test_filters_are_described_in_chinese(english: str, chinese: str) -> None:
    assert description(english) == chinese


def test_the_fate_of_files_is_shown_and_explained(get: Get) -> None:
    page = get(table("文件")).text
    assert "已读出" in page
    assert "云溪简报.pdf" in page
    assert "上一次没有读出的原因" in page


@pytest.mark.parametrize("coding", ["application/x-www-form-urlencoded", "text/plain"])
def test_a_form_that_is_out_of_date_is_refused_in_chinese(db: Path, coding: str) -> None:
    datasette = Datasette([str(db)])
    asyncio.run(datasette.invoke_startup())
    call: Coroutine[Any, Any, httpx.Response] = datasette.client.post(
        "/-/notice-parser/sign-in",
        content=b"name=a&csrftoken=old",
        headers={"content-type": coding},
        cookies={"ds_csrftoken": "old"},
    )
    response = asyncio.run(call)
    assert response.status_code == 403
    assert "这个页面已经过期" in response.text
    assert not re.search("[A-Za-z]{2,}", visible(response.text))
    assert "frame-ancestors" in response.headers["content-security-policy"]
