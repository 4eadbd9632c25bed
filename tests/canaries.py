"""Invented persons → notices that name them in every place where a notice can name a person."""

from __future__ import annotations

import datetime as dt
import itertools
import random
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import typst
from stdnum.cn import ric

from made import docx, p, workbook
from scans import scan

GIVEN = "琳婷鹏薇蓉娟珊晖骏颖萱琪瑶斌岚"  # stand nowhere else in these notices, so that a pair of them gives a person away
SURNAMES = "赵钱孙李周吴郑王冯陈蒋沈韩杨朱秦许何吕张"
FONTS = ("Noto Serif CJK SC", "Noto Sans CJK SC")
LIST = "安全生产黄牌警示名单"
BOARD = "云溪市应急管理局"


@dataclass(frozen=True)
class Person:
    """Somebody who does not exist."""

    name: str
    id: str
    phone: str
    address: str

    @property
    def secrets(self) -> tuple[str, ...]:
        """Strings that must not be found anywhere, masked numbers among them."""
        street = self.address.removeprefix("云溪市")
        masked = self.id[:6] + "*" * 8 + self.id[-4:], self.phone[:3] + "****" + self.phone[-4:]
        return (self.name, self.id, self.phone, street, self.id[6:14], self.phone[3:], *masked)

    @property
    def pairs(self) -> set[str]:
        """The pairs of characters by which a search would find the person."""
        words = (self.name, self.address)
        return {a + b for word in words for a, b in itertools.pairwise(word) if a in GIVEN or b in GIVEN}


def fonts() -> bool:
    """Whether this machine can print Chinese."""
    return bool({*FONTS} & {*typst.Fonts().families()})


def persons(count: int) -> list[Person]:
    """Invent so many persons, no two of one given name."""
    chance = random.Random(11)
    found = []
    for number, (a, b) in enumerate(itertools.islice(itertools.permutations(GIVEN, 2), count)):
        born = dt.date(1960, 1, 1) + dt.timedelta(days=chance.randrange(14_000))
        stem = f"32058{number % 10}{born:%Y%m%d}{chance.randrange(1000):03}"
        found.append(
            Person(
                name=SURNAMES[number % len(SURNAMES)] + a + b,
                id=stem + ric.calc_check_digit(stem + "0"),
                phone=f"1{chance.choice('3578')}{chance.randrange(10**9):09}",
                address=f"云溪市{a}{b}路{number % 90 + 10}号{number % 8 + 1}室",
            )
        )
    return found


def firm(number: int) -> str:
    """Return the name of an invented firm, of which no character is part of a person's given name."""
    return f"云溪市{'金银铜铁锡松柏竹梅兰'[number % 10]}{'达盛隆昌茂源泰丰华荣'[number // 10 % 10]}{'一二三四五六七八九十'[number // 100 % 10]}建材有限公司"


def corpus(folder: Path, everybody: list[Person], day: dt.date, *, scanned: int) -> Iterator[Path]:
    """Write the notices of a folder: six persons in each, every way of writing them in turn.

    ``scanned`` says how many are pictures of pages.
    """
    folder.mkdir(parents=True, exist_ok=True)
    makers = (prose, table, sheet, word, bundle)
    groups = [everybody[at : at + 6] for at in range(0, len(everybody), 6)]
    for number, group in enumerate(groups):
        those = (group * 6)[:6]
        name = folder / f"关于{those[0].name}等人的通报{those[1].phone}（{number}）"
        if number < scanned:
            digital = (prose, table)[number % 2](folder / f"原稿{number}", number, those, day)
            yield scan(digital, name.with_name(name.name + ".pdf"), skew=0.3)
            digital.unlink()
        else:
            yield makers[(number - scanned) % len(makers)](name, number, those, day)


def sentences(number: int, those: list[Person], day: dt.date) -> list[str]:
    """Return what a notice says in prose."""
    a, b, c, d, e, f = those
    said = f"{day.year}年{day.month}月{day.day}日"
    return [
        f"{said}，{BOARD}将{firm(number)}（法定代表人：{a.name}，身份证号码{a.id}，联系电话{a.phone}，住{a.address}）列入{LIST}，期限为{said}起6个月。",
        f"{said}，{BOARD}对{firm(number + 500)}罚款20000元（云应急罚〔{day.year}〕{number + 1}号）。该公司经理{b.name}（身份证号码{b.id}）到场，电话{b.phone}。",
        f"{said}，{BOARD}对{c.name}（身份证号码{c.id}，住{c.address}，电话{c.phone}）罚款1000元（云应急罚〔{day.year}〕{number + 700}号）。",
        f"{said}，{BOARD}将{d.name}（男，汉族，身份证号码{d.id}，住{d.address}）列入{LIST}，期限为{said}起6个月。",
        f"联系人：{e.name}，电话：{e.phone}，地址：{e.address}。",
        f"签发人：{f.name}",
    ]


def prose(path: Path, number: int, those: list[Person], day: dt.date) -> Path:
    """A born-digital notice with a header, a footer and a signature."""
    a, _, _, _, e, f = those
    title, *rest = [
        f"{BOARD}关于列入{LIST}的通报",
        f"云应急〔{day.year}〕{number + 100}号",
        *sentences(number, those, day),
    ]
    body = "\n\n".join(f"#par[{line}]" for line in rest)
    return _pdf(
        path,
        f"联系人{e.name} {e.phone}",
        f"编辑：{f.name} 电话：{f.phone} 地址：{f.address} 身份证号码：{f.id}",
        f"#align(center)[*{title}*]\n\n{body}\n\n#align(right)[{BOARD}\n\n{day.year}年{day.month}月{day.day}日\n\n{a.name}]",
    )


def table(path: Path, number: int, those: list[Person], day: dt.date) -> Path:
    """A born-digital list with columns of persons, and one of persons alone."""
    rows = [["企业名称", "法定代表人", "身份证号码", "联系电话", "住址", "列入日期", "期限"]]
    rows += [
        [firm(number * 10 + place), one.name, one.id, one.phone, one.address, day.isoformat(), "6个月"]
        for place, one in enumerate(those[:4])
    ]
    cells = ", ".join(f"[{cell}]" for row in rows for cell in row)
    e, f = those[4:]
    return _pdf(
        path,
        f"联系人：{e.name}，电话：{e.phone}",
        f"经办人：{f.name}，身份证号码：{f.id}，住址：{f.address}",
        f"#align(center)[*{BOARD}关于列入{LIST}的通知*]\n\n{BOARD}决定将下列企业列入{LIST}，期限6个月。名单由{e.name}整理，{e.name}身份证号码{e.id}，住{e.address}；核对人{f.name}，手机{f.phone}。\n\n"
        f"#text(size: 8pt)[#table(columns: (2.4fr, 1fr, 2.4fr, 1.6fr, 2fr, 1.4fr, 1fr), {cells})]\n\n#align(right)[{BOARD}\n\n{day.year}年{day.month}月{day.day}日]",
        landscape=True,
    )


def sheet(path: Path, number: int, those: list[Person], day: dt.date) -> Path:
    """A workbook of the same list, its properties and a sheet's name with persons in them."""

    def fill(book: object) -> None:
        page = book.active  # type: ignore[attr-defined]
        page.title = f"{those[0].name}经办"
        book.properties.creator = those[1].name  # type: ignore[attr-defined]
        page.append([f"{BOARD}关于列入{LIST}的通知"])
        page.append(["企业名称", "法定代表人", "身份证号码", "联系电话", "住址", "列入日期", "期限"])
        for place, one in enumerate(those):
            page.append(
                [
                    firm(number * 10 + place),
                    one.name,
                    one.id,
                    one.phone,
                    one.address,
                    day.isoformat(),
                    "6个月",
                ]
            )

    path = path.with_name(path.name + ".xlsx")
    path.write_bytes(workbook(fill))
    return path


def word(path: Path, number: int, those: list[Person], day: dt.date) -> Path:
    """A Word file."""
    title = f"{BOARD}关于列入{LIST}的通报"
    path = path.with_name(path.name + ".docx")
    path.write_bytes(docx("".join(p(line) for line in (title, *sentences(number, those, day)))))
    return path


def bundle(path: Path, number: int, those: list[Person], day: dt.date) -> Path:
    """A zip file with an attachment that is named after a person."""
    path = path.with_name(path.name + ".zip")
    text = "\n".join((f"{BOARD}关于列入{LIST}的通报", *sentences(number, those, day)))
    with zipfile.ZipFile(path, "w") as container:
        container.writestr(f"附件{those[2].name}{those[3].phone}.txt", text)
    return path


def _pdf(path: Path, header: str, footer: str, body: str, *, landscape: bool = False) -> Path:
    path = path.with_name(path.name + ".pdf")
    fonts = ", ".join(f'"{font}"' for font in FONTS)
    source = (
        f'#set page(paper: "a4", flipped: {str(landscape).lower()}, header: [{header}], footer: [{footer}])\n'
        f'#set text(font: ({fonts}), size: 12pt, lang: "zh")\n{body}\n'
    )
    path.write_bytes(
        typst.compile(source.replace("*", "\\*").replace("[\\*", "[*").replace("\\*]", "*]").encode())
    )
    return path
