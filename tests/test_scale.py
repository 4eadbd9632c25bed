"""However files are read, by one process or many machines, the database says the same."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from conftest import ROOT
from notice_parser.cli import main
from notice_parser.intake import PARSE, take_in
from notice_parser.intake.sharding import shard_rows
from notice_parser.model import Notice
from notice_parser.pipeline import parse_or_unfold
from notice_parser.store import keys, parser_version
from notice_parser.workers import DEFAULT, Failed, Pool, Readers
from notice_parser.workers.shards import Shelf, belongs, read_as, rows_in, write_shard

NOTICES = sorted((ROOT / "corpus").glob("*/notice.txt"))[:9]
TOLD = {"ocr": "off", "ner": "off", "published": None, "issuer": None}
SECRET = "5a" * 32
KEY = keys.for_numbers(bytes.fromhex(SECRET)).hex()
NUMBERED = {"编号", "通知", "事件", "收录时间"}  # columns that say in which order files came
TABLES = ("通知", "信用事件", "主体", "考核结果", "问题", "subjects", "listing_periods")
FREE = {"id", "key", "known_from", "first_seen", "changed"}

needs_arrow = pytest.mark.skipif(find_spec("pyarrow") is None, reason="needs pyarrow: pip install -e .[ray]")
needs_ray = pytest.mark.skipif(find_spec("ray") is None, reason="needs Ray: pip install -e .[ray]")


@pytest.fixture(scope="module", autouse=True)
def one_key(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """One key of all databases, as for jobs of one cluster."""
    path = tmp_path_factory.mktemp("key") / "key"
    path.write_text(SECRET, "ascii")
    path.chmod(0o600)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(keys.PLACE, str(path))
        yield


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Notices, one of them twice, and a broken one."""
    folder = tmp_path_factory.mktemp("notices")
    paths = []
    for path in NOTICES:
        paths.append(folder / f"{path.parent.name}.txt")
        shutil.copy(path, paths[-1])
    paths.append(folder / "again.txt")
    shutil.copy(NOTICES[0], paths[-1])
    paths.append(folder / "broken.pdf")
    paths[-1].write_bytes(b"%PDF-1.7 broken")
    return paths


def normalised(db: Path) -> list[str]:
    """Every row of the tables that people and programs read, without numbers that tell the order."""
    rows: list[str] = []
    with closing(sqlite3.connect(db)) as opened:
        opened.row_factory = sqlite3.Row
        for table in TABLES:
            for row in opened.execute(f'SELECT * FROM "{table}"'):
                kept = {name: row[name] for name in row.keys() if name not in NUMBERED | FREE}  # noqa: SIM118
                if table == "通知":  # both names of one content, whichever came first
                    kept["文件"] = "、".join(sorted(kept["文件"].split("、")))
                if table == "信用事件":
                    kept.pop("文件", None)
                rows.append(f"{table} {json.dumps(kept, ensure_ascii=False, sort_keys=True)}")
        for status, code, sha256 in opened.execute("SELECT status, code, sha256 FROM files"):
            rows.append(f"files {sha256} {status} {code}")
    return sorted(rows)


def saved(db: Path, paths: list[Path], readers: Readers | None = None, **how: object) -> list[str]:
    settled = list(take_in(paths, db, {}, ocr="off", ner="off", readers=readers, **how))  # type: ignore[arg-type]
    assert len(settled) == len(paths)
    return normalised(db)


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory, files: list[Path]) -> list[str]:
    """What one process makes of the files."""
    found = saved(tmp_path_factory.mktemp("alone") / "a.db", files)
    assert sum(row.startswith("信用事件") for row in found) > 9
    assert sum(row.startswith("files") for row in found) == len(files) - 1
    return found


def test_two_processes_say_what_one_says(tmp_path: Path, files: list[Path], alone: list[str]) -> None:
    assert saved(tmp_path / "b.db", files[::-1], workers=2) == alone


def test_the_dump_tells_databases_apart(tmp_path: Path, files: list[Path], alone: list[str]) -> None:
    assert saved(tmp_path / "b.db", files[1:8]) != alone


def killed_once(path: Path, *, progress: object, **given: object) -> Notice | list[Path]:
    """Read a file, but be killed from without in the middle of the sixth."""
    mark = Path(os.environ["KILLED_ONCE"])
    if path.name == sorted(one.name for one in path.parent.iterdir())[5] and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return parse_or_unfold(path, **given)  # type: ignore[arg-type]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
def test_a_process_killed_half_way_changes_nothing(
    tmp_path: Path, files: list[Path], alone: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KILLED_ONCE", str(tmp_path / "killed"))
    found = saved(tmp_path / "b.db", files, entry="test_scale:killed_once")
    assert (tmp_path / "killed").exists()
    assert found == alone


@pytest.fixture(scope="module")
def shards(tmp_path_factory: pytest.TempPathFactory, files: list[Path]) -> list[Path]:
    pytest.importorskip("pyarrow", reason="needs pyarrow: pip install -e .[ray]")
    folder, made = tmp_path_factory.mktemp("shards"), []
    for part in (1, 2):
        rows = shard_rows(
            files, (part, 2), TOLD | {"number_key": KEY}, entry=PARSE, workers=1, limits=DEFAULT
        )
        made.append(folder / f"{part}.parquet")
        write_shard((row for row, _ in rows), made[-1])
    return made


class NoPool(Pool):
    """A pool that must not be asked."""

    def submit(self, key: str, path: Path, name: str, **given: object) -> None:
        """Refuse."""
        raise AssertionError(path)


@needs_arrow
def test_shards_merged_in_any_order_say_the_same(
    tmp_path: Path, files: list[Path], shards: list[Path], alone: list[str]
) -> None:
    assert sum(1 for shard in shards for _ in rows_in(shard)) == len(files) - 1
    for number, order in enumerate((shards, shards[::-1])):
        db = tmp_path / f"{number}.db"
        shelf = Shelf(order, NoPool(PARSE, 1, DEFAULT), parser_version())
        list(take_in(shelf.paths(), db, {}, ocr="off", ner="off", readers=shelf))
        saved(db, files)  # a second name of a content is no matter of shards
        assert normalised(db) == alone


@needs_arrow
def test_a_folder_is_shared_out_and_merged_from_the_terminal(
    tmp_path: Path, files: list[Path], alone: list[str]
) -> None:
    where = tmp_path / "通知"
    shutil.copytree(files[0].parent, where)
    (where / "notes.xyz").write_text("no notice", "utf-8")
    read = 0
    for part in ("1/2", "2/2"):
        shard = ["shard", str(where), "--part", part, "--out", str(tmp_path / f"{part[0]}.parquet")]
        told = CliRunner().invoke(main, [*shard, "--ocr", "off", "--ner", "off"])
        assert "另有 1 个文件不是通知的格式" in told.output
        read += int(told.output.partition("parquet：")[2].partition(" 个文件")[0])
    assert read == len(files) - 1
    db = tmp_path / "m.db"
    merged = CliRunner().invoke(
        main,
        ["merge", *map(str, tmp_path.glob("*.parquet")), "--db", str(db), "--ocr", "off", "--ner", "off"],
    )
    assert merged.exit_code == 1  # one of them is broken
    saved(db, files)  # a second name of a content is no matter of shards
    assert normalised(db) == alone


@needs_arrow
def test_what_other_rules_read_is_read_again(tmp_path: Path, shards: list[Path]) -> None:
    asked: list[Path] = []

    class Counting(Pool):
        def submit(self, key: str, path: Path, name: str, **given: object) -> None:
            asked.append(path)
            super().submit(key, path, name, **given)

    shelf = Shelf(shards[:1], Counting(PARSE, 1, DEFAULT), "another version")
    settled = list(take_in(shelf.paths(), tmp_path / "b.db", {}, ocr="off", ner="off", readers=shelf))
    assert len(settled) == len(asked) == sum(1 for _ in rows_in(shards[0])) > 0


@needs_arrow
def test_a_shard_that_is_none_costs_one_line(tmp_path: Path) -> None:
    (tmp_path / "x.parquet").write_bytes(b"PAR1 but not to the end")
    with pytest.raises(ValueError, match="没有写完"):
        list(rows_in(tmp_path / "x.parquet"))


@needs_arrow
def test_a_shard_tells_which_key_it_was_read_with_and_not_the_key(shards: list[Path]) -> None:
    said = [row["read_as"] or "" for shard in shards for row in rows_in(shard)]
    assert said
    assert all(KEY not in one and SECRET not in one for one in said)
    assert read_as({"number_key": KEY}, "1") != read_as({"number_key": SECRET}, "1")


def test_every_content_belongs_to_one_part() -> None:
    chance = random.Random(1)
    for _ in range(200):
        sha256, parts = f"{chance.getrandbits(256):064x}", chance.randint(1, 9)
        assert sum(belongs(sha256, part, parts) for part in range(1, parts + 1)) == 1


@pytest.fixture
def cluster(monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    """Two machines, as far as Ray can tell."""
    pytest.importorskip("ray", reason="needs Ray: pip install -e .[ray]")
    from ray.cluster_utils import Cluster as Machines  # type: ignore[import-not-found,unused-ignore]

    monkeypatch.setenv("RAY_DEDUP_LOGS", "0")
    small = {"num_cpus": 1, "object_store_memory": 100 * 2**20, "include_dashboard": False}
    machines: Any = Machines(initialize_head=True, head_node_args=small)
    machines.add_node(num_cpus=1, object_store_memory=100 * 2**20)
    monkeypatch.setenv("RAY_ADDRESS", machines.address)
    yield machines
    machines.shutdown()


@needs_ray
def test_two_machines_say_what_one_process_says(
    tmp_path: Path, files: list[Path], alone: list[str], cluster: object
) -> None:
    from notice_parser.workers.cluster import Cluster

    assert saved(tmp_path / "b.db", files, Cluster(PARSE, None, DEFAULT)) == alone


def test_without_ray_the_command_says_what_to_install(
    tmp_path: Path, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    from notice_parser.workers import WorkersUnusable, cluster

    def absent(name: str) -> object:
        raise ImportError(name)

    monkeypatch.setattr(cluster, "import_module", absent)
    with pytest.raises(WorkersUnusable, match="pip install"):
        saved(tmp_path / "b.db", files, cluster.Cluster(PARSE, None, DEFAULT))


def test_a_failure_keeps_its_reason_on_a_shard(shards: list[Path]) -> None:
    rows = [row for shard in shards for row in rows_in(shard) if row["failure"]]
    (row,) = rows
    assert Failed("", **json.loads(row["failure"] or "")).code == "unreadable"
    assert row["notice"] is None
