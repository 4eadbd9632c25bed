"""Reports of one act in several notices → one act with all its sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from sqlite3 import Connection

from .reports import Report, list_core, reports, same_body, same_list
from .sets import chunks, marks

Bucket = tuple[str | None, ...]


def linked(a: Report, b: Report) -> str | None:
    """Say by what two reports of different notices tell of one act: ``number`` or ``content``, or None.

    Both name the same document number, or neither contradicts the other and day, authority, list and
    subjects agree. What a correction tells is never joined with what it corrects.
    """
    if a.notice == b.notice or a.sort != b.sort or a.corrects != b.corrects or not _compatible(a, b):
        return None
    if not (a.subjects & b.subjects or _nobody_alike(a, b)):
        return None
    if a.numbers & b.numbers and (a.document_number or b.document_number or a.issuer == b.issuer):
        return "number"
    if a.document_number and b.document_number:
        return None  # two decisions
    same_day = a.event_date and len(a.event_date) == 10 and a.event_date == b.event_date
    if not same_day or not a.authority or not b.authority or not a.subjects & b.subjects:
        return None
    if a.list_name or b.list_name:
        return "content" if same_list(_list(a), _list(b)) else None
    return "content" if a.subjects == b.subjects and a.fine_yuan == b.fine_yuan else None


def _compatible(a: Report, b: Report) -> bool:
    """Whether nothing that both tell differs."""
    for field in ("batch", "fine_yuan", "confiscated_yuan", "duration", "end"):
        one, other = getattr(a, field), getattr(b, field)
        if one is not None and other is not None and one != other:
            return False
    for one, other in ((a.event_date, b.event_date), (a.start, b.start)):
        if one and other and not (one.startswith(other) or other.startswith(one)):
            return False
    if a.list_name and b.list_name and not same_list(_list(a), _list(b)):
        return False
    return same_body(a.authority or a.issuer, b.authority or b.issuer) or bool(a.numbers & b.numbers)


def _nobody_alike(a: Report, b: Report) -> bool:
    """Whether neither names a subject that can be told apart, and both use the same words."""
    if a.subjects or b.subjects:
        return False
    return "".join(a.quote.split()) == "".join(b.quote.split())


def _list(report: Report) -> tuple[str, str] | None:
    return list_core(report.list_name, report.list_level)


def clusters(found: Iterable[Report]) -> list[list[Report]]:
    """Group reports by act, the fullest report of each first.

    Each report joins the first act whose fullest report it is linked with, so that the outcome depends on
    the reports only and not on their order.
    """
    heads: dict[Bucket, list[int]] = defaultdict(list)
    groups: list[list[Report]] = []
    for report in sorted(found, key=lambda report: report.fullness):
        keys = list(buckets(report))
        near = sorted({place for key in keys for place in heads[key]})
        home = next((place for place in near if linked(groups[place][0], report)), None)
        if home is None:
            for key in keys:
                heads[key].append(len(groups))
            groups.append([report])
        else:
            groups[home].append(report)
    return groups


def buckets(report: Report) -> Iterator[Bucket]:
    """Yield keys of which linked reports share one."""
    for number in report.numbers:
        for subject in report.subjects or (None,):
            yield (*report.sort, number, subject)
    if report.event_date and len(report.event_date) == 10:
        for subject in report.subjects:
            yield (*report.sort, report.event_date, subject)


def neighbourhood(db: Connection, events: Iterable[int]) -> dict[int, Report]:
    """Load events and what they are linked with, or share number and subject with, through others too."""
    loaded: dict[int, Report] = {}
    frontier = set(events)
    near: dict[int, Report] = {}
    while frontier:
        fresh = {event: near[event] for event in frontier if event in near}
        fresh |= reports(db, frontier - fresh.keys())
        loaded |= fresh
        near |= reports(db, _candidates(db, fresh.values()) - near.keys() - loaded.keys())
        by_bucket: dict[Bucket, list[Report]] = defaultdict(list)
        for report in near.values():
            for key in buckets(report):
                by_bucket[key].append(report)
        frontier = {
            other.event
            for report in fresh.values()
            for key in buckets(report)
            for other in by_bucket[key]
            if other.event not in loaded and (report.numbers & other.numbers or linked(report, other))
        }
    return loaded


def _candidates(db: Connection, found: Iterable[Report]) -> set[int]:
    """Return the events that share a subject, or where nobody is told apart the number, with reports."""
    near: set[int] = set()
    by_subject = [report for report in found if report.subjects]
    for part in chunks(report.event for report in by_subject):
        near.update(
            event
            for (event,) in db.execute(
                "SELECT DISTINCT m.event FROM subject_mentions o JOIN subject_mentions m USING (subject)"
                " JOIN events e ON e.id = o.event JOIN events f ON f.id = m.event"
                " AND f.event_type = e.event_type AND f.action IS e.action AND f.notice <> e.notice"
                f" WHERE o.event IN ({marks(part)})",
                part,
            )
        )
    numbers = {number for report in found if not report.subjects for number in report.numbers}
    near |= with_numbers(db, numbers)
    return near


def with_numbers(db: Connection, numbers: Iterable[str]) -> set[int]:
    """Return the events of decisions and documents of these numbers."""
    found: set[int] = set()
    for part in chunks(numbers):
        for sql in (
            f"SELECT id FROM events WHERE document_number IN ({marks(part)})",
            "SELECT e.id FROM notices n JOIN events e ON e.notice = n.id AND e.document_number IS NULL"
            f" WHERE n.document_number IN ({marks(part)})",
        ):
            found.update(event for (event,) in db.execute(sql, part))
    return found
