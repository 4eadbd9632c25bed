"""Database and originals → one file to keep, and back."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import tempfile
import zipfile
from contextlib import closing
from pathlib import Path, PurePosixPath

from .clock import now
from .database import DatabaseUnusable, open_database
from .migrations import VERSION

_DATABASE, _MANIFEST = "credit_events.db", "manifest.json"


class BackupUnusable(Exception):
    """A backup that cannot be written or used; its message tells staff why, in one line of Chinese."""


def backup(db: Path, target: Path) -> int:
    """Write a database and the originals beside it into one file; return the number of originals.

    Others may write meanwhile: the copy is of one moment. The file is whole or not there.
    """
    with open_database(db):
        pass  # says what is wrong with a database that cannot be used
    if target.exists():
        raise BackupUnusable(f"{target}：文件已存在，请换一个文件名")
    try:
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as folder:
            copy = Path(folder) / _DATABASE
            with closing(sqlite3.connect(db)) as source:
                source.execute("VACUUM INTO ?", (str(copy),))
            with closing(sqlite3.connect(copy)) as rows:
                kept = [
                    name for (name,) in rows.execute("SELECT archive FROM files WHERE archive IS NOT NULL")
                ]
            files = {_DATABASE: copy} | {name: path for name in kept if (path := db.parent / name).exists()}
            whole = Path(folder) / "backup.zip"
            with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as out:
                for name, path in files.items():
                    out.write(path, name)
                manifest = {
                    "made": now(),
                    "schema": VERSION,
                    "files": {name: _hash(path) for name, path in files.items()},
                    "missing": sorted(set(kept) - files.keys()),
                }
                out.writestr(_MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
            whole.replace(target)
    except OSError as error:
        raise BackupUnusable(f"{target}：无法写入（{error.strerror}），请检查路径和空间") from None
    return len(files) - 1


def restore(source: Path, db: Path) -> int:
    """Unpack a backup where no database is; return the number of originals.

    Everything is checked before anything is put in place. Raise ``BackupUnusable`` for a file that is no
    backup, is damaged or made by a newer version, or where a database stands in the way.
    """
    if db.exists():
        raise BackupUnusable(f"{db}：数据库已存在，恢复会覆盖它；请先移走，或用 --db 换一个位置")
    try:
        db.parent.mkdir(parents=True, exist_ok=True)
        with (
            zipfile.ZipFile(source) as kept,
            tempfile.TemporaryDirectory(dir=db.parent, prefix=".restore-") as folder,
        ):
            names = _check(source, kept)
            for name, wanted in names.items():
                target = Path(folder) / name
                target.parent.mkdir(parents=True, exist_ok=True)
                with kept.open(name) as packed, target.open("wb") as out:
                    shutil.copyfileobj(packed, out)
                if _hash(target) != wanted:
                    raise BackupUnusable(f"{source}：备份已损坏（{name}），请换一个备份")
            with open_database(Path(folder) / _DATABASE) as database:
                if database.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                    raise BackupUnusable(f"{source}：备份里的数据库已损坏，请换一个备份")
                database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                database.execute("PRAGMA journal_mode = DELETE")
            for name in names.keys() - {_DATABASE}:
                target = db.parent / name
                target.parent.mkdir(parents=True, exist_ok=True)
                (Path(folder) / name).replace(target)
            (Path(folder) / _DATABASE).replace(db)
    except FileNotFoundError:
        raise BackupUnusable(f"{source}：文件不存在，请检查路径") from None
    except (zipfile.BadZipFile, KeyError, ValueError):
        raise BackupUnusable(f"{source}：不是备份文件，或已损坏，请换一个文件") from None
    except DatabaseUnusable as error:
        raise BackupUnusable(f"{source}：备份不能用（{error}）") from None
    except OSError as error:
        raise BackupUnusable(f"{db}：无法写入（{error.strerror}），请检查路径和空间") from None
    return len(names) - 1


def _check(source: Path, kept: zipfile.ZipFile) -> dict[str, str]:
    """Return the files of a backup with their hashes; refuse what would be written elsewhere."""
    manifest = json.loads(kept.read(_MANIFEST))
    if manifest["schema"] > VERSION:
        raise BackupUnusable(
            f"{source}：备份由更新的版本制作（结构 {manifest['schema']}，"
            f"本程序到 {VERSION}），请升级 notice-parser"
        )
    names: dict[str, str] = manifest["files"]
    for name in names:
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name:
            raise BackupUnusable(f"{source}：备份里有不该有的文件（{name}），请换一个备份")
    if _DATABASE not in names:
        raise KeyError(_DATABASE)
    return names


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
