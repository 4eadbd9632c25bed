"""10,000, 100,000, 1,000,000 events → size, build time, and the median time of what staff ask.

    python bench/database.py [FOLDER] [EVENTS ...]

The databases are made of invented notices (made_up.py) and thrown away, but for those in FOLDER.
"""

from __future__ import annotations

import datetime as dt
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from click.testing import CliRunner
from made_up import LISTS, build, firm

from notice_parser import parse_text
from notice_parser.cli import main
from notice_parser.store import open_database, questions, save

SIZES = (10_000, 100_000, 1_000_000)
ROWS = 36_950  # firms of the batch check
REPEATS = 25
ON = "2020-05-01"
_NOTICE = """{city}应急管理局关于列入名单的通知
云测〔2025〕{number}号
2025年3月2日，{city}应急管理局将{name}列入安全生产黄牌警示名单，期限为2025年3月2日起3个月。
"""


def median_ms(asked: Callable[[int], object]) -> float:
    """Return the median time of a question in milliseconds, asked of something else each time."""
    times = []
    for number in range(REPEATS):
        started = time.perf_counter()
        asked(number)
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times)


def ask(path: Path, subjects: int) -> dict[str, float]:
    """Time each question."""
    chance = random.Random(3)
    names = [firm(chance.randrange(subjects))[0] for _ in range(REPEATS)]
    days = [(dt.date(2019, 1, 1) + dt.timedelta(days=30 * n)).isoformat() for n in range(REPEATS)]
    lists = [LISTS[n % len(LISTS)][1] for n in range(REPEATS)]

    with closing(sqlite3.connect(path)) as db:

        def history(n: int) -> None:
            for one in questions.subjects(db, names[n]):
                questions.stays(db, one["主体标识"])
                questions.history(db, one["主体标识"])

        return {
            "as-of list": median_ms(
                lambda n: questions.rows_of(db, questions.LISTED_ON, on=days[n], list=lists[n])
            ),
            "history": median_ms(history),
            "expiring": median_ms(lambda n: questions.expiring(db, days[n], 30)),
            "month x authority x list": median_ms(
                lambda n: questions.rows_of(db, questions.MONTHLY, **{"from": "2012-01", "to": "2030-12"})
            ),
        }


def save_ms(path: Path, subjects: int) -> float:
    """Return the median time to save one notice of one event about a firm that is there already."""
    notices = [
        parse_text(_NOTICE.format(city="云溪市", number=number, name=firm(number * 37 % subjects)[0]))
        for number in range(REPEATS)
    ]
    with open_database(path) as db:
        return median_ms(lambda n: save(db, notices[n]))


def check_s(path: Path, subjects: int, folder: Path) -> tuple[float, str]:
    """Return the time to check a list of firms, and what the command says."""
    chance, rows = random.Random(5), ["企业名称,统一社会信用代码"]
    for number in range(ROWS):
        name, code = firm(chance.randrange(subjects * 3))
        rows.append(f"{name},{code or ''}" if number % 2 else f"{name},")
    (folder / "list.csv").write_text("\n".join(rows), "utf-8")
    started = time.perf_counter()
    result = CliRunner().invoke(
        main, ["check", str(folder / "list.csv"), "--on", ON, "--db", str(path)], catch_exceptions=False
    )
    return time.perf_counter() - started, result.output.strip().partition("；结果在")[0]


def run(folder: Path, sizes: tuple[int, ...]) -> None:
    """Build each database, ask, and print one line each."""
    for size in sizes:
        path, subjects = folder / f"bench-{size}.db", size // 5
        if not path.exists():
            told = build(path, size, subjects)
            print(f"{size:>9,} events, {subjects:,} firms", end=": ")
            print(f"rows {told['rows']:.0f} s, derived {told['derived']:.0f} s", end=", ")
        print(f"{path.stat().st_size / 1e6:,.0f} MB", flush=True)
        for name, took in ask(path, subjects).items():
            print(f"{'':>9} {name:<26}{took:8.2f} ms", flush=True)
        print(f"{'':>9} {'save one notice':<26}{save_ms(path, subjects):8.2f} ms", flush=True)
        took, told_ = check_s(path, subjects, folder)
        print(f"{'':>9} {f'check {ROWS:,} rows':<26}{took:8.2f} s   {told_}", flush=True)


if __name__ == "__main__":
    chosen = tuple(int(number) for number in sys.argv[2:]) or SIZES
    if len(sys.argv) > 1:
        Path(sys.argv[1]).mkdir(parents=True, exist_ok=True)
        run(Path(sys.argv[1]), chosen)
    else:
        with tempfile.TemporaryDirectory() as made:
            run(Path(made), chosen)
