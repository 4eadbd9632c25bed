"""Every event of the full database → published until a day, or withheld by a rule."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from sqlite3 import Connection, Row

from ..mentions.persons import looks_personal
from ..store.objections import disputed
from ..text.calendar import add_duration
from .rules import Class, Rules

_HISTORY_TYPES = {"repair.accepted", "decision.revoked", "objection.resolved"}
_HISTORY_ACTIONS = {"remove", "revoke"}
_ADULT = 18
_AGE = re.compile(r"(?<!\d)(\d{1,2})周?岁")
_WORDS = ("detention", "minor", "health", "barred")  # rules that look for words
_SCHEMES = "('credit_code', 'organisation_code', 'registration')"


@dataclass(frozen=True)
class Party:
    """One subject of an event, as far as a decision needs it."""

    number: int
    name: str
    kind: str
    identifier: str | None
    key: str | None  # of the subject
    person: bool
    until: str | None  # the last day of its stay on the list; null: no end known
    ended: bool  # taken off, or the stay is over
    listed: bool  # a stay is known


@dataclass(frozen=True)
class Published:
    """That an event is in the copy: whom of it, until when, and why so long."""

    until: str
    cls: Class
    parties: tuple[Party, ...]


@dataclass
class Decisions:
    """What becomes of every event."""

    published: dict[int, Published] = field(default_factory=dict)
    withheld: dict[int, str] = field(default_factory=dict)  # event → rule
    cut: dict[int, str] = field(default_factory=dict)  # event that is published without one of its subjects
    unchecked: int = 0  # adverse records in the copy that no person has confirmed


def decide(db: Connection, rules: Rules, day: dt.date) -> Decisions:
    """Decide on every event of a full database as of a day."""
    active = {rule.id for rule in rules.rule if rule.holds(day)}
    words = tuple((id, rules[id].words) for id in _WORDS)
    judge = _Judge(rules, active, day.isoformat(), _repairs(db), disputed(db), words)
    decisions = Decisions()
    parties = _parties(db, judge.day)
    current: tuple[int, list[Party]] | None = next(parties, None)
    for event in _rows(db, _EVENTS):
        of_event: list[Party] = []
        if current and current[0] == event["id"]:
            of_event = current[1]
            current = next(parties, None)
        verdict = judge.judge(event, of_event)
        if isinstance(verdict, str):
            decisions.withheld[event["id"]] = verdict
            continue
        decisions.published[event["id"]] = verdict
        if len(verdict.parties) < len(of_event):
            lost = next(party for party in of_event if party not in verdict.parties)
            decisions.cut[event["id"]] = "person" if lost.person else "repaired"
        decisions.unchecked += verdict.cls.adverse and event["review"] not in ("confirmed", "corrected")
    return decisions


@dataclass(frozen=True)
class _Judge:
    rules: Rules
    active: set[str]
    day: str
    repairs: dict[str, list[tuple[str, frozenset[str]]]]
    objections: set[str]
    words: tuple[tuple[str, tuple[str, ...]], ...]

    def judge(self, event: Row, parties: list[Party]) -> Published | str:
        """Return until when an event is published, or the first rule that withholds it."""
        for rule in self._of_the_event(event):
            if rule in self.active:
                return rule
        masking = self.rules.policy.persons == "mask"
        kept = [party for party in parties if party.kind != "group"]
        organisations = [party for party in kept if not party.person]
        kept = kept if masking else organisations
        if not kept:
            return "person" if any(party.person for party in parties) else "no_organisation"
        cls = self._class(event)
        if cls is None:
            return "unknown_term"
        if self._is_local_serious(event):
            return "local_serious"
        if not _complete(event, cls):
            return "incomplete"
        if cls.adverse and "unchecked" in self.active and event["review"] not in ("confirmed", "corrected"):
            return "unchecked"
        standing = [party for party in kept if not party.ended and not self._repaired(event, party)]
        if not standing:
            return "expired" if all(_over(party, self.day) for party in kept) else "repaired"
        untils = [self._until(event, cls, party) for party in standing]
        if any(until is None for until in untils):
            return "unknown_term"
        until = min(filter(None, untils))
        return "expired" if until < self.day else Published(until, cls, tuple(standing))

    def _of_the_event(self, event: Row) -> Iterator[str]:
        """Yield the rules that withhold an event whoever is its subject, in the order of the file."""
        if event["event_type"] in _HISTORY_TYPES or event["action"] in _HISTORY_ACTIONS:
            yield "history"
        words = "\n".join(filter(None, (event[name] for name in _TEXTS)))
        for id, forbidden in self.words:
            if any(word in words for word in forbidden):
                yield id
        if any(int(age) < _ADULT for age in _AGE.findall(words)):
            yield "minor"
        if event["certainty"] != "asserted":
            yield "uncertain"
        if event["review"] == "needs_review" or event["doubtful"]:
            yield "waiting"
        if event["review"] == "rejected" or event["state"] == "rejected":
            yield "rejected"
        if event["state"] in ("revoked", "superseded"):
            yield "revoked"
        if (
            event["state"] == "disputed"
            or event["maybe_superseded_by"]
            or event["event_key"] in self.objections
        ):
            yield "disputed"

    def _class(self, event: Row) -> Class | None:
        kinds = set(json.loads(event["penalty_kinds"] or "[]"))
        for cls in self.rules.cls:
            if event["event_type"] in cls.types and (
                not cls.penalties or (kinds and kinds <= {*cls.penalties})
            ):
                return cls
        return None

    def _is_local_serious(self, event: Row) -> bool:
        """Whether a list is one of serious breach of trust by its kind, and has no national basis."""
        if event["event_type"] != "list.serious":
            return False
        return not any(name in (event["list_name"] or "") for name in self.rules.catalogue.names)

    def _repaired(self, event: Row, party: Party) -> bool:
        """Whether a repair or a revocation names the event's number, or the subject without any number."""
        own = event["event_date"] or event["start"] or ""
        return any(
            event["document_number"] in numbers if numbers else day[: len(own)] >= own
            for day, numbers in self.repairs.get(party.key or "", ())
        )

    def _until(self, event: Row, cls: Class, party: Party) -> str | None:
        """Return the last day of publication; the earliest of all that end it."""
        start = first_day(event["event_date"] or event["start"])
        days = [event["end"], event["derived_end"]] if not cls.listing else [party.until]
        known = [day for day in days if day and len(day) == 10]
        if cls.listing and event["action"] in ("add", "extend", "maintain") and not party.listed:
            return None
        # A printed term counts from the decision at the earliest, so this is never too late.
        printed = [event["duration"]] if event["duration"] not in (None, "PERMANENT") else []
        terms = [cls.term, *printed] if cls.term else printed
        if party.person and "five_years" in self.active:
            terms += [self.rules["five_years"].term or ""]
        for term in terms:
            last = _last_day(start, term) if start else None
            if last is None:
                return None
            known.append(last)
        return min(known, default=None)


@lru_cache(maxsize=50_000)
def _last_day(start: str, term: str) -> str | None:
    end = add_duration(start, term)
    return day_before(end) if end else None


def first_day(date: str | None) -> str | None:
    """Return the first day of a date of any precision: the earliest from which a term may run.

    >>> first_day("2020-03"), first_day("2020-03-16"), first_day(None)
    ('2020-03-01', '2020-03-16', None)
    """
    if not date or not re.fullmatch(r"\d{4}(-\d\d){0,2}", date):
        return None
    return date + "-01-01"[len(date) - 4 :]


def day_before(date: str) -> str:
    """Return the day before a day.

    >>> day_before("2020-03-01")
    '2020-02-29'
    """
    return (dt.date.fromisoformat(date) - dt.timedelta(days=1)).isoformat()


def _complete(event: Row, cls: Class) -> bool:
    """Whether an adverse record says who decided, when, and by which number or for which list."""
    if not cls.adverse:
        return bool(event["event_date"] or event["start"])
    return bool(
        (event["authority_full"] or event["authority_written"])
        and first_day(event["event_date"] or event["start"])
        and (event["document_number"] or event["list_name"])
    )


def _over(party: Party, day: str) -> bool:
    return party.until is not None and party.until < day and not party.ended


def _repairs(db: Connection) -> dict[str, list[tuple[str, frozenset[str]]]]:
    """Return subject → (day, numbers named) of every repair and revocation that was granted."""
    found: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for subject, day, numbers in db.execute(_REPAIRS):
        found.setdefault(subject, []).append((day, frozenset(json.loads(numbers))))
    return found


def _parties(db: Connection, day: str) -> Iterator[tuple[int, list[Party]]]:
    """Yield the subjects of each event that has any, in the order of the events."""
    parties: list[Party] = []
    owner = None
    for row in _rows(db, _PARTIES):
        if owner is not None and row["event"] != owner:
            yield owner, parties
            parties = []
        owner = row["event"]
        code = row["code"]
        until = min(
            filter(None, (row["expires"], day_before(row["until_day"]) if row["until_day"] else None)),
            default=None,
        )
        parties.append(
            Party(
                number=row["number"],
                name=row["name"],
                kind=row["kind"],
                identifier=code,
                key=row["subject"],
                person=row["kind"] == "person" or (not code and looks_personal(row["name"])),
                until=until,
                ended=bool(
                    row["removed"]
                    or (row["until_day"] and row["until_day"] <= day and row["end_reason"] != "expired")
                ),
                listed=bool(row["period"]),
            )
        )
    if owner is not None:
        yield owner, parties


def _rows(db: Connection, sql: str) -> Iterator[Row]:
    cursor = db.cursor()
    cursor.row_factory = Row
    yield from cursor.execute(sql)


_TEXTS = ("quote", "reason", "measure", "legal_basis", "document_title", "penalty_kinds")

_EVENTS = """
SELECT e.id, e.event_key, e.event_type, e.certainty, e.action, e.list_name, e.authority_written,
  e.authority_full,
  e.document_number, e.event_date, e.start, e."end", e.duration, e.derived_end, e.penalty_kinds, e.quote,
  e.reason, e.measure, e.legal_basis, e.document_title, e.review, a.state, a.maybe_superseded_by,
  EXISTS (SELECT 1 FROM listing_sources s JOIN listing_periods p ON p.key = s.period
    WHERE s.event = e.id AND p.doubtful) AS doubtful
FROM events e LEFT JOIN act_events k ON k.event = e.id LEFT JOIN acts a ON a.key = k.act ORDER BY e.id
"""

_PARTIES = f"""
SELECT s.event, s.number, s.name, s.kind, m.subject, p.key AS period, p.expires, p.until_day, p.end_reason,
  p.removed_day IS NOT NULL AS removed,
  (SELECT i.value FROM subject_identifiers i WHERE i.subject = m.subject AND i.scheme IN {_SCHEMES}
    AND i.value = upper(s.identifier)) AS code
FROM event_subjects s LEFT JOIN subject_mentions m ON m.event = s.event AND m.number = s.number
LEFT JOIN listing_periods p ON p.key = (SELECT max(q.key) FROM listing_sources o
  JOIN listing_periods q ON q.key = o.period WHERE o.event = s.event AND q.subject = m.subject)
ORDER BY s.event, s.number
"""

_REPAIRS = """
SELECT m.subject, coalesce(e.event_date, n.published, '9999'),
  (SELECT json_group_array(r.document_number) FROM event_references r WHERE r.event = e.id)
FROM events e JOIN notices n ON n.id = e.notice JOIN subject_mentions m ON m.event = e.id
WHERE e.event_type IN ('repair.accepted', 'decision.revoked') AND e.certainty = 'asserted'
  AND e.review <> 'rejected'
"""
