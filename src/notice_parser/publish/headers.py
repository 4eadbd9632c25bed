"""Responses → responses that a browser trusts no further than it must."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

NONCE = "notice_parser_nonce"  # in the scope of a request: what marks our own scripts
_PDF = b"application/pdf"


def policy(nonce: str) -> str:
    """Return what a page may load: its own parts, and of scripts inside it only those with the nonce."""
    return (
        f"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline';"
        " img-src 'self' data:; connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none';"
        " frame-ancestors 'none'"
    )


def wrapped(app: Callable[..., Any]) -> Callable[..., Any]:
    """Give every response of an application our headers."""

    async def with_headers(scope: dict[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        nonce = secrets.token_urlsafe(16)

        async def sending(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                headers = list(message.get("headers") or [])
                kind = next((value for name, value in headers if name.lower() == b"content-type"), b"")
                headers += [
                    (b"x-content-type-options", b"nosniff"),
                    (b"referrer-policy", b"same-origin"),
                    (b"x-frame-options", b"DENY"),
                    (b"x-robots-tag", b"noindex, nofollow"),
                    (b"cross-origin-opener-policy", b"same-origin"),
                ]
                if not kind.startswith(_PDF):  # the browser's own viewer is made of scripts and styles
                    headers.append((b"content-security-policy", policy(nonce).encode()))
                message = {**message, "headers": headers}
            await send(message)

        await app({**scope, NONCE: nonce}, receive, sending)

    return with_headers
