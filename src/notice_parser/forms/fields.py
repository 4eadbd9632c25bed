"""Header cells → the fields of a 双公示 form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from enum import StrEnum
from functools import cache, lru_cache
from typing import NamedTuple


class Need(StrEnum):
    """When a field has to be filled in."""

    ALWAYS = "always"
    ORGANISATION = "organisation"  # where the party is one, or a 个体工商户
    PERSON = "person"
    CASE = "case"  # where another field of the row says so (罚款 → its amount)
    NEVER = "never"


class Field(NamedTuple):
    """One column: its code without the form's prefix, its name, what it holds."""

    code: str
    name: str
    kind: str = "text"  # text, credit_code, date, money, or one of ``CODES``
    need: Need = Need.NEVER
    length: int | None = None


class Form(NamedTuple):
    """One of the two forms, its fields in order."""

    prefix: str  # CF_, XK_
    title: str
    event_type: str
    fields: tuple[Field, ...]

    def code(self, field: Field) -> str:
        """Return the code printed for a field: 备注 is BZ in both forms."""
        return field.code if field.code == "BZ" else self.prefix + field.code


CODES: dict[str, tuple[str, ...]] = {
    "party": ("法人及非法人组织", "自然人", "个体工商户"),
    "paper": ("身份证", "护照号", "港澳居民来往内地通行证", "台湾居民来往大陆通行证", "外国人永久居留身份证"),
    "licence": ("普通", "特许", "认可", "核准", "登记", "其他"),
    "state": ("1", "2"),
    "penalty": (
        "警告",
        "罚款",
        "没收违法所得",
        "没收非法财物",
        "没收违法所得没收非法财物",
        "责令停产停业",
        "暂扣或吊销许可证执照",
        "行政拘留",
        "其他",
    ),
}
_PARTY = (
    Field("XDR_MC", "行政相对人名称", need=Need.ALWAYS, length=200),
    Field("XDR_LB", "行政相对人类别", "party", Need.ALWAYS),
    Field("XDR_SHXYM", "行政相对人代码_1（统一社会信用代码）", "credit_code", Need.ORGANISATION, 18),
    Field("XDR_GSZC", "行政相对人代码_2（工商注册号）", length=50),
    Field("XDR_ZZJG", "行政相对人代码_3（组织机构代码）", length=10),
    Field("XDR_SWDJ", "行政相对人代码_4（税务登记号）", length=15),
    Field("XDR_SYDW", "行政相对人代码_5（事业单位证书号）", length=12),
    Field("XDR_SHZZ", "行政相对人代码_6（社会组织登记证号）", length=50),
    Field("FRDB", "法定代表人", need=Need.ORGANISATION, length=50),
    Field("FR_ZJLX", "法定代表人证件类型", "paper"),
    Field("FR_ZJHM", "法定代表人证件号码", length=64),
    Field("XDR_ZJLX", "自然人证件类型", "paper", Need.PERSON),
    Field("XDR_ZJHM", "自然人证件号码", need=Need.PERSON, length=64),
)
PRIVATE = ("FR_ZJHM", "XDR_ZJHM")  # numbers of persons' papers: never written, never read
PENALTY = Form(
    "CF_",
    "行政处罚",
    "admin.penalty",
    (
        *_PARTY,
        Field("WSH", "行政处罚决定书文号", need=Need.ALWAYS, length=128),
        Field("WFXW", "违法行为类型", need=Need.ALWAYS, length=2000),
        Field("SY", "违法事实", need=Need.ALWAYS, length=5000),
        Field("YJ", "处罚依据", need=Need.ALWAYS, length=2048),
        Field("CFLB", "处罚类别", "penalty", Need.ALWAYS),
        Field("NR", "处罚内容", need=Need.ALWAYS, length=4000),
        Field("NR_FK", "罚款金额（万元）", "money", Need.CASE),
        Field("NR_WFFF", "没收违法所得、没收非法财物的金额（万元）", "money", Need.CASE),
        Field("NR_ZKDX", "暂扣或吊销证照名称及编号", need=Need.CASE, length=200),
        Field("JDRQ", "处罚决定日期", "date", Need.ALWAYS),
        Field("YXQ", "处罚有效期", "date"),
        Field("GSJZQ", "公示截止期", "date"),
        Field("CFJG", "处罚机关", need=Need.ALWAYS, length=200),
        Field("CFJGDM", "处罚机关统一社会信用代码", "credit_code", Need.ALWAYS, 18),
        Field("SJLY", "数据来源单位", need=Need.ALWAYS, length=200),
        Field("SJLYDM", "数据来源单位统一社会信用代码", "credit_code", Need.ALWAYS, 18),
        Field("BZ", "备注"),
    ),
)
LICENCE = Form(
    "XK_",
    "行政许可",
    "admin.licence",
    (
        *_PARTY,
        Field("XKWS", "行政许可决定文书名称", need=Need.ALWAYS, length=64),
        Field("WSH", "行政许可决定文书号", need=Need.ALWAYS, length=128),
        Field("XKLB", "许可类别", "licence", Need.ALWAYS),
        Field("XKZS", "许可证书名称", length=64),
        Field("XKBH", "许可编号", length=64),
        Field("NR", "许可内容", need=Need.ALWAYS, length=4000),
        Field("JDRQ", "许可决定日期", "date", Need.ALWAYS),
        Field("YXQZ", "有效期自", "date", Need.ALWAYS),
        Field("YXQZI", "有效期至", "date", Need.ALWAYS),
        Field("XKJG", "许可机关", need=Need.ALWAYS, length=200),
        Field("XKJGDM", "许可机关统一社会信用代码", "credit_code", Need.ALWAYS, 18),
        Field("ZT", "当前状态", "state", Need.ALWAYS),
        Field("LYDW", "数据来源单位", need=Need.ALWAYS, length=200),
        Field("LYDWDM", "数据来源单位统一社会信用代码", "credit_code", Need.ALWAYS, 18),
        Field("BZ", "备注"),
    ),
)
FORMS = (PENALTY, LICENCE)

# Codes of the 2015 edition and of the first form of 2018, by the code of today.
_FORMER = {
    "XDR": "XDR_MC", "XDR_ZDM": "XDR_ZZJG", "XDR_GSDJ": "XDR_GSZC", "XDR_SFZ": "XDR_ZJHM",
    "FR": "FRDB", "FDDB": "FRDB", "FR_SFZH": "FR_ZJHM", "FDDB_ZJLX": "FR_ZJLX", "FDDB_ZJHM": "FR_ZJHM",
    "CFLB1": "CFLB", "JG": "NR", "CFYJ": "YJ", "SPLB": "XKLB", "JZQ": "YXQZI",
}  # fmt: skip
_BODY = {"CF_": "CFJG", "XK_": "XKJG"}  # XZJG of 2015
_OTHER_NAMES = {
    "统一社会信用代码": "XDR_SHXYM", "工商注册号": "XDR_GSZC", "工商登记码": "XDR_GSZC",
    "组织机构代码": "XDR_ZZJG", "税务登记号": "XDR_SWDJ", "事业单位证书号": "XDR_SYDW",
    "社会组织登记证号": "XDR_SHZZ", "行政相对人": "XDR_MC", "法定代表人姓名": "FRDB",
    "法定代表人身份证号": "FR_ZJHM", "居民身份证号": "XDR_ZJHM", "决定书文号": "WSH",
    "行政处罚决定文书号": "WSH", "违法行为类别": "WFXW", "处罚事由": "SY", "处罚种类": "CFLB",
    "处罚结果": "NR", "没收金额(万元)": "NR_WFFF", "没收违法所得、没收非法财物金额(万元)": "NR_WFFF",
    "许可截止期": "YXQZI", "数据来源单位代码": "SJLYDM",
}  # fmt: skip
_LEAST_CODES, _LEAST_NAMES = 5, 10  # of a form's fields in one row make it the header


def header_of(form: Form, cell: str) -> Field | None:
    """Return the field of a form that a header cell stands for, by code or name, of this or an older edition.

    >>> [header_of(PENALTY, cell).code for cell in ("CF_NR_FK", "处罚机关", "CF_XDR_GSDJ", "罚款金额(万元)")]
    ['NR_FK', 'CFJG', 'XDR_GSZC', 'NR_FK']
    >>> header_of(PENALTY, "罚款金额（元）") is None
    True
    """
    flat = _flat(cell)
    if not flat:
        return None
    by_code = _by_code(form)
    code = flat.upper()
    if code.startswith(form.prefix) or code == "BZ":
        code = code.removeprefix(form.prefix)
        code = _BODY[form.prefix] if code == "XZJG" else _FORMER.get(code, code)
        return by_code.get(code)
    if flat in (named := _by_name(form)):
        return named[flat]
    inner = re.fullmatch(r"行政相对人代码_?\d?\((.+)\)", flat)
    return by_code.get(_OTHER_NAMES.get(inner[1] if inner else flat, ""))


@cache
def _by_code(form: Form) -> dict[str, Field]:
    return {field.code: field for field in form.fields}


@cache
def _by_name(form: Form) -> dict[str, Field]:
    """Return the fields by their names, and by those without what is in brackets, but for amounts."""
    found: dict[str, Field] = {}
    for field in form.fields:
        flat = _flat(field.name)
        found.setdefault(flat, field)
        if field.kind != "money":
            found.setdefault(re.sub(r"\(.*?\)$", "", flat), field)
    return found


def form_of(cells: Sequence[str]) -> Form | None:
    """Return the form whose header a row is: five of its codes, or ten of its names, the party among them.

    A list of penalties with a few columns of its own is none.

    >>> form_of([PENALTY.code(field) for field in PENALTY.fields]).title
    '行政处罚'
    >>> form_of(["序号", "行政相对人名称", "处罚决定书文号", "处罚内容", "处罚决定日期"]) is None
    True
    """
    for form in FORMS:
        fields = {field.code for cell in cells if (field := header_of(form, cell)) is not None}
        codes = sum(_flat(cell).upper().startswith(form.prefix) for cell in cells)
        enough = len(fields) >= _LEAST_CODES if codes >= _LEAST_CODES else len(fields) >= _LEAST_NAMES
        by_names = set() if codes >= _LEAST_CODES else {"JDRQ"}  # a list that says 处罚日期 is none
        if enough and {"XDR_MC", "WSH"} | by_names <= fields:
            return form
    return None


@lru_cache(maxsize=1024)
def _flat(cell: str) -> str:
    text = re.sub(r"[\s*＊:：]", "", unicodedata.normalize("NFKC", cell))
    return re.sub(r"\((?:必填|选填)\)", "", text)
