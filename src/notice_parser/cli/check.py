"""``check``: a list of firms, each looked up among those listed on a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from . import options
from .group import give_up, main
from .listed import day_of, on

if TYPE_CHECKING:
    from ..store.matching import Hit

_NAME = ("企业名称", "单位名称", "主体名称", "主体", "名称", "公司名称", "当事人", "姓名", "name")
_CODE = ("统一社会信用代码", "社会信用代码", "信用代码", "组织机构代码", "代码", "注册号", "税号", "code")
_RESULT = ("结论", "说明")
_HITS = (
    *(
        "行号",
        "名单上的名称",
        "查询名称",
        "查询代码",
        "结论",
        "匹配方式",
        "相似度",
        "代码",
        "名单",
        "等级",
        "认定部门",
    ),
    *("文号", "列入", "届满", "文件", "页码", "原文", "标识"),
)
REFUSED, DOUBTFUL, PASSED, EMPTY = "拒绝", "待核", "通过", "无法核查"


@main.command(help="批量信用核查：表格（xlsx 或 csv）里的每个单位是否在名单上，结果写成工作簿。")
@click.argument("file", metavar="表格", type=click.Path(path_type=Path))
@on
@click.option("--lists", multiple=True, help="名单名称里的字或种类；不给则查所有失信、警示、异常名单")
@click.option("--out", type=click.Path(path_type=Path), help="结果文件，不给则写在表格旁边")
@options.db
def check(file: Path, on: Any, lists: tuple[str, ...], out: Path | None, db: Path) -> None:
    """Look every row of a list up among those listed, and write what was found and why."""
    from ..exports import sheets
    from ..model import Unreadable
    from ..store import audit, open_database
    from ..store.matching import Listed

    try:
        rows = list(sheets.read(file, (*_NAME, *_CODE)))
    except Unreadable as error:
        give_up(str(error))
    name, code = _column(rows, _NAME), _column(rows, _CODE)
    if not rows or not (name or code):
        give_up(f"{file.name}：找不到名称或代码的列，请把表头写成 {_NAME[0]} 和 {_CODE[0]}")
    day, words = day_of(on), [word for given in lists for word in given.replace("，", ",").split(",") if word]
    with open_database(db) as database:
        listed = Listed(database.conn, day, words)
    results: list[dict[str, str | None]] = []
    hits: list[dict[str, Any]] = []
    for number, row in enumerate(rows, 2):
        asked, printed = row.get(name or "", ""), row.get(code or "", "")
        found = listed.find(asked, printed or None)
        verdict, why = judge(asked, printed, found)
        results.append({**row, "结论": verdict, "说明": why})
        hits += [_hit(number, asked, printed, hit) for hit in found]
    counts = Counter(str(row["结论"]) for row in results)
    filters = {"日期": day} | ({"名单": "已指定"} if words else {})
    audit.note_in(db, audit.actor(), "command", "check", "表格", len(rows), filters)
    target = out or file.with_name(f"{file.stem}-核查结果.xlsx")
    header = tuple(dict.fromkeys((*rows[0], *_RESULT)))
    try:
        sheets.write_book(
            target,
            {
                "汇总": (("项目", "内容"), _summary(day, words, db, file, counts)),
                "拒绝和待核": (header, [row for row in results if row["结论"] != PASSED]),
                "命中依据": (_HITS, hits),
                "全部": (header, results),
            },
        )
    except OSError as error:
        give_up(f"{target}：无法写入（{error.strerror}），请检查路径和权限")
    told = "，".join(f"{word} {counts[word]}" for word in (REFUSED, DOUBTFUL, PASSED, EMPTY) if counts[word])
    click.echo(f"{day} 核查 {len(rows)} 个：{told}；结果在 {target}")


def judge(name: str, printed: str, hits: Iterable[Hit]) -> tuple[str, str | None]:
    """Say what follows from the hits of a row, and why.

    >>> judge("", "", [])
    ('无法核查', '没有名称和代码')
    """
    from ..store.identities import organisation_code

    if not name and not printed:
        return EMPTY, "没有名称和代码"
    hits = list(hits)
    certain = [hit for hit in hits if hit.certain]
    bad = "；代码校验位不符，按名称核查" if printed and organisation_code(printed) is None else ""
    if certain:
        return REFUSED, "；".join(dict.fromkeys(map(_reason, certain))) + bad
    if hits:
        return DOUBTFUL, "；".join(dict.fromkeys(map(_reason, hits))) + bad
    return PASSED, bad.lstrip("；") or None


def _reason(hit: Hit) -> str:
    """Say in one clause on which list whom, by whose decision, since when."""
    listing = hit.listing
    term = f"至 {listing.expires}" if listing.expires else "期限不详"
    who = "" if hit.how in ("代码一致", "名称一致") else f"（{hit.how}：{hit.name}）"
    facts = f"{listing.authority or '部门不详'} {listing.document_number or ''}".strip()
    doubt = "，该条待复核" if listing.doubtful else ""
    return f"{hit.how}，在{listing.list_name or '名单'}，{listing.start} 起{term}，{facts}{who}{doubt}"


def _hit(number: int, asked: str, printed: str, hit: Hit) -> dict[str, Any]:
    listing = hit.listing
    return {
        "行号": number,
        "名单上的名称": hit.name,
        "查询名称": asked,
        "查询代码": printed,
        "结论": REFUSED if hit.certain else DOUBTFUL,
        "匹配方式": hit.how,
        "相似度": round(hit.likeness, 1),
        "代码": listing.identifier,
        "名单": listing.list_name,
        "等级": listing.list_level,
        "认定部门": listing.authority,
        "文号": listing.document_number,
        "列入": listing.start,
        "届满": listing.expires,
        "文件": listing.file,
        "页码": listing.page,
        "原文": listing.quote,
        "标识": listing.event_key,
    }


def _summary(day: str, words: list[str], db: Path, file: Path, counts: Counter[str]) -> list[dict[str, Any]]:
    facts = {
        "核查日期": day,
        "表格": file.name,
        "数据库": db.name,
        "名单": "、".join(words) or "失信、警示、异常名单",
    }
    facts |= {word: str(counts[word]) for word in (REFUSED, DOUBTFUL, PASSED, EMPTY)}
    return [{"项目": name, "内容": value} for name, value in facts.items()]


def _column(rows: list[dict[str, str]], names: Iterable[str]) -> str | None:
    """Return the header that stands for one of the names, an equal one before one that holds it."""
    header: Mapping[str, str] = rows[0] if rows else {}
    for name in names:
        found = next((column for column in header if column.lower() == name), None)
        if found:
            return found
    return next((column for name in names for column in header if name in column.lower()), None)
