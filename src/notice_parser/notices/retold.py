"""Events → those that are not the telling of an older decision that the same notice takes back."""

from __future__ import annotations

from collections.abc import Iterable

from ..mentions.document_numbers import find_document_numbers
from ..model import Certainty, Event

_TELLS_OF = ("admin.", "list.", "measure.", "qualification.")


def without_retold(events: Iterable[Event]) -> list[Event]:
    """Leave out what has the number of a decision that another event revokes.

    我局于4月3日作出《处罚决定书》（临罚〔2023〕11号），处罚款12万元。现决定撤销临罚〔2023〕11号处罚决定。
    tells of the fine only to say what falls.

    >>> from notice_parser import parse_text
    >>> told = "4月3日，县水务局对临泽县谷语烘焙店处罚款2万元（临水罚〔2023〕11号）。"
    >>> taken_back = "2023年8月21日，县水务局撤销临水罚〔2023〕11号行政处罚决定。"
    >>> [event.event_type for event in parse_text(told + taken_back).events]
    ['decision.revoked']
    """
    events = list(events)
    fallen = {
        number.value
        for event in events
        if event.event_type == "decision.revoked" and event.certainty is Certainty.ASSERTED and event.measure
        for number in find_document_numbers(event.measure)
        if number.value != event.document_number
    }
    return [
        event
        for event in events
        if event.document_number not in fallen or not event.event_type.startswith(_TELLS_OF)
    ]
