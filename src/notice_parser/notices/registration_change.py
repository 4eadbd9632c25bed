"""A body is registered, its registration changed or cancelled: set up, renamed, moved, struck off."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Event
from .passage import Sentence
from .registry import reads
from .whom import reports

_REGISTRATION = (
    r"(?:设立|成立|开业|变更|注销|简易注销|强制注销|迁移|迁入|迁出|备案|法人|年检|歇业备案|清算组备案)"
)
_ITEM = (
    r"(?:(?:企业|单位|公司|字号|商号|机构|社团)?名称|法定代表人(?:姓名)?|负责人|经营者|"
    r"住所(?:地)?|注册地址|登记地址|经营场所|"
    r"经营范围|业务范围|注册资本|开办资金|企业类型|公司类型|股东|投资人|业务主管单位)"
)
_FORMS = tuple(
    map(
        re.compile,
        (
            rf"(?P<verb>(?:准予|核准|同意|批准))(?P<who>[^，。；]{{2,160}}?)"
            rf"(?:的)?(?:申请的?)?(?:办理|进行)?(?:{_REGISTRATION}[、和及]?)+登记",
            rf"(?:对|为|给|将)(?P<who>[^，。；]{{2,160}}?)(?:提出的|申请的|"
            rf"的)?[^，。；]{{0,12}}?(?P<verb>(?:依法|予以|准予|撤销|核准|办理了?|作出|实施|"
            rf"进行)+(?:准予)?{_REGISTRATION}(?:登记)?)(?!条件|手续|业务|流程)",
            rf"(?P<who>[^，。；]{{2,120}}?)(?:已|业已|"
            rf"现已)?(?:经[^，。；]{{2,24}}?)?(?P<verb>(?:被|依法|核准|准予|予以|办理|完成|办结|"
            rf"办妥|取得)+了?(?:工商|市场主体|企业|社会团体|民办非企业单位|社会组织|法人|"
            rf"税务)?{_REGISTRATION}登记)(?!条件|业务|流程|申请|时|中|过程)",
            rf"(?:将|把)(?P<who>[^，。；]{{2,60}}?)"
            rf"(?:的)?{_ITEM}(?:由[^，。；]{{2,60}}?)?(?P<verb>(?:变更|更名|更改|更换|调整|迁移)"
            rf"(?:登记)?为)",
            rf"(?P<who>[^，。；]{{2,60}}?)(?:的)?{_ITEM}(?:已|现|"
            rf"拟)?(?:于[^，。；]{{4,12}})?(?:由[^，。；]{{2,60}}?)?(?P<verb>(?:变更|更名|更改|"
            rf"更换|调整|迁移)(?:登记)?为)",
            r"(?P<who>[^，。；]{2,60}?)(?:已|现已|依法|正式|于[^，。；]{4,12})*(?P<verb>(?:更名|"
            r"改名|变更名称|改制变更)为)",
            r"(?P<verb>(?:依法|决定|现)?(?:注销|撤销))(?P<who>[^，。；]{2,120}?)的?(?:工商|"
            r"市场主体|企业|公司|社会团体|社会组织|民办非企业单位|基金会|事业单位|法人|设立|"
            r"变更|注销)*(?:登记|营业执照)(?!证)",
            r"(?P<who>[^，。；]{2,80}?)(?:的)?(?:营业执照|法人登记(?:证书)?|(?:公司|企业|"
            r"社团)?(?:设立|变更|注销)?登记)?(?:已|现已|"
            r"业已)?(?P<verb>被[^，。；]{0,16}?(?:注销|撤销)(?:登记)?|予以注销(?:登记)?)"
            r"(?=[，。；]|$)",
            r"(?P<who>[^，。；]{2,80}?)(?:已)?于[^，。；]{4,12}?(?P<verb>(?:依法|办理|核准|"
            r"完成)*(?:注销|设立|变更)(?:登记)?)(?=[，。；]|$)",
            r"(?P<who>[^，。；]{2,80}?)(?:于[^，。；]{4,12})?(?:已|现|依法|"
            r"正式)*(?P<verb>(?:迁入|迁出|迁至|完成迁移)(?:我|本)?[市县区省])",
        ),
    )
)
# land, vehicles, persons and licences are registered too, and that is no registration of a body
_TALK = re.compile(
    r"不动产|抵押|质押|机动车|车辆|户口|户籍|婚姻|医师|护士|执业|药品|商标|专利|土地|房屋|兽药|"
    r"种子|职业|资格|许可证|预告登记|失业登记|"
    r"注销登记流程|登记制度|吊销|处罚|学籍|船舶|备案管理|产权|公示注销|税务登记证|信用等级|颜色|评价"
)


@reads("registration.change", "登记变更", cues="登记 变更为 更名 改名 注销 迁入 迁出 迁至 变更名称 更换为")
def registration_change(sentence: Sentence) -> Iterator[Event]:
    """Read 准予〈subject〉注销登记, 〈subject〉名称变更为…, 法定代表人由…变更为…, 注销〈subject〉的登记.

    A licence revoked as a punishment (吊销营业执照) is an admin.penalty.

    >>> from notice_parser import parse_text
    >>> (event,) = parse_text("经审查，准予临泽县谷语烘焙店注销登记。").events
    >>> event.event_type, event.subjects[0].name
    ('registration.change', '临泽县谷语烘焙店')
    """
    yield from reports(sentence, "registration.change", _FORMS, talk=_TALK)
