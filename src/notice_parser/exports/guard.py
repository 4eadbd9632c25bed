"""Event record → the same without what tells a person's number."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from ..text.personal import mask_personal

_MASKED = re.compile(r"(?<![0-9A-Za-z*＊])[0-9]{1,6}[*＊]{4,}[0-9]{0,3}[0-9Xx]?(?![0-9A-Za-z*＊])")


def guarded(record: Mapping[str, Any]) -> dict[str, Any]:
    """Mask every resident id and mobile number in a record; reading has, a person's correction may not.

    >>> guarded({"reason": "身份证11010519491231002X", "subjects": [{"name": "孟某", "page": 1}]})
    {'reason': '身份证110105********002X', 'subjects': [{'name': '孟某', 'page': 1}]}
    """
    return {name: _each(mask_personal, value) for name, value in record.items()}


def numberless(record: Mapping[str, Any]) -> dict[str, Any]:
    """Leave the numbers of persons out, masked or not: out of the subjects, and out of every text."""
    subjects = [
        subject if subject["kind"] == "organisation" else subject | {"identifier": None}
        for subject in record["subjects"]
    ]
    return {name: _each(without_numbers, value) for name, value in {**record, "subjects": subjects}.items()}


def without_numbers(text: str) -> str:
    """Hide all that is left of the numbers of persons.

    >>> without_numbers("证件号码：330326********4452，电话138****5678，代码91110000600037341L")
    '证件号码：******************，电话***********，代码91110000600037341L'
    """
    return _MASKED.sub(lambda match: "*" * len(match[0]), mask_personal(text))


def _each(change: Callable[[str], str], value: Any) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, Mapping):
        return {name: _each(change, part) for name, part in value.items()}
    if isinstance(value, list):
        return [_each(change, part) for part in value]
    return value
