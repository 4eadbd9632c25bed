"""Zip file or e-mail → the files in it, each to be read for itself."""

from __future__ import annotations

import email
import posixpath
import re
import stat
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from email import policy
from email.message import EmailMessage, Message
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from ..model import Unreadable
from .formats import Format, format_of
from .package import check_sizes
from .source import content

MAX_FILES = 2_000
MAX_TOTAL = 1_000_000_000  # bytes unpacked, of bundles in bundles too
MAX_DEPTH = 3
_HEAD = 4096
_NAME_BYTES = 200
_JUNK = re.compile(r"(?:^|/)(?:__MACOSX/|\.|~\$|thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
_SIDE = (
    "application/pkcs7-signature",
    "application/x-pkcs7-signature",
    "application/pgp-signature",
    "text/calendar",
)
_UNNAMED = {"text/html": ".html", "text/plain": ".txt", "application/pdf": ".pdf", "message/rfc822": ".eml"}


class Member(NamedTuple):
    """One file of a bundle."""

    name: str  # base name
    content: bytes


def is_bundle(name: str, data: bytes) -> bool:
    """Whether a file holds files of its own; what cannot be told is none."""
    try:
        return format_of(name, data) in (Format.ZIP, Format.MAIL)
    except Unreadable:
        return False


def members(name: str, data: bytes) -> list[Member]:
    """Return the files in a zip file or an e-mail, bundles inside it opened too.

    The text of a mail is one of them. What the system or the mail program added is left out.
    Raise ``Unreadable`` for a broken or locked one, and for more than any bundle of notices holds.
    """
    found: list[Member] = []
    _open(name, data, found, 1)
    if not found:
        raise Unreadable(name, "压缩包或邮件里没有文件", "请核对文件是否完整")
    return found


def unfolded(paths: Iterable[Path], folder: Path) -> Iterator[Path]:
    """Yield files, and in the place of a bundle the files in it, written under ``folder``.

    A bundle that cannot be opened is yielded itself, so that whoever reads it learns why.
    """
    for path in paths:
        try:
            with path.open("rb") as file:
                head = file.read(_HEAD)
            if not _may_be(head):
                yield path
                continue
            data = content(path)
            found = members(path.name, data) if is_bundle(path.name, data) else None
        except (OSError, Unreadable):
            found = None
        if found is None:
            yield path
            continue
        place = Path(tempfile.mkdtemp(dir=folder))
        for number, member in enumerate(found, 1):
            # two members of one name stand in folders of their own
            own = place / str(number)
            own.mkdir()
            file_name = (
                _safe(member.name).encode("utf-8")[-_NAME_BYTES:].decode("utf-8", "ignore") or "未命名"
            )
            (own / file_name).write_bytes(member.content)
            yield own / file_name


def _may_be(head: bytes) -> bool:
    """Whether a file could be a bundle at all, by its first bytes; spares reading the large ones twice."""
    return head.startswith(b"PK") or b":" in head.split(b"\n", 1)[0]


def _open(name: str, data: bytes, found: list[Member], depth: int) -> None:
    inner = _zipped(name, data) if format_of(name, data) is Format.ZIP else _mailed(name, data)
    for member in inner:
        if is_bundle(member.name, member.content):
            if depth >= MAX_DEPTH:
                raise Unreadable(name, "压缩包层数过多", "请解压后再收录")
            _open(member.name, member.content, found, depth + 1)
        else:
            found.append(member)
        if len(found) > MAX_FILES or sum(len(one.content) for one in found) > MAX_TOTAL:
            raise Unreadable(name, "压缩包内文件过多或过大", f"请拆分为不超过 {MAX_FILES} 个文件")


def _zipped(name: str, data: bytes) -> list[Member]:
    try:
        with zipfile.ZipFile(BytesIO(data)) as container:
            infos = [info for info in container.infolist() if not info.is_dir()]
            check_sizes(name, [(info.file_size, info.compress_size) for info in infos])
            found: list[Member] = []
            for info in infos:
                path = decoded_name(info)
                if _JUNK.search(path) or stat.S_ISLNK(info.external_attr >> 16):
                    continue
                if len(found) >= MAX_FILES:
                    raise Unreadable(name, "压缩包内文件过多", f"请拆分为不超过 {MAX_FILES} 个文件")
                if info.flag_bits & 0x1:
                    raise Unreadable(name, "压缩包有密码", "请取得密码，解压后再收录")
                found.append(Member(posixpath.basename(path) or "未命名", container.read(info)))
            return found
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError, RuntimeError) as error:
        raise Unreadable(name, "压缩包已损坏或不完整", "请重新下载，或解压后再收录") from error
    except Exception as error:  # zlib.error and its like
        if isinstance(error, Unreadable):
            raise
        raise Unreadable(name, "压缩包已损坏或不完整", "请重新下载，或解压后再收录") from error


def decoded_name(info: zipfile.ZipInfo) -> str:
    """Return the path of a member; without the mark for UTF-8, names were written in GBK or UTF-8.

    >>> info = zipfile.ZipInfo("名单.pdf".encode("gbk").decode("cp437"))
    >>> decoded_name(info)
    '名单.pdf'
    """
    path = info.filename
    if not info.flag_bits & 0x800:
        raw = path.encode("cp437", "ignore")
        for encoding in ("utf-8", "gb18030"):
            try:
                path = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    return path.replace("\\", "/")


def _mailed(name: str, data: bytes) -> list[Member]:
    message = email.message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    stem = _safe(str(message.get("Subject") or "")) or name.rpartition(".")[0] or name
    found: list[Member] = []
    texts: dict[str, bytes] = {}
    for part in message.walk():
        kind = part.get_content_type()
        if part.is_multipart() and kind != "message/rfc822":
            continue
        file = part.get_filename()
        if kind in _SIDE or (part.get("Content-ID") and kind.startswith("image/") and not _attached(part)):
            continue  # signatures, and pictures that belong to the text
        held = _content(part)
        if not file and not _attached(part) and kind in ("text/html", "text/plain"):
            texts.setdefault(kind, _as_utf8(part, held))
        elif held.strip():
            known = _safe(file or "") or f"{stem}-附件{len(found) + 1}{_UNNAMED.get(kind, '')}"
            found.append(Member(known, held))
        if len(found) > MAX_FILES:
            raise Unreadable(name, "邮件附件过多", f"请拆分为不超过 {MAX_FILES} 个文件")
    for kind in ("text/html", "text/plain"):
        if texts.get(kind, b"").strip(b"\xef\xbb\xbf \r\n\t"):
            return [Member(stem + _UNNAMED[kind], texts[kind]), *found]
    return found


def _content(part: Message) -> bytes:
    """Return what a part holds; of a mail sent along, the mail."""
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        return inner[0].as_bytes() if isinstance(inner, list) and isinstance(inner[0], Message) else b""
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _attached(part: Message) -> bool:
    return part.get_content_disposition() == "attachment"


def _as_utf8(part: Message, content: bytes) -> bytes:
    """Return the text of a mail in UTF-8, marked as such, since its encoding stands outside it."""
    charset = part.get_content_charset() or "utf-8"
    charset = "gb18030" if charset in ("gb2312", "gbk") else charset
    try:
        return b"\xef\xbb\xbf" + content.decode(charset).removeprefix("\ufeff").encode("utf-8")
    except (LookupError, UnicodeDecodeError):
        return content


def _safe(name: str) -> str:
    """Return the base name of a file that a mail names, without what no file name may hold."""
    return re.sub(r'[\x00-\x1f<>:"|?*]', "_", name.replace("\\", "/").rpartition("/")[2]).strip(" .")[:120]
