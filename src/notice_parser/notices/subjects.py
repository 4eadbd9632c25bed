"""Sentence → to whom: names, groups, and those whom 该公司, 你单位 or 上述两家 means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise, takewhile
from typing import NamedTuple

from ..mentions.groups import is_group
from ..mentions.organisations import split_names
from ..mentions.persons import bare_person, kind_of
from ..mentions.vocabulary.bodies import OWN_BODY, OWN_PLACE
from ..model import Block, BlockKind, MentionKind, Span, Subject, SubjectKind
from ..text import to_int
from .counted import WHERE, group, group_before, stated_count
from .letters import SUBJECT_KINDS
from .passage import Found, Sentence

_DESCRIBED = re.compile(r".*(?:的|[，,：:]|且|并)")  # a relative clause in front of a name
_ETC = re.compile(
    r"等\s*(?=\d|[一二三四五六七八九十两几多数百]+[家户名个位人]|$|[^、，。]{0,6}(?:企业|单位|主体|公司|商户|个人|人员)$)"
)
_THAT = re.compile(
    r"^(?:该|其|此|上述|当事)(?:[\u4e00-\u9fff]{0,3}(?:部|店|厂|社|院|校|所|站|行|馆|场|园|坊|户|队|会|公司)|公司|单位|企业|人|店|厂|户|院|校|中心|商户|个人|案|药房|卫生室)?$|^(?:当事人|被处罚人|此案|案件|他|她)$|其$"
)
_OWN = re.compile(rf"[我本](?:{OWN_BODY}|{OWN_PLACE})$")  # the one who speaks
_SOMEBODY = re.compile(
    r".{0,16}?(?:市民|村民|居民|职工|员工|教师|医生|护士|民警|司机|驾驶员|导游|学生|个体户|志愿者|辅警|干部|党员|律师|养殖户|个体工商户|个体户|村医|农户|职员|矿长|经理|店主|业主|参保人|投保人|被执行人|工人|队员|负责人|法定代表人|会计|出纳)"
)
_PARTY = re.compile(
    r"(?:被?执行人|当事人|被?处罚人|被?告人|被申请人|申请人|法定代表人|负责人|经营者|违法嫌疑人|犯罪嫌疑人)"
    r"(?P<name>[\u4e00-\u9fff]{2,6}(?:·[\u4e00-\u9fff]{2,8})*)"
)
_CONDUCT = re.compile(r"因|由于|未|拒|拖欠|违反|存在|涉嫌|逾期")
_TREATED = re.compile(r"移[送交]|处以|给予|予以|列入|纳入|责令|罚款|通报|曝光|警告|作出")
_DEBTOR = re.compile(r"被执行人$")
_CALLED = re.compile(r"(?!名单|信息|财产|存款|账户|共|等|已|被)[\u4e00-\u9fff]{2,4}")
_THAT_ONE = re.compile(r"其|(?:该|上述)(?:公司|单位|企业|店|厂|户|机构|社|合作社|院|校|所|行|场|中心)")
_THOSE = re.compile(
    r"(?:上述|以上|这)?(?P<number>[两二三四五六七八九\d]+)(?:家|户|人|名|者|所|个|间|艘|位)(?:企业|公司|单位|机构|当事人|商户|学校|医院|药店|门店|店铺|店|厂|人员|民宿|培训机构|主体|车间|船舶|合作社)?"
    r"|(?:上述|以上)(?:企业|公司|单位|机构|当事人|被执行人|商户|人员|主体|学校|医院|门店|药店|店铺)"
)
_ABOVE = re.compile(  # 上述2家单位管理期限届满
    r"\s*(?:上述|以上|前述)(?P<number>[两二三四五六七八九\d]+)(?:家|户|人|名|者|所|个|位)(?:企业|公司|单位|机构|当事人|商户|人员|主体)?"
    r"(?=[\u4e00-\u9fff]{0,6}(?:期满|届满|已|均|符合|完成|履行|整改|主动|申请|标注|标记))"
)
_CALLED_SO = {  # 该公司 is no school, whatever else the sentence names
    "公司": ("公司",),
    "厂": ("厂",),
    "店": ("店", "超市", "商行", "药房", "馆", "部"),
    "校": ("学校", "小学", "中学", "大学", "学院"),
    "院": ("医院", "卫生院", "院"),
    "合作社": ("合作社",),
}
_NOUN = re.compile(f"(?:{'|'.join(_CALLED_SO)})$")
_OTHERS = re.compile(r"\s*(?:另有|另外?|其余|还有|剩余|此外)")
_LISTED = re.compile(  # 下列企业达不到标准，责令其整改：
    r"(?:下列|以下)(?:[\d一二两三四五六七八九十]+[家户个名所])?(?P<head>[\u4e00-\u9fff]{0,6}?(?:企业|单位|公司|机构|学校|医院|药店|商户|个体工商户|个体户|经营者|主体|被执行人|人员|当事人|自然人|场所|幼儿园|合作社|组织|项目))"
)
_JOINED = re.compile(r"(?:[（(][^（）()]*[）)])?(?:、|和|及|与|以及)")
_AMONG = re.compile(r"其中的?\s*[\d一二三四五六七八九十两百]+\s*[名家户人个]")
_AT_WORK = re.compile(r"(?:参加|参与|承[揽接建包]|中标|投标|竞标|代理|实施|在)[了过的]?[“‘\"《]?$")
_WORK = re.compile(r"[^，。；、：]{0,24}?(?:采购|招标|投标|项目|工程|标段)")
_TITLED = re.compile(r"(?:法定代表人|负责人|实际控制人|经营者|股东|责任人员?)$")
_COUNTED_WHY = re.compile(  # 另有5户|因补报年报
    r"(?<=[\d一两三四五][家户名个所间人])(?:农家乐|民宿|餐馆|饭店|企业|单位|公司|个体工商户|商户|主体|市场主体|纳税人)?(?=因|由于)|"
    r"(?<=\d[家户名个所间人](?:企业|单位|公司|商户|主体))(?=因|由于)"
)
_NAMED_INSIDE = re.compile(
    r"\d\s*[家户名个人所间][^（）()，。；]{0,12}[（(](?P<names>[^（）()]{4,})[）)]\s*$"
)
_IDLE = re.compile(r"(?:当场|依法|分别|均|予以|一并|现场|直接|及时|拟|已|内部|公开|严肃)+$")
_HOUSED = re.compile(r"[库站所店厂场院校园社馆队会户坊铺吧城楼苑中心]$")  # what places of business end in
_AND_ITS = re.compile(
    r"[及和与]其?(?:项目经理|总监理工程师|项目负责人|技术负责人)|[及和与]其?(?:项目|现场|施工|生产|安全|门店)?(?:法定代表人|总经理|经理|董事长|厂长|院长|校长|矿长|主要负责人|负责人|实际控制人|经营者|股东|实际经营者|投资人|合伙人|高管|主管人员|直接责任人员?)"
)
_COUNT = re.compile(
    r"\s*(?:全[省市县区]|辖区内?|[我本][省市县区])?\d+\s*[家户名个所间]|[\u4e00-\u9fff]{2,10}\d+\s*[家户名个所间]$"
)  # 12家诊所, 诊所12家: a group
_YOU = re.compile(
    r"(?:^|[对将给向由])?(?:你|贵)(?:单位|公司|司|店|厂|院|校|户|中心|合作社|方|个人|行(?!为)|机构|们|园|馆|站|场)"
)
_SHORT_FOR = re.compile(r"[（(](?:以下|下)?(?:简称|称)(?:[^（）()]{0,20}?[或、“”‘’])?公司[”’]?[）)]")
_PAPER = re.compile(r"(?:公告|名单|名录|通知|通报|附件|决定|文件|附表|信息)[”》]?$")
_ON_A_DAY = re.compile(r"(?:分别|先后|已|均)*[于在自]\d")
_PAID = re.compile(r"每[村户家人个名]|[\d一二三四五六七八九十百]万?元$")
_DATED_AFTER = re.compile(r"(?:已|均|也|都)*(?:[于在自]\s*)?(?:\d{4}年|\d{1,2}月)")  # 乙厂|2023年7月均
_ANONYMISED = re.compile(r"某|[*＊×xX]{1,}|○")


class Names(NamedTuple):
    """The subjects of an act, and the number that the notice states for them."""

    subjects: tuple[Subject, ...]
    stated: int | None


NOBODY = Names((), None)


def named(sentence: Sentence, start: int, end: int) -> Names:
    """Read the subjects in a stretch of the sentence: 甲公司、乙商行、陈某某等20家单位.

    Names joined by 、和及与 are taken apart; what is no name but a counted or plain group (46名医务工作者)
    is one subject of kind group; 你单位 is the addressee.
    """
    idle = _IDLE.search(sentence.shape, start, end)
    end = idle.start() if idle else end
    why = _COUNTED_WHY.search(sentence.shape, start, end)
    end = why.start() if why else end
    etc = _ETC.search(sentence.shape, start, end)
    stop = etc.start() if etc else end
    items = [
        (low + a, low + b)
        for low, high in _apart(sentence.text, start, stop)
        for _, a, b in split_names(sentence.text[low:high])
    ]
    items = _whole(sentence, items)
    names = [_name(sentence, *item) for item in items]
    if any(names):
        names = [name or _beside_names(sentence, *item) for name, item in zip(names, items, strict=True)]
    subjects = tuple(subject(sentence, *span) for span in names if span is not None)
    counted = group(sentence, start, end)
    if counted and subjects and all(_is_place(sentence, s) for s in subjects):
        subjects = ()  # 南明区87家培训机构: the district only says where
    words = sentence.text[start:stop]
    inside = _NAMED_INSIDE.search(sentence.text, start, end)
    if inside and not any(who.kind is not SubjectKind.GROUP for who in subjects):
        within = named(sentence, *inside.span("names"))  # 2户走逃企业（甲商贸部、乙公司）
        if within.subjects and all(who.kind is not SubjectKind.GROUP for who in within.subjects):
            return Names(within.subjects, stated_count(sentence, start, inside.start("names")))
    called = _called(sentence, words)
    several = _THOSE.fullmatch(words.strip(" ，,")) or _ABOVE.match(words)  # no end of a firm's name
    those = _those(sentence, start, several["number"]) if several else ()
    if called:
        subjects = tuple(dict.fromkeys((*called, *subjects)))
    elif those:
        subjects = those
    elif _AMONG.fullmatch(words.strip()):
        subjects = group_before(sentence, start)
    elif not subjects and _THAT.search(words.strip()):
        subjects = antecedent(sentence, start, words.strip())
    elif subjects and any(sentence.text[low:high].strip() == "公司" for low, high in items):
        subjects = (*_called(sentence, "公司"), *subjects)
    elif subjects and any(_THAT_ONE.fullmatch(sentence.text[low:high].strip()) for low, high in items):
        subjects = (*antecedent(sentence, start), *subjects)
    stated = stated_count(sentence, start, end)
    if stated is not None and subjects and _only_described(sentence, subjects, start, end):
        stated = None
    return Names(subjects or counted, stated)


def _only_described(sentence: Sentence, subjects: tuple[Subject, ...], start: int, end: int) -> bool:
    """Whether the only numbers tell what somebody did: 拖欠37名农民工工资的甲公司."""
    places = [who.span.start - sentence.span.start for who in subjects if who.span]
    if len(places) < len(subjects) or any(who.kind is SubjectKind.GROUP for who in subjects):
        return False
    first = min(places)
    counts = sentence.of(MentionKind.COUNT, start=start, end=end)
    return bool(counts) and counts[-1].end <= first and "的" in sentence.shape[counts[-1].end : first]


def _whole(sentence: Sentence, items: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join items that are parts of one name (香坊和善堂药店)."""
    firms = sentence.of(MentionKind.ORGANISATION)
    out: list[tuple[int, int]] = []
    for low, high in items:
        if out and any(f.start <= out[-1][0] and f.end >= high for f in firms):
            low = out.pop()[0]
        out.append((_with_surname(sentence, low, high), high))
    return out


def _with_surname(sentence: Sentence, low: int, high: int) -> int:
    """Where a name begins whose surname was taken for a preposition (向某宏)."""
    people = sentence.of(MentionKind.PERSON, start=max(low - 1, 0), end=high)
    return low - 1 if people and (people[0].start, people[0].end) == (low - 1, high) else low


def _is_place(sentence: Sentence, who: Subject) -> bool:
    """Whether a subject is only the name of a place."""
    return any(f.mention.span == who.span for f in sentence.of(MentionKind.PLACE))


def _apart(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut where a firm's own people follow it (甲公司及其法定代表人乙)."""
    cuts = [(m.start(), m.end()) for m in _AND_ITS.finditer(text, start, end)]
    lows = [start, *(b for _, b in cuts)]
    highs = [*(a for a, _ in cuts), end]
    return list(zip(lows, highs, strict=True))


def _called(sentence: Sentence, words: str) -> tuple[Subject, ...]:
    """Return the parties that a stretch calls 你单位, 当事人 or 当事人一."""
    parties = sentence.source.parties(sentence.span.start)
    if words.strip() == "公司" and _SHORT_FOR.search(sentence.source.text):
        firms = [who for who in parties.values() if who.kind is SubjectKind.ORGANISATION]
        return tuple(firms) if len(firms) == 1 else ()
    if re.fullmatch(r"\s*你[们方]\s*", words):
        return tuple(who for label, who in parties.items() if label.startswith("你"))
    if _YOU.search(words):
        yours = [who for label, who in parties.items() if label.startswith("你")]
        return tuple(sorted(yours, key=lambda who: who.kind is not SubjectKind.ORGANISATION))[:1]
    exact = tuple(who for label, who in parties.items() if label != "当事人" and label in words)
    return exact or ((parties["当事人"],) if "当事人" in parties and "当事人" in words else ())


def antecedent(sentence: Sentence, before: int, called: str = "") -> tuple[Subject, ...]:
    """Return whom 该公司, 其 or a missing subject means: the record's party, else the one named last.

    Where a sentence names several before ``before``, none is taken, as it may be any of them, unless
    they stand in one enumeration (甲公司、乙商行出借资质，…禁止其…), or only one of them can be
    ``called`` 该公司.
    """
    if sentence.passage.parties:
        return sentence.passage.parties
    for each, end in ((sentence, before), *((s, None) for s in sentence.earlier)):
        found = each.of(MentionKind.ORGANISATION, MentionKind.PERSON, end=end)
        found = [f for f in found if each.shape[f.start] == each.text[f.start]] or found  # “…示范店”称号
        here = each.part(end).start if end is not None and end < len(each.text) else 0
        found = [f for f in found if f.start >= here] or found  # 对甲罚款；吊销乙的许可证，并列入…
        if found:
            found = [f for f in found if not _TITLED.search(each.text[: f.start])] or found
            found = [f for f in found if not _of_project(each, f)] or found
            noun = _NOUN.search(called)
            fitting = [f for f in found if noun and f.mention.value.endswith(_CALLED_SO[noun[0]])]
            found = fitting if len({f.mention.value for f in fitting}) == 1 else found
            if len({f.mention.value for f in found}) == 1:
                return (subject(each, found[0].start, found[0].end),)
            if (told := _told_on(each, found, end)) is not None:
                return (subject(each, told.start, told.end),)
            return tuple(subject(each, f.start, f.end) for f in found) if _together(each, found) else ()
        if each is sentence and _OTHERS.match(each.text) and stated_count(each, 0, before) is not None:
            return group(each, 0, before)[-1:]  # 另有23家企业，我局拟吊销其营业执照
        if each is sentence and (listed := _LISTED.search(each.shape, 0, before)):
            return (_those_listed(each, listed),)
    return sentence.source.addressees(sentence.span.start, sentence.shape[:before]) or _only_one(sentence)


def _of_project(sentence: Sentence, found: Found) -> bool:
    """Whether a name only says whose work others did or bid for: 在|某中学|录播设备采购项目中."""
    return bool(_AT_WORK.search(sentence.text, 0, found.start) and _WORK.match(sentence.text, found.end))


def _told_on(sentence: Sentence, found: list[Found], end: int | None) -> Found | None:
    """The one named again whom the clause right before is about: …乙采取拘传，乙当日给付，法院删除其信息."""
    before = sentence.clause(max((len(sentence.text) if end is None else sentence.clause(end).start) - 2, 0))
    opens = [f for f in found if before.start <= f.start and f.end <= before.end]
    if len(opens) != 1 or sentence.shape[before.start : opens[0].start].strip("，；"):
        return None
    again = sum(f.mention.value == opens[0].mention.value for f in found) > 1
    return opens[0] if again else None


def _those_listed(sentence: Sentence, listed: re.Match[str]) -> Subject:
    """The group that a list below the sentence names."""
    return Subject(name=listed["head"], kind=SubjectKind.GROUP, span=sentence.at(*listed.span("head")))


def joined_before(sentence: Sentence, found: list[Found]) -> int:
    """Return where the enumeration begins that the last of ``found`` ends (陈某、庄某某)."""
    low = found[-1].start
    for one, other in reversed(list(pairwise(found))):
        if not _JOINED.fullmatch(sentence.text[one.end : other.start]):
            break
        low = one.start
    return low


def _together(sentence: Sentence, found: list[Found]) -> bool:
    """Whether names stand in one enumeration, nothing but their brackets between them."""
    return all(_JOINED.fullmatch(sentence.text[one.end : other.start]) for one, other in pairwise(found))


def _those(sentence: Sentence, before: int, number: str | None) -> tuple[Subject, ...]:
    """Return whom 上述两家企业 or 两家公司 means: those named before in the passage, if they are so many."""
    addressed = sentence.source.addressees(sentence.span.start)
    if number is None and len(addressed) > 1:
        return addressed
    found: dict[str, Subject] = {}
    for each, end in (*((s, None) for s in reversed(sentence.earlier)), (sentence, before)):
        for f in each.of(MentionKind.ORGANISATION, MentionKind.PERSON, end=end):
            found.setdefault(f.mention.value, subject(each, f.start, f.end))
    wanted = to_int(number) if number else len(found)
    if found and wanted == len(found):
        return tuple(found.values())
    for block in _paragraphs_before(sentence, 1 if not number else 4):
        told = {who.name: who for who in _named_in(sentence, block)}
        firms = [who for who in told.values() if who.kind is SubjectKind.ORGANISATION]
        if told and (not number or wanted == len(told)) and not found:
            return tuple(told.values())
        if number and firms and wanted == len(firms):
            return tuple(firms)  # 1.将甲厂、乙店列入…；2.将丙某…；3.暂停上述两家企业…
    return ()


def _paragraphs_before(sentence: Sentence, many: int) -> list[Block]:
    """The paragraphs right before, the nearest first."""
    start = sentence.passage.block.span.start
    before = [b for b in sentence.source.document.blocks if b.span.end <= start]
    return list(takewhile(lambda b: b.kind is BlockKind.PARAGRAPH, reversed(before)))[:many]


def _named_in(sentence: Sentence, block: Block) -> Iterator[Subject]:
    """Yield the firms and persons that a paragraph names, with their codes."""
    source = sentence.source
    for mention in source.within(block.span):
        if mention.kind in SUBJECT_KINDS:
            yield Subject(
                name=mention.text,
                kind=SUBJECT_KINDS[mention.kind],
                identifier=source.codes.get(mention.text),
                anonymised=mention.anonymised,
                span=mention.span,
            )


def _only_one(sentence: Sentence) -> tuple[Subject, ...]:
    """The one firm or person that the paragraphs before name, in a notice about a single case."""
    source = sentence.source
    if source.is_bulletin:
        return ()
    start = sentence.passage.block.span.start
    if any(
        b.kind in (BlockKind.HEADING, BlockKind.SECTION)
        for b in source.document.blocks
        if b.span.start < start
    ):
        return ()  # several cases or items: the one named last may be another's
    before = source.within(Span(0, start))
    named_ = [m for m in before if m.kind is MentionKind.ORGANISATION]
    if len({m.value for m in named_}) != 1:
        return ()
    first = named_[0]
    return (Subject(name=first.text, kind=SubjectKind.ORGANISATION, span=first.span),)


def _name(sentence: Sentence, start: int, end: int) -> tuple[int, int] | None:
    """Return where the name in one item of an enumeration stands, or None if it holds no name.

    A mention must end where the item ends; what stands before it and ends in 的 only describes it.
    """
    words = sentence.text[start:end]
    if words.startswith("中") and _PAPER.search(sentence.text[:start]):
        start, words = start + 1, words[1:]  # 原公告|中|万宁…公司
    if _OWN.search(words) or _COUNT.match(words) or re.match("[该其此]", words):
        return None
    if _TITLED.search(sentence.text[:start]) and re.fullmatch(r"[\u4e00-\u9fff]{2,4}", words):
        return start, end
    if _DEBTOR.search(sentence.text[:start]) and _CALLED.fullmatch(words):
        return start, end  # 失信被执行人马哈比布、…
    if _PAID.search(words):
        return None  # 诚信村每村奖励2万元
    told = _SOMEBODY.match(words)
    firms = sentence.of(MentionKind.ORGANISATION)
    if told and any(f.start < start + told.end() < f.end for f in firms):
        told = None  # 通达驾驶员培训有限公司
    if told and kind_of(words[told.end() :]) in (SubjectKind.PERSON, SubjectKind.ORGANISATION):
        return start + told.end(), end
    party = _PARTY.fullmatch(words)  # 被执行人扎西平措: the role shows that a name follows
    if party and not is_group(party["name"]):
        return start + party.start("name"), end
    low, high = bare_person(words)
    kind = kind_of(words[low:high])
    if kind is SubjectKind.PERSON:
        return start + low, start + high
    if WHERE.match(words) and not sentence.of(MentionKind.ORGANISATION, start=start, end=end):
        return None  # 辖区民宿: a group, whatever it ends in
    kind = kind_of(words)
    placed = any(f.start == start for f in sentence.of(MentionKind.PLACE))
    described = None if placed and not re.search("[的，,：:]", words) else _DESCRIBED.search(words)
    closing = [
        f
        for f in sentence.of(MentionKind.ORGANISATION, MentionKind.AUTHORITY, MentionKind.PERSON)
        if f.end == end and (described is None or f.start >= start + described.end())
    ]
    opening = [f for f in sentence.of(*SUBJECT_KINDS, start=start, end=end) if f.start == start]
    for f in sentence.of(*SUBJECT_KINDS, start=start, end=end):
        if f.end < end and _TREATED.match(sentence.shape, f.end, end):
            return f.start, f.end  # 将造假的甲公司移送公安机关处理，并列入…
    if opening and (
        re.fullmatch("[在于自因经已]", sentence.shape[opening[0].end : end])
        or _DATED_AFTER.match(sentence.text, opening[0].end, end)
    ):
        return start, opening[0].end  # 甲公司在|管理期内再次受到处罚
    if kind is SubjectKind.ORGANISATION and described is None:
        return start, end
    if not closing:
        if opening and _CONDUCT.match(sentence.shape, opening[0].end, end):
            return start, opening[0].end  # 乙装修队因欠薪
        low = start + (described.end() if described else 0)
        there = described is not None and any(f.start == low for f in sentence.of(MentionKind.PLACE))
        housed = described is not None and bool(_HOUSED.search(words))
        return (low, end) if (there or housed) and 5 <= end - low <= 30 else None
    return max(start, min(f.start for f in closing)), end


def _beside_names(sentence: Sentence, start: int, end: int) -> tuple[int, int] | None:
    """Take an item without a known ending for a name where it begins with a place and stands among names."""
    for firm in sentence.of(MentionKind.ORGANISATION, start=start, end=end):
        if firm.start == start and _ON_A_DAY.match(sentence.text, firm.end):
            return start, firm.end  # 乙厂|分别于6月9日、6月19日被列入
    placed = any(f.start == start and f.end < end for f in sentence.of(MentionKind.PLACE))
    return (start, end) if placed and not _DESCRIBED.search(sentence.text[start:end]) else None


def subject(sentence: Sentence, start: int, end: int) -> Subject:
    """Make a subject of the name at ``start`` to ``end``, with the code printed right after it."""
    name = sentence.text[start:end]
    firms = sentence.of(MentionKind.ORGANISATION)
    called = next(
        (f.mention.full for f in firms if (f.start, f.end) == (start, end) and f.mention.full), None
    )
    for party in sentence.passage.parties:
        if party.name == name:
            return party
    kind = kind_of(name)
    if kind is SubjectKind.GROUP:  # among names, or behind a party's role
        personal = re.fullmatch(r"[\u4e00-\u9fff]{2,3}|.+·.+", name) or re.search(
            r"(?:执行人|当事人|处罚人|被告人|申请人|代表人|负责人|经营者|嫌疑人)$", sentence.text[:start]
        )
        kind = SubjectKind.PERSON if personal else SubjectKind.ORGANISATION
    codes = sentence.of(MentionKind.IDENTIFIER, start=end)
    code = codes[0].mention.text if codes and _adjoins(sentence.text[end : codes[0].start]) else None
    people = [f for f in sentence.of(MentionKind.PERSON) if f.start == start and f.mention.role]
    return Subject(
        name=called or name,
        kind=kind,
        identifier=code,
        anonymised=bool(_ANONYMISED.search(name)) and kind is SubjectKind.PERSON,
        role=people[0].mention.role if people else None,
        span=sentence.at(start, end),
    )


def _adjoins(between: str) -> bool:
    """Whether only brackets and a label stand between a name and its code."""
    return bool(
        re.fullmatch(
            r"[（(，,]?\s*(?:统一社会信用代码|信用代码|注册号|代码|身份证号码?|证件号码?)?(?:为|是)?[:：]?\s*",
            between,
        )
    )
