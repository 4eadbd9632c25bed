"""Credit is put to use in a service: credit loans, green channels, papers handed in later."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Authority, Certainty, Event, MentionKind
from ..text import to_int
from ..text.patterns import one_of
from .act import act, clause_to
from .certainty import certainty_of
from .passage import Sentence
from .registry import reads
from .subjects import NOBODY, Names, antecedent, named

_SERVICE = (
    r"(?:“[\u4e00-\u9fff]{0,4}[信诚][\u4e00-\u9fff]{0,2}贷”|"
    + one_of(
        "信易贷 信易批 信易租 信易游 信易行 信易+ 信用贷款 信用贷 银税互动 银税贷 绿色通道 容缺 信用签证 "
        "信用证明 信用报告 信用融资 整村授信 授信贷款 免担保 免抵押 无抵押 金融扶持工具 先诊疗后付费 免押金"
    )
    + ")"
)
_DO = one_of(
    "办理 发放 开通 开设 试行 推出 运用 应用 提供 开具 出具 受理 实行 推行 发出 授信 支持 升级 享受 "
    "加强 开辟 增加 进行 领到 获得 获批 拿到 取得 申领 试用"
)
_USE = re.compile(
    rf"(?P<verb>{_DO})[^，。；]{{0,60}}?{_SERVICE}"
    rf"|{_SERVICE}[^，。；]{{0,30}}?(?P<verb2>办理|发放|投放|授信|受理|开具|累计|入驻|上线|开通|后补)"
)
_LENT = re.compile(
    r"为(?P<who>[^，。；]{0,20}?\d[^，。；]{1,20}?)(?P<verb>授信|放款|发放[^，。；]{0,6}贷款?|放贷)\s*[\d一二三四五六七八九十百][\d.]*\s*[万亿]{0,2}元?"
    r"|(?P<who2>[^，。；]*?\d[^，。；]*?)(?:凭|依托|借助|靠)[^，。；]{1,16}?"
    r"(?P<verb2>领到|获得|获批|拿到|取得|申领)[^，。；]{0,12}?贷"
)
_FOR = re.compile(
    r"(?:对|为|向|给予?|支持)(?P<who>其|[^，。；]{2,40}?)(?=试行|发放|办理|提供|开通|开具|出具|以[^，。；]{2,14}进行|授信|开展|实行)"
)
_SERVED = re.compile(r"[，,](?:共|已|累计)*(?:惠及|覆盖|支持|服务|受益)(?P<who>[^，。；]{2,24})")
_BANK = re.compile(r"(?:银行|[支分]行|农商行|信用社|信用联社)$")
_LENDS = re.compile(r"[^，。；]{0,12}(?:为|向|对|给)")
_NUMBER = re.compile(r"(?P<number>\d[\d.]*\s*万?)\s*(?:起|笔|份|件|户|家|人次)")


@reads(
    "application.service",
    "信用应用",
    cues="信易 信用贷 银税 绿色通道 容缺 信用签证 信用证明 信用报告 信用融资 免担保 金融扶持 授信 贷款",
)
def application_service(sentence: Sentence) -> Iterator[Event]:
    """Read 办理信用证明申请N起, 对…试行信用签证, 为N户…发放信用贷款, 开通绿色通道.

    >>> from notice_parser import parse_text
    >>> (event,) = parse_text("4月份，临泽海关为企业办理信用证明35份。", published="2021-05-31").events
    >>> event.event_date, event.stated_count
    ('2021-04', 35)
    """
    lent = _LENT.search(sentence.bare) if "信用" in sentence.passage.block.text else None
    found = lent or _USE.search(sentence.bare)
    if not found:
        return
    verb = "verb" if found["verb"] else "verb2"
    certainty = certainty_of(sentence, *found.span(verb))
    if lent and certainty is Certainty.PRESCRIPTIVE:
        certainty = Certainty.ASSERTED  # 引导银行为213家企业发放贷款4.6亿元: the sum was lent
    low, high = clause_to(sentence, found.start(), found.end())
    if lent:
        names = named(sentence, *lent.span("who" if lent["who"] else "who2"))
    else:
        beneficiary = _FOR.search(sentence.bare, low, high) or _FOR.search(sentence.bare)
        names = named(sentence, *beneficiary.span("who")) if beneficiary else NOBODY
        if beneficiary and beneficiary["who"] == "其":  # not the bank, which stands in the same sentence
            names = Names(antecedent(sentence, 0), None)
    served = _SERVED.search(sentence.bare, high) if names is NOBODY or not names.subjects else None
    if served:
        names = named(sentence, *served.span("who"))
    stated = names.stated if names.stated is not None else _done(sentence.bare[found.start() : high])
    if certainty is Certainty.ASSERTED and not names.subjects and stated is None:
        return  # a service praised, not one given to somebody
    lender = _lender(sentence, found.start())
    yield act(
        sentence,
        "application.service",
        found.span(verb),
        names=Names(names.subjects, stated),
        **({"authority": lender} if lender else {}),
        quote=(0, high) if sentence.of(MentionKind.AUTHORITY, end=low) or stated else (low, high),
        certainty=certainty,
        measure=sentence.text[found.start() : found.end()],
    )


def _lender(sentence: Sentence, before: int) -> Authority | None:
    """The bank that lends: 某农商行为其发放信用贷款."""
    part = sentence.part(before).start
    for found in reversed(sentence.of(MentionKind.ORGANISATION, start=part, end=before)):
        if _BANK.search(found.mention.text) and _LENDS.match(sentence.shape, found.end):
            return Authority(written=found.mention.text, full=found.mention.full)
    return None


def _done(words: str) -> int | None:
    """How many were served, as stated in the same clause: 办理申请23起, 发放贷款1.1万笔."""
    counted = _NUMBER.search(words)
    return to_int(counted["number"]) if counted else None
