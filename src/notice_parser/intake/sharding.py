"""Paths → rows of one shard: a job of many reads its part of the files and writes no database."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from ..model import Unreadable
from ..store import content_of, parser_version
from ..workers import Failed, Limits, Pool, Read, Unfolded
from ..workers.shards import Row, belongs, read_as, row_of


def shard_rows(
    paths: Iterable[Path],
    part: tuple[int, int],
    told: Mapping[str, str | None],
    *,
    entry: str,
    workers: int,
    limits: Limits,
) -> Iterator[tuple[Row, Read | Failed | None]]:
    """Read the files of one part, as (1, 8) for the first of eight; yield rows as files are read.

    ``told`` goes to the function that reads. A content is read once, and a bundle left to whoever merges;
    what cannot be opened is left out, since that job may be able to.
    """
    version, waiting = parser_version(), iter(paths)
    place: dict[str, Path] = {}
    seen: set[str] = set()
    left = True
    with tempfile.TemporaryDirectory() as spool, Pool(entry, workers, limits) as pool:
        while left or place:
            while left and pool.room:
                path = next(waiting, None)
                if path is None:
                    left = False
                    break
                try:
                    content = content_of(path)
                except Unreadable:
                    continue
                if not belongs(content.sha256, *part) or content.sha256 in seen:
                    continue
                seen.add(content.sha256)
                place[content.sha256] = path
                unfold = str(Path(spool) / content.sha256)
                pool.submit(content.sha256, path, content.name, **told, spool=unfold)
            for happened in pool.wait(0.25) if place else ():
                if not isinstance(happened, (Read, Failed, Unfolded)):
                    continue
                path = place.pop(happened.key)
                result = None if isinstance(happened, Unfolded) else happened
                yield row_of(path, happened.key, read_as(told, version), result), result
