"""What unattended reading survives: kills, rivals, full disks, hostile files, a long day. Prints figures.

Run ``python bench/torture.py`` with the names of some parts, or with none for all of them.
"""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from bombs import bombs  # noqa: E402
from notice_parser.intake import PARSE, inbox_files  # noqa: E402
from notice_parser.workers import Failed, Limits, Wanted, read_each  # noqa: E402
from test_workers import mutated  # noqa: E402

SHARED = ROOT.parent / "shared" / "testset"
CORPUS = sorted((ROOT / "corpus").glob("*/notice.pdf"))
KILLS = 200
TOLD = "told.txt"
TEXT = "云溪市信用简报\n2021年3月2日，云溪市市场监管局将长河{}茶行列入经营异常名录。\n"
PARTS: dict[str, Callable[[Path], bool]] = {}


def part(run: Callable[[Path], bool]) -> Callable[[Path], bool]:
    """Make a function one of the parts that can be run by name."""
    PARTS[run.__name__] = run
    return run


def program(*arguments: object, cwd: Path) -> subprocess.Popen[bytes]:
    """Start notice-parser in a session of its own; it tells a file, since a pipe would fill up."""
    command = [sys.executable, "-m", "notice_parser", *map(str, arguments)]
    with (cwd / TOLD).open("wb") as told:
        return subprocess.Popen(
            command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=told, start_new_session=True
        )


def sound(db: Path, contents: int, bundles: int = 0, failed: int = 0) -> list[str]:
    """Return what is wrong with a database that should hold so many contents, each once.

    ``bundles`` are files that only hold others; ``failed`` ones lie in ``failed/`` with a note each.
    """
    wrong = []
    with sqlite3.connect(db) as rows:

        def ask(sql: str) -> object:
            return rows.execute(sql).fetchone()[0]

        for told, found, wanted in (
            ("notices", ask("SELECT count(*) FROM notices"), contents),
            ("contents", ask("SELECT count(DISTINCT sha256) FROM notices"), contents),
            ("read", ask("SELECT count(*) FROM files WHERE status = 'read'"), contents + bundles),
            ("failed", ask("SELECT count(*) FROM files WHERE status = 'failed'"), failed),
            ("files", ask("SELECT count(*) FROM files WHERE worker IS NULL"), contents + bundles + failed),
            ("integrity", ask("PRAGMA integrity_check"), "ok"),
            ("loose rows", len(rows.execute("PRAGMA foreign_key_check").fetchall()), 0),
        ):
            if found != wanted:
                wrong.append(f"{told}: {found} instead of {wanted}")
        kept = {name for (name,) in rows.execute("SELECT archive FROM files WHERE archive IS NOT NULL")}
        places = [place for (place,) in rows.execute("SELECT place FROM files WHERE status = 'failed'")]
    wrong += [f"{place} is gone" for place in places if not Path(place).is_file()]
    wrong += [f"{place} has no note" for place in places if not Path(place + ".说明.txt").is_file()]
    wrong += [f"{path.name} is left" for path in db.parent.glob("unfolding*")]
    found = {path.relative_to(db.parent).as_posix() for path in (db.parent / "archive").iterdir()}
    if found != kept:
        wrong.append(f"archive: {len(found ^ kept)} files differ")
    return wrong


def verdict(name: str, wrong: list[str], told: str) -> bool:
    """Print a line of figures; return whether all is well."""
    print(f"{name}: {'FAILED ' + '; '.join(wrong) if wrong else 'ok'}: {told}", flush=True)
    return not wrong


def sixty(inbox: Path) -> None:
    """Drop 60 files: 45 PDFs, 5 texts, 3 of these again under other names, 3 bundles of 2, 4 broken ones."""
    inbox.mkdir(parents=True)
    for number in range(45):
        source = CORPUS[number % len(CORPUS)]
        (inbox / f"{number}.pdf").write_bytes(source.read_bytes() + b"%% %d\n" % number)
    for number in range(5):
        (inbox / f"{number}.txt").write_text(TEXT.format(f"甲{number}"), "utf-8")
    for number in range(3):
        (inbox / f"copy-{number}.txt").write_text(TEXT.format(f"甲{number}"), "utf-8")
        with zipfile.ZipFile(inbox / f"{number}.zip", "w") as bundle:
            for member in range(2):
                bundle.writestr(f"{member}.txt", TEXT.format(f"乙{number}丙{member}"))
    for number in range(4):
        (inbox / f"broken-{number}.pdf").write_bytes(CORPUS[number].read_bytes()[: 900 + number])


@part
def kills(folder: Path) -> bool:
    """Kill a run of 60 files, again and again, at random moments, and start it anew."""
    chance, done, reading, rounds, wrong, began = random.Random(1), 0, 0, 0, [], time.monotonic()
    while done < KILLS:
        rounds += 1
        home = folder / f"kills-{rounds}"
        inbox, db = home / "ingest", home / "db" / "credit_events.db"
        sixty(inbox)
        while list(inbox_files(inbox)):
            run = program("ingest", "--db", db, "--workers", 2, cwd=home)
            if done < KILLS:
                time.sleep(chance.uniform(0.3, 6.0))
                done += run.poll() is None
                run.kill() if chance.random() < 0.5 else os.killpg(run.pid, signal.SIGKILL)
                reading += held(db)
            run.wait()
        wrong += sound(db, contents=56, bundles=3, failed=4)
    told = f"{done} kills in {rounds} runs of 60 files (copies, bundles and broken ones among them),"
    told += f" {reading} of them with files in hand,"
    told += f" {time.monotonic() - began:.0f} s"
    return verdict("kill -9", wrong, told)


def held(db: Path) -> bool:
    """Whether a process that was killed has left files that it had begun."""
    if not db.exists():
        return False
    with sqlite3.connect(db) as rows:
        if not rows.execute("SELECT 1 FROM sqlite_master WHERE name = 'files'").fetchone():
            return False
        return bool(rows.execute("SELECT count(*) FROM files WHERE worker IS NOT NULL").fetchone()[0])


@part
def rivals(folder: Path) -> bool:
    """Two watchers and one ingest over the same 100 files, 20 of them duplicates under other names."""
    inbox, db, began = folder / "ingest", folder / "db" / "credit_events.db", time.monotonic()
    inbox.mkdir()
    for number in range(80):
        content = CORPUS[number % len(CORPUS)].read_bytes() + b"%% %d\n" % number
        (inbox / f"{number}.pdf").write_bytes(content)
        if number < 20:
            (inbox / f"copy-{number}.pdf").write_bytes(content)
    runs = [program("watch", inbox, "--db", db, "--settle", 0.5, cwd=folder) for _ in range(2)]
    runs.append(program("ingest", "--db", db, cwd=folder))
    while list(inbox_files(inbox)) and time.monotonic() - began < 300:
        time.sleep(0.2)
    runs[2].wait(120)
    for run in runs[:2]:
        run.terminate()
        run.wait(30)
    wrong = sound(db, 80) + [f"exit code {run.returncode}" for run in runs if run.returncode]
    with sqlite3.connect(db) as rows:
        (twice,) = rows.execute("SELECT count(*) FROM files WHERE attempts > 1").fetchone()
        (names,) = rows.execute("SELECT count(*) FROM file_names").fetchone()
    told = f"80 contents under {names} names, read more than once: {twice}, {time.monotonic() - began:.0f} s"
    return verdict("two watchers and an ingest", wrong, told)


@part
def surroundings(folder: Path) -> bool:
    """A database locked for 30 s; the full disk, the read-only one and the clock are tests of their own."""
    db = folder / "db" / "credit_events.db"
    for name in ("甲", "乙"):
        (folder / f"{name}.txt").write_text(TEXT.format(name), "utf-8")
    program("ingest", folder / "甲.txt", "--db", db, cwd=folder).wait()
    other = sqlite3.connect(db, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    began = time.monotonic()
    run = program("ingest", folder / "乙.txt", "--db", db, cwd=folder)
    time.sleep(30)
    other.execute("ROLLBACK")
    other.close()
    run.wait(60)
    trouble = (folder / TOLD).read_text("utf-8")
    wrong = sound(db, 2) + ([] if "正被其他程序占用" in trouble else ["nobody was told"])
    fine = verdict(
        "database locked for 30 s", wrong, f"read after {time.monotonic() - began:.1f} s; told: {trouble!r}"
    )
    chosen = "full_disk or read_only or cannot_be_emptied or clock or lock or reader_never"
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-n",
        "0",
        "-rs",
        "-k",
        chosen,
        str(ROOT / "tests" / "test_intake.py"),
    ]
    tests = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    lines = tests.stdout.strip().splitlines()
    return (
        verdict(
            "full, read-only, locked, clock", ["tests fail"] * bool(tests.returncode), " ".join(lines[-3:])
        )
        and fine
    )


def read_all(
    paths: list[Path], limits: Limits, count: int = 2
) -> tuple[dict[str, Failed | None], float, float, int]:
    """Read files as ingest does; return why each failed, the time, the longest wait, our own peak in MB."""
    settled: dict[str, Failed | None] = {}
    began = last = time.monotonic()
    longest = 0.0
    wanted = (Wanted(path.name, path, path.name, {"ocr": "rapidocr"}) for path in paths)
    for happened in read_each(PARSE, wanted, count, limits):
        settled[happened.key] = happened if isinstance(happened, Failed) else None
        longest, last = max(longest, time.monotonic() - last), time.monotonic()
    return settled, time.monotonic() - began, longest, peak()


def peak() -> int:
    """Return the most memory that this process has had, in MB."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def judged(name: str, paths: list[Path], seconds: float, *, show: bool) -> bool:
    """Read files, and ask that each has an outcome and a reason, in time and within the memory allowed."""
    limits = Limits()
    settled, took, longest, parent = read_all(paths, limits)
    import resource

    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    wrong = [f"{path.name} has no outcome" for path in paths if path.name not in settled]
    wrong += [
        f"{key} has no reason" for key, one in settled.items() if one and not (one.reason and one.advice)
    ]
    wrong += [f"a reader took {child} MB"] * (child > limits.memory_mb) + [f"{took:.0f} s"] * (took > seconds)
    counts = Counter(one.code if one else "read" for one in settled.values())
    if show:
        for key, one in settled.items():
            if one:
                print(f"  {key}: {one.code}: {one.reason}")
    told = f"{len(paths)} files in {took:.0f} s, longest wait {longest:.0f} s, {dict(counts)};"
    told += f" parent {parent} MB, largest reader {child} MB"
    return verdict(name, wrong, told)


@part
def hostile(folder: Path) -> bool:
    """The hostile and broken files at hand, and the bombs made here."""
    fine = True
    if SHARED.is_dir():
        fine = judged("hostile files", sorted((SHARED / "hostile").iterdir()), 300, show=True)
        fine &= judged(
            "broken, encrypted and other PDFs", sorted((SHARED / "pdf").glob("*.pdf")), 900, show=True
        )
    else:
        print("hostile files: ../shared is not there")
    paths = []
    for name, content in bombs():
        (folder / name).write_bytes(content)
        paths.append(folder / name)
    return judged("bombs", paths, 40 * len(paths), show=True) and fine


@part
def mutations(folder: Path) -> bool:
    """A thousand PDFs damaged at random."""
    chance, paths = random.Random(2), []
    real = sorted((SHARED / "pdf").glob("*.pdf")) if SHARED.is_dir() else []
    seeds = [path.read_bytes() for path in (*CORPUS, *real) if 5_000 < path.stat().st_size < 450_000]
    for number in range(1000):
        path = folder / f"{number}.pdf"
        path.write_bytes(mutated(chance.choice(seeds), chance))
        paths.append(path)
    return judged("mutated PDFs", paths, 3600, show=False)


@part
def day(folder: Path) -> bool:
    """2,000 small files that trickle in over some minutes."""
    inbox, db, began = folder / "ingest", folder / "db" / "credit_events.db", time.monotonic()
    inbox.mkdir()
    run = program("watch", inbox, "--db", db, cwd=folder)
    memory: list[int] = []
    for number in range(2000):
        target = inbox / ("" if number % 3 else f"{number % 7}") / f"{number}.txt"
        target.parent.mkdir(exist_ok=True)
        temporary = target.with_name(f".{target.name}.Xa3f9Q")
        temporary.write_text(TEXT.format(f"甲{number}"), "utf-8")
        temporary.rename(target)
        time.sleep(0.09)
        if number % 100 == 99:
            memory.append(resident(run.pid))
    while list(inbox_files(inbox)) and time.monotonic() - began < 1200:
        time.sleep(0.5)
    time.sleep(1)
    memory.append(resident(run.pid))
    run.terminate()
    run.wait(30)
    early, late = max(memory[2:6]), memory[-1]
    wrong = sound(db, 2000) + [f"memory grew from {early} to {late} MB"] * (late > 1.25 * early)
    wrong += [f"exit code {run.returncode}"] * bool(run.returncode)
    told = f"2000 files in {time.monotonic() - began:.0f} s, memory {memory[0]}, {early}, {late} MB"
    return verdict("a day in small", wrong, told)


def resident(pid: int) -> int:
    """Return the memory of a process in MB."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("VmRSS")), 0)


def main(names: list[str]) -> int:
    """Run the named parts, or all of them."""
    fine = True
    for name in names or PARTS:
        with tempfile.TemporaryDirectory() as folder:
            fine &= PARTS[name](Path(folder))
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
