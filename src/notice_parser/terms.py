"""Rules of law → how long an entry of a list lasts where its notice does not say.

What a rule gives is never printed as ``end``: it is a ``derived_end`` with the rule's id beside it. A rule
holds only for entries made while it was in force. Those that nobody has checked against the text of the law
are marked ``recalled`` and stay off; whoever has checked one sets ``on``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from .model import Action, Event
from .text.calendar import add_duration


class TermRule(NamedTuple):
    """One provision that says how long entries of a list stay on it."""

    id: str
    law: str
    number: str
    lists: str  # pattern of the list's name
    authorities: str  # pattern of who keeps it; empty: whoever does
    duration: str  # counted from the day of the entry
    since: str  # first day in force
    until: str | None  # last day in force; None: still
    basis: str  # source: read in a published text; recalled: not checked
    on: bool
    event_type: str = "list.serious"


TERM_RULES = (
    TermRule(
        id="mem-2023-11",
        law="安全生产严重失信主体名单管理办法",
        number="应急管理部令第11号",
        lists=r"安全生产[^，。]{0,8}失信",
        authorities="",
        duration="P3Y",
        since="2023-10-01",
        until=None,
        basis="source",
        on=True,
    ),
    TermRule(
        id="mohrss-2021-45",
        law="拖欠农民工工资失信联合惩戒对象名单管理暂行办法",
        number="人力资源和社会保障部令第45号",
        lists=r"拖欠农民工工资[^，。]{0,6}失信",
        authorities="",
        duration="P3Y",
        since="2022-01-01",
        until=None,
        basis="source",
        on=True,
    ),
    TermRule(
        id="samr-2021-44",
        law="市场监督管理严重违法失信名单管理办法",
        number="国家市场监督管理总局令第44号",
        lists=r"严重违法失信",
        authorities=r"市场监(?:督管理|管)|药品监督管理|知识产权",
        duration="P3Y",
        since="2021-09-01",
        until=None,
        basis="recalled",
        on=False,
    ),
    TermRule(
        id="sta-2021-54",
        law="重大税收违法失信主体信息公布管理办法",
        number="国家税务总局令第54号",
        lists=r"重大税收违法",
        authorities="税务",
        duration="P3Y",
        since="2022-02-01",
        until=None,
        basis="recalled",
        on=False,
    ),
    TermRule(
        id="spc-2017-7-2",
        law="最高人民法院关于公布失信被执行人名单信息的若干规定 第二条",
        number="法释〔2017〕7号",
        lists=r"失信被执行人",
        authorities="法院",
        duration="P2Y",
        since="2017-05-01",
        until=None,
        basis="recalled",
        on=False,
        event_type="list.judgment_defaulter",
    ),
)


_ASKED = {"event_type", "action", "certainty", "list_name", "authority", "start", "event_date"}


def end_by_rule(record: Mapping[str, Any], rules: Iterable[TermRule] = TERM_RULES) -> tuple[str, str] | None:
    """Return the last day that a rule gives the entry that a record reports, and the rule's id.

    None where it reports no entry, where no rule that is on was in force on the day of the entry, or where
    that is not known to the day.

    >>> entry = {"event_type": "list.serious", "action": "add", "certainty": "asserted", "start": None,
    ...     "event_date": "2024-03-05", "list_name": "安全生产严重失信主体名单", "authority": None}
    >>> end_by_rule(entry)
    ('2027-03-05', 'mem-2023-11')
    >>> [end_by_rule(entry | other) for other in ({"event_date": "2023-03-05"}, {"action": "remove"})]
    [None, None]
    >>> keeper = {"written": "市局", "full": "临江市市场监督管理局"}
    >>> end_by_rule(entry | {"list_name": "严重违法失信名单", "authority": keeper}) is None  # recalled, off
    True
    """
    entered = record["start"] or record["event_date"]
    if (record["action"], record["certainty"]) != ("add", "asserted") or len(entered or "") != 10:
        return None
    authority = record["authority"] or {}
    keeper = authority.get("full") or authority.get("written") or ""
    for rule in rules:
        if (
            rule.on
            and rule.event_type == record["event_type"]
            and rule.since <= entered <= (rule.until or entered)
            and re.search(rule.lists, record["list_name"] or "")
            and re.search(rule.authorities, keeper)
            and (end := add_duration(entered, rule.duration)) is not None
        ):
            return end, rule.id
    return None


def with_term(event: Event, rules: Iterable[TermRule] = TERM_RULES) -> Event:
    """Give an entry on a list the end that a rule gives it, where the notice says neither end nor term."""
    if event.end or event.duration or event.derived_end or event.action is not Action.ADD:
        return event
    found = end_by_rule(event.model_dump(mode="json", include=_ASKED), rules)
    if found is None:
        return event
    return event.model_copy(update={"derived_end": found[0], "derived_end_rule": found[1]})


def in_words(rule: str) -> str:
    """Say in Chinese what a computed end rests on, by the id of its rule.

    >>> in_words("start+duration"), in_words("mem-2023-11")
    ('起始日加期限', '依《安全生产严重失信主体名单管理办法》（应急管理部令第11号）')
    """
    law = next((f"依《{one.law}》（{one.number}）" for one in TERM_RULES if one.id == rule), rule)
    return {"start+duration": "起始日加期限", "start+working days": "起始日加工作日"}.get(rule, law)
