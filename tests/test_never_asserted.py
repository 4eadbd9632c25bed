"""No event of any notice is asserted that its own clause denies, makes conditional or only proposes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from notice_parser import parse
from notice_parser.model import Action, Certainty, Event, Notice
from test_corpus import SLUGS, expected, read

# deliberately not the grammar of certainty.py: the acts of each kind, and what undoes them right before
ACTS = {
    "list.": "列入|纳入|移入|移出|移除|列为|记入|记为",
    "admin.penalty": "处罚|处以|罚款|没收|吊销|暂扣|警告|责令",
    "admin.licence": "许可|准予|颁发|核发|批准",
    "rating.": "评定|评为|认定|确定",
    "honour.": "授予|表彰|表扬|评为|命名|奖励",
    "repair.": "修复|停止公示|撤下",
    "decision.": "撤销|变更|撤回",
    "measure.punish": "限制|取消|暂停|禁止|扣减",
    "measure.reward": "奖励|激励|给予|优先|加分",
}
BETWEEN = r"(?:依法|予以|将其|对其|给予|行政|直接|再次?|一并|信用){0,3}"


def undoing(acts: str) -> tuple[re.Pattern[str], ...]:
    act = f"(?:{acts})"
    return (
        re.compile(rf"(?:不予|暂不|不再|未予|尚未|并未|未被|暂缓|免予|不得|拒绝){BETWEEN}{act}"),  # denied
        re.compile(
            rf"(?:^|[，。；：])(?:如果?(?!下|期)|若|凡|一旦|倘若)[^，。；]{{0,30}}[，,]?[^，。；]{{0,12}}{act}"
        ),
        re.compile(rf"(?:逾期|拒不|仍未|屡次|情节严重)[^，。；\d]{{0,12}}的[，,]{BETWEEN}{act}"),
        re.compile(
            rf"(?:^|[，。；：局委办院厅])拟(?:将[^，。；的]*|对[^，。；的]*)?{BETWEEN}{act}(?![^，。；]*的)"
        ),
        re.compile(rf"(?:应当|必须|将会|将被(?!执行)|将依法|可以|建议){BETWEEN}{act}"),
    )


LEFT = re.compile(r"((?:被列为|被列入|被纳入)[^。；]*)不再(?:列入|列为|纳入)$")
UNDOING = {kind: undoing(acts) for kind, acts in ACTS.items()}


def words_around(notice: Notice, event: Event) -> str:
    """The event's own words, with what stands before them in their clause and the clause before it."""
    text = notice.document.text
    first = max(text.rfind(mark, 0, event.span.start) for mark in "。；\n") + 1
    before = text[first : event.span.start]
    words = "，".join(before.split("，")[-2:]) + event.quote
    # of one that leaves a list 不再列入 is the act itself, told of somebody who was on it
    return LEFT.sub(r"\1", words) if event.action is Action.REMOVE else words


def undone(notice: Notice) -> list[str]:
    prose = [block.span for block in notice.document.blocks if block.table is None]
    return [
        words_around(notice, event)
        for event in notice.events
        if event.certainty is Certainty.ASSERTED
        and any(span.start <= event.span.start < span.end for span in prose)
        for kind, patterns in UNDOING.items()
        if event.event_type.startswith(kind)
        and any(pattern.search(words_around(notice, event)) for pattern in patterns)
    ]


@pytest.mark.parametrize("slug", SLUGS)
def test_no_notice_of_the_corpus(slug: str) -> None:
    assert undone(read(slug)) == []


def test_no_notice_of_the_test_set(shared: Path) -> None:
    files = [path for path in sorted((shared / "notices" / "pdf").glob("*.pdf")) if "--scan" not in path.name]
    assert files
    assert [(path.name, words) for path in files for words in undone(parse(path))] == []


@pytest.mark.parametrize("slug", SLUGS)
def test_what_a_careful_reader_finds_undone_is_not_asserted(slug: str) -> None:
    """Nothing expected as denied, conditional or proposed is read as asserted of the same subject."""

    def facts(record: dict[str, object], name: str) -> tuple[object, ...]:
        return (record["event_type"], record.get("action"), name)

    events = expected(slug)["events"]
    said = {
        (certainty in (None, "asserted"), facts(event, subject["name"]))
        for event in events
        for subject in event["subjects"]
        if subject["kind"] != "group"
        for certainty in (event.get("certainty"),)
        if certainty in (None, "asserted", "negated", "conditional", "proposed")
    }
    only_undone = {fact for done, fact in said if not done} - {fact for done, fact in said if done}
    read_as_done = {
        facts(record, subject["name"])
        for record in read(slug).records()
        if record["certainty"] == "asserted"
        for subject in record["subjects"]
    }
    assert sorted(map(str, only_undone & read_as_done)) == []


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("list.", "对青禾商行不予列入经营异常名录"),
        ("list.", "如青禾商行再次违法，列入严重违法失信名单"),
        ("list.", "青禾商行逾期不改正的，列入经营异常名录"),
        ("list.", "市商务局拟将青禾商行列入守信红名单"),
        ("list.", "应当将其移出名单"),
        ("admin.penalty", "我局决定不予吊销"),
    ],
)
def test_the_check_itself_sees_what_is_undone(kind: str, text: str) -> None:
    assert any(pattern.search(text) for pattern in UNDOING[kind])
