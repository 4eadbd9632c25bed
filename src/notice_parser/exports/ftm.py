"""Sanctions and their subjects → entities of FollowTheMoney, as its lines of JSON.

Written without its library, which needs a compiler to install; the tests hold the lines up to it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from .guard import without_numbers

Entity = dict[str, Any]
_COMPANY = re.compile(r"(?:公司|厂|店|商行|超市|酒店|饭店|宾馆|企业|合伙）|合伙\)|合作社|经营部|工作室)$")
_BODY = re.compile(
    r"(?:人民政府|委员会|办事处|法院|检察院|海关|税务局|公安局|管理局|监督局|执法局|管委会|财政局|民政局)$"
)
_ENDS = {"computed": "结束日期按期限推算", "permanent": "永久"}
_LABELS = {
    "list.serious": "严重失信名单",
    "list.warning": "警示名单",
    "list.abnormal": "经营异常名录",
    "list.judgment_defaulter": "失信被执行人名单",
    "admin.penalty": "行政处罚",
}


def entities(
    sanctions: Iterable[Mapping[str, Any]],
    parties: Callable[[Iterable[str]], Iterable[Mapping[str, Any]]],
) -> Iterator[Entity]:
    """Yield each sanction, then each subject, its address and each authority once.

    Ids are stable: they come from keys of the database, of an authority from its name. A sanction of nobody
    that can be told is left out. ``parties`` tells of subjects by their keys.
    """
    subjects: dict[str, None] = {}
    bodies: dict[str, None] = {}
    places: dict[str, None] = {}
    for sanction in sanctions:
        if not sanction["subjects"]:
            continue
        yield _sanction(sanction)
        subjects |= dict.fromkeys(sanction["subjects"])
        if sanction["authority"]:
            bodies[sanction["authority"]] = None
    for party in parties(subjects):
        yield _party(party)
        if party["place"]:
            places[party["place"]] = None
    for body in bodies:
        yield _entity("PublicBody", _id("body", body), name=[body], country=["cn"])
    for place in places:
        yield _entity("Address", _id("place", place), full=[place], country=["cn"])


def _sanction(sanction: Mapping[str, Any]) -> Entity:
    kind = _LABELS[sanction["kind"]]
    money = [
        f"{words}{sanction[name]}元"
        for words, name in (("罚款", "fine_yuan"), ("没收", "confiscated_yuan"))
        if sanction.get(name)
    ]
    where = "；".join(
        f"{one['file']} 第{one['page']}页 sha256 {one['notice']}" for one in sanction["sources"]
    )
    return _entity(
        "Sanction",
        _id("sanction", sanction["key"]),
        entity=[_id("subject", key) for key in sanction["subjects"]],
        program=[sanction["program"] or kind],
        authority=[sanction["authority"]],
        recordId=[sanction["document_number"]],
        startDate=[sanction["start"]],
        endDate=[sanction["end"]],
        provisions=[*sanction["penalty_kinds"], *money],
        reason=[sanction["reason"]],
        summary=[sanction["quote"]],
        description=[f"来源：{where}"],
        status=[_ENDS.get(sanction["end_basis"] or "")],
        country=["cn"],
    )


def _party(party: Mapping[str, Any]) -> Entity:
    organisation = party["kind"] == "organisation"
    codes = {scheme: [v for s, v in party["codes"] if s == scheme] for scheme, _ in party["codes"]}
    return _entity(
        _schema(party["names"], codes.get("credit_code", [])) if organisation else "Person",
        _id("subject", party["key"]),
        name=party["names"][:1],
        alias=party["names"][1:],
        uscCode=codes.get("credit_code", []),
        registrationNumber=[*codes.get("registration", []), *codes.get("organisation_code", [])],
        country=["cn"] if organisation else [],
        addressEntity=[_id("place", party["place"])] if party["place"] else [],
        notes=["姓名在通知中经隐去，不能与同名者视为一人"] if party["anonymised"] else [],
    )


def _schema(names: list[str], codes: list[str]) -> str:
    """Tell a company, a public body and another organisation apart, by code and by name."""
    if any(code[:2] in ("91", "92", "93") for code in codes) or any(_COMPANY.search(name) for name in names):
        return "Company"
    if any(code[:2] == "11" for code in codes) or any(_BODY.search(name) for name in names):
        return "PublicBody"
    return "Organization"


def _entity(schema: str, id: str, **properties: Iterable[str | None]) -> Entity:
    kept = {
        name: list(dict.fromkeys(_clean(value) for value in values if value))
        for name, values in properties.items()
    }
    return {
        "id": id,
        "schema": schema,
        "properties": {name: values for name, values in kept.items() if values},
    }


def _clean(text: str) -> str:
    """Write blanks as the library does, so that what it reads is what we wrote."""
    return "\n".join(
        re.sub(r"[^\S\t]+", " ", line).strip() for line in without_numbers(text).split("\n")
    ).strip()


def _id(kind: str, key: str) -> str:
    return f"cn-notice-{kind}-{hashlib.sha256(key.encode()).hexdigest()[:20]}"
