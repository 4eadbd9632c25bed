"""The documents: what they print is what is printed, what they name is there, what they show is drawn."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

import docs
from conftest import ROOT
from notice_parser.cli import main

sys.path.insert(0, str(ROOT / "docs"))
import tables

DOCUMENTS = sorted(
    [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("db/*.md"), *ROOT.glob("corpus/*.md")]
)
RUN = [
    path
    for path in DOCUMENTS
    if any(block.mark == "console" for block in docs.blocks(path.read_text("utf-8")))
]
PICTURES = ROOT / "docs" / "pictures"


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_the_manual_and_the_readme_are_run() -> None:
    assert {"README.md", "docs/使用手册.md"} <= {named(path) for path in RUN}


@pytest.mark.parametrize("document", RUN, ids=named)
def test_a_document_shows_what_is_printed(document: Path) -> None:
    differing = []

    def compare(command: str, written: str, printed: str) -> str:
        if not docs.same(written, printed):
            differing.append(f"$ {command}--- written\n{written}\n--- printed\n{printed}\n")
        return ""

    docs.run(document, compare, differing.append)
    assert not differing, "make manual writes these anew:\n" + "\n".join(differing)


def test_a_changed_output_is_told(tmp_path: Path) -> None:
    stale = tmp_path / "stale.md"
    stale.write_text("```console\n$ printf '读出 2 个文件\\n'\n读出 3 个文件\n```\n", "utf-8")
    seen: list[tuple[str, str]] = []

    def see(command: str, written: str, printed: str) -> str:
        seen.append((written, printed))
        return ""

    docs.run(stale, see, pytest.fail)
    assert seen == [("读出 3 个文件", "读出 2 个文件")]
    assert not docs.same(*seen[0])
    docs.rewrite(stale)
    assert stale.read_text("utf-8") == "```console\n$ printf '读出 2 个文件\\n'\n读出 2 个文件\n```\n"


def test_a_command_that_fails_is_told(tmp_path: Path) -> None:
    failing = tmp_path / "failing.md"
    failing.write_text("```console\n$ notice-parser shwo\n```\n", "utf-8")
    told: list[str] = []
    docs.run(failing, lambda command, written, printed: "", told.append)
    (complaint,) = told
    assert "ended with 2" in complaint
    assert "没有命令 shwo" in complaint


def commands_named() -> Iterator[tuple[str, str]]:
    """Every command line of ours in a document, in blocks and in running text."""
    for path in DOCUMENTS:
        text = path.read_text("utf-8")
        lines = [line for block in docs.blocks(text) for line in block.text.splitlines()]
        lines += re.findall(r"`([^`\n]+)`", text)
        for line in lines:
            for found in re.finditer(r"(?<![\w./-])notice-parser [a-z][^|;`)。，；]*", line):
                yield named(path), found[0]


def test_every_command_named_is_there() -> None:
    unknown = []
    for where, line in commands_named():
        try:
            words = shlex.split(line.split(" # ")[0].replace("…", ""), comments=True)[1:]
        except ValueError:
            words = line.split()[1:]
        command: click.Command = main
        while isinstance(command, click.Group) and words and words[0] in command.commands:
            command = command.commands[words.pop(0)]
        known = {option for each in command.params for option in each.opts} | {"--help", "-h", "--version"}
        asked = {word.split("=")[0] for word in words if re.fullmatch(r"--[a-z-]+(=.*)?", word)}
        if command is main and words and not words[0].startswith("-"):
            unknown.append(f"{where}: {line}")
        unknown += [f"{where}: {line}: {option}" for option in sorted(asked - known)]
    assert not unknown


def test_every_target_of_make_named_is_there() -> None:
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    for path in DOCUMENTS:
        text = path.read_text("utf-8")
        marked = [block.text for block in docs.blocks(text)] + re.findall(r"`([^`\n]+)`", text)
        asked = {
            name for code in marked for name in re.findall(r"(?:^|\s)make ([a-z][\w-]*)", code, re.MULTILINE)
        }
        assert asked <= targets, (named(path), asked - targets)


def test_every_link_leads_somewhere() -> None:
    for path in DOCUMENTS:
        text = path.read_text("utf-8")
        for address in re.findall(r"\]\(([^)\s]+)\)", text):
            if re.match(r"[a-z]+:", address):
                continue
            file, _, chapter = address.partition("#")
            target = (path.parent / file).resolve() if file else path
            assert target.exists(), (named(path), address)
            if chapter and target.suffix == ".md":
                titles = re.findall(r"^#+ (.+)$", target.read_text("utf-8"), re.MULTILINE)
                assert chapter in {tables.anchor(title) for title in titles}, (
                    named(path),
                    address,
                )


def test_every_picture_is_shown_and_small() -> None:
    shown = set(re.findall(r"\]\(pictures/([^)]+)\)", (ROOT / "docs" / "使用手册.md").read_text("utf-8")))
    there = {path.name for path in PICTURES.glob("*")}
    assert shown == there
    assert sum(path.stat().st_size for path in PICTURES.glob("*")) < 3_000_000


def test_no_document_names_a_machine() -> None:
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    mine = re.compile(rb"/tmp/|/work/|/root/|/home/(?!wang\b)\w+")
    for name in tracked.decode().split("\0"):
        if name.endswith(".md"):
            assert not mine.search((ROOT / name).read_bytes()), name
