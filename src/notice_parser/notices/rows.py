"""Table → rows: one record a row, or a pair of columns, in the form that lists have too.

Whatever the layout, one row is one party with what the notice says of it, each value with its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from ..mentions.document_numbers import find_document_numbers
from ..mentions.persons import kind_of
from ..model import Block, Cell, MentionKind, Span, SubjectKind, Table
from .captions import headings_above
from .column_guesses import (
    NOTHING,
    guessed,
    inferred,
    named_by_role,
    period,
    tells_board,
    tells_list,
    with_cards,
    with_last_grade,
    with_names,
    with_verdicts,
)
from .columns import Column, column_of, is_role
from .grouped_labels import grouped_labels
from .parted import parted
from .passage import Source
from .ticks import head_of, is_ticked, with_ticks

_SUM = re.compile(r"^(?:小计|合计|总计|共计|累计)")
_GRADE_ROW = re.compile(
    r"^[^，。]{0,14}?(?:级|等次|类|色|星|牌|奖|单位|个人|集体|企业|名单)?\s*[（(]?\s*(?:共)?\d*\s*[家户个名项人]?[）)]?$"
)
_GRADE_HEAD = re.compile(
    r"[A-E]{1,3}[+-]?[级类]?(?:企业|单位)?|[一二三四五]星级?|优秀|良好|合格|不合格|[绿蓝黄红黑][色标]"
)
_LAST_IS = re.compile(
    r"(?:最后|最末|最右|末)(?:边|端)?(?:的)?一?[栏列](?:内容|数字|日期|时间)?(?:分别)?(?:均?为|是|系|指|表示)(?P<what>[^，。；、]{2,20})"
)
_REPAIRED = re.compile(r"修复|终止公示|撤销公示|停止公示")
_OFF = re.compile(r"移出|退出|解除|撤出|移除|销案|销号|摘牌")
_LEADERS = (Column.SERIAL, Column.NUMBER, Column.CASE)
_UNDER_LABEL = re.compile(r"\s*(?:单位|个人|企业|法人|自然人|机构)(?:名称|姓名)?\s*[:：]\s*")
_PARTICULARS = re.compile(
    r"[，,]\s*(?:[男女](?:性)?(?=[，,。；]|$)|\d{4}年|[\u4e00-\u9fff]{1,4}族|住|身份证|公民|系|(?:统一)?(?:社会)?信用代码|地址|法定代表人)"
)
_UNIT = re.compile(r"单位[:：]\s*(?:人民币)?(?:亿元|万元|元)")
_CASE_OF_PERSON = re.compile(
    r"[\u4e00-\u9fff]{2,4}?(?=未|在|擅自|违|涉嫌|非法|无证|无照|超|不|将|利用|通过|因|私|占|乱|随意|从事|生产|销售|经营|驾驶|伪造|使用|冒用)"
)
_IN_ORDER = re.compile(r"(?:各栏|各列|栏目|表头|内容)?依次(?:为|是|分别为)[:：]?(?P<labels>[^。]+)")


@dataclass(frozen=True)
class Entry:
    """One value of a row: the words, and where they stand."""

    text: str
    span: Span
    header: str = ""


@dataclass(frozen=True)
class Row:
    """What the notice says of one party."""

    values: dict[Column, Entry]
    quote: str
    span: Span
    page: int
    heading: str | None = None  # the merged row above it (A级（27家）)


@dataclass(frozen=True)
class Rows:
    """The rows of one table or list, where it stands, and what of it was not understood."""

    rows: tuple[Row, ...]
    block: Block  # the table, or the first block of the list
    title: str | None
    unread: tuple[str, ...] = ()  # headers that no column is known for
    columns: frozenset[Column] = field(default_factory=frozenset)
    doubt: str | None = None  # in Chinese: a value that was not understood may be one of a record's


def tables_of(source: Source) -> Iterator[Rows]:
    """Yield the rows of each table of a document."""
    for block in source.document.blocks:
        if block.table is not None:
            yield _of_table(source, block, block.table)


def _of_table(source: Source, block: Block, table: Table) -> Rows:
    if labels := grouped_labels(table):
        return _of_groups(source, block, labels)
    if not table.header and _is_key_value(table):
        return _of_key_values(source, block, table)
    header, body = parted(table.header, table.rows) if table.header else (table.header, list(table.rows))
    heads = header or (tuple(cell.text for cell in body[0]) if body else ())
    graded = [at for at, head in enumerate(heads) if _GRADE_HEAD.fullmatch(head.strip())]
    if len(graded) > 1 and not any(is_ticked(cells[at].text) for cells in body for at in graded):
        return _by_grade(block, body if header else body[1:], {at: heads[at] for at in graded})
    labels_told = _told_labels(source, block)
    if not header and labels_told and body and len(labels_told) == len(body[0]):
        header = labels_told
    columns = [column_of(h) for h in header] if header else inferred(body)
    if not header and columns and (told := _last_told(source, block)):
        columns[-1] = told
    side_by_side = 0 if header else period(guessed(body))
    if side_by_side:
        columns = guessed(body)
    columns = [
        Column.LIST if (c is None and tells_list(body, at)) or tells_board(columns, c, body, at) else c
        for at, c in enumerate(columns)
    ]
    columns = [
        Column.LIST if c is Column.NAME and columns.count(Column.NAME) > 1 and h.strip() == "名单" else c
        for c, h in zip(columns, header or [""] * len(columns), strict=False)
    ]
    columns = with_cards(with_last_grade(columns, header), body)
    columns, ticked = with_ticks(with_verdicts(columns, header, body), header, body)
    if ticked:
        body = [tuple(_said(c, header[at]) if at in ticked else c for at, c in enumerate(r)) for r in body]
    roles = [at for at, head in enumerate(header) if is_role(head)]
    if header and Column.NAME not in columns and Column.CASE not in columns:
        columns = named_by_role(columns, roles) if len(roles) == 1 else with_names(columns, body)
    if any(c is Column.DATE and _REPAIRED.search(h) for c, h in zip(columns, header, strict=False)):
        columns = [
            Column.IGNORED if c is Column.DATE and "处罚" in h else c
            for c, h in zip(columns, header, strict=False)
        ]
    if columns.count(Column.DATE) == 2:
        columns = [
            Column.REMOVED_ON if c is Column.DATE and _OFF.search(h) else c
            for c, h in zip(columns, header or [""] * len(columns), strict=False)
        ]
    width = period(columns) if header else side_by_side
    over = next((b.text for b in reversed(source.document.blocks) if b.span.end <= block.span.start), "")
    unit = _UNIT.search(table.title or "") or _UNIT.fullmatch(over.strip("（）() \u3000"))
    if unit:  # 单位：万元 above the table holds for every column of money without a unit of its own
        header = tuple(head if re.search(r"元[）)]", head) else f"{head} {unit[0]}" for head in header)
    rows: list[Row] = []
    heading = None
    for cells in body:
        alone = {c.text.strip() for c in cells if c.text.strip()}
        if len(alone) == 1 and len(cells) > 2 and _GRADE_ROW.match(next(iter(alone))):
            heading = next(iter(alone))
            continue
        for start in range(0, len(cells), width or len(cells)):
            part = cells[start : start + (width or len(cells))]
            row = _row(
                source, columns[start : start + len(part)], header[start : start + len(part)], part, heading
            )
            if row is not None:
                rows.append(row)
    unread = tuple(
        dict.fromkeys(
            h
            for i, (h, c) in enumerate(zip(header, columns, strict=False))
            if c is None and any(not NOTHING.match(r[i].text.strip()) for r in body)
        )
    )
    found = frozenset(c for c in columns if c is not None)
    unlabelled = not header and any(
        column is None and any(not NOTHING.match(cell.text.strip()) for cell in cells)
        for column, cells in zip(columns, zip(*body, strict=False), strict=False)
    )
    doubt = "表头没有识别，有一栏含义不明" if unlabelled else None
    if len(roles) > 1 and any(columns[at] is Column.NAME for at in roles):
        doubt = f"{'、'.join(header[at] for at in roles)}中哪一个是主体没有写明"
    return Rows(tuple(rows), block, table.title, unread, found, doubt)


def _said(cell: Cell, header: str) -> Cell:
    """A cell of a column of ticks, with what its header says in the place of the tick."""
    return cell._replace(text=head_of(header) if is_ticked(cell.text) else "")


def _last_told(source: Source, block: Block) -> Column | None:
    """What a note says of the last column of a table without labels: 黑名单最后一栏为公布截止日期."""
    said = [
        (b.text[: m.start()], m["what"]) for b in source.document.blocks for m in _LAST_IS.finditer(b.text)
    ]
    caption = block.table.title if block.table else None
    heads = headings_above(source.document.blocks, block.span.start)
    above = re.findall(r"[红黑黄白]", "".join([caption or "", *heads]))
    own = [what for before, what in said if above and above[0] in re.split(r"[，。；：]", before)[-1]]
    meant = own or ([what for _, what in said] if len(said) == 1 else [])
    return column_of(meant[0]) if meant else None


def _by_grade(block: Block, body: list[tuple[Cell, ...]], graded: dict[int, str]) -> Rows:
    """Rows of a table whose columns are grades, with the names of those who have them in its cells."""
    rows = []
    for cells in body:
        for at, head in graded.items():
            cell = cells[at]
            for found in re.finditer(r"[^、，,；;\n]{2,}", cell.text):
                name = found[0].strip()
                if NOTHING.match(name) or kind_of(name) is SubjectKind.GROUP:
                    continue
                low = cell.span.start + found.start() + found[0].index(name)
                span = Span(low, low + len(name))
                values = {Column.NAME: Entry(name, span), Column.LEVEL: Entry(head.strip(), span, head)}
                rows.append(Row(values, name, span, cell.page))
    title = block.table.title if block.table else None
    return Rows(tuple(rows), block, title, (), frozenset({Column.NAME, Column.LEVEL}))


def _row(
    source: Source,
    columns: list[Column | None],
    header: Iterable[str],
    cells: Iterable[Cell],
    heading: str | None,
) -> Row | None:
    cells, header = list(cells), list(header) or [""] * len(columns)
    if any(_SUM.match(re.sub(r"\s", "", c.text)) for c in cells[:4]):
        return None
    values: dict[Column, Entry] = {}
    for column, head, cell in zip(columns, header, cells, strict=False):
        text = cell.text.strip()
        if column is None or not text or (NOTHING.match(text) and column is not Column.SERIAL):
            continue
        if column in values:
            if column is Column.NAME and head.startswith("被"):
                values[column] = Entry(text, cell.span, head)  # 被抽样单位 beside its supplier
            if column is Column.IDENTIFIER and "信用代码" in head:
                values[column] = Entry(text, cell.span, head)  # after a number of the customs or a register
            if column in (Column.IDENTIFIER, Column.NAME, Column.DATE, Column.AUTHORITY):
                continue
            text = f"{values[column].text}；{text}"
        values[column] = Entry(text, cell.span, head)
    if Column.CASE in values and Column.NUMBER not in values:
        values |= _numbered(values[Column.CASE])
    if Column.NAME not in values and Column.CASE in values:
        values |= _of_case(source, values.pop(Column.CASE))
    elif Column.CASE in values:
        values.setdefault(Column.REASON, values.pop(Column.CASE))
    if Column.NAME not in values:
        return None
    printed = [c.span for c in cells if c.span.end > c.span.start]
    span = Span(min(s.start for s in printed), max(s.end for s in printed)) if printed else cells[0].span
    return Row(values, source.text[span.start : span.end], span, cells[0].page, heading)


def _numbered(case: Entry) -> dict[Column, Entry]:
    """The number that stands before the name of a case: 临水罚〔2025〕1号 未经批准取水案."""
    numbers = list(find_document_numbers(case.text))
    if len(numbers) != 1 or numbers[0].span.start > 0:
        return {}
    number = numbers[0]
    rest = case.text[number.span.end :]
    at = case.span.end - len(rest.lstrip())
    return {
        Column.NUMBER: Entry(number.text, Span(case.span.start, case.span.start + number.span.end)),
        Column.CASE: Entry(rest.strip(), Span(at, case.span.end), case.header),
    }


def _of_case(source: Source, case: Entry) -> dict[Column, Entry]:
    """Part the name of a case into the party and what it did: 甲公司|未经审批砍伐树木|案."""
    parties = [
        m
        for m in source.within(case.span)
        if m.kind in (MentionKind.ORGANISATION, MentionKind.PERSON) and m.span.start == case.span.start
    ]
    length = max((m.span.end - m.span.start for m in parties), default=0)
    if not length:
        person = _CASE_OF_PERSON.match(case.text)
        length = person.end() if person and kind_of(person[0]) is SubjectKind.PERSON else 0
    if not length:
        return {}
    start = case.span.start
    conduct = re.sub(r"(?:一)?案$", "", case.text[length:])
    return {
        Column.NAME: Entry(case.text[:length], Span(start, start + length), case.header),
        Column.REASON: Entry(conduct.lstrip("：:，, "), Span(start + length, case.span.end), case.header),
    }


def _is_key_value(table: Table) -> bool:
    """Whether the first column holds labels and the second what they stand for."""
    if not table.rows or len(table.rows[0]) not in (2, 4):
        return False
    labels = [row[0].text for row in table.rows]
    known = sum(column_of(label) is not None and len(label) <= 20 for label in labels)
    return known >= 2 and known >= 0.6 * len(labels)


def _of_key_values(source: Source, block: Block, table: Table) -> Rows:
    """One record a table; a name that comes again starts the next."""
    pairs = [
        (row[i], row[i + 1]) for row in table.rows for i in range(0, len(row) - 1, 2) if row[i].text.strip()
    ]
    labelled = [(label.text, value.text, label.span, value.span, value.page) for label, value in pairs]
    rows, unread = records(source, labelled)
    columns = frozenset(c for row in rows for c in row.values)
    doubt = f"“{'”“'.join(unread)}”没有读取" if unread else None
    return Rows(tuple(rows), block, table.title, unread, columns, doubt)


def _of_groups(source: Source, block: Block, labels: list[tuple[str, Cell, Cell]]) -> Rows:
    """One record: its parties stand one below another, the person's and the firm's."""
    labelled = [
        (label, value.text, cell.span, value.span, value.page)
        for label, cell, value in labels
        if not NOTHING.match(value.text.strip())
    ]
    parties = [each for each in labelled if column_of(each[0]) is Column.NAME]
    others = [each for each in labelled if each not in parties[1:]]
    rows, unread = records(source, others)
    if len(rows) == 1 and len(parties) > 1:
        name = "、".join(each[1].strip() for each in parties)
        rows[0].values[Column.NAME] = replace(rows[0].values[Column.NAME], text=name)
    columns = frozenset(c for row in rows for c in row.values)
    return Rows(tuple(rows), block, block.table.title if block.table else None, unread, columns)


Labelled = tuple[str, str, Span, Span, int]


def records(source: Source, labelled: list[Labelled]) -> tuple[list[Row], tuple[str, ...]]:
    """Part labels and values into records, and return them with the labels that no column is known for."""
    rows: list[Row] = []
    unread: list[str] = []
    values: dict[Column, Entry] = {}
    first: Span | None = None
    last: tuple[Span, int] | None = None
    leader = Column.NAME  # the label that a record begins with

    def close() -> None:
        if Column.NAME in values and first is not None and last is not None:
            span = Span(first.start, max(last[0].end, first.end))
            rows.append(Row(dict(values), source.text[span.start : span.end], span, last[1]))

    for label, value, label_span, value_span, page in labelled:
        column = column_of(label)
        if column is None:
            unread.append(label)
            continue
        if column in (Column.NAME, leader) and Column.NAME in values:
            close()
            values, first = {}, None
        if first is None:
            first, leader = label_span, column if column in _LEADERS else Column.NAME
        last = (value_span if value_span.end > value_span.start else label_span, page)
        if value.strip() and not NOTHING.match(value.strip()) and column not in values:
            values[column] = _named_inside(value, value_span, label, column)
        elif column is Column.PENALTY and value.strip() and not re.search(r"\d", values[column].text):
            first_told = values[column].text.rstrip("。；; ")
            values[column] = Entry(f"{first_told}；{value.strip()}", value_span, label)  # 处罚种类, 处罚结果
    close()
    return rows, tuple(dict.fromkeys(unread))


def _named_inside(value: str, span: Span, label: str, column: Column) -> Entry:
    """A label's value; of a name only the name (单位：甲银行, 徐某，男，汉族)."""
    inner = _UNDER_LABEL.match(value) if column is Column.NAME else None
    low = inner.end() if inner else len(value) - len(value.lstrip())
    stop = _PARTICULARS.search(value, low) if column is Column.NAME else None
    words = value[low : stop.start() if stop else len(value)].rstrip()
    return Entry(words, Span(span.start + low, span.start + low + len(words)), label)


def _told_labels(source: Source, block: Block) -> tuple[str, ...]:
    """Return the labels that the prose gives for a table without a header (各栏依次为：…)."""
    for other in reversed([b for b in source.document.blocks if b.span.end <= block.span.start]):
        found = _IN_ORDER.search(other.text)
        if found:
            return tuple(label.strip() for label in re.split(r"[、，,]", found["labels"]) if label.strip())
    return ()
