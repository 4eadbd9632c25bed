"""A database with many events → how long the site takes for each page, in the server alone.

Usage: python bench/site.py [FILE.db [events]]; without a file one is made and thrown away. Exit code 1 where
the first page, a table, the search or the evidence takes longer than 400 ms in the median, or a facet timed
out. On a busy machine look at the processor's time.
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
from made_up import CITY, build

from notice_parser import ingest
from notice_parser.store import open_database
from notice_parser.text.bigrams import index_words

TIMES = 11
MOST = 400  # milliseconds
NOTICE = Path(__file__).parent.parent / "corpus/guilin-xinyong-jianbao/notice.pdf"


def make(path: Path, events: int) -> None:
    """Write invented notices, what search needs of them, and one real file whose pages can be shown."""
    build(path, events, events // 4)
    with open_database(path) as db, db.atomic():
        names = db.execute('SELECT "编号", "名称" FROM "主体"').fetchall()
        db.conn.executemany(
            "INSERT INTO subject_search (rowid, words) VALUES (?, ?)",
            ((row, index_words(name)) for row, name in names),
        )
    assert [outcome.status for outcome in ingest([NOTICE], path, ocr="off")] == ["read"]


def pages(db: sqlite3.Connection) -> dict[str, tuple[str, bool]]:
    """Return the pages to ask for, and whether they have to keep the limit."""
    key, notice = db.execute('SELECT "标识", "通知" FROM "信用事件" ORDER BY "编号" DESC LIMIT 1').fetchone()
    (subject,) = db.execute("SELECT key FROM subjects ORDER BY mentions DESC LIMIT 1").fetchone()
    name, document = db.execute(
        'SELECT "主体", "文号" FROM "信用事件" WHERE "文号" IS NOT NULL AND "主体" IS NOT NULL LIMIT 1'
    ).fetchone()
    link, table = "/-/notice-parser/credit_events", "/credit_events/" + tilde_encode("信用事件")
    plain = document.replace("〔", "[").replace("〕", "]")

    def ask(question: str, **given: str) -> str:
        return f"{link}/ask/{question}?{urlencode(given)}"

    def found(words: str) -> str:
        return f"{link}/search?{urlencode({'q': words})}"

    return {
        "首页": ("/", True),
        "信用事件表，六项统计": (table, True),
        "信用事件表，筛选": (f"{table}?{urlencode({'动作': '列入', '名单': '经营异常名录'})}", True),
        "信用事件表，搜索": (f"{table}?{urlencode({'_search': name[3:6]})}", True),
        "主体表": ("/credit_events/" + tilde_encode("主体"), True),
        f"搜索 {CITY}（全部都有）": (found(CITY), True),
        "搜索 名称": (found(name[3:6]), True),
        "搜索 文号": (found(plain), True),
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
        "决定清单": (ask("decisions", first="2022-01", last="2022-06"), False),
        "文件": (f"{link}/files", False),
        "订阅": (f"{link}/events.atom?{urlencode({'_search': name[3:6]})}", False),
    }


async def measure(path: Path) -> int:
    """Print the times; return the exit code."""
    with sqlite3.connect(path) as db:
        (events,) = db.execute("SELECT count(*) FROM events").fetchone()
        asked = pages(db)
    site = Datasette([str(path)])
    await site.invoke_startup()
    late = 0
    print(f"{events:,} 个事件，每页 {TIMES} 次，毫秒\n{'中位':>6}{'最长':>6}{'处理器':>5}  页面")
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
        middle, work = statistics.median(times), statistics.median(works)
        over = limited and middle > MOST
        late += over
        print(f"{middle:8.0f}{max(times):8.0f}{work:8.0f}  {name}{'　超过 400' if over else ''}", flush=True)
    return 1 if late else 0


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        path = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(folder) / "credit_events.db"
        if not path.exists():
            make(path, int(sys.argv[2]) if len(sys.argv) > 2 else 200_000)
        sys.exit(asyncio.run(measure(path)))
