"""A court restricts someone's consumption (限制消费令), or lifts the restriction."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..mentions.persons import kind_of
from ..model import Certainty, Event, Subject, SubjectKind
from .act import act
from .certainty import certainty_of
from .passage import Sentence
from .registry import reads
from .subjects import Names, antecedent, named, subject
from .validity import term

_ORDER = re.compile(
    r"对(?P<who>你们|[^，。；]{2,80}?)(?P<verb>发出|采取|作出|发布|签发)[^，。；]{0,6}?限制(?:高)?消费(?:令|措施|决定)?"
    r"|(?P<lift>解除|取消|撤销)(?:了)?对?(?P<who2>[^，。；]{2,120}?)的?限制(?:高)?消费(?:令|措施)?"
    r"|对(?P<who6>[^，。；]{2,80}?)的限制(?:高)?消费(?:令|措施)?(?:同时|一并|依法|予以|自[^，。；]{2,12}起)*(?P<lift2>解除|取消|撤销)"
    r"|(?P<verb4>(?:采取|实施|发出)(?=限制(?:高)?消费(?:措施|令))|限制(?:了)?(?:其|该[^，。；]{1,5})(?:的)?(?:高)?消费|(?<=并)(?:依法|同时)*限制(?:高)?消费(?=[，。；]|$))"
    r"|(?:^|[，；：:]|[、.．])\s*(?:本院|决定|并|同时|依法)*对(?P<who5>[^，。；]{2,60}?)(?<!的)(?P<verb5>(?:依法)?限制(?:高)?消费)(?=[，。；]|$)"
    r"|将(?P<who3>[^，。；]{2,60}?)(?P<verb3>限制(?:高)?消费)"
)

_ITS_HEAD = re.compile(  # 限制你单位及你单位法定代表人马某不得实施…
    r"限制[^，。；]{2,40}?[及和与](?:你单位|你公司|你|其|该公司|该单位)?的?[（(]?(?:法定代表人|主要负责人|负责人|影响债务履行的直接责任人员|实际控制人|直接责任人员?|、)+[）)]?(?P<name>[\u4e00-\u9fff·]{2,12}?)(?=不得|实施|进行|，|。|（)"
)


@reads("judicial.consumption_restriction", "限制消费", cues="限制消费 限制高消费 限制其 限制了 限制该")
def judicial_consumption_restriction(sentence: Sentence) -> Iterator[Event]:
    """Read 对〈subject〉发出限制消费令, 解除对〈subject〉的限制高消费措施.

    >>> from notice_parser import parse_text
    >>> (event,) = parse_text("自2023年8月1日起解除对贺某的限制高消费措施。").events
    >>> event.action, event.event_date, event.subjects[0].name, event.quote
    (None, '2023-08-01', '贺某', '自2023年8月1日起解除对贺某的限制高消费措施')
    """
    orders = list(_ORDER.finditer(sentence.bare))
    found = next(
        (order for order in orders if order["lift"] or order["lift2"]), orders[0] if orders else None
    )
    if not found:
        return
    if found["verb4"]:  # 纳入名单，并采取限制消费措施: on whom the clause before acts
        verb, names = "verb4", Names(antecedent(sentence, found.start()), None)
        if not names.subjects and certainty_of(sentence, *found.span(verb)) is Certainty.ASSERTED:
            return
    else:
        who, verb = next(
            (w, v)
            for w, v in (
                ("who", "verb"),
                ("who2", "lift"),
                ("who6", "lift2"),
                ("who3", "verb3"),
                ("who5", "verb5"),
            )
            if found[w]
        )
        names = named(sentence, *found.span(who))
        if not names.subjects:
            return
        names = Names((*names.subjects, *_its_head(sentence, found.end())), names.stated)
    yield act(
        sentence,
        "judicial.consumption_restriction",
        found.span(verb),
        names=names,
        start=term(sentence, 0, None).start,
    )


def _its_head(sentence: Sentence, after: int) -> tuple[Subject, ...]:
    """The head of a firm whom the order names with it."""
    found = _ITS_HEAD.search(sentence.bare, after)
    if found is None or kind_of(found["name"]) is not SubjectKind.PERSON:
        return ()
    return (subject(sentence, *found.span("name")),)
