"""Text → the same text with Chinese marks: 甲公司,罚款2万元 is read as 甲公司，罚款2万元.

Many offices type half-width marks, and OCR writes them. Sums (20,000), times (8:30) and addresses stay.
"""

from __future__ import annotations

import re

_HAN = r"[\u3400-\u9fff，。；：、（）《》“”‘’〔〕【】「」％℃]"
_NARROW = re.compile(rf"(?<={_HAN})\s?[,;:?!()]|[,;:?!()](?=\s?{_HAN})")
_MARK = re.compile(
    rf"(?<={_HAN})(?P<after>[,;:?!])|(?P<before>[,;:?!])(?={_HAN})|(?<=[\dA-Za-z*)])(?P<between>[,;])(?=\s?{_HAN})"
    rf"|(?<={_HAN}\s)(?P<blank>[,;])"
)
_YEAR = re.compile(  # 长政发（2023）5号, 长市监罚字[2023]第5号
    r"(?<=[\u4e00-\u9fff）])[\[［【（(](?P<year>(?:19|20)\d\d)[\]］】）)](?=\s?第?\s?\d{1,6}(?:[-—–、]\d{1,6})*\s?号)"
)
_WIDE = str.maketrans(",;:?!()", "，；：？！（）")


def with_wide_marks(text: str) -> str:
    """Return ``text`` with wide commas, semicolons, colons and brackets beside Chinese; the length stays.

    The year in a document's number stands in 〔〕, so that it ends no bracket around the number.

    >>> with_wide_marks("对甲公司(法定代表人:乙某)罚款20,000元,吊销其许可证;另行移送。")
    '对甲公司（法定代表人：乙某）罚款20,000元，吊销其许可证；另行移送。'
    >>> with_wide_marks("（2024）云2502执118号,8:30"), with_wide_marks("plain, text")
    ('（2024）云2502执118号，8:30', 'plain, text')
    >>> with_wide_marks("《长河市信用管理办法》（长政发（2023）5号）")
    '《长河市信用管理办法》（长政发〔2023〕5号）'
    """
    text = _YEAR.sub(lambda found: f"〔{found['year']}〕", text)
    if _NARROW.search(text) is None:
        return text
    marks = list(_MARK.sub(lambda found: found[0].translate(_WIDE), text))
    for low, high in _brackets(text):
        beside = text[max(low - 1, 0) : low] + text[low + 1 : high] + text[high + 1 : high + 2]
        if re.search(_HAN, beside):
            marks[low], marks[high] = "（", "）"
    return "".join(marks)


def _brackets(text: str) -> list[tuple[int, int]]:
    """Return where each pair of half-width brackets opens and closes, on one line."""
    opened: list[int] = []
    pairs = []
    for at, character in enumerate(text):
        if character == "\n":
            opened = []
        elif character == "(":
            opened.append(at)
        elif character == ")" and opened:
            pairs.append((opened.pop(), at))
    return pairs
