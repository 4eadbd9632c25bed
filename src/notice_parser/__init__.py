"""Read Chinese credit notices into credit events."""

from .model import Document, Event, Mention, Notice, Problem
from .pipeline import ingest, parse, parse_text

__all__ = ["Document", "Event", "Mention", "Notice", "Problem", "ingest", "parse", "parse_text"]
