"""An authority uses coercion: it seals, seizes, freezes or pulls down, or lifts that."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Certainty, Event
from .passage import Sentence
from .registry import reads
from .validity import term
from .whom import reports

_COERCION = (
    r"(?:查封|扣押|扣留|冻结|查扣|强制拆除|强制清除|强制清理|强制搬离|强制划拨|强制断电|"
    r"依法拆除|强拆|划拨|代履行|代为履行|代为清除|"
    r"加处滞纳金|加处罚款|强制隔离|行政强制执行|行政强制措施|强制措施|强制戒毒|强制检定|强制扣缴|扣缴|封存)"
)
_APPLY = (
    r"(?:依法|临时|当场|立即|现场|分别|均|已|先行|予以|决定|给予|实施|采取|进行|作出|下达|组织|并|"
    r"被|了|并处)*"
)
_FORMS = tuple(
    map(
        re.compile,
        (
            rf"(?P<verb>(?:解除|撤销|取消)(?:了)?)(?:对)?(?P<who>[^，。；]{{2,80}}?)"
            rf"(?:的)?[^，。；]{{0,30}}?{_COERCION}",
            rf"(?P<verb>(?:依法|决定)?(?:解除|撤销)(?:了)?(?:对其的?|临时)*{_COERCION}(?:措施|决定)?)(?=[，。；]|$)",
            rf"(?:对|将|把)(?P<who>[^，。；]{{2,120}}?)"
            rf"(?P<verb>{_APPLY}(?:解除)?{_COERCION}(?:措施|决定)?)",
            r"(?P<verb>代履行|代为履行)[，,](?:所需)?费用由(?P<who>[^，。；]{2,60}?)承担",
            rf"(?P<who>[^，。；]{{0,120}}?)(?P<verb>被(?:[^，。；]{{2,24}}?)?{_APPLY}{_COERCION})",
            rf"(?P<verb>{_COERCION}了?)(?:涉嫌[^，。；]{{2,16}}?的)?(?P<who>[^，。；]{{2,80}}?)(?:的|所|违法|违规|非法|擅自|"
            rf"涉嫌|在|位于|用于|名下|银行|账户|设备|物品|存款|经营|生产|$|(?=[，。；]))",
            rf"(?:^|[，；])(?P<verb>{_APPLY}{_COERCION})(?=[^，。；]{{0,8}}?(?:涉案|违法|现场|"
            rf"上述|该|其|银行|账户|存款|场所|设施|设备|财物|物品|原料|产品|建筑))",
        ),
    )
)
_TALK = re.compile(
    r"确认[^，。；]{2,60}?行为[^，。；]{0,4}(?:违法|无效)|刑事强制措施|(?:公安|司法|检察|监察)机关[^，。；]{0,10}强制措施|涉嫌[^，。；]{2,16}罪|(?:解除|撤销|取消)[^，。；]{0,12}(?:申请|请求|告知)|法院|本院|被执行人|保全|申请强制执行|强制清单|强制法|强制职业|强制性|强制(?:权|制度)|"
    r"强制标准|代扣代缴|查封扣押(?:清单|程序|期限)|资金冻结期"
)


@reads(
    "admin.coercion",
    "行政强制",
    cues="查封 扣押 扣留 冻结 查扣 强制拆除 强制清除 强制清理 "
    "强拆 划拨 代履行 代为 强制措施 强制执行 强制扣缴 扣缴 封存 滞纳金 加处 依法拆除",
)
def admin_coercion(sentence: Sentence) -> Iterator[Event]:
    """Read 对〈subject〉…予以查封, 扣押〈subject〉的…, 〈subject〉被强制拆除, 解除对〈subject〉的冻结.

    What a court seals and freezes is not an administrative measure.

    >>> from notice_parser import parse_text
    >>> (event,) = parse_text("县市场监管局依法对临泽县谷语烘焙店的烤炉予以查封。").events
    >>> event.event_type, event.subjects[0].name, event.measure
    ('admin.coercion', '临泽县谷语烘焙店', '予以查封')
    """
    for event in reports(sentence, "admin.coercion", _FORMS, talk=_TALK):
        said = term(sentence, event.span.start - sentence.span.start, event.event_date)
        known: dict[str, object] = {"duration": said.duration, "start": said.start, "end": said.end}
        if event.certainty is Certainty.ALLEGED and "涉嫌" in event.quote:
            known["certainty"] = Certainty.ASSERTED  # done on a suspicion, but done
        yield event.model_copy(update=known)
