"""Corpus and CoNLL files → small recognisers of names: a spaCy ``ner`` and a BiLSTM-CRF of HanLP.

``make train`` writes models/ner-spacy and models/ner-hanlp, each with a card, for ``--ner spacy:FOLDER`` and
``--ner hanlp:FOLDER``. Every fifth notice is kept for the card's scores. No network is used.
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from labelled import Labelled, of_conll, of_corpus

from notice_parser.mentions.voters import Voter, voter

HERE = Path(__file__).parent
SEED = 7
SPACY = "ner-spacy"
HANLP = "ner-hanlp"
_ARCHITECTURE = {
    "@architectures": "spacy.TransitionBasedParser.v2",
    "state_type": "ner",
    "extra_state_tokens": False,
    "hidden_width": 64,
    "maxout_pieces": 2,
    "use_upper": True,
    "tok2vec": {
        "@architectures": "spacy.HashEmbedCNN.v2",
        "pretrained_vectors": None,
        "width": 96,
        "depth": 4,
        "embed_size": 2000,
        "window_size": 2,
        "maxout_pieces": 3,
        "subword_features": False,
    },
}
_LABELS = {"organisation": "ORG", "person": "PER", "place": "LOC"}


def main(arguments: Sequence[str] | None = None) -> None:
    """Train what is asked for and say how well it does."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--engine", choices=["spacy", "hanlp", "both"], default="both")
    parser.add_argument("--conll", type=Path, action="append", default=[], help="more labelled sentences")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--sentences", type=int, default=None, help="use only so many, for a quick try")
    parser.add_argument("--out", type=Path, default=HERE)
    options = parser.parse_args(arguments)
    notices = [found for _, found in of_corpus()]
    held = [one for number, found in enumerate(notices) if number % 5 == 0 for one in found]
    learnt = [one for number, found in enumerate(notices) if number % 5 for one in found]
    learnt += [one for path in options.conll for one in of_conll(path)]
    random.Random(SEED).shuffle(learnt)
    learnt = [one for one in learnt if one.text][: options.sentences]
    held = [one for one in held if one.text]
    for engine, train, folder in (("spacy", train_spacy, SPACY), ("hanlp", train_hanlp, HANLP)):
        if options.engine not in (engine, "both"):
            continue
        if engine == "hanlp" and importlib.util.find_spec("hanlp") is None:
            print("hanlp is not installed (extra [hanlp]), its model is left out", file=sys.stderr)
            continue
        start = time.monotonic()
        out = options.out / folder
        train(learnt, held, out, options.epochs)
        voter.cache_clear()
        second = voter(f"{engine}:{out}")
        assert second is not None
        scores = evaluate(second, held)
        write_card(out, engine, learnt, held, options, scores)
        print(f"{out}: {len(learnt)} sentences, {time.monotonic() - start:.0f} s, {scores}")


def train_spacy(learnt: Sequence[Labelled], held: Sequence[Labelled], out: Path, epochs: int) -> None:
    """Train a blank Chinese pipeline that reads characters."""
    import spacy
    from spacy.tokens import Doc, Span
    from spacy.training import Example
    from spacy.util import fix_random_seed, minibatch

    fix_random_seed(SEED)
    nlp = spacy.blank("zh")
    nlp.add_pipe("ner", config={"model": _ARCHITECTURE})
    examples = []
    for one in learnt:
        truth = Doc(nlp.vocab, words=list(one.text), spaces=[False] * len(one.text))
        truth.ents = [Span(truth, *name) for name in one.names]
        plain = Doc(nlp.vocab, words=list(one.text), spaces=[False] * len(one.text))
        examples.append(Example(plain, truth))
    optimizer = nlp.initialize(lambda: examples)
    order = random.Random(SEED)
    for _ in range(epochs):
        order.shuffle(examples)
        for batch in minibatch(examples, 32):
            nlp.update(batch, sgd=optimizer, drop=0.2)
    nlp.to_disk(out)


def train_hanlp(learnt: Sequence[Labelled], held: Sequence[Labelled], out: Path, epochs: int) -> None:
    """Train HanLP's recurrent tagger over characters, its CRF mended."""
    import torch
    from hanlp.components.ner.rnn_ner import RNNNamedEntityRecognizer

    from notice_parser.mentions.voters.hanlp import mend

    mend()
    torch.manual_seed(SEED)
    with tempfile.TemporaryDirectory() as folder:
        files = [str(Path(folder) / name) for name in ("train.tsv", "dev.tsv")]
        for path, rows in zip(files, (learnt, held[:200]), strict=True):
            write_conll(Path(path), rows)
        RNNNamedEntityRecognizer().fit(
            *files,
            str(out),
            batch_size=32,
            epochs=epochs,
            embed=64,
            rnn_hidden=96,
            drop=0.3,
            lr=4e-3,
            crf=True,
            tagging_scheme="BIO",
            devices=-1,
            verbose=False,
        )


def write_conll(path: Path, rows: Iterable[Labelled]) -> None:
    """Write a character and its tag a line, a blank line between sentences."""
    blocks = ("".join(f"{c}\t{tag}\n" for c, tag in zip(row.text, row.tags, strict=True)) for row in rows)
    path.write_text("\n".join(blocks) + "\n", encoding="utf-8")


def evaluate(second: Voter, held: Sequence[Labelled]) -> dict[str, float]:
    """Return precision, recall and F1 of whole names over sentences kept from training."""
    answers = second.names([one.text for one in held])
    right = seen = wanted = 0
    for one, found in zip(held, answers, strict=True):
        got = {(name.start, name.end, _LABELS[name.kind.value]) for name in found}
        right, seen, wanted = right + len(got & set(one.names)), seen + len(got), wanted + len(one.names)
    precision, recall = right / max(seen, 1), right / max(wanted, 1)
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return {"precision": round(precision, 3), "recall": round(recall, 3), "f1": round(f1, 3)}


def write_card(
    out: Path,
    engine: str,
    learnt: Sequence[Labelled],
    held: Sequence[Labelled],
    options: argparse.Namespace,
    scores: dict[str, float],
) -> None:
    """Write what the model is, what it learnt from and how far it can be trusted."""
    names = sum(len(one.names) for one in learnt)
    kind = {"spacy": "spaCy ner (CNN over characters)", "hanlp": "HanLP BiLSTM-CRF over characters"}[engine]
    others = ", ".join(path.name for path in options.conll) or "none"
    card = f"""# {out.name}

{kind}, trained by `make train` for {options.epochs} epochs (seed {SEED}).

* Use: second voter on names, `--ner {engine}:{out.name}`. Not for reading names by itself.
* Learnt from: {len(learnt)} sentences with {names} names (ORG, PER, LOC) of this project's corpus, whose
  firms and people are invented; gold where the corpus expects a name, else the grammar's.
* CoNLL files: {others}.
* Held back: {len(held)} sentences of other notices of the same corpus: precision {scores["precision"]},
  recall {scores["recall"]}, F1 {scores["f1"]}. They are labelled the same way, so this is agreement with the
  grammar and not truth; expect less on notices of other hands.
* Licence: MIT, as this project; what a CoNLL file's licence asks comes on top.
* No personal data: the people of the corpus are invented.
"""
    (out / "README.md").write_text(card, encoding="utf-8")


if __name__ == "__main__":
    main()
