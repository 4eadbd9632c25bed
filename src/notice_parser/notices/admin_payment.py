"""Public money is granted or paid out: subsidies, job-stabilisation refunds, relief; or taken back."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Event
from .passage import Sentence
from .registry import reads
from .whom import reports

_MONEY = (
    r"(?:补贴|补助|稳岗返还|失业保险费|返还资金|返还款|救助金|救助|低保金|保障金|津贴|慰问金|"
    r"慰问品|扶持资金|扶助金|专项资金|失业保险金|"
    r"失业保险基金|贴息|贴息资金|救济金|抚恤金|优待金|生活费|助学金|资助|纾困资金|支持资金|"
    r"引导资金|财政资金|退税款|退税|补贴款|资金|消费券|供养金|保险待遇)"
)
_PAY = (
    r"(?:发放|拨付|返还|退还|兑付|兑现|给予|支付|下达|划拨|落实|核拨|补助|补贴|资助|救助|划转|退付|"
    r"安排|拨款|发给|补发)"
)
_DONE = r"(?:一次性|累计|共计?|合计|已|已经|依法|及时|按规定|足额|先后|分别|新增|直接|精准|顺利)*"
_FORMS = tuple(
    map(
        re.compile,
        (
            rf"(?:向|为|给|对|给予)(?P<who>[^，。；]{{2,120}}?)(?P<verb>{_DONE}{_PAY}了?)"
            rf"[^，。；]{{0,30}}?{_MONEY}",
            rf"(?P<verb>{_PAY}了?)(?:给)?(?P<who>[^，。；]{{2,120}}?)"
            rf"(?:{_DONE}(?:的)?(?:[^，。；]{{0,16}}?){_MONEY})(?=[^，。；]{{0,10}}?\d|[，。；]|"
            rf"$|共|合计)",
            rf"(?P<who>[^，。；]{{2,120}}?)(?P<verb>(?:已|均|共|分别|成功|顺利|累计)*(?:获得|获|"
            rf"获批|享受|领取|领到|收到|得到)了?)"
            rf"[^，。；]{{0,30}}?{_MONEY}(?:[^，。；]{{0,10}}?\d|[，。；]|$)",
            rf"(?P<verb>(?:追回|追缴|收回|追讨|责令退回|责令退还))(?P<who>[^，。；]{{2,80}}?)"
            rf"(?:骗取|冒领|套取|违规领取|多领|违规享受|已领取|"
            rf"领取)?的?[^，。；]{{0,16}}?{_MONEY}",
            rf"(?:对|向)(?P<who>[^，。；]{{2,80}}?)(?:依法|全额|予以)*(?P<verb>追回|追缴|收回|追讨)(?:了)?"
            rf"[^，。；]{{0,30}}?{_MONEY}",
            rf"(?P<verb>{_PAY}了?)[^，。；]{{0,30}}?{_MONEY}[^。；]{{0,30}}?(?:惠及|涉及|覆盖|"
            rf"受益)(?P<who>[^，。；]{{2,40}})",
            rf"对(?P<who>[^，。；]{{1,60}}?)(?:的)?[^，。；]{{0,16}}?{_MONEY}(?:的)?申请[^，。；]{{0,4}}?"
            r"不予(?P<verb>发放|拨付|批准|支付|受理|返还)",
            r"(?:对|将|同意)(?P<who>[^，。；]{2,120}?)(?:的)?[^，。；]{0,20}?(?P<verb>(?:予以|"
            r"给予|纳入)(?:一次性|适当|临时)?(?:补贴|补助|救助|返还|资助|贴息))",
        ),
    )
)
_TALK = re.compile(
    r"奖励|奖金|补偿|信用贷款|发放贷款|审查|核查|政策实施细则|申报[^，。；]{0,10}(?:通知|指南)|"
    r"处罚|罚款|列入|工资|欠薪|可享受|不享受|赔偿|货款|"
    r"保证金|退还(?:违法|消费者|预付)|招标|政策解读|判决|赃款"
)


@reads(
    "admin.payment",
    "行政给付",
    cues="补贴 补助 返还 救助 津贴 慰问 扶持资金 专项资金 失业保险 贴息 救济 抚恤 资助 低保 退税 助学金",
)
def admin_payment(sentence: Sentence) -> Iterator[Event]:
    """Read 向〈subjects〉发放…补贴…元, 〈subject〉获得…补助, 追回〈subject〉骗取的补贴.

    A scheme that names nobody who was paid is no event.

    >>> from notice_parser import parse_text
    >>> (event,) = parse_text("县人社局向临泽县谷语烘焙店发放稳岗补贴1.2万元。").events
    >>> event.event_type, event.subjects[0].name, event.measure
    ('admin.payment', '临泽县谷语烘焙店', '发放稳岗补贴1.2万元')
    """
    yield from reports(sentence, "admin.payment", _FORMS, talk=_TALK)
