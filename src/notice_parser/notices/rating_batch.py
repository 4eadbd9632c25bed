"""Many firms are rated at once, and only their number is told."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Event, SubjectKind
from .act import act
from .grades import GRADE, scheme_of, scheme_of_title
from .passage import Sentence
from .registry import reads
from .subjects import Names, named

_DONE = re.compile(
    r"对(?P<who>[^，。；]*?\d[^，。；]*?)(?P<verb>(?:完成|开展|进行|实施|组织)了?)[^，。；]{0,20}(?:评价|评级|评定|评估)"
)
_OF = re.compile(
    r"(?P<verb>完成|开展)了?(?:对)?(?P<who>[^，。；]*?\d[^，。；]*?)的?[^，。；]{0,16}(?:信用|综合|等级)[^，。；]{0,6}(?:评价|评级|评定|评估|分类|分级)"
)
_TOTAL = re.compile(
    rf"(?P<verb>公布|发布|通报|评出|评定出)[^。；]*?(?:评价|评级|评定|结果|信用)[^。；]*?(?P<who>(?P<level>{GRADE})[\u4e00-\u9fff]{{2,8}}\s*\d[\d.,]*\s*万?[家户个名])"
)


_GRADED = re.compile(  # 评定2020年度纳税信用A级纳税人216户
    rf"(?P<verb>评定|评出)(?:了|出)?(?:[我本全][市县区省州])?(?:\d{{4}}年度?)?[^，。；\d]{{0,12}}?信[用誉][^，。；]{{0,4}}?(?P<who>(?P<level>{GRADE})[^，。；]{{2,8}}?\s*\d[\d.,]*\s*万?[家户个名])"
)
_AMONG = re.compile(
    r"(?P<verb>公布|发布|通报|公示)[^。；]*?(?:评价|评级|评定|信用等级)[^。；]*?(?:参评|参加评价|评定)的?"
    r"(?P<who>\d[\d.,]*\s*万?[家户个名所][^，。；]{0,12}?)(?=中|，)"
)


_OUT_OF = re.compile(  # 全市184家物业服务企业中，评定AAA级12家、A级97家
    rf"(?P<who>\d[\d.,]*\s*万?[家户个名所][^，。；]{{2,20}}?)中[，,](?:共|有)?(?P<verb>评定|评出|评为|获评|定为|被评为)?[^，。；]{{0,6}}?{GRADE}[^，。；\d]{{0,8}}\d+\s*[家户个名所]"
)
_WHOLE = (_TOTAL, _AMONG, _GRADED, _OUT_OF)  # forms that hold the scheme themselves


@reads("rating.batch", "批量评价", cues="纳税信用 评价 评级 评定 评估 分类 分级")
def rating_batch(sentence: Sentence) -> Iterator[Event]:
    """Read 对N家…完成…评价, 公布…评价结果，A级纳税人N户.

    >>> from notice_parser import parse_text
    >>> (event,) = parse_text("市水利局对86家水利企业开展信用等级评价。").events
    >>> event.stated_count, event.subjects[0].name, event.list_name
    (86, '水利企业', '信用等级评价')
    """
    for form in (_DONE, _OF, _AMONG, _TOTAL, _GRADED, _OUT_OF):
        found = form.search(sentence.bare)
        if not found:
            continue
        names = named(sentence, found.start("who"), found.end("who" if form is _OUT_OF else 0))
        if names.stated is None or any(s.kind is not SubjectKind.GROUP for s in names.subjects):
            continue
        names = Names(names.subjects[:1], names.stated)
        level = found.groupdict().get("level")
        if form is _OUT_OF and scheme_of(sentence.bare) is None:
            continue  # graded, but not for credit
        tail = sentence.bare[found.start("who") if form not in _WHOLE else found.start() :]
        if form is _OUT_OF:
            tail = sentence.bare
        yield act(
            sentence,
            "rating.batch",
            found.span("verb"),
            names=names,
            list_name=scheme_of(tail[len(found["who"]) :] if form not in _WHOLE else tail)
            or scheme_of(tail)
            or scheme_of_title(sentence),
            list_level=level,
        )
        return
