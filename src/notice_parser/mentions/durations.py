"""Text → spans of time (三年, 3个月, 15个工作日, 长期有效) and the day they run from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Mention, MentionKind, Span
from ..text import fold_width, to_decimal, to_int
from .dates import date_spans

WORKING_DAYS = "工作日"  # the unit of a duration that counts working days

_S = r"[^\S\t\n]{0,3}"
_N = r"(?:[0-9]{1,4}(?:\.5)?|[零〇一二两三四五六七八九十百]{1,5}|半)"
_MONTHS = r"[0-9]{1,2}|[一二两三四五六七八九十]{1,3}"
_SPAN = re.compile(
    rf"(?<![0-9.第])(?P<number>{_N}){_S}(?P<unit>年(?P<half>半)?|个{_S}半?月|月(?={_S}(?:之?内|以上|以下))|(?:个)?{_S}工作{_S}日|"
    rf"(?:个)?自然日|个?日历日|日|天|周(?![年岁末边])|个?星期|个?小时|个?季度)"
    rf"(?:(?<=年)零?(?P<months>{_MONTHS}){_S}个{_S}月)?"
)
_RANGE = re.compile(rf"(?P<from>[0-9]{{1,3}}|[一二三四五六七八九十]{{1,3}}){_S}(?:-|—|–|~|～|至|到){_S}$")
_ORDINAL = re.compile(
    r"[第同统任每某唯数几逐隔当首翌次周这那唯不]$|[〇零○]$|第[0-9一二三四五六七八九十]{0,3}(?:至|-|、)$"
)
_NOT_AFTER = {
    "年": re.compile(
        r"[级代度糕轮会货检审报终末初底夜味龄鉴表限(?:一度)]|第|[0-9]{1,2}\s?月|一[度次]|以来的?经济"
    ),
    "日": re.compile(r"[常志报期语程元光子照]|起至|[0-9一二三四五六七八九十]"),
    "天": re.compile(r"[然津平河气城府猫宁水成地安线空下使宫]"),
    "周": re.compile(r"[年岁末边报一二三四五六日]"),
}
_SURE_AFTER_HAN = re.compile(
    r"\s?(?:之?内|以内|以上|以下|以[前后]|[的，,。；;：、（）()”」》\s]|的?期限|[之前后起止至未不仍并且自从]|$|有期|期[满间内]?|"
    r"时间|[免暂]|整改|公示|停|警示|管理|[列纳]入|有效|联合|为期|失信|惩戒|[禁限]|[共合满可应应须不]|[向到将由再给无])"
)
_PERMANENT = re.compile(
    r"长期(?=有效|公示|公开|保留|列入|记录)|(?<=期限为)长期|(?<=期限：)长期|(?<=有效期)长期|(?<=有效期为)长期|(?<=有效期：)长期|"
    r"永久性?(?=禁止|限制|取消|不得|有效|列入|公示|关停|关闭|停产|停业|吊销|失信|惩戒|保留)|(?<=期限为)永久|(?<=期限：)永久|(?<=有效期)永久|"
    r"终身(?=禁|不得|不准|限制|列入|市场禁入)"
)
_ANCHOR_BEFORE = re.compile(
    r"(?:(?:自|从|为|于|，|,|（|：|。|；|在|^)\s?)?(?P<day>[^，,。；;：（）()《》\s、自从为于]{0,24}?(?:之日|当日|[0-9]\s?日|次日|即日))\s?"
    r"(?:起|后)(?:计算?|算)?[，,]?(?:的|为期|期限为|有效期为?|满|在|共|内)?\s?$"
)
_ANCHOR_AFTER = re.compile(
    r"\s?(?:以?内)?[，,（(；]?\s?(?:期限)?(?:自|从|以)(?P<day>[^，,。；;：（）()《》]{1,24}?(?:之日|当日|日|次日))\s?(?:起|开始|计|为)"
)
_UNITS = {"年": "Y", "月": "M", "日": "D", "天": "D", "周": "W", "期": "W", "时": "H", "度": "Q"}


def find_durations(text: str) -> Iterator[Mention]:
    """Find each duration; its value keeps the written unit (12个月 → P12M, 一年 → P1Y).

    The anchor is the day it runs from, as written; 工作日 is the unit of working days. A number of
    years that is a date or an ordinal (2020年, 第三年) is none.

    >>> found = find_durations("列入期限为三年，自列入之日起计算；15个工作日内可申诉，逾期长期有效。")
    >>> [(mention.value, mention.anchor, mention.unit) for mention in found]
    [('P3Y', '列入之日', None), ('P15D', None, '工作日'), ('PERMANENT', None, None)]
    """
    folded = fold_width(text)
    found: list[Mention] = []
    for match in _SPAN.finditer(folded):
        value = _value(folded, match)
        if value is None:
            continue
        start = match.start()
        if spread := _RANGE.search(folded[max(start - 8, 0) : start]):
            least = to_int(spread["from"])
            if least is not None and not re.search(r"[0-9.]$", folded[: start - len(spread[0])][-1:]):
                value, start = f"P{least}{value[-1]}/{value}", start - len(spread[0])
        found.append(_mention(text, folded, start, match.end(), value, match["unit"]))
    found += [_mention(text, folded, *match.span(), "PERMANENT", "") for match in _PERMANENT.finditer(folded)]
    found.sort(key=lambda mention: mention.span)
    dates = date_spans(text) if found else []
    at = 0
    for mention in found:
        while at < len(dates) and dates[at].end <= mention.span.start:
            at += 1
        if at == len(dates) or dates[at].start >= mention.span.end:
            yield mention


def _value(text: str, match: re.Match[str]) -> str | None:
    """Return the ISO-8601 duration; None for a date, an ordinal or a word that only looks like one."""
    number, unit = to_decimal(match["number"]), "".join(match["unit"].split()).replace("年半", "年")
    before, after = text[max(match.start() - 6, 0) : match.start()], text[match.end() : match.end() + 6]
    last = unit[-1]
    if number is None or not number or _ORDINAL.search(before) or (last in "日天" and before.endswith("月")):
        return None
    if last in _NOT_AFTER and not match["half"] and not match["months"] and _NOT_AFTER[last].match(after):
        return None
    han = not match["number"][0].isdigit()
    if han and len(unit) == 1 and not (match["half"] or match["months"] or _SURE_AFTER_HAN.match(after)):
        return None
    if match["number"] in ("百", "十百") or (
        last == "年" and (number >= 1000 or re.match("[〇零]", match["number"]))
    ):
        return None
    halves = number * 2 + bool(match["half"])
    if unit == "个半月" or (unit == "年" and halves % 2):
        months = int(number * 12 + (6 if match["half"] else 0)) if unit == "年" else int(number)
        return f"P{months}M" if unit == "年" else f"P{months}M15D"
    if halves % 2 or match["half"]:
        return "P15D" if match["number"] == "半" and last == "月" else None
    whole = int(number)
    if match["months"]:
        return f"P{whole}Y{to_int(match['months'])}M" if last == "年" else None
    if last == "时":
        return f"PT{whole}H"
    return f"P{whole * 3}M" if last == "度" else f"P{whole}{_UNITS[last]}"


def _mention(text: str, folded: str, start: int, end: int, value: str, unit: str) -> Mention:
    """Build the mention with the day it runs from."""
    before, after = folded[max(start - 40, 0) : start], folded[end : end + 40]
    anchor = None
    if day := _ANCHOR_BEFORE.search(before):
        at = start - len(before) + day.start("day")
        anchor = text[at : at + len(day["day"])]
    elif day := _ANCHOR_AFTER.match(after):
        anchor = text[end + day.start("day") : end + day.end("day")]
    return Mention(
        kind=MentionKind.DURATION,
        span=Span(start, end),
        text=text[start:end],
        value=value,
        found_by="durations",
        unit=WORKING_DAYS if "工作" in unit else None,
        anchor=anchor,
    )
