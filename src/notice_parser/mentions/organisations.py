"""Text → firms, shops, schools, societies: by how names end and where they may begin."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ..model import Mention, MentionKind, Span
from ..text import fold_width
from .bodies import bodies
from .persons import bare_person, looks_personal
from .vocabulary.boundaries import Boundaries, boundaries
from .vocabulary.places import UNIT, chains, is_word, starts
from .vocabulary.surnames import MINORITY
from .vocabulary.trades import BRANCH, ENDING, FULL_FIRM, GENERIC, NOT_A_NAME

_LONGEST = 60
_ENDINGS = 5  # of one name: 某集团某有限公司某分公司某厂
_GOES_ON = re.compile(
    r"侵|疏[于忽]|怠于|负有|占[道用压]|焚烧|污染|损[坏毁]|破坏|露天|冒用|假冒|逃避|骗|套取|挪用|私自|乱|哄抬|围标|串通|挂靠|转包|弄虚|造假|隐瞒|篡改|走逃|失联|欠薪|多次|屡|首次|无法|履行|完成|退|撤|"
    r"仍|临时|问题|轻微|当场|收购|采购|实行|雇用|雇佣|聘用|占用|排放|偷排|倾倒|堆放|堆存|参加|入选|荣|无证|无照|利用|冒充|虚构|谎报|瞒报|屠宰|捕捞|搭建|安装|设置|张贴|采用|加工|购进|贮存|储存|又|再|均|都|曾|也|通过|借|租|售|出售|出具|收取|安全|消防|一案|案|销售|经营|生产|使用|未|存在|因|违|拖欠|在|于|从事|发布|提供|擅自|被|将|向|与|和|及|等|对|以|已|有|是|为|不|超|无|提|"
    r"申|承诺|负责人|法定|经营者|进行|的|发|虚|涉|隐|逾期|拒|伪|签|获|所|经|罚|处[以罚理分]|作出|给予|予以|警告|责令|立案|列[入为]|移[出送]|实施|采取|欠|缴|注册|登记|办理|整改|停[业产止运]|名称|字号|地址|住所|统一|信用代码|自愿|自行|主动|拟|取消|[一二三四五六七八九十\d]"
)
_ADDRESS = re.compile(r"(?:地址|住所|住址|地点|经营场所|所在地|坐落)[:：为于]?\s*$")
_GAP = 18  # between the endings of one name: 有限公司|滁州|分公司
_BRANDS = re.compile(
    r"^(?:国网|中国|中铁|中建|中交|中石化|中石油|中煤|中国\S{2,6}|华润|国药|国家电网|南方电网|神华|大唐|华能|华电)"
)
_LEAD = re.compile(
    r"(?:[\d]+[.、）)\s]*(?=[\u4e00-\u9fff])(?!\d*(?:号|世纪|度|街|路|区))|[（(]\d+[)）]|[原现系即如以](?=[\u4e00-\u9fff]{2,9}[省市县区镇乡])|[及暨])"
)


_ROLE = re.compile(
    r"(?:企业|单位|经营人|代理人|代理商|经销商|开发商|承包商|供应商|当事人|经营者|机构|项目|公司)$".replace(
        "$", r"\Z"
    )
)


class _Found(NamedTuple):
    start: int
    end: int
    confidence: float


def find_organisations(text: str) -> Iterator[Mention]:
    """Yield the organisations that ``text`` names, spans counting into ``text``.

    An authority is left to ``find_authorities``; 该公司 and 相关企业 name nobody.

    >>> [m.text for m in find_organisations("决定将临江市云台茶行、瑞河（中国）印染有限公司列入名单。")]
    ['临江市云台茶行', '瑞河（中国）印染有限公司']
    """
    taken = bodies(text)
    at = 0
    for found in _names(text):
        while at < len(taken) and taken[at].end <= found.start:
            at += 1
        if (
            at < len(taken)
            and taken[at].start < found.end
            and not _inside(taken[at].start, taken[at].end, found)
        ):
            continue
        yield Mention(
            kind=MentionKind.ORGANISATION,
            span=Span(found.start, found.end),
            text=text[found.start : found.end],
            value="".join(text[found.start : found.end].split()),
            found_by="organisations",
            confidence=found.confidence,
        )


def _inside(start: int, end: int, found: _Found) -> bool:
    """Whether a body's name is only the first part of a longer name (某某海关报关有限公司)."""
    return found.start <= start and end < found.end


def _names(text: str) -> Iterator[_Found]:
    """Join the endings that belong together and find where each name begins."""
    limits = boundaries(text)
    plain = limits.text
    last = 0  # the end of the name before
    run: list[tuple[int, int, str]] = []  # endings of one name: start, end, sort
    for match in ENDING.finditer(plain):
        hit = (match.start(), match.end(), "firm" if match["firm"] else "shop" if match["shop"] else "loose")
        if run and hit[2] == "loose" and _swallows(limits, run, hit):
            continue
        full = len(run) == _ENDINGS or (bool(run) and hit[1] - run[0][0] > _LONGEST)
        if run and (full or not _continues(limits, run, hit)):
            found = _resolve(limits, run, last)
            if found:
                yield found
                last = found.end
            run = []
        run.append(hit)
    if run:
        found = _resolve(limits, run, last)
        if found:
            yield found


def _continues(limits: Boundaries, run: list[tuple[int, int, str]], hit: tuple[int, int, str]) -> bool:
    """Whether an ending belongs to the same name as the ending before it."""
    plain, (_, before, _), (_, end, _) = limits.text, run[-1], hit
    gap = plain[before:end]
    if len(gap) > _GAP + 8 or limits.mark_before(end) > before or limits.cut_within(before, end):
        return False
    if gap.startswith("（") or not _balanced(gap) or re.match(r"国?家?[一二三四五]星级|[1-5]?A{1,5}级", gap):
        return False
    if not FULL_FIRM.search(plain[run[0][0] : before]):
        return True
    return not FULL_FIRM.search(gap) and bool(BRANCH.search(gap))


def _swallows(limits: Boundaries, run: list[tuple[int, int, str]], hit: tuple[int, int, str]) -> bool:
    """Whether 庄 or 所 stands inside what follows a firm's name and so ends nothing (有限公司朱庄煤矿)."""
    before, end = run[-1][1], hit[1]
    joined = limits.mark_before(end) <= before and not limits.cut_within(before, end) and end - before <= _GAP
    return (
        joined
        and bool(FULL_FIRM.search(limits.text[run[0][0] : before]))
        and not _continues(limits, run, hit)
    )


def _balanced(words: str) -> bool:
    depth = 0
    for character in words:
        depth += (character == "（") - (character == "）")
        if depth < 0:
            return False
    return depth == 0


def _resolve(limits: Boundaries, run: list[tuple[int, int, str]], last: int) -> _Found | None:
    """Choose the longest run of endings that makes a name."""
    for upto in range(len(run), 0, -1):
        end, sort = run[upto - 1][1:]
        for first in range(upto):
            start = name_start(limits, run[first][0], end, last)
            if start is not None:
                break
        else:
            continue
        if _ADDRESS.search(limits.text, max(start - 8, 0), start):
            return None
        if sort == "firm" or _closed(limits, start, end, sort):
            return _Found(start, end, 0.95 if sort == "firm" else 0.8)
    return None


def _closed(limits: Boundaries, start: int, end: int, sort: str) -> bool:
    """Whether both sides show a name, as an ending that is a common word (超市, 厂, 店) needs."""
    plain = limits.text
    after = end == len(plain) or plain[end] in "，。、；：！？\n\t（） ”’》" or _cut_at(limits, end)
    unit = UNIT.match(plain, start, end)
    located = start in starts(plain) or (unit is not None and unit.end() <= end - 3)
    after = after or (located and plain[end] in "“‘《〔【")  # 授予长河县云台茶坊|“诚信单位”称号
    if plain[end - 1] in "部队堂" and sort == "loose":
        return after and limits.begins(start) and located
    if sort == "shop":
        return after or located
    if (start and plain[start - 1] in "“‘" and not (located and plain[end : end + 1] in "”’")) or re.search(
        r"[\d一二三四五六七八九十]号$", plain[start:end][:-1]
    ):
        return False
    cell = (start == 0 or plain[start - 1] in "\n\t、") and (end == len(plain) or plain[end] in "\n\t、")
    named = start > 0 and plain[start - 1] in "将对把被" and plain[end : end + 1] != "的"
    return after and limits.begins(start) and (located or cell or named)


def _cut_at(limits: Boundaries, position: int) -> bool:
    """Whether the words here go on with what the name's bearer did."""
    if _GOES_ON.match(limits.text, position):
        return True
    cuts = limits.cuts(position, position + 6)
    return bool(cuts) and limits.starts[cuts[0]] == position


def name_start(limits: Boundaries, ending: int, end: int, last: int = 0) -> int | None:
    """Return where the name begins that ends with the ending at ``ending``..``end``; None if it names nobody.

    Of the points at which a name may begin, the one nearest to the ending wins that leaves a real name.
    """
    plain = limits.text
    low = max(limits.mark_before(ending), last, ending - _LONGEST)
    low = _after_open_bracket(plain, low, ending)
    skipped = False
    for number in reversed(limits.cuts(low, ending)):
        start = _trim(plain, limits.ends[number], ending)
        if limits.weak[number] and not _owns(limits, low, number):
            continue
        if _unbalanced(plain, start, ending):
            continue
        if names_somebody(plain, start, ending, end):
            return None if skipped and not _sure(limits, start, end) else start
        if NOT_A_NAME.match(plain, start):
            return None
        skipped = True
    start = _trim(plain, low, ending)
    if skipped and not _sure(limits, start, end):
        return None
    start = _at_place(limits, start, ending)
    return start if names_somebody(plain, start, ending, end) else None


def _sure(limits: Boundaries, start: int, end: int) -> bool:
    """Whether a name that holds a cut word inside is one all the same: it has a place, or fills a cell."""
    plain = limits.text
    if plain[start - 1 : start] in ("", "\n", "\t") and (end == len(plain) or plain[end] in "\n\t"):
        return True
    return (
        start in starts(plain)
        and FULL_FIRM.search(plain[start:end]) is not None
        and not limits.begins(start + 1)
    )


def _after_open_bracket(plain: str, low: int, ending: int) -> int:
    """Move ``low`` behind the last bracket that is still open at ``ending``."""
    depth = 0
    for i in range(ending - 1, low - 1, -1):
        if plain[i] == "）":
            depth += 1
        elif plain[i] == "（":
            if depth == 0:
                return i + 1
            depth -= 1
            content = plain[i + 1 : plain.find("）", i)]
            if len(content) > 10 or (i == low and not chains(content)):
                return plain.find("）", i) + 1
    return low


def _unbalanced(plain: str, start: int, ending: int) -> bool:
    return not _balanced(plain[start:ending])


def _owns(limits: Boundaries, low: int, number: int) -> bool:
    """Whether 的 ends a clause that describes the name, and is not part of the name itself."""
    before = limits.starts[number]
    if before - low >= 2 and limits.ends[number] in starts(limits.text):
        return True  # 围标的|贵州…有限公司
    if before == low and low and limits.text[low - 1] in "”’》）":
        return True  # 被评为“诚信单位”的|…
    return before - low >= 3 or limits.cut_within(low, before)


def _trim(plain: str, start: int, ending: int) -> int:
    """Move past a list number, 原 and 及, and spaces."""
    while start < ending:
        if plain[start].isspace() or plain[start] in "）":
            start += 1
            continue
        match = _LEAD.match(plain, start) if start < ending - 2 else None
        if match is None:
            break
        start = match.end()
    return start


def _at_place(limits: Boundaries, start: int, ending: int) -> int:
    """Begin at a division written in full that stands behind words which are no brand and no division."""
    plain = limits.text
    for place in chains(plain[start:ending]):
        if place.start == 0:
            return start
        if _ROLE.search(plain, start, start + place.start):
            return start + place.start  # 代理报关企业|青岛…公司
        if place.full and place.start >= 2 and ENDING.search(plain[start : start + place.start]) is None:
            before = plain[start : start + place.start]
            if "（" in before or _BRANDS.match(before) or UNIT.fullmatch(before) or place.start == 2:
                return start
            return start + place.start
    return start


def names_somebody(plain: str, start: int, ending: int, end: int) -> bool:
    """Whether words of their own remain beside divisions, trades and the ending."""
    name = plain[start:end]
    core = plain[start:ending]
    if not core or NOT_A_NAME.match(name) or core[-1] in "该本我贵你其各" or _HOUSES.search(core):
        return False
    if _COUNTED.match(plain, max(start - 1, 0)) or plain.startswith(
        ("有关", "相关", "各类"), max(start - 2, 0)
    ):
        return False  # 3|家口腔诊所, 有关渔业合作社
    place = next((place for place in chains(core) if place.start == 0), None)
    rest = core[place.end :] if place else core
    if core[-1] == "某":
        return (place is not None and place.full) or UNIT.match(core) is not None  # 浔阳区某餐饮店
    own = re.sub(r"[^\u4e00-\u9fffA-Za-z0-9]", "", GENERIC.sub("", rest))
    if own.isdigit():
        own = ""
    if len(own) >= 2:
        return True
    if place and not rest and not place.full and is_word(core):
        return True
    if place or UNIT.match(rest):
        return place is not None and (bool(own) or len(rest) + end - ending >= 3 or len(rest) >= 2)
    return len(own) == 1 and len(name) >= 4


# 3|家口腔诊所, 国家|…; not 惠民万家, 虾皇世家
_HOUSES = re.compile(
    r"(?:\A|[\d一二三四五六七八九十百千两几数余多各每这那哪]|[\d一二三四五六七八九十百千两几数余多]万|\A[国专商厂大农独公住人])家\Z"
)
_COUNTED = re.compile(r"[\d两几数余多]万?[家户名个间]")
_SEPARATOR = re.compile(r"、|，|；|\n|\t|以及|和|与|及|暨")
_TRAILER = re.compile(
    r"(?:等(?=\d|[一二三四五六七八九十两几多数百]|$|企业|单位|主体|人|公司|户|家|部门)|[一二三四五六七八九十两\d]{1,9}(?:余|多)?[家户个名位人](?:企业|单位|公司|个人|人员|商户|主体|被处罚)?[^、]{0,8}$)"
)
_INTRODUCTION = re.compile(
    r"^(?:(?:被?执行人|被?处罚(?:人|单位)|被告人?|被?申请人|当事人)(?=.*(?:公司|[厂店社部行院所场矿户校园队站]|中心)$)|经研究|决定|同意|拟|现|已|依法|另|其中|包括|即|先后|分别|召集|组织|邀请|引导|督促|[将对把给向由被请]|上述|下列|以下|给予|授予|关于|有|还有|另有|[\d]+[.．)）]\s*|[（(][一二三四五六七八九十\d]+[)）]|[“‘\s])+"
)
_POINTS = re.compile(
    r"(?:将|对|把|给)?(?:上述|下列|以下|前述|其余|其他|这|该|全市|全县|全区|全省|本市)*(?:共)?"
)
_REMARK = re.compile(
    r"（\s*[0-9A-HJ-NPQRTUWXY]{15,18}\s*）|（(?!中国|集团|普通合伙|有限合伙|特殊|个人独资|骨干)[^（）]*(?:[：:为]|原|身份证|证件号|证号|信用代码|详见|以下|简称|时任|附件|代码|编码|编号|注册号|负责人|法定代表人|经营者|矿长|经理|厂|员|任|主任|长)[^（）]*）|（[^（）]*\d\s*号）"
)


def split_names(text: str) -> list[tuple[str, int, int]]:
    """Split an enumeration into names, each with the start and end of its characters in ``text``.

    、 inside brackets separates nothing; 和, 与 and 及 separate only complete names. Words that lead in and
    the 等20家企业 that ends the list belong to no name.

    >>> [name for name, _, _ in split_names("将青禾农资店、云岫（集团）有限公司和赵某某等20个单位")]
    ['青禾农资店', '云岫（集团）有限公司', '赵某某']
    """
    names = []
    plain = fold_width(text)
    for start, end in _items(plain):
        start, end = _peel(plain, start, end)
        if start < end:
            names.append((text[start:end], start, end))
    return names


def _items(text: str) -> Iterator[tuple[int, int]]:
    """Cut at separators outside of brackets and quotation marks."""
    inside = _enclosed(text)
    ends = frozenset(match.end() for match in ENDING.finditer(text))
    start = 0
    for match in _SEPARATOR.finditer(text):
        if inside[match.start()] or match.start() < start:
            continue
        if match[0] in ("和", "与", "及", "以及", "暨") and not _complete(text, ends, start, match):
            continue
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _enclosed(text: str) -> bytearray:
    """Mark the characters that stand inside brackets, titles or quotation marks that close again."""
    marks = bytearray(len(text))
    opened: list[int] = []
    for i, character in enumerate(text):
        if character in "（(《“‘【":
            opened.append(i)
        elif character in "）)》”’】" and opened:
            start = opened.pop()
            if not opened:
                marks[start : i + 1] = b"\1" * (i + 1 - start)
    return marks


def _complete(text: str, ends: frozenset[int], start: int, separator: re.Match[str]) -> bool:
    """Whether a whole name stands before a conjunction, and something that may be one follows."""
    at, right = separator.start(), text[separator.end() : separator.end() + 4]
    if not right.strip():
        return False
    left = re.split(r"[的、将对]", text[max(start, at - 12) : at])[-1].strip()
    if MINORITY.search(f"{left}{separator[0]}") and not MINORITY.search(left):
        return False  # 巴图苏和
    hidden = re.search(r"某[某甲乙丙丁]?$|[×*]$", left)
    return (at in ends and not NOT_A_NAME.match(right)) or looks_personal(left) or hidden is not None


def _peel(text: str, start: int, end: int) -> tuple[int, int]:
    """Take what leads in, what counts and what remarks off one item."""
    remark = _REMARK.search(text, start, end)
    if remark:
        end = remark.start()
    bracket = text.find("（", start, end)
    if bracket > start and looks_personal(text[start:bracket]):
        end = bracket  # 洛桑曲珍（女，江达县人社局）
    trailer = _TRAILER.search(text, start, end)
    if trailer and trailer.start() > start + 1 and not _POINTS.fullmatch(text, start, trailer.start()):
        end = trailer.start()
    while start < end and text[start] in " \t\n“‘\u3000":
        start += 1
    while start < end and text[end - 1] in " \t\n”’\u3000，。；：":
        end -= 1
    lead = _INTRODUCTION.match(text, start, end)
    if lead and lead.end() < end - 1:
        start = lead.end()
    return _bare(text, start, end)


def _bare(plain: str, start: int, end: int) -> tuple[int, int]:
    """Cut a describing clause before a name, and a title behind a person's."""
    words = plain[start:end]
    matches = list(ENDING.finditer(words))
    if matches and matches[-1].end() == len(words):
        first = matches[0].start()
        low = name_start(boundaries(words), matches[-1].start() if len(matches) == 1 else first, len(words))
        return (start + low, end) if low is not None else (start, end)
    low, high = bare_person(words)
    return start + low, start + high
