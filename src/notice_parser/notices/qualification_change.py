"""A person's professional qualification or title is granted, cancelled or suspended."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Event
from .passage import Sentence
from .registry import reads
from .whom import reports

_QUALIFICATION = (
    r"(?:(?:[\u4e00-\u9fff]{0,14}?)(?:职业资格|执业资格|任职资格|从业资格|专业技术资格|教师资格|"
    r"职称|资格证书?|执业证书?|执业注册|注册证书?|"
    r"工程师|会计师|经济师|教授|研究员|农艺师|医师|药师|建造师|职业技能等级|技师|导游证|建造师(?:注册|执业)|"
    r"律师执业证|上岗证|驾驶证|注册(?!资本|地|会计师事务)|(?:律师|医师|护士|药师|教师|记者)执业(?=[，。；]|"
    r"$)|资格))"
)
_FORMS = tuple(
    map(
        re.compile,
        (
            rf"(?P<who>[^，。；]{{2,160}}?)(?<!手段)(?<!方式)(?<!材料)(?P<verb>(?:已|均|经[^，。；]{{2,24}}?|被|考核|考试|"
            rf"评审|通过|获|合格|新)*(?:取得|获得|具备|获评|晋升为?|晋升|评为|评聘为|聘任为|聘为|"
            rf"授予)了?){_QUALIFICATION}(?!考试|条件|申请)",
            rf"[，,](?P<verb>(?:已|均|一次性)*(?:取得|获得|具备)了?){_QUALIFICATION}(?=[，。；]|$)",
            rf"(?P<verb>(?:准予|批准|同意|授予|核准|确认|评定|聘任)了?)"
            rf"(?P<who>[^，。；]{{2,160}}?)(?:的)?(?:取得|具备|获得|为|担任|初始|延续|变更|"
            rf"重新)?{_QUALIFICATION}(?!考试|条件|申请)",
            r"(?P<verb>(?:注销|撤销|吊销|暂停)了?)(?P<who>[^，。；]{2,60}?)的(?:注册|执业证书?|执业资格)(?=[，。；]|$)",
            rf"(?P<verb>(?:注销|撤销|收回|暂停|吊销|暂扣|作废)了?)(?P<who>[^，。；]{{2,160}}?)"
            rf"(?:的|所持|持有的?)?{_QUALIFICATION}",
            rf"(?:对|将)(?P<who>[^，。；]{{2,160}}?)(?:的|所持的?|"
            rf"持有的?)?{_QUALIFICATION}?[^，。；]{{0,10}}?(?P<verb>(?:依法|决定|予以|给予|"
            rf"作出)*(?:注销|撤销|收回|暂停|作废|准予)(?:{_QUALIFICATION})?)",
            rf"(?P<who>[^，。；]{{2,160}}?)(?:的|所持的?|"
            rf"持有的?)?{_QUALIFICATION}(?:证书)?[^，。；]{{0,6}}?(?P<verb>(?:已|现|被|依法|予以|"
            rf"予)+[^，。；]{{0,12}}?(?:注销|撤销|收回|作废|吊销|暂停))",
        ),
    )
)
_TALK = re.compile(
    r"吊销[^，。；]{0,12}驾驶证|未取得|未具备|不具备|无[^，。；]{0,6}资格|专家资格|投标资格|签约资格|网签资格|竞标资格|竞拍资格|参评资格|竞买资格|定点资格|享受资格|"
    r"申报资格|补贴资格|供应商资格|免税资格|企业资质|资质证书|营业执照|许可证|登记|"
    r"处罚|罚款|违反|违法|考试(?:报名|工作|时间)|称号|注册(?:资本|会计师事务所|商标)|信用|候选|"
    r"条件|网上注册|平台注册|先进|示范|评价"
)


@reads(
    "qualification.change",
    "职业资格",
    cues="资格 职称 执业 工程师 注册 医师 药师 会计师 导游证 教师 技师 建造师 从业证 驾驶证 评聘",
)
def qualification_change(sentence: Sentence) -> Iterator[Event]:
    """Read 〈persons〉取得…资格, 准予〈persons〉执业注册, 注销〈person〉的…证书, 〈person〉…资格被撤销.

    >>> from notice_parser import parse_text
    >>> (event,) = parse_text("县卫生健康局决定注销贺某某的护士执业证书。").events
    >>> event.event_type, event.subjects[0].name, event.authority.written
    ('qualification.change', '贺某某', '县卫生健康局')
    """
    yield from reports(sentence, "qualification.change", _FORMS, talk=_TALK, only_persons=True)
