"""An authority inspects, spot-checks or verifies."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Event
from .act import act, clause_to
from .passage import Sentence
from .registry import reads
from .subjects import NOBODY
from .whom import concrete, named_or_found, whom

_INSPECTION = re.compile(
    r"对(?!你们?[^，。；]{0,40}的)(?P<who>[^，。；]{2,60}?)(?P<verb>(?:开展|进行|实施|组织)(?:了)?)(?![^，。；]{0,12}信用)[^，。；]{0,12}?(?:全面核查|现场核查|监督检查|执法检查|专项检查|随机抽查|监督抽查|抽查|监督抽检|突击检查|联合检查|“双随机”[^，。；]{0,8}检查|(?:检查|抽查|核查)(?=[，。；]))"
    r"|(?:局|队|委|所|会|办|院|署|中心)(?:联合)?(?P<verb3>检查|抽查|巡查|暗访|走访检查)(?:了)?(?P<who3>(?:辖区|全[市区县]|城区|本[市区县])[^，。；\d]{2,16}?)(?=[，。；]|$)"
    r"|(?P<verb2>抽查|抽检|检查|抽取)了?(?!涉及|结果|发现|内容)(?P<who2>[^，。；]{0,20}?\d+\s*(?:家|户|批次|个|所)[^，。；]{0,20}|[^，。；]{1,16}?\d+\s*(?:户次|家次|家|户|批次|个|所))"
)
_SAMPLED = re.compile(
    r"经?[^，。；]{0,24}?(?P<verb>(?:监督|省级|市级|专项|国家)*(?:抽检|抽查|检验|检测))[，,](?P<who>[^，。；]{3,60}?)"
    r"(?:生产|销售|经营|加工|制作|流通|委托[^，。；]{2,20}生产)的?[^，。；]{2,60}?(?:不合格|不符合[^，。；]{2,20})"
)

_OFFICERS = re.compile(r"(?:执法|检查|稽查|监督|工作)人员|[我本](?:局|队|支队|大队|委|机关|厅|中心)")
_SPOT_CHECKS = re.compile(r"(?:不合格|抽检|抽查)[^，。；]{0,12}(?:通告|公告|通报|公示|情况|结果|信息)")
_SOLD = re.compile(  # 甲超市销售的标称乙厂生产的蛋糕，防腐剂…不符合食品安全国家标准规定
    r"\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）]?[、.．]?\s*)?(?P<who>[^，。；]{4,60}?)(?P<verb>销售|经营|使用|自制|加工|生产)的[^。；]{2,160}?"
    r"(?:不符合|不合格|检测值|检出值|检验结果为|检出)"
)


@reads("admin.inspection", "监督检查", cues="检查 抽查 核查 抽检 检验 检测 不符合 不合格 检出")
def admin_inspection(sentence: Sentence) -> Iterator[Event]:
    """Read 对〈subjects〉开展监督检查, 抽查〈N〉家〈subjects〉.

    >>> from notice_parser import parse_text
    >>> (event,) = parse_text("临泽县市场监督管理局对42家餐饮单位开展监督检查。").events
    >>> event.event_type, event.stated_count
    ('admin.inspection', 42)
    """
    found = _INSPECTION.search(sentence.bare)
    if not found:
        yield from _found_wanting(sentence)
        return
    verb, who = next((f"verb{n}", f"who{n}") for n in ("", "2", "3") if found[f"verb{n}"])
    names = named_or_found(sentence, *found.span(who))
    if not names.subjects or (sentence.source.is_decision and _OFFICERS.search(sentence.shape)):
        return  # how the case of a decision began
    yield act(
        sentence,
        "admin.inspection",
        found.span(verb),
        names=names,
        quote=(0, clause_to(sentence, found.start(), found.end())[1]),
    )


def _found_wanting(sentence: Sentence) -> Iterator[Event]:
    """Read what a check of goods showed: 经监督抽检，〈subject〉生产的…不合格."""
    found = _SAMPLED.search(sentence.shape)
    if found is None and _SPOT_CHECKS.search(sentence.source.masthead.title or ""):
        found = _SOLD.match(sentence.shape)
    names = whom(sentence, *found.span("who")) if found else NOBODY
    if found and concrete(names):
        yield act(
            sentence,
            "admin.inspection",
            found.span("verb"),
            names=names,
            reason=sentence.text[found.end("who") : found.end()].strip("，"),
        )
