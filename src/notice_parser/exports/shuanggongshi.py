"""Acts → the two 双公示 forms, and what is missing in each row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from ..forms import FORMS, LICENCE, PENALTY, Form, content_of, day_of, faults, wan_of
from ..forms.fields import PRIVATE
from . import sheets

REPORT = "校验报告"
_REPORT = ("表", "行", "行政相对人名称", "文号", "字段代码", "字段", "问题", "说明", "值", "标识")
_SUSPENDED = ("暂扣许可证件", "吊销许可证件")
_SAME = ("警告", "罚款", "没收违法所得", "没收非法财物", "责令停产停业", "行政拘留", "其他")
_FOREVER = "2099-12-31"
_HEADERS = 2  # rows above the first row of data: codes, names


class Source(NamedTuple):
    """The unit that hands the form in, and its code."""

    name: str = ""
    code: str = ""


class Made(NamedTuple):
    """How many rows were written, and what is wrong with them."""

    rows: int
    faults: int


def write(path: Path, acts: Iterable[Mapping[str, Any]], source: Source) -> Made:
    """Write a workbook: a sheet for each form, codes and names above the rows, and the report."""
    filled, report = _fill(acts, source)
    book: dict[str, Any] = {form.title: _sheet(form, filled[form.prefix]) for form in FORMS}
    sheets.write_book(path, book | {REPORT: (_REPORT, report)})
    return Made(sum(map(len, filled.values())), len(report))


def write_csv(paths: Mapping[str, Path], acts: Iterable[Mapping[str, Any]], source: Source) -> Made:
    """Write the same as three CSV files; ``paths`` by 行政处罚, 行政许可 and 校验报告."""
    filled, report = _fill(acts, source)
    for form in FORMS:
        sheets.write(paths[form.title], *_sheet(form, filled[form.prefix]))
    sheets.write(paths[REPORT], _REPORT, report)
    return Made(sum(map(len, filled.values())), len(report))


def _fill(
    acts: Iterable[Mapping[str, Any]], source: Source
) -> tuple[dict[str, list[dict[str, str]]], list[dict[str, Any]]]:
    filled: dict[str, list[dict[str, str]]] = {form.prefix: [] for form in FORMS}
    report: list[dict[str, Any]] = []
    for act in sorted(acts, key=_order):
        form = next((form for form in FORMS if form.event_type == act["event_type"]), None)
        if form is None or act["certainty"] != "asserted" or act["state"] != "standing":
            continue
        for row in _rows(form, act, source):
            filled[form.prefix].append(row)
            number = len(filled[form.prefix]) + _HEADERS
            report += _wrong(form, row, act, number)
    return filled, report


def _order(act: Mapping[str, Any]) -> tuple[str, str, str]:
    return act["event_date"] or "", act["document_number"] or "", act["act"]


def _sheet(form: Form, rows: list[dict[str, str]]) -> tuple[list[str], Iterator[dict[str, str]]]:
    """Return the header of codes, and the names of the fields as the first of its rows."""
    codes = [form.code(field) for field in form.fields]
    names = {form.code(field): field.name for field in form.fields}
    body = ({form.code(field): row.get(field.code, "") for field in form.fields} for row in rows)
    return codes, (row for part in ([names], body) for row in part)


def _rows(form: Form, act: Mapping[str, Any], source: Source) -> Iterator[dict[str, str]]:
    body = act["authority"] or {}
    authority = body.get("full") or body.get("written") or ""
    code = source.code if authority and authority == source.name else ""
    sources = "；".join(f"{one['file']} 第{one['page']}页" for one in act["sources"])
    shared = {
        "WSH": act["document_number"] or "",
        "JDRQ": day_of(act["event_date"] or "") or "",
        "BZ": f"来源：{sources}；标识{act['act']}",
    }
    if form is PENALTY:
        shared |= {
            "SY": act["reason"] or "",
            "YJ": act["legal_basis"] or "",
            "CFLB": _kinds(act["penalty_kinds"] or []),
            "NR": act["measure"]
            or content_of(act["penalty_kinds"] or (), act["fine_yuan"], act["confiscated_yuan"]),
            "NR_FK": wan_of(act["fine_yuan"] or "") or "",
            "NR_WFFF": wan_of(act["confiscated_yuan"] or "") or "",
            "YXQ": day_of(act["end"] or "") or "",
            "CFJG": authority,
            "CFJGDM": code,
            "SJLY": source.name,
            "SJLYDM": source.code,
        }
    if form is LICENCE:
        shared |= {
            "XKWS": act["document_title"] or "",
            "NR": act["reason"] or act["measure"] or "",
            "YXQZ": day_of(act["start"] or "") or "",
            "YXQZI": _FOREVER if act["duration"] == "PERMANENT" else day_of(act["end"] or "") or "",
            "XKJG": authority,
            "XKJGDM": code,
            "LYDW": source.name,
            "LYDWDM": source.code,
        }
    for subject in act["subjects"]:
        if subject["kind"] != "group":
            yield {**_party(subject), **shared}


def _party(subject: Mapping[str, Any]) -> dict[str, str]:
    row = {"XDR_MC": subject["name"]}
    if subject["kind"] == "person":
        return row | {"XDR_LB": "自然人"}
    code = (subject["identifier"] or "").strip()
    if re.fullmatch(r"[0-9A-Z]{18}", code):
        row |= {"XDR_SHXYM": code, "XDR_LB": "个体工商户" if code[:2] == "92" else "法人及非法人组织"}
    elif re.fullmatch(r"\d{15}", code):
        row["XDR_GSZC"] = code
    elif re.fullmatch(r"[0-9A-Z]{8}-?[0-9X]", code):
        row["XDR_ZZJG"] = code
    if "XDR_LB" not in row and subject["name"].endswith(("公司", "合作社", "局", "委员会", "学校", "医院")):
        row["XDR_LB"] = "法人及非法人组织"
    return row


def _kinds(kinds: Iterable[str]) -> str:
    found = [
        kind if kind in _SAME else "暂扣或吊销许可证执照" if kind in _SUSPENDED else f"其他-{kind}"
        for kind in kinds
    ]
    return "；".join(dict.fromkeys(found))


def _wrong(
    form: Form, row: Mapping[str, str], act: Mapping[str, Any], number: int
) -> Iterator[dict[str, Any]]:
    """Yield what a person has to see to in a row, and why where the notice tells."""
    at = {
        "表": form.title,
        "行": number,
        "行政相对人名称": row["XDR_MC"],
        "文号": row["WSH"],
        "标识": act["act"],
    }
    for fault in faults(form, row):
        said = _why_empty(fault.field.code, act) if fault.kind == "缺" else None
        yield at | {
            "字段代码": form.code(fault.field),
            "字段": fault.field.name,
            "问题": fault.kind,
            "说明": said or fault.message,
            "值": fault.value,
        }
    if act["review"] == "needs_review":
        why = "、".join(act["review_reasons"]) or "读得不确定"
        yield at | {"问题": "待复核", "说明": f"这条记录还没有人核对：{why}"}


def _why_empty(code: str, act: Mapping[str, Any]) -> str | None:
    if code in PRIVATE:
        return "不导出个人证件号码，请另行补填"
    partial = {"JDRQ": act["event_date"], "YXQZ": act["start"], "YXQZI": act["end"]}.get(code)
    if partial:
        return f"通知只写到{partial}"
    money = {"NR_FK": act["fine_yuan"], "NR_WFFF": act["confiscated_yuan"]}.get(code)
    return f"{money}元不能写成六位小数的万元数" if money else None
