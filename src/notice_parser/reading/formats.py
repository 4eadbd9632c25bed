"""Bytes → what format they are in, told by their content; and what is read of each format, and how."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from enum import StrEnum

from ..model import Unreadable
from .source import decoded, is_text

_HEAD = 1024  # the PDF mark may stand this far in


class Format(StrEnum):
    """The formats that are read."""

    PDF = "pdf"
    DOCX = "docx"
    DOC = "doc"
    RTF = "rtf"
    ODT = "odt"
    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    HTML = "html"
    MHTML = "mhtml"
    TEXT = "txt"
    IMAGE = "image"
    OFD = "ofd"
    MAIL = "eml"
    ZIP = "zip"


@dataclass(frozen=True)
class Readable:
    """One row of the table of what is read."""

    formats: tuple[Format, ...]
    name: str
    suffixes: tuple[str, ...]  # by which a folder's files are taken; what they are, their content tells
    library: str
    limits: str


READABLE = (
    Readable(
        (Format.PDF,), "PDF", (".pdf",), "pypdfium2, pdfplumber; OCR where a page has no text layer to trust",
        "2000 pages, 500 of them scanned; 200,000 characters a page, 3 million in all",
    ),
    Readable(
        (Format.OFD,), "OFD", (".ofd",), "own reader on zipfile and lxml; pictures by OCR",
        "2000 pages, 500 of them scanned; 3 million characters",
    ),
    Readable(
        (Format.DOCX,), "Word (OOXML)", (".docx", ".docm", ".dotx"), "own reader on zipfile and lxml",
        "3 million characters; macros never run",
    ),
    Readable(
        (Format.DOC, Format.RTF, Format.ODT), "Word 97–2003, WPS, RTF, ODT, Word XML",
        (".doc", ".wps", ".wpt", ".dot", ".rtf", ".odt"), "LibreOffice, where it is installed",
        "180 seconds; own profile, no macros, no network",
    ),
    Readable(
        (Format.XLSX,), "Excel (OOXML)", (".xlsx", ".xlsm", ".xltx"), "openpyxl",
        "300 sheets, 5 million cells a sheet; hidden sheets, rows and columns are left out",
    ),
    Readable((Format.XLS,), "Excel 97–2003, WPS tables", (".xls", ".et"), "xlrd", "the same"),
    Readable(
        (Format.ODS,), "ODS, XLSB, Excel XML", (".ods", ".xlsb"), "LibreOffice, where it is installed",
        "180 seconds",
    ),
    Readable(
        (Format.HTML,), "web page", (".html", ".htm", ".shtml", ".xhtml"), "lxml",
        "60 million characters of source; nothing is fetched",
    ),
    Readable((Format.MHTML,), "web page in one file", (".mht", ".mhtml"), "email, lxml", "the same"),
    Readable(
        (Format.TEXT,), "text", (".txt",), "own",
        "UTF-8, UTF-16, GB 18030 (and so GBK and GB 2312), Big5; 3 million characters",
    ),
    Readable(
        (Format.IMAGE,), "picture",
        (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".gif", ".webp", ".heic", ".heif"),
        "Pillow, pi-heif; OCR", "150 million pixels, 500 frames",
    ),
    Readable(
        (Format.MAIL,), "e-mail", (".eml",), "email",
        "its text and each attachment are files of their own; 2000 of them",
    ),
    Readable(
        (Format.ZIP,), "bundle", (".zip",), "zipfile",
        "each member is a file of its own; 2000 of them, 1 GB unpacked, 3 bundles deep",
    ),
)  # fmt: skip

SUFFIXES = frozenset(suffix for row in READABLE for suffix in row.suffixes)

_IMAGES = (
    b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*", b"II+\x00",
    b"MM\x00+",
)  # fmt: skip
_HEIF = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"heif")
_REFUSED: tuple[tuple[bytes, str, str], ...] = (
    (b"Rar!", "RAR 压缩包", "请解压后再收录，或改用 ZIP"),
    (b"7z\xbc\xaf", "7z 压缩包", "请解压后再收录，或改用 ZIP"),
    (b"\x1f\x8b", "gzip 压缩包", "请解压后再收录，或改用 ZIP"),
    (b"BZh", "bzip2 压缩包", "请解压后再收录，或改用 ZIP"),
    (b"\xfd7zXZ", "xz 压缩包", "请解压后再收录，或改用 ZIP"),
    (b"%!PS", "PostScript 文件", "请换用 PDF 原件"),
    (b"MZ", "程序", "请核对文件"),
    (b"\x7fELF", "程序", "请核对文件"),
    (b"SQLite format 3", "数据库", "请核对文件"),
    (b"AT&T", "DjVu 文件", "请换用 PDF 原件"),
)
_MARKUP = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|meta|title|table|div|p|span|style|script|center)\b", re.IGNORECASE
)
_HEADER = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]*:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n){2,}")
_MAIL = re.compile(
    rb"^(?:from|to|received|subject|date|mime-version|content-type|message-id):", re.IGNORECASE | re.MULTILINE
)


def format_of(name: str, data: bytes) -> Format:
    """Tell the format of bytes, whatever the file is called; ``name`` only goes into the message.

    Raise ``Unreadable``, saying what the file is, where it is in no format that is read.
    """
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zipped(name, data)
    if b"%PDF-" in data[:_HEAD]:
        return Format.PDF
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _compound(name, data)
    if data.startswith(b"{\\rtf"):
        return Format.RTF
    if data.startswith(_IMAGES) or _is_image(data):
        return Format.IMAGE
    for mark, kind, advice in _REFUSED:
        if data.startswith(mark):
            raise Unreadable(name, f"这是{kind}，不是可以读取的文件", advice)
    return _textual(name, data)


def _is_image(data: bytes) -> bool:
    return (
        (data.startswith(b"BM") and len(data) > 26 and data[6:10] == b"\0\0\0\0")
        or (data.startswith(b"RIFF") and data[8:12] == b"WEBP")
        or (data[4:8] == b"ftyp" and data[8:12] in _HEIF)
    )


def _zipped(name: str, data: bytes) -> Format:
    """Tell a zip container by the parts in it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            parts = {info.filename.replace("\\", "/").lower(): info for info in container.infolist()}
            kind = _declared(container, parts)
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError) as error:
        raise Unreadable(
            name, "文件（Word、Excel、OFD 或压缩包）已损坏或不完整", "请重新下载或索取原件"
        ) from error
    if "ofd.xml" in parts:
        return Format.OFD
    if "word/" in kind or "wordprocessingml" in kind or "word/document.xml" in parts:
        return Format.DOCX
    if "sheet.binary" in kind or "xl/workbook.bin" in parts:
        return Format.ODS
    if "spreadsheetml" in kind or "ms-excel" in kind or "xl/workbook.xml" in parts:
        return Format.XLSX
    if "presentationml" in kind or "powerpoint" in kind or "ppt/presentation.xml" in parts:
        raise Unreadable(name, "这是演示文稿，不是可以读取的文件", "请另存为 PDF")
    if kind.startswith("application/vnd.oasis.opendocument."):
        if "spreadsheet" in kind:
            return Format.ODS
        if "text" in kind:
            return Format.ODT
        raise Unreadable(name, "这是演示文稿或图形，不是可以读取的文件", "请另存为 PDF")
    if "epub" in kind:
        raise Unreadable(name, "这是电子书，不是可以读取的文件", "请另存为 PDF")
    return Format.ZIP


def _declared(container: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo]) -> str:
    """Return what a package says its main part is."""
    for part in ("mimetype", "[content_types].xml"):
        info = parts.get(part)
        if info is not None and info.file_size < 5_000_000 and not info.flag_bits & 1:
            text = container.read(info).decode("utf-8", "replace").strip()
            if part == "mimetype":
                return text
            main = re.findall(r'ContentType="([^"]*\.main\+xml|[^"]*sheet\.binary[^"]*)"', text)
            return " ".join(main).lower()
    return ""


def _compound(name: str, data: bytes) -> Format:
    """Tell an OLE2 file by the streams in it."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as found:
            streams = {"/".join(path).lower() for path in found.listdir()}
            document = found.openstream("WordDocument").read(12) if "worddocument" in streams else b""
    except Exception as error:  # whatever the library meets in a broken file is the file's fault
        raise Unreadable(name, "文件已损坏或不完整", "请重新下载或索取原件") from error
    if "encryptedpackage" in streams or (len(document) == 12 and document[11] & 0x01):
        raise Unreadable(name, "文件有打开密码", "请取得密码，另存为无密码的文件")
    if "worddocument" in streams or "wpsdocument" in streams or "contents" in streams:
        return Format.DOC
    if streams & {"workbook", "book"}:
        return Format.XLS
    if "powerpoint document" in streams:
        raise Unreadable(name, "这是演示文稿，不是可以读取的文件", "请另存为 PDF")
    if "__properties_version1.0" in streams:
        raise Unreadable(name, "这是 Outlook 邮件（.msg）", "请另存为 .eml，或另存其中的附件")
    raise Unreadable(name, "不是可以读取的文件（OLE 格式）", "请另存为 PDF、Word 或 Excel 文件")


def _textual(name: str, data: bytes) -> Format:
    """Tell what is written in characters: a page, a mail, XML, or plain text."""
    head = data[: 4 * _HEAD]
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    narrow = head.decode("utf-16", "replace").encode("utf-8") if wide else head
    start = narrow.lstrip(b"\xef\xbb\xbf \t\r\n\x0c")
    if start.startswith(b"<?xml") and b"<html" not in start[:_HEAD].lower():
        if b"Word.Document" in start or b"schemas.microsoft.com/office/word" in start:
            return Format.ODT
        if b"Excel.Sheet" in start or b"office:spreadsheet" in start:
            return Format.ODS
        raise Unreadable(name, "这是 XML 文件，不是可以读取的文件", "请换用 PDF、Word 或网页原件")
    if start.startswith(b"<") and _MARKUP.search(start):
        return Format.HTML
    headers = _HEADER.match(start)
    if headers and len(_MAIL.findall(headers.group())) >= 2:
        return _mail_or_page(headers.group().lower(), data)
    if _MARKUP.search(start) and b"<html" in start.lower():
        return Format.HTML
    text = decoded(data)
    if text is None or not is_text(text):
        raise Unreadable(name, "不是可以读取的文件，或已损坏", "请换用 PDF、Word、Excel、OFD、网页或图片原件")
    return Format.TEXT


def _mail_or_page(headers: bytes, data: bytes) -> Format:
    """Tell a mail from a page that a browser saved as one."""
    saved = b"snapshot-content-location:" in headers or b"<saved by" in headers
    bare = b"multipart/related" in headers and b"\nto:" not in headers and b"received:" not in headers
    alone = b"content-type: text/html" in headers and b"\nto:" not in headers and b"\nfrom:" not in headers
    return Format.MHTML if saved or bare or alone else Format.MAIL
