"""Text → administrative divisions, from the national table and by the shape of their names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Mention, MentionKind, Span
from .vocabulary.boundaries import boundaries
from .vocabulary.places import UNIT, chains, is_word

_UNIT_AFTER = re.compile(
    r"[\u4e00-\u9fff]{1,5}?(?:街道|开发区|高新区|经开区|度假区|新区|(?<!城)(?<!乡)镇|(?<!城)乡|(?<!农)(?<!乡)村|社区)(?!级|民|委|长|域|场)"
)
_COMMON = re.compile(r"(?:城|乡|区|各)镇$|(?:农|乡)村$|城乡$|^(?:各|社区|产业|工业)")
_LEFT = frozenset("省市县区州返来在赴到驻援离往抵进在和与及、至从由经对向")
_REGIONS = re.compile(
    r"北京|天津|上海|重庆|河北|山西|辽宁|吉林|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|广西|西藏|宁夏|新疆|香港|澳门"
)
_AFTER = re.compile(r"^(?:族|江|河|湖|山(?!东|西)|路|街|人民医院)")


def find_places(text: str) -> Iterator[Mention]:
    """Yield the administrative divisions that ``text`` names; ``confidence`` is lower for short forms.

    >>> [m.text for m in find_places("江苏省宜兴市官林镇与湖北对接")]
    ['江苏省宜兴市官林镇', '湖北']
    """
    limits = boundaries(text)
    plain = limits.text
    for place in chains(plain):
        name = plain[place.start : place.end]
        if name in ("中国", "全国") or (
            not place.full and (is_word(name) or _AFTER.match(plain[place.end : place.end + 3]))
        ):
            continue
        if (
            len(name) == 2
            and not _REGIONS.fullmatch(name)
            and not limits.begins(place.start)
            and plain[place.start - 1] not in _LEFT
        ):
            continue
        end = place.end
        unit = _UNIT_AFTER.match(plain, end) if place.full else None
        if unit and not limits.cut_within(end, unit.end()):
            end = unit.end()
        yield _mention(text, place.start, end, 1.0 if place.full else 0.8)
    covered = [(place.start, place.end) for place in chains(plain)]
    at = 0
    for match in UNIT.finditer(plain):
        while at < len(covered) and covered[at][1] <= match.start() - 8:
            at += 1
        start, end = match.span()
        near = any(low < end and start < high + 1 for low, high in covered[at : at + 4])
        if (
            not near
            and limits.begins(start)
            and not limits.cut_within(start, end)
            and plain[end - 1] not in "县市区旗"
            and not _COMMON.search(plain[start:end])
        ):
            yield _mention(text, start, end, 0.7)


def _mention(text: str, start: int, end: int, confidence: float) -> Mention:
    return Mention(
        kind=MentionKind.PLACE,
        span=Span(start, end),
        text=text[start:end],
        value="".join(text[start:end].split()),
        found_by="places",
        confidence=confidence,
    )
