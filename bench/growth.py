"""An empty database and ever fuller ones → the processor time to save one notice, which must not grow.

    python bench/growth.py DATABASE ...

The databases are those that bench/database.py leaves in a folder; notices are added to them, in turns, so
that a busy machine slows all alike. They are parsed beforehand: parsing knows no database.
"""

from __future__ import annotations

import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from made_up import firm

from notice_parser import parse_text
from notice_parser.store import open_database, save

NOTICES = 60
LIMIT = 1.10  # of what the same notice costs in the empty database
_WORDS = """云溪市应急管理局关于列入名单的通知
云测〔2025〕{number}号
2025年3月2日，云溪市应急管理局将{name}列入安全生产黄牌警示名单，期限为2025年3月2日起3个月。
"""


def main(paths: list[Path]) -> None:
    """Print a line a database; stop with an error where a notice costs too much more, parsing included."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as opened:
        every = [Path(folder) / "empty.db", *paths]
        databases = [opened.enter_context(open_database(path, create=True)) for path in every]
        took: list[list[float]] = [[] for _ in every]
        parsing = []
        for number in range(NOTICES):
            words = _WORDS.format(number=f"{time.time_ns() % 10**8}{number}", name=firm(number * 37)[0])
            before = time.process_time()
            notice = parse_text(words)
            parsing.append(time.process_time() - before)
            for database, times in zip(databases, took, strict=True):
                before = time.process_time()
                save(database, notice)
                times.append(time.process_time() - before)
    parsed, least = median(parsing[5:]), median(took[0][5:])
    print(f"To parse the notice takes {1000 * parsed:.1f} ms, whatever the database holds.\n")
    print("| database | ms to save | of the empty one | parsed and saved, of the empty one |")
    print("|---|--:|--:|--:|")
    worst = 1.0
    for path, times in zip(every, took, strict=True):
        cost = median(times[5:])
        ratio = (parsed + cost) / (parsed + least)
        worst = max(worst, ratio)
        print(f"| {path.name} | {1000 * cost:.2f} | {cost / least:.3f} | {ratio:.3f} |")
    reached = worst <= LIMIT
    told = f"the aim is {LIMIT:.2f}: **{'reached' if reached else 'not reached'}**"
    print(f"\nA notice costs at most {worst:.2f} of one in an empty database; {told}.")
    if not reached:
        sys.exit(1)


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])
