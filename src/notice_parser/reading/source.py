"""Path → the file's bytes, and their text where they are text."""

from __future__ import annotations

from pathlib import Path

from ..model import Unreadable
from ..text.personal import mask_personal
from .legible import COMMON

MAX_BYTES = 300_000_000
_HEAD = 1024


def content(path: Path) -> bytes:
    """Return a file's bytes; raise ``Unreadable`` where there is no such file, or nothing in it."""
    name = mask_personal(path.name)
    try:
        if path.is_dir():
            raise Unreadable(name, "这是文件夹，不是文件", "请逐个给出其中的文件")
        size = path.stat().st_size
        if size == 0:
            raise Unreadable(name, "空文件", "请重新下载或索取原件")
        if size > MAX_BYTES:
            raise Unreadable(name, "文件过大", "请拆分后再试")
        return path.read_bytes()
    except FileNotFoundError:
        raise Unreadable(name, "找不到文件", "请检查路径") from None
    except PermissionError:
        raise Unreadable(name, "没有读取权限", "请检查文件权限") from None
    except (OSError, ValueError) as error:
        raise Unreadable(name, "无法打开文件", "请检查路径和磁盘") from error


def decoded(data: bytes) -> str | None:
    """Decode UTF-8, UTF-16, GB 18030 or Big5, by what the bytes can be; None if they are none of these.

    >>> decoded("黄牌名单".encode("gbk")), decoded("黃牌警示名單公告".encode("big5"))
    ('黄牌名单', '黃牌警示名單公告')
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    found = []
    for encoding in ("utf-8-sig", "gb18030", "big5", *_wide(data)):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8-sig" and "\x00" not in text:
            return text
        if is_text(text):
            found.append(text)
    return max(found, key=lambda text: (round(_commonness(text), 1), text is found[0]), default=None)


def _wide(data: bytes) -> tuple[str, ...]:
    """Return the encodings of two bytes a character that bytes without a mark could be in."""
    return ("utf-16-le", "utf-16-be") if b"\x00" in data[:_HEAD] and len(data) % 2 == 0 else ()


def is_text(text: str) -> bool:
    """Whether decoded text can be text at all: no control characters."""
    head = text[:100_000]
    controls = sum(char < " " and char not in "\t\n\r\f\v\x1a" for char in head)
    return controls <= len(head) // 1000


def _commonness(text: str) -> float:
    """Return how large a part of the Han characters is among those that make up real text."""
    head = text[:20_000]
    han = [char for char in head if "\u3400" <= char <= "\u9fff"]
    odd = sum("\ue000" <= char <= "\uf8ff" for char in head)
    return (sum(char in COMMON for char in han) - odd) / len(han) if han else 0.0
