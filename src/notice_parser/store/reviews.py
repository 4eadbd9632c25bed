"""What people say of events: kept apart from what is read, and put over it at every reading."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from sqlite3 import Connection
from typing import Any, NamedTuple

from ..model import Review

CHANGED = "人工复核后，重新读出的内容有变化"
_VOLATILE = ("confidence", "review", "review_reasons", "box", "page", "file", "notice", "event_key")


class Standing(NamedTuple):
    """The last word that people have said of an event: with it stands every field corrected so far."""

    review: int
    decision: str
    content: str  # fingerprint of what was read then in the fields that nobody corrected
    corrections: dict[str, tuple[Any, Any]]  # field → what was read then, what is right


def is_reviewed(db: Connection, sha256: str) -> bool:
    """Whether people have said anything of the events of a file."""
    return bool(db.execute("SELECT EXISTS (SELECT 1 FROM reviews WHERE sha256 = ?)", (sha256,)).fetchone()[0])


def apply(db: Connection, record: dict[str, Any]) -> dict[str, Any]:
    """Put what people decided of an event over what was read of it, and note what is read now.

    A corrected value stays. Where the program reads otherwise than when a person looked, the event waits
    for review again; what it read then and reads now are kept with the review.
    """
    standing = standing_of(db, record)
    if standing is None:
        return record
    stale = standing.content != fingerprint(record, standing.corrections)
    result = dict(record)
    for field, (then, right) in standing.corrections.items():
        result[field] = right
        stale |= record[field] not in (then, right)
        db.execute(
            "UPDATE corrections SET read = ?1 WHERE review = ?2 AND field = ?3 AND read IS NOT ?1",
            (to_json(record[field]), standing.review, field),
        )
    db.execute(
        "UPDATE reviews SET stale = ?1, attached = ?2 WHERE id = ?3 AND (stale <> ?1 OR attached IS NOT ?2)",
        (int(stale), record["event_key"], standing.review),
    )
    result["review"] = Review.NEEDS_REVIEW.value if stale else standing.decision
    if stale:
        result["review_reasons"] = [*record["review_reasons"], CHANGED]
    return result


def standing_of(db: Connection, record: Mapping[str, Any]) -> Standing | None:
    """Return the last review of the event that a record tells of, or told of before its key changed."""
    found = db.execute(
        "SELECT id, decision, content FROM reviews WHERE attached = ? ORDER BY id DESC LIMIT 1",
        (record["event_key"],),
    ).fetchone() or _lost(db, record)
    if found is None:
        return None
    corrections = {
        field: (json.loads(then), json.loads(right))
        for field, then, right in db.execute(
            "SELECT field, old, new FROM corrections WHERE review = ?", found[:1]
        )
    }
    review, decision, content = found
    return Standing(review, decision, content, corrections)


def _lost(db: Connection, record: Mapping[str, Any]) -> tuple[int, str, str] | None:
    """Find the last review of an event that is read no more, where this one has its words or holds them."""
    words = "".join(record["quote"].split())
    found: dict[str, tuple[int, str, str]] = {}
    for id, key, decision, content, quote in db.execute(
        "SELECT id, event_key, decision, content, quote FROM reviews WHERE sha256 = ? AND event_type = ?"
        " AND attached IS NULL ORDER BY id",
        (record["notice"], record["event_type"]),
    ):
        then = "".join(quote.split())
        if then in words or words in then:
            found[key] = (id, decision, content)
    return next(iter(found.values())) if len(found) == 1 else None


def detach(db: Connection, sha256: str, keys: Iterable[str]) -> None:
    """Let go of the reviews of a file whose events are not among ``keys``; they wait for one of their words.

    A review whose event is read again under its old key comes back to it.
    """
    keys = set(keys)
    for id, given, attached in db.execute(
        "SELECT id, event_key, attached FROM reviews WHERE sha256 = ?", (sha256,)
    ).fetchall():
        wanted = given if given in keys else attached if attached in keys else None
        if wanted != attached:
            db.execute("UPDATE reviews SET attached = ? WHERE id = ?", (wanted, id))


def read_of(db: Connection, record: Mapping[str, Any]) -> dict[str, Any]:
    """Return a stored record as the program read it, without what people corrected."""
    result = dict(record)
    standing = standing_of(db, record)
    if standing:
        for field, read in db.execute(
            "SELECT field, read FROM corrections WHERE review = ?", (standing.review,)
        ):
            result[field] = json.loads(read)
    result["review_reasons"] = [reason for reason in record["review_reasons"] if reason != CHANGED]
    return result


def fingerprint(record: Mapping[str, Any], without: Iterable[str] = ()) -> str:
    """Return a hash of what a record says, but for some fields, where it stands and how sure it is."""
    told = {name: value for name, value in record.items() if name not in {*_VOLATILE, *without}}
    return hashlib.sha256(json.dumps(told, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:16]


def to_json(value: Any) -> str:
    """Return a value of a field as the database keeps it."""
    return json.dumps(value, ensure_ascii=False)
