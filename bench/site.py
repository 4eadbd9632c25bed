"""A database with many events → how long the site takes for each page, in the server alone.

Usage: python bench/site.py [FILE.db [events]]. Without a file one is made, in minutes. Exit code 1 where the first
page, the table, the search or the evidence takes longer than 400 ms in the median, or a facet timed out.
"""

from __future__ import annotations

import asyncio
import sqlite3
import statistics
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlencode

from datasette.app import Datasette
from datasette.utils import tilde_encode
from many import make

TIMES = 11
MOST = 400  # milliseconds


def pages(db: sqlite3.Connection) -> dict[str, tuple[str, bool]]:
    """Return the pages to ask for, and whether they have to keep the limit."""
    key, notice = db.execute('SELECT "标识", "通知" FROM "信用事件" WHERE "编号" = 4711').fetchone()
    (subject,) = db.execute("SELECT key FROM subjects ORDER BY mentions DESC LIMIT 1").fetchone()
    name, document = db.execute('SELECT "主体", "文号" FROM "信用事件" WHERE "编号" = 4712').fetchone()
    link, table = "/-/notice-parser/credit_events", "/credit_events/" + tilde_encode("信用事件")

    def ask(question: str, **given: str) -> str:
        return f"{link}/ask/{question}?{urlencode(given)}"

    return {
        "首页": ("/", True),
        "信用事件表，六项统计": (table, True),
        "信用事件表，筛选": (f"{table}?{urlencode({'动作': '列入', '名单': '守信红名单'})}", True),
        "信用事件表，搜索": (f"{table}?{urlencode({'_search': '昆山'})}", True),
        "主体表": ("/credit_events/" + tilde_encode("主体"), True),
        "搜索 昆山": (f"{link}/search?{urlencode({'q': '昆山'})}", True),
        "搜索 名称": (f"{link}/search?{urlencode({'q': name[3:7]})}", True),
        "搜索 文号": (
            f"{link}/search?{urlencode({'q': document.replace('〔', '[').replace('〕', ']')})}",
            True,
        ),
        "证据": (f"{link}/event/{key}", True),
        "页面图像": (f"{link}/image/{notice}/1.png", True),
        "通知": (f"{link}/notice/{notice}", True),
        "主体": (f"{link}/subject/{subject}", True),
        "某日在名单上": (ask("listed", on="2024-05-01"), False),
        "历史": (ask("history", who=name), False),
        "即将届满": (ask("expiring", days="30"), False),
        "多次": (ask("repeated", times="3"), False),
        "罚款数额": (ask("penalties", yuan="400000"), False),
        "按部门和月份": (ask("monthly", go="1"), False),
        "决定清单": (ask("decisions", first="2024-01", last="2024-06"), False),
        "文件": (f"{link}/files", False),
        "订阅": (f"{link}/events.atom?{urlencode({'_search': '昆山'})}", False),
    }


async def measure(path: Path) -> int:
    """Print the times; return the exit code."""
    with sqlite3.connect(path) as db:
        (events,) = db.execute("SELECT count(*) FROM events").fetchone()
        asked = pages(db)
    site = Datasette([str(path)])
    await site.invoke_startup()
    late = 0
    print(
        f"{events:,} 个事件，每页 {TIMES} 次，毫秒；机器忙时看处理器时间\n{'中位':>6}{'最长':>6}{'处理器':>5}  页面"
    )
    for name, (address, limited) in asked.items():
        times, works = [], []
        for _ in range(TIMES):
            began, worked = time.perf_counter(), time.process_time()
            response = await site.client.get(address)
            times.append((time.perf_counter() - began) * 1000)
            works.append((time.process_time() - worked) * 1000)
            if response.status_code != 200 or "超时" in response.text or "用时过长" in response.text:
                print(f"{name}：{response.status_code}，或有统计超时")
                late += 1
                break
        middle = statistics.median(times)
        over = limited and middle > MOST
        late += over
        print(
            f"{middle:8.0f}{max(times):8.0f}{statistics.median(works):8.0f}  {name}{'　超过 400' if over else ''}"
        )
    return 1 if late else 0


if __name__ == "__main__":
    if len(sys.argv) > 1:
        path = Path(sys.argv[1])
    else:
        path = Path(tempfile.mkdtemp()) / "credit_events.db"
    if not path.exists():
        make(path, int(sys.argv[2]) if len(sys.argv) > 2 else 200_000)
    sys.exit(asyncio.run(measure(path)))
