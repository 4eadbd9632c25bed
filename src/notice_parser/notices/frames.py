"""Title, sentence, columns → Frame: which act the rows of a table or list report.

Rows hardly ever say it themselves. The sentence that announces them does (将下列5户…列入…), or the
heading and title above them (…移出名单, …行政处罚信息公开表), or their columns (行政处罚内容).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..mentions.batches import find_batches
from ..mentions.lists import find_lists
from ..model import Action, Block, BlockKind, Certainty, Event, MentionKind, Span, SubjectKind
from .captions import BOTH_LISTS, LOOKED_INTO, OFF, PENALTY, bare_event, headings_above, of_words
from .cell_values import subjects_of
from .certainty import certainty_of
from .columns import Column
from .days_of_rows import dated, decided_on, met_on, moved_on
from .grades import GRADE, NOW_RATED, issued_by_customs
from .listing import list_kind
from .moves import moves
from .passage import Source
from .rows import Rows
from .shared_facts import day_of_all, day_of_line, with_shared_facts
from .whom import CALLS_BELOW

_INSPECTED = re.compile(r"双随机|(?:检查|抽查|巡查|督查|抽检)[^，。；]{0,4}(?:结果|情况)")
_SISTER = re.compile(r"\s*[^，。；：:]{2,20}[（(]\d+\s*[家户个名人所][）)][：:]")  # 住宿业（14家）：…
_HONOURED = re.compile(  # 一、诚信示范企业（3家）
    r"(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．])?\s*(?P<name>[\u4e00-\u9fff]{4,20}?)(?:名单)?[（(]\d+[家户名个人]?[）)]\s*(?:\n|$)"
)
_GRADED = re.compile(
    rf"现?将[^，。；]{{0,24}}?(?P<level>{GRADE})[^，。；]{{0,16}}?(?:如下|附后|见附件|予以(?:公布|公告|公示|通报))[^，。；]{{0,8}}[：:。]?\s*$"
    rf"|(?:^|[，。；：])(?P<level2>{GRADE})(?:企业|单位|机构|商户|场所|[\u4e00-\u9fff]{{2,6}})?名单(?:如下|附后)?[：:]\s*$"
)
_RATED_AS = re.compile(  # 拟评为环保诚信企业
    r"(?:评|定|判|列)(?:定)?为(?P<level>[^，。；：（(\n]{2,12}?)(?:等级|类别)?的?(?:企业|单位|机构|主体|商户|个人|人员|名单)"
)
_UNGRADED = re.compile(r"暂缓|不参[评加与]|未参[评加与]|不予评[定价级]|未评|免评")
_GRADE_LOST = re.compile(r"(?:取消|撤销)[^，。；]{0,6}(?:等级|星级|资格)|摘牌")
_ANY_BOARD = re.compile(r"^(?:诚信)?[红黑]榜$")
_DECIDES_ON = re.compile(
    r"(?:决定|现|经[^，。；]{2,20}[，,])(?:依法)?[将对把](?:以下|下列|附件)|(?:本院|我院|我局|本局|现)(?:依法|决定|依规)*[将对把]其"
)
_DECIDES_HERE = re.compile(  # 经办公会研究，决定作如下处理：
    r"(?:研究|决定|会议审定)[^。]{0,40}(?:如下|以下)[^。]{0,6}(?:处理|惩戒|处罚|限制)|(?:研究|决定|会议审定)[^。]{0,40}(?:处理|惩戒|处罚|限制)[^。]{0,12}如下"
)
_ENVIRONMENT_CARD = re.compile(r"[绿蓝黄红黑]牌")
_CUSTOMS_GRADE = re.compile(r"(?:严重)?失信企业|(?:高级|一般)?认证企业|(?:其他)?注册登记和备案企业|常规企业")
_THOSE_CALLED = re.compile(  # 取消|以下2家企业|高新技术企业资格
    r"(?:以下|下列)[\d一二两三四五六七八九十]*[家户个名所]?(?:企业|单位|公司|机构|人员|主体|商户)的?"
)
_NOT_DECIDED = re.compile(r"拟|建议|可以|应当|(?:惩戒|限制|处理)(?:措施|决定)[：:]")
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
    caption = of_words(_captions(source, rows))
    if announced:
        fitting = [f for f in announced if caption is None or _agree(f.event, caption)]
        leading = _paragraph_above(source, rows)
        headed = of_words("\n".join(headings_above(source.document.blocks, rows.block.span.start)))
        if leading is not None and headed is None:  # 拟授予以下商户称号：, under 诚信商户名单的公示
            led = [f for f in announced if f.announced and _leads(source, leading, f.announced)]
            fitting = led or fitting
        if leading is not None and not fitting:  # 将下列企业认定为失信企业：, told by the customs
            led = [f for f in announced if f.announced and _leads(source, leading, f.announced)]
            fitting = [f for f in led if f.event.event_type == "rating.assigned"]
        board = caption is not None and _ANY_BOARD.search(caption.list_name or "") is not None
        if not fitting and leading is not None and board:  # （一）…纳入失信名单, under 二、诚信黑榜
            low, high = leading.span
            inside = [f for f in announced if f.announced and low <= f.announced.span.start < high]
            fitting = [f for f in inside if f.event.event_type.startswith("list.")]
        if fitting or caption is None:
            told = [_going_on(source, rows, frame) for frame in fitting or announced]
            return [_with_term(source, _counted(source, rows, frame)) for frame in told]
    titled = of_words(re.sub(r"\s", "", source.masthead.title or ""))
    caption = _of_customs(source, rows, titled, caption)
    if (
        caption
        and titled
        and titled.event_type == caption.event_type == "rating.assigned"
        and not caption.list_name
    ):
        caption = caption.model_copy(update={"list_name": titled.list_name})
    caption = _carded(titled, _captions(source, rows)) or caption
    named = caption or (_turned(titled, _captions(source, rows)) if titled is not None else None)
    if named is None or (
        named.event_type == "rating.assigned" and _UNGRADED.search(_captions(source, rows).split("\n")[0])
    ):
        return []
    known = {
        "event_date": named.event_date
        or moved_on(source, named)
        or decided_on(source, _paragraph_above(source, rows)),
        "list_name": _list_named(source, rows, named),
        "batch": named.batch or _batch_of_title(source, named),
        "stated_count": named.stated_count or _counted_above(source, rows),
        "list_level": named.list_level or _graded_above(source, rows, named),
    }
    named = named.model_copy(update=known)
    if source.is_proposal and named.certainty is Certainty.ASSERTED:
        return [Frame(named.model_copy(update={"certainty": Certainty.PROPOSED, "event_date": None}))]
    day_told = bool({Column.DATE, Column.START} & rows.columns)
    return [Frame(with_shared_facts(source, named if day_told else dated(source, named)))]


def _of_customs(source: Source, rows: Rows, titled: Event | None, caption: Event | None) -> Event | None:
    """The caption, or the grade that it says where the customs give it: 二、失信企业."""
    rating = titled if titled and titled.event_type == "rating.assigned" else None
    captions = _captions(source, rows)
    told = rating or issued_by_customs(source) or "海关" in captions
    if not told or (caption is not None and caption.event_type != "list.serious"):
        return caption
    level = _CUSTOMS_GRADE.search(captions.split("\n")[0] or (titled and titled.list_name) or "")
    grade = rating or bare_event("rating.assigned")
    return grade.model_copy(update={"list_level": level[0]}) if level else caption


def _leads(source: Source, paragraph: Block, event: Event) -> bool:
    """Whether an event is told by the last sentence of the paragraph, which calls what stands below."""
    inside = paragraph.span.start <= event.span.start and event.span.end <= paragraph.span.end
    text = source.text
    last = text[max(text.rfind("。", 0, event.span.start) + 1, paragraph.span.start) : paragraph.span.end]
    called = re.search(r"以下|下列|如下", last) and re.search(r"[：:]\s*$", last)
    return inside and bool(called) and "。" not in last


def _going_on(source: Source, rows: Rows, frame: Frame) -> Frame:
    """Keep only the list of an older sentence, where a column says how each listing goes on."""
    if Column.ACTION not in rows.columns or frame.event.action is not Action.ADD:
        return frame
    older = dict.fromkeys(("event_date", "start", "end", "duration", "derived_end", "derived_end_rule"))
    older |= dict.fromkeys(("stated_count", "batch", "document_number", "reason", "measure"))
    return Frame(dated(source, frame.event.model_copy(update=older)))


def _counted(source: Source, rows: Rows, frame: Frame) -> Frame:
    """Add the number that stands before the verb's own clause: 确定以下14家商户为…店，纳入红名单."""
    count = frame.event.stated_count or _counted_above(source, rows)
    return Frame(frame.event.model_copy(update={"stated_count": count}), frame.announced)


def _with_term(source: Source, frame: Frame) -> Frame:
    """Add the term that the notice gives in a sentence of its own, where the announcement gives none."""
    event = frame.event
    if event.duration or event.start or event.end or not event.event_type.startswith("list."):
        return frame
    return Frame(with_shared_facts(source, event), frame.announced)


def _paragraph_above(source: Source, rows: Rows) -> Block | None:
    """The paragraph that leads to the rows."""
    above = [b for b in source.document.blocks if b.span.end <= rows.block.span.start]
    return next((b for b in reversed(above) if b.kind is BlockKind.PARAGRAPH), None)


def _list_named(source: Source, rows: Rows, event: Event) -> str | None:
    """The list as the paragraph that leads to the rows calls it, else as title or caption do."""
    if event.event_type == "honour.award":
        told = _HONOURED.match(_captions(source, rows))
        name = event.list_name or (told["name"] if told else None)
        return re.sub(r"获奖(?:者|人员|名单|作品)?$", "", name) if name else None
    if event.list_name is None or not event.event_type.startswith("list."):
        return event.list_name
    leading = _paragraph_above(source, rows)
    mentions = source.within(leading.span) if leading is not None else []
    lists = [
        m.value
        for m in mentions
        if m.kind is MentionKind.LIST
        and list_kind(m.value) == event.event_type
        and not BOTH_LISTS.search(m.value)
    ]
    issuer = source.masthead.issuer or ""
    if len(event.list_name) <= 4:  # 移出“黑名单”企业, under 安全生产“黑名单”管理情况的通报
        title = re.sub(r"\s", "", source.masthead.title or "")
        found = {m.value for m in find_lists(title) if m.value.endswith(event.list_name)}
        longer = {name for name in found if not BOTH_LISTS.search(name)}
        lists = lists or sorted(longer)
    return lists[0] if len(set(lists)) == 1 and len(lists[0]) > 4 else event.list_name.removeprefix(issuer)


def _batch_of_title(source: Source, event: Event) -> str | None:
    """The batch that the title counts, for whoever enters a list of that batch: 第一批红黑榜, 红榜：."""
    if not event.event_type.startswith("list.") or event.action is not Action.ADD or source.is_bulletin:
        return None
    title = re.sub(r"\s", "", source.masthead.title or "")
    found = {m.value for m in find_batches(title) if re.fullmatch(r"\d{4}-\d+", m.value)}
    return found.pop() if len(found) == 1 else None


def _counted_above(source: Source, rows: Rows) -> int | None:
    """The number that the paragraph leading to the rows states for them, if it is theirs."""
    leading = _paragraph_above(source, rows)
    if leading is None or not re.search(r"如下|下列|以下|附后|见附", leading.text):
        return None
    listed = sum(len(subjects_of(row)) for row in rows.rows)
    first = re.search(r"(?:下列|以下)(\d+)\s*[家户个名所人]", leading.text)
    if first and int(first[1]) == listed:
        return listed
    counts = [m for m in source.within(leading.span) if m.kind is MentionKind.COUNT and m.value.isdigit()]
    return listed if [int(m.value) for m in counts] == [listed] else None


def _graded_above(source: Source, rows: Rows, event: Event) -> str | None:
    """The grade of all rows, where the paragraph right above says it: 现将C级企业名单通告如下."""
    if not event.event_type.startswith("rating.") or Column.LEVEL in rows.columns:
        return None
    above = [
        b
        for b in source.document.blocks
        if b.span.end <= rows.block.span.start and b.kind is BlockKind.PARAGRAPH
    ]
    leading = next((b for b in reversed(above) if not _SISTER.match(b.text)), None)
    found = _GRADED.search(leading.text) if leading is not None else None
    return re.sub(r"[“”‘’\s]", "", found["level"] or found["level2"]) if found else None


def _by_columns(source: Source, rows: Rows) -> Frame | None:
    """A column of penalties makes the rows penalties, unless the title says that they are listings."""
    objected = of_words(re.sub(r"\s", "", source.masthead.title or ""))
    if objected is not None and objected.event_type == "objection.resolved":
        return Frame(objected)
    if Column.ARREARS in rows.columns:
        return Frame(bare_event("admin.levy"))
    heads = "、".join(rows.block.table.header) if rows.block.table else ""
    if Column.LIST in rows.columns and rows.rows and Column.LIST in rows.rows[0].values:
        kind = list_kind(rows.rows[0].values[Column.LIST].text)
        if kind is not None:
            off = OFF.search(heads) or OFF.search(_captions(source, rows).split("\n")[0])
            action = Action.REMOVE if off else Action.ADD
            return Frame(dated(source, bare_event(kind, action=action)))
    if Column.POINTS in rows.columns and Column.LEVEL not in rows.columns:
        return Frame(dated(source, bare_event("measure.punish")))
    if "违诺" in heads or "践诺" in heads:
        return Frame(dated(source, bare_event("commitment.breached")))
    title = re.sub(r"\s", "", source.masthead.title or "")
    named, headed = of_words(title), of_words("\n".join(_captions(source, rows).split("\n")[:1]))
    kinds = ("list.", "rating.", "repair.", "honour.")
    listing = any(event is not None and event.event_type.startswith(kinds) for event in (named, headed))
    licensed = named is not None and named.event_type == "admin.licence"
    if (listing or licensed) and not PENALTY.search(title):
        return None
    inspected = Column.RESULT in rows.columns or (_INSPECTED.search(title) and not PENALTY.search(title))
    if inspected and not LOOKED_INTO.search(title):
        return Frame(bare_event("admin.inspection"))
    if {Column.PENALTY, Column.FINE} & rows.columns:
        proposed = bool(re.search(r"拟|告知", title)) and "处罚" in title
        certainty = Certainty.PROPOSED if proposed else Certainty.ASSERTED
        leading = _paragraph_above(source, rows)
        here = leading is not None and _DECIDES_HERE.search(leading.text) is not None
        day = (
            day_of_line(source)
            or day_of_all(source)
            or met_on(source, leading)
            or (source.own_date if here and not proposed else None)
        )
        date = None if Column.DATE in rows.columns else day
        return Frame(bare_event("admin.penalty", certainty=certainty, event_date=date))
    return None


def _announcing(source: Source, rows: Rows, events: list[Event]) -> list[Frame]:
    """Find the events of sentences that announce these rows."""
    names = {row.values[Column.NAME].text for row in rows.rows}
    out: list[tuple[tuple[int, int], Frame]] = []
    for event in events:
        if event.event_type == "measure.punish" and _barred_below(source, rows, event):
            measure = _THOSE_CALLED.sub("", event.measure or "") or event.measure
            known = {"subjects": (), "certainty": Certainty.ASSERTED, "measure": measure}
            base = event.model_copy(update=known)
            out.append(((3, event.span.start), Frame(dated(source, base), event)))
            continue
        if event.event_type.startswith(
            ("policy.", "measure.", "commitment.", "application.", "assessment.")
        ) or event.event_type.endswith(".batch"):
            continue
        if event.certainty not in (Certainty.ASSERTED, Certainty.PROPOSED, Certainty.PRESCRIPTIVE):
            continue
        if any(row.span.start <= event.span.start and event.span.end <= row.span.end for row in rows.rows):
            continue  # what a row tells in whole sentences announces nobody
        if event.list_name and BOTH_LISTS.search(event.list_name):
            continue  # the captions say which of both lists
        shared = any(_same(subject.name, name) for subject in event.subjects for name in names)
        several = event.stated_count is not None or len(rows.rows) <= len(event.subjects)
        after = event.span.start > rows.block.span.start
        if (after or event.event_type.startswith(("admin.", "rating."))) and not several:
            shared = False  # the fine of one of those below is not that of the others
        group = not event.subjects or all(s.kind is SubjectKind.GROUP for s in event.subjects)
        sentence = _around(source, event.span)
        if event.span.start > rows.block.span.start:
            sentence = _own_sentence(source, event.span)  # 以上…纳入。中介…移送公安机关: not all of them
        points = (
            group
            and bool(_POINTING.search(sentence))
            and _reaches(sentence, event.span.start, rows.block.span.start)
        )
        counted = event.stated_count is not None and event.stated_count == len(rows.rows)
        back = points and event.span.start > rows.block.span.start  # 以上被执行人…: those listed, nobody else
        here = group and counted and event.span.end <= rows.block.span.start
        if event.event_type == "admin.inspection" and (event.stated_count or 0) > 2 * len(rows.rows):
            continue  # 抽查112所，现将典型情况通报如下: the few below are not those that were looked at
        decided = (
            event.certainty is not Certainty.PRESCRIPTIVE
            or _DECIDES_ON.search(sentence) is not None
            or _only_nobody_named(source, event)
        )
        if shared or here or (points and (counted or back or decided)):
            certainty = Certainty.ASSERTED if event.certainty is Certainty.PRESCRIPTIVE else event.certainty
            base = event.model_copy(update={"subjects": (), "certainty": certainty})
            base = with_shared_facts(source, base, narrow=True)
            fits = 2 * shared + back + counted
            near = event.span.start if event.span.end <= rows.block.span.start else 0
            out.append(((fits, near if points else 0), Frame(base, event)))
    return [frame for _, frame in sorted(out, key=lambda pair: pair[0], reverse=True)]


def _barred_below(source: Source, rows: Rows, event: Event) -> bool:
    """Whether a sentence decides a measure on those whom the rows right below it name."""
    leading = _paragraph_above(source, rows)
    if leading is None or not _leads(source, leading, event) or event.certainty is Certainty.PROPOSED:
        return False
    sentence = _around(source, event.span)
    return bool(CALLS_BELOW.search(sentence)) and not re.search(
        r"拟|建议|可以|应当|(?:惩戒|限制|处理)(?:措施|决定)[：:]", sentence
    )


def _only_nobody_named(source: Source, event: Event) -> bool:
    """Whether a sentence tells an act as done and only leaves the names to the list: 已于…将其纳入名单."""
    telling = [s for s in source.sentences if s.span.start <= event.span.start < s.span.end]
    return any(
        certainty_of(sentence, move.verb_start, move.verb_end) is Certainty.ASSERTED
        for sentence in telling
        for move in moves(sentence)
    )


def _reaches(sentence: str, at: int, rows: int) -> bool:
    """Whether a sentence may announce rows: one before them does, one after them says 以上 or 上述."""
    back = bool(re.match(r"[^，。；]{0,8}(?:以上|上述)", sentence))
    return at > rows if back else at < rows or bool(re.search(r"以上|上述", sentence))


def _carded(titled: Event | None, captions: str) -> Event | None:
    """The grade that a card is where firms are rated by how they treat the environment: 警示企业（黄牌）."""
    card = _ENVIRONMENT_CARD.search(captions.split("\n")[0])
    if card is None or titled is None or titled.event_type != "rating.assigned":
        return None
    about = "环" in (titled.list_name or "")
    counted = re.search(r"(\d+)\s*[家户个]", captions.split("\n")[0])
    told = {"list_level": card[0], "stated_count": int(counted[1]) if counted else None}
    return titled.model_copy(update=told) if about else None


def _turned(event: Event, caption: str) -> Event:
    """Let the caption say which way a list changes, or which grade is given (二、退出企业, AAA级企业)."""
    if event.event_type.startswith("list.") and OFF.search(caption):
        return event.model_copy(update={"action": Action.REMOVE})
    if event.event_type != "rating.assigned":
        return event
    if _GRADE_LOST.search(caption.split("\n")[0]):
        return event.model_copy(update={"list_level": None})
    if re.search("拟", caption):
        event = event.model_copy(update={"certainty": Certainty.PROPOSED})
    grade, called = re.search(GRADE, caption), NOW_RATED.search(caption) or _RATED_AS.search(caption)
    level = called["level"] if called else grade[0] if grade else None
    return event.model_copy(update={"list_level": re.sub(r"[“”\s]", "", level)}) if level else event


def _same(one: str, name: str) -> bool:
    return name == one or (len(one) >= 4 and name.startswith((one + "（", one + "(")))


def _around(source: Source, span: Span) -> str:
    """The paragraph that holds a span."""
    text = source.text
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    return text[start : end if end != -1 else len(text)]


def _own_sentence(source: Source, span: Span) -> str:
    """The sentence that holds a span."""
    return next((s.text for s in source.sentences if s.span.start <= span.start < s.span.end), "")


def _captions(source: Source, rows: Rows) -> str:
    """The table's caption and the headings it stands under, nearest first."""
    above = headings_above(source.document.blocks, rows.block.span.start)
    return "\n".join(dict.fromkeys(filter(None, [rows.title or "", *above])))


def _agree(event: Event, caption: Event) -> bool:
    """Whether a sentence and the caption over the rows speak of one act."""
    if event.event_type != caption.event_type:
        return False
    return event.action is caption.action or event.action is None
