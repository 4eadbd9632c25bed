"""The models → the JSON Schema of an event record: ``python -m notice_parser.exports.record_schema``."""

from __future__ import annotations

import json
from typing import Any

from ..model import RECORD_FIELDS, Event, Subject

_DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"
_NULL = {"type": "null"}
_TEXT = {"type": "string"}
_HASH = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_KEY = {"type": "string", "pattern": "^[0-9a-f]{16}$"}
_PAGE = {"type": "integer", "minimum": 1}
_WHERE: dict[str, Any] = {  # what a record says beyond its event: where it is from
    "file": _TEXT | {"description": "base name of the file"},
    "notice": _HASH | {"description": "sha256 of the file"},
    "event_key": _KEY | {"description": "the same after every reading of the same file"},
    "page": _PAGE,
    "box": {
        "anyOf": [
            {"type": "array", "items": {"type": "number"}, "minItems": 4, "maxItems": 4},
            _NULL,
        ],
        "description": "x0 y0 x1 y1 as fractions of the page, origin at the top left",
    },
}
_MERGED: dict[str, Any] = {  # only with --merged
    "act": _KEY,
    "state": {"enum": ["standing", "superseded", "revoked", "disputed", "rejected"]},
    "sources": {
        "type": "array",
        "items": {
            "type": "object",
            "properties": {"file": _TEXT, "notice": _HASH, "event_key": _KEY, "page": _PAGE},
            "required": ["file", "notice", "event_key", "page"],
            "additionalProperties": False,
        },
    },
}


def record_schema() -> dict[str, Any]:
    """Return the JSON Schema that every line of ``export --format jsonl`` meets."""
    made = Event.model_json_schema(mode="serialization")
    definitions = {name: made["$defs"][name] for name in made["$defs"] if name not in ("Span", "Evidence")}
    subject = definitions[Subject.__name__]
    del subject["properties"]["span"]
    for definition in (subject, definitions["Authority"]):
        definition["required"] = list(definition["properties"])
    properties = {**made["properties"], **_WHERE}
    for name in ("event_date", "start", "end", "derived_end"):
        properties[name] = {"anyOf": [{"type": "string", "pattern": _DATE}, _NULL]}
    for name in ("fine_yuan", "confiscated_yuan"):
        properties[name] = {"anyOf": [{"type": "string", "pattern": r"^\d+(\.\d+)?$"}, _NULL]}
    properties["penalty_kinds"] = {"anyOf": [{"type": "array", "items": _TEXT, "minItems": 1}, _NULL]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Event record",
        "description": "One event a line, as notice-parser export --format jsonl writes it.",
        "type": "object",
        "properties": {name: _plain(properties[name]) for name in RECORD_FIELDS} | _MERGED,
        "required": list(RECORD_FIELDS),
        "additionalProperties": False,
        "$defs": {name: _plain(definition) for name, definition in definitions.items()},
    }


def _plain(schema: Any) -> Any:
    """Leave out defaults and titles: a record has all its fields."""
    if isinstance(schema, dict):
        names = schema.get("properties")
        kept = {name: _plain(value) for name, value in schema.items() if name not in ("default", "title")}
        if isinstance(names, dict):
            kept["properties"] = {name: _plain(value) for name, value in names.items()}
        return kept
    return [_plain(part) for part in schema] if isinstance(schema, list) else schema


if __name__ == "__main__":
    print(json.dumps(record_schema(), ensure_ascii=False, indent=2))
