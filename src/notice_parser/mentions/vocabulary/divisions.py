"""``divisions.txt`` → the divisions of GB/T 2260 with their codes, and what divisions are called for short.

``models/divisions.py`` writes the table: a code and a name a line, a minus behind the code where the division
is no more, and a minus alone for areas that notices name as divisions but the standard does not.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from .words import words

_PEOPLES = "|".join(
    words(
        """
        朝鲜 蒙古 哈萨克 柯尔克孜 维吾尔 布依 土家 景颇 傈僳 哈尼 撒拉 保安 东乡 裕固 仫佬 毛南 仡佬 拉祜 布朗
        独龙 纳西 普米 锡伯 塔吉克 达斡尔 鄂温克 鄂伦春 藏 回 彝 壮 苗 侗 瑶 傣 白 羌 黎 土 满 畲 水 佤 怒 各
        """
    )
)
_SUFFIX = re.compile(
    rf"(?:(?:{_PEOPLES})族?)*自治[区州县旗]$|(?:特别行政区|林区|地区|新区|[省市县区盟旗州])$|"
    r"(?<=[\u4e00-\u9fff]{2})族$"
)


class Division(NamedTuple):
    """One division; ``code`` is empty for an area without one."""

    code: str
    name: str
    current: bool


@lru_cache(maxsize=1)
def divisions() -> tuple[Division, ...]:
    """Return all divisions, by code."""
    table = files(__package__).joinpath("divisions.txt").read_text("utf-8")
    rows = (line.split(" ") for line in table.splitlines())
    return tuple(Division(code.rstrip("-"), name, not code.endswith("-")) for code, name in rows)


def brief_name(name: str) -> str:
    """Return what a division is called for short.

    >>> [brief_name(name) for name in ("昆山市", "延边朝鲜族自治州", "海淀区")]
    ['昆山', '延边', '海淀']
    """
    return _SUFFIX.sub("", name)


@lru_cache(maxsize=1)
def by_name() -> dict[str, tuple[Division, ...]]:
    """Return the divisions that have a code, by their full names and by their short ones."""
    found: defaultdict[str, list[Division]] = defaultdict(list)
    for division in divisions():
        if division.code:
            found[division.name].append(division)
            if len(brief := brief_name(division.name)) >= 2 and brief != division.name:
                found[brief].append(division)
    return {name: tuple(rows) for name, rows in found.items()}
