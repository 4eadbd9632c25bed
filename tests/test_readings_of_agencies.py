"""Wordings of many agencies: names by their place, captions that count, days and numbers of the right act."""

from __future__ import annotations

from typing import Any

import pytest

from notice_parser import parse_text
from notice_parser.mentions.persons import kind_of
from notice_parser.model import MentionKind


def named(text: str) -> list[str]:
    kinds = (MentionKind.ORGANISATION, MentionKind.PERSON)
    return [m.text for m in parse_text(text).mentions if m.kind in kinds]


def records(text: str, **about: str) -> list[dict[str, Any]]:
    return [r for r in parse_text(text, **about).records() if r["certainty"] == "asserted"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("县消防大队将临泽县沙河镇云屏娱乐馆临时查封。", "临泽县沙河镇云屏娱乐馆"),
        ("二、序号7“临泽恒岳油泵厂”名称有误。", "临泽恒岳油泵厂"),
        ("对围标的甘肃恒岳劳务有限公司实施惩戒。", "甘肃恒岳劳务有限公司"),
        ("代理报关企业临泽云岫通关服务有限公司已尽审查义务。", "临泽云岫通关服务有限公司"),
        ("沙河镇与临泽县谷语种植专业合作社等3家合作社签约。", "临泽县谷语种植专业合作社"),
    ],
)
def test_a_firm_begins_at_its_place_and_ends_before_what_it_did(text: str, name: str) -> None:
    assert name in named(text)


@pytest.mark.parametrize("name", ["敖登其木格", "扎西卓玛", "章青峰", "裘万青", "栾青峰"])
def test_names_of_every_people_are_persons(name: str) -> None:
    assert kind_of(name).value == "person"


def test_that_firm_is_the_one_that_the_case_is_about() -> None:
    text = "案例一　临泽县恒岳电镀有限公司超标排污案。3月4日，县生态环境局责令该公司改正，并处罚款2万元。"
    (event,) = [r for r in records(text, published="2023-05-01") if r["event_type"] == "admin.penalty"]
    assert [s["name"] for s in event["subjects"]] == ["临泽县恒岳电镀有限公司"]
    assert event["penalty_kinds"] == ["责令改正", "罚款"] or set(event["penalty_kinds"]) == {
        "责令改正",
        "罚款",
    }


def test_sums_of_a_campaign_name_nobody() -> None:
    text = "一季度，全市共责令整改9家，警告6家，罚款3家。"
    assert all(not r["subjects"] or r["review"] == "needs_review" for r in records(text))


def test_a_penalty_of_nobody_goes_to_a_person() -> None:
    found = records("县水务局依法处以罚款2万元。")
    assert found
    assert all(r["review"] == "needs_review" for r in found)


def test_what_is_recommended_and_refused_is_not_listed() -> None:
    text = "县交通局推荐列入“黑榜”的临泽县远帆货运站，经复核证据不足，不予公布。"
    assert not records(text)


def test_parties_are_counted_off_behind_a_caption() -> None:
    text = (
        "关于2023年度民办学校年检结果的通报\n现将结果通报如下：\n一、年检基本合格2所：临泽县云屏培训学校、临泽县谷语艺术学校。\n"
        "二、年检不合格1所：临泽县恒岳职业培训学校，超范围培训。\n临泽县教育局\n2024年1月5日"
    )
    found = {s["name"]: r for r in records(text) for s in r["subjects"]}
    assert found["临泽县谷语艺术学校"]["list_level"] == "基本合格"
    assert found["临泽县恒岳职业培训学校"]["list_level"] == "不合格"
    assert found["临泽县恒岳职业培训学校"]["reason"] == "超范围培训"


def test_the_day_and_the_number_inside_a_passive_verb_are_the_courts_own() -> None:
    text = "贺青峰因犯伪证罪被临泽县人民法院于2023年5月判处有期徒刑一年。"
    (event,) = [r for r in records(text) if r["event_type"] == "judicial.judgment"]
    assert event["authority"]
    assert event["authority"]["written"] == "临泽县人民法院"
    assert event["event_date"] == "2023-05"


def test_a_condition_needs_more_than_meanwhile() -> None:
    text = "同时，自2023年6月1日起12个月内，禁止临泽县恒岳建筑有限公司在本县承接业务。"
    (event,) = [r for r in records(text) if r["event_type"] == "measure.punish"]
    assert event["start"] == "2023-06-01"
    assert event["duration"] == "P12M"
