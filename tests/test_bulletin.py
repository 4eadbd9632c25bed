"""The Kunshan bulletin, the paper that the project started from, through the command line and back."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

RENDERINGS = ("kunshan-2020-03.pdf", "kunshan-2020-03--web.pdf")


def run(*words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *map(str, words)], capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def exported(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The events of both renderings, ingested and exported with the command line."""
    folder = tmp_path_factory.mktemp("bulletin")
    pdfs = [shared / "notices/pdf" / name for name in RENDERINGS]
    ingested = run("-m", "notice_parser", "ingest", *pdfs, "--db", folder / "events.db")
    assert ingested.returncode == 0, ingested.stderr
    out = folder / "events.jsonl"
    export = run(
        "-m", "notice_parser", "export", "--db", folder / "events.db", "--format", "jsonl", "--out", out
    )
    assert export.returncode == 0, export.stderr
    return out


@pytest.fixture(params=RENDERINGS)
def records(request: pytest.FixtureRequest, exported: Path) -> list[dict[str, Any]]:
    lines = map(json.loads, exported.read_text("utf-8").splitlines())
    return [record for record in lines if record["file"] == request.param]


def test_score_against_gold(shared: Path, exported: Path) -> None:
    gold = shared / "notices/gold/kunshan-2020-03.json"
    scored = run(shared / "score/score.py", "--gold", gold, "--events", exported, "--json")
    result = json.loads(scored.stdout)
    for name in RENDERINGS:
        assert result["notices"][name]["detection"]["f1"] >= 0.90, result["notices"]
        assert result["notices"][name]["exact"]["f1"] >= 0.75, result["notices"]
    assert result["asserted_but_not_events"] == 0


def moves(records: list[dict[str, Any]], action: str, list_type: str) -> list[dict[str, Any]]:
    return [
        r
        for r in records
        if r["event_type"] == list_type and r["action"] == action and r["certainty"] == "asserted"
    ]


def test_the_medics_go_on_the_red_list_without_a_listing_date(records: list[dict[str, Any]]) -> None:
    by_health = [
        r
        for r in moves(records, "add", "list.red")
        if r["authority"] and r["authority"]["written"] == "市卫健委"
    ]
    (medics,) = by_health
    assert medics["event_date"] is None
    assert medics["start"] is None
    assert medics["stated_count"] == 46
    assert medics["list_name"] == "红名单"


def test_one_shop_goes_on_the_yellow_list_for_three_months(records: list[dict[str, Any]]) -> None:
    (shop,) = moves(records, "add", "list.warning")
    assert [s["name"] for s in shop["subjects"]] == ["昆山市千灯镇八一二便利店"]
    assert (shop["list_level"], shop["duration"], shop["start"]) == ("黄牌", "P3M", "2020-03-16")
    assert (shop["batch"], shop["document_number"]) == ("2020-2", "昆应急〔2020〕60号")
    assert shop["derived_end"] == "2020-06-16"
    assert shop["end"] is None


def test_twenty_come_off_it_of_whom_three_are_named(records: list[dict[str, Any]]) -> None:
    (off,) = moves(records, "remove", "list.warning")
    assert [(s["name"], s["kind"]) for s in off["subjects"]] == [
        ("昆山市周市建辉印刷器材经营部", "organisation"),
        ("昆山市天达商品混凝土有限公司", "organisation"),
        ("陈明华", "person"),
    ]
    assert off["stated_count"] == 20
    assert off["document_number"] == "昆应急〔2020〕61号"
    assert off["review"] == "needs_review"


def test_nobody_else_is_listed(records: list[dict[str, Any]]) -> None:
    asserted = [r for r in records if r["event_type"].startswith("list.") and r["certainty"] == "asserted"]
    listed = {(r["event_type"], r["action"]) for r in asserted}
    assert listed == {("list.red", "add"), ("list.warning", "add"), ("list.warning", "remove")}


def test_every_assessment_cell_is_right(shared: Path, tmp_path: Path) -> None:
    for name in RENDERINGS:
        tables = run("-m", "notice_parser", "tables", shared / "notices/pdf" / name, "--format", "json")
        out = tmp_path / "tables.json"
        out.write_text(tables.stdout, "utf-8")
        scored = run(shared / "score/tables.py", shared / "notices/kunshan-2020-03.tables.json", out)
        assert scored.stdout.strip() == "cells right 706/706", scored.stderr


def test_every_quote_stands_on_its_page(records: list[dict[str, Any]]) -> None:
    assert records
    for record in records:
        assert record["quote"].strip()
        x0, y0, x1, y1 = record["box"]
        assert 0 <= x0 < x1 <= 1, record["quote"]
        assert 0 <= y0 < y1 <= 1, record["quote"]
