"""Sentence + form of a penalty → whom it falls on."""

from __future__ import annotations

import re

from ..model import MentionKind, Subject, SubjectKind
from .passage import Sentence
from .subjects import NOBODY, Names, antecedent, named
from .topic import leading
from .whom import concrete

_WHEN = re.compile(
    r"(?:已|也|均|都|曾|日前|近日|另|还|并|同时)*(?:于|在)?\s*[\d年月日号上下午]*(?:依法)?"
)  # 甲行以次充好，9月12日被…罚款
_WHEN_AND_WHY = re.compile(r"(?:\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}日)?[，,]?(?:曾)?(?:因|由于)[^，。；]{2,40}")
_AGAIN = re.compile(r".*[，,][^，。；对]{0,20}对(?P<who>[^，。；]{2,})")  # 责令其退款，于5月24日对该院处…罚款
_TO_DO = re.compile(
    r"(?P<whom>[^，。；]{0,60}?)(?:将[^，。；]{0,30}?)?(?:立即|限期|于[^，。；]{2,12}前)?(?:改正|停止|整改|拆除|恢复|补办|退还|退回|退赔|清除|清理|纠正|消除|关闭|下架|召回|赔偿|支付|缴纳|补缴)"
)
_THAT = re.compile(r"该(?!局|院|队|委|办)|其(?!中|他|余)|当事人|上述|前述")
_GIVEN_AMONG = re.compile(r"给予(?:行业内|系统内|全[省市区县]|公开|书面|相应的?|行政)?$")
_ITS = re.compile(r"(?!的|、|和|及|与|等|，)")  # 对甲社未经许可经营乙业务: its own doing
_PARTY = re.compile(r"\s*(?P<who>申请人|当事人|被处罚人)")
_YOUR_PEOPLE = re.compile(
    r"(?<=[对予令给处])[你贵](?:单位|公司|[司店厂院校户所行社园馆站场矿]|中心|合作社|机构|企业)?的?(?:时任|现任|主要|直接|有关|项目|安全)*(?:负责的)?"
    r"(?:负责人|法定代表人|主管人员|责任人员?|实际控制人|经营者|经理|董事长|股东|员工|职工|驾驶员|安全员|医师|护士|教师)"
)
_COLON = re.compile(r"(?:[（(][^（）()]*[）)])?\s*[：:]")
_GIVES = re.compile(r"(?:依法|分别|均|各|一并|被)*(?:给予|处以?|并处)")


def penalised(sentence: Sentence, found: re.Match[str]) -> Names:
    """Return whom the words mean that a form takes for the penalised: a name, 其, 当事人, or the topic.

    >>> from notice_parser import parse_text
    >>> (event,) = parse_text("临泽青禾加油站安装作弊装置，县局责令其改正，没收违法所得8000元。").events
    >>> event.subjects[0].name
    '临泽青禾加油站'
    """
    low, high = found.span("who")
    for f in sentence.of(MentionKind.ORGANISATION, MentionKind.PERSON):
        high = f.end if low <= f.start < high < f.end else high  # a lazy form stopped inside a name
        joins = f.start == high + 1 and sentence.shape[high : f.start] in ("、", "和", "与", "及")
        high = f.end if joins else high
    if (ordered := _TO_DO.match(sentence.shape, low, high)) and sentence.shape.endswith("责令", 0, low):
        high = ordered.end("whom")  # 责令当事人|改正违法行为，没收…
    if again := _AGAIN.fullmatch(sentence.shape, low, high):
        low = again.start("who")
    names = named(sentence, low, high)
    untold = low == high or _WHEN.fullmatch(sentence.shape, low, high)
    if not names.subjects and untold and (topic := leading(sentence, low)):
        return named(sentence, *topic)
    if (
        not names.subjects
        and _GIVEN_AMONG.search(sentence.shape, low - 2, high)
        and (topic := leading(sentence, low))
    ):
        return named(sentence, *topic)
    if not names.subjects and untold and (party := _PARTY.match(sentence.shape, 0, low)):
        return named(sentence, *party.span("who"))  # 申请人因…，于11月5日被…罚款
    if not names.subjects and untold and "你" in sentence.shape[:low]:
        return Names(antecedent(sentence, low), None)
    if not names.subjects and _WHEN_AND_WHY.fullmatch(sentence.shape, low, high):
        return Names(antecedent(sentence, low), None)  # 2023年11月因销售不合格食品|被某局罚款
    if names.subjects and all(_acts_itself(sentence, who) for who in names.subjects):
        names = NOBODY
    if (
        not concrete(names)
        and _THAT.match(sentence.shape, low, high)
        and (meant := antecedent(sentence, low))
    ):
        return Names(meant, None)
    if not names.subjects and "其" in sentence.shape[low:high] and (topic := leading(sentence, low)):
        return named(sentence, *topic)  # 甲律所乙律师，因犯…罪被判处…，省司法厅吊销其执业证书
    if not names.subjects or all(s.kind is SubjectKind.GROUP for s in names.subjects):
        own = _people(sentence, low, high) or (_people(sentence, 0, low) if low == high else None)
        if own is None and not names.subjects and "你" in sentence.shape[:low]:
            return Names(antecedent(sentence, low), None)  # 你单位因…，我大队作出…，责令停业
        if own is None and not names.subjects and (topic := leading(sentence, low)):
            return named(sentence, *topic)  # 乙研究院对项目管理失察，予以通报批评
        return own or names
    return names


def _acts_itself(sentence: Sentence, who: Subject) -> bool:
    """Whether a subject is the body that acts: 对甲厂生产的酱油不合格，县市场监管局依法罚款."""
    return any(who.span and f.mention.span == who.span for f in sentence.of(MentionKind.AUTHORITY))


def _people(sentence: Sentence, start: int, end: int) -> Names | None:
    """Take the last named one of a longer phrase (从外地返回后隐瞒行程的孙某某), else the first."""
    found = sentence.of(MentionKind.PERSON, MentionKind.ORGANISATION, start=start, end=end)
    if not found:
        return None
    who = found[0] if found[0].start == start and _ITS.match(sentence.shape, found[0].end) else found[-1]
    return named(sentence, who.start, who.end)


def right_before(sentence: Sentence, found: re.Match[str]) -> Names | None:
    """Return who stands in a clause right before its penalty: …罚款45万元，安全总监汪某|处罚款3万元.

    >>> from notice_parser import parse_text
    >>> events = parse_text("县局对临泽云杉矿业公司罚款45万元，安全总监汪某处罚款3万元。").events
    >>> [event.subjects[0].name for event in events]
    ['临泽云杉矿业公司', '汪某']
    """
    near = sentence.of(
        MentionKind.PERSON, MentionKind.ORGANISATION, start=found.start(), end=found.start("verb")
    )
    if not near or not _GIVES.fullmatch(sentence.shape, near[-1].end, found.start("verb")):
        return None
    return named(sentence, near[0].start, near[-1].end)


def people_of_yours(sentence: Sentence, start: int, end: int) -> Names | None:
    """Return the person of the firm addressed whom the words name: 对你单位主要负责人|王某.

    >>> from notice_parser import parse_text
    >>> (event,) = parse_text("临泽天利公司：\\n决定对你公司法定代表人王某某罚款2000元。").events
    >>> [who.name for who in event.subjects]
    ['王某某']
    """
    yours = _YOUR_PEOPLE.search(sentence.shape, start, end)
    people = sentence.of(MentionKind.PERSON, start=yours.end()) if yours else []
    return (
        named(sentence, people[0].start, people[0].end)
        if yours and people and people[0].start == yours.end()
        else None
    )


def before_colon(sentence: Sentence, start: int) -> tuple[int, int] | None:
    """Return where the names stand that open a sentence before a colon, with only a number behind them.

    >>> from notice_parser import parse_text
    >>> (event,) = parse_text("临泽红旗机械厂（临罚决〔2021〕8号）：处以罚款1万元。").events
    >>> event.subjects[0].name, event.document_number
    ('临泽红旗机械厂', '临罚决〔2021〕8号')
    """
    topic = leading(sentence, start)
    return topic if topic and _COLON.match(sentence.shape, topic[1]) else None
