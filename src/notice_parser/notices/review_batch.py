"""A batch of firms is checked against the credit records before money or a permit is given."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Certainty, Event, SubjectKind
from .act import act, clause_to
from .passage import Sentence
from .registry import reads
from .subjects import Names, named
from .whom import concrete, whom

_CHECK = r"(?:信用)?(?:记录|信息|状况|情况)?(?:核查|审查|审核|筛查|查询|核实|复核)"
_FORMS = (
    re.compile(
        rf"(?:完成)?(?:了)?对(?P<who>[^，。；]*?\d[^，。；]*?)的?(?:开展|进行|实施|完成)?(?:了)?的?(?P<verb>信用{_CHECK})"
    ),
    re.compile(rf"(?P<verb>信用{_CHECK})(?:了|过)?(?P<who>[^，。；]*?\d[^，。；]*)"),
    re.compile(rf"经(?P<verb>信用{_CHECK})[，,]\s*(?P<who>[^，。；]*?\d[^，。；中]*)"),
    re.compile(
        rf"(?P<who>[^，。；]*?\d[^，。；]*?)(?:均|全部|已)?(?:通过|完成)(?:了)?(?P<verb>信用{_CHECK})"
    ),
)
_SERVED = re.compile(  # 提供信用审查服务14批次，共审查企业2316家、个人843人
    rf"信用{_CHECK}[^。；]{{0,24}}?[，,](?:共|累计|已|共计)*(?P<verb>审查|核查|查询|审核|筛查|复核)了?(?P<who>[^，。；]*?\d[^，。；]*)"
)
_CLEAR = re.compile(
    r"(?P<verb>未(?:发现|查见|查询到|检出))(?P<who>[^，。；]{0,30}?)(?:有|存在)?(?:严重)?(?:失信|不良信用|违法违规)(?:记录|行为|信息)"
)
_REASON = re.compile(r"(?P<why>(?:由于|因)[^，。；]{2,30}?)(?:审[核查]|核查)?(?:不|未)(?:予)?通过")
_RESULT = re.compile(r"[^，。；]*(?:不|未)(?:予)?通过[^，。；]*")


_FAILED = re.compile(
    rf"经(?:信用)?(?P<verb>{_CHECK})[，,](?P<who>[^，。；]{{2,60}}?)(?:因[^，。；]{{2,40}}?)?(?:未|没有)通过"
)


@reads("review.batch", "信用核查", cues="核查 审查 信用审核 信用查询 筛查 失信记录 不良信用")
def review_batch(sentence: Sentence) -> Iterator[Event]:
    """Read 对N家…的信用核查，…家通过，…家未通过; 经信用核查，N家企业中有…; 未发现…失信记录.

    >>> from notice_parser import parse_text
    >>> (event,) = parse_text(
    ...     "5月12日，市信用中心对310家申报专项资金的企业开展信用审查，6家因存在严重失信记录未通过。",
    ...     published="2021-05-31").events
    >>> event.stated_count, event.event_date, event.reason
    (310, '2021-05-12', '因存在严重失信记录')
    """
    for form in (_SERVED, *_FORMS):
        found = form.search(sentence.bare)
        if found and "信用" in found[0]:
            names = named(sentence, *found.span("who"))
            if names.stated is None:
                continue
            if len(names.subjects) > 1 and all(s.kind is SubjectKind.GROUP for s in names.subjects):
                names = Names(names.subjects, None)  # 企业2316家、个人843人: no number is that of all
            reason, result = _REASON.search(sentence.bare), _RESULT.search(sentence.bare)
            yield act(
                sentence,
                "review.batch",
                found.span("verb"),
                names=names,
                reason=reason["why"] if reason else None,
                measure=sentence.text[slice(*result.span())] if result else None,
            )
            return
    failed = _FAILED.search(sentence.bare)
    if failed and "信用" in failed[0] and concrete(names := whom(sentence, *failed.span("who"))):
        reason = re.search(r"因([^，。；]{2,40}?)未通过", failed[0])
        yield act(
            sentence,
            "review.batch",
            failed.span("verb"),
            names=names,
            reason=reason[1] if reason else None,
        )
        return
    clear = _CLEAR.search(sentence.bare)
    if clear:
        yield act(
            sentence,
            "review.batch",
            clear.span("verb"),
            names=named(sentence, *clear.span("who")),
            quote=clause_to(sentence, clear.start(), clear.end()),
            certainty=Certainty.NEGATED,
        )
