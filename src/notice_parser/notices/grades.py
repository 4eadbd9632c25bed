"""Words → grades and schemes of credit ratings, as written: A级, 一等次, 绿色, 高级认证."""

from __future__ import annotations

import re

from ..mentions.vocabulary.places import chains
from .passage import Sentence, Source

GRADE = (
    r"(?:[1-5]?[A-EMＡ-Ｅ]{1,5}[+＋\-－]?\s*[级类等档]|[A-E]{2,3}(?=等|级|信用)|[一二三四五甲乙丙丁]\s*(?:等次|星级|等级|等|级|类)|"
    r"[“‘]?(?:绿|蓝|黄|红|黑)[”’]?[色标](?!预警)|优秀(?:等次|等级)?|良好(?:等次|等级)?|(?:基本|不)?合格(?:等次|等级)?|(?:基本|不)?称职(?:等次|等级)?|较差|较好|"
    r"环保(?:诚信|良好|警示|不良)(?=企业|单位|$)|(?<!AEO)高级认证企业(?!管理|资格|证书|措施)|高级认证|一般认证|一般信用|(?<=[为由从至])(?:海关)?(?:严重)?失信企业|(?<=[为由从至])常规(?:管理)?企业|(?<=[为至由从])(?:其他)?注册登记和备案企业|[一二三四五]星(?:级(?!文明|信用|农|家)|(?!级|信用|文明|农|家))|诚信(?:等级(?!评)|示范)|警示(?:等级)|不良(?:等级)|失信(?:等级))"
)
CUSTOMS_LOWEST = re.compile(r"(?:海关)?(?:严重)?失信企业")
# 由A级下调为B级: the grade that holds now
NOW_RATED = re.compile(
    rf"(?:[调升降判改]|恢复|变更|更正)[^，。；（(\n]{{0,3}}?(?:为|至|到)[“]?(?P<level>{GRADE})"
)
_YEAR = re.compile(
    r"^第[一二三四五六七八九十\d]+批(?:次)?|^(?:在|对|了|的|按照|根据|经)?(?:\d{4}[-—至]?)+年?(?:度)?|^[上本]年度|^第?[一二三四]季度|^[上下]半年"
)
_PLACES = re.compile(
    r"^(?:全[市省区县国州盟旗]|我[市省区县]|各[\u4e00-\u9fff和、（）]{1,14}?(?:地区|市县|县区|区县|市区|部门|单位|行业|区|县)(?=[\u4e00-\u9fff]{2,}评价))"
)
_SCHEME = re.compile(
    r"(?P<scheme>[\u4e00-\u9fff]{0,24}?(?:信用|诚信|综合|等级|质量|环保)(?:等级|星级|状况|风险)?(?:分级|分类|分级分类)?(?:评价|评定|评级|评估))"
    r"|(?P<examined>[\u4e00-\u9fff]{0,24}?(?:信用|信誉|诚信|服务质量)(?:等级)?(?:考核|考评))"
    r"|(?P<risk>[\u4e00-\u9fff]{0,24}?风险(?:分级|等级))"
    r"|(?P<tax>纳税(?:缴费)?信用)|(?P<aeo>AEO)"
)
_HONOURED = re.compile(
    r"^(?!.*(?:失信|违法|黑|不良|异常|名单|名录))[^，。；]*(?:文明|示范|先进|模范|标兵|重信用|诚信|守信|最美|优秀|百强)[^，。；]*(?:单位|企业|个人|商户|户|集体|机构|公司|工程|市场|店|学校|医院|人物|标兵|模范)[”’]?$"
)
_LEAD = re.compile(
    r".*(?:公布|完成|开展|组织|进行|通报|发布|参加|关于|的|了|在|对|家|户|按照|经(?!纪|济|营|销|办))"
)


def scheme_of(words: str) -> str | None:
    """Return the name of the rating scheme that ``words`` mention, without year and place.

    >>> scheme_of("公布2021年度企业环保信用评价结果"), scheme_of("适用AEO高级认证企业管理")
    ('企业环保信用评价', 'AEO认证企业')
    """
    for found in _SCHEME.finditer(words):
        if found["aeo"]:
            return "AEO认证企业"
        if found["tax"]:
            return "纳税信用评价" if "评价" in words[found.end() : found.end() + 4] else "纳税信用"
        name = re.sub(r"^(?:年度|度|年)", "", found["scheme"] or found["examined"] or found["risk"])
        name = re.sub(r"^重点(?=企业|单位|排污单位)", "", name)
        while (shorter := _PLACES.sub("", _YEAR.sub("", _LEAD.sub("", name)))) != name:
            name = shorter
        place = chains(name)
        if place and place[0].start == 0 and place[0].full and len(name) - place[0].end >= 6:
            name = name[place[0].end :]
        if len(name) >= 4:
            return name
    return None


def praised(words: str) -> dict[str, str | None] | None:
    """Return what kind of record a grade or a title is that stands among the names of lists.

    >>> [(said := praised(words)) and said["event_type"] for words in ("纳税信用A级纳税人", "禁入名单")]
    ['rating.assigned', None]
    """
    grade = re.search(GRADE, words)
    if grade and "名单" not in words and (scheme := scheme_of(words) or re.search("信用|等级|评价", words)):
        name = scheme if isinstance(scheme, str) else None
        return {"event_type": "rating.assigned", "action": None, "list_name": name, "list_level": grade[0]}
    if _HONOURED.search(words):
        name = re.sub(r"[“”‘’\s]", "", words)
        return {"event_type": "honour.award", "action": None, "list_name": name, "list_level": None}
    return None


def of_customs(sentence: Sentence) -> bool:
    """Return whether it is the customs that speak, to whom 失信企业 is the lowest grade and no list.

    >>> from notice_parser import parse_text
    >>> told = "决定将晋江远屿鞋材有限公司认定为失信企业。"
    >>> [parse_text(who + told).events[0].event_type for who in ("厦门海关", "晋江市发展和改革局")]
    ['rating.assigned', 'list.serious']
    """
    return "海关" in sentence.bare or issued_by_customs(sentence.source)


def issued_by_customs(source: Source) -> bool:
    """Return whether a customs office issues the notice."""
    return "海关" in (source.masthead.issuer or "") + (source.masthead.title or "")


def scheme_of_title(sentence: Sentence) -> str | None:
    """Return the scheme that the notice is about, as its title says: 2022年度企业环境信用评价结果公告."""
    title = sentence.source.masthead.title
    return scheme_of(re.sub(r"\s", "", title)) if title and not sentence.source.is_bulletin else None
