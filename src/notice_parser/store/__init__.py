"""Notice → rows: every notice in one transaction, and saving it twice changes nothing."""

from . import keys
from .archive import Content, content_of, holds, keep, readable_name, refusal
from .claims import Claimant
from .database import DatabaseUnusable, open_database
from .files import (
    Claim,
    Outcome,
    claim,
    fail,
    fates,
    finish,
    finish_bundle,
    note_unopened,
    recover,
    release,
    unsettled,
    writer,
    writing,
)
from .flat import event_row
from .records import merged_records, records
from .save import save
from .version import parser_version

__all__ = [
    "Claim",
    "Claimant",
    "Content",
    "DatabaseUnusable",
    "Outcome",
    "claim",
    "content_of",
    "event_row",
    "fail",
    "fates",
    "finish",
    "finish_bundle",
    "holds",
    "keep",
    "keys",
    "merged_records",
    "note_unopened",
    "open_database",
    "parser_version",
    "readable_name",
    "records",
    "recover",
    "refusal",
    "release",
    "save",
    "unsettled",
    "writer",
    "writing",
]
