"""An authority rewards with money or merit: 奖励, 奖金, 记功, 嘉奖; titles of honour are honour.award."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Event
from .passage import Sentence
from .registry import reads
from .whom import reports

_MERIT = r"(?:记(?:个人|集体)?(?:特|大|[一二三])等功|记(?:大)?功|嘉奖|记功)"
_REWARD = r"(?:奖励|奖金|奖补|奖励金|奖励资金|奖补资金|奖励款|物质奖励|通令嘉奖)"
_HOW = (
    r"(?:一次性|现金|物质|资金|通报|各|分别|均|共计?|合计|每[家人户名]|累计|适当|专项|财政|市级|"
    r"县级|区级|省级|最高)*"
)
_FORMS = tuple(
    map(
        re.compile,
        (
            rf"(?:给|为|对|给予|同意给)(?P<who>[^，。；]{{2,160}}?)(?P<verb>(?:予以|给予|追记|记|"
            rf"依法|授予|进行)*{_MERIT})",
            rf"(?P<verb>(?:追)?{_MERIT}(?:给)?)(?P<who>[^，。；]{{2,80}}?)(?=[，。；]|$)",
            rf"(?:对|向|为|给|给予)(?P<who>[^，。；]{{2,160}}?)(?P<verb>{_HOW}(?:给予|发放|兑现|"
            rf"兑付|颁发|拨付|予以|支付|奖励|奖补|进行|落实|下达)"
            rf"了?{_HOW}[^，。；]{{0,24}}?(?:{_REWARD}|(?<=奖励)(?:人民币)?\d|(?<=奖补)\d))"
            rf"(?!政策|办法|项目|申报|条例)",
            rf"(?P<verb>(?:给予|授予|发给|兑现|兑付|拨付|颁发)了?)"
            rf"(?P<who>[^，。；]{{2,160}}?){_HOW}(?:人民币)?(?:\d[^，。；]{{0,10}}?元(?:的)?)?{_HOW}[^，。；]{{0,10}}?{_REWARD}(?!政策|"
            rf"办法|项目|条例)",
            r"(?P<verb>奖励|奖补)(?:了)?(?P<who>[^，。；]{2,120}?)(?:各|分别|每[家人户名]|共计?|"
            r"合计|人民币)*(?=\d[^，。；]{0,10}?(?:元|万))",
            rf"(?P<who>[^，。；]{{2,120}}?)(?P<verb>(?:因[^，。；]{{2,30}})?(?:被|荣|已|均|共|集体|个人|"
            rf"分别|成功)*(?:记|获|获得|荣获|荣立|立|领取|领到|兑现)"
            rf"了?[^，。；]{{0,24}}?(?:{_MERIT}|[一二三]等功|{_REWARD}(?:[^，。；]{{0,8}}?\d|"
            rf"[，。；]|$)))",
        ),
    )
)
_TALK = re.compile(
    r"奖励(?:条例|办法|项目|政策|标准|制度|机制|细则|委员会|暂行)|举报奖励(?:办法|制度)|"
    r"科学技术奖|称号|守信激励|联合奖惩|申报|"
    r"奖励惩戒|(?:扣减|核减|扣除|取消|停发|收回|不予(?:发放|兑现))[^，。；]{0,30}奖|骗取|追回|处罚|罚款|公积金|不得|评奖|奖项|补偿|绩效奖|有奖"
)


@reads("admin.award", "行政奖励", cues="奖励 奖金 奖补 记功 嘉奖 等功 记大功")
def admin_award(sentence: Sentence) -> Iterator[Event]:
    """Read 给予〈subject〉奖励…元, 奖励〈subject〉…万元, 给〈subject〉记二等功, 〈subject〉获得奖金….

    >>> from notice_parser import parse_text
    >>> (event,) = parse_text("县政府给予临泽县谷语烘焙店一次性奖励5万元。").events
    >>> event.event_type, event.subjects[0].name, event.authority.written
    ('admin.award', '临泽县谷语烘焙店', '县政府')
    """
    yield from reports(sentence, "admin.award", _FORMS, talk=_TALK, persons=True)
