"""Sentence → what is given to those who keep faith or done to those who break it: measure.* share this."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Certainty, Event, MentionKind, Span, Subject, SubjectKind
from .act import act, clause_to
from .arguments import event_date, society_acts
from .certainty import certainty_of
from .counted import group
from .letters import SUBJECT_KINDS
from .listing import FOUND_OUT
from .passage import Sentence
from .subjects import NOBODY, Names, antecedent, named
from .topic import leading
from .validity import Term, term
from .whom import CALLS_BELOW, named_or_found, whom

_TARGET = re.compile(
    r"(?:对于?|将|给予|支持|上述)(?P<who>[^，。；]{2,60}?)(?=[，,]|的?(?:要|应|将|可|依法|实施|优先|给予|分别|出具|不得|一律|纳入|采取|予以|执行|限制|取消|免[予于]|不再|暂停|解除|不予|[记载]入))"
    r"|(?P<who2>[^，。；]{2,40}?)的，"
)


_ITS = re.compile(r"其(?!中|他|余|它|次)|该(?:公司|单位|企业|厂|店|社|机构|中心|所|院|校|人)(?!的)")
_YOURS = re.compile(
    r"[你贵](?:单位|公司|店|院|校|厂|户|所|中心|合作社|机构|药店|诊所|药房|企业|行|们|园|馆|站|场)|(?<=[对给向])你(?=采取|出具|予以|进行|实施|作出)"
)
_OPENS = re.compile(r"\s*(?:其中|同时|另外?|对|并对)?[，,]?")
_ITS_ROLE = re.compile(r"[，,]?其?(?:项目|主要|直接|法定)?(?:负责人|责任人|经理|代表人)")
_WITH = re.compile(r"(?:与|和|同)(?=[^，。；]{2,80}$)")
_AGREEMENT = re.compile(r"^(?:解除|终止|中止|暂停)")
_THOSE_MEANT = re.compile(
    r"(?:上述|以上|前述|该|这)[两二三四五六七八九十\d]+(?:家|户|名|人|个|所)(?:企业|公司|单位|机构|当事人|商户|人员|主体|药店|诊所|医院)?"
)
_BARS = re.compile(r"不得|不再|不予|禁止|限制|取消")
_SUSPENDED = re.compile(r"(?:并|同时|决定|现|依法|予以)*(?:暂停|中止)")


def measured(
    sentence: Sentence, event_type: str, pattern: re.Pattern[str], *, asserted: re.Pattern[str]
) -> Iterator[Event]:
    """Yield the measure that ``pattern`` finds; one is asserted only where ``asserted`` says it was done.

    A measure is most often a rule or a plan. Where nothing marks it as done it is prescriptive.
    """
    told: dict[Span, Event] = {}
    others: list[Event] = []
    for found in pattern.finditer(sentence.shape):
        part = sentence.part(found.start("verb"))
        event = _measure(sentence, event_type, found, asserted)
        if part in told:
            told[part] = _with_further(sentence, told[part], event)
            clause = sentence.clause(found.start("verb"))
            named_here = sentence.of(*SUBJECT_KINDS, start=clause.start, end=found.start("verb"))
            both = _on_somebody(event) and _on_somebody(told[part])
            if named_here and both and event.subjects != told[part].subjects:
                others.append(event)  # 甲公司三年内不得申报，项目负责人乙五年内不得申报
        elif not told or _on_somebody(event):
            told[part] = event
    yield from (*told.values(), *others)


def _with_further(sentence: Sentence, event: Event, further: Event) -> Event:
    """Let a measure take in the one that follows it upon the same: 记6分，暂停评标资格3个月."""
    both = event.certainty is further.certainty is Certainty.ASSERTED and event.subjects
    if not both or further.subjects not in ((), event.subjects) or not _on_somebody(event):
        return event
    first, last = event.measure or "", further.measure or ""
    start = sentence.text.find(first)
    end = sentence.text.find(last, start + len(first))
    if start < 0 or end < 0:
        return event
    update: dict[str, object] = {"measure": sentence.text[start : end + len(last)]}
    if not (event.duration or event.start or event.end):
        update |= {"duration": further.duration, "start": further.start, "end": further.end}
    return event.model_copy(update=update)


def _on_somebody(event: Event) -> bool:
    """Whether a measure was taken on somebody by name: worth telling beside the sentence's first."""
    named_ = any(who.kind is not SubjectKind.GROUP for who in event.subjects)
    return named_ and event.certainty is Certainty.ASSERTED


def _measure(sentence: Sentence, event_type: str, found: re.Match[str], asserted: re.Pattern[str]) -> Event:
    part = sentence.part(found.start("verb"))
    certainty = certainty_of(sentence, *found.span("verb"))
    low, high = clause_to(sentence, found.start(), found.end())
    targets = list(_TARGET.finditer(sentence.bare, part.start, high))
    own = sentence.clause(found.start("verb")).start
    first = targets[0] if targets else None
    target = next((t for t in targets if own <= t.start() < found.start("verb")), first)
    names = NOBODY
    if target:
        where = target.span("who" if target["who"] else "who2")
        names = named_or_found(sentence, *where)
        low = min(low, sentence.clause(target.start()).start)
    if not names.subjects:
        names = Names(group(sentence, low, found.start("verb")), names.stated)
    inner = next((g for g in ("inner", "inner2", "inner3", "inner4") if found.groupdict().get(g)), None)
    if inner and (near := _inside(sentence, *found.span(inner))).subjects:
        names = near
    someone = tuple(s for s in names.subjects if s.kind is not SubjectKind.GROUP)
    if not someone and (borne_by := _suffers(sentence, found.start("verb"))):
        names = named(sentence, *borne_by)
        someone = names.subjects
    role = _opens_clause(sentence, found.start("verb"))
    if not someone and role and _ITS_ROLE.match(sentence.text, sentence.clause(found.start("verb")).start):
        names = named(sentence, *role)  # 甲公司…，项目负责人乙五年内不得申报
        someone = names.subjects
    if not someone and (topic := leading(sentence, found.start("verb"))):
        names = named(sentence, *topic)
        someone = names.subjects
    if not someone and (own_name := _opens_clause(sentence, found.start("verb"))):
        names = named(sentence, *own_name)
        someone = names.subjects
    within = sentence.of(
        MentionKind.ORGANISATION, MentionKind.PERSON, start=found.start("verb"), end=found.end("verb")
    )
    if not someone and within:  # 暂停甲公司的经营资格, 解除与乙诊所的协议
        names = named(sentence, within[0].start, within[-1].end)
        someone = names.subjects
    if not someone and (beside := _beside(sentence, found)):
        names = named(sentence, *beside)
        someone = tuple(s for s in names.subjects if s.kind is not SubjectKind.GROUP)
    if (
        not someone
        and target is None
        and (_suspends(sentence, found.start("verb")) or _on_it(sentence, found.start("verb")))
    ):
        names = Names(antecedent(sentence, found.start("verb")), None)
        someone = names.subjects
    if not someone and _YOURS.search(sentence.shape, *sentence.clause(found.start("verb"))):
        names = Names(
            sentence.source.addressees(
                sentence.span.start, sentence.shape[slice(*sentence.clause(found.start("verb")))]
            ),
            None,
        )
        someone = names.subjects
    if not names.subjects and sentence.passage.parties:
        names = Names(sentence.passage.parties, None)
        someone = names.subjects
    done = bool(asserted.search(sentence.shape[: found.end()])) or bool(someone) or names.stated is not None
    if certainty is Certainty.ASSERTED and not done:
        certainty = Certainty.PRESCRIPTIVE
    subjects = names.subjects if certainty is Certainty.ASSERTED else _groups_first(names.subjects)
    date = event_date(sentence, found.start("verb")) if someone else None
    clause = sentence.clause(found.start("verb"))
    lasts = sentence.of(MentionKind.DURATION, start=clause.start, end=found.end())
    told = someone or CALLS_BELOW.search(sentence.shape)
    validity = term(sentence, clause.start if lasts else part.start, date) if told else Term()
    return act(
        sentence,
        event_type,
        found.span("verb"),
        names=Names(subjects, names.stated),
        quote=(low, high),
        certainty=certainty,
        start=validity.start,
        end=validity.end,
        duration=validity.duration or (_barred_for(sentence, found) if told else None),
        measure=sentence.text[found.start() : high].strip("，,。；;"),
    )


def _inside(sentence: Sentence, low: int, high: int) -> Names:
    """Who stands between the words of a measure: 给予|某律所律师甲训诫|处分; the person, not the firm."""
    near = whom(sentence, low, high, persons=True)
    people = sentence.of(MentionKind.PERSON, start=low, end=high)
    firm = all(who.kind is SubjectKind.ORGANISATION for who in near.subjects)
    if people and firm and not re.search(r"[、和及与]", sentence.shape[low : people[0].start]):
        return named(sentence, people[0].start, people[-1].end)
    return near


def _suffers(sentence: Sentence, verb: int) -> tuple[int, int] | None:
    """Where the one stands whom a passive verb befalls in its own clause: 其医保医师郑某被|暂停."""
    clause = sentence.clause(verb)
    passive = re.search(r"被[^，。；]{0,10}$", sentence.shape[clause.start : verb])
    end = clause.start + passive.start() if passive else clause.start
    near = sentence.of(MentionKind.ORGANISATION, MentionKind.PERSON, start=clause.start, end=end)
    return (near[-1].start, near[-1].end) if near and near[-1].end == end else None


def _opens_clause(sentence: Sentence, verb: int) -> tuple[int, int] | None:
    """Where the name stands that opens the verb's clause: …退回资金，其中甲公司两年内不得申报."""
    low = sentence.clause(verb).start
    firms = sentence.of(MentionKind.ORGANISATION, MentionKind.PERSON, start=low, end=verb)
    firms = [f for f in firms if not society_acts(sentence, f)]
    opens = firms and (
        _OPENS.fullmatch(sentence.text[low : firms[0].start])
        or _ITS_ROLE.fullmatch(sentence.text[low : firms[0].start])
    )
    return (firms[0].start, firms[0].end) if opens else None


def _beside(sentence: Sentence, found: re.Match[str]) -> tuple[int, int] | None:
    """Where the other party to an agreement or those meant stand: 与|乙诊所|解除协议, 暂停|上述两家."""
    clause = sentence.clause(found.start("verb"))
    party = _WITH.search(sentence.shape, clause.start, found.start("verb"))
    if party and _AGREEMENT.search(found["verb"]):
        near = sentence.of(*SUBJECT_KINDS, start=party.start(), end=found.start("verb"))
        return (near[0].start, near[-1].end) if near else None
    meant = _THOSE_MEANT.search(sentence.shape, found.start(), found.end())
    return meant.span() if meant else None


def _suspends(sentence: Sentence, verb: int) -> bool:
    """Whether a clause that opens with its verb suspends what the one firm named before does."""
    firms = sentence.of(MentionKind.ORGANISATION, MentionKind.PERSON, end=verb)
    opening = sentence.shape[sentence.clause(verb).start : verb]
    return len({f.mention.value for f in firms}) == 1 and bool(
        _SUSPENDED.match(opening + sentence.shape[verb:])
    )


def _on_it(sentence: Sentence, verb: int) -> bool:
    """Whether what is done to 其 is done to the one named before, and is no listing."""
    clause = sentence.clause(verb)
    listed = sentence.of(MentionKind.LIST) and not FOUND_OUT.search(sentence.shape, 0, verb)
    return bool(_ITS.search(sentence.shape, *clause)) and not listed


def _barred_for(sentence: Sentence, found: re.Match[str]) -> str | None:
    """For how long something is barred: 三年内不再受理其申请."""
    clause, verb = sentence.clause(found.start("verb")), found.start("verb")
    lengths = sentence.of(MentionKind.DURATION, start=clause.start, end=found.end("verb"))
    if len(lengths) != 1 or not _BARS.search(sentence.shape, max(verb, lengths[0].end), found.end("verb")):
        return None
    inside = re.match(r"以?内", sentence.shape[lengths[0].end :])
    return lengths[0].mention.value if inside else None


def _groups_first(subjects: tuple[Subject, ...]) -> tuple[Subject, ...]:
    """A rule is about groups; a firm named in it is there by way of example."""
    return tuple(s for s in subjects if s.kind is SubjectKind.GROUP) or subjects


DONE = re.compile(r"(?:已经?|现已|均已)[^。；]{0,12}$|(?:已|现已)[^。；]{0,30}$")
