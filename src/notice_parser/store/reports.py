"""Rows of events → reports: what linking and listing periods need to know of each."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import lru_cache
from sqlite3 import Connection

from ..text.names import without_quotes
from .sets import chunks, marks

_EVENTS = """
    SELECT e.id, e.event_key, e.notice, e.event_type, e.certainty, e.action, e.list_name, e.list_level,
      e.batch, coalesce(e.authority_full, e.authority_written) AS authority, n.issuer,
      e.document_number, n.document_number AS masthead_number, e.event_date, e.start, e."end", e.duration,
      e.derived_end, e.derived_end_rule, e.fine_yuan, e.confiscated_yuan, e.document_title, e.quote,
      e.review, n.corrects, n.published, substr(f.first_seen, 1, 10) AS received, n.sha256
    FROM events e JOIN notices n ON n.id = e.notice JOIN files f ON f.sha256 = n.sha256
    WHERE e.id IN ({})
"""
_COMPARED = (
    "list_name",
    "list_level",
    "batch",
    "authority",
    "document_number",
    "event_date",
    "start",
    "end",
    "duration",
    "fine_yuan",
    "confiscated_yuan",
)
_FILLER = re.compile(r"管理|名单|名录|对象|[“”\"]|的")
_CARDS = re.compile(r"[红黄]{1,2}牌")


@dataclass(frozen=True, slots=True)
class Report:
    """One event as a report of an act; ``subjects`` are those told apart, ``hidden`` the anonymised."""

    event: int
    event_key: str
    notice: int
    event_type: str
    certainty: str
    action: str | None
    list_name: str | None
    list_level: str | None
    batch: str | None
    authority: str | None
    issuer: str | None
    document_number: str | None
    masthead_number: str | None
    event_date: str | None
    start: str | None
    end: str | None
    duration: str | None
    derived_end: str | None
    derived_end_rule: str | None
    fine_yuan: str | None
    confiscated_yuan: str | None
    document_title: str | None
    quote: str
    review: str
    corrects: int
    published: str | None
    received: str
    sha256: str
    subjects: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()
    references: frozenset[str] = frozenset()

    @property
    def sort(self) -> tuple[str, str | None, str]:
        """What kind of act it reports; reports of one act agree in it."""
        return self.event_type, self.action, self.certainty

    @property
    def numbers(self) -> frozenset[str]:
        """The number of the decision, or else of the document that tells of it."""
        number = self.document_number or self.masthead_number
        return frozenset((number,)) if number else frozenset()

    @property
    def fullness(self) -> tuple[int, int, str]:
        """Orders reports of one act, the fullest first, whatever came first."""
        told = sum(getattr(self, field) is not None for field in _COMPARED)
        return -len(self.subjects) - len(self.hidden), -told, self.event_key


_ROW = tuple(field.name for field in fields(Report))[:-3]


def reports(db: Connection, events: Iterable[int]) -> dict[int, Report]:
    """Load events as reports."""
    found: dict[int, Report] = {}
    for part in chunks(events):
        subjects: dict[int, set[str]] = defaultdict(set)
        hidden: dict[int, set[str]] = defaultdict(set)
        named: dict[int, set[str]] = defaultdict(set)
        for event, subject, anonymised in db.execute(
            "SELECT m.event, m.subject, s.anonymised FROM subject_mentions m"
            f" JOIN event_subjects s USING (event, number) WHERE m.event IN ({marks(part)})",
            part,
        ):
            (hidden if anonymised else subjects)[event].add(subject)
        for event, number in db.execute(
            f"SELECT event, document_number FROM event_references WHERE event IN ({marks(part)})", part
        ):
            named[event].add(number)
        for values in db.execute(_EVENTS.format(marks(part)), part):
            event = values[0]
            found[event] = Report(
                **dict(zip(_ROW, values, strict=True)),
                subjects=frozenset(subjects[event]),
                hidden=frozenset(hidden[event]),
                references=frozenset(named[event]),
            )
    return found


@lru_cache(maxsize=4096)
def list_core(name: str | None, level: str | None) -> tuple[str, str] | None:
    """Return what two writings of one list have in common, and its card.

    >>> list_core("安全生产“黄牌”警示管理名单", None) == list_core("安全生产红黄牌警示名单", "黄牌")
    True
    """
    if name is None:
        return None
    name = without_quotes(name)
    written = _CARDS.search(name)
    card = (level or "")[:1] if (level or "")[:1] in ("红", "黄") else written[0][:-1] if written else ""
    return _FILLER.sub("", _CARDS.sub("", name)), card


def same_list(a: tuple[str, str] | None, b: tuple[str, str] | None) -> bool:
    """Whether two lists may be one: their cores equal, and no two different cards."""
    if a is None or b is None or a[0] != b[0]:
        return False
    return not a[1] or not b[1] or a[1] in b[1] or b[1] in a[1]


@lru_cache(maxsize=8192)
def same_body(a: str | None, b: str | None) -> bool:
    """Whether two writings may be one authority: one's characters stand in the other in their order.

    >>> [same_body(written, "云溪市应急管理局") for written in ("市应急局", "市水务局", None)]
    [True, False, True]
    """
    if a is None or b is None:
        return True
    short, long = sorted((re.sub("^[我本全]", "", a), re.sub("^[我本全]", "", b)), key=len)
    rest = iter(long)
    return all(character in rest for character in short)
