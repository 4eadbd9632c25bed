"""A database → answers as rows, for a notebook: who was listed, what happened to whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from .store import merged_records, open_database, questions, records
from .store.clock import today
from .store.selection import Selection

Day = str | dt.date
Row = dict[str, Any]
Words = str | Iterable[str]


class Database:
    """The events of a database. Every answer is a list of dicts, as ``pandas.DataFrame`` takes them.

    Raise ``DatabaseUnusable``, with one line of Chinese, where there is no database of ours.

    >>> import tempfile
    >>> from pathlib import Path
    >>> from notice_parser import ingest
    >>> folder = Path(tempfile.mkdtemp())
    >>> words = "自2021年6月2日起，青州市应急管理局将长河铸造有限公司纳入“黄牌”警示名单，期限6个月。"
    >>> _ = (folder / "通报.txt").write_text(words)
    >>> [outcome.status for outcome in ingest([folder / "通报.txt"], folder / "events.db")]
    ['read']
    >>> db = Database(folder / "events.db")
    >>> [(row["主体"], row["届满日"]) for row in db.listed(on="2021-07-01")]
    [('长河铸造有限公司', '2021-12-02')]
    >>> db.listed(on="2022-01-01")
    []
    >>> [(row["日期"], row["动作"]) for row in db.history("长河铸造有限公司")]
    [('2021-06-02', '列入')]
    >>> [event["duration"] for event in db.events(kind="list", since="2021-01-01")]
    ['P6M']
    """

    def __init__(self, path: str | Path) -> None:
        """Open a database that is there, and bring its schema up to date."""
        self.path = Path(path)
        with open_database(self.path):
            pass

    def __repr__(self) -> str:
        """Say where the database is."""
        return f"Database({str(self.path)!r})"

    def listed(self, on: Day | None = None, *, lists: Words = (), known_on: Day | None = None) -> list[Row]:
        """Return who was on which list on a day, today in China without one; a row a stay.

        ``lists`` are words in a list's name; ``known_on`` answers as it was known at the end of that day.
        """
        with open_database(self.path) as db:
            return questions.listed(db.conn, _iso(on) or today(), _words(lists), _iso(known_on))

    def expiring(self, within: int = 30, *, on: Day | None = None) -> list[Row]:
        """Return who is listed on a day and whose term ends within so many days of it."""
        with open_database(self.path) as db:
            return questions.expiring(db.conn, _iso(on) or today(), within)

    def subjects(self, words: str) -> list[Row]:
        """Return the subjects of a name or a code."""
        with open_database(self.path) as db:
            return questions.subjects(db.conn, words)

    def history(self, subject: str, *, known_on: Day | None = None) -> list[Row]:
        """Return every act on the subjects of a name or a code, in the order of their days."""
        with open_database(self.path) as db:
            return [
                {"主体": one["名称"], "主体标识": one["主体标识"]} | row
                for one in questions.subjects(db.conn, subject)
                for row in questions.history(db.conn, one["主体标识"], _iso(known_on))
            ]

    def events(
        self,
        *,
        kind: Words = (),
        lists: Words = (),
        authority: Words = (),
        place: Words = (),
        since: Day | None = None,
        until: Day | None = None,
        merged: bool = False,
    ) -> list[Row]:
        """Return event records, the fields of ``Notice.records()``; with ``merged`` every act once.

        ``kind`` is 行政处罚, admin.penalty or list; the other words stand in the names of lists and bodies,
        or tell a place. Of several words one is enough.
        """
        with open_database(self.path):
            pass
        wanted = Selection(
            _iso(since), _iso(until), _words(lists), _words(authority), _words(kind), _words(place)
        )
        return list(wanted.of((merged_records if merged else records)(self.path), self.path))


def _iso(day: Day | None) -> str | None:
    """Return a day as ISO; raise ``ValueError`` for text that is none."""
    return dt.date.fromisoformat(str(day)[:10]).isoformat() if day is not None else None


def _words(given: Words) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given)
