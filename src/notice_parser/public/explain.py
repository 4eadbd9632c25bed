"""Rules and the day of a copy → what it says of itself to whoever opens it."""

from __future__ import annotations

import datetime as dt
from importlib import metadata
from sqlite3 import Connection

from .rules import Rules


def explain(copy: Connection, rules: Rules, day: dt.date, made: str, events: int) -> None:
    """Write into a copy that it is one, of which day, by which rules, and what it does not hold."""
    persons = "不含自然人的记录，原话、页面图像和标题里的姓名、号码、住址已经隐去"
    if rules.policy.persons == "mask":
        persons = "自然人只写姓氏加“某”，不含号码、住址和职务"
    told = [
        ("公开副本", "这是公开副本，不是完整的数据库；没有列出不等于没有记录"),
        ("以哪一天为准", day.isoformat()),
        ("生成时间", made[:16].replace("T", " ")),
        ("事件数", str(events)),
        ("不含什么", persons + "；拟定、将来、否定的说法，已修复、移出、撤销、有异议的记录都不在其中"),
        ("公示期", "每条记录都写有公示至哪一天，过了这一天就不再显示"),
        ("页面图像", "只显示公开的那几行，其余是空白或灰条"),
        ("规则", f"{rules.fingerprint}；程序 notice-parser {metadata.version('notice-parser')}"),
    ]
    for rule in rules.rule:
        if rule.on:
            force = f"，{rule.in_force.isoformat()} 起施行" if rule.in_force else ""
            told.append((f"规则 {rule.id}", f"{rule.title}（{rule.law}{rule.article}{force}）"))
    for one in rules.cls:
        told.append((f"公示期 {one.id}", one.basis))
    copy.executemany('INSERT INTO "公开说明" VALUES (NULL, ?, ?)', told)
