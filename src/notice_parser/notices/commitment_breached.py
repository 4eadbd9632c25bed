"""A credit commitment that was given is broken, or kept."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Event
from .passage import Sentence
from .registry import reads
from .whom import reports

_WORD = r"(?:《□+》|(?:告知|信用|书面|守信|相关|所作|作出的|其)*[^，。；]{0,14}?承诺(?:书|内容|事项|义务)?)"
_BREACH = (
    rf"(?:(?:严重)?(?:违反|违背|背弃)了?[^，。；]{{0,10}}?{_WORD}|"
    rf"(?:未|没有|未能|拒不|不|逾期未|到期未|至今未)(?:按|按照|按期|按时|如期|全面|完全|严格|"
    rf"切实|履行|在[^，。；]{{2,16}}内?)*(?:履行|兑现|遵守|落实|完成|践行|补齐|"
    rf"提交)?[^，。；]{{0,10}}?(?<!作出)承诺[^，。；]{{0,16}}|"
    r"作出[^，。；]{0,16}?承诺(?:之)?后[，,]?(?:仍)?(?:未|拒不|没有|不)[^，。；]{2,24}|"
    r"(?:作出|提供|提交|出具|存在|属于|构成)?了?(?:虚假|不实)(?:信用|告知)?承诺|"
    r"(?:作出的?)?(?:信用|告知)?承诺(?:书|内容|事项)?(?:存在)?(?:不实|虚假|失实|落空|未履行|"
    r"未兑现|与(?:实际|事实)[^，。；]{0,6}不(?:相)?符)|"
    r"(?:认定为|构成|被判定为|系|属)?(?:违诺|失诺|毁诺)(?:行为)?)"
)
_KEPT = (
    rf"(?:(?:已|均|全部|全面|如期|按期|按时|切实|严格|认真|较好)+(?:地)?(?:履行|兑现|践行|完成|"
    rf"遵守|落实)了?[^，。；]{{0,10}}?{_WORD}|"
    r"(?:履行|兑现)了[^，。；]{0,10}?承诺|践诺(?:情况)?(?:良好|完毕|到位|履约)|(?:已|均已|全部|"
    r"按期|如期)践诺|承诺(?:事项|内容)?(?:已|均已)(?:全部)?(?:履行|兑现|落实|完成)(?:完毕|"
    r"到位)?)"
)
_FORMS = tuple(
    map(
        re.compile,
        (
            rf"(?:认定|确认|判定|发现|查明|核实)(?P<who>[^，。；]{{2,60}}?)(?P<verb>{_BREACH})",
            rf"(?P<who>[^，。；]{{2,80}}?)(?:因|在[^，。；]{{2,40}}?(?:中|时|后|期间))?(?:存在|"
            rf"确|仍|均|已|被(?:[^，。；]{{0,16}})?|经[^，。；]{{2,12}})?(?P<verb>{_BREACH})",
            rf"(?P<who>[^，。；]{{2,80}}?)(?P<verb>{_KEPT})",
            rf"(?:^|[，；])[^，。；]{{0,14}}?(?P<verb>{_BREACH}|{_KEPT})",
        ),
    )
)
_TALK = re.compile(
    r"(?:不|暂不|未)(?:作|认定)[^，。；]{0,6}(?:违诺|失诺)|如违反|若违反|愿意?承担|自愿接受|承诺制|"
    r"承诺违反|移出|信用修复(?!承诺)|"
    r"不履行承诺的|违反承诺的(?:企业|单位|主体|行为|市场)|承诺履行情况(?:纳入|作为)|践诺(?:制度|"
    r"机制|闭环)|招商"
)


@reads("commitment.breached", "违背承诺", cues="承诺 违诺 践诺 失诺 毁诺")
def commitment_breached(sentence: Sentence) -> Iterator[Event]:
    """Read 〈subject〉未履行承诺, 违反信用承诺, 作出虚假承诺, 已如期兑现承诺.

    A breach that is only the ground of a listing or a fine is told by that event.

    >>> from notice_parser import parse_text
    >>> (event,) = parse_text("经核查，临泽县谷语烘焙店未按期履行信用承诺。").events
    >>> event.event_type, event.subjects[0].name, event.measure
    ('commitment.breached', '临泽县谷语烘焙店', '未按期履行信用承诺')
    """
    yield from reports(sentence, "commitment.breached", _FORMS, talk=_TALK, not_as_ground=True)
