"""A database → its site on this machine."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any


class PortTaken(Exception):
    """Another program listens on the port."""


class NoAddress(Exception):
    """This machine has no such address."""


def serve(
    db: Path,
    port: int,
    started: Callable[[str], None],
    *,
    host: str = "127.0.0.1",
    inbox: Path = Path("ingest"),
    locked: bool = False,
) -> None:
    """Show a database until stopped; ``started`` is told the address.

    ``inbox`` takes what staff upload; ``locked`` shows nothing to whoever is not signed in. Port 0 takes any
    free one. Raise ``PortTaken`` where the port is in use, ``NoAddress`` where the host is not this machine.
    """
    import uvicorn

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
        except OSError as error:
            import errno

            raise (PortTaken if error.errno in (errno.EADDRINUSE, errno.EACCES) else NoAddress) from None
        listener.listen()  # whoever opens the address at once waits, and is not refused
        app = site(db, inbox=inbox, locked=locked).app()
        if is_loopback(host):
            app = of_this_machine(app)
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="on"))
        name = f"[{host}]" if ":" in host else host
        started(f"http://{name}:{listener.getsockname()[1]}/")
        server.run(sockets=[listener])


def site(db: Path, *, inbox: Path, locked: bool = False) -> Any:
    """Return the Datasette that shows a database."""
    from datasette.app import Datasette

    metadata: dict[str, Any] = {"plugins": {"notice-parser": {"inbox": str(inbox.absolute())}}}
    if locked:
        metadata["allow"] = {"id": "*"}
    return Datasette([str(db)], metadata=metadata)


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach an address.

    >>> is_loopback("127.0.0.1"), is_loopback("localhost"), is_loopback("0.0.0.0")
    (True, True, False)
    """
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def of_this_machine(app: Callable[..., Any]) -> Callable[..., Any]:
    """Answer only requests that name this machine, so that no web page reaches us under a name of its own."""

    async def checked(scope: dict[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            named = dict(scope["headers"]).get(b"host", b"").decode("latin-1")
            name = named.rpartition(":")[0] if ":" in named and not named.endswith("]") else named
            if not is_loopback(name.strip("[]")):
                headers = [(b"content-type", b"text/plain; charset=utf-8")]
                await send({"type": "http.response.start", "status": 421, "headers": headers})
                await send({"type": "http.response.body", "body": "请用本机地址打开".encode()})
                return
        await app(scope, receive, send)

    return checked
