"""Paragraphs and tables → what part each plays in the notice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import copy

from ..model import BlockKind
from ..text import with_wide_marks
from .layout import Margins, Paragraph
from .shapes import (
    BRACKETED,
    BULLET,
    CASE,
    CHAPTER,
    CONTACT,
    DATE,
    ENDED,
    IMPRINT,
    ISSUE,
    LABELLED,
    NAME,
    NAVIGATION,
    NUMBER_LINE,
    NUMBERED,
    ORGANISATION,
    PRINTED_ON,
    RELEASE,
    SECTION,
    TITLE_END,
    addressee,
    entry,
)
from .stitch import Joined
from .titles import LETTERHEAD, Item, flows, meta, title_of, words

_COMPANY = re.compile(r"(?:公司|厂|店|部|社|中心|院|行|场|矿|户|站|所|馆|园|集团)(?:[（(].*[）)])?$")
_GROUP = re.compile(  # heads a list of names: AA级（4家）
    r"[^，。；：:]{1,24}[（(]\s*共?计?\s*[\d一二三四五六七八九十百]{1,5}\s*(?:多|余)?(?:家|户|名|个|人|位|件|项|条|例|批|所|辆)[\u4e00-\u9fff]{0,4}(?:、\d+[家户名个人位][\u4e00-\u9fff]{0,4})*\s*[）)]"
    r"|[“”A-Z\d+\-红黄黑绿蓝白灰]{1,5}[级榜牌类档]\s*(?:企业|单位|纳税人|主体|名单|机构|个人)?"
)
_RUBRIC = re.compile(r"【[^【】]{2,12}】[^，。；：:]{2,40}")
_STAMPED = re.compile(r"[（(].{0,40}(?:代章|盖章|公章|印章|章)[）)]")
_ISSUED_ON = re.compile(rf"[^，。；：]*?{ORGANISATION.pattern}[^，。；：]{{0,12}}\s+(?:{DATE.pattern})")
_TRADES = re.compile(
    "公司|厂$|店$|(?:经营|服务|销售|门市|批发|经销|零售|收购|修理|维修|加工|货运|信息|咨询|门诊|营业|项目)部$"
)
_UNIT = re.compile(r"[（(]?(?:计量)?单位[:：].{1,12}")


def kinds(items: Sequence[Item], measure: Margins | None) -> list[BlockKind]:
    """Return the kind of each item; ``measure`` is None for text without geometry."""
    items = [_with_wide_marks(item) for item in items]
    if measure is None and len(items) == 1 and isinstance(items[0], Paragraph):
        return [BlockKind.PARAGRAPH]
    found: list[BlockKind | None] = [
        BlockKind.TABLE if isinstance(item, Joined) else _own_kind(item) for item in items
    ]
    title = title_of(items, found, measure)
    start = _body_start(items, found, title)
    _mark_head(items, found, title, start)
    _mark_end(items, found, start, measure)
    for index, item in enumerate(items):
        if found[index] is None and isinstance(item, Paragraph):
            found[index] = _in_body(items, found, index, start, measure)
    return [kind or BlockKind.PARAGRAPH for kind in found]


def _with_wide_marks(item: Item) -> Item:
    """A paragraph as the patterns read it: 各有关单位: is an addressee, too."""
    if not isinstance(item, Paragraph) or (text := with_wide_marks(item.text)) == item.text:
        return item
    read = copy(item)
    read.text = text
    return read


def _own_kind(item: Paragraph) -> BlockKind | None:
    """Return the kind that the words alone decide."""
    text = item.text.strip()
    if SECTION.fullmatch(text):
        return BlockKind.SECTION
    if CHAPTER.fullmatch(text) and not NAME.search(text):
        return BlockKind.SECTION
    if IMPRINT.match(text) or PRINTED_ON.fullmatch(text) or RELEASE.fullmatch(text):
        return BlockKind.IMPRINT
    return None


def _body_start(items: Sequence[Item], found: Sequence[BlockKind | None], title: int | None) -> int:
    """Return where the notice's own text begins."""
    for index in range(0 if title is None else title + 1, len(items)):
        text = words(items, index)
        if isinstance(items[index], Joined) or found[index] is BlockKind.SECTION:
            return index
        if meta(text) or any(p.fullmatch(text) for p in (NUMBER_LINE, DATE, _ISSUED_ON)) or ISSUE.match(text):
            continue
        if flows(text) or LABELLED.match(text) or BULLET.match(text) or NUMBERED.match(text):
            return index - 1 if title is None and _headline(items, found, index - 1) else index
        if _RUBRIC.fullmatch(text) or addressee(text):
            return index
        if title is not None and not ORGANISATION.fullmatch(text) and len(text) > 1:
            return index
    return len(items)


def _headline(items: Sequence[Item], found: Sequence[BlockKind | None], index: int) -> bool:
    """Whether an item is the headline of a bulletin's first article, not a part of its head."""
    if index < 1 or found[index] is not None:
        return False
    text = re.sub(r"\s", "", words(items, index))
    return (
        6 <= len(text) <= 40
        and not re.search(ORGANISATION.pattern + "(?:主?编印?|主办|印发)?$|[。；]|\\d{4}年\\d+月\\d+日", text)
        and not (meta(text) or ISSUE.match(text) or NUMBER_LINE.fullmatch(text) or LETTERHEAD.fullmatch(text))
        and any(ISSUE.match(words(items, above)) for above in range(index))
    )


def _mark_head(
    items: Sequence[Item],
    found: list[BlockKind | None],
    title: int | None,
    start: int,
) -> None:
    """Mark the masthead, the title and the addressee."""
    for index in range(start):
        if isinstance(items[index], Paragraph) and found[index] in (None, BlockKind.IMPRINT):
            found[index] = BlockKind.MASTHEAD
    if title is not None:
        found[title] = BlockKind.TITLE
    first = start if title is None else title + 1
    for index in range(first, min(first + 4, len(items))):
        text = words(items, index)
        if addressee(text) and found[index] in (None, BlockKind.MASTHEAD):
            found[index] = BlockKind.ADDRESSEE
            break
        if flows(text) or isinstance(items[index], Joined):
            break
    for index in range(first, min(first + 4, len(items))):
        text = words(items, index)
        if isinstance(items[index], Joined) or (flows(text) and not meta(text)):
            break
        if found[index] is None and (
            meta(text) or NUMBER_LINE.fullmatch(text) or DATE.fullmatch(text) or ISSUE.fullmatch(text)
        ):
            found[index] = BlockKind.MASTHEAD


def _mark_end(
    items: Sequence[Item], found: list[BlockKind | None], start: int, measure: Margins | None
) -> None:
    """Mark signatures, what stands below the notice, and the furniture of a web page."""
    for index in range(start, len(items)):
        text = words(items, index)
        if found[index] is None and NAVIGATION.match(text) and not re.search("[。；]$", text):
            found[index] = BlockKind.IMPRINT
        if found[index] is None and CONTACT.match(text) and found[index - 1] is BlockKind.IMPRINT:
            found[index] = BlockKind.IMPRINT
    title = "".join(words(items, i) for i, kind in enumerate(found) if kind is BlockKind.TITLE)
    for index in range(start, len(items)):
        text = words(items, index)
        if found[index] is not None or not _signed(items, found, index, text, measure):
            continue
        found[index] = BlockKind.SIGNATURE
        above = index - 1
        while (
            above >= start
            and found[above] is None
            and index - above <= 4
            and (_signs(words(items, above)) or _opens(title, words(items, above)))
            and found[above - 1] is not BlockKind.SECTION
            and not re.search("[：:]$", words(items, above - 1))  # 灰名单：, and who is on it
        ):
            found[above] = BlockKind.SIGNATURE
            above -= 1
    closing = (BlockKind.IMPRINT, BlockKind.SIGNATURE)
    last = max((i for i, kind in enumerate(found) if kind in closing), default=None)
    if (
        last is not None
        and last >= start
        and not any(_goes_on(items, found, i) for i in range(last + 1, len(items)))
    ):
        for index in range(last + 1, len(items)):
            if found[index] is None and not re.search("。$", words(items, index)):
                found[index] = BlockKind.IMPRINT


def _opens(title: str, text: str) -> bool:
    """Whether a line names whom the title names first: 甲供电公司, below 甲供电公司关于…的通报."""
    return len(text) >= 5 and title.startswith(text) and title != text


def _goes_on(items: Sequence[Item], found: Sequence[BlockKind | None], index: int) -> bool:
    """Whether an item after the signature is of the notice itself, as an annex is."""
    if found[index] is not None:
        return True
    text = words(items, index)
    return (
        len(text) > 60
        or bool(NUMBERED.match(text) or BULLET.match(text) or re.match("第.条", text))
        or entry(text)
    )


def _signed(
    items: Sequence[Item], found: Sequence[BlockKind | None], index: int, text: str, measure: Margins | None
) -> bool:
    """Whether a line closes a notice: a date, or its issuer, at the end of a text or at the right."""
    item = items[index]
    if not isinstance(item, Paragraph):
        return False
    right = measure is not None and measure.at_right(item.lines[0])
    if DATE.fullmatch(text):
        return right or _ends(items, found, index)
    if len(text) <= 50 and _ISSUED_ON.fullmatch(text):
        return True
    below_caption = index > 0 and found[index - 1] is BlockKind.SECTION
    return right and _signs(text) and not (flows(text) or below_caption or item.lines[0].entry)


def _ends(items: Sequence[Item], found: Sequence[BlockKind | None], index: int) -> bool:
    """Whether nothing of the notice's text comes after an item, but an annex or the imprint."""
    for after in range(index + 1, len(items)):
        text = words(items, after)
        if found[after] is not BlockKind.IMPRINT and not _signs(text):
            return found[after] in (BlockKind.SECTION, BlockKind.TABLE) or bool(RELEASE.fullmatch(text))
    return True


def _signs(text: str) -> bool:
    """Whether a line could be the issuer's in a signature."""
    return bool(
        (
            2 <= len(text) <= 40
            and not re.search("[，。；：:、]", text)
            and re.search(ORGANISATION.pattern + "$", text)
            and not BRACKETED.fullmatch(text)
            and not NUMBERED.match(text)
            and not BULLET.match(text)
            and not _TRADES.search(text)
        )
        or _STAMPED.fullmatch(text)
        or DATE.fullmatch(text)
    )


def _in_body(
    items: Sequence[Item], found: Sequence[BlockKind | None], index: int, start: int, measure: Margins | None
) -> BlockKind:
    """Tell headings and reporters from paragraphs."""
    item = items[index]
    assert isinstance(item, Paragraph)
    text = item.text.strip()
    if index < start:
        return BlockKind.MASTHEAD
    if _headed(items, found, index, measure):
        return BlockKind.HEADING
    if (
        BRACKETED.fullmatch(text)
        and len(text) <= 32
        and found[index - 1] in (None, BlockKind.PARAGRAPH)
        and index
    ):
        return BlockKind.REPORTER
    if (
        ENDED.search(text)
        or re.search("[。；]", text)
        or (len(text) > 45 and "，" in text)
        or len(text) > 90
        or BULLET.match(text)
        or (NUMBERED.match(text) and not (CHAPTER.fullmatch(text) and _on_table(items, index)))
        or LABELLED.match(text)
        or _UNIT.fullmatch(text)
        or index + 1 >= len(items)
    ):
        return BlockKind.PARAGRAPH
    after = items[index + 1]
    if isinstance(after, Joined):
        return BlockKind.HEADING if len(text) <= 70 and "，" not in text else BlockKind.PARAGRAPH
    if measure is not None and (item.lines[0].bold or item.lines[0].size > 1.12 * measure.body):
        plain = not after.lines[0].bold or item.lines[0].size > 1.08 * after.lines[0].size
        if plain and len(text) <= 70:
            return BlockKind.HEADING
    following = after.text.strip()
    if found[index + 1] is None and flows(following) and len(following) >= 40 and not _COMPANY.search(text):
        return BlockKind.HEADING
    if (
        measure is not None
        and measure.centred(item.lines[0])
        and found[index + 1] in (None, BlockKind.TABLE, BlockKind.SECTION)
    ):
        return BlockKind.HEADING
    return BlockKind.PARAGRAPH


def _on_table(items: Sequence[Item], index: int) -> bool:
    """Whether a table stands right below an item."""
    return index + 1 < len(items) and isinstance(items[index + 1], Joined)


def _headed(
    items: Sequence[Item], found: Sequence[BlockKind | None], index: int, measure: Margins | None
) -> bool:
    """Whether an item heads what follows by its words, or by its look though it is labelled."""
    item, text = items[index], words(items, index)
    if not isinstance(item, Paragraph) or index + 1 >= len(items) or len(text) > 50 or ENDED.search(text):
        return False
    following = words(items, index + 1)
    if _GROUP.fullmatch(re.sub(rf"^(?:{NUMBERED.pattern})", "", text)):
        return bool(following) and (entry(following) or item.lines[0].bold or flows(following))
    if _RUBRIC.fullmatch(text) or (CASE.match(text) and not re.search("[，。；]", text)):
        return flows(following) or isinstance(items[index + 1], Joined)
    if found[index - 1] is BlockKind.SECTION and re.match("附", words(items, index - 1)) and index:
        return bool(TITLE_END.search(text)) and not NUMBERED.match(text) and not LABELLED.match(text)
    return (
        measure is not None
        and measure.centred(item.lines[0])
        and item.lines[0].size > 1.08 * measure.body
        and flows(following)
        and not (BULLET.match(text) or NUMBERED.match(text) or BRACKETED.fullmatch(text) or NAME.search(text))
    )
