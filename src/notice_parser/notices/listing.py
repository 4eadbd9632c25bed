"""Moves → Events of lists: who was put on or taken off, by whom, from when and for how long.

Which kind a list is of is told by its name, in a table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Action, Certainty, Event, MentionKind, Subject, SubjectKind
from .act import act
from .arguments import authority, carried_date, event_date
from .certainty import certainty_of, wanted_before
from .counted import group, stated_count
from .moves import ADD, Move, moves, recognised
from .passage import Sentence
from .severally import by_term
from .subjects import Names, antecedent, named
from .topic import leading
from .validity import Term, term
from .whom import concrete, whom

# list names → kinds, the first that fits; what is on no row is a list of those who broke trust
_KINDS = (
    ("list.abnormal", r"经营异常|异常名录|异常状态"),
    ("list.judgment_defaulter", r"失信被执行人|限制消费人员"),
    (
        "list.red",
        r"红名单|红榜|正面清单|守信|诚信(?:示范|企业|单位|商户|用工|经营|守法|建设|纳税)?(?:名单|榜)|白名单|激励(?:对象|主体)?名单|A级纳税人名单|示范(?:单位|企业)?名单",
    ),
    (
        "list.warning",
        r"[红黄]牌|红黄|黄名单|灰名单|警示|预警|重点关注|重点监管|重点监控|重点监测|重点督办|失联|空壳|僵尸|高风险|关注对象|不良行为记录(?!名单)|提示名单|警告名单",
    ),
    ("list.serious", r"黑名单|失信|黑榜|惩戒|违法|不良记录|不良行为|曝光|禁入|联合惩戒"),
)
_NOW = re.compile(
    r"[”’]?[，,]?(?:目前|现|至今|累计|截至目前)?(?:已|共)(?:有|纳入|列入)?(?P<number>\d+)\s*[家户名人个]"
)
_COUNTED_HERE = re.compile(
    r"[”’]?(?:的)?(?:企业|单位|主体|商户)?(?:共)?\s*(?P<number>\d+)\s*[家户名人个](?!月)"
)
_ALSO_LISTED = re.compile(
    r"[，,；](?:并|且|同时)?(?:对|将)?其?(?:法定代表人|主要负责人|负责人|实际控制人|经营者|股东|共同借款人|担保人|配偶|技术负责人|责任人员?)(?P<who>[^，。；]{2,12}?)(?:(?:同时|同步|一并|也|亦)(?:被)?(?:列入|纳入)|同列)"
)
_CALLS = re.compile(r"(?:下列|以下)[^。：:]*[：:]\s*$")
_CALLS_BELOW = re.compile(r"(?:下列|以下)[^。]*[：:]\s*$")
FOUND_OUT = re.compile(r"(?:查询到|查询发现|核查发现|审查发现|检索到|比对发现)[^，。；]{2,40}(?:被|已被)")
_REVIEWED = re.compile(
    r"信用(?:审查|核查|查询|筛查|比对)[^。；]*其中[^。；]*被$|经(?:信用)?查询[^。；]*被$"
)  # what a review finds
_WAS_LISTED = re.compile(rf"(?:因[^，。；]{{2,30}})?(?:已|经[^，。；]{{2,12}})?被?(?:依法)?{ADD}")
_LEVEL = re.compile(r"[“‘]?(红|黄)[”’]?牌")
_BOTH_LEVELS = re.compile(r"[“‘]?红[”’]?、?[“‘]?黄[”’]?牌?|红[”’]?牌?[”’]?[、和或][“‘]?黄")
_BY_BODY = re.compile(r"[，；]?(?:现|并|已)?由[^，；]{2,24}$")
_OBJECT = re.compile(
    r"(?:决定|同意|准予|现|依法|拟)?"
    r"(?:[将把](?!依法|会|被(?!执行人|处罚人|处罚单位|检查)|予以|乐县)|对(?!于|象|外|照|比))"
)
_ADVERBS = re.compile(
    r"(?:的|不予|暂不|未予|暂缓|不再|予以|依法|依规|均|一并|同时|现|已|继续|分别|重新|统一|按规定|直接|提前|正式|期满|届满|自动|拟|也|曾|仍|就|本次|此次|一律|在|\s)+$"
)
_COLON = re.compile(r"[”’]?(?:管理)?[：:]\s*")
_PRONOUN = re.compile(r"^(?:他们|她们|其|上述[^，。]{0,10}|该[^，。、及和与]{0,8}|这些[^，。]{0,8})$")
_RELATIVE = re.compile(r"[^，。；]{0,6}的(?P<who>[^，。；、]+)")  # 列入…名单的12户企业
_GIVEN = re.compile(r"(?:对|给|向|授予|给予)(?P<who>[^，。；]+?)(?=授予|给予|颁发|予以|进行|作出)")
_TOPIC = re.compile(
    r"(?:对于?|关于)(?P<topic>[^，。；]{2,60})[，,]"
    r"|(?:鉴于|由于|因|经查|经核查)[，,]?(?P<cause>[^，。；]{2,60}?)(?=已|现已|均|按期|主动|完成|履行|通过|申请|符合|整改|提交|提出)"
)


def list_kind(name: str) -> str | None:
    """Return the kind of a list by its name, or None for a name that is of no credit list.

    >>> [list_kind(n) for n in ("红名单", "安全生产黄牌警示名单", "经营异常名录", "拖欠农民工工资黑名单")]
    ['list.red', 'list.warning', 'list.abnormal', 'list.serious']
    """
    return next((kind for kind, pattern in _KINDS if re.search(pattern, name)), None)


_WANTED = re.compile(
    r"应当|必须|不得|可以|要求各|鼓励|应(?!急)|建议|提议|(?<!经)(?:提请|报请|商请|函请|恳请|转请)(?![^，。；]*(?:同意|批准))"
    r"|(?<![申商提报函恳])请(?:各|有关|相关|贵|你|将|[\u4e00-\u9fff]{1,12}?(?:局|委|办|院|厅|部门|单位)[将把对])|要求(?!改正)|请求"
)
_UP_TO = re.compile(r"[至到为]")  # 由三个月延长|至六个月


def listed(sentence: Sentence, event_type: str) -> Iterator[Event]:
    """Yield the list events of one kind that a sentence reports.

    An asserted event has a subject: one named, counted, or resolved (将他们列为 …); where a rule, a plan or
    a document's demand names no one, certainty says so.
    """
    plain = tuple(moves(sentence))
    others = (
        move
        for move in recognised(sentence)
        if not any(move.verb_start < each.verb_end and each.verb_start < move.verb_end for each in plain)
    )
    for move in (*plain, *others):
        if list_kind(move.list.mention.value) == event_type and not _looked_up(sentence, move):
            yield from by_term(sentence, move, _event(sentence, event_type, move))


def _looked_up(sentence: Sentence, move: Move) -> bool:
    """Whether a listing is only what somebody found out: 查询到甲公司被列入…，取消其竞买资格."""
    clause = sentence.clause(move.verb_start)
    return bool(
        FOUND_OUT.search(sentence.shape, clause.start, move.verb_start)
        or _REVIEWED.search(sentence.shape, 0, move.verb_start)
    )


def _event(sentence: Sentence, event_type: str, move: Move) -> Event:
    names = _with_people(sentence, move, _counted_after(sentence, move, _subjects(sentence, move)))
    certainty = certainty_of(sentence, move.verb_start, move.verb_end)
    concrete = any(s.kind is not SubjectKind.GROUP for s in names.subjects) or names.stated is not None
    if not concrete and _CALLS_BELOW.search(sentence.shape):
        concrete = bool(names.subjects)  # 下列12户企业…，决定移出：
    if certainty is Certainty.PRESCRIPTIVE and concrete and _decided(sentence, move):
        certainty = Certainty.ASSERTED
    if certainty is Certainty.PROPOSED and not concrete:
        certainty = Certainty.PROSPECTIVE
    if certainty is Certainty.ASSERTED and not concrete:
        certainty = Certainty.PRESCRIPTIVE  # nobody in particular was listed
    date = event_date(sentence, move.verb_start)
    own = sentence.clause(move.verb_start).start if move.who else 0
    if move.action is Action.REVOKE and not sentence.of(MentionKind.DATE, start=own, end=move.verb_start):
        date = carried_date(sentence)  # the day in between is that of the listing
    days = sentence.of(MentionKind.DATE, end=move.verb_start)
    if move.action is Action.REMOVE and len(days) == 1 and _WAS_LISTED.match(sentence.shape, days[0].end):
        date = carried_date(sentence)  # 2021年列入黑名单，现已期满，予以移出
    if certainty is Certainty.PROPOSED and not sentence.of(MentionKind.DATE, end=move.verb_start):
        date = None  # the day of the announcement is not that of the act
    # what is told of the old term, before a verb in a clause of its own, is not the new one
    apart = move.action is Action.EXTEND and (
        move.verb_start > sentence.clause(move.list.start).end or _UP_TO.match(sentence.shape, move.verb_end)
    )
    validity = term(sentence, move.verb_start if apart else move.list.start, date)
    if move.action in (Action.REMOVE, Action.REVOKE):
        validity = Term()  # what is told of a term is that of the listing, or another's
    return act(
        sentence,
        event_type,
        (move.verb_start, move.verb_end),
        names=names,
        quote=_extent(sentence, move),
        action=move.action,
        certainty=certainty,
        authority=authority(sentence, _before_names(sentence, move)),
        list_name=_name_of(sentence, move),
        list_level=level(sentence.text[move.list.start : move.list.end]) or _board(sentence, move),
        batch=_batch(sentence, move),
        event_date=date,
        start=validity.start,
        end=validity.end,
        duration=validity.duration,
        derived_end=validity.derived_end,
        derived_end_rule=validity.rule,
        reason=_reason(sentence, move),
        measure=_measure(sentence, move),
    )


def _name_of(sentence: Sentence, move: Move) -> str | None:
    """The list's name; a card is none, and a firm in front of it (甲公司失信名单期限) is not part of it."""
    value = move.list.mention.value
    if value in ("黄牌", "红牌"):
        return None
    owners = sentence.of(MentionKind.ORGANISATION, start=move.list.start, end=move.list.end)
    return value.removeprefix(owners[0].mention.text) if owners else value


def _counted_after(sentence: Sentence, move: Move, names: Names) -> Names:
    """Take the number told right after the list: …纳入“红名单”，目前已有28家."""
    direct = _COUNTED_HERE.match(sentence.bare, move.list.end)
    if direct and move.list.start >= move.verb_end:
        return Names(names.subjects, int(direct["number"]))  # 本期发布黑名单8个，退出黑名单3个
    told = _NOW.match(sentence.bare[move.list.end :])
    if names.stated is not None or told is None:
        return names
    return Names(names.subjects, int(told["number"]))


def _with_people(sentence: Sentence, move: Move, names: Names) -> Names:
    """Add those of the firm who are listed with it: …，其法定代表人梁某同时列入."""
    also = _ALSO_LISTED.search(sentence.bare, move.list.end)
    if also is None or not names.subjects or move.action is not Action.ADD:
        return names
    return Names((*names.subjects, *named(sentence, *also.span("who")).subjects), names.stated)


def _decided(sentence: Sentence, move: Move) -> bool:
    """Whether a verb under a document's title is that document's own act on those it names."""
    here = sentence.shape[sentence.clause(move.verb_start).start : move.verb_start]
    return not (_WANTED.search(here) or wanted_before(sentence, move.verb_start))


def level(words: str) -> str | None:
    """Return the card that a list's name holds: 黄牌, 红牌, or None for both or neither.

    >>> level("安全生产“黄”牌警示管理名单"), level("安全生产“红黄牌”警示名单")
    ('黄牌', None)
    """
    if _BOTH_LEVELS.search(words):
        return None
    card = _LEVEL.search(words)
    return f"{card[1]}牌" if card else None


def _board(sentence: Sentence, move: Move) -> str | None:
    """The board that goes with the list: 授予“红榜”称号，列入守信激励名单."""
    told = re.search(r"[“‘]([红黑]榜)[”’]", sentence.text[: move.list.start])
    return told[1] if told else None


def _object_start(sentence: Sentence, move: Move) -> int:
    """Where the object phrase (将甲公司…) of the verb begins, or the verb itself."""
    first = sentence.part(move.verb_start).start
    clause_starts = [c.start for c in sentence.clauses if first <= c.start <= move.verb_start][-6:]
    window = sentence.shape[clause_starts[0] if clause_starts else 0 : move.verb_start]
    base = clause_starts[0] if clause_starts else 0
    objects = list(_OBJECT.finditer(window))
    return base + objects[-1].start() if objects else move.verb_start


def _before_names(sentence: Sentence, move: Move) -> int:
    """Where the words end that may say who acts: 省税务局公布…失信主体，我县甲公司在列."""
    start = _object_start(sentence, move)
    return min(start, move.list.start) if move.who and move.who[0] > move.list.end else start


def _subjects(sentence: Sentence, move: Move) -> Names:
    """Find those that the verb acts on."""
    if move.who is not None and move.who[0] == move.who[1]:  # 决定将|管理期限延长2年
        return Names(antecedent(sentence, move.verb_start), None)
    if move.who is not None:
        found = named(sentence, *move.who)
        if found.stated is None:
            told = stated_count(sentence, move.verb_end, max(move.list.start, move.verb_end))
            found = Names(found.subjects, told)
        return found if found.subjects else _listed_themselves(sentence, move, found)
    colon = _COLON.match(sentence.text, max(move.list.end, move.verb_end))
    if colon and (move.list.start >= move.verb_end or _CALLS.search(sentence.shape, 0, colon.end())):
        found = named(sentence, colon.end(), len(sentence.text.rstrip("。；; ")))
        if concrete(found):
            return found  # 下列企业…列入经营异常名录：甲公司、乙公司
    start = _object_start(sentence, move)
    if start < move.verb_start:
        marker = _OBJECT.match(sentence.shape, start)
        low = marker.end() if marker else start
        other = sentence.of(MentionKind.LIST, start=low, end=move.object_end)
        relative = _RELATIVE.match(sentence.text[move.list.end :])
        if other and relative:  # 将列入甲名单的12户、移出甲名单的4户公布
            at = move.list.end
            return named(sentence, at + relative.start("who"), at + relative.end("who"))
        stop = _before_adverbs(sentence, low, move.object_end)
        found = named(sentence, low, stop)
        if _PRONOUN.match(sentence.text[low:stop].strip()) and found.stated is None:
            return _antecedent(sentence, start)
        if not found.subjects:  # 对甲公司给予预警，纳入…: the object belongs to the verb before
            near = whom(sentence, low, sentence.clause(start).end, persons=True)
            found = near if concrete(near) else found
        if found.subjects or not _RELATIVE.match(sentence.text[move.list.end :]):
            return found
    clause = sentence.clause(move.verb_start)
    low = clause.start
    if _BY_BODY.match(sentence.shape, low, move.verb_start) and (topic := leading(sentence, low)):
        return named(sentence, *topic)  # 甲培训班已整改到位，由县教育局移出
    passive = re.search(r"(?:均|都|已|同时|现|目前|依法|日前)*被", sentence.shape[low : move.verb_start])
    stop = low + passive.start() if passive else _before_adverbs(sentence, low, move.object_end)
    found = named(sentence, low, stop)
    if not found.subjects and passive and (topic := leading(sentence, move.verb_start)):
        found = named(sentence, *topic)
    if found.subjects:
        return found
    relative = _RELATIVE.match(sentence.text[move.list.end :])
    if relative:
        return named(sentence, move.list.end + relative.start("who"), move.list.end + relative.end("who"))
    return _antecedent(sentence, low)


def _listed_themselves(sentence: Sentence, move: Move, found: Names) -> Names:
    """A list published with a bare number (…失信被执行人名单，涉及21人) names its people by its own name."""
    if told := group(sentence, 0, move.verb_start):
        return Names(told[:1], found.stated)
    name = re.sub(r"(?:名单|名录)$", "", move.list.mention.value)
    who = Subject(name=name, kind=SubjectKind.GROUP, span=sentence.at(move.list.start, move.list.end))
    return Names((who,), found.stated)


def _before_adverbs(sentence: Sentence, low: int, stop: int) -> int:
    """Step back over what stands between the names and the verb: 甲公司 | 不予, 乙商行的 | 黄牌."""
    tail = _ADVERBS.search(sentence.shape, low, stop)
    return tail.start() if tail else stop


def _antecedent(sentence: Sentence, before: int) -> Names:
    """Resolve 他们, 其 or a missing object: the topic (对于…，), or the object of the clause before."""
    given = _GIVEN.search(sentence.shape, sentence.part(before).start, before)
    if given and (found := named(sentence, given.start("who"), given.end("who"))).subjects:
        return found
    topics = list(_TOPIC.finditer(sentence.bare, 0, before))
    if topics:
        low, high = topics[-1].span("topic" if topics[-1]["topic"] else "cause")
        found = named(sentence, low, high)
        if found.subjects:
            return _counted(sentence, found)
    topic = leading(sentence, before)
    if topic is not None and (told := named(sentence, *topic)).subjects:
        return told
    found = Names(antecedent(sentence, before), None)
    if not found.subjects:  # 附件2所列3户企业因期满，移出…
        opening = sentence.part(before).start
        counted = named(sentence, opening, sentence.clause(opening).end)
        return counted if counted.stated is not None else found
    return found


def _counted(sentence: Sentence, names: Names) -> Names:
    """Give a group the number stated earlier in its passage for the same people.

    Where several are stated the largest is that of them all: the others are parts of it.
    """
    if names.stated is not None or len(names.subjects) != 1:
        return names
    who = names.subjects[0]
    stated = [
        count
        for earlier in sentence.earlier
        for found in earlier.of(MentionKind.GROUP)
        if _alike(found.mention.value, who.name)
        and (count := stated_count(earlier, found.start, found.end)) is not None
    ]
    return Names((who,), max(stated, default=None))


def _alike(one: str, other: str) -> bool:
    """Whether two group words name the same people: 医务工作者 and 医务人员 share their modifier."""
    return one in other or other in one or (len(one) > 2 and one[:2] in other)


def _batch(sentence: Sentence, move: Move) -> str | None:
    """Return the batch printed in the list's name, else the one in the notice's own title."""
    near = sentence.of(MentionKind.BATCH, start=max(move.verb_start - 2, 0), end=move.list.end + 12)
    if near:
        return near[0].mention.value
    if sentence.source.is_bulletin or move.action is not Action.ADD:
        return None
    title = sentence.source.masthead.title
    if title:
        spans = [b.span for b in sentence.source.document.blocks if b.text.replace("\n", "") == title]
        batches = [m for s in spans for m in sentence.source.within(s) if m.kind is MentionKind.BATCH]
        return batches[0].value if batches else None
    return None


def _extent(sentence: Sentence, move: Move) -> tuple[int, int]:
    """The words that prove the move: from the object to the end of the term."""
    start = _object_start(sentence, move)
    start = min(start, sentence.clause(move.verb_start).start) if start == move.verb_start else start
    end = max(sentence.clause(move.list.start).end, sentence.clause(move.verb_end - 1).end)
    for clause in sentence.clauses:
        if clause.start >= end and re.match(
            r"[，,]?(?:其中)?(?:[^，]{0,4}期限?|有效期|自|至|为期|同等条件下|期)",
            sentence.text[clause.start : clause.end],
        ):
            end = clause.end
        elif clause.start >= end:
            break
    return start, end


def _reason(sentence: Sentence, move: Move) -> str | None:
    """Return the stated ground: 因…，; null where none is stated."""
    before = sentence.text[: move.verb_start]
    found = re.search(r"(?:^|[，。；])[^，。；]{0,4}?因(?:为|其|存在)?(?P<why>[^，；。]{3,80}?)[，,]", before)
    return found["why"] if found else None


def _measure(sentence: Sentence, move: Move) -> str | None:
    """Return what goes with the listing: the privilege or burden named in the clause after it."""
    rest = sentence.text[sentence.clause(move.list.start).end :]
    found = re.match(r"[，,](?P<what>(?:同等条件下|优先|给予|享受|实施|暂停|限制|取消)[^，；。]{2,40})", rest)
    return found["what"] if found else None
