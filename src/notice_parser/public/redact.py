"""Text → what of it must not be shown: names of persons, their numbers, addresses and contacts."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from ..mentions.persons import find_persons, looks_personal
from ..model import Span
from ..text import fold_width

HIDDEN = "███"
_EVERYWHERE = 3  # characters of a name that is looked for in every notice; shorter ones in their own only

_LABELS = (
    r"法定代表人|法人代表|法人姓名|主要负责人|项目负责人|直接责任人|责任人|负责人|经营者|经营人|业主|投资人|股东|实际控制人|联系人|经办人|"
    r"执法人员|承办人|姓名|当事人姓名|被执行人姓名|编辑|审核|签发|校对|记者|通讯员|身份证件?号码?|公民身份号码|证件号码?|护照号码?|"
    r"性别|年龄|民族|出生(?:日期|年月)?|籍贯|户籍(?:所在)?地?|住址|住所地?|家庭住址|现住|地址|通讯地址|经营场所|注册地址|联系(?:电话|方式|地址)|"
    r"电话|手机号?码?|座机|传真|邮箱|电子邮箱|电子邮件|银行账[号户]|开户(?:银?行|账号)|账[号户]|卡号|健康状况"
)
_NUMBERED = (
    r"(?:路|街|道|巷|弄|里|村|组|小区|花园|苑|新村|大道)[\u4e00-\u9fff]{0,6}"
    r"\d{1,5}[-之]?\d{0,5}(?:号|弄|栋|幢|座|楼|单元|室|组|户)"
)
_SIGNED = [  # a sign that is found fast, and what is slow to look for where it does not stand
    (re.compile("@"), re.compile(r"(?P<hide>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)")),
    (
        re.compile(_NUMBERED),
        re.compile(
            rf"(?P<hide>[\u4e00-\u9fffA-Za-z0-9]{{1,16}}{_NUMBERED}"
            r"(?:[-之\dA-Za-z]{0,6}(?:号|栋|幢|座|楼|层|单元|室|户|门)){0,5})"
        ),
    ),
]
_PATTERNS = [
    # what a label introduces, up to the end of the clause
    re.compile(
        rf"(?:{_LABELS})(?:（[^（）\n]{{1,12}}）)?(?:[/／](?:{_LABELS}))*[ \t]*[：:\t][ \t]*"
        r"(?P<hide>[^，,。；;\n\t]+)"
    ),
    re.compile(
        r"(?:身份证件?号码?|公民身份号码|电话|手机|账号|卡号)(?:号码?|为|是)?[ ]*"
        r"(?P<hide>[\d*Xx\- ]{6,}[\dXx*])"
    ),
    # numbers by their shape, masked ones too
    re.compile(r"(?<![\dA-Za-z])(?P<hide>\d{6}[\d*]{8,11}[\dXx*])(?![\dA-Za-z])"),
    re.compile(r"(?<![\dA-Za-z])(?P<hide>(?:\+?86[- ]?)?1[3-9]\d[- ]?[\d*]{4}[- ]?[\d*]{4})(?![\dA-Za-z])"),
    re.compile(r"(?<![\d〔\[])(?P<hide>(?:（0\d{2,3}）|0\d{2,3}[- —－])\d{7,8}(?:[-转]\d{1,6})?)(?!\d)"),
    re.compile(r"(?<![\dA-Za-z.])(?P<hide>\d{4}(?:[ ]\d{4}){2,4}[ ]?\d{0,3}|\d{11,})(?![\dA-Za-z]|\.\d)"),
    re.compile(r"(?P<hide>[A-Za-z]{1,2}\d{7,9})(?![\dA-Za-z])"),  # passports
    # addresses
    re.compile(
        r"(?:住在?|现住|家住|户籍(?:地|所在地)?(?:在|为)?|住址(?:在|为)?|居住在?|位于|地处)(?P<hide>[^，,。；;：:\n\t（）]{3,60})"
    ),
    # sex, age, birth, people
    re.compile(r"[，,（、；](?P<hide>[男女])(?=[，,）、；。]|$)"),
    re.compile(r"(?P<hide>\d{4}年\d{1,2}月(?:\d{1,2}日)?(?:出?生))"),
    re.compile(r"(?P<hide>(?<!\d)\d{1,3}周?岁)"),
    re.compile(r"[，,（、；](?P<hide>[\u4e00-\u9fff]{1,4}族)(?=[，,）、；。]|$)"),
    re.compile(r"(?P<hide>[\u4e00-\u9fff]某[某甲乙丙丁]?)(?![\u4e00-\u9fff]?(?:公司|厂|店))"),
]
LABELLED = re.compile(rf"(?:{_LABELS})")  # headers of columns that hold what must not be shown
_SPACE = re.compile(r"\s")
_FEW = 50  # names that are faster looked for one by one
_WORTH_ASKING = re.compile(
    r"代表人|负责人|经营者|经理|董事|监事|主任|局长|科长|处长|部长|厂长|先生|女士|同志|某|[×＊*○]|编辑|签发|对[\u4e00-\u9fff]{2,3}(?:作出|给予|处)|"
    r"（[^（）]*(?:时任|员|人|长)[^（）]*）|·|[等共]\d*[二三四五六七八九十]?[人名]|职工|员工|居民|村民|股东|业主|责任人"
)


class Names:
    """Names to be found in a text, however many: in one pass, by their lengths."""

    def __init__(self, names: Iterable[str]) -> None:
        """Keep the names without spaces."""
        plain = {"".join(fold_width(name).split()) for name in names}
        self._names = {name for name in plain if len(name) > 1}
        self._firsts = {name[0] for name in self._names}
        self._lengths = sorted({len(name) for name in self._names}, reverse=True)

    def within(self, dense: str) -> Iterator[tuple[int, int]]:
        """Yield start and end of every name in a text without spaces; of many at one place the longest."""
        if len(self._names) <= _FEW:
            for name in self._names:
                at = dense.find(name)
                while at >= 0:
                    yield at, at + len(name)
                    at = dense.find(name, at + 1)
            return
        for at, character in enumerate(dense):
            if character in self._firsts:
                for length in self._lengths:
                    name = dense[at : at + length]
                    if name in self._names:
                        yield at, at + len(name)
                        break


class Redactor:
    """What is known of all notices: the names of persons, and whether they are masked or taken out."""

    def __init__(self, names: Iterable[str], *, mask: bool = False) -> None:
        """Keep the names that are long enough to be looked for everywhere."""
        self._everywhere = Names(name for name in names if len(name) >= _EVERYWHERE)
        self._mask = mask

    def local(self, names: Iterable[str], shown: Iterable[str] = ()) -> Redaction:
        """Return what redacts the texts of one notice.

        ``names`` are those of its persons and of whoever is left out; ``shown`` those of the organisations
        that are published, in which nothing is hidden.
        """
        return Redaction(self._everywhere, Names(names), Names(shown), self._mask)


class Redaction:
    """Redacts the texts of one notice."""

    def __init__(self, everywhere: Names, here: Names, shown: Names, mask: bool) -> None:
        """Keep the names."""
        self._hidden, self._shown, self._mask = (everywhere, here), shown, mask
        self._known: dict[str, str] = {}

    def spans(self, text: str) -> list[Span]:
        """Return what of a text must not be shown, in order, none touching another.

        >>> text = "云溪市城东茶行（经营者：万青峰，住云溪市柳巷3号）"
        >>> [text[slice(*span)] for span in Redactor([]).local([], ["云溪市城东茶行"]).spans(text)]
        ['万青峰', '住云溪市柳巷3号']
        """
        plain = fold_width(text)
        dense, place = _dense(plain)
        found = [*_shaped(plain)]
        for names in self._hidden:
            found += [(place[a], place[b - 1] + 1) for a, b in names.within(dense)]
        if not found:
            return []
        kept = _joined((place[a], place[b - 1] + 1) for a, b in self._shown.within(dense))
        return _joined(piece for span in found for piece in _without(span, kept))

    def text(self, text: str | None) -> str | None:
        """Return a text without what must not be shown."""
        if not text:
            return text
        if text not in self._known:
            pieces, at = [], 0
            for start, end in self.spans(text):
                pieces += [text[at:start], self.instead(text[start:end])]
                at = end
            self._known[text] = "".join([*pieces, text[at:]])
        return self._known[text]

    def instead(self, words: str) -> str:
        """Return what stands for hidden words: a surname with 某 where names are masked, else a bar."""
        if self._mask and looks_personal(words) and "·" not in words:
            return words[0] + "某"
        return HIDDEN


@lru_cache(maxsize=20_000)
def _shaped(plain: str) -> tuple[tuple[int, int], ...]:
    """Return what shows by its shape alone that it must be hidden."""
    found = [match.span("hide") for pattern in _PATTERNS for match in pattern.finditer(plain)]
    found += [
        match.span("hide")
        for sign, pattern in _SIGNED
        if sign.search(plain)
        for match in pattern.finditer(plain)
    ]
    if _WORTH_ASKING.search(plain):
        found += [(mention.span.start, mention.span.end) for mention in find_persons(plain, [])]
    return tuple(found)


def _dense(plain: str) -> tuple[str, Sequence[int]]:
    """Return a text without white space, and where each of its characters stands."""
    if not _SPACE.search(plain):
        return plain, range(len(plain))
    place = [at for at, character in enumerate(plain) if not character.isspace()]
    return "".join(plain[at] for at in place), place


def _without(span: tuple[int, int], kept: list[Span]) -> Iterator[tuple[int, int]]:
    """Yield what is left of a span where published names that lie inside it, or around it, are taken out."""
    start, end = span
    for low, high in kept[max(0, bisect_right(kept, Span(start, 0)) - 1) :]:
        if low >= end:
            break
        if low <= start and end <= high:
            return
        if start <= low and high <= end:
            if start < low:
                yield start, low
            start = high
    if start < end:
        yield start, end


def _joined(spans: Iterable[tuple[int, int]]) -> list[Span]:
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(end, joined[-1].end))
        elif start < end:
            joined.append(Span(start, end))
    return joined
