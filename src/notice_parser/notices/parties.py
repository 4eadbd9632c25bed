"""Row + Frame → Event: every row of a penalty table, blacklist or annex becomes its record."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

from ..mentions.authorities import full_name
from ..mentions.dates import find_dates
from ..mentions.document_numbers import find_document_numbers
from ..mentions.durations import find_durations
from ..model import (
    Action,
    Authority,
    Certainty,
    Event,
    Evidence,
    Problem,
    ProblemCode,
    Span,
    Subject,
    SubjectKind,
)
from ..text import add_duration, without_quotes
from .assessment_table import is_assessment
from .cell_values import (
    action_of,
    date_of,
    heading_count,
    level_of,
    money_of,
    subject_of,
    subjects_of,
    text_of,
)
from .columns import Column
from .frames import Frame, frames_for
from .listing import list_kind
from .passage import Source
from .penalties import sanction
from .rows import Entry, Row, Rows
from .treatments import FIRM, is_burden, own_words

_LEFT = re.compile(r"(?<!拟)(?<!申请)(?:移出|退出|移除|删除)(?!条件)")
_BARRED = {"禁止从业", "限制从业", "行政拘留"}
_REFUSED = re.compile(r"不予|不同意|未通过|不符合|驳回|不准")
_NOT_GRADED = re.compile(r"不参[评加与]|未参[评加与]|[不未免]评|暂缓|不予|不定级|未定级")
_TAKEN_BACK = re.compile(r"撤销(?!案)[^，。；]{0,16}(?:意见|决定|许可|批复|登记|认定|备案|资格)")
_SPARED = re.compile(
    r"不予(?:行政)?处罚|免予?(?:行政)?处罚|不予处理|首违不罚|^\s*(?:已|决定)?(?:撤回|撤案|销案|终止调查|不予立案)"
)
_ASKED_ITSELF = re.compile(r"\s*(?:主动|自愿|自行|本人)?(?:申请|要求|放弃)")
_HANDED_ON = re.compile(r"移[送交][^，。；]{0,10}(?:公安|司法|检察|纪检|监察)(?:机关|部门|局)?")
_MOVED = re.compile(r"列入|移出|纳入|退出|移入")
_LISTED_ON = re.compile(r"挂牌|列入|纳入|认定|录入|载入|入库")


class Tabled(NamedTuple):
    """What tables and lists say, and which sentences' events their rows replace."""

    events: tuple[tuple[Event, int], ...]  # with the number of rows that one announcement covers
    replaced: tuple[Event, ...]
    problems: tuple[Problem, ...]


def read_rows(source: Source, lists: Iterable[Rows], events: list[Event]) -> Tabled:
    """Read every table and list of parties into events.

    A row says what its columns hold; what it leaves out comes from the sentence, caption or title that
    announces it. A table that nobody understands and a column without a known header are problems.
    """
    out: list[tuple[Event, int]] = []
    replaced: list[Event] = []
    problems: list[Problem] = []
    for rows in lists:
        if rows.block.table is not None and is_assessment(rows.block.table):
            continue
        frames = frames_for(source, rows, events) if rows.rows else []
        if not frames:
            if rows.block.table is not None:
                problems.append(_unread_table(rows))
            continue
        others = [e for e in events if not any(f.announced is e for f in frames)]
        made = []
        for row in rows.rows:
            for event in _events(source, row, frames):
                if event.event_type == "rating.assigned" and _ungraded(rows, row):
                    continue
                told = _told(event, others) if rows.block.table is None else None
                if told is None:
                    made.append((event, _frame_of(row, frames)))
                elif row.span.start <= told.span.start and told.span.end <= row.span.end:
                    made.append((_joined(event, told), _frame_of(row, frames)))
                    replaced.append(told)
        covered = Counter((id(frame), event.list_level) for event, frame in made)
        out += [(event, covered[id(frame), event.list_level]) for event, frame in _merged(made)]
        replaced += [f.announced for f in frames if f.announced is not None]
        problems += [_unread_column(rows, head) for head in rows.unread]
    return Tabled(tuple(out), tuple(replaced), tuple(problems))


def _told(event: Event, events: list[Event]) -> Event | None:
    """The event of a sentence that says at the row's own place what the row says of this party."""
    names = {s.name for s in event.subjects}
    return next(
        (
            other
            for other in events
            if (other.event_type, other.action) == (event.event_type, event.action)
            and other.span.start < event.span.end
            and event.span.start < other.span.end
            and names <= {s.name for s in other.subjects}
        ),
        None,
    )


def _joined(event: Event, told: Event) -> Event:
    """Let the sentence inside a row say what it says, and the row the rest."""
    known = {
        name: value
        for name in ("authority", "document_number", "event_date", "start", "end", "duration")
        if (value := getattr(told, name)) is not None
    }
    return event.model_copy(update=known)


def parties_at(lists: Iterable[Rows], span: Span) -> tuple[Subject, ...]:
    """Return the party of the record (企业名称：… 处理情况：…) that the words at ``span`` belong to."""
    for rows in lists:
        for row in rows.rows if rows.block.table is None else ():
            if row.span.start <= span.start and span.end <= row.span.end:
                return subjects_of(row)
    return ()


def _events(source: Source, row: Row, frames: list[Frame]) -> list[Event]:
    frame = _frame_of(row, frames)
    base = frame.event
    subjects = subjects_of(row)
    fields = _fields(source, row, frame)
    if base.event_type == "admin.penalty" and not is_burden(row):
        return _penalties(row, subjects, base, fields)
    made = _made(row, base, subjects, fields)
    return [
        *_revoked(row, made),
        made,
        *_punished(source, row, subjects, made),
        *_handed_on(row, made),
        *_reversed(row, made),
    ]


def _handed_on(row: Row, event: Event) -> list[Event]:
    """A treatment that hands the case on (依法移送公安机关) is an event of its own."""
    entry = row.values.get(Column.PENALTY)
    if entry is None or not _HANDED_ON.search(entry.text):
        return []
    kept = ("subjects", "authority", "quote", "span", "evidence", "reason")
    return [Event(event_type="admin.investigation", **{name: getattr(event, name) for name in kept})]


def _revoked(row: Row, event: Event) -> list[Event]:
    """A treatment that takes an older decision back (撤销节能审查意见) is an event of its own."""
    entry = row.values.get(Column.PENALTY)
    if entry is None or event.event_type == "admin.penalty" or not _TAKEN_BACK.search(entry.text):
        return []
    return [event.model_copy(update={"event_type": "decision.revoked", "action": None, "list_name": None})]


def _ungraded(rows: Rows, row: Row) -> bool:
    """Whether a row leaves the column of grades empty (—, 不参加评价)."""
    said = row.values.get(Column.LEVEL)
    if said is not None:
        return bool(_NOT_GRADED.search(said.text))
    return Column.LEVEL in rows.columns and row.heading is None


def _punished(source: Source, row: Row, subjects: tuple[Subject, ...], event: Event) -> list[Event]:
    """A row about something else whose penalty cell imposes one (处理情况：罚款2000元) is a penalty too."""
    entry = row.values.get(Column.PENALTY)
    if entry is None or not FIRM.intersection(sanction(entry.text).kinds):
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
    return _penalties(row, subjects, base, kept | own_words(source, row))


def _reversed(row: Row, event: Event) -> list[Event]:
    """A remark that the party has left the list since is an event of its own."""
    remark = row.values.get(Column.REMARK)
    if remark is None or event.action is not Action.ADD or not _LEFT.search(remark.text):
        return []
    gone = {
        "action": Action.REMOVE,
        "event_date": date_of(remark),
        "start": None,
        "duration": None,
        "derived_end": None,
        "derived_end_rule": None,
        "document_number": None,
        "reason": remark.text,
        "stated_count": None,
    }
    return [event.model_copy(update=gone)]


def _frame_of(row: Row, frames: list[Frame]) -> Frame:
    """Choose the frame whose level is the row's (红牌 rows, 黄牌 rows), else the first."""
    said = level_of(row)
    if said and len(frames) > 1:
        fitting = [f for f in frames if f.event.list_level == said]
        if fitting:
            return fitting[0]
    name = row.values[Column.NAME].text
    holding = [f for f in frames if f.announced and any(s.name == name for s in f.announced.subjects)]
    return (holding or frames)[0]


def _made(row: Row, base: Event, subjects: tuple[Subject, ...], fields: dict[str, Any]) -> Event:
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


def _fields(source: Source, row: Row, frame: Frame) -> dict[str, Any]:
    """What the row and what stands around it say of the act, apart from the penalty itself."""
    base, values = frame.event, row.values
    told = values.get(Column.DATE)
    if told is not None and base.action is Action.REMOVE and _LISTED_ON.search(told.header):
        told = None  # when it was listed, not when it left
    date = date_of(told or values.get(Column.NUMBER), source) or base.event_date
    fields: dict[str, Any] = {
        "authority": _authority(source, values.get(Column.AUTHORITY), base),
        "document_number": _number(source, values.get(Column.NUMBER), base),
        "event_date": date,
        "reason": text_of(values.get(Column.REASON)) or base.reason,
        "legal_basis": text_of(values.get(Column.BASIS)) or base.legal_basis,
    }
    fields |= _validity(source, row, base, date)
    if base.event_type.startswith(("admin.", "measure.")) or is_burden(row):
        fields |= own_words(source, row)
    if base.event_type == "admin.penalty" and is_burden(row):
        fields |= {"event_type": "measure.punish", "measure": text_of(values.get(Column.PENALTY))}
    fields |= _moved(values, base)
    result = text_of(values.get(Column.RESULT)) or text_of(values.get(Column.PENALTY))
    if base.event_type == "repair.accepted" and result and _REFUSED.search(result):
        fields["certainty"] = Certainty.NEGATED
    said = level_of(row)
    graded = ("list.", "rating.", "admin.inspection") if row.heading else ("list.", "rating.")
    if said and base.event_type.startswith(graded):
        fields["list_level"] = said
        if frame.announced is None or base.list_level not in (None, said):
            fields["stated_count"] = heading_count(row)
    return fields


def _moved(values: dict[Column, Entry], base: Event) -> dict[str, Any]:
    """Which list the row is of and which way it moves, where its own columns say so."""
    if not base.event_type.startswith("list."):
        return {}
    told: dict[str, Any] = {}
    if Column.LIST in values and (kind := list_kind(values[Column.LIST].text)):
        name = re.sub(r"^(?:列入|移出|纳入|退出|移入)", "", without_quotes(values[Column.LIST].text))
        told |= {"event_type": kind, "list_name": name}
    moved = values.get(Column.LIST) if _MOVED.match(text_of(values.get(Column.LIST)) or "") else None
    action = action_of(values.get(Column.ACTION) or moved)
    if action is not None:
        told["action"] = action
        told["stated_count"] = None
        if action in (Action.REMOVE, Action.REVOKE, Action.EXTEND):
            told |= {"start": None, "derived_end": None, "derived_end_rule": None}
        if action in (Action.REMOVE, Action.REVOKE):
            told |= {"duration": None, "end": None}
    return told


def _validity(source: Source, row: Row, base: Event, date: str | None) -> dict[str, Any]:
    """Term, start and end: the row's own, else the announcing sentence's, counted from the row's date."""
    values = row.values
    lengths = list(find_durations(values[Column.DURATION].text)) if Column.DURATION in values else []
    duration = lengths[0].value if lengths else base.duration or _term_of_level(source, level_of(row))
    start = date_of(values.get(Column.START), source) or base.start
    end = date_of(values.get(Column.END), source) or base.end
    if Column.DURATION in values and (span := list(find_dates(values[Column.DURATION].text))):
        only_end = len(span) == 1 and re.search(
            r"[至到]\s*$", values[Column.DURATION].text[: span[0].span.start]
        )
        start = start if only_end else span[0].value
        end = span[-1].value if len(span) > 1 or only_end else end
    if (
        start is None
        and duration
        and date
        and Column.DATE in values
        and not base.event_type.startswith("admin.")
    ):
        start = date
    derived = add_duration(start, duration) if start and duration and not end and len(start) == 10 else None
    rule = "start+duration" if derived else None
    return {
        "duration": duration,
        "start": start,
        "end": end,
        "derived_end": derived,
        "derived_end_rule": rule,
    }


def _term_of_level(source: Source, level: str | None) -> str | None:
    """How long those of one grade stay, where the prose says it grade by grade: 较重…公开期1年."""
    if not level:
        return None
    told = re.search(
        rf"{re.escape(level)}[^，。；、]{{0,16}}?(?:期限?|公开期|公示期|有效期|管理期)(?:限)?(?:均?为|是|各)?(?P<term>[^，。；、]{{1,8}})",
        source.text,
    )
    return next((m.value for m in find_durations(told["term"])), None) if told else None


def _penalties(row: Row, subjects: tuple[Subject, ...], base: Event, fields: dict[str, Any]) -> list[Event]:
    """One penalty a party: a cell that holds several (对甲罚款…对乙罚款…) is taken apart."""
    values = row.values
    words = text_of(values.get(Column.PENALTY)) or ("" if Column.FINE in values else base.measure or "")
    parts = _by_party(words, subjects)
    events = []
    for who, said in parts:
        if _ASKED_ITSELF.match(said):
            continue  # what the party did, not what was done to it
        imposed = sanction(said)
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
            "duration": _banned_for(said) if _BARRED & set(kinds) else None,
        }
        events.append(_made(row, base, who, update))
    return events


def _banned_for(words: str) -> str | None:
    """How long someone is barred, as the penalty says."""
    return next((m.value for m in find_durations(words)), None)


def _by_party(words: str, subjects: tuple[Subject, ...]) -> list[tuple[tuple[Subject, ...], str]]:
    """Share out a penalty cell among the parties that it names (对甲公司罚款…对乙警告…)."""
    marks = list(
        re.finditer(
            r"(?:^|[，,；;。、]|(?<=元)|(?<=告)|(?<=\d))\s*(?:一、|二、|\d[.、])?对(?P<who>(?!其|该|此|上述)[^，。；：]{2,40}?)(?:：|:|，)?(?=警告|给予|处以?|罚款|并处|责令|没收|禁止|取消|通报|予以|合计|分别|吊销|暂停)",
            words,
        )
    )
    if len(subjects) < 2 and not marks:
        return [(subjects, words)]
    if not marks:
        return [(subjects, words)]
    out: list[tuple[tuple[Subject, ...], str]] = []
    for i, mark in enumerate(marks):
        end = marks[i + 1].start() if i + 1 < len(marks) else len(words)
        names = re.split(r"、|和|及", mark["who"])
        who = tuple(s for s in subjects if s.name in names or any(n and n in s.name for n in names))
        if not who and re.fullmatch(r"(?:该|其|上述)?(?:机构|公司|单位|企业|银行|法人|当事人)", mark["who"]):
            who = tuple(s for s in subjects if s.kind is SubjectKind.ORGANISATION)[:1]
        said = words[mark.end() : end]
        for subject in who or tuple(subject_of(name, None) for name in names if name.strip()):
            out.append(((subject,), said))
    return out


def _authority(source: Source, entry: Entry | None, base: Event) -> Authority | None:
    if entry is not None:
        written = re.sub(r"\s", "", entry.text)
        return Authority(written=written, full=full_name(written, source.text, source.masthead))
    if base.authority is not None:
        return base.authority
    return source.acting_issuer


def _number(source: Source, entry: Entry | None, base: Event) -> str | None:
    if entry is not None:
        found = list(find_document_numbers(entry.text))
        if len(found) == 1:
            return found[0].value
        return re.sub(r"\s", "", entry.text) if re.search(r"\d", entry.text) else None
    if base.certainty is Certainty.PROPOSED:
        return base.document_number
    return base.document_number or source.own_number


def _merged(made: list[tuple[Event, Frame]]) -> list[tuple[Event, Frame]]:
    """Join rows that are one act: equal in every field but subject, quote and evidence."""
    out: list[tuple[Event, Frame]] = []
    places: dict[str, int] = {}
    for event, frame in made:
        same = event.model_dump_json(exclude={"subjects", "quote", "span", "evidence"})
        if same in places and event.event_type != "admin.penalty":
            first = out[places[same]][0]
            joined = first.model_copy(
                update={
                    "subjects": _distinct((*first.subjects, *event.subjects)),
                    "evidence": (*first.evidence, *event.evidence),
                }
            )
            out[places[same]] = joined, frame
        else:
            places[same] = len(out)
            out.append((event, frame))
    return out


def _distinct(subjects: tuple[Subject, ...]) -> tuple[Subject, ...]:
    """Keep each party once: one with several rows of taxes is still one."""
    return tuple({(s.name, s.identifier): s for s in reversed(subjects)}.values())[::-1]


def _unread_table(rows: Rows) -> Problem:
    table = rows.block.table
    heads = (table.header or tuple(c.text for c in table.rows[0])) if table and table.rows else ()
    names = "、".join(filter(None, (re.sub(r"\s", "", head) for head in heads)))[:60]
    return Problem(
        code=ProblemCode.UNREAD_TABLE,
        message=f"第{rows.block.page}页的表格没有读出事件：{names}",
        span=rows.block.span,
        page=rows.block.page,
    )


def _unread_column(rows: Rows, head: str) -> Problem:
    return Problem(
        code=ProblemCode.UNREAD_COLUMN,
        message=f"第{rows.block.page}页表格的“{head}”一栏没有读取",
        span=rows.block.span,
        page=rows.block.page,
    )
