"""Stretch of a sentence → whom it counts: the groups that it names, and the number that it states."""

from __future__ import annotations

import re

from ..model import MentionKind, Subject, SubjectKind
from .passage import Sentence

_COUNTED = re.compile(
    r"\s*(?P<head>(?!依法|依规|予以|一并|同时|分别|及时|纳入|列入|移出|已|均)[\u4e00-\u9fff（）“”]{2,16}?)(?=开展|进行|实施|下达|发出|发放|作出|采取|给予|处以|送达|责令|印发|出具|颁发|授予|约谈|的|被|均|已|向|对|和|、|加入|签|递交|提交|列入|纳入|入选|完成|予以|实行|，|；|。|“|$)"
)
_PLAIN_HEAD = re.compile(
    r"的(?P<head>商户|企业|单位|个人|个体工商户|经营者|纳税人|农户|学生|职工|家庭|药店|机构|主体)$"
)
_COUNTED_BEFORE = re.compile(
    r"(?P<head>[\u4e00-\u9fff]{2,8}?)(?<![将把对向给被由已])"
    r"(?<!拘留)(?<!逮捕)(?<!查处)(?<!立案)(?<!处罚)(?<!移送)(?<!抓获)(?<!查获)(?<!曝光)(?<!注销)(?<!吊销)(?<!约谈)\s*$"
)
_LOOKED_AT = re.compile(
    r"(?:随机|重点|联合|集中|共)*(?:抽查|抽取|检查|排查|核查|巡查|走访|约谈|查处|监测|评估|审查)了?"
)
_TRADE = re.compile(
    r"(?:检查|抽查|排查|核查|巡查|走访|约谈)了?(?P<trade>(?!对|各|全|有关|相关|辖区|上述)[\u4e00-\u9fff]{2,4})$"
)
_SUBJECT_UNITS = frozenset(
    ["座", "个", "家", "户", "名", "位", "人", "所", "间", "项", "件", "起", "批", "对", "单位", "企业"]
)
_PAPERS = re.compile(
    r"(?:共|累计)*(?:受理|办理|收到|接到|办结|审核|审查|接收)[\u4e00-\u9fff]{0,12}(?:申请|事项|业务|材料)"
)
WHERE = re.compile(r"^(?:辖区内?|辖内|全[省市县区镇]|沿街|城区|境内)的?(?=[\u4e00-\u9fff]{2})")


def group(sentence: Sentence, start: int, end: int) -> tuple[Subject, ...]:
    """Return the groups named in a stretch: 36950家先行兑现企业 → 先行兑现企业, 单位2380家 → 单位."""
    groups = tuple(
        Subject(name=f.mention.value, kind=SubjectKind.GROUP, span=sentence.at(f.start, f.end))
        for f in sentence.of(MentionKind.GROUP, start=start, end=end)
    )
    if groups:
        return groups if len(groups) > 1 else (_with_trade(sentence, groups[0]),)
    for count in sentence.of(MentionKind.COUNT, start=start, end=end):
        after = _COUNTED.match(sentence.bare, count.end, end)
        before = _COUNTED_BEFORE.search(sentence.bare, start, count.start)
        head = after or before
        if head and (count.mention.unit or "") in _SUBJECT_UNITS:
            low, high = head.span("head")
            if head is before:
                low = _past_verb(sentence, low, high)
            said = sentence.bare[low:end] if head is after else sentence.bare[low:high]
            inner = re.match(r"[^，。；]*?的(?P<noun>[\u4e00-\u9fff]{2,8}?)(?=开展|进行|实施|的|$)", said)
            if inner and head is after:
                low, high = low + inner.start("noun"), low + inner.end("noun")
            said = sentence.text[low:high]
            if _PAPERS.fullmatch(said):
                continue  # 受理信用修复申请37件: papers, no parties
            name = re.sub(r"[“”].*[“”]", "", said).strip() or said.strip("“” ")
            if name.endswith("的"):  # 对已补报的42户: of those named before
                return group_before(sentence, count.start)
            name = WHERE.sub("", name)
            if not name:
                continue
            return (Subject(name=name, kind=SubjectKind.GROUP, span=sentence.at(low, high)),)
    plain = _PLAIN_HEAD.search(sentence.bare, start, end)
    if plain:
        low, high = plain.span("head")
        return (Subject(name=plain["head"], kind=SubjectKind.GROUP, span=sentence.at(low, high)),)
    return ()


def _with_trade(sentence: Sentence, who: Subject) -> Subject:
    """Give a group that was looked at the words between the verb and its head: 检查人参|经营主体."""
    at = who.span.start - sentence.span.start if who.span else 0
    trade = _TRADE.search(sentence.bare, max(at - 14, 0), at)
    if who.span is None or trade is None or sentence.text[at : at + len(who.name)] != who.name:
        return who
    low = at - len(trade["trade"])
    span = sentence.at(low, at + len(who.name))
    return who.model_copy(update={"name": trade["trade"] + who.name, "span": span})


def _past_verb(sentence: Sentence, low: int, high: int) -> int:
    """Where a group begins behind the body that acts and its verb: 市监管局抽查|辖区民宿36家."""
    bodies = sentence.of(MentionKind.AUTHORITY, end=high)
    low = max(low, bodies[-1].end) if bodies else low
    verb = _LOOKED_AT.match(sentence.bare, low, high)
    return verb.end() if verb and verb.end() + 2 <= high else low


def stated_count(sentence: Sentence, start: int, end: int) -> int | None:
    """Return the number of subjects that the notice states in a stretch: 等20个, 下列5户, 3家单位."""
    counts = sentence.of(MentionKind.COUNT, start=start, end=end)
    people = [f for f in counts if (f.mention.unit or "") in _SUBJECT_UNITS]
    after_etc = [f for f in people if sentence.text[: f.start].rstrip().endswith("等")]
    chosen = (after_etc or people)[-1:]
    return int(chosen[0].mention.value) if chosen and chosen[0].mention.value.isdigit() else None


def group_before(sentence: Sentence, before: int) -> tuple[Subject, ...]:
    """Return the group of which 其中9名 are a part."""
    return tuple(
        who.model_copy(update={"name": who.name.rsplit("的", 1)[-1]})  # 36名拒不履行的被执行人…其中8名
        for who in group(sentence, 0, before)[-1:]
    )
