"""Recognised line → the line with what recognition is known to confuse put right, where a check proves it."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any

from stdnum.cn import ric, uscc

from .engine import Recognised

log = logging.getLogger(__name__)

_CODE = re.compile(r"(?<![0-9A-Za-z*])[0-9A-Za-z]{18}(?![0-9A-Za-z*])")
_NOT_USED = {"I": "1", "O": "0", "Z": "2", "S": "5", "V": "Y"}  # letters no credit code has
_ALIKE = {
    "0": "QD", "Q": "0", "D": "0", "8": "B", "B": "8", "5": "6", "6": "5G", "G": "6", "1": "7LT", "7": "1",
    "L": "1", "T": "1", "2": "7", "U": "0", "C": "G", "E": "F", "F": "E", "M": "N", "N": "M", "H": "M",
    "X": "Y", "Y": "X", "W": "M", "P": "R", "R": "P", "K": "X", "3": "8", "9": "8", "A": "4", "4": "A",
}  # fmt: skip
_IN_NAMES = frozenset("昇陞堃喆淼犇甦邨氾龢迺甯祕頫珮絜鉅麹燊")  # standard again since 2013, for names
_HAN = r"[\u4e00-\u9fff》”）〕】]"
_WIDE = {",": "，", ";": "；", ":": "：", "(": "（", ")": "）", "!": "！", "?": "？"}


def repaired(line: Recognised) -> Recognised:
    """Return a line in simplified characters and Chinese marks, its codes repaired where that is certain.

    >>> import numpy as np
    >>> read = lambda text: repaired(Recognised(text, 1.0, np.zeros((4, 2)))).text
    >>> read("列入黃牌名單{2020},云台茶行"), read("代码9111OOOO101623741K")
    ('列入黄牌名单（2020），云台茶行', '代码91110000101623741K')
    """
    text = with_codes_repaired(marks(simplified(line.text)))
    return line if text == line.text else replace(line, text=text)


def with_codes_repaired(text: str) -> str:
    """Return a text with each of its codes of 18 places repaired where that is certain."""
    return _CODE.sub(lambda match: code(match.group()), text)


def code(written: str) -> str:
    """Return a code of 18 places repaired if its check digit then holds and only one repair does it, else as it is.

    >>> code("9111O0001O1623741K"), code("91110000101623741K"), code("9111000010162374IX")
    ('91110000101623741K', '91110000101623741K', '9111000010162374IX')
    """
    upper = written.upper()
    if _holds(upper):
        return upper
    plain = "".join(_NOT_USED.get(char, char) for char in upper)
    found = {plain} if _holds(plain) else {one for one in _near(plain) if _holds(one)}
    if len(found) != 1:
        return written
    (result,) = found
    log.info("code repaired: %s -> %s", written, result)
    return result


def _holds(written: str) -> bool:
    """Whether the check digit of a credit code or resident id is right."""
    return bool(uscc.is_valid(written) or ric.is_valid(written))


def _near(written: str) -> Iterator[str]:
    """Yield the codes that differ by one look-alike."""
    for index, char in enumerate(written):
        for other in _ALIKE.get(char, ""):
            yield written[:index] + other + written[index + 1 :]


def marks(text: str) -> str:
    """Write marks between Chinese characters as Chinese ones.

    >>> marks("通知(第3号),要求:1.5%,A(b)"), marks("见《通知》:按A,B两级")
    ('通知（第3号），要求：1.5%,A(b)', '见《通知》：按A,B两级')
    """
    text = re.sub(r"^[-—–一]\s?(\d{1,3})\s?[-—–一]$", r"—\1—", text)  # a page number
    text = re.sub(r"^[一—–-]{2,}$", "——", text)
    text = re.sub(r"[{\[](?=(?:19|20)\d\d[}\])）])", "（", text)
    text = re.sub(r"(?<=（(?:19|20)\d\d)[}\])]", "）", text)
    text = re.sub(rf"(?<={_HAN})[,;:()!?]|[,;:(!?](?={_HAN})", lambda match: _WIDE[match.group()], text)
    open_, depth = "（", 0
    result = []
    for char in text:
        if char == open_:
            depth += 1
        elif depth and char in ")）":
            char, depth = "）", depth - 1
        result.append(char)
    return "".join(result)


def simplified(text: str) -> str:
    """Fold traditional forms; characters of GB 2312 stay, and those that names are written with.

    >>> simplified("乾安縣旭昇電視臺，瞭望")
    '乾安县旭昇电视台，瞭望'
    """
    return "".join(char if char in _IN_NAMES or _common(char) else _fold(char) for char in text)


@lru_cache(maxsize=8192)
def _common(char: str) -> bool:
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return not "\u3400" <= char <= "\u9fff"
    return True


@lru_cache(maxsize=8192)
def _fold(char: str) -> str:
    folded = str(_converter().convert(char))
    return folded if len(folded) == 1 else char


@lru_cache(maxsize=1)
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")
