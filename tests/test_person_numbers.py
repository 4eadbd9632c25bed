"""Numbers of persons: found however they are printed, and clear nowhere but in the original."""

from __future__ import annotations

import datetime as dt
import json
import os
import sqlite3
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric

from notice_parser.cli import main
from notice_parser.doctor import BAD, OK, examine
from notice_parser.model import Document
from notice_parser.reading import read, sealing
from notice_parser.store import keys, open_database
from notice_parser.text.personal import MASKED, mask_personal, masked, numbers_of
from notice_parser.workers import Limits

KEY = bytes(range(32))


def resident_id(area: str = "320583", born: str = "19800229", order: int = 123) -> str:
    """An invented number with its check digit."""
    digits = f"{area}{born}{order:03}"
    return digits + str(ric.calc_check_digit(digits + "0"))


ONE, TWO = resident_id(), resident_id(born="19910817", order=456)
PHONE = "13812345678"


def sealed(
    tmp_path: Path, text: str, name: str = "通报.txt", key: bytes = KEY
) -> tuple[Document, list[tuple[str, str, str]]]:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    with sealing(key) as seals:
        document = read(path)
    assert seals is not None
    found = seals.of(document)
    assert [document.text[slice(*one.span)] for one in found] == [one.masked for one in found]
    return document, [(one.kind, one.masked, one.hash) for one in found]


@pytest.mark.parametrize(
    "text",
    [
        f"身份证号{ONE}",
        f"（{ONE[:6]} {ONE[6:14]} {ONE[14:]}）",
        f"{ONE[:6]}-{ONE[6:14]}-{ONE[14:]}",
        "身份证号码：" + ONE[:-1] + str((int(ONE[-1].replace("X", "0")) + 1) % 10),  # printed wrongly
        ONE[:-1] + str((int(ONE[-1].replace("X", "0")) + 1) % 10),  # recognised wrongly, no label
        f"身份证号为{ONE[:17]}",  # a digit lost
        "身份证：" + ONE.translate(str.maketrans("0123456789", "０１２３４５６７８９")),
        f"电话+86 {PHONE}",
        f"{PHONE[:3]}-{PHONE[3:7]}-{PHONE[7:]}",
    ],
)
def test_a_number_is_masked_however_it_is_printed(text: str) -> None:
    shown = mask_personal(text)
    assert len(shown) == len(text)
    assert shown.count("*") >= 4
    assert MASKED.search(shown)
    assert mask_personal(shown) == shown


@pytest.mark.parametrize(
    "text",
    [
        "统一社会信用代码91110000600037341L",
        "许可编号320583202303160012",  # an area, a day and a number
        "罚款13812345678元",
        "电话0512-57310600",
        "昆应急罚〔2020〕60号",
    ],
)
def test_what_is_nobodys_number_stays(text: str) -> None:
    assert mask_personal(text) == text


@given(
    st.sampled_from(["320583", "110105", "650102"]),
    st.dates(min_value=dt.date(1930, 1, 1), max_value=dt.date(2009, 12, 31)),
    st.integers(0, 999),
    st.text(alphabet="甲乙，（）：年 \t", max_size=6),
)
def test_no_eight_digits_of_an_id_are_left(area: str, born: object, order: int, around: str) -> None:
    number = resident_id(area, str(born).replace("-", ""), order)
    shown = mask_personal(around + number + around)
    assert number[6:14] not in shown
    ((found),) = numbers_of(around + number + around)
    assert found.digits == number


def test_the_same_number_has_the_same_hash_however_it_is_printed_and_only_under_one_key(
    tmp_path: Path,
) -> None:
    _, plain = sealed(
        tmp_path, f"许知远，身份证号{ONE}，被罚款。\n{ONE[:6]} {ONE[6:14]} {ONE[14:]}\n{TWO}\n{PHONE}"
    )
    assert [kind for kind, _, _ in plain] == ["resident_id"] * 3 + ["mobile"]
    assert plain[0][2] == plain[1][2] != plain[2][2]
    _, other = sealed(tmp_path, f"{ONE}", key=bytes(32))
    assert other[0][2] != plain[0][2]
    old = resident_id(area="320583", born="19800229", order=123)
    _, short = sealed(tmp_path, f"身份证号{old[:6]}{old[8:17]}")  # of 15 digits
    assert short[0][2] == plain[0][2]
    assert all(number not in str(plain) for number in (ONE, TWO, PHONE))


def test_numbers_that_look_alike_when_masked_are_told_apart(tmp_path: Path) -> None:
    """In a table, where the cells show the same."""
    alike = next(
        other
        for born in (f"19{year}0101" for year in range(50, 99))
        for order in [124]
        if (other := resident_id(born=born, order=order))[-4:] == resident_id(born="19490101", order=124)[-4:]
    )
    first = resident_id(born="19490101", order=124)
    assert masked(alike, "resident_id") == masked(first, "resident_id")
    rows = "".join(
        f"<tr><td>{name}</td><td>{number}</td></tr>"
        for name, number in (("许知远", first), ("许知远", alike))
    )
    page = f"<html><body><table><tr><td>姓名</td><td>身份证号</td></tr>{rows}</table></body></html>"
    document, found = sealed(tmp_path, page, "名单.html")
    assert document.text.count(masked(first, "resident_id")) == 2
    assert len({digest for _, _, digest in found}) == 2


def run(*arguments: str | Path, expect: int = 0) -> Result:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exit_code == expect, (result.output, result.exception)
    return result


NOTICE = (
    "云溪市市场监督管理局行政处罚公告\n"
    f"2024年3月1日，云溪市市场监督管理局对许知远（身份证号码：{ONE}，电话{PHONE}）"
    "作出行政处罚决定（云市监罚〔2024〕15号），罚款3000元。\n"
)


@pytest.fixture
def inbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Files that hold numbers in their words and names: one to be read, two that cannot be, a bundle."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "ingest"
    folder.mkdir()
    (folder / f"公告-{ONE}.txt").write_text(NOTICE, "utf-8")
    (folder / f"许知远{TWO}.pdf").write_bytes(b"%PDF-1.4 broken")
    (folder / f"手机 {PHONE}.docx").write_bytes(b"")
    with zipfile.ZipFile(folder / "包.zip", "w") as bundle:
        bundle.writestr(f"附件 {ONE}.txt", NOTICE + "附件。")
        bundle.writestr(f"坏 {TWO}.pdf", "%PDF-1.4 broken")
    return folder


def test_no_number_is_clear_outside_the_original(inbox: Path, tmp_path: Path) -> None:
    """Database, its key, archive names, failed/ with its notes, screen, JSON lines, log, exports."""
    db, log = tmp_path / "db" / "credit_events.db", tmp_path / "run.log"
    told = [
        run("ingest", "--db", db, "--json", "--log", log, "--workers", "1", expect=1),
        run("status", "--all", "--db", db),
        run("export", "--db", db),
        run("show", "--db", db),
        run("retry", "--db", db, expect=1),
        run("audit", "--db", db),
    ]
    clear = (ONE, TWO, PHONE, ONE[6:14], TWO[6:14])
    for result in told:
        assert not [number for number in clear if number in result.output + (result.stderr or "")]
    assert '"read"' in told[0].output
    names = [str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*")]
    assert any("failed" in name for name in names)
    assert not [name for name in names if any(number in name for number in clear)]
    assert log.exists()
    for path in (db, log, *inbox.rglob("*.说明.txt")):
        data = path.read_bytes()
        assert not [number for number in clear if number.encode() in data], path
    with sqlite3.connect(db) as conn:
        (dump,) = ["\n".join(conn.iterdump())]
        kinds = conn.execute("SELECT kind, masked, length(hash) FROM person_numbers").fetchall()
        originals = [one for (one,) in conn.execute("SELECT archive FROM files WHERE archive IS NOT NULL")]
    assert not [number for number in clear if number in dump]
    assert ("resident_id", masked(ONE, "resident_id"), 64) in kinds
    assert ("mobile", "138****5678", 64) in kinds
    assert any(ONE in (db.parent / one).read_text("utf-8", "ignore") for one in originals)  # as received


def test_a_file_that_failed_can_be_tried_again_under_its_masked_name(inbox: Path, tmp_path: Path) -> None:
    db = tmp_path / "db" / "credit_events.db"
    run("ingest", "--db", db, "--workers", "1", expect=1)
    (failed,) = [
        path
        for path in (inbox / "failed").iterdir()
        if path.name.startswith("许知远") and path.suffix == ".pdf"
    ]
    failed.write_text(NOTICE + "改好了。", "utf-8")
    result = run("ingest", failed, "--db", db, "--workers", "1")
    assert "读出 1 个文件" in result.output


class TestKey:
    """Lost, wrong, unreadable, open to others: said plainly, and nothing is written without it."""

    @pytest.fixture
    def db(self, tmp_path: Path) -> Path:
        path = tmp_path / "db" / "credit_events.db"
        (tmp_path / "公告.txt").write_text(NOTICE, "utf-8")
        run("ingest", tmp_path / "公告.txt", "--db", path, "--workers", "1")
        return path

    def again(self, db: Path, expect: int = 1) -> str:
        file = db.parent.parent / "又一份.txt"
        file.write_text(NOTICE + "又一份。", "utf-8")
        return run("ingest", file, "--db", db, "--workers", "1", expect=expect).output

    def notices(self, db: Path) -> int:
        with sqlite3.connect(db) as conn:
            return int(conn.execute("SELECT count(*) FROM notices").fetchone()[0])

    def test_it_is_made_on_first_use_for_its_owner_alone_and_is_not_in_the_database(self, db: Path) -> None:
        path = keys.path_of(db)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        secret = path.read_text().strip()
        with sqlite3.connect(db) as conn:
            assert secret not in "\n".join(conn.iterdump())
        assert "与数据库相符" in run("key", "show", "--db", db).output

    def test_a_lost_key_stops_reading_with_advice(self, db: Path) -> None:
        keys.path_of(db).unlink()
        told = self.again(db)
        assert "密钥文件不见了" in told
        assert "key renew" in told
        assert self.notices(db) == 1
        assert not keys.path_of(db).exists()  # no new one in silence
        assert "密钥文件不见了" in run("key", "show", "--db", db, expect=1).output

    def test_the_key_of_another_database_is_refused(self, db: Path) -> None:
        keys.path_of(db).write_text("00" * 32 + "\n")
        assert "不是这个数据库的密钥" in self.again(db)
        assert self.notices(db) == 1

    def test_what_is_no_key_is_refused(self, db: Path) -> None:
        for junk in (b"", b"hello", b"\xff\xfe"):
            keys.path_of(db).write_bytes(junk)
            assert "不是密钥文件或已损坏" in self.again(db)

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
    def test_a_key_that_may_not_be_read_is_told(self, db: Path) -> None:
        keys.path_of(db).chmod(0)
        assert "没有读取密钥文件的权限" in self.again(db)

    def test_it_may_lie_elsewhere(self, db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        elsewhere = tmp_path / "safe" / "key"
        elsewhere.parent.mkdir()
        keys.path_of(db).rename(elsewhere)
        monkeypatch.setenv("NOTICE_PARSER_KEY", str(elsewhere))
        self.again(db, expect=0)
        assert self.notices(db) == 2

    def test_a_new_key_makes_the_hashes_anew_from_the_originals(self, db: Path) -> None:
        def hashes() -> set[str]:
            with sqlite3.connect(db) as conn:
                return {one for (one,) in conn.execute("SELECT hash FROM person_numbers")}

        before = hashes()
        assert len(before) == 2
        run("key", "renew", "--yes", "--db", db)
        assert hashes() == set()
        run("reparse", "--all", "--apply", "--db", db, "--workers", "1")
        assert len(hashes()) == 2
        assert not hashes() & before
        (kept,) = [path for path in db.parent.iterdir() if path.name.startswith("credit_events.db-key-")]
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600
        self.again(db, expect=0)


def test_words_of_staff_are_masked_too(tmp_path: Path) -> None:
    db = tmp_path / "db" / "credit_events.db"
    (tmp_path / "公告.txt").write_text(NOTICE, "utf-8")
    run("ingest", tmp_path / "公告.txt", "--db", db, "--workers", "1")
    key = json.loads(run("export", "--db", db).output.splitlines()[0])["event_key"]
    run(
        "review",
        "correct",
        key,
        "--set",
        "事由",
        f"核对{ONE}",
        "--by",
        "林",
        "--reason",
        f"电话{PHONE}",
        "--db",
        db,
    )
    with open_database(db) as database:
        dump = "\n".join(database.conn.iterdump())
    assert ONE not in dump
    assert PHONE not in dump
    assert f"核对{masked(ONE, 'resident_id')}" in dump


@pytest.mark.parametrize(
    ("spoil", "state", "told"),
    [
        (lambda path: None, OK, "与数据库相符"),
        (lambda path: path.unlink(), BAD, "密钥文件不见了"),
        (lambda path: path.write_text("00" * 32), BAD, "不是这个数据库的密钥"),
        (lambda path: path.write_text("x"), BAD, "已损坏"),
        (lambda path: path.chmod(0o644), BAD, "chmod 600"),
    ],
)
def test_the_doctor_looks_at_the_key(
    tmp_path: Path, spoil: Callable[[Path], object], state: str, told: str
) -> None:
    db = tmp_path / "credit_events.db"
    with open_database(db, create=True) as database, database.atomic():
        keys.secret(db, database.conn)
    spoil(keys.path_of(db))
    (found,) = [
        one for one in examine(db, tmp_path / "ingest", "off", "off", 1, Limits()) if one.about == "密钥"
    ]
    assert found.state == state
    assert told in found.told


def test_persons_of_one_name_are_told_apart_by_their_whole_numbers(tmp_path: Path) -> None:
    """Their masked numbers look alike; the same number makes them one, across notices."""
    first = resident_id(born="19490101", order=124)
    other = next(
        number
        for year in range(50, 99)
        if (number := resident_id(born=f"19{year}0101", order=124))[-4:] == first[-4:]
    )
    db = tmp_path / "db" / "credit_events.db"
    for name, number in (("甲", first), ("乙", other), ("丙", first)):
        (tmp_path / f"{name}.txt").write_text(NOTICE.replace(ONE, number) + name, "utf-8")
        run("ingest", tmp_path / f"{name}.txt", "--db", db, "--workers", "1")
    with sqlite3.connect(db) as conn:
        printed = conn.execute(
            "SELECT DISTINCT identifier FROM event_subjects WHERE kind = 'person'"
        ).fetchall()
        subjects = conn.execute(
            "SELECT n.id, m.subject FROM subject_mentions m JOIN events e ON e.id = m.event"
            " JOIN notices n ON n.id = e.notice ORDER BY n.id"
        ).fetchall()
    assert printed == [(masked(first, "resident_id"),)]
    assert subjects[0][1] == subjects[2][1] != subjects[1][1]
