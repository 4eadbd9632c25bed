"""Document + Mentions → Passages → Sentences: what a kind of notice is read from.

A passage is one paragraph or list item with what is known around it: the unit that reported it, the
document whose content it relates, the notice it stands in.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from ..mentions.bodies import first_body
from ..model import (
    Authority,
    Block,
    BlockKind,
    Document,
    Masthead,
    Mention,
    MentionKind,
    Span,
    Subject,
    SubjectKind,
)
from ..text.scanned import Legibility
from .letters import Letter, Served, letters_of, parties_at, served_by
from .shape import TITLE, shape_of

_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]?")
_CLAUSE = re.compile(r"(?:[^，,；;：:]|(?<=\d),(?=\d{3}))+")
_RUBRIC = re.compile(r"^\s*【[^【】]{2,12}】")
_ITEM = re.compile(r"\s*[-－—●•◆·■]")  # the mark before a bulletin's items
_NUMBERED = re.compile(r"\s*(?:[（(][\d一二三四五六七八九十]{1,3}[）)]|[\d一二三四五六七八九十]{1,3}[、.．])")
_CODE_OF = re.compile(  # 甲公司（统一社会信用代码：, 当事人：甲公司，统一社会信用代码
    r"(?:^|[：:、，。；\n\s“]|将|对|和|及|与)(?P<name>[\u4e00-\u9fff（）()·A-Za-z0-9]{4,40}?)[”]?(?:[，,（(\s]{1,2}"
    r"(?:统一社会信用代码|社会信用代码|信用代码|注册号|组织机构代码)(?:为|是)?[:：]?|[（(])\s*$"
)
_ACT = re.compile(
    # one act, though numbered
    r"(?:公告|通告|通报|决定|公示|通知|名单|决定书|公开表|曝光台|[红黑]榜”?|(?:公布|曝光|公开)[^，。]{0,24}名单[^，。]{0,8})(?:（[^）]*）)?$"
)
_PERIODICAL = re.compile(
    r"(?:[简专月周快旬季日速摘要]报|[周月季]刊|动态|简讯|通讯|要闻|要情|摘编|速递|播报|工作信息|(?:工作|建设|推进|落实)情况(?:的)?(?:报告|汇报|总结)|工作(?:报告|总结|汇报))(?:（[^）]*）)?$"
)
_NEWS = re.compile(r"首页.*(?:要闻|新闻|资讯)|(?:记者|通讯员)[：:\s]")
_YOUR_FIRM = re.compile(
    r"[你贵](?:单位|公司|店|厂|院|校|合作社|企业|中心|机构|所|矿)(?!法定代表人|主要负责人|负责人)"
)
_DECISION = re.compile(r"决定书?(?:（[^）]*）)?$")
_HEARD_FIRST = re.compile(r"(?:处罚|列入|撤销|吊销|取消|听证|事先|认定)[^。]{0,8}告知书(?:（[^）]*）)?$")
_RULES = re.compile(r"(?:办法|规定|细则|条例|方案|意见|要点|规范|指引|制度|章程)(?:（[^）]*）)?$")


@dataclass(frozen=True)
class Source:
    """The notice that passages stand in."""

    document: Document
    masthead: Masthead
    mentions: tuple[Mention, ...]

    @cached_property
    def text(self) -> str:
        """The whole text."""
        return self.document.text

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences of the paragraphs, without the documents whose content they relate."""
        return tuple(sentence for passage in passages(self) for sentence in passage.sentences)

    def saying(self, words: re.Pattern[str]) -> tuple[Sentence, ...]:
        """Return the sentences in whose shape ``words`` are found; each pattern is searched for once."""
        if words not in self._said:
            self._said[words] = tuple(s for s in self.sentences if words.search(s.shape))
        return self._said[words]

    @cached_property
    def _said(self) -> dict[re.Pattern[str], tuple[Sentence, ...]]:
        return {}

    @cached_property
    def starts(self) -> list[int]:
        """Where each mention starts, for look-up."""
        return [mention.span.start for mention in self.mentions]

    def within(self, span: Span) -> list[Mention]:
        """Return the mentions that stand wholly inside ``span``."""
        low, high = bisect_left(self.starts, span.start), bisect_left(self.starts, span.end)
        return [mention for mention in self.mentions[low:high] if mention.span.end <= span.end]

    @cached_property
    def legibility(self) -> Legibility:
        """How surely the words of scanned pages were recognised."""
        return Legibility(self.document)

    @cached_property
    def is_bulletin(self) -> bool:
        """Whether this is a periodical that reports the acts of many bodies."""
        title = self.masthead.title or ""
        if _ACT.search(title):
            return False
        return self.masthead.issue is not None or bool(_PERIODICAL.search(title))

    @cached_property
    def is_news(self) -> bool:
        """Whether this is a press report on a site: a page of its news, or one that names a reporter."""
        if _ACT.search(self.masthead.title or ""):
            return False
        return any(_NEWS.search(block.text) for block in self.document.blocks[:6] if len(block.text) <= 80)

    def addressees(self, at: int, words: str = "") -> tuple[Subject, ...]:
        """Whom the words at ``at`` address (甲公司：) or are about (当事人：甲公司).

        Where firms and people are addressed together, 你公司 in ``words`` means the firms alone.
        """
        parties = tuple(self.parties(at).values())
        firms = tuple(who for who in parties if who.kind is SubjectKind.ORGANISATION)
        return firms if firms and _YOUR_FIRM.search(words) else parties

    def parties(self, at: int) -> dict[str, Subject]:
        """The parties under the words that stand for them at ``at``: 你单位, 当事人, 当事人一."""
        return parties_at(self._letters, at)

    @cached_property
    def _letters(self) -> list[Letter]:
        return letters_of(self)

    @cached_property
    def codes(self) -> dict[str, str]:
        """The code of each name that is printed with one anywhere in the notice, if it is always the same."""
        found: dict[str, set[str]] = {}
        for mention in self.mentions:
            if mention.kind is not MentionKind.IDENTIFIER:
                continue
            label = _CODE_OF.search(self.text[max(mention.span.start - 60, 0) : mention.span.start])
            if label:
                found.setdefault(label["name"], set()).add(mention.text)
        return {name: codes.pop() for name, codes in found.items() if len(codes) == 1}

    @cached_property
    def is_rules(self) -> bool:
        """Whether the notice is itself a set of rules, so that what it says is demanded, not done."""
        return bool(_RULES.search(self.masthead.title or ""))

    @cached_property
    def is_decision(self) -> bool:
        """Whether the notice is one written decision, whose number is of no act that it tells of before."""
        return bool(_DECISION.search(re.sub(r"\s", "", self.masthead.title or "")))

    @cached_property
    def tells_repairs(self) -> bool:
        """Whether the notice's title or a heading is about credit repair."""
        heads = (
            b.text
            for b in self.document.blocks
            if b.kind in (BlockKind.TITLE, BlockKind.HEADING, BlockKind.SECTION)
        )
        return any("修复" in head for head in (self.masthead.title or "", *heads))

    @cached_property
    def is_proposal(self) -> bool:
        """Whether the notice announces what is meant to be done, for objections."""
        title = re.sub(r"\s", "", self.masthead.title or "")
        planned = "公示" in title and (
            re.search(r"拟(?!定|订)|初评|初审|预评", title) or _PLANNED_HERE.search(self.text)
        )
        return bool(planned) or bool(_HEARD_FIRST.search(self._served.paper if self._served else title))

    @cached_property
    def issuer(self) -> str | None:
        """The body that issued the notice: of its masthead, else the one that opens title or text."""
        if self.masthead.issuer or self.is_bulletin:
            return self.masthead.issuer
        first = next(
            (
                b
                for b in self.document.blocks
                if b.kind is BlockKind.PARAGRAPH
                and ("。" in b.text or re.search(r"[，、].{10,}[：:]$", b.text))
            ),
            None,
        )
        titles = [b for b in self.document.blocks if b.kind is BlockKind.TITLE]
        for block in (*titles, *([first] if first else [])):
            opening = [m for m in self.within(block.span) if m.kind is MentionKind.AUTHORITY]
            if opening and not self.text[block.span.start : opening[0].span.start].strip():
                return opening[0].full or opening[0].text
        return None

    @property
    def acting_issuer(self) -> Authority | None:
        """The issuer as the one who acts; that of a periodical or of a news page only relates."""
        issuer = self.issuer
        relates = self.is_bulletin or self.is_news
        publishing = issuer is not None and issuer.endswith("法院") and "发布" in (self.masthead.title or "")
        if not issuer or (relates and not publishing):
            return None
        first = first_body(issuer)  # as where bodies act together in a sentence
        return Authority(written=first, full=first)

    @property
    def own_number(self) -> str | None:
        """The number of the act that the notice is; a periodical's number is of no act."""
        if self.is_bulletin:
            return None
        served = self._served.number if self._served else None
        return served or self.masthead.document_number

    @cached_property
    def _served(self) -> Served | None:
        return served_by(self)

    @property
    def own_date(self) -> str | None:
        """The day of the act that the notice is; a periodical's day is of no act."""
        return None if self.is_bulletin else self.signed_on

    @property
    def issue_day(self) -> str | None:
        """The day of issue, for what the notice itself counts from it (自公布之日起)."""
        published = self.masthead.published
        return self.own_date or (published.isoformat() if published else None)

    @cached_property
    def signed_on(self) -> str | None:
        """The date under the issuer's name at the end: the day of the act that the notice is."""
        blocks = [b for b in self.document.blocks if b.kind is BlockKind.SIGNATURE]
        dates = [m for b in blocks for m in self.within(b.span) if m.kind is MentionKind.DATE]
        return dates[-1].value if dates else None


@dataclass(frozen=True)
class Carrier:
    """A document whose issue was reported and whose content later sentences relate."""

    title: str
    alias: str | None  # 《通知》
    number: str | None
    date: str | None
    authority: Mention | None
    span: Span  # the words that report the issue


@dataclass(frozen=True)
class Passage:
    """One paragraph or item, and what is known around it."""

    source: Source
    block: Block
    section: str | None = None
    reporter: str | None = None
    above: Block | None = None  # the block right above it
    opens_article: bool = True  # whether a heading, a section or another item's end stands above it
    carriers: tuple[Carrier, ...] = ()  # issued in this passage or in the article above it
    parties: tuple[Subject, ...] = ()  # whom the record or table row that holds the words is about
    handler: Mention | None = None  # the body that the heading above says to have handled the case

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The passage cut at full stops outside 《》, “” and （）."""
        return tuple(self._sentences())

    @cached_property
    def last_before(self) -> tuple[Sentence, ...]:
        """The sentences of the paragraph right before in the same story, nearest first."""
        if self.opens_article or self.above is None or self.above.kind is not BlockKind.PARAGRAPH:
            return ()
        if _NUMBERED.match(self.block.text):
            return ()
        blocks = self.source.document.blocks
        at = bisect_left(blocks, self.above.span.start, key=lambda block: block.span.start)
        further = blocks[at - 1] if at else None
        opens = further is None or further.kind is not BlockKind.PARAGRAPH
        told = Passage(self.source, self.above, above=further, opens_article=opens)
        return tuple(reversed(told.sentences))

    def _sentences(self) -> Iterator[Sentence]:
        shape = shape_of(self.block.text)
        for m in _SENTENCE.finditer(shape):
            if self.block.text[m.start() : m.end()].strip():
                start = self.block.span.start + m.start()
                yield Sentence(self, Span(start, start + m.end() - m.start()))


_PLANNED_HERE = re.compile(  # 拟评选马某等5人为2023年度“诚信之星”，现予公示
    r"(?<![虚模])拟(?:评选|评定|评为|命名|表[彰扬]|授予|认定|推荐|确定|列入|纳入|给予|奖励|移出|同意|准予)"
    r"[^。]{0,160}?(?:现予以?|予以|进行|现将[^。]{0,30}?)公示"
)


class Found(NamedTuple):
    """A mention and where it stands in its sentence."""

    mention: Mention
    start: int
    end: int

    def of_name(self, name: Found) -> bool:
        """Whether a day or a number without digits is a part of a firm's name: 三月花艺, 五环."""
        value = self.mention.kind in (MentionKind.DATE, MentionKind.COUNT, MentionKind.DURATION)
        within = name.start <= self.start and self.end <= name.end
        return value and within and not re.search(r"\d", self.mention.text)


@dataclass(frozen=True)
class Sentence:
    """One sentence, its mentions, and the passage it stands in."""

    passage: Passage
    span: Span

    @property
    def source(self) -> Source:
        """The notice."""
        return self.passage.source

    @cached_property
    def text(self) -> str:
        """The words as printed."""
        return self.source.text[self.span.start : self.span.end]

    @cached_property
    def bare(self) -> str:
        """The words with what stands inside 《》 blanked: a title's verbs are not this sentence's."""
        blanked = TITLE.sub(lambda m: "《" + "□" * (len(m[0]) - 2) + "》", self.text)
        return _RUBRIC.sub(lambda m: "□" * len(m[0]), blanked)  # 【信用评定】6月20日，…

    @cached_property
    def shape(self) -> str:
        """The words with what stands inside 《》, “” and （） blanked: its commas are the sentence's own.

        A firm's name is filled up to its ending, so that 供应链 demands nothing.
        """
        words = list(shape_of(self.text))
        for found in self.of(MentionKind.ORGANISATION):
            for at in range(found.start, found.end - 2):
                if words[at] != "□":
                    words[at] = "囗"
        return "".join(words)

    @cached_property
    def clauses(self) -> tuple[Span, ...]:
        """The clauses, as ranges of this sentence."""
        return tuple(Span(m.start(), m.end()) for m in _CLAUSE.finditer(self.shape))

    def clause(self, at: int) -> Span:
        """Return the clause that holds the character at ``at``."""
        return next((c for c in self.clauses if c.start <= at < c.end), Span(0, len(self.text)))

    def part(self, at: int) -> Span:
        """Return the stretch between semicolons that holds the character at ``at``."""
        start = self.shape.rfind("；", 0, at) + 1
        end = self.shape.find("；", at)
        return Span(start, end if end != -1 else len(self.text))

    @cached_property
    def found(self) -> tuple[Found, ...]:
        """The mentions of this sentence that do not stand inside a title."""
        inside = [
            Found(m, m.span.start - self.span.start, m.span.end - self.span.start)
            for m in self.source.within(self.span)
        ]
        said = [f for f in inside if f.mention.kind is MentionKind.TITLE or self.bare[f.start] != "□"]
        firms = [f for f in said if f.mention.kind is MentionKind.ORGANISATION]
        return tuple(f for f in said if not any(f.of_name(firm) for firm in firms))

    def of(self, *kinds: MentionKind, start: int = 0, end: int | None = None) -> list[Found]:
        """Return the mentions of ``kinds`` that stand between ``start`` and ``end``."""
        stop = len(self.text) if end is None else end
        return [f for f in self.found if f.mention.kind in kinds and start <= f.start and f.end <= stop]

    def at(self, start: int, end: int) -> Span:
        """Turn a range of this sentence into a span of the document."""
        return Span(self.span.start + start, self.span.start + end)

    @cached_property
    def earlier(self) -> tuple[Sentence, ...]:
        """The sentences before this one in its passage, nearest first."""
        all_ = self.passage.sentences
        return tuple(reversed([s for s in all_ if s.span.start < self.span.start]))

    @cached_property
    def carrier(self) -> Carrier | None:
        """The document whose content this sentence relates, if it relates one."""
        for carrier in reversed(self.passage.carriers):
            if carrier.span.start >= self.span.start:
                if carrier.span.end <= self.span.end:
                    return carrier
            elif (carrier.alias is not None and self._led_by(carrier.alias)) or (
                carrier.span.start >= self.passage.block.span.start and not self._stands_alone()
            ):
                return carrier
        return None

    def _stands_alone(self) -> bool:
        """Whether this sentence reports an act of its own: it opens with a date."""
        dates = self.of(MentionKind.DATE)
        return bool(dates) and not self.text[: dates[0].start].strip()

    def _led_by(self, alias: str) -> bool:
        """Whether this sentence, or the start of its passage, names the document by its short name."""
        return alias in self.text or self.passage.block.text.lstrip().startswith(alias)


def sentence_of(text: str) -> Sentence:
    """Make one sentence of plain text, without mentions.

    >>> sentence_of("市信用办印发《关于加强信用监管的通知》。").bare
    '市信用办印发《□□□□□□□□□□□》。'
    """
    block = Block(kind=BlockKind.PARAGRAPH, span=Span(0, len(text)), text=text)
    source = Source(Document(name="", sha256="", blocks=(block,)), Masthead(), ())
    return Sentence(Passage(source, block), block.span)


def passages(source: Source) -> Iterator[Passage]:
    """Yield the paragraphs and items in reading order, each with its reporter; carriers are added later."""
    blocks = source.document.blocks
    section, opens = None, True
    for i, block in enumerate(blocks):
        if block.kind is BlockKind.SECTION:
            section = block.text
        if block.kind is BlockKind.PARAGRAPH:
            opens = opens or bool(_ITEM.match(block.text))
            above = blocks[i - 1] if i else None
            yield Passage(source, block, section, _reporter(blocks, i), above, opens)
        opens = block.kind is not BlockKind.PARAGRAPH


def _reporter(blocks: tuple[Block, ...], i: int) -> str | None:
    """Return the unit in brackets under an item, past further paragraphs of the same item."""
    after = blocks[i + 1] if i + 1 < len(blocks) else None
    if after is not None and after.kind is BlockKind.REPORTER:
        return after.text.strip("（）() ")
    return None
