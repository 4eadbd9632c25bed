"""Path → the file's bytes, or the reason why they are no notice that can be read."""

from __future__ import annotations

from pathlib import Path

from ..model import Unreadable

MAX_BYTES = 300_000_000
_HEAD = 1024  # the PDF mark may stand this far in

_SEEMS: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "Word/Excel 文档、OFD 版式文件或压缩包"),
    (b"\xd0\xcf\x11\xe0", "旧版 Word/Excel/WPS 文档"),
    (b"{\\rtf", "RTF 文档"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"BM", "图片"),
    (b"II*\x00", "图片"),
    (b"MM\x00*", "图片"),
    (b"Rar!", "压缩包"),
    (b"7z\xbc\xaf", "压缩包"),
    (b"\x1f\x8b", "压缩包"),
    (b"%!PS", "PostScript 文件"),
)


def content(path: Path) -> bytes:
    """Return a file's bytes; raise ``Unreadable`` where there is no such file, or nothing in it."""
    name = path.name
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


def is_pdf(data: bytes) -> bool:
    """Whether the bytes are a PDF, junk before its mark allowed."""
    return b"%PDF-" in data[:_HEAD]


def seems(data: bytes) -> str:
    """Say in Chinese what bytes that are no PDF seem to be."""
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html", b"<head", b"<script", b"<meta")) or b"<html" in head:
        return "网页（HTML）"
    if head.startswith(b"<?xml"):
        return "XML 文件"
    for mark, kind in _SEEMS:
        if data.startswith(mark):
            return kind
    if b"\x00" not in data[:_HEAD] and decoded(data[:_HEAD], strict=False) is not None:
        return "纯文本"
    return "其他格式"


def decoded(data: bytes, *, strict: bool = True) -> str | None:
    """Decode UTF-8, UTF-16 with its mark, or gb18030; None if it is none of these."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            if not strict and error.start > len(data) - 4:
                return data[: error.start].decode(encoding)
    return None
