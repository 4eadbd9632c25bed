"""Somebody objects to an event → it is not public until the matter is settled, by when, and how it was."""

from __future__ import annotations

import datetime as dt
import re
from sqlite3 import Connection
from typing import Any, NamedTuple

from ..text.calendar import add_working_days
from . import clock

RESULTS = {"upheld": "成立", "partly": "部分成立", "dismissed": "不成立", "withdrawn": "已撤回"}
DEFAULT_TERM = "7个工作日"  # a house rule, not a law's: every authority sets its own
_TERM = re.compile(r"\s*(\d{1,3})\s*(个?工作日|日|天)\s*")


class ObjectionRefused(Exception):
    """An objection that cannot be taken or settled; its message tells staff why, in Chinese."""


class Deadline(NamedTuple):
    """The last day for an answer, and how it was counted."""

    day: str
    rule: str


def deadline(received: str, term: str = DEFAULT_TERM) -> Deadline:
    """Count a term from the day after receipt, in working days by the state's calendar, or in days.

    Where the calendar of holidays is not published yet, only weekends are taken for free days, which gives
    a deadline that is no later. Raise ``ObjectionRefused`` where the term cannot be read.

    >>> deadline("2024-09-27", "5个工作日")
    Deadline(day='2024-10-10', rule='自收到次日起5个工作日，按国务院公布的节假日安排')
    >>> deadline("2024-09-27", "15日").day
    '2024-10-12'
    """
    found = _TERM.fullmatch(term)
    if not found or not int(found[1]):
        raise ObjectionRefused(f"期限的写法不对（{term}），应如 7个工作日 或 15日")
    try:
        first = dt.date.fromisoformat(received)
    except ValueError:
        raise ObjectionRefused(f"收到日期的写法不对（{received}），应如 2024-09-27") from None
    days = int(found[1])
    if not found[2].endswith("工作日"):
        return Deadline((first + dt.timedelta(days=days)).isoformat(), f"自收到次日起{days}日")
    day = add_working_days(received, days)
    if day is not None:
        return Deadline(day, f"自收到次日起{days}个工作日，按国务院公布的节假日安排")
    last = first
    while days:
        last += dt.timedelta(days=1)
        days -= last.weekday() < 5
    return Deadline(last.isoformat(), f"自收到次日起{found[1]}个工作日，节假日安排尚未公布，只除去周六、周日")


def object_to(
    conn: Connection,
    event_key: str,
    objector: str,
    reason: str,
    recorded_by: str,
    *,
    received: str | None = None,
    term: str = DEFAULT_TERM,
) -> int:
    """Write down an objection to an event and return its number.

    Raise ``ObjectionRefused`` where there is no such event, or where words hold a number of a person.
    """
    received = received or clock.today()
    if received > clock.today():
        raise ObjectionRefused("收到日期不能晚于今天")
    found = conn.execute(
        "SELECT n.sha256, e.quote FROM events e JOIN notices n ON n.id = e.notice WHERE e.event_key = ?",
        (event_key,),
    ).fetchone()
    if found is None:
        raise ObjectionRefused(f"{event_key}：没有这个事件")
    objector, reason = _words("提出人", objector), _words("理由", reason)
    due = deadline(received, term)
    row = (event_key, *found, received, objector, reason, *due, recorded_by, clock.now())
    added = conn.execute(
        "INSERT INTO objections (event_key, sha256, quote, received, objector, reason, deadline,"
        " deadline_rule, recorded_by, made) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        row,
    )
    return int(added.lastrowid or 0)


def settle(conn: Connection, number: int, result: str, answer: str, settled_by: str) -> None:
    """Write down what came of an objection, once; raise ``ObjectionRefused`` where it cannot be."""
    found = conn.execute("SELECT result FROM objections WHERE id = ?", (number,)).fetchone()
    if found is None:
        raise ObjectionRefused(f"没有编号为 {number} 的异议")
    if found[0] is not None:
        raise ObjectionRefused(
            f"编号为 {number} 的异议已办结（{RESULTS[found[0]]}），结果不能改；可以另行登记"
        )
    if result not in RESULTS:
        raise ObjectionRefused(f"没有“{result}”这种结果")
    conn.execute(
        "UPDATE objections SET result = ?, answer = ?, settled = ?, settled_by = ? WHERE id = ?",
        (result, _words("答复", answer), clock.now(), settled_by, number),
    )


def disputed(conn: Connection) -> set[str]:
    """Return the keys of the events that must not be public because somebody objects to them.

    An open objection hides its event and every other report of the same act. One that was upheld, wholly or
    in part, hides until a later review corrects or rejects the event. Where the event is read otherwise by
    now, its whole file is hidden, since nobody can say which event is meant.
    """
    return {key for (key,) in conn.execute(_DISPUTED)}


def of_event(conn: Connection, event_key: str) -> list[dict[str, Any]]:
    """Return the objections to an event under Chinese names, the last first."""
    cursor = conn.execute('SELECT * FROM "异议" WHERE "标识" = ? ORDER BY "编号" DESC', (event_key,))
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def _words(name: str, words: str) -> str:
    from ..text.personal import mask_personal

    words = mask_personal(words.strip())
    if not words:
        raise ObjectionRefused(f"请填写{name}")
    return words


_DISPUTED = """
WITH standing AS (
  SELECT o.event_key, o.sha256 FROM objections o WHERE o.result IS NULL
    OR (o.result IN ('upheld', 'partly') AND NOT EXISTS (SELECT 1 FROM reviews r
      WHERE (r.attached = o.event_key OR r.event_key = o.event_key) AND r.made >= o.made
      AND r.decision IN ('corrected', 'rejected')))
), meant AS (
  SELECT e.id FROM standing o JOIN events e ON e.event_key = o.event_key
  UNION SELECT e.id FROM standing o JOIN notices n ON n.sha256 = o.sha256 JOIN events e ON e.notice = n.id
    WHERE NOT EXISTS (SELECT 1 FROM events WHERE event_key = o.event_key)
)
SELECT event_key FROM events WHERE id IN (SELECT id FROM meant)
UNION SELECT e.event_key FROM meant m JOIN act_events own ON own.event = m.id
  JOIN act_events other ON other.act = own.act JOIN events e ON e.id = other.event
"""
