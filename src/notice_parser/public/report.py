"""What a copy holds and what was withheld → words for staff."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from .rules import Rules

_SINGLES = {"person", "detention", "minor", "five_years"}  # rules about persons: few of them are not counted


@dataclass(frozen=True)
class Report:
    """What became of the events of a full database."""

    copy: Path
    day: str
    made: str
    rules: Rules
    published: int
    notices: int
    subjects: int
    withheld: Counter[str]
    cut: Counter[str]
    unchecked: int
    images: int
    reused: int
    keys: dict[str, str | None]  # event key → last day of what is published

    def lines(self) -> list[str]:
        """Return the report line by line: what was withheld, how many, by which rule."""
        rules = self.rules
        lines = [
            f"公开副本 {self.copy.name}，以 {self.day} 为准，{self.made[:16].replace('T', ' ')} 生成",
            f"公开 {self.published} 个事件、{self.subjects} 个单位、{self.notices} 份通知、"
            f"{self.images} 页图像" + (f"（其中 {self.reused} 页沿用上一次的）" if self.reused else ""),
            f"不公开 {sum(self.withheld.values())} 个事件：",
        ]
        for rule in rules.rule:
            if count := self.withheld[rule.id]:
                lines.append(
                    f"  {self._count(rule.id, count):>6}  {rule.title}"
                    f"（{rule.requirement} {rule.id}，{rule.law}{rule.article}）"
                )
        if not self.withheld:
            lines.append("  无")
        for id, count in sorted(self.cut.items()):
            lines.append(f"另有 {count} 个公开的事件里去掉了一部分当事人：{rules[id].title}")
        if self.unchecked:
            lines.append(
                f"注意：公开的不利记录里有 {self.unchecked} 个还没有经人核对（规则 unchecked 没有打开）"
            )
        off = [rule.id for rule in rules.rule if not rule.on]
        lines.append(
            f"规则 {rules.fingerprint}；没有打开的：{'、'.join(off) or '无'}；自然人："
            + {"leave_out": "不公开", "mask": "遮盖姓名后公开"}[rules.policy.persons]
        )
        return lines

    def _count(self, id: str, count: int) -> str:
        few = self.rules.policy.small_cell
        return f"少于{few}" if id in _SINGLES and count < few else str(count)
