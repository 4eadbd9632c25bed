"""Event records → Parquet, every column of its type."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

_BATCH = 10_000  # records of a row group
_DAYS = ("event_date", "start", "end", "derived_end")
_MONEY = ("fine_yuan", "confiscated_yuan")


def write(path: Path, records: Iterable[Mapping[str, Any]]) -> int:
    """Write records, those of acts with their sources; return how many.

    The columns are the fields of a record. Dates stay as precise as the notice, as text; beside each stands
    ``<field>_day``, a date where the day is given. Amounts are decimals.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = _schema(pa)
    count = 0
    source = iter(records)
    with pq.ParquetWriter(path, schema, compression="zstd") as out:
        while batch := [_row(record) for record in islice(source, _BATCH)]:
            out.write_table(pa.Table.from_pylist(batch, schema=schema))
            count += len(batch)
    return count


def _schema(pa: Any) -> Any:
    text, texts, money = pa.string(), pa.list_(pa.string()), pa.decimal128(24, 6)
    subject = pa.struct(
        [("name", text), ("kind", text), ("identifier", text), ("anonymised", pa.bool_()), ("role", text)]
    )
    source = pa.struct([("file", text), ("notice", text), ("event_key", text), ("page", pa.int32())])
    kinds = {
        "subjects": pa.list_(subject),
        "stated_count": pa.int64(),
        "authority": pa.struct([("written", text), ("full", text)]),
        "penalty_kinds": texts,
        "review_reasons": texts,
        "confidence": pa.float64(),
        "page": pa.int32(),
        "box": pa.list_(pa.float64()),
        "sources": pa.list_(source),
        **dict.fromkeys(_MONEY, money),
    }
    return pa.schema(
        [
            pa.field(name, pa.date32() if name.endswith("_day") else kinds.get(name, text))
            for name in _columns()
        ]
    )


def _columns() -> Iterator[str]:
    from ..model import RECORD_FIELDS

    for name in (*RECORD_FIELDS, "act", "state", "sources"):
        yield name
        if name in _DAYS:
            yield f"{name}_day"


def _row(record: Mapping[str, Any]) -> dict[str, Any]:
    row = dict(record)
    for name in _DAYS:
        row[f"{name}_day"] = _day(record[name])
    for name in _MONEY:
        row[name] = None if record[name] is None else Decimal(record[name])
    return row


def _day(written: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(written) if written and len(written) == 10 else None
    except ValueError:
        return None
