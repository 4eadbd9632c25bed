"""Paragraph → row: an item that opens with a party's name and tells its conduct, labels or a penalty."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..mentions.persons import kind_of
from ..mentions.vocabulary.surnames import BEFORE
from ..model import Block, MentionKind, Span, SubjectKind
from .captions import PENALTY
from .columns import Column, column_of
from .passage import Source
from .penalties import sanction
from .rows import Entry, Row
from .shape import shape_of

_ASIDE = re.compile(
    r"(?P<firm>[^（）()]{4,}?)[（(](?![^（）()]*(?:合伙|独资|集团|股份|中国|国际|控股|个体|筹|有限|店|厂|部|分))[^（）()]+[）)]"
)
_CASE = r"(?P<number>[（(〔]\d{4}[）)〕][\u4e00-\u9fff]{1,3}\d{0,6}[\u4e00-\u9fff]{1,4}\d+号)"
_CASE_NUMBER = re.compile(
    rf"(?:[，；\s　、元]|案号[为是：:]?|在|欠付|未履行|[（(]){_CASE}(?=[，；。\s　）)]|$|[号案]|(?:一)?案)"
)
_CASE_FIRST = re.compile(rf"[\s　]*{_CASE}")  # 罗某　（2024）云2502执118号　欠款12.6万元
_DECIDED_BY = re.compile(
    r"[，；]由?(?P<by>[\u4e00-\u9fff]{3,24}?(?:局|厅|委|院|会|署|队|办|中心))(?:于|在)?(?P<day>[\d年月日]{2,11})"
    r"(?:依法)?(?:列入|纳入|认定|作出)[^，。；（]{0,12}(?:（(?P<number>[^（）]{4,30}号)）)?"
)
_COUNTED = re.compile(r"\d\s*[家户所个名]$|的(?:[（(]|$)|[（(]\s*共?\d+\s*[家户所个名人间起]")  # no name
_GAP = re.compile(r"(?:\s{2,}|\u3000|\t)(?=[^：:\s]{2,12}[：:])")
_IDENTIFIED = re.compile(r"\s*[（(][^（）()]{0,8}[\dX*]{8,}")
INNER = re.compile(r"[，,；;。\s　]+(?P<label>[\u4e00-\u9fff/（）()]{2,12})[:：]\s*")
ITEM = re.compile(r"^\s*(?:[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[)）.、．]|[-●•◆·■])\s*(?=\S)")
_LICENCE_NUMBER = re.compile(r"(?:许可|执业|资格|资质|备案)证?书?(?:编)?号[:：]?[^：:]{0,6}$")
_ITS_HEAD = re.compile(r"^其?(?:股东|法定代表人|负责人|实际控制人|投资人|经营者|担保人|配偶)")
_NOTED_PERSON = re.compile(  # 夏某庆（浙嵊渔07×××），花鸟乡人
    r"(?P<who>[\u4e00-\u9fff·]{2,12})[（(](?!\d{4}[）)])[^（）()]*[\d×*＊][^（）()]*[）)](?=，|；|。|$)"
)
_TOLD_BEHIND = re.compile(r"(?P<name>\S{2,40})\s+(?:欠|未履行|执行标的|标的|案号|涉案)\S*")
_GAPPED = re.compile(
    r"(?P<name>\S{2,30}(?:公司|合作社|事务所|医院|学校))[ \u3000]+\S.*"
)  # 甲公司　施工总承包三级
_NO_NAME = re.compile(r"拟|将|对|给予|决定|关于|同意|经|因|由|请|撤销|取消|责令|根据|依据|自|本|我")
_PERSON = re.compile(rf"[\u4e00-\u9fff]{{0,12}}?(?:{BEFORE})(?P<name>[\u4e00-\u9fff·]{{2,12}})")
_HOUSED = re.compile(  # 龙井市智新镇朴某哲
    r"(?:[\u4e00-\u9fff]{1,5}(?:省|市|县|区|旗|州|镇|乡|街道|村|社区)){1,4}(?P<name>[\u4e00-\u9fff]某[\u4e00-\u9fff]?)"
)
_TERM = re.compile(  # 列入期限为2024年7月1日至2027年6月30日, 管理期3年
    r"(?:[，；]|列入|管理|惩戒|限制|有效|记录|警示|处罚|黄牌|黑名单)(?:期限|期|时间)(?:为|是|自|从)?(?P<term>\d[^，。；：:）)]{1,40}|[一二三四五六半两][^，。；：:）)]{1,8})"
)
_DAY_ALONE = re.compile(  # 甲公司，2024年1月3日; 乙厂（2024年1月3日列入）
    r"(?:^|[，,；;。（(])\s*(?:(?:认定|列入|纳入|移出|退出|决定|作出决定|评定|公布|处罚)(?:日期|时间)?[为是:：]?|于|自)?(?P<day>\d{4}[年.\-/]\d{1,2}[月.\-/]\d{1,2}日?)"
    r"(?:起?(?:被|予以|依法|正式)?(?:认定|列入|纳入|移出|退出|决定|评定|公布)[^，。；（）()]{0,16})?(?=[，,。；;）)]|$)"
)
_UNTIL = re.compile(r"(?:有效期(?:限)?(?:截止)?|保留)(?:至|到)\s*")


def before_gap(text: str) -> str:
    """A firm's name that a gap parts from the labels behind it: 甲学校　　办学许可证号：….

    >>> before_gap("临泽县恒岳电镀厂　　地址：城东"), before_gap("张　青　　教师")
    ('临泽县恒岳电镀厂', '张　青　　教师')
    """
    found = _GAP.search(text.strip())
    head = text.strip()[: found.start()] if found else ""
    return head if len(head) >= 4 and kind_of(head) is SubjectKind.ORGANISATION else text


def leading_name(text: str) -> str | None:
    """Return the name that an item opens with: 甲公司（代码：…），违法事实…."""
    hidden = _NOTED_PERSON.match(text)
    if hidden and kind_of(hidden["who"]) is SubjectKind.PERSON:
        return hidden["who"]
    found = re.match(
        r"(?P<name>[^，。；：（()]{2,40}(?:[（(](?!法定|法人|负责|经营|统一|以下|下称|简称|原名|曾用|身份|代码|[^（）()：:]{2,6}[：:]|\s*\d{4}[）)])[^（）()]{1,8}[）)][^，。；：（()]{0,20})?)(?=[（(，。；：]|$)",
        text,
    )
    if not found:
        return None
    name = found["name"].strip()
    gap = _TOLD_BEHIND.fullmatch(name) or _GAPPED.fullmatch(name)
    if gap and _is_whole(gap["name"]):
        name = gap["name"]  # 1.娄某江 欠款18.6万元 （2023）黑0381执221号
    if _NO_NAME.match(name) or _COUNTED.search(name):
        return None
    aside = _ASIDE.fullmatch(name)
    if aside and kind_of(aside["firm"]) is SubjectKind.ORGANISATION:
        name = aside["firm"]  # 甲物业公司（阳光花园）: where it works
    run = [_ITS_HEAD.sub("", part) for part in re.split("[、和与及]", name)]
    if len(run) > 1 and all(_is_whole(part) for part in run):
        return name  # 甲公司、其股东乙
    if housed := _HOUSED.fullmatch(name):
        return housed["name"]
    labelled = _PERSON.fullmatch(name)
    if labelled and kind_of(labelled["name"]) is SubjectKind.PERSON:
        return labelled["name"]
    kind = kind_of(name)
    said = _IDENTIFIED.match(text[len(found["name"]) :])
    if gap and name == gap["name"]:
        return name
    person = (said and (kind is SubjectKind.PERSON or "身份证" in said[0])) or (
        kind is SubjectKind.PERSON
        and re.match(
            r"[:：][^，。；]{4,}|[（(]\d{4}[)）][\u4e00-\u9fff]|，(?:因|未|非法|违|拒|擅|无[证照]|超|酒后|醉酒|冒用|伪造|虚[假构]|销售|驾驶|"
            r"[男女](?:性)?[，,]|身份证|公民身份|案号|执行案号|[（(]\d{4}[)）])",
            text[len(found["name"]) :],
        )
    )
    return name if person or (kind is SubjectKind.ORGANISATION and len(name) >= 4) else None


def _is_whole(words: str) -> bool:
    kind = kind_of(words)
    return kind is SubjectKind.PERSON or (kind is SubjectKind.ORGANISATION and len(words) >= 5)


def item_row(source: Source, block: Block) -> Row | None:
    """Read an item into a row (3.甲厂（代码：…），偷排污水，罚款2万元); None where no name opens it."""
    mark = ITEM.match(block.text)
    start = mark.end() if mark else 0
    name = leading_name(before_gap(block.text[start:]).rstrip(" ；;。"))
    if name is None:
        return None
    at = block.text.index(name, start)
    begin = block.span.start + at
    values = {Column.NAME: Entry(name, Span(begin, begin + len(name)))}
    codes = [
        m
        for m in source.within(block.span)
        if m.kind is MentionKind.IDENTIFIER
        and not _LICENCE_NUMBER.search(source.text[block.span.start : m.span.start])
    ]
    if codes:
        values[Column.IDENTIFIER] = Entry(codes[0].text, codes[0].span)
    if case := _CASE_FIRST.match(block.text, at + len(name)):
        low, high = (block.span.start + at_ for at_ in case.span("number"))
        values[Column.NUMBER] = Entry(case["number"], Span(low, high))
    rest = re.match(
        r"(?:[（(][^（）()]*[）)])?(?:[，,：:。]|\s)\s*(?P<why>.+?)[；;。]?$",
        block.text[at + len(name) :],
        re.S,
    )
    if rest:
        low = begin + len(name) + rest.start("why")
        told = dict(_told(rest["why"], low))
        values |= {column: entry for column, entry in told.items() if column not in values}
        if not told:
            values[Column.REASON] = Entry(rest["why"], Span(low, low + len(rest["why"])))
            if PENALTY.search(source.masthead.title or ""):
                values |= _penalty(source, Span(low, low + len(rest["why"])))
    if told_by := _DECIDED_BY.search(block.text):
        values |= _decided(block, told_by)
    alone = list(_DAY_ALONE.finditer(block.text, at + len(name)))
    if len(alone) == 1 and not {Column.DATE, Column.DURATION} & values.keys():
        low, high = (block.span.start + at_ for at_ in alone[0].span("day"))
        values[Column.DATE] = Entry(alone[0]["day"], Span(low, high))
        if Column.REASON in values and values[Column.REASON].text.strip("，。；;于") == alone[0]["day"]:
            del values[Column.REASON]
    until = _UNTIL.search(block.text)
    days = [m for m in source.within(block.span) if m.kind is MentionKind.DATE]
    last = [m for m in days if until and m.span.start == block.span.start + until.end()]
    if last:
        values[Column.END] = Entry(last[0].text, last[0].span)
    return Row(values, block.text.strip(), block.span, block.page)


def _decided(block: Block, found: re.Match[str]) -> dict[Column, Entry]:
    """Who put the party on the list, when and under which number: 由县人社局于9月8日列入（…〔2023〕4号）."""
    at = block.span.start
    values: dict[Column, Entry] = {}
    for group, column in (("by", Column.AUTHORITY), ("day", Column.DATE), ("number", Column.NUMBER)):
        if found[group]:
            values[column] = Entry(found[group], Span(at + found.start(group), at + found.end(group)))
    return values


def _penalty(source: Source, told: Span) -> dict[Column, Entry]:
    """Part what an item of a penalty list tells: conduct, penalty, number and day, in whatever order."""
    words = source.text[slice(*told)]
    clauses = [m.span() for m in re.finditer(r"[^，,；;]+", shape_of(words))]
    imposing = [span for span in clauses if sanction(words[slice(*span)]).kinds]
    if not imposing:
        return {}
    low, high = imposing[0][0], imposing[-1][1]
    found = {Column.PENALTY: Entry(words[low:high], Span(told.start + low, told.start + high))}
    before = [span for span in clauses if span[1] <= low]
    conduct = [
        span for span in before if re.search(r"[\u4e00-\u9fff]", _bare_words(source, told.start, span))
    ]
    if conduct:
        first, last = conduct[0][0], conduct[-1][1]
        found[Column.REASON] = Entry(words[first:last], Span(told.start + first, told.start + last))
    mentions = source.within(told)
    numbers = [m for m in mentions if m.kind is MentionKind.DOCUMENT_NUMBER]
    days = [m for m in mentions if m.kind is MentionKind.DATE and len(m.value) == 10]
    made = [m for m in days if re.match(r"作出|决定", source.text[m.span.end : m.span.end + 2])]
    if len(numbers) == 1:
        found[Column.NUMBER] = Entry(numbers[0].text, numbers[0].span)
    if len(days) == 1 or len(made) == 1:
        day = made[0] if made else days[0]
        found[Column.DATE] = Entry(day.text, day.span)
    return found


def _bare_words(source: Source, offset: int, span: tuple[int, int]) -> str:
    """A clause without its numbers and days."""
    words = source.text[offset + span[0] : offset + span[1]]
    for m in source.within(Span(offset + span[0], offset + span[1])):
        if m.kind in (MentionKind.DOCUMENT_NUMBER, MentionKind.DATE):
            words = words.replace(m.text, "")
    return words


def _told(words: str, start: int) -> Iterator[tuple[Column, Entry]]:
    """Yield what an item says behind labels, or as a case number between commas."""
    marks = list(INNER.finditer("，" + words))
    stops = [*(mark.start() - 1 for mark in marks[1:]), len(words)]
    for mark, stop in zip(marks, stops, strict=False):
        low = mark.end() - 1
        value = words[low:stop].strip(" ；;。，")
        column = column_of(mark["label"])
        if value and column not in (None, Column.NAME, Column.REMARK, Column.SERIAL):
            yield column, Entry(value, Span(start + low, start + low + len(value)), mark["label"])
    if period := _TERM.search(words):
        low, high = period.span("term")
        yield Column.DURATION, Entry(period["term"], Span(start + low, start + high))
    cases = list(_CASE_NUMBER.finditer("，" + words))
    if case := next((c for c in cases if "执" in c["number"]), cases[0] if cases else None):
        low, high = case.start("number") - 1, case.end("number") - 1
        yield Column.NUMBER, Entry(case["number"], Span(start + low, start + high))
