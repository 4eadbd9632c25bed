"""A form from a page that is out of date → a refusal that staff understand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from asgi_csrf import error_messages

_SAID = {message.encode() for message in error_messages.values()}
_PAGE = """<!doctype html>
<html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>页面已经过期</title>
<h1>这个页面已经过期，没有提交</h1>
<p>可能是停得太久，或者在别处登录、退出过。请返回上一页，刷新以后再提交；什么都没有改动。</p>
</html>
"""


def in_chinese(app: Callable[..., Any]) -> Callable[..., Any]:
    """Let an application refuse forms without their token in Chinese; the library says it in English."""

    async def refusing(scope: dict[str, Any], receive: Any, send: Any) -> None:
        held: list[dict[str, Any]] = []  # the start of a refusal, until we see whose words follow

        async def sending(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start" and message["status"] == 403:
                held.append(message)
                return
            if held:
                await send(held.pop())
                if message.get("body") in _SAID:
                    message = {**message, "body": _PAGE.encode()}
            await send(message)

        await app(scope, receive, sending)

    return refusing
