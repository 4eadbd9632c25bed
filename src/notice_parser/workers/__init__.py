"""Path → Notice, in a process of its own that a file can kill without harm."""

from .each import Wanted, read_apart, read_each
from .limits import DEFAULT, Limits
from .pool import Failed, PageDone, Pool, Read, Unfolded, WorkersUnusable
from .readers import Readers

__all__ = [
    "DEFAULT",
    "Failed",
    "Limits",
    "PageDone",
    "Pool",
    "Read",
    "Readers",
    "Unfolded",
    "Wanted",
    "WorkersUnusable",
    "read_apart",
    "read_each",
]
