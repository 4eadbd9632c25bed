"""Sentence → who, when, under which number, for how long: the arguments that all kinds share."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..mentions.organisations import split_names
from ..mentions.persons import bare_person, kind_of
from ..model import Authority, BlockKind, Mention, MentionKind, Span, Subject, SubjectKind
from ..text import add_duration, to_int
from .passage import Found, Sentence

# a body after these words is a source, a partner or a listener, not the one who acts
_NOT_THE_AGENT = re.compile(
    r"(?:根据|按照?|依据|遵照|落实|贯彻|向|报|送|会同|联合|配合|协助|赴|到|在|违反了?|据|对|与|为|给|陪同|受|从|和|及|凭)$"
)
_OWNED = re.compile(
    r"^(?:的|[\u4e00-\u9fff]{0,4}(?:主任|局长|书记|市长|科长|处长|队长|院长|县长|区长)|工作会议|等部门出具)"
)
_BESTOWED = re.compile(r"(?:授予|命名|表彰|表扬|评选|推荐)[^，。；]*$")  # who is honoured does not act
_BASIS = re.compile(r"(?:根据|按照?|依据|遵照|贯彻|落实|违反了?|按)[^，。；]{0,12}$")
_SELF = re.compile(r"^[我本](?:局|办|委|院|厅|会|中心|支行|分局|队|部|关|行|署|司|处)")
_ISSUE_DAY = re.compile(
    r"(?:通报|公告|通告|通知|公布|公示|发布|印发|发文|本文|下发|文件)[^，。]{0,6}(?:之日|日)|之日起?$|即日"
)
_OTHER_DAY = re.compile(r"收到|送达|改正|整改|届满|期满|履行|缴纳|申请|修复|处罚决定")
_SOCIETIES = ("协会", "商会", "联合会", "学会", "促进会")
_POSTS = frozenset(
    [
        "",
        *[
            "职工",
            "导游",
            "村民",
            "居民",
            "驾驶员",
            "司机",
            "当事人",
            "参保人员",
            "参保人",
            "纳税人",
            "被执行人",
            "经营者",
            "负责人",
            "法定代表人",
            "个人",
            "供应商",
        ],
    ]
)
_MARKS = "．另此外同时， \t-－—●•◆·■□1234567890.、（）()一二三四五六七八九十"  # before an item's first words
_ACTED = re.compile(r"\s*(?:依法|重新)?(?:作出|决定|下达|宣布|发布|印发|公布|召开|查处|认定|复函|批复)")
_DATED = re.compile(r"\s*(?:作出|决定|下达|送达|立案|发布|印发)")
_DESCRIBED = re.compile(r".*(?:的|[，,：:]|且|并)")  # a relative clause in front of a name
_ETC = re.compile(
    r"等\s*(?=\d|[一二三四五六七八九十两几多数百]+[家户名个位人]|$|[^、，。]{0,6}(?:企业|单位|主体|公司|商户|个人|人员)$)"
)
_THAT = re.compile(
    r"^(?:该|其|此|上述|当事)(?:公司|单位|企业|人|店|厂|户|院|校|中心|商户|个人|案|药房|卫生室)?$|^(?:当事人|被处罚人|此案|案件)$|其$"
)
_OWN = re.compile(r"[我本](?:局|办|委|院|厅|会|中心|行|队|市|县|区|省|关|署|司|处)$")  # the one who speaks
_SOMEBODY = re.compile(
    r".{0,16}?(?:市民|村民|居民|职工|员工|教师|医生|护士|民警|司机|驾驶员|导游|学生|个体户|志愿者|辅警|干部|党员|律师|养殖户|个体工商户|个体户|村医|农户|职员|矿长|经理|店主|业主|参保人|投保人|被执行人|工人|队员|负责人|法定代表人|会计|出纳)"
)
_THAT_ONE = re.compile(r"其|(?:该|上述)(?:公司|单位|企业|店|厂|户|机构)")
_THOSE = re.compile(
    r"(?:上述|以上|这)?(?P<number>[两二三四五六七八九\d]+)(?:家|户|人|名|者)(?:企业|公司|单位|机构|当事人|商户)?"
    r"|(?:上述|以上)(?:企业|公司|单位|机构|当事人|商户|人员|主体)"
)
_TITLED = re.compile(r"(?:法定代表人|负责人|实际控制人|经营者|股东|责任人员?)$")
_IDLE = re.compile(r"(?:当场|依法|分别|均|予以|一并|现场|直接|及时)+$")
_NUMBER_IS = re.compile(r"(?:文号|编号|文书号|案号)(?:分别)?(?:为|是)?[:：]?\s*")
_HOUSED = re.compile(r"[库站所店厂场院校园社馆队会户坊铺吧城楼苑中心]$")  # what places of business end in
_COUNTED = re.compile(
    r"\s*(?P<head>[\u4e00-\u9fff（）“”]{2,16}?)(?=开展|进行|实施|的|被|均|已|向|对|和|、|加入|签|递交|提交|列入|纳入|入选|完成|予以|实行|，|；|。|“|$)"
)
_PLAIN_HEAD = re.compile(
    r"的(?P<head>商户|企业|单位|个人|个体工商户|经营者|纳税人|农户|学生|职工|家庭|药店|机构|主体)$"
)
_COUNTED_BEFORE = re.compile(r"(?P<head>[\u4e00-\u9fff]{2,8}?)\s*$")
_AND_ITS = re.compile(
    r"[及和与]其?(?:项目)?(?:法定代表人|总经理|经理|董事长|厂长|院长|校长|矿长|主要负责人|负责人|实际控制人|经营者|股东|实际经营者|投资人|合伙人|高管|主管人员|直接责任人员?)"
)
_YOU = re.compile(r"(?:^|[对将给向由])?(?:你|贵)(?:单位|公司|司|店|厂|院|校|户|中心|合作社|方|个人)")
_ANONYMISED = re.compile(r"某|[*＊×xX]{1,}|○")


class Names(NamedTuple):
    """The subjects of an act, and the number that the notice states for them."""

    subjects: tuple[Subject, ...]
    stated: int | None


def authority(sentence: Sentence, before: int, after: int = 0) -> Authority | None:
    """Return the body whose act stands at ``before``: named here, above, or the notice's issuer.

    The nearest authority before the verb acts, unless it is cited (根据…), told (向…) or owned (…主任).
    ``after`` bounds the search on the left.
    """
    mention = agent(sentence, before, after)
    if mention is None:
        mention = next((m for s in sentence.earlier if (m := agent(s, len(s.text)))), None)
    if mention is None and sentence.carrier is not None:
        mention = sentence.carrier.authority
    issuer = sentence.source.masthead.issuer
    if mention is None or (_SELF.match(mention.text) and issuer and not sentence.source.is_bulletin):
        return issuer_of(sentence)
    return body(mention)


def body(mention: Mention) -> Authority:
    """Make an authority of a mention: its full name only where the notice supports one."""
    return Authority(written=mention.text, full=mention.full)


def issuer_of(sentence: Sentence) -> Authority | None:
    """Return the notice's issuer as the one who acts; a periodical's issuer only relates."""
    issuer = sentence.source.masthead.issuer
    if issuer is None or sentence.source.is_bulletin:
        return None
    return Authority(written=issuer, full=issuer)


def agent(sentence: Sentence, before: int, after: int = 0) -> Mention | None:
    """Return the authority mention that acts before ``before``, the nearest first."""
    candidates = sentence.of(MentionKind.AUTHORITY, start=after, end=before)
    for i in range(len(candidates) - 1, -1, -1):
        found = candidates[i]
        if acts(sentence, found):
            return _head(sentence, candidates[: i + 1]).mention
    societies = [
        f
        for f in sentence.of(MentionKind.ORGANISATION, start=after, end=before)
        if f.mention.text.endswith(_SOCIETIES) and _leads(sentence, f)
    ]
    if societies:
        return societies[0].mention.model_copy(update={"full": societies[0].mention.text})
    return None


def acts(sentence: Sentence, found: Found) -> bool:
    """Whether the body named is one that acts, and not one cited, told or owned."""
    left, right = sentence.bare[: found.start], sentence.bare[found.end :]
    passive = left.endswith(("被", "由", "经"))
    if _BESTOWED.search(left):
        return False
    return passive or not (_NOT_THE_AGENT.search(left) or _BASIS.search(left) or _OWNED.match(right))


def _head(sentence: Sentence, run: list[Found]) -> Found:
    """Of several bodies acting together (甲局、乙局和丙局) return the first."""
    head = run[-1]
    for found in reversed(run[:-1]):
        between = sentence.bare[found.end : head.start]
        if between not in ("、", "和", "与", "及", "以及", "会同", "联合", "，会同"):
            break
        head = found
    return head


def event_date(sentence: Sentence, before: int) -> str | None:
    """Return the day of the act whose verb stands at ``before``, as precise as the notice.

    A date at the head of the sentence, or in the verb's own clause, counts; one that dates conduct or
    a period of reference (2019年度) does not. Then the date of the document that carries the words,
    then the signature's date where the notice itself is the act.
    """
    after = _dated_after(sentence, before)
    if after is not None:
        return after
    dates = _dates(sentence, before)
    own = sentence.clause(before)
    for found in reversed(dates):
        if sentence.clause(found.start) == own and not _modifies(sentence, found, before):
            return found.mention.value
    part = sentence.part(before)
    for found in reversed([f for f in dates if f.start >= part.start > 0]):
        if not sentence.shape[part.start : found.start].strip(_MARKS) or _agent_between(
            sentence, found.end, before
        ):
            return found.mention.value
    if dates and _leads(sentence, dates[0]):
        return dates[0].mention.value
    for found in reversed(dates):
        if _agent_between(sentence, found.end, before) or _ACTED.match(sentence.text[found.end :]):
            return found.mention.value
    if sentence.carrier is not None and sentence.carrier.date:
        return sentence.carrier.date
    return None if sentence.source.is_bulletin else sentence.source.signed_on


def _dates(sentence: Sentence, before: int) -> list[Found]:
    return [
        f
        for f in sentence.of(MentionKind.DATE, end=before)
        if f.mention.unit != "年度" and "/" not in f.mention.value
    ]


def _dated_after(sentence: Sentence, after: int) -> str | None:
    """Return a date in brackets after the verb that dates the decision (…号，5月6日作出)."""
    for found in sentence.of(MentionKind.DATE, start=after):
        if _DATED.match(sentence.text[found.end :]) and sentence.shape[found.start] == "□":
            return found.mention.value
    return None


def _leads(sentence: Sentence, found: Found) -> bool:
    """Whether a date opens the sentence, at most after the body that acts (市信用办3月16日…)."""
    before = re.sub(r"^\s*【[^】]*】", lambda m: " " * len(m[0]), sentence.shape[: found.start])
    bodies = sentence.of(MentionKind.AUTHORITY, MentionKind.ORGANISATION, end=found.start)
    if bodies:
        before = before[: bodies[0].start] + before[bodies[-1].end :]
    return not re.sub(r"[我本](?:局|办|委|院|厅|会|中心|行|队|关|署)", "", before).strip(_MARKS + "于在")


def _modifies(sentence: Sentence, found: Found, before: int) -> bool:
    """Whether a date only describes a noun: 2021年市级专项资金, 对2月1日返回后隐瞒行程的某某."""
    left = sentence.shape[sentence.clause(found.start).start : found.start]
    right = sentence.shape[found.end : before]
    relative = bool(re.search(r"[对将因]", left)) and "的" in right
    return relative or (len(found.mention.value) == 4 and bool(re.match(r"[\u4e00-\u9fff]", right)))


def _agent_between(sentence: Sentence, start: int, end: int) -> bool:
    """Whether an acting body stands between a date and the verb, so that the date is the act's."""
    return any(acts(sentence, f) for f in sentence.of(MentionKind.AUTHORITY, start=start, end=end))


def document_number(sentence: Sentence, before: int) -> str | None:
    """Return the number of the decision: of a title issued here, of its carrier, of the notice."""
    near = sentence.clause(before).end
    own = [
        f
        for f in sentence.of(MentionKind.DOCUMENT_NUMBER, start=before)
        if f.end <= near + 1 and _bracketed(sentence, f)
    ]
    own += _numbered(sentence, before)
    for found in (*own, *reversed(sentence.of(MentionKind.DOCUMENT_NUMBER, end=before))):
        if not _cited(sentence, found):
            return found.mention.value
    if sentence.carrier is not None:
        return sentence.carrier.number
    return None if sentence.source.is_bulletin else sentence.source.masthead.document_number


def _numbered(sentence: Sentence, after: int) -> list[Found]:
    """The number told after the act: …罚款2万元，决定书文号为…号."""
    told = _NUMBER_IS.search(sentence.text, after)
    return sentence.of(MentionKind.DOCUMENT_NUMBER, start=told.end())[:1] if told else []


def _bracketed(sentence: Sentence, found: Found) -> bool:
    """Whether a number stands in brackets of its own, not those after a title: 罚款（…罚〔2021〕6号）."""
    before = sentence.text[: found.start].rstrip()
    return before.endswith(("（", "(", "〔", "［")) and not before[:-1].rstrip().endswith("》")


def _cited(sentence: Sentence, found: Found) -> bool:
    """Whether a number belongs to a document that is only cited (根据《…》（…号））."""
    left = sentence.bare[: found.start].rstrip("（( ")
    if left.endswith("》"):
        left = left[: left.rfind("《")]
    clause = re.split(r"[，；。]", left)[-1]
    return bool(re.search(r"(?:根据|按照?|依据|遵照|贯彻|落实|违反|依照)[^，。；]*$", clause))


class Term(NamedTuple):
    """For how long, from when, until when."""

    duration: str | None = None
    start: str | None = None
    end: str | None = None
    derived_end: str | None = None
    rule: str | None = None


def term(sentence: Sentence, after: int, date: str | None) -> Term:
    """Read the validity that is stated after ``after``: 期限为通报之日起3个月, 自X起, 至Y止.

    The start is known only where the notice gives it, or where it counts from the act's own ``date``.
    """
    words = sentence.bare
    durations = sentence.of(MentionKind.DURATION, start=after, end=sentence.part(max(after - 1, 0)).end)
    length = next((f for f in durations if _is_term(words, f)), None)
    start = _start(sentence, after, length, date)
    end = _end(sentence, after)
    duration = length.mention.value if length else None
    derived = rule = None
    if duration and start and end is None and len(start) == 10 and duration != "PERMANENT":
        derived, rule = add_duration(start, duration), "start+duration"
    return Term(duration, start, end, derived, rule)


def _is_term(words: str, found: Found) -> bool:
    """Whether a duration is a validity and not a deadline (15日内) or an age (连续三年)."""
    left, right = words[: found.start], words[found.end :]
    if re.match(r"\s*(?:内|以上|以内|前|后|未|的?工资|以来|来)", right) or re.search(
        r"(?:满|连续|近|过去|超过|逾期|每)$", left
    ):
        return False
    return bool(re.search(r"期|限|为|起|止|管理|警示|惩戒|公示|延长|有效|禁止|列入|纳入", left)) or bool(
        found.mention.anchor
    )


def _start(sentence: Sentence, after: int, length: Found | None, date: str | None) -> str | None:
    words = sentence.bare
    for found in sentence.of(MentionKind.DATE):
        left, right = words[: found.start], words[found.end :]
        if re.search(r"[自从]\s*$", left) and re.match(r"\s*(?:起|至|到|开始)", right):
            return found.mention.value
    anchor = (length.mention.anchor if length else None) or ""
    tail = words[after:]
    stated = anchor or (m[0] if (m := re.search(r"自?本?[\u4e00-\u9fff]{0,8}之日起", tail)) else "")
    if stated and not _OTHER_DAY.search(stated) and (_ISSUE_DAY.search(stated)):
        return date
    return None


def _end(sentence: Sentence, after: int) -> str | None:
    words = sentence.bare
    for found in sentence.of(MentionKind.DATE, start=after):
        left, right = words[: found.start], words[found.end :]
        if re.search(r"(?:至|到|截至|截止到?|延长至|有效期至)\s*$", left) and (
            re.match(r"\s*(?:止|期满|届满|为止)?", right) and re.search(r"期|限|止|有效|自", left + right[:4])
        ):
            return found.mention.value
    return None


def named(sentence: Sentence, start: int, end: int) -> Names:
    """Read the subjects in a stretch of the sentence: 甲公司、乙商行、陈某某等20家单位.

    Names joined by 、和及与 are taken apart; what is no name but a counted or plain group (46名医务工作者)
    is one subject of kind group; 你单位 is the addressee.
    """
    idle = _IDLE.search(sentence.shape, start, end)
    end = idle.start() if idle else end
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
    called = _called(sentence, words)
    if called:
        subjects = tuple(dict.fromkeys((*called, *subjects)))
    elif not subjects and (several := _THOSE.fullmatch(words.strip())):
        subjects = _those(sentence, start, several["number"])
    elif not subjects and _THAT.search(words.strip()):
        subjects = antecedent(sentence, start)
    elif subjects and any(_THAT_ONE.fullmatch(sentence.text[low:high].strip()) for low, high in items):
        subjects = (*antecedent(sentence, start), *subjects)
    return Names(subjects or counted, stated_count(sentence, start, end))


def leading(sentence: Sentence, before: int) -> tuple[int, int] | None:
    """Return where the names stand that open the sentence as its topic (甲公司、乙某（…）伪造合同，…列入)."""
    found = sentence.of(MentionKind.ORGANISATION, MentionKind.PERSON, end=before)
    if not found or sentence.shape[: found[0].start].strip(_MARKS + "经查其中") not in _POSTS:
        return None
    end = found[0].end
    for each in found[1:]:
        if not re.fullmatch(
            r"(?:[（(][^（）()]*[）)])?(?:、|和|及|与|以及)", sentence.text[end : each.start]
        ):
            break
        end = each.end
    etc = re.match(
        r"等?\s*[\d一二三两四五六七八九十]+\s*[家户名个](?:企业|单位|公司|商户|人)?", sentence.text[end:]
    )
    return found[0].start, end + (etc.end() if etc else 0)


def _whole(sentence: Sentence, items: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join items that are parts of one name (香坊和善堂药店)."""
    firms = sentence.of(MentionKind.ORGANISATION)
    out: list[tuple[int, int]] = []
    for low, high in items:
        if out and any(f.start <= out[-1][0] and f.end >= high for f in firms):
            low = out.pop()[0]
        out.append((low, high))
    return out


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
    parties = sentence.source.parties
    if _YOU.search(words):
        return tuple(who for label, who in parties.items() if label.startswith("你"))[:1]
    exact = tuple(who for label, who in parties.items() if label != "当事人" and label in words)
    return exact or ((parties["当事人"],) if "当事人" in parties and "当事人" in words else ())


def antecedent(sentence: Sentence, before: int) -> tuple[Subject, ...]:
    """Return whom 该公司, 其 or a missing subject means: the record's party, else the one named last.

    Where a sentence names several before ``before``, none is taken: it may be any of them.
    """
    if sentence.passage.parties:
        return sentence.passage.parties
    for each, end in ((sentence, before), *((s, None) for s in sentence.earlier)):
        found = each.of(MentionKind.ORGANISATION, MentionKind.PERSON, end=end)
        if found:
            found = [f for f in found if not _TITLED.search(each.text[: f.start])] or found
            alone = len({f.mention.value for f in found}) == 1
            return (subject(each, found[0].start, found[0].end),) if alone else ()
    return sentence.source.addressees or _only_one(sentence)


def _those(sentence: Sentence, before: int, number: str | None) -> tuple[Subject, ...]:
    """Return whom 上述两家企业 or 两家公司 means: those named before in the passage, if they are so many."""
    found: dict[str, Subject] = {}
    for each, end in (*((s, None) for s in reversed(sentence.earlier)), (sentence, before)):
        for f in each.of(MentionKind.ORGANISATION, MentionKind.PERSON, end=end):
            found.setdefault(f.mention.value, subject(each, f.start, f.end))
    wanted = to_int(number) if number else len(found)
    return tuple(found.values()) if found and wanted == len(found) else ()


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
    if _OWN.search(words):
        return None
    if _TITLED.search(sentence.text[:start]) and re.fullmatch(r"[\u4e00-\u9fff]{2,4}", words):
        return start, end
    told = _SOMEBODY.match(words)
    if told and kind_of(words[told.end() :]) is SubjectKind.PERSON:
        return start + told.end(), end
    low, high = bare_person(words)
    kind = kind_of(words[low:high])
    if kind is SubjectKind.PERSON:
        return start + low, start + high
    kind = kind_of(words)
    described = _DESCRIBED.search(words)
    closing = [
        f
        for f in sentence.of(MentionKind.ORGANISATION, MentionKind.AUTHORITY, MentionKind.PERSON)
        if f.end == end and (described is None or f.start >= start + described.end())
    ]
    if kind is SubjectKind.ORGANISATION and described is None:
        return start, end
    if not closing:
        low = start + (described.end() if described else 0)
        placed = described is not None and any(f.start == low for f in sentence.of(MentionKind.PLACE))
        housed = described is not None and bool(_HOUSED.search(words))
        return (low, end) if (placed or housed) and 5 <= end - low <= 30 else None
    return max(start, min(f.start for f in closing)), end


def _beside_names(sentence: Sentence, start: int, end: int) -> tuple[int, int] | None:
    """Take an item without a known ending for a name where it begins with a place and stands among names."""
    placed = any(f.start == start and f.end < end for f in sentence.of(MentionKind.PLACE))
    return (start, end) if placed and not _DESCRIBED.search(sentence.text[start:end]) else None


def subject(sentence: Sentence, start: int, end: int) -> Subject:
    """Make a subject of the name at ``start`` to ``end``, with the code printed right after it."""
    name = sentence.text[start:end]
    for party in sentence.passage.parties:
        if party.name == name:
            return party
    kind = kind_of(name)
    if kind is SubjectKind.GROUP:  # among names, see _beside_names
        kind = SubjectKind.PERSON if re.fullmatch(r"[\u4e00-\u9fff]{2,3}", name) else SubjectKind.ORGANISATION
    codes = sentence.of(MentionKind.IDENTIFIER, start=end)
    code = codes[0].mention.text if codes and _adjoins(sentence.text[end : codes[0].start]) else None
    people = [f for f in sentence.of(MentionKind.PERSON) if f.start == start and f.mention.role]
    return Subject(
        name=name,
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


def group(sentence: Sentence, start: int, end: int) -> tuple[Subject, ...]:
    """Return the groups named in a stretch: 36950家先行兑现企业 → 先行兑现企业, 单位2380家 → 单位."""
    groups = tuple(
        Subject(name=f.mention.value, kind=SubjectKind.GROUP, span=sentence.at(f.start, f.end))
        for f in sentence.of(MentionKind.GROUP, start=start, end=end)
    )
    if groups:
        return groups
    for count in sentence.of(MentionKind.COUNT, start=start, end=end):
        after = _COUNTED.match(sentence.bare, count.end, end)
        before = _COUNTED_BEFORE.search(sentence.bare, start, count.start)
        head = after or before
        if head and (count.mention.unit or "") in _SUBJECT_UNITS:
            low, high = head.span("head")
            said = sentence.bare[low:end] if head is after else sentence.bare[low:high]
            inner = re.match(r"[^，。；]*?的(?P<noun>[\u4e00-\u9fff]{2,8}?)(?=开展|进行|实施|的|$)", said)
            if inner and head is after:
                low, high = low + inner.start("noun"), low + inner.end("noun")
            name = re.sub(r"[“”].*[“”]", "", sentence.text[low:high]).strip()
            return (Subject(name=name, kind=SubjectKind.GROUP, span=sentence.at(low, high)),)
    plain = _PLAIN_HEAD.search(sentence.bare, start, end)
    if plain:
        low, high = plain.span("head")
        return (Subject(name=plain["head"], kind=SubjectKind.GROUP, span=sentence.at(low, high)),)
    return ()


def stated_count(sentence: Sentence, start: int, end: int) -> int | None:
    """Return the number of subjects that the notice states in a stretch: 等20个, 下列5户, 3家单位."""
    counts = sentence.of(MentionKind.COUNT, start=start, end=end)
    people = [f for f in counts if (f.mention.unit or "") in _SUBJECT_UNITS]
    after_etc = [f for f in people if sentence.text[: f.start].rstrip().endswith("等")]
    chosen = (after_etc or people)[-1:]
    return int(chosen[0].mention.value) if chosen and chosen[0].mention.value.isdigit() else None


_SUBJECT_UNITS = frozenset(
    ["个", "家", "户", "名", "位", "人", "所", "间", "项", "件", "起", "批", "对", "单位", "企业"]
)


def evidence_text(sentence: Sentence, start: int, end: int) -> tuple[str, Span]:
    """Return the words from ``start`` to ``end``, without end marks, and their span: an event's quote."""
    while start < end and sentence.text[start] in " \t-－●•◆·■，,；;。\u3000":
        start += 1
    while end > start and sentence.text[end - 1] in " \t，,；;。！\u3000":
        end -= 1
    return sentence.text[start:end], sentence.at(start, end)
