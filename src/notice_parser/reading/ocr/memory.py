"""Process → the same process, that gives memory back as soon as it is freed."""

from __future__ import annotations

import ctypes
import platform

_MMAP_THRESHOLD = -3  # M_MMAP_THRESHOLD of malloc.h
_LARGE = 1 << 20  # bytes


def give_back_freed() -> None:
    """Let glibc map each large block by itself; a page's image would else leave holes that only grow.

    Other libraries of C do so by themselves.
    """
    if platform.libc_ver()[0] == "glibc":
        ctypes.CDLL(None).mallopt(_MMAP_THRESHOLD, _LARGE)
