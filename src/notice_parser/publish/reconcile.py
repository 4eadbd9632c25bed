"""Names in OpenRefine → subjects: the reconciliation service API, version 0.2."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from difflib import SequenceMatcher
from typing import Any
from urllib.parse import urlsplit

from datasette.utils.asgi import BadRequest, Response

from ..text.bigrams import query_words
from .access import Asked
from .ask import written

_TYPES = {"organisation": {"id": "organisation", "name": "单位"}, "person": {"id": "person", "name": "个人"}}
_AT_ONCE = 100  # queries of one call
_CANDIDATES = 200
_LOCAL = {"localhost", "127.0.0.1", "::1"}


async def reconcile(asked: Asked) -> Response:
    """Answer a batch of queries; without any, say what the service is."""
    form = dict(asked.request.args) if asked.request.method != "POST" else await asked.request.post_vars()
    queries = form.get("queries")
    if queries is None:
        return _json(asked, _manifest(asked))
    try:
        batch = json.loads(queries if isinstance(queries, str) else queries[0])
        asked_for = {key: _query(query) for key, query in batch.items()}
    except (ValueError, AttributeError, TypeError, KeyError):
        raise BadRequest("queries 不是本接口的格式") from None
    if len(asked_for) > _AT_ONCE:
        raise BadRequest(f"一次最多 {_AT_ONCE} 个查询")
    return _json(
        asked, {key: {"result": await _candidates(asked, *query)} for key, query in asked_for.items()}
    )


async def suggest(asked: Asked) -> Response:
    """Suggest subjects for the beginning of a name."""
    found = await _candidates(asked, asked.arg("prefix")[:100], None, 10)
    return _json(
        asked,
        {"result": [{"id": one["id"], "name": one["name"], "notable": one["type"]} for one in found]},
    )


async def preview(asked: Asked) -> Response:
    """Show a subject in a few lines, as OpenRefine shows it in a box."""
    row = await asked.row("SELECT * FROM subjects WHERE key = ?", (asked.arg("id"),))
    return await asked.html("preview.html", {"subject": row, "kind": _TYPES[row["kind"]]["name"]})


def _manifest(asked: Asked) -> dict[str, Any]:
    root = asked.datasette.absolute_url(asked.request, asked.link)
    return {
        "versions": ["0.1", "0.2"],
        "name": "信用事件库：主体",
        "identifierSpace": f"{root}/subject/",
        "schemaSpace": f"{root}/subject-type/",
        "defaultTypes": list(_TYPES.values()),
        "view": {"url": f"{root}/subject/{{{{id}}}}"},
        "preview": {"url": f"{root}/preview?id={{{{id}}}}", "width": 400, "height": 160},
        "suggest": {"entity": {"service_url": root, "service_path": "/suggest"}},
        "batchSize": 50,
    }


def _query(query: Mapping[str, Any]) -> tuple[str, str | None, int]:
    """Return name, type and limit of a query; raise where it has none or they cannot be."""
    name, kind = str(query["query"])[:200], query.get("type")
    kind = kind[0] if isinstance(kind, list) and kind else kind
    kind = kind.get("id") if isinstance(kind, dict) else kind
    limit = query.get("limit") or 5
    return name, kind if kind in _TYPES else None, max(1, min(int(limit), 50))


async def _candidates(asked: Asked, name: str, kind: str | None, limit: int) -> list[dict[str, Any]]:
    """Return the subjects that a name may mean, the likeliest first; only the one exact match is sure."""
    if not re.search(r"\w", name):
        return []
    line = [part.strip() for part in written(name)]
    rows = await asked.rows(
        _FOUND, {"a": line[0], "b": line[1], "c": line[2], "code": line[3], "terms": query_words(name)}
    )
    found = []
    for row in rows:
        if kind and row["kind"] != kind:
            continue
        exact = bool(row["exact"])
        score = 100.0 if exact else round(95 * SequenceMatcher(None, line[2], row["name"]).ratio(), 1)
        found.append(
            {
                "id": row["key"],
                "name": row["name"],
                "type": [_TYPES[row["kind"]]],
                "score": score,
                "match": exact,
            }
        )
    sure = sum(one["match"] for one in found)
    for one in found:
        one["match"] = one["match"] and sure == 1  # of two with one name a person has to choose
    return sorted(found, key=lambda one: (-one["score"], one["name"]))[:limit]


def _json(asked: Asked, data: Any) -> Response:
    """Return JSON; other pages may read it only where they are of this machine, as OpenRefine's are."""
    headers = {}
    origin = asked.request.headers.get("origin", "")
    if origin and urlsplit(origin).hostname in _LOCAL:
        headers = {"access-control-allow-origin": origin, "vary": "Origin"}
    return Response.json(data, headers=headers)


_FOUND = f"""
SELECT s.key, s.name, s.kind, max(f.exact) AS exact FROM (
  SELECT subject AS key, 1 AS exact FROM subject_names WHERE name IN (:a, :b, :c)
  UNION ALL SELECT subject, 1 FROM subject_identifiers WHERE value = :code
  UNION ALL SELECT m.subject, 0 FROM (
    SELECT rowid FROM subject_search WHERE subject_search MATCH :terms
    ORDER BY rowid DESC LIMIT {_CANDIDATES}) r
  JOIN subject_mentions m ON m.event = r.rowid / 100000 AND m.number = r.rowid % 100000
) f JOIN subjects s USING (key) WHERE NOT s.anonymised GROUP BY s.key
"""
