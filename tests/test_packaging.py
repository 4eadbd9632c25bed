"""What goes to other machines: the container file, the offline bundle, the wheel."""

from __future__ import annotations

import fnmatch
import hashlib
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import click
import pytest
from PIL import Image, ImageDraw

from conftest import ROOT
from notice_parser.cli import main

sys.path.insert(0, str(ROOT / "deploy"))
import bundle

CONTAINERFILE = (ROOT / "Containerfile").read_text("utf-8")
INSTRUCTIONS = [
    line.split(maxsplit=1)
    for line in CONTAINERFILE.replace("\\\n", " ").splitlines()
    if line and not line.startswith("#")
]


def instructions(name: str) -> list[str]:
    return [rest for word, rest in INSTRUCTIONS if word == name]


def tracked() -> set[str]:
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    return set(filter(None, names.decode().split("\0")))


def test_what_the_container_copies_is_there_and_not_ignored() -> None:
    ignored = (ROOT / ".containerignore").read_text("utf-8").split()
    files = tracked()
    for copied in instructions("COPY"):
        *sources, _ = (word for word in shlex.split(copied) if not word.startswith("--"))
        for source in sources:
            if source.startswith("/"):
                assert "--from=build" in copied
                continue
            assert source in files or any(name.startswith(source + "/") for name in files), source
            hidden = [rule for rule in ignored if fnmatch.fnmatch(source, rule)]
            assert not hidden, (source, hidden)


def test_the_container_copies_what_building_our_wheel_needs() -> None:
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    copied = {source for line in instructions("COPY") for source in shlex.split(line)[:-1]}
    needed = {"pyproject.toml", "src", *re.findall(r'(?:readme = |license-files = \[)"([^"]+)"', project)}
    needed |= set(re.findall(r'^"([^"]+)" = "notice_parser/', project, re.MULTILINE))
    assert needed <= copied


def test_what_the_container_runs_is_a_command_of_ours() -> None:
    (entry,), (given,) = instructions("ENTRYPOINT"), instructions("CMD")
    told = [json.loads(entry) + json.loads(given)]
    for line in re.findall(r"^#   podman run (.*)$", CONTAINERFILE, re.MULTILINE):
        words = shlex.split(line, comments=True)
        after = words[words.index("notice-parser") + 1 :]
        told += [["notice-parser", *after]] if after else []
    assert len(told) >= 3
    for name, *words in told:
        assert name == "notice-parser"
        command: click.Command = main
        while isinstance(command, click.Group):
            command = command.commands[words.pop(0)]
        command.make_context("notice-parser", list(words))  # raises where an option is unknown


def test_the_container_runs_as_nobody_in_particular_and_is_honest() -> None:
    assert instructions("USER") == ["notice-parser"]
    assert "No image has been built from this file" in CONTAINERFILE
    versions = {re.fullmatch(r"python:(\d+)\.(\d+)-slim( AS build)?", base) for base in instructions("FROM")}
    assert all(found and (int(found[1]), int(found[2])) >= (3, 11) for found in versions)


def test_every_pattern_of_the_bundle_finds_files() -> None:
    files = tracked()
    for pattern in bundle.KEPT:
        found = [path.relative_to(ROOT).as_posix() for path in ROOT.glob(pattern)]
        assert found, pattern
        assert set(found) <= files, pattern


def wheel(folder: Path, name: str, member: str, content: bytes) -> None:
    with zipfile.ZipFile(folder / f"{name}-py3-none-any.whl", "w") as made:
        made.writestr(member, content)


def test_a_model_that_is_not_the_one_named_stops_the_bundle(tmp_path: Path) -> None:
    right = hashlib.sha256(b"weights").hexdigest()
    model = {"file": "det.onnx", "package": "some-engine==1.2.0", "sha256": right}
    manifest = {"model": [model], "names": [{"folder": "ner-spacy", "trained": "make train"}]}
    assert list(bundle.unlike(manifest, tmp_path)) == ["det.onnx: no wheel of some-engine==1.2.0"]
    wheel(tmp_path, "some_engine-1.2.0", "some_engine/models/det.onnx", b"others")
    (complaint,) = bundle.unlike(manifest, tmp_path)
    assert "does not hold the file" in complaint
    wheel(tmp_path, "some_engine-1.2.0", "some_engine/models/det.onnx", b"weights")
    assert list(bundle.unlike(manifest, tmp_path)) == []


@pytest.fixture
def unpacked(tmp_path: Path) -> Path:
    """A bundle that holds nothing but its installer."""
    shutil.copy(ROOT / "deploy" / "install.sh", tmp_path)
    (tmp_path / "PLATFORM").write_text(bundle.platform() + "\n")
    (tmp_path / "wheels").mkdir()
    (tmp_path / "notice.txt").write_text("whole")
    (tmp_path / "SHA256SUMS").write_text(f"{hashlib.sha256(b'whole').hexdigest()}  notice.txt\n")
    return tmp_path


def install(folder: Path, python: str = sys.executable) -> subprocess.CompletedProcess[str]:
    given = {"PATH": os.environ["PATH"], "PYTHON": python, "HOME": str(folder), "LANG": "C.UTF-8"}
    return subprocess.run(["sh", str(folder / "install.sh")], env=given, capture_output=True, text=True)


def test_a_damaged_bundle_is_not_installed(unpacked: Path) -> None:
    (unpacked / "notice.txt").write_text("torn")
    done = install(unpacked)
    assert done.returncode == 1
    assert "没有安装：上面的文件不完整" in done.stderr
    assert not (unpacked / ".venv").exists()


def test_a_bundle_for_another_machine_is_not_installed(unpacked: Path) -> None:
    (unpacked / "PLATFORM").write_text("linux-riscv64-cpython-39\n")
    done = install(unpacked)
    assert done.returncode == 1
    assert f"linux-riscv64-cpython-39 的，本机是 {bundle.platform()}" in done.stderr


def test_without_python_the_installer_says_so(unpacked: Path) -> None:
    done = install(unpacked, python="python-that-is-not-there")
    assert done.returncode == 1
    assert "没有找到 python-that-is-not-there" in done.stderr


@pytest.mark.parametrize("command", [["parse", "notice.txt"], ["parse", "--ner", "off", "notice.png"]])
def test_reading_leaves_nothing_in_the_home(tmp_path: Path, command: list[str]) -> None:
    """ONNX Runtime and OpenVINO would leave a number of the machine, and what they mean to send."""
    home = tmp_path / "home"
    home.mkdir()
    (tmp_path / "notice.txt").write_text("青州市应急管理局将长河铸造厂列入黄牌警示名单。", "utf-8")
    picture = Image.new("RGB", (1200, 600), "white")
    for line in range(3):
        ImageDraw.Draw(picture).text((100, 100 + 150 * line), "20260315", "black", font_size=100)
    picture.save(tmp_path / "notice.png")
    kept = ("PATH", "PYTHONPATH", "LANG")  # CI would silence it too
    environment = {name: os.environ[name] for name in kept if name in os.environ} | {"HOME": str(home)}
    run = [sys.executable, "-m", "notice_parser", *command]
    done = subprocess.run(run, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert [path for path in home.rglob("*") if path.is_file()] == []
