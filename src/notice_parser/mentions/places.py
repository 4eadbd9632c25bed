"""Text → administrative divisions, from the table of GB/T 2260 with their codes, and by their shape."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ..model import Masthead, Mention, MentionKind, Span
from .vocabulary.boundaries import boundaries
from .vocabulary.divisions import Division, by_name
from .vocabulary.places import UNIT, chains, is_word, parts

_UNIT_AFTER = re.compile(
    r"[\u4e00-\u9fff]{1,5}?(?:街道|开发区|高新区|经开区|度假区|新区|(?<!城)(?<!乡)镇|(?<!城)乡|(?<!农)(?<!乡)村|社区)(?!级|民|委|长|域|场)"
)
_COMMON = re.compile(r"(?:城|乡|区|各)镇$|(?:农|乡)村$|城乡$|^(?:各|社区|产业|工业)")
_LEFT = frozenset("省市县区州返来在赴到驻援离往抵进在和与及、至从由经对向")
_REGIONS = re.compile(
    r"北京|天津|上海|重庆|河北|山西|辽宁|吉林|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|广西|西藏|宁夏|新疆|香港|澳门"
)
_AFTER = re.compile(r"^(?:族|江|河|湖|山(?!东|西)|路|街|人民医院)")


def find_places(text: str, home: str | None = None) -> Iterator[Mention]:
    """Yield the administrative divisions that ``text`` names; ``confidence`` is lower for short forms.

    ``code`` is that of GB/T 2260, of the county where a town is named; None where several divisions bear
    the name (朝阳区) and neither the words before it nor ``home``, the code of the issuer's division, tell
    which is meant.

    >>> [(m.text, m.code) for m in find_places("江苏省宜兴市官林镇与湖北对接")]
    [('江苏省宜兴市官林镇', '320282'), ('湖北', '420000')]
    >>> [m.code for m in find_places("朝阳区")], [m.code for m in find_places("朝阳区", home="220100")]
    ([None], ['220104'])
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
        yield _mention(text, place.start, end, 1.0 if place.full else 0.8, code_of(name, home))
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


@lru_cache(maxsize=4096)
def code_of(chain: str, home: str | None = None) -> str | None:
    """Return the code of the last division of a chain (苏州市昆山市), None where several are possible.

    Divisions of today go before former ones of the same place; a name that the issuer's own city, then its
    own province bears is taken for that one.

    >>> code_of("河南省鹤壁市山城区"), code_of("鼓楼区"), code_of("鼓楼区", home="350100")
    ('410603', None, '350102')
    """
    possible: tuple[Division, ...] = ()
    for name in parts(chain):
        below = by_name().get(name, ())
        inside = tuple(d for d in below if any(_within(d.code, above.code) for above in possible))
        possible = inside or (below if not possible else ())
        if not possible:
            return None
    possible = tuple(d for d in possible if d.current) or possible
    for prefix in (home and home[:4], home and home[:2]):
        near = tuple(d for d in possible if prefix and d.code.startswith(prefix))
        if near and len(possible) > 1:
            possible = near
    whole = [d for d in possible if d.name == parts(chain)[-1]] or list(possible)
    return whole[0].code if len({d.code for d in whole}) == 1 else None


def home_of(masthead: Masthead) -> str | None:
    """Return the code of the division whose body issues the notice, None where the paper does not tell.

    >>> home_of(Masthead(issuer="昆山市社会信用体系建设领导小组办公室"))
    '320583'
    """
    for source in (masthead.issuer, masthead.title):
        plain = "".join((source or "").split())
        for place in chains(plain):
            if place.full and (code := code_of(plain[place.start : place.end])):
                return code
    return None


def _within(code: str, above: str) -> bool:
    """Whether a division lies inside another: 320583 inside 320500 and 320000."""
    return code != above and code.startswith(re.sub(r"(?:00){1,2}$", "", above))


def _mention(text: str, start: int, end: int, confidence: float, code: str | None = None) -> Mention:
    return Mention(
        kind=MentionKind.PLACE,
        span=Span(start, end),
        text=text[start:end],
        value="".join(text[start:end].split()),
        found_by="places",
        confidence=confidence,
        code=code,
    )
