"""Text → overlapping pairs of characters, which SQLite's built-in tokenizer can search."""

from __future__ import annotations

import re
import unicodedata
from operator import add

_HAN = "〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN = re.compile(f"[{_HAN}]+|[0-9A-Za-z]+")
_QUOTES = re.compile("[“”\"‘’'「」『』《》〈〉]")  # “黄”牌 is found as 黄牌


def index_words(text: str) -> str:
    """Return the words under which a text is indexed.

    Names of two characters are then found whole, which neither of SQLite's own tokenizers does.

    >>> index_words("将“城东”便利店列入2022年名单")
    '将城 城东 东便 便利 利店 店列 列入 入 2022 年名 名单 单'
    """
    words: list[str] = []
    for run in _runs(text):
        words += [run] if run.isascii() else [*map(add, run, run[1:]), run[-1]]
    return " ".join(words)


def query_words(query: str) -> str:
    """Return what finds the texts that hold every word of a query, as an FTS5 expression.

    >>> query_words("昆山 城东店 3"), query_words("牌"), query_words("？")
    ('"昆山" "城东 东店" "3"*', '"牌"*', '""')
    """
    terms = []
    for run in _runs(query):
        if run.isascii() or len(run) == 1:
            terms.append(f'"{run}"*')
        else:
            terms.append(f'"{" ".join(run[i : i + 2] for i in range(len(run) - 1))}"')
    return " ".join(terms) or '""'


def _runs(text: str) -> list[str]:
    """Return the runs of Chinese characters and the runs of letters and digits."""
    return _RUN.findall(_QUOTES.sub("", unicodedata.normalize("NFKC", text)))
