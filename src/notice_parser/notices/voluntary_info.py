"""Someone gives credit information of their own accord, or takes it back."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Event
from .passage import Sentence
from .registry import reads
from .whom import reports

_GIVE = r"(?:申报|公示|公开|提供|填报|报送|上传|注册|提交|披露|登记|录入|归集|补充|更新)"
_INFO = r"(?:信息|资料|数据|信用状况|经营状况|证书|业绩|合同履行|材料|情况)"
_FORMS = tuple(
    map(
        re.compile,
        (
            rf"(?P<who>[^，。；]{{2,120}}?)(?:(?:在|通过|登录|经|依托|向)"
            rf"[^，。；]{{0,40}}?)?(?:已|均|先后)?(?P<verb>(?:自主|自愿|主动自愿|自行自愿|"
            rf"自愿主动)(?:向[^，。；]{{2,30}}?)?{_GIVE}了?)[^，。；]{{0,40}}?{_INFO}",
            rf"(?P<verb>(?:撤回|撤销|撤下|删除)了?)(?P<who>[^，。；]{{2,60}}?)(?:自愿|"
            rf"自主){_GIVE}的[^，。；]{{0,20}}?{_INFO}",
            rf"(?P<who>[^，。；]{{2,60}}?)(?:申请)?(?P<verb>(?:撤回|撤下|删除)了?)(?:其|"
            rf"此前)?(?:自愿|自主){_GIVE}的[^，。；]{{0,20}}?{_INFO}",
            rf"(?:将|对|公示)(?P<who>[^，。；]{{2,60}}?)(?P<verb>(?:自愿|自主){_GIVE})"
            rf"的[^，。；]{{0,20}}?{_INFO}[^，。；]{{0,10}}?(?:予以|进行)?(?:公示|归集|公布|记录|"
            rf"录入)",
            rf"(?:^|[，；])[^，。；]{{0,40}}?(?P<verb>(?:自主|自愿)"
            rf"(?:向[^，。；]{{2,30}}?)?{_GIVE}了?)[^，。；]{{0,40}}?{_INFO}",
        ),
    )
)
_TALK = re.compile(
    r"名称自主申报|自愿(?:放弃|接受|参加|加入|承担|履行)|自愿(?:注册|申报)(?:渠道|机制|制度|"
    r"平台|功能)|可以?自主|自主申报(?:系统|功能|制度|机制)|"
    r"纳税申报|应当|违法|虚假|处罚|列入|志愿"
)


@reads("voluntary.info", "自愿申报", cues="自主 自愿")
def voluntary_info(sentence: Sentence) -> Iterator[Event]:
    """Read 〈subject〉自主申报…信息, 自愿公示…, 撤回〈subject〉自愿提供的信息.

    >>> from notice_parser import parse_text
    >>> (event,) = parse_text("临泽县谷语烘焙店通过县信用平台自主申报合同履行信息3条。").events
    >>> event.event_type, event.subjects[0].name, event.measure
    ('voluntary.info', '临泽县谷语烘焙店', '自主申报合同履行信息3条')
    """
    yield from reports(sentence, "voluntary.info", _FORMS, talk=_TALK)
