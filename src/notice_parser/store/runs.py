"""A command that writes notices → the run that it is, with the versions that it reads by."""

from __future__ import annotations

from functools import cache
from importlib import metadata
from sqlite3 import Connection

from . import clock
from .version import parser_version

_WEIGHTS = "rapidocr"  # the package that brings the weights of recognition


def begin(db: Connection, command: str) -> int:
    """Write down that a command begins; return the number of the run."""
    found = db.execute(
        "INSERT INTO runs (command, parser, rules, models, started) VALUES (?, ?, ?, ?, ?)",
        (command, *versions(), clock.now()),
    )
    return int(found.lastrowid or 0)


def end(db: Connection, run: int) -> None:
    """Write down that a run is over, and what it wrote."""
    events = "SELECT count(*) FROM events e JOIN notices n ON n.id = e.notice WHERE n.run = runs.id"
    notices = "SELECT count(*) FROM notices WHERE run = runs.id"
    db.execute(
        f"UPDATE runs SET finished = ?, notices = ({notices}), events = ({events}) WHERE id = ?",
        (clock.now(), run),
    )


def run_of(db: Connection) -> int:
    """Return the last run that reads by today's versions, or begin one for a notice saved on its own."""
    sql = "SELECT max(id) FROM runs WHERE parser = ? AND rules = ? AND models = ?"
    found = db.execute(sql, versions()).fetchone()[0]
    return int(found) if found is not None else begin(db, "save")


@cache
def versions() -> tuple[str, str, str]:
    """Return the version of the package, the fingerprint of its rules, and what brings the models."""
    version, rules = parser_version().split("+")
    return version, rules, f"{_WEIGHTS} {metadata.version(_WEIGHTS)}"
