"""Someone is put on, or taken off, a warning list: red and yellow cards, watch lists."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Action, Event, MentionKind
from .act import act
from .arguments import event_date
from .listing import listed
from .passage import Sentence
from .registry import reads
from .subjects import NOBODY, Names, antecedent, named
from .topic import leading
from .validity import term
from .whom import named_or_found, reports

_FIELD = r"(?:安全生产|消防安全|质量安全|食品安全|环保|信用|行业)?"
_CARD = re.compile(
    rf"(?:对(?P<who>[^，。；]{{2,60}}?))?(?P<verb>给予|予以|实施|作出|被给予|处以){_FIELD}[“‘]?(?P<new>[红黄]牌)[”’]?(?:警示|警告)(?!名单|管理名单)"
    rf"|(?P<verb2>给予|处以)(?P<who2>[^，。；]{{4,60}}?){_FIELD}[“‘]?(?P<new2>[红黄]牌)[”’]?(?:警示|警告)(?!名单|管理名单)"
    rf"|[对向给](?P<who3>[^，。；]{{2,60}}?)(?P<verb3>亮出?|出示|亮起|开出|挂|发出)(?:了)?(?:一张)?{_FIELD}[“‘]?(?P<new3>[红黄]牌)"
    rf"|(?P<who4>[^，。；]{{4,60}}?)被(?:[^，。；]{{2,16}}?)?(?P<verb4>亮出?|出示|挂|处以|给予)(?:了)?(?:一张)?{_FIELD}[“‘]?(?P<new4>[红黄]牌)"
    rf"|(?:^|[；。，])(?:本[月季期次]度?|其中)?{_FIELD}(?P<verb5>[“‘]?(?P<new5>[红黄]牌)[”’]?)(?:警示)?(?:企业|单位|商户|项目|工地|酒店|学校)"
    r"(?:[（(]?\d+[家户个所][）)]?)?[：:](?P<who5>[^；。]{4,300}?)(?=[；。]|$)"
)
# 由“黄牌”调整为“红牌”: on the list already, now under the other card
_CHANGED = re.compile(
    r"(?:将|对)?(?P<who>[^，。；]{0,60}?)(?:由|从)[“‘]?[红黄]牌[”’]?(?:警示)?(?P<verb>调整|变更|升级|升|降级|降|转)(?:为|至)[“‘]?(?P<new>[红黄]牌)"
)

_HAZARD = r"(?:重大)(?:火灾|事故|安全|生产安全)*隐患"
_LONGER = (  # 甲商场整改滞后，督办期限延长至12月31日
    re.compile(
        r"(?P<who>[^，。；]{4,60}?)(?:的?(?:因|由于|整改|治理)[^，。；]{2,30}[，,]|的)?(?:挂牌)?督办期限?(?:予以|依法|相应)?(?P<verb>延长|顺延|延期)"
    ),
)
_WATCHED = (
    re.compile(
        r"[对将](?P<who>[^，。；]{1,60}?)(?P<verb>(?:依法)?(?:实施|实行|予以|进行|列为)(?:重大[^，。；]{2,8})?挂牌督办)"
    ),
    re.compile(r"(?P<who>[^，。；]{4,60}?)(?P<verb>被[^，。；]{0,20}?挂牌督办)(?!的)"),
    re.compile(
        rf"(?<!解除)(?<!撤销)(?<!取消)(?<!了)对(?P<who>[^，。；]{{2,60}}?)(?:(?:存在)?的?(?:\d+[处项个])?{_HAZARD})?(?P<verb>(?:依法|予以|进行|实施)*挂牌(?:督办|警示))(?!的|后|期|结束|满)"
    ),
    re.compile(
        rf"[将把](?P<who>[^，。；]{{2,60}}?)(?P<verb>列为|确定为|列入)[^，。；]{{0,12}}?(?:挂牌督办|{_HAZARD})的?[^，。；]{{0,6}}?(?:单位|项目|对象|企业|场所|区域)(?!名单)"
    ),
)
_RELEASED = (
    re.compile(
        rf"(?P<who>[^，。；]{{4,60}}?)(?:的?{_HAZARD})?(?:均|已|现已|于[^，。；]{{4,12}})*(?:全部|基本)?(?:整改|消除|治理|拆除)[^，。；]{{0,12}}[^。；]{{0,24}}?(?P<verb>(?:予以|同意|准予|准许|依法|决定)*(?:摘牌|销案|销号|解除挂牌))"
    ),
    re.compile(
        r"(?P<verb>(?:解除|撤销|取消)了?(?:对)?)(?P<who>[^，。；]{4,60}?)(?:的)?[^，。；]{0,12}?挂牌督办"
    ),
)


@reads(
    "list.warning",
    "警示名单",
    cues="挂牌 督办 摘牌 销案 牌 警示 预警 名单 重点关注 重点监管 重点监测 关注对象 失联 空壳 移出 移除 "
    "不再列 期限延长 期限顺延 期延长 期顺延",
)
def list_warning(sentence: Sentence) -> Iterator[Event]:
    """Read 将〈subjects〉纳入…“黄牌”警示名单，期限…, 移出…, 警示期限延长….

    >>> from notice_parser import parse_text
    >>> (event,) = parse_text(
    ...     "6月2日，市应急管理局将青州市长河铸造厂纳入安全生产“黄牌”警示名单，期限为公布之日起6个月。",
    ...     published="2021-06-30").events
    >>> event.list_level, event.duration, event.start, event.derived_end
    ('黄牌', 'P6M', '2021-06-02', '2021-12-02')
    """
    yield from listed(sentence, "list.warning")
    yield from _carded(sentence)
    yield from _watched(sentence)
    changed = _CHANGED.search(sentence.bare)
    if changed and not _is_name(sentence, changed):
        topic = leading(sentence, changed.start("verb"))
        names = named(sentence, *(changed.span("who") if changed["who"].strip() else topic or (0, 0)))
        validity = term(sentence, changed.end(), event_date(sentence, changed.start("verb")))
        if names.subjects:
            yield act(
                sentence,
                "list.warning",
                changed.span("verb"),
                names=names,
                action=Action.ADD,
                list_level=changed["new"],
                start=validity.start,
                end=validity.end,
                duration=validity.duration,
            )


def _carded(sentence: Sentence) -> Iterator[Event]:
    """Read a card that is given without a list: 对〈subject〉给予红牌警示."""
    for given in _CARD.finditer(sentence.bare):
        form = next(form for form in ("", "2", "3", "4", "5") if given[f"verb{form}"])
        start, who = given.start(f"verb{form}"), f"who{form}"
        names = named_or_found(sentence, *given.span(who)) if given[who] else NOBODY
        if not names.subjects:
            topic = leading(sentence, start)
            names = named(sentence, *topic) if topic else Names(antecedent(sentence, start), None)
        if not names.subjects:
            continue
        validity = term(sentence, given.end(), event_date(sentence, start))
        yield act(
            sentence,
            "list.warning",
            given.span(f"verb{form}"),
            names=names,
            action=Action.ADD,
            list_level=given[f"new{form}"],
            start=validity.start,
            end=validity.end,
            duration=validity.duration,
        )


def _watched(sentence: Sentence) -> Iterator[Event]:
    """Read supervision by name, which titles call a list too: 对〈subject〉实施挂牌督办."""
    actions = ((Action.ADD, _WATCHED), (Action.REMOVE, _RELEASED), (Action.EXTEND, _LONGER))
    for action, forms in actions:
        if action is not Action.ADD and "督办" not in sentence.passage.block.text + _title(sentence):
            continue
        for event in reports(
            sentence, "list.warning", forms, action=action, list_name="挂牌督办", measure=None
        ):
            said = term(sentence, event.span.start - sentence.span.start, event.event_date)
            kept = {"start": said.start, "end": said.end, "duration": said.duration}
            yield event.model_copy(update={} if action is Action.REMOVE else kept)


def _title(sentence: Sentence) -> str:
    return sentence.source.masthead.title or ""


def _is_name(sentence: Sentence, changed: re.Match[str]) -> bool:
    """Whether the card is part of a longer list's name, which the common grammar reads."""
    return any(
        f.start <= changed.start("new") < f.end and f.end - f.start > 5 for f in sentence.of(MentionKind.LIST)
    )
