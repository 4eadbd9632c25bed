"""What to export: days, lists, bodies, kinds and places → the event records that are wanted."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import labels

_PLACED = (
    "SELECT e.event_key FROM events e JOIN subject_mentions m ON m.event = e.id"
    " JOIN subjects s ON s.key = m.subject WHERE instr(s.place, ?)"
)


@dataclass(frozen=True)
class Selection:
    """Words and days to select by; of each kind one is enough, and all kinds must hold."""

    since: str | None = None  # ISO day
    until: str | None = None
    lists: tuple[str, ...] = ()  # words in a list's name, or its kind
    authorities: tuple[str, ...] = ()  # words in the body's name
    kinds: tuple[str, ...] = ()  # admin.penalty, 行政处罚, or list for all of list.*
    places: tuple[str, ...] = ()  # words in the body's or the subjects' names, or the subjects' place

    def in_words(self) -> dict[str, str]:
        """Return what is selected by, for the audit; empty where everything is."""
        said = {
            "自": self.since,
            "至": self.until,
            "名单": "、".join(self.lists),
            "部门": "、".join(self.authorities),
            "类型": "、".join(self.kinds),
            "地区": "、".join(self.places),
        }
        return {name: value for name, value in said.items() if value}

    def of(self, records: Iterable[dict[str, Any]], db: str | Path) -> Iterator[dict[str, Any]]:
        """Yield the records that are wanted.

        A day given in part (2020-03) is wanted where any day of it may be; one not given at all is not.
        """
        placed: set[str] = set()
        if self.places:
            with closing(sqlite3.connect(db)) as rows:
                for place in self.places:
                    placed.update(key for (key,) in rows.execute(_PLACED, (place,)))
        for record in records:
            if self._wanted(record, placed):
                yield record

    def _wanted(self, record: dict[str, Any], placed: set[str]) -> bool:
        body = record["authority"] or {}
        bodies = [body.get("full") or "", body.get("written") or ""]
        names = [subject["name"] for subject in record["subjects"]]
        return (
            self._in_time(record["event_date"])
            and _any(self.lists, [record["list_name"] or "", *self._list_kind(record)])
            and _any(self.authorities, bodies)
            and (not self.kinds or any(_is_kind(record["event_type"], word) for word in self.kinds))
            and (record["event_key"] in placed or _any(self.places, [*bodies, *names]))
        )

    def _in_time(self, day: str | None) -> bool:
        if self.since is None and self.until is None:
            return True
        if day is None:
            return False
        return (self.since is None or day >= self.since[: len(day)]) and (
            self.until is None or day <= self.until[: len(day)]
        )

    @staticmethod
    def _list_kind(record: dict[str, Any]) -> list[str]:
        kind = record["event_type"]
        return [kind, labels.EVENT_TYPES.get(kind, kind)] if kind.startswith("list.") else []


def _any(words: tuple[str, ...], texts: list[str]) -> bool:
    return not words or any(word in text for word in words for text in texts)


def _is_kind(event_type: str, word: str) -> bool:
    return (
        event_type == word
        or event_type.startswith(word.rstrip(".*") + ".")
        or labels.EVENT_TYPES.get(event_type) == word
    )
