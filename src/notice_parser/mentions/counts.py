"""Text → how many firms, persons, cases …: a number and its measure word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Mention, MentionKind, Span
from ..text import fold_width, to_int

_S = r"[^\S\t\n]{0,3}"
_UNITS = (
    r"人次|批次|户次|家次|件次|大类|大项|[家户名人起件宗条项次份所处座辆艘例笔栋种类位批台套]|"
    r"个(?:人(?!体))?"
)
_COUNT = re.compile(
    rf"(?<![0-9.第零一二两三四五六七八九十百千])(?<![0-9][,，])(?P<number>[0-9]{{1,3}}(?:[,，][0-9]{{3}})+|[0-9]{{1,12}}(?:\.[0-9]{{1,4}})?|"
    rf"[零一二两三四五六七八九十][零一二两三四五六七八九十百千]{{0,7}})"
    rf"{_S}(?P<scale>[万亿千]?){_S}[余多]?(?P<scale2>[万亿]?){_S}(?P<unit>{_UNITS})"
)
_MYRIAD = re.compile(
    rf"(?P<number>[一二两三四五六七八九十百千]{{1,6}})(?P<scale>[万亿])[余多]?(?P<scale2>)(?P<unit>{_UNITS})"
)
_ORDINAL = re.compile(r"(?:第[^\S\n]?|[数几上近]|第[0-9一二三四五六七八九十百]{1,5}[至、\-—])$")
_NO_UNIT_BEFORE = {
    "个": re.compile(r"\s?(?:月|半月|工作日|自然日|日历日|星期|礼拜|小时|季度|百分点|体|别|性|税|人所得)"),
    "人": re.compile(r"民|员|士|才|口|格|行|大|权|事|为|力|均|工|体|物|生|社|防|武|字|中|称|一策|[a-zA-Z]"),
    "名": re.compile(r"单|称|录|义|下|字|誉|牌|优|次|片|额|家|[a-zA-Z]"),
    "家": re.compile(r"渠|子|寨|庭|属|长(?!期|年)|具|用电|电|畜|禽|教|乡|村|庄|湾|沟"),
    "户": re.compile(r"口|籍|型|主|外|内|均|头|一码|村"),
    "条": re.compile(r"件|例|款|约|线|规定|第|之"),
    "项": re.compile(r"目(?!标)|规定|之|第|、第|至第|和第"),
    "次": re.compile(r"性|日|年|月|要|品|级|生|序|数|会议第|全会|全体|常务|党代"),
    "份": re.compile(r"子|额|内|[额]"),
    "所": re.compile(
        r"有|在|得|以|谓|属|长|需|涉|列|述|作|称|致|示|附|持|能|造|做|获|处|收|占|用|产|提|欠|存|[a-zA-Z]"
    ),
    "处": re.compile(r"理|罚|置|分|以|于|长|级|室|方|境|[十百千万]|[0-9]"),
    "例": re.compile(r"如|外|行|会|证|假"),
    "位": re.compile(r"于|置|移|列|次|数|一体|[上下]"),
    "批": re.compile(r"次|准|复|评|发|文|示|量|号"),
    "类": re.compile(r"别|型|似|企业信用|推|[医]"),
    "种": re.compile(r"植|子|类|业|养|畜|粮|苗"),
    "起": re.compile(r"施|计|算|诉|草|来|到|至|重|步|始|止|点|源|飞|义|[，。、]|执|实|生|停|解"),
    "件": re.compile(r"数"),
    "台": re.compile(r"河|县|账|风|阶|湾|州|胞|式|[上下]"),
    "套": re.compile(r"取|现|牌|用|餐|[路]"),
}
_ONE_AS_WORD = re.compile(
    r"一(?:次性|般|些|定|项|个|种|类|位|套|部|门|批|处|所|条|台|座|张|起(?=[^，。])|人一|企一|家人|名单)"
)


def find_counts(text: str) -> Iterator[Mention]:
    """Find each count; its value is a whole number, its unit the measure word.

    >>> found = find_counts("对全市1.4万余家企业核查，将云台茶行等20个单位移出，另有三人。")
    >>> [(mention.value, mention.unit) for mention in found]
    [('14000', '家'), ('20', '个'), ('3', '人')]
    """
    folded = fold_width(text)
    found = sorted(
        [*_COUNT.finditer(folded), *_MYRIAD.finditer(folded)], key=lambda match: (match.start(), -match.end())
    )
    end = 0
    for match in found:
        if match.start() < end:
            continue
        number = _number(folded, match)
        if number is None:
            continue
        end = match.end()
        yield Mention(
            kind=MentionKind.COUNT,
            span=Span(*match.span()),
            text=text[match.start() : match.end()],
            value=str(number),
            found_by="counts",
            unit="人" if match["unit"] == "个人" else match["unit"],
        )


def _number(text: str, match: re.Match[str]) -> int | None:
    """Return the count; None for an ordinal, a year, or a word that only looks like one."""
    start, unit = match.start(), match["unit"]
    before = text[max(start - 7, 0) : start]
    if _ORDINAL.search(before) or (
        unit in _NO_UNIT_BEFORE and _NO_UNIT_BEFORE[unit].match(text, match.end())
    ):
        return None
    han = not match["number"][0].isdigit()
    if han and (before[-1:] in "“‘十百千万零" or _ONE_AS_WORD.match(text, start)):
        return None
    if before[-1:].isascii() and before[-1:].isalnum() and not (before[-1:].isupper() and not han):
        return None
    number = to_int(match["number"] + match["scale"] + match["scale2"])
    return number if number is not None and (number or match["number"] == "0") else None
