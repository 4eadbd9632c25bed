"""A database of 200,000 events → how long its public copy takes, and how large it is.

    python bench/public.py [FOLDER] [EVENTS]

The database is made of invented notices (made_up.py), to which the text of a page is added, so that there
is something to redact; every second notice also names a person. No original is there whose pages would be
drawn. Fails where a copy of 200,000 events takes over a minute.
"""

from __future__ import annotations

import datetime as dt
import sys
import tempfile
import time
from pathlib import Path

from made_up import build

from notice_parser.public import load, publish
from notice_parser.store import open_database

EVENTS, LIMIT = 200_000, 60.0
ON = dt.date(2012, 1, 1)  # nothing is over yet, so that nearly all is published
_PERSON = "联系人：万青峰，电话：0512-57310600，住云溪市柳巷3号2室。"


def with_text(path: Path) -> None:
    """Give every notice a title and a paragraph that holds the quotes of its events, line by line."""
    with open_database(path) as db, db.atomic():
        conn = db.conn
        if conn.execute("SELECT 1 FROM blocks LIMIT 1").fetchone():
            return
        for notice, title in conn.execute("SELECT id, title FROM notices").fetchall():
            conn.execute("INSERT INTO blocks VALUES (?, 1, 'title', ?, 0, ?, 1)", (notice, title, len(title)))
            at = len(title) + 1
            lines = []
            found = conn.execute("SELECT id, quote FROM events WHERE notice = ? ORDER BY number", (notice,))
            for event, quote in found.fetchall():
                end = at + len(quote)
                for table, key in (("events", "id"), ("evidence", "event")):
                    conn.execute(
                        f"UPDATE {table} SET span_start = ?, span_end = ? WHERE {key} = ?", (at, end, event)
                    )
                lines.append(quote)
                at = end + 1
            if notice % 2:
                lines.append(_PERSON)
            text, start = "\n".join(lines), len(title) + 1
            conn.execute(
                "INSERT INTO blocks VALUES (?, 2, 'paragraph', ?, ?, ?, 1)",
                (notice, text, start, start + len(text)),
            )


def main(folder: Path, events: int) -> None:
    """Build the database where it is not there yet, then the copy, twice."""
    path, out = folder / f"public-{events}.db", folder / "open" / "out.db"
    if not path.exists():
        build(path, events, events // 4)
        with_text(path)
    print(f"{events:,} events, {path.stat().st_size / 1e6:,.0f} MB", flush=True)
    slowest = 0.0
    for turn in ("first copy", "next copy"):
        started = time.perf_counter()
        report = publish(path, out, load(), ON, "bench")
        took = time.perf_counter() - started
        slowest = max(slowest, took)
        print(
            f"{turn}: {took:.1f} s, {report.published:,} events published,"
            f" {sum(report.withheld.values()):,} withheld, {out.stat().st_size / 1e6:,.0f} MB",
            flush=True,
        )
    if events >= EVENTS and slowest > LIMIT:
        sys.exit(f"over {LIMIT:.0f} s")


if __name__ == "__main__":
    size = int(sys.argv[2]) if len(sys.argv) > 2 else EVENTS
    if len(sys.argv) > 1:
        Path(sys.argv[1]).mkdir(parents=True, exist_ok=True)
        main(Path(sys.argv[1]), size)
    else:
        with tempfile.TemporaryDirectory() as made:
            main(Path(made), size)
