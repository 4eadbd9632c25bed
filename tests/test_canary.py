"""Invented persons in every place of many notices: nothing of them comes into a public copy or out of it.

``CANARIES`` and ``CANARY_SCANS`` in the environment make it the full form of ``make accept``.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import io
import itertools
import os
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import numpy as np
import pytest
from click.testing import CliRunner
from datasette.utils import tilde_encode
from PIL import Image

from canaries import BOARD, GIVEN, Person, corpus, fonts, persons
from notice_parser.cli import main
from notice_parser.publish.serve import site
from notice_parser.reading.ocr import engine
from notice_parser.store import clock

COUNT = int(os.environ.get("CANARIES", "24"))
SCANS = int(os.environ.get("CANARY_SCANS", "2"))
TABLES = (
    "信用事件",
    "主体",
    "通知",
    "文件",
    "问题",
    "考核结果",
    "公开说明",
    "个人统计",
    "现行名单",
    "名单记录",
    "主体名录",
    "blocks",
    "notices",
    "file_names",
    "evidence",
)


@dataclass(frozen=True)
class Built:
    """What was made of the notices."""

    folder: Path
    everybody: list[Person]
    told: str  # by the commands and their logs

    @property
    def full(self) -> Path:
        return self.folder / "full.db"

    @property
    def out(self) -> Path:
        return self.folder / "open" / "out.db"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    if not fonts():
        pytest.skip("needs a Chinese font (Noto CJK) to print the notices")
    folder = tmp_path_factory.mktemp("canary")
    everybody = persons(COUNT)
    day = dt.date.fromisoformat(clock.today()) - dt.timedelta(days=20)
    files = [str(path) for path in corpus(folder / "in", everybody, day, scanned=SCANS)]
    log = folder / "run.jsonl"
    db = ["--db", str(folder / "full.db")]
    read = CliRunner().invoke(main, ["ingest", *files, *db, "--log", str(log), "--workers", "2"])
    assert read.exit_code == 0, read.output
    made = CliRunner().invoke(main, ["publish", str(folder / "open" / "out.db"), *db])
    assert made.exit_code == 0, made.output
    report = (folder / "open" / "out.db.report.txt").read_text("utf-8")
    return Built(folder, everybody, "\n".join((log.read_text("utf-8"), made.output, report)))


def given_away(text: str, everybody: list[Person]) -> set[str]:
    """What of the persons a text gives away, spaces or not."""
    dense = re.sub(r"\s", "", text)
    found = {secret for one in everybody for secret in one.secrets if secret in dense or secret in text}
    pairs = {a + b for a, b in itertools.pairwise(dense) if a in GIVEN or b in GIVEN}
    return found | (pairs & set().union(*(one.pairs for one in everybody)))


def test_the_full_database_knows_the_persons_so_that_there_is_something_to_hide(built: Built) -> None:
    with closing(sqlite3.connect(built.full)) as db:
        text = "\n".join(text for (text,) in db.execute("SELECT text FROM blocks"))
        names = "\n".join(name for (name,) in db.execute("SELECT name FROM file_names"))
    known = [one for one in built.everybody if one.name in text]
    assert len(known) >= 0.9 * len(built.everybody)
    assert any(one.name in names for one in built.everybody)


def test_there_is_something_public(built: Built) -> None:
    with closing(sqlite3.connect(built.out)) as db:
        names = [name for (name,) in db.execute('SELECT "名称" FROM "主体"')]
        assert len(names) >= COUNT / 3
        assert all(name.startswith("云溪市") and name.endswith("建材有限公司") for name in names)
        assert db.execute("SELECT count(*) FROM page_images").fetchone()[0] >= SCANS
        assert BOARD in "".join(text for (text,) in db.execute("SELECT text FROM blocks"))


def test_no_byte_of_the_file_gives_a_person_away(built: Built) -> None:
    raw = built.out.read_bytes()
    for encoding in ("utf-8", "utf-16-le", "utf-16-be", "gb18030"):
        for one in built.everybody:
            for secret in one.secrets:
                assert secret.encode(encoding) not in raw, (secret, encoding)
    assert {path.name for path in built.out.parent.iterdir()} == {"out.db", "out.db.report.txt"}


def test_no_pair_of_a_persons_characters_is_indexed(built: Built, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    shutil.copy(built.out, copy)
    pairs = set().union(*(one.pairs for one in built.everybody))
    with closing(sqlite3.connect(copy)) as db:
        for search in ("event_search", "subject_search", "notice_search"):
            db.execute(f"CREATE VIRTUAL TABLE vocabulary_{search} USING fts5vocab (stored_{search}, row)")
            terms = {term for (term,) in db.execute(f"SELECT term FROM vocabulary_{search}")}
            assert "云溪" in terms
            assert not terms & pairs
            assert not {term for term in terms for one in built.everybody if term in (one.id, one.phone)}


def test_no_image_gives_a_person_away_when_it_is_read_again(built: Built) -> None:
    reader = engine("rapidocr")
    with closing(sqlite3.connect(built.out)) as db:
        images = list(db.execute("SELECT notice, number, png FROM page_images"))
    seen = []
    for notice, number, png in images:
        picture = Image.open(io.BytesIO(png))
        assert picture.format == "PNG"
        assert not picture.info, "no metadata"
        pixels = np.asarray(picture.convert("RGB"))
        text = "\n".join(line.text for line in reader.read(pixels, reader.find(pixels)))
        seen.append(text)
        assert not given_away(text, built.everybody), (notice, number)
    assert sum("云溪市" in text for text in seen) >= len(seen) / 2, "what is public can be read"


def crawl(db: Path) -> Iterator[tuple[str, str]]:
    """Every page of the site and every export it offers, with its text."""
    with closing(sqlite3.connect(db)) as rows:
        keys = [key for (key,) in rows.execute('SELECT "标识" FROM "信用事件"')]
        notices = [id for (id,) in rows.execute("SELECT id FROM notices")]
        subjects = [key for (key,) in rows.execute("SELECT key FROM subjects")]
    ours = f"/-/notice-parser/{db.stem}"
    tables = [f"/{db.stem}/{tilde_encode(name)}" for name in TABLES]
    paths = ["/", f"/{db.stem}", f"/{db.stem}.json", *tables, *(f"{path}.json" for path in tables)]
    paths += [f"{path}.csv?_stream=on" for path in tables]
    paths += [f"{ours}/export/{tilde_encode(name)}.csv" for name in ("信用事件", "主体", "通知")]
    paths += [
        f"{ours}/{page}"
        for page in ("ask", "files", "events.atom", "expiries.ics", "search?q=" + quote("云溪"))
    ]
    paths += [
        f"{ours}/ask/{name}?go=1"
        for name in ("listed", "expiring", "repeated", "penalties", "monthly", "decisions")
    ]
    paths += [f"{ours}/event/{key}" for key in keys] + [f"{ours}/subject/{key}" for key in subjects]
    paths += [f"{ours}/notice/{id}" for id in notices]
    datasette = site(db, inbox=db.parent)

    async def answers() -> list[Any]:
        await datasette.invoke_startup()
        return [await datasette.client.get(path, follow_redirects=True) for path in paths]

    for path, answer in zip(paths, asyncio.run(answers()), strict=True):
        assert answer.status_code == 200, path
        yield path, answer.text


def test_no_page_of_the_site_and_no_export_gives_a_person_away(built: Built) -> None:
    pages = dict(crawl(built.out))
    assert len(pages) > 50
    for path, text in pages.items():
        assert not given_away(text, built.everybody), path
    assert "公开副本" in pages["/"]


def test_searching_for_a_person_finds_nothing(built: Built) -> None:
    datasette = site(built.out, inbox=built.folder)

    async def found() -> list[Any]:
        await datasette.invoke_startup()
        table = f"/out/{tilde_encode('信用事件')}.json?_shape=array&_search="
        return [(await datasette.client.get(table + quote(one.name[1:]))).json() for one in built.everybody]

    assert asyncio.run(found()) == [[]] * len(built.everybody)


def test_exported_records_and_logs_name_nobody(built: Built) -> None:
    exported = CliRunner().invoke(main, ["export", "--db", str(built.out)])
    assert exported.exit_code == 0, exported.output
    assert "建材有限公司" in exported.output
    assert not given_away(exported.output, built.everybody)
    assert not given_away(built.told, built.everybody)
