"""Vocabulary → regular expressions, so that a table of words reads as one."""

from __future__ import annotations

import re


def one_of(words: str) -> str:
    """Return a group that matches any of the blank-separated ``words``, the longest first.

    >>> one_of("移出 移除 移")
    '(?:移出|移除|移)'
    """
    return "(?:" + "|".join(map(re.escape, sorted(words.split(), key=len, reverse=True))) + ")"
