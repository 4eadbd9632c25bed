"""Name and password → a signed cookie, and the cookie → who asks."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict, deque
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from datasette.utils.asgi import Request, Response
from itsdangerous import BadSignature, URLSafeTimedSerializer

from . import accounts

if TYPE_CHECKING:
    from datasette.app import Datasette

COOKIE = "notice_parser_session"
_HOURS = 12
_TRIES, _WINDOW = 10, 300.0  # wrong passwords for one name within so many seconds
_failures: dict[str, deque[float]] = defaultdict(deque)


def actor_of(datasette: Datasette, request: Request) -> dict[str, Any] | None:
    """Return who asks; None where nobody is signed in, or the account or its password is another by now."""
    cookie = request.cookies.get(COOKIE)
    if not cookie:
        return None
    for db in _databases(datasette):
        try:
            known, secret = accounts.accounts(db), accounts.secret(db)
            if secret:
                name, mark = URLSafeTimedSerializer(secret, "session").loads(cookie, max_age=_HOURS * 3600)
                account = known.get(name)
                if account and account.mark == mark:
                    return {"id": account.name, "role": account.role}
        except (BadSignature, ValueError, TypeError, accounts.AccountRefused):
            continue
    return None


async def sign_in(datasette: Datasette, request: Request) -> Response:
    """Show the form, or take it: a right password sets the cookie."""
    onward = local(str(request.args.get("next") or "")) or datasette.urls.instance()
    if request.method != "POST":
        return await _form(datasette, request, onward, "")
    form = await request.post_vars()
    name, onward = form.get("name", ""), local(form.get("next", "")) or onward
    tries = _failures[name[:40]]
    while tries and tries[0] < time.monotonic() - _WINDOW:
        tries.popleft()
    if len(tries) >= _TRIES:
        return await _form(datasette, request, onward, "密码输错的次数太多，请五分钟后再试", 429)
    for db in _databases(datasette):
        account = await asyncio.to_thread(accounts.check, db, name, form.get("password", ""))
        secret = accounts.secret(db)
        if account and secret:
            _failures.pop(name[:40], None)
            response = Response.redirect(onward)
            value = URLSafeTimedSerializer(secret, "session").dumps([account.name, account.mark])
            secure = request.scheme == "https"
            response.set_cookie(
                COOKIE, value, max_age=_HOURS * 3600, httponly=True, samesite="strict", secure=secure
            )
            return response
    if len(_failures) > 10_000:
        _failures.clear()
    tries.append(time.monotonic())
    return await _form(datasette, request, onward, "账号或密码不对", 403)


async def sign_out(datasette: Datasette, request: Request) -> Response:
    """End the session."""
    if request.method != "POST":
        return Response.redirect(datasette.urls.instance())
    response = Response.redirect(datasette.urls.instance())
    response.set_cookie(COOKIE, "", max_age=0, expires=0, httponly=True, samesite="strict")
    return response


async def refuse(datasette: Datasette, request: Request) -> Response:
    """Tell who may not see a page so, and let them sign in where there are accounts."""
    onward = request.full_path if request.method == "GET" else datasette.urls.instance()
    words = "没有查看或操作的权限" if request.actor else "请先登录"
    return await _form(datasette, request, onward, words, 403)


def local(address: str) -> str | None:
    """Return an address if it is a path of this site.

    >>> local("/credit_events?x=1"), local("//evil.example/"), local("https://evil.example/")
    ('/credit_events?x=1', None, None)
    """
    parts = urlsplit(address.replace("\\", "/"))
    is_path = address.startswith("/") and not address.startswith("//") and address.isprintable()
    return address if is_path and not parts.netloc and "\\" not in address else None


async def _form(
    datasette: Datasette, request: Request, onward: str, message: str, status: int = 200
) -> Response:
    there = any(accounts.secret(db) for db in _databases(datasette))
    context = {"next": onward, "message": message, "accounts": there, "heading": "登录"}
    body = await datasette.render_template("sign_in.html", context, request=request)
    return Response.html(body, status=status)


def _databases(datasette: Datasette) -> list[Path]:
    return [Path(db.path) for db in datasette.databases.values() if db.path]
