"""A search that is kept → a feed of what is new in it; listings that end → a calendar."""

from __future__ import annotations

import datetime as dt
from xml.etree import ElementTree as xml

from datasette.utils.asgi import Response

from .access import Asked, today
from .event_page import heading
from .table_export import filtered

_ATOM = "http://www.w3.org/2005/Atom"
_NEW = 50
_AHEAD = 366  # days
_LINE = 75  # bytes of a line of a calendar


async def atom(asked: Asked) -> Response:
    """Send the newest events that a filter of 信用事件 finds, the last known first."""
    columns, rows = await filtered(asked, "信用事件", _sort_desc="编号", _size=str(_NEW))
    events = [dict(zip(columns, row, strict=True)) for row in rows]
    marks = ", ".join("?" * len(events))
    known = await asked.rows(
        f"SELECT event_key, known_from FROM events WHERE event_key IN ({marks})",
        [event["标识"] for event in events],
    )
    since = {row["event_key"]: row["known_from"] for row in known}
    root = xml.Element("feed", xmlns=_ATOM)
    here = _absolute(asked, asked.request.full_path)
    terms = "、".join(
        f"{name.strip('_')}：{asked.request.args.get(name)}"
        for name in asked.request.args
        if not name.startswith("_") or name == "_search"
    ).replace("search：", "搜索：")
    xml.SubElement(root, "title").text = "新的信用事件" + (f"（{terms}）" if terms else "")
    xml.SubElement(root, "id").text = here
    xml.SubElement(root, "link", rel="self", href=here)
    xml.SubElement(root, "updated").text = max(
        since.values(), default=f"{today().isoformat()}T00:00:00+08:00"
    )
    author = xml.SubElement(root, "author")
    xml.SubElement(author, "name").text = "信用事件库"
    for event in events:
        entry = xml.SubElement(root, "entry")
        link = _absolute(asked, f"{asked.link}/event/{event['标识']}")
        xml.SubElement(entry, "title").text = heading(event)
        xml.SubElement(entry, "id").text = f"urn:notice-parser:event:{event['标识']}"
        xml.SubElement(entry, "link", href=link)
        xml.SubElement(entry, "updated").text = since[event["标识"]]
        xml.SubElement(entry, "category", term=event["类型"])
        xml.SubElement(entry, "summary").text = event["原文"]
    body = xml.tostring(root, encoding="utf-8", xml_declaration=True)
    return Response(body, content_type="application/atom+xml; charset=utf-8")


async def calendar(asked: Asked) -> Response:
    """Send the listings that end within a year as whole days, so that no time zone moves them."""
    rows = await asked.rows(
        "SELECT p.*, s.name AS subject_name FROM listing_periods p JOIN subjects s ON s.key = p.subject"
        " WHERE p.expires BETWEEN :first AND :last AND p.from_day <= :first"
        " AND (p.until_day IS NULL OR p.until_day > :first) AND (:list = '' OR p.list_name = :list)"
        " ORDER BY p.expires, p.key LIMIT 5000",
        {
            "first": today().isoformat(),
            "last": (today() + dt.timedelta(days=_AHEAD)).isoformat(),
            "list": asked.arg("list"),
        },
    )
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//notice-parser//credit events//ZH",
        "CALSCALE:GREGORIAN",
        "X-WR-CALNAME:名单届满",
    ]
    for row in rows:
        following = dt.date.fromisoformat(row["expires"]) + dt.timedelta(days=1)
        stamp = dt.datetime.fromisoformat(row["known_from"]).astimezone(dt.UTC)
        about = [f"列入日 {row['from_day']}", row["authority"], row["document_number"]]
        lines += [
            "BEGIN:VEVENT",
            f"UID:{row['key']}@notice-parser",
            f"DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}",
            f"DTSTART;VALUE=DATE:{row['expires'].replace('-', '')}",
            f"DTEND;VALUE=DATE:{following:%Y%m%d}",
            f"SUMMARY:{_escaped(row['name'] + '　' + (row['list_name'] or '名单') + ' 届满')}",
            f"DESCRIPTION:{_escaped('；'.join(filter(None, about)))}",
            f"URL:{_absolute(asked, asked.link + '/event/' + row['event_key'])}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    body = "\r\n".join(folded(line) for line in lines) + "\r\n"
    return Response(
        body.encode(),
        content_type="text/calendar; charset=utf-8",
        headers={"content-disposition": 'attachment; filename="expiries.ics"'},
    )


def folded(line: str) -> str:
    """Break a line of a calendar where it has 75 bytes, never inside a character.

    >>> [len(part.encode()) <= 75 for part in folded("SUMMARY:" + "名单届满" * 12).split(chr(13) + chr(10))]
    [True, True, True]
    """
    parts, size = [""], 0
    for character in line:
        width = len(character.encode())
        if size + width > _LINE:
            parts.append(" ")
            size = 1
        parts[-1] += character
        size += width
    return "\r\n".join(parts)


def _escaped(text: str) -> str:
    for mark in "\\;,":
        text = text.replace(mark, "\\" + mark)
    return text.replace("\n", "\\n")


def _absolute(asked: Asked, path: str) -> str:
    return str(asked.datasette.absolute_url(asked.request, path))
