"""Title, sentence, columns → Frame: which act the rows of a table or list report.

Rows hardly ever say it themselves. The sentence that announces them does (将下列5户…列入…), or the
heading and title above them (…移出名单, …行政处罚信息公开表), or their columns (行政处罚内容).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..mentions.batches import find_batches
from ..mentions.counts import find_counts
from ..mentions.lists import find_lists
from ..model import Action, Authority, Block, BlockKind, Certainty, Event, MentionKind, Span, SubjectKind
from ..text import without_quotes
from .arguments import Term, term
from .certainty import certainty_of
from .columns import Column
from .grades import GRADE, scheme_of
from .listing import level, list_kind
from .passage import Source
from .penalties import sanction
from .rows import Rows

_OFF = re.compile(r"屏蔽|移出|退出|移除|解除|剔除|撤出|撤销|取消")
_PENALTY = re.compile(r"行政处罚|处罚(?:情况|信息|决定|结果|公示|公开|案件)|被处罚")
_RATING = re.compile(
    r"信用(?:等级)?评价|信用级|评价结果|评定结果|评级结果|等级评定|信用等级|A级纳税人|诚信等级|评定等级"
)
_SUPERVISED = re.compile(r"(?P<off>摘牌|解除挂牌|撤销挂牌|撤牌|销案|销号)|挂牌(?:督办|整治|警示)")
_ARREARS = re.compile(r"欠税(?:公告|情况|信息|纳税人|企业|名单)|欠缴(?:税款|社会保险费)")
_HONOUR = re.compile(r"表彰|先进|标兵|示范|优秀|获奖|荣誉|守合同重信用|文明")
_REPAIR = re.compile(r"信用修复|修复(?:公示|结果|名单|企业)")
_LICENCE = re.compile(r"行政许可|许可(?:信息|决定|公示)|准予许可")
_CHECKED = re.compile(r"抽查|检查结果|抽检|双随机|年检|年度检查|年审|年报抽查|飞行检查")
_BAD_FAITH = re.compile(
    r"(?:\d{4}年)?(?:度)?(?:第[一二三四五六七八九十\d]+批)?(?:[\u4e00-\u9fff]{2,20}?(?:公布|公示|通报|曝光))?(?:\d+[家户个起名])?"
    r"(?P<name>[\u4e00-\u9fff]{0,14}(?:失信|拖欠|欠薪|重大[\u4e00-\u9fff]{2,8}违法|严重违法)[\u4e00-\u9fff]{0,10}?(?:企业|单位|行为|主体|当事人|案件|个人|对象))"
)
# titles, captions and headers → kinds, where the words alone tell it; the first that fits
_KINDS = (
    ("judicial.consumption_restriction", r"限制(?:高)?消费"),
    ("measure.punish", r"扣分|记分|计分|不良行为记?分"),
    ("commitment.breached", r"违诺|失诺|毁诺|违背承诺"),
    ("commitment.made", r"信用承诺(?:书)?(?:公示|情况|名单|企业)|签署承诺|承诺书(?:公示|名单)"),
    (
        "qualification.change",
        r"(?:任职资格|执业资格|职业资格|专业技术资格|职称|执业证)[^，。]{0,8}(?:名单|公示|公告|通知)",
    ),
    ("admin.payment", r"(?:补贴|补助|返还|救助|资助)[^，。]{0,8}(?:名单|公示|公告|发放|情况)"),
    ("admin.award", r"(?:奖励|奖补|记功|嘉奖)[^，。]{0,8}(?:名单|公示|决定|通报)"),
    (
        "admin.confirmation",
        r"(?:高新技术企业|专精特新|技术中心|众创空间|龙头企业|老字号|绿色工厂)[^，。]{0,10}(?:名单|公示|公告|通知)",
    ),
    ("contract.performance", r"履约(?:评价|情况|信息)|合同履行"),
)
_BAD_RECORD = re.compile(r"(?P<name>不良(?:行为|信用)记录|不良行为)(?!名单)")
_UNITS = frozenset(["家", "户", "个", "名", "人", "起", "所", "间"])
_TELLER = re.compile(r"(?P<by>[\u4e00-\u9fff]{2,12}?(?:省|市|县|区|州|盟|旗))(?:通报|公布|曝光|发布|公示)")
_WHOLE_YEAR = re.compile(r"^\d{4}年?(?:度)?")
_DECIDED_ALL = re.compile(r"(?:以上|上述)[^。；]{0,24}(?:作出|决定|列入|移出|评定)(?:日期|时间)均?为")
_LOOKED_INTO = re.compile(r"信用(?:审查|核查|查询|审核|筛查)")
_OFF_ON = re.compile(r"(?:移出|退出|解除)(?:日期|时间)均?为")
_ON_ON = re.compile(r"(?:列入|纳入|认定)(?:日期|时间)均?为")
_SHARED_BY_ALL = re.compile(r"(?:以上|上述)[^，。；]{0,10}(?:期限?|均)[^。]{0,4}自")
_SHARED = re.compile(
    r"(?:惩戒|管理|列入|警示|公示|有效|评价|限制|上述|以上|均)[^，。；]{0,6}期限?(?!间|满|届)|有效期(?!满|内)|自[^，。；]{4,16}起(?:执行|施行|计算|生效)"
)
_OWN_ACT = re.compile(r"(?:决定|通报|通告|公告|通知)(?:（[^）]*）)?$")
_POINTING = re.compile(r"下列|以下|如下|附件|附后|上述|以上|见附|名单|附表|见下表")


@dataclass(frozen=True)
class Frame:
    """What the rows have in common: an event without subjects, and who announced it."""

    event: Event
    announced: Event | None = None  # the sentence's own event, which the rows replace


def frames_for(source: Source, rows: Rows, events: list[Event]) -> list[Frame]:
    """Return the frames that the rows may belong to, the best first; empty where nothing tells.

    ``events`` are those that sentences reported: one that points at a list (下列, 附件) or shares a name
    with the rows announces them. Without one the nearest caption decides, then the notice's title.
    """
    deciding = {Column.PENALTY, Column.FINE, Column.ARREARS, Column.RESULT, Column.POINTS, Column.LIST}
    if deciding & rows.columns and Column.ORIGINAL_NUMBER not in rows.columns:
        own = _by_columns(source, rows)
        if own is not None:
            return [own]
    announced = _announcing(source, rows, events)
    caption = _of_words(_captions(source, rows))
    if announced:
        fitting = [f for f in announced if caption is None or _agree(f.event, caption)]
        if fitting or caption is None:
            return fitting or announced
    titled = _of_words(re.sub(r"\s", "", source.masthead.title or ""))
    named = caption or (_turned(titled, _captions(source, rows)) if titled is not None else None)
    if named is None:
        return []
    known = {
        "event_date": named.event_date or _moved_on(source, named) or _decided_on(source, rows),
        "list_name": _list_named(source, rows, named),
    }
    named = named.model_copy(update=known)
    dated = bool({Column.DATE, Column.START} & rows.columns)
    return [Frame(with_shared_facts(source, named if dated else _dated(source, named)))]


def _paragraph_above(source: Source, rows: Rows) -> Block | None:
    """The paragraph that leads to the rows."""
    above = [b for b in source.document.blocks if b.span.end <= rows.block.span.start]
    return next((b for b in reversed(above) if b.kind is BlockKind.PARAGRAPH), None)


def _list_named(source: Source, rows: Rows, event: Event) -> str | None:
    """The list as the paragraph that leads to the rows calls it, else as title or caption do."""
    if event.list_name is None or not event.event_type.startswith("list."):
        return event.list_name
    leading = _paragraph_above(source, rows)
    mentions = source.within(leading.span) if leading is not None else []
    lists = [
        m.value for m in mentions if m.kind is MentionKind.LIST and list_kind(m.value) == event.event_type
    ]
    issuer = source.masthead.issuer or ""
    return lists[0] if len(set(lists)) == 1 and len(lists[0]) > 4 else event.list_name.removeprefix(issuer)


def _dated(source: Source, event: Event) -> Event:
    """Give the act the day of the notice, where the notice is itself the act: …决定, …通报."""
    acts = _OWN_ACT.search(re.sub(r"\s", "", source.masthead.title or ""))
    return event.model_copy(update={"event_date": event.event_date or source.own_date}) if acts else event


def with_shared_facts(source: Source, event: Event, *, narrow: bool = False) -> Event:
    """Add what the notice says of all its rows in sentences of their own: 期限均为三年，自…起计算.

    ``narrow`` takes only what is said of all the above (以上期限均…), for events of sentences.
    """
    if narrow and event.event_date is None and event.certainty is Certainty.ASSERTED:
        event = event.model_copy(update={"event_date": _day_of_all(source)})
    if not event.event_type.startswith(("list.", "rating.", "honour.", "repair.")):
        return event
    terms = [
        found
        for sentence in source.saying(_SHARED_BY_ALL if narrow else _SHARED)
        if (found := term(sentence, 0, event.event_date)) != Term()
        and certainty_of(sentence, len(sentence.text) - 1, len(sentence.text)) is not Certainty.CONDITIONAL
    ]
    if len(terms) != 1:
        return event
    said = terms[0]
    if event.action is Action.REMOVE:
        return event  # the term is that of the listing, which ends
    return event.model_copy(
        update={
            "duration": event.duration or said.duration,
            "start": event.start or said.start,
            "end": event.end or said.end,
        }
    )


def _day_of_all(source: Source) -> str | None:
    """The day that the notice gives for all its acts: 上述许可决定作出日期均为2022年7月5日."""
    for sentence in () if source.is_bulletin else source.saying(_DECIDED_ALL):
        days = sentence.of(MentionKind.DATE)
        if len(days) == 1:
            return days[0].mention.value
    return None


def _moved_on(source: Source, event: Event) -> str | None:
    """The day that is told for all who leave, or enter, a list: 移出日期均为2024年3月29日."""
    words = {Action.REMOVE: _OFF_ON, Action.ADD: _ON_ON}.get(event.action) if event.action else None
    said = source.saying(words) if words else ()
    days = said[0].of(MentionKind.DATE) if len(said) == 1 else []
    return days[0].mention.value if len(days) == 1 else None


def _decided_on(source: Source, rows: Rows) -> str | None:
    """The day in the sentence that leads to the rows: 于10月16日对…进行了评定，结果如下."""
    leading = _paragraph_above(source, rows)
    if leading is None or not re.search(r"如下[：:。，]?$", leading.text.strip()):
        return None
    days = [
        m.value
        for m in source.within(leading.span)
        if m.kind is MentionKind.DATE
        and len(m.value) == 10
        and source.text[m.span.start - 1 : m.span.start] == "于"
    ]
    return days[-1] if days else None


def _by_columns(source: Source, rows: Rows) -> Frame | None:
    """A column of penalties makes the rows penalties, unless the title says that they are listings."""
    if Column.ARREARS in rows.columns:
        return Frame(_event("admin.levy"))
    heads = "、".join(rows.block.table.header) if rows.block.table else ""
    if Column.LIST in rows.columns and rows.rows and Column.LIST in rows.rows[0].values:
        kind = list_kind(rows.rows[0].values[Column.LIST].text)
        if kind is not None:
            off = _OFF.search(heads) or _OFF.search(_captions(source, rows).split("\n")[0])
            action = Action.REMOVE if off else Action.ADD
            return Frame(_event(kind, action=action))
    if Column.POINTS in rows.columns and Column.LEVEL not in rows.columns:
        return Frame(_dated(source, _event("measure.punish")))
    if "违诺" in heads or "践诺" in heads:
        return Frame(_dated(source, _event("commitment.breached")))
    title = re.sub(r"\s", "", source.masthead.title or "")
    named = _of_words(title)
    listing = named is not None and named.event_type.startswith(("list.", "rating.", "repair.", "honour."))
    if listing and not _PENALTY.search(title):
        return None
    if Column.RESULT in rows.columns and not _LOOKED_INTO.search(title):
        return Frame(_event("admin.inspection"))
    if {Column.PENALTY, Column.FINE} & rows.columns:
        proposed = bool(re.search(r"拟|告知", title)) and "处罚" in title
        certainty = Certainty.PROPOSED if proposed else Certainty.ASSERTED
        return Frame(_event("admin.penalty", certainty=certainty))
    return None


def _announcing(source: Source, rows: Rows, events: list[Event]) -> list[Frame]:
    """Find the events of sentences that announce these rows."""
    names = {row.values[Column.NAME].text for row in rows.rows}
    out: list[tuple[int, Frame]] = []
    for event in events:
        if event.event_type.startswith(
            ("policy.", "measure.", "commitment.", "application.", "assessment.")
        ) or event.event_type.endswith(".batch"):
            continue
        if event.certainty not in (Certainty.ASSERTED, Certainty.PROPOSED, Certainty.PRESCRIPTIVE):
            continue
        if any(row.span.start <= event.span.start and event.span.end <= row.span.end for row in rows.rows):
            continue  # what a row tells in whole sentences announces nobody
        shared = any(_same(subject.name, name) for subject in event.subjects for name in names)
        group = not event.subjects or all(s.kind is SubjectKind.GROUP for s in event.subjects)
        sentence = _around(source, event.span)
        points = (
            group
            and bool(_POINTING.search(sentence))
            and _reaches(sentence, event.span.start, rows.block.span.start)
        )
        counted = event.stated_count is not None and event.stated_count == len(rows.rows)
        back = points and event.span.start > rows.block.span.start  # 以上被执行人…: those listed, nobody else
        if shared or (points and (counted or back or event.certainty is not Certainty.PRESCRIPTIVE)):
            certainty = Certainty.ASSERTED if event.certainty is Certainty.PRESCRIPTIVE else event.certainty
            base = event.model_copy(update={"subjects": (), "certainty": certainty})
            out.append((2 * shared + back + counted, Frame(base, event)))
    return [frame for _, frame in sorted(out, key=lambda pair: -pair[0])]


def _reaches(sentence: str, at: int, rows: int) -> bool:
    """Whether a sentence may announce rows: one before them does, one after them says 以上 or 上述."""
    return at < rows or bool(re.search(r"以上|上述", sentence))


def _turned(event: Event, caption: str) -> Event:
    """Let the caption say which way a list changes, or which grade is given (二、退出企业, AAA级企业)."""
    if event.event_type.startswith("list.") and _OFF.search(caption):
        return event.model_copy(update={"action": Action.REMOVE})
    grade = re.search(GRADE, caption)
    if event.event_type == "rating.assigned" and grade:
        return event.model_copy(update={"list_level": re.sub(r"[“”\s]", "", grade[0])})
    return event


def _same(one: str, name: str) -> bool:
    return name == one or (len(one) >= 4 and name.startswith((one + "（", one + "(")))


def _around(source: Source, span: Span) -> str:
    """The paragraph that holds a span."""
    text = source.text
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    return text[start : end if end != -1 else len(text)]


def _captions(source: Source, rows: Rows) -> str:
    """The table's caption and the headings right above it, nearest first."""
    found = [rows.title or ""]
    above = [b for b in source.document.blocks if b.span.end <= rows.block.span.start]
    for block in reversed(above):
        if block.kind in (BlockKind.SECTION, BlockKind.HEADING):
            found.append(block.text)
        elif block.kind is not BlockKind.TABLE or found[-1]:
            break
    return "\n".join(filter(None, found))


def _of_words(words: str) -> Event | None:
    """Read the act that a title or caption names, or None where it names none.

    >>> event = _of_words("2023年第二批安全生产失信“黑名单”移出名单")
    >>> event.event_type, event.action.value, event.list_name, event.batch
    ('list.serious', 'remove', '安全生产失信黑名单', '2023-2')
    """
    if not words.strip():
        return None
    proposed = bool(re.search(r"(?<![虚模])拟", words))
    certainty = Certainty.PROPOSED if proposed else Certainty.ASSERTED
    batch = next((m.value for m in find_batches(words) if re.fullmatch(r"\d{4}-\d+", m.value)), None)
    stated = next((int(m.value) for m in find_counts(words) if m.unit in _UNITS and m.value.isdigit()), None)
    body = _TELLER.match(words)
    told = {"stated_count": stated, "authority": Authority(written=body["by"]) if body else None}
    if _LOOKED_INTO.search(words):
        return None  # who was looked into, not who was found wanting or praised
    told_by = next((kind for kind, pattern in _KINDS if re.search(pattern, words)), None)
    if told_by is not None:
        return _event(told_by, certainty=certainty)
    if _REPAIR.search(words):
        return _event("repair.accepted", certainty=certainty)
    for mention in find_lists(words):
        kind = list_kind(mention.value)
        if re.search(r"红黑", mention.value):
            continue  # of both lists: which one a row is on is told nearer to it
        if kind is not None and not (_RATING.search(words) and kind == "list.red"):
            return _event(
                kind,
                action=Action.REMOVE if _OFF.search(words) else Action.ADD,
                certainty=certainty,
                list_name=mention.value,
                list_level=level(mention.text),
                batch=batch,
                **told,
            )
    recorded = _BAD_RECORD.search(words)
    if recorded:
        return _event(
            "list.warning",
            action=Action.REMOVE if _OFF.search(words) else Action.ADD,
            certainty=certainty,
            list_name="不良行为记录",
            batch=batch,
            **told,
        )
    watched = _SUPERVISED.search(words)
    if watched:
        return _event(
            "list.warning",
            action=Action.REMOVE if watched["off"] else Action.ADD,
            certainty=certainty,
            list_name="挂牌督办",
            **told,
        )
    if _PENALTY.search(words) or sanction(words).kinds:
        imposed = words if sanction(words).kinds else None  # 吊销驾驶证人员: the caption says the penalty
        return _event("admin.penalty", certainty=certainty, measure=imposed)
    if _ARREARS.search(words):
        return _event("admin.levy", certainty=certainty)
    if _RATING.search(words):
        grade = re.search(GRADE, words)
        return _event(
            "rating.assigned",
            certainty=certainty,
            list_name=scheme_of(words),
            list_level=re.sub(r"[“”\s]", "", grade[0]) if grade else None,
        )
    if _HONOUR.search(words):
        return _event("honour.award", certainty=certainty, list_name=_honour(words))
    if _LICENCE.search(words):
        return _event("admin.licence", certainty=certainty)
    bad = _BAD_FAITH.search(re.sub(r"[“”\"]", "", words))
    if bad:
        return _event(
            "list.serious", action=Action.ADD, certainty=certainty, list_name=bad["name"], batch=batch, **told
        )
    if _CHECKED.search(words):
        return _event("admin.inspection", certainty=certainty)
    return None


def _honour(words: str) -> str | None:
    quoted = re.search(r"[“‘]([^”’]{3,30})[”’]", words)
    if quoted:
        return quoted[1]
    named = re.search(r"(?:表彰|授予|公布)(?P<name>[^，。]{4,30}?)(?:的决定|的通报|名单|的通知|$)", words)
    return without_quotes(_WHOLE_YEAR.sub("", named["name"])) if named else None


def _agree(event: Event, caption: Event) -> bool:
    """Whether a sentence and the caption over the rows speak of one act."""
    if event.event_type != caption.event_type:
        return False
    return event.action is caption.action or event.action is None


def _event(event_type: str, **fields: object) -> Event:
    return Event.model_validate({"event_type": event_type, "quote": "-", "span": Span(0, 0), **fields})
