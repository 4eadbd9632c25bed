"""Cell → value: what the cells of one row hold, as subjects, dates, grades and sums.

A name cell may hold several parties, posts in brackets and codes; a sum has the unit of its header.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from ..mentions.dates import find_dates
from ..mentions.persons import kind_of, looks_personal
from ..mentions.vocabulary.surnames import BEFORE
from ..model import MentionKind, Span, Subject, SubjectKind
from .column_guesses import parts_of
from .columns import Column, unit_of
from .grades import GRADE, NOW_RATED
from .passage import Source
from .penalties import plain
from .rows import Entry, Row

_SCALE = {"元": 1, "万元": 10_000, "亿元": 100_000_000}
_LEGAL_FORM = re.compile(r"^(?:中国|集团|普通合伙|有限合伙|特殊普通合伙|个人独资|[\u4e00-\u9fff]{2,3})$")
_TAIL = re.compile(r"[（(](?P<inside>[^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)*)[）)]\s*$")
_ITS_HEAD = re.compile(  # 甲公司、其股东乙
    r"^其?(?:股东|法定代表人|负责人|实际控制人|投资人|经营者|担保人)(?=[\u4e00-\u9fff*＊×某]{2,4}(?:[（(]|$))"
)
_AND_STAFF = re.compile(  # 甲银行及相关责任人员: who they are, the penalty says
    r"(?<=[\u4e00-\u9fff）)])(?:[及和与、]|以及)(?:其|该行|该公司|[\d一二三四五六两]+名)?(?:有关|相关|直接)?(?:责任|当事|涉案|负责的主管)人员?(?:[\d一二三四五六两]+[名人])?\s*$"
)
_CALLED = re.compile(rf"(?:{BEFORE})[:：]?(?P<name>[\u4e00-\u9fff·*＊×]{{2,6}})$")  # 评审专家某某
_CODE = re.compile(r"[0-9A-HJ-NPQRTUWXY]{18}|\d{15}")
_YEAR = re.compile(r"((?:19|20)\d{2})\s*年")
PRIZE = re.compile(r"[一二三特]等奖|[金银铜]奖")
_CARD = re.compile(r"[红黄]牌")


def subjects_of(row: Row) -> tuple[Subject, ...]:
    """Return the parties that a row's name cell holds: one, or several joined by 、 or line breaks."""
    entry = row.values[Column.NAME]
    code = text_of(row.values.get(Column.IDENTIFIER))
    names = parts_of(_AND_STAFF.sub("", entry.text))
    if len(names) > 1 and not all(_is_name(bare(n)[0]) for n in names):
        names = [entry.text]
    return tuple(subject_of(name, code if len(names) == 1 else None, entry.span) for name in names)


def _is_name(words: str) -> bool:
    return kind_of(words) is not SubjectKind.GROUP or bool(re.fullmatch(r"[\u4e00-\u9fff*某]{2,4}", words))


def subject_of(words: str, code: str | None, span: Span | None = None) -> Subject:
    """Make a subject of the words of a name cell and the code beside it.

    >>> person = subject_of("潘秋池（时任云屏村镇银行行长）", None)
    >>> person.name, person.role, person.kind.value
    ('潘秋池', '时任云屏村镇银行行长', 'person')
    """
    name, inside = bare(_ITS_HEAD.sub("", words.strip()))
    if (called := _CALLED.match(name)) and looks_personal(called["name"]):
        name = called["name"]
    if inside and (found := _CODE.search(inside)):
        code, inside = code or found[0], None
    kind = kind_of(name)
    if kind is SubjectKind.GROUP:
        kind = SubjectKind.PERSON if re.fullmatch(r"[\u4e00-\u9fff]{2,3}", name) else SubjectKind.ORGANISATION
    person = kind is SubjectKind.PERSON
    return Subject(
        name=name,
        kind=kind,
        identifier=re.sub(r"\s", "", code) if code else None,
        anonymised=person and bool(re.search(r"某|[*＊×]", name)),
        role=inside if person and inside else None,
        span=span,
    )


def bare(words: str) -> tuple[str, str | None]:
    """Part a name from the brackets after it: a post, a former name, a code; (普通合伙) belongs to the name.

    >>> bare("潘秋池（时任云屏村镇银行行长）")
    ('潘秋池', '时任云屏村镇银行行长')
    >>> bare("云屏税务师事务所（普通合伙）")
    ('云屏税务师事务所（普通合伙）', None)
    """
    name = re.sub(r"\s+", "", words.strip()) if not re.search(r"[A-Za-z]", words) else words.strip()
    found = _TAIL.search(name)
    if not found or found.start() == 0:
        return name, None
    head = name[: found.start()]
    legal = _LEGAL_FORM.match(found["inside"]) and not re.fullmatch(r"[\u4e00-\u9fff·]{2,4}", head)
    if legal and kind_of(name) is not SubjectKind.PERSON:
        return name, None
    return name[: found.start()], found["inside"]


def date_of(entry: Entry | None, source: Source | None = None) -> str | None:
    """Return the first date of a cell, 20240318 too; None without one.

    With the ``source`` a day without a year (11月25日) has the year that the notice gives it.
    """
    if entry is None:
        return None
    if source is not None:
        known = [m.value for m in source.within(entry.span) if m.kind is MentionKind.DATE]
        if known:
            return known[0]
        same = {m.value for m in source.mentions if m.kind is MentionKind.DATE and m.text == entry.text}
        if len(same) == 1:
            return same.pop()  # a cell merged over rows stands in one of them
    text = re.sub(r"\s", "", entry.text)
    short = re.fullmatch(r"(\d{1,2})[.．](\d{1,2})", text)
    year = _YEAR.search(source.masthead.title or "") if source is not None and short else None
    if short and year:  # 4.6 under 2023年4月行政处罚结果公开表
        text = f"{year[1]}年{short[1]}月{short[2]}日"
    compact = re.fullmatch(r"(\d{4})(\d{2})(\d{2})", text)
    if compact:
        text = "-".join(compact.groups())
    return next((mention.value for mention in find_dates(text)), None)


_OTHER_GRADE = re.compile(r"(?:其他)?注册登记和备案企业|常规(?:管理)?企业")
_RAISED = re.compile(r"[升转降](?:级|格)?(?:为|至)?[“]?(?P<level>[红黄]牌)")  # 黄牌升红牌
_LOST = re.compile(r"(?:取消|撤销|摘牌|降级)")
_LETTER = re.compile(r"[A-E]{1,3}[+-]?(?=\s*[（(])")


def level_of(row: Row) -> str | None:
    """The grade or card that the row or the merged row above it names."""
    for words in (text_of(row.values.get(Column.LEVEL)), row.heading):
        if not words or (words is row.heading and _LOST.search(words)):
            continue
        letter = _LETTER.match(words) if words is not row.heading else None
        if letter:
            return letter[0]  # C（不合格）
        card = _CARD.search(words) or PRIZE.search(words)
        grade = NOW_RATED.search(words) or re.search(GRADE, words)
        if card:
            raised = _RAISED.search(words)
            return raised["level"] if raised else card[0]
        if grade:
            level = grade["level"] if grade.re is NOW_RATED else grade[0]
            return re.sub(r"[“”‘’\s]", "", level)
        if words is not row.heading and (len(words) <= 6 or _OTHER_GRADE.fullmatch(words)):
            return words
    return None


def heading_count(row: Row) -> int | None:
    """Return the number in the heading above a row (A级（27家）), for a person that of persons (5家、1人)."""
    name = bare(row.values[Column.NAME].text)[0]
    units = "名人位" if kind_of(name) is SubjectKind.PERSON else "家户个所间"
    heading = row.heading or ""
    found = re.search(rf"(\d+)\s*[{units}]", heading) or re.search(r"(\d+)\s*[家户个名人所间]", heading)
    return int(found[1]) if found else None


def money_of(entry: Entry | None, *, single: bool) -> str | None:
    """Read a sum from a column of money, in the unit of its header or of the cell."""
    if entry is None or not single:
        return None
    found = re.search(r"(\d[\d,，]*(?:\.\d+)?)\s*(亿元|万元|元|万)?", entry.text)
    if not found:
        return None
    unit = (found[2] or unit_of(entry.header)).replace("万元", "万").replace("万", "万元")
    try:
        value = Decimal(re.sub(r"[,，]", "", found[1])) * _SCALE[unit]
    except InvalidOperation:
        return None
    return plain(value) if value else None


def text_of(entry: Entry | None) -> str | None:
    """Return a cell's words; None for a cell that the table does not have."""
    return entry.text if entry is not None else None
