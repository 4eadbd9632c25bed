"""A notice made by hand that fills every field, for tests of what happens after reading."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from pathlib import Path

from notice_parser.model import (
    Action,
    AssessmentCell,
    AssessmentStatus,
    Authority,
    Block,
    BlockKind,
    Box,
    Cell,
    Certainty,
    Document,
    Event,
    Evidence,
    Fragment,
    Masthead,
    Mention,
    MentionKind,
    Notice,
    Page,
    Problem,
    ProblemCode,
    Review,
    Span,
    Subject,
    SubjectKind,
    Table,
)
from notice_parser.store import claim, content_of, finish, keep, writing

QUOTE = "3月2日，云溪市应急局将长河茶行等3家单位列入安全生产“黄”牌警示名单，管理期限为3个月，并处罚款20000元"
RULE = "对拒不整改的，将依法纳入失信名单。"
TITLE = "云溪市信用简报"
HEADER = ("单位", "信用承诺（0.5分）")
CELLS = (("城东街道", "√"), ("城西街道", "*"))


def _document() -> Document:
    """Lay the text out on two pages, a paragraph over two lines and a table on the second page."""
    table_text = "\n".join("\t".join(row) for row in (HEADER, *CELLS))
    texts = (TITLE, QUOTE + "。" + RULE, table_text)
    starts = [0, len(TITLE) + 1, len(TITLE) + len(texts[1]) + 2]
    middle = starts[1] + 30
    fragments = (
        (Fragment(Span(0, len(TITLE)), 1, Box(0.3, 0.1, 0.7, 0.13)),),
        (
            Fragment(Span(starts[1], middle), 1, Box(0.1, 0.2, 0.9, 0.22)),
            Fragment(Span(middle, starts[2] - 1), 2, Box(0.1, 0.1, 0.9, 0.12)),
        ),
        (Fragment(Span(starts[2], starts[2] + len(table_text)), 2, Box(0.1, 0.3, 0.9, 0.5)),),
    )
    cells = []
    for number, row in enumerate(CELLS):
        found = []
        for place, text in enumerate(row):
            start = starts[2] + table_text.index(text)
            box = Box(0.1 + 0.4 * place, 0.36 + 0.06 * number, 0.5 + 0.4 * place, 0.42 + 0.06 * number)
            found.append(Cell(text, Span(start, start + len(text)), 2, box))
        cells.append(tuple(found))
    table = Table(title="考核结果", pages=(2,), header=HEADER, rows=tuple(cells))
    kinds = (BlockKind.TITLE, BlockKind.PARAGRAPH, BlockKind.TABLE)
    return Document(
        name="云溪简报.pdf",
        sha256=hashlib.sha256(b"sample").hexdigest(),
        pages=(Page(number=1, width=595, height=842), Page(number=2, width=595, height=842, read_by="ocr")),
        blocks=tuple(
            Block(
                kind=kind,
                span=Span(start, start + len(text)),
                text=text,
                fragments=lines,
                table=table if kind is BlockKind.TABLE else None,
            )
            for kind, start, text, lines in zip(kinds, starts, texts, fragments, strict=True)
        ),
    )


DOCUMENT = _document()


def _span(words: str) -> Span:
    start = DOCUMENT.text.index(words)
    return Span(start, start + len(words))


NOTICE = Notice(
    document=DOCUMENT,
    masthead=Masthead(
        title=TITLE,
        issuer="云溪市信用办",
        document_number="云信办〔2021〕2号",
        published=dt.date(2021, 4, 1),
        issue="2021-3",
    ),
    mentions=(
        Mention(
            kind=MentionKind.DATE, span=_span("3月2日"), text="3月2日", value="2021-03-02", found_by="dates"
        ),
        Mention(
            kind=MentionKind.DURATION,
            span=_span("3个月"),
            text="3个月",
            value="P3M",
            found_by="durations",
            confidence=0.9,
            anchor="通报之日",
        ),
    ),
    events=(
        Event(
            event_type="list.warning",
            certainty=Certainty.ASSERTED,
            action=Action.ADD,
            list_name="安全生产黄牌警示名单",
            list_level="黄牌",
            batch="2021-2",
            subjects=(
                Subject(
                    name="长河茶行",
                    kind=SubjectKind.ORGANISATION,
                    identifier="92330100000000000X",
                    span=_span("长河茶行"),
                ),
                Subject(name="孙某某", kind=SubjectKind.PERSON, anonymised=True, role="负责人"),
            ),
            stated_count=3,
            authority=Authority(written="云溪市应急局", full="云溪市应急管理局"),
            document_number="云应急〔2021〕7号",
            event_date="2021-03-02",
            start="2021-03-02",
            end="2021-06-01",
            duration="P3M",
            derived_end="2021-06-01",
            derived_end_rule="起始日加期限",
            penalty_kinds=("罚款", "警告"),
            fine_yuan="20000",
            confiscated_yuan="1234.56",
            reason="未落实安全生产责任",
            legal_basis="《云溪市安全生产条例》第九条",
            measure="责令整改",
            document_title="关于安全生产警示的通报",
            quote=QUOTE,
            span=_span(QUOTE),
            evidence=(Evidence("event_date", _span("3月2日")), Evidence("duration", _span("3个月"))),
            confidence=0.8765,
            review=Review.NEEDS_REVIEW,
            review_reasons=("明示3家，读出2家",),
        ),
        Event(
            event_type="measure.punish",
            certainty=Certainty.CONDITIONAL,
            quote=RULE,
            span=_span(RULE),
        ),
    ),
    assessments=(
        AssessmentCell(
            table=1,
            unit="城东街道",
            task="信用承诺",
            points="0.5",
            status=AssessmentStatus.COMPLETED,
            raw="√",
            page=2,
            box=Box(0.5, 0.36, 0.9, 0.42),
        ),
        AssessmentCell(
            table=1,
            unit="城西街道",
            task="信用承诺",
            status=None,
            raw="◎",
            page=2,
            box=Box(0.5, 0.42, 0.9, 0.48),
        ),
    ),
    problems=(
        Problem(
            code=ProblemCode.COUNT_MISMATCH, message="通知写明3家，读出2家", span=_span("等3家单位"), page=1
        ),
    ),
)


def read_sample(path: Path, **given: object) -> Notice:
    """Stand in for ``parse``: whatever the file, it holds the sample."""
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    return NOTICE.model_copy(
        update={"document": DOCUMENT.model_copy(update={"sha256": sha256, "name": path.name})}
    )


def save_sample(path: Path, db: Path, read: Callable[[Path], Notice] = read_sample) -> None:
    """Save the sample notice, or what ``read`` makes of a file, as ``ingest`` would."""
    content = content_of(path)
    with writing(db) as database:
        assert claim(database, db, content, "test", {}).kind == "ours"
        archived = keep(content, db, "test")
        assert archived is not None
        finish(database, read(path), content, archived, {})
