"""Heading or first sentence of a case → its party: 案例二：甲公司未批先建案, 三、乙卫生室。"""

from __future__ import annotations

import re
from itertools import pairwise

from ..mentions.persons import kind_of
from ..model import BlockKind, Mention, MentionKind, Span, Subject, SubjectKind
from .letters import SUBJECT_KINDS
from .passage import Passage, Source
from .subjects import antecedent, named

_GROUP = SubjectKind.GROUP

_MARK = r"\s*(?:典型)?(?:案例)?[（(]?[一二三四五六七八九十\d]{0,3}[)）]?[、.．:：]?\s*"
_BEFORE_CONDUCT = re.compile(
    r"(?P<name>[\u4e00-\u9fff（）()]{2,30}?)(?=未[^名]|违[反法规]|擅自|涉嫌|非法|禁渔|违规|无(?:资质|许可)|无证|无照|超[标限范]|不[按履正]|将|利用|通过|私自|占用|"
    r"生产|销售|经营[^部店]|收购|使用|伪造|冒用|发布|虚[假构开报]|拒不|逃避|拖欠|侵[犯占害]|提供|存在|因|在[^线]|以|哄抬|骗取|出借|串通|偷)"
)
_ITS_CONDUCT = re.compile(  # 甲公司|虚报项目验收数据, 乙研究所|成果署名不实
    r"(?:等)?(?:未[^名]|违[反法规]|擅自|涉嫌|非法|违规|无(?:资质|许可)|无证|无照|超[标限范]|不[按履正]|利用|私自|占用|伪造|冒用|虚[假构开报]|拒不|逃避|拖欠|"
    r"侵[犯占害]|骗取|套取|挪用|抄袭|篡改|买卖|隐瞒|弄虚作假|出借|串通|围标|转包|挂靠|[^，。；]{2,14}(?:不实|失实|造假|不到位|不规范|不合格|失信|违约|违规|违法|问题|行为)$)"
)
_NAMED_BEFORE = re.compile(  # 2.甲地质公园（3A）：严重警告
    r"\s*[（(]?[一二三四五六七八九十\d]{1,3}[)）]?[、.．]?\s*(?P<name>[^，。；：:（()]{4,30})(?:[（(][^（）()]{1,20}[）)])?[：:](?=[^，。；]{2,16}[，。；])"
)
_INTRODUCED = re.compile(
    r"\s*[（(]?[一二三四五六七八九十\d]{1,3}[)）]?[、.．]?\s*(?P<name>[\u4e00-\u9fff·]{2,8})，(?:[男女]，|(?:时?任|系|原)?[^，。；]{2,30}?"
    r"(?:员|师|长|授|士|任|理|人|生|工|干部|经理|导游|法人|股东|主管))(?=，)"
)
_NUMBERED = re.compile(r"\s*[（(]?[一二三四五六七八九十\d]{1,3}[)）]?[、.．]?\s*[^，。；：:]{4,40}\s*")
_LEADS = re.compile(  # 经研究，对该公司作如下处理：
    r"(?:对(?P<who>[^，。；：:]{2,60}?)(?:依法|分别|一并)*(?:作出?|给予|进行|采取|实施|处以)[^，。；：:]{0,6})?"
    r"(?:以下|如下|下列)(?:行政|审慎|相应|[^，。；：:处惩]{0,4}(?=监管措施))?(?:处理|处罚|处置|惩戒|决定|措施|处分|监管措施)[^，。；：:]{0,8}[：:]\s*$"
)
_CASE = re.compile(_MARK + r"(?P<words>[^，。；\n]{2,70}?)(?:案件?|案例|问题)?[。：:]?\s*$")


_HANDLED = re.compile(
    r"[^，。；：:]{2,40}?(?:局|委|队|所|厅|关|院|会|中心)(?:依法|联合[^，。；：:]{2,20}?)?(?:查处|查办|办理|侦办|侦破|处罚|查获)(?:的|了)?"
)


def case_of(passage: Passage) -> tuple[Subject, ...]:
    """Return the party that the heading right above a passage names, for its 该公司 and 当事人."""
    above = passage.above
    if above is None or above.kind not in (BlockKind.HEADING, BlockKind.SECTION):
        return ()
    return _unless_told(passage, _party(passage.source, above.text, above.span.start))


def _unless_told(passage: Passage, named: tuple[Subject, ...]) -> tuple[Subject, ...]:
    """Leave out a party without a name where the story names one: 某养殖场未批先建案|…发现，甲合作社…."""
    told = passage.source.within(passage.block.span)
    hidden = any("某" in who.name for who in named)
    if hidden and any(m.kind is MentionKind.ORGANISATION and "某" not in m.text for m in told):
        return ()
    return named


def handler_of(passage: Passage) -> Mention | None:
    """Return the body that handled the case of the heading right above a passage: 甲局查处乙店…案.

    >>> from notice_parser import parse_text
    >>> heading = "一、临泽县市场监督管理局查处临泽县鑫泉加油站计量作弊案"
    >>> (event,) = parse_text(f"公布典型案例\\n{heading}\\n依据《计量法》，罚款2000元。").events
    >>> event.authority.written, event.subjects[0].name
    ('临泽县市场监督管理局', '临泽县鑫泉加油站')
    """
    above = passage.above
    if above is None or above.kind not in (BlockKind.HEADING, BlockKind.SECTION):
        return None
    found = _CASE.match(above.text)
    handled = _HANDLED.match(above.text, found.start("words")) if found else None
    if found is None or handled is None:
        return None
    span = Span(above.span.start + found.start("words"), above.span.start + handled.end())
    bodies = [m for m in passage.source.within(span) if m.kind is MentionKind.AUTHORITY]
    return bodies[0] if bodies else None


def headed(passage: Passage) -> tuple[Subject, ...]:
    """Return the party whose name, numbered, is all that the paragraph right above says: 一、甲农资店."""
    above = passage.above
    if above is None or above.kind is not BlockKind.PARAGRAPH or not _NUMBERED.fullmatch(above.text):
        return ()
    return _party(passage.source, above.text, above.span.start)


def case_in(passage: Passage) -> tuple[Subject, ...]:
    """Return the party of a passage whose first sentence is the title of a case or only a name."""
    if told := _NAMED_BEFORE.match(passage.block.text):
        at = passage.block.span.start + told.end()
        owner = passage.source.within(Span(passage.block.span.start + told.start("name"), at))
        firms = [m for m in owner if m.kind in SUBJECT_KINDS]
        if firms and firms[0].span.start == passage.block.span.start + told.start("name"):
            who = firms[0]
            return (Subject(name=who.text, kind=SUBJECT_KINDS[who.kind], span=who.span),)
    if len(passage.sentences) < 2:
        return ()
    first = passage.sentences[0]
    own = _unless_told(passage, _party(passage.source, first.text, first.span.start))
    return own or _introduced(passage.source, first.text, first.span.start)


def _introduced(source: Source, words: str, start: int) -> tuple[Subject, ...]:
    """Return the person whom an item introduces with a post: 一、符某，甲研究院副研究员，在….|终止其项目."""
    found = _INTRODUCED.match(words)
    if found is None:
        return ()
    low = start + found.start("name")
    people = [m for m in source.within(Span(low, start + len(words))) if m.span.start == low]
    if (
        not people
        or people[0].kind is not MentionKind.PERSON
        or people[0].span.end != start + found.end("name")
    ):
        return ()
    return (
        Subject(
            name=people[0].text, kind=SubjectKind.PERSON, anonymised=people[0].anonymised, span=people[0].span
        ),
    )


def led_by(passage: Passage) -> tuple[Subject, ...]:
    """Return the parties of the items below a passage that leads to them: 对该公司作如下处理：."""
    sentence = passage.sentences[-1] if passage.sentences else None
    lead = _LEADS.search(sentence.shape) if sentence else None
    if sentence is None or lead is None:
        return ()
    if lead["who"]:
        return tuple(who for who in named(sentence, *lead.span("who")).subjects if who.kind is not _GROUP)
    told = [f for s in passage.sentences for f in s.of(*SUBJECT_KINDS)]
    return antecedent(sentence, lead.start()) if len({f.mention.value for f in told}) == 1 else ()


def _party(source: Source, words: str, start: int) -> tuple[Subject, ...]:
    found = _CASE.match(words)
    if not found:
        return ()
    low, high = start + found.start("words"), start + found.end("words")
    if handled := _HANDLED.match(source.text, low, high):
        low = handled.end()  # 县市场监管局查处|甲加油站计量作弊案
    names = [m for m in source.within(Span(low, high)) if m.kind in SUBJECT_KINDS]
    acting = next((m for m in names if _ITS_CONDUCT.match(source.text, m.span.end, high)), None)
    before = names[: names.index(acting)] if acting else []
    starts = before[0].span.start if before else acting.span.start if acting else None
    if acting and starts == low and all(a.span.end == b.span.start for a, b in pairwise((*before, acting))):
        return (Subject(name=acting.text, kind=SUBJECT_KINDS[acting.kind], span=acting.span),)
    if not names or names[0].span.start != low:
        shaped = _shaped(source, low, words)
        if shaped:
            return shaped
    if not names or len(source.text[low : names[0].span.start]) > 6:
        return ()
    if not (words.rstrip("。：: ").endswith(("案", "案件", "案例", "问题")) or names[0].span.end == high):
        return ()
    return (Subject(name=names[0].text, kind=SUBJECT_KINDS[names[0].kind], span=names[0].span),)


def _shaped(source: Source, start: int, words: str) -> tuple[Subject, ...]:
    """Take the words before the conduct for the party, where they are shaped as a name is."""
    ended = words.rstrip("。：: ").endswith(("案", "案件", "案例"))
    found = _BEFORE_CONDUCT.match(source.text, start) if ended else None
    if found is None or kind_of(found["name"]) is SubjectKind.GROUP:
        return ()
    return (Subject(name=found["name"], kind=kind_of(found["name"]), span=Span(*found.span("name"))),)
