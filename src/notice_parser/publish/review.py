"""A reviewer's form → the store's own review of an event."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from datasette.utils.asgi import NotFound, Response

from ..model import Review
from ..store.decide import FIELDS as CORRECTABLE
from ..store.decide import Refused, decide, value_of
from ..store.files import writing
from ..store.labels import ACTIONS, CERTAINTIES, EVENT_TYPES, duration
from ..store.records import record_of
from .access import Asked
from .event_page import FIELDS

_CHOICES: dict[str, dict[str, str]] = {
    "event_type": EVENT_TYPES,
    "action": {"": "（无）"} | {str(action): word for action, word in ACTIONS.items()},
    "certainty": {str(certainty): word for certainty, word in CERTAINTIES.items()},
}
_HINTS = {
    "event_date": "年-月-日，或者年-月、年",
    "start": "年-月-日",
    "end": "年-月-日，只填通知印明的",
    "duration": "如：3个月、1年、永久",
    "penalty_kinds": "多个用顿号隔开",
    "fine_yuan": "元",
    "confiscated_yuan": "元",
    "batch": "如：2020-2，即 2020年第二批",
}
_LONG = {"reason", "legal_basis", "measure"}
_KINDS = {"organisation": "单位", "person": "个人", "group": "群体"}
_SPARE = 2  # empty rows for subjects that were not read
_DECISIONS = {"confirm": Review.CONFIRMED, "correct": Review.CORRECTED, "reject": Review.REJECTED}


async def form(asked: Asked, message: str = "", status: int = 200) -> Response:
    """Show an event's fields for correction."""
    record = await _record(asked)
    fields = [
        {
            "name": name,
            "label": label,
            "value": _written(name, record[name]),
            "choices": _CHOICES.get(name),
            "hint": _HINTS.get(name, ""),
            "long": name in _LONG,
        }
        for name, label in FIELDS.items()
        if name in CORRECTABLE and name != "subjects"
    ]
    subjects = [*record["subjects"], *({} for _ in range(_SPARE))]
    return await asked.html(
        "review.html",
        {
            "heading": "更正",
            "quote": record["quote"],
            "fields": fields,
            "subjects": subjects,
            "kinds": _KINDS,
            "message": message,
            "here": f"{asked.link}/event/{asked.var('key')}",
        },
        status,
    )


async def take(asked: Asked) -> Response:
    """Write down a review and lead on: to the next event that waits, or back to this one."""
    if asked.request.method != "POST":
        return await form(asked)
    given = await asked.request.post_vars()
    decision = _DECISIONS.get(given.get("decision", ""))
    if decision is None:
        return await form(asked, "请选择确认、更正或驳回", 400)
    reason = given.get("reason", "").strip() or None
    record = await _record(asked)
    corrections = _corrections(given, record) if decision is Review.CORRECTED else {}
    if decision is Review.CORRECTED and not corrections:
        return await form(asked, "没有改动任何一项", 400)
    if decision is Review.REJECTED and not reason:
        return await form(asked, "驳回须写明理由", 400)
    reviewer = str((asked.request.actor or {})["id"])
    try:
        await asyncio.to_thread(_write, asked, decision, reviewer, reason, corrections)
    except Refused as refused:
        return await form(asked, _in_chinese(str(refused)), 400)
    following = given.get("following", "")
    key = following if re.fullmatch("[0-9a-f]{16}", following) else asked.var("key")
    return Response.redirect(f"{asked.link}/event/{key}")


def _write(
    asked: Asked, decision: Review, reviewer: str, reason: str | None, corrections: Mapping[str, Any]
) -> None:
    if not asked.db.path or not asked.db.is_mutable:
        raise Refused("数据库以只读方式打开，不能复核")
    with writing(Path(asked.db.path)) as database:
        decide(database, asked.var("key"), decision, reviewer, reason, corrections)


async def _record(asked: Asked) -> dict[str, Any]:
    """Return the event record as it stands."""
    found: dict[str, Any] | None = await asked.db.execute_fn(lambda conn: record_of(conn, asked.var("key")))
    if found is None:
        raise NotFound("没有这个事件")
    return found


def _corrections(given: Mapping[str, str], record: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was typed otherwise than it was shown."""
    changed = {}
    for name in FIELDS:
        typed = given.get(f"field-{name}")
        if name not in CORRECTABLE or name == "subjects" or typed is None:
            continue
        typed = typed.strip().replace("\r\n", "\n")
        if typed != _written(name, record[name]):
            changed[name] = _iso(typed) if name == "duration" else value_of(name, typed)
    subjects = _subjects(given, record["subjects"])
    if subjects is not None and subjects != record["subjects"]:
        changed["subjects"] = subjects
    return changed


def _subjects(given: Mapping[str, str], old: list[dict[str, Any]]) -> list[dict[str, Any]] | None:
    """Return the subjects of the form; what it does not show of one stays as it was."""
    if "subject-0-name" not in given:
        return None
    subjects = []
    for place in range(len(old) + _SPARE):
        name = given.get(f"subject-{place}-name", "").strip()
        if name:
            before = old[place] if place < len(old) else {"anonymised": False, "role": None}
            kind = given.get(f"subject-{place}-kind", "organisation")
            code = given.get(f"subject-{place}-code", "").strip() or None
            subjects.append({**before, "name": name, "kind": kind, "identifier": code})
    return subjects


def _written(name: str, value: Any) -> str:
    """Write a field's value as the form shows it."""
    if value is None:
        return ""
    if name == "duration":
        return duration(value) or ""
    if isinstance(value, dict):
        return str(value.get("full") or value.get("written") or "")
    if isinstance(value, list):
        return "、".join(map(str, value))
    return str(value)


def _iso(words: str) -> str | None:
    """Read a term as staff write it.

    >>> _iso("3个月"), _iso("1年6个月"), _iso("永久"), _iso("很久"), _iso("")
    ('P3M', 'P1Y6M', 'PERMANENT', '很久', None)
    """
    units = {"年": "Y", "个月": "M", "月": "M", "周": "W", "天": "D", "日": "D"}
    if words == "永久":
        return "PERMANENT"
    if not re.fullmatch(r"(\d+(年|个月|月|周|天|日))+", words):
        return words or None
    found = re.findall(r"(\d+)(年|个月|月|周|天|日)", words)
    return "P" + "".join(number + units[unit] for number, unit in found)


def _in_chinese(message: str) -> str:
    """Name the field in a refusal as the form names it."""
    field, colon, rest = message.partition("：")
    return FIELDS.get(field, field) + colon + rest
