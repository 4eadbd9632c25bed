"""An authority confirms a status: high-tech enterprise, work injury, state-recognised centre or base."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Event
from .passage import Sentence
from .registry import reads
from .whom import reports

_STATUS = (
    r"(?P<what>[^，。；]{0,40}?(?:高新技术企业|科技型中小企业|专精特新[^，。；]{0,12}?|"
    r"小巨人[^，。；]{0,4}|创新型[^，。；]{0,4}企业|龙头企业|瞪羚企业|独角兽企业|"
    r"技术企业|规模以上[^，。；]{0,4}|总部企业|家庭农场|合作社|技术中心|研究中心|研发中心|"
    r"研发机构|孵化器|众创空间|工程中心|实验室|工作站|基地|园区|"
    r"老字号|绿色工厂|智能工厂|数字化车间|车间|产品|见义勇为[^，。；]{0,6}|工伤|视同工伤|残疾人|"
    r"困难[^，。；]{0,6}|低保[^，。；]{0,6}|保护单位|非物质文化遗产[^，。；]{0,10}|"
    r"传承人|服务平台|机构|免税资格|免税[^，。；]{0,6}组织|装配式[^，。；]{0,8}|"
    r"旅游[^，。；]{0,6}景区|A级景区|景区|普惠性[^，。；]{0,6}幼儿园|绿色食品|“□+”)"
    r"(?:企业|称号|资格|单位|人员|家庭|对象)?)"
)
_FORMS = tuple(
    map(
        re.compile,
        (
            rf"(?P<verb>认定|确认|确定|审定|核定|批准)(?P<who>[^，。；]{{2,160}}?)(?:为|系|属于){_STATUS}",
            rf"(?:将|把|对|同意)(?P<who>[^，。；]{{2,160}}?)(?P<verb>(?:予以)?(?:认定|确认|确定|"
            rf"核定|审定)为){_STATUS}",
            rf"(?P<who>[^，。；]{{2,160}}?)(?:通过[^，。；]{{2,12}}?(?:评审|审核|复核)"
            rf"[，,]?)?(?P<verb>(?:被|获|获得|获批|已|均|成功|正式|经[^，。；]{{2,20}}?|"
            rf"入选)+(?:[^，。；]{{2,20}}?)?(?:认定|确认|批准|核定)为){_STATUS}",
            rf"(?P<who>[^，。；]{{2,160}}?)(?P<verb>(?:顺利|成功|已|均|"
            rf"全部)*通过了?){_STATUS}(?:资格)?(?:的)?(?:认定|复审|重新认定|复核|备案)(?!条件)",
            rf"(?P<who>[^，。；]{{2,120}}?)(?P<verb>(?:获批|获评|获认定|入选)(?:为|"
            rf"成为)?){_STATUS}(?=[，。；]|$)",
            rf"(?P<who>[^，。；]{{2,120}}?)(?:的)?{_STATUS}(?P<verb>(?:予以)(?:确认|认定))",
            r"(?:对|将)(?P<who>[^，。；]{2,120}?)"
            r"(?:的)?[^，。；]{0,30}?(?P<verb>予以(?:行政)?(?:确认|认定))(?!违法|无效|后)",
            r"(?P<who>[^，。；]{3,40}?)不(?:符合|具备)[^，。；]{2,40}?条件[，,][^，。；]{0,16}?不予(?P<verb>认定|确认)",
            r"(?P<who>[^，。；]{2,40}?)(?:所受|受到|受)"
            r"(?:的)?(?:事故)?伤害[^。；]{0,60}?(?P<verb>(?:予以)?认定为(?:工伤|视同工伤))",
            r"(?P<verb>认定)(?P<who>[^，。；]{2,40}?)(?:所受|受到|受)"
            r"(?:的)?(?:事故)?伤害为(?:工伤|视同工伤)",
        ),
    )
)
# a list, a grade, an honour and a wrong are told by their own kinds
_TALK = re.compile(
    r"失信|名单|名录|违法|违规|违纪|虚假|非法|责任|无效|信用等级|信用级|[A-D]级(?!景区|旅游|资)|"
    r"等次|黑榜|红榜|取消|撤销|认定(?:管理)?办法|认定标准|认定条件|认定机关|认定程序|不合格|"
    r"补贴|补助|奖励|责任事故|假冒|判决|裁定|核查确认"
)
_HONOUR = re.compile(
    r"诚信|守信|先进|标兵|模范|文明|优秀|守合同|放心|信得过|失信|示范(?:企业|单位|个人|商户|集体)"
)


@reads("admin.confirmation", "行政确认", cues="认定 确认 确定 核定 审定 复审 获批")
def admin_confirmation(sentence: Sentence) -> Iterator[Event]:
    """Read 认定〈subjects〉为高新技术企业, 〈subject〉被认定为…, 通过…认定, 对〈subject〉…予以确认.

    >>> from notice_parser import parse_text
    >>> (event,) = parse_text("认定临泽县谷语烘焙店等5家单位为乡村振兴就业车间。").events
    >>> event.event_type, event.stated_count, event.subjects[0].name
    ('admin.confirmation', 5, '临泽县谷语烘焙店')
    """
    if _HONOUR.search(sentence.text):
        return
    yield from reports(sentence, "admin.confirmation", _FORMS, talk=_TALK, persons=True)
