"""Migrations → the schema as a script, as db/schema.sql keeps it."""

from __future__ import annotations

import tempfile
from pathlib import Path

from .database import open_database


def schema() -> str:
    """Return the statements that make today's schema, taken from a database made by the migrations."""
    with tempfile.TemporaryDirectory() as folder, open_database(Path(folder) / "db", create=True) as database:
        found = database.execute(
            "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE '%sqlite%'"
            " AND tbl_name NOT LIKE '%\\_search\\_%' ESCAPE '\\' ORDER BY rowid"
        ).fetchall()
    return "\n\n".join(f"{sql};" for (sql,) in found) + "\n"


if __name__ == "__main__":
    print(schema(), end="")
