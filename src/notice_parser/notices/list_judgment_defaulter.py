"""A court puts someone on, or takes someone off, the list of judgment defaulters (失信被执行人)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Action, Event, MentionKind, Subject, SubjectKind
from .act import act, clause_to
from .listing import listed
from .passage import Sentence
from .registry import reads
from .subjects import Names, antecedent
from .whom import concrete, reported, whom

_NAME = "失信被执行人名单"  # what 失信信息 of a court means
_BELOW = re.compile(r"(?:以下|下列)[^。：:]*[：:]")
_HIDDEN = re.compile(
    r"(?:对|将|把)?(?P<who>[^，。；将对]{2,60}?)(?:依法|予以|已|均|的|其|的?个人)*(?P<verb>屏蔽|撤下)(?:了)?(?:其)?"
    r"(?=(?:的)?失信|(?:被执行人)?信息|[，。；]|$)"
    r"|(?:^|[，；])(?P<who3>[^，。；]*?)的?失信(?:被执行人)?(?:名单)?信息(?!公[示布开])[^，。；：]{0,20}?(?P<verb3>删除|屏蔽|撤下)"
    r"|(?P<verb4>删除|屏蔽|撤下)(?P<who4>[^，。；其]{2,80}?)的失信(?:被执行人)?(?:名单)?信息"
    r"|对(?P<who5>[^，。；其]{2,60}?)(?:依法|予以)?(?P<verb5>撤销|删除|屏蔽)失信(?:被执行人)?(?:名单)?信息"
    r"|从失信被执行人名单库?(?:中|内|里)?(?:依法|予以)?(?P<verb6>删除|屏蔽|撤下|移除)(?P<who6>[^，。；]{2,60}?)的(?:失信)?(?:被执行人)?信息"
    r"|(?:^|[，；])(?P<who2>[^，。；]*?)(?P<verb2>删除|屏蔽|撤下)(?:了)?其?失信(?:被执行人)?(?:名单)?信息"
)


@reads("list.judgment_defaulter", "失信被执行人名单", cues="失信被执行人 屏蔽 失信信息 移出 移除 删除 撤下")
def list_judgment_defaulter(sentence: Sentence) -> Iterator[Event]:
    """Read 法院将〈subjects〉纳入失信被执行人名单, 屏蔽…失信信息.

    >>> from notice_parser import parse_text
    >>> (event,) = parse_text("临泽县人民法院将周某甲纳入失信被执行人名单。").events
    >>> event.event_type, event.subjects[0].anonymised
    ('list.judgment_defaulter', True)
    """
    for event in listed(sentence, "list.judgment_defaulter"):
        yield _of_debtors(event)
    hidden = _HIDDEN.search(sentence.bare)
    if hidden is None or "失信" not in sentence.passage.block.text:
        return
    which = next(mark for mark in ("", "2", "3", "4", "5", "6") if hidden[f"verb{mark}"])
    who, verb = f"who{which}", f"verb{which}"
    names = whom(sentence, *hidden.span(who), persons=True)
    if below := _BELOW.search(sentence.bare):  # 以下被执行人的失信信息予以删除：甲某、乙公司
        called = whom(sentence, below.end(), len(sentence.bare), persons=True)
        names = called if concrete(called) else names
    if not names.subjects and names.stated is None:
        names = Names(antecedent(sentence, hidden.start(verb)), None)
    if certainty := reported(sentence, hidden.span(verb), names):
        lists = [
            f.mention.value
            for each in (sentence, *sentence.earlier)
            for f in each.of(MentionKind.LIST)
            if "被执行人" in f.mention.value
        ]
        yield _of_debtors(
            act(
                sentence,
                "list.judgment_defaulter",
                hidden.span(verb),
                names=names,
                quote=clause_to(sentence, hidden.start(), hidden.end()),
                action=Action.REMOVE,
                certainty=certainty,
                list_name=lists[0] if lists else _NAME,
            )
        )


def _of_debtors(event: Event) -> Event:
    """Say who a bare number counts (已将206人纳入…): on this list there are only debtors."""
    if event.subjects or event.stated_count is None:
        return event
    who = Subject(name="被执行人", kind=SubjectKind.GROUP, span=event.span)
    return event.model_copy(update={"subjects": (who,)})
