"""A person's word on an event → a review, and the event as it stands with it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..model import Event, Review, Span
from ..terms import end_by_rule
from ..text.calendar import add_duration
from ..text.personal import mask_personal
from . import clock, flat
from .history import changing
from .records import record_of
from .replace import replace
from .reviews import apply, fingerprint, read_of, standing_of, to_json
from .rows import event_row, subject_rows
from .transaction import transaction

if TYPE_CHECKING:
    from sqlite_utils import Database

FIELDS = frozenset(Event.model_fields) - {
    *("span", "evidence", "quote", "confidence", "review", "review_reasons", "derived_end_rule")
}

_TERM = {"start", "duration", "end"}  # what an end is computed from
_ENTRY = {
    "event_date",
    "list_name",
    "authority",
    "action",
    "event_type",
    "certainty",
}  # or, by a rule, from these
_DATE = r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?"
_FORMS = dict.fromkeys(("event_date", "start", "end", "derived_end"), _DATE) | {
    "duration": r"PERMANENT|P(?:\d+[YMWD])+",
    "batch": r"\d{4}-\d+",
    "fine_yuan": r"\d+(?:\.\d+)?",
    "confiscated_yuan": r"\d+(?:\.\d+)?",
}


class Refused(Exception):
    """A review that cannot be taken; its message tells staff why, in Chinese."""


def decide(
    db: Database,
    event_key: str,
    decision: Review,
    reviewer: str,
    reason: str | None = None,
    corrections: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Write down what a person says of an event, apply it, and return the record as it stands now.

    Corrections of earlier reviews stand until a later one corrects the field again. Raise ``Refused`` where
    there is no such event or a field or its value cannot be.
    """
    conn, reason = db.conn, reason and mask_personal(reason)
    with transaction(db):
        record = record_of(conn, event_key)
        if record is None:
            raise Refused(f"{event_key}：没有这个事件")
        read = read_of(conn, record)
        standing = standing_of(conn, read)
        right = {field: value for field, (_, value) in (standing.corrections if standing else {}).items()}
        right |= {field: checked(field, value, read) for field, value in (corrections or {}).items()}
        counted = _TERM if read["duration"] else _TERM | _ENTRY
        if counted & right.keys() and "derived_end" not in (corrections or {}):
            right |= _derived({**read, **right})
        if right and decision is Review.CONFIRMED:
            decision = Review.CORRECTED
        review = conn.execute(
            "INSERT INTO reviews (event_key, attached, sha256, decision, event_type, quote, content,"
            " reviewer, reason, made, stale) VALUES (?1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 0)",
            (
                event_key,
                read["notice"],
                decision,
                read["event_type"],
                read["quote"],
                fingerprint(read, right),
                reviewer,
                reason,
                clock.now(),
            ),
        ).lastrowid
        conn.executemany(
            "INSERT INTO corrections VALUES (?, ?, ?, ?, ?)",
            [
                (review, field, to_json(read[field]), to_json(value), to_json(read[field]))
                for field, value in right.items()
            ],
        )
        return _write(db, apply(conn, read))


def _derived(record: Mapping[str, Any]) -> dict[str, str | None]:
    """Compute the end anew from a corrected start or term, or by the rule for such a list."""
    start, duration = record["start"], record["duration"]
    if not duration and not record["end"]:
        end, rule = end_by_rule(record) or (None, None)
        return {"derived_end": end, "derived_end_rule": rule}
    if record["end"] or not start or not duration or len(start) < 10 or duration == "PERMANENT":
        return {"derived_end": None, "derived_end_rule": None}
    return {"derived_end": add_duration(start, duration), "derived_end_rule": "start+duration"}


def checked(field: str, value: Any, record: Mapping[str, Any]) -> Any:
    """Return a corrected value as the record holds it; raise ``Refused`` for a field or value that cannot be.

    >>> checked("fine_yuan", "2000", {"quote": "罚款2000元"})
    '2000'
    """
    from pydantic import ValidationError

    form = _FORMS.get(field)
    if value is not None and form and not re.fullmatch(form, str(value)):
        raise Refused(f"{field}：值不对（{value}）")
    if field not in FIELDS:
        raise Refused(f"{field}：不能更正的字段，可以更正的有 {'、'.join(sorted(FIELDS))}")
    if value is not None:  # what staff copy from the paper
        value = json.loads(mask_personal(json.dumps(value, ensure_ascii=False)))
    base = {name: record[name] for name in FIELDS & record.keys()} | {
        "quote": record["quote"],
        "span": (0, 0),
    }
    base.setdefault("event_type", "list.red")
    if base.get("penalty_kinds") is None:
        base["penalty_kinds"] = ()
    try:
        event = Event.model_validate(
            base | {field: () if field == "penalty_kinds" and value is None else value}
        )
    except ValidationError:
        raise Refused(f"{field}：值不对（{value}）") from None
    dumped = event.model_dump(mode="json")[field]
    if field == "subjects":
        return [{name: part for name, part in subject.items() if name != "span"} for subject in dumped]
    return dumped or None if field == "penalty_kinds" else dumped


def _write(db: Database, record: dict[str, Any]) -> dict[str, Any]:
    """Write an event record over the stored one."""
    id, notice = db.execute(
        "SELECT id, notice FROM events WHERE event_key = ?", (record["event_key"],)
    ).fetchone()
    with changing(db.conn, notice):
        row = event_row(record)
        assignments = ", ".join(f'"{name}" = :{name}' for name in row)
        db.execute(f"UPDATE events SET {assignments} WHERE id = :id", row | {"id": id})
        spans = {
            name: Span(start, end)
            for name, start, end in db.execute(
                "SELECT name, span_start, span_end FROM event_subjects"
                " WHERE event = ? AND span_start IS NOT NULL",
                (id,),
            )
        }
        replace(db, "event_subjects", "event = ?", id, subject_rows(record, id, spans))
        shown = flat.event_row(record)
        replace(db, "信用事件", '"编号" = ?', id, [{"编号": id, "通知": notice} | shown])
        replace(db, "主体", '"事件" = ?', id, flat.subject_rows(record, shown, id))
        db.execute(
            'UPDATE "通知" SET "待复核" = (SELECT count(*) FROM events WHERE notice = ?1'
            " AND review = 'needs_review') WHERE \"编号\" = ?1",
            (notice,),
        )
    return record


def value_of(field: str, words: str) -> Any:
    """Read a value as staff type it: JSON where it is JSON, else the words; empty means not stated.

    Numbers stay words, as records hold them, but for counts.

    >>> value_of("stated_count", "20"), value_of("fine_yuan", "2000"), value_of("reason", "")
    (20, '2000', None)
    >>> value_of("subjects", '[{"name": "云溪市长河茶行", "kind": "organisation"}]')[0]["name"]
    '云溪市长河茶行'
    """
    words = words.strip()
    if not words:
        return None
    if field == "stated_count" or words[0] in "[{":
        try:
            return json.loads(words)
        except ValueError:
            return words
    if field == "authority":
        return {"written": words, "full": None}
    if field == "penalty_kinds":
        return words.split("、")
    if field == "subjects":
        return [{"name": name, "kind": "organisation"} for name in words.split("、")]
    return words
