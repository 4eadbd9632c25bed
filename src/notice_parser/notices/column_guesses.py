"""Headers + cells → columns: what the cells of a column say, where its header does not.

Used by the rows of tables: a column of cards is the level, one of names the party, whatever its header.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ..mentions.persons import kind_of
from ..model import Cell, SubjectKind
from .columns import Column
from .verdicts import are_verdicts

NOTHING = re.compile(r"^[-—－/／\\無无*]*$|^(?:无|空|略)$")
_CARD = re.compile(r"[“]?[红黄蓝橙]牌[”]?(?:警[示告])?|[A-E]{1,3}级|[红黄绿蓝黑]色|[一二三四五]星级?")
_BOARD = re.compile(r"[“]?[红黑白灰黄][”]?(?:名单|榜)[”]?")
_LISTED = re.compile(r"^(?:列入|移出|纳入|退出|移入)[^，。；]{2,16}(?:名录|名单)$")
_WORDS = re.compile(r"(?!.*[级牌色]$)[\u4e00-\u9fff，、“”（）0-9%]{4,}$")
_SPLIT = re.compile(r"\n|；|;|、(?![^（(]*[）)])|\u3000+|[ ]{2,}")
_CALLED = re.compile(r"[\u4e00-\u9fff（）()·*]{2,30}")
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]$")


def period(columns: list[Column | None]) -> int:
    """Return how many columns one party takes where parties stand side by side, else 0.

    >>> period([Column.NAME, Column.LEVEL, Column.NAME, Column.LEVEL]), period([Column.NAME, Column.LEVEL])
    (2, 0)
    """
    for width in range(1, len(columns) // 2 + 1):
        if len(columns) % width == 0 and columns == columns[:width] * (len(columns) // width):
            return width if Column.NAME in columns[:width] else 0
    return 0


def inferred(body: list[tuple[Cell, ...]]) -> list[Column | None]:
    """Tell columns by what most of their cells hold, where no header says it; each kind once."""
    columns: list[Column | None] = []
    for guess in guessed(body):
        columns.append(guess if guess not in columns else None)
    for at, guess in enumerate(columns):
        texts = [row[at].text.strip() for row in body]
        plain = len(set(texts)) == len(texts) and all(map(_CALLED.fullmatch, texts))
        if Column.NAME not in columns and guess in (None, Column.REASON) and plain:
            columns[at] = Column.NAME  # 巴彦库仁镇乌云牧户: names whose endings are in no vocabulary
    if columns and columns[-1] is None and Column.REASON not in columns and Column.NAME in columns:
        said = [row[-1].text.strip() for row in body if not NOTHING.match(row[-1].text.strip())]
        if said and all(_WORDS.match(text) for text in said):
            columns[-1] = Column.REASON  # 私设屠宰点, 经营假兽药
    return columns


def guessed(body: list[tuple[Cell, ...]]) -> list[Column | None]:
    """What most cells of each column hold: parties that stand side by side repeat it."""
    columns: list[Column | None] = []
    for cells in zip(*body, strict=False):
        votes = Counter(_guess(cell.text.strip()) for cell in cells if cell.text.strip())
        best = votes.most_common(1)[0] if votes else (None, 0)
        named = votes[Column.NAME] * 2 >= sum(votes.values()) > 0  # not every ending of a firm is known
        columns.append(Column.NAME if named else best[0] if best[1] * 2 > sum(votes.values()) else None)
    return columns


def tells_list(body: list[tuple[Cell, ...]], at: int) -> bool:
    """Whether most cells of a column say which list a row is on: 列入异常名录, 移出严重违法名单."""
    texts = [row[at].text.strip() for row in body if row[at].text.strip()]
    return bool(texts) and sum(bool(_LISTED.search(text)) for text in texts) > 0.6 * len(texts)


def with_cards(columns: list[Column | None], body: list[tuple[Cell, ...]]) -> list[Column | None]:
    """Take a column of cards or grades for the level, whatever its header: 黄牌, 红牌; A级, B级."""
    for at, column in enumerate(columns):
        cells = [row[at].text.strip() for row in body if not NOTHING.match(row[at].text.strip())]
        if (
            Column.LEVEL not in columns
            and column in (None, Column.PENALTY, Column.REASON)
            and cells
            and all(_CARD.fullmatch(cell) for cell in cells)
        ):
            return [*columns[:at], Column.LEVEL, *columns[at + 1 :]]
    return columns


def with_last_grade(columns: list[Column | None], header: Sequence[str]) -> list[Column | None]:
    """Of the grades of several years (2022年度等级, 2023年度等级) keep those of the last."""
    graded = {
        at: int(year[0])
        for at, column in enumerate(columns)
        if column is Column.LEVEL and at < len(header) and (year := re.search(r"20\d\d", header[at]))
    }
    older = {at for at, year in graded.items() if year < max(graded.values())}
    return [Column.IGNORED if at in older else column for at, column in enumerate(columns)]


def with_verdicts(
    columns: list[Column | None], header: Sequence[str], body: list[tuple[Cell, ...]]
) -> list[Column | None]:
    """Take the last column whose cells say how listings go on for that, whatever its header."""
    open_ = (None, Column.RESULT, Column.PENALTY, Column.IGNORED)
    for at in reversed(range(len(header))):
        if Column.ACTION not in columns and columns[at] in open_:
            cells = [row[at].text for row in body if not NOTHING.match(row[at].text.strip())]
            if are_verdicts(header[at], cells):
                return [*columns[:at], Column.ACTION, *columns[at + 1 :]]
    return columns


def tells_board(
    columns: Sequence[Column | None], column: Column | None, body: list[tuple[Cell, ...]], at: int
) -> bool:
    """Whether a column of some category says for each party whether it is praised: 红名单, 黑名单."""
    texts = {row[at].text.strip() for row in body if row[at].text.strip()}
    open_ = column in (None, Column.IGNORED, Column.LEVEL) and Column.LIST not in columns
    return open_ and bool(texts) and all(_BOARD.fullmatch(text) for text in texts)


def with_names(columns: list[Column | None], body: list[tuple[Cell, ...]]) -> list[Column | None]:
    """Take the column that holds names for the parties, where its header is in no vocabulary."""
    for at, cells in enumerate(zip(*body, strict=False)):
        lists = [parts_of(cell.text.strip()) for cell in cells if cell.text.strip()]
        several = sum(len(parts) > 1 and all(map(_is_personal, parts)) for parts in lists)
        if columns[at] is None and several > 0.5 * len(lists):
            return [*columns[:at], Column.NAME, *columns[at + 1 :]]  # 村 | 户主: 甲、乙、丙
    for at, cells in enumerate(zip(*body, strict=False)):
        texts = [cell.text.strip() for cell in cells if cell.text.strip()]
        bare = [_BRACKETS.sub("", text) for text in texts]
        named = sum(
            (kind_of(text) is SubjectKind.ORGANISATION and len(text) >= 5)
            or kind_of(text) is SubjectKind.PERSON
            for text in bare
        )
        if columns[at] is None and texts and named > 0.6 * len(texts):
            return [*columns[:at], Column.NAME, *columns[at + 1 :]]
    return columns


def parts_of(words: str) -> list[str]:
    """Part the words of a name cell where the marks between names stand.

    >>> parts_of("赵根法、雷伟忠"), parts_of("潘小明　何樟松")
    (['赵根法', '雷伟忠'], ['潘小明', '何樟松'])
    """
    return [part for part in _SPLIT.split(words) if part.strip()]


def _is_personal(words: str) -> bool:
    return kind_of(words.strip()) is SubjectKind.PERSON


def named_by_role(columns: list[Column | None], roles: list[int]) -> list[Column | None]:
    """Take the columns of ``roles`` (施工单位) for the parties."""
    return [Column.NAME if at in roles else column for at, column in enumerate(columns)]


def _guess(text: str) -> Column | None:
    if re.fullmatch(r"\d{1,4}", text):
        return Column.SERIAL
    if re.fullmatch(r"[0-9A-Z*]{15,18}", text):
        return Column.IDENTIFIER
    if re.fullmatch(r"\d{4}\s*[年.\-/]\s*\d{1,2}\s*[月.\-/]\s*\d{1,2}\s*日?", text):
        return Column.DATE
    if re.search(r"[〔\[（(]\s*\d{4}\s*[〕\])）].{0,8}号$", text):
        return Column.NUMBER
    if kind_of(text) is not SubjectKind.GROUP:
        return Column.NAME
    return Column.REASON if len(text) > 8 else None
