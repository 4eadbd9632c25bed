"""Tasks → what became of them, by processes that are watched, killed and replaced.

``concurrent.futures`` breaks as a whole when one process is killed, and no pool of the libraries looked at
(pebble, loky, billiard) knows a deadline that each finished page puts off. Hence a supervisor of our own: one
thread a process takes its messages off the pipe and notes when they came, so that a parent which waits for
the database judges nobody late.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import Any, NamedTuple

from ..model import Notice
from .frames import Kind, receive, send
from .limits import Limits

_START = "from notice_parser.workers.child import main; main()"
_SECONDS_TO_START = 120
_ALONE = 0.7  # seconds a task waits for the processes there are before another one is started
_HAND_OVER = "请将文件交给维护人员"
_SUSPECT = "文件可能已损坏或含有异常内容，请用阅读软件打开后另存一份再试，或索取原件"


class WorkersUnusable(Exception):
    """No process that reads files can be started; its message tells staff why, in one line of Chinese."""


@dataclass(frozen=True)
class Task:
    """One file to read; ``given`` goes to the function that reads."""

    key: str
    path: Path
    name: str
    given: dict[str, Any]
    crashed: bool = False  # in a process that had read other files before, which may be to blame


class PageDone(NamedTuple):
    """A page was finished."""

    key: str
    page: int
    pages: int


class Read(NamedTuple):
    """A file was read."""

    key: str
    notice: Notice


class Unfolded(NamedTuple):
    """A file holds others, each to be read for itself."""

    key: str
    paths: list[Path]


class Failed(NamedTuple):
    """A file could not be read."""

    key: str
    reason: str
    advice: str
    code: str  # unreadable, stalled, too_long, memory, crashed, error


@dataclass(eq=False)
class Worker:
    """One process."""

    process: subprocess.Popen[bytes]
    since: float  # when it was started or given its task
    heard: float  # when it last gave a sign
    ready: bool = False
    served: int = 0
    pages: int = 0
    done: int = 0  # of these pages, finished
    task: Task | None = None
    condemned: Failed | None = field(default=None)  # why we killed it

    def kill(self) -> None:
        """End the process and whatever it started."""
        if hasattr(os, "killpg"):
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.kill()

    def bury(self) -> int:
        """Return the exit code of a process that is ending, and end what it started."""
        until = time.monotonic() + 5  # its pipe closes a moment before it is gone
        if hasattr(os, "waitid"):  # looking at it lets nobody else have its number
            look = os.WEXITED | os.WNOHANG | os.WNOWAIT
            with suppress(ChildProcessError):  # who started us lets children vanish unseen
                while os.waitid(os.P_PID, self.process.pid, look) is None and time.monotonic() < until:
                    time.sleep(0.01)
        self.kill()
        return self.process.wait()


class Pool:
    """Processes that read files, at most ``count`` at a time; use it with ``with``."""

    def __init__(self, entry: str, count: int, limits: Limits) -> None:
        """Name the function that reads as ``module:function``."""
        self._entry, self._count, self._limits = entry, count, limits
        self._workers: list[Worker] = []
        self._queue: deque[Task] = deque()
        self._queued = 0.0  # when the oldest task began to wait
        self._inbox: SimpleQueue[tuple[Worker, tuple[Kind, bytes] | None]] = SimpleQueue()
        self._false_starts = 0

    def __enter__(self) -> Pool:
        """Start the first process, which loads while the caller prepares."""
        self._start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End every process."""
        for worker in self._workers:
            worker.kill()
        for worker in self._workers:
            worker.process.wait()
        self._workers = []

    def __len__(self) -> int:
        """Return how many tasks were taken and not given back."""
        return len(self._queue) + sum(worker.task is not None for worker in self._workers)

    @property
    def room(self) -> bool:
        """Whether another task would soon find a process."""
        return len(self) < 2 * self._count

    def submit(self, key: str, path: Path, name: str, **given: Any) -> None:
        """Take a file to read; ``key`` comes back with what becomes of it."""
        if not self._queue:
            self._queued = time.monotonic()
        self._queue.append(Task(key, path, name, given))
        self._hand_out()

    def wait(self, seconds: float) -> list[PageDone | Read | Unfolded | Failed]:
        """Return what happened, waiting at most so long for something to happen.

        Raise ``WorkersUnusable`` where no process can be started.
        """
        happened: list[PageDone | Read | Unfolded | Failed] = []
        until = time.monotonic() + seconds
        while not happened:
            self._condemn()  # also while messages keep coming
            self._hand_out()
            left = until - time.monotonic()
            try:
                worker, message = self._inbox.get(timeout=max(0.0, min(left, self._next_check())))
            except Empty:
                if left <= 0:
                    break
                continue
            happened += self._heard(worker, message)
            self._hand_out()
        return happened

    def _start(self) -> None:
        """Start a process and the thread that listens to it."""
        try:
            process = subprocess.Popen(
                [sys.executable, "-P", "-c", _START],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # what libraries complain of may quote the file
                start_new_session=True,
                env=self._environment(),
            )
        except OSError as error:
            raise WorkersUnusable(
                f"无法启动读取进程（{error.strerror}），请检查内存和进程数的限制"
            ) from error
        now = time.monotonic()
        worker = Worker(process, now, now)
        self._workers.append(worker)
        limits = self._limits
        self._tell(
            worker,
            Kind.BEGIN,
            {"entry": self._entry, "memory_mb": limits.memory_mb, "open_files": limits.open_files},
        )
        threading.Thread(target=self._listen, args=(worker,), daemon=True).start()

    def _environment(self) -> dict[str, str]:
        """Return the variables of a process; of several each recognises with one thread."""
        environment = os.environ | {"MALLOC_ARENA_MAX": "4"}  # else threads reserve address space for nothing
        return environment if self._count == 1 else {"OMP_NUM_THREADS": "1"} | environment

    def _listen(self, worker: Worker) -> None:
        """Pass on what a process says, with the moment it said it."""
        pipe = worker.process.stdout
        assert pipe is not None
        while True:
            try:
                message = receive(pipe)
            except (OSError, ValueError):
                message = None
            worker.heard = time.monotonic()
            self._inbox.put((worker, message))
            if message is None:
                return

    def _tell(self, worker: Worker, kind: Kind, content: dict[str, Any]) -> None:
        pipe = worker.process.stdin
        assert pipe is not None
        with suppress(OSError):  # it is dead; its listener will say so
            send(pipe, kind, content)

    def _hand_out(self) -> None:
        """Give waiting tasks to idle processes; start another one where they are not enough."""
        for worker in self._workers:
            if self._queue and worker.ready and worker.task is None and worker.condemned is None:
                task = worker.task = self._queue.popleft()
                worker.pages = worker.done = 0
                worker.since = worker.heard = self._queued = time.monotonic()
                self._tell(
                    worker,
                    Kind.TASK,
                    {
                        "path": str(task.path.absolute()),
                        "name": task.name,
                        "given": task.given,
                        "cpu": self._limits.cpu,
                    },
                )
        starting = any(not worker.ready for worker in self._workers)
        needed = not self._workers or time.monotonic() - self._queued > _ALONE
        if self._queue and needed and not starting and len(self._workers) < self._count:
            self._start()

    def _next_check(self) -> float:
        """Return how long nothing needs to be looked at unless a message comes."""
        return 0.25 if self._queue or any(worker.task for worker in self._workers) else 60.0

    def _condemn(self) -> None:
        """Kill processes whose file has cost too much."""
        now = time.monotonic()
        for worker in self._workers:
            if worker.condemned is not None:
                continue
            if not worker.ready:
                if now - worker.since > _SECONDS_TO_START:
                    worker.kill()
                continue
            if worker.task is None:
                continue
            limits = self._limits
            key = worker.task.key
            if now - worker.heard > limits.patience(worker.pages):
                reason = f"{limits.stall} 秒内没有读完一页，已停止读取"
                worker.condemned = Failed(key, reason, _SUSPECT, "stalled")
            elif now - worker.since > limits.allowed(worker.done):
                told = f"（读完 {worker.done} 页）" if worker.done else ""
                reason = f"读了 {_minutes(now - worker.since)}仍未读完{told}，已停止读取"
                worker.condemned = Failed(key, reason, "请拆分后再试", "too_long")
            if worker.condemned is not None:
                worker.kill()

    def _heard(
        self, worker: Worker, message: tuple[Kind, bytes] | None
    ) -> list[PageDone | Read | Unfolded | Failed]:
        """Take one message of a process; None is its end."""
        if message is None:
            return self._ended(worker)
        kind, content = message
        if kind == Kind.READY:
            worker.ready, self._false_starts = True, 0
            return []
        task = worker.task
        if task is None or worker.condemned is not None:
            return []
        try:
            if kind == Kind.PAGE:
                page = json.loads(content)
                worker.pages = int(page["pages"])
                worker.done = max(worker.done, min(int(page["page"]), worker.pages))
                return [PageDone(task.key, int(page["page"]), worker.pages)]
            result: Read | Unfolded | Failed = _result(task.key, kind, content, self._limits)
        except (ValueError, KeyError, TypeError):  # no process of ours in its right mind says such a thing
            result = Failed(task.key, "读取进程给出的结果不完整", _HAND_OVER, "error")
        worker.task = None
        worker.served += 1
        spoiled = isinstance(result, Failed) and result.code != "unreadable"
        if spoiled or worker.served >= self._limits.files:
            self._dismiss(worker)
        return [result]

    def _ended(self, worker: Worker) -> list[PageDone | Read | Unfolded | Failed]:
        """Bury a process, and say what became of its file."""
        code = worker.bury()
        if worker in self._workers:
            self._workers.remove(worker)
        if not worker.ready:
            self._false_starts += 1
            if self._false_starts >= 3:
                raise WorkersUnusable("读取进程无法启动，请检查安装是否完整，或提高 --memory 的上限")
            if not self._workers:
                self._start()
        task, worker.task = worker.task, None
        if task is None:
            return []
        if worker.condemned is not None:
            return [worker.condemned]
        if hasattr(signal, "SIGXCPU") and code == -signal.SIGXCPU:
            reason = f"读取所用的处理器时间超过 {self._limits.cpu} 秒，已停止读取"
            return [Failed(task.key, reason, _SUSPECT, "too_long")]
        if worker.served and not task.crashed:
            if not self._queue:
                self._queued = time.monotonic()
            self._queue.appendleft(Task(task.key, task.path, task.name, task.given, crashed=True))
            return []
        reason = f"读取进程异常中止（{_signal(code)}），内存上限为 {self._limits.memory_mb} MB"
        return [Failed(task.key, reason, _SUSPECT, "crashed")]

    def _dismiss(self, worker: Worker) -> None:
        """Let a process go that has read enough."""
        worker.kill()
        self._workers.remove(worker)


def _result(key: str, kind: Kind, content: bytes, limits: Limits) -> Read | Unfolded | Failed:
    """Turn a process's last word on a file into a result."""
    if kind == Kind.NOTICE:
        return Read(key, Notice.model_validate_json(content))
    told = json.loads(content)
    if kind == Kind.UNFOLDED:
        return Unfolded(key, [Path(path) for path in told["paths"]])
    if kind == Kind.UNREADABLE:
        return Failed(key, told["reason"], told["advice"], "unreadable")
    if kind == Kind.NO_MEMORY:
        reason = f"读取所需的内存超过上限 {limits.memory_mb} MB"
        return Failed(key, reason, _SUSPECT, "memory")
    return Failed(
        key, f"处理时出错（{told['error']} {told['module']}）".replace(" ）", "）"), _HAND_OVER, "error"
    )


def _minutes(seconds: float) -> str:
    """Say how long something took.

    >>> _minutes(3661), _minutes(41.2)
    ('61 分钟', '41 秒')
    """
    return f"{seconds // 60:.0f} 分钟" if seconds >= 60 else f"{seconds:.0f} 秒"


def _signal(code: int) -> str:
    """Name what ended a process."""
    if code >= 0:
        return f"退出码 {code}"
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"信号 {-code}"
