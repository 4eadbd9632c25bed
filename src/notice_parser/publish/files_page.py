"""Files → what became of each, and more of them from the browser into the inbox."""

from __future__ import annotations

import asyncio
import os
import re
import secrets
from collections.abc import Iterator
from pathlib import Path, PureWindowsPath
from typing import Any

from datasette.utils.asgi import BadRequest, Response

from ..intake import inbox_files, is_passing
from ..store import refusal
from ..text.personal import mask_personal
from .access import Asked, is_staff

STATES = ("已读出", "正在读", "未读完", "失败", "打不开", "已撤下")
LARGEST = 500 * 2**20  # bytes of one file
_PAGE = 100
_NAME_BYTES = 200


async def files(asked: Asked) -> Response:
    """Show what became of every file, those that failed with the reason and what to do."""
    state, number = asked.arg("state"), asked.arg("page", "1")
    if not number.isdecimal() or int(number[:7]) < 1:
        raise BadRequest("没有这一页")
    counts = await asked.rows('SELECT "状态" AS state, count(*) AS n FROM "文件" GROUP BY 1')
    numbers = {row["state"]: row["n"] for row in counts}
    rows = await asked.rows(
        'SELECT * FROM "文件" WHERE (:state = \'\' OR "状态" = :state) ORDER BY "处理时间" DESC, "文件名"'
        " LIMIT :most OFFSET :at",
        {"state": state, "most": _PAGE, "at": (int(number[:7]) - 1) * _PAGE},
    )
    waiting = await asyncio.to_thread(_waiting, inbox(asked.datasette))
    total = numbers.get(state, 0) if state else sum(numbers.values())
    return await asked.html(
        "files.html",
        {
            "heading": "文件",
            "rows": rows,
            "waiting": waiting,
            "states": [(name, numbers.get(name, 0)) for name in STATES],
            "state": state,
            "staff": await is_staff(asked.datasette, asked.request.actor),
            "taken": [name for name in asked.request.args.getlist("taken") if name][:50],
            "number": int(number),
            "pages": -(-total // _PAGE),
        },
    )


async def upload(asked: Asked) -> Response:
    """Put one file, the body of the request, into the inbox: whole or not at all."""
    if asked.request.method != "POST" or not asked.arg("name"):
        raise BadRequest("请用网页上的按钮上传文件")
    folder = inbox(asked.datasette)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        part = folder / f".{secrets.token_hex(8)}.part"  # hidden, so that nobody reads it before it is whole
        try:
            size = await _receive(asked, part)
            if not size:
                raise BadRequest("文件是空的")
            taken = _place(part, folder, plain_name(asked.arg("name")))
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise BadRequest(f"收件文件夹：{refusal(error)}") from error
    return Response.json({"name": taken})


def inbox(datasette: Any) -> Path:
    """Return the folder that ``ingest`` and ``watch`` read: given to the plugin, or ingest/ where we run."""
    config = datasette.plugin_config("notice-parser") or {}
    return Path(config.get("inbox") or "ingest").absolute()


def plain_name(given: str) -> str:
    r"""Return the base name of an uploaded file, such that it stays in its folder and is read there.

    >>> plain_name("..\\..\\windows\\通报.pdf"), plain_name("../.profile"), plain_name("")
    ('通报.pdf', 'profile', '未命名')
    """
    name = re.sub(r"[\x00-\x1f\x7f/\\:*?\"<>|]", "", PureWindowsPath(given).name.strip())
    name = mask_personal(name.lstrip(".~ ")).replace("*", "×") or "未命名"
    stem, suffix = Path(name).stem, Path(name).suffix
    while len((stem + suffix).encode()) > _NAME_BYTES:
        stem, suffix = (stem[:-1], suffix) if stem else ("", suffix[:-1])
    name = stem + suffix
    return name + "_" if is_passing(name) else name


async def _receive(asked: Asked, path: Path) -> int:
    """Write the body of a request to disk as it arrives; return its size in bytes."""
    size, more = 0, True
    with path.open("wb") as file:
        while more:
            message = await asked.request.receive()
            if message["type"] != "http.request":
                raise BadRequest("上传中断")
            body = message.get("body", b"")
            size += len(body)
            if size > LARGEST:
                raise BadRequest(f"文件超过 {LARGEST // 2**20} MB")
            await asyncio.to_thread(file.write, body)
            more = message.get("more_body", False)
        file.flush()
        os.fsync(file.fileno())
    return size


def _place(path: Path, folder: Path, name: str) -> str:
    """Give a whole file its name, or the next one that is free; nothing is overwritten."""
    stem, suffix = Path(name).stem, Path(name).suffix
    for number in range(1, 10_000):
        free = name if number == 1 else f"{stem}（{number}）{suffix}"
        try:
            os.link(path, folder / free)  # fails where the name is taken
        except FileExistsError:
            continue
        return free
    raise BadRequest(f"{name}：同名的文件太多")


def _waiting(folder: Path) -> list[str]:
    """Return the first names of the files that wait in the inbox."""
    if not folder.is_dir():
        return []
    found: Iterator[Path] = inbox_files(folder)
    return [path.name for path, _ in zip(found, range(200), strict=False)]
