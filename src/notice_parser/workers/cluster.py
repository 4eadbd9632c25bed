"""Files → Notices on a Ray cluster: an actor holds one reading process, and the files travel as objects.

The nodes need no common file system. Whoever starts this saves what comes back: one writer, one database. A
file whose node dies is read again on another one.
"""

from __future__ import annotations

import logging
import tempfile
import time
from collections import deque
from contextlib import suppress
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

from ..model import Notice
from .limits import Limits
from .pool import Failed, PageDone, Pool, Read, Unfolded, WorkersUnusable

_MISSING = "没有安装 Ray，请运行 pip install 'notice-parser[ray]'，或去掉 --engine ray"
_TRIES = 3  # of a file whose node died


class _Task(NamedTuple):
    """One file; ``spool`` is where the files in it go, if it is a bundle."""

    key: str
    path: Path
    name: str
    given: dict[str, Any]
    spool: Path | None


class Reader:
    """What a node runs: one watched process, which loads the models once."""

    def __init__(self, entry: str, limits: dict[str, Any]) -> None:
        """Start the process; ``entry`` names the function that reads, ``limits`` what a file may cost."""
        self._pool = Pool(entry, 1, Limits(**limits))
        self._pool.__enter__()

    def read(self, name: str, content: bytes, given: dict[str, Any], bundle: bool) -> tuple[str, Any]:
        """Return ``read`` and the notice as JSON, ``unfolded`` and files, or ``failed`` and why."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / ("notice" + Path(name).suffix)
            path.write_bytes(content)
            spool = Path(folder) / "spool"
            self._pool.submit("", path, name, **given, spool=str(spool) if bundle else None)
            while True:
                for happened in self._pool.wait(60):
                    if isinstance(happened, Read):
                        return "read", happened.notice.model_dump_json().encode()
                    if isinstance(happened, Unfolded):
                        members = [(str(one.relative_to(spool)), one.read_bytes()) for one in happened.paths]
                        return "unfolded", members
                    if isinstance(happened, Failed):
                        return "failed", happened._asdict()


class Cluster:
    """The actors of a Ray cluster, one a processor; use it with ``with``."""

    def __init__(self, entry: str, count: int | None, limits: Limits) -> None:
        """Name the function that reads as ``module:function``; ``count`` actors, or as many as fit."""
        self._entry, self._count, self._limits = entry, count, limits
        self._queue: deque[_Task] = deque()
        self._idle: list[Any] = []
        self._running: dict[Any, tuple[Any, _Task]] = {}
        self._started = False

    def __enter__(self) -> Cluster:
        """Join the cluster that RAY_ADDRESS names, or start one here.

        Raise ``WorkersUnusable`` where there is none to join.
        """
        try:
            ray: Any = import_module("ray")
        except ImportError:
            raise WorkersUnusable(_MISSING) from None
        if not ray.is_initialized():
            try:
                ray.init(logging_level=logging.ERROR, log_to_driver=False, include_dashboard=False)
            except (ConnectionError, OSError, RuntimeError, ValueError) as error:
                raise WorkersUnusable("连不上 Ray 集群，请检查 RAY_ADDRESS 和网络") from error
            self._started = True
        self._ray = ray
        count = self._count or max(1, int(ray.cluster_resources().get("CPU", 1)))
        actor: Any = ray.remote(num_cpus=1, max_restarts=-1, max_task_retries=_TRIES)(Reader)
        self._idle = [actor.remote(self._entry, asdict(self._limits)) for _ in range(count)]
        self._size = count
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the actors, and the cluster if we started it."""
        for actor in [*self._idle, *(actor for actor, _ in self._running.values())]:
            with suppress(Exception):  # it may be gone with its node
                self._ray.kill(actor)
        if self._started:
            self._ray.shutdown()

    @property
    def room(self) -> bool:
        """Whether another task would soon find an actor."""
        return len(self._queue) + len(self._running) < 2 * self._size

    def submit(self, key: str, path: Path, name: str, **given: Any) -> None:
        """Take a file to read; ``key`` comes back with what becomes of it."""
        spool = given.pop("spool", None)
        self._queue.append(_Task(key, path, name, given, Path(spool) if spool is not None else None))
        self._hand_out()

    def wait(self, seconds: float) -> list[PageDone | Read | Unfolded | Failed]:
        """Return what happened, waiting at most so long for something to happen."""
        if not self._running:
            time.sleep(seconds)
            return []
        done, _ = self._ray.wait(list(self._running), timeout=seconds)
        happened: list[PageDone | Read | Unfolded | Failed] = []
        for one in done:
            actor, task = self._running.pop(one)
            self._idle.append(actor)
            happened.append(self._result(task, one))
        self._hand_out()
        return happened

    def _hand_out(self) -> None:
        while self._queue and self._idle:
            task, actor = self._queue.popleft(), self._idle.pop()
            try:
                content = task.path.read_bytes()
            except OSError:
                content = b""  # whoever saves the result sees that the file is gone
            answer = actor.read.remote(task.name, content, task.given, task.spool is not None)
            self._running[answer] = actor, task

    def _result(self, task: _Task, answer: Any) -> Read | Unfolded | Failed:
        """Turn an actor's answer into a result; it is data, and no object is taken from it."""
        try:
            kind, told = self._ray.get(answer)
        except self._ray.exceptions.RayError:
            reason = f"读取它的机器中断了 {_TRIES} 次"
            return Failed(task.key, reason, "请稍后再试，或在本机收录", "crashed")
        if kind == "read":
            notice = Notice.model_validate_json(told)
            return Read(task.key, notice)
        if kind == "failed":
            return Failed(**told | {"key": task.key})
        assert task.spool is not None
        paths = []
        for number, (name, content) in enumerate(told):
            path = task.spool / str(number) / Path(name).name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            paths.append(path)
        return Unfolded(task.key, paths)
