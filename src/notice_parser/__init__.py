"""Read Chinese credit notices into credit events."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

# Two libraries report to their makers and give the machine a number unless kept from it before they load.
os.environ["ORT_DISABLE_TELEMETRY"] = os.environ["ORT_TELEMETRY_DISABLED"] = (
    "1"  # ONNX Runtime; its older name
)
sys.modules["openvino_telemetry"] = None  # type: ignore[assignment]  # OpenVINO: as if it were not installed

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
