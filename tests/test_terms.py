"""What a rule of law says of an entry's end where the notice is silent."""

from __future__ import annotations

import datetime as dt

import pytest

from notice_parser import parse_text
from notice_parser.model import Event
from notice_parser.terms import TERM_RULES, end_by_rule, with_term

SAFETY = "2024年3月5日，临江县应急管理局将临江青禾化工有限公司列入安全生产严重失信主体名单"


def only(text: str, published: str = "2024-04-01") -> Event:
    (event,) = parse_text(text, published=published, ner="off").events
    return event


def test_an_entry_without_a_term_gets_the_one_of_the_rule_in_force() -> None:
    event = only(SAFETY + "。")
    assert (event.end, event.duration) == (None, None)
    assert (event.derived_end, event.derived_end_rule) == ("2027-03-05", "mem-2023-11")


@pytest.mark.parametrize(
    "text",
    [
        SAFETY + "，期限为1年。",  # what the notice says goes first
        SAFETY.replace("2024年", "2023年") + "。",  # before the rule was in force
        SAFETY.replace("2024年3月5日，", "") + "。",  # nobody knows from when
        SAFETY.replace("列入", "移出") + "。",
        SAFETY.replace("将", "拟将") + "。",
        SAFETY.replace("安全生产严重失信主体", "严重违法失信") + "。",  # no checked rule for that list
    ],
)
def test_no_rule_speaks_where_it_must_not(text: str) -> None:
    event = only(text)
    assert event.derived_end_rule in (None, "start+duration")


def test_rules_nobody_has_checked_are_off_and_can_be_put_on() -> None:
    assert {rule.basis for rule in TERM_RULES if rule.on} == {"source"}
    event = only("2024年3月5日，临江县市场监督管理局将临江青禾食品有限公司列入严重违法失信名单。")
    assert event.derived_end is None
    on = [rule._replace(on=True) for rule in TERM_RULES]
    assert with_term(event, on).derived_end_rule == "samr-2021-44"


def test_a_rule_holds_from_its_first_to_its_last_day() -> None:
    (rule,) = (rule for rule in TERM_RULES if rule.id == "mem-2023-11")
    rule = rule._replace(until="2025-01-31")
    entry = only(SAFETY + "。").model_dump(mode="json")
    days = ("2023-09-30", "2023-10-01", "2025-01-31", "2025-02-01")
    found = [end_by_rule(entry | {"event_date": day, "start": None}, [rule]) is not None for day in days]
    assert found == [False, True, True, False]


def test_the_table_is_sound() -> None:
    assert len({rule.id for rule in TERM_RULES}) == len(TERM_RULES)
    for rule in TERM_RULES:
        assert rule.basis in ("source", "recalled")
        assert dt.date.fromisoformat(rule.since) <= dt.date.fromisoformat(rule.until or "9999-12-31")
