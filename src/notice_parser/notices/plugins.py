"""Packages of others → kinds of notice of their own, by the entry points of one group.

A package names its kinds under ``notice_parser.kinds``::

    [project.entry-points."notice_parser.kinds"]
    haze = "our_kinds:haze"

and the object is a function decorated with ``notice_parser.reads``: it is handed a sentence that holds one of
its cues and yields the events that it reports. Its name is a code of its own (``local.haze``); a code of ours
is refused. A kind that cannot be loaded, or fails in a sentence, is told in one line and costs nothing else.
"""

from __future__ import annotations

import logging
import sys
from importlib.metadata import EntryPoint, entry_points

from ..model import Event, Problem, ProblemCode
from .passage import Sentence
from .registry import KINDS, Kind

GROUP = "notice_parser.kinds"
FAILED: dict[str, str] = {}  # entry point → why it is not used
log = logging.getLogger("notice_parser.plugins")


def load() -> None:
    """Load every kind that installed packages offer; tell on standard error of those that could not be."""
    ours = dict(KINDS)
    for entry in sorted(entry_points(group=GROUP)):
        why = _load(entry, ours)
        FAILED.pop(entry.name, None)
        if why:
            FAILED[entry.name] = why
            print(f"扩展 {entry.name}（{entry.value}）没有启用：{why}，其余照常", file=sys.stderr)


def read(kind: Kind, sentence: Sentence) -> tuple[list[Event], list[Problem]]:
    """Read a sentence by a kind; where a plug-in fails, or yields no event of its own, a person is told."""
    if not kind.plugin:
        return list(kind.read(sentence)), []
    try:
        events = list(kind.read(sentence))
        strangers = [event for event in events if not isinstance(event, Event)]
        if strangers:
            raise TypeError(f"yielded {type(strangers[0]).__name__}, not Event")
    except Exception as error:  # whatever goes wrong in it is the plug-in's fault
        log.warning("plug-in kind %s failed: %s: %s", kind.event_type, type(error).__name__, error)
        message = f"扩展的事件种类“{kind.label}”读这一句时出错（{type(error).__name__}），其余照常读取"
        places = sentence.source.document.where(sentence.span)
        page = places[0][0] if places else 1
        problem = Problem(code=ProblemCode.SILENT_CUE, message=message, span=sentence.span, page=page)
        return [], [problem]
    return events, []


def _load(entry: EntryPoint, ours: dict[str, Kind]) -> str | None:
    before = dict(KINDS)
    try:
        entry.load()
    except BaseException as error:  # even what calls sys.exit on import
        if isinstance(error, KeyboardInterrupt):
            raise
        _restore(before)
        return " ".join(f"{type(error).__name__}: {error}".split())
    made = [name for name, kind in KINDS.items() if before.get(name) is not kind]
    taken = [name for name in made if name in ours]
    if taken or not made:
        _restore(before)
        return f"{'、'.join(taken)} 是本程序自己的种类" if taken else "没有登记任何种类"
    for name in made:
        KINDS[name] = KINDS[name].as_plugin()
    return None


def _restore(kinds: dict[str, Kind]) -> None:
    KINDS.clear()
    KINDS.update(kinds)
