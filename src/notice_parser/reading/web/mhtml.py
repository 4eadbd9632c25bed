"""Page saved as one file (MHTML) → Document: its HTML, without the pictures beside it."""

from __future__ import annotations

import email
import hashlib
from email import policy
from email.message import EmailMessage

from ...model import Document, Unreadable
from ..flow import Styled, document_of
from ..grid import Grid
from .charset import decoded_page
from .page import items_of


def read_mhtml(name: str, data: bytes) -> Document:
    """Read a .mht or .mhtml file. Raise ``Unreadable`` where no page is in it."""
    return document_of(page_items(name, data), name, hashlib.sha256(data).hexdigest())


def page_items(name: str, data: bytes) -> list[Styled | Grid]:
    """Return the paragraphs and tables of a page, whether it is saved by itself or as one file."""
    if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        return items_of(name, decoded_page(data))
    message = email.message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    start = (message.get_param("start") or "") if message.is_multipart() else ""
    pages = [part for part in message.walk() if part.get_content_type() == "text/html"]
    named = [part for part in pages if start and part.get("Content-ID") == start]
    for part in [*named, *pages]:
        content = part.get_payload(decode=True)
        if isinstance(content, bytes) and content.strip():
            return items_of(name, decoded_page(content, part.get_content_charset()))
    raise Unreadable(name, "文件中没有网页", "请重新保存网页")
