"""Sample notices → a database, a table of their events, and how to look at them."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from notice_parser import ingest
from notice_parser.cli.look import show_events
from notice_parser.cli.progress import follow
from notice_parser.store import open_database

ROOT = Path(__file__).parent
BULLETIN = ROOT.parent / "shared" / "notices" / "pdf" / "kunshan-2020-03.pdf"


def samples() -> list[Path]:
    """Return the real bulletin where it is at hand, and the notices of the corpus."""
    return [path for path in (BULLETIN, *sorted(ROOT.glob("corpus/*/notice.pdf"))) if path.exists()]


def main(db: Path) -> int:
    """Read the samples and show what was read; return 1 if one could not be."""
    paths = samples()
    workers = os.cpu_count() or 1
    outcomes = list(follow(lambda report: ingest(paths, db, workers=workers, report=report), len(paths)))
    failed = sum(outcome.status == "failed" for outcome in outcomes)
    if failed < len(paths):
        with open_database(db) as database:
            rows = list(database.query('SELECT * FROM "信用事件" ORDER BY "通知", "编号"'))
            (problems,) = database.execute('SELECT count(*) FROM "问题"').fetchone()
        show_events(rows, "读出的信用事件")
        print(f"疑点 {problems} 个，失败的文件 {failed} 个")
        program = os.path.relpath(Path(sys.executable).with_name("notice-parser"))
        print(f"在浏览器里查看：{program} serve --db {db}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "db/credit_events.db")))
