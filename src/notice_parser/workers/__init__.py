"""Path → Notice, in a process of its own that a file can kill without harm."""

from .limits import DEFAULT, Limits
from .pool import Failed, PageDone, Pool, Read, Unfolded, WorkersUnusable, read_apart
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
    "WorkersUnusable",
    "read_apart",
]
