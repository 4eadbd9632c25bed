"""A contract with a public body is kept, broken or ended."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Event
from .passage import Sentence
from .registry import reads
from .whom import reports

_CONTRACT = r"(?:合同|采购合同|施工合同|供货合同|服务合同|出让合同|租赁合同|特许经营协议|投资协议|出让协议)"
_BREACH = (
    rf"(?:(?:构成|存在|发生|属于|属)(?:严重|根本)?违约(?:行为)?|(?:严重|根本)?违约(?=[，。；]|$)|逾期(?:交货|供货|交付|完工|竣工|"
    rf"开工|未交付|未供货|交房)|"
    rf"(?:未|没有|未能|不|拒不|拒绝)(?:按|按照|依照|完全|全面|如期|继续|"
    rf"认真)?(?:[^，。；]{{0,8}}?)(?:履行|履约|执行)"
    rf"[^，。；]{{0,16}}?{_CONTRACT}[^，。；]{{0,10}}|"
    rf"(?:未|没有|未能|不)(?:按|按照|依照)[^，。；]{{0,12}}?{_CONTRACT}(?:约定|"
    rf"规定)?[^，。；]{{0,24}}|违反[^，。；]{{0,14}}?{_CONTRACT}(?:约定|条款)?|"
    rf"(?:擅自|单方面?|无故|无正当理由)[^，。；]{{0,6}}?(?:终止|解除|中止|拒绝签订|拒签|不签订|"
    rf"放弃|停止履行)[^，。；]{{0,10}}?{_CONTRACT}|"
    rf"(?:无正当理由)?(?:拒绝|拒不|不)(?:与[^，。；]{{2,20}})?签订[^，。；]{{0,6}}?{_CONTRACT}|"
    rf"(?:无正当理由)?放弃中标)"
)
_KEPT = (
    rf"(?:(?:已|均|全部|按期|按时|如期|全面|严格|认真)+(?:履行|履约|执行)(?:完毕|完成|"
    rf"了)?[^，。；]{{0,12}}?(?:{_CONTRACT}[^，。；]{{0,12}}|完毕)|(?:按期|如期|按时|全面|严格|诚信)"
    rf"履约(?=[，。；]|$)|履约(?:情况)?(?:良好|完毕|验收合格)|"
    rf"{_CONTRACT}(?:义务)?(?:已)?(?:全部)?履行完毕)"
)
_FORMS = tuple(
    map(
        re.compile,
        (
            rf"(?:与|同|和)(?P<who>[^，。；]{{2,60}}?)(?P<verb>(?:依法|提前|正式|单方|决定|协商|"
            rf"已)*(?:解除|终止|中止)了?)[^，。；]{{0,40}}?{_CONTRACT}(?!纠纷)",
            rf"(?P<verb>(?:解除|终止|中止)(?:了)?)(?:与|同|和|对)?(?P<who>[^，。；]{{2,60}}?)"
            rf"(?:签订|签署|订立|之间|承包|承建|承担|的)[^，。；]{{0,40}}?{_CONTRACT}",
            r"(?:对|将|从)?(?P<who>[^，。；]{2,60}?)(?:缴纳|提交|交纳)?的?(?:履约|投标)"
            r"保证金[^，。；]{0,10}?(?P<verb>不予退还|予以没收|予以扣除|没收|扣除|扣罚|不退还)",
            r"(?P<verb>(?:没收|扣除|扣缴|不予退还|扣罚)了?)(?P<who>[^，。；]{2,60}?)(?:缴纳|"
            r"提交|交纳)?的?[^，。；]{0,8}?(?:履约|投标)保证金",
            r"(?:认定|确认|判定)(?P<who>[^，。；]{2,60}?)(?:的行为)?(?P<verb>(?:构成|属于|存在|"
            r"为)(?:严重|根本)?违约)",
            r"(?:向|要求|责令)?(?P<who>[^，。；]{2,60}?)(?P<verb>(?:收取|追索|追究|承担|支付|"
            r"缴纳)了?[^，。；]{0,8}?违约(?:金|责任))",
            rf"(?P<who>[^，。；]{{2,60}}?)(?:在[^，。；]{{2,60}}?(?:中|期间|过程中)"
            rf"[，,]?)?(?:因[^，。；]{{2,30}}?[，,]?)?(?P<verb>{_BREACH})",
            rf"(?P<who>[^，。；]{{2,60}}?)(?:在[^，。；]{{2,60}}?(?:中|期间)[，,]?)?(?P<verb>{_KEPT})",
        ),
    )
)
# labour and loans are no public contracts; 违约者 and 违约失信 are nobody's breach
_TALK = re.compile(
    r"劳动合同|聘用合同|借款|贷款|判决|判令|仲裁|示范文本|"
    r"合同(?:法|编|管理办法|示范)|"
    r"守合同|购房合同|备案|医保|医疗保险|定点|扣\d|违约失信|信用评价|评为|等次|等级"
)


@reads(
    "contract.performance",
    "合同履行",
    cues="违约 履约 合同 中标 保证金 特许经营协议 投资协议 逾期交货 逾期供货 逾期交付",
)
def contract_performance(sentence: Sentence) -> Iterator[Event]:
    """Read 〈subject〉逾期供货, 与〈subject〉解除…合同, 不予退还…履约保证金, 全面履行合同.

    >>> from notice_parser import parse_text
    >>> (event,) = parse_text("县教育局与临泽县谷语烘焙店解除学校食堂供货合同。").events
    >>> event.event_type, event.subjects[0].name, event.measure
    ('contract.performance', '临泽县谷语烘焙店', '解除学校食堂供货合同')
    """
    yield from reports(sentence, "contract.performance", _FORMS, talk=_TALK, not_as_ground=True)
