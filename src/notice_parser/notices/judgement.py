"""Event → Event with its confidence, and the Problems that a person should look at."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..model import Certainty, Event, MentionKind, Problem, ProblemCode, Review, Span, SubjectKind
from .passage import Sentence, Source
from .registry import Kind

_SURE = 0.95  # a record that grammar read whole, with nothing against it
_DOUBT = 0.25  # what each doubt takes away
_REVIEW_BELOW = 0.75
_LEGIBLE = 0.85  # words recognised with less are to be compared with the scan
_GRAVE = ("list.", "admin.penalty", "rating.assigned", "honour.", "repair.")
# acts that are done to somebody: without a party such a record says nothing
_UPON_SOMEBODY = (
    "list.",
    "admin.penalty",
    "admin.coercion",
    "admin.licence",
    "admin.investigation",
    "admin.inspection",
    "rating.assigned",
    "honour.",
    "repair.",
    "objection.",
    "judicial.",
    "qualification.",
    "decision.",
    "measure.",
    "commitment.breached",
)
# words of grammar and of acts that no name holds
_ODD = re.compile(
    r"^(?:依法|依规|予以|其(?!木)|该|此|整改|上述|下列|有关|并|已)|反映|抽查|检查(?!站|检测)|责令|处罚|给予|列入|移出|因违|，|。"
)
_UNFINISHED = ("有限", "有限责", "股份有限", "...", "…")  # a name cut off in print


def judge(
    event: Event, source: Source, listed: int | None = None, doubted: Iterable[str] = ()
) -> tuple[Event, list[Problem]]:
    """Weigh an event: what speaks against it lowers its confidence and may call for a person.

    The doubts are kept in ``review_reasons`` in Chinese; a stated count that the names do not reach is
    also a problem of its own. ``listed`` is the number of rows that share the event's announcement,
    ``doubted`` what is known to speak against it. What was recognised on a scan is as sure as the least
    sure of its lines.
    """
    doubts, problems = [*doubted], []
    named = [s for s in event.subjects if s.kind is not SubjectKind.GROUP]
    found = listed or len(named)
    if event.stated_count is not None and named and found != event.stated_count:
        message = f"通知写明{event.stated_count}个，列出{found}个"
        doubts.append(message)
        problems.append(_problem(ProblemCode.COUNT_MISMATCH, message, event.span, source))
    if _undated(event, source):
        doubts.append("原文写有日期，没有读作决定日期")
    if "罚款" in event.penalty_kinds and event.fine_yuan is None and _holds_sum(event, source):
        doubts.append("原文写有金额，没有读作罚款")
    if event.certainty is Certainty.ASSERTED and event.authority is None:
        doubts.append("没有读到作出机关")
    nobody = not event.subjects and event.stated_count is None
    if event.certainty is Certainty.ASSERTED and nobody and event.event_type.startswith(_UPON_SOMEBODY):
        doubts.append("没有读到当事人")
    if any(_ODD.search(s.name) for s in event.subjects):
        doubts.append("主体名称存疑")
    if any(s.name.endswith(_UNFINISHED) for s in named):
        doubts.append("主体名称可能不完整")
    legible = min(map(source.legibility.of, (event.span, *(proof.span for proof in event.evidence))))
    if legible < _LEGIBLE:
        doubts.append("扫描识别不清")
    if unsure := _unsure(event, source):
        doubts.append(f"扫描识别存疑：{'、'.join(unsure)}")
    confidence = round(max(_SURE * legible - _DOUBT * len(doubts), 0.1), 3)
    if event.certainty is not Certainty.ASSERTED:
        confidence = min(confidence, 0.9)
    review = Review.NEEDS_REVIEW if confidence < _REVIEW_BELOW else Review.AUTO
    update = {"confidence": confidence, "review": review, "review_reasons": tuple(doubts)}
    return event.model_copy(update=update), problems


def _unsure(event: Event, source: Source) -> list[str]:
    """Return the values of an event that hold characters of which recognition was not sure."""
    unsure = []
    for subject in event.subjects:
        for value in (subject.name, subject.identifier):
            doubtful = source.legibility.doubtful(subject.span or event.span)
            marked = [char for char in value or "" if char in doubtful]
            if value and marked:
                unsure.append(f"“{value}”中的“{''.join(dict.fromkeys(marked))}”")
    return unsure


def unread(sentence: Sentence, woken: list[Kind]) -> list[Problem]:
    """Return the problem of a sentence whose cues woke kinds that found nothing in it.

    Only where someone is named or counted: most sentences that hold 失信 or 检查 report nothing.
    """
    grave = [kind.label for kind in woken if kind.event_type.startswith(_GRAVE)]
    about = sentence.of(MentionKind.ORGANISATION, MentionKind.PERSON, MentionKind.COUNT)
    listed = sentence.of(MentionKind.LIST)
    if not grave or not about or not (listed or "admin.penalty" in {kind.event_type for kind in woken}):
        return []
    message = f"提到“{'、'.join(grave)}”，但没有读出事件"
    return [_problem(ProblemCode.SILENT_CUE, message, sentence.span, sentence.source)]


def _problem(code: ProblemCode, message: str, span: Span, source: Source) -> Problem:
    places = source.document.where(span)
    return Problem(code=code, message=message, span=span, page=places[0][0] if places else 1)


def _undated(event: Event, source: Source) -> bool:
    """Whether an act without a day stands in words that give one, which is neither start nor end of it."""
    if (
        event.event_date
        or event.certainty is not Certainty.ASSERTED
        or not event.event_type.startswith(_GRAVE)
    ):
        return False
    known = {event.start, event.end, event.derived_end}
    return any(
        m.kind is MentionKind.DATE and len(m.value) == 10 and m.value not in known
        for m in source.within(event.span)
    )


def _holds_sum(event: Event, source: Source) -> bool:
    return any(m.kind is MentionKind.AMOUNT for m in source.within(event.span))
