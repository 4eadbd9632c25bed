"""Notices that correct earlier ones → what each corrects: by number, by a person's word, or perhaps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from sqlite3 import Connection
from typing import NamedTuple

from .reports import Report, list_core, reports, same_body, same_list
from .sets import chunks, marks

_SHARING = """
    SELECT DISTINCT c.event FROM subject_mentions x JOIN subject_mentions c USING (subject)
    JOIN events e ON e.id = c.event JOIN notices n ON n.id = e.notice AND n.corrects = 1
    WHERE x.event IN ({})
"""
_TOLD_OF = """
    SELECT DISTINCT o.event FROM subject_mentions c JOIN subject_mentions o USING (subject)
    JOIN events ce ON ce.id = c.event JOIN events oe ON oe.id = o.event AND oe.notice <> ce.notice
    AND oe.event_type = ce.event_type AND oe.action IS ce.action
    WHERE c.event IN ({})
"""


class Fate(NamedTuple):
    """What became of an act, the event that brought it about, and one that perhaps did."""

    state: str
    by: int | None = None
    maybe: int | None = None


@dataclass(frozen=True)
class Corrections:
    """All that may correct or revoke some acts, the earliest first."""

    reports: tuple[Report, ...]
    perhaps: Mapping[int, frozenset[int]]  # event of a correction → events of which it may be one
    decided: Mapping[tuple[str, str], str]  # sha256 of the earlier and the later notice → corrects, apart

    def fate(self, group: list[Report]) -> Fate:
        """Say what became of the act that a group of reports tells of."""
        head = group[0]
        if all(report.review == "rejected" for report in group):
            return Fate("rejected")
        numbers = frozenset(number for report in group for number in report.numbers)
        subjects = frozenset(subject for report in group for subject in report.subjects)
        fate = Fate("standing")
        for other in self.reports:
            if other.certainty != "asserted" or other.review == "rejected" or other in group:
                continue
            shared = subjects & other.subjects
            if other.event_type == "decision.revoked":
                if other.references & numbers and (shared or not other.subjects):
                    fate = Fate("revoked", other.event)
            elif not head.corrects and shared and tells_anew(other, head):
                word = self._word(group, other)
                if word == "corrects" or (word is None and _by_number(other, numbers)):
                    whole = 2 * len(shared) > len(subjects)
                    fate = Fate("superseded" if whole else fate.state, other.event)
                elif word is None and any(one.event in self.perhaps.get(other.event, ()) for one in group):
                    fate = fate._replace(maybe=other.event)
        if fate.by is not None or fate.maybe is None:
            return Fate(fate.state, fate.by)
        return Fate("disputed", None, fate.maybe)

    def _word(self, group: list[Report], other: Report) -> str | None:
        """Return what a person said of a correction and any of the notices that report an act."""
        words = (self.decided.get((report.sha256, other.sha256)) for report in group)
        return next(filter(None, words), None)


def corrections(db: Connection, loaded: Mapping[int, Report]) -> Corrections:
    """Load what may correct or revoke the acts that events report."""
    found = _naming(db, loaded) | _sharing(db, loaded)
    ordered = sorted(
        reports(db, found).values(), key=lambda report: (report.published or "", report.event_key)
    )
    decided: dict[tuple[str, str], str] = {}
    for part in chunks(report.sha256 for report in ordered if report.corrects):
        for earlier, later, decision in db.execute(
            "SELECT earlier, later, decision FROM act_decisions"
            f" WHERE later IN ({marks(part)}) AND earlier IS NOT NULL ORDER BY id",
            part,
        ):
            decided[earlier, later] = decision
    perhaps = {
        report.event: _perhaps(db, report, decided)
        for report in ordered
        if report.corrects and report.certainty == "asserted" and report.review != "rejected"
    }
    return Corrections(tuple(ordered), perhaps, decided)


def told_of_by_corrections(db: Connection, events: Iterable[int]) -> set[int]:
    """Return the events that may be what a correction tells anew which shares a subject with some events."""
    near = _sharing(db, events)
    return near | {
        event for part in chunks(near) for (event,) in db.execute(_TOLD_OF.format(marks(part)), part)
    }


def tells_anew(other: Report, head: Report) -> bool:
    """Whether a report of a correction is of the kind, the body and the list of an earlier act."""
    if (other.event_type, other.action) != (head.event_type, head.action) or other.notice == head.notice:
        return False
    if not same_body(other.authority or other.issuer, head.authority or head.issuer):
        return False
    if head.list_name and other.list_name:
        lists = (list_core(head.list_name, head.list_level), list_core(other.list_name, other.list_level))
        return same_list(*lists)
    return True


def _by_number(other: Report, numbers: frozenset[str]) -> bool:
    return bool((other.references | other.numbers) & numbers)


def _naming(db: Connection, loaded: Mapping[int, Report]) -> set[int]:
    """Return the events of corrections and revocations that name a number of some acts."""
    found: set[int] = set()
    for part in chunks(number for report in loaded.values() for number in report.numbers):
        for sql, values in (
            (
                "SELECT r.event FROM event_references r JOIN events e ON e.id = r.event"
                f" JOIN notices n ON n.id = e.notice WHERE r.document_number IN ({marks(part)})"
                " AND (n.corrects = 1 OR e.event_type = 'decision.revoked')",
                part,
            ),
            (
                "SELECT e.id FROM notices n JOIN events e ON e.notice = n.id WHERE n.corrects = 1"
                f" AND (n.document_number IN ({marks(part)}) OR e.document_number IN ({marks(part)}))",
                [*part, *part],
            ),
        ):
            found.update(event for (event,) in db.execute(sql, values))
    return found


def _sharing(db: Connection, events: Iterable[int]) -> set[int]:
    """Return the events of corrections that share a subject with some events."""
    if not db.execute("SELECT EXISTS (SELECT 1 FROM notices WHERE corrects = 1)").fetchone()[0]:
        return set()
    return {event for part in chunks(events) for (event,) in db.execute(_SHARING.format(marks(part)), part)}


def _perhaps(db: Connection, other: Report, decided: Mapping[tuple[str, str], str]) -> frozenset[int]:
    """Return the events that a correction may correct, where neither a number nor a person says which.

    Of each subject those of the latest notice before it: an act of that kind, body and list.
    """
    told = [event for (event,) in db.execute(_TOLD_OF.format("?"), (other.event,))]
    by_subject: dict[str, list[Report]] = defaultdict(list)
    for report in reports(db, told).values():
        for subject in report.subjects & other.subjects:
            by_subject[subject].append(report)
    found: set[int] = set()
    for near in by_subject.values():
        near = [
            one for one in near if not one.corrects and one.review != "rejected" and tells_anew(other, one)
        ]
        words = [decided.get((one.sha256, other.sha256)) for one in near]
        if "corrects" in words or any(_by_number(other, one.numbers) for one in near):
            continue
        free = [one for one, word in zip(near, words, strict=True) if word is None]
        before = [one for one in free if (one.published or "") <= (other.published or "9999")]
        latest = max((one.published or "" for one in before), default="")
        found.update(one.event for one in before if (one.published or "") == latest)
    return frozenset(found)
