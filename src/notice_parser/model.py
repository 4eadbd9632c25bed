"""The nouns: every other module turns one of these into the next.

file → Document → Mention → Event → row. Every position is a ``Span`` of ``Document.text``,
and every span leads back to boxes on the page.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from functools import cached_property
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """A value: equal when its fields are equal, never changed in place."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(NamedTuple):
    """A half-open range of characters in ``Document.text``."""

    start: int
    end: int


class Box(NamedTuple):
    """A rectangle as fractions of the page, origin at the top left."""

    x0: float
    y0: float
    x1: float
    y1: float


class Unreadable(Exception):
    """A file that cannot be read; its message tells staff the reason and what to do, in Chinese."""

    def __init__(self, name: str, reason: str, advice: str) -> None:
        """Keep the file's base name, the reason and the advice, each without a full stop."""
        super().__init__(f"{name}：{reason}，{advice}")
        self.name, self.reason, self.advice = name, reason, advice


class BlockKind(StrEnum):
    """What part a block plays in the notice."""

    MASTHEAD = "masthead"  # 版头: letterhead, issue number, document number, issuer, date
    TITLE = "title"  # the notice's own title, its lines joined
    ADDRESSEE = "addressee"  # 主送机关: 各县（市、区）…：
    SECTION = "section"  # 【工作简讯】, 一、…, 附件1
    HEADING = "heading"  # headline of one article in a bulletin, caption of a table
    PARAGRAPH = "paragraph"  # running text or one list item
    REPORTER = "reporter"  # （市应急管理局）under an item: the unit that reported it
    TABLE = "table"
    SIGNATURE = "signature"  # 落款: issuer and date under the text
    IMPRINT = "imprint"  # 版记: 报, 送, 抄送, 编辑, 电话 …


class Fragment(NamedTuple):
    """One line of a block: the characters it covers and where they stand on a page."""

    span: Span
    page: int  # counted from 1
    box: Box
    confidence: float = 1.0  # of recognition, where the line was scanned
    raw: str | None = None  # what recognition read, where that was repaired
    doubtful: str = ""  # characters of the line that recognition was least sure of


class Cell(NamedTuple):
    """One cell of a logical table; a cell merged over several rows is repeated in each of them."""

    text: str  # as printed, line wraps inside the cell undone
    span: Span  # empty (start == end) where the text stands only in the first row of a merged cell
    page: int
    box: Box


class Table(Frozen):
    """One logical table, its pieces on several pages joined and repeated headers dropped."""

    title: str | None  # the caption above it, if any
    pages: tuple[int, ...]
    header: tuple[str, ...]  # several header rows joined per column; () if there is no header
    rows: tuple[tuple[Cell, ...], ...]  # body rows, all of the same length

    @property
    def texts(self) -> list[list[str]]:
        """The body as plain strings."""
        return [[cell.text for cell in row] for row in self.rows]


class Block(Frozen):
    """One paragraph, heading or table, and where it stands on the page."""

    kind: BlockKind
    span: Span
    text: str
    fragments: tuple[Fragment, ...] = ()
    table: Table | None = None

    @property
    def page(self) -> int:
        """The page on which the block starts; 1 for text that has no pages."""
        return self.fragments[0].page if self.fragments else 1


class Page(Frozen):
    """One page of the source: its size in points and how its text was obtained."""

    number: int  # counted from 1
    width: float
    height: float
    read_by: str = "text"  # text, ocr, blank; none or hidden: not read


class Document(Frozen):
    """A file as text: every block in reading order, and all of it joined."""

    name: str  # base name of the file
    sha256: str
    pages: tuple[Page, ...] = ()
    blocks: tuple[Block, ...] = ()

    @cached_property
    def text(self) -> str:
        """The blocks' text, one newline between blocks; every ``Span`` counts into this."""
        return "\n".join(block.text for block in self.blocks)

    def where(self, span: Span) -> list[tuple[int, Box]]:
        """Return the page rectangles that ``span`` touches, one a line of text."""
        first = bisect_right(self._ends, span.start)
        places: list[tuple[int, Box]] = []
        for block in self.blocks[first:]:
            if block.span.start >= span.end:
                break
            places += [
                (fragment.page, _cut(block, fragment, span))
                for fragment in block.fragments
                if fragment.span.start < span.end and span.start < fragment.span.end
            ]
        return places

    @cached_property
    def _ends(self) -> list[int]:
        return [block.span.end for block in self.blocks]


def _cut(block: Block, fragment: Fragment, span: Span) -> Box:
    """Cut a line's box down to the characters of ``span``; ASCII is half as wide as a Han character."""
    start, end = (place - block.span.start for place in fragment.span)
    low, high = max(span.start - block.span.start, start), min(span.end - block.span.start, end)
    left, right = 0.0, 1.0
    if low != start or high != end or start == end:
        whole = _width(block.text[start:end]) or 1
        left, right = _width(block.text[start:low]) / whole, _width(block.text[start:high]) / whole
    x0, y0, x1, y1 = fragment.box
    return Box(x0 + (x1 - x0) * left, y0, x0 + (x1 - x0) * right, y1)


def _width(text: str) -> float:
    """Return how wide ``text`` is printed, in Han characters."""
    return len(text) - 0.5 * len(text.encode("ascii", "ignore"))


class MentionKind(StrEnum):
    """What a mention names."""

    DATE = "date"
    DURATION = "duration"
    DOCUMENT_NUMBER = "document_number"
    TITLE = "title"
    AUTHORITY = "authority"
    ORGANISATION = "organisation"
    PERSON = "person"
    PLACE = "place"
    GROUP = "group"
    LIST = "list"
    BATCH = "batch"
    COUNT = "count"
    AMOUNT = "amount"
    IDENTIFIER = "identifier"


class Mention(Frozen):
    """A stretch of text that names something, and what it names."""

    kind: MentionKind
    span: Span
    text: str  # as written
    value: str  # canonical: ISO date, ISO-8601 duration, 昆应急〔2020〕60号, decimal yuan, ...
    found_by: str  # the recogniser
    confidence: float = 1.0
    unit: str | None = None  # count: 家, 户, 名 …
    anchor: str | None = None  # duration: the day it runs from or to, as written (通报之日)
    full: str | None = None  # authority, organisation, title: the full name that a short one stands for
    role: str | None = None  # person: the post in brackets after the name
    code: str | None = None  # place: of GB/T 2260; null where several divisions bear the name
    anonymised: bool = False  # person: 孙某某


class Masthead(Frozen):
    """What the notice says of itself as a whole; null where it does not say."""

    title: str | None = None
    issuer: str | None = None
    document_number: str | None = None
    published: dt.date | None = None
    issue: str | None = None  # a periodical's number: 2020-3 for 第3期 of 2020


class SubjectKind(StrEnum):
    """What a subject is."""

    ORGANISATION = "organisation"
    PERSON = "person"
    GROUP = "group"


class Subject(Frozen):
    """One that an act is done to."""

    name: str
    kind: SubjectKind
    identifier: str | None = None  # the code as printed
    anonymised: bool = False  # 孙某某
    role: str | None = None
    span: Span | None = None


class Authority(Frozen):
    """The body whose act it is: as written here, and its full name if the notice supports one."""

    written: str
    full: str | None = None


class Certainty(StrEnum):
    """Whether the notice says that the act was done."""

    ASSERTED = "asserted"
    PROPOSED = "proposed"
    PROSPECTIVE = "prospective"
    CONDITIONAL = "conditional"
    PRESCRIPTIVE = "prescriptive"
    NEGATED = "negated"
    ALLEGED = "alleged"


class Action(StrEnum):
    """What happens to an entry of a list."""

    ADD = "add"
    REMOVE = "remove"
    EXTEND = "extend"
    REVOKE = "revoke"
    MAINTAIN = "maintain"


class Review(StrEnum):
    """What a person has said of an event, or whether one should look."""

    AUTO = "auto"
    NEEDS_REVIEW = "needs_review"
    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    REJECTED = "rejected"


class Evidence(NamedTuple):
    """The words that prove one field of an event."""

    field: str
    span: Span


class Event(Frozen):
    """One act of an authority on one or more subjects; null means the notice does not say."""

    event_type: str  # a code of the taxonomy: list.red, admin.penalty, ...
    certainty: Certainty = Certainty.ASSERTED
    action: Action | None = None  # for list.* only
    list_name: str | None = None
    list_level: str | None = None
    batch: str | None = None
    subjects: tuple[Subject, ...] = ()
    stated_count: int | None = None
    authority: Authority | None = None
    document_number: str | None = None
    event_date: str | None = None  # ISO, as precise as the notice: 2020, 2020-03, 2020-03-16
    start: str | None = None
    end: str | None = None  # only if printed
    duration: str | None = None
    derived_end: str | None = None  # computed, with the rule that computed it
    derived_end_rule: str | None = None
    penalty_kinds: tuple[str, ...] = ()
    fine_yuan: str | None = None
    confiscated_yuan: str | None = None
    reason: str | None = None
    legal_basis: str | None = None
    measure: str | None = None
    document_title: str | None = None  # the document issued, or the one that carries a rule
    quote: str
    span: Span  # where the quote stands
    evidence: tuple[Evidence, ...] = ()
    confidence: float = 1.0
    review: Review = Review.AUTO
    review_reasons: tuple[str, ...] = ()


RECORD_FIELDS = (  # of an event record, in the order in which tables show them
    *(name for name in Event.model_fields if name not in ("span", "evidence")),
    *("file", "notice", "event_key", "page", "box"),
)


class ProblemCode(StrEnum):
    """What kind of thing a person should look at."""

    SILENT_CUE = "silent_cue"  # a cue woke a kind, and nothing came of it
    COUNT_MISMATCH = "count_mismatch"  # the notice states a count, and fewer or more were read
    UNREAD_COLUMN = "unread_column"  # a table column neither read nor ignored by name
    UNREAD_TABLE = "unread_table"  # a table that no kind understood
    UNREAD_PAGE = "unread_page"  # a page whose text could not be read
    MISSING_ANNEX = "missing_annex"  # the notice names an annex, and the file does not hold it
    AMBIGUOUS_DATE = "ambiguous_date"
    BAD_IDENTIFIER = "bad_identifier"  # a code whose check digit fails
    MALFORMED_VALUE = "malformed_value"  # a cell of a form that its field does not allow


class Problem(Frozen):
    """Something a person should look at, and where it stands."""

    code: ProblemCode
    message: str  # in Chinese, for staff
    span: Span
    page: int = 1


class AssessmentStatus(StrEnum):
    """What a cell of an assessment table says of one unit and one task."""

    COMPLETED = "completed"  # √
    PENDING = "pending"  # *: still to be done, which is not the same as none
    NOT_ASSESSED = "not_assessed"  # 非考核项
    NO_EVENT = "no_event"  # 无
    COUNT = "count"  # a number of cases
    BLANK = "blank"


class AssessmentCell(Frozen):
    """How one unit stands in one task of an assessment table."""

    table: int  # 1 for the first assessment table of the notice
    unit: str
    task: str  # the column's header without its points
    points: str | None = None  # the most that the header gives (0.6) or takes (-20), in 分
    status: AssessmentStatus | None  # null: a mark that the notice does not explain
    count: int | None = None
    raw: str
    page: int
    box: Box


class PersonNumber(NamedTuple):
    """A resident id or mobile number of somebody: never clear, but the same one is found again."""

    kind: str  # resident_id, mobile
    masked: str  # as the text shows it
    hash: str  # HMAC-SHA256, hexadecimal
    span: Span


class Notice(Frozen):
    """All that was read from one file."""

    document: Document
    masthead: Masthead = Masthead()
    mentions: tuple[Mention, ...] = ()
    events: tuple[Event, ...] = ()
    assessments: tuple[AssessmentCell, ...] = ()
    problems: tuple[Problem, ...] = ()
    numbers: tuple[PersonNumber, ...] = ()  # of persons; only where a key to hash them with was given

    def records(self) -> Iterator[dict[str, Any]]:
        """Yield each event as a plain dict: the fields of an event record, and where it is from."""
        seen: Counter[str] = Counter()
        for event in self.events:
            record = event.model_dump(mode="json", exclude={"span", "evidence", "subjects"})
            record["subjects"] = [
                subject.model_dump(mode="json", exclude={"span"}) for subject in event.subjects
            ]
            record["penalty_kinds"] = list(event.penalty_kinds) or None
            record["confidence"] = round(event.confidence, 3)
            places = self.document.where(event.span)
            page = places[0][0] if places else 1
            stem = "\x1f".join((self.document.sha256, event.event_type, event.action or "", event.quote))
            key = f"{stem}\x1f{seen[stem]}"
            seen[stem] += 1
            yield record | {
                "file": self.document.name,
                "notice": self.document.sha256,
                "event_key": hashlib.sha256(key.encode()).hexdigest()[:16],
                "page": page,
                "box": _union([box for number, box in places if number == page]),
            }


def _union(boxes: list[Box]) -> list[float] | None:
    """Return the smallest rectangle around ``boxes``."""
    if not boxes:
        return None
    x0, y0, x1, y1 = zip(*boxes, strict=True)
    return [round(value, 4) for value in (min(x0), min(y0), max(x1), max(y1))]
