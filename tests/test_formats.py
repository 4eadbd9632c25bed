"""The same notice in every format tells the same; what a file is, its content tells."""

from __future__ import annotations

import json
import sys
import tomllib
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from conftest import ROOT
from made import BODY, TITLE, document, lines
from notice_parser import parse
from notice_parser.model import Notice
from notice_parser.reading import SUFFIXES, office
from notice_parser.scoring import tally


@pytest.fixture(scope="module")
def formats() -> ModuleType:
    sys.path.insert(0, str(ROOT / "corpus"))
    return import_module("formats")


@pytest.fixture(scope="module")
def sources() -> Callable[[str], Any]:
    sys.path.insert(0, str(ROOT / "corpus"))
    render = import_module("render")
    return lambda slug: render.parse_source((ROOT / "corpus" / slug / "notice.txt").read_text("utf-8"))


SLUGS = [
    "hechi-yingji-hongpai", "anshan-shuiwu-mingdan", "mianyang-shijian-chufa", "xiamen-wuye-honghei",
    "guiyang-xinyong-jianbao", "dalian-shuiwu-zhongda", "changzhou-huanbao-yanse",
]  # fmt: skip


@pytest.mark.parametrize("slug", SLUGS)
def test_a_notice_tells_the_same_in_every_format(
    slug: str, formats: ModuleType, sources: Callable[[str], Any], tmp_path: Path
) -> None:
    expected = json.loads((ROOT / "corpus" / slug / "expected.json").read_text("utf-8"))
    by_pdf = tally(expected, parse(ROOT / "corpus" / slug / "notice.pdf").records())
    source = sources(slug)
    for suffix, render in formats.RENDERINGS.items():
        if suffix == "xlsx" and not formats.has_table(source):
            continue
        path = tmp_path / f"notice.{suffix}"
        path.write_bytes(render(source))
        got = tally(expected, parse(path).records())
        assert abs(got.exact - by_pdf.exact) <= 0.02, (suffix, got, by_pdf)


@pytest.mark.parametrize("encoding", ["gb2312", "gbk", "gb18030", "utf-8", "utf-16"])
def test_a_page_is_read_in_the_encoding_that_it_was_saved_in(encoding: str, tmp_path: Path) -> None:
    page = f"<html><head><meta charset={encoding}></head><body><h1>{TITLE}</h1><p>{BODY}</p></body></html>"
    assert lines(document(tmp_path, "a.html", page.encode(encoding))) == [TITLE, BODY]


def test_a_wrong_declaration_of_the_encoding_does_not_garble_a_page(tmp_path: Path) -> None:
    page = f"<html><head><meta charset=utf-8></head><body><h1>{TITLE}</h1><p>{BODY}</p></body></html>"
    assert lines(document(tmp_path, "a.html", page.encode("gbk"))) == [TITLE, BODY]


def test_every_suffix_of_the_table_is_taken_from_a_folder(tmp_path: Path) -> None:
    from click.testing import CliRunner

    from notice_parser.cli import main

    for suffix in SUFFIXES:
        (tmp_path / f"a{suffix}").write_bytes(BODY.encode() + suffix.encode())
    result = CliRunner().invoke(main, ["ingest", str(tmp_path), "--db", str(tmp_path / "db" / "e.db")])
    assert f"读出 {len(SUFFIXES)} 个文件" in result.output
    assert tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["name"] == "notice-parser"


@pytest.mark.parametrize(
    "name", ["office/bulletin_lo.docx", "pdf/bulletin_cr.html", "office/bulletin_lo.doc"]
)
def test_the_bulletin_tells_the_same_in_every_format(name: str, shared: Path) -> None:
    if name.endswith(".doc") and office.soffice() is None:
        pytest.skip("needs LibreOffice")
    by_pdf = parse(shared / "notices/pdf/kunshan-2020-03.pdf")
    other = parse(shared / "testset" / name)
    cells = [(cell.unit, cell.task, cell.status, cell.count) for cell in by_pdf.assessments]
    assert [(cell.unit, cell.task, cell.status, cell.count) for cell in other.assessments] == cells
    assert asserted(other) == asserted(by_pdf)


@pytest.mark.parametrize(
    "slug", ["004", "016", "033", "036", "authored-zhaotong-penalty-sums", "authored-fujin-web-page"]
)
def test_a_published_notice_tells_the_same_in_every_format(
    slug: str, shared: Path, formats: ModuleType, tmp_path: Path
) -> None:
    by_pdf = parse(shared / "notices/pdf" / f"{slug}.pdf")
    source = formats.from_document(by_pdf.document)
    for suffix, render in formats.RENDERINGS.items():
        if suffix == "xlsx" and not formats.has_table(source):
            continue
        path = tmp_path / f"notice.{suffix}"
        path.write_bytes(render(source))
        assert asserted(parse(path)) == asserted(by_pdf), suffix


def asserted(notice: Notice) -> list[tuple[object, ...]]:
    return sorted(
        (event.event_type, str(event.action), subject.name, str(event.event_date), str(event.fine_yuan))
        for event in notice.events
        if event.certainty == "asserted"
        for subject in event.subjects
    )
