"""Firms found or join an alliance of honest traders."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Authority, Certainty, Event, MentionKind
from .act import act, clause_to
from .arguments import SOCIETIES, authority, event_date
from .certainty import certainty_of
from .passage import Sentence
from .registry import reads
from .subjects import NOBODY, Names, named
from .topic import leading
from .whom import concrete, whom

_ALLIANCE = (
    r"(?P<alliance>[\u4e00-\u9fff“”]{0,20}?"
    r"(?:诚信|守信|信用|自律|放心消费|消费维权)[\u4e00-\u9fff“”＋+]{0,8}?联盟)"
)
_FROM_WHICH = _ALLIANCE.replace("P<alliance>", "P<alliance2>")
_WITH = re.compile(
    rf"(?P<by>[^，。；]{{2,20}}?)(?:与|和|同|联合|会同)(?P<who>[^，。；]{{2,60}}?)(?:共同|签约|携手)?"
    rf"(?P<verb>建立|组建|组成|成立|签订)(?:了)?{_ALLIANCE}"
)
_JOIN = re.compile(
    rf"(?:已有|首批|共有|新增|吸纳)?(?P<who>[^，。；]{{2,80}}?)(?:正式|自愿|先后|已|集体)*(?P<verb>加入|入盟|参加)(?:了)?(?:{_ALLIANCE})?"
)
_LEFT = re.compile(  # 将甲公司从…联盟中除名, 同意甲公司退出…联盟
    rf"[将把](?P<who>[^，。；]{{2,60}}?)从{_ALLIANCE}(?:成员)?(?:名单)?中?(?P<verb>除名|清退|移除|移出)"
    rf"|(?P<who2>[^，。；]{{0,60}}?)(?:主动|自愿|自行|已|申请)*(?P<verb2>退出)(?:{_FROM_WHICH}|联盟)"
)
_PACT = re.compile(  # 组织27家会员单位签订《诚信执业公约》
    r"(?P<who>[^，。；]{2,80}?)(?:现场|集体|共同|联合|自愿|已|均)*(?P<verb>签订|签署)了?"
    r"《(?P<pact>[^》]{0,24}公约)》"
)
_ADMITTED = re.compile(  # 吸收甲公司、乙公司为诚信家政联盟成员
    rf"(?P<verb>吸收|接纳|吸纳|增补|批准|同意)(?P<who>[^，。；]{{4,160}}?)(?:为|成为|加入){_ALLIANCE}(?:的)?(?:成员|会员)?(?:单位)?"
)
_EXPELLED = re.compile(  # 甲公司伪造证明，予以除名, in a society's own decision
    r"(?:^|[，,])(?:决定|现|依规|按章程)*(?:对其|将其)?(?:予以|给予|作出)?(?P<verb>除名|取消会员资格|开除会籍|终止会员资格)(?:处理|处分|的?决定)?(?=[，。；]|$)"
)
_MEETS = re.compile(r"(?:近日|日前)?(?:召开|举行)[^，。；]{0,8}(?:理事会|会员大会|常务理事会|会议|大会)")
_FOUND = re.compile(
    rf"(?P<by>[^，。；]{{2,40}}?)(?:正式|发起|牵头|联合|共同|组织)*(?P<verb>成立|组建|建立|组成|发起成立|发起组建|发起建立)(?:了)?{_ALLIANCE}"
)


@reads("membership.alliance", "诚信联盟", cues="联盟 公约》 除名 会员资格 会籍")
def membership_alliance(sentence: Sentence) -> Iterator[Event]:
    """Read 〈N〉家…加入…诚信联盟, 〈association〉成立…诚信联盟，首批〈N〉家…加入.

    >>> from notice_parser import parse_text
    >>> (event,) = parse_text("目前已有45家家政企业加入家政行业诚信联盟。").events
    >>> event.stated_count, event.list_name
    (45, '家政行业诚信联盟')
    """
    moved = [event for event in (_admitted(sentence), _expelled(sentence)) if event]
    yield from moved
    founded = None if moved else _FOUND.search(sentence.bare)
    if (left := _LEFT.search(sentence.bare)) and (event := _departed(sentence, left)):
        yield event
        return
    if moved:
        return
    if (partners := _WITH.search(sentence.bare)) and (
        names := whom(sentence, *partners.span("who"))
    ).subjects:
        yield act(
            sentence,
            "membership.alliance",
            partners.span("verb"),
            names=names,
            list_name=_plain(partners["alliance"]),
        )
        return
    pact = _PACT.search(sentence.text)
    if pact and (names := _signers(sentence, *pact.span("who"))) != NOBODY:
        yield act(
            sentence,
            "membership.alliance",
            pact.span("verb"),
            names=names,
            quote=clause_to(sentence, pact.start(), pact.end()),
            list_name=pact["pact"],
        )
        return
    joined = [m for m in _JOIN.finditer(sentence.bare) if m["verb"] != "参加" or m["alliance"]]
    name = founded["alliance"] if founded else None
    founder = _founder(sentence, founded) if founded else None
    done = False
    for found in joined:
        names = named(sentence, *found.span("who"))
        told = re.search(_ALLIANCE, sentence.bare)
        alliance = name or found["alliance"] or (told["alliance"] if told else None)
        if alliance is None or (not names.subjects and names.stated is None):
            continue
        done = True
        yield act(
            sentence,
            "membership.alliance",
            found.span("verb"),
            names=names,
            authority=founder or authority(sentence, found.start()),
            event_date=event_date(sentence, found.start("verb"))
            if not _since(sentence, found.start())
            else None,
            quote=clause_to(sentence, found.start(), found.end()),
            list_name=_plain(alliance),
        )
    if founded and not done:
        yield act(
            sentence,
            "membership.alliance",
            founded.span("verb"),
            names=NOBODY,
            authority=founder,
            quote=clause_to(sentence, founded.start(), founded.end()),
            list_name=_plain(founded["alliance"]),
        )


def _admitted(sentence: Sentence) -> Event | None:
    """Those whom an alliance takes in."""
    found = _ADMITTED.search(sentence.bare)
    names = whom(sentence, *found.span("who")) if found else NOBODY
    if found is None or certainty_of(sentence, *found.span("verb")) is not Certainty.ASSERTED:
        return None
    if not concrete(names):
        return None
    return act(
        sentence,
        "membership.alliance",
        found.span("verb"),
        names=names,
        quote=clause_to(sentence, found.start(), found.end()),
        list_name=_plain(found["alliance"]),
    )


def _expelled(sentence: Sentence) -> Event | None:
    """A member that its society puts out."""
    found = _EXPELLED.search(sentence.shape)
    by = sentence.source.issuer or ""
    if found is None or not by.endswith(SOCIETIES):
        return None
    topic = leading(sentence, found.start("verb"))
    names = named(sentence, *topic) if topic else whom(sentence, 0, found.start("verb"))
    if not concrete(names) or certainty_of(sentence, *found.span("verb")) is not Certainty.ASSERTED:
        return None
    return act(
        sentence,
        "membership.alliance",
        found.span("verb"),
        names=names,
        quote=clause_to(sentence, found.start("verb"), found.end()),
        measure=found["verb"],
    )


def _departed(sentence: Sentence, left: re.Match[str]) -> Event | None:
    """One that left an alliance or was put out of it; no rule about leaving, and no wish to leave."""
    which = "" if left["verb"] else "2"
    verb = left.span(f"verb{which}")
    names = whom(sentence, *left.span(f"who{which}"))
    granted = re.search(r"同意|准予|批准", sentence.shape)
    if ("申请" in left[0] and not granted) or not concrete(names):
        return None
    if certainty_of(sentence, *verb) is not Certainty.ASSERTED:
        return None
    alliance = left[f"alliance{which}"]
    return act(
        sentence,
        "membership.alliance",
        verb,
        names=names,
        authority=_society(sentence, left.start()) or authority(sentence, left.start()),
        quote=clause_to(sentence, left.start(), left.end()),
        list_name=_plain(alliance) if alliance else None,
        measure=left[f"verb{which}"],
    )


def _signers(sentence: Sentence, low: int, high: int) -> Names:
    """Those who sign: behind the society that has them sign (市造价协会组织27家会员单位)."""
    led = re.search(r"(?:组织|引导|发动|动员|倡导|召集)", sentence.bare[low:high])
    names = named(sentence, low + led.end() if led else low, high)
    return names if names.subjects or names.stated is not None else NOBODY


def _plain(alliance: str) -> str:
    """The alliance's name without quotation marks."""
    return re.sub(r"[“”]", "", alliance)


def _founder(sentence: Sentence, founded: re.Match[str]) -> Authority | None:
    """The association or body that founded the alliance."""
    low, high = founded.span("by")
    found = sentence.of(MentionKind.ORGANISATION, MentionKind.AUTHORITY, start=low, end=high)
    if not found:
        return None
    text = found[-1].mention.text
    return Authority(written=text, full=found[-1].mention.full or text)


def _society(sentence: Sentence, before: int) -> Authority | None:
    """The association whose meeting decides: 某协会召开理事会，将…除名."""
    for found in sentence.of(MentionKind.ORGANISATION, end=before):
        if _MEETS.match(sentence.shape, found.end):
            return Authority(written=found.mention.text, full=found.mention.full or found.mention.text)
    return None


def _since(sentence: Sentence, before: int) -> bool:
    """Whether the date in front only says since when members were counted (自去年…成立以来)."""
    return "以来" in sentence.bare[:before]
