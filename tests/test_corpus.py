from __future__ import annotations

import importlib.util
import json
import re
import tomllib
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pypdfium2
import pytest

from conftest import ROOT
from notice_parser import parse
from notice_parser.model import Notice
from notice_parser.notices import KINDS
from notice_parser.scoring import misses

CORPUS = ROOT / "corpus"
SLUGS = sorted(path.parent.name for path in CORPUS.glob("*/about.toml"))
FILES = ("notice.pdf", "notice.txt", "expected.json", "about.toml")

each_notice = pytest.mark.parametrize("slug", SLUGS)


@cache
def renderer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("render", CORPUS / "render.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def expected(slug: str) -> dict[str, Any]:
    record: dict[str, Any] = json.loads((CORPUS / slug / "expected.json").read_text("utf-8"))
    return record


@cache
def about(slug: str) -> dict[str, Any]:
    return tomllib.loads((CORPUS / slug / "about.toml").read_text("utf-8"))


@cache
def read(slug: str) -> Notice:
    return parse(CORPUS / slug / "notice.pdf")


def printed(slug: str) -> list[str]:
    source = (CORPUS / slug / "notice.txt").read_text("utf-8")
    return [squeeze(text) for text in renderer().printed_texts(renderer().parse_source(source))]


def squeeze(text: str) -> str:
    return re.sub(r"\s", "", text)


def words_of_pdf(path: Path) -> str:
    pdf = pypdfium2.PdfDocument(path)
    pages = [pdf[number].get_textpage().get_text_bounded() for number in range(len(pdf))]
    pdf.close()
    return "".join(pages)


@each_notice
def test_folder_is_complete(slug: str) -> None:
    assert [name for name in FILES if not (CORPUS / slug / name).exists()] == []
    assert expected(slug)["id"] == slug
    assert all(about(slug).get(key) for key in ("place", "agency", "layout", "why"))
    assert (CORPUS / slug / "notice.pdf").stat().st_size < 300_000


@each_notice
def test_pdf_holds_the_text_of_its_source(slug: str) -> None:
    on_paper = squeeze(words_of_pdf(CORPUS / slug / "notice.pdf"))
    lost = [text for text in printed(slug) if text not in on_paper and not broken_by_a_page(text, on_paper)]
    assert lost == []


def broken_by_a_page(text: str, on_paper: str) -> bool:
    """Page numbers and running headers may stand between the two halves."""
    return any(text[:cut] in on_paper and text[cut:] in on_paper for cut in range(1, len(text)))


@each_notice
def test_expected_records_quote_the_notice(slug: str) -> None:
    words = "".join(printed(slug))
    quotes = [event["quote"] for key in ("events", "not_events") for event in expected(slug)[key]]
    parts = [squeeze(part) for quote in quotes for part in re.split(r"[\t\n]", quote)]
    assert [part for part in parts if part not in words] == []


@each_notice
def test_expected_records_agree_with_themselves(slug: str) -> None:
    required = [event for event in expected(slug)["events"] if not event.get("optional")]
    assert misses(expected(slug), expected(slug)["events"]) == []
    assert misses(expected(slug), required) == []
    if required:
        assert misses(expected(slug), required[1:]) != []


@each_notice
def test_records_are_those_a_careful_reader_writes(slug: str) -> None:
    if not about(slug).get("checked"):
        pytest.skip("nobody has checked expected.json yet")
    if about(slug).get("unread"):
        pytest.skip("kept unread: make score counts it, nobody looks at its misses")
    # a known miss that is read right must be deleted from about.toml
    assert misses(expected(slug), read(slug).records()) == sorted(about(slug).get("known_misses", []))


@pytest.mark.parametrize("slug", [slug for slug in SLUGS if "assessments" in expected(slug)])
def test_assessment_cells(slug: str) -> None:
    wanted = [
        (number, unit, task, points, status)
        for number, table in enumerate(expected(slug)["assessments"], 1)
        for unit, statuses in table["units"].items()
        for task, points, status in zip(table["tasks"], table["points"], statuses, strict=True)
    ]
    cells = [
        (cell.table, cell.unit, cell.task, cell.points, cell.count if cell.status == "count" else cell.status)
        for cell in read(slug).assessments
    ]
    assert cells == wanted


def test_every_kind_occurs_in_the_corpus() -> None:
    occurring = {event["event_type"] for slug in SLUGS for event in expected(slug)["events"]}
    assert sorted(set(KINDS) - occurring) == []


def test_rendering_again_gives_the_same_bytes() -> None:
    if renderer().missing_fonts():
        pytest.skip("needs the Noto CJK fonts")
    folder = CORPUS / SLUGS[0]
    assert renderer().render(folder) == renderer().render(folder)


FINE = {
    "event_type": "admin.penalty",
    "subjects": [{"name": "甲县乙食品厂", "identifier": None}],
    "fine_yuan": "5000",
    "quote": "对甲县乙食品厂罚款5000元",
}


@pytest.mark.parametrize(
    ("records", "complaint"),
    [
        ([FINE], None),
        ([FINE | {"fine_yuan": "5000.00", "subjects": [{"name": "甲县乙 食品厂"}]}], None),
        ([FINE | {"fine_yuan": "50000"}], "fine_yuan is '50000', not '5000'"),
        ([FINE | {"end": "2024-01-01"}], "end is '2024-01-01', not None"),
        ([], "missed"),
        ([FINE, FINE], "not in the notice"),
        ([FINE, FINE | {"certainty": "conditional"}], None),
        ([FINE, FINE | {"certainty": "proposed"}], "not in the notice"),
        ([FINE, FINE | {"subjects": [{"name": "丁一"}], "quote": "丁一"}], "is no subject"),
        ([FINE, FINE | {"subjects": [], "quote": "逾期不缴的加处罚款"}], "must not be asserted"),
    ],
)
def test_what_the_comparison_objects_to(records: list[dict[str, Any]], complaint: str | None) -> None:
    wanted = {
        "events": [FINE],
        "not_events": [
            {"quote": "丁一", "what": "subject"},
            {"quote": "逾期不缴的加处罚款", "what": "event"},
        ],
    }
    lines = misses(wanted, records)
    assert any(complaint in line for line in lines) if complaint else lines == []
