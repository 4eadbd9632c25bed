"""Text → names of credit lists: 失信被执行人名单, 经营异常名录, 安全生产黄牌警示管理名单."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..model import Mention, MentionKind, Span
from ..text import fold_width, without_quotes
from .vocabulary.places import chains

_LONGEST = 44
_TAIL = re.compile(
    r"(?:名单|名录|(?<=行为)数据库|(?<=失信)数据库|(?<=正面)清单|(?<=[红黑])[”\"’」]?榜(?!样|眼|首)|(?<=[红黑])[”\"’」]名单)[”\"’」]?"
    r"|(?:纳入|列为|列入|确定为|认定为|定为)(?P<person>失信被执行人)(?!名单|[一-鿿]{0,4}名单)"
    r"|[“\"‘「]?(?P<card>[红黄][”\"’」]?牌)[”\"’」]?(?!照|楼|坊|匾)"
)
# a list of credit: one of these words stands in its name
_CREDIT = re.compile(
    r"黑[”\"’」]?(?:名单|榜)|红[”\"’」]?(?:名单|榜)|[白灰黄][”\"’」]?名单|红黑|失信|守信|诚信|信用|经营异常|异常名录|严重违法|警示|警告|预警|正面|"
    r"重点(?:关注|监管|监控|监测)|惩戒|激励|被执行人|纳税人|拖欠|欠薪|欠税|违法|违规|不良|风险|限制|禁[入止]|不可靠|[红黄]牌|红黄|曝光|"
    r"示范|A级|诚实|优良|违约|假冒|侵权|处罚|禁业|逃废|老赖"
)
_GENERIC = re.compile(
    r"^(?:的|该|此|本|各|附件?|[0-9一二三四五六七八九十]+|下列|以下|上述|相关|有关|具体|完整|详细|企业|单位|个人|人员|主体|对象|公示|公布|发布|纳入|列入|移出|变更|获奖|入围|候选|拟|管理|，|、)*"
    r"(?:名单|名录)$"
)
# where a name cannot reach back over: marks and the words that take a list as their object
_BOUNDARY = re.compile(
    r"[，。；：、！？（）【】〔〕《》\[\]<>〈〉\n\t|/]|"
    r"列入|纳入|移出|移入|移除|调入|调出|转入|撤出|退出|进入|载入|记入|计入|录入|拉入|拉进|加入|归入|划入|并入|打入|登上|晒出|上了|踢出|清出|剔出|剔除|删除|脱离|解除|撤销|取消|"
    r"列为|定为|评为|设为|作为|成为|确定为|认定为|转为|公布|发布|公示|公开|公告|通报|印发|更新|建立|健全|完善|制定|编制|形成|实行|实施|推行|核对|查询|查看|比对|对照|筛查|报送|提供|推送|发现|"
    r"(?<=有限公司)(?=[“\"一-鿿])|(?<=责任公司)(?=[“\"一-鿿])|(?<=合作社)(?=[“\"])|延长|顺延|缩短|"
    r"关于|按照|根据|依据|依照|通过|包括|以及|属于|(?<!单)位列|位于|不在|存在于|没有|尚未|已被|曾被|仍在|未被|不得|应当|可以|同时|继续|保留在|留在|名列|身处|享受|符合|达到|予以|以(?![上下来])|上了|"
    r"(?<!监督)检查|推荐|表彰|授予|取得|获得|入选|涉及|出具|认定|判定|(?:全|我|本|该|各)[省市县区镇州]|[省市县区]级(?=[“红黑])|国家(?=[“红黑])|"
    r"(?:结果|情况)?暨|[将把从其了让使是的在由向已未即至自于]|被(?!执行人|惩戒)|对(?!象)|(?<![行人])为(?!名)|等(?!级)|上(?=[“红黑])|[及与和](?=[“\"红黑失守经])"
)
_INSIDE = re.compile(r"资金使用|自然人|自主|自律|向导|未成年|从业|由于|公示系统|公开征集")
_PREFIX = re.compile(
    r"^(?:[0-9二〇○零一三四五六七八九]{4}\s?(?:[-—至]\s?[0-9]{4}\s?)?年?度?|[上下]半年|第?[一二三四1-4]季度|(?:总?第\s?[0-9一二三四五六七八九十]{1,3}|首)\s?批次?|[0-9]{1,2}月份?|及|和|与|新增|新|拟|\s)+"
)
_PLACED = re.compile(r"(?P<place>[一-鿿]{2,12}?)(?=[0-9]{4}\s?年)")
_MIDDLE = re.compile(r"[0-9]{4}\s?年度?|第\s?[0-9一二三四五六七八九十]{1,3}\s?批次?")
_NOUN_OF = re.compile(
    r"(?P<head>[一-鿿]{2,16}(?:对象|主体|企业|单位|人员|行为))的(?:企业|单位|主体|个人|人员|商户|市场主体|机构)$"
)
_THAT_LIST = re.compile(
    r"(?:列入|纳入|载入|移出|退出|撤出)(?P<that>(?:上述|该|前述|前款|同一)(?:名单|名录))(?!的)"
)
_PAIRS = {"”": "“", '"': '"', "’": "‘", "」": "「"}


def find_lists(text: str) -> Iterator[Mention]:
    """Find the names of credit lists; the value has no quotation marks, no year and no batch.

    A card that stands without 名单 (黄牌) is a mention too; its value is the card.

    >>> text = "纳入2021年第一批安全生产“黄牌”警示管理名单，移出拖欠农民工工资“黑名单”。"
    >>> [mention.value for mention in find_lists(text)]
    ['安全生产黄牌警示管理名单', '拖欠农民工工资黑名单']
    """
    folded = fold_width(text)
    end = 0
    cards: list[tuple[int, int, str]] = []
    named: list[tuple[int, int, str]] = []
    for match in _TAIL.finditer(folded):
        if match["person"]:
            named.append((*match.span("person"), match["person"]))
        elif match["card"]:
            cards.append((*_balanced(folded, *match.span()), without_quotes(match["card"])))
        elif name := _name(folded, match.start(), match.end(), end):
            named.append(name)
        end = match.end() if not match["card"] else end
    at = 0
    kept = list(named)
    for card in cards:
        while at < len(named) and named[at][1] <= card[0]:
            at += 1
        if at == len(named) or named[at][0] >= card[1]:
            kept.append(card)
    for start, stop, value in sorted(kept):
        yield Mention(
            kind=MentionKind.LIST,
            span=Span(start, stop),
            text=text[start:stop],
            value=value,
            found_by="lists",
            confidence=0.6 if len(value) == 2 else 1.0,
        )


def find_those_lists(text: str, known: Sequence[Mention]) -> Iterator[Mention]:
    """Find 上述名单 and 该名单 behind a verb; the value is that of the list named last before, if one is.

    ``known`` are the lists of the whole text, in their order.

    >>> text = "将甲店列入经营异常名录；将乙店列入上述名录。"
    >>> [(mention.text, mention.value) for mention in find_those_lists(text, list(find_lists(text)))]
    [('上述名录', '经营异常名录')]
    """
    folded = fold_width(text)
    for match in _THAT_LIST.finditer(folded):
        before = [m for m in known if m.span.end <= match.start() and not _in_title(folded, m.span.start)]
        if before:
            yield Mention(
                kind=MentionKind.LIST,
                span=Span(*match.span("that")),
                text=text[slice(*match.span("that"))],
                value=before[-1].value,
                found_by="lists",
            )


def _in_title(text: str, at: int) -> bool:
    """Whether a place stands inside the title of a document."""
    return text.rfind("《", 0, at) > text.rfind("》", 0, at)


def _name(text: str, tail: int, end: int, floor: int) -> tuple[int, int, str] | None:
    """Reach back from 名单 to where the list's name begins."""
    low = max(floor, tail - _LONGEST)
    before = text[low:tail]
    start = 0
    inside = [match.span() for match in _INSIDE.finditer(before)]
    for boundary in _BOUNDARY.finditer(before):
        if not any(first <= boundary.start() and boundary.end() <= last for first, last in inside):
            start = boundary.end()
    if noun := _NOUN_OF.search(before):  # 列为重点关注对象的企业名单
        head = noun.start("head") + _reach(noun["head"])
        name = noun["head"][head - noun.start("head") :]
        if _CREDIT.search(name):
            return low + head, end, without_quotes(name) + "名单"
    written = before[start:] + text[tail:end]
    placed = _PLACED.match(written)
    place = next(iter(chains(placed["place"])), None) if placed else None
    if placed and place and (place.start, place.end) == (0, len(placed["place"])):
        start += placed.end("place")  # 临泽县|2024年第三季度|拖欠农民工工资…名单
        written = before[start:] + text[tail:end]
    prefix = _PREFIX.match(written)
    start += prefix.end() if prefix else 0
    first, last = _balanced(text, low + start, end)
    written = text[first:last]
    value = without_quotes(_MIDDLE.sub("", written))
    if value.endswith("失信被执行人名单"):  # 法院失信被执行人名单
        first, value = text.rindex("失信", first, last), "失信被执行人名单"
    if not _CREDIT.search(written) or _GENERIC.match(value):
        return None
    return first, last, value


def _reach(head: str) -> int:
    """Return where a name inside ``head`` begins: after the last word that takes it."""
    return max(
        (match.end() for match in _BOUNDARY.finditer(head) if not _INSIDE.match(head, match.start())),
        default=0,
    )


def _balanced(text: str, start: int, end: int) -> tuple[int, int]:
    """Drop a quotation mark at either end whose partner lies outside, and blanks."""
    while start < end and text[start].isspace():
        start += 1
    inner = text[start:end]
    if inner and inner[-1] in _PAIRS:
        opening = _PAIRS[inner[-1]]
        if inner.count(opening) < inner.count(inner[-1]) or (
            opening == inner[-1] and inner.count(opening) % 2
        ):
            end -= 1
    inner = text[start:end]
    for closing, opening in _PAIRS.items():
        if opening != closing and inner.startswith(closing):
            return start + 1, end
        if inner.startswith(opening) and inner.count(closing) < inner.count(opening):
            return start + 1, end
    return start, end
