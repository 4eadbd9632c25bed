"""A name is the same name whatever stands before and behind it."""

from __future__ import annotations

import pytest

from notice_parser import parse_text

NAMES = [
    "乐业县天坑农机配件部",
    "乐山凌云山歌舞厅",
    "来宾平阳彩印有限公司",
    "同江市三江口渔业有限公司",
    "峰峰矿区滏源口腔诊所",
    "台安辽河口园艺有限公司",
    "临江市六道沟制管厂",
    "临江市花山镇惠民万家超市",
    "潜江虾王世家餐饮店",
    "才让扎西便利店有限公司",
    "云溪区白水镇陈氏口腔诊所",
    "云溪区松林装饰工程部",
    "云溪区松林劳务服务队",
    "云溪区松林镇济安堂",
    "云溪长河药房连锁有限公司鼎新店",
    "云溪长河商砼有限公司东郊分站",
    "云溪长河运输有限公司北城车队",
    "云溪区某餐饮店",
]
FRAMES = (
    "将{}列入经营异常名录。",
    "对{}罚款2万元。",
    "{}因拖欠工资被处罚。",
    "由{}、长河茶行承担。",
    "授予{}“诚信单位”称号。",
    "《关于对{}实行黄牌警示的决定》",
)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_found_in_every_frame(name: str) -> None:
    for frame in FRAMES:
        mentions = parse_text(frame.format(name), published="2024-05-20").mentions
        assert name in [one.text for one in mentions if one.kind.value == "organisation"], frame


@pytest.mark.parametrize(
    "words",
    [
        "将3万家超市列入抽查范围。",
        "抽查了十余家餐饮店。",
        "国家超市标准已经发布。",
        "因经营地址变更，通知如下。",
        "某公司拖欠工资。",
        "全市各家诊所应当自查。",
        "各县市场监管局、宣传部、各部队驻地单位：",
        "下列企业因财务部、市场部未配合检查受到批评。",
    ],
)
def test_counted_and_common_words_name_nobody(words: str) -> None:
    mentions = parse_text(words, published="2024-05-20").mentions
    assert [one.text for one in mentions if one.kind.value == "organisation"] == []
