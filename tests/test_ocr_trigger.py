"""Which pages are recognised: those whose text layer is missing or garbage, and pictures that show words."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from numpy.typing import NDArray

from notice_parser.pipeline import parse
from notice_parser.reading import read
from notice_parser.reading.geometry import Char
from notice_parser.reading.pdf import sheets
from notice_parser.reading.pictures import wordless

CORPUS = Path(__file__).parent.parent / "corpus"
TABLE = CORPUS / "yanji-jiaoyu-baimingdan" / "notice.pdf"
PROSE = CORPUS / "taiyuan-xiaofang-anli" / "notice.pdf"  # one page of text
PAGES = 20  # of each file; what follows is of one kind with what goes before
T, N, B, P = "text", "none", "blank", "picture"

# What a person sees on each page: text that its layer gives (T), words that no layer gives or one of
# garbage (N), nothing (B), text beside a picture with words (P). One sign stands for all pages of a file.
BROKEN = {"bad_fffd_lo", "bad_latin_lo", "bad_pua_lo", "bad_shuffle_lo", "bad_strip_cr", "bad_strip_lo"}
EXPECTED: dict[str, dict[int, str] | str] = {
    "pdf": T,
    **dict.fromkeys(
        (f"pdf/{name}.pdf" for name in (*BROKEN, "ocr_bad", "outlined", "scan_only", "scan_wm")), N
    ),
    "pdf/mixed.pdf": {2: N, 4: N},
    "pdf/table_as_image.pdf": P,
    "real-pdf": T,
    "real-pdf/p011_DB-44-1597-2015.pdf": {2: B},
    "real-pdf/p015_DB-44-2160-2019.pdf": {2: B},
    "real-pdf/p020_DB-44-613-2009.pdf": {2: B},
    "real-pdf/p024_DB-44-816-2010.pdf": {2: B, 6: B},
    "real-pdf/p030_GB-13271-2014.pdf": {9: N},  # the letters of formulas are private characters
    "real-pdf/p033_GB-16297-1996.pdf": N,
    "real-pdf/p036_GB-18483-2001.pdf": N,
    "real-pdf/p047_GB-21902-2008.pdf": {18: N},  # so are the dots in the numbers of its headings
}


@pytest.mark.parametrize("folder", ["pdf", "real-pdf"])
def test_each_page_is_read_by_its_layer_or_recognised_as_a_person_would_say(
    shared: Path, folder: str
) -> None:
    wrong, pages = {}, 0
    for path in sorted((shared / "testset" / folder).glob("*.pdf")):
        try:
            document = pypdfium2.PdfDocument(path)
        except pypdfium2.PdfiumError:
            continue  # broken or locked on purpose
        for sheet in islice(sheets(document), PAGES):
            said = P if sheet.pictures else sheet.read_by
            truth = EXPECTED.get(f"{folder}/{path.name}", T)
            expected = truth if isinstance(truth, str) else truth.get(sheet.number, T)
            pages += 1
            if said != expected:
                wrong[path.name, sheet.number] = said, expected
        document.close()
    assert pages > 150
    assert wrong == {}


def image_of(path: Path) -> NDArray[np.uint8]:
    with pypdfium2.PdfDocument(path) as document:
        image: NDArray[np.uint8] = document[0].render(scale=200 / 72, prefer_bgrx=False).to_numpy()
        return image[:, :, :3].copy()


def pasted(
    text: Path, image: NDArray[np.uint8], target: Path, box: tuple[float, float, float, float]
) -> Path:
    """Write the first page of ``text``, with an image at left, bottom, width and height."""
    document = pypdfium2.PdfDocument(text)
    for index in reversed(range(1, len(document))):
        del document[index]
    picture = pypdfium2.PdfImage.new(document)
    bitmap = pypdfium2.PdfBitmap.new_native(image.shape[1], image.shape[0], 2)
    bitmap.to_numpy()[:, :, :3] = image
    picture.set_bitmap(bitmap)
    left, bottom, width, height = box
    picture.set_matrix(pypdfium2.PdfMatrix().scale(width, height).translate(left, bottom))
    page = document[0]
    low, high = min(0.0, bottom), page.get_size()[1]
    page.set_mediabox(0, low, page.get_size()[0], high)
    page.set_cropbox(0, low, page.get_size()[0], high)
    page.insert_obj(picture)
    page.gen_content()
    document.save(target)
    document.close()
    return target


def test_a_table_pasted_as_a_picture_is_read_beside_the_text_of_its_page(tmp_path: Path) -> None:
    twin = parse(TABLE)
    rows = {subject["name"] for record in twin.records() for subject in record["subjects"]}
    above = read(PROSE).text
    path = pasted(PROSE, image_of(TABLE), tmp_path / "pasted.pdf", (0, -842, 595, 842))
    document = read(path)
    assert above in document.text
    assert rows
    assert {name for name in rows if name not in document.text} == set()
    assert [page.read_by for page in document.pages] == ["text"]
    assert not any(name in read(path, "off").text for name in rows)
    inside = [part for block in document.blocks for part in block.fragments if part.confidence < 1]
    assert inside
    assert all(part.box.y0 > 0.4 for part in inside)


def test_a_photograph_and_a_background_add_nothing(tmp_path: Path) -> None:
    coarse = np.random.default_rng(5).integers(0, 255, (60, 80, 3), dtype=np.uint8)
    photograph = np.repeat(np.repeat(coarse, 10, axis=0), 10, axis=1)
    path = pasted(TABLE, photograph, tmp_path / "photo.pdf", (300, 20, 200, 100))
    assert read(path).text == read(TABLE).text
    with pypdfium2.PdfDocument(TABLE) as document:
        width, height = document[0].get_size()
    path = pasted(TABLE, np.full((1200, 900, 3), 250, np.uint8), tmp_path / "b.pdf", (0, 0, width, height))
    with pypdfium2.PdfDocument(path) as document:
        assert [sheet.pictures for sheet in sheets(document)] == [()]


def test_slices_of_one_picture_are_one_and_text_over_a_picture_makes_it_a_background() -> None:
    slices = [(50.0, 100.0 + 10 * n, 400.0, 110.0 + 10 * n) for n in range(30)]
    assert wordless(slices, []) == [(50.0, 100.0, 400.0, 400.0)]
    assert wordless([(50.0, 100.0, 90.0, 140.0)], []) == []
    text = [
        Char("字", 60.0 + 12 * x, 110.0 + 18 * y, 72.0 + 12 * x, 122.0 + 18 * y, 121.0, 12.0, 0, False, False)
        for x in range(25)
        for y in range(14)
    ]
    assert wordless(slices, text) == []
