"""Word files: what Word would print is what is read."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from made import (
    BODY,
    DAY,
    ISSUER,
    NUMBERING,
    RELS,
    TITLE,
    TYPES,
    W,
    cell,
    document,
    docx,
    lines,
    numbered,
    p,
    zipped,
)
from notice_parser.model import Unreadable
from notice_parser.reading import office, read
from test_reading import kinds


def test_automatic_numbers_are_printed(tmp_path: Path) -> None:
    body = (
        p("总体要求。", numbered(0)) + p("指导思想。", numbered(1)) + p("基本原则。", numbered(1))
        + p("主要任务。", numbered(0)) + p("重新计数。", numbered(1)) + p("细目。", numbered(2))
        + p("圆点。", numbered(0, 8)) + p("另一个列表。", numbered(0, 9))
    )  # fmt: skip
    assert lines(document(tmp_path, "a.docx", docx(body, numbering=NUMBERING))) == [
        "一、总体要求。", "（一）指导思想。", "（二）基本原则。", "二、主要任务。", "（一）重新计数。", "1. 细目。",
        "●圆点。", "一、另一个列表。",
    ]  # fmt: skip


def test_tracked_changes_count_as_accepted(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t>对云岭石料厂罚款</w:t></w:r><w:del><w:r><w:delText>五千</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>八千</w:t></w:r></w:ins><w:r><w:t>元。</w:t></w:r></w:p>"
        '<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:r><w:t>两段合</w:t></w:r></w:p>' + p("为一段。")
        + "<w:moveFrom><w:r><w:t>移走</w:t></w:r></w:moveFrom>"
    )  # fmt: skip
    assert lines(document(tmp_path, "a.docx", docx(body))) == ["对云岭石料厂罚款八千元。", "两段合为一段。"]


def test_fields_show_their_result_and_hidden_text_is_not_shown(tmp_path: Path) -> None:
    body = (
        '<w:p><w:r><w:t>公示期至</w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        "<w:r><w:instrText>DATE \\@ yyyy</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2023年6月1日</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>密</w:t></w:r>'
        '<w:r><w:t>止，通过率</w:t></w:r><w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r><w:r><w:t>。</w:t></w:r></w:p>'
    )
    assert lines(document(tmp_path, "a.docx", docx(body))) == ["公示期至2023年6月1日止，通过率√。"]


def test_text_boxes_notes_and_heads_are_read_once(tmp_path: Path) -> None:
    box = "<w:txbxContent>" + p("框内文字。") + "</w:txbxContent>"
    body = (
        p(TITLE, '<w:jc w:val="center"/>')
        + "<w:p><w:r><w:t>甲公司被列入名单</w:t></w:r>"
        + f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
        + f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        + '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t>。</w:t></w:r></w:p>'
        + '<w:sectPr><w:headerReference w:type="default" r:id="header1"/><w:footerReference w:type="default" r:id="footer1"/></w:sectPr>'
    )
    notes = f'<w:footnotes {W}><w:footnote w:id="0" w:type="separator">{p("线")}</w:footnote><w:footnote w:id="2">{p("原名乙公司。")}</w:footnote></w:footnotes>'
    head = f"<w:hdr {W}>{p('云岭信用简报第3期')}</w:hdr>"
    foot = f"<w:ftr {W}>{p('— 1 —')}</w:ftr>"
    found = document(tmp_path, "a.docx", docx(body, footnotes=notes, header1=head, footer1=foot))
    assert lines(found) == ["云岭信用简报第3期", TITLE, "甲公司被列入名单。", "框内文字。", "原名乙公司。"]


def test_merged_cells_belong_to_each_of_their_rows(tmp_path: Path) -> None:
    wide = '<w:gridSpan w:val="2"/>'
    restart, go_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = (
        "<w:tbl>"
        + f"<w:tr>{cell('序号')}{cell('企业名称')}{cell('处罚情况', wide)}</w:tr>"
        + f"<w:tr>{cell('1')}{cell('云岭石料厂', restart)}{cell('警告')}{cell('2023年5月8日')}</w:tr>"
        + f"<w:tr>{cell('2')}{cell('', go_on)}{cell('罚款')}{cell('2023年6月1日')}</w:tr>"
        + f"<w:tr><w:trPr><w:del/></w:trPr>{cell('3')}{cell('删去的厂')}{cell('罚款')}{cell('无')}</w:tr>"
        + "</w:tbl>"
    )
    (block,) = document(tmp_path, "a.docx", docx(body)).blocks
    assert block.table is not None
    assert block.table.header[:2] == ("序号", "企业名称")
    assert [row[1:3] for row in block.table.texts] == [["云岭石料厂", "警告"], ["云岭石料厂", "罚款"]]


def test_alignment_tells_title_and_signature(tmp_path: Path) -> None:
    styles = f'<w:styles {W}><w:style w:type="paragraph" w:styleId="T"><w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:sz w:val="44"/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="U"><w:basedOn w:val="T"/></w:style></w:styles>'
    body = (
        p("云岭石料厂等三家企业黄牌警示", '<w:pStyle w:val="U"/>') + p(BODY) + p("反馈情况请于月底前报送。")
        + p(ISSUER, '<w:jc w:val="right"/>') + p(DAY, '<w:ind w:firstLine="5600"/>') + p("此件公开发布，由办公室存档备查。")
    )  # fmt: skip
    found = kinds(document(tmp_path, "a.docx", docx(body, styles=styles)))
    assert [kind for kind, _ in found[:1] + found[3:5]] == ["title", "signature", "signature"]


RTF = r"{\rtf1\ansi\ansicpg936 " + "".join(
    char if char.isascii() else "".join(f"\\'{byte:02x}" for byte in char.encode("gbk")) for char in BODY
) + r"\par}"  # fmt: skip


def test_without_libreoffice_the_message_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NOTICE_PARSER_SOFFICE", str(tmp_path / "none"))
    (tmp_path / "a.doc").write_bytes(RTF.encode())
    with pytest.raises(Unreadable, match="没有安装，请安装 LibreOffice"):
        read(tmp_path / "a.doc")


def test_a_conversion_that_hangs_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nsleep 600\n")
    program.chmod(0o755)
    monkeypatch.setenv("NOTICE_PARSER_SOFFICE", str(program))
    monkeypatch.setattr(office, "TIMEOUT", 1)
    (tmp_path / "a.rtf").write_bytes(RTF.encode())
    with pytest.raises(Unreadable, match="超时"):
        read(tmp_path / "a.rtf")


@pytest.mark.skipif(office.soffice() is None, reason="needs LibreOffice")
def test_libreoffice_reads_what_only_it_can_and_runs_no_macro(tmp_path: Path) -> None:
    assert document(tmp_path, "a.wps", RTF.encode()).text == BODY
    macro = (
        '<?xml version="1.0"?><script:module xmlns:script="http://openoffice.org/2000/script" script:name="M" '
        f'script:language="StarBasic">Sub Main\nOpen "{tmp_path}/ran" For Output As #1\nClose #1\nEnd Sub</script:module>'
    )
    library = '<?xml version="1.0"?><library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false" library:passwordprotected="false"><library:element library:name="M"/></library:library>'
    listed = '<?xml version="1.0"?><library:libraries xmlns:library="http://openoffice.org/2000/library" xmlns:xlink="http://www.w3.org/1999/xlink"><library:library library:name="Standard" library:link="false"/></library:libraries>'
    content = f'<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:script="urn:oasis:names:tc:opendocument:xmlns:script:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2"><office:scripts><office:event-listeners><script:event-listener script:language="ooo:script" script:event-name="dom:load" xlink:href="vnd.sun.star.script:Standard.M.Main?language=Basic&amp;location=document"/></office:event-listeners></office:scripts><office:body><office:text><text:p>{BODY}</text:p></office:text></office:body></office:document-content>'
    files = ("content.xml", "Basic/script-lc.xml", "Basic/Standard/script-lb.xml", "Basic/Standard/M.xml")
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>'
        + "".join(
            f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml"/>'
            for name in files
        )
        + "</manifest:manifest>"
    )
    odt = zipped(
        {"mimetype": "application/vnd.oasis.opendocument.text", "META-INF/manifest.xml": manifest}
        | dict(zip(files, (content, listed, library, macro), strict=True))
    )
    assert document(tmp_path, "a.odt", odt).text == BODY
    assert not (tmp_path / "ran").exists()


def test_a_page_put_into_a_word_file_is_read(tmp_path: Path) -> None:
    rels = RELS.format('<Relationship Id="c" Type="x/aFChunk" Target="chunk.html"/>')
    parts = {
        "[Content_Types].xml": TYPES,
        "word/document.xml": f'<w:document {W}><w:body>{p(TITLE)}<w:altChunk r:id="c"/></w:body></w:document>',
        "word/_rels/document.xml.rels": rels,
        "word/chunk.html": f"<html><body><p>{BODY}</p></body></html>",
    }
    assert lines(document(tmp_path, "a.docx", zipped(parts))) == [TITLE, BODY]


def test_a_word_file_of_pictures_is_a_scan(tmp_path: Path) -> None:
    rels = RELS.format('<Relationship Id="i" Type="x/image" Target="media/1.png"/>')
    picture = io.BytesIO()
    Image.new("RGB", (800, 1100), "white").save(picture, "PNG")
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "word/document.xml": f"<w:document {W}><w:body><w:p/></w:body></w:document>",
        "word/_rels/document.xml.rels": rels,
        "word/media/1.png": picture.getvalue(),
    }
    with pytest.raises(Unreadable, match="需要文字识别"):
        document(tmp_path, "a.docx", zipped(parts))


def test_a_table_cut_to_fit_its_pages_is_one(tmp_path: Path) -> None:
    def table(*names: str) -> str:
        rows = [("序号", "企业名称", "信用等级"), *((str(n), name, "A") for n, name in enumerate(names, 1))]
        return (
            "<w:tbl>"
            + "".join("<w:tr>" + "".join(map(cell, row)) + "</w:tr>" for row in rows)
            + "</w:tbl>"
            + p("")
        )

    body = table("云岭石料厂", "云岭茶厂") + table("青河水产店")
    (block,) = document(tmp_path, "a.docx", docx(body)).blocks
    assert block.table is not None
    assert [row[1] for row in block.table.texts] == ["云岭石料厂", "云岭茶厂", "青河水产店"]
