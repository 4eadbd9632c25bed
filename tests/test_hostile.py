"""What must not be read, run or fetched."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bombs import BOMBS, page, stream
from made import (
    BODY,
    LOCKED_ZIP,
    RELS,
    TYPES,
    W,
    _flagged,
    bomb,
    compound,
    document,
    docx,
    lines,
    names,
    ofd,
    p,
    text_object,
    workbook,
    zipped,
)
from notice_parser.model import Unreadable
from notice_parser.reading import read

EVIL = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>'

REFUSED = [
    ("locked.docx", compound("EncryptedPackage"), "密码"),
    ("slides.ppt", compound("PowerPoint Document"), "演示文稿"),
    ("mail.msg", compound("__properties_version1.0"), "Outlook"),
    ("broken.docx", docx(p(BODY))[:300], "损坏"),
    ("broken.xlsx", workbook(names)[:2000], "损坏"),
    ("empty.docx", docx(""), "没有可读的文字"),
    ("nobody.docx", zipped({"[Content_Types].xml": TYPES}), "缺少正文"),
    ("entity.docx", zipped({"word/document.xml": f"{EVIL}<a/>"}), "DTD"),
    ("entity.xlsx", zipped({"xl/workbook.xml": f"{EVIL}<a/>"}), "DTD"),
    ("entity.ofd", zipped({"OFD.xml": f"{EVIL}<a/>"}), "DTD"),
    ("bomb.docx", bomb("word/document.xml"), "炸弹"),
    ("bomb.xlsx", bomb("xl/workbook.xml"), "炸弹"),
    ("bomb.ofd", bomb("OFD.xml"), "炸弹"),
    ("bomb.zip", bomb("名单.txt"), "炸弹"),
    ("many.zip", zipped({f"{n}.txt": b"x" for n in range(2_100)}), "文件过多"),
    (
        "nested.zip",
        zipped({"a.zip": zipped({"a.zip": zipped({"a.zip": zipped({"a.txt": BODY})})})}),
        "层数过多",
    ),
    ("locked.zip", _flagged(LOCKED_ZIP), "密码"),
    ("locked.ofd", _flagged(ofd("")), "密码"),
    ("encrypted.ofd", zipped({"OFD.xml": "<o:OFD xmlns:o='x'/>", "Encryptions.xml": "<a/>"}), "已加密"),
    ("broken.ofd", zipped({"OFD.xml": "<a"}), "损坏"),
    ("none.zip", zipped({"__MACOSX/x": b"x"}), "没有文件"),
    ("a.rar", b"Rar!\x1a\x07\x01\x00" + bytes(50), "RAR"),
    ("a.7z", b"7z\xbc\xaf\x27\x1c" + bytes(50), "7z"),
    ("program.pdf", b"MZ" + bytes(200), "程序"),
    ("broken.png", b"\x89PNG\r\n\x1a\n" + bytes(50), "损坏"),
    ("broken.jpg", b"\xff\xd8\xff\xe0" + bytes(50), "损坏"),
    ("broken.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(50), "损坏"),
    ("data.xml", b"<?xml version='1.0'?><a/>", "XML"),
    ("noise.txt", bytes(range(256)) * 8, "不是可以读取的文件"),
    ("error.pdf", b"<html><body>404 Not Found</body></html>", "网页"),
    ("deep.html", b"<html>" + b"<div>" * 9000 + BODY.encode(), "嵌套过深"),
    ("blank.html", b"<html><body><script>1</script></body></html>", "没有可读的文字"),
]


@pytest.mark.parametrize(("name", "data", "reason"), REFUSED, ids=[name for name, _, _ in REFUSED])
def test_what_cannot_be_read_is_refused_in_one_line(
    name: str, data: bytes, reason: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(Unreadable, match=reason) as refused:
        read(tmp_path / name, "recorded" if name.startswith("broken.") else "off")
    assert "\n" not in str(refused.value)
    assert str(refused.value).startswith(name.rsplit(".", 1)[0][:3]) or name.endswith(".zip")


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("two_million_characters_on_a_page", "第 1 页的文字过多（超过 200000 字）"),
        ("many_pages_of_scans", "扫描页过多（1999 页），请拆分为不超过 500 页"),
    ],
)
def test_more_than_any_notice_has_is_refused_before_it_costs_much(
    name: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def recognise(*_: Any) -> None:
        raise AssertionError("a page was recognised")

    monkeypatch.setattr("notice_parser.reading.digital.scanned", recognise)
    (tmp_path / "a.pdf").write_bytes(BOMBS[name]())
    with pytest.raises(Unreadable) as refused:
        read(tmp_path / "a.pdf", "recorded")
    assert reason in str(refused.value)


def test_letters_of_no_size_are_read(tmp_path: Path) -> None:
    line = b"(" + b"notice " * 14 + b") Tj 0 -.01 Td "
    contents = stream(b"BT /F .01 Tf 50 700 Td " + line * 50 + b"ET")
    (tmp_path / "a.pdf").write_bytes(page(contents))
    assert "notice" in read(tmp_path / "a.pdf", "off").text


def test_a_picture_bomb_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from PIL import Image

    from notice_parser.reading import images

    Image.new("1", (20_000, 20_000)).save(tmp_path / "a.png")
    monkeypatch.setattr(images, "engine", lambda name: None)
    with pytest.raises(Unreadable, match="过大"):
        read(tmp_path / "a.png")


WRONG = [
    ("通报.pdf", docx(p(BODY))),
    ("通报.doc", docx(p(BODY))),
    ("通报.xls", f"<html><body><p>{BODY}</p></body></html>".encode("gbk")),
    ("通报", docx(p(BODY))),
    ("通报.docx", BODY.encode()),
    ("通报.jpg", ofd(text_object(BODY, 5, 20))),
    ("通报.docm", docx(p(BODY), vbaProject="macro")),
]


@pytest.mark.parametrize(("name", "data"), WRONG, ids=[name for name, _ in WRONG])
def test_a_file_is_read_by_what_it_is(name: str, data: bytes, tmp_path: Path) -> None:
    assert BODY in document(tmp_path, name, data).text


def test_nothing_outside_is_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    secret = tmp_path / "secret.xml"
    secret.write_text(p("机密"), "utf-8")
    outside = f'<Relationship Id="h" Type="x/header" TargetMode="External" Target="{secret.as_uri()}"/><Relationship Id="i" Type="x/header" Target="../../../../../../{secret}"/>'
    parts = {
        "[Content_Types].xml": TYPES,
        "word/_rels/document.xml.rels": RELS.format(outside),
        "word/document.xml": f'<w:document {W}><w:body>{p(BODY)}<w:sectPr><w:headerReference w:type="default" r:id="h"/></w:sectPr></w:body></w:document>',
    }
    assert lines(document(tmp_path, "a.docx", zipped(parts))) == [BODY]
    page = f"<html><head><link rel=stylesheet href=http://192.0.2.1/a.css><script src=http://192.0.2.1/a.js></script></head><body><img src=http://192.0.2.1/a.png><iframe src='{secret.as_uri()}'></iframe><p>{BODY}</p></body></html>"
    assert lines(document(tmp_path, "a.html", page.encode())) == [BODY]
