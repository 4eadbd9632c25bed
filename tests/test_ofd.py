"""OFD files and pictures: pages with places."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from made import BODY, document, lines, ofd, text_object
from notice_parser.model import Unreadable
from notice_parser.reading import read


def test_an_ofd_page_is_its_template_its_text_and_its_annotations(tmp_path: Path) -> None:
    head = text_object("云岭市应急管理局文件", 60, 20)
    body = text_object("关于公布名单的通报", 60, 40) + text_object(
        "现将名单予以公布。", 25, 60, delta="5 5 5 5 5 5 5 5"
    )
    stamp = text_object("已核验", 150, 250, 'CTM="0.7 0.7 -0.7 0.7 0 0"')
    found = document(tmp_path, "a.ofd", ofd(body, head, stamp))
    assert lines(found) == [
        "云岭市应急管理局文件", "关于公布名单的通报", "现将名单予以公布。", "已核验",
    ]  # fmt: skip
    x0, y0, x1, y1 = found.blocks[2].fragments[0].box
    assert x0 == pytest.approx(25 / 210, abs=0.005)
    assert x1 == pytest.approx(70 / 210, abs=0.005)
    assert y0 < 65 / 297 < y1


def test_a_table_of_an_ofd_page_is_seen_by_its_rules(tmp_path: Path) -> None:
    rows = [("序号", "企业名称"), ("1", "云岭石料厂"), ("2", "云岭茶厂")]
    text = "".join(
        text_object(word, 22 + 50 * x, 30 + 12 * y)
        for y, row in enumerate(rows)
        for x, word in enumerate(row)
    )
    rules = "".join(
        f'<ofd:PathObject ID="2" Boundary="20 {28 + 12 * y} 100 1"><ofd:AbbreviatedData>M 0 0 L 100 0</ofd:AbbreviatedData></ofd:PathObject>'
        for y in range(4)
    ) + "".join(
        f'<ofd:PathObject ID="3" Boundary="{x} 28 0.3 36" Fill="true"><ofd:AbbreviatedData>M 0 0 L 0.3 0 L 0.3 36 L 0 36 C</ofd:AbbreviatedData></ofd:PathObject>'
        for x in (20, 70, 120)
    )
    (block,) = document(tmp_path, "a.ofd", ofd(text + rules)).blocks
    assert block.table is not None
    assert (block.table.header, block.table.texts) == (rows[0], [list(row) for row in rows[1:]])


def test_an_ofd_root_is_found_by_a_wrong_path_too(tmp_path: Path) -> None:
    assert (
        "予以公布。"
        in document(tmp_path, "a.ofd", ofd(text_object("予以公布。", 20, 20), root="Doc_1/x.xml")).text
    )


def test_every_ofd_sample_opens_and_holds_all_its_text(shared: Path) -> None:
    from notice_parser.text.personal import mask_personal

    samples = sorted((shared / "testset" / "ofd").glob("*.ofd"))
    assert samples
    for path in samples:
        text = "".join(read(path, "off").text.split())
        with zipfile.ZipFile(path) as container:
            roots = [
                etree.fromstring(container.read(name))
                for name in container.namelist()
                if name.endswith(".xml")
            ]
        codes = [
            "".join(mask_personal(code.text or "").split())
            for root in roots
            for code in root.iter("{*}TextCode")
        ]
        assert [code for code in codes if code not in text] == [], path.name


def test_every_frame_of_a_picture_is_a_page_turned_as_the_camera_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import numpy as np
    from PIL import Image

    from notice_parser.reading import images
    from notice_parser.reading.ocr.engine import Recognised

    seen: list[tuple[int, ...]] = []

    class Reader:
        def find(self, image: Any) -> list[Any]:
            seen.append(image.shape[:2])
            return [np.array([[100, 100], [900, 100], [900, 140], [100, 140]], dtype=float)]

        def read(self, image: Any, places: Any) -> list[Recognised]:
            return [Recognised(BODY[:20], 0.99, place) for place in places]

    monkeypatch.setattr(images, "engine", lambda name: Reader())
    upright = Image.new("RGB", (1654, 2339), "white")
    upright.paste("black", (200, 200, 900, 240))
    tiff, photo = tmp_path / "a.tif", tmp_path / "b.jpg"
    upright.save(tiff, save_all=True, append_images=[upright], dpi=(200, 200))
    exif = Image.Exif()
    exif[0x0112] = 6
    upright.rotate(90, expand=True).save(photo, exif=exif)
    assert [page.read_by for page in read(tiff).pages] == ["ocr", "ocr"]
    seen.clear()
    assert BODY[:20] in read(photo).text
    assert all(height > width for height, width in seen)


def test_heic_is_opened(tmp_path: Path) -> None:
    import pi_heif
    from PIL import Image

    from notice_parser.reading.images import frames

    pi_heif.register_heif_opener()
    with pytest.raises(Unreadable, match="损坏"):
        next(frames("a.heic", b"\x00\x00\x00\x18ftypheic" + bytes(100)))
    assert "HEIF" in Image.registered_extensions().values()


def test_a_picture_needs_recognition(tmp_path: Path) -> None:
    from PIL import Image

    Image.new("RGB", (800, 1100), "white").save(tmp_path / "a.png")
    with pytest.raises(Unreadable, match="需要文字识别"):
        read(tmp_path / "a.png", "off")
