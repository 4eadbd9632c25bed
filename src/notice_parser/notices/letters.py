"""Blocks → whom each letter or decision of a file is to: 甲公司：, 当事人：甲公司."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ..mentions.groups import is_group
from ..mentions.persons import kind_of
from ..model import BlockKind, MentionKind, Span, Subject, SubjectKind

if TYPE_CHECKING:
    from .passage import Source

_YOUR_CODE = re.compile(r"你(?:单位|公司|店|厂|户)?\s*[（(][^（）()：:]{0,12}代码\s*[:：]?\s*")
_ADDRESS = re.compile(r"[^，。；：:]{2,60}(?:[（(][^（）()]*[）)])?[：:](?:[（(][^（）()]{4,60}[）)])?$")
_PARTY = re.compile(
    r"(?P<label>(?:当事人|被处罚人|被处罚单位|被处罚单位（人）|被处罚当事人|处罚相对人|行政相对人|违法行为人|申请人|被申请人)[一二三四甲乙丙\d]?)(?:姓名|名称)?(?:[（(][^（）()：:]{1,8}[）)])?(?:姓名|名称)?\s*[:：]\s*"
)
_NAMED_FIRST = re.compile(r"[^，。；：:（()]{4,40}[，,（(](?:统一社会)?信用代码[：:]?")
_YOU = re.compile(r"[你贵](?:单位|公司|店|厂|院|校|户|中心|合作社|园|馆|站|场)")
_ITS_HEAD = re.compile(
    r"[（(][^（）()]{0,12}(?:经营者|法定代表人|负责人|投资人|举办者|开办者|业主)(?:为|是)?[:：]?$"
)  # 甲店（经营者：乙）
_SERVED = re.compile(  # 公告送达《行政处罚决定书》（某税稽罚〔2023〕22号）
    r"送达[^。，《》]{0,30}《(?P<paper>[^》]{2,30}书)》\s*(?:[（(](?:文书编?号[：:])?|[，,]?(?:文书编?号|文号)[为是：:])?"
)
_CALLED = re.compile(
    r"(?P<name>(?!详?见|同上|[各某该其本你我上下应如若未因在对自根据经]|收到|逾期|不服|[^，,（(\n]*(?:应当|可以|未|已))"
    r"[\u4e00-\u9fff（）()·A-Za-z]{2,30}?)[。；;]?\s*(?=$|\n|[，,；;（(]\s*(?:统一|社会信用|信用代码|注册号|经营者|以下|法定代表人|负责人|住|地址|经营场所|[男女][，,]|性别|身份证))"
)
_INLINE = re.compile(
    r"\s*(?P<name>[^，。；：:（(]{2,40})(?:[（(][^（）()]*[）)])?[：:](?=[^。：:]{0,40}?[，。]?[你贵])"
)
_FOUND = re.compile(r"\s*(?:经查|经核查|经调查|日前|近日|我[局会委厅]|你)")
SUBJECT_KINDS = {MentionKind.ORGANISATION: SubjectKind.ORGANISATION, MentionKind.PERSON: SubjectKind.PERSON}


class Letter(NamedTuple):
    """A run of blocks that say whom the text below them is about."""

    start: int
    opens: bool  # 甲公司： over 你单位…: those addressed before are no longer meant
    parties: list[tuple[str | None, Subject]]  # under their label: 当事人, 当事人一; None for an addressee


def letters_of(source: Source) -> list[Letter]:
    """Return the letters of a document in their order."""
    letters: list[Letter] = []
    blocks = source.document.blocks
    last = -2
    for at, block in enumerate(blocks):
        if (inline := _inline(source, block.span)) is not None:
            letters.append(inline)
            last = -2
            continue
        label = _PARTY.match(block.text) or (
            _NAMED_FIRST.match(block.text) if _YOU.search(source.text) else None
        )
        if block.kind is not BlockKind.ADDRESSEE and not label and not _ADDRESS.fullmatch(block.text):
            continue
        first = label is not None and "label" not in label.groupdict()  # 甲公司，统一社会信用代码：…
        start = block.span.start + (label.end() if label and not first else 0)
        named: list[tuple[str | None, Subject]] = []
        for mention in source.within(block.span):
            kind = SUBJECT_KINDS.get(mention.kind)
            if kind is None or (label and mention.span.start != start):
                continue
            if _ITS_HEAD.search(source.text, block.span.start, mention.span.start):
                continue
            reach = Span(block.span.start, blocks[min(at + 2, len(blocks) - 1)].span.end)
            code = (
                _code_in(source, block.span)
                or _code_of_you(source)
                or (None if label else _code_in(source, reach))
            )
            who = Subject(
                name=mention.text,
                kind=kind,
                identifier=code,
                anonymised=kind is SubjectKind.PERSON and "某" in mention.text,
                span=mention.span,
            )
            named.append((label["label"] if label and not first else None, who))
        if not named and label and not first:
            line = _whole_line(source, start, block.span.end)
            named += [(label["label"], line)] if line else []
        if named and at == last + 1 and not label:
            letters[-1] = letters[-1]._replace(parties=[*letters[-1].parties, *named])
        elif named:
            opens = label is None and at + 1 < len(blocks) and "你" in blocks[at + 1].text
            letters.append(Letter(block.span.start, opens, named))
        last = at if named else last
    return letters


def _inline(source: Source, span: Span) -> Letter | None:
    """The letter that one paragraph holds whole: 某公司：经查，你公司…，我局决定对你公司….

    Its party is addressed from the first sentence on.
    """
    told = _INLINE.match(source.text, span.start, span.end)
    if told is None:
        return None
    name, at = told["name"], Span(*told.span("name"))
    known = next((m.kind for m in source.within(span) if m.span == at), None)
    kind = SUBJECT_KINDS.get(known) if known else None
    if kind is None and kind_of(name) is SubjectKind.PERSON and _FOUND.match(source.text, told.end()):
        kind = SubjectKind.PERSON  # whom nothing but their place shows
    if kind is None:
        return None
    hidden = kind is SubjectKind.PERSON and "某" in name
    who = Subject(name=name, kind=kind, identifier=_code_in(source, span), anonymised=hidden, span=at)
    return Letter(span.start - 1, True, [(None, who)])


def _whole_line(source: Source, start: int, end: int) -> Subject | None:
    """The party that fills the rest of its line, whatever its name ends with: 当事人：阿河牛杂."""
    line = _CALLED.match(source.text, start, end)
    if (
        line is None
        or is_group(line["name"])
        or len(line["name"]) < (4 if kind_of(line["name"]) is SubjectKind.GROUP else 2)
    ):
        return None
    person = kind_of(line["name"]) is SubjectKind.PERSON
    kind = SubjectKind.PERSON if person else SubjectKind.ORGANISATION
    code = _code_in(source, Span(start, end))
    return Subject(
        name=line["name"],
        kind=kind,
        identifier=code,
        anonymised=person and "某" in line["name"],
        span=Span(*line.span("name")),
    )


def parties_at(letters: list[Letter], at: int) -> dict[str, Subject]:
    """Return the parties that 你单位 or 当事人 mean at a place of the text.

    Of several letters in one file each addresses its own; before the first its addressees are meant.
    """
    found: dict[str, Subject] = {}
    for letter in [letter for letter in letters if letter.start < at] or letters[:1]:
        if letter.opens:
            found = {name: who for name, who in found.items() if not name.startswith("你")}
        for label, who in letter.parties:
            found.setdefault(label or f"你单位{len(found) or ''}", who)
    return found


def _code_in(source: Source, span: Span) -> str | None:
    return next((m.text for m in source.within(span) if m.kind is MentionKind.IDENTIFIER), None)


def _code_of_you(source: Source) -> str | None:
    """The code printed after the first 你单位（统一社会信用代码：…）."""
    said = _YOUR_CODE.search(source.text)
    codes = source.within(Span(said.end(), said.end() + 20)) if said else []
    return next((m.text for m in codes if m.kind is MentionKind.IDENTIFIER), None)


def number_above(source: Source, at: int) -> str | None:
    """Return the number that stands by itself above ``at``, where several letters each have their own."""
    numbers = [
        mention
        for block in source.document.blocks
        for mention in source.within(block.span)
        if mention.kind is MentionKind.DOCUMENT_NUMBER and mention.text == block.text.strip()
    ]
    above = [mention.value for mention in numbers if mention.span.end <= at]
    return above[-1] if len(numbers) > 1 and above and not source.is_bulletin else None


class Served(NamedTuple):
    """The paper that a notice of service serves: its acts are that paper's."""

    paper: str
    number: str | None


def served_by(source: Source) -> Served | None:
    """Return the one paper that a notice of service names: 公告送达《行政处罚决定书》（…〔2023〕22号）."""
    if "送达" not in (source.masthead.title or ""):
        return None
    told = list(_SERVED.finditer(source.text))
    if len({m["paper"] for m in told}) != 1:
        return None
    at = told[0].end()
    near = source.within(Span(at, at + 40))
    numbers = [m.value for m in near if m.kind is MentionKind.DOCUMENT_NUMBER and m.span.start == at]
    return Served(told[0]["paper"], numbers[0] if numbers else None)
