"""This machine → what is in order, and what a person must put right, each with its advice."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import sqlite3
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from .intake import FAILED, PARSE, inbox_files
from .mentions.voters import VoterMissing, voter
from .model import MentionKind, Unreadable
from .store import DatabaseUnusable, fates, holds, keys, open_database, refusal
from .workers import Limits, WorkersUnusable, read_apart

OK, WARN, BAD = "正常", "注意", "异常"
_SQLITE = (3, 37, 0)  # the first with STRICT tables
_FEW_BYTES, _NO_BYTES = 2 * 2**30, 200 * 2**20
_SHOWN = 3  # examples named in a finding


class Finding(NamedTuple):
    """One thing looked at."""

    about: str
    state: str  # OK, WARN or BAD
    told: str  # what was found, and what to do


def examine(db: Path, inbox: Path, ocr: str, ner: str, workers: int, limits: Limits) -> Iterator[Finding]:
    """Look at everything that unattended reading needs; nothing is changed."""
    yield _sqlite()
    yield from _models()
    yield _space(db)
    yield _memory(workers, limits)
    for folder in (db.parent, db.parent / "archive", inbox, inbox / FAILED):
        yield _writable(folder)
    yield _recognition(ocr, limits)
    yield _voter(ner)
    if not db.exists():
        yield Finding("数据库", WARN, f"{db} 还没有建立，收录第一个文件时建立")
        yield _queue(inbox, [])
        return
    try:
        with open_database(db) as database:
            yield _integrity(database)
            yield _key(keys.path_of(db), keys.in_use(database.conn))
            rows = fates(database)
            kept = database.execute("SELECT archive, sha256 FROM files WHERE archive IS NOT NULL").fetchall()
    except DatabaseUnusable as trouble:
        yield Finding("数据库", BAD, str(trouble))
        return
    yield _queue(inbox, rows)
    yield _archive(db, kept)


def _sqlite() -> Finding:
    with sqlite3.connect(":memory:") as memory:
        options = {option for (option,) in memory.execute("PRAGMA compile_options")}
    if sqlite3.sqlite_version_info < _SQLITE or "ENABLE_FTS5" not in options:
        return Finding(
            "SQLite", BAD, f"{sqlite3.sqlite_version}，需要 3.37 以上并带 FTS5，请换用较新的 Python"
        )
    return Finding("SQLite", OK, sqlite3.sqlite_version)


def _models() -> Iterator[Finding]:
    """Compare every file that the manifest gives a sha256 with it: for recognition, and of voters."""
    own = Path(__file__)  # in a checkout beside src/, in a wheel within the package
    folders = (Path("models"), own.parents[2] / "models", own.parent / "models")
    folder = next((one for one in folders if (one / "manifest.toml").is_file()), None)
    if folder is None:
        yield Finding("模型", WARN, "没有找到 models/manifest.toml，无法核对，请在项目文件夹里运行")
        return
    manifest = tomllib.loads((folder / "manifest.toml").read_text("utf-8"))
    for model in (one for one in (*manifest.get("model", []), *manifest.get("names", [])) if "sha256" in one):
        about = f"模型 {model['file']}"
        path = _weights(model, folder)
        if path is None or not path.is_file():
            yield Finding(about, BAD, "没有这个文件，请运行 make setup models")
        elif hashlib.sha256(path.read_bytes()).hexdigest() != model["sha256"]:
            yield Finding(about, BAD, f"{path} 不是清单中的文件，请重新安装")
        else:
            yield Finding(about, OK, "与清单相符")


def _weights(model: dict[str, Any], folder: Path) -> Path | None:
    """Return where a model's file lies: in the package that brings it, or in the folder of models."""
    package = str(model.get("package", "")).partition("==")[0]
    if not package:
        return folder / str(model["file"])
    spec = importlib.util.find_spec(package.replace("-", "_"))
    if spec is None or spec.origin is None:
        return None
    return next(Path(spec.origin).parent.rglob(str(model["file"])), None)


def _space(db: Path) -> Finding:
    folder = next(one for one in (db.absolute(), *db.absolute().parents) if one.exists())
    free = shutil.disk_usage(folder).free
    told = f"{folder} 所在的磁盘还有 {free / 2**30:.1f} GB"
    if free < _NO_BYTES:
        return Finding("磁盘", BAD, f"{told}，请清理")
    return Finding("磁盘", WARN, f"{told}，不多了") if free < _FEW_BYTES else Finding("磁盘", OK, told)


def _memory(workers: int, limits: Limits) -> Finding:
    needed = workers * limits.memory_mb
    try:
        there = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20
    except (AttributeError, ValueError, OSError):
        return Finding("内存", OK, f"{workers} 个读取进程至多用 {needed} MB")
    told = f"共 {there} MB，{workers} 个读取进程至多用 {needed} MB"
    if needed > there:
        return Finding("内存", WARN, f"{told}，可用 --workers 减少进程，或用 --memory 降低上限")
    return Finding("内存", OK, told)


def _writable(folder: Path) -> Finding:
    """Try to write to a folder, or to the one that it would be made in."""
    about = f"文件夹 {folder}"
    there = next(one for one in (folder.absolute(), *folder.absolute().parents) if one.exists())
    try:
        with tempfile.TemporaryFile(dir=there):
            pass
    except OSError as error:
        return Finding(about, BAD, refusal(error))
    return Finding(about, OK, "可写" if there == folder.absolute() else "还没有，用到时建立")


def _recognition(ocr: str, limits: Limits) -> Finding:
    """Have a page recognised, in a process like those that read files."""
    about = f"文字识别 {ocr}"
    if ocr == "off":
        return Finding("文字识别", WARN, "没有试（--ocr off）")
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.pdf"
        _scan(page, "20260315")
        try:
            notice = read_apart(PARSE, page, limits, ocr=ocr)
        except Unreadable as failure:
            return Finding(about, BAD, f"{failure.reason}，{failure.advice}")
        except WorkersUnusable as trouble:
            return Finding(about, BAD, str(trouble))
    if "20260315" not in notice.document.text.replace(" ", ""):
        return Finding(about, BAD, "没有认出试样上的数字，请核对模型")
    return Finding(about, OK, "认出了试样")


def _voter(ner: str) -> Finding:
    """Have a name found in a sentence by the voter on names."""
    about = f"名称核对 {ner}"
    if ner == "off":
        return Finding("名称核对", WARN, "没有试（--ner off）")
    sentence = "杭州市市场监督管理局对浙江东方贸易有限公司作出行政处罚。"
    try:
        second = voter(ner)
        seen = second.names([sentence])[0] if second else []
    except VoterMissing as missing:
        return Finding(about, BAD, str(missing))
    except Exception as error:  # whatever a library meets in a damaged model
        return Finding(about, BAD, f"模型无法使用（{type(error).__name__}），请重新安装或换一个模型")
    if not any(one.kind is MentionKind.ORGANISATION for one in seen):
        return Finding(about, BAD, "没有认出试样里的单位名称，请核对模型")
    return Finding(about, OK, "认出了试样")


def _scan(path: Path, words: str) -> None:
    """Write a PDF whose one page is an image of words."""
    import cv2
    import numpy as np
    import pypdfium2

    image = np.full((700, 1200, 3), 255, dtype=np.uint8)
    for line in range(3):
        cv2.putText(
            image, words, (120, 200 + 160 * line), cv2.FONT_HERSHEY_SIMPLEX, 3, (0, 0, 0), 6, cv2.LINE_AA
        )
    jpeg = path.with_suffix(".jpg")
    jpeg.write_bytes(cv2.imencode(".jpg", image)[1].tobytes())
    pdf = pypdfium2.PdfDocument.new()
    page = pdf.new_page(432, 252)
    drawn = pypdfium2.PdfImage.new(pdf)
    drawn.load_jpeg(jpeg, inline=True)
    drawn.set_matrix(pypdfium2.PdfMatrix().scale(432, 252))
    page.insert_obj(drawn)
    page.gen_content()
    pdf.save(path)
    pdf.close()


def _integrity(database: Any) -> Finding:
    found = [row for (row,) in database.execute("PRAGMA integrity_check(3)").fetchall()]
    if found != ["ok"]:
        return Finding("数据库", BAD, f"已损坏（{found[0]}），请用备份恢复")
    loose = database.execute("PRAGMA foreign_key_check").fetchall()
    if loose:
        return Finding("数据库", BAD, f"有 {len(loose)} 行指向不存在的行，请用备份恢复")
    return Finding("数据库", OK, "完好")


def _key(path: Path, known: str | None) -> Finding:
    """Compare the key file with what the database says of it, and see that nobody else may read it."""
    try:
        found = keys.read(path)
    except keys.KeyUnusable as trouble:
        return Finding("密钥", BAD, str(trouble))
    if found is None:
        if known is None:
            return Finding("密钥", WARN, f"{path} 还没有，收录下一个文件时建立，请随即另行备份")
        return Finding("密钥", BAD, keys.lost(path))
    if known not in (None, keys.mark(found)):
        return Finding("密钥", BAD, keys.wrong(path))
    if keys.open_to_others(path):
        return Finding("密钥", BAD, f"{path}：本机其他用户也能读，请运行 chmod 600 {path}")
    return Finding("密钥", OK, f"{path} 与数据库相符，请确认另有备份")


def _queue(inbox: Path, rows: list[dict[str, Any]]) -> Finding:
    try:
        waiting = sum(1 for _ in inbox_files(inbox)) if inbox.is_dir() else 0
    except OSError as error:
        return Finding("队列", BAD, f"{inbox}：{refusal(error)}")
    states = [row["状态"] for row in rows]
    reading, cut = states.count("正在读"), states.count("未读完")
    failed = states.count("失败") + states.count("打不开")
    told = f"等待 {waiting} 个，正在读 {reading} 个，未读完 {cut} 个，失败 {failed} 个"
    if failed or cut:
        return Finding("队列", WARN, f"{told}，请看 notice-parser status")
    return Finding("队列", OK, told)


def _archive(db: Path, kept: list[tuple[str, str]]) -> Finding:
    """Compare the originals with what the database says of them, byte for byte."""
    lost = [place for place, sha256 in kept if not holds(db.parent / place, sha256)]
    if lost:
        told = "、".join(lost[:_SHOWN])
        return Finding(
            "档案", BAD, f"{len(lost)} 个原件丢失或被改动（{told}），请用备份恢复，或重新收录原文件"
        )
    known = {Path(place).name for place, _ in kept}
    over = []
    with suppress(OSError):
        over = [one.name for one in (db.parent / "archive").iterdir() if one.name not in known]
    if over:
        return Finding(
            "档案", WARN, f"{len(kept)} 个原件完好；另有 {len(over)} 个文件数据库里没有（{over[0]}）"
        )
    return Finding("档案", OK, f"{len(kept)} 个原件完好")
