"""Everything or nothing: one transaction that reads and writes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


@contextmanager
def transaction(db: Database) -> Iterator[None]:
    """Open a transaction that may write, or join the one that is open; a failure undoes the whole of it.

    The right to write is taken first. SQLite refuses a transaction that read before another program wrote and
    would now write itself, and does not wait for its turn as it does here. One that joins takes no savepoint,
    for which SQLite would keep a copy of every page before it changes.

    >>> from sqlite_utils import Database
    >>> db = Database(memory=True)
    >>> with transaction(db), transaction(db):
    ...     _ = db.table("通知").insert({"标题": "关于公布2020年3月红黑名单的通知"})
    >>> db.table("通知").count, db.conn.in_transaction
    (1, False)
    """
    joined = db.conn.in_transaction
    if not joined:
        db.execute("BEGIN IMMEDIATE")
    try:
        yield
        if not joined:
            db.execute("COMMIT")
    except BaseException:
        db.rollback()  # nothing where the failure ended the transaction itself
        raise
