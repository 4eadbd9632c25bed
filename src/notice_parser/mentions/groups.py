"""Text → groups of subjects that are counted or described, not named: 46名医务工作者, 严重失信企业."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Mention, MentionKind, Span
from .vocabulary.boundaries import Boundaries, boundaries
from .vocabulary.places import chains
from .vocabulary.subjects import COUNTED_HEADS, DESCRIPTION, HEADS
from .vocabulary.trades import FULL_FIRM

_COUNTED_HEAD = "|".join(sorted(COUNTED_HEADS, key=len, reverse=True))
_HEAD = "|".join(sorted(HEADS, key=len, reverse=True))
_NOTE = r"(?:（[\u4e00-\u9fff]{2,6}）)?"
_PLAIN = re.compile(
    rf"(?:{_HEAD})(?!名称|名单|信用|法人|家数|管理|职工|所得|自评|年报|用工|复工|负担|需求|意识|内部|类型|等级|资质|"
    rf"标准|性|化|证|发展|专项|融资|贷款|协会|联合会|家(?!数)|开办|上市){_NOTE}"
)
_COUNTED = re.compile(
    r"(?P<count>(?<![第\d.])(?:\d[\d,，]{0,15}(?:\.\d{1,4})?|[一二三四五六七八九十百千两]{1,9})[万亿]?"
    r"(?:余|多)? ?"
    r"(?:家|户|名|位|人次|个(?!月|工作日|人$)|所|间|批|对|例)) ?"
    rf"(?P<head>(?:[\u4e00-\u9fffA-Za-z]|（[\u4e00-\u9fff]{{2,6}}）){{0,24}}?(?:{_COUNTED_HEAD})(?!名称|名单){_NOTE})"
)


_HEAD_FIRST = re.compile(
    r"(?P<head>企业|单位|个人|商户|人员|纳税人|个体工商户|经营主体|市场主体|当事人)[ ]?"
    r"(?P<count>\d[\d,，]*(?:\.\d+)?[万]?(?:余|多)?)[ ]?(?:家|户|名|人|个)"
)

_OF_A_CLASS = re.compile(  # 国家4A级旅游景区, 城市公园: a class of places, no one of them
    r"(?:全[国省市县区州盟旗]|各地?|国家|[省市县区]级|\dA级|A级|[一二三四五]?级|[A-D]级|旅游|乡村旅游|主题|城市|郊野|文化|工业|农业|现代|高新|科技|生态|自然|森林|湿地|"
    r"地质|特色|相关|有关|示范|红色|休闲|滨海|冰雪|体育|物流|创业|产业|经济|技术|开发|一批|其他)*"
    r"(?:景区|公园|度假区|旅游区|度假村|园区|产业园|示范园|采摘园|民俗村|动物园|植物园|滑雪场|露营地|漂流点|漂流基地)"
)


def find_groups(text: str) -> Iterator[Mention]:
    """Yield the groups that ``text`` counts or describes; ``value`` is the phrase without its number.

    >>> [(m.text, m.value) for m in find_groups("对全市24户A级纳税人提供便利，严重失信企业不得参加")]
    [('24户A级纳税人', 'A级纳税人'), ('严重失信企业', '严重失信企业')]
    """
    limits = boundaries(text)
    plain = limits.text
    last = 0
    found: list[tuple[int, int, int]] = []
    for match in _COUNTED.finditer(plain):
        start, end, low = match.start(), match.end(), match.start("head")
        cut = _clear(limits, low, end)
        if cut is None:
            continue
        if start and plain[start - 1].isdigit():
            continue
        found.append((start, end, low))
    for match in _HEAD_FIRST.finditer(plain):
        if not any(start <= match.start() < end for start, end, _ in found):
            found.append((match.start(), match.end("head"), match.start("head")))
    ends = {end for _, end, _ in found}
    for match in _PLAIN.finditer(plain):
        end = match.end()
        if end in ends or plain[max(match.start() - 2, 0) : match.start()] in ("合伙", "独资"):
            continue
        start = _modified(limits, match.start())
        if (
            start < match.start()
            or plain[max(match.start() - 1, 0)] == "其"
            or re.match(
                r"子女|从业人员|医务人员|中小企业|纳税人|企业用户|失信被执行人|有关人员|相关人员", match[0]
            )
        ):
            found.append((start, end, start))
    for start, end, low in sorted(found):
        if start < last:
            continue
        last = end
        yield Mention(
            kind=MentionKind.GROUP,
            span=Span(start, end),
            text=text[start:end],
            value="".join(text[low:end].split()).removeprefix("其"),
            found_by="groups",
            confidence=0.9 if low > start else 0.7,
        )


def _clear(limits: Boundaries, low: int, end: int) -> int | None:
    """Return ``low`` if no verb and no mark stands in the phrase, else None."""
    if limits.mark_before(end) > low:
        return None
    cuts = [n for n in limits.cuts(low, end) if not limits.weak[n]]
    inner = [
        n
        for n in cuts
        if limits.text[limits.starts[n] : limits.ends[n]]
        not in (
            "单位",
            "主体",
            "对象",
            "纳税人",
            "经营者",
            "申报人",
            "申请人",
            "被执行人",
            "投标人",
            "供应商",
            "股东",
            "用户",
            "负责人",
            "执行",
            "办理",
            "登记",
            "注册",
            "成立",
            "申请",
            "有关",
            "相关",
        )
    ]
    return None if inner else low


def _modified(limits: Boundaries, start: int) -> int:
    """Return where the words begin that describe the head at ``start``."""
    plain = limits.text
    low = max(limits.mark_before(start), start - 24)
    at = start
    while at > low:
        for length in range(min(8, at - low), 0, -1):
            if DESCRIPTION.fullmatch(plain, at - length, at):
                at -= length
                break
        else:
            break
    return at


def is_group(name: str) -> bool:
    """Whether a subject's name only counts or describes.

    >>> is_group("13家重点龙头企业"), is_group("相关企业"), is_group("云台企业管理有限公司")
    (True, True, False)
    """
    if _COUNTED.fullmatch(name) or _OF_A_CLASS.fullmatch(name):
        return True
    if FULL_FIRM.search(name) or (chains(name) and chains(name)[0].start == 0):
        return False
    return bool(re.search(rf"(?:{_HEAD}|其子女)(?:（[\u4e00-\u9fff]{{2,6}}）)?$", name)) and not re.search(
        r"合伙企业$|独资企业$", name
    )
