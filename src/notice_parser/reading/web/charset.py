"""Bytes of a page → its text, in whatever encoding it was saved."""

from __future__ import annotations

import re

from ..source import decoded, is_text

_DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]+)|encoding\s*=\s*["']([\w-]+)["']""", re.IGNORECASE)
_HEAD = 4096
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "utf8": "utf-8"}


def decoded_page(data: bytes, stated: str | None = None) -> str:
    """Decode a page by what was ``stated`` of it, by what it declares, or by what its bytes can be.

    A declaration that the bytes do not bear out does not count.
    """
    found = _DECLARED.search(data[:_HEAD])
    declared = (found[1] or found[2]).decode("ascii", "replace") if found else None
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf"))
    for encoding in () if marked else (stated, declared):
        text = _tried(data, encoding)
        if text is not None:
            return text
    text = decoded(data)
    return text if text is not None else data.decode("gb18030", "replace")


def _tried(data: bytes, encoding: str | None) -> str | None:
    """Decode by an encoding, a few slips in a long page allowed; None where it does not fit."""
    if not encoding:
        return None
    name = _WIDER.get(encoding.lower(), encoding)
    try:
        text = data.decode(name, "replace")
    except LookupError:
        return None
    slips = text.count("\ufffd")
    return text if slips <= max(2, len(text) // 2000) and is_text(text) else None
