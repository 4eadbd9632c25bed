"""双公示 (the 2018 edition of 行政处罚 and 行政许可): its fields, their rules, and their values."""

from .checks import Fault, faults
from .fields import FORMS, LICENCE, PENALTY, Field, Form, form_of, header_of
from .values import content_of, day_of, wan_of, yuan_of

__all__ = [
    "FORMS",
    "LICENCE",
    "PENALTY",
    "Fault",
    "Field",
    "Form",
    "content_of",
    "day_of",
    "faults",
    "form_of",
    "header_of",
    "wan_of",
    "yuan_of",
]
