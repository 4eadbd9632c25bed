"""Text → persons, where a post, a label, a list or a hidden name shows one; and kinds of subject."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

from ..model import Mention, MentionKind, Span, SubjectKind
from ..text import fold_width
from ..text.patterns import gated
from .vocabulary.bodies import BARE, NATIONAL, TAIL
from .vocabulary.boundaries import HARD, boundaries
from .vocabulary.places import chains
from .vocabulary.surnames import (
    ANONYMOUS,
    BEFORE,
    COMPOUND,
    FOREIGN,
    LAW_AS_NAME,
    MINORITY,
    NOT_LAST,
    NOT_NAME,
    PERSON,
    POST,
    TRANSCRIBED,
)
from .vocabulary.trades import ENDING, NOT_A_NAME

_LABELLED = gated(
    rf"(?:{BEFORE})(?:[一二三四五六七八九十]|\d{{1,2}})?(?:（[^（）]{{1,10}}）)?(?:[/／]姓名)?[:：\s]*(?=[\u4e00-\u9fff])|(?:{POST})(?=[\u4e00-\u9fff])"
)
_TITLED = re.compile(
    rf"(?P<name>{PERSON.pattern.replace('{1,2}', '{1,2}?')})(?=(?:常务|第一)?(?:{POST})"
    r"(?!办|会议|令|负责|岗|制|的))"
)
_ROLE = re.compile(r"（([^（）]*(?:（[^（）]*）[^（）]*)*)）")
_POST_ROLE = re.compile(
    r"时任|现任|原任|经理|总裁|董事|监事|厂长|矿长|行长|主任|局长|科长|处长|部长|负责人|代表人|安全员|法人|经营者|院长|校长|会计|出纳|主管|总监|官|员$|长$|人$|师$|股东|业主|职工"
)
_CODE = re.compile(r"\d{6}[\d*×xX]{6,12}|[0-9A-Z]{18}|[0-9A-Z]{15}")
_PEOPLE = re.compile(
    r"姓名|法定代表人|负责人|当事人|相对人|人员名单|自然人|经营者|被执行人|对象|受处罚|被处罚|姓 名"
)
_HOME = re.compile(  # where a person of a list lives, and as what
    rf"(?:[\u4e00-\u9fff]{{1,5}}(?:省|市|县|区|旗|州|镇|乡|街道|村|社区)){{1,4}}(?:原|退休)*(?:{BEFORE})?"
)
_COUNTED = re.compile(  # 甲某、乙某（编号…）、丙某3人; 甲某、乙某等5人
    r"等?(?:[1-9]\d{0,2}|[两三四五六七八九十]{1,3})(?:名|位)?(?:人|同志|个人|当事人)"
)
_ITEM = re.compile(r"(?P<name>[\u4e00-\u9fff]{2,6})(?:（[^（）]{1,40}）)?$")
_MOST_COUNTED = 60
_SUBUNIT = re.compile(r"^[\u4e00-\u9fff]{1,10}(?:股|科|室|处|组|班|队|窗口|车间|支部)$")  # 县水务局|河湖股
_VILLAGE = re.compile(r"[\u4e00-\u9fff]{1,12}(?:[乡镇]|街道)[\u4e00-\u9fff]{1,8}(?:村|社区|居委会|村委会)")
_CALLING = re.compile(  # 导游和某某
    r"(?:导游|领队|司机|驾驶员|职工|员工|医师|教师|负责人|经理|代表人|当事人|被执行人|申请人|村民|店主|经营者|律师|会计|参保人)$"
)
_MASKED = re.compile(  # 钏某, whatever the surname, where nothing else is in the item
    r"(?![因由在有为与据称对将被向以及和的该其此某我你从按经是同])[\u4e00-\u9fff]某[某甲乙丙]?"
)
_AFTER_NAME = tuple("对因在被和与及为的等于将向从以")
_BETWEEN = re.compile(r"、|和|及|与|以及|，")
_AFTER_ANONYMOUS = re.compile(
    r"某?(?:种|个|些|一|单位|市|地|日|月|年|类|项|方面|时|企业|区|县|镇|村|街|路|小区|工地|项目|平台|品牌|网|局)"
)


def find_persons(text: str, others: Sequence[Mention]) -> Iterator[Mention]:
    """Yield the persons that ``text`` names, none inside a mention of ``others``; spans count into ``text``.

    A post in brackets behind the name becomes ``role``.

    >>> [(m.text, m.role) for m in find_persons("对贺某某、万青峰（时任云岫保险公司经理）警告", [])]
    [('贺某某', None), ('万青峰', '时任云岫保险公司经理')]
    """
    plain = fold_width(text)
    taken = [(m.span.start, m.span.end) for m in others]
    names = [m.span for m in others if m.kind in (MentionKind.ORGANISATION, MentionKind.AUTHORITY)]
    taken += [(place.start, place.end) for place in chains(plain) if plain[place.end - 1] in "县市区"]
    taken.sort()  # 吴起县长官庙: no 县长 called 吴起
    found: dict[int, tuple[int, float]] = {}

    def add(start: int, end: int, confidence: float) -> None:
        if start < end and not _overlaps(taken, start, end) and start not in found:
            found[start] = (end, confidence)

    for match in ANONYMOUS.finditer(plain):
        if _hidden(plain, *match.span()):
            add(*match.span(), 1.0)
    for match in _TITLED.finditer(plain):
        if "·" in match["name"]:
            add(_after_cut(plain, *match.span("name")), match.end("name"), 0.9)
            continue
        start, end = _tight(plain, match.start("name"), match.end("name"))
        add(start, end, 0.9)
    for match in _LABELLED.finditer(plain):
        for start, end in _list_after(plain, match.end()):
            add(start, end, 0.9)
    for match in FOREIGN.finditer(plain):
        start = _after_cut(plain, match.start(), match.end())
        if TRANSCRIBED.fullmatch(plain, start, match.end()):
            add(start, match.end(), 0.8)
    for start, end in _with_role(plain):
        add(start, end, 1.0)
    for match in _COUNTED.finditer(plain):
        for start, end in _counted(plain, match.start()):
            add(start, end, 0.85)
    for start, end in _cells(plain, names):
        add(start, end, 0.8)
    for start, end in _listed(plain, sorted([*names, *(Span(s, e) for s, (e, _) in found.items())])):
        add(start, end, 0.85)
    last = 0
    for start, (end, confidence) in sorted(found.items()):
        if start < last:
            continue
        last = end
        role = _ROLE.match(plain, end)
        yield Mention(
            kind=MentionKind.PERSON,
            span=Span(start, end),
            text=text[start:end],
            value="".join(text[start:end].split()),
            found_by="persons",
            confidence=confidence,
            anonymised=bool(re.search(r"某|[*＊×○]|[xX]", text[start:end])),
            role=text[role.start(1) : role.end(1)] if role and _POST_ROLE.search(role[1]) else None,
        )


def _counted(plain: str, end: int) -> list[tuple[int, int]]:
    """The two names or more that end at ``end``, before a number of people: 甲某、乙某、丙某|3人."""
    items: list[tuple[int, int]] = []
    while len(items) < _MOST_COUNTED:
        base = max(0, end - 50)
        item = _ITEM.search(plain[base:end])
        if item is None:
            break
        low, high = base + item.start("name"), base + item.end("name")
        start = max(plain.rfind("、", low, high), plain.rfind("和", low, high)) + 1 or low
        whole = start > low or plain[start - 1 : start] in ("、", "和")
        if not whole:  # what stands before the first name: 经查，表彰…
            start = next((at for at in range(start, high - 1) if looks_personal(plain[at:high])), high)
        if not looks_personal(plain[start:high]):
            break
        items.append((start, high))
        if not whole or plain[start - 1] not in "、和":
            break
        end = start - 1
    return items if len(items) > 1 else []


def _overlaps(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    at = bisect_left(taken, (end, 0))
    return any(low < end and start < high for low, high in taken[max(0, at - 3) : at])


def looks_personal(name: str) -> bool:
    """Whether ``name`` has the shape of a Chinese or a transcribed personal name.

    >>> [name for name in ("欧阳修远", "赵×", "黄牌", "金融办", "古丽·买买提") if looks_personal(name)]
    ['欧阳修远', '赵×', '古丽·买买提']
    """
    if _MASKED.fullmatch(name):
        return True
    if not PERSON.fullmatch(name):
        return False
    if FOREIGN.fullmatch(name) or ANONYMOUS.fullmatch(name) or MINORITY.fullmatch(name):
        return True
    long = 4 if re.match(COMPOUND, name) else 3
    return len(name) <= long and not _is_word(name)


def _is_word(name: str) -> bool:
    cuts = boundaries(name)
    if cuts.ends and (cuts.starts[0], cuts.ends[0]) == (0, len(name)):
        return True  # 终止, 解除
    return bool(
        NOT_NAME.match(name)
        or (name[-1] in NOT_LAST and name[-1] not in "州万成" and not LAW_AS_NAME.match(name))
        or any(place.start == 0 and place.full for place in chains(name))
        or BARE.match(name)
    )


def _hidden(plain: str, start: int, end: int) -> bool:
    """Whether 某 or × hides a person's name here and not a place or a thing (由于某种, 王某公司)."""
    name = plain[start:end]
    if name.endswith("某") and _AFTER_ANONYMOUS.match(plain, end):
        return False
    if "某" not in name and re.fullmatch(r"[\u4e00-\u9fff][xX甲乙丙丁]{1,2}", name):
        return start == 0 or plain[start - 1] in HARD or plain[start - 1] in "对将被给与和（"
    if start and name[0] in "于和从时任方来向经由华全解安家明" and "某" in name:
        return (
            plain[start - 1] in HARD
            or plain[start - 1] in "（） 将对被人给与和及向"
            or (len(name) == 3 and plain[start - 1] in "镇乡村屯")  # 罗溪镇向某宏
            or boundaries(plain).begins(start)
            or _CALLING.search(plain, max(start - 5, 0), start) is not None
        )
    return True


def _name_at(plain: str, start: int) -> int:
    """Return where the personal name ends that begins at ``start``; ``start`` if none does."""
    for length in (6, 5, 4, 3, 2):
        end = start + length
        name = plain[start:end]
        if name[1:2] == "某" and name[2:3] in _AFTER_NAME:
            continue  # 向某|对上述行为负有责任
        if len(name) == length and looks_personal(name) and name_ends(plain, end):
            return end
    match = FOREIGN.match(plain, start)
    if match is None:
        return start
    last = max(plain.rfind(dot, start, match.end()) for dot in "·•‧") + 2
    return next((end for end in range(last, match.end()) if name_ends(plain, end)), match.end())


def name_ends(plain: str, end: int) -> bool:
    """Whether a name can end here: a mark, a verb, a conjunction or a post follows."""
    if end == len(plain) or plain[end] in HARD or plain[end] in " （）":
        return True
    limits = boundaries(plain)
    at = bisect_left(limits.starts, end)
    if at < len(limits.starts) and limits.starts[at] == end:
        return True
    return bool(
        re.match(
            rf"等|和|与|及|以及|在|对|被|已|因|于|为|的|将|向|从|任|系|是|也|均|未|经|共|两人|[二三四五六七八九十\d]+[人名]|一行|赴|以|情节|同期|同时|拟|曾|自|先后|坚持|长期|常年|多年|连续|[一二三四五六七八九十]+年|拒绝|驾驶|捕|擅自|非法|优先|反映|自愿|主动|当场|所在|名下|持有|所持|禁渔|赴|主持|出席|强调|指出|采取|处|予|实施|给予|作出|行政|刑事|取保|限|率|带|来|陪|签署|拖欠|存在|违|犯|依法|{POST}",
            plain[end : end + 6],
        )
    )


def _list_after(plain: str, start: int, known: Collection[int] = ()) -> Iterator[tuple[int, int]]:
    """Yield the names of a list that begins at ``start``: 法定代表人甲、乙和丙."""
    while True:
        end = _name_at(plain, start)
        if end == start:
            return
        yield start, end
        match = _BETWEEN.match(plain, end)
        if match is None:
            return
        start = match.end()
        if start in known:
            return
        if (lead := _HOME.match(plain, start)) and _name_at(plain, lead.end()) > lead.end():
            start = lead.end()  # 甲、利通区东塔寺乡乙


def _tight(plain: str, start: int, end: int) -> tuple[int, int]:
    """Take the shortest name before a post that leaves nothing of it over."""
    for low in range(start, end - 1):
        name = plain[low:end]
        if looks_personal(name):
            before = (
                low == 0
                or plain[low - 1] in HARD
                or plain[low - 1] in " （）"
                or boundaries(plain).begins(low)
            )
            if before or plain[low - 1] in "局委办院厅部府会心室司处长记和予向由经对所社店行校":
                return low, end
    return end, end


def _after_cut(plain: str, start: int, end: int) -> int:
    limits = boundaries(plain)
    cuts = [
        n for n in limits.cuts(start, end) if limits.ends[n] < end - 2 and "·" in plain[limits.ends[n] : end]
    ]
    return limits.ends[cuts[-1]] if cuts else start


def _with_role(plain: str) -> Iterator[tuple[int, int]]:
    """Yield the names that carry a post in brackets: 某人（时任某公司经理）."""
    for match in _ROLE.finditer(plain):
        if not _POST_ROLE.search(match[1]):
            continue
        end = match.start()
        for length in (4, 3, 2):
            start = end - length
            if (
                start >= 0
                and looks_personal(plain[start:end])
                and (start == 0 or plain[start - 1] in HARD or boundaries(plain).begins(start))
            ):
                yield start, end
                break


def _cells(plain: str, names: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """Yield the names that fill a table cell or a line, where the row or the header speaks of persons."""
    if "\t" not in plain and "\n" not in plain:
        return
    starts = sorted(span.start for span in names)
    position = 0
    header = plain.split("\n", 1)[0]
    personal = bool(_PEOPLE.search(header))
    for line in plain.split("\n"):
        low, high = bisect_left(starts, position), bisect_left(starts, position + len(line))
        if personal or low < high or _CODE.search(line):
            at = position
            for cell in line.split("\t"):
                word = cell.strip()
                inner = cell.find(word)
                if 2 <= len(word) <= 15 and looks_personal(word):
                    yield at + inner, at + inner + len(word)
                at += len(cell) + 1
        position += len(line) + 1


def _listed(plain: str, names: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """Yield the names that stand in one list with other names: 某公司、甲和乙等20个."""
    known = {span.start for span in names}
    for span in names:
        at = _ROLE.match(plain, span.end)
        end = at.end() if at else span.end
        match = _BETWEEN.match(plain, end)
        if match and match[0] != "，" and match.end() not in known:
            yield from _list_after(plain, match.end(), known)
        start = span.start
        while start > 2 and plain[start - 1] in "、和与及":
            for length in (4, 3, 2):
                low = start - 1 - length
                if (
                    low >= 0
                    and looks_personal(plain[low : start - 1])
                    and (low == 0 or boundaries(plain).begins(low) or plain[low - 1] in HARD)
                ) and low not in known:
                    yield low, start - 1
                    start = low
                    break
            else:
                break


def bare_person(words: str) -> tuple[int, int]:
    """Return where a person's name stands in a list item that says more (刘某院士, 已结清的赵某某)."""
    plain = fold_width(words)
    for match in ANONYMOUS.finditer(plain):
        if match.end() == len(plain) and _hidden(plain, *match.span()):
            return match.span()
    titled = re.fullmatch(rf"(.*?)({PERSON.pattern})(?:{POST})", plain)
    if titled:
        start, end = _tight(plain, titled.start(2), titled.end(2))
        if start < end:
            return start, end
    labelled = re.match(rf"(?:{BEFORE})[:：]?", plain)
    if labelled and looks_personal(plain[labelled.end() :]):
        return labelled.end(), len(words)
    clause = plain.rfind("的")
    if clause >= 0 and looks_personal(plain[clause + 1 :]):
        return clause + 1, len(words)
    return 0, len(words)


@lru_cache(maxsize=65536)
def kind_of(name: str) -> SubjectKind:
    """Tell whether a subject's name is that of an organisation, a person or a group.

    >>> [kind_of(name).value for name in ("城东便利店", "孙某某", "严重失信企业")]
    ['organisation', 'person', 'group']
    """
    from .groups import is_group

    plain = fold_width("".join(name.split()))
    if is_group(plain):
        return SubjectKind.GROUP
    endings = list(ENDING.finditer(plain))
    ended = bool(endings) and endings[-1].end() == len(plain) and endings[-1].start() > 0
    if (
        ended
        and not NOT_A_NAME.match(plain)
        and (len(plain) >= 4 or (len(plain) == 3 and endings[-1]["firm"]))
    ):
        return SubjectKind.ORGANISATION
    if looks_personal(plain):
        return SubjectKind.PERSON
    if endings and len(plain) >= 4 and endings[-1].end() >= len(plain) - 1:
        return SubjectKind.ORGANISATION
    bodies = list(TAIL.finditer(plain))
    if (bodies and bodies[-1].end() == len(plain)) or NATIONAL.fullmatch(plain):
        return SubjectKind.ORGANISATION
    if bodies and _SUBUNIT.search(plain[bodies[0].end() :]):
        return SubjectKind.ORGANISATION
    if _VILLAGE.fullmatch(plain):
        return SubjectKind.ORGANISATION
    place = chains(plain)
    if (
        place
        and place[0].start == 0
        and (
            place[0].end == len(plain)
            or (
                len(plain) >= 4
                and re.search(r"[队组所社区镇县乡村园盟部馆院班坊站点铺行庄堂屋吧城场]$", plain)
            )
        )
    ):
        return SubjectKind.ORGANISATION
    return SubjectKind.GROUP
