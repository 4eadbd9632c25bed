"""Row + Frame → Event: every row of a penalty table, blacklist or annex becomes its record."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from ..model import (
    Action,
    Block,
    Event,
    Problem,
    ProblemCode,
    Span,
    Subject,
    SubjectKind,
)
from .assessment_table import is_assessment
from .cell_values import (
    date_of,
    level_of,
    subject_of,
    subjects_of,
    text_of,
)
from .columns import Column
from .frames import Frame, frames_for
from .passage import Source
from .penalties import sanction
from .row_fields import row_fields
from .row_penalties import burdened, by_court, handed_on, let_off, listed_too, made_of, penalties, punished
from .rows import Row, Rows
from .treatments import is_burden
from .verdicts import is_pending

_LEFT = re.compile(r"(?<!拟)(?<!申请)(?:移出|退出|移除|删除|撤出|撤下|屏蔽)(?!条件)")
_NOT_GRADED = re.compile(r"不参[评加与]|未参[评加与]|[不未免]评|暂缓|不予|不定级|未定级")
_TAKEN_BACK = re.compile(r"撤销(?!案)[^，。；]{0,16}(?:立项|项目|意见|决定|许可|批复|登记|认定|备案|资格)")
_FALLEN = re.compile(
    r"(?:复议|判决|裁定|决定|复核|依法|现|已|被|予以)[^，。；]{0,6}(?:撤销|确认违法)(?!案|执照|许可)"
)
_NOT_FALLEN = re.compile(r"申请|请求|拟|正在|维持|不予|未|驳回|尚")
_PUT_ON = re.compile(r"列入|纳入|移入|录入")
_BLAME = re.compile(r"责令|罚款|停[用业]|整改|警[告示]|约谈|取消|不(?:合格|达标|符合|通过|予)|淘汰")
_PENDING = re.compile(
    r"正在|待(?:补|审|核|定|查)|审核中|办理中|尚未|补正|退回|撤回(?:了)?(?:异议)?申请|终止办理|核[查实]中|处理中|已受理$"
)

_AND_HEADS = re.compile(r"及其?(?:主要负责人|法定代表人|法人代表|负责人|实际控制人)")
_POINTS_AT = re.compile(  # 序号3、5所列处罚, 第5号案件, 表中第2、4项
    r"序号(?:为|是)?\s*\d{1,3}(?:[、，,和及]\d{1,3})*(?!\d)"
    r"|第\s*\d{1,3}(?:[、，,和及](?:第)?\d{1,3})*\s*(?:项|行|户|家|名|位|起|号|条)"
    r"(?=所列|中|案件|案|企业|单位|主体|当事人|个体|处罚|记录|信息|人员|纳税人|机构|公司|项目|[^，。；]{0,6}(?:已|因|于|经))"
)


class RowEvent(NamedTuple):
    """What a row says, and how it is known."""

    event: Event
    listed: int | None  # rows that one announcement covers
    in_table: bool
    doubts: tuple[str, ...]  # in Chinese


class Tabled(NamedTuple):
    """What tables and lists say, and which sentences' events their rows replace."""

    events: tuple[RowEvent, ...]
    replaced: tuple[Event, ...]
    problems: tuple[Problem, ...]


def read_rows(source: Source, lists: Iterable[Rows], events: list[Event]) -> Tabled:
    """Read every table and list of parties into events.

    A row says what its columns hold; what it leaves out comes from the sentence, caption or title that
    announces it. A table that nobody understands and a column without a known header are problems.
    """
    out: list[RowEvent] = []
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
            told_by_row = rows.block.table is None and {Column.PENALTY, Column.REASON} <= set(row.values)
            if told_by_row and not row.values[Column.PENALTY].header:
                replaced += [
                    e for e in others if e.event_type == "admin.penalty" and _inside(e.span, row.span)
                ]
            for event in _events(source, row, frames):
                if event.event_type == "rating.assigned" and (
                    _ungraded(rows, row) or _moved_since(event, events)
                ):
                    continue
                if event.event_type == "admin.penalty" and _unpunished(rows, row):
                    continue
                if event.event_type.startswith("list.") and _treated_otherwise(rows, row, event):
                    continue
                if event.event_type in ("honour.award", "list.red") and _found_wanting(row):
                    continue
                told = _told(event, others) if rows.block.table is None else None
                if told is None:
                    made.append((event, _frame_of(row, frames)))
                elif _inside(told.span, row.span):
                    made.append((_joined(source, event, told), _frame_of(row, frames)))
                    replaced.append(told)
        covered = Counter(
            (id(frame), event.list_level)
            for event, frame in made
            if event.event_type == frame.event.event_type
        )
        labelled = any(row.values[Column.NAME].header for row in rows.rows)
        in_table = rows.block.table is not None or labelled
        doubted = (rows.doubt,) if rows.doubt else ()
        out += [
            RowEvent(event, covered[id(frame), event.list_level] or None, in_table, doubted)
            for event, frame in _merged(made)
        ]
        replaced += [f.announced for f in frames if f.announced is not None]
        replaced += [e for e in events if _sums_up(e, [event for event, _ in made])]
        replaced += [e for e in events if _heads(e, rows, {event.event_type for event, _ in made})]
        problems += [_unread_column(rows, head) for head in rows.unread]
    return Tabled(tuple(out), tuple(replaced), tuple(problems))


def _inside(one: Span, other: Span) -> bool:
    return other.start <= one.start and one.end <= other.end


def _heads(event: Event, rows: Rows, made: set[str]) -> bool:
    """Whether the words of a caption were read as an act on nobody: 给予撤销登记处罚（3家）：甲、乙、丙."""
    nobody = not any(s.kind is not SubjectKind.GROUP for s in event.subjects)
    return (
        nobody
        and rows.block.table is None
        and event.event_type in made
        and _inside(event.span, Span(rows.block.span.start, rows.rows[0].span.start))
    )


def _sums_up(event: Event, made: list[Event]) -> bool:
    """Whether a sentence only counts what the rows name (4家违诺, 上述4家企业的违诺信息)."""
    if any(s.kind is not SubjectKind.GROUP for s in event.subjects) or event.stated_count is None:
        return False
    same = [e for e in made if (e.event_type, e.certainty) == (event.event_type, event.certainty)]
    return bool(same) and event.stated_count == sum(len(e.subjects) for e in same)


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
            and (event.list_name is None or other.list_name in (None, event.list_name))
        ),
        None,
    )


def _joined(source: Source, event: Event, told: Event) -> Event:
    """Let the sentence inside a row say what it says, and the row the rest; not what the notice says."""
    inherited = {"document_number": source.own_number, "event_date": source.own_date}
    known = {
        name: value
        for name in ("authority", "document_number", "event_date", "start", "end", "duration")
        if (value := getattr(told, name)) is not None and value != inherited.get(name)
    }
    return event.model_copy(update=known)


def parties_at(lists: Iterable[Rows], span: Span) -> tuple[Subject, ...]:
    """Return the party of the record (企业名称：… 处理情况：…) that the words at ``span`` belong to."""
    for rows in lists:
        for row in rows.rows if rows.block.table is None else ():
            if row.span.start <= span.start and span.end <= row.span.end:
                return subjects_of(row)
    return ()


def pointed_at(lists: Iterable[Rows], block: Block) -> tuple[Subject, ...]:
    """Return the parties of the rows that words below a table point at by their numbers.

    >>> from notice_parser import parse_text
    >>> rows = "序号\\t单位\\t处罚内容\\n1\\t临泽县青禾商行\\t罚款2000元\\n2\\t临泽县恒岳药店\\t警告\\n"
    >>> notice = parse_text("行政处罚信息公示\\n" + rows + "注：序号2所列处罚因主体有误，现已撤销。\\n")
    >>> [(e.event_type, e.subjects[0].name) for e in notice.events][-1]
    ('decision.revoked', '临泽县恒岳药店')
    """
    told = {n for found in _POINTS_AT.finditer(block.text) for n in re.findall(r"\d+", found[0])}
    above = [rows for rows in lists if rows.rows and rows.block.span.end <= block.span.start]
    if not told or not above:
        return ()
    rows = max(above, key=lambda each: each.block.span.end).rows
    meant = [row for row in rows if text_of(row.values.get(Column.SERIAL)) in told]
    return tuple(who for row in meant for who in subjects_of(row)) if len(meant) == len(told) else ()


def _events(source: Source, row: Row, frames: list[Frame]) -> list[Event]:
    frame = _frame_of(row, frames)
    base = frame.event
    result = row.values.get(Column.RESULT) or row.values.get(Column.PENALTY)
    decided = base.event_type in ("repair.accepted", "objection.resolved")
    if decided and result is not None and _PENDING.search(result.text):
        return []  # 正在办理，待补充缴款凭证: nothing is decided yet
    if (moved := row.values.get(Column.ACTION)) and is_pending(moved.text):
        return []
    subjects = (*subjects_of(row), *_led_by(row, frame))
    fields = row_fields(source, row, frame)
    if base.event_type == "admin.penalty" and not is_burden(row):
        imposed = penalties(row, subjects, base, fields)
        if undone := _revoked(row, made_of(row, base, subjects, fields), only=True):
            return undone  # 撤销立项，全额追回
        return [
            *imposed,
            *listed_too(row, imposed[0] if imposed else made_of(row, base, subjects, fields)),
            *_undone(row, subjects),
        ]
    made = made_of(row, base, subjects, fields)
    if made.event_type == "measure.punish" and let_off(row):
        return []
    return [
        *_revoked(row, made),
        *(by_court(source, row, made) or [made, *listed_too(row, made)]),
        *punished(source, row, subjects, made),
        *burdened(source, row, made),
        *handed_on(row, made),
        *_reversed(row, made),
    ]


def _led_by(row: Row, frame: Frame) -> tuple[Subject, ...]:
    """Those who lead a firm, where the announcement lists them too: 以下2家单位及其主要负责人."""
    head = row.values.get(Column.HEAD)
    if head is None or frame.announced is None or not _AND_HEADS.search(frame.announced.quote):
        return ()
    who = subject_of(head.text, None, head.span)
    return (who,) if who.kind is SubjectKind.PERSON else ()


def _revoked(row: Row, event: Event, *, only: bool = False) -> list[Event]:
    """A treatment that takes an older decision back (撤销节能审查意见) is an event of its own.

    Beside a penalty it is none, and ``only`` asks for a treatment that imposes nothing else.
    """
    entry = row.values.get(Column.PENALTY)
    if entry is None or not _TAKEN_BACK.search(entry.text):
        return []
    if only and (sanction(entry.text).kinds or not re.search("立项|项目", entry.text)):
        return []
    if event.event_type == "admin.penalty" and not only:
        return []
    return [event.model_copy(update={"event_type": "decision.revoked", "action": None, "list_name": None})]


def _ungraded(rows: Rows, row: Row) -> bool:
    """Whether a row leaves the column of grades empty (—, 不参加评价)."""
    said = row.values.get(Column.LEVEL)
    if said is not None:
        return bool(_NOT_GRADED.search(said.text))
    return Column.LEVEL in rows.columns and row.heading is None


def _moved_since(event: Event, told: list[Event]) -> bool:
    """Whether a sentence below takes the row's grade back: 甲公司…，由AAA级降为A级."""
    from_this = re.compile(rf"由[“‘]?{re.escape(event.list_level or '-')}[”’]?[^，。；]{{0,8}}(?:为|至)")
    names = {who.name for who in event.subjects}
    return any(
        other.event_type == event.event_type
        and other.span.start > event.span.end
        and names & {who.name for who in other.subjects}
        and from_this.search(other.quote)
        for other in told
    )


def _treated_otherwise(rows: Rows, row: Row, event: Event) -> bool:
    """Whether a row's treatment is no listing, where that of another row is one: 列入黑名单; 责令支付."""
    lasts = [text_of(each.values.get(Column.DURATION)) for each in rows.rows]
    unlimited = Column.DURATION in rows.columns and Column.DURATION not in row.values and any(lasts)
    captioned = event.list_level or re.search(r"名单|名录|榜", event.list_name or "")
    if captioned and not unlimited:
        return False  # the caption already says that all are on a list
    said = [
        entry.text
        for each in rows.rows
        if (entry := each.values.get(Column.PENALTY)) and _PUT_ON.search(entry.text)
    ]
    own = row.values.get(Column.PENALTY)
    return bool(said) and (own is None or not _PUT_ON.search(own.text))


def _found_wanting(row: Row) -> bool:
    """Whether a row's treatment is no praise: 责令停用并整改, in a table whose title praises others."""
    said = row.values.get(Column.PENALTY) or row.values.get(Column.RESULT)
    return said is not None and bool(_BLAME.search(said.text))


def _unpunished(rows: Rows, row: Row) -> bool:
    """Whether a row leaves every column of penalties empty."""
    imposed = {Column.PENALTY, Column.FINE, Column.CONFISCATED}
    return bool(imposed & rows.columns) and not imposed & set(row.values)


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


def _undone(row: Row, subjects: tuple[Subject, ...]) -> list[Event]:
    """A remark that the penalty has fallen since (2023年11月2日经行政复议撤销) is an event of its own."""
    remark = row.values.get(Column.REMARK)
    if remark is None or not _FALLEN.search(remark.text) or _NOT_FALLEN.search(remark.text):
        return []
    return [
        Event(
            event_type="decision.revoked",
            subjects=subjects,
            event_date=date_of(remark),
            quote=remark.text,
            span=remark.span,
        )
    ]


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
