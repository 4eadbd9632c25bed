"""Files of every format, made for the tests."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from notice_parser.model import Document
from notice_parser.reading import read
from test_reading import check_places

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


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


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
