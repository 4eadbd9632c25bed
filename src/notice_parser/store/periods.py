"""What happened to a subject on lists → its stays on each list: from when, until when, and why it ended."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ..text.calendar import add_duration
from .reports import list_core, same_body, same_list

_DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_ORDER = {"add": 0, "maintain": 1, "extend": 2, "remove": 3, "revoke": 3}


@dataclass(frozen=True)
class Entry:
    """One act as it concerns one subject on one list."""

    act: str
    action: str  # add, remove, extend, revoke, maintain
    event_type: str
    event_key: str
    sources: frozenset[tuple[int, str]]  # (event, sha256 of its file)
    list_name: str | None = None
    list_level: str | None = None
    batch: str | None = None
    authority: str | None = None
    document_number: str | None = None
    references: frozenset[str] = frozenset()
    event_date: str | None = None
    start: str | None = None
    end: str | None = None
    duration: str | None = None
    derived_end: str | None = None
    derived_end_rule: str | None = None
    published: str | None = None
    received: str = "9999-12-31"
    doubtful: bool = False

    @property
    def list(self) -> tuple[str, str] | None:
        """The list without what writings of it differ in."""
        return list_core(self.list_name, self.list_level)

    @property
    def stated(self) -> str | None:
        """The day from which it holds, as stated; an interval is no day."""
        days = (self.start, self.event_date) if self.action == "add" else (self.event_date, self.start)
        return next((day for day in days if day and _DAY.fullmatch(day)), None)

    @property
    def day(self) -> tuple[str, str]:
        """The day from which it is counted, the last that the notice may mean, and what that rests on."""
        if self.stated:
            return last_day(self.stated), {10: "stated", 7: "month", 4: "year"}[len(self.stated)]
        return (self.published, "published") if self.published else (self.received, "received")


@dataclass
class Period:
    """One stay of a subject on one list."""

    adds: list[Entry] = field(default_factory=list)
    changes: list[Entry] = field(default_factory=list)  # extensions and confirmations, in order
    ends: list[Entry] = field(default_factory=list)  # removals and revocations, in order

    @property
    def entries(self) -> list[Entry]:
        """All that made it."""
        return [*self.adds, *self.changes, *self.ends]

    def first(self, name: str) -> str | None:
        """Return what the first entry that tells a field says, the opening acts before the others."""
        values = (getattr(entry, name) for entry in (*self.adds, *self.changes, *self.ends))
        return next((value for value in values if value is not None), None)

    @property
    def numbers(self) -> frozenset[str]:
        """The numbers of the decisions that opened it."""
        return frozenset(entry.document_number for entry in self.adds if entry.document_number)

    @property
    def opening(self) -> Entry | None:
        """The act that put the subject there, or the first that says it is there; None with the end only."""
        return next(iter(self.adds or self.changes), None)

    @property
    def removed(self) -> Entry | None:
        """The act that took the subject off."""
        return self.ends[0] if self.ends else None

    def term(self) -> tuple[str | None, str | None, str | None, str | None]:
        """Return the end as stated, the last day, what that rests on, and the rule that computed it."""
        known = _term(self.adds)
        for change in self.changes:
            if change.action == "maintain" and not (change.end or change.derived_end or change.duration):
                continue
            told = _term([change])
            if told[2] is None and change.duration and known[1]:
                later = add_duration(known[1], change.duration)
                told = (None, later, "computed" if later else None, "expiry+extension" if later else None)
            known = told
        return known

    def running(self, day: str) -> bool:
        """Whether it has begun by a day and is neither ended nor expired before it."""
        opened, removed, expires = self.opening, self.removed, self.term()[1]
        if opened is None or opened.day[0] > day or (removed is not None and removed.day[0] <= day):
            return False
        return expires is None or expires >= day


def last_day(date: str) -> str:
    """Return the last day that a date of any precision may mean.

    >>> last_day("2020"), last_day("2020-02"), last_day("2020-02-03")
    ('2020-12-31', '2020-02-29', '2020-02-03')
    """
    if len(date) == 4:
        return f"{date}-12-31"
    if len(date) == 7:
        year, month = map(int, date.split("-"))
        return f"{date}-{calendar.monthrange(year, month)[1]:02}"
    return date


def day_after(day: str) -> str:
    """Return the next day.

    >>> day_after("2020-02-29")
    '2020-03-01'
    """
    return (dt.date.fromisoformat(day) + dt.timedelta(days=1)).isoformat()


def periods(entries: Iterable[Entry]) -> list[Period]:
    """Return the stays that the acts on one subject make, whatever the order in which they are given.

    Removals close the listing they name: by its number, else its batch, else its list, whatever is open
    there on the day. A listing told again without a day or number of its own is the one that is running.
    """
    found: list[Period] = []
    for entry in sorted(
        entries, key=lambda entry: (entry.day[0], _ORDER[entry.action], _weak(entry), entry.act)
    ):
        if entry.action == "add":
            home = next((period for period in reversed(found) if _same_listing(period, entry)), None)
            if home is None:
                found.append(Period(adds=[entry]))
            else:
                home.adds = sorted((*home.adds, entry), key=lambda add: (_weak(add), add.day, add.act))
            continue
        targets = _named(found, entry)
        for target in targets:
            (target.changes if entry.action in ("extend", "maintain") else target.ends).append(entry)
        if not targets:
            ended = entry.action in ("remove", "revoke")
            found.append(Period(ends=[entry]) if ended else Period(changes=[entry]))
    return found


def _weak(entry: Entry) -> bool:
    """Whether an act tells neither its number nor its day."""
    return not entry.document_number and not entry.stated


def _same_listing(period: Period, entry: Entry) -> bool:
    """Whether an act that lists tells again of a listing already known."""
    first = period.adds[0] if period.adds else None
    if first is None or not _same_list(first, entry):
        return False
    if entry.document_number and period.numbers:
        return entry.document_number in period.numbers
    if entry.batch and first.batch and entry.batch != first.batch:
        return False
    if entry.stated and first.stated:
        return entry.stated.startswith(first.stated) or first.stated.startswith(entry.stated)
    if entry.stated:
        return False
    return period.running(entry.day[0])


def _named(found: list[Period], entry: Entry) -> list[Period]:
    """Return the listings that a removal, extension or confirmation is about."""
    by_number = [period for period in found if period.numbers & entry.references]
    if not by_number and entry.document_number:  # it ends under the number under which it began
        by_number = [period for period in found if entry.document_number in period.numbers]
    if by_number:
        return [period for period in by_number if not period.ends] or by_number[-1:]
    near = [period for period in found if period.adds or period.changes]
    near = [period for period in near if _same_list(period.entries[0], entry)]
    if entry.batch:
        batch = [period for period in near if period.first("batch") in (entry.batch, None)]
        near = batch
    near = [period for period in near if not period.ends]
    begun = [period for period in near if period.opening and period.opening.day[0] <= entry.day[0]]
    open_ = [period for period in begun if period.running(entry.day[0])]
    near = open_ or begun[-1:]
    if entry.authority and len(near) > 1:
        own = [period for period in near if same_body(period.first("authority"), entry.authority)]
        near = own or near
    if not near and entry.action in ("remove", "revoke"):
        return _ended_so(found, entry)
    lists = {period.entries[0].list for period in near}
    return near if entry.list_name or len(lists) == 1 else []


def _ended_so(found: list[Period], entry: Entry) -> list[Period]:
    """Return the listing of which a removal was told before: on the same day, or this one tells no day."""
    for period in reversed(found):
        told = period.removed
        if told and _same_list(period.entries[0], entry) and entry.stated in (None, told.stated):
            return [period]
    return []


def _same_list(a: Entry, b: Entry) -> bool:
    """Whether two acts may be on one list; an act that names no list is on any of its kind."""
    if a.event_type != b.event_type:
        return False
    if a.list is None or b.list is None or _generic(a) or _generic(b):
        return not (a.list_level and b.list_level and a.list_level != b.list_level)
    return same_list(a.list, b.list)


def _generic(entry: Entry) -> bool:
    """Whether a list is called by a word that any list of its kind is called by."""
    return entry.list is not None and entry.list[0] in (
        "黑",
        "红",
        "黄",
        "灰",
        "失信",
        "守信",
        "黑榜",
        "红榜",
        "",
    )


def _term(entries: list[Entry]) -> tuple[str | None, str | None, str | None, str | None]:
    """Return the end as stated, the last day, what that rests on, and the rule, of the first that tells."""
    for entry in entries:
        if entry.end and _DAY.fullmatch(entry.end):
            return entry.end, last_day(entry.end), "stated", None
    for entry in entries:
        if entry.duration == "PERMANENT":
            return None, None, "permanent", None
        if entry.derived_end:
            return None, last_day(entry.derived_end), "computed", entry.derived_end_rule
    return None, None, None, None


def sources(period: Period) -> Iterator[tuple[int, str]]:
    """Yield each event that made a period, and what it did."""
    seen: set[int] = set()
    for entry in period.entries:
        for event, _ in sorted(entry.sources):
            if event not in seen:
                seen.add(event)
                yield event, entry.action
