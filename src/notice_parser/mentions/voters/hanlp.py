"""Sentences → names, by a HanLP component: a folder, or a published model by its name."""

from __future__ import annotations

import importlib.util
import os
import socket
import sys
import threading
from collections.abc import Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .spacy_ner import KINDS
from .voter import Seen, VoterMissing

if TYPE_CHECKING:
    from collections.abc import Iterator

_PATIENCE = 1.5  # seconds for the first answer of a server with models
_LABELS = {
    **KINDS,
    "ORGANIZATION": KINDS["ORG"],
    "LOCATION": KINDS["LOC"],
    "NT": KINDS["ORG"],
    "NR": KINDS["PER"],
    "NS": KINDS["LOC"],
}


class HanLP:
    """A named entity recogniser of HanLP as a voter; one that reads characters."""

    def __init__(self, model: str) -> None:
        """Load a folder or a published model; raise ``VoterMissing`` where neither can be had."""
        if importlib.util.find_spec("hanlp") is None:
            raise VoterMissing('没有安装 HanLP，请运行 pip install "notice-parser[hanlp]"，或用 --ner lac')
        folder = Path(model)
        published = not folder.is_dir()
        if published:
            _reachable(model)
        try:
            with _quiet():
                self._ner = load(model if published else str(folder.resolve()))
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RuntimeError) as error:
            raise VoterMissing(
                f"HanLP 模型 {model} 无法载入（{type(error).__name__}），请检查文件夹，或换一个模型"
            ) from error

    def names(self, sentences: Sequence[str]) -> list[list[Seen]]:
        """Return the entities of each sentence."""
        asked = [list(sentence) for sentence in sentences if sentence]
        answers = iter(self._ner(asked) if asked else ())
        return [
            [
                Seen(_LABELS[label], start, end)
                for _, label, start, end in sorted(next(answers), key=lambda entity: entity[2])
                if label in _LABELS
            ]
            if sentence
            else []
            for sentence in sentences
        ]


def load(model: str) -> Any:
    """Load a component of HanLP on the processor, its tagger mended."""
    os.environ.setdefault("HANLP_VERBOSE", "0")
    import hanlp

    mend()
    return hanlp.load(model, devices=-1)


def mend() -> None:
    """Let the CRF of HanLP 2.1.5's recurrent tagger run over characters.

    It is built without ``batch_first`` though batches come first, so that it runs over the sentences of a
    batch instead.
    """
    from hanlp.components.ner.rnn_ner import RNNNamedEntityRecognizer
    from hanlp.components.taggers.rnn.rnntaggingmodel import RNNTaggingModel

    if getattr(RNNNamedEntityRecognizer, "mended", False):
        return
    build = RNNNamedEntityRecognizer.build_model

    def build_model(self: Any, *args: Any, **kwargs: Any) -> Any:
        made = build(self, *args, **kwargs)
        if isinstance(made, RNNTaggingModel) and made.crf is not None:
            made.crf.batch_first = True
        return made

    RNNNamedEntityRecognizer.build_model = build_model
    RNNNamedEntityRecognizer.mended = True


def _reachable(model: str) -> None:
    """Fail soon where a published model is neither here nor to be fetched: HanLP tries half a minute."""
    from hanlp.pretrained import ner

    address = getattr(ner, model, None)
    if not isinstance(address, str):
        raise VoterMissing(f"没有文件夹 {model}，HanLP 也没有公布过这个名称的命名实体模型，请检查拼写")
    home = Path(os.environ.get("HANLP_HOME", Path.home() / ".hanlp"))
    name = Path(address).name.removesuffix(".zip")
    if any(found.is_dir() for found in home.rglob(name)):
        return
    host = address.split("/")[2]
    answered = threading.Event()

    def knock() -> None:
        try:
            socket.create_connection((host, 443), timeout=_PATIENCE).close()
            answered.set()
        except OSError:
            pass

    caller = threading.Thread(target=knock, daemon=True)  # a name server may keep us waiting for long
    caller.start()
    caller.join(_PATIENCE)
    if not answered.is_set():
        raise VoterMissing(
            f"HanLP 模型 {model} 不在本机，也连不上 {host}，请把模型文件夹拷来，用 --ner hanlp:文件夹"
        )


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep HanLP's progress off the terminal."""
    out, err = sys.stdout, sys.stderr
    with Path(os.devnull).open("w") as nowhere:
        sys.stdout = sys.stderr = nowhere
        try:
            yield
        finally:
            sys.stdout, sys.stderr = out, err
