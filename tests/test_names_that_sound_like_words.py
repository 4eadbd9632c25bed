"""What a firm is called does not change what is said of it."""

from __future__ import annotations

import pytest

from notice_parser import Event, parse_text

FRAMES = (
    "6月2日，将{}列入经营异常名录。",
    "对{}罚款2万元（临市监罚〔2024〕3号）。",
    "将{}移出严重违法失信名单。",
    "{}因拖欠工资被列入失信惩戒名单，期限1年。",
    "授予{}“诚信单位”称号。",
    "认定{}为守信激励对象。",
    "{}未按规定公示年报，我局决定将其列入经营异常名录。",
    "同意{}的信用修复申请。",
)
NAMES = [
    "供应链",
    "要素",
    "可心",
    "未来",
    "不二",
    "拟态",
    "若水",
    "如意",
    "必达",
    "三月",
    "五天",
    "与众",
    "为民",
    "等高",
    "向阳",
    "及时雨",
    "承诺",
    "许可",
    "撤镇",
]


def told(frame: str, name: str) -> list[tuple[object, ...]]:
    notice = parse_text(frame.format(name), published="2024-05-20")
    return [
        (e.event_type, e.certainty, e.list_name, e.event_date, e.duration, e.fine_yuan, _whom(e, name))
        for e in notice.events
    ]


def _whom(event: Event, name: str) -> list[str]:
    return ["它" if who.name == name else who.name for who in event.subjects]


@pytest.mark.parametrize("core", NAMES)
def test_any_name_is_read_as_a_plain_one(core: str) -> None:
    for frame in FRAMES:
        for ending in ("有限公司", "经营部"):
            assert told(frame, f"临江市{core}{ending}") == told(frame, f"临江市云台{ending}"), frame
