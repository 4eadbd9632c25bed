"""Limits → what the operating system allows a process that reads a file."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from dataclasses import dataclass
from pathlib import Path

_WRITTEN_MB = 1024  # of one temporary file
_GRACE_PER_PAGE = 0.25  # seconds to understand a page, once all of them are read


@dataclass(frozen=True)
class Limits:
    """What one file may cost."""

    memory_mb: int = 4096  # address space; recognition of scans takes 2,700
    cpu: int = 3600  # seconds of all processors together
    wall: int = 3600  # seconds
    stall: int = 40  # seconds without a finished page
    start: float = 300  # seconds that a file may take whatever it is
    pace: float = 20  # seconds more for each finished page: four times what a slow machine takes for a scan
    open_files: int = 256
    files: int = 1000  # that one process reads before a new one takes its place

    def patience(self, pages: int) -> float:
        """Return how many seconds may pass without a sign, where so many pages were read."""
        return self.stall + _GRACE_PER_PAGE * pages

    def allowed(self, done: int) -> float:
        """Return how many seconds a file may take of which so many pages are finished.

        One that always finishes a page just in time would hold its reader for as long as it has pages.
        """
        return min(self.wall, self.start + self.pace * done)


DEFAULT = Limits()


def limit_process(memory_mb: int, open_files: int) -> None:
    """Limit this process, and have it die with its parent; where the system has no limits, do nothing."""
    if sys.platform == "win32":
        return
    import resource

    _lower(resource.RLIMIT_AS, memory_mb * 2**20)
    _lower(resource.RLIMIT_NOFILE, open_files)
    _lower(resource.RLIMIT_FSIZE, _WRITTEN_MB * 2**20)
    _lower(resource.RLIMIT_CORE, 0)  # a core dump would hold personal data
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
        with contextlib.suppress(OSError):  # short of memory, the system is to choose us
            Path("/proc/self/oom_score_adj").write_text("1000", "ascii")


def limit_cpu(seconds: int) -> None:
    """Allow this process so many more seconds of processor time."""
    if sys.platform == "win32":
        return
    import resource

    used = os.times()
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = int(used.user + used.system) + seconds + 1
    resource.setrlimit(
        resource.RLIMIT_CPU, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard)
    )


def _lower(which: int, value: int) -> None:
    """Lower a limit for good; one that is lower already stays."""
    import resource

    _, hard = resource.getrlimit(which)
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(which, (value, value))
