"""Row → Penalties: what a treatment cell imposes, on whom of its parties, and whether it hands a case on."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from ..mentions.durations import find_durations
from ..mentions.lists import find_lists
from ..model import Action, Certainty, Event, Evidence, Subject, SubjectKind
from .captions import OFF
from .cell_values import money_of, subject_of, text_of
from .columns import Column, unit_of
from .listing import list_kind
from .passage import Source
from .penalties import sanction
from .rows import Row
from .severally import fined_severally
from .subjects import Names
from .treatments import BURDEN, NOT_YET, PLANNED, is_burden, is_penalty, own_words

_IMPOSED = (
    r"警告|给予|处以?|罚款|并处|责令|没收|禁止|终身|取消|撤销|通报|予以|合计|分别|吊销|暂停|停止|限制|采取|"
    r"作出|科处|\d+年内"
)
_BARRED = {"禁止从业", "限制从业", "行政拘留"}
_SPARED = re.compile(
    r"不予(?:行政)?处罚|免予?(?:行政)?(?:处罚|处理|惩戒)|不予处理|首违不罚|(?:免予|不予|不)(?:列入|纳入)|^\s*(?:已|决定)?(?:撤回|撤案|销案|终止调查|不予立案)|不予立案"
)
_NO_PENALTY = re.compile(  # results that impose nothing
    r"(?:准予|同意|批准|核准)(?:行政)?(?:许可|登记|备案|批准|延续|变更|注销)?|不予(?:行政)?许可|通过|不?合格|达标|符合(?:要求)?|无|正常"
    r"|(?:列入|纳入)[^，；。]*(?:[，；、](?:函告|抄送|推送|通报给|移送至信用)[^，；。]*)*"
    r"|.*(?:不构成违[纪法规]|成绩有效|不属实|不予(?:处理|认定)|排除嫌疑)"
)
_ASKED_ITSELF = re.compile(r"\s*(?:主动|自愿|自行|本人)?(?:申请|要求|放弃)")
_CLEARED = re.compile(r"复[检查核验]合格|终止(?:核查|调查)|不予立案|销案")
_NO_PARTY = re.compile(  # 对虚列费用行为罚款20万元
    r"(?:行为|问题|事项|违法|车辆|产品|商品|货物|药品|食品|情形|部分|事实)$"
)
_UNPRINTED = "\u2063"  # before a unit that stands above the table and not in the cell
_UNIT_TOLD = re.compile(f"{_UNPRINTED}(?:亿元|万元|元)")
_BARE_SUM = re.compile(r"(?:罚款|罚金|罚没款|所得|没收)\s*\d[\d,，.]*(?![\d,，.]*\s*[\d万元亿份套件台只个])")
_DONE_ITSELF = re.compile(r"(?:已|主动|自行)[^，,。；]*")
_PLAN_BEGINS = re.compile(rf"[；;。]|[，,](?=[^，,；;。]{{0,12}}?(?:{PLANNED.pattern}))")
_OFFICE = re.compile(  # 对直接负责人某某, 对时任总经理某某
    r"^(?:其|该[行司]|该公司|该机构)?(?:(?:直接|主要)?(?:负责人|负责的主管人员|责任人员?|法定代表人|经营者|实际控制人)"
    r"|(?:时任|现任|原任|原)[^，。；]{0,24}?(?:经理|行长|总裁|主任|董事长|董事|监事|主管|总监|负责人|理事长|部长|会计|客户经理|职员|员工|业务员|助理|代表))(?=[\u4e00-\u9fff])"
)
_PUT_ON = re.compile(r"(?<!不予)(?<!不)(?<!未)(?<!免予)(?:列入|纳入|录入)[^，。；、]{2,24}")
_HANDED_ON = re.compile(r"移[送交][^，。；]{0,10}(?:公安|司法|检察|纪检|监察)(?:机关|部门|局)?")


def let_off(row: Row) -> bool:
    """Whether nothing is done to a party: it asked itself (主动申请退出), or is spared (已退回，不予处理)."""
    entry = row.values.get(Column.PENALTY)
    if entry is None:
        return False
    rest = _DONE_ITSELF.sub("", entry.text)
    plain = _CLEARED.sub("", rest)
    spared = _SPARED.search(rest) or plain != rest
    return bool(_ASKED_ITSELF.match(entry.text) or (spared and not BURDEN.search(plain)))


def made_of(row: Row, base: Event, subjects: tuple[Subject, ...], fields: dict[str, Any]) -> Event:
    """Make the event of one row."""
    return base.model_copy(
        update={
            "subjects": subjects,
            "quote": row.quote,
            "span": row.span,
            "evidence": _evidence(row),
            **fields,
        }
    )


def _evidence(row: Row) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(column.value, e.span) for column, e in row.values.items() if e.span.end > e.span.start
    )


def punished(source: Source, row: Row, subjects: tuple[Subject, ...], event: Event) -> list[Event]:
    """A row about something else whose penalty cell imposes one (处理情况：罚款2000元) is a penalty too."""
    if not is_penalty(row):
        return []
    base = Event(event_type="admin.penalty", quote=event.quote, span=event.span)
    number = row.values.get(Column.NUMBER)
    decided = number is not None and re.search(r"处罚|处理|决定", number.header + number.text)
    kept = {
        "authority": event.authority,
        "document_number": event.document_number if decided else None,
        "event_date": event.event_date if decided else None,
        "reason": event.reason,
    }
    return penalties(row, subjects, base, kept | own_words(source, row))


def burdened(source: Source, row: Row, event: Event) -> list[Event]:
    """What a grade brings with it in a column of its own (D | 暂停核准3个月) is a measure of its own."""
    if event.event_type != "rating.assigned" or event.certainty is not Certainty.ASSERTED:
        return []
    if not is_burden(row) or not BURDEN.search(row.values[Column.PENALTY].text.replace("约谈", "")):
        return []
    kept = ("subjects", "authority", "document_number", "event_date", "quote", "span", "evidence")
    known = {name: getattr(event, name) for name in kept} | own_words(source, row)
    return [Event(event_type="measure.punish", measure=row.values[Column.PENALTY].text, **known)]


def by_court(source: Source, row: Row, event: Event) -> list[Event]:
    """What a court's column of measures says of a debtor: 纳入失信名单、限制消费."""
    entry = row.values.get(Column.PENALTY)
    if entry is None or event.event_type != "measure.punish" or not (source.issuer or "").endswith("法院"):
        return []
    name = "失信被执行人名单" if "失信被执行人" in source.text else None
    told: list[dict[str, object]] = []
    for part in re.split(r"[、，,；;和及]", entry.text):
        if "失信" in part:
            action = Action.REMOVE if OFF.search(part) or "删除" in part else Action.ADD
            told.append({"event_type": "list.judgment_defaulter", "action": action, "list_name": name})
        if re.search(r"限制(?:高)?消费|限高", part):
            told.append({"event_type": "judicial.consumption_restriction"})
    return [event.model_copy(update=kind) for kind in told]


def listed_too(row: Row, event: Event) -> list[Event]:
    """A treatment that puts the party on a list as well (已责令改正，列入经营异常名录) is an event, too."""
    cells = (row.values.get(at) for at in (Column.PENALTY, Column.RESULT, Column.REMARK))
    entry = next((cell for cell in cells if cell and _PUT_ON.search(cell.text)), None)
    put = _PUT_ON.search(entry.text) if entry and not event.event_type.startswith("list.") else None
    if entry is None or put is None or PLANNED.search(entry.text):
        return []
    name = next(find_lists(put[0]), None)
    kind = list_kind(name.value) if name else None
    if name is None or kind is None:
        return []
    kept = ("subjects", "authority", "document_number", "event_date", "reason", "quote", "span", "evidence")
    told = {each: getattr(event, each) for each in kept}
    lengths = list(find_durations(re.split("[；;。]", entry.text[put.start() :])[0]))
    duration = lengths[0].value if len(lengths) == 1 else None
    return [Event(event_type=kind, action=Action.ADD, list_name=name.value, duration=duration, **told)]


def handed_on(row: Row, event: Event) -> list[Event]:
    """A treatment that hands the case on (依法移送公安机关) is an event of its own."""
    entry = row.values.get(Column.PENALTY)
    if entry is None or not _HANDED_ON.search(entry.text):
        return []
    kept = ("subjects", "authority", "quote", "span", "evidence", "reason")
    return [Event(event_type="admin.investigation", **{name: getattr(event, name) for name in kept})]


def penalties(row: Row, subjects: tuple[Subject, ...], base: Event, fields: dict[str, Any]) -> list[Event]:
    """One penalty a party: a cell that holds several (对甲罚款…对乙罚款…) is taken apart."""
    values = row.values
    told = values.get(Column.PENALTY)
    words = text_of(told) or ("" if Column.FINE in values else base.measure or "")
    if told and "单位" in told.header:
        words = _BARE_SUM.sub(
            lambda m: m[0] + _UNPRINTED + unit_of(told.header), words
        )  # 罚款10000, under 单位：元
    parts = [(who, *stage) for who, told in _by_party(words, subjects) for stage in _stages(told)]
    events = []
    for who, said, planned in parts:
        if _ASKED_ITSELF.match(said):
            continue  # what the party did, not what was done to it
        imposed = sanction(said.replace(_UNPRINTED, ""))
        said = _UNIT_TOLD.sub("", said)
        nothing = _NO_PENALTY.fullmatch(said) or _CLEARED.search(said)
        if not imposed.kinds and nothing and Column.FINE not in values:
            continue
        kinds = list(imposed.kinds)
        fine = imposed.fine_yuan or money_of(values.get(Column.FINE), single=len(parts) == 1)
        taken = imposed.confiscated_yuan or money_of(values.get(Column.CONFISCATED), single=len(parts) == 1)
        if fine and "罚款" not in kinds:
            kinds.append("罚款")
        if taken and not {"没收违法所得", "没收非法财物"} & set(kinds):
            kinds.append("没收违法所得")
        update = fields | {
            "penalty_kinds": tuple(kinds) or (("其他",) if said else ()),
            "fine_yuan": fine,
            "confiscated_yuan": taken,
            "measure": said or None,
            "certainty": Certainty.NEGATED if _SPARED.search(said) else base.certainty,
            **(NOT_YET if planned else {}),
            "duration": _banned_for(said) if _BARRED & set(kinds) else None,
        }
        event = made_of(row, base, who, update)
        if not imposed.kinds and fine in (None, "0") and not taken and _SPARED.search(event.quote):
            event = event.model_copy(update={"certainty": Certainty.NEGATED})  # another column spares it
        apart = fined_severally(Names(who, None), said, imposed, "分别" in said) if len(who) > 1 else []
        if len(apart) > 1:  # 分别处罚款2万元、1.5万元
            events += [
                event.model_copy(
                    update={"subjects": own.subjects, "fine_yuan": fined, "confiscated_yuan": sum_taken}
                )
                for own, fined, sum_taken in apart
            ]
            continue
        events.append(event)
    return events


def _stages(words: str) -> list[tuple[str, bool]]:
    """Take apart what is decided and what is only planned: 责令改正，拟罚款5000元."""
    cuts = [0, *(m.start() for m in _PLAN_BEGINS.finditer(words)), len(words)]
    told: list[tuple[str, bool]] = []
    for low, high in pairwise(cuts):
        said = words[low:high]
        imposed = sanction(said).kinds
        planned = bool(imposed) and PLANNED.search(said) is not None
        if told and (planned == told[-1][1] or not imposed):
            told[-1] = (told[-1][0] + said, told[-1][1])
        else:
            told.append((said, planned))
    if len(told) > 1 and not sanction(told[0][0]).kinds:  # 已立案，拟罚款5000元
        told[:2] = [(told[0][0] + told[1][0], told[1][1])]
    return [(said.strip("，,；;。 "), planned) for said, planned in told] or [(words, False)]


def _banned_for(words: str) -> str | None:
    """How long someone is barred, as the penalty says."""
    return next((m.value for m in find_durations(words)), None)


def _by_party(words: str, subjects: tuple[Subject, ...]) -> list[tuple[tuple[Subject, ...], str]]:
    """Share out a penalty cell among the parties that it names (对甲公司罚款…对乙警告…)."""
    marks = list(
        re.finditer(
            r"(?:^|[，,；;。、]|(?<=元)|(?<=告)|(?<=\d))\s*(?:一、|二、|\d[.、])?对(?P<who>(?!其|此|上述)[^，。；：]{2,40}?)(?:：|:|，)?"
            rf"(?={_IMPOSED})",
            words,
        )
    )
    marks = [mark for mark in marks if not _NO_PARTY.search(mark["who"])]
    if len(subjects) < 2 and not marks:
        return [(subjects, words)]
    if not marks:
        return _by_name(words, subjects) or [(subjects, words)]
    out: list[tuple[tuple[Subject, ...], str]] = []
    if sanction(words[: marks[0].start()]).kinds:  # 罚款2万元；对负责人某某罚款2000元
        first = tuple(s for s in subjects if not any(s.name in mark["who"] for mark in marks))
        out.append((first or subjects, words[: marks[0].start()]))
    for i, mark in enumerate(marks):
        end = marks[i + 1].start() if i + 1 < len(marks) else len(words)
        names = re.split(r"、|和|及", mark["who"])
        who = tuple(s for s in subjects if s.name in names or any(n and n in s.name for n in names))
        if not who and re.fullmatch(
            r"(?:该|其|上述)?(?:机构|公司|单位|企业|银行|[支分]?行|社|法人|当事人)", mark["who"]
        ):
            who = tuple(s for s in subjects if s.kind is SubjectKind.ORGANISATION)[:1]
        who = who or tuple(s for s in subjects if len(names) == 1 and _is_short_for(mark["who"], s.name))
        said = words[mark.end() : end]
        for subject in who or tuple(subject_of(_OFFICE.sub("", n), None) for n in names if n.strip()):
            out.append(((subject,), said))
    return out


def _by_name(words: str, subjects: tuple[Subject, ...]) -> list[tuple[tuple[Subject, ...], str]]:
    """Share out a cell that tells each party's part behind its name: 均警告，甲罚款5万元、乙罚款3万元."""
    told = [
        (m.start(), m.end(), who)
        for who in subjects
        for m in re.finditer(rf"(?:^|(?<=[，,；;。、]))\s*{re.escape(who.name)}[：:，]?(?={_IMPOSED})", words)
    ]
    told.sort(key=lambda mark: mark[0])
    if len(subjects) < 2 or [who for *_, who in told] != list(subjects):
        return []
    lead = words[: told[0][0]]
    shared = lead if re.match(r"\s*(?:均|分别|各|都)", lead) and sanction(lead).kinds else ""
    ends = [start for start, *_ in told[1:]] + [len(words)]
    return [((who,), shared + words[low:end]) for (_, low, who), end in zip(told, ends, strict=True)]


def _is_short_for(called: str, name: str) -> bool:
    """Whether the characters of a firm's short name stand in this order in its full one: 三江农商行."""
    rest = iter(name)
    return len(called) >= 4 and len(called) < len(name) and all(char in rest for char in called)
