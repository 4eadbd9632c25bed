"""Someone is commended, or given a title or a prize."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Certainty, Event, MentionKind, Subject, SubjectKind
from .act import act
from .counted import stated_count
from .passage import Sentence
from .registry import reads
from .subjects import NOBODY, Names, named
from .validity import Term, term
from .whom import whom

_TITLE = re.compile(
    r"(?:授予|追授|命名|认定|评定|推选)(?!的)(?P<who>[^。；]+?)(?:为(?!民)[^，。；“‘]{0,16}?)?[“‘](?P<honour>[^”’]{2,40})[”’](?:(?:企业|单位|个人|集体|商户|商家|项目)?(?:荣誉|光荣)?称号|奖|(?:企业|单位|个人|集体|商户|市场|街区|园区)?(?=[，。；、]|$))"
    r"|(?:确定|认定|评定|命名)(?P<who3>[^，。；]{2,80}?)为(?!民)(?P<honour3>[^”’，。；“‘]{0,24}?(?:先进|标兵|模范|示范|文明|优秀|守合同重信用)"
    r"[^”’，。；]{0,12}?(?:企业|单位|个人|集体|商户|店|街区|园区|项目))(?=[，。；、]|$)"
    r"|(?P<who2>[^，。；]*?)(?:被(?:[^，。；“]{2,24}?)?授予|被?评为|被?命名为|认定为|荣获|获评)[“‘]?(?P<honour2>[^”’，。；]{0,30}?"
    r"(?:先进|标兵|模范|示范|文明|优秀|守合同重信用|诚信)[^”’，。；]{0,20}?)[”’]?"
    r"(?:荣誉|光荣)?(?:称号|荣誉|企业|单位|个人|集体|商户|工作者|[县市区镇村店]|街区|园区|校园|学校|家庭|医院|社区|幼儿园|商场|市场|餐厅|酒店|工程|班组|车间|窗口|机关)(?=[，。；、]|$)"
    r"|(?P<who4>[^，。；]*?)(?:被[^，。；“]{0,24}?授予|被?评为|被?命名为|被?认定为|荣获|获评|入选)[“‘](?P<honour4>[^”’，。；]{0,24}?(?:先进|标兵|模范|示范|文明|优秀|守合同重信用|诚信|守信)[^”’，。；]{0,20})[”’]"
)
_GRANTED = re.compile(  # 对甲公司等10家企业授予“…”荣誉称号
    r"(?:对|给|向|为)(?P<who>[^。；“]{2,160}?)(?P<verb>授予|追授|颁发)了?[“‘](?P<honour>[^”’]{2,40})[”’](?:(?:企业|单位|个人|集体)?(?:荣誉|光荣)?称号|牌匾|奖牌|证书)"
    r"|(?P<verb2>表彰|表扬|评定|命名)(?P<who2>[^，。；“]{2,160}?)为(?!民)[“‘]?(?P<honour2>[^，。；“”]{0,24}?(?:先进|标兵|模范|示范|文明|优秀|守合同重信用|诚信|守信)[^，。；“”]{0,16}?(?:单位|企业|个人|集体|商户|工作者|家庭|窗口|班组))[”’]?(?=[，。；]|$)"
    r"|(?P<who3>[^，。；]{2,60}?)(?:事迹突出|表现突出|成绩突出|贡献突出|成绩显著)[，,](?:决定|特|现)*(?P<verb3>授予|追授)[“‘](?P<honour3>[^”’]{2,40})[”’](?:荣誉|光荣)?称号"
)
_FURTHER = re.compile(  # 命名甲市场为“…市场”，乙店等20家商户为“…商户”
    r"[，、；](?P<who>(?![^，。；“]*(?:授予|命名|认定|评为))[^，。；“]{4,80}?)为[“‘](?P<honour>[^”’]{2,40})[”’](?=[，。；]|$)"
)
_PRAISE = re.compile(r"先进|诚信|守信|信用|示范|标兵|模范|文明|优秀|放心|满意|[之明]星|红旗|百强|十佳")
_BESTOWED = re.compile(  # 给甲、乙3人记功，授予“…”称号
    r"(?:给|对|为)(?P<who>[^。；]{2,160}?)(?:记[大一二三等]*功|嘉奖|颁奖)[^，。；]{0,6}[，,](?:并|同时)?授予[“‘](?P<honour>[^”’]{2,40})[”’](?:荣誉|光荣)?称号"
)
_SPELT_OUT = re.compile(r"\s*(?:具体|分别|名单)(?:名单)?(?:为|是|如下)?[：:]")
_VILLAGES = re.compile(  # 评定厦坪镇、茅坪镇为“信用镇”
    r"(?P<names>[\u4e00-\u9fff]{1,10}(?:镇|乡|村|社区|街道)(?:[、和][\u4e00-\u9fff]{1,10}(?:镇|乡|村|社区|街道))*)(?:等\s*\d+个[\u4e00-\u9fff]{0,4})?"
)
_ONE_OF = re.compile(r"[^、和]+")
_COMMENDED = re.compile(
    r"(?P<who>[^，。；]{2,80}?)(?:共同|同时|均)?(?P<verb>受到?|获得?|荣获)(?:[^，。；]{1,12}?(?:政府|局|委|厅|办|会|院))?(?:通报|市级|省级|县级)?表[彰扬](?=[，。；]|$)"
    r"|(?P<who2>[^，。；]{0,80}?)(?P<verb2>(?:予以|给予)(?:全[省市区县]|公开|书面)?(?:通报)?表[彰扬])(?=[，。；]|$)"
)
_WINNERS_BELOW = re.compile(r"(?:具体|名单|情况)如下|附件|附[：:]|名单见|名单附后")
_PLAQUE = re.compile(
    r"(?:向|为|给)(?P<who>[^，。；]{2,80}?)(?P<verb>颁发|授予|颁授)了?[“‘](?P<honour>[^”’]{2,40})[”’](?:牌匾|奖牌|证书|匾牌|铜牌)"
)
_TO_BE = re.compile(
    r"(?P<verb>拟(?:表彰|命名|授予|评选))为?[^，。；]{0,12}?[“‘](?P<honour>[^”’]{2,40})[”’][^，。；]{0,12}?"
    r"(?:共|计|有)?(?P<number>\d+)\s*[家户名个]"
)
_PRIZE = re.compile(
    r"授予(?P<who>[^，。；]+?(?:等\s*\d+\s*[项名个位家][\u4e00-\u9fff]{0,6}?)?)"
    r"(?P<honour>(?:国家|中华人民共和国|[\u4e00-\u9fff]{2,3}省|[\u4e00-\u9fff]{2,5}市)?(?:最高)?[\u4e00-\u9fff]{0,10}?奖)(?P<level>特等奖|[一二三]等奖|金奖|银奖)?(?=[，。；]|$)"
)
_COMMEND = re.compile(
    r"(?P<verb>表彰|通报表扬)了?(?P<honour>[^，。；》]{2,60}?)(?:的决定|的通报|的通知|$|[，。；])"
)
_CALLED = re.compile(r"以下|下列|附件")  # 授予以下商户“…”称号：
_WHOLE = re.compile(
    r"(?:企业|单位|个人|集体|商户|工作者|校园|学校|家庭|医院|社区|幼儿园|商场|市场|餐厅|酒店|工程|班组|车间|窗口|机关)"
)  # 评为…先进|单位
_ACADEMIC = re.compile(r"(?:院士|教授|同志|先生|女士)$")


@reads("honour.award", "荣誉表彰", cues="授予 追授 表彰 表扬 荣获 颁发 评为 命名 获评 认定 评定 确定")
def honour_award(sentence: Sentence) -> Iterator[Event]:
    """Read 授予〈subjects〉“…”称号, 授予…奖一等奖, 关于表彰…的决定.

    >>> from notice_parser import parse_text
    >>> (event,) = parse_text("县政府授予临泽县谷语烘焙店等12家商户“诚信经营示范店”称号。").events
    >>> event.list_name, event.stated_count, [s.name for s in event.subjects]
    ('诚信经营示范店', 12, ['临泽县谷语烘焙店'])
    """
    taken = False
    for found in _PRIZE.finditer(sentence.shape):
        taken = True
        names = _winners(sentence, *found.span("who"))
        yield _award(sentence, found, names, sentence.text[slice(*found.span("honour"))], found["level"])
    for found in () if taken else _TITLE.finditer(sentence.bare):
        who, honour = next((f"who{n}", f"honour{n}") for n in ("", "2", "3", "4") if found[f"honour{n}"])
        if any(f.start <= found.start(honour) < f.end for f in sentence.of(MentionKind.LIST)):
            continue
        if who == "who" and found[0][-1] not in "”’号奖" and not _PRAISE.search(found[honour]):
            continue  # 认定为“失联”企业
        if re.search(r"取消|撤销|因", found[who]):
            continue  # 认定的甲公司因造假，取消“…”称号
        names = _spelt_out(sentence, _winners(sentence, *found.span(who)))
        if not names.subjects and not names.stated:
            names = whom(sentence, *found.span(who), persons=True)
        if names.subjects or names.stated or _CALLED.search(found[who]):
            taken = True
            more = _WHOLE.match(sentence.bare, found.end(honour)) if who == "who2" else None
            name = found[honour] + (more[0] if more else "")
            yield _award(sentence, found, names, name.strip("“”‘’"), None)
        further = _FURTHER.match(sentence.bare, found.end()) if taken else None
        if further and (names := _winners(sentence, *further.span("who"))).subjects:
            yield _award(sentence, further, names, further["honour"], None)
    granted = None if taken else _GRANTED.search(sentence.bare)
    if granted and not re.search(r"取消|撤销|因", granted[0][:40]):
        form = next(n for n in ("", "2", "3") if granted[f"verb{n}"])
        names = _spelt_out(sentence, _winners(sentence, *granted.span(f"who{form}")))
        if not names.subjects:
            names = whom(sentence, *granted.span(f"who{form}"), persons=True)
        if names.subjects or names.stated:
            taken = True
            yield _award(sentence, granted, names, granted[f"honour{form}"], None)
    bestowed = None if taken else _BESTOWED.search(sentence.bare)
    if bestowed and (names := _winners(sentence, *bestowed.span("who"))).subjects:
        taken = True
        yield _award(sentence, bestowed, names, bestowed["honour"], None)
    plaque = None if taken else _PLAQUE.search(sentence.bare)
    if plaque and (names := whom(sentence, *plaque.span("who"), persons=True)) != NOBODY:
        taken = True
        yield act(sentence, "honour.award", plaque.span("verb"), names=names, list_name=plaque["honour"])
    told = None if taken else _COMMENDED.search(sentence.bare)
    who, verb = ("who", "verb") if told and told["verb"] else ("who2", "verb2")
    if told and who == "who2" and _WINNERS_BELOW.search(sentence.source.text):
        told = None  # 予以表彰。名单如下: the rows tell who
    if told and (names := whom(sentence, *told.span(who), persons=True)).subjects:
        taken = True
        quoted = re.search(r"[“‘]([^”’]{2,40})[”’]", sentence.text[: told.start(verb)])
        validity = term(sentence, told.end(), None)
        yield act(
            sentence,
            "honour.award",
            told.span(verb),
            names=names,
            list_name=quoted[1] if quoted else None,
            start=validity.start,
            end=validity.end,
            duration=validity.duration,
        )
    planned = None if taken else _TO_BE.search(sentence.bare)
    if planned:
        taken = True
        yield act(
            sentence,
            "honour.award",
            planned.span("verb"),
            names=Names((), int(planned["number"])),
            certainty=Certainty.PROPOSED,
            list_name=planned["honour"],
        )
    commend = None if taken else _COMMEND.search(sentence.bare)
    if commend and re.search(r"的?(?:决定|通报)|发布|印发|召开|大会", sentence.bare):
        yield act(
            sentence,
            "honour.award",
            commend.span("verb"),
            list_name=_honours(sentence.text[slice(*commend.span("honour"))]),
            measure=sentence.text[commend.start() : commend.end("honour")],
        )


def _spelt_out(sentence: Sentence, names: Names) -> Names:
    """All those counted, where the next sentence names them: 授予甲村等6个集体“…”称号。具体为：…."""
    later = next((s for s in sentence.passage.sentences if s.span.start >= sentence.span.end), None)
    told = _SPELT_OUT.match(later.shape) if later is not None else None
    if later is None or told is None or names.stated is None or len(names.subjects) >= names.stated:
        return names
    all_of_them = named(later, told.end(), len(later.text.rstrip("。；")))
    return Names(all_of_them.subjects, names.stated) if len(all_of_them.subjects) == names.stated else names


def _award(sentence: Sentence, found: re.Match[str], names: Names, honour: str, level: str | None) -> Event:
    verb = found.start() + (found[0].find("授予") if "授予" in found[0] else 0)
    publicity = sentence.source.is_proposal or "公示期" in sentence.shape[found.end() :]
    validity = Term() if publicity else term(sentence, found.end(), None)  # to object, not to hold it
    return act(
        sentence,
        "honour.award",
        (max(verb, found.start()), max(verb, found.start()) + 2),
        duration=validity.duration,
        start=validity.start,
        end=validity.end,
        names=names,
        quote=found.span(),
        list_name=re.sub(r"[“”‘’\s]|^\d{4}(?:[-—]\d{4})?年?度?", "", honour),
        list_level=level,
    )


def _winners(sentence: Sentence, start: int, end: int) -> Names:
    """People without their 院士 or 教授, firms, or a project in quotation marks."""
    project = re.match(r"[“‘]([^”’]+)[”’]", sentence.text[start:end])
    if project:
        at = sentence.at(start + 1, start + 1 + len(project[1]))
        who = Subject(name=project[1], kind=SubjectKind.GROUP, span=at)
        return Names((who,), stated_count(sentence, start, end))
    if places := _VILLAGES.fullmatch(sentence.text, start, end):
        low, high = places.span("names")
        towns = [m.span() for m in _ONE_OF.finditer(sentence.text, low, high)]
        spans = [sentence.at(*ends) for ends in towns]
        kind = SubjectKind.ORGANISATION
        called = tuple(
            Subject(name=sentence.text[a:b], kind=kind, span=span)
            for (a, b), span in zip(towns, spans, strict=True)
        )
        return Names(called, stated_count(sentence, start, end))
    names = named(sentence, start, end)
    people = tuple(s.model_copy(update={"name": _ACADEMIC.sub("", s.name)}) for s in names.subjects)
    return Names(people, names.stated)


def _honours(words: str) -> str | None:
    """Take the honours out of the words: 2020年度“…标兵” → …标兵; 单位名单 names none."""
    quoted = re.findall(r"[“‘]([^”’]+)[”’]", words)
    named = "、".join(quoted) if quoted else re.sub(r"^\d{4}(?:[-—]\d{4})?年?度?", "", words)
    return None if re.fullmatch(r"(?:单位|企业|个人|人员|集体|同志|和)*(?:名单|名册)", named) else named
