"""One notice with something to publish → its rows in the copy."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from sqlite3 import Connection, Row
from typing import Any

from ..publish.pages import shows_pages
from ..store import flat
from ..text.bigrams import index_words
from . import tables
from .decide import Decisions, Party, Published
from .images import Plan, picture, plans
from .passages import Passages, passages
from .redact import HIDDEN, LABELLED, Redaction, Redactor
from .rules import Rules

_FREE = ("list_name", "list_level", "reason", "legal_basis", "measure", "document_title", "quote")
_FIELDS = {  # fields whose place on the page may be shown
    *("quote", "subjects", "name", "list_name", "list_level", "batch", "authority", "document_number"),
    *("event_type", "action", "event_date", "start", "end", "duration", "derived_end", "penalty_kinds"),
    *("fine_yuan", "confiscated_yuan", "reason", "legal_basis", "measure", "document_title"),
}
_DRAWN_BY = "1"  # with another number all images are drawn again


class Images:
    """Draws redacted pages, and takes from the last copy those that would be the same."""

    def __init__(self, folder: Path, last: Connection | None) -> None:
        """Keep the folder of the full database, in which the originals are."""
        self._folder, self._last = folder, last
        self.made = self.reused = 0

    def original(self, archive: str | None) -> Path | None:
        """Return an original whose pages can be drawn."""
        if not archive:
            return None
        path = (self._folder / archive).resolve()
        return path if path.is_relative_to(self._folder.resolve()) and shows_pages(path) else None

    def draw(self, path: Path, notice: int, number: int, plan: Plan, sha256: str) -> tuple[bytes, str] | None:
        """Return the image of a page, and what tells whether another copy may use it."""
        print_ = hashlib.sha256(repr((_DRAWN_BY, sha256, number, plan)).encode()).hexdigest()
        if self._last:
            known = self._last.execute(
                f"SELECT png FROM {tables.PREFIX}{tables.IMAGES}"
                " WHERE notice = ? AND number = ? AND plan = ?",
                (notice, number, print_),
            ).fetchone()
            if known:
                self.reused += 1
                return known[0], print_
        png = picture(path, number, plan)
        if png is None:
            return None
        self.made += 1
        return png, print_


class Writer:
    """Writes notices into a copy."""

    def __init__(
        self,
        full: Connection,
        copy: Connection,
        images: Images,
        redactor: Redactor,
        decisions: Decisions,
        rules: Rules,
    ) -> None:
        """Keep what all notices share."""
        self._full, self._copy, self._images = full, copy, images
        self._redactor, self._published, self._rules = redactor, decisions.published, rules
        self.notices = 0
        self.keys: dict[str, str | None] = {}  # event key → last day
        self._waiting: dict[str, list[dict[str, Any]]] = {}
        self._words: list[tuple[str, int, str]] = []

    def write(self) -> None:
        """Write every notice that has an event to publish."""
        for notice in _rows(self._full, _NOTICES):
            events = [
                event
                for event in _rows(
                    self._full, "SELECT * FROM events WHERE notice = ? ORDER BY number", notice["id"]
                )
                if event["id"] in self._published
            ]
            if events:
                self._notice(notice, events)
                self.notices += 1
                if self.notices % 500 == 0:
                    self._flush()
        self._flush()

    def _notice(self, notice: Row, events: Sequence[Row]) -> None:
        id = notice["id"]
        verdicts = [self._published[event["id"]] for event in events]
        last, first = max(v.until for v in verdicts), min(v.until for v in verdicts)
        parties = {party.name: (party, v) for v in verdicts for party in v.parties if not party.person}
        hidden = self._hidden(id, set(parties))
        shown = [*parties] + [p.identifier for p, _ in parties.values() if p.identifier]
        for event in events:
            shown += filter(None, (event["authority_written"], event["authority_full"]))
        redaction = self._redactor.local(hidden, shown)
        early = {name for name, (_, v) in parties.items() if v.until < last}
        heading = (
            self._redactor.local([*hidden, *early], [s for s in shown if s not in early])
            if early
            else redaction
        )
        evidence = [
            row
            for row in _rows(self._full, _EVIDENCE, id)
            if row["event"] in self._published and row["field"] in _FIELDS
        ]
        blocks = [dict(row) for row in _rows(self._full, _BLOCKS, id)]
        spans = [(row["span_start"], row["span_end"]) for row in evidence]
        spans += [(event["span_start"], event["span_end"]) for event in events]
        spans += [(b["span_start"], b["span_start"] + len(b["text"])) for b in blocks if b["kind"] == "title"]
        text = passages(blocks, spans, redaction)
        file = notice["sha256"][:16] + _suffix(notice["name"])
        self._of_the_notice(notice, file, heading, len(events), text, last, first)
        for event, verdict in zip(events, verdicts, strict=True):
            self._event(event, verdict, redaction, text, notice["sha256"], file)
        for place, (row, span) in enumerate(
            (row, text.moved(row["span_start"], row["span_end"])) for row in evidence
        ):
            if span:
                moved = {name: row[name] for name in ("event", "field", "page", "x0", "y0", "x1", "y1")}
                moved |= {"number": place, "span_start": span.start, "span_end": span.end}
                self._add("evidence", moved, self._published[row["event"]].until)
        self._pictures(notice, spans, redaction, first)

    def _hidden(self, id: int, shown: set[str]) -> list[str]:
        """Return the names that must not be shown: of persons, of who is left out, and what stands under
        headers of numbers, addresses and names of persons."""
        names = [name for (name,) in self._full.execute(_PERSONS, (id, id)) if name not in shown]
        for header, text in self._full.execute(_CELLS, (id,)):
            if LABELLED.search(header):
                names += [
                    part for part in re.split(r"[、，,；;\s/]+", text) if len(part) > 1 and part not in shown
                ]
        return names

    def _of_the_notice(
        self, notice: Row, file: str, redaction: Redaction, count: int, text: Passages, last: str, first: str
    ) -> None:
        id, sha256 = notice["id"], notice["sha256"]
        self._add(
            "files",
            {"sha256": sha256, "first_seen": notice["first_seen"], "changed": notice["changed"]},
            last,
        )
        self._add("file_names", {"sha256": sha256, "name": file, "first_seen": notice["first_seen"]}, last)
        said = {name: redaction.text(notice[name]) for name in ("title", "issuer", "document_number")}
        row = said | {name: notice[name] for name in ("published", "issue", "parser_version")}
        self._add("notices", row | {"id": id, "sha256": sha256, "searchable_until": first}, last)
        shown = {
            "编号": id,
            "标题": said["title"],
            "发布机关": said["issuer"],
            "文号": said["document_number"],
        }
        shown |= {
            "发布日期": notice["published"],
            "期号": notice["issue"],
            "文件": file,
            "页数": notice["pages"],
        }
        shown |= {"事件数": count, "收录时间": notice["received"]}
        self._add("通知", shown, last)
        for page in _rows(self._full, "SELECT * FROM pages WHERE notice = ?", id):
            self._add(
                "pages",
                {name: page[name] for name in ("notice", "number", "width", "height", "read_by")},
                last,
            )
        for block in text.blocks:
            self._add("blocks", {"notice": id} | block, first)
        if text.blocks:
            self._find("notice_search", id, *(block["text"] for block in text.blocks))

    def _event(
        self, event: Row, verdict: Published, redaction: Redaction, text: Passages, sha256: str, file: str
    ) -> None:
        id = event["id"]
        record = dict(event) | {name: redaction.text(event[name]) for name in _FREE}
        span = text.moved(event["span_start"], event["span_end"])
        record["span_start"], record["span_end"] = span or (0, 0)
        authority = {name: redaction.text(event[name]) for name in ("authority_written", "authority_full")}
        record |= authority | {"document_number": redaction.text(event["document_number"])}
        self._add("events", {name: record[name] for name in _EVENT_COLUMNS}, verdict.until)
        subjects = [_subject(party, redaction) for party in verdict.parties]
        for party, subject in zip(verdict.parties, subjects, strict=True):
            row = {"event": id, "number": party.number} | {k: v for k, v in subject.items() if k != "role"}
            self._add("event_subjects", row | {"anonymised": int(subject["anonymised"])}, verdict.until)
        whole = record | {
            "authority": {"written": authority["authority_written"], "full": authority["authority_full"]},
            "subjects": subjects,
            "penalty_kinds": json.loads(event["penalty_kinds"] or "null"),
            "certainty": "asserted",
            "stated_count": None,
            "review_reasons": [],
            "notice": sha256,
            "file": file,
        }
        shown = flat.event_row(whole) | {
            "编号": id,
            "通知": event["notice"],
            "standing": _standing(event, self._rules),
        }
        self._add("信用事件", shown, verdict.until)
        for party, row in zip(verdict.parties, flat.subject_rows(whole, shown, id), strict=True):
            row["编号"] = id * flat.PLACES + party.number
            self._add("主体", row, verdict.until)
            self._find("subject_search", row["编号"], row["名称"], row["代码"])
        parts = ("类型", "名单", "主体", "认定部门", "文号", "所涉文件", "原文")
        self._find("event_search", id, *(shown[name] for name in parts))
        self.keys[event["event_key"]] = verdict.until

    def _pictures(self, notice: Row, spans: list[tuple[int, int]], redaction: Redaction, until: str) -> None:
        path = self._images.original(notice["archive"])
        if path is None:
            return
        id = notice["id"]
        lines = [dict(row) for row in _rows(self._full, _LINES, id)]
        scanned = {
            number
            for (number,) in self._full.execute(
                "SELECT number FROM pages WHERE notice = ? AND read_by <> 'text'", (id,)
            )
        }
        for number, plan in sorted(plans(lines, scanned, spans, redaction).items()):
            drawn = self._images.draw(path, id, number, plan, notice["sha256"])
            if drawn:
                self._copy.execute(
                    f"INSERT INTO {tables.PREFIX}{tables.IMAGES} VALUES (?, ?, ?, ?, ?)",
                    (id, number, *drawn, until),
                )

    def _add(self, table: str, row: dict[str, Any], until: str) -> None:
        row["publish_until"] = until
        self._waiting.setdefault(table, []).append(row)

    def _find(self, search: str, row: int, *texts: str | None) -> None:
        """Let a row be found by its texts; what is hidden lets nothing run together."""
        words = index_words("\n".join(filter(None, texts)).replace(HIDDEN, "\n"))
        self._words.append((search, row, words))

    def _flush(self) -> None:
        for table, rows in self._waiting.items():
            insert(self._copy, table, rows)
        for search in tables.SEARCHES:
            self._copy.executemany(
                f"INSERT INTO {tables.PREFIX}{search} (rowid, words) VALUES (?, ?)",
                ((row, words) for table, row, words in self._words if table == search),
            )
        self._waiting.clear()
        self._words.clear()


def insert(copy: Connection, table: str, rows: Sequence[dict[str, Any]]) -> None:
    """Write rows into a stored table: of each its allowed columns, and no others."""
    columns = tables.stored(table)
    names = ", ".join(f'"{name}"' for name in columns)
    copy.executemany(
        f'INSERT INTO "{tables.PREFIX}{table}" ({names}) VALUES ({", ".join("?" * len(columns))})',
        ([row[name] for name in columns] for row in rows),
    )


def _subject(party: Party, redaction: Redaction) -> dict[str, Any]:
    """Return a subject as it is shown: a person masked, and without number or post."""
    name = party.name if not party.person else party.name if "某" in party.name else party.name[0] + "某"
    return {
        "name": name,
        "kind": "person" if party.person else "organisation",
        "identifier": None if party.person else party.identifier,
        "anonymised": party.person,
        "role": None,
    }


def _standing(event: Row, rules: Rules) -> str | None:
    """Say of a list whether it stands on a national basis or is a local one."""
    if not event["list_name"]:
        return None
    national = event["event_type"] in ("list.judgment_defaulter", "list.abnormal") or any(
        name in event["list_name"] for name in rules.catalogue.names
    )
    return "国家" if national else "地方"


def _suffix(name: str | None) -> str:
    found = re.search(r"\.[A-Za-z0-9]{2,5}$", name or "")
    return found[0].lower() if found else ""


def _rows(db: Connection, sql: str, *values: Any) -> Iterator[Row]:
    cursor = db.cursor()
    cursor.row_factory = Row
    yield from cursor.execute(sql, values)


_EVENT_COLUMNS = [name for name in tables.stored("events") if name != "publish_until"]

_NOTICES = """
SELECT n.*, f.first_seen, f.changed, f.archive, t."页数" AS pages, t."收录时间" AS received,
  (SELECT min(name) FROM file_names WHERE sha256 = n.sha256) AS name
FROM notices n JOIN files f USING (sha256) JOIN "通知" t ON t."编号" = n.id
"""
_EVENTS = "SELECT * FROM events WHERE notice = ? ORDER BY number"
_EVIDENCE = """
SELECT v.* FROM evidence v JOIN events e ON e.id = v.event WHERE e.notice = ?
ORDER BY v.event, v.field, v.number
"""
_BLOCKS = "SELECT number, kind, page, text, span_start FROM blocks WHERE notice = ? ORDER BY number"
_LINES = """
SELECT f.*, b.kind, b.text, b.span_start AS block_start FROM fragments f
JOIN blocks b ON b.notice = f.notice AND b.number = f.block WHERE f.notice = ? ORDER BY f.block, f.number
"""
_PERSONS = """
SELECT text FROM mentions WHERE notice = ? AND kind = 'person'
UNION SELECT s.name FROM event_subjects s JOIN events e ON e.id = s.event
WHERE e.notice = ? AND s.kind <> 'group'
"""
_CELLS = (
    "SELECT DISTINCT header, text FROM table_cells WHERE notice = ? AND header IS NOT NULL AND text <> ''"
)
