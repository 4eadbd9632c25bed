"""Text → sums of money in yuan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ..model import Mention, MentionKind, Span
from ..text import fold_width, to_decimal, to_yuan

_S = r"[^\S\t\n]{0,2}"
_FIGURE = r"[0-9]{1,3}(?:[,， ][0-9]{3})+(?:\.[0-9]{1,6})?(?![0-9])|[0-9]{1,15}(?:\.[0-9]{1,6})?"
_SCALE = r"[十百千万亿]{0,2}"
_SMALL = "零〇一二两三四五六七八九十百千万亿"
_BANK = "零壹贰貳叁參参肆伍陆陸柒捌玖拾佰仟万萬亿億"
_YUAN = r"(?:元|圆|圓)(?![旦月始])(?:人民币|整|正)?"
_CURRENCY = r"(?:人民币|RMB|CNY|[¥￥])"

_SUM = re.compile(
    rf"(?P<bank>(?:{_CURRENCY}{_S})?(?:（大写）|大写[：:]?)?{_S}"
    rf"(?P<capital>[零壹贰貳叁參参肆伍陆陸柒捌玖拾佰][{_BANK} ]{{0,30}}[元圆圓]"
    r"(?:[^\S\t\n]{0,2}[零壹贰叁肆伍陆柒捌玖]角)?"
    rf"(?:{_S}零?[壹贰叁肆伍陆柒捌玖]分)?)(?:{_S}[整正])?)"
    rf"|(?P<mark>[¥￥]{_S}(?P<marked>{_FIGURE}){_S}(?P<mark_scale>[万亿]?){_S}(?:元|圆)?)"
    rf"|(?P<figures>(?:{_CURRENCY}{_S})?(?<![0-9.\-])"
    rf"(?:(?P<least>[0-9]{{1,6}}(?:\.[0-9]{{1,4}})?){_S}(?P<least_scale>[万亿]?元?){_S}[-—–~～至]{_S})?"
    rf"(?P<figure>{_FIGURE}){_S}(?P<scale>{_SCALE})(?:(?P<more>[0-9]{{1,5}}){_S}(?P<more_scale>[千万]?))?"
    rf"{_S}[余多]?{_S}(?P<scale2>[万亿]?){_S}(?P<unit>{_YUAN}|块钱)"
    rf"(?:{_S}(?P<jiao>[0-9])角)?(?:{_S}(?P<fen>[0-9])分(?!之))?)"
    rf"|(?P<small>(?:{_CURRENCY}{_S})?(?P<written>[{_SMALL}]{{1,14}})[余多]?(?P<written_scale>[万亿]?){_YUAN})"
    rf"|(?P<bare>(?<![0-9.])(?P<bare_figure>{_FIGURE}){_S}(?P<bare_scale>[万亿])"
    r"(?=[，,。；;、（）：\s]|余?[，。；]|$|以[上下]))"
)
_CUE = re.compile("[元圆圓块¥￥万亿]")  # one of them stands in every sum
_FOREIGN = re.compile(r"(?:美|欧|港|日|澳|加|英|韩|台|新|单|公|[状解会])$")
_MONEY = re.compile(r"[罚没收补税费款金额币贷资偿付缴欠值价]")
_RESTATED = re.compile(rf"{_S}[（(，,]?{_S}(?:即|小写|大写|人民币)?[：:]?{_S}$")
_BRACKETED = re.compile(rf"{_S}[）)]")


def find_amounts(text: str) -> Iterator[Mention]:
    """Find each sum of money; its value is a decimal number of yuan: "560000".

    A sum in capital numerals and the same sum in figures after it are one mention. Foreign money is none.

    >>> text = "罚款人民币贰万元整（¥20,000.00），没收违法所得3.6万元，退还1 200元。"
    >>> [mention.value for mention in find_amounts(text)]
    ['20000', '36000', '1200']
    """
    folded = fold_width(text)
    if not _CUE.search(folded):
        return
    last: Mention | None = None
    for match in _SUM.finditer(folded):
        value = _value(folded, match)
        if value is None:
            continue
        start, end = match.span()
        start += len(match[0]) - len(match[0].lstrip())
        end -= len(match[0]) - len(match[0].rstrip())
        if last is not None:
            between = folded[last.span.end : start]
            if (
                last.value == value
                and len(between) <= 10
                and _RESTATED.fullmatch(between)
                and between.strip()
            ):
                closing = _BRACKETED.match(folded, end)
                end = closing.end() if closing and between.strip()[0] in "（(" else end
                last = _mention(text, last.span.start, end, value)
                continue
            yield last
        last = _mention(text, start, end, value)
    if last is not None:
        yield last


def _value(text: str, match: re.Match[str]) -> str | None:
    """Return the sum as a decimal string, or least/most for a range."""
    if match["bank"]:
        return _plain(to_yuan(match["capital"]))
    if match["mark"]:
        return _plain(_scaled(match["marked"], match["mark_scale"]))
    if match["small"]:
        if match["written"][0] in "百千万亿" or re.search(
            "[数几]$", text[max(match.start() - 1, 0) : match.start()]
        ):
            return None
        if _FOREIGN.search(match["written"]) or _FOREIGN.search(
            text[max(match.start() - 1, 0) : match.start()]
        ):
            return None
        return _plain(_scaled(match["written"], match["written_scale"]))
    if match["bare"]:
        clause = re.split(r"[。；;\n\t]", text[max(match.start() - 16, 0) : match.start()])[-1]
        return _plain(_scaled(match["bare_figure"], match["bare_scale"])) if _MONEY.search(clause) else None
    scale = match["scale"] + match["scale2"]
    amount = _scaled(match["figure"], scale)
    if amount is not None and match["more"]:
        more = to_decimal(match["more"] + match["more_scale"])
        amount = None if more is None or not match["scale"] else amount + more
    if amount is not None:
        amount += Decimal(int(match["jiao"] or 0) * 10 + int(match["fen"] or 0)) / 100
    if match["least"] and amount is not None:
        least_scale = match["least_scale"].rstrip("元") or ("" if "元" in match["least_scale"] else scale)
        least = _scaled(match["least"], least_scale)
        return None if least is None or least >= amount else f"{_plain(least)}/{_plain(amount)}"
    return _plain(amount)


def _scaled(number: str, scale: str) -> Decimal | None:
    """Return the number times 万, 亿, 千万 …."""
    amount = to_decimal(number)
    for unit in scale:
        amount = (
            None
            if amount is None
            else amount * {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}[unit]
        )
    return amount


def _plain(amount: Decimal | None) -> str | None:
    """Write a number without exponent and without zeros at its end."""
    if amount is None:
        return None
    written = f"{amount:f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def _mention(text: str, start: int, end: int, value: str) -> Mention:
    return Mention(
        kind=MentionKind.AMOUNT,
        span=Span(start, end),
        text=text[start:end],
        value=value,
        found_by="amounts",
    )
