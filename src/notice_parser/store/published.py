"""What a new public copy holds → what was in the one before and is not any more, and why."""

from __future__ import annotations

from collections.abc import Mapping
from sqlite3 import Connection
from typing import NamedTuple

from . import clock
from .objections import disputed

REASONS = {
    "repaired": "已修复或移出名单",
    "revoked": "原决定已撤销",
    "superseded": "已被更正代替",
    "rejected": "复核时驳回",
    "expired": "公示期已满",
    "disputed": "有异议，正在核查",
    "source_withdrawn": "来源文件已撤回",
    "read_otherwise": "重新识读后不再是这一条",
    "rule": "按现行公开规则不再公开",
}


class Withdrawn(NamedTuple):
    """An event that was public and is not any more."""

    key: str
    reason: str  # a key of REASONS
    since: str  # when it was taken out; China's time, ISO 8601
    copy: str  # of which public copy


def record(
    conn: Connection,
    *,
    copy: str,
    on_day: str,
    made_by: str,
    keys: Mapping[str, str | None],
    withheld: Mapping[str, str] | None = None,
) -> list[Withdrawn]:
    """Write down what a public copy holds; return what the last copy of that name held besides.

    ``keys`` gives every event key in the copy the last day on which it may be shown; ``withheld`` a reason
    to keys that are left out, where the rules for publishing know it. To be called in the transaction at
    whose end the copy takes its place.
    """
    public = {
        key
        for (key,) in conn.execute("SELECT key FROM published_keys WHERE copy = ? AND gone IS NULL", (copy,))
    }
    made = clock.now()
    number = conn.execute(
        "INSERT INTO publications (copy, on_day, made, made_by, events) VALUES (?, ?, ?, ?, ?)",
        (copy, on_day, made, made_by, len(keys)),
    ).lastrowid
    gone = sorted(public - keys.keys())
    hidden = disputed(conn) if gone else set()
    told = withheld or {}
    reasons = {
        key: told[key] if key in told and told[key] != "rule" else _reason(conn, copy, key, on_day, hidden)
        for key in gone
    }
    conn.executemany(
        "UPDATE published_keys SET gone = ?, reason = ? WHERE copy = ? AND key = ? AND gone IS NULL",
        [(number, reason, copy, key) for key, reason in reasons.items()],
    )
    conn.executemany(
        "UPDATE published_keys SET publish_until = ? WHERE copy = ? AND key = ? AND gone IS NULL"
        " AND publish_until IS NOT ?",
        [(keys[key], copy, key, keys[key]) for key in sorted(public & keys.keys())],
    )
    conn.executemany(
        "INSERT INTO published_keys (copy, key, since, publish_until) VALUES (?, ?, ?, ?)",
        [(copy, key, number, keys[key]) for key in sorted(keys.keys() - public)],
    )
    return [Withdrawn(key, reason, made, copy) for key, reason in reasons.items()]


def withdrawn(conn: Connection, since: str | None = None, copy: str | None = None) -> list[Withdrawn]:
    """Return what was public once and is not now, the last taken out first; ``since`` a day, included.

    What came back into its copy later is not withdrawn.
    """
    found = conn.execute(
        "SELECT k.key, k.reason, p.made, k.copy FROM published_keys k JOIN publications p ON p.id = k.gone"
        " WHERE p.made >= coalesce(?1, '') AND k.copy = coalesce(?2, k.copy)"
        " AND k.since = (SELECT max(since) FROM published_keys WHERE copy = k.copy AND key = k.key)"
        " ORDER BY p.id DESC, k.copy, k.key",
        (since, copy),
    )
    return [Withdrawn(*row) for row in found]


def _reason(conn: Connection, copy: str, key: str, day: str, hidden: set[str]) -> str:
    """Say why an event that was public is not: what the notices and people say of it."""
    found = conn.execute(
        "SELECT e.id, e.review, a.state, a.key FROM events e LEFT JOIN act_events m ON m.event = e.id"
        " LEFT JOIN acts a ON a.key = m.act WHERE e.event_key = ?",
        (key,),
    ).fetchone()
    if found is None:
        return _lost(conn, key)
    id, review, state, _act = found
    if review == "rejected" or state == "rejected":
        return "rejected"
    if key in hidden or state == "disputed":
        return "disputed"
    if state in ("superseded", "revoked"):
        return str(state)
    ended = conn.execute(
        "SELECT max(p.end_reason = 'revoked'), max(p.end_reason = 'removed') FROM listing_sources s"
        " JOIN listing_periods p ON p.key = s.period WHERE s.event = ? AND s.part <> 'remove'"
        " AND p.until_day <= ?",
        (id, day),
    ).fetchone()
    if ended[0]:
        return "revoked"
    if ended[1]:
        return "repaired"
    (until,) = conn.execute(
        "SELECT publish_until FROM published_keys WHERE copy = ? AND key = ? AND reason IS NULL", (copy, key)
    ).fetchone()
    return "expired" if until is not None and until < day else "rule"


def _lost(conn: Connection, key: str) -> str:
    """Say why there is no such event any more: its file was taken out, or is read otherwise."""
    known = conn.execute(
        "SELECT 1 FROM event_versions v JOIN files f USING (sha256) WHERE v.event_key = ? LIMIT 1", (key,)
    ).fetchone()
    return "read_otherwise" if known else "source_withdrawn"
