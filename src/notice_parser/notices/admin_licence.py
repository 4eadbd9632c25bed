"""An authority grants, renews or withdraws a licence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Certainty, Event, MentionKind
from .act import act, clause_to
from .certainty import certainty_of
from .passage import Sentence
from .registry import reads
from .subjects import NOBODY, Names, antecedent, named
from .topic import leading
from .validity import term
from .whom import named_or_found, whom

_GRANT = re.compile(
    r"(?P<verb>核发|颁发|发放|颁出|发出|制发|签发|审批通过|办理(?:完成|成功)?|换发|补发)了?[^，。；]{0,40}?(?:许可证|执照|批准文书|许可决定书|资质证书|许可证书)(?!的(?:部门|机关|单位))"
    r"|(?P<verb4>注销|撤回|收回|缴销)(?:了)?(?:其)?(?:[^，。；]{0,24}?(?:许可证|执照|资质(?!认定)|许可)|[^，。；]{2,80}?(?:(?:器械|药品|产品|化妆品|农药|兽药|肥料)(?:的)?注册证书?|批准文号|批准证明文件))"
    r"|(?P<verb5>取消)(?![^，。；]{0,40}补贴)(?:了)?(?:其)?[^，。；]{0,40}?(?:试点|经营|业务)(?:经营|业务)?资格"
    r"|(?:许可证|执照|资质证书|许可)[^。；]{0,40}?(?:予以|依法|决定|现予|准予)(?P<verb6>注销|撤回|收回)(?=[，。；]|$)"
    r"|(?P<verb7>准予|核准|批准|同意)(?!注销)[^，。；]{2,60}?(?:许可证?|执照|资质(?:证书)?)[^，。；]{0,8}?(?:延期|延续|变更|换证|增项|升级|续期)"
    r"|(?P<verb2>准予)[^，。；]{0,30}?许可|(?:首张|首份|第一张|首批)[^，。；]{0,40}?(?:许可证|执照)[^，。；]{0,16}?(?P<verb3>寄出|发出|送达|颁发|领取|诞生|落地|到手)"
)
_HOLDER = re.compile(
    r"(?:准予|颁发|核发)[^，。；]{0,36}?的(?P<who3>\d+\s*[家户名个][^，。；]{0,10}?)(?:予以|名单|，|$)"
    r"|(?:向|为|给)(?P<who>[^，。；]{3,60}?)(?:核发|颁发|发放|颁出|发出|制发|签发|办理|换发)"
    r"|准予(?!注销|变更|延续|换发|撤回|终止)(?P<who2>[^，。；]{3,60}?)(?:的)?[^，。；]{0,20}?许可"
    r"|准予(?!注销|变更|延续|换发|撤回|终止)(?P<who5>[^，。；]{3,60}?)(?=从事|开展|延续|变更|设立|新办|办理|取得)"
    r"|(?:注销|撤回|收回|缴销)(?:了)?(?P<who6>[^，。；其]{3,60}?)(?=的|所持|[^，。；]{0,12}?(?:许可证|执照|资质|许可|注册证|批准文号))"
    r"|(?:核准|批准|同意)(?P<who8>[^，。；]{3,60}?)(?=的|所持|[^，。；]{0,12}?(?:许可证?|执照|资质))"
    r"|取消(?:了)?(?P<who7>[^，。；其]{3,60}?)(?=的?(?:试点|经营|业务)(?:经营|业务)?资格)"
    r"|(?:注销|撤回|收回|缴销|吊销)(?:了)?(?P<who4>[^，。；其]{3,60}?)(?:的|所持)[^，。；]{0,20}?(?:许可|执照|资质)"
)
_POINTED = re.compile(r"下列|以下|上述")
_NOT_GRANTED = re.compile(
    r"(?P<verb>不予(?:行政)?许可|不予批准|不予核准|不予换发|不予延续)(?P<who>[^，。；]{3,60}?)(?=的|[^，。；]{0,20}?(?:许可|执照|资质|申请))"
)
_REFUSED = re.compile(
    r"对(?P<who>[^，。；]{2,60}?)的?[^，。；]{0,16}?申请[^，。；]{0,4}?(?P<verb>不予(?:行政)?许可|不予批准)"
)


@reads("admin.licence", "行政许可", cues="许可 注册证 批准文号 批准证明 执照 资质 试点 经营资格 业务资格")
def admin_licence(sentence: Sentence) -> Iterator[Event]:
    """Read 向〈holder〉核发…许可证, 首张…许可证…寄出, 准予…许可.

    >>> from notice_parser import parse_text
    >>> (event,) = parse_text("临泽县行政审批局向临泽县谷语烘焙店颁发食品经营许可证。").events
    >>> event.subjects[0].name, event.authority.written
    ('临泽县谷语烘焙店', '临泽县行政审批局')
    """
    if denied := _NOT_GRANTED.search(sentence.shape):
        low, high = denied.span("who")
        whole = [f.end for f in sentence.of(MentionKind.ORGANISATION) if low <= f.start <= low + 1]
        names = whom(sentence, low, max([high, *whole]))
        if names.subjects:
            yield act(
                sentence, "admin.licence", denied.span("verb"), names=names, certainty=Certainty.NEGATED
            )
            return
    found = _GRANT.search(sentence.text)
    if not found:
        return
    verb = next(
        name for name in ("verb", "verb2", "verb3", "verb4", "verb5", "verb6", "verb7") if found[name]
    )
    certainty = certainty_of(sentence, *found.span(verb))
    holder = _HOLDER.search(sentence.text)
    names = NOBODY
    if holder:
        group = next(
            name for name in ("who", "who2", "who3", "who4", "who5", "who6", "who7", "who8") if holder[name]
        )
        low, high = holder.span(group)
        whole = [f.end for f in sentence.of(MentionKind.ORGANISATION) if low <= f.start <= low + 1]
        names = named_or_found(sentence, low, max(high, *whole) if whole else high)
    if not names.subjects and (topic := leading(sentence, found.start(verb))):
        names = named(sentence, *topic)
    if not names.subjects and "其" in sentence.shape[slice(*sentence.clause(found.start(verb)))]:
        names = Names(antecedent(sentence, found.start(verb)), None)  # 准予注销其经营许可证
    if not names.subjects and _POINTED.search(sentence.shape, *sentence.clauses[0]):
        counted = named(sentence, *sentence.clauses[0])  # 下列4家机构…，取消其试点经营资格：
        names = counted if counted.stated is not None else names
    announces = bool(_POINTED.search(sentence.shape)) and sentence.shape.rstrip().endswith(("：", ":"))
    dated = bool(sentence.of(MentionKind.DATE, end=found.start(verb)))
    if certainty is Certainty.ASSERTED and not names.subjects and not dated and not announces:
        return  # a service described, not a licence given
    validity = term(sentence, 0, None)
    yield act(
        sentence,
        "admin.licence",
        found.span(verb),
        names=names,
        certainty=certainty,
        start=validity.start,
        end=validity.end,
        duration=validity.duration,
    )
    refused = _REFUSED.search(sentence.shape, found.end())
    if refused and (turned := whom(sentence, *refused.span("who"))).subjects:
        yield act(
            sentence,
            "admin.licence",
            refused.span("verb"),
            names=turned,
            quote=clause_to(sentence, refused.start(), refused.end()),
            certainty=Certainty.NEGATED,
        )
