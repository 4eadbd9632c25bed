"""Rows → search tables."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from sqlite3 import Connection

from ..text.bigrams import index_words

Words = dict[tuple[str, int], str]  # (search table, row) → the words it is found by


def searchable(db: Connection, notice: int) -> Words:
    """Return what of a notice search finds."""
    return {(table, row): index_words(text) for table, row, text in _texts(db, notice)}


def reindex(db: Connection, before: Words, after: Words) -> None:
    """Bring the search tables from ``before`` to ``after``.

    They keep no text of their own, so a row is taken out by naming the words it was put in with.
    """
    for (table, row), words in sorted(before.items() - after.items()):
        db.execute(f"INSERT INTO {table} ({table}, rowid, words) VALUES ('delete', ?, ?)", (row, words))
    for table, rows in groupby(sorted(after.items() - before.items()), key=lambda item: item[0][0]):
        db.executemany(
            f"INSERT INTO {table} (rowid, words) VALUES (?, ?)", [(row, words) for (_, row), words in rows]
        )


def _texts(db: Connection, notice: int) -> Iterator[tuple[str, int, str]]:
    """Yield (search table, row, text); what must not run together stands on lines of its own."""
    for row, *parts in db.execute(
        'SELECT "编号", "类型", "名单", "主体", "认定部门", "文号", "所涉文件", "原文"'
        ' FROM "信用事件" WHERE "通知" = ?',
        (notice,),
    ):
        yield "event_search", row, "\n".join(filter(None, parts))
    for row, *parts in db.execute(
        'SELECT s."编号", s."名称", s."代码", s."职务" FROM "主体" s'
        ' JOIN "信用事件" e ON e."编号" = s."事件" WHERE e."通知" = ?',
        (notice,),
    ):
        yield "subject_search", row, "\n".join(filter(None, parts))
    texts = [
        text for (text,) in db.execute("SELECT text FROM blocks WHERE notice = ? ORDER BY number", (notice,))
    ]
    if texts:
        yield "notice_search", notice, "\n".join(texts)
