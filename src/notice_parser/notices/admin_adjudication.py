"""An authority adjudicates a dispute between parties (行政裁决)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Event
from .act import act
from .passage import Sentence
from .registry import reads
from .subjects import Names
from .whom import reports

_RULING = r"(?:行政裁决(?:决定)?书?|裁决(?:决定)?书?|处理决定书?)"
_FORMS = tuple(
    map(
        re.compile,
        (
            r"(?:对|就|为)(?:请求人|申请人)?(?P<who>[^，。；]{2,160}?)[^，。；、]{0,40}?(?:纠纷|"
            r"争议|案|权属|行为)[^，。；]{0,16}?(?P<verb>(?:依法)?(?:作出|下达|送达|发出)"
            r"了?[^，。；]{0,20}?(?:行政裁决|裁决)(?:决定)?书?|(?:予以|进行了?)(?:行政)?裁决)",
            r"(?:对|就)(?P<who>[^，。；]{2,60}?)(?:提出|提起|申请)的?[^，。；]{0,20}?裁决(?:申请|请求)"
            r"[，,]?[^，。；]{0,20}?(?:不予)?(?P<verb>受理|予以驳回)",
            r"(?P<verb>裁决|行政裁决)(?:如下)?[，：:]?(?:由|责令|认定|确认)?(?:请求人|被请求人|"
            r"申请人|被申请人)?(?P<who>[^，。；]{2,80}?)(?=立即|停止|支付|赔偿|承担|享有|所有|"
            r"使用|于|应|在|侵犯|侵权|向|的行为|不构成|构成|落入|销毁)",
            rf"(?:对|向)(?P<who>[^，。；]{{2,80}}?)(?P<verb>(?:依法)?(?:作出|下达|送达|发出)"
            rf"了?[^，。；]{{0,20}}?{_RULING[:-1]}|行政裁决))",
            r"就(?P<who>[^，。；]{2,100}?)(?:[^，。；、]{0,30}(?:纠纷|争议)[^，。；]{0,4})(?P<verb>(?:行政)?裁决(?=如下))",
            r"(?P<who>[^，。；]{2,100}?)(?:[^，。；、]{0,30}(?:纠纷|争议)[^，。；]{0,4})"
            r"(?:一案)?[，,]?(?:现|已|业|由|经)*[^，。；]{0,24}?(?P<verb>(?:作出|下达)"
            r"了?[^，。；]{0,10}?裁决|(?:行政)?裁决(?:完毕|结案|如下))",
            r"(?P<verb>(?:作出|下达)了?[^，。；]{0,16}?行政裁决(?:决定)?)"
            r"[，：:]?[^。；]{0,24}?(?:责令|认定|由|确认|驳回)(?:请求人|被请求人|申请人|"
            r"被申请人)?(?P<who>[^，。；]{2,80}?)(?=立即|停止|支付|赔偿|承担|享有|使用|应|侵犯|"
            r"侵权|的|不构成|构成)",
            r"(?P<verb>驳回)(?:请求人|申请人)?(?P<who>[^，。；]{2,60}?)的?(?:行政)?裁决(?:请求|申请)",
        ),
    )
)
_RULES_BELOW = re.compile(r"(?P<verb>(?:行政)?裁决)如下[：:]?\s*$")  # 申请人：…|被申请人：…|本局裁决如下：
_TALK = re.compile(
    r"仲裁|(?<!向人民)法院|裁决(?:工作|制度|机制|示范|试点|能力|指南|事项|清单|办案)|商事|劳动|"
    r"不服[^，。；]{0,12}裁决|(?<!不予)受理[^，。；]{0,20}裁决"
)


@reads("admin.adjudication", "行政裁决", cues="裁决")
def admin_adjudication(sentence: Sentence) -> Iterator[Event]:
    """Read 对〈parties〉…纠纷作出行政裁决, 裁决〈subject〉停止侵权.

    Arbitration (仲裁裁决) is not an authority's act.

    >>> from notice_parser import parse_text
    >>> (event,) = parse_text("县自然资源局就临泽县谷语烘焙店与贺某某土地权属争议作出行政裁决。").events
    >>> event.event_type, [s.name for s in event.subjects]
    ('admin.adjudication', ['临泽县谷语烘焙店', '贺某某'])
    """
    told = list(reports(sentence, "admin.adjudication", _FORMS, talk=_TALK))
    yield from told
    ruled = None if told else _RULES_BELOW.search(sentence.shape)
    parties = sentence.source.parties(sentence.span.start)
    disputing = tuple(who for label, who in parties.items() if "申请人" in label)
    if ruled and len(disputing) > 1:
        verb = ruled.span("verb")
        yield act(sentence, "admin.adjudication", verb, names=Names(disputing, None))
