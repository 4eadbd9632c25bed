"""Sentence → Term: for how long a listing or a measure holds, from when, until when."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from ..mentions.durations import WORKING_DAYS
from ..model import MentionKind, Span
from ..text import add_duration, add_working_days
from .arguments import leads
from .passage import Found, Sentence

_ISSUE_DAY = re.compile(
    r"(?:通报|公告|通告|通知|公布|公示|发布|印发|发文|本文|下发|文件|本决定书?)[^，。]{0,6}(?:之日|日)|之日起?$|即日"
)
_ISSUED = re.compile(r"(?:发布|公布|通报|公告|通知|公示|印发|发文)[^，。]{0,3}之日|即日")
_OTHER_DAY = re.compile(r"收到|送达|改正|整改|届满|期满|履行|缴纳|申请|修复|处罚决定")
_TERM_IS = re.compile(
    r"(?:公[布告开]|惩戒|管理|限制|暂停|有效|警示|督办|监管|列入|监控|关注)期限?(?:为|是|：|:)$"
)

_FOR_A_TERM = re.compile(r"以[^，。；]{1,8}为期(?:限)?[，,]")
_DEADLINE = re.compile(r"(?:整改|改正|申诉|复议|举证|陈述|缴纳|履行)(?:期限?|时限)(?:为|是|：)?$")
_BARRED_WITHIN = re.compile(r"\s*以?内(?:禁止|不得参加|不得参与|不得承担|不得申报|限制|取消)")
_QUALIFIED = re.compile(
    r"(?:资格|活动|业务|服务|投标|竞标|采购|招生|申报|申请|执业|从业|经营|结算|权限|评优|评先)\s*$"
)
_CANCELS = re.compile(r"(?:取消|暂停|停止|中止|限制)[^，。；]{0,40}$")
_OVER = re.compile(r"\s*起(?:依法|正式|提前|予以)*(?:停止|移出|解除|终止|不再|退出|撤[下销])")
_IMPRISONED = re.compile(r"(?:有期徒刑|拘役|管制|缓刑|监禁|剥夺政治权利|拘留)$")  # a court's, no listing's


class Term(NamedTuple):
    """For how long, from when, until when."""

    duration: str | None = None
    start: str | None = None
    end: str | None = None
    derived_end: str | None = None
    rule: str | None = None


def term(sentence: Sentence, after: int, date: str | None) -> Term:
    """Read the validity that is stated after ``after``: 期限为通报之日起3个月, 自X起, 至Y止.

    The start is known only where the notice gives it, or where it counts from the act's own ``date``.
    """
    words = sentence.bare
    durations = sentence.of(MentionKind.DURATION, start=after, end=_part(sentence, after).end)
    length = next((f for f in durations if _is_term(words, f)), None) or _length_before(sentence, after)
    if (between := _range(sentence, after) or _range_before(sentence, after)) is not None:
        return Term(length.mention.value if length else None, *between)
    start = _start(sentence, after, length, date)
    end = _end(sentence, after)
    duration = length.mention.value if length else None
    if end and date and end < date:
        start = end = None  # 自11月6日至11月12日 in a notice of 3 November: of no year that it gives
    derived = rule = None
    if duration and start and end is None and len(start) == 10 and duration != "PERMANENT":
        days = re.fullmatch(r"P(\d+)D", duration) if length and length.mention.unit == WORKING_DAYS else None
        derived = add_working_days(start, int(days[1])) if days else add_duration(start, duration)
        rule = "start+working days" if days else "start+duration"
    return Term(duration, start, end, derived, rule)


def _part(sentence: Sentence, after: int) -> Span:
    """The stretch between semicolons that goes on at ``after``, which may be the end of the sentence."""
    begins = sentence.shape[after - 1 : after] in ("；", "")
    return sentence.part(after if begins else after - 1)


def _range(sentence: Sentence, after: int) -> tuple[str, str] | None:
    """The days in brackets behind the act: 暂停投标资格30日（2022年11月22日至12月21日）."""
    days = sentence.of(MentionKind.DATE, start=after, end=_part(sentence, after).end)
    for one, other in pairwise(days):
        between = sentence.text[one.end : other.start]
        bracketed = sentence.text[: one.start].endswith(("（", "(")) and sentence.text[
            other.end :
        ].startswith(("）", ")", "止"))
        if (bracketed or _TERM_IS.search(sentence.text, 0, one.start)) and re.fullmatch(
            r"\s*起?[至到—-]+\s*", between
        ):
            return one.mention.value, other.mention.value
    return None


def _range_before(sentence: Sentence, after: int) -> tuple[str, str] | None:
    """The days that open what holds between them: 自2022年9月1日至2025年8月31日，将甲公司列入…."""
    opening = sentence.clause(sentence.part(max(after - 1, 0)).start)
    days = sentence.of(MentionKind.DATE, start=opening.start, end=min(opening.end, after))
    if len(days) != 2 or not re.match(r"\s*起?[至到—-]+\s*$", sentence.text[days[0].end : days[1].start]):
        return None
    before = sentence.shape[opening.start : days[0].start]
    opens = re.search(r"(?:^|[、.．)）决定：])\s*[自从]$", before) and not re.search(
        r"[\u4e00-\u9fff]{5}", before
    )
    whole = re.fullmatch(r"(?:止|期间)?[，,]?", sentence.shape[days[1].end : opening.end])
    return (days[0].mention.value, days[1].mention.value) if opens and whole else None


def _length_before(sentence: Sentence, after: int) -> Found | None:
    """The length that opens what holds for it: 以三年为期，将甲公司列入…."""
    told = _FOR_A_TERM.search(sentence.shape, sentence.part(max(after - 1, 0)).start, after)
    lengths = sentence.of(MentionKind.DURATION, start=told.start(), end=told.end()) if told else []
    return lengths[0] if lengths else None


_TO_MEND = re.compile(r"限期[^，。；]{0,4}(?:整改|改正|治理)$")  # 责令限期整改|3个月


def _is_term(words: str, found: Found) -> bool:
    """Whether a duration is a validity and not a deadline (15日内) or an age (连续三年)."""
    left, right = words[: found.start], words[found.end :]
    if _IMPRISONED.search(left) or _DEADLINE.search(left) or _TO_MEND.search(left):
        return False
    if re.match(r"\s*内", right) and re.search(r"自[^，。；]{4,16}起$", left):
        return True  # 自8月1日起12个月内，禁止…
    if _BARRED_WITHIN.match(right):
        return True  # 列入不良行为记录名单，在一年内禁止参加政府采购活动
    if _QUALIFIED.search(left) and re.match(r"\s*(?:[，,。；;（(、]|$)", right):
        return True  # 取消其项目申请资格5年
    if _CANCELS.search(left) and re.match(r"\s*以?内[^，。；]{0,30}资格", right):
        return True  # 取消其5年内项目申请资格
    if re.match(r"\s*(?:内|以上|以内|前|后|未|的?工资|以来|来|整改|改正|改进|缴清)", right) or re.search(
        r"(?:满|连续|近|过去|超过|逾期|每)$", left
    ):
        return False
    if re.match(r"\s*[（(]\d{4}年", right):
        return True  # 暂停评标资格3个月（2025年3月1日至5月31日）
    return bool(re.search(r"期|限|为|起|止|暂停|管理|警示|惩戒|公示|延长|有效|禁止|列入|纳入", left)) or bool(
        found.mention.anchor
    )


def _start(sentence: Sentence, after: int, length: Found | None, date: str | None) -> str | None:
    words = sentence.bare
    part = _part(sentence, after)
    if told := _day_told(sentence, part.start, part.end):
        return told
    anchor = (length.mention.anchor if length else None) or ""
    tail = words[sentence.clause(after).start :]
    stated = anchor or (
        m[0]
        if (
            m := re.search(
                r"起始(?:之日|日期?|时间)为本?[\u4e00-\u9fff]{0,8}之日|自?本?[\u4e00-\u9fff]{0,8}之日起(?!\s*[\d一二三四五六七八九十]+\s*个?(?:工作)?[日天]内)",
                tail,
            )
        )
        else ""
    )
    if stated and not _OTHER_DAY.search(stated) and (_ISSUE_DAY.search(stated)):
        return date or (sentence.source.issue_day if _ISSUED.search(stated) else None)
    return _day_told(sentence, 0, part.end if not part.start else sentence.clause(0).end)


def _day_told(sentence: Sentence, low: int, high: int) -> str | None:
    """The first day in a stretch from which something is said to hold: 自8月1日起, 8月1日至…."""
    words = sentence.bare
    for found in sentence.of(MentionKind.DATE, start=low, end=high):
        left, right = words[: found.start], words[found.end :]
        if _OVER.match(right):
            continue
        if re.search(r"[自从]\s*$", left) and re.match(r"\s*(?:起|至|到|开始)", right):
            return found.mention.value
        if re.match(r"\s*起[，,]", right) and leads(sentence, found):
            return found.mention.value  # 11月18日起，将甲公司列入…
    return None


def _end(sentence: Sentence, after: int) -> str | None:
    words = sentence.bare
    for found in sentence.of(MentionKind.DATE, start=after, end=_part(sentence, after).end):
        left, right = words[: found.start], words[found.end :]
        if re.search(r"(?:至|到|截至|截止到?|延长至|有效期至)\s*$", left) and (
            re.match(r"\s*(?:止|期满|届满|为止)?", right) and re.search(r"期|限|止|有效|自", left + right[:4])
        ):
            return found.mention.value
    return None
