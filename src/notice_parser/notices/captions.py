"""Title, caption, header → the act that their words name, as an event without subjects."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..mentions.batches import find_batches
from ..mentions.counts import find_counts
from ..mentions.lists import find_lists
from ..mentions.vocabulary.places import chains
from ..model import Action, Authority, Block, BlockKind, Certainty, Event, Span
from ..text import without_quotes
from .grades import GRADE, scheme_of
from .listing import level, list_kind
from .penalties import sanction

OFF = re.compile(r"停止公[布示]|终止公[布示]|不再公[布示]|屏蔽|移出|退出|移除|解除|剔除|撤出|撤销|取消")
PENALTY = re.compile(r"行政处罚|处罚(?:情况|信息|决定|结果|公示|公开|案件)|被处罚")
_RATING = re.compile(
    r"检查考核结果|考核等次|纳税信用[A-E]级|信用(?:等级)?评价|信用级|评价结果|评定结果|评级结果|等级评定|信用等级|A级纳税人|诚信等级|评定等级"
    r"|风险(?:分级|等级)[\u4e00-\u9fff]{0,8}(?:调整|评定|结果|名单|情况|表)"
    r"|(?:信用|信誉|诚信|质量|量化分级|等级|星级)[\u4e00-\u9fff]{0,4}(?:考核|考评|评定|分级|复核)(?:情况|结果|等级|名单|的通报|的公告|的公示)"
)
_SUPERVISED = re.compile(
    r"(?P<off>摘牌|解除挂牌|撤销挂牌|撤牌|销案|销号|(?:解除|撤销|消除)[^，。]{0,12}?重大(?:火灾|事故|安全)?隐患)|挂牌(?:督办|整治|警示)"
)
_HAZARD = re.compile(r"重大(?:火灾|事故|安全)?隐患单位")
_ARREARS = re.compile(r"欠税(?:公告|情况|信息|纳税人|企业|名单)|欠缴(?:税款|社会保险费)")
_HONOUR = re.compile(
    r"[“‘](?:诚信|守信|信用|放心)[^”’失]{1,10}[”’]|诚信(?:种植|养殖|经营|农|商|工商)户|表彰|先进|标兵|示范|优秀|获奖|荣誉|守合同重信用|文明"
)
_REPAIR = re.compile(r"信用修复|修复(?:公示|结果|名单|企业)")
_LICENCE = re.compile(
    r"行政许可|许可(?:信息|决定|公示)|准予许可|准予[^，。]{2,60}?许可|(?:核发|颁发|换发|延续|注销)[^，。]{0,30}?(?:许可证|执照|资质证书)"
    r"|(?:注销|撤回|撤销|核准|延续)[^，。\n]{0,24}?(?:企业资质|资质企业|资质(?:的|名单|公告|[（(]|$))"
)
_LICENCE_REFUSED = re.compile(r"不予(?:行政)?(?:许可|批准|核准)")
_CHECKED = re.compile(r"抽查|检查结果|抽检|双随机|年检|年度检查|年审|年报抽查|飞行检查")
_BAD_FAITH = re.compile(
    r"(?:\d{4}年)?(?:度)?(?:第[一二三四五六七八九十\d]+批|第?[一二三四]季度|[上下]半年|\d{1,2}(?:[-—至]\d{1,2})?月(?:份)?)?(?:[\u4e00-\u9fff]{2,20}?(?:公布|公示|通报|曝光))?(?:(?:[^，。；]{2,30}等)?\d+[家户个起名人])?"
    r"(?P<name>[\u4e00-\u9fff]{0,14}(?:失信|拖欠|欠薪|重大[\u4e00-\u9fff]{2,8}违法|严重违法)[\u4e00-\u9fff]{0,10}?(?:企业|单位|行为|主体|当事人|案件|个人|对象))"
)
_OFFICE = re.compile(r"^[\u4e00-\u9fff]*(?:税务|稽查|管理|保障|生态环境|监督|住建|农业农村)(?:局|委员会|厅)")
# titles, captions and headers → kinds, where the words alone tell it; the first that fits
_KINDS = (
    (
        "admin.coercion",
        r"^(?!.*行政处罚).{0,8}(?:临时)?查封(?:[^，。\n]{0,8}(?:场所|单位|信息|名单|情况|公告))?$",
    ),
    ("judicial.consumption_restriction", r"限制(?:高)?消费"),
    ("measure.punish", r"扣分|记分|计分|不良行为记?分"),
    ("commitment.breached", r"违诺|失诺|毁诺|违背承诺"),
    ("commitment.made", r"信用承诺(?:书)?(?:公示|情况|名单|企业)|签署承诺|承诺书(?:公示|名单)"),
    (
        "qualification.change",
        r"(?:任职资格|执业资格|职业资格|专业技术资格|职称|执业证)[^，。]{0,8}(?:名单|公示|公告|通知)",
    ),
    ("admin.payment", r"(?:补贴|补助|返还|救助|资助)[^，。]{0,8}(?:名单|公示|公告|发放|情况)"),
    (
        "admin.award",
        r"(?:奖励|奖补|记功|嘉奖)[^，。]{0,8}(?:名单|公示|决定|通报)|记(?:大)?功(?:个人|人员|集体)",
    ),
    (
        "admin.confirmation",
        r"(?:高新技术企业|专精特新|技术中心|众创空间|龙头企业|老字号|绿色工厂)[^，。]{0,10}(?:名单|公示|公告|通知)",
    ),
    (
        "objection.resolved",
        r"异议(?:申诉|申请|信息)?(?:处理|核查|办理|办结)[^，。]{0,6}(?:结果|情况|公告|公示)",
    ),
    ("contract.performance", r"履约(?:评价|情况|信息)|合同履行"),
)
_BAD_RECORD = re.compile(r"(?P<name>不良(?:行为|信用)记录|不良行为)(?!名单)")
_UNMASKED = re.compile(r"(?:屏蔽|删除)失信(?:被执行人)?信息")  # the courts' word for taking off
_DEBTORS = re.compile(r"失信被执行人(?![^\n]{0,12}(?:情况|工作|信用修复|惩戒))")
_UNITS = frozenset(["家", "户", "个", "名", "人", "起", "所", "间"])
_TELLER = re.compile(
    r"(?P<by>[\u4e00-\u9fff]{2,12}?(?:省|市|县|区|州|盟|旗))(?:通报|公布|曝光|发布|公示)"
    r"|[（(](?P<by2>[\u4e00-\u9fff]{1,14}(?:局|委|厅|法院|办|中心|支行|海关))(?:[，,、](?:共)?\d+[家户名个人])?[）)]"
    r"|(?:^|[：:、.．）)])(?P<by3>[\u4e00-\u9fff]{2,16}?(?:局|委|厅|法院|信用办|海关))(?:认定|评定|公布|授予|列入|命名|推送|确定)的"
)
_WHOLE_YEAR = re.compile(r"^\d{4}年?(?:度)?")
_MARK = re.compile(r"^\s*[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]\s*")
_SPREAD = re.compile(r"(?<=[红黑白黄榜名])[ \u3000]+(?=[榜名单]|色榜)")  # 红　榜
_LABEL = re.compile(r"\s*[^，。；：:\d]{2,24}(?:[（(]\d+[家户个名人][）)])?[：:]\s*")  # 红榜：
_TWO_ACTS = re.compile(r"[及和与、](?:发放|新增|授予|认定|恢复|保留|给予)")
_PLAQUE = re.compile(r"(?:授牌|挂牌命名|命名授牌)|(?P<off>摘牌)")
_GRADE_FIRST = re.compile(
    rf"\s*(?:[（(]?[一二三四五六七八九十\d]{{1,3}}[）)、.．])?\s*{GRADE}[（(：:]"
)  # AAA级（优秀）
_VILLAGE = re.compile(
    r"(?:文明|诚信|示范|[一二三四五]星级?)?信用(?:村|户|乡镇|镇|乡|社区|园区|街区|商圈)(?!用)"
)
_TAKEN = re.compile(  # 关于取消甲公司等3家企业高新技术企业资格的公告
    r"(?P<verb>取消|撤销|终止)(?:[^，。]*?\d+[家户名个](?:企业|单位|机构|个人)?的?|部分企业|[^，。]*?)(?P<what>(?:高新技术企业|[^，。的等家户名个]{2,14}?)(?:资格|资质|称号|认定))"
)
_GRADE_TAKEN = re.compile(
    r"(?:取消|撤销)[^，。；（(\n]{0,8}?(?:质量等级|信用等级|星级|等级)(?![^，。；]{0,6}(?:办法|标准|条件))"
)  # 取消质量等级（2家）
_RANKS = (  # of headings, the highest first
    re.compile(r"\s*[一二三四五六七八九十]{1,3}[、.．]"),
    re.compile(r"\s*[（(][一二三四五六七八九十]{1,3}[）)]"),
    re.compile(r"\s*\d{1,2}[、.．]"),
    re.compile(r"\s*[（(]\d{1,2}[）)]"),
)
BOTH_LISTS = re.compile(r"红黑|黑红|黑白|白黑")
LOOKED_INTO = re.compile(r"信用(?:审查|核查|查询|审核|筛查)")


def headings_above(blocks: Sequence[Block], before: int) -> list[str]:
    """Return the headings that ``before`` stands under, nearest first: （二）监理单位, 一、列入红名单（3家）.

    Those right above it, then any of a higher rank, whatever stands between.
    """
    found: list[str] = []
    rank, near = len(_RANKS) + 1, True
    for block in reversed([b for b in blocks if b.span.end <= before]):
        here = next((n for n, form in enumerate(_RANKS) if form.match(block.text)), None)
        heads = block.kind in (BlockKind.SECTION, BlockKind.HEADING) or (
            near and block.kind is BlockKind.PARAGRAPH and bool(_LABEL.fullmatch(block.text))
        )
        if heads and (near or (here is not None and here < rank)):
            found.append(block.text)
            rank = here if here is not None else rank if near else 0
        elif block.kind is not BlockKind.TABLE or found:
            near = False
        if rank == 0:
            break
    return found


def of_words(words: str) -> Event | None:
    """Read the act that a title or caption names, or None where it names none.

    >>> event = of_words("2023年第二批安全生产失信“黑名单”移出名单")
    >>> event.event_type, event.action.value, event.list_name, event.batch
    ('list.serious', 'remove', '安全生产失信黑名单', '2023-2')
    """
    if not words.strip():
        return None
    words = _SPREAD.sub("", words)
    proposed = bool(re.search(r"(?<![虚模])拟", words))
    certainty = Certainty.PROPOSED if proposed else Certainty.ASSERTED
    batch = next((m.value for m in find_batches(words) if re.fullmatch(r"\d{4}-\d+", m.value)), None)
    stated = next((int(m.value) for m in find_counts(words) if m.unit in _UNITS and m.value.isdigit()), None)
    body = _TELLER.match(words) or _TELLER.search(words.split("\n")[0])
    by = (body["by"] or body["by2"] or body["by3"]) if body else None
    told = {"stated_count": stated, "authority": Authority(written=by) if by else None}
    if LOOKED_INTO.search(words):
        return None  # who was looked into, not who was found wanting or praised
    if (taken := _TAKEN.search(words)) and not _TWO_ACTS.search(words):
        cancelled = taken["verb"] != "撤销" and taken["what"].endswith(("资格", "资质"))
        if cancelled:
            measure = taken["verb"] + taken["what"]
            return bare_event("measure.punish", certainty=certainty, measure=measure)
        return bare_event("decision.revoked", certainty=certainty, list_name=_quoted(taken[0]))
    if lost := _GRADE_TAKEN.search(words.split("\n")[0]):
        fields = {"list_name": scheme_of(words), "measure": lost[0], "stated_count": stated}
        return bare_event("rating.assigned", certainty=certainty, **fields)  # of no grade now
    told_by = next((kind for kind, pattern in _KINDS if re.search(pattern, words)), None)
    if told_by is not None:
        return bare_event(told_by, certainty=certainty)
    if _REPAIR.search(words):
        return bare_event("repair.accepted", certainty=certainty)
    for mention in find_lists(words):
        kind = list_kind(mention.value)
        if BOTH_LISTS.search(mention.value):
            continue  # of both lists: which one a row is on is told nearer to it
        if kind is not None and not (_RATING.search(words) and kind == "list.red"):
            return bare_event(
                kind,
                action=Action.REMOVE if OFF.search(words) else Action.ADD,
                certainty=certainty,
                list_name=None if mention.value in ("红牌", "黄牌") else mention.value,
                list_level=None
                if re.search("红[”’]?牌.*黄[”’]?牌|黄[”’]?牌.*红[”’]?牌", words)
                else level(mention.text),
                batch=batch,
                **told,
            )
    if _UNMASKED.search(words) or _DEBTORS.search(words):
        return bare_event(
            "list.judgment_defaulter",
            action=Action.REMOVE if _UNMASKED.search(words) or OFF.search(words) else Action.ADD,
            certainty=certainty,
            list_name="失信被执行人名单",
            batch=batch,
            **told,
        )
    recorded = _BAD_RECORD.search(words)
    if recorded:
        return bare_event(
            "list.warning",
            action=Action.REMOVE if OFF.search(words) else Action.ADD,
            certainty=certainty,
            list_name="不良行为记录",
            batch=batch,
            **told,
        )
    plaque = _PLAQUE.search(words.split("\n")[0])
    if plaque and _HONOUR.search(words) and "督办" not in words:
        kind = "decision.revoked" if plaque["off"] else "honour.award"
        return bare_event(kind, certainty=certainty, list_name=_quoted(words), stated_count=stated)
    watched = _SUPERVISED.search(words)
    if watched:
        return bare_event(
            "list.warning",
            action=Action.REMOVE if watched["off"] else Action.ADD,
            certainty=certainty,
            list_name=hazard[0] if (hazard := _HAZARD.search(words)) else "挂牌督办",
            **told,
        )
    if PENALTY.search(words) or sanction(words).kinds:
        lines = [line for line in words.split("\n") if sanction(line).kinds]
        imposed = _MARK.sub("", lines[0]) if lines else None  # 吊销驾驶证人员: the caption says the penalty
        return bare_event("admin.penalty", certainty=certainty, measure=imposed)
    if _ARREARS.search(words):
        return bare_event("admin.levy", certainty=certainty)
    if _RATING.search(words):
        grade = re.search(GRADE, words)
        return bare_event(
            "rating.assigned",
            certainty=certainty,
            list_name=scheme_of(words),
            list_level=re.sub(r"[“”\s]", "", grade[0]) if grade and not OFF.search(words) else None,
            authority=told["authority"],
        )
    if village := _VILLAGE.search(words):
        grade = re.search(GRADE, words)
        if grade:
            said = re.sub(r"[“”\s]", "", grade[0])
            return bare_event("rating.assigned", certainty=certainty, list_level=said)
        return bare_event("honour.award", certainty=certainty, list_name=village[0], stated_count=stated)
    if _HONOUR.search(words) and not _GRADE_FIRST.match(words):
        return bare_event(
            "honour.award", certainty=certainty, list_name=_honour(words), authority=told["authority"]
        )
    if refused := _LICENCE_REFUSED.search(words.split("\n")[0]):
        return bare_event("admin.licence", certainty=Certainty.NEGATED, measure=refused[0])
    if _LICENCE.search(words):
        return bare_event("admin.licence", certainty=certainty)
    bad = _BAD_FAITH.search(re.sub(r"[“”\"]", "", words))
    if bad:
        name = bad["name"]
        place = next(iter(chains(name)), None)
        if place and place.start == 0 and place.full and len(name) - place.end >= 6:
            name = name[place.end :]  # 昭阳区|重大税收违法失信主体
        name = _OFFICE.sub("", name) or name
        name = re.sub(r"^.*?(?:新增|新认定)的?(?=[\u4e00-\u9fff]{4})", "", name)
        return bare_event(
            "list.serious", action=Action.ADD, certainty=certainty, list_name=name, batch=batch, **told
        )
    if _CHECKED.search(words):
        return bare_event("admin.inspection", certainty=certainty)
    return None


def _quoted(words: str) -> str | None:
    quoted = re.search(r"[“‘]([^”’]{3,30})[”’]", words)
    return quoted[1] if quoted else None


def _honour(words: str) -> str | None:
    if quoted := _quoted(words):
        return quoted
    named = re.search(r"(?:表彰|授予|公布)(?P<name>[^，。]{4,30}?)(?:的决定|的通报|名单|的通知|$)", words)
    return without_quotes(_WHOLE_YEAR.sub("", named["name"])) if named else None


def bare_event(event_type: str, **fields: object) -> Event:
    """Make an event of a kind that nobody and no words belong to yet."""
    return Event.model_validate({"event_type": event_type, "quote": "-", "span": Span(0, 0), **fields})
