"""Sentence → Certainty: whether an act was done, planned, demanded, denied or only suspected.

Chinese marks this before the verb: 拟, 将, 应当, 不予, 凡…的, 涉嫌. The words are in tables; what they
must stand next to is in the patterns, because 将 is both the future and the object marker and 不 is
part of many nouns.
"""

from __future__ import annotations

import re

from ..model import Certainty, MentionKind, Span
from ..text.patterns import one_of
from .letters import SUBJECT_KINDS
from .passage import Sentence

# between a marker and its verb only such words may stand
_ADVERBS = (
    r"(?:依法|依规|依照[^，；。]{2,15}?规定|按照?[^，；。]{1,12}?(?:规定|程序|要求)|按规定|按程序|予以|一律|统一|及时|"
    r"继续|同时|再次?|直接|重新|分别|逐步|陆续|进一步|视情(?:况)?|会同[^，；。]{2,15}?|由[^，；。]{2,16}?|移送[^，；。]{2,15}?)*"
)
_NEGATORS = one_of(
    "不予 不再 未予 未能 未被 不会 不被 没有 并未 尚未 从未 暂不 暂未 暂缓 免予 免于 拒绝 无需 不必 未 不"
)
_NEGATED = re.compile(
    _NEGATORS + _ADVERBS + r"(?:[将把]其|将该[^，；。]{1,8}|对其|被|将)?" + _ADVERBS + r"$"
    r"|(?:暂缓|暂不|不予|不再|未)[将把对][^，；。]{2,40}$|是否(?:应当?|予以|可以|被)?$|未(?:发现|查见|检出|查询到)[^，；。]*$"
)
_NEGATED_AFTER = re.compile(
    r"^[^，；。]{0,12}的?(?:申请|请求|决定|提议|建议|议案)?(?:不予受理|不予支持|未(?:获|能)?[^，。；]{0,14}通过|不成立|未获通过|不实)"
)
# 推荐列入“黑榜”的甲公司，经复核证据不足，不予公布
_NOT_IN_THE_END = re.compile(
    r"[^，。；]{0,20}的[^，。；]{2,40}[，,][^。；]*(?:不予(?:公布|列入|认定|发布|公示|纳入)|不再列入|不列入|未列入|暂缓)"
)
_PUT_FORWARD = re.compile(r"(?:推荐|申报|提名|推荐申报)$")
_DENIED = re.compile(r"网传[^。]*(?:不实|谣言|虚假)|(?:系谣言|不属实|并非事实|纯属虚构)")
_PROPOSED = re.compile(
    r"(?<![虚模])拟(?!(?:推荐|申报|上报|参评|表彰|评选|提拔|晋升|聘用|录用|任用|扶持|支持)[^，。；]{0,6}的)(?:(?=[将对把同予给认列纳移授评推按撤])[^。；]*|(?!定|订|稿|制|声)[^。；的]*)$"
)
_PROSPECTIVE = re.compile(r"(?:即将|将会|将要|将)" + _ADVERBS + r"(?:被)?" + _ADVERBS + r"$")
_FUTURE = re.compile(
    r"(?<![为把])将(?:依法|依规|依法依规|一律)?[对把][^；。]{1,40}$|将[为向给](?!所)[^，；。]{2,40}$|将(?:组织|引导|督促|安排|邀请|集中|陆续|分批)[^，；。]*$|将[于在](?!\d{4}年)[^，。；]{1,10}[将把对][^，。；]*$|(?:下一步|今后|接下来|下阶段|明年|届时|期满后|到期后)[^。]*$"
)
_CONDITION_BEFORE = re.compile(
    r"^对[^，；。]{0,16}(?:连续|再次|拒不|逾期|屡|情节)[^，；。\d]{0,24}的[^，；。]{2,10}[，,]?$"
    r"|(?:的|者|情形之一|(?<![同届及按实])时|后仍[^，]{0,20}|期间[^，]{0,12}(?:的|情形))[，,]?$|^(?:如|若|凡|一旦|如果|对于?违反|逾期|情节严重|连续)"
)
_CONDITION_HERE = re.compile(
    r"(?:^|[，；])(?:如果?|若|凡|一旦|倘)[^。]*$|对[^，；。]{2,30}的(?=(?:要|应|将|须|一律|依法|按照|由|予以|可))[^，；。]*$"
    r"|(?:严重|恶劣|较大|改正|履行|整改|不力|合格|属实|行为|情形)的(?:给予|处以?|予以|依法)?$|(?:逾期|仍|拒不)[^，；。]{0,14}的(?![^，；。]{0,6}[\d人])[^，；。]{0,8}$"
)
_DURING = re.compile(r"在[^，；。]{2,24}时$")
_ARTICLE = re.compile(r"\s*第[一二三四五六七八九十百]{1,4}条[\s　]")  # of rules that a circular carries
_ONCE_DONE = re.compile(
    r"[^，。；]{0,14}(?:之后|以后|后)[，,][^。]*?(?:可能|将(?:会|被|面临)|会(?:被|受))"
)  # 被列入名单后，…可能
_ALSO = re.compile(
    r"(?:并|同时|且|也|还)?(?:依法|依规|一并)*(?:[将把对](?:其|你[^，。；]{1,4}|该[^，。；]{1,6}|上述[^，。；]{1,6}))?"
)
_WILL = re.compile(
    r"将(?:依法|提请|移送|移交|报请?|按|会同|予以|进行|作为|采取|启动|开展|加大|加强|纳入|列入)[^。；，]*[，,]$"
)
_MODALS = re.compile(
    r"(?:应当|应(?!急|用|对|届|聘|收|诉|邀|城)|必须|务必|须|(?<![主重必需紧首纪概])要(?!求|点|素|闻|件|约|道|塞|害)|可以|(?<!许)可(?!信|能|靠|行|研|再)|不得|严禁|禁止|"
    r"建议|鼓励|支持|引导|推动|探索|力争|争取|要求|需(?!求|要品)|需要)[^。；]*$"
)
_ASKED = re.compile(  # 提请省厅吊销其证书, 请县林业局自行撤销: another body is to do it
    r"(?<!经)(?:提请|报请|商请|函请|恳请|转请|移[送交])(?![^，。；]*(?:批准|同意|审定))[^，。；]{2,}$"
    r"|(?<![申商提报函恳邀聘])请(?:各|有关|相关|贵|你)[\u4e00-\u9fff]{0,12}?(?:将|把|对|依法|按|予以)[^，。；]*$"
    r"|(?<![申商提报函恳邀聘])请(?:各|有关|相关|贵|你)[\u4e00-\u9fff]{0,8}$"
    r"|(?<!申)请[\u4e00-\u9fff]{2,14}?(?:局|委|厅|办|院|部门|单位|政府|中心)(?:自行|依法|一并|及时)[^，。；]*$"
)
# 建议对甲公司罚款，|列入名单: what is wanted reaches over the comma to a verb without a subject of its own
_WANTED = re.compile(
    r"(?:建议|应当|必须|(?<!经)(?:提请|报请|商请|函请|恳请)|请(?:各|有关|相关|贵)[^，。；]{0,8}?|(?:申请人?|原告)(?:要求|请求))"
    r"[^，。；]{0,14}?(?:[对将把]|给予|授予|责令|准予|同意)[^，。；]*[，,]$"
)
_GOING_ON = re.compile(r"(?:并|同时|且|一并|依法|依规|予以|再)*")
_ALLEGED = re.compile(r"(?:涉嫌|据反映|举报称|网传|疑似|(?<!根)据举报|有群众反映)[^。；]*$")
_RELATED = re.compile(r"(?:要求|强调|明确|提出|规定|指出|部署|就[^，]{2,30}提出)[了：:，,]?")
_BASIS = re.compile(
    r"(?:根据|按照?|依据|依照|遵照|符合|违反了?)[^，。；]*$"
)  # 根据《…》规定: cited, not related
_SPEAKERS = re.compile(r"会议|讲话|》")  # who demands: a meeting, a speech, a document
_ITEM = re.compile(r"\s*[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）.、．]")
_ASKS = re.compile(  # 现商请贵单位对上述企业采取以下惩戒措施：
    r"(?:商请|函请|提请|恳请|建议|请)(?:贵|各|你|有关|相关)[^。；]{0,40}(?:以下|下列|如下)[^。；]{0,16}[：:]\s*$"
)
_COUNTS_OFF = re.compile(r"(?:以下|下列|如下)[^。；：]{0,16}：$")
_PLANS = re.compile(r"(?<![虚模])拟(?!定|订|稿|制)[^。；]{0,60}(?:以下|下列|如下)[^。；：]{0,16}[：:]\s*$")
_MARKING = re.compile(r"(?:得|扣|加|减|扣满)\s*\d+(?:\.\d+)?\s*分")  # how an assessment counts points
_DONE = re.compile(r"(?:已经?|业已|现已|均已|被依法|日前已)[^，；。]{0,30}$|决定[^，；。]{0,60}$")
_BROKEN_OFF = re.compile(  # 经核实…，终止移出程序，继续保留在名单: what is not proposed any more
    r"(?:终止|中止|停止|撤销|取消)(?:其|对其|本次)?[^，。；]{0,8}(?:程序|流程|公示|审核)(?:，[^，。；]{0,10})*，[^，。；]*$"
)


def certainty_of(sentence: Sentence, start: int, end: int) -> Certainty:
    """Tell how certain the act is whose verb stands at ``start`` to ``end`` of the sentence.

    The words before the verb in its own clause decide first (不予, 拟, 将, 应当), then the clause before
    it (…的，), then the document whose content the sentence relates.

    >>> from notice_parser.notices.passage import sentence_of
    >>> def say(text, verb):
    ...     at = text.index(verb)
    ...     return certainty_of(sentence_of(text), at, at + len(verb)).value
    >>> say("决定将青禾商行列入经营异常名录。", "列入")
    'asserted'
    >>> say("拟将青禾商行列入经营异常名录。", "列入"), say("对青禾商行不予列入经营异常名录。", "列入")
    ('proposed', 'negated')
    >>> say("满三年仍未改正的，列入严重违法失信名单。", "列入"), say("各单位应当列入考核。", "列入")
    ('conditional', 'prescriptive')
    >>> say("对失信人员将依法纳入失信名单。", "纳入")
    'prospective'
    """
    clause = sentence.clause(start)
    shape = sentence.shape
    here, before, after = shape[clause.start : start], shape[: clause.start], shape[end : clause.end]
    if (
        _NOT_IN_THE_END.match(shape, end)
        or _DENIED.search(shape)
        or _NEGATED.search(here)
        or _NEGATED_AFTER.search(after)
    ):
        return Certainty.NEGATED
    if _FUTURE.search(_reach(shape, start)):
        return Certainty.CONDITIONAL if _conditional_before(before) else Certainty.PROSPECTIVE
    if _PROPOSED.search(_reach(shape, start)) or _PUT_FORWARD.search(here):
        return Certainty.PROPOSED
    if (
        _ONCE_DONE.match(shape, end)
        or _CONDITION_HERE.search(here)
        or (
            _conditional_before(before)
            and not _on_occasion(sentence, clause)
            and not _of_one(sentence, clause)
        )
        or _sets_condition(shape, clause)
    ):
        return Certainty.CONDITIONAL
    if _ALSO.fullmatch(here.strip()) and _conditional_further(before):
        return Certainty.CONDITIONAL  # 逾期不履行的，本院将纳入…，并采取…
    if _PROSPECTIVE.search(here) or (_ALSO.fullmatch(here.strip()) and _WILL.search(before)):
        return Certainty.PROSPECTIVE
    if _MODALS.search(here) and not _DONE.search(here):
        return Certainty.PRESCRIPTIVE
    if wanted_before(sentence, start):
        return Certainty.PRESCRIPTIVE
    if _ASKED.search(here) and not _numbered(sentence, start, clause.end):
        return Certainty.PRESCRIPTIVE
    if _ALLEGED.search(here):
        return Certainty.ALLEGED
    led = _lead(sentence, start)
    if relates_rules(sentence, start) or _ASKS.search(led):
        return Certainty.PRESCRIPTIVE
    if _PLANS.search(led):
        return Certainty.PROPOSED
    settled = _DONE.search(here) or _BROKEN_OFF.search(shape, 0, start)
    if sentence.source.is_proposal and not settled and not _told_of_another(sentence, start):
        return Certainty.PROPOSED
    return Certainty.ASSERTED


def _numbered(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a decision's number stands beside an act, which thereby was done: 吊销其证书（…号）."""
    numbers = sentence.of(MentionKind.DOCUMENT_NUMBER, start=start, end=end)
    return any(not re.search(r"(?:决定|处罚|通知|认定)[（(]$", sentence.text[: f.start]) for f in numbers)


def relates_rules(sentence: Sentence, at: int) -> bool:
    """Tell whether the words at ``at`` relate what a document demands, not what was done."""
    carrier = sentence.carrier
    if carrier is not None:
        offset = carrier.span.end - sentence.span.start
        return offset <= 0 or (offset <= at and bool(_RELATED.search(sentence.bare[offset:at])))
    if (
        sentence.source.is_rules
        or _ARTICLE.match(sentence.passage.block.text)
        or (_MARKING.search(sentence.bare) and not sentence.of(*SUBJECT_KINDS))
    ):
        return True
    led = _RELATED.search(sentence.bare[:at])
    if led is None:
        return False
    speaker = sentence.bare[: led.start()]
    return bool(_SPEAKERS.search(speaker)) and not _BASIS.search(speaker)


def _lead(sentence: Sentence, start: int) -> str:
    """The words whose item an act is, up to their colon: 拟对你公司作出如下处罚：|1.没收…; empty without."""
    colon = sentence.shape.rfind("：", 0, start)
    if colon > 0 and _COUNTS_OFF.search(sentence.shape, 0, colon + 1):
        return sentence.shape[: colon + 1]
    block = sentence.passage.block
    if not _ITEM.match(block.text):
        return ""
    blocks = [b for b in sentence.source.document.blocks if b.span.end <= block.span.start]
    return next((b.text for b in reversed(blocks) if not _ITEM.match(b.text)), "")


def _told_of_another(sentence: Sentence, start: int) -> bool:
    """Whether a notice of what is planned tells of an act done before: with its own day or number."""
    numbers = sentence.of(MentionKind.DOCUMENT_NUMBER)
    days = sentence.of(MentionKind.DATE, end=start)
    return any(f.mention.value != sentence.source.own_number for f in numbers) or any(
        len(f.mention.value) == 10 for f in days
    )


def _conditional_before(before: str) -> bool:
    """Whether the clauses before the verb's own set a condition (…的，)."""
    clause = re.split(r"[，,；;]", before.rstrip("，,"))[-1] if before.rstrip().endswith(("，", ",")) else ""
    return bool(clause) and bool(_CONDITION_BEFORE.search(clause))


def wanted_before(sentence: Sentence, start: int) -> bool:
    """Whether the clause before wants what the verb at ``start`` goes on with: 建议对甲公司罚款，列入名单."""
    clause = sentence.clause(start)
    here, before = sentence.shape[clause.start : start], sentence.shape[: clause.start]
    going_on = _GOING_ON.fullmatch(here.strip()) is not None
    return going_on and _WANTED.search(before) is not None and not _DONE.search(before)


def _conditional_further(before: str) -> bool:
    """Whether one of the clauses further before sets a condition: 如…，处以罚款，计…，列入…."""
    for _ in range(3):
        before = re.sub(r"[^，,；;。]*[，,]$", "", before)
        if _conditional_before(before):
            return True
    return False


def _on_occasion(sentence: Sentence, clause: Span) -> bool:
    """Whether the clause before tells when the firm it names acted: 甲公司在投标时，因失信被取消资格."""
    told = sentence.clause(max(clause.start - 2, 0))
    here = sentence.shape[told.start : told.end].rstrip("，, ")
    acting = sentence.of(MentionKind.AUTHORITY, start=told.start, end=told.end)
    counted = sentence.of(MentionKind.COUNT, start=clause.start, end=clause.end)
    if acting and counted and _DURING.search(here):
        return True  # 县科技局在申报项目时，对21家单位开展核查
    passive = re.search(r"(?:^|因[^，；。]*)被", sentence.shape[clause.start : clause.end])
    return bool(
        here.endswith("时") and passive and sentence.of(*SUBJECT_KINDS, start=told.start, end=told.end)
    )


def _of_one(sentence: Sentence, clause: Span) -> bool:
    """Whether the clause before ends with the one whom it is about: 对连续三年守诺的甲公司，给予激励."""
    told = sentence.clause(max(clause.start - 2, 0))
    named = sentence.of(*SUBJECT_KINDS, start=told.start, end=told.end)
    return bool(named) and not sentence.shape[named[-1].end : told.end].strip("，, ")


def _sets_condition(shape: str, clause: Span) -> bool:
    """Whether the verb's own clause is a condition for what follows (作出承诺的，可以…)."""
    words = shape[clause.start : clause.end].rstrip()
    return words.endswith("的") and shape[clause.end : clause.end + 1] in ("，", ",")


def _reach(shape: str, start: int) -> str:
    """The words from the last semicolon to the verb: 拟 governs what follows it over commas."""
    return re.split(r"[；;。]", shape[:start])[-1]
