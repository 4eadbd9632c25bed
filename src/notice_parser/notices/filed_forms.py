"""双公示 forms → Events: one row is one act on one party, its columns fixed by the form.

Nothing is guessed: a value that its field does not allow is left out and shown to a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from ..forms import PENALTY, Fault, Form, content_of, day_of, faults, form_of, header_of, yuan_of
from ..mentions.document_numbers import find_document_numbers
from ..mentions.full_names import full_name
from ..model import (
    Authority,
    Block,
    Box,
    Cell,
    Event,
    Evidence,
    Problem,
    ProblemCode,
    Review,
    Span,
    Subject,
    SubjectKind,
)
from .cell_values import subject_of
from .judgement import judge
from .passage import Source

KINDS = (
    "警告", "通报批评", "罚款", "没收违法所得", "没收非法财物", "责令停产停业", "责令改正", "暂扣许可证件",
    "吊销许可证件", "限制开展生产经营活动", "限制从业", "禁止从业", "行政拘留", "取消任职资格", "其他",
)  # fmt: skip
_CODES = ("XDR_SHXYM", "XDR_GSZC", "XDR_ZZJG", "XDR_SWDJ", "XDR_SYDW", "XDR_SHZZ")
_ESSENTIAL = ("XDR_MC", "WSH", "JDRQ", "CFJG", "XKJG")  # missing, they are told of
_BEARING = (  # malformed, they make the event doubtful
    *("XDR_MC", "XDR_LB", "XDR_SHXYM", "WSH", "CFLB", "NR_FK", "NR_WFFF", "JDRQ", "YXQ", "YXQZ", "YXQZI"),
)
_FOREVER = "2099-12-31"
_BLANK = re.compile(r"\s*[-－—–/／]*\s*")  # as forms fill a cell that stays empty
_CONFISCATIONS = re.compile(r"没收违法所得[、,，]?没收非法财物")
_SUSPENSIONS = re.compile(r"(?:暂扣或者?吊销许可证(?:[、,，]?(?:暂扣或者?吊销)?执照)?)")


class Filed(NamedTuple):
    """What the forms of a document say."""

    events: tuple[Event, ...]
    problems: tuple[Problem, ...]
    blocks: tuple[Block, ...]  # the forms, which nothing else is to read


def read_forms(source: Source) -> Filed:
    """Read every 双公示 form of a document.

    Rows on several parties of one decision that say the same of it are one event.
    """
    events: list[Event] = []
    problems: list[Problem] = []
    blocks: list[Block] = []
    for block in source.document.blocks:
        table = block.table
        form = form_of(table.header) if table is not None else None
        if table is None or form is None:
            continue
        blocks.append(block)
        columns = _columns(form, table.header)
        problems += _unread(block, table.header, columns, table.rows)
        made = []
        for cells in table.rows:
            row = {code: cells[at] for code, at in columns.items() if not _BLANK.fullmatch(cells[at].text)}
            event, found = _read(source, form, row, cells, f"{table.title}表第{_row(cells[0].box)}行")
            problems += found
            made += [event] if event is not None else []
        events += _joined(source, made)
    return Filed(tuple(events), tuple(problems), tuple(blocks))


def _columns(form: Form, header: Iterable[str]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for at, cell in enumerate(header):
        field = header_of(form, cell)
        if field is not None:
            columns.setdefault(field.code, at)
    return columns


def _unread(
    block: Block, header: tuple[str, ...], columns: Mapping[str, int], rows: tuple[tuple[Cell, ...], ...]
) -> Iterator[Problem]:
    for at, name in enumerate(header):
        if at not in columns.values() and any(cells[at].text.strip() for cells in rows):
            yield Problem(
                code=ProblemCode.UNREAD_COLUMN,
                message=f"“{name or '没有表头'}”一列不是双公示的字段，或与前面的重复，没有读取",
                span=block.span,
                page=rows[0][at].page,
            )


def _read(
    source: Source, form: Form, row: Mapping[str, Cell], cells: tuple[Cell, ...], place: str
) -> tuple[Event | None, list[Problem]]:
    """Make the event of a row, and the problems of its values."""
    texts = {code: cell.text.strip() for code, cell in row.items()}
    if not texts:
        return None, []
    span = Span(cells[0].span.start, cells[-1].span.end)
    wrong = {fault.field.code: fault for fault in faults(form, texts)}
    told = [
        _problem(form, fault, row, span, cells[0].page, place) for fault in wrong.values() if _tell(fault)
    ]
    kinds, unclear = _kinds(texts) if form is PENALTY else ((), None)
    if unclear and "CFLB" not in wrong:
        told.append(_note(row["CFLB"], f"{place}：处罚类别“{texts['CFLB']}”与处罚内容对不上，请核对原件"))
    if "XDR_MC" not in texts:
        return None, told
    event = Event(
        event_type=form.event_type,
        subjects=(_subject(texts, row["XDR_MC"].span),),
        document_number=_number(texts.get("WSH")),
        event_date=day_of(texts.get("JDRQ", "")),
        quote=source.text[slice(*span)],
        span=span,
        evidence=tuple(
            Evidence(_EVIDENCE[code], cell.span) for code, cell in row.items() if code in _EVIDENCE
        ),
        **_penalty(texts, kinds) if form is PENALTY else _licence(texts),
        authority=_authority(source, texts.get("CFJG" if form is PENALTY else "XKJG")),
    )
    event, found = judge(event, source)
    doubts = [f"{fault.field.name}{fault.message}" for code, fault in wrong.items() if _doubtful(code, fault)]
    doubts += ["处罚类别不清"] if unclear else []
    if doubts:
        event = event.model_copy(
            update={
                "review": Review.NEEDS_REVIEW,
                "review_reasons": (*event.review_reasons, *doubts),
                "confidence": min(event.confidence, 0.7),
            }
        )
    return event, [*told, *found]


_EVIDENCE = {
    "XDR_MC": "subjects", "WSH": "document_number", "JDRQ": "event_date", "SY": "reason", "YJ": "legal_basis",
    "CFLB": "penalty_kinds", "NR_FK": "fine_yuan", "NR_WFFF": "confiscated_yuan", "YXQ": "end",
    "CFJG": "authority", "XKJG": "authority", "YXQZ": "start", "YXQZI": "end", "XKWS": "document_title",
}  # fmt: skip


def _penalty(texts: Mapping[str, str], kinds: tuple[str, ...]) -> dict[str, Any]:
    fine, confiscated = yuan_of(texts.get("NR_FK", "")), yuan_of(texts.get("NR_WFFF", ""))
    written = texts.get("NR")
    return {
        "penalty_kinds": kinds,
        "fine_yuan": fine,
        "confiscated_yuan": confiscated,
        "reason": texts.get("SY"),
        "legal_basis": texts.get("YJ"),
        "measure": None if written == content_of(kinds, fine, confiscated) else written,
        "end": day_of(texts.get("YXQ", "")),
    }


def _licence(texts: Mapping[str, str]) -> dict[str, Any]:
    end = day_of(texts.get("YXQZI", ""))
    forever = end == _FOREVER or texts.get("YXQZI") == "长期"
    return {
        "reason": texts.get("NR"),
        "document_title": texts.get("XKWS"),
        "start": day_of(texts.get("YXQZ", "")),
        "end": None if forever else end,
        "duration": "PERMANENT" if forever else None,
    }


def _subject(texts: Mapping[str, str], span: Span) -> Subject:
    """Make the party as its row calls it; the number of a person's papers is not read."""
    code = next((texts[code] for code in _CODES if code in texts), None)
    found = subject_of(texts["XDR_MC"], code, span)
    party = texts.get("XDR_LB")
    if party == "自然人":
        hidden = bool(re.search(r"某|[*＊×]", found.name))
        return found.model_copy(update={"kind": SubjectKind.PERSON, "identifier": None, "anonymised": hidden})
    if party in ("法人及非法人组织", "个体工商户"):
        return Subject(
            name=texts["XDR_MC"], kind=SubjectKind.ORGANISATION, identifier=found.identifier, span=span
        )
    return found


def _authority(source: Source, written: str | None) -> Authority | None:
    if written is None:
        return None
    return Authority(written=written, full=full_name(written, source.text, source.masthead))


def _number(written: str | None) -> str | None:
    """Return a document number in its canonical form; what is none of the known forms stays as written."""
    found = list(find_document_numbers(written)) if written else []
    return found[0].value if len(found) == 1 and found[0].text == written else written


def _kinds(texts: Mapping[str, str]) -> tuple[tuple[str, ...], bool]:
    """Return the kinds of penalty of a row, and whether one of them could not be told.

    A class that stands for two (暂扣或吊销) is told by the words of the decision.
    """
    said = texts.get("CFLB", "")
    words = texts.get("NR", "") + texts.get("NR_ZKDX", "")
    kinds: list[str] = []
    unclear = False
    for pattern, options in (
        (_CONFISCATIONS, {"没收违法所得": "违法所得|非法所得", "没收非法财物": "财物|没收(?!.{0,6}所得)"}),
        (_SUSPENSIONS, {"暂扣许可证件": "暂扣", "吊销许可证件": "吊销"}),
    ):
        if pattern.search(said):
            told = [kind for kind, word in options.items() if re.search(word, words)]
            kinds += told
            unclear |= not told
            said = pattern.sub("", said)
    for part in filter(None, (part.strip() for part in re.split(r"[;；、,，]", said))):
        kind = re.sub(r"^其他[-－—:：]\s*(?=.)", "", part)
        known = kind if kind in KINDS else "其他" if part.startswith("其他") else None
        unclear |= known is None
        kinds += [known] if known else []
    return tuple(kind for kind in KINDS if kind in kinds), unclear


def _joined(source: Source, made: list[Event]) -> list[Event]:
    """Join the rows, one after the other, that say the same of one numbered decision."""
    own = {"subjects", "quote", "span", "evidence"}
    joined: list[Event] = []
    for event in made:
        last = joined[-1] if joined else None
        same = last is not None and last.model_dump(exclude=own) == event.model_dump(exclude=own)
        if last is None or event.document_number is None or not same:
            joined.append(event)
            continue
        span = Span(last.span.start, event.span.end)
        joined[-1] = last.model_copy(
            update={
                "subjects": (*last.subjects, *event.subjects),
                "evidence": (*last.evidence, *event.evidence),
                "quote": source.text[slice(*span)],
                "span": span,
            }
        )
    return joined


def _row(box: Box) -> int:
    """Return the number of a row on its sheet: every row is as high as every other."""
    return round(box.y0 / (box.y1 - box.y0)) + 1


def _tell(fault: Fault) -> bool:
    if fault.kind == "缺":
        return fault.field.code in _ESSENTIAL
    return fault.message != "校验位不符，请核对原件"  # told of wherever such a code is printed


def _doubtful(code: str, fault: Fault) -> bool:
    return fault.kind == "有误" and code in _BEARING


def _problem(form: Form, fault: Fault, row: Mapping[str, Cell], span: Span, page: int, place: str) -> Problem:
    cell = row.get(fault.field.code)
    value = f"“{cell.text.strip()}”" if cell is not None else ""
    skipped = "，这一行没有读取" if fault.field.code == "XDR_MC" else ""
    return Problem(
        code=ProblemCode.MALFORMED_VALUE,
        message=f"{place}：{fault.field.name}{value}{fault.message}{skipped}",
        span=cell.span if cell is not None else span,
        page=page,
    )


def _note(cell: Cell, message: str) -> Problem:
    return Problem(code=ProblemCode.MALFORMED_VALUE, message=message, span=cell.span, page=cell.page)
