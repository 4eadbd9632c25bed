"""A body issues, amends, forwards or repeals a document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ..model import Authority, Event, MentionKind
from ..text.patterns import one_of
from .arguments import agent, authority, event_date, evidence_text
from .certainty import certainty_of
from .passage import Carrier, Found, Sentence
from .registry import reads
from .validity import term

_VERBS = (
    "(?:联合|正式|共同|研究)?"
    + one_of("印发 发布 出台 下发 制定出台 制定 制订出台 制订 颁布 公布 发出 转发 修订 签发 印制下发")
    + "(?:实施|施行)?"
)
_BEFORE = re.compile(rf"(?P<verb>{_VERBS})(?:了|的)?(?:新修订的|修订后的|[^，。；《》]{{0,12}}?)?$")
_AFTER = re.compile(
    r"^[^，。；《》]{0,6}?(?:（[^（）]*）)?(?:"
    r"(?:于[^，。；]{3,12}|[^，。；]{0,4}?)(?P<verb>正式(?:发布|印发|出台|施行|实施)|(?:已|现已|同时|即行|予以)?(?:印发|出台|公布|发布|(?:自[^，。；]{3,14}起)?废止|开始施行|修订完成)(?:实施|施行)?)"
    r"|(?:已经?|业经|经)[^，。；]{2,40}?(?:同意|批准|通过|审定)[^。；]{0,24}?(?P<verb2>现?(?:予以)?(?:正式)?(?:印发|发布|公布))"
    r"|[，,][^。；]{0,40}?(?P<verb4>(?:正式|联合)印发)"
    r"|由[^，。；]{2,24}?(?P<verb3>(?:联合)?(?:印发|发布|出台|公布)))"
)
_MISTAKEN = re.compile(r"[^，。；]{0,30}(?:有误|错误)")  # an earlier notice, which this one corrects
_DRAFTED = re.compile(r"[，,][^。；]{0,10}(?:征求意见|修改完善|报审|审议中)")  # not issued yet
_NUMBERED = re.compile(r"^[（(]")
_BY = re.compile(r"(?:（[^（）]*）)?由")
_WITHIN = re.compile(
    r"(?:[（(][^（）()]*[）)])?(?:中|里|内|所列|所附|附件)[，,、]?"
)  # 发布的《…公告》中: cited
_ENCLOSED = re.compile(r"关于(?:印发|发布|公布|转发)")  # the notice carries the document it issues
_COMMITMENT = re.compile(
    r"(?:承诺书|指令书|通知书|决定书|告知书|催告书|意见书|裁定书|公约|倡议书|协议|备忘录|合同|证书|报告)》$"
)


class Issue(NamedTuple):
    """A title and the verb that issues it."""

    title: Found
    verb_start: int
    verb_end: int


@reads("policy.issued", "制度文件", cues="》 的决定 的通知 的公告 的意见")
def policy_issued(sentence: Sentence) -> Iterator[Event]:
    """Read 〈body〉印发《title》（number）, 由〈body〉制定的《title》正式发布, 《title》（number）同时废止.

    >>> from notice_parser import parse_text
    >>> (event,) = [e for e in parse_text(
    ...     "5月6日，青州市住房和城乡建设局印发《青州市物业信用管理办法》（青建发〔2021〕8号）。",
    ...     published="2021-05-31").events if e.event_type == "policy.issued"]
    >>> event.document_number, event.event_date, event.authority.written
    ('青建发〔2021〕8号', '2021-05-06', '青州市住房和城乡建设局')
    """
    for issue in issues(sentence):
        start = issue.verb_start
        certainty = certainty_of(sentence, start, issue.verb_end)
        end = max(issue.title.end, issue.verb_end)
        closing = re.match(r"[（(][^（）()]*[）)]", sentence.text[end:])
        stop = end + (closing.end() if closing else 0)
        date = event_date(sentence, start)
        effect = re.match(r"[^。；]{0,6}自[^。；]{3,14}起(?:施行|实施|执行)", sentence.bare[stop:])
        if effect:
            stop += effect.end()
        quote, span = evidence_text(sentence, 0, stop)
        yield Event(
            event_type="policy.issued",
            certainty=certainty,
            authority=_issuer(sentence, issue),
            document_number=number_after(sentence, issue.title) or _own_number(sentence, issue),
            document_title=_title(issue.title),
            event_date=date,
            start=term(sentence, issue.title.end, date).start if effect else None,
            quote=quote,
            span=span,
        )


def issues(sentence: Sentence) -> Iterator[Issue]:
    """Yield the titles that this sentence says were issued, not those it cites."""
    for title in sentence.of(MentionKind.TITLE):
        if _COMMITMENT.search(title.mention.text):
            continue
        left, right = sentence.bare[: title.start], sentence.bare[title.end :]
        clause = sentence.clause(title.start)
        before = _BEFORE.search(left[clause.start :])
        if _MISTAKEN.match(right) or _WITHIN.match(right) or _DRAFTED.match(right):
            continue
        after = _AFTER.match(right)
        drafted = after and re.search(r"(?:制定|制订|修订|起草|编制)的$", left)
        if (
            before
            and not drafted
            and not re.search(
                r"(?:根据|按照|依据|落实|贯彻|违反)[^，。；]*$", left[: clause.start + before.start()]
            )
        ):
            yield Issue(title, clause.start + before.start("verb"), clause.start + before.end("verb"))
            continue
        if after and not re.search(r"(?:根据|按照|依据|落实|贯彻|违反|以)[^，。；]*$", left):
            verb = next(name for name in ("verb", "verb2", "verb3", "verb4") if after[name])
            yield Issue(title, title.end + after.start(verb), title.end + after.end(verb))


def carriers(sentence: Sentence) -> Iterator[Carrier]:
    """Yield the documents that this sentence reports as issued, as carriers of what is said next."""
    for issue in issues(sentence):
        closing = re.match(r"[（(][^（）()]*[）)]", sentence.text[issue.title.end :])
        end = max(issue.title.end + (closing.end() if closing else 0), issue.verb_end)
        alias = re.search(
            r"以下(?:统称|简称|称)[为：:]?\s*(《[^》]+》)", sentence.text[issue.title.end :][:40]
        )
        yield Carrier(
            title=_title(issue.title),
            alias=alias[1] if alias else None,
            number=number_after(sentence, issue.title),
            date=event_date(sentence, issue.verb_start),
            authority=agent(sentence, issue.title.start),
            span=sentence.at(0, end),
        )


def number_after(sentence: Sentence, title: Found) -> str | None:
    """Return the document number in the brackets right after a title."""
    right = sentence.text[title.end :]
    if not _NUMBERED.match(right):
        return None
    close = re.search(r"[）)]", right)
    stop = title.end + (close.end() if close else 40) + 12
    numbers = sentence.of(MentionKind.DOCUMENT_NUMBER, start=title.end, end=min(stop, len(sentence.text)))
    near = [n for n in numbers if n.start - title.end <= 3]
    return near[0].mention.value if near else None


def _own_number(sentence: Sentence, issue: Issue) -> str | None:
    """The number under which it is issued: 以…号文件印发, or the notice's own where that issues it."""
    told = re.search(
        r"以(?=[^，。；]{2,24}号(?:文件)?[^，。；]{0,4}(?:印发|发布))", sentence.text[issue.title.end :]
    )
    if told:
        low = issue.title.end + told.end()
        numbers = sentence.of(MentionKind.DOCUMENT_NUMBER, start=low - 1)
        return numbers[0].mention.value if numbers else None
    numbered = re.search(r"(?:文号|编号)(?:为|是)?[:：]?", sentence.text[issue.title.end :])
    if numbered:
        low = issue.title.end + numbered.end()
        numbers = sentence.of(MentionKind.DOCUMENT_NUMBER, start=low)
        return numbers[0].mention.value if numbers and numbers[0].start - low <= 2 else None
    if sentence.source.is_bulletin or not _ENCLOSED.search(sentence.source.masthead.title or ""):
        return None
    return sentence.source.masthead.document_number


def _issuer(sentence: Sentence, issue: Issue) -> Authority | None:
    """The body that issues; a place that does (东宁市出台…), or 我市, as written."""
    start = min(issue.title.start, issue.verb_start)
    if _BY.match(sentence.bare[issue.title.end :]):  # 《…》由甲局印发
        start = issue.verb_start
    acting = agent(sentence, start)
    if acting is None:
        place = [f for f in sentence.of(MentionKind.PLACE, end=start) if f.end == issue.verb_start]
        if place and place[0].mention.text[-1] in "省市县区州盟旗镇乡":
            return Authority(written=place[0].mention.text)
    found = authority(sentence, start)
    if found is not None:
        return found
    own = re.search(r"(我[市省区县州盟旗])[^，。；]*$", sentence.bare[: issue.title.start])
    return Authority(written=own[1]) if own else None


def _title(found: Found) -> str:
    full = found.mention.full or found.mention.value
    return full.removeprefix("《").removesuffix("》")
