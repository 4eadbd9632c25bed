"""Annexes that a notice names: found where they are, missed where they are not."""

from __future__ import annotations

import re

import pytest

from notice_parser.model import ProblemCode
from notice_parser.notices.annexes import missing_annexes
from notice_parser.reading import from_text
from test_corpus import CORPUS, SLUGS, read

LEAD = "临江县水务局关于公布信用评价结果的通知\n各有关单位：\n"


def messages(text: str) -> list[str]:
    return [problem.message for problem in missing_annexes(from_text(LEAD + text))]


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("现将结果公布，见附件。\n附件：评价结果\n附件\n甲公司 A级", []),
        ("现将结果公布，见附件。\n附件：评价结果（共3家）\n评价结果\n甲公司 A级", []),
        (
            "现将结果公布，见附件。\n附件：评价结果\n临江县水务局\n2024年3月5日",
            ["写明附件“评价结果”，文件里没有"],
        ),
        ("现将结果公布（详见附件2）。\n附件1\n甲公司 A级", ["写明附件2，文件里没有"]),
        ("现将附件1所列企业移出名单。", ["写明附件1，文件里没有"]),
        ("现将结果公布。\n附件：1．红榜\n2．黑榜\n附件一\n甲公司\n附件二\n乙公司", []),
        ("现将结果公布。\n附件：1．红榜\n2．黑榜\n附件1：红榜\n甲公司", ["写明附件2“黑榜”，文件里没有"]),
        ("名单以《2023年通报》附件1所列为准。", []),  # another paper's annex
        ("名单见附件（另发）。", []),
        ("结果已公布，无附件。", []),
    ],
)
def test_what_is_named_and_not_there(text: str, missing: list[str]) -> None:
    assert messages(text) == missing


@pytest.mark.parametrize(
    "slug",
    [slug for slug in SLUGS if re.search("见附件|附件：", (CORPUS / slug / "notice.txt").read_text("utf-8"))],
)
def test_no_annex_of_the_corpus_is_missed_until_it_is_cut_off(slug: str) -> None:
    document = read(slug).document
    assert missing_annexes(document) == []
    heads = [block for block in document.blocks if re.fullmatch(r"附\s*件\s*\d?", block.text)]
    cut = document.model_copy(
        update={"blocks": tuple(block for block in document.blocks if block.span.end < heads[0].span.start)}
    )
    problems = missing_annexes(cut)
    assert {problem.code for problem in problems} == {ProblemCode.MISSING_ANNEX}
    assert all(problem.page >= 1 and "附件" in problem.message for problem in problems)
