"""The formats that notices come in: what each of them prints is what is read."""

from __future__ import annotations

import datetime as dt
import email.message
import io
import json
import re
import sys
import tomllib
import zipfile
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from lxml import etree

from conftest import ROOT
from notice_parser import parse, pipeline
from notice_parser.model import Document, Unreadable
from notice_parser.reading import SUFFIXES, office, read
from scoring import tally
from test_reading import check_places, kinds

TITLE, ISSUER, DAY = "关于将云岭石料厂列入黄牌警示名单的通报", "云岭市应急管理局", "2023年5月8日"
BODY = "经查，云岭石料厂未按期整改重大隐患。我局决定将云岭石料厂列入安全生产“黄牌”警示名单，期限6个月。"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="w" xmlns:v="v"'
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
)


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as container:
        for name, content in parts.items():
            container.writestr(name, content)
    return out.getvalue()


def docx(body: str, **parts: str) -> bytes:
    """A Word file of bare XML: what Word writes and no library does."""
    listed = "".join(
        f'<Relationship Id="{name}" Type="x/{re.sub("[0-9]", "", name)}" Target="{name}.xml"/>'
        for name in parts
    )
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELS.format(
            '<Relationship Id="a" Type="x/officeDocument" Target="word/document.xml"/>'
        ),
        "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": RELS.format(listed),
    }
    return zipped(files | {f"word/{name}.xml": content for name, content in parts.items()})


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def document(tmp_path: Path, name: str, data: bytes, ocr: str = "off") -> Document:
    path = tmp_path / name
    path.write_bytes(data)
    found = read(path, ocr)
    check_places(found)
    return found


def lines(found: Document) -> list[str]:
    return [block.text for block in found.blocks]


@pytest.fixture(scope="module")
def formats() -> ModuleType:
    sys.path.insert(0, str(ROOT / "corpus"))
    return import_module("formats")


@pytest.fixture(scope="module")
def sources() -> Callable[[str], Any]:
    sys.path.insert(0, str(ROOT / "corpus"))
    render = import_module("render")
    return lambda slug: render.parse_source((ROOT / "corpus" / slug / "notice.txt").read_text("utf-8"))


# ——— the same notice in several formats ———

SLUGS = [
    "hechi-yingji-hongpai", "anshan-shuiwu-mingdan", "mianyang-shijian-chufa", "xiamen-wuye-honghei",
    "guiyang-xinyong-jianbao", "dalian-shuiwu-zhongda", "changzhou-huanbao-yanse",
]  # fmt: skip


@pytest.mark.parametrize("slug", SLUGS)
def test_a_notice_tells_the_same_in_every_format(
    slug: str, formats: ModuleType, sources: Callable[[str], Any], tmp_path: Path
) -> None:
    expected = json.loads((ROOT / "corpus" / slug / "expected.json").read_text("utf-8"))
    by_pdf = tally(expected, parse(ROOT / "corpus" / slug / "notice.pdf").records())
    source = sources(slug)
    for suffix, render in formats.RENDERINGS.items():
        if suffix == "xlsx" and not formats.has_table(source):
            continue
        path = tmp_path / f"notice.{suffix}"
        path.write_bytes(render(source))
        got = tally(expected, parse(path).records())
        assert abs(got.exact - by_pdf.exact) <= 0.02, (suffix, got, by_pdf)


@pytest.mark.parametrize("encoding", ["gb2312", "gbk", "gb18030", "utf-8", "utf-16"])
def test_a_page_is_read_in_the_encoding_that_it_was_saved_in(encoding: str, tmp_path: Path) -> None:
    page = f"<html><head><meta charset={encoding}></head><body><h1>{TITLE}</h1><p>{BODY}</p></body></html>"
    assert lines(document(tmp_path, "a.html", page.encode(encoding))) == [TITLE, BODY]


def test_a_wrong_declaration_of_the_encoding_does_not_garble_a_page(tmp_path: Path) -> None:
    page = f"<html><head><meta charset=utf-8></head><body><h1>{TITLE}</h1><p>{BODY}</p></body></html>"
    assert lines(document(tmp_path, "a.html", page.encode("gbk"))) == [TITLE, BODY]


# ——— Word ———

NUMBERING = f"""<w:numbering {W}><w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>
</w:abstractNum><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/>
<w:lvlText w:val="&#xF06C;"/><w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr></w:lvl></w:abstractNum>
<w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="8"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="9"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
</w:numbering>"""


def numbered(level: int, list_id: int = 7) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'


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


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


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


# ——— workbooks ———


def workbook(fill: Callable[[Any], None]) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    fill(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def names(book: Any) -> None:
    sheet = book.active
    sheet.title = "Sheet1"
    sheet.append(["云岭市黄牌警示企业名单"])
    sheet.merge_cells("A1:D1")
    sheet.append(["序号", "企业名称", "列入日期", "罚款（元）"])
    for number, day in enumerate((3, 4, 5), 1):
        sheet.append([number, f"云岭第{number}石料厂", dt.datetime(2023, 5, day), 1234.5])
        sheet.cell(sheet.max_row, 3).number_format = 'yyyy"年"m"月"d"日"'
        sheet.cell(sheet.max_row, 4).number_format = "#,##0.00"
    sheet.append(["注：以上名单由市应急管理局提供。"])
    sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["D"].hidden = True
    hidden = book.create_sheet("草稿")
    hidden.append(["企业名称", "备注"])
    hidden.append(["不公开的厂", "待定"])
    hidden.sheet_state = "hidden"


def test_a_sheet_is_its_title_its_table_and_its_notes_as_shown(tmp_path: Path) -> None:
    found = document(tmp_path, "a.xlsx", workbook(names))
    assert [kind for kind, _ in kinds(found)] == ["title", "table", "paragraph"]
    table = found.blocks[1].table
    assert table is not None
    assert table.title == "云岭市黄牌警示企业名单"
    assert table.header == ("序号", "企业名称", "列入日期")
    assert table.texts == [["1", "云岭第1石料厂", "2023年5月3日"], ["3", "云岭第3石料厂", "2023年5月5日"]]


def test_a_hidden_sheet_is_left_out_and_reported(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(workbook(names))
    notice = parse(tmp_path / "a.xlsx")
    assert "不公开" not in notice.document.text
    assert [problem.message for problem in notice.problems if problem.code == "unread_page"] == [
        "第2个工作表是隐藏的，没有读取"
    ]


def test_a_workbook_of_excel_2003(tmp_path: Path) -> None:
    import xlwt

    book = xlwt.Workbook()
    sheet = book.add_sheet("名单")
    sheet.write_merge(0, 0, 0, 2, "云岭市失信企业名单")
    for column, label in enumerate(("序号", "企业名称", "列入日期")):
        sheet.write(1, column, label)
    date = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for row in (2, 3):
        sheet.write(row, 0, row - 1)
        sheet.write(row, 2, dt.datetime(2023, 5, row), date)
    sheet.write_merge(2, 3, 1, 1, "云岭石料厂")
    out = io.BytesIO()
    book.save(out)
    table = document(tmp_path, "wrong.docx", out.getvalue()).blocks[-1].table
    assert table is not None
    assert table.texts == [["1", "云岭石料厂", "2023-05-02"], ["2", "云岭石料厂", "2023-05-03"]]


def test_two_tables_of_one_sheet_keep_their_captions(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        sheet = book.active
        for caption, firm in (("红名单", "云岭茶厂"), ("黑名单", "云岭石料厂")):
            sheet.append([f"2023年{caption}企业名单"])
            sheet.append(["序号", "企业名称", "统一社会信用代码"])
            sheet.append([1, firm, "91320583MA1XABCD1E"])
            sheet.append([])

    tables = [block.table for block in document(tmp_path, "a.xlsx", workbook(fill)).blocks if block.table]
    assert [(table.title, table.texts[0][1]) for table in tables] == [
        ("2023年红名单企业名单", "云岭茶厂"), ("2023年黑名单企业名单", "云岭石料厂"),
    ]  # fmt: skip


def test_a_lone_cell_in_the_last_corner_costs_nothing(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        book.active["A1"] = "云岭石料厂列入名单。"
        book.active["XFD1048576"] = "角落。"

    assert "云岭石料厂列入名单。" in document(tmp_path, "a.xlsx", workbook(fill)).text


# ——— web pages ———

PAGE = f"""<html><head><title>政务公开</title><style>.c{{text-align:center}} .x{{display:none}}</style></head><body>
<div class="nav"><a href=1>首页</a><a href=2>新闻中心</a><a href=3>政务公开</a><a href=4>办事服务</a></div>
<div><p class="c"><b>{TITLE}</b></p><p>发布时间：2023-05-09　来源：市应急局</p><div id=zoom>
<p>{BODY[:20]}\n{BODY[20:]}</p><p class=x>看不见</p><script>var a='脚本';</script>
<table border=1><tr><th rowspan=2>序号</th><th colspan=2>企业</th></tr><tr><th>名称</th><th>代码</th></tr>
<tr><td>1</td><td rowspan=2>云岭石料厂</td><td>甲</td></tr><tr><td>2</td><td>乙</td></tr></table>
<p style="text-align:right">{ISSUER}</p><p align=right>{DAY}</p></div></div>
<div class="footer"><p>主办：云岭市人民政府</p><a href=x>网站地图</a></div></body></html>"""


def test_a_page_is_read_without_the_site_around_it(tmp_path: Path) -> None:
    found = document(tmp_path, "a.html", PAGE.encode())
    assert [kind for kind, _ in kinds(found)] == [
        "title",
        "masthead",
        "paragraph",
        "table",
        "signature",
        "signature",
    ]
    assert found.blocks[2].text == BODY
    for word in ("首页", "网站地图", "看不见", "脚本"):
        assert word not in found.text
    table = found.blocks[3].table
    assert table is not None
    assert table.header == ("序号", "企业 名称", "企业 代码")
    assert table.texts == [["1", "云岭石料厂", "甲"], ["2", "云岭石料厂", "乙"]]


def test_the_day_of_publication_is_not_the_day_of_the_act(tmp_path: Path) -> None:
    head = '<meta name="PubDate" content="2023-05-09 10:00"><meta name="ArticleTitle" content="t">'
    page = f"<html><head>{head}</head><body><h1>{TITLE}</h1><p>{BODY}</p></body></html>"
    (tmp_path / "a.html").write_text(page, "utf-8")
    notice = parse(tmp_path / "a.html")
    assert notice.masthead.published == dt.date(2023, 5, 9)
    assert [event.event_date for event in notice.events] == [None]


def test_a_page_saved_as_one_file(tmp_path: Path) -> None:
    message = email.message.EmailMessage()
    message["From"] = "<Saved by Blink>"
    message["Subject"] = TITLE
    message["Snapshot-Content-Location"] = "http://www.example.cn/1.html"
    message.set_content(PAGE.encode("gbk"), "text", "html", cte="quoted-printable")
    message.replace_header("Content-Type", "text/html; charset=gb2312")
    message.make_related()
    message.add_attachment(b"\x89PNG", "image", "png", filename="logo.png")
    assert TITLE in lines(document(tmp_path, "a.mht", message.as_bytes()))


def test_deep_and_crooked_pages_are_read(tmp_path: Path) -> None:
    page = "<div>" * 1500 + BODY + "<table><tr><td rowspan=99999999 colspan=99999999>甲<td>乙" + "<b>" * 500
    assert BODY in document(tmp_path, "a.html", f"<html>{page}".encode()).text


# ——— pictures ———


def test_every_frame_of_a_picture_is_a_page_turned_as_the_camera_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import numpy as np
    from PIL import Image

    from notice_parser.reading import images
    from notice_parser.reading.ocr.engine import Recognised

    seen: list[tuple[int, ...]] = []

    class Reader:
        def lines(self, image: Any, places: Any = None) -> list[Recognised]:
            seen.append(image.shape[:2])
            quad = np.array([[100, 100], [900, 100], [900, 140], [100, 140]], dtype=float)
            return [Recognised(BODY[:20], 0.99, quad)] if places is None else []

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


# ——— OFD ———

OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def text_object(text: str, x: float, y: float, extra: str = "", delta: str = "") -> str:
    return (
        f'<ofd:TextObject ID="1" Boundary="{x} {y} 180 10" Font="1" Size="5" {extra}>'
        f'<ofd:TextCode X="0" Y="5" DeltaX="{delta or f"g {max(len(text) - 1, 1)} 5"}">{text}</ofd:TextCode></ofd:TextObject>'
    )


def ofd(content: str, template: str = "", annotation: str = "", root: str = "/Doc_0/Document.xml") -> bytes:
    return zipped(
        {
            "OFD.xml": f"<ofd:OFD {OFD}><ofd:DocBody><ofd:DocRoot>{root}</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
            "Doc_0/Document.xml": f'<ofd:Document {OFD}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea><ofd:TemplatePage ID="9" BaseLoc="Tpls/T.xml"/></ofd:CommonData><ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages><ofd:Annotations>Annots/A.xml</ofd:Annotations></ofd:Document>',
            "Doc_0/Tpls/T.xml": f"<ofd:Page {OFD}><ofd:Content><ofd:Layer>{template}</ofd:Layer></ofd:Content></ofd:Page>",
            "Doc_0/Pages/Page_0/Content.xml": f'<ofd:Page {OFD}><ofd:Template TemplateID="9"/><ofd:Content><ofd:Layer>{content}</ofd:Layer></ofd:Content></ofd:Page>',
            "Doc_0/Annots/A.xml": f'<ofd:Annotations {OFD}><ofd:Page PageID="1"><ofd:FileLoc>P.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>',
            "Doc_0/Annots/P.xml": f"<ofd:PageAnnot {OFD}><ofd:Annot><ofd:Appearance>{annotation}</ofd:Appearance></ofd:Annot></ofd:PageAnnot>",
        }
    )


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


# ——— bundles ———


def test_each_file_of_a_bundle_is_a_file_of_its_own(tmp_path: Path) -> None:
    page = f"<html><body><h1>{TITLE}</h1><p>{BODY}</p></body></html>".encode()
    letter = email.message.EmailMessage()
    letter["Subject"], letter["From"], letter["To"] = "转发通报", "a@example.cn", "b@example.cn"
    letter.set_content("通报见附件，请查收。")
    letter.add_attachment(page, "application", "octet-stream", filename="通报.html")
    inner = zipped({"云岭/名单.html": page.replace("云岭石料厂".encode(), "青河水产店".encode())})
    bundle = zipped(
        {"信.eml": letter.as_bytes(), "附件.zip": inner, "__MACOSX/._x": b"junk", "坏.pdf": b"%PDF-1.7"}
    )
    (tmp_path / "包.zip").write_bytes(bundle)
    outcomes = {
        outcome.file: (outcome.status, outcome.events)
        for outcome in pipeline.ingest([tmp_path / "包.zip"], tmp_path / "db" / "e.db")
    }
    assert outcomes == {
        "转发通报.txt": ("read", 0), "通报.html": ("read", 1), "名单.html": ("read", 1), "坏.pdf": ("failed", 0),
    }  # fmt: skip


def test_names_written_in_gbk_are_decoded(tmp_path: Path) -> None:
    info = zipfile.ZipInfo("AAAA.txt")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as container:
        container.writestr(info, BODY)
    data = out.getvalue().replace(b"AAAA.txt", "名单".encode("gbk") + b".txt")
    assert document(tmp_path, "a.zip", data).name == "名单.txt"


def test_parse_says_what_is_in_a_bundle_of_several(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"甲.txt": BODY, "乙.txt": BODY + BODY}))
    with pytest.raises(Unreadable, match=r"里面有 2 个文件（甲\.txt、乙\.txt）"):
        parse(tmp_path / "a.zip")


# ——— what must not be read, run or fetched ———

LOCKED_ZIP = zipped({"a.txt": BODY})


def _flagged(data: bytes) -> bytes:
    """Set the mark of encryption on every member."""
    out = bytearray(data)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = out.find(mark)
        while at >= 0:
            out[at + offset] |= 1
            at = out.find(mark, at + 4)
    return bytes(out)


def compound(stream: str) -> bytes:
    """An OLE2 file with one stream of 4096 zero bytes."""
    import struct

    free, end, fat = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0) + struct.pack("<I", 0)
    header += struct.pack("<I", free) * 108
    table = struct.pack("<II", fat, end) + b"".join(struct.pack("<I", n) for n in (3, 4, 5, 6, 7, 8, 9, end))
    table += struct.pack("<I", free) * 118

    def entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
        raw = name.encode("utf-16-le") + b"\0\0"
        return (
            raw.ljust(64, b"\0") + struct.pack("<HBB", len(raw), kind, 1) + struct.pack("<III", free, free, child)
            + bytes(36) + struct.pack("<IQ", start, size)
        )  # fmt: skip

    folder = entry("Root Entry", 5, 1, end, 0) + entry(stream, 2, free, 2, 4096) + bytes(256)
    return header + table + folder + bytes(4096)


def bomb(name: str) -> bytes:
    return zipped({name: bytes(60_000_000)})


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


# ——— LibreOffice ———

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


# ——— what is said of the formats ———


def test_every_suffix_of_the_table_is_taken_from_a_folder(tmp_path: Path) -> None:
    from click.testing import CliRunner

    from notice_parser.cli import main

    for suffix in SUFFIXES:
        (tmp_path / f"a{suffix}").write_bytes(BODY.encode() + suffix.encode())
    result = CliRunner().invoke(main, ["ingest", str(tmp_path), "--db", str(tmp_path / "db" / "e.db")])
    assert f"读出 {len(SUFFIXES)} 个文件" in result.output
    assert tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["name"] == "notice-parser"
