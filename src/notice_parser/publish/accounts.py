"""Names and passwords of staff, beside the database and not in it: whoever may query sees no hash."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ..store.clock import now

ROLES = {"staff": "经办", "reader": "查阅"}  # staff upload and review; readers see a locked site
SHORTEST = 8  # characters of a password
_COST = {"n": 2**15, "r": 8, "p": 1, "maxmem": 2**26}


class AccountRefused(Exception):
    """An account that cannot be made or changed; its message tells why, in Chinese."""


@dataclass(frozen=True)
class Account:
    """Someone who may sign in."""

    name: str
    role: str
    salt: str  # hex
    hash: str  # hex, scrypt
    made: str  # China's time, ISO 8601

    @property
    def mark(self) -> str:
        """What changes with the password, so that a session ends with it."""
        return hashlib.sha256((self.salt + self.hash).encode()).hexdigest()[:16]


def path_of(db: Path) -> Path:
    """Return where the accounts of a database are kept."""
    return db.with_name(db.name + "-accounts.json")


def accounts(db: Path) -> dict[str, Account]:
    """Return the accounts by name."""
    return {one["name"]: Account(**one) for one in _read(db)["accounts"]}


def secret(db: Path) -> str | None:
    """Return what sessions are signed with; None where there are no accounts."""
    found: str | None = _read(db)["secret"]
    return found


def add(db: Path, name: str, password: str, role: str) -> None:
    """Make an account, or give one another password and role. Raise ``AccountRefused`` where it cannot be."""
    name = unicodedata.normalize("NFKC", name).strip()
    if not name or len(name) > 40 or not name.isprintable():
        raise AccountRefused("账号名称不能为空，不能超过 40 个字，不能有不可见的字符")
    if len(password) < SHORTEST:
        raise AccountRefused(f"密码至少 {SHORTEST} 个字符")
    if role not in ROLES:
        raise AccountRefused(f"没有 {role} 这种账号")
    salt = secrets.token_hex(16)
    made = Account(name, role, salt, _hash(password, salt), now())
    with _changing(db) as kept:
        kept["accounts"] = [one for one in kept["accounts"] if one["name"] != name] + [asdict(made)]


def remove(db: Path, name: str) -> None:
    """Take an account away; its sessions end. Raise ``AccountRefused`` where there is none."""
    with _changing(db) as kept:
        left = [one for one in kept["accounts"] if one["name"] != name]
        if len(left) == len(kept["accounts"]):
            raise AccountRefused(f"没有账号 {name}")
        kept["accounts"] = left


def check(db: Path, name: str, password: str) -> Account | None:
    """Return the account if the password is its own; one that does not exist takes as long."""
    account = accounts(db).get(unicodedata.normalize("NFKC", name).strip())
    salt = account.salt if account else "00" * 16
    given = _hash(password, salt)
    if account and hmac.compare_digest(given, account.hash):
        return account
    return None


def _hash(password: str, salt: str) -> str:
    words = unicodedata.normalize("NFKC", password).encode()
    return hashlib.scrypt(words, salt=bytes.fromhex(salt), dklen=32, **_COST).hex()


def _read(db: Path) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(path_of(db).read_text("utf-8"))
    except FileNotFoundError:
        return {"secret": None, "accounts": []}
    except (OSError, ValueError):
        raise AccountRefused(f"{path_of(db)}：账号文件读不出来，请检查权限或用备份恢复") from None
    return found


@contextmanager
def _changing(db: Path) -> Iterator[dict[str, Any]]:
    """Change the file, whole or not at all; only its owner may read it."""
    kept = _read(db)
    yield kept
    kept["secret"] = kept["secret"] or secrets.token_hex(32)
    path = path_of(db)
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".")  # mode 0600
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(kept, file, ensure_ascii=False, indent=1)
        Path(temporary).replace(path)
    except OSError as error:
        raise AccountRefused(f"{path}：无法写入（{error.strerror}），请检查文件夹权限") from error
