"""A court gives judgment: it sentences, orders, decides, opens insolvency proceedings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Authority, Event
from .passage import Sentence
from .registry import reads
from .whom import reports

_SENTENCE = (
    r"(?:有期徒刑|无期徒刑|拘役|管制|死刑|罚金|缓刑|免予刑事处罚|剥夺政治权利|没收(?:个人)?(?:全部)?财产)"
)
_ORDER = (
    r"(?:支付|偿还|赔偿|返还|承担|履行|清偿|停止|给付|交付|退还|赔付|腾退|退赔|协助|向|于|在|应|"
    r"继续|解除|归还|配合|连带|将)"
)
_ROLE = r"(?:被告人|被告单位|被告|原告|上诉人|被上诉人|罪犯|第三人|申请人|被申请人|被执行人|债务人)?"
_FORMS = tuple(
    map(
        re.compile,
        (
            r"(?P<who>[^，。；]{2,120}?)(?:因[^，。；]{2,40}?)?(?:一审|二审|终审|分别|均|已|"
            r"依法)*(?P<verb>被(?:[^，。；]{0,40}?)?(?:一审|二审|终审|依法|分别)*(?:判处|判决|"
            r"改判|判刑|宣告破产|裁定))",
            rf"(?P<verb>判处|改判)(?:了)?{_ROLE}(?P<who>[^，。；]{{2,60}}?)"
            rf"(?:犯[^，。；]{{2,30}}?罪)?(?:处)?{_SENTENCE}",
            rf"(?:^|[，；。])[^，。；]{{0,24}}?{_ROLE}(?P<who>[^，。；]{{2,40}}?)(?:因)?(?:犯|"
            rf"构成)[^，。；]{{2,30}}?罪(?:[（(]□*[）)])?[，,][^。；]{{0,30}}?(?P<verb>判处|改判|"
            rf"处)(?:{_SENTENCE}|刑罚)",
            rf"以[^，。；]{{2,30}}?罪(?:一审|依法)*(?P<verb>判处|"
            rf"判决){_ROLE}(?P<who>[^，。；]{{2,60}}?)(?:{_SENTENCE}|$|[，。；])",
            r"(?P<verb>裁定|决定)(?:依法)?(?:受理|宣告|批准|确认|终结|终止)"
            r"(?:了)?(?:[^，。；]{0,20}?(?:申请|对))?(?P<who>[^，。；]{2,60}?)"
            r"(?:进行)?(?:的)?(?:破产|重整|清算|和解)",
            rf"(?P<verb>判决|判令|判定|裁定|裁决)(?:如下)?[，：:]?(?:由|准予|准许|责令|"
            rf"驳回)?{_ROLE}(?P<who>[^，。；]{{2,60}}?)(?={_ORDER}|的?(?:诉讼请求|上诉|起诉|"
            rf"再审申请))",
            r"(?P<verb>裁定)(?:准予|准许|对|冻结|查封)?(?:强制执行|"
            r"执行)?(?P<who>[^，。；]{2,60}?)(?:强制执行|的(?:强制执行|财产|银行|行政处罚|处罚|"
            r"行政决定))",
            r"(?P<who>[^，。；]{2,40}?)(?:因|以)[^。；]{2,40}?罪[，,]?[^，。；]{0,8}?(?P<verb>获刑|被判刑)",
            rf"(?P<verb>驳回){_ROLE}(?P<who>[^，。；]{{2,60}}?)的?(?:全部)?(?:诉讼请求|上诉|再审申请|起诉)",
            rf"(?P<verb>判决)确认[^，。；]{{2,40}}?对{_ROLE}(?P<who>[^，。；]{{2,60}}?)(?:的|作出|实施|所作)"
            r"[^，。；]{0,30}?(?:违法|无效)",
            r"(?:对|就)(?:原告|被告人?|上诉人)?(?P<who>[^，。；]{2,80}?)"
            r"(?:[^，。；、]{0,20}(?:一案|纠纷|案件|案))"
            r"[^，。；]{0,12}?(?P<verb>(?:公开)?(?:作出|宣告|进行了?宣判|宣判)(?:了)?(?:一审|"
            r"二审|终审)?(?:判决|裁定)?)",
            r"(?P<who>[^，。；]{2,60}?)(?:犯|构成)"
            r"[^，。；]{2,30}?罪[，,](?:[^。；]{0,20}[，,])?(?P<verb>免予刑事处罚|"
            r"判处[^，。；]*|单处罚金)",
        ),
    )
)
_TALK = re.compile(
    r"劳动仲裁|仲裁委|行政裁决|裁判文书网|判决书?(?:送达|公开|生效后)|起诉期限|"
    r"可以?向[^，。；]{0,12}法院|判决(?:结果)?为准|"
    r"(?:未|不|拒不)(?:按期|按时|主动)?履行[^，。；]{0,12}(?:判决|裁定)|纳入|列入|"
    r"限制(?:高)?消费|信用评价|等级评定"
)


@reads(
    "judicial.judgment",
    "司法裁判",
    cues="判处 判决 判令 裁定 改判 宣判 判刑 宣告破产 驳回 刑事处罚 徒刑 获刑 拘役 罚金",
)
def judicial_judgment(sentence: Sentence) -> Iterator[Event]:
    """Read 〈subject〉犯…罪，判处…, 判令〈subject〉支付…, 裁定受理〈subject〉破产清算, 驳回〈subject〉的上诉.

    >>> from notice_parser import parse_text
    >>> (event,) = [e for e in parse_text("县人民法院以诈骗罪判处贺某某拘役四个月。").events
    ...     if e.event_type == "judicial.judgment"]
    >>> event.subjects[0].name, event.authority.written
    ('贺某某', '县人民法院')
    """
    if re.search(r"法院|法庭|判处|犯[^，。；]{2,30}罪|被告|裁定|判决|本院|上诉", sentence.passage.block.text):
        for event in reports(sentence, "judicial.judgment", _FORMS, talk=_TALK, persons=True):
            yield _by_a_court(sentence, event)


def _by_a_court(sentence: Sentence, event: Event) -> Event:
    """Let a court give judgment, as it is written (法院), and no body that only tells of it."""
    issuer = sentence.source.issuer or ""
    if event.authority is None and issuer.endswith("法院"):
        return event.model_copy(update={"authority": Authority(written=issuer, full=issuer)})
    written = event.authority.written if event.authority else "法院"
    if re.search(r"法院|法庭|仲裁|检察院|[我本该]院", written):
        return event
    court = Authority(written="法院") if "法院" in sentence.text else None
    return event.model_copy(update={"authority": court})
