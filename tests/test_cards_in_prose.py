"""Cards given, changed, prolonged, taken away and kept back, as circulars word it."""

from __future__ import annotations

import pytest

from notice_parser import parse_text

MINE = "临江市鸿远矿业有限公司"


def told(words: str) -> list[tuple[object, ...]]:
    notice = parse_text(words, published="2024-05-20")
    return [
        (e.action.value if e.action else None, e.list_level, e.duration, e.end, [s.name for s in e.subjects])
        for e in notice.events
        if e.event_type == "list.warning" and e.certainty == "asserted"
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (f"对{MINE}给予黄牌警告。", ("add", "黄牌", None, None)),
        (f"给予{MINE}安全生产红牌警告。", ("add", "红牌", None, None)),
        (f"向{MINE}亮红牌。", ("add", "红牌", None, None)),
        (f"{MINE}被县应急管理局亮“黄牌”。", ("add", "黄牌", None, None)),
        (f"本季度红牌企业：{MINE}。", ("add", "红牌", None, None)),
        (f"{MINE}由黄牌升级为红牌，警示期6个月。", ("add", "红牌", "P6M", None)),
        (f"将{MINE}黄牌警示延期至2024年8月31日。", ("extend", "黄牌", None, "2024-08-31")),
        (f"对{MINE}的黄牌警示期由三个月延长至六个月。", ("extend", "黄牌", "P6M", None)),
        (f"{MINE}整改合格，摘除黄牌。", ("remove", "黄牌", None, None)),
        (f"解除对{MINE}的“黄牌”警示。", ("remove", "黄牌", None, None)),
        (f"{MINE}黄牌警示期满，自动退出。", ("remove", "黄牌", None, None)),
        (f"撤销2024年3月1日对{MINE}的黄牌警示。", ("revoke", "黄牌", None, None)),
    ],
)
def test_a_card_is_read_once(words: str, expected: tuple[object, ...]) -> None:
    assert told(words) == [(*expected, [MINE])]


@pytest.mark.parametrize(
    "words",
    [
        "本期无红牌企业。",
        f"暂不对{MINE}实施黄牌警示，限其10日内整改到位。",
        f"{MINE}再次发生事故的，将亮红牌。",
        f"拟对{MINE}给予黄牌警告。",
        "对整改合格的企业，可以摘除黄牌。",
    ],
)
def test_a_card_that_nobody_gave_is_none(words: str) -> None:
    assert told(words) == []


def test_from_one_list_to_another() -> None:
    (event,) = parse_text(f"将{MINE}由关注名单调整至黑名单，公布期二年。", published="2024-05-20").events
    assert (event.event_type, event.list_name, event.duration) == ("list.serious", "黑名单", "P2Y")


def test_cards_under_headings_share_a_start_and_a_lifting_has_no_card() -> None:
    text = (
        "临江市应急管理局关于公布2024年第一批安全生产“红牌”“黄牌”警示企业的通知\n经研究，决定对下列企业实施警示：\n"
        "一、红牌警示（1家）\n临江市鸿远矿业有限公司，警示期12个月。\n二、黄牌警示（1家）\n临江市白石化工有限公司，警示期6个月。\n"
        "三、解除警示（1家）\n临江市长隆机械有限公司。\n警示期自2024年2月1日起计算。\n临江市应急管理局\n2024年1月29日\n"
    )
    events = parse_text(text, published="2024-05-20").events
    assert [(e.action, e.list_level, e.start, e.duration) for e in events] == [
        ("add", "红牌", "2024-02-01", "P12M"),
        ("add", "黄牌", "2024-02-01", "P6M"),
        ("remove", None, None, None),
    ]
