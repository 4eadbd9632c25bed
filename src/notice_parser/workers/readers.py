"""What reads files for whoever saves them: processes here, actors of a cluster, or shards read before."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Any, Protocol

from .pool import Failed, PageDone, Read, Unfolded


class Readers(Protocol):
    """Takes files and gives back what became of them, in any order; use it with ``with``."""

    def __enter__(self) -> Readers:
        """Prepare to read."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let everything go."""

    @property
    def room(self) -> bool:
        """Whether another file would soon be read."""

    def submit(self, key: str, path: Path, name: str, **given: Any) -> None:
        """Take a file to read; ``key``, its sha256, comes back with what becomes of it."""

    def wait(self, seconds: float) -> list[PageDone | Read | Unfolded | Failed]:
        """Return what happened, waiting at most so long for something to happen."""
