"""Those who break faith are burdened: barred, refused, checked more often, put on record."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Event, MentionKind
from .measures import DONE, measured
from .passage import Sentence
from .penalties import sanction
from .registry import reads

_PUNISH = re.compile(
    "(?P<verb>"
    r"采取(?:出具)?(?:警示函|监管谈话|责令公开说明|责令参加培训|限制业务活动|认定为不适当人选)[^，。；]{0,24}?措施"
    r"|出具(?:行政)?警示函(?!的)"
    r"|(?:予以|进行|给予)监管谈话"
    r"|(?:同期|期间|[一二三四五六七八九十两\d]{1,3}年内)?不得担任"
    r"|记入[^，。；]{0,24}?不良(?:信息|行为)"
    r"|[扣记](?:除|减)?(?:信用|诚信|不良行为)?(?:分|记分)?\d+(?:\.\d)?分(?!的)"
    r"|给予(?:其)?[^，。；]{0,24}?成绩无效(?:的?(?:处理|决定))?"
    r"|(?:认定|判定|决定|宣布)[^，。；]{0,24}?成绩无效"
    r"|记入[^，。；]{0,24}?(?:诚信)?档案库"
    r"|给予(?P<inner3>[^，。；]{2,40}?)(?:纪律)?(?:处分|惩戒)"
    r"|给予(?P<inner4>[^，。；]{0,60}?)(?:训诫|公开谴责|行业内(?:通报)?|(?<=[所司）□])通报批评)"
    r"|责令(?:其)?(?:暂停|停止)(?:部分)?(?:开展|办理|新增|受理)?[^，。；]{0,16}?业务(?!的)|停止批准[^，。；]{2,24}|限制(?:向股东)?分配红利|限制资产转让|责令调整[^，。；]{2,16}"
    r"|停止(?:其)?使用[^，。；]{2,20}"
    r"|(?:禁止|暂停|停止)(?P<inner>[^，。；]{0,40}?)(?:在[^，。；]{1,16}?)?(?:参加|参与|申报|承接|从事|承揽)[^，。；]{2,20}"
    r"|不得(?:在[^，。；]{1,16}?)?(?:参加|参与|申报|承接|从事|承揽)"
    r"|(?:解除|终止)[^，。；]{0,40}?协议"
    r"|撤销[^，。；]{2,60}?(?<!任职)(?:企业|项目|机构|基地|平台|专家|承训|定点|供应商|代理|推荐|参评)资格"
    r"|停止(?:对外)?招生|(?:暂停|中止)[^，。；]{0,40}?(?:承揽|承接|参与|代理|(?:医保|医疗保障)[^，。；]{0,4}服务|资格|结算|服务协议|协议|业务权限|供应资格|使用|任务|投标|运输核准|运输资格|营运|招生|补助|拨付|诊疗活动)"
    r"|解聘[^，。；]{0,30}?(?:专家|代理机构|评审)[^，。；]{0,6}资格"
    r"|移出[^，。；]{2,16}目录"
    r"|不再受理[^，。；]{0,10}"
    r"|不享受"
    r"|不得(?:享受|参加|参与|评为|申报)"
    r"|取消(?:了|其)?(?P<inner2>[^，。；]{0,80}?)的?(?:[\u4e00-\u9fff]{2,6})?(?:(?<!公示)(?<!认证企业)资格|待遇|优惠|星级旅游饭店|旅游饭店星级|星级(?:资质|评定))"
    r"|限制(?:其)?[^，。；]{0,16}(?:参与|参加|承接|承揽|市场准入|申报|享受|融资|投标)"
    r"|(?:依法依规)?予以限制"
    r"|(?:执行|实行|实施)[^，。；]{0,10}差别化[^，。；]{0,8}"
    r"|加大[^，。；]{0,60}惩戒力度"
    r"|加大[^，。；]{0,12}惩戒"
    r"|(?:纳入|记入|列入|载入)[^，。；]{0,14}(?:征信(?:系统|记录)?|信用(?:档案|记录)|失信(?:行为)?记录|诚信档案)"
    r"|(?:实施|开展)[^，。；]{0,30}惩戒(?:措施)?"
    r"|作为重点监管对象"
    r"|列为[^，。；]{0,6}(?:检查|监管)对象"
    r"|纳入[^，。；]{0,30}?(?:警示管理名单|警示名单|黑名单)"
    r"|提高[^，。；]{0,8}检查频次"
    ")"
)


_LICENCE = re.compile(r"取消(?![^，。；]{0,40}补贴)[^，。；]*?(?:试点|经营|业务)(?:经营|业务)?资格")
_BARRED = re.compile(r"(?:期间|\S{0,6}年内)?(?:不得|禁止)")


@reads(
    "measure.punish",
    "失信惩戒",
    cues="解聘 禁止 成绩无效 档案库 不良信息 不良行为 移出 扣 解除 终止 撤销 暂停 中止 不再受理 惩戒 不享受 "
    "不得 限制 取消 差别化 处分 训诫 谴责 征信 信用档案 信用记录 失信记录 警示 重点监管 检查频次 "
    "检查对象 监管谈话 不适当人选 记1 记2 记3 记4 记5 记6 记8 记9",
)
def measure_punish(sentence: Sentence) -> Iterator[Event]:
    """Read …的，不享受…政策, 将纳入征信系统惩戒, 已执行差别化政策.

    >>> from notice_parser import parse_text
    >>> (event,) = parse_text("拒不改正的，三年内不得参加政府采购。").events
    >>> event.event_type, event.certainty.value
    ('measure.punish', 'conditional')
    """
    for event in measured(sentence, "measure.punish", _PUNISH, asserted=DONE):
        if "名单" in (event.measure or "") and event.certainty.value == "asserted":
            continue  # a listing that was done is an event of its list
        if (event.measure or "").startswith("给予") and {"警告", "通报批评"} & set(
            sanction(event.measure or "").kinds
        ):
            continue  # a penalty of the law
        if _LICENCE.match(event.measure or ""):
            continue  # a licence withdrawn, which admin.licence reports
        listed = [
            f for f in sentence.of(MentionKind.LIST) if sentence.at(f.start, f.end).end <= event.span.end
        ]
        if listed and event.certainty.value == "asserted" and _BARRED.match(event.measure or ""):
            continue  # what the listing brings with it
        yield event
