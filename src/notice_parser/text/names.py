"""Names → forms in which two writings of one name are equal."""

from __future__ import annotations

import unicodedata

_QUOTES = "\"'“”‘’「」『』＂＇"
_MARKS = _QUOTES + "《》〈〉【】［］[]〔〕﹝﹞（）(){}｛｝<>"
_WITHOUT_QUOTES = str.maketrans("", "", _QUOTES)
_WITHOUT_MARKS = str.maketrans("", "", _MARKS)


def fold(name: str) -> str:
    """Return ``name`` without regard to width, case, spaces, quotation marks and brackets.

    >>> fold("安达(中国) 轴承有限公司") == fold("安达（中国）轴承有限公司")
    True
    """
    return "".join(unicodedata.normalize("NFKC", name).translate(_WITHOUT_MARKS).split()).casefold()


def without_quotes(name: str) -> str:
    """Return ``name`` without quotation marks and without the spaces that a line break left.

    >>> without_quotes("农资经营失信“黑名单”")
    '农资经营失信黑名单'
    """
    return "".join(name.translate(_WITHOUT_QUOTES).split())
