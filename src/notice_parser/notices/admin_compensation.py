"""An authority compensates those whose land, house or rights it takes (征收补偿)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Event
from .passage import Sentence
from .registry import reads
from .whom import reports

_WHAT = r"(?:补偿款|补偿费|补偿金|补偿资金|补偿|安置费|安置补助费|青苗费)"
_FORMS = tuple(
    map(
        re.compile,
        (
            r"(?:对|向|就|给)(?:被征收人|产权人|房屋所有权人)?(?P<who>[^，。；]{2,100}?)(?:的|"
            r"位于|坐落|所有|房屋|土地)?[^，。；]{0,50}?(?P<verb>(?:依法)?(?:作出|下达|送达|"
            r"发出|公告)了?[^，。；]{0,24}?补偿(?:安置)?决定书?)",
            r"(?:与|和|同)(?:被征收人)?(?P<who>[^，。；]{2,100}?)(?P<verb>(?:正式|已|"
            r"顺利)?(?:签订|签署|达成|订立)了?)[^，。；]{0,24}?(?:征收|搬迁|拆迁|收回|收储|征地)"
            r"[^，。；]{0,10}?补偿[^，。；]{0,6}?(?:协议|合同)书?",
            r"对(?:被征收人)?(?P<who>[^，。；]{2,100}?)(?:不予|不再)(?P<verb>补偿)",
            rf"(?:向|为|给|对)(?:被征收人)?(?P<who>[^，。；]{{2,100}}?)(?P<verb>(?:依法|一次性|"
            rf"已|共计?|足额|分别|全额|累计)*(?:支付|发放|拨付|给予|兑付|补偿|赔付|予以补偿|兑现)"
            rf"了?)[^，。；]{{0,40}}?(?:{_WHAT}|\d[^，。；]{{0,10}}?元)",
            rf"(?P<verb>(?:给予|支付|发放|补偿)了?)(?:被征收人)?(?P<who>[^，。；]{{2,100}}?)"
            rf"(?:[^，。；]{{0,24}}?{_WHAT}|(?:人民币)?\d[^，。；]{{0,10}}?元)",
            rf"(?P<who>[^，。；]{{2,100}}?)(?P<verb>(?:已|均|共|分别)*(?:获得|获|领取|领到|收到)"
            rf"了?)[^，。；]{{0,30}}?{_WHAT}",
        ),
    )
)
_ABOUT = re.compile(r"补偿|安置费|青苗费")
_TALK = re.compile(
    r"经济补偿|劳动|补偿(?:方案|标准|办法|机制|政策|制度)(?!款)|风险补偿|贷款|增信|处罚|罚款|"
    r"受害人|消费者|双倍|赔偿金|生态补偿机制|征收[^，。；]{0,14}补偿费|补偿程序"
)


@reads("admin.compensation", "行政补偿", cues="补偿 安置费 青苗费")
def admin_compensation(sentence: Sentence) -> Iterator[Event]:
    """Read 对〈subject〉作出征收补偿决定, 向〈subject〉支付补偿款…元, 与〈subject〉签订征收补偿协议.

    >>> from notice_parser import parse_text
    >>> (event,) = parse_text("县政府对临泽县谷语烘焙店的房屋作出征收补偿决定。").events
    >>> event.event_type, event.subjects[0].name, event.authority.written
    ('admin.compensation', '临泽县谷语烘焙店', '县政府')
    """
    if _ABOUT.search(sentence.shape):
        yield from reports(sentence, "admin.compensation", _FORMS, talk=_TALK, persons=True)
