"""Event records → lines of JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any


def lines(records: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield each record as one line of JSON, without its line end."""
    for record in records:
        yield json.dumps(record, ensure_ascii=False)
