"""Files → rows, unattended: every content once, none lost, and no file that harms the others."""

from .folder import FAILED, inbox_files, is_passing
from .run import PARSE, Progress, take_in
from .watching import arrivals

__all__ = ["FAILED", "PARSE", "Progress", "arrivals", "inbox_files", "is_passing", "take_in"]
