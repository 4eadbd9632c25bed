"""Paragraphs and tables → which of them is the notice's own title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..model import BlockKind
from ..text import with_wide_marks
from .layout import Margins, Paragraph
from .shapes import (
    BULLET,
    DATE,
    INTERNAL,
    ISSUE,
    LABELLED,
    NAVIGATION,
    NUMBER_LINE,
    NUMBERED,
    ORGANISATION,
    TITLE_END,
    WEB_HEAD,
    addressee,
)
from .stitch import Joined

Item = Paragraph | Joined

LETTERHEAD = re.compile(r".{2,40}(?:文件|简报|专报|快报|信息|通讯|动态|周报|月报|要情|内参|体系建设)")
_SITE_PATH = re.compile(
    r"(?:您?(?:当前|现在)?(?:所在)?(?:的)?位置|您(?:当前)?所在的?位置)\s*[:：]|.{0,30}首页\s*(?:[>›»＞|/／·\-]|$)"
    r"|[\u4e00-\u9fff（）()]{2,16}(?:\s*[>›»＞]{1,2}\s*[\u4e00-\u9fff（）()]{2,16})+$"
)


def words(items: Sequence[Item], index: int) -> str:
    """Return the text of a paragraph; of a table, nothing."""
    item = items[index]
    return with_wide_marks(item.text.strip()) if isinstance(item, Paragraph) else ""


def flows(text: str) -> bool:
    """Whether a paragraph is running text."""
    return (len(text) >= 24 and bool(re.search("[，。；]", text))) or bool(re.search("。[”）)]?$", text))


def title_of(items: Sequence[Item], found: Sequence[BlockKind | None], measure: Margins | None) -> int | None:
    """Return which item is the notice's title."""
    best, title, lead = 0.0, None, 0
    issue = False
    path = next((i for i in range(min(8, len(items))) if _SITE_PATH.match(words(items, i))), -1)
    for index, item in enumerate(items):
        if index <= path:
            continue  # the name of the site stands above the path to the page
        if isinstance(item, Joined) or found[index] is BlockKind.SECTION or (lead >= 12 and measure is None):
            break
        text = item.text.strip()
        score = _title_score(item, text, measure)
        issue = issue or bool(ISSUE.match(text))
        if found[index] is not None or score <= 0:
            if flows(text) and not meta(text) and (best > 0 or not _navigates(items, index)):
                break
            continue
        lead += 1
        numbered = index + 1 < len(items) and ISSUE.match(words(items, index + 1))
        if (numbered and not _announces(text)) or (issue and score < 3):
            continue
        if score > best:
            best, title = score, index
    return _report(items, found, measure) if title is None else title


def _report(items: Sequence[Item], found: Sequence[BlockKind | None], measure: Margins | None) -> int | None:
    """Return the name of a report that is numbered as a periodical is, but sent to somebody as a letter."""
    to = next((i for i in range(min(8, len(items))) if addressee(words(items, i))), None)
    if to is None or measure is None:
        return None
    names = [
        index
        for index, item in enumerate(items[:to])
        if isinstance(item, Paragraph)
        and found[index] is None
        and LETTERHEAD.fullmatch(words(items, index))
        and item.lines[0].size > 1.12 * measure.body
        and not item.lines[0].red
    ]
    return max(names, key=lambda index: items[index].lines[0].size) if names else None  # type: ignore[union-attr]


def _announces(text: str) -> bool:
    """Whether the words are those of a notice's title, not of a periodical's name."""
    compact = re.sub(r"\s", "", text)
    if LETTERHEAD.fullmatch(
        compact
    ):  # 云岭信用信息 comes out in numbers, 云岭市…局…不合格产品信息 is a notice
        return compact.endswith("信息") and bool(
            re.match(".{2,16}?(?:局|委员会|厅|办公室|院|中心)..{5,}", compact)
        )
    return bool(re.search(TITLE_END.pattern + "$", compact))


def _title_score(item: Paragraph, text: str, measure: Margins | None) -> float:
    """Say how much a paragraph looks like a title; 0 or less if it cannot be one."""
    compact = re.sub(r"\s", "", text)
    if (
        not 4 <= len(compact) <= 150
        or re.search("[。！；;]$", compact)
        or compact[-1] in "：:，,"
        or ISSUE.fullmatch(compact)
        or NUMBER_LINE.fullmatch(compact)
        or DATE.fullmatch(compact)
        or meta(text)
        or BULLET.match(text)
        or (NUMBERED.match(text) and not re.match(r"\d{4}", text))
        or (LABELLED.match(text) and not TITLE_END.search(compact))
    ):
        return 0
    line = item.lines[0]
    score = 0.0
    if TITLE_END.search(compact) and re.search(TITLE_END.pattern + "$", compact):
        score += 3
    if "关于" in compact:
        score += 1
    if ORGANISATION.fullmatch(compact) or (re.search(ORGANISATION.pattern + "$", compact) and score == 0):
        score -= 2
    if LETTERHEAD.fullmatch(compact) and not compact.endswith("信息"):
        score -= 3
    if measure is None:
        return score + (0.5 if score == 0 else 0)
    larger = line.size / measure.body
    score += 2 if larger >= 1.14 else 0
    score += 1 if line.bold else 0
    score += 1 if measure.centred(line) else 0
    if line.red:
        score -= 2
    return score if larger >= 1.14 or line.bold or measure.centred(line) or score >= 3 else 0


def meta(text: str) -> bool:
    """Whether a line belongs to the page around a notice, not to the notice."""
    return bool(NAVIGATION.match(text) or WEB_HEAD.match(text) or INTERNAL.fullmatch(text))


def _navigates(items: Sequence[Item], index: int) -> bool:
    return meta(words(items, index)) or not re.search("。", words(items, index))
