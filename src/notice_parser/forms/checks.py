"""A row of a 双公示 form → what is missing in it or malformed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from stdnum.cn import uscc

from .fields import CODES, Field, Form, Need
from .values import day_of, yuan_of

MISSING, MALFORMED = "缺", "有误"
_PERSON, _ORGANISATIONS = "自然人", ("法人及非法人组织", "个体工商户")
_LARGE = 10_000  # 万元: a hundred million yuan, more often yuan in the wrong column
_CASES = {
    "NR_FK": re.compile("罚款"),
    "NR_WFFF": re.compile("没收"),
    "NR_ZKDX": re.compile("暂扣|吊销"),
}


class Fault(NamedTuple):
    """What is wrong with one field of a row."""

    field: Field
    kind: str  # MISSING, MALFORMED
    message: str  # in Chinese
    value: str = ""


def faults(form: Form, row: Mapping[str, str]) -> list[Fault]:
    """Check one row, a mapping of codes without prefix to text, against the rules of its form.

    >>> from .fields import PENALTY
    >>> row = {"XDR_MC": "青禾建材有限公司", "XDR_SHXYM": "91110000101623741X"}
    >>> row |= {"JDRQ": "2021-13-01", "NR_FK": "2万"}
    >>> [(f.field.name, f.message) for f in faults(PENALTY, row) if f.kind == "有误"]
    ... # doctest: +NORMALIZE_WHITESPACE
    [('行政相对人代码_1（统一社会信用代码）', '校验位不符，请核对原件'),
     ('罚款金额（万元）', '不是以万元计、至多六位小数的数'), ('处罚决定日期', '不是年月日齐全的日期')]
    """
    found: list[Fault] = []
    for field in form.fields:
        value = row.get(field.code, "").strip()
        if not value:
            if _needed(field, row):
                found.append(Fault(field, MISSING, "没有填"))
            continue
        message = _malformed(field, value, row)
        if message:
            found.append(Fault(field, MALFORMED, message, value))
    return found


def _needed(field: Field, row: Mapping[str, str]) -> bool:
    party = row.get("XDR_LB", "").strip()
    match field.need:
        case Need.ALWAYS:
            return True
        case Need.ORGANISATION:
            return party in _ORGANISATIONS
        case Need.PERSON:
            return party == _PERSON
        case Need.CASE:
            return bool(_CASES[field.code].search(row.get("CFLB", "")))
    return False


def _malformed(field: Field, value: str, row: Mapping[str, str]) -> str | None:
    if field.kind == "credit_code":
        return _bad_code(field, value, row)
    if field.kind == "date":
        return None if day_of(value) else "不是年月日齐全的日期"
    if field.kind == "money":
        if yuan_of(value) is None:
            return "不是以万元计、至多六位小数的数"
        return "超过一亿元，请核对是否以万元计" if Decimal(value.replace(",", "")) > _LARGE else None
    if field.kind in CODES:
        return _not_coded(field, value)
    if field.length is not None and len(value) > field.length:
        return f"长{len(value)}个字，最多{field.length}个"
    return None


def _bad_code(field: Field, value: str, row: Mapping[str, str]) -> str | None:
    if not re.fullmatch(r"[0-9A-Z]{18}", value):
        return "不是18位的统一社会信用代码"
    if not uscc.is_valid(value):
        return "校验位不符，请核对原件"
    party = row.get("XDR_LB", "").strip()
    if field.code == "XDR_SHXYM" and party and (value[:2] == "92") != (party == "个体工商户"):
        return "92开头的代码属于个体工商户，与类别不符"
    return None


def _not_coded(field: Field, value: str) -> str | None:
    """Check a code list; 其他 may say what it is (其他-通报批评), and penalties may be several."""
    allowed = CODES[field.kind]
    parts = re.split(r"[;；、,，]", value) if field.kind == "penalty" else [value]
    wrong = [part for part in parts if part not in allowed and not re.fullmatch(r"其他[-－—:：].+", part)]
    if wrong:
        return f"“{'、'.join(wrong)}”不在代码表内（{'、'.join(allowed)}）"
    return None
