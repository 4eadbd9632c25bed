"""An empty database and ever fuller ones → the processor time of one more notice, which must not grow.

    python bench/growth.py DATABASE ...

The databases are those that bench/database.py leaves in a folder; each is copied, and notices of the corpus
are saved into all copies in turns, so that a busy machine slows all alike. A notice costs what reading its
PDF and parsing it take, which know no database, and what saving it takes.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from notice_parser import parse
from notice_parser.store import open_database, save

NOTICES = 80
LIMIT = 1.10  # of what the same notices cost in the empty database
CORPUS = Path(__file__).parent.parent / "corpus"


def main(paths: list[Path]) -> None:
    """Print a line a database; stop with an error where a notice costs too much more."""
    files = sorted(CORPUS.glob("*/notice.pdf"))
    files = files[:: max(1, len(files) // NOTICES)]
    with ExitStack() as opened:
        databases = []
        for path in (None, *paths):
            near = path.parent if path else None  # on the disk of the database
            folder = Path(opened.enter_context(tempfile.TemporaryDirectory(dir=near)))
            copy = folder / (path.name if path else "empty.db")
            if path:
                shutil.copyfile(path, copy)
            databases.append((copy.name, opened.enter_context(open_database(copy, create=True))))
        saving = [0.0] * len(databases)
        reading = 0.0
        for number, file in enumerate(files):
            before = time.process_time()
            notice = parse(file)
            after = time.process_time()
            reading += after - before if number else 0.0  # the first warms up
            for place, (_, database) in enumerate(databases):
                before = time.process_time()
                save(database, notice)
                after = time.process_time()
                saving[place] += after - before if number else 0.0
    count = len(files) - 1
    each = 1000 / count
    print(f"{count} notices of the corpus; to read and parse one takes {each * reading:.1f} ms.\n")
    print("| database | ms to save | of the empty one | file to rows, of the empty one |")
    print("|---|--:|--:|--:|")
    worst = 1.0
    for (name, _), cost in zip(databases, saving, strict=True):
        ratio = (reading + cost) / (reading + saving[0])
        worst = max(worst, ratio)
        print(f"| {name} | {each * cost:.2f} | {cost / saving[0]:.3f} | {ratio:.3f} |")
    reached = worst <= LIMIT
    told = f"the aim is {LIMIT:.2f}: **{'reached' if reached else 'not reached'}**"
    print(f"\nA notice costs at most {worst:.2f} of one in an empty database; {told}.")
    if not reached:
        sys.exit(1)


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])
