"""The command line: files in, rows and tables out. One file a family of commands."""

from . import (  # each adds its commands
    accounts,
    check,
    doctor,
    export,
    ingest,
    keep,
    listed,
    look,
    reparse,
    review,
    score,
    serve,
    shard,
    status,
    watch,
)
from .group import main

__all__ = [
    "accounts",
    "check",
    "doctor",
    "export",
    "ingest",
    "keep",
    "listed",
    "look",
    "main",
    "reparse",
    "review",
    "score",
    "serve",
    "shard",
    "status",
    "watch",
]
