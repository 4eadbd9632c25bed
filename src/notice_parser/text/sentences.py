"""Text → sentences and clauses as spans, never cut inside 《》, “” or （）."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Span

_CLOSING = {
    "《": "》",
    "〈": "〉",
    "“": "”",
    "‘": "’",
    "「": "」",
    "『": "』",
    "（": "）",
    "(": ")",
    "【": "】",
    "〔": "〕",
}
_OPENING = {close: start for start, close in _CLOSING.items()}
_LONGEST = 400  # a bracket left open longer than this is a slip of the pen


def sentences(text: str) -> Iterator[Span]:
    """Yield the span of each sentence, its final mark included.

    >>> text = "将长河茶行移出名单（见附件。）。其余维持不变。"
    >>> [text[slice(*span)] for span in sentences(text)]
    ['将长河茶行移出名单（见附件。）。', '其余维持不变。']
    """
    return _split(text, "。！？!?；;\n\t")


def clauses(text: str) -> Iterator[Span]:
    """Yield the span of each clause, its final mark included.

    >>> text = "对长河茶行罚款2万元，没收违法所得。"
    >>> [text[slice(*span)] for span in clauses(text)]
    ['对长河茶行罚款2万元，', '没收违法所得。']
    """
    return _split(text, "。！？!?；;，,：\n\t")


def sentence_at(text: str, position: int) -> Span:
    """Return the sentence in which a character stands.

    >>> sentence_at("一审。二审。", 4)
    Span(start=3, end=6)
    """
    for span in sentences(text):
        if position < span.end:
            return span
    return Span(0, len(text))


def _split(text: str, marks: str) -> Iterator[Span]:
    """Cut after ``marks`` that stand outside of brackets and quotation marks."""
    closed = _pairs(text)
    start = at = 0
    while at < len(text):
        if at in closed:
            at = closed[at]
        elif text[at] in marks and not _in_number(text, at):
            end = at + 1
            while end < len(text) and text[end] in "”’」』）)" + marks:
                end += 1
            yield from _trimmed(text, start, end)
            start = at = end
            continue
        at += 1
    yield from _trimmed(text, start, len(text))


def _in_number(text: str, at: int) -> bool:
    """Tell whether a comma stands between the digits of one number."""
    return text[at] in ",，" and text[at - 1 : at].isdigit() and text[at + 1 : at + 4].isdigit()


def _pairs(text: str) -> dict[int, int]:
    """Map the position of each opening mark to that of its closing mark; lone marks do not count."""
    pairs: dict[int, int] = {}
    stack: list[int] = []
    for at, character in enumerate(text):
        if character in _CLOSING:
            stack.append(at)
        elif character in _OPENING:
            for depth in range(len(stack) - 1, max(len(stack) - 9, -1), -1):
                if text[stack[depth]] == _OPENING[character]:
                    if at - stack[depth] <= _LONGEST:
                        pairs[stack[depth]] = at
                    del stack[depth:]
                    break
        elif character in "\n\t":
            stack.clear()
    return pairs


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the stretch without blanks at its ends, unless nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Span(start, end)
