"""Text → the stretches that name administrative divisions.

The names are those of GB/T 2260, former ones included.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from .divisions import brief_name, divisions
from .words import words

# short forms that are words of the language too: never a place by themselves
_WORDS = frozenset(
    words(
        """
    公安 合作 资源 会同 商城 民权 温泉 通道 大方 方正 和平 南部 平和 东方 平原 平安 无极 大名 大城 江山
    无为 安全 中方 安定 兴隆 明光 天长 长安 安宁 民乐 民和 文昌 安平 新和 长治 永安 永定 光明 定远 天台
    三门 上林 龙门 新兴 台山 乐业 天等 大新 大化 象山 兴业 兴安 城口 大足 双江 大关 永平 红河 通海 弥勒
    威信 富源 太平 武定 石城 信丰 高台 临时 开化 常山 正定 建始 安远 安化 武强 文成 安国 文安 宽城 新城
    万全 大兴 通州 集安 新民 富民 吉安县 双流 阳光 前进 建设 解放 新华 文化 民丰 同心 共和 同德 贵德
    兴海 和静 安康 泰来 兴国 通许 修文 安顺 安龙 普安 望都 应城 怀安 太和 永和 兴和 宁化 尚志 共青城
    广安 保定 中山 海口 来安 五常 富裕 依安 青年 宣化 淳化 崇信 积石山 循化 化隆 开发 宝丰 永清 永春
    德化 吉水 万年 万安 遂川 安福 清水 都安 镇安 石泉 城固县 洋县 宝应 灌云 华安 长泰 大田 清流 建宁
    泰宁 顺昌 新昌 安吉 德清 嘉善 仙居 遂昌 青田 景宁 海宁 长兴 新安 孟州 长顺 三都 独山 平塘 惠水 安岳
    乐至
    """
    )
)


class Place(NamedTuple):
    """Where a chain of divisions stands (江苏省苏州市), and whether its last name is written in full."""

    start: int
    end: int
    full: bool


def _names() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Return the full names, the short forms, and the short forms of districts (hints only)."""
    full = {division.name for division in divisions()}
    short: set[str] = set()
    hints: set[str] = set()
    for name in full:
        if len(brief := brief_name(name)) >= 2:
            (hints if name.endswith("区") and "自治" not in name else short).add(brief)
    short |= {
        "内蒙古",
        "广西",
        "西藏",
        "宁夏",
        "新疆",
        "香港",
        "澳门",
        "延边",
        "湘西",
        "甘孜",
        "凉山",
        "阿坝",
        "恩施",
    }
    full |= {"中国", "全国"}
    full |= {name + "省" for name in short & {"四川", "河南"}}
    return frozenset(full), frozenset(short - full), frozenset(hints - short - full)


FULL, SHORT, DISTRICTS = _names()
_LONGEST = max(map(len, FULL))
_HEADS = frozenset(name[:2] for name in FULL | SHORT | DISTRICTS)
# a level that stands for the notice's own place: 市应急管理局
LEVEL = re.compile(
    r"(?:第[一二三四五六七八九十]{1,3}师(?!傅|范|大)|自治区|自治州|兵团|开发区|高新区|经开区|示范区|新区|市(?!场|民(?![政族宗])|级|内|外|容|值|面|辖|区|直|管|两|各|有关|政(?!府|法|协|务|数))|省(?!级|内|外|直|会|市(?!场)|各|辖)|县(?!级|内|外|域|市(?!场|政[管园])|（|各|直)|区(?!级|内|外|域|（|各|间|块|县|镇|直|别)|州(?!级|内|直)|旗(?!下|帜|舰)|镇(?!级|内|区)|乡(?!镇|村))"
)
# a unit that the tables do not list: 光明新区, 官林镇, 城东街道; only right after a division or a boundary
UNIT = re.compile(
    r"(?!.{0,3}(?:[各全本我该省市县区的]|乡镇)|街道)[\u4e00-\u9fff]{1,5}?"
    r"(?:自治[县州旗]|街道|开发区|高新区|经开区|工业园区|园区|度假区|新区|镇|乡|村|社区|县|市|区|旗|林场)"
    r"(?!场|民|长|级|内|外|域|委会|镇)"
)


def chains(text: str) -> tuple[Place, ...]:
    """Return the chains of divisions in ``text``, left to right, none overlapping.

    >>> [text[p.start : p.end] for text in ["由安徽省合肥市长丰县处理"] for p in chains(text)]
    ['安徽省合肥市长丰县']
    """
    return _scan(text)


def parts(chain: str) -> tuple[str, ...]:
    """Return the names of which a chain consists.

    >>> parts("安徽省合肥市长丰县")
    ('安徽省', '合肥市', '长丰县')
    """
    found, at = [], 0
    while at < len(chain) - 1 and (length := _at(chain, at)):
        found.append(chain[at : at + length])
        at += length
    return tuple(found)


@lru_cache(maxsize=512)
def starts(text: str) -> frozenset[int]:
    """Return where chains of divisions start in ``text``."""
    return frozenset(place.start for place in chains(text))


@lru_cache(maxsize=4096)  # as boundaries() has it
def _scan(text: str) -> tuple[Place, ...]:
    found: list[Place] = []
    at = 0
    while at < len(text) - 1:
        length = _at(text, at) if text[at : at + 2] in _HEADS else 0
        if not length:
            at += 1
            continue
        name = text[at : at + length]
        if name == "将乐" and text[at + 1 : at + 3] in _HEADS:
            at += 1  # 将|乐业县…
            continue
        place = Place(at, at + length, name in FULL)
        joins = found and found[-1].end == at and place.full and name not in ("中国", "全国")
        if joins and text[slice(*found[-1][:2])] not in _WORDS:  # 会同阿拉善左旗公安局
            place = Place(found.pop().start, place.end, place.full)
        found.append(place)
        at += length
    return tuple(found)


def _at(text: str, at: int) -> int:
    """Return the length of the division named at a position, 0 if none is."""
    if text[at : at + 2] not in _HEADS:
        return 0
    for length in range(min(_LONGEST, len(text) - at), 1, -1):
        name = text[at : at + length]
        if name in FULL or name in SHORT or name in DISTRICTS:
            return length
    return 0


def is_word(name: str) -> bool:
    """Whether a short form is a common word too (合作, 公安) or a district's, and alone proves nothing."""
    return name in _WORDS or name in DISTRICTS
