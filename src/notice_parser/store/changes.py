"""A notice read again → what would change in the database: events gained, lost and changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from sqlite3 import Connection
from typing import Any, NamedTuple

from ..model import Notice
from .records import record_of
from .reviews import read_of

_ELSEWHERE = ("file", "notice", "event_key", "box", "review", "confidence", "review_reasons", "page")


class Changes(NamedTuple):
    """What a new reading of one file would change, as the program reads, whatever people corrected."""

    file: str
    gained: list[dict[str, Any]]
    lost: list[dict[str, Any]]
    changed: list[
        tuple[dict[str, Any], dict[str, tuple[Any, Any]]]
    ]  # record as read now, field → (before, now)
    message: str | None = None  # why the file could not be read again

    @property
    def none(self) -> bool:
        """Whether all stays as it is."""
        return not (self.gained or self.lost or self.changed or self.message)


class Kept(NamedTuple):
    """An original in the archive, and what was given with it."""

    file: str
    path: Path
    published: str | None
    issuer: str | None


def originals(db: Connection, folder: Path, version: str | None = None) -> Iterator[Kept]:
    """Yield the originals whose notices were read by other rules than ``version``, or all without it."""
    found = db.execute(
        "SELECT (SELECT name FROM file_names WHERE sha256 = f.sha256 ORDER BY first_seen, name LIMIT 1),"
        " f.archive, f.published, f.issuer FROM files f JOIN notices n USING (sha256)"
        " WHERE f.archive IS NOT NULL AND n.parser_version IS NOT ? ORDER BY n.id",
        (version,),
    ).fetchall()
    for name, archive, published, issuer in found:
        yield Kept(name, folder / archive, published, issuer)


def compare(db: Connection, notice: Notice) -> Changes:
    """Compare a notice with what the database holds of it, as the program read it then."""
    now = {record["event_key"]: record for record in notice.records()}
    keys = [
        key
        for (key,) in db.execute(
            "SELECT e.event_key FROM events e JOIN notices n ON n.id = e.notice WHERE n.sha256 = ?"
            " ORDER BY e.number",
            (notice.document.sha256,),
        )
    ]
    then = {key: read_of(db, record) for key in keys if (record := record_of(db, key))}
    differing = [
        (record, fields)
        for key, record in now.items()
        if key in then and (fields := _differing(then[key], record))
    ]
    return Changes(
        file=notice.document.name,
        gained=[record for key, record in now.items() if key not in then],
        lost=[record for key, record in then.items() if key not in now],
        changed=differing,
    )


def _differing(then: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    return {
        field: (then[field], value)
        for field, value in now.items()
        if field not in _ELSEWHERE and then[field] != value
    }
