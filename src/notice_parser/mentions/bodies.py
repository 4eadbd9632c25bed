"""Text → the places where public bodies are named."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from .vocabulary.bodies import BARE, NATIONAL, PUBLIC, SELF, STATE, TAIL
from .vocabulary.boundaries import Boundaries, boundaries
from .vocabulary.places import LEVEL, UNIT, chains, is_word
from .vocabulary.words import words

_LONGEST = 50
_BEFORE_LEVEL = frozenset(
    "由经对向将在被与给和及同据为请报送从按至到受令是等含即让"
    "，。；：、！？（）“”‘’《》〈〉〔〕【】[]() \n\t\r-－—●|｜/·."
)
_PARTNER = re.compile(r"(?:联合|共同|协同|商请|函告)$")
_ENDS_BODY = frozenset("局委办院厅部署会队所府室关心行组")
NO_BODY = re.compile(r"(?:及以上|各|有关|相关|一[家个]|两|其他|所有|多|属|级|直|辖)")
_FIRM_AHEAD = re.compile(r"[\u4e00-\u9fff（）]{1,14}?(?:有限公司|有限责任公司|股份公司)")

_FIRM_INSIDE = re.compile(r"有限公司|有限责任公司|股份公司|合作社(?!联合会|联合社)")

# words that end most names, but stand inside the names of some bodies (检查局, 推进办公室)
_IN_NAMES = frozenset(
    words(
        """
        预防 防范 打击 整治 规范 扶持 检查 公告 通报 指导 推进 配合 支持 单位 组织 执行 登记 注册 加强
        投诉 举报 申报 代表 职工 检举 走访
        纳税人 经营者 处罚 通知 受理 办理 协助 奖励 表彰 强化 企业 禁止 担保
        用户 贷款 期间 依法 关于
        """
    )
)


_HIGHER_COURT = re.compile(r"市中(?:级|院)")
_OF_COURT = re.compile(r"执行局|执行庭|[\u4e00-\u9fff]{2,4}(?:人民)?法庭(?!审理)")


class Body(NamedTuple):
    """Where a body is named, and how sure that is."""

    start: int
    end: int
    confidence: float


def bodies(text: str) -> tuple[Body, ...]:
    """Return where public bodies are named in ``text``, left to right, none overlapping."""
    return _bodies(text)


@lru_cache(maxsize=4096)  # as boundaries() has it
def _bodies(text: str) -> tuple[Body, ...]:
    return tuple(_scan(text))


_ARM = re.compile(  # of a national body in a place: 华北监管局, 邯郸调查队, 某市分行
    r"(?!联合|会同|协同|配合)(?:[\u4e00-\u9fff]{2,8}?(?:监管局|监管办公室|监管办|监管分局|监管专员办|专员办事处|专员办|特派员办事处|调查总队|调查队"
    r"|分局|分行|支行|稽查局)|[^省市县区]{2,3}(?:监督局|监察局|局))"
)


def ends_as_body(name: str) -> bool:
    """Whether the whole of ``name`` is that of one public body.

    >>> ends_as_body("临江市水务局"), ends_as_body("临江市水务有限公司")
    (True, False)
    """
    return any(body.start == 0 and body.end == len(name) for body in bodies(name))


def first_body(issuer: str) -> str:
    """Return the first of the bodies that issue together, whose names stand one behind the other.

    >>> first_body("临江市水务局临江市财政局"), first_body("临江市水务局")
    ('临江市水务局', '临江市水务局')
    """
    several = bodies(issuer)
    edges = [0, *(body.end for body in several)]
    joined = all(
        issuer[low : body.start].strip("、和 　") == "" for low, body in zip(edges, several, strict=False)
    )
    whole = joined and len(several) > 1 and several[-1].end == len(issuer)
    return issuer[: several[0].end] if whole else issuer


class _Reader:
    """One text, its cuts and the endings of bodies in it."""

    def __init__(self, text: str) -> None:
        self.limits: Boundaries = boundaries(text)
        self.plain = self.limits.text
        self.starts: list[int] = []
        self.ends: list[int] = []
        for match in TAIL.finditer(self.plain):
            self.starts.append(match.start())
            self.ends.append(match.end())

    def tail_from(self, start: int, limit: int) -> list[tuple[int, int]]:
        """Return the endings between two positions."""
        low = bisect_left(self.starts, start)
        found = []
        while low < len(self.starts) and self.ends[low] <= limit:
            found.append((self.starts[low], self.ends[low]))
            low += 1
        return found


def _scan(text: str) -> Iterator[Body]:
    """Walk left to right over the points at which a body's name begins."""
    reader = _Reader(text)
    plain = reader.plain
    points: dict[int, tuple[int, float]] = {}
    for match in BARE.finditer(plain):
        if _fresh(reader.limits, match.start()):
            points[match.start()] = (-match.end(), 0.6)
    for match in SELF.finditer(plain):
        points[match.start()] = (-match.end(), 0.9)
    for match in LEVEL.finditer(plain):
        if _fresh_level(reader, match.start()):
            points[match.start()] = (match.end(), 0.95)
    for match in re.finditer(
        UNIT.pattern + r"(?=人民政府|政府|党工委|党委|管委会|管理委员会|办事处|司法所|财政所|综合行政执法)",
        plain,
    ):
        if not reader.limits.cut_within(match.start(), match.end()) and reader.limits.begins(match.start()):
            points.setdefault(match.start(), (match.end(), 0.9))
    for place in chains(plain):
        if _HIGHER_COURT.match(plain, place.start):
            continue  # the court of 市, and no court of 市中区
        if (
            not place.full
            and is_word(plain[place.start : place.end])
            and not reader.limits.begins(place.start)
        ):
            continue
        if reader.limits.cut_within(place.start, place.end):
            continue
        points[place.start] = (place.end, 1.0 if place.full else 0.95)
        for party in ("中共", "共青团"):
            if plain.endswith(party, 0, place.start):
                points[place.start - len(party)] = (place.end, 1.0)
    for match in STATE.finditer(plain):
        points[match.start()] = (match.end(), 1.0)
    for match in NATIONAL.finditer(plain):
        points[match.start()] = (match.end(), 1.0)
    at = 0
    listed = False
    for start in sorted(points):
        if start < at:
            continue
        known, confidence = points[start]
        end = _end(reader, start, known)
        if end is None:
            continue
        if known < 0 and confidence == 0.6 and listed and plain[at:start] in ("、", "和", "及", "与", "，"):
            confidence = 0.8
        yield Body(start, end, confidence)
        at, listed = end, True


def _fresh(limits: Boundaries, start: int) -> bool:
    """Whether a department without a place may begin here."""
    return limits.begins(start) or limits.text[start - 1] in _ENDS_BODY


def _fresh_level(reader: _Reader, start: int) -> bool:
    """Whether 市, 省, 县 here stands for the notice's own place and is no part of a longer word."""
    plain = reader.plain
    if start == 0 or plain[start - 1] in _BEFORE_LEVEL or reader.limits.begins(start):
        return plain[max(start - 1, 0) : start] not in "全我本各" or start == 0
    return plain[start - 1] in _ENDS_BODY or _PARTNER.search(plain, max(start - 2, 0), start) is not None


def _end(reader: _Reader, start: int, known: int) -> int | None:
    """Return where the name ends that begins at ``start`` and is known up to ``known``."""
    plain, limits = reader.plain, reader.limits
    if known < 0:
        return _extended(reader, start, -known)
    national = NATIONAL.fullmatch(plain, start, known)
    if not national and NO_BODY.match(plain, known):
        return None
    stop = min(limits.mark_after(known), start + _LONGEST)
    stop = _open_bracket(plain, known, stop)
    cuts = limits.cuts(known, stop)
    if cuts:
        stop = _first_real_cut(reader, known, stop, cuts)
    tails = reader.tail_from(known, stop)
    end = known if national else None
    for low, high in tails:
        if end is None:
            if not _is_body(plain, known, low, high):
                continue
            end = high
        elif _belongs(plain, start, end, low, high):
            end = high
        else:
            break
    if end is not None and (court := _OF_COURT.match(plain, end)) and plain[:end].endswith("法院"):
        end = court.end()
    if (
        end is None
        or _FIRM_INSIDE.search(plain, known, end)
        or (_FIRM_AHEAD.match(plain, end) and not _cut_soon(limits, end))
    ):
        return None
    return end


def _open_bracket(plain: str, start: int, stop: int) -> int:
    for i in range(start, stop):
        if plain[i] in "（）":
            return i
    return stop


def _first_real_cut(reader: _Reader, known: int, stop: int, cuts: list[int]) -> int:
    """Return the first cut that ends the name; 的 and 和 inside a long committee's name do not."""
    limits = reader.limits
    for number in cuts:
        begin = limits.starts[number]
        word = limits.text[begin : limits.ends[number]]
        if word in _IN_NAMES:
            ahead = reader.tail_from(limits.ends[number], min(limits.ends[number] + 8, stop))
            if (
                ahead
                and not reader.tail_from(known, begin)
                and word not in ("关于", "通报", "公告", "会同", "依法")
            ):
                continue
        return begin
    return stop


def _is_body(plain: str, known: int, low: int, high: int) -> bool:
    """Whether the first ending after a place makes a body's name."""
    tail, inner = plain[low:high], plain[known:high]
    if tail == "中心":
        return bool(PUBLIC.search(inner))
    if tail in ("办", "委"):
        return low - known <= 10
    if tail in ("管理所", "管理站", "管理处", "监督所"):
        return bool(PUBLIC.search(inner)) or "监督" in inner
    if tail in ("工会", "办事处", "人大", "政协"):
        return low - known <= 12
    if tail in ("支行", "分行"):
        return False
    if tail in ("办公室", "委员会"):
        return not re.search(r"村民|居民|业主|社区", inner)
    return low - known <= 24


def _belongs(plain: str, start: int, end: int, low: int, high: int) -> bool:
    """Whether a further ending continues the same name: 公安局|刑警大队, 领导小组|办公室."""
    before, gap = plain[start:end], plain[end:high]
    if gap in ("办公室", "办公厅", "党组", "党委", "纪委", "工会"):
        return True
    if before.endswith("行政公署"):
        return plain[low:high] in ("局", "委员会", "办公室") and not LEVEL.match(gap)
    if NATIONAL.fullmatch(before) and _ARM.fullmatch(gap):
        return True  # 国家能源局|新疆监管办公室
    if (
        before.endswith(("总局", "委员会", "人民银行", "总署", "证监会", "银保监会", "银监会"))
        and chains(gap)
        and chains(gap)[0].start == 0
    ):
        return True
    if before.endswith("委") and not before.endswith(("监委", "纪委")):
        return plain[end] not in "、和" and (gap[0] not in "市县区省" or before.endswith("监委"))
    if before.endswith(("局", "厅", "总局", "海关", "分局", "支队", "税务局")):
        return bool(
            re.fullmatch(
                r"(?!联合|会同|协同|配合)(?:[\u4e00-\u9fff]{0,9}(?:大队|中队|支队|总队|派出所|分局|稽查局|执法局|监督所|执法队|中心|管理所|分局[\u4e00-\u9fff]{2,6}派出所))",
                gap,
            )
        ) and not LEVEL.match(gap)
    if before.endswith(("办事处", "街道办", "管委会", "管理委员会")):
        tails = ("办公室", "中心", "大队", "支队", "总队", "执法队", "党工委", "分局", "局")
        return low - end <= 12 and plain[low:high] in tails
    if before.endswith(("政府", "公安", "指挥部", "领导小组", "中心", "党工委", "工委", "法院", "管委会")):
        return gap[0] not in "市县区省" and low - end <= 12 and not re.match(r"[我本各]", gap)
    return False


def _cut_soon(limits: Boundaries, end: int) -> bool:
    """Whether a cut word or a mark stands between a body and the firm behind it."""
    match = _FIRM_AHEAD.match(limits.text, end)
    return match is not None and (limits.cut_within(end, match.end()) or limits.mark_after(end) < match.end())


def _extended(reader: _Reader, start: int, end: int) -> int | None:
    """Let a department without place take its own sub-body in: 公安局刑警大队."""
    plain = reader.plain
    stop = min(reader.limits.mark_after(end), end + 14)
    cuts = reader.limits.cuts(end, stop)
    if cuts:
        stop = reader.limits.starts[cuts[0]]
    for low, high in reader.tail_from(end, stop):
        if plain[start] not in "我本" and _belongs(plain, start, end, low, high):
            end = high
        else:
            break
    if plain[start] not in "我本" and _FIRM_AHEAD.match(plain, end) and not _cut_soon(reader.limits, end):
        return None
    return end
