"""Paragraphs → rows: label blocks, numbered parties and plain names, in the form that tables have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ..mentions.persons import kind_of
from ..mentions.vocabulary.places import chains
from ..mentions.vocabulary.trades import BRANCH, ENDING, FULL_FIRM
from ..model import Block, BlockKind, MentionKind, Span, SubjectKind
from .captions import headings_above, of_words
from .cell_values import PRIZE, bare
from .columns import Column, column_of
from .grades import GRADE
from .list_items import INNER, ITEM, before_gap, item_row, leading_name
from .passage import Source
from .rows import Entry, Labelled, Row, Rows, records
from .shape import shape_of

_LABEL = re.compile(
    r"^\s*(?:[（(]?\d{1,3}[)）.、．]|[-●•◆·■])?\s*(?P<label>[\u4e00-\u9fff/（）()、]"
    r"(?:[ \u3000]{0,4}[\u4e00-\u9fff/（）()、]){1,15}?)\s*[:：]\s*(?P<value>.*)$",
    re.S,
)
_COUNTED_CAPTION = re.compile(
    r"[（(]\s*(?:共)?(?P<number>\d+)\s*[家户个名项人所间起](?:、\d+\s*[家户个名项人所间起])*[）)]$"
)
_ODD_ONE = re.compile(r"(?:\d{1,3}[.．、]\s*)?[\u4e00-\u9fff（）()·＊*×]{2,30}")
_SAID = re.compile(r"[，。；：]|\d{1,2}:\d{2}|\d[月日]|公布|曝光|列入|纳入|移出|被执行人")  # in no name
_SHORT = re.compile(r"[^，。；：:]{2,24}")  # a line of its own between lists is the next one's caption
_TOLD = re.compile(r"[^，。；：:（）]{5,40}[：:][^：:]{6,}")  # 甲公司：历年采购无一投诉
_BECAUSE = re.compile(  # 甲公司，因被查补税款未按期缴纳
    r"[^，。；：:]{4,40}[，,\s](?:因|由于)(?!此)(?:(?!列入|纳入|移出|罚款|处以|决定|现将|给予|责令)[^；：]){4,80}"
)
_PERSONAL = re.compile(r"[\u4e00-\u9fff*＊×·]{2,6}，[男女](?:性)?，")  # 龙某，男，48岁，…
_CASED = re.compile(  # 甲公司（法定代表人乙某），（2023）黑0382执1187号案件，欠款88万元
    r"[^，。；：:（）()]{2,40}(?:[（(][^（）()]*[）)])?[，,、][^。；]{0,60}?[（(]\d{4}[）)][\u4e00-\u9fff]{1,3}\d{0,6}执[\u4e00-\u9fff]{0,3}\d+号"
)
_POST = (
    "长|主任|书记|员|师|士|生|工|干部|教授|经理|民警|警官|科|会计|法官|检察官|站|所|中心|公司|院|校|局|村|社区"
    "|委|办|厂|店|大队|支队|政府|街道|办事处|股"
)
_WITH_POST = re.compile(
    r"(?P<name>[\u4e00-\u9fff](?:[ \u3000]{0,4}[\u4e00-\u9fff·]){1,9}?)(?:[（(][男女][）)])?[ \u3000\t]+"
    rf"(?P<post>[\u4e00-\u9fff（）()、 \u3000]{{3,40}}?(?:{_POST}))"
)
_POST_IN_BRACKETS = re.compile(
    r"(?P<name>[\u4e00-\u9fff](?:[ \u3000]{0,4}[\u4e00-\u9fff·]){1,9}?)"
    rf"[（(](?:[男女][，,])?(?P<post>[\u4e00-\u9fff]{{3,30}}(?:{_POST}))[）)]"
)
_PARTICULARS = {Column.NAME, Column.IDENTIFIER, Column.SERIAL, Column.HEAD, Column.IGNORED}
_PEOPLE_OF = re.compile(  # 双河镇：张某　李某某
    r"(?P<unit>[^，。；：:（）()\d]{2,24})[:：]\s*(?P<people>[\u4e00-\u9fff·]{2,8}(?:[、\s\u3000]{1,4}[\u4e00-\u9fff·]{2,8}){0,40})"
)
_CODED = re.compile(  # 张某某　6222011980******17, 甲公司 91620722MA****03XU
    r"(?P<name>[\u4e00-\u9fff·（）()]{2,40})[\s\u3000,，]+(?P<code>[\dA-Z][\dA-Z*＊×Xx]{7,17})"
)
_ETC = re.compile(r"等\s*\d+\s*[家户个名人所](?:[\u4e00-\u9fff]{2,4})?$")  # 甲厂、乙某等3名
_MOVED = re.compile(  # of a heading: 移出名单, 本期新增列入企业（1家）
    r"(?:[本此上]?[期次批月季度年]|\d{4}年(?:度)?(?:\d{1,2}月)?)?(?:决定|新增|拟|提前|期满)*(?:列入|纳入|新增|移出|移除|退出|解除|延期|延长|续期|撤出)(?:的)?"
    r"(?:[“”\u4e00-\u9fff]{0,12}?(?:名单|名录|企业|单位|主体|人员|情况))*(?:[（(]\s*(?:共)?\d*\s*[家户个名人所间]?[）)])?[：:]?"
)
_CALLS = re.compile(r"(?:下列|以下|如下)[^。]*[：:]\s*$")
_NOTED = re.compile(
    r"[（(][^（）()]{0,40}?(?:证号|编号|代码|注册号|证书号|识别号|税号)[:：]?[^（）()]{4,40}[）)]$"
)


def lists_of(source: Source) -> Iterator[Rows]:
    """Yield the lists that stand in paragraphs: label blocks, numbered parties, plain names."""
    run: list[Block] = []
    alone: list[Block] = []  # 一、甲农资店, over a paragraph that tells of it
    kind = ""
    caption: str | None = None
    blocks = source.document.blocks
    kinds = _with_odd_ones([_list_kind(block) for block in blocks], blocks)
    for at, block in enumerate((*blocks, None)):
        now = kinds[at] if block is not None else ""
        if (
            block is not None
            and not (now == kind == "names")  # the last of a list, above whom to call
            and _heads_labels(block, blocks[at + 1 : at + 2], kinds[at + 1 : at + 2])
        ):
            now = "labels"
        if block is not None and not now and _told_below(source, at):
            now = "items"
        if run and now != kind:
            yield from _close(source, run, kind, caption)
            alone += run if len(run) == 1 and kind == "items" and _is_party(_bared(run[0])) else []
            run = []
        if block is not None and now:
            run.append(block)
        elif block is not None and _is_caption(block):
            caption = block.text
        kind = now
    title = source.masthead.title
    if len(alone) >= 2 and title and (event := of_words(title)) and event.event_type.startswith("list."):
        rows = tuple(row for block in alone if (row := item_row(source, block)))
        yield Rows(rows, alone[0], title, (), frozenset({Column.NAME}))


def _told_below(source: Source, at: int) -> bool:
    """Whether a paragraph right below the heading of a list opens with a firm: 二、移出名单|甲公司，期满."""
    blocks = source.document.blocks
    above = blocks[at - 1] if at else None
    if above is None or above.kind not in (BlockKind.SECTION, BlockKind.HEADING):
        return False
    counted = bool(_COUNTED_CAPTION.search(above.text) and re.search(GRADE, above.text))
    if blocks[at].kind is not BlockKind.PARAGRAPH:
        return False
    if not (counted or _tells_list(above.text) or _moved_below(source, blocks[at])):
        return False
    name = leading_name(blocks[at].text)
    placed = name is not None and any(place.start == 0 for place in chains(name))  # a firm, no 为激励…干部
    whole = name is not None and (
        FULL_FIRM.search(name) or (placed and kind_of(name) is SubjectKind.ORGANISATION)
    )
    return name is not None and (counted or bool(whole))


def _bared(block: Block) -> str:
    return ITEM.sub("", block.text).strip(" ；;。，：:\u3000")


def _with_odd_ones(kinds: list[str], blocks: Sequence[Block]) -> list[str]:
    """Take a line between lines of names for names as well, where only what they end in is not known."""
    for at in range(1, len(kinds) - 1):
        parts = _parts(ITEM.sub("", blocks[at].text).strip(" ；;。，\u3000"))
        if kinds[at] == "" and kinds[at - 1] == kinds[at + 1] == "names" and len(parts) == 2:
            known = [_is_bare_name(part) for part in parts]
            if any(known) and all(
                re.fullmatch(r"[\u4e00-\u9fff（）()]{5,30}", part.strip()) for part in parts
            ):
                kinds[at] = "names"
    for at, block in enumerate(blocks):
        counted = _COUNTED_CAPTION.search(block.text)
        size = int(counted["number"]) if counted and counted["number"] else 0
        below = slice(at + 1, at + 1 + size)
        short = len(kinds[below]) == size and all(_ODD_ONE.fullmatch(b.text.strip()) for b in blocks[below])
        if size >= 3 and short and kinds[below].count("names") > 0.6 * size:
            kinds[below] = ["names"] * size  # 先进集体名单（7个）: as many lines as it counts
    return kinds


_OF_SITE = re.compile(
    r"\s*(?:(?:发布|更新|上传|录入)?(?:时间|日期)|(?:信息|文章|稿件)?来源|作者|浏览|点击|字体|字号)"
)


def _heads_labels(block: Block, after: Sequence[Block], kinds: Sequence[str]) -> bool:
    """Whether a block is the name of whoever the labels below it tell of: （一）甲公司|案号：…."""
    text = ITEM.sub("", block.text).strip(" ；;。，：:\u3000")
    if kinds != ["labels"] or block.kind is BlockKind.TABLE:
        return False
    told = (
        ITEM.match(block.text) and (name := leading_name(text)) and kind_of(name) is SubjectKind.ORGANISATION
    )
    if not (_is_party(text) or told):
        return False
    label = _LABEL.match(after[0].text)
    return label is not None and column_of(label["label"]) is not Column.NAME


def _is_party(text: str) -> bool:
    name = leading_name(text)
    return (name is not None and text.endswith(name)) or _is_bare_name(text)


def _is_caption(block: Block) -> bool:
    """Whether a block heads the list below it: a heading, or a short line of its own."""
    if block.kind is BlockKind.PARAGRAPH:
        return bool(_SHORT.fullmatch(block.text.strip(" ：:\n\u3000")))  # 黑名单：
    return block.kind in (BlockKind.SECTION, BlockKind.HEADING, BlockKind.TITLE)


def _list_kind(block: Block) -> str:
    """Tell what a block is part of: a list of labels, of names with remarks, of bare names, or none."""
    if block.kind in (BlockKind.TABLE, BlockKind.REPORTER, BlockKind.SIGNATURE, BlockKind.IMPRINT):
        return ""
    if block.kind is BlockKind.MASTHEAD and _OF_SITE.match(block.text):
        return ""  # 时间：2024-01-05　来源：…
    if block.kind in (BlockKind.SECTION, BlockKind.HEADING) and _COUNTED_CAPTION.search(block.text):
        return ""  # 一、白名单（3所）
    bared = ITEM.sub("", block.text).strip()
    label = _labelled(block.text) if before_gap(bared) == bared else None
    if label and not label["value"].strip() and _tells_list(label["label"]):
        return ""  # 白名单：
    if (label and column_of(label["label"]) not in (None, Column.HEAD, Column.IGNORED, Column.REMARK)) or (
        label and column_of(label["label"]) in (Column.HEAD, Column.IGNORED) and len(label["label"]) <= 16
    ):
        return "labels"
    text = _ETC.sub("", before_gap(bared).strip(" ；;。，\u3000"))
    if block.kind is not BlockKind.MASTHEAD and _people_of(text):
        return "people"
    told = _TOLD.match(text) or _BECAUSE.fullmatch(text) or _PERSONAL.match(text) or _CASED.match(text)
    if (ITEM.match(block.text) or told) and leading_name(text):
        return "items"
    if block.kind is not BlockKind.MASTHEAD and _coded(text):
        return "codes"
    if block.kind is not BlockKind.MASTHEAD and _posted(text):
        return "posts"
    if block.kind is not BlockKind.MASTHEAD and all(_is_bare_name(part) for part in _parts(text)):
        return "names"
    if (noted := _NOTED.search(text)) and _is_bare_name(text[: noted.start()]):
        return "names"
    run = _run_of_names(text)
    if len(run) >= 2 and all(_is_bare_name(bare(part)[0]) for part in run):
        return "names"
    return ""


def _run_of_names(text: str) -> list[str]:
    """Part names that one line joins by 、, each with the post in brackets behind it."""
    shape = shape_of(text)
    cuts = [-1, *(m.start() for m in re.finditer("、", shape)), len(text)]
    return [text[low + 1 : high].strip() for low, high in pairwise(cuts)]


def _parts(text: str) -> list[str]:
    whole = [
        part for part in re.split(r"[\t\n]|\s{2,}|　+|(?<=[司店部厂社所行院])\s+", text) if part.strip()
    ] or [text]
    return [name for part in whole for name in _side_by_side(part)]


def _side_by_side(text: str) -> list[str]:
    """Part two names that stand in one line without a gap: …门诊部|利川…卫生院, where the second has a place.

    >>> _side_by_side("临泽县谷语药店临泽县恒岳电镀有限公司")
    ['临泽县谷语药店', '临泽县恒岳电镀有限公司']
    >>> _side_by_side("临泽县恒岳电镀有限公司临泽分公司")
    ['临泽县恒岳电镀有限公司临泽分公司']
    """
    for ending in ENDING.finditer(text):
        left, right = text[: ending.end()], text[ending.end() :]
        if (
            ending["loose"]
            or len(left) < 5
            or len(right) < 5
            or (FULL_FIRM.search(left) and BRANCH.search(right))
        ):
            continue
        placed = any(place.start == 0 for place in chains(right))
        if placed and kind_of(left) is kind_of(right) is SubjectKind.ORGANISATION:
            return [left, *_side_by_side(right)]
    return [text]


def _is_bare_name(text: str) -> bool:
    name = text.strip()
    return (
        4 <= len(name) <= 40 and not _SAID.search(name) and kind_of(name) is SubjectKind.ORGANISATION
    ) or (2 <= len(name) <= 4 and kind_of(name) is SubjectKind.PERSON)


def _close(source: Source, run: list[Block], kind: str, caption: str | None) -> Iterator[Rows]:
    blocks = source.document.blocks
    if kind == "labels":
        labelled: list[Labelled] = []
        for block in run:
            found = _labelled(block.text)
            start = block.span.start
            if found is None:
                labelled += _headed(block)
            else:
                value = Span(start + found.start("value"), start + found.end("value"))
                label = Span(start + found.start("label"), start + found.end("label"))
                labelled += _inner(found["label"], found["value"], label, value, block.page)
        rows, unread = records(source, labelled)
    elif kind == "items":
        rows, unread = [row for block in run if (row := item_row(source, block))], ()
    elif kind == "people":
        rows, unread = [row for block in run for row in _people(block)], ()
    elif kind == "posts":
        rows, unread = [row for block in run if (row := _person(block))], ()
    elif kind == "codes":
        rows, unread = [row for block in run if (row := _party(block))], ()
    else:
        rows, unread = [row for block in run for row in _names(block)], ()
    counted = bool(caption and _COUNTED_CAPTION.search(caption))
    if kind == "names" and not counted and _counted_above(blocks, run[0]) == len(rows):
        yield Rows(tuple(rows), run[0], caption, (), frozenset({Column.NAME}))
        return  # 拟授予以下12名同志…称号|甲|乙
    if kind == "names" and not counted and (_are_bodies(source, rows) or _are_persons(rows)):
        return  # the page's own offices and staff, not parties
    if kind == "items" and not counted and rows and _are_bodies(source, rows):
        return  # ◆县税务局：3月1日…: who tells or acts, not a party
    if kind == "items" and not counted and not any(Column.IDENTIFIER in r.values for r in rows):
        rows = [] if _are_persons(rows) and not _called_below(blocks, run[0]) else rows
    told = {column for row in rows for column in row.values} - _PARTICULARS
    parties = all(re.search("当事人|被处罚|申请人", row.values[Column.NAME].header) for row in rows)
    if kind == "labels" and not told and (len(rows) == 1 or parties):
        return  # the parties of a decision in prose, no records
    prize = bool(caption and PRIZE.fullmatch(re.sub(r"[（(].*[）)]|[\s：:]", "", caption)))
    if counted or prize:
        rows = [replace(row, heading=row.heading or caption) for row in rows]
    detailed = any(entry.header for row in rows for entry in row.values.values())  # 甲公司，列入日期…
    own = caption if caption != source.masthead.title else None
    above = [own or "", *headings_above(blocks, run[0].span.start)]
    told_above = kind == "names" and not re.search(r"\d", run[0].text) and any(map(_tells_list, above))
    if kind == "people" and not any(map(_tells_list, above)):
        return  # 审核：张某: those who made the page
    told_there = kind == "items" and _told_below(source, blocks.index(run[0]))
    told_there = told_there or (kind in ("items", "names") and _moved_below(source, run[0]))
    if len(rows) >= (
        1
        if told_there or kind == "labels" or detailed or prize or (rows and rows[0].heading) or told_above
        else 2
    ):
        columns = frozenset(c for row in rows for c in row.values)
        yield Rows(tuple(rows), run[0], caption, unread, columns)


def _labelled(text: str) -> re.Match[str] | None:
    """Match a label and its value; 甲幼儿园（办学许可证号：…） is none."""
    found = _LABEL.match(text)
    torn = found and len(re.findall("[（(]", found["label"])) != len(re.findall("[）)]", found["label"]))
    return None if torn else found


def _headed(block: Block) -> Iterator[Labelled]:
    """Take the line above labels as the name that they tell of, and what it tells: 1.甲公司。瞒报事故."""
    text = ITEM.sub("", block.text).strip(" ；;。，：:\u3000")
    at = block.span.start + block.text.index(text)
    name = text if _is_bare_name(text) else leading_name(text) or text
    low = text.index(name)
    span = Span(at + low, at + low + len(name))
    yield "名称", name, span, span, block.page
    rest = re.match(r"(?:[（(][^（）()]*[）)])?[。，：:；]\s*(?P<why>.{4,})", text[low + len(name) :], re.S)
    if rest:
        start = at + low + len(name) + rest.start("why")
        yield "事由", rest["why"], span, Span(start, start + len(rest["why"])), block.page


def _moved_below(source: Source, first: Block) -> bool:
    """Whether the heading right above says on or off, and the title of which list: 二、移出名单|1.甲公司."""
    blocks = source.document.blocks
    above = next((b for b in reversed(blocks) if b.span.end <= first.span.start), None)
    if above is None or above.kind not in (BlockKind.SECTION, BlockKind.HEADING) or source.is_bulletin:
        return False
    name = leading_name(_bared(first))
    if name is None or kind_of(name) is not SubjectKind.ORGANISATION:
        return False
    return bool(_MOVED.fullmatch(_bared(above))) and _tells_list(source.masthead.title or "")


def _counted_above(blocks: Sequence[Block], first: Block) -> int | None:
    """How many the paragraph right above says that it names below."""
    above = next((b.text for b in reversed(blocks) if b.span.end <= first.span.start), "")
    found = re.search(r"(?:下列|以下)(?P<number>\d+)\s*[家户个名人位所]", above)
    return int(found["number"]) if found else None


def _called_below(blocks: Sequence[Block], first: Block) -> bool:
    """Whether the paragraph right above calls those below: 下列人员被吊销驾驶证：."""
    above = next((b.text for b in reversed(blocks) if b.span.end <= first.span.start), "")
    return bool(_CALLS.search(above))


def _tells_list(caption: str) -> bool:
    """Whether a caption says which list the one name below it is on: 灰名单（限期整改）：."""
    event = of_words(caption)
    return event is not None and event.event_type.startswith(("list.", "honour.", "rating."))


def _inner(label: str, words: str, label_span: Span, span: Span, page: int) -> Iterator[Labelled]:
    """Part a line that holds several labels (当事人：甲公司，统一社会信用代码：…，住所：…)."""
    marks = list(INNER.finditer(words))
    end = marks[0].start() if marks else len(words)
    yield label, words[:end], label_span, Span(span.start, span.start + end), page
    stops = [*(mark.start() for mark in marks[1:]), len(words)]
    for mark, stop in zip(marks, stops, strict=False):
        low, high = span.start + mark.end(), span.start + stop
        yield mark["label"], words[mark.end() : stop].rstrip("。；， "), label_span, Span(low, high), page


def _are_bodies(source: Source, rows: list[Row]) -> bool:
    """Whether the names are those of authorities."""
    spans = [row.values[Column.NAME].span for row in rows]
    return all(
        any(m.kind is MentionKind.AUTHORITY and m.span == span for m in source.within(span)) for span in spans
    )


def _are_persons(rows: list[Row]) -> bool:
    names = [row.values[Column.NAME].text for row in rows]
    return all(kind_of(name) is SubjectKind.PERSON for name in names)  # one with a post is a party


def _posted(text: str) -> re.Match[str] | None:
    """Tell a person with unit and post behind a gap: 何 明　临泽县人民医院主任医师."""
    found = _POST_IN_BRACKETS.fullmatch(text)
    if found and len(re.sub(r"\s", "", found["name"])) < 4:
        return found  # whatever the surname: nothing else of two or three characters has a post
    found = found or _WITH_POST.fullmatch(text)
    return found if found and kind_of(re.sub(r"\s", "", found["name"])) is SubjectKind.PERSON else None


def _person(block: Block) -> Row | None:
    mark = ITEM.match(block.text)
    start = mark.end() if mark else 0
    text = block.text[start:].rstrip(" ；;。，\u3000")
    found = _posted(text.lstrip())
    if found is None:
        return None
    at = block.span.start + block.text.index(found["name"], start)
    name = re.sub(r"\s", "", found["name"])
    return Row({Column.NAME: Entry(name, Span(at, at + len(found["name"])))}, text, block.span, block.page)


def _coded(text: str) -> re.Match[str] | None:
    """Tell a party with its code behind a gap: 张某某　6222011980******17."""
    found = _CODED.fullmatch(text)
    return found if found and _is_bare_name(found["name"]) else None


def _party(block: Block) -> Row | None:
    mark = ITEM.match(block.text)
    start = mark.end() if mark else 0
    text = block.text[start:].strip(" ；;。，\u3000")
    found = _coded(text)
    if found is None:
        return None
    at = block.span.start + block.text.index(text, start)
    name, code = (Span(at + found.start(part), at + found.end(part)) for part in ("name", "code"))
    values = {Column.NAME: Entry(found["name"], name), Column.IDENTIFIER: Entry(found["code"], code)}
    return Row(values, text, block.span, block.page)


def _people_of(text: str) -> re.Match[str] | None:
    """Tell the people of a unit, in a line of their own: 双河镇：张某　李某某."""
    found = _PEOPLE_OF.fullmatch(text)
    if found is None or column_of(found["unit"]) is not None:
        return None
    people = re.findall(r"[^、\s\u3000]+", found["people"])
    personal = [kind_of(name) is SubjectKind.PERSON for name in people]
    shaped = len(people) >= 3 and all(re.fullmatch(r"[\u4e00-\u9fff]{2,4}", name) for name in people)
    return found if all(personal) or (shaped and 2 * sum(personal) > len(people)) else None


def _people(block: Block) -> Iterator[Row]:
    found = _people_of(block.text[len(block.text) - len(block.text.lstrip()) :].rstrip(" ；;。，\u3000"))
    if found is None:
        return
    at = block.text.index(found["people"])
    for name in re.finditer(r"[^、\s\u3000]+", found["people"]):
        span = Span(block.span.start + at + name.start(), block.span.start + at + name.end())
        yield Row({Column.NAME: Entry(name[0], span)}, name[0], span, block.page)


def _names(block: Block) -> Iterator[Row]:
    at = 0
    text = _ETC.sub("", block.text.rstrip(" ；;。，"))
    run = _run_of_names(ITEM.sub("", text))
    for part in run if len(run) >= 2 else _parts(text):
        name = ITEM.sub("", part).strip()
        at = block.text.index(name, at)
        span = Span(block.span.start + at, block.span.start + at + len(name))
        yield Row({Column.NAME: Entry(name, span)}, name, span, block.page)
        at += len(name)
