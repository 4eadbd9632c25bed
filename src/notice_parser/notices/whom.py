"""Sentence + forms of words → Events: to whom an act was done, and whether it was; plain kinds share this."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..mentions.organisations import split_names
from ..mentions.persons import kind_of
from ..mentions.vocabulary.surnames import NOT_NAME, PERSON
from ..model import Certainty, Event, MentionKind, Span, SubjectKind
from .act import act, clause_to
from .certainty import certainty_of
from .counted import group, stated_count
from .passage import Sentence
from .subjects import NOBODY, Names, antecedent, named
from .topic import leading

_BRACKET = r"(?:[（(][^（）()]*[）)])?"
_JOINED = re.compile(
    rf"{_BRACKET}(?:、|和|与|以及|及(?:其(?:投资人|法定代表人|负责人|经营者|实际控制人|股东))?|，)(?:[^、，。；的]{{2,20}}{_BRACKET}(?:、|和|与|及|以及))*"
)
_LISTED_BEFORE = re.compile(rf"[^、，。；的]{{2,20}}{_BRACKET}(?:、|和|与|及|以及)$")
_LISTED_AFTER = re.compile(
    r"(?:(?:、[^、，。；的]{2,20})*?等\s*|(?=\d))[\d一二三四五六七八九十百余多]+\s*[户家名个位人所间](?:[\u4e00-\u9fff]{0,6}(?:企业|"
    r"单位|主体|公司|商户|个人|人员))?"
)
_VERB_EATEN = re.compile(
    r"(?:[\u4e00-\u9fff]{0,6}?(?:判决|裁定|判令|认定|确认|撤销|注销|奖励|准予|追缴|征收|扣押|"
    r"查封|冻结|裁决|给予|补偿|驳回|返还|发放|责令|解除|追回|收回|驳回|删除|更正)了?|"
    r"[应限](?=[\u4e00-\u9fff]{1,4}[省市县区]))"
)
_ETC = re.compile(r"等\s*(?=\d|[一二三四五六七八九十])")
_CORE = r"[^，。；、的对向将被由与和（）《》“”]"
_FIRM = re.compile(rf"{_CORE}{{2,16}}?(?:有限(?:责任)?公司|股份公司|集团公司|合作社|事务所)")
_SHOP = re.compile(
    rf"{_CORE}{{2,12}}?(?:店|厂|馆|行|部|坊|超市|中心|公司|医院|诊所|门诊部|农场|商场|学校|"
    rf"幼儿园|协会|所|社|场|站|吧|楼|庄|苑|铺|屋|园)"
    r"(?=作出|临时|依法|被|经|位于|采取|实施|与|和|名称|法定|银行|失信|信用|公示|的|“|”|予以|所|"
    r"提出|存在|未|因|在|进行|申请|及|等|注册|经营|住所|欠|缴|违|擅|自|履|承诺|，|。|；|$)"
)
_PERSON_HERE = re.compile(
    rf"(?P<name>(?:{PERSON.pattern})(?<![等的因犯])){_BRACKET}(?:、(?:{PERSON.pattern})(?<!等))*"
    r"(?:等\s*[\d一二三四五六七八九十]+\s*[名人位])?"
    r"(?=的|犯|因|所|记|立|荣|具备|通过|受到|被|一次性|有期|无期|拘役|管制|死刑|予以|\d|"
    r"[一二三四五六七八九十]+[名人位]|二等|执业|护士|医师|导游|取得|获|$|[，。；])"
)
_ACTING = re.compile(r"(?:依法|决定|现)?(?:确认|准予|授予|批准|同意|核准|认定|注销|撤销|给予?|对|将|为)?")
_NAME_SHAPE = re.compile(r"[\u4e00-\u9fffA-Za-z0-9（）()·]{4,32}")
_GRAMMAR = re.compile(
    r"^(?:全|各|部分|相关|有关|所有|多家|其他|辖区|上述|下列|一些|本|该|其|我|你|贵|某|这|那|首|当事|双方|任何)"
    r"|[对向被因把其该给让使]|已|均|应当|不|未|进行|开展|作出|实施|存在|违反|涉嫌|决定|申请|提出|由于|根据|予以|局|法院"
)
_BEFORE_NAME = re.compile(
    r"(?:依法|决定|现|拟|上诉人|被上诉人|原告|被告人?|申请人|被申请人|当事人|被执行人|请求人|被征收人)*"
)
_ETC_ALL = re.compile(r"等\s*[\d一二三四五六七八九十百]+\s*[家户个名所][\u4e00-\u9fff]{0,6}$")
_THAT_ONE = re.compile(
    r"(?:该|此|你|本案)(?:[\u4e00-\u9fff]{0,3}(?:部|店|厂|社|院|校|所|站|行|馆|场|园|坊)|公司|单位|企业|店|厂|商行|合作社|中心|户|校|院|机构|药房|人)|当事人"
)
_GROUND = re.compile(r"(?:因(?!此)|由于|鉴于)[^，。；]*$")
CALLS_BELOW = re.compile(  # 暂停以下机构医保服务协议六个月：
    r"(?:下列|以下)[\d一二两三四五六七八九十]*[家户个名所]?[\u4e00-\u9fff]{0,10}?(?:企业|单位|公司|机构|药店|医院|诊所|学校|商户|供应商|经营者|主体|人员|合作社|幼儿园)[^。]*[：:]\s*$"
)
_POINTED = re.compile(r"下列|以下|上述|前述|如下|附件|附表")
_THAT = re.compile(r"该|其(?!中|他|余|它)|当事人|此|你|上述|(?<!其)他(?!人)|她")
# who asks for an act, or wonders about it, reports none
_ASKED = re.compile(
    r"(?:申请(?!人)|请求|诉请|提请|建议|主张|希望|是否|能否|如何|怎样|有权|拒绝|以便|旨在|为了|"
    r"防止|避免|用于|"
    r"(?<!并)(?<!均)符合(?!条件)|条件|标准|流程|材料|要求)[^，。；]{0,30}$"
)
_APPLIED = re.compile(
    r"(?:依据?|经|应|根据|按照?|因)[^，。；]{0,40}?(?:申请|请求|要求|建议|提请)|依申请|(?:异议|"
    r"申诉|复核|复评|复议|修复)(?:申诉)?申请"
)
_SOON = re.compile(r"(?<![为把即])(?:即将|将于[^，。；]{2,14}|将)(?:向|为|给|从|与|在|由)[^，。；]*$")
_GRANTED = re.compile(r"同意|准予|批准|核准|决定|审核|审查|评审")
_RULED = (Certainty.CONDITIONAL, Certainty.PRESCRIPTIVE)


def reports(
    sentence: Sentence,
    event_type: str,
    forms: tuple[re.Pattern[str], ...],
    *,
    talk: re.Pattern[str] | None = None,
    persons: bool = False,
    only_persons: bool = False,
    not_as_ground: bool = False,
    **fields: Any,
) -> Iterator[Event]:
    """Yield what ``forms`` find, at most one event between semicolons.

    A form has a group ``verb`` and may have ``who``, and ``what`` where its measure begins. The first
    form counts that names somebody: without one, and for rules and conditions, nothing is reported.
    ``talk`` are words that speak of such acts in general; ``persons`` also reads personal names that only
    their place shows, ``only_persons`` nobody else. ``not_as_ground`` leaves out what is only said to be
    the ground of something else (因违约被列入…).

    >>> from notice_parser.notices.passage import sentence_of
    >>> forms = (re.compile("奖励(?P<who>.+?)(?P<verb>奖金)"),)
    >>> list(reports(sentence_of("奖励优秀企业奖金。"), "admin.award", forms))
    []
    """
    for start, end in _parts(sentence.shape):
        if talk and talk.search(sentence.shape, start, end):
            continue
        for form in forms:
            found = form.search(sentence.shape, start, end)
            if found and not_as_ground and _is_ground(sentence, found):
                continue
            event = found and _event(
                sentence, event_type, found, persons or only_persons, only_persons, fields
            )
            if event:
                yield event
                break


def _parts(shape: str) -> Iterator[tuple[int, int]]:
    for m in re.finditer(r"[^；;]+", shape):
        yield m.span()


def _event(
    sentence: Sentence,
    event_type: str,
    found: re.Match[str],
    persons: bool,
    only_persons: bool,
    fields: dict[str, Any],
) -> Event | None:
    verb = found.span("verb")
    low, high = found.span("who") if found.groupdict().get("who") else (verb[0], verb[0])
    names = whom(sentence, low, high, persons=persons)
    if only_persons and not _persons(names):
        return None
    meant = bool(_THAT_ONE.search(sentence.shape, sentence.clause(found.start()).start, verb[1]))
    certainty = reported(sentence, verb, names, meant=meant)
    if certainty is None:
        return None
    quote = clause_to(sentence, min(low, verb[0], found.start()), max(found.end(), verb[1]))
    told = found.start("what") if "what" in found.groupdict() else verb[0]
    said = {"measure": sentence.text[told : quote[1]].strip("，,。；; "), **fields}
    return act(sentence, event_type, verb, names=names, quote=quote, certainty=certainty, **said)


def _is_ground(sentence: Sentence, found: re.Match[str]) -> bool:
    """Whether the act is only why something else was done: 因违反承诺被列入."""
    clause = sentence.clause(found.start("verb"))
    before = sentence.shape[clause.start : found.start("verb")]
    after = sentence.shape[found.end("verb") : clause.end]
    return bool(_GROUND.search(before)) or bool(re.match(r"[^，。；]{0,6}(?:被|而)", after))


def whom(sentence: Sentence, start: int, end: int, *, persons: bool = False) -> Names:
    """Return whom the words from ``start`` to ``end`` name, else the topic, else the record's party.

    Only what was recognised as a name counts; with ``persons`` also a personal name that nothing but its
    place in the sentence shows (注销王建国的导游证). A group counts only with its number, or where the
    notice lists it (下列企业); 高新技术企业 is nobody.

    >>> from notice_parser.notices.passage import sentence_of
    >>> whom(sentence_of("发放补贴的对象为困难群众。"), 5, 12)
    Names(subjects=(), stated=None)
    >>> [s.name for s in whom(sentence_of("注销王建国的导游证"), 2, 4, persons=True).subjects]
    ['王建国']
    """
    run = _run(sentence, start, end)
    if run:
        names = named(sentence, *run)
        if concrete(names):
            return names
    person = _bare_person(sentence, start, end) if persons else None
    if person:
        return named(sentence, *person)
    shaped = _shaped(sentence, start, end)
    if shaped:
        return named(sentence, *shaped)
    words = sentence.text[start:end]
    topic = leading(sentence, start)
    if "你" in words and (addressed := sentence.source.addressees(sentence.span.start, words)):
        return Names(addressed, None)
    if _THAT_ONE.search(words) or (_THAT.search(words) and not topic):
        subjects = antecedent(sentence, start)
        if subjects:
            return Names(subjects, None)
    stated = stated_count(sentence, start, _past_count(sentence, end))
    groups = group(sentence, start, _past_count(sentence, end))
    if stated is not None or (groups and _POINTED.search(words)):
        return Names(groups[-1:], stated)
    if topic:
        return named(sentence, *(_run(sentence, *topic) or topic))
    if sentence.passage.parties:
        return Names(sentence.passage.parties, None)
    if "你" in sentence.text[: max(end, start)]:
        return Names(sentence.source.addressees(sentence.span.start, sentence.text[: max(end, start)]), None)
    if start == end and not sentence.of(MentionKind.ORGANISATION, MentionKind.PERSON):
        addressed = sentence.source.addressees(sentence.span.start)  # 经检查，隐患已消除，决定解除查封
        return Names(addressed, None) if len(addressed) == 1 and not sentence.source.is_bulletin else NOBODY
    return NOBODY


def named_or_found(sentence: Sentence, start: int, end: int) -> Names:
    """Return the names that make up a stretch; where they name no firm or person, whom its words mean."""
    names = named(sentence, start, end)
    near = NOBODY if concrete(names) else whom(sentence, start, end)
    return near if concrete(near) else names


def _shaped(sentence: Sentence, start: int, end: int) -> tuple[int, int] | None:
    """Return where a stretch holds nothing but names of firms, by their endings alone (泰顺廊桥纸伞坊).

    Where a form leaves just these words between its verb and its noun, they are a name even though the
    gazetteer does not know it; words of grammar in them say that they are more than a name.
    """
    low = max(sentence.bare.rfind("的", start, end) + 1, start)
    low += len(_BEFORE_NAME.match(sentence.bare[low:end])[0])  # type: ignore[index]
    items = split_names(_ETC_ALL.sub("", sentence.bare[low:end]))
    good = items and all(
        _NAME_SHAPE.fullmatch(words)
        and kind_of(words) is SubjectKind.ORGANISATION
        and not _GRAMMAR.search(words)
        for words, _, _ in items
    )
    return (low, end) if good else None


def _run(sentence: Sentence, start: int, end: int) -> tuple[int, int] | None:
    """Return where the last enumeration of names in a stretch stands, with its 等N家 behind it."""
    known = _known(sentence)
    found = [span for span in known if span.start < end and span.end > start]
    if not found:
        return None
    low, last = found[-1]
    stop = max(last, end if "等" in sentence.text[last:end] else 0)
    for each in reversed(found[:-1]):
        if not _JOINED.fullmatch(sentence.text[each.end : low]):
            break
        low = each.start
    low = _past_verb(sentence, low, last)
    first = _LISTED_BEFORE.search(sentence.text[start:low]) if low > start else None
    if first:
        low = start + first.start()
    for each in known:
        if each.start >= stop and not re.fullmatch(
            rf"{_BRACKET}(?:、|和|与|及|以及)", sentence.text[stop : each.start]
        ):
            break
        stop = max(stop, each.end)  # a lazy form stopped after the first party
    more = _LISTED_AFTER.match(sentence.text, stop)
    return low, more.end() if more else stop


def _known(sentence: Sentence) -> list[Span]:
    """Return where names stand: those recognised, and those that begin with a place and end as firms do."""
    spans = [Span(f.start, f.end) for f in sentence.of(MentionKind.ORGANISATION, MentionKind.PERSON)]
    for place in sentence.of(MentionKind.PLACE):
        if any(span.start <= place.start < span.end for span in spans):
            continue
        found = _FIRM.match(sentence.text, place.end) or _SHOP.match(sentence.text, place.end)
        if found and kind_of(sentence.text[place.start : found.end()]) is SubjectKind.ORGANISATION:
            spans.append(Span(place.start, found.end()))
    return sorted(spans)


def _past_verb(sentence: Sentence, start: int, end: int) -> int:
    """Where a name begins that was taken together with the verb before it (驳回甲公司)."""
    eaten = _VERB_EATEN.match(sentence.text, start)
    return eaten.end() if eaten and eaten.end() < end - 3 else start


def _bare_person(sentence: Sentence, start: int, end: int) -> tuple[int, int] | None:
    """Return where persons are named that nothing shows but their place right after the verb."""
    if end <= start:
        return None
    bodies = sentence.of(MentionKind.AUTHORITY, start=start, end=end)
    acting = _ACTING.match(sentence.text, bodies[-1].end) if bodies else None
    low = acting.end() if acting else start
    found = _PERSON_HERE.match(sentence.text, low)
    if not found or kind_of(found["name"]) is not SubjectKind.PERSON or NOT_NAME.search(found["name"]):
        return None
    return low, found.end()


def _past_count(sentence: Sentence, end: int) -> int:
    """A lazy form may stop inside 等3人 or 1200家企业: go on to the end of the group."""
    held = [f for f in sentence.of(MentionKind.COUNT, MentionKind.GROUP) if f.start <= end < f.end]
    more = _ETC.match(sentence.text, end)
    if more:
        held += [f for f in sentence.of(MentionKind.COUNT, MentionKind.GROUP) if f.start == more.end()]
    return max([f.end for f in held], default=end)


def concrete(names: Names) -> bool:
    """Whether a firm or a person is named, not only a group."""
    return any(subject.kind is not SubjectKind.GROUP for subject in names.subjects)


def _persons(names: Names) -> bool:
    people = [s for s in names.subjects if s.kind is not SubjectKind.ORGANISATION]
    return bool(people) or (not names.subjects and names.stated is not None)


def reported(
    sentence: Sentence, verb: tuple[int, int], names: Names, *, meant: bool = False
) -> Certainty | None:
    """Return how certain an act on ``names`` is, or None where the words report none.

    Nobody named, a rule, a condition, an application (申请撤销) report none; of a group only what was
    done or is announced for objections. ``meant`` says that 该公司 points at somebody even though the
    notice leaves open at whom.
    """
    if not names.subjects and names.stated is None and not meant:
        return None
    certainty = certainty_of(sentence, *verb)
    if certainty is Certainty.ASSERTED and _SOON.search(
        sentence.shape, sentence.clause(verb[0]).start, verb[0]
    ):
        certainty = Certainty.PROSPECTIVE
    if certainty in _RULED or asked(sentence, verb[0]):
        return None
    if not concrete(names) and certainty not in (Certainty.ASSERTED, Certainty.PROPOSED):
        return None
    return certainty


def asked(sentence: Sentence, start: int) -> bool:
    """Whether the act at ``start`` is only asked for (申请撤销), unless it was granted (同意…申请).

    >>> from notice_parser.notices.passage import sentence_of
    >>> asked(sentence_of("请求撤销处罚决定"), 2), asked(sentence_of("依申请撤销处罚决定"), 3)
    (True, False)
    """
    here = sentence.shape[sentence.clause(start).start : start]
    found = _ASKED.search(_APPLIED.sub("", here))
    return bool(found) and not _GRANTED.search(here)
