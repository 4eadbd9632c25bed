"""Text → codes of organisations and persons: credit codes, registration numbers, resident ids."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stdnum.cn import uscc

from ..model import Mention, MentionKind, Problem, ProblemCode, Span
from ..text import fold_width
from ..text.personal import is_resident_id

CREDIT_CODE, REGISTRATION, ORGANISATION, RESIDENT = (
    "统一社会信用代码",
    "注册号",
    "组织机构代码",
    "身份证号码",
)

_EDGE, _END = r"(?<![0-9A-Za-z*])", r"(?![0-9A-Za-z*])"
_CODE = re.compile(
    rf"(?P<eighteen>{_EDGE}[1-9ANY][0-9A-Z][0-9]{{6}}[0-9A-Za-z]{{10}}{_END})"
    rf"|(?P<masked>{_EDGE}[0-9A-Z]{{3,10}}[*×✱＊xX●]{{4,14}}[0-9A-Za-z]{{0,6}}{_END})"
    rf"|(?P<fifteen>{_EDGE}[1-9][0-9]{{14}}{_END})"
    rf"|(?P<nine>{_EDGE}[0-9A-Z]{{8}}-[0-9X]{_END})"
    rf"|(?P<labelled>(?:注册号|登记号|机构代码证?号?|税号|识别号)(?:码)?[：:\s]{{0,3}}(?P<old>[0-9A-Z][0-9A-Z-]{{7,19}}{_END}))"
)
_LABEL_SPAN = 14
_RESIDENT_LABEL = re.compile(r"身份证|证件号")
_REGISTRATION_LABEL = re.compile(r"注册号|登记[证号]|营业执照")
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_FAILED = 0.6  # a code printed with a slip is kept as printed, and shown to a person


def find_identifiers(text: str) -> Iterator[Mention]:
    """Find each identifier; its unit says what kind of code it is.

    A code whose check digit fails is kept as printed with a confidence below 1; a masked resident id
    stays masked.

    >>> text = "临川市启航商贸有限公司（91110000101623741K），经营者身份证号130982********2417"
    >>> [(mention.value, mention.unit, mention.confidence) for mention in find_identifiers(text)]
    [('91110000101623741K', '统一社会信用代码', 1.0), ('130982********2417', '身份证号码', 1.0)]
    """
    folded = fold_width(text)
    for match in _CODE.finditer(folded):
        start, end = match.span("old") if match["labelled"] else match.span()
        written = folded[start:end].upper()
        label = folded[max(start - _LABEL_SPAN, 0) : start]
        kind, confidence = _judge(match, written, label)
        if kind is None:
            continue
        yield Mention(
            kind=MentionKind.IDENTIFIER,
            span=Span(start, end),
            text=text[start:end],
            value=written,
            found_by="identifiers",
            confidence=confidence,
            unit=kind,
        )


def bad_identifiers(text: str) -> Iterator[Problem]:
    """Find each full code whose check digit fails.

    >>> [problem.message for problem in bad_identifiers("代码91110000101623741X")]
    ['统一社会信用代码91110000101623741X校验位不符，请核对原件']
    """
    for mention in find_identifiers(text):
        if mention.confidence < 1 and mention.unit == CREDIT_CODE:
            yield Problem(
                code=ProblemCode.BAD_IDENTIFIER,
                message=f"{mention.unit}{mention.value}校验位不符，请核对原件",
                span=mention.span,
            )


def _judge(match: re.Match[str], written: str, label: str) -> tuple[str | None, float]:
    """Return the kind of a code and how sure that is; no kind for what is no identifier."""
    if match["eighteen"]:
        resident, credit = is_resident_id(written), uscc.is_valid(written)
        if resident and not (credit and not _RESIDENT_LABEL.search(label)):
            return RESIDENT, 1.0
        if credit:
            return CREDIT_CODE, 1.0
        if re.fullmatch(r"[0-9]{17}[0-9X]", written) and (
            _RESIDENT_LABEL.search(label) or _is_birthday(written[6:14])
        ):
            return RESIDENT, _FAILED
        return (CREDIT_CODE, _FAILED) if written[0] in "1359ANY" or "信用代码" in label else (None, 0.0)
    if match["masked"]:
        return _judge_masked(written, label)
    if match["fifteen"]:
        if _RESIDENT_LABEL.search(label):
            return RESIDENT, 1.0
        sure = _registration_is_valid(written) or bool(_REGISTRATION_LABEL.search(label))
        return REGISTRATION, 1.0 if sure else _FAILED
    if match["nine"]:
        valid = _organisation_is_valid(written)
        return (ORGANISATION, 1.0 if valid else _FAILED) if valid or "代码" in label else (None, 0.0)
    if len(written) == 18 and uscc.is_valid(written):
        return CREDIT_CODE, 1.0
    if re.fullmatch(r"[0-9A-Z]{8}-[0-9X]", written):
        return ORGANISATION, 1.0 if _organisation_is_valid(written) else _FAILED
    return (ORGANISATION if "机构代码" in match["labelled"] else REGISTRATION), 1.0


def _judge_masked(written: str, label: str) -> tuple[str | None, float]:
    """Tell a masked resident id from a masked code and from a masked telephone number."""
    if not 15 <= len(written) <= 20:
        return None, 0.0
    if re.match(r"9[123]|5[1239]|1[1239][0-9]{4}.*[A-Z]{2}", written) and "信用代码" in label:
        return CREDIT_CODE, 1.0
    if re.match(r"[1-8][0-9]{2}", written) and re.search(r"(?:[0-9]{0,5}[0-9X]|[*×●X])$", written):
        return RESIDENT, 1.0
    return None, 0.0


def _is_birthday(digits: str) -> bool:
    """Tell whether eight digits may be a day of birth."""
    return "1900" <= digits[:4] <= "2099" and "01" <= digits[4:6] <= "12" and "01" <= digits[6:] <= "31"


def _registration_is_valid(digits: str) -> bool:
    """Check a 15-digit business registration number (GS 15-2006, modulo 11,10)."""
    remainder = 10
    for digit in digits[:14]:
        remainder = ((remainder + int(digit)) % 10 or 10) * 2 % 11
    return (remainder + int(digits[14])) % 10 == 1


def _organisation_is_valid(code: str) -> bool:
    """Check an organisation code (GB 11714)."""
    body, check = code.split("-")
    total = sum(
        weight * (int(character) if character.isdigit() else ord(character) - 55)
        for weight, character in zip(_ORGANISATION_WEIGHTS, body, strict=True)
    )
    return check == {10: "X", 11: "0"}.get(11 - total % 11, str(11 - total % 11))
