"""Text → the same text with residents' ids and mobile numbers masked, at equal length."""

from __future__ import annotations

import datetime as dt
import re

from stdnum.cn import ric, uscc
from stdnum.exceptions import ValidationError

_DIGIT = "[0-9０-９]"
_EDGE_BEFORE, _EDGE_AFTER = r"(?<![0-9０-９A-Za-z*＊.])", r"(?![0-9０-９A-Za-z*＊]|[.．][0-9])"
_ID18 = re.compile(rf"{_EDGE_BEFORE}{_DIGIT}{{17}}[0-9０-９XxＸｘ]{_EDGE_AFTER}")
_ID15 = re.compile(rf"{_EDGE_BEFORE}{_DIGIT}{{15}}{_EDGE_AFTER}")
_MOBILE = re.compile(
    r"(?<![0-9０-９A-Za-z*＊.\-])(\+?86[- ]?)?"
    rf"([1１][3-9３-９]{_DIGIT})([- ]?)({_DIGIT}{{4}})([- ]?)({_DIGIT}{{4}})"
    r"(?![0-9０-９A-Za-z*＊\-]|[.．][0-9]|\s?(?:元|万|亿))"
)
_PROVINCE = re.compile("1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")
_NARROW = str.maketrans("０１２３４５６７８９Ｘｘ", "0123456789Xx")


def mask_personal(text: str) -> str:
    """Mask every resident id and every mobile number in a text; the length stays, so that spans hold.

    A unified social credit code, a registration number and a landline stay as they are.

    >>> mask_personal("孟某（身份证号码11010519491231002X，电话13812345678）")
    '孟某（身份证号码110105********002X，电话138****5678）'
    >>> mask_personal("统一社会信用代码91110000600037341L，电话0512-57310600")
    '统一社会信用代码91110000600037341L，电话0512-57310600'
    """
    text = _ID18.sub(lambda match: _masked(match.group()) if _is_id18(match.group()) else match.group(), text)
    text = _ID15.sub(
        lambda match: (
            _masked(match.group()) if _is_id15(match.group(), text[: match.start()]) else match.group()
        ),
        text,
    )
    return _MOBILE.sub(lambda match: f"{match[1] or ''}{match[2]}{match[3]}****{match[5]}{match[6]}", text)


def _masked(number: str) -> str:
    return number[:6] + "*" * (len(number) - 10) + number[-4:]


def _is_id18(text: str) -> bool:
    """Whether 18 characters are a resident id: a province, a birthday and a check digit.

    The county is not looked up: lists of counties by year have gaps, which would leave ids clear.
    """
    number = text.translate(_NARROW).upper()
    if not _PROVINCE.match(number) or number[-1] != ric.calc_check_digit(number):
        return False
    try:
        born = ric.get_birth_date(number)
    except ValidationError:
        return False
    return 1850 < born.year < 2150 and not _is_credit_code(number)


def _is_credit_code(code: str) -> bool:
    """Whether a code is a unified social credit code through and through.

    One id in thirty passes its check digit by chance: the province and the organisation's own check
    digit must be right too.
    """
    if not (uscc.is_valid(code) and _PROVINCE.match(code[2:4])):
        return False
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    digits = [int(char, 36) for char in code[8:16]]
    check = (11 - sum(weight * digit for weight, digit in zip(weights, digits, strict=True)) % 11) % 11
    return code[16] == ("X" if check == 10 else str(check))


def _is_id15(text: str, before: str) -> bool:
    """Whether 15 digits are an old resident id: a province, a birthday, and not a registration number."""
    number = text.translate(_NARROW)
    try:
        dt.date(1900 + int(number[6:8]), int(number[8:10]), int(number[10:12]))
    except ValueError:
        return False
    if not _PROVINCE.match(number):
        return False
    if re.search("注册[号码]|登记证?号|信用代码", before[-14:]):
        return False
    return bool(re.search("身份|证件", before[-14:])) or not _is_registration(number)


def _is_registration(number: str) -> bool:
    """Whether a business registration number's check digit (ISO 7064, MOD 11,10) holds."""
    product = 10
    for digit in number[:14]:
        product = ((int(digit) + product) % 10 or 10) * 2 % 11
    return (product + int(number[14])) % 10 == 1
