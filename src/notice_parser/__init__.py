"""Read Chinese credit notices into credit events.

Five names are all that a notebook needs: ``parse`` a file or ``parse_text``, ``ingest`` files into a
database, ask a ``Database``, and ``reads`` for a private kind of notice. The nouns are what they return.

>>> from notice_parser import parse_text
>>> notice = parse_text("将城东便利店列入经营异常名录。", published="2022-04-06")
>>> [(event.event_type, event.subjects[0].name) for event in notice.events]
[('list.abnormal', '城东便利店')]
"""

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
    from .notebook import Database
    from .notices.registry import reads
    from .pipeline import ingest, parse, parse_text

__all__ = [
    "Database",
    "Document",
    "Event",
    "Mention",
    "Notice",
    "Problem",
    "ingest",
    "parse",
    "parse_text",
    "reads",
]
_WHERE = dict.fromkeys(("Document", "Event", "Mention", "Notice", "Problem"), ".model") | {
    "Database": ".notebook",
    "reads": ".notices.registry",
}


def __getattr__(name: str) -> Any:
    """Load a name when it is asked for: most commands need neither the rules nor what reads PDFs."""
    from importlib import import_module

    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_WHERE.get(name, ".pipeline"), __name__), name)
