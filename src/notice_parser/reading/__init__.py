"""File → Document: text, blocks and tables, every one with its place on the page, whatever the format."""

from __future__ import annotations

import hashlib
from pathlib import Path

from ..model import Document, Unreadable
from ..text.personal import mask_personal
from . import plain
from .bundle import Member, members, unfolded
from .formats import READABLE, SUFFIXES, Format, format_of
from .progress import Progress, unheard
from .sealed import sealing
from .source import content, decoded

__all__ = ["READABLE", "SUFFIXES", "from_text", "members", "read", "sealing", "unfolded", "unheard"]

_NO_PAGES = (".pdf", ".ofd", ".docx", ".xlsx", ".zip")  # names under which nobody saves a page
_SHORT = 100  # characters: a page of no more under such a name tells that the download failed


def read(path: Path, ocr: str = "rapidocr", progress: Progress = unheard) -> Document:
    """Read a file by what it is, not by what it is called.

    Pages without a text layer to trust, and pictures, are recognised by the engine ``ocr``: rapidocr,
    paddleocr, recorded or off. Of a bundle the one file that can be read is read. ``progress`` is called with
    its number and how many there are as often as work on a page is finished.
    Raise ``Unreadable``, with a reason and advice in Chinese, whatever is wrong with the file.
    """
    name, data = mask_personal(path.name), content(path)
    try:
        return _read(name, data, ocr, progress)
    except (Unreadable, MemoryError):
        raise
    except Exception as error:  # whatever a library meets in a broken file is the file's fault
        raise Unreadable(name, "文件已损坏或不完整", "请重新下载或索取原件") from error


def from_text(text: str, name: str = "text") -> Document:
    """Take a text as a document; any string will do.

    >>> blocks = from_text("关于公布黄牌企业的通报\\n各有关单位：\\n现将名单公布如下。").blocks
    >>> [block.kind.value for block in blocks]
    ['title', 'addressee', 'paragraph']
    """
    return plain.document_of(text, name, hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest())


def _read(name: str, data: bytes, ocr: str, progress: Progress) -> Document:
    found = format_of(name, data)
    match found:
        case Format.PDF:
            from .digital import read_pdf

            return read_pdf(name, data, ocr, progress)
        case Format.DOCX:
            from .word import read_docx

            return read_docx(name, data, ocr, progress)
        case Format.XLSX:
            from .sheet import read_xlsx

            return read_xlsx(name, data)
        case Format.XLS:
            from .sheet import read_xls

            return read_xls(name, data)
        case Format.HTML | Format.MHTML:
            from .web import read_html, read_mhtml

            document = read_html(name, data) if found is Format.HTML else read_mhtml(name, data)
            if len(document.text) < _SHORT and name.lower().endswith(_NO_PAGES):
                raise Unreadable(name, "看起来是网页（HTML），可能是下载出错的页面", "请重新下载原件")
            return document
        case Format.OFD:
            from .ofd import read_ofd

            return read_ofd(name, data, ocr, progress)
        case Format.IMAGE:
            from .images import read_image

            return read_image(name, data, ocr, progress)
        case Format.TEXT:
            return _plain_text(name, data)
        case Format.ZIP | Format.MAIL:
            return _only_member(name, data, ocr, progress)
        case Format.DOC | Format.RTF | Format.ODT | Format.ODS:
            return _by_office(name, data, found, ocr, progress)


def _plain_text(name: str, data: bytes) -> Document:
    text = decoded(data)
    if text is None:
        raise Unreadable(name, "文本的编码无法识别", "请另存为 UTF-8 编码")
    if len(text) > plain.MAX_CHARACTERS:
        raise Unreadable(name, "文字过多", "请拆分后再试")
    from .sheet.form import csv_form

    return csv_form(name, data, text) or plain.document_of(text, name, hashlib.sha256(data).hexdigest())


def _by_office(name: str, data: bytes, found: Format, ocr: str, progress: Progress) -> Document:
    """Read what LibreOffice makes of a file; the document keeps the hash of the file itself."""
    from .office import converted
    from .sheet import read_xlsx
    from .word import read_docx

    if found is Format.ODS:
        document = read_xlsx(name, converted(name, data, ".ods", "xlsx"))
    else:
        document = read_docx(name, converted(name, data, f".{found}", "docx"), ocr, progress)
    sha256 = hashlib.sha256(data).hexdigest()
    return Document(name=name, sha256=sha256, pages=document.pages, blocks=document.blocks)


def _only_member(name: str, data: bytes, ocr: str, progress: Progress) -> Document:
    """Read the one file of a bundle that can be read."""
    found = [Member(mask_personal(member.name), member.content) for member in members(name, data)]
    told: list[Member] = []
    refused: list[Unreadable] = []
    for member in found:
        try:
            format_of(member.name, member.content)
            told.append(member)
        except Unreadable as error:
            refused.append(error)
    if len(told) == 1:
        return _read(told[0].name, told[0].content, ocr, progress)
    if not told:
        raise refused[0]
    listed = "、".join(member.name for member in told[:5]) + ("等" if len(told) > 5 else "")
    raise Unreadable(name, f"里面有 {len(told)} 个文件（{listed}）", "请用 ingest 收录，每个文件各自入库")
