"""An authority opens a case, catches a suspect, or hands a case on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Certainty, Event, MentionKind
from .act import act, clause_to
from .certainty import certainty_of
from .passage import Sentence
from .registry import reads
from .subjects import Names, antecedent, joined_before, named

_VERB = re.compile(
    r"(?P<verb>立案(?:调查|查处|侦查|稽查|审查|查办)|(?:予以|依法|决定|(?<=行为)|(?<=问题))立案(?=[，。；]|$)|查获|抓获|移[送交](?:至|给)?[^，。；]{0,10}?(?:公安|司法|检察|纪检|监察)[^，。；]{0,6}|移[送交](?:至|给)?[^，。；]{2,24}?(?:局|委|办|队|厅|部门|机关)(?:依法)?处理|刑事拘留|批准逮捕|(?:正在|正|已)(?:依法|进一步|对此)*(?:调查|核查|立案)(?:处理|核实|之中|中)?)"
)
_LOOKING = re.compile(r"正在|正(?=依法|进一步)|已(?:依法|进一步|对此)*(?:调查|核查)")
_SUSPECTED = re.compile("涉嫌|嫌疑")
_ON_OTHERS = re.compile(r"对(?!其|该|此|当事人)[^，。；]{4,}$")
_GROUND = re.compile(
    r"(?:因|由于|鉴于)(?:目前|现|其)?(?:正在?|仍在)(?:接受|被)?[^，。；]{0,8}$"
)  # 因正在接受|立案调查，暂缓考核
_WHY = re.compile(r"因[^，。；]*被[^，。；]*$")
_SUSPECTS = re.compile(r"(?:犯罪|违法|违纪)的|否则|如果?|若")  # 涉嫌犯罪的移送公安机关: what would be done

_STORY = re.compile(
    r"\s*[【（(]?(?:基本|简要|主要)?(?:案情|违法事实|案件事实)(?:简介|介绍|概要|经过)?[】）):：]"
)


@reads("admin.investigation", "立案调查", cues="立案 查获 抓获 移送 移交 刑事拘留 批准逮捕 涉嫌")
def admin_investigation(sentence: Sentence) -> Iterator[Event]:
    """Read 对〈subject〉立案调查, 查获违法嫌疑人〈subject〉, 将〈case〉移送公安机关.

    >>> from notice_parser import parse_text
    >>> (event,) = parse_text("5月8日，临泽县公安局查获违法嫌疑人贺某某。", published="2021-05-31").events
    >>> event.event_type, event.event_date, event.subjects[0].name
    ('admin.investigation', '2021-05-08', '贺某某')
    """
    story = _STORY.match(sentence.passage.block.text)
    for found in _VERB.finditer(sentence.bare):
        if _GROUND.search(sentence.shape, 0, found.start()) or _only_why(sentence, found):
            continue
        if story and found["verb"].endswith("获"):
            continue  # 案情：…被当场查获: what became of it is told below
        low, high = clause_to(sentence, found.start(), found.end())
        after = sentence.of(MentionKind.PERSON, MentionKind.ORGANISATION, start=found.end(), end=high)
        before = sentence.of(MentionKind.PERSON, MentionKind.ORGANISATION, start=0, end=found.start())
        who = after[:1] or before[-1:]
        if who and not after and (opening := joined_before(sentence, before)) < who[0].start:
            names = named(sentence, opening, who[0].end)
        elif who:
            names = named(sentence, who[0].start, who[0].end)
        elif (counted := named(sentence, *sentence.clause(found.start()))).stated is not None:
            names = counted
        elif _SUSPECTS.search(sentence.shape[sentence.clause(found.start()).start : found.start()]):
            continue
        elif _ON_OTHERS.search(sentence.shape[sentence.clause(found.start()).start : found.start()]):
            continue  # 对某合作社涉嫌…立案: not the one named before
        else:
            names = Names(antecedent(sentence, found.start()), None)
        if not names.subjects:
            continue
        certainty = certainty_of(sentence, *found.span("verb"))
        if certainty is Certainty.PRESCRIPTIVE:
            continue
        if _LOOKING.search(found["verb"]):
            if "涉嫌" not in sentence.shape[: found.start()]:
                continue  # looked into, of what nobody says
            certainty = Certainty.ALLEGED
        handed_on = found["verb"].startswith("移")
        if certainty is Certainty.ASSERTED and handed_on and _SUSPECTED.search(sentence.shape[: found.end()]):
            certainty = Certainty.ALLEGED
        yield act(
            sentence,
            "admin.investigation",
            found.span("verb"),
            names=names,
            quote=(0, high) if sentence.of(MentionKind.DATE, end=low) else (low, high),
            certainty=certainty,
            measure=found["verb"],
        )
        return


def _only_why(sentence: Sentence, found: re.Match[str]) -> bool:
    """Whether the case is only why something is taken back: 甲店因售假被立案查处，决定撤销其称号."""
    low, high = sentence.clause(found.start())
    taken = re.search(
        r"[，,](?:现|经[^，。；]{2,12}[，,])?(?:决定|予以|依法)?(?:撤销|取消|收回)", sentence.shape[high:]
    )
    return taken is not None and _WHY.search(sentence.shape[low : found.start()]) is not None
