"""Document → Masthead: title, issuer, number, date and issue of the notice as a whole."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from ..model import Block, BlockKind, Document, Masthead
from ..text import fold_width, to_int
from .dates import find_dates
from .document_numbers import find_document_numbers

_ORGAN = (
    r"(?:委员会|[^常]委|政府|国务院|局|厅|部|署|院|办公室|[用安政府法]办|总行|银行|支行|分行|海关|法院|检察院|"
    r"总队|支队|大队|中心|分局|联合会|总工会|协会|领导小组|指挥部|联席会议|工作组|学会|商会|管理处|执法队|"
    r"监管组|海事处|科|站|馆|纪委|党委)"
)
_BODY = re.compile(rf"[一-鿿（）、 ]{{1,40}}?{_ORGAN}(?:（[一-鿿]{{2,30}}代章?）)?")
_TITLE_HEAD = re.compile(
    rf"(?!关于|印发|转发)(?P<body>[一-鿿（）、 ]{{1,60}}?{_ORGAN})"
    r"\s?(?=关于|转发|印发|批转|对于|[12][0-9]{3}\s?年|"
    r"行政(?:处罚|许可|强制)|公告|公布|发布|曝光|通告|通报|决定|公示|令|失信|守信|信用|红黑|不予|严重)"
)
_LETTERHEAD = re.compile(
    rf"(?P<body>[一-鿿（）、 ]{{1,60}}?{_ORGAN})\s?(?:文件|（?通知）?|令|公告|通告|函)?$"
)
_ISSUE = re.compile(r"(?<!总)第\s*(?P<number>[0-9]{1,4}|[一二三四五六七八九十百]{1,5})\s*期")
_ISSUE_YEAR = re.compile(
    r"[{〔（\[【﹝]\s*(?P<bracketed>(?:19|20)[0-9]{2})\s*年?\s*[}〕）\]】﹞]|"
    r"(?P<year>(?:19|20)[0-9]{2}|二[〇○零][〇○零一二三四五六七八九]{2})\s*年"
)
_RELEASED = re.compile(
    r"(?:发布|公布|发文|成文|印发|公开|更新)\s?(?:时间|日期)\s?[：:]\s?"
    r"(?P<date>[0-9][^\s，；]{5,12}|[0-9]{4}\s?年\s?[0-9]{1,2}\s?月\s?[0-9]{1,2}\s?日)"
)
_UPLOADED = re.compile(r"时间\s?[：:]\s?(?P<date>[0-9]{4}[-年./][^\s，；]{3,8})(?=.*来源\s?[：:])")
_TOLD_BY = re.compile(
    r"(?:来源|发布机构|发布单位|发文机关|信息提供)\s?[：:]\s*(?P<body>[\u4e00-\u9fff（）]{3,40})"
)
_ANNOUNCES = re.compile("名单|公告|公示|公布|通报|通告|通知|决定|结果|曝光|公开")
_WEBSITE = re.compile(
    r"当前位置|首页|无障碍|登录|网站|今天是|上一篇|下一篇|浏览|来源[：:]|字体|主办[：:]|版权|ICP|公网安备|www\.|https?:"
)
_DATE_FIRST = re.compile(
    r"\s*[0-9]{4}\s?[-年./][0-9\s年月日./-]{3,10}[\s\u3000:0-9]*(?:来源[：:]|.{0,40}(?:字号|字体|浏览|阅读|点击))"
)  # of an article on a site
_MADE_PUBLIC = re.compile(r"日\s?(?:公布|发布|公示|公告|通报|公开)$")
_ENDS_LIKE_TITLE = re.compile(
    r"(?:决定书?|通知书?|通报|公告|通告|公示表?|名单|意见|方案|办法|情况|信息|一览表|公开表|函|批复|简报|专报|"
    r"“黑名单”|企业)(?:（[^（）]{1,40}）)?$"
)
_HEAD = 12  # a title stands among the first blocks


def masthead_of(document: Document) -> Masthead:
    """Read what the notice says of itself; null where it does not say.

    >>> from ..model import Block, Span
    >>> texts = ("临川市水利局文件", "临水〔2021〕7号", "关于公布失信名单的通报", "2021年3月5日")
    >>> kinds = (BlockKind.MASTHEAD, BlockKind.MASTHEAD, BlockKind.TITLE, BlockKind.SIGNATURE)
    >>> blocks = tuple(Block(kind=k, span=Span(0, 0), text=t) for k, t in zip(kinds, texts))
    >>> found = masthead_of(Document(name="a.pdf", sha256="", blocks=blocks))
    >>> found.issuer, found.document_number, found.published.isoformat()
    ('临川市水利局', '临水〔2021〕7号', '2021-03-05')
    """
    blocks = [block for block in document.blocks if block.kind != BlockKind.TABLE]
    head = list(_head(blocks))
    title = _title(blocks, head)
    published = _published(document.blocks)
    issue = _issue(head, published)
    if issue and (name := _periodical(head)):
        title = name
    return Masthead(
        title=title,
        issuer=_issuer(blocks, head, title),
        document_number=_document_number(head, title),
        published=published,
        issue=issue,
    )


def _head(blocks: list[Block]) -> Iterator[Block]:
    """Yield the blocks above the text: masthead and title, and the short lines right under them."""
    titled = False
    for block in blocks[: _HEAD * 3]:
        if block.kind in (BlockKind.MASTHEAD, BlockKind.TITLE):
            titled = titled or block.kind == BlockKind.TITLE
            yield block
        elif (
            titled
            and block.kind == BlockKind.PARAGRAPH
            and len(block.text) <= 40
            and "。" not in block.text
            and not block.text.rstrip().endswith(("：", ":"))  # what leads to a list
        ):
            yield block
        elif titled or block.kind in (BlockKind.SECTION, BlockKind.ADDRESSEE):
            return


def _title(blocks: list[Block], head: list[Block]) -> str | None:
    """Return the title block, or else a first line that reads like one."""
    for at, block in enumerate(head):
        if block.kind == BlockKind.TITLE:
            return _with_lines_above(head[:at], _one_line(block.text))
    for block in blocks[:_HEAD]:
        line = _one_line(block.text)
        if (
            6 <= len(line) <= 90
            and _ENDS_LIKE_TITLE.search(line)
            and not _WEBSITE.search(line)
            and "。" not in line
        ):
            return line
    return None


def _with_lines_above(above: list[Block], title: str) -> str:
    """Add the lines that a title of several lines begins with: the body, and what it is 关于."""
    for block in reversed(above):
        line = _one_line(block.text)
        if block.kind != BlockKind.MASTHEAD or len(line) > 40 or _WEBSITE.search(line) or find_number(line):
            break
        if title.startswith("关于") and _is_body(line):
            return line + title
        if "关于" in title or not re.match(r"关于|.{2,30}关于", line):
            break
        title = line + title
    return title


def _periodical(head: list[Block]) -> str | None:
    """Return a bulletin's name: the lines of its letterhead that are no issue, issuer or date."""
    names = []
    for line in _lines(head):
        plain = fold_width(line)
        plain = _ISSUE_YEAR.sub("", _ISSUE.sub("", re.sub(r"[（(]?总第?\s*[0-9]+\s*期[)）]?", "", plain)))
        if not re.search(r"[一-鿿]{2}", plain) or any(find_dates(line)) or _WEBSITE.search(line):
            continue
        if _is_body(plain) or find_number(line) or len(plain) > 40 or "。" in plain:
            continue
        names.append(_one_line(plain))
    return "".join(names) or None


def _issuer(blocks: list[Block], head: list[Block], title: str | None) -> str | None:
    """Return the issuing body: from the title's head, the letterhead, the signature or a masthead line."""
    if title and (found := _TITLE_HEAD.match(title)):
        return _one_line(found["body"])
    lines = [line for line in _lines(head) if not _WEBSITE.search(line)]
    for line in lines:
        if re.search(r"文\s?件$|令$|公告$|通告$", line) and (found := _LETTERHEAD.fullmatch(_one_line(line))):
            return found["body"]
    signed = [
        part
        for block in blocks
        if block.kind == BlockKind.SIGNATURE
        for line in block.text.split("\n")
        for part in _side_by_side(line)
    ]
    bodies = [body for line in signed if (body := _body_of(line))]
    if bodies:
        return "、".join(dict.fromkeys(bodies))
    for line in lines:
        if line != title and (body := _body_of(line)):
            return body
    if not title or not _ANNOUNCES.search(title):
        return None  # news, told by one and done by another
    told = _TOLD_BY.search(fold_width("\n".join(_lines(head))))
    return _one_line(told["body"]) if told and _is_body(told["body"]) else None


_STAMP = "(?:(?:加?盖|此处)?(?:本?[机单]关?位?)?(?:公|印|行政|执法)?章|签章|印鉴|加盖印章处?)"


def _body_of(line: str) -> str | None:
    """Return the body that a line names beside a date or 编, if it names nothing else."""
    plain = fold_width(line)
    for mention in find_dates(line):
        plain = plain.replace(fold_width(mention.text), " ")
    plain = re.sub(rf"（{_STAMP}）|^\s*{_STAMP}[：:]", "", plain)
    plain = re.sub(r"^（.*）$", "", _ISSUE.sub(" ", plain).strip())
    plain = re.sub(
        r"^(?:主办|编印|编发|发布|印发|发文|公告|公示|作出|处罚|决定|执法)(?:单位|机关|部门)?[：:]\s*",
        "",
        plain,
    )
    plain = re.sub(rf"\s*(?:主办|编印?|编发|编制|印发?|印制|{_STAMP})$", "", plain.strip())
    return re.sub(r"（[^（）]*代章?）$", "", _one_line(plain)) if _is_body(plain) else None


def _side_by_side(line: str) -> list[str]:
    """Part bodies that sign one line side by side."""
    parts = [part for part in re.split(r"\u3000+|\s{2,}", line.strip()) if part]
    return parts if len(parts) > 1 and all(map(_is_body, parts)) else [line]


def _is_body(line: str) -> bool:
    """Tell whether a whole line is the name of a body."""
    line = re.sub(r"\s*(?:主办|编印?|编发)$", "", _one_line(line))
    return 3 <= len(line) <= 60 and (line == "国务院" or bool(_BODY.fullmatch(line)))


def _document_number(head: list[Block], title: str | None) -> str | None:
    """Return the number that stands on its own line above the text, or in brackets at the title's end."""
    for line in _lines(head):
        if line.strip() != title and (number := find_number(line) or _bare_number(line)):
            return number
    if title and (bracketed := re.search(r"[（(]([^《》]{4,60})[）)]$", title)):
        return find_number(bracketed[1]) or _behind_body(bracketed[1])
    return None


def _behind_body(words: str) -> str | None:
    """Return a number with nothing but the name of a body before it (吴淞海关沪吴关知字〔2021〕0075号)."""
    numbers = list(find_document_numbers(words))
    alone = len(numbers) == 1 and words.endswith(numbers[0].text)
    body = alone and re.fullmatch(
        r"[\u4e00-\u9fff]{2,14}(?:海关|局|院|厅|委|支队|大队)\s*", words[: numbers[0].span.start]
    )
    return numbers[0].value if body else None


def _bare_number(line: str) -> str | None:
    """Return a number whose office is told by the letterhead alone (〔2023〕16号, 2023年第16号)."""
    found = re.fullmatch(r"\s*([〔\[【（(]\d{4}[〕\]】）)]\s?(?:第\s?)?\d{1,4}\s?号)\s*", line)
    return re.sub(r"\s", "", found[1]) if found else None


def find_number(line: str) -> str | None:
    """Return the document number that a line consists of.

    >>> find_number("临水〔2021〕7号　　签发人：某某"), find_number("根据临水〔2021〕7号文件")
    ('临水〔2021〕7号', None)
    """
    for mention in find_document_numbers(line):
        rest = line[: mention.span.start] + line[mention.span.end :]
        if not re.sub(r"签发人\s*[：:].*|(?:发?文|文书|编)\s?[字文]?号\s*[：:]|[（()）\s　]", "", rest):
            return mention.value
    return None


def _published(blocks: Iterable[Block]) -> dt.date | None:
    """Return the day of publication: as labelled, under the text, above it, or on its own line."""
    blocks = list(blocks)
    for block in blocks:
        if block.kind != BlockKind.TABLE and (found := _RELEASED.search(fold_width(block.text))):
            for date in _days(found["date"]):
                return date
    signed = any(b.kind is BlockKind.SIGNATURE and any(_days(b.text)) for b in blocks)
    for block in () if signed else blocks[:_HEAD]:  # 时间：2024-03-05　来源：本局
        if found := _UPLOADED.search(fold_width(block.text)):
            for date in _days(found["date"]):
                return date
    for block in () if signed else blocks[:_HEAD]:
        if _DATE_FIRST.match(block.text):
            for date in _days(block.text[:30]):
                return date
    for kinds in ((BlockKind.SIGNATURE,), (BlockKind.MASTHEAD, BlockKind.TITLE)):
        dated = [
            date
            for block in blocks
            if block.kind in kinds
            for line in block.text.split("\n")
            if len(line) <= 90 and (not _WEBSITE.search(line) or _DATE_FIRST.match(line))
            for date in _days(line)
        ]
        if dated:
            return dated[-1] if kinds == (BlockKind.SIGNATURE,) else dated[0]
    for block in blocks[:_HEAD]:  # 某市财政局　2023年9月8日公布
        if len(block.text) <= 40 and _MADE_PUBLIC.search(block.text):
            for date in _days(block.text):
                return date
    alone = [
        date
        for block in blocks
        if block.kind != BlockKind.TABLE and len(block.text) <= 24
        for date in _days(block.text)
        if not re.sub(r"[0-9〇○零一二三四五六七八九十年月日.\-/:：（）()\s]", "", fold_width(block.text))
    ]
    if alone:
        return alone[-1]
    for block in blocks:
        if block.kind == BlockKind.IMPRINT and "印发" in block.text:
            for date in _days(block.text):
                return date
    return None


def _days(text: str) -> Iterator[dt.date]:
    """Yield the full dates in ``text``."""
    for mention in find_dates(text):
        if len(mention.value) == 10:
            yield dt.date.fromisoformat(mention.value)


def _issue(head: list[Block], published: dt.date | None) -> str | None:
    """Return year and number of a periodical: 第3期 of 2020 → 2020-3."""
    lines = [fold_width(line) for line in _lines(head)]
    for line in lines:
        found = _ISSUE.search(line)
        number = found and to_int(found["number"])
        if not found or not number:
            continue
        years = [year for year in map(_ISSUE_YEAR.search, (line, *lines)) if year]
        year = to_int(years[0]["bracketed"] or years[0]["year"]) if years else published and published.year
        return f"{year}-{number}" if year else None
    return None


def _lines(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield the lines of the blocks."""
    for block in blocks:
        yield from (line.strip() for line in block.text.split("\n") if line.strip())


def _one_line(text: str) -> str:
    """Join lines and drop the blanks between Chinese characters."""
    return re.sub(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])", "", " ".join(text.split()))
