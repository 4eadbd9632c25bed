"""Lines of all pages → the lines without running heads, feet and page numbers."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from difflib import SequenceMatcher

from .geometry import Frame, Line
from .grid import Grid

_HEAD, _FOOT = 0.11, 0.89  # fractions of the page's height
_NUMERAL = r"(?:\d{1,4}|[一二三四五六七八九十百]{1,4}|[ivxIVX]{1,5})"
_PAGE_NUMBER = re.compile(
    rf"[-—–－―─·~•\s]*(?:\d{{1,4}}|[IVXivx]{{1,5}}|第\s*{_NUMERAL}\s*页|共\s*{_NUMERAL}\s*页)[-—–－―─·~•\s]*"
    rf"|第\s*{_NUMERAL}\s*页\s*[,，/／(（|]?\s*[共总]\s*{_NUMERAL}\s*页\s*[)）]?"
    rf"|[共总]\s*{_NUMERAL}\s*页\s*[,，/／(（|]?\s*第\s*{_NUMERAL}\s*页\s*[)）]?"
    rf"|[-—–－(（\s]*\d{{1,4}}\s*[/／]\s*\d{{1,4}}\s*[)）\-—–－\s]*(?:页)?"
    rf"|(?i:page)\s*\d+(?:\s*(?i:of|/)\s*\d+)?"
)
_SURE = re.compile(r"[-—–－―─]+\s*\d{1,4}\s*[-—–－―─]+|第\s*\d+\s*页\s*[,，/]?\s*共\s*\d+\s*页")
_BROWSER = re.compile(
    r"(?:(?:https?|file)://|(?=[\w.\-]+\.(?:cn|com|net|org|gov)\b))[\w.\-]+(?::\d+)?(?:/\S*)?(?:\s+\d+/\d+)?"
    r"|\d{2,4}[/年-]\d{1,2}[/月-]\d{1,2}日?[,，]?\s*(?:上午|下午|[AP]M)?\s*\d{1,2}:\d{2}(?::\d{2})?(?:\s*(?:[AP]M))?(?:\s.*)?"
)
_SIGNED_ON = re.compile(
    r"(?:\d{4}|[二〇○零一三四五六七八九]{4})\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*日"
)
_KEPT = re.compile(r"附\s*(?:件|表|录)|[（(]?[一二三四五六七八九十]+[、)）]|【")


def without_furniture(pages: Sequence[list[Line | Grid]], frames: Sequence[Frame]) -> list[list[Line | Grid]]:
    """Drop page numbers, and lines that come again at the same place of other pages.

    A head larger than the text is a title, and 附件 heads an annex: only their repetitions go.
    On a single page only what has the shape of a page number or of a browser's print line goes.
    """
    sizes: Counter[float] = Counter()
    for page in pages:
        for item in page:
            if isinstance(item, Line) and item.text:
                sizes[round(item.size, 1)] += len(item.text)
    body = sizes.most_common(1)[0][0] if sizes else 10.0
    heights = [frame.reading_size[1] for frame in frames]
    repeated = _repeated(pages, heights)
    kept: list[list[Line | Grid]] = []
    seen: set[str] = set()
    names: list[str] = []  # what stands at the head of the first page
    for page, height in zip(pages, heights, strict=True):
        result: list[Line | Grid] = []
        names = names or [_shape(item.text) for item in page[:5] if isinstance(item, Line)]
        for item, after in zip(page, [*page, None][1:], strict=True):
            if (
                isinstance(after, Line)
                and isinstance(item, Line)
                and _SIGNED_ON.fullmatch(after.text.strip())
            ):
                result.append(item)  # who signs may be named at the head of every page
                continue
            if kept and item is page[0] and isinstance(item, Line) and _runs(item, names, height, body):
                continue
            if isinstance(item, Line) and _SURE.fullmatch(item.text) and item in (page[0], page[-1]):
                continue
            if isinstance(item, Line) and _edge(item, height) is not None:
                text = item.text.strip()
                if _PAGE_NUMBER.fullmatch(text) or (_BROWSER.fullmatch(text) and _outermost(item, height)):
                    continue
                if _shape(text) in repeated.get(_edge(item, height) or "", ()):
                    kept_once = item.size > 1.15 * body or _KEPT.match(text)
                    if not kept_once or text in seen:
                        continue
                    seen.add(text)
            result.append(item)
        kept.append(result)
    return kept


def _runs(line: Line, names: list[str], height: float, body: float) -> bool:
    """Whether the first line of a later page is a running head: in small print, the paper's name again."""
    text = _shape(line.text)
    small = line.size < 0.9 * body and _edge(line, height) == "head"
    return small and any(
        len(name) >= 4 and (name in text or text in name or SequenceMatcher(None, name, text).ratio() > 0.7)
        for name in [*names, "".join(names[:2])]
    )


def _edge(line: Line, height: float) -> str | None:
    middle = (line.top + line.bottom) / 2
    if middle < _HEAD * height:
        return "head"
    return "foot" if middle > _FOOT * height else None


def _outermost(line: Line, height: float) -> bool:
    return line.bottom < 0.06 * height or line.top > 0.94 * height


def _shape(text: str) -> str:
    """Return the text with page numbers of every form made equal."""
    text = re.sub(r"\s", "", text)
    if _KEPT.match(text):
        return text
    text = re.sub(r"第\d+页", "第#页", text)
    text = re.sub(r"[-—–－―]\d{1,4}[-—–－―]|\d{1,4}[/／](?=\d{1,4}$)", "#", text)
    return re.sub(r"^\d{1,4}(?=[\u4e00-\u9fff])(?!\d*[年月日])|(?<=[\u4e00-\u9fff])\d{1,3}$", "#", text)


def _repeated(pages: Sequence[list[Line | Grid]], heights: Sequence[float]) -> dict[str, set[str]]:
    """Return the shapes of lines that stand at the same height on a good part of the pages."""
    places: dict[tuple[str, str], list[tuple[int, float]]] = defaultdict(list)
    filled = 0
    for number, (page, height) in enumerate(zip(pages, heights, strict=True)):
        filled += bool(page)
        for item in page:
            if isinstance(item, Line) and (edge := _edge(item, height)):
                y = item.base if edge == "head" else height - item.base
                places[edge, _shape(item.text)].append((number, y))
    found: dict[str, set[str]] = {"head": set(), "foot": set()}
    for (edge, shape), where in places.items():
        level = Counter(round(y / 6) for _, y in where)
        together = max(level[step] + level.get(step + 1, 0) for step in level)
        if together >= max(2, 0.3 * filled):
            found[edge].add(shape)
    return found
