"""File → Document: text, blocks and tables, every one with its place on the page."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from ..model import Document, Unreadable
from . import plain
from .digital import read_pdf
from .source import content, decoded, is_pdf, seems

__all__ = ["from_text", "read"]


def read(
    path: Path, ocr: str = "rapidocr", progress: Callable[[int, int], None] = lambda page, pages: None
) -> Document:
    """Read a PDF, or a text file by its suffix .txt.

    Pages of a PDF without a text layer to trust are recognised by the engine ``ocr``: rapidocr, paddleocr,
    recorded or off. ``progress`` is called with its number and how many there are as often as work on a page
    is finished.
    Raise ``Unreadable``, with a reason and advice in Chinese, whatever is wrong with the file.
    """
    name = path.name
    data = content(path)
    if is_pdf(data):
        return read_pdf(name, data, ocr, progress)
    if path.suffix.lower() == ".txt":
        text = decoded(data)
        if text is None:
            raise Unreadable(name, "文本的编码无法识别", "请另存为 UTF-8 编码")
        return plain.document_of(text, name, hashlib.sha256(data).hexdigest())
    raise Unreadable(name, f"不是 PDF 文件，看起来是{seems(data)}", "请换用 PDF 原件")


def from_text(text: str, name: str = "text") -> Document:
    """Take a text as a document; any string will do.

    >>> blocks = from_text("关于公布黄牌企业的通报\\n各有关单位：\\n现将名单公布如下。").blocks
    >>> [block.kind.value for block in blocks]
    ['title', 'addressee', 'paragraph']
    """
    return plain.document_of(text, name, hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest())
