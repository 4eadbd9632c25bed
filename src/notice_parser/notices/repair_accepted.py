"""Credit is repaired: an authority accepts, refuses or proposes it, and a record is shown no longer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Certainty, Event, MentionKind
from .act import act
from .arguments import carried_number, document_number
from .certainty import certainty_of
from .passage import Sentence
from .registry import reads
from .subjects import NOBODY, named
from .topic import leading
from .whom import concrete, whom

_REPAIR = re.compile(
    r"(?P<verb>准予|同意|予以|作出)[^，。；]{0,24}?(?:信用修复|修复|审核决定|修复决定)"
    r"|(?:信用修复|修复申请)[^，。；]{0,10}?(?P<verb2>获?准予?|通过|同意|审核)"
    r"|修复[^，。；]{0,8}?(?P<verb4>不予(?:受理|修复|通过|批准)|予以驳回|被驳回|被退回|未获(?:通过|批准))"
    r"|修复申请[，,][^。；]{0,40}?[，,](?:决定|现|本次)*(?P<verb8>不予(?:信用)?修复|不予(?:受理|通过|批准)|予以驳回)"
    r"|(?:信息|记录)[^，。；]{0,30}?(?P<verb7>完成(?:信用)?修复)"
    r"|(?P<verb5>完成)[^，。；]{0,8}?信用修复|(?P<verb6>办理)[^，。；]{0,6}?信用修复"
    r"|(?P<verb3>提前(?:停止|终止)公示|停止公[示布]|终止公示)"
)
_WHO = re.compile(
    r"(?:对|同意|准予|将|收到|为)(?P<who>[^，。；]{3,80}?)(?=提交的|提出的|的信用修复|信用修复|进行信用修复|予以|作出|的修复|的行政处罚|上述|(?:的)?(?:行政处罚|失信|不良)(?:信息|记录)|修复|集中|办理|完成)"
)
_RECORD_OF = re.compile(r"(?:了)?(?P<who>[^，。；]{4,50}?)的[^，。；]{0,30}(?:信息|记录)")
_OWNERS = re.compile(r"(?:^|[，；。])(?P<who>[^，。；]{4,120}?)的[^，。；的]{0,20}?(?:信息|记录)")
_RECORD = re.compile(r"[罚判裁执强]|市监|列|告")
_DECISION = re.compile(r"修复[^，。；]{0,6}(?:决定|通知|审批|申请表|意见)|修修?复〔|修〔|修复字")
_NAMES = (MentionKind.ORGANISATION, MentionKind.PERSON)
_REFUSED = re.compile(r"不予|不同意|不符合|未(?:获|能)?通过|不(?:准|通过)|驳回|退回|不具备|暂缓")

_SHOWN_NO_LONGER = re.compile(r"停止公[布示][^，。；]{0,40}?(?:失信|违法)[^，。；]{0,8}(?:信息|案件)")
_OTHERS = re.compile(
    r"[，；](?:另有?|其余|其他|剩余|还有|(?:驳回|退回|不予(?:受理|修复)?|暂缓)\s*\d)"
)  # 准予修复，另3件退回补正


@reads("repair.accepted", "信用修复", cues="修复 停止公示 停止公布 终止公示")
def repair_accepted(sentence: Sentence) -> Iterator[Event]:
    """Read 准予〈subject〉信用修复, 同意其修复申请, 行政处罚信息…停止公示.

    >>> from notice_parser import parse_text
    >>> (event,) = parse_text("经审核，同意临泽县谷语烘焙店信用修复。").events
    >>> event.event_type, event.subjects[0].name
    ('repair.accepted', '临泽县谷语烘焙店')
    """
    told = "修复" in sentence.passage.block.text or sentence.source.tells_repairs
    if not told and not _SHOWN_NO_LONGER.search(sentence.shape):
        return
    for part in re.finditer(r"[^；;]+", sentence.shape):
        found = _REPAIR.search(sentence.shape, *part.span())
        if found:
            yield from _event(sentence, found)


def _event(sentence: Sentence, found: re.Match[str]) -> Iterator[Event]:
    verb = next(
        name
        for name in ("verb", "verb2", "verb3", "verb4", "verb5", "verb6", "verb7", "verb8")
        if found[name]
    )
    certainty = certainty_of(sentence, *found.span(verb))
    if certainty in (Certainty.PRESCRIPTIVE, Certainty.CONDITIONAL):
        return  # how repair works, not that someone was repaired
    part = sentence.part(found.start())
    who = _WHO.search(sentence.shape, part.start, part.end) or _RECORD_OF.search(
        sentence.shape, found.end(), part.end
    )
    if found["verb7"]:
        who = _OWNERS.search(sentence.shape, part.start, found.start("verb7")) or who
    names = named(sentence, *who.span("who")) if who else NOBODY
    if not names.subjects:
        names = named(sentence, sentence.clause(found.start()).start, found.start(verb))
    if not names.subjects and (own := _opening(sentence, found.start())):
        names = named(sentence, *own)
    if not concrete(names) and (topic := leading(sentence, found.start())):
        names = named(sentence, *topic)
    if not concrete(names):
        near = whom(sentence, sentence.part(found.start()).start, found.start(verb))
        names = near if near.subjects else names
    if not names.subjects and ("修复" not in sentence.text or certainty is Certainty.PROSPECTIVE):
        return
    if (found["verb5"] or found["verb7"]) and not concrete(names):
        return
    if (
        not names.subjects
        and names.stated is None
        and re.search(r"(?:准予|同意)[^，。；]{0,8}有", found[0] + sentence.shape[found.end() :])
    ):
        return  # 准予修复的有两家: who they are comes next
    if _refused(sentence, found.end()):
        certainty = Certainty.NEGATED
    clause = sentence.clause(found.start())
    numbered = bool(_DECISION.search(sentence.shape, clause.start)) or any(
        sentence.text[number.start - 1] in "（(" and not _RECORD.search(number.mention.value)
        for number in sentence.of(MentionKind.DOCUMENT_NUMBER, start=part.start, end=part.end)
    )
    # the number of the record that is repaired is not that of the repair
    number = document_number(sentence, found.start(verb)) if numbered else carried_number(sentence)
    yield act(
        sentence,
        "repair.accepted",
        found.span(verb),
        names=names,
        certainty=certainty,
        document_number=number,
    )


def _refused(sentence: Sentence, at: int) -> bool:
    """Whether the repair is refused, before the verb or after it, where nobody else is named in between."""
    after = sentence.of(*_NAMES, start=at, end=sentence.part(at - 1).end)
    part = sentence.part(at - 1)
    stop = after[0].start if after else part.end
    return bool(_REFUSED.search(_OTHERS.split(sentence.shape[part.start : stop])[0]))


def _opening(sentence: Sentence, at: int) -> tuple[int, int] | None:
    """Where the firm stands that opens the stretch between semicolons."""
    part = sentence.part(at)
    found = sentence.of(*_NAMES, start=part.start, end=at)
    if found and not sentence.shape[part.start : found[0].start].strip(" ；，其中（）一二三四五、"):
        return found[0].start, found[0].end
    return None
