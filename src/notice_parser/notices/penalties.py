"""Words → kinds of penalty and sums of money: the vocabulary of penalty clauses and penalty columns."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from ..text import to_yuan

# printed forms → the record's kinds; the first kinds are the Administrative Penalty Law's own
_KINDS = (
    ("警告", r"(?<!口头)(?<![红黄蓝橙]牌)(?<![红黄蓝橙]牌[”’])警告(?!牌|名单)"),
    ("通报批评", r"通报批评"),
    ("没收违法所得", r"没收[^，。；、]{0,30}?(?:违法|非法)(?:经营)?(?:所得|收入)"),
    (
        "没收非法财物",
        r"没收(?![^，。；、]{0,30}?(?:违法|非法)(?:经营)?(?:所得|收入))[^，。；、]{1,30}|没收[^，。；]{0,30}?非法财物",
    ),
    (
        "罚款",
        r"罚款|处以?罚金|罚\s*[\d一二三四五六七八九十百千万壹贰叁肆伍陆柒捌玖拾佰仟]+[\d.,]*\s*万?元|并处[^，。；]{0,6}[\d.]+\s*万?元|按日(?:连续)?(?:计罚|处罚)",
    ),
    (
        "责令停产停业",
        r"责令(?:其)?(?:停产|停业|停止(?:生产|营业|经营|施工|使用|建设|作业))|责令(?:其|该[^，。；]{1,4}|你[^，。；]{1,4}?|当事人)?(?:立即)?(?:停产|停业|停止(?:生产|营业|经营|施工|办学|办园|培训|诊疗)(?=[，。；、并]|$))|停产停业|停业整顿|停产整[顿治]|责令关闭",
    ),
    (
        "责令改正",
        r"责令(?:其|该[^，。；]{1,4}|你[^，。；]{1,4}?|当事人)?(?:[于在限][^，。；]{2,14}|自[^，。；]{2,36}(?:之日|日)起(?:\d+个?(?:工作)?日内)?)?(?:限期|立即|当场|一次性|全额|足额)*(?:完成)?(?:停止违法行为|改正|整改|治理|支付|补缴|缴存|退还|拆除|恢复|补办|清退|清除|退赔)|责令[^，。；]{1,30}?(?:退回|退还|退赔|返还)|责令[^，。；]{2,30}?(?:限期|立即)(?:完成)?(?:改正|整改|治理|拆除|清除|恢复)|限期(?:[\d一二两三四五六七八九十]{1,3}个?[月日天年]内?)?(?:改正|治理|整改|支付)(?:指令|通知)?",
    ),
    (
        "吊销许可证件",
        r"吊销|(?<=民政[局厅部])(?:依法)?撤销登记|撤销登记的?(?:行政)?处罚|撤销(?:其)?[^，。；]{0,12}(?:许可|执照|资质|(?<!任职)资格)(?:证)?",
    ),
    ("暂扣许可证件", r"暂扣|扣留[^，。；]{0,8}(?:证书|证件|执照|许可证)"),
    (
        "限制开展生产经营活动",
        r"停止活动|限制(?:开展)?(?:生产|经营|业务|生产经营)(?:活动)?|暂停(?:部分)?业务|停止(?:接受|办理|开展|受理)[^，。；]{0,6}业务|(?:内|其|供应商|禁止|公司)(?:禁止|不得)?(?:其)?参加(?:本?[省市县区])?[^，。；]{0,4}政府采购(?:活动)?|(?:责令)?(?:暂停|停止)(?:账号更新|更新|招生|接单|上线|网络经营|经营业务|直播|新增业务|新增客户|网签|预售|揽收)",
    ),
    ("禁止从业", r"(?:终身)?禁止(?:其)?(?:从事|进入)[^，。；]{0,12}(?:业|工作|市场)|禁止从业|禁业|市场禁入"),
    ("限制从业", r"限制从业|停止执业|暂停执业"),
    ("取消任职资格", r"(?:取消|撤销)[^，。；]{0,16}任职资格"),
    ("行政拘留", r"行政拘留|(?<!司法)拘留\s*[\d一二三四五六七八九十]+\s*[日天]"),
)
_COMPILED = tuple((kind, re.compile(pattern)) for kind, pattern in _KINDS)
_SUM = r"(?:人民币)?[¥￥]?\s*(?P<digits{0}>\d[\d,， ]*(?:\.\d+)?)\s*(?P<unit{0}>亿元|万元|元|万|亿)"
_CAPITAL = r"(?:人民币)?(?P<capital>[零壹贰叁肆伍陆柒捌玖拾佰仟万亿圆元角分整]{3,})"
_WORDS = r"(?:人民币)?(?P<said>[零〇一二两三四五六七八九十百千万亿]{1,14}元)整?"
_SUM_AFTER = f"(?:合计|共计|总计|计|人民币)?[：:]?\\s*(?:{_SUM.format('')}|{_CAPITAL}|{_WORDS})"
_FINE = re.compile(
    rf"(?:罚款|罚金|罚|计罚|连续处罚|并处|处以|处)(?:款|金)?(?:总?(?:数额|金额|额)(?=[合共总]?[计为]|是))?(?:为|是)?(?:[，,](?=[合共总]?计|即))?即?{_SUM_AFTER}"
    rf"|(?:处以?|给予)\s*{_SUM.format(2)}的?(?:罚款|罚金)"
    rf"|{_SUM.format(3)}的?(?:罚款|罚金)"
    r"|(?:并?处以?|给予|罚款?)\s*(?:人民币)?(?P<words>[零一二两三四五六七八九十百千万亿]{1,12}元)(?:整)?(?:的)?(?:罚款|罚金)?"
)
_CONFISCATED = re.compile(rf"没收[^，。；、]{{0,40}}?(?:所得|收入|财物|款)?{_SUM_AFTER}")
_RESTATED = re.compile(  # 贰拾柒万元（¥270,000.00）, 3万元（大写：叁万元整）
    r"(?<=[元圆整角分])[（(](?:人民币|大写|小写|即|[：:¥￥])*\s*[\d.,，零壹贰叁肆伍陆柒捌玖拾佰仟万亿圆元角分整]+[)）]"
)
WITH_TAXES = re.compile(  # 追缴税款、加收滞纳金并处罚款共计161.2万元: not a fine of that sum
    r"(?:追缴|补缴|滞纳金)[^；;。]{0,40}罚款(?:共计|合计|总计)(?:人民币)?[\d.,]+\s*[万亿]?元"
)
_OF_WHICH = re.compile(r"[，,；;]?其中(?!对)[^；;。）)]*")  # 罚款90万元，其中作为主管人员罚款30万元，…
_IN_ALL = re.compile(r"(?:合计|共计|总计|合并)(?:处以?|共)?")
_SCALE = {"元": 1, "万元": 10_000, "万": 10_000, "亿元": 100_000_000, "亿": 100_000_000}


class Sanction(NamedTuple):
    """What a penalty clause imposes; sums in yuan as decimal strings, null where none is printed."""

    kinds: tuple[str, ...]
    fine_yuan: str | None
    confiscated_yuan: str | None


def sanction(words: str) -> Sanction:
    """Read the kinds of penalty and the sums in ``words``; several fines in one clause are added up.

    >>> sanction("给予警告，并处罚款3.5万元，没收违法所得1,200元")
    Sanction(kinds=('警告', '没收违法所得', '罚款'), fine_yuan='35000', confiscated_yuan='1200')
    >>> sanction("处以20万元的罚款").fine_yuan, sanction("处人民币叁万元（¥30,000.00）罚款").fine_yuan
    ('200000', '30000')
    """
    kinds = tuple(kind for kind, pattern in _COMPILED if pattern.search(words))
    once = _RESTATED.sub("", words)
    return Sanction(kinds, _total(_FINE, once), _total(_CONFISCATED, once))


# 处2万元以下罚款: what the law allows, no sum that was imposed
_UP_TO = re.compile(
    r"(?:\d[\d,，.]*|[一二两三四五六七八九十百千万]+)\s*[百千万]*元(?:以上)?(?:\d[\d,，.]*\s*[百千万]*元)?以[下上](?:的)?罚款"
)


def _total(pattern: re.Pattern[str], words: str) -> str | None:
    words = _UP_TO.sub("", WITH_TAXES.sub("", words))
    told = [(m.start(), value) for m in pattern.finditer(words) if (value := _yuan(m)) is not None]
    for shares in _OF_WHICH.finditer(words):
        inside = [value for at, value in told if shares.start() <= at < shares.end()]
        if sum(inside) <= sum(value for at, value in told if at < shares.start()):
            told = [(at, value) for at, value in told if not shares.start() <= at < shares.end()]
    whole = [value for at, value in told if _IN_ALL.search(words, max(at - 5, 0), at + 1)]
    if len(told) > 1 and whole:
        return plain(whole[-1])  # 罚款20万元，…罚款8万元，合计罚款28万元
    sums = [value for _, value in told]
    return plain(sum(sums, Decimal(0))) if sums else None


def _yuan(m: re.Match[str]) -> Decimal | None:
    groups = m.groupdict()
    if groups.get("capital"):
        value = to_yuan(groups["capital"])
        return Decimal(value) if value is not None else None
    if written := groups.get("words") or groups.get("said"):
        said = to_yuan(written)
        return Decimal(said) if said is not None else None
    digits, unit = (
        next((v for n in ("", "2", "3") if (v := groups.get(f"{name}{n}"))), None)
        for name in ("digits", "unit")
    )
    return Decimal(re.sub(r"[,， ]", "", digits or "0")) * _SCALE[unit or "元"]


def plain(value: Decimal) -> str:
    """Write a sum without exponent and without trailing zeros.

    >>> plain(Decimal("560000.00")), plain(Decimal("7615"))
    ('560000', '7615')
    """
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
