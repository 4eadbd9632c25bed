"""Text → the same text with residents' ids and mobile numbers masked, at equal length."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from stdnum.cn import ric, uscc

RESIDENT_ID, MOBILE = "resident_id", "mobile"

_DIGIT = "[0-9０-９]"
_A_DIGIT = re.compile(_DIGIT)
_GAP = r"[ \u3000\-－·.]?"  # what people type between groups of digits
_EDGE_BEFORE, _EDGE_AFTER = r"(?<![0-9０-９A-Za-z*＊.])", r"(?![0-9０-９A-Za-z*＊]|[.．][0-9])"
_ID18 = re.compile(rf"{_EDGE_BEFORE}{_DIGIT}{{17}}[0-9０-９XxＸｘ×✕]{_EDGE_AFTER}")
_ID18_NAMING = re.compile(rf"{_EDGE_BEFORE}{_DIGIT}{{17}}[0-9Xx](?=[A-Za-z_])")  # …002Xscan.pdf
_ID18_APART = re.compile(rf"{_EDGE_BEFORE}(?:{_DIGIT}{_GAP}){{17}}[0-9０-９XxＸｘ]{_EDGE_AFTER}")
_ID15 = re.compile(rf"{_EDGE_BEFORE}{_DIGIT}{{15}}{_EDGE_AFTER}")
_LABELLED = re.compile(  # printed wrongly or recognised wrongly, it is still somebody's
    r"(?:身份证(?:件)?|公民身份|居民身份|身份)(?:证件?)?(?:号码?|证号|编号)?(?:码)?[（(为是：:\s]{0,4}"
    rf"(?P<number>{_DIGIT}{{10,19}}[XxＸｘ]?){_EDGE_AFTER}"
)
_MOBILE = re.compile(
    r"(?<![0-9０-９A-Za-z*＊.\-])(?:\+?86[- ]?)?"
    rf"(?P<number>[1１][3-9３-９]{_DIGIT}[- ]?{_DIGIT}{{4}}[- ]?{_DIGIT}{{4}})"
    r"(?![0-9０-９A-Za-z*＊\-]|[.．][0-9]|\s?(?:元|万|亿))"
)
_PROVINCE = re.compile("1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")
_NARROW = str.maketrans("０１２３４５６７８９Ｘｘ×✕", "0123456789XxXX")
_YOUNGEST = 2010  # year of birth: with a wrong check digit, an area, a later date and a number is a serial
_LEAST = {RESIDENT_ID: 15, MOBILE: 11}  # digits of a whole number; of part of one less is shown
_KEPT = {RESIDENT_ID: (6, 4), MOBILE: (3, 4)}  # characters that stay, in front and behind


MASKED = re.compile(  # what this module makes of a number; part of it may stand on the next line
    r"(?:[0-9０-９][ \-]?){0,6}(?:\*[ \u3000\-－·.]?){3,}(?:[0-9０-９XxＸｘ][ \-]?){0,4}"
)


class Number(NamedTuple):
    """A number of a person in a text."""

    kind: str  # resident_id, mobile
    start: int
    end: int
    digits: str  # narrow and without gaps; an id of 15 digits as the one of 18 that took its place


def numbers_of(text: str) -> list[Number]:
    """Return every resident id and every mobile number in a text, in order, none over another.

    An id counts by its check digit; where that fails, by the birthday in it, or by the words before it,
    since printing and recognition make mistakes.

    >>> [(found.kind, text[found.start:found.end]) for text in ["身份证号 110105 19491231 002X"]
    ...     for found in numbers_of(text)]
    [('resident_id', '110105 19491231 002X')]
    """
    found: list[Number] = []
    if _A_DIGIT.search(text) is None:
        return found

    def take(kind: str, start: int, end: int) -> None:
        if all(end <= other.start or other.end <= start for other in found):
            digits = re.sub(r"[^0-9X]", "", text[start:end].translate(_NARROW).upper())
            found.append(Number(kind, start, end, _of_eighteen(digits) if kind == RESIDENT_ID else digits))

    for match in _ID18.finditer(text):
        if _is_id18(match.group()):
            take(RESIDENT_ID, *match.span())
    for match in _ID18_NAMING.finditer(text):
        if _is_id18(match.group(), exact=True):
            take(RESIDENT_ID, *match.span())
    for match in _ID18_APART.finditer(text):
        if _is_id18(re.sub(_GAP[:-1], "", match.group()), exact=True):
            take(RESIDENT_ID, *match.span())
    for match in _ID15.finditer(text):
        if _is_id15(match.group(), text[: match.start()]):
            take(RESIDENT_ID, *match.span())
    for match in _LABELLED.finditer(text):
        take(RESIDENT_ID, *match.span("number"))
    for match in _MOBILE.finditer(text):
        take(MOBILE, *match.span("number"))
    return sorted(found, key=lambda number: number.start)


def mask_personal(text: str) -> str:
    """Mask every resident id and every mobile number in a text; the length stays, so that spans hold.

    A unified social credit code, a registration number and a landline stay as they are.

    >>> mask_personal("孟某（身份证号码11010519491231002X，电话13812345678）")
    '孟某（身份证号码110105********002X，电话138****5678）'
    >>> mask_personal("统一社会信用代码91110000600037341L，电话0512-57310600")
    '统一社会信用代码91110000600037341L，电话0512-57310600'
    """
    pieces, at = [], 0
    for number in numbers_of(text):
        pieces += [text[at : number.start], masked(text[number.start : number.end], number.kind)]
        at = number.end
    return "".join((*pieces, text[at:]))


def masked(number: str, kind: str) -> str:
    """Mask a number as it is written, gaps kept.

    >>> masked("138 1234 5678", MOBILE), masked("11010519491231002X", RESIDENT_ID)
    ('138 **** 5678', '110105********002X')
    """
    front, behind = _KEPT[kind]
    places = [place for place, char in enumerate(number) if char.translate(_NARROW).isalnum()]
    hidden = set(places[front:-behind] if len(places) >= _LEAST[kind] else places[3:])
    return "".join("*" if place in hidden else char for place, char in enumerate(number))


def is_resident_id(number: str) -> bool:
    """Whether 18 characters are a resident id with the check digit that belongs to it.

    The library stumbles over counties of which its list has no name.

    >>> is_resident_id("11010519491231002X"), is_resident_id("320590199001010014"), is_resident_id("昆山")
    (True, True, False)
    """
    try:
        return bool(ric.is_valid(number))
    except KeyError:
        return _is_id18(number, exact=True)


def _of_eighteen(digits: str) -> str:
    """Write an id of 15 digits as the one of 18 that took its place.

    >>> _of_eighteen("110105491231002")
    '11010519491231002X'
    """
    if len(digits) != 15:
        return digits
    longer = digits[:6] + "19" + digits[6:]
    return longer + str(ric.calc_check_digit(longer + "0"))


def _is_id18(text: str, *, exact: bool = False) -> bool:
    """Whether 18 characters are a resident id: a province, a birthday and a check digit.

    The county is not looked up: lists of counties by year have gaps, which would leave ids clear. Without
    ``exact`` the birthday of somebody grown up does for a check digit that is printed or read wrongly.
    """
    number = text.translate(_NARROW).upper()
    if not _PROVINCE.match(number) or _is_credit_code(number):
        return False
    try:
        born = dt.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    if number[-1] == ric.calc_check_digit(number):
        return 1850 < born.year < 2150
    return not exact and 1900 < born.year <= _YOUNGEST


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
