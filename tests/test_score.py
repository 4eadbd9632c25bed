"""``notice-parser score``: records held against the truth, confidence against how often it is right."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from notice_parser.cli import main
from notice_parser.scoring import judged, tally

TEXT = "2022年4月6日，临川市应急管理局将临川宏达化工有限公司列入安全生产严重失信主体名单，管理期限三年。"
EVENT: dict[str, Any] = {
    "event_type": "list.serious",
    "action": "add",
    "certainty": "asserted",
    "list_name": "安全生产严重失信主体名单",
    "subjects": [{"name": "临川宏达化工有限公司", "kind": "organisation"}],
    "authority": {"written": "临川市应急管理局", "full": "临川市应急管理局"},
    "event_date": "2022-04-06",
    "duration": "P3Y",
}


def score(folder: Path, *events: dict[str, Any]) -> str:
    (folder / "a.txt").write_text(TEXT, "utf-8")
    (folder / "a.json").write_text(json.dumps({"events": events}, ensure_ascii=False), "utf-8")
    result = CliRunner().invoke(main, ["score", str(folder)])
    assert result.exit_code == 0, result.output
    return result.output


def test_a_record_that_is_right_counts_as_right(tmp_path: Path) -> None:
    lines = score(tmp_path, EVENT).splitlines()
    assert any(line.split() == ["所有字段都对", "1.000", "1.000", "1.000"] for line in lines)
    assert any(line.split() == ["自动采用", "1", "1.000", "1.000"] for line in lines)
    assert any(line.split() == ["0.94—1.00", "1", "1.000", "1.000"] for line in lines)


def test_a_wrong_field_a_miss_and_an_invention_each_lower_it(tmp_path: Path) -> None:
    missed = EVENT | {"event_type": "list.red", "list_name": "红名单"}
    lines = score(tmp_path, EVENT | {"duration": "P1Y"}, missed).splitlines()
    assert any(line.split() == ["事件和主体对", "1.000", "0.500", "0.667"] for line in lines)
    assert any(line.split() == ["自动采用", "1", "1.000", "0.000"] for line in lines)


@pytest.mark.parametrize("name", ["none", "bad"])
def test_a_folder_without_truth_is_said_in_one_line(tmp_path: Path, name: str) -> None:
    if name == "bad":
        (tmp_path / "a.txt").write_text(TEXT, "utf-8")
        (tmp_path / "a.json").write_text("{", "utf-8")
    result = CliRunner().invoke(main, ["score", str(tmp_path)])
    assert result.exit_code == 1
    assert len(result.output.strip().splitlines()) == 1


def test_optional_rows_count_neither_way() -> None:
    read = [EVENT | {"confidence": 0.9, "review": "auto"}]
    truth = {"events": [EVENT | {"optional": True, "duration": "P1Y"}]}
    assert tally(truth, read) == (0, 0, 0, 0)
    assert judged(truth, read) == []
    assert tally({"events": []}, read).read == 1
    assert tally({"events": []}, [read[0] | {"certainty": "prescriptive"}]).read == 0
