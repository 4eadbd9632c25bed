"""A package of others brings a kind of notice of its own; what is wrong with it costs one line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT

KIND = '''
from collections.abc import Iterator
from notice_parser import Event, reads

@reads("local.haze", "错峰生产", cues="错峰生产")
def haze(sentence) -> Iterator[Event]:
    """Read 实施错峰生产."""
    {body}
'''
YIELDS = 'yield Event(event_type="local.haze", quote=sentence.text, span=sentence.span)'
TEXT = "云溪市生态环境局对青石水泥厂实施错峰生产。青州市应急管理局将长河铸造厂列入经营异常名录。"
READ = (
    "import json, sys; from notice_parser import parse_text\n"
    "notice = parse_text(sys.argv[1], ner='off')\n"
    "print(json.dumps([[e.event_type for e in notice.events], [p.message for p in notice.problems]]))"
)


def installed(folder: Path, source: str, value: str = "our_kinds:haze") -> Path:
    """A package as pip leaves it: a module, and a dist-info with the entry point."""
    (folder / "our_kinds.py").write_text(source, encoding="utf-8")
    about = folder / "our_kinds-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: our-kinds\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text(f"[notice_parser.kinds]\nhaze = {value}\n")
    return folder


def read(folder: Path, text: str = TEXT) -> tuple[list[str], list[str], str]:
    paths = os.pathsep.join((str(folder), str(ROOT / "src")))
    done = subprocess.run(
        [sys.executable, "-c", READ, text],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": paths, "PYTHONIOENCODING": "utf-8"},
    )
    kinds, problems = json.loads(done.stdout)
    return kinds, problems, done.stderr


def test_a_kind_of_another_package_wakes(tmp_path: Path) -> None:
    kinds, _, told = read(installed(tmp_path, KIND.format(body=YIELDS)))
    assert (sorted(kinds), told) == (["list.abnormal", "local.haze"], "")


def test_without_the_package_it_does_not(tmp_path: Path) -> None:
    assert read(tmp_path)[0] == ["list.abnormal"]


@pytest.mark.parametrize(
    ("body", "words"),
    [("raise RuntimeError('坏了'); yield", "RuntimeError"), ("yield 'an event'", "TypeError")],
)
def test_a_kind_that_fails_costs_its_sentence_and_a_person_is_told(
    tmp_path: Path, body: str, words: str
) -> None:
    kinds, problems, _ = read(installed(tmp_path, KIND.format(body=body)))
    assert kinds == ["list.abnormal"]
    assert any("错峰生产" in problem and words in problem for problem in problems)


@pytest.mark.parametrize(
    ("source", "value", "words"),
    [
        ("import no_such_module", "our_kinds:haze", "ModuleNotFoundError"),
        ("haze = 1", "our_kinds:haze", "没有登记任何种类"),
        ("raise SystemExit('no')", "our_kinds:haze", "SystemExit"),
        (KIND.format(body=YIELDS), "our_kinds:fog", "AttributeError"),
        (KIND.format(body=YIELDS).replace("local.haze", "list.abnormal"), "our_kinds:haze", "自己的种类"),
    ],
)
def test_a_package_that_cannot_be_used_costs_one_line(
    tmp_path: Path, source: str, value: str, words: str
) -> None:
    kinds, _, told = read(installed(tmp_path, source, value))
    assert kinds == ["list.abnormal"]
    assert told.count("\n") == 1
    assert words in told
    assert "haze" in told
