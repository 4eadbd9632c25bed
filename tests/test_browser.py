"""The site as a person sees it, in a real Chromium."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import pytest
from datasette.utils import tilde_encode

from browser import chromium, serving
from conftest import ROOT
from notice_parser.publish import accounts

pytestmark = pytest.mark.xdist_group("browser")

OUT = ROOT / "out" / "screenshots"
PASSWORD = "correct horse battery"
ALLOWED = {
    "Datasette",
    "Excel",
    "CSV",
    "JSON",
    "json",
    "SQL",
    "SHA",
    "csv",
    "xlsx",
    "pdf",
    "PDF",
    "notice",
    "parser",
    "watch",
    "ingest",
}
EVENTS = "/credit_events/" + tilde_encode("信用事件")
OURS = "/-/notice-parser/credit_events"


@pytest.fixture(scope="module")
def words() -> dict[str, str]:
    """What is searched for: in the bulletin beside the project, else in a notice of our own."""
    shared = ROOT.parent / "shared/notices/pdf/kunshan-2020-03.pdf"
    if shared.exists():
        return {"file": str(shared), "place": "昆山", "person": "陈明"}
    return {"file": str(ROOT / "corpus/fuyang-jiaojing-jinjia/notice.pdf"), "place": "阜阳", "person": ""}


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory, words: dict[str, str]) -> Path:
    folder = tmp_path_factory.mktemp("browser")
    path = folder / "credit_events.db"
    files = [words["file"], *(str(found) for found in sorted(ROOT.glob("corpus/*/notice.pdf"))[:3])]
    for number, file in enumerate(files):
        shutil.copy(file, folder / f"{number}.pdf")
    run = [
        sys.executable,
        "-m",
        "notice_parser",
        "ingest",
        "--db",
        str(path),
        "--ocr",
        "off",
        "--workers",
        "2",
    ]
    inbox = [str(folder / f"{number}.pdf") for number in range(len(files))]
    subprocess.run([*run, *inbox], check=True, stdout=subprocess.DEVNULL)
    accounts.add(path, "王敏", PASSWORD, "staff")
    if not words["person"]:
        with sqlite3.connect(path) as rows:
            (name,) = rows.execute("SELECT name FROM subjects WHERE kind = 'person' LIMIT 1").fetchone()
        words["person"] = name[:2]
    return path


@pytest.fixture(scope="module")
def site(db: Path) -> Iterator[str]:
    with serving(db, "--folder", str(db.parent / "inbox")) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as opened:
        yield opened


def find(browser: Any, css: str) -> Any:
    return browser.find_element("css selector", css)


def all_of(browser: Any, css: str) -> list[Any]:
    found: list[Any] = browser.find_elements("css selector", css)
    return found


def click(browser: Any, element: Any) -> None:
    """Click what leads to another page, and wait for that."""
    before = find(browser, "html").id
    element.click()
    until(lambda: find(browser, "html").id != before)
    until(lambda: browser.execute_script("return document.readyState") == "complete")


def until(done: Callable[[], Any]) -> None:
    """Wait until something is so."""
    from selenium.common.exceptions import WebDriverException

    deadline = time.monotonic() + 15
    while time.monotonic() < deadline:
        try:
            if done():
                return
        except WebDriverException:
            pass
        time.sleep(0.05)
    pytest.fail("waited in vain")


def keep(browser: Any, name: str, width: int = 1280) -> None:
    """Keep a picture of the whole page, and check that it is no wider than the window."""
    OUT.mkdir(parents=True, exist_ok=True)
    browser.set_window_size(width, 1000)
    wide = browser.execute_script("return document.documentElement.scrollWidth - window.innerWidth")
    tall = browser.execute_script("return document.documentElement.scrollHeight")
    browser.set_window_size(width, min(tall, 2600))
    browser.save_screenshot(str(OUT / f"{name}-{width}.png"))
    browser.set_window_size(1280, 1000)
    assert wide <= 0, f"{name} is {wide} px wider than {width}"


def visible_english(browser: Any) -> set[str]:
    """Return the words of Latin letters that a reader sees, but for codes and names of files."""
    browser.execute_script(
        "document.querySelectorAll('textarea, .CodeMirror').forEach(e => e.remove())"
    )  # SQL
    text = find(browser, "body").text
    text += " ".join(
        browser.execute_script(
            "return [...document.querySelectorAll('[placeholder],[title],option')].map("
            "e => e.placeholder || e.title || e.textContent)"
        )
    )
    text = re.sub(r"\b[0-9A-Za-z_.-]*\d[0-9A-Za-z_.-]*\b", " ", text)  # numbers, codes, file names
    return set(re.findall(r"[A-Za-z]{2,}", text)) - ALLOWED


def sign_in(browser: Any, site: str, password: str = PASSWORD) -> None:
    browser.get(site + "/-/notice-parser/sign-in")
    find(browser, "input[name=name]").send_keys("王敏")
    find(browser, "input[name=password]").send_keys(password)
    click(browser, find(browser, ".sign-in-form button"))


def event_of(db: Path, name: str) -> tuple[str, int]:
    with sqlite3.connect(db) as rows:
        found = rows.execute(
            'SELECT e."标识", e."编号" FROM "信用事件" e JOIN "主体" s ON s."事件" = e."编号"'
            ' WHERE s."名称" LIKE ? ORDER BY e."编号" LIMIT 1',
            (f"%{name}%",),
        ).fetchone()
    assert found, f"no event of {name}"
    return str(found[0]), int(found[1])


def address_of(db: Path, words: dict[str, str], name: str) -> str:
    """Return where a page is."""
    key, id = event_of(db, words["person"])
    with sqlite3.connect(db) as rows:
        (subject,) = rows.execute(
            "SELECT subject FROM subject_mentions WHERE event = ? ORDER BY number LIMIT 1", (id,)
        ).fetchone()
    addresses: dict[str, str] = {
        "home": "/",
        "search": f"{OURS}/search?q={quote(words['place'])}",
        "events": EVENTS,
        "event": f"{OURS}/event/{key}",
        "subject": f"{OURS}/subject/{subject}",
        "notice": f"{OURS}/notice/1",
        "listed": f"{OURS}/ask/listed?on=2021-05-01",
        "files": f"{OURS}/files",
        "database": "/credit_events",
        "sign-in": "/-/notice-parser/sign-in",
    }
    return addresses[name]


def test_from_home_by_search_to_the_words_on_the_page(
    browser: Any, site: str, db: Path, words: dict[str, str]
) -> None:
    browser.get(site)
    assert find(browser, "h1").text == "信用事件库"
    with sqlite3.connect(db) as rows:
        (events,) = rows.execute('SELECT count(*) FROM "信用事件"').fetchone()
    assert find(browser, ".tiles .big").text == f"{events:,}"
    assert all_of(browser, "svg.chart a"), "no chart"
    for query in (words["place"], words["person"]):
        box = find(browser, ".site-search input")
        box.clear()
        box.send_keys(query)
        click(browser, find(browser, ".site-search button"))
        assert query in find(browser, "h1").text
        assert query in find(browser, ".cards li").text
    key, id = event_of(db, words["person"])
    for link in all_of(browser, f"a[href$='/event/{key}']")[:1]:
        click(browser, link)
    assert browser.current_url.endswith(f"/event/{key}")
    with sqlite3.connect(db) as rows:
        proved = rows.execute(
            "SELECT page, x0, y0, x1, y1 FROM evidence WHERE event = ? AND field = 'subjects' ORDER BY number",
            (id,),
        ).fetchall()
    paper = find(browser, f".paper[data-page='{proved[0][0]}']").rect
    drawn = [
        box.rect for box in all_of(browser, f".paper[data-page='{proved[0][0]}'] rect[data-field=subjects]")
    ]
    for page, x0, y0, x1, y1 in proved:
        if page != proved[0][0]:
            continue
        wanted = (
            paper["x"] + x0 * paper["width"],
            paper["y"] + y0 * paper["height"],
            (x1 - x0) * paper["width"],
            (y1 - y0) * paper["height"],
        )
        off = min(
            max(
                abs(box[side] - value)
                for side, value in zip(("x", "y", "width", "height"), wanted, strict=True)
            )
            for box in drawn
        )
        assert off < 4, (wanted, drawn)  # pixels
    image = find(browser, ".paper img")
    assert browser.execute_script("return arguments[0].complete && arguments[0].naturalWidth > 500", image)


def test_the_box_holds_the_words_in_the_pdf_itself(db: Path, words: dict[str, str]) -> None:
    """The stored box, cut out of the original, holds the name: the box is right, not only drawn as stored."""
    import pdfplumber

    _, id = event_of(db, words["person"])
    with sqlite3.connect(db) as rows:
        name, page, x0, y0, x1, y1 = rows.execute(
            "SELECT substr(b.text, v.span_start - b.span_start + 1, v.span_end - v.span_start), v.page,"
            " v.x0, v.y0, v.x1, v.y1 FROM evidence v JOIN events e ON e.id = v.event"
            " JOIN blocks b ON b.notice = e.notice AND v.span_start BETWEEN b.span_start AND b.span_end - 1"
            " WHERE v.event = ? AND v.field = 'subjects' AND instr("
            " substr(b.text, v.span_start - b.span_start + 1, v.span_end - v.span_start), ?) LIMIT 1",
            (id, words["person"]),
        ).fetchone()
    with pdfplumber.open(words["file"]) as pdf:
        paper = pdf.pages[page - 1]
        slack = 0.01
        cut = paper.crop(
            (
                max(0, (x0 - slack) * paper.width),
                y0 * paper.height,
                min(1, x1 + slack) * paper.width,
                y1 * paper.height,
            ),
            strict=False,
        )
        assert name in re.sub(r"\s", "", cut.extract_text() or "")


@pytest.mark.parametrize(
    "name",
    ["home", "search", "events", "event", "subject", "notice", "listed", "files", "database", "sign-in"],
)
def test_a_page_is_chinese_and_fits(
    browser: Any, site: str, db: Path, words: dict[str, str], name: str
) -> None:
    with sqlite3.connect(db) as rows:
        (paper,) = rows.execute("SELECT group_concat(text, ' ') FROM blocks").fetchone()
    browser.get(site + address_of(db, words, name))
    english = {word for word in visible_english(browser) if word not in paper}
    assert english <= {"pdf"}, english
    complaints = [
        entry["message"] for entry in browser.get_log("browser") if "favicon" not in entry["message"]
    ]
    assert complaints == []  # a script that the policy blocks is told here
    keep(browser, name)
    keep(browser, name, 800)


def test_filter_and_export(browser: Any, site: str, db: Path) -> None:
    browser.get(site + EVENTS)
    facet = next(link for link in all_of(browser, ".facet-results a") if link.text == "已生效")
    click(browser, facet)
    assert "确定性" in unquote(browser.current_url)
    with sqlite3.connect(db) as rows:
        (count,) = rows.execute('SELECT count(*) FROM "信用事件" WHERE "确定性" = \'已生效\'').fetchone()
    assert f"{count:,} 行" in find(browser, "h3").text
    next(link for link in all_of(browser, ".exports a") if "CSV" in link.text).click()
    until(lambda: [*browser.downloads.glob("*.csv")])
    (saved,) = browser.downloads.glob("*.csv")
    raw = saved.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")  # else Excel shows no Chinese
    table = list(csv.DictReader(raw.decode("utf-8-sig").splitlines(keepends=True)))
    assert len(table) == count
    assert {row["确定性"] for row in table} == {"已生效"}


def test_sign_in_correct_and_sign_out_again(browser: Any, site: str, db: Path, words: dict[str, str]) -> None:
    key, _ = event_of(db, words["person"])
    browser.get(f"{site}{OURS}/event/{key}")
    assert not all_of(browser, "form.review")
    sign_in(browser, site, "wrong password")
    assert "账号或密码不对" in find(browser, ".notice-bar").text
    sign_in(browser, site)
    assert "王敏" in find(browser, ".sign-out").text
    browser.get(f"{site}{OURS}/event/{key}/review")
    reason = find(browser, "[name=field-reason]")
    reason.clear()
    reason.send_keys("核对原件后补写")
    find(browser, "[name=reason]").send_keys("原件第一段")
    keep(browser, "review")
    click(browser, find(browser, "button[value=correct]"))
    assert "核对原件后补写" in find(browser, ".facts").text
    assert "已更正" in find(browser, ".badges").text
    assert "王敏" in find(browser, ".reviews").text
    with sqlite3.connect(db) as rows:
        found = rows.execute("SELECT decision, reviewer, reason FROM reviews").fetchall()
        assert found == [("corrected", "王敏", "原件第一段")]
        assert rows.execute("SELECT field, new FROM corrections").fetchall() == [
            ("reason", '"核对原件后补写"')
        ]
    click(browser, find(browser, ".sign-out button"))
    assert not all_of(browser, ".sign-out")
    browser.get(f"{site}{OURS}/event/{key}/review")
    assert "请先登录" in find(browser, ".notice-bar").text


def test_a_file_is_uploaded_and_waits(browser: Any, site: str, db: Path) -> None:
    sign_in(browser, site)
    browser.get(f"{site}{OURS}/files")
    find(browser, "input[type=file]").send_keys(str(db.parent / "1.pdf"))
    click(browser, find(browser, ".upload button"))
    assert "已收到：1.pdf" in find(browser, ".notice-bar").text
    assert (db.parent / "inbox/1.pdf").read_bytes() == (db.parent / "1.pdf").read_bytes()
    assert "1.pdf" in find(browser, ".panel h2 + p").text
    click(browser, find(browser, ".sign-out button"))


def axe() -> Path | None:
    """Return axe-core's script, from the folder that ``make axe`` fills."""
    found = ROOT / "out/axe/node_modules/axe-core/axe.min.js"
    return found if found.exists() else None


@pytest.mark.parametrize(
    "name", ["home", "search", "events", "event", "subject", "listed", "files", "sign-in"]
)
def test_no_serious_fault_of_accessibility(
    browser: Any, site: str, db: Path, words: dict[str, str], name: str
) -> None:
    script = axe()
    if script is None:
        if os.environ.get("CI") == "true":
            pytest.fail("axe-core is missing: make axe")
        pytest.skip("needs axe-core: make axe")
    browser.get(site + address_of(db, words, name))
    browser.execute_script(script.read_text("utf-8"))
    result = browser.execute_async_script(
        "const done = arguments[arguments.length - 1];"
        "axe.run(document, {resultTypes: ['violations']}).then(found => done(JSON.stringify(found.violations)))"
    )
    serious = [
        (fault["id"], fault["impact"], [node["html"][:120] for node in fault["nodes"]][:3])
        for fault in json.loads(result)
        if fault["impact"] in ("serious", "critical")
    ]
    assert serious == []
