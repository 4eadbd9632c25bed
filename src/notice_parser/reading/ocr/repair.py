"""Recognised line → the line with what recognition is known to confuse put right, where a check proves it."""

from __future__ import annotations

import datetime as dt
import logging
import re
from dataclasses import replace
from functools import lru_cache
from typing import Any

from stdnum.cn import uscc

from ...text.personal import is_resident_id
from .engine import Recognised

log = logging.getLogger(__name__)

_CODE = re.compile(r"(?<![0-9A-Za-z*])[0-9A-Za-z]{18}(?![0-9A-Za-z*])")
_NOT_USED = {"I": "1", "O": "0", "Z": "2", "S": "5"}  # letters no credit code has
_LETTERS = str.maketrans("OoQDlI|ZzSsB", "000011122558")
_DIGIT = "[0-9OoQDlI|ZzSsB]"
_DATE = re.compile(rf"(?<![0-9A-Za-z])({_DIGIT}{{4}})年({_DIGIT}{{1,2}})月(?:({_DIGIT}{{1,2}})日)?")
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
    text = with_codes_repaired(with_dates_repaired(marks(simplified(line.text))))
    return line if text == line.text else replace(line, text=text, raw=line.text)


def with_codes_repaired(text: str) -> str:
    """Return a text with each of its codes of 18 places repaired where that is certain.

    >>> with_codes_repaired("代码9111O0001O1623741K，证件号130982********)417")
    '代码91110000101623741K，证件号130982********)417'
    """
    return _CODE.sub(lambda match: code(match.group()), text)


def with_dates_repaired(text: str) -> str:
    """Return a text with letters in its dates made digits, where the date then exists.

    A digit is never made another one: which was meant, no check proves.

    >>> with_dates_repaired("自2O20年3月l6日起，至2020年2月3O日止")
    '自2020年3月16日起，至2020年2月3O日止'
    """
    return _DATE.sub(lambda match: date(match.group()), text)


def date(written: str) -> str:
    """Return a date with digits for the letters in it, if there is such a day or month."""
    plain = written.translate(_LETTERS)
    year, month, day = _DATE.fullmatch(plain).groups()  # type: ignore[union-attr]
    try:
        dt.date(int(year), int(month), int(day or 1))
    except ValueError:
        return written
    if plain != written:
        log.info("date repaired: %s -> %s", written, plain)
    return plain


def code(written: str) -> str:
    """Return a code with digits for letters that no code holds, if its check digit then is right.

    Nothing else is tried: among all look-alikes some code with a right check digit is always near, and a
    code that was printed with a slip would become another company's.

    >>> code("9111O0001O1623741K"), code("91110000101623741K"), code("9111000010162374IX")
    ('91110000101623741K', '91110000101623741K', '9111000010162374IX')
    """
    plain = "".join(_NOT_USED.get(char, char) for char in written.upper())
    if not (uscc.is_valid(plain) or is_resident_id(plain)):
        return written
    if plain != written:
        log.info("code repaired: %s -> %s", written, plain)
    return plain


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
