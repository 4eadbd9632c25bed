"""Words → the subjects, events and notices that hold them."""

from __future__ import annotations

import re
import unicodedata
from typing import Any
from urllib.parse import urlencode

from datasette.utils import tilde_encode
from datasette.utils.asgi import Response
from markupsafe import Markup, escape

from ..text.bigrams import query_words
from .access import Asked
from .event_page import heading

_SHOWN = 12
_LOOKED_AT = 2000  # of many hits, the last ones that came in
_AROUND = 40  # characters beside a hit


async def search(asked: Asked) -> Response:
    """Show what a few words find, in any order and with any brackets."""
    words = asked.arg("q")[:200]
    if not words:
        return await asked.html("search.html", {"heading": "搜索", "q": ""})
    terms = query_words(words)
    values = {"terms": terms, "exact": words, "code": unicodedata.normalize("NFKC", words).upper()}
    counts, subjects, events, notices = await asked.each(
        (_COUNTS, values), (_SUBJECTS, values), (_EVENTS, values), (_NOTICES, values)
    )
    for notice in notices:
        blocks = await asked.rows(
            "SELECT text FROM blocks WHERE notice = ? AND instr(text, ?) ORDER BY number LIMIT 1",
            (notice["编号"], _first_run(words)),
        )
        notice["snippet"] = snippet(blocks[0]["text"], words) if blocks else None
    root = asked.datasette.urls.path(f"/{tilde_encode(asked.db.name)}/")
    return await asked.html(
        "search.html",
        {
            "heading": f"搜索“{words}”",
            "q": words,
            "counts": counts[0],
            "subjects": subjects,
            "events": [
                event | {"heading": heading(event), "quote": snippet(event["原文"], words)}
                for event in events
            ],
            "notices": notices,
            "all": {
                name: f"{root}{tilde_encode(name)}?{urlencode({'_search': words})}"
                for name in ("主体", "信用事件", "通知")
            },
            "feed": f"{asked.link}/events.atom?{urlencode({'_search': words})}",
        },
    )


def snippet(text: str, words: str) -> Markup:
    """Cut a text around the first of the words, and mark them.

    >>> snippet("本局将城东便利店列入名单", "便利 名单")
    Markup('本局将城东<mark>便利</mark>店列入<mark>名单</mark>')
    """
    runs = [re.escape(run) for run in re.findall(r"\w+", words) if run]
    pattern = re.compile("|".join(sorted(runs, key=len, reverse=True)) or r"(?!)", re.IGNORECASE)
    first = pattern.search(text)
    start = max(0, first.start() - _AROUND) if first else 0
    cut = text[start : start + 3 * _AROUND]
    pieces, at = [], 0
    for found in pattern.finditer(cut):
        pieces += [escape(cut[at : found.start()]), Markup("<mark>{}</mark>").format(found[0])]
        at = found.end()
    pieces.append(escape(cut[at:]))
    before, after = "…" if start else "", "…" if start + 3 * _AROUND < len(text) else ""
    return Markup("{}{}{}").format(before, Markup("").join(pieces), after)


def _first_run(words: str) -> str:
    found: list[Any] = re.findall(r"\w+", words)
    return str(found[0]) if found else words


_COUNTS = """
SELECT (SELECT count(*) FROM subject_search WHERE subject_search MATCH :terms) AS subjects,
  (SELECT count(*) FROM event_search WHERE event_search MATCH :terms) AS events,
  (SELECT count(*) FROM notice_search WHERE notice_search MATCH :terms) AS notices
"""

_SUBJECTS = f"""
SELECT s.*, (SELECT count(*) FROM listing_periods p WHERE p.subject = s.key
    AND p.from_day <= date('now', '+8 hours')
    AND (p.until_day IS NULL OR p.until_day > date('now', '+8 hours')))
  AS listed
FROM (
  SELECT subject AS key, 1 AS exact FROM subject_names WHERE name = :exact
  UNION SELECT subject, 1 FROM subject_identifiers WHERE value = :code
  UNION SELECT m.subject, 0 FROM (
    SELECT rowid FROM subject_search WHERE subject_search MATCH :terms
    ORDER BY rowid DESC LIMIT {_LOOKED_AT}) f
  JOIN subject_mentions m ON m.event = f.rowid / 100000 AND m.number = f.rowid % 100000
) found JOIN subjects s USING (key)
GROUP BY s.key ORDER BY max(found.exact) DESC, s.mentions DESC, s.name LIMIT {_SHOWN}
"""

_EVENTS = f"""
SELECT e.* FROM (
  SELECT rowid FROM event_search WHERE event_search MATCH :terms ORDER BY rowid DESC LIMIT {_SHOWN}) f
JOIN "信用事件" e ON e."编号" = f.rowid ORDER BY e."日期" DESC, e."编号" DESC
"""

_NOTICES = f"""
SELECT t.*, n.sha256 FROM (
  SELECT rowid FROM notice_search WHERE notice_search MATCH :terms ORDER BY rowid DESC LIMIT {_SHOWN}) f
JOIN "通知" t ON t."编号" = f.rowid JOIN notices n ON n.id = t."编号" ORDER BY t."发布日期" DESC
"""
