"""Page without a text layer → its characters and rules, by optical recognition."""

from __future__ import annotations

from .engine import ENGINES, OFF, Engine, EngineMissing, engine
from .page import recognised, scanned, with_pictures
from .repair import with_codes_repaired

__all__ = [
    "ENGINES",
    "OFF",
    "Engine",
    "EngineMissing",
    "engine",
    "recognised",
    "scanned",
    "with_codes_repaired",
    "with_pictures",
]
