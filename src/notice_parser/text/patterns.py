"""Vocabulary → regular expressions, so that a table of words reads as one."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable
from typing import Any

_MANY = 1_000  # characters that begin a match: so many keep nothing out


def one_of(words: str) -> str:
    """Return a group that matches any of the blank-separated ``words``, the longest first.

    >>> one_of("移出 移除 移")
    '(?:移出|移除|移)'
    """
    return "(?:" + "|".join(map(re.escape, sorted(words.split(), key=len, reverse=True))) + ")"


def gated(pattern: str) -> re.Pattern[str]:
    """Compile a pattern so that it looks at one character before it tries its alternatives.

    ``re`` tries all of them at every place of a text. Where the characters that a match may begin with cannot
    be told, the pattern is compiled as it is.

    >>> print(gated("有限公司|合作社").pattern)
    (?=[\\u5408\\u6709])(?:有限公司|合作社)
    >>> print(gated("(?:第[0-9]+期)?名单|.市").pattern)
    (?:第[0-9]+期)?名单|.市
    """
    try:
        parser = importlib.import_module("re._parser")
    except ImportError:  # it is no public part of the library
        return re.compile(pattern)
    first = _first(parser.parse(pattern))
    if first is None or None in first:
        return re.compile(pattern)
    letters = "".join(f"\\U{code:08x}" if code > 0xFFFF else f"\\u{code:04x}" for code in _sorted(first))
    return re.compile(f"(?=[{letters}])(?:{pattern})")


def _sorted(first: set[int | None]) -> list[int]:
    return sorted(code for code in first if code is not None)


def _first(parsed: Iterable[tuple[Any, Any]]) -> set[int | None] | None:
    """Return the characters that a match may begin with, None among them where it may be empty.

    Return None where they cannot be told.
    """
    found: set[int | None] = set()
    for operation, given in parsed:
        here = _first_of(str(operation), given)
        if here is None:
            return None
        found |= here - {None}
        if None not in here:
            return found
    return found | {None}


def _first_of(operation: str, given: Any) -> set[int | None] | None:
    match operation:
        case "LITERAL":
            return {given}
        case "IN" if all(str(kind) in ("LITERAL", "RANGE") for kind, _ in given):
            ranges = [(said, said) if str(kind) == "LITERAL" else said for kind, said in given]
            wide = sum(high - low for low, high in ranges) > _MANY
            return None if wide else {code for low, high in ranges for code in range(low, high + 1)}
        case "BRANCH":
            ways = [_first(way) for way in given[1]]
            return (
                None if None in ways else set[int | None]().union(*(way for way in ways if way is not None))
            )
        case "SUBPATTERN":
            return _first(given[3])
        case "MAX_REPEAT" | "MIN_REPEAT":
            inside = _first(given[2])
            return inside if inside is None or given[0] else inside | {None}
        case "ASSERT" | "ASSERT_NOT" | "AT":
            return {None}  # looks and takes nothing
    return None
