"""Sentence → its topic: the names that open it, past dates, lead-ins and whoever tells of them."""

from __future__ import annotations

import re

from ..mentions.persons import kind_of
from ..model import MentionKind, SubjectKind
from .arguments import MARKS
from .passage import Found, Sentence

_POSTS = frozenset(
    [
        "",
        *[
            "职工",
            "导游",
            "村民",
            "居民",
            "驾驶员",
            "司机",
            "当事人",
            "参保人员",
            "参保人",
            "纳税人",
            "被执行人",
            "经营者",
            "负责人",
            "项目负责人",
            "主要负责人",
            "实际控制人",
            "项目经理",
            "法定代表人",
            "个人",
            "供应商",
        ],
    ]
)
_MEMBER = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,4})(?:律师|医师|医生|护士|教师|老师|导游|会计师|评估师|公证员|建造师|驾驶员)(?=[，、（]|在|因|未|违)"
)
_ROLE = re.compile(  # 甲律师事务所|律师|乙某: the person, not the house
    r"(?:的|所属|聘用的?|执业|专职|原|时任|实习|基层)*(?:律师|法律服务工作者|医师|医生|护士|教师|导游|会计师?|评估师|公证员"
    r"|建造师|驾驶员|司机|鉴定人|店长|经纪人|从业人员|员工|职工|工作人员|经营者|负责人|法定代表人|实际控制人|项目经理|总监理工程师|监理工程师|安全员|销售员|业务员)"
)
_TELLS = re.compile(
    r"[^，。；]{0,8}?(?:通报|查实|查明|认定|介绍|公布|调查认定|核实|检查发现|调查发现)[，,：:]"
)
_OFFICIAL = re.compile(
    r"(?:[局市县区厅院处科部队所站会]长|主任|书记|委员|主席|专员|发言人|负责人|记者|通讯员)$"
)
_SPEAKS = re.compile(
    r"[^，。；]{0,4}(?:介绍|表示|说|指出|强调|透露|主持|率|带队|出席|调研|讲话|回应|提醒|呼吁)"
)
_LEAD_IN = re.compile(
    r"^(?:(?:其中|另外?|此外|同时|近日|日前|目前|经查明?|经调查|经核[查实]|经检查|检查发现|据悉|此前|今年以来|前期|案例[一二三四五六七八九十\d]*)[，,：:]?|"
    r"(?:\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:至\d{1,2}日)?[，,]|\s)+"
)
_JOINED = re.compile(r"(?:[（(][^（）()]*[）)])?(?:、|和|及|与|以及)")
_AS_WHAT = re.compile(  # 涉案工地施工单位|甲公司
    r"(?:涉案|涉事|该|本案|项目|工地|中标|被投诉|相关|辖区|上述|其|[\u4e00-\u9fff]{0,6})?"
    r"(?:施工|建设|监理|承建|勘察|设计|代理|生产|经营|运营|物业|检测|用人|责任|供货|采购|招标)(?:单位|企业|公司|机构|厂家)"
)
_NUMBER = re.compile(
    r"^\s*(?:[（(]?[\d一二三四五六七八九十]{1,3}[)）.．、]|第[一二三四五六七八九十]{1,2}[，,、]|[一二三四五六七八九十]{1,2}是|[①-⑳])"
)


def leading(sentence: Sentence, before: int) -> tuple[int, int] | None:
    """Return where the names stand that open the sentence as its topic (甲公司、乙某（…）伪造合同，…列入).

    What stands after a semicolon has a topic of its own, if it has one.
    """
    part = sentence.part(before).start
    return (_opening(sentence, part, before) if part else None) or _opening(sentence, 0, before)


def _opening(sentence: Sentence, start: int, before: int) -> tuple[int, int] | None:
    found = sentence.of(MentionKind.ORGANISATION, MentionKind.PERSON, start=start, end=before)
    opening = _NUMBER.sub("", sentence.shape[start : found[0].start]) if found else ""
    if not found or not _opens(sentence, start, found[0], opening):
        return None
    member = _MEMBER.match(sentence.text, found[0].end)
    if member and kind_of(member["name"]) is SubjectKind.PERSON:
        return member.span("name")  # 甲律师事务所乙律师: the person, not the house
    if (
        len(found) > 1
        and found[1].mention.kind is MentionKind.PERSON
        and _ROLE.fullmatch(sentence.text, found[0].end, found[1].start)
    ):
        return found[1].start, found[1].end
    end = found[0].end
    for each in found[1:]:
        if not _JOINED.fullmatch(sentence.text[end : each.start]):
            break
        end = each.end
    etc = re.match(
        r"等?\s*[\d一二三两四五六七八九十]+\s*[家户名个](?:企业|单位|公司|商户|人)?", sentence.text[end:]
    )
    return found[0].start, end + (etc.end() if etc else 0)


def _opens(sentence: Sentence, start: int, first: Found, opening: str) -> bool:
    """Whether nothing but a lead-in stands before the first name: 其中，| 经查，| 县局通报，| 12月3日，."""
    bodies = sentence.of(MentionKind.AUTHORITY, start=start, end=first.start)
    rest = opening
    if bodies:
        at = bodies[-1].end
        told = _TELLS.match(sentence.shape, at, first.start)
        rest = sentence.shape[told.end() : first.start] if told else opening
    rest = _LEAD_IN.sub("", rest.lstrip(" \t\u3000-－—●•◆·■，"))
    rest = _LEAD_IN.sub("", rest.strip(MARKS + "经查其中"))
    if rest in _POSTS:
        return True
    described = rest.endswith("的") and len(rest) >= 4  # 连续两年未参加年检的|甲协会, 曾被查封的|乙馆
    if re.search(r"[，。；：将对把向由给为与和将以]", rest) or ("被" in rest and not described):
        return False
    person = (
        first.mention.kind is MentionKind.PERSON
        and len(rest) <= 14
        and not _OFFICIAL.search(rest)
        and not _SPEAKS.match(sentence.shape, first.end)
    )
    role = first.mention.kind is MentionKind.ORGANISATION and _AS_WHAT.fullmatch(rest)
    return described or person or bool(role)  # 集安市台上镇参农|乙
