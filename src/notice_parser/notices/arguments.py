"""Sentence → by whom, when, under which number: the arguments that all kinds share."""

from __future__ import annotations

import re

from ..mentions.vocabulary.bodies import ITSELF, OWN_PLACE
from ..model import Authority, Mention, MentionKind, Span
from .letters import number_above
from .passage import Found, Sentence
from .rubrics import rubric_body

# a body after these words is a source, a partner or a listener, not the one who acts
_NOT_THE_AGENT = re.compile(
    r"(?:根据|按照?|依据|遵照|落实|贯彻|向|报|送|会同|联合|配合|协助|赴|到|在|违反了?|据|对|与|为|给|陪同|受|从|和|及|凭)$"
)
_OWNED = re.compile(
    r"^(?:的|(?:推荐|报送|上报|移送|移交|申报|提名|管辖)的|[\u4e00-\u9fff]{0,4}(?:主任|局长|书记|市长|科长|处长|队长|院长|县长|区长)|工作会议|等部门出具)"
)
_TELLING = re.compile(
    r"[\u4e00-\u9fff]{0,4}(?:主任|[局科处队院]长|负责人|发言人)[\u4e00-\u9fff]{0,4}(?:介绍|通报|透露|告诉记者)"
)
_BESTOWED = re.compile(r"(?:授予|命名|表彰|表扬|评选|推荐)[^，。；]*$")  # who is honoured does not act
_BASIS = re.compile(r"(?:根据|按照?|依据|遵照|贯彻|落实|违反了?|按)[^，。；]{0,12}$")
_OWN_TOWN = re.compile(rf"[我本](?:{OWN_PLACE})$")
_HANDLED = re.compile(  # 评定我县2023年度A级企业: of our county, not by it
    r"(?:评定|评出|认定|确定|确认|核定|公布|发布|归集|抽查|检查|约谈|通报|受理|办理|完成|参加|参与|承接|从事|进入)了?$"
)
_DESCRIBES = re.compile(  # 我局4月22日公布的红名单中: when the list was published
    r"\s*(?:公布|发布|公示|作出|下达|印发|送达|签发|制发|认定|授予|备案|修订|修正|施行|实施)的|[^，。；《》]{0,4}(?:修订|修正)|以来|[之以]?前(?!往)"
    r"|(?:[，,]?[我本](?:局|委|厅|院|关|会))?(?:在|于|通过)[^，。；]{0,24}(?:公示|发布|公布|刊登|公告)的"
)
_JUDGED_BEFORE = re.compile(
    r"[）)]?(?:民事|刑事|行政|仲裁|公证|执行)*(?:判决|调解|裁决|裁定|决定|支付令|债权文书|文书)书?(?:所)?(?:确定|规定|判定)的"
)
_SAID_TO_BE = re.compile(r"(?:应为|误[登写录]?为|误作|误写成|更正为|更改为)\Z")
SOCIETIES = ("协会", "商会", "联合会", "学会", "促进会")
_SOCIETY_DOES = re.compile(
    r"(?:[（(][^）)]*[）)])?(?:已|现|也)?(?:于|在)?[\d年月日]{0,11}(?:依据|根据|按照)?[^，。；对]{0,14}?(?:给予|决定|对|作出|予以|撤销|取消)(?!.{0,4}(?:的|要求))"
)
MARKS = "．另此外同时， \t-－—●•◆·■□1234567890.、（）()一二三四五六七八九十"  # before an item's first words
_ACTED = re.compile(r"\s*(?:依法|重新)?(?:作出|决定|下达|宣布|发布|印发|公布|召开|查处|认定|复函|批复)")
_CONDUCT_THEN = re.compile(
    r"(?:\d{1,2}时许?)?(?:发生|出现|存在|被查实|被投诉)(?:了|的)?|(?:前|已|均|全部|主动|自动|依法|自觉)*(?:履行|整改|缴清|缴纳|补报|补缴|还清|偿还|结清|付清|改正|达成)[^，。；]{0,8}(?:完毕|到位|义务|年报|罚款|欠款|完成|和解)"
)
_DATED = re.compile(r"\s*(?:作出|决定|下达|送达|立案|发布|印发)")
_DAY_IS = re.compile(r"(?:作出|决定|列入|移出|处罚|认定|标记|生效)?(?:日期|时间)(?:均?为|是|：)\s*$")
_ACTS = re.compile(
    r"依据|根据|决定|完成信用修复|通过(?:认证|验收|复核)|给予|责令|作出|被[^，。；]{2,16}(?:局|委|院|队|厅)|会议?(?:集体)?(?:研究|审议|讨论|通过)"
)
_AND_ALSO = re.compile(r"[，,；\s]*(?:并|同时|且|还|遂|随即|随后)")
_FROM_ISSUE = re.compile(
    r"自本?[\u4e00-\u9fff]{0,6}(?:发布|公布|通报|公告|通知|印发|发文)[^，。；]{0,3}之日起"
)
_AFTER_NUMBER = re.compile(r"号[，,、\s]\s*$")  # （潍律惩字〔2023〕5号，2023年6月9日）
_THEN = re.compile(r"\s*(?:会上|会议还?|当[天日]|同[天日]|活动(?:中|上|现场)|仪式上|现场)")
_THERE = re.compile(r"(?:当场|现场)(?:宣布|作出|决定|处|给予|下达|责令)|当[天日](?!前)|同[天日]")
_STEP = re.compile(r"\s*(?:初评|初审|初核|推荐|审核|复核|核实|评审|公示|申报|组织|调查|汇总|报送|上报)")
_EARLIER_STEP = re.compile(
    r"(?:依法|已|予以)?(?:立案|受理|接到|收到|检查发现|现场检查|抽样|抽检|送检|送达)(?!的?决定)"
)
_LOOKED = re.compile(
    r"(?:[^，。；]{0,16}?在?[^，。；]{0,16}?(?:检查|抽查|督查|巡查|督导|走访|监测|抽检|审计)(?:中|时|过程中)?(?:发现|查实|，)"
    r"|(?:[^，。；]{0,8}?)(?:组织|部署)(?:开展|实施)?)"
)
_OWN_CLAUSE = re.compile(r"[，；](?:我|本)(?:局|机关|委|大队|支队|总队|队|厅|院|中心|办)(?!于|在)")
_LATELY = re.compile(
    r"(?:近日|日前|近期|前期|以来)(?!(?:监督)?检查)[，,]?[^，。；]*"
)  # no day of the notice's
_NOW_DECIDED = re.compile(
    r"[，；](?:经研究[，,])?(?:现)?(?:依据|根据|依照|按照|决定|现(?:将|对|给予|予以))"
)  # 近期发现…，现决定
_NUMBER_IS = re.compile(r"(?:文号|编号|文书号|案号)(?:分别)?(?:为|是)?[:：]?\s*")


def authority(sentence: Sentence, before: int, after: int = 0) -> Authority | None:
    """Return the body whose act stands at ``before``: named here, above, or the notice's issuer.

    The nearest authority before the verb acts, unless it is cited (根据…), told (向…) or owned (…主任).
    ``after`` bounds the search on the left.
    """
    mention = agent(sentence, before, after)
    if mention is None:
        mention = next((m for s in sentence.earlier if (m := _told_before(sentence, s))), None)
    if mention is None and sentence.carrier is not None:
        mention = sentence.carrier.authority
    mention = mention or sentence.passage.handler
    if mention is None and sentence.source.is_bulletin:
        mention = rubric_body(sentence)
    issuer = sentence.source.issuer
    if mention is None:
        return sentence.source.acting_issuer
    if ITSELF.match(mention.text) and issuer and not sentence.source.is_bulletin:
        return Authority(written=issuer, full=issuer)
    return body(mention)


def _told_before(sentence: Sentence, earlier: Sentence) -> Mention | None:
    """Who acts in an earlier sentence; one that punished before (被某局罚款) or only looked does not act."""
    found = agent(earlier, len(earlier.text))
    if found is None or not sentence.source.acting_issuer:
        return found
    start = found.span.start - earlier.span.start
    end = found.span.end - earlier.span.start
    if sentence.source.issuer and not sentence.source.is_bulletin and _LOOKED.match(earlier.shape, end):
        return None
    return None if earlier.bare[:start].endswith("被") else found


def body(mention: Mention) -> Authority:
    """Make an authority of a mention: its full name only where the notice supports one."""
    return Authority(written=mention.text, full=mention.full)


def agent(sentence: Sentence, before: int, after: int = 0) -> Mention | None:
    """Return the authority mention that acts before ``before``, the nearest first."""
    candidates = sentence.of(MentionKind.AUTHORITY, start=after, end=before)
    for i in range(len(candidates) - 1, -1, -1):
        found = candidates[i]
        head = _head(sentence, candidates[: i + 1])
        if acts(sentence, found) and acts(sentence, head) and not _of_other_passive(sentence, found, before):
            return head.mention
    if sentence.source.is_bulletin and candidates and sentence.bare[: candidates[-1].start].endswith("经"):
        return candidates[-1].mention  # 经区市场监管局核实，异议成立: nobody else is said to act
    for found in reversed(candidates):
        if _TELLING.match(sentence.bare, found.end):
            return found.mention  # 市水务局副局长某某介绍，共检查…
    societies = [
        f
        for f in sentence.of(MentionKind.ORGANISATION, start=after, end=before)
        if f.mention.text.endswith(SOCIETIES) and (leads(sentence, f) or society_acts(sentence, f))
    ]
    if societies:
        return societies[0].mention.model_copy(update={"full": societies[0].mention.text})
    return None


def society_acts(sentence: Sentence, found: Found) -> bool:
    """Tell whether a society opens a clause with what it does to others: …，市律协于9月1日给予其训诫.

    >>> from notice_parser import parse_text
    >>> (event,) = parse_text("覃某私自收费，临泽县律师协会于2022年9月1日给予其公开谴责的行业处分。").events
    >>> event.authority.written, event.subjects[0].name
    ('临泽县律师协会', '覃某')
    """
    if not found.mention.text.endswith(SOCIETIES):
        return False
    clause = sentence.clause(found.start)
    opens = not sentence.shape[clause.start : found.start].strip(MARKS + "：:“由经被现")
    return opens and bool(_SOCIETY_DOES.match(sentence.shape, found.end))


def _of_other_passive(sentence: Sentence, found: Found, before: int) -> bool:
    """Whether a body did only what an earlier clause says (被甲局立案侦查，…被判处…)."""
    led = sentence.bare[: found.start].endswith("被") and sentence.shape.startswith("被", before)
    return led and sentence.clause(found.start) != sentence.clause(before)


def acts(sentence: Sentence, found: Found) -> bool:
    """Whether the body named is one that acts, and not one cited, told or owned."""
    left, right = sentence.bare[: found.start], sentence.bare[found.end :]
    if any(n.start <= found.start and found.end < n.end for n in sentence.of(MentionKind.DOCUMENT_NUMBER)):
        return False  # （人力资源和社会保障部令第45号）: whose rule it is
    if re.search(r"经[^，。；]*$", left) and _STEP.match(right):
        return False  # 经市局初审: a step on the way to somebody else's act
    passive = left.endswith(("被", "由", "经"))
    if _BESTOWED.search(left) or (_OWN_TOWN.match(found.mention.text) and _HANDLED.search(left)):
        return False
    return passive or not (_NOT_THE_AGENT.search(left) or _BASIS.search(left) or _OWNED.match(right))


def _head(sentence: Sentence, run: list[Found]) -> Found:
    """Of several bodies acting together (甲局、乙局和丙局) return the first."""
    head = run[-1]
    for found in reversed(run[:-1]):
        between = sentence.bare[found.end : head.start]
        if between not in ("、", "和", "与", "及", "以及", "会同", "联合", "，会同"):
            break
        head = found
    return head


def _of_conduct(sentence: Sentence, date: Found, before: int) -> bool:
    """Whether a day at the head dates what the party did: 2月14日，甲旅行社未签合同，我局依法给予罚款."""
    parties = sentence.of(MentionKind.ORGANISATION, MentionKind.PERSON, start=date.end, end=before)
    doing = bool(parties) and not sentence.shape[date.end : parties[0].start].strip(MARKS)
    return doing and bool(_OWN_CLAUSE.search(sentence.shape, parties[0].end, before))


def event_date(sentence: Sentence, before: int) -> str | None:
    """Return the day of the act whose verb stands at ``before``, as precise as the notice.

    A date at the head of the sentence, or in the verb's own clause, counts; one that dates conduct or
    a period of reference (2019年度) does not. Then the date of the document that carries the words,
    then the signature's date where the notice itself is the act.
    """
    after = _dated_after(sentence, before)
    if after is not None:
        return after
    dates = _dates(sentence, before)
    own = sentence.clause(before)
    for found in reversed(dates):
        if sentence.clause(found.start) == own and not _modifies(sentence, found, before):
            return found.mention.value
    part = sentence.part(before)
    for found in reversed([f for f in dates if f.start >= part.start > 0]):
        if not sentence.shape[part.start : found.start].strip(MARKS) or _agent_between(
            sentence, found.end, before
        ):
            return found.mention.value
    if dates and leads(sentence, dates[0]) and not _of_conduct(sentence, dates[0], before):
        return dates[0].mention.value
    if _AND_ALSO.match(sentence.shape, own.start):  # 法院于10月28日解除…，并将其从…删除
        for found in reversed(dates):
            if part.start <= found.start and not _modifies(sentence, found, sentence.clause(found.start).end):
                return found.mention.value
    if len(near := [f for f in dates if part.start <= f.start]) == 1 and _ACTS.search(
        sentence.shape, near[0].end, sentence.clause(near[0].start).end
    ):
        return near[0].mention.value  # 9月2日依据…给予红牌警示，停止其使用…
    if _FROM_ISSUE.search(sentence.shape, own.start, own.end):
        return carried_date(sentence) or sentence.source.issue_day
    for found in reversed(dates):
        if _agent_between(sentence, found.end, before) or _ACTED.match(sentence.text[found.end :]):
            return found.mention.value
    if (
        part.start
        and len(dates) == 1
        and dates[0].end <= part.start
        and sentence.text[dates[0].end : dates[0].end + 1] not in ("至", "到")
        and not _modifies(sentence, dates[0], before)
        and not sentence.text.startswith("起", dates[0].end)
    ):
        return dates[0].mention.value  # 12月14日责令其停业；对厂长予以警告
    lately = _LATELY.search(sentence.shape, part.start, before)
    if sentence.carrier is None and lately and not _NOW_DECIDED.search(sentence.shape, lately.end(), before):
        return _same_day(sentence, before)
    return _same_day(sentence, before) or carried_date(sentence)


def carried_date(sentence: Sentence) -> str | None:
    """Return the day of the document that carries the words, else of the act that the notice is."""
    if sentence.carrier is not None and sentence.carrier.date:
        return sentence.carrier.date
    return sentence.source.own_date


def _dates(sentence: Sentence, before: int) -> list[Found]:
    return [
        f
        for f in sentence.of(MentionKind.DATE, end=before)
        if f.mention.unit != "年度"
        and "/" not in f.mention.value
        and not _quoted(sentence, f)
        and not _ends_range(sentence, f)
        and not _of_before(sentence, f, before)
        and not _DESCRIBES.match(sentence.bare, f.end)
        and not _CONDUCT_THEN.match(sentence.bare, f.end)
        and not ((step := _EARLIER_STEP.match(sentence.text, f.end)) and step.end() <= before)
    ]


def _of_before(sentence: Sentence, found: Found, before: int) -> bool:
    """Whether a day in another clause is of something earlier: 曾于2022年3月被罚款，此次再次违法，处…."""
    once = re.search(r"(?:曾|此前|先前|早在)(?:经|已)?[于在]?$", sentence.shape[: found.start])
    return once is not None and sentence.clause(found.start) != sentence.clause(before)


def _ends_range(sentence: Sentence, found: Found) -> bool:
    """Whether a date only says until when something holds: 自11月6日至11月12日停运."""
    return sentence.text[max(found.start - 1, 0) : found.start] in ("至", "到")


def _quoted(sentence: Sentence, found: Found) -> bool:
    """Whether a date is only quoted: 列入日期“2022年7月2日”更正为…."""
    if sentence.text[max(found.start - 1, 0) : found.start] in ("“", "‘"):
        return True
    return bool(_SAID_TO_BE.search(sentence.text, 0, found.start))  # 决定日期应为5月20日，误为5月2日


def _dated_after(sentence: Sentence, after: int) -> str | None:
    """Return a date in brackets after the verb that dates the decision (…号，5月6日作出)."""
    for found in sentence.of(MentionKind.DATE, start=after):
        if _DAY_IS.search(sentence.text[: found.start]) and sentence.part(after) == sentence.part(
            found.start
        ):
            return found.mention.value
        own = sentence.clause(found.start)
        if sentence.part(after) == sentence.part(found.start) and not sentence.shape[
            own.start : own.end
        ].replace(sentence.text[found.start : found.end], "", 1).strip("。 "):
            return found.mention.value  # 甲公司超限运输，罚款5000元，2024年3月2日
        if sentence.shape[found.start] != "□":
            continue
        if sentence.of(MentionKind.AUTHORITY, start=after, end=found.start):
            break  # …吊销其执照（甲号），本会给予训诫（乙号，9月4日）: the day is of the other act
        if _DATED.match(sentence.text[found.end :]) or _AFTER_NUMBER.search(sentence.text[: found.start]):
            return found.mention.value
    return None


def leads(sentence: Sentence, found: Found) -> bool:
    """Tell whether a date opens the sentence, at most after the body that acts (市信用办3月16日…)."""
    before = _HEAD.sub(lambda m: " " * len(m[0]), sentence.shape[: found.start])
    bodies = sentence.of(MentionKind.AUTHORITY, MentionKind.ORGANISATION, end=found.start)
    if bodies:
        before = before[: bodies[0].start] + before[bodies[-1].end :]
    return not ITSELF.sub("", before).strip(MARKS + "：:于在")


def _modifies(sentence: Sentence, found: Found, before: int) -> bool:
    """Whether a date only describes a noun: 2021年市级专项资金, 对2月1日返回后隐瞒行程的某某."""
    left = sentence.shape[sentence.clause(found.start).start : found.start]
    right = sentence.shape[found.end : before]
    relative = bool(re.search(r"[对将因]", left)) and "的" in right
    return relative or (len(found.mention.value) == 4 and bool(re.match(r"[\u4e00-\u9fff]", right)))


def _same_day(sentence: Sentence, before: int) -> str | None:
    """Return the day told before, for what was done at that meeting or on that day (会上，…；…，当天…)."""
    if not _THEN.match(sentence.text) and not _THERE.search(
        sentence.shape, sentence.part(before).start, before
    ):
        return None
    for told in sentence.earlier or sentence.passage.last_before:
        days = _dates(told, len(told.text))
        if days:
            return days[0].mention.value if leads(told, days[0]) else None
        if not sentence.earlier and (day := _same_day(told, 0)):
            return day
    return None


def _agent_between(sentence: Sentence, start: int, end: int) -> bool:
    """Whether an acting body stands between a date and the verb, so that the date is the act's."""
    return any(acts(sentence, f) for f in sentence.of(MentionKind.AUTHORITY, start=start, end=end))


_HEAD = re.compile(r"^\s*(?:【[^】]*】|[\u4e00-\u9fff]{2,6}(?:情况|结果|决定|意见|措施)[：:])")
_SERVES = re.compile(r"(?:送达|下达|发出|作出|签发|出具|下发)了?$")
_CITING = re.compile(  # 根据《…》（…号）; not 对未按规定缴存的甲公司作出罚款（…号）
    r"(?:根据|(?<![未不])按照?|依据|遵照|贯彻|落实|违反|依照)"
    r"(?:(?!作出|给予|处[以罚]|罚款|列入|纳入|移出|授予|认定为|决定)[^，。；])*$"
)


def document_number(sentence: Sentence, before: int) -> str | None:
    """Return the number of the decision: of a title issued here, of its carrier, of the notice."""
    near = sentence.clause(before).end
    own = [
        f
        for f in sentence.of(MentionKind.DOCUMENT_NUMBER, start=before)
        if f.end <= near + 1 and (_bracketed(sentence, f) or _served(sentence, f))
    ]
    own += _numbered(sentence, before)
    if not own:  # 准予…许可证延续，有效期至…（某许字〔2022〕2号）
        part = sentence.part(before)
        told = sentence.of(MentionKind.DOCUMENT_NUMBER, start=before, end=part.end)
        own = told if len(told) == 1 and _bracketed(sentence, told[0]) else []
    for found in (*own, *reversed(sentence.of(MentionKind.DOCUMENT_NUMBER, end=before))):
        if not _cited(sentence, found):
            return found.mention.value
    return carried_number(sentence)


def carried_number(sentence: Sentence) -> str | None:
    """Return the number of the document that carries the words, else of the act that the notice is."""
    if sentence.carrier is not None:
        return sentence.carrier.number
    return number_above(sentence.source, sentence.span.start) or sentence.source.own_number


def _numbered(sentence: Sentence, after: int) -> list[Found]:
    """The number told after the act: …罚款2万元，决定书文号为…号."""
    told = _NUMBER_IS.search(sentence.text, after)
    return sentence.of(MentionKind.DOCUMENT_NUMBER, start=told.end())[:1] if told else []


def _bracketed(sentence: Sentence, found: Found) -> bool:
    """Whether a number stands in brackets of its own, not those after a title: 罚款（…罚〔2021〕6号）."""
    before = sentence.text[: found.start].rstrip()
    return before.endswith(("（", "(", "〔", "［")) and not before[:-1].rstrip().endswith("》")


def _served(sentence: Sentence, found: Found) -> bool:
    """Whether a number is that of a paper which the act itself is: 送达《责令改正通知书》（…号）."""
    before = sentence.bare[: found.start].rstrip()
    title = before.rfind("《")
    return before.endswith(("》（", "》(")) and bool(_SERVES.search(before[:title]))


def _cited(sentence: Sentence, found: Found) -> bool:
    """Whether a number belongs to a document that is only cited (根据《…》（…号））."""
    if _JUDGED_BEFORE.match(sentence.bare, found.end):
        return True  # 未履行（2021）湘民初1号判决书确定的义务
    left = sentence.bare[: found.start].rstrip("（( ")
    if left.endswith("》"):
        left = left[: left.rfind("《")]
        clause = re.split(r"[，；。]", left)[-1]
        return bool(_CITING.search(clause))
    return bool(re.search(r"(?:根据|按照?|依据|遵照|贯彻|落实|违反|依照)[^，。；]{0,10}$", left))


def evidence_text(sentence: Sentence, start: int, end: int) -> tuple[str, Span]:
    """Return the words from ``start`` to ``end``, without end marks, and their span: an event's quote."""
    while start < end and sentence.text[start] in " \t-－●•◆·■，,；;。\u3000":
        start += 1
    while end > start and sentence.text[end - 1] in " \t，,；;。！\u3000":
        end -= 1
    return sentence.text[start:end], sentence.at(start, end)
