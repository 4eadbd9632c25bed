"""Someone gives a written credit commitment."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Authority, Event, MentionKind
from .act import act, clause_to
from .arguments import authority, body
from .passage import Sentence
from .registry import reads
from .subjects import NOBODY, Names, named

_LETTER = r"(?:《[^》]*承诺书?》|《[^》]*(?:诚信|自律|信用)[^》]*倡议书》|[^，。；]{0,24}?承诺书)"
_GIVE = re.compile(
    rf"(?P<who>[^，。；]{{2,80}}?)(?:现场|集体|分别|均|已|自愿|主动|共同|联合)*(?:向(?P<to>[^，。；]{{2,30}}?))?(?P<verb>(?:提交|递交|签署|签订|出具|作出|呈交|填写)了?){_LETTER}"
)
_PROMISE = re.compile(
    r"(?P<who>[^，。；]{2,60}?)(?:向(?P<to>[^，。；]{2,30}?))?(?P<verb>作出)(?:了)?(?:书面)?(?:信用)?(?:承诺|(?![^，。；]{0,12}(?:虚假|不实))[^，。；的]{2,16}?承诺(?=[，。；]|$))"
)
_WORD = re.compile(  # 甲公司已于3月2日书面承诺不再…
    r"(?P<who>[^，。；]{2,60}?)(?:已|现)?(?:于[\d年月日]{4,11})?(?:向(?P<to>[^，。；]{2,30}?))?(?P<verb>(?:书面|公开|郑重|当场|庄严)承诺)(?=不|将|自觉|严格|遵|诚信|依法|按|履|限期|所|在|于|\d{4}年|\d{1,2}月|[，,])"
)
_ANAPHOR = re.compile(r"^(?:该|其|上述|你)(?:公司|单位|企业|店|厂)$")


@reads(
    "commitment.made",
    "信用承诺",
    cues="承诺书 作出承诺 书面承诺 公开承诺 郑重承诺 当场承诺 庄严承诺 信用承诺 承诺》 倡议书》",
)
def commitment_made(sentence: Sentence) -> Iterator[Event]:
    """Read 〈subjects〉向〈body〉提交…承诺书, 该公司作出书面信用承诺.

    >>> from notice_parser import parse_text
    >>> (event,) = parse_text("临泽县谷语烘焙店等8家商户向县市场监管局递交《诚信经营承诺书》。").events
    >>> event.stated_count, event.authority.written
    (8, '县市场监管局')
    """
    for form in (_GIVE, _PROMISE, _WORD):
        found = form.search(sentence.text)
        if not found:
            continue
        low, high = found.span("who")
        words = sentence.text[low:high].strip()
        names = NOBODY if _ANAPHOR.match(words) else _promisers(sentence, low, high)
        if not names.subjects and names.stated is None and not _ANAPHOR.match(words):
            continue
        yield act(
            sentence,
            "commitment.made",
            found.span("verb"),
            names=names,
            authority=_recipient(sentence, found) or authority(sentence, low),
            quote=(clause_to(sentence, found.start(), found.end())[0], len(sentence.text)),
            measure=_effect(sentence, found.end()),
        )
        return


def _promisers(sentence: Sentence, low: int, high: int) -> Names:
    """Those who promise: behind the body that has them sign (县文旅局组织全县33家民宿签署…)."""
    led = [f.end for f in sentence.of(MentionKind.AUTHORITY, start=low, end=high) if f.end < high]
    return named(sentence, led[-1] if led else low, high)


def _recipient(sentence: Sentence, found: re.Match[str]) -> Authority | None:
    """The body that the commitment is given to."""
    if not found["to"]:
        return None
    low, high = found.span("to")
    bodies = sentence.of(MentionKind.AUTHORITY, start=low, end=high)
    return body(bodies[0].mention) if bodies else None


def _effect(sentence: Sentence, end: int) -> str | None:
    """What followed from it, in the next clause."""
    rest = re.match(r"[^，。；]{0,4}[，,](?P<what>[^。；]{3,80})", sentence.text[end:])
    return rest["what"] if rest else None
