"""Taxes and fees are levied, claimed, or announced as owed (欠税公告)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Certainty, Event, MentionKind, SubjectKind
from .act import act, clause_to
from .passage import Sentence
from .registry import reads
from .whom import reported, reports, whom

_DUES = (
    r"(?:税款|税费|[\u4e00-\u9fff]{1,8}税|税|滞纳金|社会保险费|社保费|养老保险费|医疗保险费|"
    r"失业保险费|工伤保险费|残疾人就业保障金|残保金|"
    r"补偿费|补助费|排污费|污水处理费|水资源费|超标排污费|建设费|教育费附加|工会经费|土地出让金|"
    r"出让价款|闲置费|抚养费|基金|规费|费款|附加费|配套费|占用费|通行费|保险费)"
)
_FORMS = tuple(
    map(
        re.compile,
        (
            rf"(?P<what>(?:欠缴|拖欠|欠)(?:的)?{_DUES})"
            rf"[^，。；]{{0,12}}?的(?P<who>[^，。；]{{0,8}}?\d+[户家名个][^，。；]{{0,10}}|"
            rf"[^，。；]{{2,40}}?)(?:名单|情况|信息)?(?P<verb>(?:予以|进行)?(?:公告|公布|通报|"
            rf"公示|曝光))",
            r"(?:对|将)(?P<who>[^，。；]{2,80}?)(?:的)?(?P<what>欠税|欠缴税款|"
            r"欠缴[^，。；]{0,8}费)(?:情况|信息|余额)?[^，。；]{0,10}?(?P<verb>(?:予以|"
            r"进行)?(?:公告|公布|通报|公示|曝光))",
            rf"(?P<who>[^，。；]{{2,80}}?)(?:截至[^，。；]{{4,14}}|共计?|累计|合计|仍|尚|现|至今|"
            rf"目前)*(?P<verb>(?:欠缴|拖欠|欠)(?!费)(?:[^，。；]{{0,12}}?(?:年度?|月份?|期|季度)"
            rf"(?:的)?)?{_DUES}[^，。；]{{0,16}}?\d|欠税(?:余额|金额|总额|\d))",
            rf"(?P<verb>(?:责令|限令|限期|(?<!有)限(?![期制额于时])|责成|通知|催告|催缴|督促))"
            rf"(?P<who>[^，。；]{{2,80}}?)(?:于|在|应|立即|限期|按期|"
            rf"[^，。；]{{0,16}}?[日内前])*[^，。；]{{0,10}}?(?:补缴|缴纳|缴清|补交|缴存?入)"
            rf"[^，。；]{{0,24}}?{_DUES}",
            rf"(?P<verb>(?:追缴|追征|追补|征收|补征|加收|核定征收|收取|征缴)了?)"
            rf"(?P<who>[^，。；]{{2,80}}?)(?:欠缴的|少缴的|未缴的|应缴的|应缴纳的|欠付的|"
            rf"的)?[^，。；]{{0,16}}?{_DUES}",
            rf"(?:对|向|从)(?P<who>[^，。；]{{2,80}}?)(?:依法|决定|一次性|已|共计?|"
            rf"累计)*(?P<verb>(?:追缴|追征|征收|补征|加收|追补|核定征收|收取|征缴|"
            rf"作出[^，。；]{{0,16}}征收决定)了?[^，。；]{{0,24}}?(?:{_DUES}|决定))",
            rf"(?:依法|决定|现)*(?P<verb>(?:追缴|追征|征收|补征|加收|追补)"
            rf"[^，。；]{{0,24}}?{_DUES}[^，。；]{{0,8}}?\d)",
        ),
    )
)
_BALANCE = re.compile(rf"(?P<verb>欠缴|欠)(?:{_DUES})(?:余额|金额)?(?:为|共)?[：:]?(?=人民币|\d)")
_TALK = re.compile(
    r"房屋征收|土地征收|征收补偿|征地|处罚|罚款|减征|免征|停征|征收率|征收管理法[^》]|征收范围|"
    r"征收标准|缓缴|工资|货款|贷款|行政给付"
)
_POINTING = re.compile(r"如下|下列|以下|附件|附表|附后|见附")
_SUM = re.compile(r"合计|共计|总计|累计|全[市省县区]|总额|小计")


@reads("admin.levy", "行政征收", cues="欠缴 欠税 拖欠 追缴 追征 征收 补征 加收 补缴 缴纳 缴清 征缴 催缴")
def admin_levy(sentence: Sentence) -> Iterator[Event]:
    """Read 欠缴税款的〈subjects〉公告如下, 〈subject〉欠税余额…元, 责令〈subject〉补缴…费, 向…征收.

    Taxes claimed together with a fine are part of what the penalty decision says, not an event here.

    >>> from notice_parser import parse_text
    >>> (event,) = parse_text("截至6月底，临泽县谷语烘焙店欠缴增值税1.2万元。").events
    >>> event.event_type, event.subjects[0].name, event.measure
    ('admin.levy', '临泽县谷语烘焙店', '欠缴增值税1.2万元')
    """
    found_any = False
    for event in reports(sentence, "admin.levy", _FORMS, talk=_TALK):
        found_any = True
        if _nobody(event) and _POINTING.search(sentence.shape):
            continue  # the table or list that follows names each of them
        yield event
    owed = None if found_any or _TALK.search(sentence.shape) else _BALANCE.search(sentence.shape)
    if owed and not _SUM.search(sentence.shape):
        yield from _balance(sentence, owed)


def _nobody(event: Event) -> bool:
    return all(subject.kind is SubjectKind.GROUP for subject in event.subjects)


def _balance(sentence: Sentence, owed: re.Match[str]) -> Iterator[Event]:
    """A balance without a name beside it: the record's own (欠缴税款余额12万元，滞纳金另计)."""
    verb = owed.span("verb")
    names = whom(sentence, verb[0], verb[0])
    known = reported(sentence, verb, names) if names.subjects else None
    if known is None and (names.subjects or not _opens(sentence, owed.start())):
        return
    if not sentence.of(MentionKind.AMOUNT, start=owed.start()):
        return
    low, high = clause_to(sentence, owed.start(), owed.end())
    yield act(
        sentence,
        "admin.levy",
        verb,
        names=names,
        quote=(low, high),
        certainty=known or Certainty.ASSERTED,
        measure=sentence.text[verb[0] : high].strip("，,。；; "),
    )


def _opens(sentence: Sentence, at: int) -> bool:
    return not sentence.shape[:at].strip(" \t-－●•、：:现其")
