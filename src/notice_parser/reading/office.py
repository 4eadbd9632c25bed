"""Formats that only office software reads → Word or spreadsheet files, by LibreOffice kept from harm.

It runs with a profile of its own that is thrown away, without macros, without links to elsewhere, without
the network where the system can take it away, and not for long.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from functools import lru_cache
from pathlib import Path

from ..model import Unreadable

TIMEOUT = 180  # seconds
MAX_CONVERTED = 300_000_000  # bytes
_PLACES = (
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
)
_SETTINGS = (  # path of the group, name, value
    ("org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "DisableOLEAutomation", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "CheckDocumentEvents", "true"),
    ("org.openoffice.Office.Common/Load", "UpdateDocMode", "0"),
    ("org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("org.openoffice.Office.Calc/Content/Update", "Link", "2"),
    ("org.openoffice.Office.Common/Misc", "FirstRun", "false"),
    ("org.openoffice.Inet/Settings", "ooInetProxyType", "2"),  # a proxy that is nowhere
    ("org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)
_PROGRAM = "NOTICE_PARSER_SOFFICE"  # environment variable: where LibreOffice is


def converted(name: str, data: bytes, suffix: str, target: str) -> bytes:
    """Return a file as LibreOffice writes it in the format ``target`` (docx, xlsx).

    Raise ``Unreadable`` where LibreOffice is not installed, fails, or takes too long.
    """
    program = soffice()
    if program is None:
        raise Unreadable(
            name,
            "这种格式需要借助 LibreOffice 读取，而本机没有安装",
            f"请安装 LibreOffice，或另存为 .{target}",
        )
    with tempfile.TemporaryDirectory(prefix="notice-parser-") as folder:
        place = Path(folder)
        source, out = place / f"source{suffix}", place / "out"
        source.write_bytes(data)
        _write_profile(place / "profile")
        command = [
            *_without_network(),
            program,
            f"-env:UserInstallation={(place / 'profile').as_uri()}",
            "--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo", "--nofirststartwizard",
            "--convert-to", target, "--outdir", str(out), str(source),
        ]  # fmt: skip
        _run(name, command, place)
        result = out / f"source.{target}"
        if not result.is_file():
            raise Unreadable(name, "文件已损坏、有密码，或不是可读的文档", "请核对文件，或另存后再试")
        if result.stat().st_size > MAX_CONVERTED:
            raise Unreadable(name, "文件过大", "请拆分后再试")
        return result.read_bytes()


def soffice() -> str | None:
    """Return where LibreOffice is; None where it is not installed."""
    named = os.environ.get(_PROGRAM)
    if named is not None:
        return named if Path(named).is_file() else None
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((place for place in _PLACES if Path(place).is_file()), None)


@lru_cache(maxsize=1)
def _without_network() -> tuple[str, ...]:
    """Return what starts a program without network, where this system can."""
    unshare = shutil.which("unshare")
    if unshare is None:
        return ()
    command = (unshare, "--user", "--map-current-user", "--net")
    try:
        tried = subprocess.run([*command, "true"], capture_output=True, timeout=10, check=False)
    except (OSError, subprocess.SubprocessError):
        return ()
    return command if tried.returncode == 0 else ()


def _write_profile(folder: Path) -> None:
    """Write a user profile in which macros and links are off."""
    items = "".join(
        f'<item oor:path="/{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    file = folder / "user" / "registrymodifications.xcu"
    file.parent.mkdir(parents=True)
    file.write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry"'
        f' xmlns:xs="http://www.w3.org/2001/XMLSchema">{items}</oor:items>',
        encoding="utf-8",
    )


def _run(name: str, command: list[str], home: Path) -> None:
    """Run a conversion to its end, or stop it and all that it started when its time is up."""
    kept = {
        key: value for key, value in os.environ.items() if key in ("PATH", "LANG", "LC_ALL", "SYSTEMROOT")
    }
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=kept | {"HOME": str(home), "TMPDIR": str(home), "SAL_USE_VCLPLUGIN": "svp"},
        start_new_session=True,
    )
    try:
        process.wait(TIMEOUT)
    except subprocess.TimeoutExpired:
        raise Unreadable(name, "转换超时，文件可能有问题", "请另存为 .docx 或 .xlsx 后再试") from None
    finally:
        if process.poll() is None:
            _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    if os.name == "posix":
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
