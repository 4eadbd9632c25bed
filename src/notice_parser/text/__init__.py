"""Facts of written Chinese that every other module may use."""

from .calendar import add_duration, add_months, add_working_days, days_in_month
from .marks import with_wide_marks
from .names import fold, without_quotes
from .numerals import to_chinese, to_decimal, to_int, to_yuan
from .sentences import clauses, sentence_at, sentences
from .width import fold_width

__all__ = [
    "add_duration",
    "add_months",
    "add_working_days",
    "clauses",
    "days_in_month",
    "fold",
    "fold_width",
    "sentence_at",
    "sentences",
    "to_chinese",
    "to_decimal",
    "to_int",
    "to_yuan",
    "with_wide_marks",
    "without_quotes",
]
