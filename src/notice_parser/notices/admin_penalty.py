"""An authority punishes someone: warning, fine, confiscation, closure, licence revoked, detention."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from ..mentions.vocabulary.bodies import ITSELF
from ..model import Authority, Certainty, Event, MentionKind, Span
from .act import act, clause_to
from .arguments import authority, body
from .certainty import certainty_of
from .one_decision import ITEM
from .passage import Sentence
from .penalised import before_colon, penalised, people_of_yours, right_before
from .penalties import WITH_TAXES, sanction
from .registry import reads
from .severally import fined_severally
from .subjects import Names, antecedent, named
from .topic import leading

_PENALTY = (
    r"(?:(?<!口头)(?<![红黄蓝橙]牌)(?<![红黄蓝橙]牌[”’])警告|通报批评|罚款|罚金|没收|责令(?:其|该[^，。；]{1,4}|你[^，。；]{1,4}?|当事人)?(?:[于在][^，。；]{2,12}前|自[^，。；]{2,36}(?:之日|日)起(?:\d+个?(?:工作)?日内)?)?(?:限期|立即|一次性|全额|足额)*(?:停|暂停|改正|整改|治理|关闭|支付|补办|补缴|缴存|退还|拆除|恢复|清退)|停产停业|停业整顿|吊销|暂扣|行政拘留|(?<!司法)拘留\d|按日连续处罚|"
    r"限期(?:改正|支付|整改|治理)[^，。；]{0,8}(?:指令书|通知书|决定书)|禁止从业|限制从业|停止活动|停止执业|暂停执业|[取撤][消销][^，。；]{0,12}任职资格|(?<=采取)[^，。；]{0,12}市场禁入|(?<=民政[局厅部])(?:依法)?撤销登记|撤销登记的?(?:行政)?处罚)"
)
# 依法处以, 分别给予; only after such a verb may other words stand before the penalty
_IMPOSE = (
    r"(?:依法|分别|均|各|现|一并)*"
    r"(?:(?:处以|科处|科以|处(?=[\d罚人壹贰叁肆伍陆柒捌玖拾五]|[^，。；]{1,24}罚款)|给予|作出|下达|发出|送达|予以|并处|采取|实施)了?"
    r"(?:[^，。；]{0,16}?|人民币[壹贰叁肆伍陆柒捌玖拾佰仟万亿元圆零整角分]{2,24}[（(][^（）()，。；]{3,24}[）)]的?))?"
)
_ON = re.compile(
    rf"(?:依法|决定|现|分别|已)*(?:对|给予(?!警告|通报|罚款|行政|人民币|[\d¥￥])|(?<!经)责令(?!限期|立即|停|暂停|改正|整改|关闭)|向)(?P<who>[^。；]{{1,160}}?)(?P<verb>{_IMPOSE}{_PENALTY})"
)
_BY = re.compile(
    rf"(?P<who>[^，。；]{{0,120}}?)(?:均|都|已|先后)?(?P<verb>被(?P<by>[^，。；]{{0,30}}?){_IMPOSE}{_PENALTY})"
)
_TAKE = re.compile(
    r"(?P<verb>吊销|暂扣|没收)(?P<who>[^，。；]{2,160}?)的?(?=[^，。；的□]{0,16}(?:许可(?!权)|执照|资质|资格|证书|违法所得|非法所得)|《□+[证照]?》)"
)
_BARE = re.compile(
    rf"(?:^|[，；])[^，。；]{{0,12}}?(?:给予|处以|处(?=罚款|\d|[^，。；]{{1,16}}?(?:倍|百分之|千分之|%))|作出|并处|(?<![该本原此罚])决定)(?P<verb>[^，。；]{{0,20}}?{_PENALTY})"
)
_LAWFUL = re.compile(  # 区综合执法局于9月4日依法罚款1.2万元
    rf"(?:^|[，；])[^，。；]{{0,30}}?(?:局|队|委|所|厅|关|院|部门|机关)(?:于|在)?[\d年月日]{{0,11}}(?:依法|现场|当场)+(?P<verb>{_PENALTY})"
)
_DECIDED = re.compile(  # 我局作出行政处罚：没收渔获物，罚款4万元，吊销捕捞许可证
    r"(?:作出|给予)[^，。；：:]{0,20}处罚(?:决定)?[：:](?!对)(?P<verb>[^。；]+)"
)
_NAMED = re.compile(rf"(?:^|[，；])(?P<who>[^，。；]{{2,24}}?)(?P<verb>被?{_PENALTY}[^，。；]*)")
_THEN_HIM = re.compile(rf"(?:被|各|分别|给予|处以?|并处)*{_PENALTY}")
_NUMBERED = r"(?:[（(]?[一二三四五六七八九十\d□]{1,3}[)）.、．]\s*)?"  # of （二） only the brackets are left
_OUTCOME = r"(?:(?:行政)?(?:处[罚理置]|查处)(?:结果|决定|内容|情况|意见|措施)?[：:]\s*)?"  # 处罚：罚款1000元
_DECIDES = re.compile(r"(?:决定|处罚|处理|如下|下列)[^。；]{0,30}[：:]\s*$")
_PLAIN = re.compile(
    rf"(?:^\s*{_NUMBERED}{_OUTCOME}|^[^，。；：:]{{4,60}}[：:]\s*|[，；]\s*|(?:决定|处罚)[：:]\s*)(?:[\u4e00-\u9fff]{{2,12}}[〔\[]\d{{4}}[〕\]]第?\d+号)?"
    rf"(?P<verb>(?:依法|予以|给予|处以?|科处|严重|在?全[省市县区](?:范围内)?)*{_PENALTY}(?![^，。；]{{0,24}}(?:退还|退回|返还))[^，。；]*)"
)
_ORDERED = re.compile(
    r"(?P<verb>责令(?P<who>其|该[^，。；]{1,5}|当事人|[^，。；]{4,40}?)(?:于|在|限)?[^，。；]{0,14}?(?:限期|立即)?(?:完成|全额|足额)?(?:整改|改正|拆除|清除|退回|退还|退赔|返还|停业|停产|停止(?:办学|办园|培训|诊疗|执业|生产|营业|经营|施工|作业)(?=[，。；、并]|$)))"
)
_SERVED = re.compile(
    r"(?:向|对)(?P<who>[^，。；]{2,60}?)(?:留置|直接|依法|邮寄|公告)*(?P<verb>(?:送达|下达|发出|作出)了?"
    r"《[^》]*(?:限期[^》]{0,4}指令书|责令[^》]*(?:通知书|决定书)|行政处罚决定书)》)"
)
_SERVED_THEM = re.compile(  # 在该单位的记录里：县人社局依法下达《…限期改正指令书》
    r"(?:^|[，,：:；])[^，。；《》]{0,24}?(?P<verb>(?:送达|下达|发出|作出)了?《[^》]*(?:限期[^》]{0,4}指令书|责令[^》]*(?:通知书|决定书)|行政处罚决定书)》)"
)
_REASON = re.compile(
    r"(?:经查|因|由于|存在)[，,]?(?P<why>[^。；]{4,160}?)(?:[，,](?:违反|依据|根据|其行为|上述|被|现|决定|我(?:局|大队|支队|委)|本(?:局|机关|委))|$|。)"
)
_BASIS = re.compile(
    r"(?:依据|根据|依照|按照)(?:了)?(?P<basis>《[^》]+》(?:[^，。；《》]{0,60}(?:《[^》]+》)?)*?(?:第[^，。；]{1,60}?[条款项])+)"
)
_IMPOSED_FIRST = re.compile(r"[^，。；]{0,24}?(?:责令|警告|没收|罚款|吊销|暂扣|通报批评|处以|给予|予以)")
_GIVEN_BACK = re.compile(
    r"[^，。；]{0,12}?(?:退回|退还|追回|追缴|收回|返还|拒付|退赔|补缴)(?![^，。；]*(?:后|的)$)"
)
_NOT_YET = re.compile(r"因|逾期|拒不|未|不予|曾|仍|可以|可处|应当|的$|被(?:责令|处|罚|警告)|经责令|不符|此前")
_STATISTIC = re.compile(r"(?:警告|罚款|整改|改正|停业|吊销|没收|处罚)\s*\d+\s*[家户个起件]")
_SINCE = re.compile(r"(?:之日|日)起")  # 自许可证被吊销之日起五年内不得…
_NEXT = re.compile(
    r"；|，(?=(?:并|同时)?(?:给予|对)(?!其(?!(?:主要|直接)?(?:负责|责任|法定代表|实际控制|经营者|主管|导游|驾驶员|司机|医[师生]|护士|律师|教师|员工|店长|从业人员|工作人员))))"
)
_OTHERWISE = re.compile(
    r"(?:逾期|拒不|到期|如|若|再次|情节严重)[^，。；]*[，,]|(?:并|同时)?(?:提请|报请|函请|建议)"
)
_FORMERLY = re.compile(r"曾[^。；]*$|此前[^，。；]*$")
_UNDONE = re.compile(
    r"(?:撤销|撤回|维持|确认)[^，。；]{2,60}?作出的[^，。；]{0,20}?(?:罚款|处罚|没收|警告|吊销|责令)[^，。；]{0,16}?(?:决定|处罚|行为)"
    r"|作出的[^，。；]{0,40}处罚(?:决定)?(?:[^。；]{0,60}?(?:予以|被|已|经|判决|复议|现)[^。；]{0,20}(?:撤销|确认违法)(?!案)"
    r"|[，,]?(?:现|已|依法)*(?:变更|调整|更改)为)"
)
_IN_VAIN = re.compile(  # 经两次责令改正拒不改正
    r"(?:经|被|次)[^，。；]{0,8}责令[^，。；]{2,12}(?:拒不|仍[不未]|逾期未)"
)
_SENTENCED = re.compile(r"判处|犯[^，。；]{2,16}罪")
_ONCE = re.compile(r"(?<!不)曾(?:因|由于|在|于)[^。；]*被[^，。；]*$")  # 曾因违法排污，于2022年8月被罚款
_THEN_TAKEN = re.compile(  # …，撤销其称号
    r"[，；](?:现|经[^，。；]{2,12}[，,]|决定|依法|依规|予以|我[局委会办])*(?:撤销|取消|收回|终止|移出|降)"
)
_HOW = re.compile(
    r"(?:于|在)?(?:近日|日前|[\d年月日]*)(?:已|依法|依规|决定|现|分别|当场)*(?:给予|予以|处以?|作出)?"
)
_SUMMED = re.compile(
    r"(?:[合共总]?计|即)(?:人民币)?[\d¥￥壹贰叁肆伍陆柒捌玖拾]"
)  # 处以千分之六的罚款，计人民币2万元
_BODY = re.compile(r"(?:机关|局|队|院|委|厅|公安|警方|派出所|海关|税务|法庭|支行)$")
_TURNED = re.compile(r"(?:并|同时)?对该(?:公司|单位|企业|店|厂|户|合作社|机构)")
_WHOEVER = re.compile(  # 被吊销营业执照的企业应当…: nobody in particular
    r"[^，。；]{0,40}的(?:人员|驾驶人|企业|单位)[^，。；]{0,4}予以?(?:公告|公布|通报|公示)|[^，。；]{0,12}的(?:企业|单位|公司|个人|人员|当事人|主体|商户|经营者|机构)[^，。；]{0,6}?(?:应|须|要|不得|可|禁止|将)"
)
_SUMS = re.compile(r"(?:对[^，。；]{2,40}|当事人|并|给予|决定)处[^，。；元]{0,8}\d")
_ON_YOU = re.compile(
    r"(?:责令|给予|对|吊销|暂扣|没收|撤销|取消)(?:你(?!们?[^，。；]{0,24}的(?!行政处罚|处罚|罚款))|贵(?:单位|公司|店|厂|院|校|户|中心|个人))"
)
_TALK = re.compile(
    r"误[登写录为报]|(?:金额|数额|内容)以[^，。；]{0,8}决定(?:书)?为准|罚款金额由|更正为|行政处罚(?:信息|决定书?送达|权|法)|罚款数额(?!的?百分|的?千分|[合共总]?[为计]|是)|加处罚款|缴纳罚款|罚款缴|罚款限?于[^，。；]{0,30}[缴交]|将罚款|(?:若|如果?)拟|听证的权利|没收的?(?:财物|款项)上缴"
)


@reads(
    "admin.penalty",
    "行政处罚",
    cues="限期 罚款 警告 通报批评 没收 责令 停产停业 停业整顿 吊销 暂扣 拘留 "
    "禁止从业 禁入 限制从业 停止执业 暂停执业 任职资格 罚金 撤销登记 停止活动",
)
def admin_penalty(sentence: Sentence) -> Iterator[Event]:
    """Read 对〈subject〉处以罚款…, 〈subject〉被〈authority〉依法处以行政拘留, 给予…的行政处罚.

    >>> from notice_parser import parse_text
    >>> (event,) = parse_text("临泽县公安局对网上散布谣言的贺某某依法处以行政拘留。").events
    >>> event.penalty_kinds, event.subjects[0].name, event.subjects[0].anonymised
    (('行政拘留',), '贺某某', True)
    """
    if _TALK.search(sentence.bare) and not _SUMS.search(sentence.bare):
        return
    done = 0
    for part in _parties_apart(sentence):
        for event, stop in _imposed(sentence, part) if part.start >= done else ():
            done = stop
            yield event


def _formerly(sentence: Sentence, start: int) -> bool:
    """Whether the penalty at ``start`` is told as an older one."""
    if _FORMERLY.search(sentence.shape[sentence.clause(start).start : start]):
        return True
    return _ONCE.search(sentence.shape[sentence.part(start).start : start + 1]) is not None


def _parties_apart(sentence: Sentence) -> list[Span]:
    """Cut where another party's penalty begins: 对甲公司罚款2万元，对乙某警告; 1.…；2.… are one party's."""
    cuts = [0]
    for mark in _NEXT.finditer(sentence.shape):
        part, clause = sentence.part(mark.end()), sentence.clause(mark.end())
        low, high = part if mark[0].startswith("；") else clause
        fined = sanction(sentence.text[low:high]).kinds and sanction(sentence.text[cuts[-1] : low]).kinds
        turned = _TURNED.match(sentence.shape, mark.end())  # 对乙某行政拘留；对该公司罚款
        bodies = sentence.of(MentionKind.AUTHORITY, start=low, end=high)
        other = bodies and bodies[0].start == mark.end() and not ITSELF.match(bodies[0].mention.text)
        first = sentence.of(MentionKind.AUTHORITY, start=cuts[-1], end=low)
        anew = other and bodies[0].mention.text not in {f.mention.text for f in first}
        if _OTHERWISE.match(sentence.shape, mark.end()):
            cuts.append(mark.start() + 1)  # 责令整改；逾期未整改的，吊销其许可证
        elif fined and (
            turned or anew or sentence.of(MentionKind.ORGANISATION, MentionKind.PERSON, start=low, end=high)
        ):
            cuts.append(mark.start() + 1)
    for clause in sentence.clauses:
        people = sentence.of(MentionKind.PERSON, MentionKind.ORGANISATION, start=clause.start, end=clause.end)
        told = people and _THEN_HIM.match(sentence.shape, people[0].end, clause.end)
        opens = people and re.fullmatch(
            r"[\u4e00-\u9fff]{0,8}", sentence.shape[clause.start : people[0].start]
        )
        since = max(cut for cut in cuts if cut <= clause.start)
        if told and opens and sanction(sentence.text[since : clause.start]).kinds:
            cuts = sorted({*cuts, clause.start})  # 甲社被罚款2万元，承运人乙罚款2000元
    return [Span(*ends) for ends in pairwise([*cuts, len(sentence.text)])]


def _imposed(sentence: Sentence, part: Span) -> Iterator[tuple[Event, int]]:
    """Yield the penalties of the first form that fits one party's words, and where those end."""
    opening = max(part.start - 1, 0)  # with the semicolon, which a form may begin with
    served = (_SERVED_THEM,) if sentence.passage.parties else ()
    last = (_PLAIN,) if sentence.passage.parties or _topic(sentence, part) or _is_item(sentence) else ()
    named_first = (_NAMED,) if part.start else ()
    for form in (_DECIDED, _BY, _ON, _TAKE, _BARE, _LAWFUL, _ORDERED, _SERVED, *served, *named_first, *last):
        whole = form in (_SERVED, _SERVED_THEM)
        found = form.search(sentence.text if whole else sentence.shape, opening, part.end)
        if not found:
            continue
        start, end = found.span("verb")
        if _UNDONE.search(sentence.shape, sentence.clause(start).start):
            continue  # 对甲公司作出的罚款3万元的处罚，已被法院撤销
        if "罚金" in found[0] and _SENTENCED.search(sentence.shape, 0, found.end()):
            continue  # a court's, for a crime
        if _IN_VAIN.search(sentence.shape, sentence.clause(start).start, sentence.clause(start).end):
            continue
        while _formerly(sentence, start):
            found = form.search(sentence.shape, sentence.clause(start).end, part.end)
            if found is None:
                break
            start, end = found.span("verb")
        if found is None:
            continue
        stop = min(_stop(sentence, end), part.end)
        first = max(_begin(sentence, start), part.start)
        imposed = sanction(sentence.text[first:stop])
        if WITH_TAXES.search(sentence.text, sentence.clause(start).start, stop):
            imposed = imposed._replace(fine_yuan=None)
        if (
            not imposed.kinds
            or _STATISTIC.search(sentence.shape, first, stop)
            or _SINCE.match(sentence.shape, end)
        ):
            continue
        names = (
            penalised(sentence, found)
            if "who" in found.groupdict()
            else right_before(sentence, found) or Names(antecedent(sentence, found.start()), None)
        )
        told = sentence.shape[found.start() : sentence.clause(start).end if form is _TAKE else end]
        if (own := people_of_yours(sentence, found.start(), end)) is not None:
            names = own  # 对你单位主要负责人王某罚款2000元
        elif _ON_YOU.search(told) and (addressed := sentence.source.addressees(sentence.span.start, told)):
            names = Names(addressed, None)  # 拖欠刘某等27人工资，…责令你单位支付
        if not names.subjects and sentence.passage.parties and form is not _ORDERED:
            names = Names(sentence.passage.parties, None)
        if "who" not in found.groupdict() and (topic := before_colon(sentence, start)):
            names = named(sentence, *topic)  # 甲公司（…〔2021〕4号）：处以罚款3万元
        if not names.subjects and part.start and (topic := leading(sentence, start)):
            names = named(sentence, *topic)  # …罚款4万元；该所医师修某…，警告
        if not names.subjects and (part.start or form is _ORDERED or _WHOEVER.match(sentence.shape, end)):
            continue
        imposing = re.search(_PENALTY, sentence.shape[start:end])
        denied = imposing and certainty_of(sentence, start + imposing.start(), end) is Certainty.NEGATED
        basis = _BASIS.search(sentence.text[: found.end()])
        if form is _PLAIN and not names.subjects:
            continue
        each_apart = "分别" in sentence.shape[max(sentence.clause(start).start, start - 6) : stop]
        for who, fine, taken in fined_severally(names, sentence.text[start:stop], imposed, each_apart):
            event = act(
                sentence,
                "admin.penalty",
                (start, end),
                names=who,
                quote=(clause_to(sentence, found.start(), end)[0], stop),
                **_whose(sentence, found, stop),
                penalty_kinds=imposed.kinds,
                fine_yuan=fine,
                confiscated_yuan=taken,
                reason=_reason(sentence, start),
                legal_basis=basis["basis"] if basis else None,
                measure=sentence.text[first:stop].strip("，,。；;"),
            )
            if denied:  # 决定不予吊销: the denial stands inside the phrase
                event = event.model_copy(update={"certainty": Certainty.NEGATED})
            yield event, stop
        return


def _whose(sentence: Sentence, found: re.Match[str], stop: int) -> dict[str, Any]:
    """Who imposed it; neither who nor when of what only tells why (因…被行政拘留，撤销…称号)."""
    clause = sentence.clause(found.start("verb"))
    passive = sentence.shape.startswith("被", found.start("verb")) and not found.groupdict().get("by")
    why = re.search(r"因[^，。；]*$", sentence.shape[clause.start : found.start("verb")])
    told = sentence.of(MentionKind.DATE, MentionKind.AUTHORITY, start=clause.start, end=clause.end)
    told = [f for f in told if f.mention.unit != "年度"]
    if passive and why and not told and _THEN_TAKEN.match(sentence.shape, stop):
        return {"authority": None, "event_date": None, "document_number": None}
    return {"authority": _authority(sentence, found)}


def _is_item(sentence: Sentence) -> bool:
    """Whether a sentence is one of those that a decision on one party counts off (决定：|一、罚款2万元)."""
    source = sentence.source
    before = [b for b in source.document.blocks if b.span.end <= sentence.passage.block.span.start]
    numbered = bool(ITEM.match(sentence.text))
    lead = next((b.text for b in reversed(before) if not (numbered and ITEM.match(b.text))), "")
    return (
        not source.is_bulletin
        and bool(_DECIDES.search(lead))
        and len(source.addressees(sentence.span.start)) == 1
    )


def _topic(sentence: Sentence, part: Span) -> bool:
    """Whether the words before name somebody, so that a bare penalty has one whom it falls on."""
    return bool(sentence.of(MentionKind.ORGANISATION, MentionKind.PERSON, start=part.start, end=part.end))


def _begin(sentence: Sentence, start: int) -> int:
    """Where the penalty begins: over the clauses right before that impose some of it (责令其改正，给予…)."""
    first = start
    here = sentence.clause(start)
    if sanction(sentence.text[here.start : start]).kinds and not _NOT_YET.search(
        sentence.shape, here.start, start
    ):
        first = here.start
    for clause in reversed([c for c in sentence.clauses if c.end <= here.start]):
        words = sentence.shape[clause.start : clause.end]
        if _GIVEN_BACK.match(words):
            continue  # 责令改正，退回违规金额，并处罚款
        if not _IMPOSED_FIRST.match(words) or _NOT_YET.search(words) or not sanction(words).kinds:
            break
        if sentence.shape[clause.end : clause.end + 1] in "；：":
            break
        first = clause.start
    return first


def _stop(sentence: Sentence, end: int) -> int:
    """The penalty goes on over the clauses that impose more (并处…, 没收…)."""
    stop = sentence.clause(max(end - 1, 0)).end
    for clause in sentence.clauses:
        words = sentence.text[clause.start : clause.end]
        if clause.start >= stop and (sanction(words).kinds or _SUMMED.match(words)):
            stop = clause.end
        elif clause.start >= stop:
            break
    return stop


def _authority(sentence: Sentence, found: re.Match[str]) -> Authority | None:
    nearest = sentence.of(MentionKind.AUTHORITY, start=found.start(), end=found.start("verb"))
    between = sentence.shape[nearest[-1].end : found.start("verb")] if nearest else ""
    if (
        nearest
        and sentence.shape[nearest[-1].start - 1 : nearest[-1].start] == "，"
        and _HOW.fullmatch(between)
    ):
        return body(nearest[-1].mention)  # 对甲厂…不合格，县市场监管局依法罚款
    by = found.groupdict().get("by")
    if by:
        low, high = found.span("by")
        bodies = sentence.of(MentionKind.AUTHORITY, start=low, end=high)
        if bodies and bodies[0].end == high:
            return body(bodies[0].mention)
        named_by = re.sub(r"(?:依法|依规|当场|现场)+$", "", sentence.text[low:high])
        if _BODY.search(named_by):
            return Authority(written=named_by)
    return authority(sentence, found.start("verb") if found.re is _LAWFUL else found.start())


def _reason(sentence: Sentence, start: int) -> str | None:
    """The stated conduct, in this sentence or in the one before that opens with 经查."""
    found = _REASON.search(sentence.text[:start])
    if found:
        return found["why"]
    for earlier in sentence.earlier[:2]:
        if "经查" in earlier.text and (found := _REASON.search(earlier.text)):
            return found["why"]
    return None
