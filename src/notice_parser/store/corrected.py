"""A person's word on what a correction corrects → acts as they stand with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import clock, derive
from .decide import Refused
from .transaction import transaction

if TYPE_CHECKING:
    from sqlite_utils import Database


def waiting(db: Database) -> list[dict[str, Any]]:
    """Return the corrections of which a person should say what they correct, under Chinese names."""
    return list(db.query('SELECT * FROM "疑似更正" ORDER BY "更正日期", "更正文件", "原文件", "更正标识"'))


def judge(
    db: Database, later: str, earlier: str | None, reviewer: str, reason: str, *, corrects: bool
) -> None:
    """Decide whether the notice ``later`` corrects the notice ``earlier``, or nothing that was received.

    Each is told by a file name, a sha256 or the key of one of its events. Raise ``Refused`` where it is not
    one notice, or ``later`` does not call itself a correction.
    """
    sha256, calls_itself_so = _notice(db, later)
    if not calls_itself_so:
        raise Refused(f"{later}：标题里没有更正、勘误等字样，不是更正通知")
    other = _notice(db, earlier)[0] if earlier else None
    if other == sha256:
        raise Refused(f"{later}：不能更正自己")
    with transaction(db):
        db.execute(
            "INSERT INTO act_decisions (decision, earlier, later, reviewer, reason, made)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            ("corrects" if corrects else "apart", other, sha256, reviewer, reason, clock.now()),
        )
        events = [
            event
            for (event,) in db.execute(
                "SELECT e.id FROM events e JOIN notices n ON n.id = e.notice WHERE n.sha256 IN (?, ?)",
                (sha256, other),
            )
        ]
        derive.refresh(db.conn, events, derive.touched(db.conn, events), clock.now())


def _notice(db: Database, words: str) -> tuple[str, bool]:
    """Return the sha256 of the notice that somebody means, and whether it calls itself a correction."""
    found = db.execute(
        "SELECT DISTINCT n.sha256, n.corrects FROM notices n WHERE n.sha256 = ?1 OR n.sha256 IN"
        " (SELECT sha256 FROM file_names WHERE name = ?1) OR n.id IN"
        " (SELECT notice FROM events WHERE event_key = ?1)",
        (words,),
    ).fetchall()
    if len(found) != 1:
        raise Refused(
            f"{words}：" + ("同名文件有几个，请给出标识" if found else "数据库里没有这个文件或标识")
        )
    return str(found[0][0]), bool(found[0][1])
