"""Files → Parquet shards, each read by a job of its own, and shards → what was read: for batch clusters.

A row is a file: where it lies, its sha256, by what it was read, and the notice as JSON or why there is none.
Shards hold the words of the notices, personal data included, and are as confidential as the database.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

from pydantic import ValidationError

from ..model import Notice
from .pool import Failed, PageDone, Pool, Read, Unfolded, WorkersUnusable

_MISSING = "没有安装 pyarrow，请运行 pip install 'notice-parser[ray]'"
_COLUMNS = ("path", "sha256", "read_as", "notice", "failure")
_TOGETHER = 64  # rows in memory at a time

Row = Mapping[str, str | None]


def belongs(sha256: str, part: int, parts: int) -> bool:
    """Whether a content is read by job ``part`` of ``parts``, counted from 1: equal contents by the same.

    >>> [part for part in (1, 2, 3) if belongs("5f", part, 3)]
    [3]
    """
    return int(sha256[:15], 16) % parts == part - 1


def read_as(given: Mapping[str, Any], version: str) -> str:
    """Say by what a file was read, so that two readings can be told to be one; of a key only which it was."""
    key = given.get("number_key")
    told = {**given, "parser": version, "number_key": key and hashlib.sha256(key.encode()).hexdigest()[:16]}
    return json.dumps(told, ensure_ascii=False, sort_keys=True)


def row_of(path: Path, sha256: str, read_as: str, result: Read | Failed | None) -> Row:
    """Return the row of a file: what was read, why it could not be, or neither of a bundle."""
    known = {"path": str(path.absolute()), "sha256": sha256, "read_as": read_as}
    if result is None:
        return known
    if isinstance(result, Read):
        return known | {"notice": result.notice.model_dump_json()}
    failure = {"reason": result.reason, "advice": result.advice, "code": result.code}
    return known | {"failure": json.dumps(failure, ensure_ascii=False)}


def write_shard(rows: Iterable[Row], out: Path) -> int:
    """Write rows to a Parquet file that appears only when it is whole; return their number."""
    arrow, parquet = _pyarrow()
    schema = arrow.schema([(name, arrow.large_string()) for name in _COLUMNS])
    out.parent.mkdir(parents=True, exist_ok=True)
    growing = out.with_name(out.name + ".part")
    count, waiting = 0, []
    with parquet.ParquetWriter(growing, schema, compression="zstd") as writer:
        for row in rows:
            waiting.append({name: row.get(name) for name in _COLUMNS})
            count += 1
            if len(waiting) == _TOGETHER:
                writer.write_table(arrow.Table.from_pylist(waiting, schema))
                waiting = []
        writer.write_table(arrow.Table.from_pylist(waiting, schema))
    growing.replace(out)
    return count


def rows_in(shard: Path) -> Iterator[Row]:
    """Yield the rows of a shard, a few in memory at a time; raise ``ValueError`` where it is none."""
    arrow, parquet = _pyarrow()
    try:
        with parquet.ParquetFile(shard) as file:
            for batch in file.iter_batches(_TOGETHER, columns=list(_COLUMNS)):
                yield from batch.to_pylist()
    except (arrow.ArrowException, OSError, KeyError) as error:
        raise ValueError(f"{shard}：不是 notice-parser shard 写出的文件，或没有写完") from error


class Shelf:
    """What shards hold, as if it were read just now; what they do not hold is read by ``pool``."""

    def __init__(self, shards: Iterable[Path], pool: Pool, version: str) -> None:
        """Name the shards; ``version`` is the parser whose readings count."""
        self._shards, self._pool, self._version = shards, pool, version
        self._rows: dict[str, Row] = {}  # by sha256, until they are asked for
        self._ready: list[Read | Failed] = []

    def paths(self) -> Iterator[Path]:
        """Yield where the files of all shards lie."""
        for shard in self._shards:
            for row in rows_in(shard):
                assert row["sha256"] is not None
                assert row["path"] is not None
                self._rows[row["sha256"]] = row
                yield Path(row["path"])
                self._rows.pop(row["sha256"], None)  # known to the database

    def __enter__(self) -> Shelf:
        """Prepare to read what is on no shard."""
        self._pool.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the processes."""
        self._pool.__exit__(kind, error, trace)

    @property
    def room(self) -> bool:
        """Whether another file may be asked for."""
        return self._pool.room and not self._ready

    def submit(self, key: str, path: Path, name: str, **given: Any) -> None:
        """Take a file: what the shard says of it, if it was read as it would be now."""
        row = self._rows.pop(key, None)
        told = {name: value for name, value in given.items() if name != "spool"}
        result = _result(row, name) if row and row["read_as"] == read_as(told, self._version) else None
        if result is None:
            self._pool.submit(key, path, name, **given)
        else:
            self._ready.append(result)

    def wait(self, seconds: float) -> list[PageDone | Read | Unfolded | Failed]:
        """Return what is ready."""
        ready, self._ready = self._ready, []
        return [*ready, *self._pool.wait(0 if ready else seconds)]


def _result(row: Row, name: str) -> Read | Failed | None:
    """Take a row as a result; None where it makes none."""
    key = row["sha256"]
    assert key is not None
    try:
        if row["notice"] is not None:
            notice = Notice.model_validate_json(row["notice"])
            document = notice.document.model_copy(update={"name": name})
            return Read(key, notice.model_copy(update={"document": document}))
        return Failed(key, **json.loads(row["failure"] or ""))
    except (ValidationError, ValueError, TypeError):
        return None


def _pyarrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise WorkersUnusable(_MISSING) from None
    return pyarrow, pyarrow.parquet
