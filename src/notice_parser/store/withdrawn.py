"""Keys taken out of public copies → a list that receivers can check was made by us and was not changed."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable
from sqlite3 import Connection
from typing import Any

from . import clock
from .keys import for_signing
from .published import REASONS, Withdrawn, withdrawn

FORMAT = "notice-parser withdrawn 1"


class ListRefused(Exception):
    """A list that is not what it should be; its message tells why, in Chinese."""


def signed_list(conn: Connection, secret: bytes, since: str | None = None, copy: str | None = None) -> bytes:
    """Return what was withdrawn as JSON with an Ed25519 signature; names nobody, only event keys."""
    return signed(withdrawn(conn, since, copy), secret, since)


def signed(rows: Iterable[Withdrawn], secret: bytes, since: str | None = None) -> bytes:
    """Return a list of withdrawn keys, signed."""
    told: dict[str, Any] = {
        "format": FORMAT,
        "made": clock.now(),
        "since": since,
        "withdrawn": [
            {
                "key": row.key,
                "reason": row.reason,
                "why": REASONS[row.reason],
                "on": row.since,
                "copy": row.copy,
            }
            for row in rows
        ],
        "public_key": public_key(secret),
    }
    return _text(told | {"signature": _base64(_private(secret).sign(_text(told)))})


def verified(data: bytes, trusted: str) -> dict[str, Any]:
    """Return a list whose signature is that of the key ``trusted``; raise ``ListRefused`` where it is not.

    The key that a list itself names proves nothing: whoever changes the list can change that, too.
    """
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        told: dict[str, Any] = json.loads(data)
        signature = base64.b64decode(told.pop("signature"), validate=True)
        well_formed = told["format"] == FORMAT and isinstance(told["withdrawn"], list)
    except (ValueError, TypeError, KeyError, AttributeError):
        well_formed = False
    if not well_formed:
        raise ListRefused("不是撤下清单，请核对文件")
    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(trusted, validate=True))
    except ValueError:
        raise ListRefused("公钥的写法不对，应是 44 个字符") from None
    try:
        key.verify(signature, _text(told))
    except InvalidSignature:
        by = (
            "清单不是用这个公钥对应的密钥签的"
            if told.get("public_key") != trusted
            else "清单在签名以后被改动过"
        )
        raise ListRefused(f"签名不对：{by}，请勿采用，向发布单位重新索取") from None
    return told


def public_key(secret: bytes) -> str:
    """Return what receivers check signatures with, in base64."""
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    return _base64(_private(secret).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))


def _private(secret: bytes) -> Any:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(for_signing(secret))


def _text(told: dict[str, Any]) -> bytes:
    """Write JSON in one way only, so that a signature holds: keys sorted, one space deep, UTF-8."""
    return (json.dumps(told, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()
