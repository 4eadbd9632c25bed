"""Scans: pages without a text layer read as well as born-digital ones, and what is doubtful says so."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from notice_parser.mentions.dates import impossible_dates
from notice_parser.model import (
    Block,
    BlockKind,
    Box,
    Document,
    Fragment,
    Page,
    ProblemCode,
    Review,
    Span,
    Unreadable,
)
from notice_parser.pipeline import parse, understand
from notice_parser.reading import read
from notice_parser.reading.aligned import implied
from notice_parser.reading.geometry import Char, Frame, Rule, recognition
from notice_parser.reading.lines import line_of, pieces
from notice_parser.reading.ocr import EngineMissing, engine
from notice_parser.reading.ocr.characters import characters
from notice_parser.reading.ocr.engine import Quad, Recognised, upright
from notice_parser.reading.ocr.page import seen_on
from notice_parser.reading.ocr.prepare import straightened_quad, without_seal
from notice_parser.reading.ocr.recorded import FOLDER, Recorded, Recording
from notice_parser.reading.ocr.repair import code, repaired, with_codes_repaired
from notice_parser.reading.ocr.ruling import ruling
from notice_parser.reading.ocr.star import star_in
from scans import picture_pdf, scan

CORPUS = Path(__file__).parent.parent / "corpus"
RECORDINGS = Path(__file__).parent / "recordings"
TABLE = "yanji-jiaoyu-baimingdan"  # one page, with a ruled table
PROSE = "taiyuan-xiaofang-anli"


def acts(path: Path, ocr: str = "rapidocr") -> list[tuple[object, ...]]:
    records = parse(path, ocr=ocr).records()
    fields = ("event_type", "action", "list_name", "document_number", "event_date", "duration", "fine_yuan")
    return sorted(
        (subject["name"], subject["identifier"], *(record[field] for field in fields))
        for record in records
        for subject in record["subjects"]
    )


def white(height: int = 400, width: int = 600) -> NDArray[np.uint8]:
    return np.full((height, width, 3), 255, np.uint8)


# with the real engine


@pytest.mark.parametrize(("name", "turn"), [(TABLE, 0), (PROSE, 0), (TABLE, 1), (PROSE, 2)])
def test_a_scan_gives_the_records_of_its_twin(tmp_path: Path, name: str, turn: int) -> None:
    twin = CORPUS / name / "notice.pdf"
    scanned = scan(twin, tmp_path / "scan.pdf", skew=0.7, turn=turn, grain=6)
    expected = acts(twin)
    assert expected
    assert acts(scanned) == expected


def test_a_scanned_table_without_rules_is_read_by_how_its_lines_align(tmp_path: Path) -> None:
    twin = CORPUS / TABLE / "notice.pdf"
    with pypdfium2.PdfDocument(twin) as source:
        image = source[0].render(scale=200 / 72, prefer_bgrx=False).to_numpy()[:, :, :3].copy()
    for rule in ruling(image, 200):
        (x0, top), (x1, bottom) = ((round(side * 200 / 72) for side in ends) for ends in (rule[:2], rule[2:]))
        cv2.line(image, (x0, top), (x1, bottom), (255, 255, 255), 7)
    assert not ruling(image, 200)
    bare = read(picture_pdf([image], tmp_path / "bare.pdf"))
    tables = [block.table.texts for block in bare.blocks if block.table]
    expected = [block.table.texts for block in read(twin).blocks if block.table]
    assert expected
    assert tables == expected


def test_prose_and_lists_of_names_are_no_tables() -> None:
    def line(text: str, x: float, base: float) -> list[Char]:
        return [
            Char(t, x + 12 * n, base - 10, x + 12 * n + 12, base + 2, base, 12.0, 0, False, False, 0.99)
            for n, t in enumerate(text)
        ]

    def rules(chars: list[Char]) -> list[Rule]:
        return implied([line_of(piece, 1) for piece in pieces(chars)])

    prose = [
        c
        for n in range(6)
        for c in line("各单位应当按照规定报送企业名称和处罚日期等信息。", 60, 100 + 20 * n)
    ]
    names = [c for n in range(6) for x in (60, 300) for c in line("云台茶行有限公司", x, 100 + 20 * n)]
    labels = [*line("企业名称", 60, 80), *line("处罚日期", 300, 80)]
    assert rules(prose) == rules(names) == rules(labels) == rules([]) == []
    assert rules([*labels, *prose]) == []
    assert len(rules([*labels, *names])) == 8 + 3
    columns = [
        c
        for n in range(4)
        for x in (60, 340)
        for c in line("对企业名称和处罚日期等内容应当核对", x, 100 + 20 * n)
    ]
    assert rules(columns) == []  # lines of two columns of text, the first of which sound like labels


def test_words_of_a_scan_lead_back_to_their_place_on_the_page(tmp_path: Path) -> None:
    twin = CORPUS / PROSE / "notice.pdf"
    digital, scanned = read(twin), read(scan(twin, tmp_path / "scan.pdf", skew=2.0, turn=3))
    assert [page.read_by for page in scanned.pages] == ["ocr"]
    words = "消防"
    (page, there), (_, here) = (
        document.where(span_of(document, words))[0] for document in (digital, scanned)
    )
    assert page == 1
    x, y = (there.x0 + there.x1) / 2 - 0.5, (there.y0 + there.y1) / 2 - 0.5
    width, height = digital.pages[0].width, digital.pages[0].height
    angle = np.radians(2.0)
    askew_x = 0.5 + (x * width * np.cos(angle) - y * height * np.sin(angle)) / width
    askew_y = 0.5 + (x * width * np.sin(angle) + y * height * np.cos(angle)) / height
    assert here.x0 - 0.02 <= askew_y <= here.x1 + 0.02  # turned three quarters: down became across
    assert here.y0 - 0.03 <= 1 - askew_x <= here.y1 + 0.03


def span_of(document: Document, words: str) -> Span:
    at = document.text.index(words)
    return Span(at, at + len(words))


def photograph() -> NDArray[np.uint8]:
    coarse = np.random.default_rng(3).integers(0, 255, (40, 30, 3), dtype=np.uint8)
    return np.asarray(cv2.resize(coarse, (1200, 1600), interpolation=cv2.INTER_CUBIC), np.uint8)


@pytest.mark.parametrize(
    ("image", "reason"),
    [
        (white(2339, 1654), "空白"),
        (np.zeros((2339, 1654, 3), np.uint8), "没有认出文字"),
        (photograph(), "没有认出文字"),
        (white(300, 20_000), "空白"),
    ],
)
def test_pages_without_text_invent_nothing(tmp_path: Path, image: NDArray[np.uint8], reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        read(picture_pdf([image], tmp_path / "page.pdf"))


def test_a_page_of_a_longer_file_that_gives_no_text_is_a_problem_unless_it_is_blank(tmp_path: Path) -> None:
    with pypdfium2.PdfDocument(CORPUS / PROSE / "notice.pdf") as source:
        text = source[0].render(scale=200 / 72, prefer_bgrx=False).to_numpy()[:, :, :3].copy()
    black = np.zeros((2339, 1654, 3), np.uint8)
    pages = [text, white(2339, 1654), photograph(), black, white(300, 9_000)]
    notice = parse(picture_pdf(pages, tmp_path / "file.pdf"))
    assert [page.read_by for page in notice.document.pages] == ["ocr", "blank", "none", "none", "blank"]
    unread = [problem for problem in notice.problems if problem.code is ProblemCode.UNREAD_PAGE]
    assert [problem.page for problem in unread] == [3, 4]
    assert all("没有读出" in problem.message for problem in unread)
    assert {block.page for block in notice.document.blocks} == {1}


def test_clean_and_scanned_test_pages_are_read_right(shared: Path) -> None:
    folder = shared / "testset" / "ocr"
    for name in ("p1_notice_stamp__scan_200", "p5_enterprises__clean200", "p7_dept_table__scan_200"):
        image = np.asarray(cv2.imread(str(folder / f"{name}.png")), np.uint8)
        truth = json.loads((folder / f"{name.split('__')[0]}.json").read_text(encoding="utf-8"))
        seen = plain("".join(line.text for line in seen_on(image, 200, engine("rapidocr")).lines))
        lines = [plain(line["text"]) for line in truth["lines"]]
        missing = [line for line in lines if line not in seen]
        assert len(missing) <= 0.02 * len(lines), missing
        critical = {plain(words) for words in truth["crit"]} & set(lines)
        assert {words for words in critical if words not in seen} == set()


def plain(text: str) -> str:
    return re.sub(r"[\W_]|[(（〔\[]|[)）〕\]]", "", unicodedata.normalize("NFKC", text))


# without models


class Scripted:
    """Finds one line and reads it as told."""

    def find(self, image: NDArray[np.uint8]) -> list[Quad]:
        return [upright([[10, 10], [210, 10], [210, 40], [10, 40]])]

    def read(self, image: NDArray[np.uint8], places: Sequence[Quad]) -> list[Recognised]:
        return [Recognised("云台茶行", 0.9, place, (0.9, 0.8, 1.0, 0.9)) for place in places]


def test_what_is_recorded_is_read_again_and_nothing_else(tmp_path: Path) -> None:
    image, other = white(), white()
    cv2.rectangle(image, (0, 0), (400, 400), (0, 0, 0), -1)
    recording = Recording(Scripted(), tmp_path)
    found = recording.find(image)
    (read_,) = recording.read(image, found)
    recorded = Recorded(tmp_path)
    assert [place.tolist() for place in recorded.find(image)] == [found[0].tolist()]
    (again,) = recorded.read(image, [found[0] + 2])
    assert (again.text, again.confidence, again.letters) == (read_.text, 0.9, read_.letters)
    assert recorded.read(image, [found[0] + 200])[0].text == ""
    assert recorded.find(other) == []
    assert recorded.read(other, found)[0].text == ""


def test_recordings_stand_in_for_an_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FOLDER, str(RECORDINGS))
    engine.cache_clear()
    twin = CORPUS / TABLE / "notice.pdf"
    scanned = scan(twin, tmp_path / "scan.pdf")
    try:
        assert acts(scanned, ocr="recorded") == acts(twin)
    finally:
        engine.cache_clear()
    with pytest.raises(EngineMissing, match="识别记录"):
        Recorded(tmp_path / "none")


def test_off_leaves_scans_unread(tmp_path: Path) -> None:
    scanned = scan(CORPUS / PROSE / "notice.pdf", tmp_path / "scan.pdf")
    with pytest.raises(Unreadable, match="扫描件"):
        read(scanned, ocr="off")


@pytest.mark.parametrize(("confidence", "review"), [(0.99, Review.AUTO), (0.7, Review.NEEDS_REVIEW)])
def test_doubtful_words_call_for_a_person(confidence: float, review: Review) -> None:
    text = "2022年4月6日，青州市市场监督管理局将城东便利店列入经营异常名录。"
    span = Span(0, len(text))
    line = Fragment(span, 1, Box(0.1, 0.1, 0.9, 0.12), confidence)
    block = Block(kind=BlockKind.PARAGRAPH, span=span, text=text, fragments=(line,))
    page = Page(number=1, width=595, height=842, read_by="ocr")
    notice = understand(Document(name="a.pdf", sha256="", pages=(page,), blocks=(block,)))
    (event,) = notice.events
    assert event.review is review
    assert ("扫描识别不清" in event.review_reasons) == (review is Review.NEEDS_REVIEW)
    assert event.confidence < 0.95
    assert max(mention.confidence for mention in notice.mentions) == confidence


@given(
    st.floats(-10, 10), st.integers(0, 3), st.floats(0.1, 0.85), st.floats(0.1, 0.85), st.floats(0.02, 0.1)
)
def test_boxes_go_back_over_skew_and_turn(angle: float, turn: int, x: float, y: float, side: float) -> None:
    frame = Frame(600, 800, turn, angle)
    width, height = frame.reading_size
    shown = np.array([[x * 600, y * 800], [x * 600 + 50 * side, y * 800 + 50 * side]])
    read_ = np.array([frame.turned(*point) for point in shown])
    corners = straightened_quad(
        upright([read_[0], [read_[1][0], read_[0][1]], read_[1], [read_[0][0], read_[1][1]]]),
        int(width), int(height), angle,
    )  # fmt: skip
    box = frame.box(*corners.min(axis=0), *corners.max(axis=0))
    for point_x, point_y in shown:
        assert box.x0 - 1e-4 <= point_x / 600 <= box.x1 + 1e-4
        assert box.y0 - 1e-4 <= point_y / 800 <= box.y1 + 1e-4


def test_a_seal_pales_and_a_letterhead_stays() -> None:
    page = white(1200, 1600)
    red, black = (40, 40, 220), (20, 20, 20)
    cv2.rectangle(page, (200, 100), (1400, 180), red, -1)  # wide as a letterhead
    cv2.circle(page, (1000, 800), 160, red, 10)
    cv2.line(page, (760, 800), (1240, 800), black, 6)  # words under the seal
    cleared = without_seal(page, 200)
    assert (cleared[140, 300:1300] == red).all()
    assert cleared[800, 840:1160].max() < 100
    assert cleared[640:646, 1000].min() > 200


def test_rules_make_a_grid_and_strokes_do_not() -> None:
    page = white(900, 1200)
    for y in (200, 300, 400):
        cv2.line(page, (100, y), (1100, y), (0, 0, 0), 2)
    for x in (100, 500, 1100):
        cv2.line(page, (x, 200), (x, 400), (0, 0, 0), 2)
    cv2.line(page, (300, 405), (300, 470), (0, 0, 0), 3)  # a stroke right under the table
    cv2.line(page, (600, 600), (900, 600), (0, 0, 0), 2)  # an underline
    found = ruling(page, 200)
    scale = 200 / 72
    assert sorted(round(rule.top * scale) for rule in found if rule.top == rule.bottom) == pytest.approx(
        [200, 300, 400], abs=2
    )
    assert sorted(round(rule.x0 * scale) for rule in found if rule.x0 == rule.x1) == pytest.approx(
        [100, 500, 1100], abs=2
    )


def test_a_lone_star_is_told_from_digits_and_rings() -> None:
    def cell(draw: str) -> NDArray[np.uint8]:
        image = white(60, 120)
        if draw == "*":
            for angle in (0, 60, 120):
                way = np.array([np.cos(np.radians(angle)), np.sin(np.radians(angle))]) * 6
                ends = [tuple(map(int, np.array([60, 25]) + side * way)) for side in (-1, 1)]
                cv2.line(image, ends[0], ends[1], (0, 0, 0), 3)
        elif draw == "ring":
            cv2.circle(image, (60, 25), 6, (0, 0, 0), 1)
        elif draw == "1":
            cv2.line(image, (60, 15), (60, 37), (0, 0, 0), 3)
        return image

    found = {draw: star_in(cell(draw), (0, 0, 120, 60), 30, 3) is not None for draw in ("*", "ring", "1", "")}
    assert found == {"*": True, "ring": False, "1": False, "": False}


def test_only_what_a_check_proves_is_repaired() -> None:
    assert code("9111OOOO101623741K") == "91110000101623741K"
    assert code("91110000101623741X") == "91110000101623741X"  # printed with a slip, or read with one: kept
    assert with_codes_repaired("代码9111O000101623741X。") == "代码9111O000101623741X。"
    line = Recognised("列入黃牌名單{2020}", 0.9, upright(np.zeros((4, 2))))
    assert repaired(line).text == "列入黄牌名单（2020）"
    assert repaired(line).confidence == 0.9


def test_a_date_is_repaired_only_where_it_then_exists_and_is_a_problem_where_it_does_not() -> None:
    def read_as(words: str) -> str:
        return repaired(Recognised(words, 0.9, upright(np.zeros((4, 2))))).text

    assert read_as("自2O20年3月l6日起") == "自2020年3月16日起"
    assert read_as("自2020年2月3O日起") == "自2020年2月3O日起"
    assert read_as("自2020年18月5日起") == "自2020年18月5日起"  # 10 or 13 or 12: nothing tells
    messages = [problem.message for problem in impossible_dates("2020年18月5日，青州市商务局公布名单。")]
    assert "“2020年18月5日”不是存在的日期" in messages


@given(
    st.sampled_from(
        ["2O20年3月l6日，云台茶行", "列入黃牌名單[2020}3號", "代码9111O000101623741K。", "云台茶行"]
    )
)
def test_what_was_read_is_kept_beside_what_was_repaired(words: str) -> None:
    place = upright([[100, 100], [500, 100], [500, 130], [100, 130]])
    line = repaired(Recognised(words, 0.9, place, (0.99,) * len(words)))
    chars = characters([line], white(), 200)
    sure, raw, doubtful = recognition(chars, line.text)
    assert raw == (words if line.text != words else None)
    assert (sure, doubtful) == (0.9, "")


def test_doubtful_letters_of_a_name_call_for_a_person() -> None:
    text = "2022年4月6日，青州市市场监督管理局将双河砬子商店列入经营异常名录。"
    span = Span(0, len(text))
    reviews = {}
    for doubtful in ("", "砬", "录"):
        line = Fragment(span, 1, Box(0.1, 0.1, 0.9, 0.12), 0.99, None, doubtful)
        block = Block(kind=BlockKind.PARAGRAPH, span=span, text=text, fragments=(line,))
        page = Page(number=1, width=595, height=842, read_by="ocr")
        (event,) = understand(Document(name="a.pdf", sha256="", pages=(page,), blocks=(block,))).events
        reviews[doubtful] = (event.review, event.review_reasons)
    assert reviews[""] == reviews["录"] == (Review.AUTO, ())
    assert reviews["砬"] == (Review.NEEDS_REVIEW, ("扫描识别存疑：“双河砬子商店”中的“砬”",))


@given(st.text(alphabet="一二三四五甲乙丙丁，。《》0123456789AB", min_size=1, max_size=30))
def test_characters_keep_the_text_and_its_order(text: str) -> None:
    place = upright([[100, 100], [500, 100], [500, 130], [100, 130]])
    chars = characters([Recognised(text, 0.8, place)], white(), 200)
    assert "".join(char.text for char in chars) == text
    assert [char.x0 for char in chars] == sorted(char.x0 for char in chars)
    assert {char.confidence for char in chars} == {0.8}
