"""Someone is given a credit grade, or the grade is changed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Event, MentionKind, Subject, SubjectKind
from .act import act
from .grades import GRADE, of_customs, scheme_of, scheme_of_title
from .passage import Sentence
from .registry import reads
from .subjects import Names, antecedent, named
from .topic import leading
from .validity import term
from .whom import concrete, whom

_CHANGE = re.compile(
    rf"(?P<who>[^，。；]*?)(?:的[^，。；]{{0,16}}?|(?:质量|信用|信誉|诚信|综合|安全|服务|环[境保]|管理|风险|量化){{0,3}}(?:等级|级别|类别|评级))?(?:由|从)[“‘]?(?P<old>{GRADE})[”’]?(?:等级|企业|单位)?(?P<verb>(?:更正|调整|变更|修复|恢复|升级|降级|上调|下调|提升|下降|升|降|改判|晋升|直接判|判)(?:为|至|到))[“‘]?(?P<new>{GRADE})"
)
_GIVEN = re.compile(
    rf"(?P<who>[^，。；]*?)(?:均|同时|再次|连续[^，。；]{{1,4}}|首次)?(?:被[^，。；被]{{2,20}}?[局委部厅会关院办府心站队])?(?P<verb>(?<![误原])(?:被)?(?:评为|评定为|核定为|确定为|认定为|判定为|列为|定为|获评|获得?|荣获|判为|直接判为|(?<!暂停)(?<!停止)(?<!不再)(?<!中止)适用|成为))"
    rf"[^，。；]{{0,26}}?[“‘]?(?P<new>{GRADE})"
)
_DOWN = re.compile(
    rf"(?P<who>[^，。；]*?)(?P<verb>(?:被)?(?:现?更正为|维持|降为|升为|修复为|恢复为|调整为|直接判为|升级为|降级为|[上下]调为|[下上]调至|提升为|降至|升至))[“‘]?(?P<new>{GRADE})"
)
# 甲公司考评得分92.5分，等次为优秀; 乙某年度考核等次为不称职; 丙所年度考核不合格
_GRADED = re.compile(
    rf"(?P<who>[^，。；：]{{2,60}}?)(?:\d{{4}}年度?|[上本]年度|年度|\d{{4}}年)?(?:信用|质量|综合|诚信|服务)?(?:考核|考评|评价|评估|复核|年检|评审)"
    rf"(?:(?:综合)?(?:得分|分值)[为:：]?\d+(?:\.\d+)?分?[，,])?(?:的)?(?:结果|等次|等级|级别|结论|评级)?(?P<verb>(?:被)?(?:评定|确定|认定|评)?为|[：:]|(?=[“‘]?(?:基本|不)?(?:合格|称职)))"
    rf"[“‘]?(?P<new>{GRADE})(?=[”’]?(?:[，。；、（(等]|$))"
)
_AS_IF = re.compile(  # 逾期未参加考核，本年度信誉等级按B级对待
    rf"(?P<who>[^，。；]*?)(?P<verb>按照?)[“‘]?(?P<new>{GRADE})[”’]?(?:对待|管理|处理|认定|计|确定)"
)
_CARDS = re.compile(  # 环境信用等级由蓝牌降为黑牌
    r"(?P<who>[^，。；]*?)(?:的)?(?:环[境保])?信用(?:评价)?(?:等级|评级|级别)(?:由|从)[“‘]?[绿蓝黄红黑]牌[”’]?"
    r"(?P<verb>(?:调整|变更|下调|上调|降级|升级|降|升)(?:为|至|到))[“‘]?(?P<new>[绿蓝黄红黑]牌)"
)
# 评定甲公司2021年度纳税信用等级为B级, 认定乙公司为AEO高级认证企业
_RATED = re.compile(
    rf"(?P<verb>评定|核定|确定|认定|判定|评价)(?P<who>[^，。；]{{2,160}}?)(?:为|系)"
    rf"[^，。；]{{0,26}}?[“‘]?(?P<new>{GRADE})"
)
# 评定上年度道路客运企业质量信誉等级：甲公司为AA级，乙公司为B级
_TOLD = re.compile(
    r"(?:评定|核定|确定|评价|评出|公布|通报)了?(?:[上本]年度?|\d{4}年度?)?"
    r"(?P<scheme>[^，。；：]{0,40}?(?:等级|等次|级别|评级|类别|结果|情况))(?:如下|分别为)?[：:]"
)
_IS = re.compile(
    rf"(?P<who>[^，。；：:、]{{4,60}}?)(?:被)?(?P<verb>为|评|得|属|系)[“‘]?(?P<new>{GRADE})"
    r"(?=[”’，。；、（(等]|$)"
)
# 甲公司、乙公司为AAA级: where the notice is about a rating
_ARE = re.compile(rf"(?P<who>[^，。；：:]{{4,200}}?)(?P<verb>为)[“‘]?(?P<new>{GRADE})(?=[”’，。；（(]|$)")
# 评定甲园为“优秀”等次，乙园、丙园为“良好”等次
_FURTHER = re.compile(
    rf"[”’]?(?:等次|等级|级)?[，、；](?P<who>(?![^，。；“]*(?:评|定|判|认|因))[^，。；“]{{4,160}}?)(?P<verb>为)[“‘]?(?P<new>{GRADE})"
)
# A级企业2家：甲公司、乙公司；B级企业1家，为丙厂
_COUNTED_OFF = re.compile(
    rf"(?<![由从至到升降原])[“‘]?(?P<new>{GRADE})[”’]?(?:信用)?(?:的)?(?:企业|单位|机构|商户|主体|学校|纳税人|供应商|医院|药店|场所|[\u4e00-\u9fff]{{2,4}}(?=\d))?"
    r"(?:共|有)?(?:[（(]?(?P<count>\d+)\s*[家户个名所间][）)]?)?[，,]?"
    r"(?P<verb>(?:分别|即)?(?:为|是|有|包括)?[：:]|分别为|分别是|(?:为|是|有)(?!关|效|所|了))(?P<who>[^。；：]{4,600})"
)
# 经认证，自2月6日起按照高级认证企业实施管理
_MANAGED = re.compile(
    r"(?P<who>[^；。]*?)(?<!暂停)(?<!停止)(?<!不再)(?<!中止)(?P<verb>按照?|适用|(?:实施|采取)(?=失信))(?:AEO)?(?P<new>高级认证企业|一般认证企业|认证企业|失信企业|常规企业|(?:其他)?注册登记和备案企业)(?:标准)?(?:实施|进行)?管理"
)
_CUSTOMS = r"(?:AEO)?(?P<new>高级认证企业|高级认证|一般认证企业|认证企业|严重失信企业|失信企业)"
_CUSTOMS_COUNTED = re.compile(  # 海关新增失信企业3家：甲公司、乙公司
    rf"(?P<verb>新增|(?:新)?认定)(?:的|了)?{_CUSTOMS}(?:共|有)?(?P<count>\d+)家[，：:（(](?:分别|即)?(?:为|是)?[：:]?(?P<who>[^。；：]{{4,600}})"
)
_CERTIFIED = re.compile(  # 向甲公司颁发AEO高级认证企业证书, 甲公司通过海关AEO高级认证
    rf"(?:向|为)(?P<who>[^，。；]{{4,120}}?)(?P<verb>颁发)(?:了)?{_CUSTOMS}证书"
)
_PASSED = re.compile(
    r"(?P<who>[^，。；]{4,120}?)(?:于[^，。；]{4,12})?(?:已|顺利|成功)*(?P<verb>通过)(?:了)?[^，。；]{0,8}(?:AEO)?(?P<new>高级认证)(?=[，。；（(]|企业认证|$)(?![^。]*认证企业)"
)
_RESTORED = re.compile(  # 恢复甲景区国家3A级旅游景区质量等级
    rf"(?P<who>[^，。；]*?)(?P<verb>恢复)(?P<whose>[^，。；]{{0,60}}?)(?:国家)?[“‘]?(?P<new>{GRADE})[”’]?[^，。；]{{0,12}}?(?:等级|级别|资质|星级|评级|饭店|景区)"
)
_LOST = re.compile(  # 取消甲景区国家3A级旅游景区质量等级: of no grade now
    rf"(?P<verb>取消|撤销)(?P<who>[^，。；]{{0,80}}?)(?:的)?(?:国家)?[“‘]?(?:{GRADE})?[”’]?"
    r"(?:旅游)?(?:景区|饭店|旅行社|企业|民宿)?(?:质量|信用|服务质量|评定)?(?:等级|星级)"
    r"(?![^，。；]{0,6}(?:评定|标准|申报|资格|证书|办法|称号|荣誉|文明|信用|的|后|之日))"
)
_GIVING = (
    "更正为 维持 评为 评定为 等次 获评 调整为 变更为 升为 降为 修复为 判为 降级 升级 恢复 AEO 信用等级 "
    "信誉等级 评定结果 评价等级 级纳税人 荣获 认证企业 上调 下调 级企业 级单位 级的 级机构 级有 级为 "
    "等级为 级别为 考核 考评 常规管理 常规企业 失信企业 "
    "评定 为A 为B 为C 为D 为优 为良 为一级 为二级 为三级"
)
_CERTIFICATE_LOST = re.compile(  # 撤销甲公司高级认证企业证书, 取消其高级认证企业资格
    r"(?P<verb>取消|撤销|注销|终止)(?P<who>[^，。；]{0,80}?)的?(?:AEO)?(?:高级|一般)认证企业(?:资格|资质|证书|信用等级|管理)"
)
_FORMERLY = re.compile(r"原(?:评|定|为|被)")
_ITS_GRADE = re.compile(  # 甲公司|2023年度信用等级
    r"(?:的)?(?:\d{4}年度?|[上本]年度|企业|纳税|质量|环境|环保|安全生产|安全|食品|行业|综合|诚信|信用|服务|风险)*(?:等级|级别|评级|等次)\Z"
)
_CALLED = re.compile(  # 将下列企业评为A级：
    r"(?:下列|以下)[\d一二两三四五六七八九十]*[家户个名所]?(?P<group>[\u4e00-\u9fff]{0,8}?(?:企业|单位|公司|机构|学校|幼儿园|医院|药店|商户|经营者|主体|纳税人|合作社|景区|饭店|民宿|场所))(?=被|[，,]|$)"
)
_PLACE = re.compile(r"^(?P<name>[\u4e00-\u9fff]{2,6}?)(?:[市县区])?$")
_MISSING = re.compile(r"^(?:并|已|现)?$|^(?:自[^，]{4,16}起)?(?:将|对)?(?:其|该)|^自[^，]{4,16}起$")


@reads(
    "rating.assigned",
    "信用评价",
    cues=f"{_GIVING} 取消 撤销",
)
def rating_assigned(sentence: Sentence) -> Iterator[Event]:
    """Read 〈subject〉被评为A级, 由黄色调整为绿色, 获…一等次, 适用AEO高级认证企业管理.

    >>> from notice_parser import parse_text
    >>> (event,) = parse_text("2021年度企业环保信用评价中，临泽县恒岳电镀有限公司由黄色调整为绿色。").events
    >>> event.list_name, event.list_level, event.event_date
    ('企业环保信用评价', '绿色', None)
    """
    yield from _counted_off(sentence)
    yield from _lost(sentence)
    if not any(map(sentence.text.__contains__, _GIVING.split())):
        return
    taken: list[tuple[int, int]] = []
    told = _TOLD.search(sentence.bare)
    rates = told or (scheme_of_title(sentence) and not sentence.source.is_bulletin)
    forms = (
        _CARDS,
        _CHANGE,
        _DOWN,
        _RATED,
        _GIVEN,
        _GRADED,
        _MANAGED,
        _RESTORED,
        _CERTIFIED,
        _PASSED,
        _AS_IF,
    )
    for form in (_IS, *forms) if told else (*forms, _ARE) if rates else forms:
        for found in form.finditer(sentence.bare):
            if (told and form is _IS and found.start() < told.end()) or (
                form is _ARE and not _named_right(sentence, found)
            ):
                continue
            if any(low < found.end("new") and found.start("verb") < high for low, high in taken):
                continue
            if form is not _MANAGED and found["new"].endswith("失信企业") and not of_customs(sentence):
                continue
            carded = form is not _CARDS and "牌" in sentence.bare[found.start("new") : found.end("new") + 2]
            if carded or _is_list(sentence, found):
                continue
            names = _subjects(sentence, *found.span("who"))
            if form is _RESTORED and found["whose"]:
                names = whom(sentence, *found.span("whose"))
            if not names.subjects:
                names = _called(sentence, *found.span("who"))
            if not names.subjects and "AEO" not in found[0]:
                continue
            taken.append((found.start("verb"), found.end("new")))
            validity = term(sentence, found.end(), None)
            scheme = scheme_of(_nameless(sentence)) or _scheme_before(sentence) or scheme_of_title(sentence)
            event = act(
                sentence,
                "rating.assigned",
                found.span("verb"),
                names=names,
                list_name=_scheme(told["scheme"]) if told and form is _IS else scheme,
                list_level=re.sub(r"[“”‘’\s]", "", found["new"]),
                start=validity.start,
                end=validity.end,
                duration=validity.duration,
            )
            yield event
            rest = found.end() if form in (_RATED, _GIVEN) else len(sentence.bare)
            for more in _further(sentence, event, rest):
                low = more.span.start - sentence.span.start
                taken.append((low, low + len(more.quote)))
                yield more


def _called(sentence: Sentence, start: int, end: int) -> Names:
    """Those whom a sentence that ends in a colon calls, and whose names stand below it."""
    found = _CALLED.search(sentence.bare, start, end)
    if found is None or not re.search(r"[：:]\s*$", sentence.text):
        return Names((), None)
    span = sentence.at(*found.span("group"))
    return Names((Subject(name=found["group"], kind=SubjectKind.GROUP, span=span),), None)


def _nameless(sentence: Sentence) -> str:
    """The words without the names of firms, of which none is a part of a scheme's name."""
    words = list(sentence.bare)
    for found in sentence.of(MentionKind.ORGANISATION):
        words[found.start : found.end] = "，" * (found.end - found.start)
    return "".join(words)


def _named_right(sentence: Sentence, found: re.Match[str]) -> bool:
    """Whether the name of a firm or a person ends right before 为: 甲公司|为AAA级."""
    names = sentence.of(MentionKind.ORGANISATION, MentionKind.PERSON, end=found.start("verb"))
    return any(f.end == found.start("verb") for f in names)


def _lost(sentence: Sentence) -> Iterator[Event]:
    """Read a grade that is taken away: a rating that says of no grade."""
    lost = _CERTIFICATE_LOST if _CERTIFICATE_LOST.search(sentence.shape) else _LOST
    for found in lost.finditer(sentence.shape):  # “五星级…”称号 is a title
        names = whom(sentence, *found.span("who"))
        if concrete(names):
            scheme = scheme_of(sentence.bare) or scheme_of_title(sentence)
            yield act(
                sentence,
                "rating.assigned",
                found.span("verb"),
                names=names,
                list_name=scheme,
                measure=sentence.text[found.start("verb") : found.end()],
            )


def _further(sentence: Sentence, first: Event, at: int) -> Iterator[Event]:
    """Read those whom the same verb gives other grades: 评定甲园为优秀，乙园为良好."""
    while (found := _FURTHER.match(sentence.bare, at)) is not None:
        names = named(sentence, *found.span("who"))
        if not concrete(names):
            return
        event = act(
            sentence,
            "rating.assigned",
            found.span("verb"),
            names=names,
            quote=found.span(),
            list_name=first.list_name,
            list_level=re.sub(r"[“”‘’\s]", "", found["new"]),
            certainty=first.certainty,
            authority=first.authority,
            event_date=first.event_date,
            document_number=first.document_number,
        )
        yield event
        at = found.end()


def _counted_off(sentence: Sentence) -> Iterator[Event]:
    """Read grades that count off those who have them: 其中D级企业为：甲公司、乙厂."""
    customs = _CUSTOMS_COUNTED.search(sentence.bare) if of_customs(sentence) else None
    for found in [customs] if customs else _COUNTED_OFF.finditer(sentence.bare):
        scheme = scheme_of(sentence.bare[: found.start()]) or _any_scheme(sentence)
        names = named(sentence, *found.span("who"))
        if (scheme is None and not customs) or not concrete(names) or _is_list(sentence, found):
            continue
        count = int(found["count"]) if found["count"] else None
        yield act(
            sentence,
            "rating.assigned",
            found.span("verb"),
            names=Names(names.subjects, count),
            quote=found.span(),
            list_name=scheme,
            list_level=re.sub(r"[“”‘’\s]", "", found["new"]),
        )


def _any_scheme(sentence: Sentence) -> str | None:
    """The scheme of a sentence before in the paragraph, else that of the notice."""
    before = (scheme_of(earlier.bare) for earlier in sentence.earlier)
    return next(filter(None, before), None) or scheme_of_title(sentence)


def _scheme(words: str) -> str | None:
    """The scheme whose grades are told behind a colon: 道路客运企业质量信誉等级, 信用评价(结果)."""
    return words if re.search(r"(?:信誉|信用|质量|诚信)(?:等级|等次|评级)$", words) else scheme_of(words)


def _scheme_before(sentence: Sentence) -> str | None:
    """The scheme of the sentence right before, which says what was so far: …级别原评为M级。现调整为B级."""
    earlier = next(iter(sentence.earlier), None)
    return scheme_of(earlier.bare) if earlier is not None and _FORMERLY.search(earlier.bare) else None


def _is_list(sentence: Sentence, found: re.Match[str]) -> bool:
    """Whether the words say a list, and not a grade (列为红名单)."""
    return any(f.start < found.end("new") <= f.end for f in sentence.of(MentionKind.LIST))


def _subjects(sentence: Sentence, start: int, end: int) -> Names:
    """The subject before the verb; a place (昆山获一等次) is an organisation that is rated."""
    start += (
        len(m[0])
        if (
            m := re.match(
                r"\s*(?:[，,]?(?:其中|将|对|确定|经[\u4e00-\u9fff]{0,8}认[证定][，,]))",
                sentence.text[start:end],
            )
        )
        else 0
    )
    if whose := _ITS_GRADE.search(sentence.bare, start, end):
        end = whose.start()
    names = named(sentence, start, end)
    if names.subjects:
        return names
    near = whom(sentence, start, end)
    if concrete(near) and start < end:
        return near
    if start == end and (before := antecedent(sentence, start)):
        return Names(before, names.stated)  # 对甲公司作出降级决定，由高级认证企业调整为…
    if topic := leading(sentence, end):
        return Names(named(sentence, *topic).subjects, names.stated)
    if _MISSING.search(sentence.text[start:end].strip()):
        return Names(antecedent(sentence, start), names.stated)
    place = _PLACE.match(sentence.text[start:end].strip())
    places = sentence.of(MentionKind.PLACE, start=start, end=end)
    if place and places:
        name = sentence.text[start:end].strip()
        low = sentence.text.index(name, start)
        return Names(
            (Subject(name=name, kind=SubjectKind.ORGANISATION, span=sentence.at(low, low + len(name))),), None
        )
    return Names((), names.stated)
