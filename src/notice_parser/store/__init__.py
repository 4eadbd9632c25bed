"""Notice → rows: every notice in one transaction, and saving it twice changes nothing."""

from .database import DatabaseUnusable, open_database
from .files import Outcome, save_file
from .flat import event_row
from .records import merged_records, records
from .save import save
from .version import parser_version

__all__ = [
    "DatabaseUnusable",
    "Outcome",
    "event_row",
    "merged_records",
    "open_database",
    "parser_version",
    "records",
    "save",
    "save_file",
]
