"""Commands in Markdown → what they print now: documents that are run cannot go stale.

A block marked ``console`` is a session: each line that begins with ``$ `` is run in a shell on a terminal of 140
columns, and the lines under it are what it printed. The commands of a document share one folder, which has the
corpus beside it as the project has. A line ``^C`` stands for Ctrl+C, pressed once the lines above it have come.
A block marked ``python`` that holds ``>>>`` is a doctest in the same folder. Blocks marked ``sh`` are not run:
installing, and services. ``python tests/docs.py FILE…`` writes the outputs again.
"""

from __future__ import annotations

import contextlib
import doctest
import fcntl
import os
import pty
import re
import select
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
WIDTH = 140
_LONGEST = 180.0  # seconds for one command
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_VARIES = (
    (re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d)?"), "2026-01-01 00:00"),
    (re.compile(r"20(2[6-9]|[3-9]\d)-\d\d-\d\d"), "2026-01-01"),  # days of the run: the notices are older
    (re.compile(r"\d+(\.\d+)? (GB|MB)"), "0 GB"),
    (re.compile(r"(?<=--workers )\d+|\d+(?= 个读取进程)"), "2"),
    (re.compile(r"(?<=标记 )[0-9a-f]{16}"), "0" * 16),  # of a key, which is new each time
    (re.compile(r"3\.\d+\.\d+"), "3.0.0"),  # versions of SQLite
    (re.compile(r"[ \t]+|[─━]+"), " "),  # columns are as wide as what stands in them
)


class Block(NamedTuple):
    """One fenced block: its mark, its text, and where the text stands in the document."""

    mark: str
    text: str
    start: int
    end: int


def blocks(text: str) -> Iterator[Block]:
    """Yield the fenced blocks of a Markdown text."""
    for found in _FENCE.finditer(text):
        yield Block(found[1], found[2], found.start(2), found.end(2))


def commands(block: Block) -> Iterator[tuple[str, str]]:
    """Yield the commands of a session with what stands under each."""
    for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
        lines = part.splitlines(keepends=True)
        told = 1
        while lines[told - 1].endswith("\\\n"):  # a command that goes on in the next line
            told += 1
        ending = re.search(r"<<'(\w+)'", lines[0])
        if ending:
            told = next(n for n, line in enumerate(lines, 1) if line == f"{ending[1]}\n")
        yield "".join(lines[:told]), "".join(lines[told:])


def same(written: str, printed: str) -> bool:
    """Tell whether two outputs differ in nothing but times, places, widths and the order of lines.

    Files are read side by side: which is done first is not the same each time.

    >>> same("甲.pdf  已读出  2026-03-02 09:15", "甲.pdf 已读出 2026-11-23 10:49")
    True
    >>> same("读出 3 个文件", "读出 2 个文件")
    False
    """
    return _plain(written) == _plain(printed)


def _plain(text: str) -> list[str]:
    for pattern, stand_in in _VARIES:
        text = pattern.sub(stand_in, text)
    return sorted(line.strip() for line in text.strip().splitlines())


class Session:
    """A folder that looks like the project, and a shell in it for one command after the other."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self.complaints: list[str] = []  # commands that ended otherwise than the document says
        project = home / "notice-parser"
        project.mkdir()
        for name in ("corpus", "models", "docs", "deploy"):
            (project / name).symlink_to(ROOT / name)
        self.place = project
        scripts = str(Path(sys.executable).parent)
        self._environment = {
            "PATH": f"{scripts}:{os.environ['PATH']}",
            "HOME": str(home),
            "LOGNAME": "wang",
            "LANG": "C.UTF-8",
            "TERM": "dumb",  # a terminal that shows lines and nothing else
            "COLUMNS": str(WIDTH),
            "LINES": "50",
            "TZ": "Asia/Shanghai",
            "PYTHONHASHSEED": "0",
        }

    def run(self, command: str, expected: str) -> str:
        """Run a command and return what it printed, with its folder's real place taken out.

        A command that does not end with 0 says so in the document: ``# 退出码 1``.
        """
        left = self._home / "left"
        command = re.sub(r"notice-parser serve\b", "notice-parser serve --port 0", command)  # any free port
        script = f"{command}\necho $? >{left}; pwd >>{left}\n"
        pressed = re.search(r"^\^C", expected, re.MULTILINE)
        presses = expected[: pressed.start()].count("\n") if pressed else None
        printed = _on_a_terminal(script, self.place, self._environment, presses)
        ended = "0"
        if left.exists():
            ended, place = left.read_text().splitlines()
            self.place = Path(place)
            left.unlink()
        wanted = re.search(r"# 退出码 (\d+)", command)
        if presses is None and ended != (wanted[1] if wanted else "0"):
            self.complaints.append(f"{command.strip()}: ended with {ended}\n{printed}")
        printed = re.sub(r"(?<=127\.0\.0\.1:)\d+", "8001", printed)
        return printed.replace(str(self._home), "/home/wang").replace("\r\n", "\n")


def _at_a_terminal() -> None:
    """Let Ctrl+C reach a command, also where whoever runs us in the background ignores it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def _on_a_terminal(script: str, place: Path, environment: dict[str, str], presses: int | None) -> str:
    """Run a script with a terminal around it; after ``presses`` lines, or a quarter of a minute, press Ctrl+C."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, WIDTH, 0, 0))
    process = subprocess.Popen(
        ["bash", "--norc", "--noprofile", "-c", script],
        cwd=place, env=environment, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True,
        preexec_fn=_at_a_terminal,
    )  # fmt: skip
    printed, began, pressed = b"", time.monotonic(), False
    while True:  # the other side stays open here, since a terminal that closes may lose its last words
        ended = process.poll() is not None
        if select.select([ours], [], [], 0.2)[0]:
            printed += os.read(ours, 65536)
        elif ended:
            break
        waited = time.monotonic() - began
        if presses is not None and not pressed and (0 < presses <= printed.count(b"\n") or waited > 15):
            time.sleep(0.5)  # whoever reads the lines needs a moment too
            os.write(ours, b"\x03")
            pressed = True
        if waited > _LONGEST:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            break
    process.wait()
    os.close(theirs)
    os.close(ours)
    return printed.decode("utf-8", "replace")


def run(document: Path, check: Callable[[str, str, str], str], complain: Callable[[str], object]) -> str:
    """Run every block of a document; return it with what ``check`` makes of each command's outputs.

    ``check`` is given the command, what is written under it, and what it printed; ``complain`` the commands
    that failed, or did not fail where the document says so.
    """
    text = document.read_text("utf-8")
    result, done = [], 0
    with tempfile.TemporaryDirectory() as folder:
        session = Session(Path(folder).resolve())
        for block in blocks(text):
            if block.mark == "console":
                result += [text[done : block.start], _session(session, block, check)]
                done = block.end
            elif block.mark == "python" and ">>>" in block.text:
                _examples(session, block, document.name)
        for complaint in session.complaints:
            complain(complaint)
    return "".join(result) + text[done:]


def _session(session: Session, block: Block, check: Callable[[str, str, str], str]) -> str:
    told = []
    for command, written in commands(block):
        blank = "\n" if written.endswith("\n\n") or written == "\n" else ""
        printed = "".join(f"{line.rstrip()}\n" for line in session.run(command, written).splitlines())
        told.append("$ " + command + check(command, written.rstrip("\n"), printed.strip("\n")) + blank)
    return "".join(told)


def _examples(session: Session, block: Block, name: str) -> None:
    """Run a Python block where the commands ran; stop at what differs."""
    examples = doctest.DocTestParser().get_doctest(block.text, {}, name, name, 0)
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS, verbose=False)
    told: list[str] = []
    with contextlib.chdir(session.place):
        runner.run(examples, out=told.append)
    assert not runner.failures, "".join(told)


def rewrite(document: Path) -> None:
    """Write what every command prints now into a document."""

    def printed_now(command: str, written: str, printed: str) -> str:
        kept = written if same(written, printed) else printed
        if kept != written:
            print(f"{document.name}: {command.strip()}", file=sys.stderr)
        return f"{kept}\n" if kept else ""

    text = run(document, printed_now, lambda complaint: print(complaint, file=sys.stderr))
    aside = document.with_suffix(".md.new")
    aside.write_text(text, "utf-8")
    shutil.move(aside, document)


if __name__ == "__main__":
    for given in sys.argv[1:]:
        rewrite(Path(given))
