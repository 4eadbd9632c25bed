"""Forms in which notices write dates → year, month, day and period, the year perhaps still unknown."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import NamedTuple

from ..model import Span
from ..text import days_in_month, to_int
from .lunar import common_day, day_of, feast, month_of
from .years import Story, infer_year

PERIOD_OF_REFERENCE = "年度"

S = r"[^\S\t\n]{0,4}"  # a line break inside a date leaves blanks, never a new cell
_D = r"[0-9OoIl]"  # OCR reads 0 as O and 1 as l
_N = "一二三四五六七八九"
_YEAR = rf"(?<![0-9])(?:(?:[1Il]9|2[0Oo]){_D}{_D}|[一二][九〇○零Oo0][〇○零Oo0{_N}]{{2}}){S}年"
_AWAY_YEAR = r"(?:今年|本年|去年|上年|前年|明年|同年|次年|翌年)"
_AWAY_MONTH = r"(?:本月|上个?月|下个?月|同月|次月)"
_MONTH = rf"(?:[01OoIl]?{_D}|十[一二]?|[{_N}元])"
DAY = rf"(?:[0-3OoIl]?{_D}|[二三]?十[{_N}]?|廿[{_N}]?|卅一?|[{_N}])"
BETWEEN = r"(?:至|到|[-—–~～－―]{1,2})"
_PART = r"(?:上旬|中旬|下旬|上半月|下半月|底|末|初)"

# One alternative a form; the first that fits at a place is taken, so longer forms stand before shorter ones.
FORMS = re.compile(
    rf"(?=[0-9OoIl{_N}十廿卅元〇今本去上前明同次翌下第当昨即“\"劳国农阴夏旧春清端中重除])(?:"
    + "|".join(
        (
            r"(?P<iso>(?<![0-9.\-/])(?P<iso_y>(?:19|20)[0-9]{2})(?P<sep>[-./])(?P<iso_m>[01]?[0-9])"
            r"(?:(?P=sep)(?P<iso_d>[0-3]?[0-9]))?(?![0-9]|[-./][0-9]))",
            r"(?P<compact>(?<![0-9A-Za-z\-])(?P<compact_y>(?:19|20)[0-9]{2})(?P<compact_m>[01][0-9])"
            r"(?P<compact_d>[0-3][0-9])(?![0-9A-Za-z\-]))",
            rf"(?P<years>(?<![0-9])(?P<years_1>(?:19|20)[0-9]{{2}}){S}年?度?{S}{BETWEEN}{S}"
            rf"(?P<years_2>(?:19|20)[0-9]{{2}}){S}年(?P<years_of>度)?(?!{S}{_D}{{1,2}}{S}月))",
            rf"(?P<term>(?:(?P<term_y>{_YEAR}|{_AWAY_YEAR})度?{S})?"
            rf"(?:(?P<half>[上下]半年)|(?P<quarters>前)?第?{S}(?P<quarter>[一二三四1-4]){S}季度))",
            rf"(?P<lunar>(?:(?P<lunar_y>{_YEAR}|{_AWAY_YEAR}){S})?(?:农历|阴历|夏历|旧历){S}"
            rf"(?:(?P<lunar_y2>{_YEAR}|{_AWAY_YEAR}|[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年){S})?"
            rf"(?P<lunar_leap>闰)?(?P<lunar_m>[正冬腊]|十[一二]?|[{_N}]|[0-9]{{1,2}}){S}月{S}"
            rf"(?P<lunar_d>初[{_N}十]|[一二]?十[{_N}]?|廿[{_N}]?|三十|[0-9]{{1,2}}){S}日?)",
            rf"(?P<feast>(?P<feast_y>{_YEAR}|{_AWAY_YEAR})?[“\"]?(?P<feast_name>元旦|五一|劳动节|国庆|春节|元宵|清明|端午|中秋|重阳|除夕)[”\"]?"
            rf"(?P<feast_end>国际劳动节|劳动节|节|假期|期间|当[天日]|前夕|起|前(?![往进来])|后))",
            rf"(?P<months>(?:(?P<months_y>{_YEAR}|{_AWAY_YEAR}){S})?(?<![0-9.第])(?P<months_1>{_MONTH}){S}{BETWEEN}{S}"
            rf"(?P<months_2>{_MONTH}){S}月份?(?!{S}{_D}{{1,2}}{S}日))",
            rf"(?P<day>(?:(?P<day_y>{_YEAR}|(?<![0-9])[1-4][0-9]年|{_AWAY_YEAR}){S})?"
            rf"(?:(?<![0-9.〇零十廿])|(?<=^[0-9]\.)|(?<=^[0-9][0-9]\.))(?:(?P<day_m>{_MONTH}){S}月|(?P<day_away>{_AWAY_MONTH})){S}(?P<day_d>{DAY})"
            rf"(?:{S}(?:日|号(?![0-9]))|(?={S}(?:[、和及]|{BETWEEN}){S}{DAY}{S}日)))",
            rf"(?P<month>(?:(?P<month_y>{_YEAR}|{_AWAY_YEAR}){S})?(?<![0-9.〇零第十廿])"
            rf"(?:(?P<month_m>{_MONTH}){S}月份?|(?P<month_away>{_AWAY_MONTH}))(?P<month_part>{S}{_PART})?"
            rf"(?!{S}[0-9]{{1,2}}{S}[日号]))",
            rf"(?P<year>(?P<year_y>{_YEAR}|{_AWAY_YEAR})(?P<year_part>年?[底末初])?(?P<year_of>度)?(?!{S}[0-9]{{1,2}}{S}月))",
            rf"(?P<bare>(?<![0-9月.])(?P<bare_d>{DAY}){S}日)",
            r"(?P<back>(?:同|当|次|翌|昨|今|即)(?:日|天(?![然气津])))",
        )
    )
    + ")"
)

_NOT_BEFORE_MONTH = re.compile(r"(?:每年?|历年|逐年|农历|阴历|夏历|腊|闰|各|个)\s?$")
_NOT_AFTER_MONTH = re.compile(r"\s?(?:之?内|以上|以下|有期|饼|球|亮|薪|嫂|度)")
_COUNTED = re.compile(rf"{S}第{S}[0-9{_N}十百]{{1,4}}{S}(?:批|期|号|次|届)|{S}首批|同期")
_ALONE_BEFORE = re.compile(r"(?:^|[\t\n（：:])$")
_ALONE_AFTER = re.compile(r"[\t\n）]|$")
_SENTENCE_STARTS = re.compile(r"(?:^|[。；;，,（：:\n\t●•·■◆-])[^\S\n\t]?$")
_NEWS_GOES_ON = re.compile(r"[，,]|上午|下午|晚|凌晨")
_YEARS_AWAY = {"今年": 0, "本年": 0, "去年": -1, "上年": -1, "前年": -2, "明年": 1}
_PARTS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 0), "上半月": (1, 15), "下半月": (16, 0)}
_FEASTS = {"元旦": (1, 1), "五一": (5, 1), "劳动节": (5, 1), "国庆": (10, 1)}


class Written(NamedTuple):
    """What one expression says; no year where nothing tells it."""

    span: Span
    year: int | None
    month: int | None = None
    day: int | None = None
    end: str | None = None  # the last day, month or year of a period
    unit: str | None = None
    inferred: bool = False  # the year is not written

    @property
    def value(self) -> str | None:
        """The ISO date or interval; None if it has no year or there is no such day."""
        if self.year is None or not 1 <= self.year <= 9999:
            return None
        value = f"{self.year:04}"
        if self.month:
            if not 1 <= self.month <= 12:
                return None
            value += f"-{self.month:02}"
        if self.month and self.day is not None:
            if not 1 <= self.day <= days_in_month(self.year, self.month):
                return None
            value += f"-{self.day:02}"
        return f"{value}/{self.end}" if self.end else value


class Place(NamedTuple):
    """An expression and all that may settle its year."""

    text: str  # folded to one width
    found: re.Match[str]
    published: dt.date | None
    story: Story
    joined: bool  # it follows the last date after 至, — or 、

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(*self.found.span())

    def before(self, length: int = 6) -> str:
        """Return the characters before it."""
        return self.text[max(self.found.start() - length, 0) : self.found.start()]

    def after(self, length: int = 8) -> str:
        """Return the characters after it."""
        return self.text[self.found.end() : self.found.end() + length]

    def year(self, written: str | None, month: int, day: int | None = None) -> int | None:
        """Return the year that is written (2020年, 去年, 同年) or else to be inferred."""
        if not written:
            return infer_year(
                month,
                day,
                published=self.published,
                story=self.story,
                joined=self.joined,
                before=self.before(30),
                after=self.after(10),
            )
        if written in ("同年", "次年", "翌年"):
            return None if self.story.last is None else self.story.last[0] + (written != "同年")
        if written in _YEARS_AWAY:
            return None if self.published is None else self.published.year + _YEARS_AWAY[written]
        number = _number(written.rstrip("年").strip())
        return number + 2000 if number is not None and number < 100 else number


def read(place: Place) -> Written | None:
    """Read one expression; None if it only looks like a date."""
    return next(reader for form, reader in _READERS.items() if place.found[form])(place)


def _plain(place: Place, form: str) -> Written | None:
    """Read 2020-03-16, 2020.3.16, 20200316; a lone 2020-03 or 20200316 only as a whole cell."""
    found = place.found
    year, month, day = found[f"{form}_y"], found[f"{form}_m"], found[f"{form}_d"]
    alone = _ALONE_BEFORE.search(place.before(1)) and _ALONE_AFTER.match(place.after(1))
    if (form == "compact" or not day) and (not alone or len(month) < 2):
        return None
    return Written(place.span, int(year), int(month) or 13, int(day) if day else None)


def _years(place: Place) -> Written | None:
    """Read 2018-2019年度."""
    first, last = int(place.found["years_1"]), int(place.found["years_2"])
    unit = PERIOD_OF_REFERENCE if place.found["years_of"] else None
    return Written(place.span, first, end=str(last), unit=unit) if first < last else None


def _term(place: Place) -> Written | None:
    """Read 2020年上半年, 第一季度, 前三季度."""
    found = place.found
    if re.search(r"[每各近]$", place.before(1)):
        return None
    if found["half"]:
        first, last = (1, 6) if found["half"][0] == "上" else (7, 12)
    else:
        last = (_number(found["quarter"]) or 1) * 3
        first = 1 if found["quarters"] else last - 2
    year = place.year(found["term_y"], first)
    if year is None:
        return Written(place.span, None)
    end = f"{year}-{last:02}-{30 if last in (6, 9) else 31}"
    return Written(place.span, year, first, 1, end=end, inferred=not found["term_y"])


def _feast(place: Place) -> Written | None:
    """Read 2021年元旦期间; a feast that is only celebrated is no date."""
    found = place.found
    if re.search(r"(?:庆祝|喜迎|迎接?|欢度)$", place.before(2)) or (
        found["feast_end"] == "后" and not found["feast_y"]
    ):
        return None
    if found["feast_name"] not in _FEASTS:
        return _traditional_feast(place, found["feast_name"], found["feast_y"])
    month, day = _FEASTS[found["feast_name"]]
    return Written(
        place.span, place.year(found["feast_y"], month, day), month, day, inferred=not found["feast_y"]
    )


def _traditional_feast(place: Place, name: str, written: str | None) -> Written:
    """Read 2024年中秋节, whose day another calendar tells."""
    year = place.year(written, 1)
    day = year and feast(name, year)
    if day and not written and place.published and day > place.published and not place.story.told:
        day = feast(name, day.year - 1)
    if not day:
        return Written(place.span, None)
    return Written(place.span, day.year, day.month, day.day, inferred=not written)


def _lunar(place: Place) -> Written | None:
    """Read 农历八月十五, 2021年农历正月初一; a year named by its stems is not read."""
    found = place.found
    written, month, day = found["lunar_y"] or found["lunar_y2"], found["lunar_m"], found["lunar_d"]
    if written and not re.match(r"[0-9Oo〇一二今本去上前明同次翌]", written):
        return Written(place.span, None)
    numbers = month_of(month), day_of(day)
    if numbers[0] is None or numbers[1] is None:
        return None
    year = place.year(written, 1)
    made = year and common_day(year, numbers[0], numbers[1], leap=bool(found["lunar_leap"]))
    if made and year and not written and place.published and made > place.published:
        made = common_day(year - 1, numbers[0], numbers[1], leap=bool(found["lunar_leap"]))
    if not made:
        return Written(place.span, None)
    return Written(place.span, made.year, made.month, made.day, inferred=not written)


def _months(place: Place) -> Written | None:
    """Read 1-3月, 2021年1至10月."""
    found = place.found
    first, last = _number(found["months_1"]), _number(found["months_2"])
    if (
        first is None
        or last is None
        or not 1 <= first < last <= 12
        or _NOT_BEFORE_MONTH.search(place.before())
    ):
        return None
    year = place.year(found["months_y"], last)
    if year is None:
        return Written(place.span, None)
    return Written(place.span, year, first, end=f"{year}-{last:02}", inferred=not found["months_y"])


def _day(place: Place) -> Written | None:
    """Read 2020年3月16日, 3月16日, 本月12日."""
    found = place.found
    if _NOT_BEFORE_MONTH.search(place.before()):
        return None
    day = _number(found["day_d"])
    if found["day_away"]:
        year, month = _month_away(place, found["day_away"])
        return Written(place.span, year, month, day)
    month = _number(found["day_m"])
    if month is None or day is None or not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return Written(
        place.span, place.year(found["day_y"], month, day), month, day, inferred=not found["day_y"]
    )


def _month(place: Place) -> Written | None:
    """Read 2020年3月, 3月份, 上月末, 4月底, 3月上旬."""
    found, part = place.found, (place.found["month_part"] or "").strip()
    if _NOT_BEFORE_MONTH.search(place.before()) or (not part and _NOT_AFTER_MONTH.match(place.after())):
        return None
    inferred = not (found["month_y"] or found["month_away"])
    if found["month_away"]:
        year, month = _month_away(place, found["month_away"])
    else:
        month = _number(found["month_m"])
        if month is None or not 1 <= month <= 12:
            return None
        year = place.year(found["month_y"], month)
    if year is None or month is None or not 1 <= year <= 9999:
        return Written(place.span, None)
    length = days_in_month(year, month)
    if part in ("底", "末"):
        return Written(place.span, year, month, length, inferred=inferred)
    if part in _PARTS:
        first, last = _PARTS[part]
        return Written(
            place.span, year, month, first, end=f"{year}-{month:02}-{last or length}", inferred=inferred
        )
    return Written(place.span, year, month, inferred=inferred)


def _year(place: Place) -> Written | None:
    """Read 2020年, 2020年度, 去年底; not the year that counts a batch or an issue (2020年第二批)."""
    found = place.found
    compared = found["year_y"] in ("去年", "上年") and re.search("[比较与同]$", place.before(1))
    if compared or _COUNTED.match(place.after(12)):
        return None
    year = place.year(found["year_y"], 1)
    if found["year_part"] and found["year_part"][-1] in "底末":
        return Written(place.span, year, 12, 31)
    return Written(place.span, year, unit=PERIOD_OF_REFERENCE if found["year_of"] else None)


def _bare(place: Place) -> Written | None:
    """Read the 16日 of 12日至16日, or of 16日，… at the head of a sentence."""
    day, last, now = _number(place.found["bare_d"]), place.story.last, place.published
    if day is None or not 1 <= day <= 31:
        return None
    if place.joined:
        return Written(place.span, last[0], last[1], day) if last and last[1] and last[2] else None
    if not (_SENTENCE_STARTS.search(place.before(2)) and _NEWS_GOES_ON.match(place.after(4))):
        return None
    if last is not None and last[1]:
        return Written(place.span, last[0], last[1], day, inferred=True)
    if now is None:
        return Written(place.span, None)
    year, month = (now.year, now.month) if day <= now.day else _shifted(now.year, now.month, -1)
    return Written(place.span, year, month, day, inferred=True)


def _back(place: Place) -> Written | None:
    """Read 同日 and 次日 from the date before, 今日 and 即日 from the day of publication."""
    word, last = place.found["back"][0], place.story.last_day
    if re.match("[常后前收时头说间是]", place.after(1)):
        return None
    if word in "同当次翌":
        if last is None or not 1 <= last[0] < 9999:
            return None
        date = dt.date(*last) + dt.timedelta(days=word in "次翌")
    else:
        if place.published is None or place.published == dt.date.min:
            return None
        date = place.published - dt.timedelta(days=word == "昨")
    return Written(place.span, date.year, date.month, date.day, inferred=True)


def _month_away(place: Place, word: str) -> tuple[int | None, int | None]:
    """Return year and month of 本月, 上月, 同月."""
    if word[0] in "同次":
        last = place.story.last
        if last is None or not last[1]:
            return None, None
        return _shifted(last[0], last[1], word[0] == "次")
    if place.published is None:
        return None, None
    return _shifted(place.published.year, place.published.month, {"本": 0, "上": -1, "下": 1}[word[0]])


def _shifted(year: int, month: int, months: int) -> tuple[int, int]:
    """Return the month ``months`` later."""
    year, month = divmod(year * 12 + month - 1 + months, 12)
    return year, month + 1


def _number(written: str) -> int | None:
    """Read digits, OCR's O and l among them, or Chinese numerals; 元 is the first month."""
    plain = written.replace("O", "0").replace("o", "0").replace("I", "1").replace("l", "1")
    if not plain.isdigit():
        plain = plain.replace("0", "〇")
    return 1 if plain == "元" else to_int(plain)


_READERS: dict[str, Callable[[Place], Written | None]] = {
    "iso": lambda place: _plain(place, "iso"),
    "compact": lambda place: _plain(place, "compact"),
    "years": _years,
    "term": _term,
    "lunar": _lunar,
    "feast": _feast,
    "months": _months,
    "day": _day,
    "month": _month,
    "year": _year,
    "bare": _bare,
    "back": _back,
}
