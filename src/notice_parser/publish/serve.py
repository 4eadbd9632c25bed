"""A database → its site on this machine."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path


class PortTaken(Exception):
    """Another program listens on the port."""


def serve(db: Path, port: int, started: Callable[[str], None]) -> None:
    """Show a database until stopped, to this machine only; ``started`` is told the address.

    Port 0 takes any free one. Raise ``PortTaken`` where the port is in use.
    """
    import uvicorn
    from datasette.app import Datasette

    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", port))
        except OSError:
            raise PortTaken from None
        site = Datasette([str(db)])
        server = uvicorn.Server(uvicorn.Config(site.app(), log_level="error", lifespan="on"))
        started(f"http://127.0.0.1:{listener.getsockname()[1]}/")
        server.run(sockets=[listener])
