"""An objection to a record is decided: upheld or not, the record corrected, deleted or kept."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Action, Certainty, Event, MentionKind
from .act import act, clause_to
from .arguments import carried_number, event_date
from .certainty import certainty_of
from .letters import SUBJECT_KINDS
from .moves import moves
from .passage import Sentence
from .registry import reads
from .subjects import NOBODY, Names
from .whom import asked, concrete, whom

_RECORD = r"(?:记录|信息|数据|公示|公告|名单|内容|结果|名称|等级|级别|代码|条目|附件|表述|金额|日期|文号)"
_WRONG = (
    r"(?:误报|误录|误列|误判|误传|误登|错误|有误|错报|错录|错列|不准确|不实|不符|重复|异议|差错|"
    r"笔误|失误|疏漏|遗漏|超期)"
)
_FORMS = tuple(
    map(
        re.compile,
        (
            # 所提异议成立, 异议申请理由不充分, 申诉不属实
            r"(?P<what>(?:异议|申诉|复核|复评|复查)(?:申请|请求|事项|理由|内容|意见|材料)?)"
            r"(?:[，,]?经[^，。；]{0,16}?[，,]?)?(?:[^，。；]{0,10}?)(?P<verb>(?:均|部分|"
            r"全部)?(?:不成立|成立|不属实|属实|理由充分|理由不充分|不予采纳|予以采纳|不予支持|"
            r"予以支持|予以驳回|被驳回|审核通过|未获支持|已办结|处理完毕))",
            r"(?P<verb>驳回|采纳|支持|不予采纳|不予支持)(?:了)?(?P<what>[^，。；]{0,40}?(?:异议|"
            r"申诉)(?:申请|请求|意见|事项)?)(?!的)",
            # 将误报的记录删除, 对其信息予以更正
            rf"(?:将|对|把)(?P<what>[^，。；]{{0,80}}?{_RECORD}[^，。；]{{0,16}}?)"
            rf"(?P<verb>(?:依法|及时|全部|一并|予以?|进行|作|做)*(?:更正|纠正|修正|订正|删除|"
            rf"剔除|撤下|撤除))(?!后|前)",
            rf"(?P<verb>(?:删除|剔除|撤下|更正|纠正|订正)了?)(?P<what>[^，。；]{{0,80}}?{_RECORD})",
            rf"(?P<what>{_RECORD}[^。；]{{0,60}}?)(?P<verb>(?:已|现|已经|现已|特|特此|依法|及时|"
            rf"予以?|经核实)*(?:更正|纠正|订正|删除))(?!后|前|不|申请)(?=[，。；]|为|如下|$|完毕|"
            rf"处理|并)",
            r"(?P<what>“□+”)(?P<verb>(?:更正|更改|修改|订正|应|应当)为)(?=“)",
            r"(?P<what>(?:代码|名称|姓名|等级|级别|金额|日期|时间|文号|编号|地址|住所|法定代表人)(?:“□+”)?)"
            r"(?P<verb>(?:应)?(?:更正|订正|修改|更改)为)",
            r"(?P<what>(?:名称|等级|级别|结果|金额|数额|期限|日期|内容|信息|记录|评价|代码)"
            r"[^，。；]{0,12}?由[^，。；]{1,20}?)(?P<verb>(?:更正|订正|纠正)为)",
            r"(?P<what>(?:复评|复核|复查|异议|申诉)[^。；]{0,40}?)"
            r"(?P<verb>维持[^，。；]{0,20}?(?:不变|$|[，。；])|继续公示|不作调整|不予调整)",
            r"(?P<what>)(?P<verb>(?:特此|现予以?)(?:更正|订正))(?!如下)",
            r"(?P<verb>维持|继续公示)(?P<what>(?:原|该)?(?:公示|信用|评价|列入|失信)?(?:信息|"
            r"记录|结果|等级))",
            r"(?P<verb>(?:解除|取消|去除|撤除)(?:了)?)(?P<what>[^，。；]{0,30}?异议(?:标注|标识|标记))",
        ),
    )
)
_TALK = re.compile(
    r"异议(?:申诉|处理)?(?:渠道|机制|制度|流程|办法|程序|期|窗口|服务)|无异议|(?:补报|补正|改正)"
    r"(?:或者|或|、)更正|如有异议|提出异议的[，,]|"
    r"申辩|听证|有异议的[，,]|更正登记|屏蔽|责令|自行(?:更正|删除|纠正)|违法行为"
)
_DECIDED = re.compile(r"异议|申诉|复评|复核|“□+”|由[^，。；]{1,20}(?:更正|订正|纠正)为")
_HANDLED = re.compile(r"(?:已|依法|对|将|由|经)?[^，。；]{0,10}?(?:删除|更正|订正|纠正|撤下)")
_COURT = re.compile(r"法院|被执行人")  # whose records list.judgment_defaulter tells of
_PENDING = re.compile(r"正在(?:办理|核实|核查|处理|审核)|尚(?:在|未)|另行(?:告知|通知)|本次不作")


@reads(
    "objection.resolved",
    "异议处理",
    cues="异议 申诉 更正 订正 删除 纠正 误报 更改为 修改为 应为 剔除 撤下",
)
def objection_resolved(sentence: Sentence) -> Iterator[Event]:
    """Read 异议成立, 异议不成立，维持原信息, 将误报的记录删除, “…”更正为“…”.

    A deletion is one only where the words say that the record was wrong: a record that has run its
    time or was repaired is another kind's.

    >>> from notice_parser import parse_text
    >>> (event,) = parse_text("经核查，临泽县谷语烘焙店所提异议成立，误报的欠缴记录已删除。").events
    >>> event.event_type, event.subjects[0].name
    ('objection.resolved', '临泽县谷语烘焙店')
    """
    if _COURT.search(sentence.shape) and "异议" not in sentence.shape:
        return
    if _TALK.search(sentence.shape) or _PENDING.search(sentence.shape):
        return
    if "异议" not in sentence.shape and any(move.action is Action.REVOKE for move in moves(sentence)):
        return  # the list's own kind tells of a wrong entry taken back
    for form in _FORMS:
        found = form.search(sentence.shape)
        event = found and _event(sentence, found)
        if event:
            yield event
            return


def _event(sentence: Sentence, found: re.Match[str]) -> Event | None:
    verb, (low, high) = found.span("verb"), found.span("what")
    passage = "".join(s.text for s in (*sentence.earlier[:1], sentence))
    mending = re.search(r"更正|勘误|订正", sentence.source.masthead.title or "") and "更正为" in found[0]
    if not mending and not _DECIDED.search(found[0]) and not re.search(_WRONG, passage):
        return None
    certainty = certainty_of(sentence, *verb)
    names = _party(sentence, low, max(high, verb[0]), verb)
    denied = found["verb"].startswith("不") or "驳回" in found["verb"] or "未" in found["verb"]
    if certainty is Certainty.NEGATED and denied:
        certainty = Certainty.ASSERTED  # to turn an objection down is to decide it
    if certainty in (Certainty.CONDITIONAL, Certainty.PRESCRIPTIVE) or asked(sentence, verb[0]):
        return None
    if certainty is not Certainty.ASSERTED and not concrete(names):
        return None
    if not names.subjects and re.match(r"[^，。；]{0,2}(?:如下|：$)", sentence.shape[found.end() :]):
        return None  # what is corrected comes next
    if "代码" in found["what"] and len(names.subjects) == 1:
        codes = sentence.of(MentionKind.IDENTIFIER, start=found.end())
        if codes and codes[0].start - found.end() <= 1:  # …代码更正为9131…: the code that holds now
            held = {"identifier": codes[0].mention.text}
            names = Names((names.subjects[0].model_copy(update=held),), names.stated)
    quote = clause_to(sentence, found.start(), found.end())
    return act(
        sentence,
        "objection.resolved",
        verb,
        names=names,
        quote=(quote[0], len(sentence.text)),
        certainty=certainty,
        event_date=_handled_on(sentence) or event_date(sentence, verb[0]),
        document_number=carried_number(sentence),  # one in the sentence is the disputed record's
        measure=sentence.text[min(low, verb[0]) :].strip("，,。 "),
    )


def _handled_on(sentence: Sentence) -> str | None:
    """The day on which the record was deleted or corrected, where that has its own (已于6月19日删除)."""
    for found in sentence.of(MentionKind.DATE):
        if sentence.shape[found.start] == "□":
            continue  # the day that is corrected
        if _HANDLED.match(sentence.shape, found.end):
            return found.mention.value
    return None


def _party(sentence: Sentence, low: int, high: int, verb: tuple[int, int]) -> Names:
    """Whose record it is: named with it, or the sentence's topic, or who objected."""
    quoted = re.compile(r"“□+”").match(sentence.shape, verb[1])  # “乙厂” in “甲厂”应为“乙厂”
    if quoted and concrete(names := whom(sentence, *quoted.span(), persons=True)):
        return names
    for start, end in ((low, high), (0, verb[0] if quoted else high)):
        names = whom(sentence, start, end)
        if concrete(names) and not (quoted and not sentence.of(*SUBJECT_KINDS, start=start, end=end)):
            return names
    return NOBODY
