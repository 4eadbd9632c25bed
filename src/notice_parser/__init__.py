"""Read Chinese credit notices into credit events."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .model import Document, Event, Mention, Notice, Problem
    from .pipeline import ingest, parse, parse_text

__all__ = ["Document", "Event", "Mention", "Notice", "Problem", "ingest", "parse", "parse_text"]
_NOUNS = {"Document", "Event", "Mention", "Notice", "Problem"}


def __getattr__(name: str) -> Any:
    """Load a name when it is asked for: most commands need neither the rules nor what reads PDFs."""
    from importlib import import_module

    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(".model" if name in _NOUNS else ".pipeline", __name__), name)
