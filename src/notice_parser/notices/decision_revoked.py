"""A decision or record is revoked, changed or found unlawful, by its author, a review body or a court."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..mentions.persons import kind_of
from ..model import Certainty, Event, MentionKind, Span, Subject, SubjectKind
from .act import act, clause_to
from .arguments import carried_date, carried_number
from .certainty import certainty_of
from .moves import ADD
from .passage import Found, Sentence
from .registry import reads
from .subjects import Names
from .whom import asked, concrete, whom

# what can be revoked: an act of an authority, not a contract, a post or a department
_DECISION = (
    r"(?:(?:行政)?(?:处罚|许可|处理|列入|移出|认定|确认|复议|登记|补偿|征收|裁决|奖励|给付|强制(?:拆除|清除|执行|搬迁|查封|扣押)?|"
    r"检查|评定|评价|表彰|核准|备案|惩戒|移送)"
    r"(?:决定书?|决定|通知书?|结论|结果|意见书?|行为|公告|公示|告知书|记录|信息)|决定书?|"
    r"(?:行政)?处罚|通报|公告|批复|认定书|"
    r"告知书|通知书|裁决书|复函|称号|荣誉|[特一二三]等奖|奖项|记录|[林土房产]{1,3}权证|不动产权证书?|批准文件|批准书|批文|审批意见|(?<!取得)(?<!获得)(?<!骗取)(?:行政)?许可(?!证)|认定(?=[，。；]|$)|《□+》)"
    r"(?![〔［\[（(]\d{4}|[决罚处]?字)"
)
_DECISIVE = (
    r"(?:经(?:行政)?复议|经(?:法院)?判决|经复核|经复查|经听证|自行|依职权|现已|现|已|业已|依法|均|"
    r"一并|同时|决定|被(?:[^，。；]{2,20}?)?)*"
)
_FORMS = tuple(
    map(
        re.compile,
        (
            r"(?P<verb>撤销)(?P<what>[^，。；]{0,60}?(?:许可证|登记证|资质证书|(?:器械|药品|产品|化妆品|农药|兽药|肥料)(?:的)?注册证书?|批准证明文件|批准文号))(?=[，。；》]|$)",
            r"(?P<verb>撤销|撤回)(?P<what>(?!对)[^，。；]{0,80}?(?:基金|科研|科技|计划|资助|攻关|专项|课题)(?:[\u4e00-\u9fff]{0,6}项目|课题|项目资助)(?:“□+”)?(?:的?立项|的?资助)?)(?=[，。；（]|$)",
            rf"(?P<verb>(?:撤销|撤回|收回|废止)(?!的|对[^，。；]{{2,30}}的起诉))"
            rf"(?P<what>[^，。；]{{0,90}}?{_DECISION})(?!的?(?:申请|请求|诉讼|权|标准|条件|程序))",
            rf"(?P<what>{_DECISION}[^。；：]{{0,60}}?)(?P<verb>{_DECISIVE}(?:予以?|进行|"
            rf"给予)?(?:撤销|撤回|废止)(?![^，。；]{{0,12}}(?:申请|请求)))",
            rf"(?P<what>{_DECISION}[^。；]{{0,60}}?)(?P<verb>(?:自始|归于|当然)?(?:无效|"
            rf"不具有?法律效力|失去效力)|自始无效|不再执行|(?<!期间不)(?<!不)停止执行)",
            rf"(?P<verb>确认)(?P<what>[^，。；]{{0,90}}?{_DECISION}[^，。；]{{0,12}}?)(?:违法|无效)",
            rf"(?P<what>{_DECISION}[^。；]{{0,30}}?)"
            rf"(?P<verb>被?[^，。；]{{0,12}}?确认(?:为)?(?:违法|无效))",
            r"(?P<verb>变更)(?P<what>(?:原|该|上述|我局|本局|对|[^，。；]{0,40}?(?:作出的|号))"
            r"[^，。；]{0,40}?(?:决定书?|处罚|《□+》))(?!的?(?:申请|请求))",
            r"(?P<what>原?(?:决定|处罚|罚款|处罚决定|处罚内容)[^。；]{0,40}?)(?P<verb>(?:变更|"
            r"改|调整|更改)为)(?=[^，。；]{0,30}?(?:罚款|警告|处罚|没收|不予))",
            r"(?P<what>(?:处罚决定|决定|罚款|处罚)[^。；]{0,30}?由[^，。；]{1,20}?)"
            r"(?P<verb>(?:变更|更改|改)为)",
            r"(?P<verb>取消)(?P<what>[^，。；]{0,60}?(?:称号|荣誉|“□+”[^，。；]{0,6}公示资格))",
            r"(?P<what>“□+”(?:称号|荣誉|牌匾|标牌|企业|单位)?)(?P<verb>(?:予以|依法|一并|被)*摘牌)",
            r"(?P<what>[^，。；]{4,60}?一案[^，。；]{0,40}?)(?P<verb>(?:被|由|经)[^，。；]{2,16}?撤销)",
            r"(?P<who>[^，。；]{0,60}?)(?P<verb>(?:已|现已|后)?(?:经|被|由)(?:行政复议|复议机关|"
            r"复议机构|法院|人民法院|上级机关|本级人民政府|行政诉讼)[^，。；]{0,8}?(?:依法|决定|"
            r"判决)?(?:撤销|变更|确认违法))(?=[，。；]|$)",
        ),
    )
)
_TALK = re.compile(
    r"不在(?:本次)?撤销|不予撤销|撤销登记的?(?:行政)?处罚|撤销(?:职务|党内|案件|立案|起诉|公诉|仲裁|机构|建制|商标|婚姻|监护|[^，。；]{0,10}(?:任职|"
    r"职务))|变更登记|决定(?:设立|成立)|"
    r"撤销[^，。；]{0,40}?(?:建造师|工程师|造价师|[医律药教护][师士]|会计师|执业|职业资格|从业资格|职称)[^，。；]{0,6}(?:注册|许可|资格|证书)|"
    r"网上撤销|撤销(?:权|之诉)|《[^》]*》[^，。；]{0,6}(?:同时|即行)废止"
)
_OLD_DATE = re.compile(
    r"^(?:[，,]?[^，。；]{0,24}?)(?:作出|下达|送达|发布|印发|公布|出具|签发|核发|颁发|授予|制发|"
    r"发出|列入|将|以|对|的(?!\d))"
)
_NEW_NUMBER = re.compile(
    r"(?:复议决定书?|撤销[^，。；]{0,16}决定书?|判决书?|裁定书?|更正[^，。；]{0,6}|撤销通知书?)"
    r"[》”]?[（(〔]?\s*$"
)
_COURTS = re.compile(r"^（\d{4}）[^，。]{2,12}[民行再][初终申]")  # （2023）川10行终12号
_THAT = re.compile(r"[^，。；]{0,4}(?:该|上述|此|前述|对其|将其)")
_MADE = re.compile(r"被|列入|纳入|认定|作出|处以|罚款|下达")
_JUDGED = re.compile(r"[）)]?(?:行政|民事|再审)*(?:判决|裁定|复议决定|调解书)")
_SAID_TO_BE = re.compile(r"(?:应为|误[登写录]?为|误作|误写成|更正为|更改为)\Z")
_CAUSE = re.compile(r"(?:因|由于|鉴于)[^，。；]{0,12}$")
_WHY = re.compile(
    r"(?:因(?!此)|由于|鉴于|经[^，。；]{0,8}?(?:复核|核查|核实|复查|审查|查明)[，,]?)"
    r"(?P<why>[^，。；]{4,60})"
)
_ERROR = re.compile(
    r"(?:认定)?(?:主要)?(?:事实|证据|程序|依据|法律|裁量)[^，。；、]{0,10}(?:有误|错误|不清|"
    r"不足|违法|不当|明显不当)"
)
_ABOUT = re.compile(r"对(?P<who>[^《》，。对]{4,30}?)(?=实行|实施|予以|给予|作出|进行|采取|的|违法)")
_RULES = re.compile(r"目录|清单|指南|\d{4}年版|办法|规定(?!期)|细则|条例|意见|方案|制度|文件")
_TITLE_DOCUMENT = re.compile(
    r"(?:办法|规定|细则|条例|意见|方案|制度|规划|标准|规范|通知|清单)(?:（[^）]*）)?》?$"
)


@reads(
    "decision.revoked",
    "决定撤销",
    cues="撤销 撤回 收回 废止 无效 确认 变更 停止执行 不再执行 取消 调整为 改为 摘牌",
)
def decision_revoked(sentence: Sentence) -> Iterator[Event]:
    """Read 撤销…决定, …决定现予撤销, 自始无效, 确认…决定违法, 变更原决定, 取消…称号.

    The day of the decision that falls is not the event's day, nor is its number the event's number.

    >>> from notice_parser import parse_text
    >>> (event,) = parse_text("2023年4月6日，县水务局撤销2022年9月1日对临泽县谷语烘焙店的处罚决定。").events
    >>> event.event_type, event.event_date, event.subjects[0].name
    ('decision.revoked', '2023-04-06', '临泽县谷语烘焙店')
    """
    if _TALK.search(sentence.shape):
        return
    for form in _FORMS:
        found = form.search(sentence.shape)
        event = found and _event(sentence, found)
        if event:
            yield event
            return


def _event(sentence: Sentence, found: re.Match[str]) -> Event | None:
    verb = found.span("verb")
    low, high = found.span("what" if "what" in found.groupdict() else "who")
    if _is_policy(sentence, low, high, found["verb"]) or _is_listing(sentence, low, high):
        return None
    certainty = certainty_of(sentence, *verb)
    names = _party(sentence, low, high, verb)
    if certainty in (Certainty.CONDITIONAL, Certainty.PRESCRIPTIVE) or asked(sentence, verb[0]):
        return None
    if certainty is not Certainty.ASSERTED and not concrete(names):
        return None
    if "what" not in found.groupdict() and not concrete(names):
        return None
    start = min(low, verb[0])
    return act(
        sentence,
        "decision.revoked",
        verb,
        names=names,
        quote=clause_to(sentence, start, max(high, verb[1], found.end())),
        certainty=certainty,
        event_date=_date(sentence, verb[0]),
        document_number=_number(sentence, start),
        reason=_reason(sentence, verb[0]),
        measure=sentence.text[start : max(high, verb[1], found.end())].strip("，, "),
        list_name=_honour(sentence.text[low:high]),
    )


def _is_policy(sentence: Sentence, low: int, high: int, verb: str) -> bool:
    """Whether what falls is a document of rules, which policy.issued reports."""
    if re.search(r"废止|执行", verb) and _RULES.search(sentence.shape, low, high):
        return True
    titles = sentence.of(MentionKind.TITLE, start=low, end=high)
    other = re.search(r"决定|处罚|通知书|记录|称号", sentence.shape[low:high])
    return bool(titles) and not other and all(_TITLE_DOCUMENT.search(t.mention.value) for t in titles)


def _is_listing(sentence: Sentence, low: int, high: int) -> bool:
    """Whether an entry of a list is taken off, which the list's own kind reports."""
    listed = sentence.of(MentionKind.LIST, start=low, end=high)
    return bool(listed) and bool(re.search(rf"{ADD}|删除", sentence.shape[low:high]))


def _party(sentence: Sentence, low: int, high: int, verb: tuple[int, int]) -> Names:
    """Whom the decision was about: named in it, or before the verb; a group is nobody here."""
    title = sentence.text.find("“", low, high)  # 撤销某市场“文明市场”称号
    own = ((low, title),) if title > low + 3 else ()
    for start, end in (*own, (low, high), (low, max(high, verb[0])), (0, low), (high, len(sentence.text))):
        names = whom(sentence, start, end)
        if concrete(names):
            return names
    found = _in_title(sentence, low, high) or _by_number(sentence, low, high)
    addressed = sentence.source.addressees(sentence.span.start)
    return Names(found or (addressed if len(addressed) == 1 else ()), None)


def _in_title(sentence: Sentence, low: int, high: int) -> tuple[Subject, ...]:
    """Whom the revoked document's title names: 《关于对甲公司给予警告的决定》."""
    for title in sentence.of(MentionKind.TITLE, start=low, end=high):
        subjects = _subjects(sentence, title.mention.span)
        if subjects:
            return subjects
        low, high = title.mention.span
        about = _ABOUT.search(sentence.source.text, low, high)
        if about and kind_of(about["who"]) is SubjectKind.ORGANISATION:
            return (Subject(name=about["who"], kind=SubjectKind.ORGANISATION, span=Span(*about.span("who"))),)
    return ()


def _subjects(sentence: Sentence, span: Span) -> tuple[Subject, ...]:
    """The one party that a stretch of the notice names."""
    about = [
        m for m in sentence.source.within(span) if m.kind in (MentionKind.ORGANISATION, MentionKind.PERSON)
    ]
    if len({m.value for m in about}) != 1:
        return ()
    return (Subject(name=about[0].text, kind=kind_of(about[0].text), span=about[0].span),)


def _by_number(sentence: Sentence, low: int, high: int) -> tuple[Subject, ...]:
    """Whom the decision of this number was about, where another sentence of the notice says it."""
    numbers = {f.mention.value for f in sentence.of(MentionKind.DOCUMENT_NUMBER, start=low, end=high)}
    source = sentence.source
    for mention in source.mentions:
        if mention.kind is MentionKind.DOCUMENT_NUMBER and mention.value in numbers:
            left = max(source.text.rfind(mark, 0, mention.span.start) for mark in "。\n") + 1
            subjects = _subjects(sentence, Span(left, mention.span.start))
            if subjects:
                return subjects
    return ()


def _date(sentence: Sentence, verb: int) -> str | None:
    """The day of the revocation: no date that says when the old decision was made."""
    for found in reversed(sentence.of(MentionKind.DATE, end=verb)):
        if not _is_old(sentence, found, verb):
            return found.mention.value
    return carried_date(sentence)


def _is_old(sentence: Sentence, found: Found, verb: int) -> bool:
    between = sentence.shape[found.end : verb]
    decided = re.search(_DECISION, between)
    if "/" in found.mention.value or found.mention.unit == "年度":
        return True
    if _SAID_TO_BE.search(sentence.text, 0, found.start):
        return True  # 决定日期应为5月20日，误为5月2日
    own = sentence.clause(found.start)
    if own.end <= verb and _THAT.match(sentence.shape, verb) and _MADE.search(between):
        return True  # 2023年3月2日，甲公司被…列入…，现撤销上述列入决定
    if own.end <= verb and _CAUSE.search(sentence.shape, own.start, found.start):
        return True  # 因2023年6月销售变质猪肉，决定撤销
    if own.end <= verb and "的" in sentence.shape[found.end : own.end]:
        return True  # it describes whom the decision was about
    return bool(decided) and bool(_OLD_DATE.match(between)) and not between.startswith(("，", ","))


def _number(sentence: Sentence, before: int) -> str | None:
    """The number of the revoking document: named as such before the verb, or the notice's own."""
    for found in sentence.of(MentionKind.DOCUMENT_NUMBER, end=before):
        if _NEW_NUMBER.search(sentence.text[: found.start]) or _JUDGED.match(sentence.text, found.end):
            return found.mention.value
    told = [
        f for f in sentence.of(MentionKind.DOCUMENT_NUMBER, start=before) if _COURTS.search(f.mention.value)
    ]
    beside = told and re.search(r"(?:撤销|变更|违法|无效)[（(]$", sentence.text[: told[-1].start])
    return told[-1].mention.value if beside else carried_number(sentence)


def _reason(sentence: Sentence, verb: int) -> str | None:
    found = _ERROR.search(sentence.text, 0, verb)
    if found:
        return found[0]
    stated = _WHY.search(sentence.text, 0, verb)
    return stated["why"] if stated else None


def _honour(words: str) -> str | None:
    quoted = re.search(r"[“‘]([^”’]{2,40})[”’](?:荣誉)?称号", words)
    return quoted[1] if quoted else None
