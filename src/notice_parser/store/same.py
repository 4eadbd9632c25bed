"""A person's word that two subjects are one, or two → subjects as they stand with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..text.personal import mask_personal
from . import clock, derive
from .decide import Refused
from .identities import key
from .transaction import transaction

if TYPE_CHECKING:
    from sqlite_utils import Database


def merge(db: Database, a: str, b: str, reviewer: str, reason: str) -> None:
    """Decide that two identities are one subject."""
    _decide(db, "merge", a, b, reviewer, reason)


def split(db: Database, a: str, b: str, reviewer: str, reason: str) -> None:
    """Decide that two identities are two; where ``b`` is an event, set its mention of ``a`` apart."""
    found = db.execute(
        "SELECT m.identity, s.name FROM events e JOIN event_subjects s ON s.event = e.id"
        " JOIN subject_mentions m USING (event, number)"
        " WHERE e.event_key = ?1 AND (s.name = ?2 OR m.subject = ?2 OR m.identity = ?2)",
        (b, a),
    ).fetchone()
    if found:
        identity, name = found
        _decide(db, "split", identity, key("apart", b, name), reviewer, reason, event_key=b, name=name)
    else:
        _decide(db, "split", a, b, reviewer, reason)


def _decide(
    db: Database,
    decision: str,
    a: str,
    b: str,
    reviewer: str,
    reason: str,
    *,
    event_key: str | None = None,
    name: str | None = None,
) -> None:
    conn, reason = db.conn, mask_personal(reason)
    if a == b:
        raise Refused("两个标识相同")
    with transaction(db):
        names = [name or _name(db, a), name or _name(db, b)]
        conn.execute(
            "INSERT INTO subject_decisions (decision, a, b, a_name, b_name, event_key, reviewer,"
            " reason, made) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (decision, a, b, *names, event_key, reviewer, reason, clock.now()),
        )
        events = [id for (id,) in conn.execute("SELECT id FROM events WHERE event_key = ?", (event_key,))]
        before = derive.touched(conn, events)
        before = derive.Touched(before.identities | {a, b}, before.subjects, before.events)
        derive.refresh(conn, events, before, clock.now())


def _name(db: Database, identity: str) -> str:
    found = db.execute(
        "SELECT s.name FROM subject_identities i JOIN subjects s ON s.key = i.subject WHERE i.identity = ?",
        (identity,),
    ).fetchone()
    if found is None:
        raise Refused(f"{identity}：没有这个主体")
    return str(found[0])
