"""Files made to hurt whoever reads them: small on disk, and endless in time or memory."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator

BOMBS: dict[str, Callable[[], bytes]] = {}


def bomb(make: Callable[[], bytes]) -> Callable[[], bytes]:
    BOMBS[make.__name__] = make
    return make


def pdf(*objects: bytes, tail: bytes = b"") -> bytes:
    """Write a PDF of objects 1, 2, ...; the first is the catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, tail, start)
    return bytes(out)


def stream(content: bytes, entries: bytes = b"", *, squeezed: bool = True) -> bytes:
    data = zlib.compress(content, 9) if squeezed else content
    filter = b"/Filter/FlateDecode" if squeezed else b""
    return b"<<%s%s/Length %d>>\nstream\n%s\nendstream" % (entries, filter, len(data), data)


def page(contents: bytes, resources: bytes = b"", *more: bytes, box: bytes = b"0 0 595 842") -> bytes:
    """One page with a content stream as object 4, a font as object 5 and further objects from 6."""
    return pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>%s>>>>"
        % (box, resources),
        contents,
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        *more,
    )


def text(words: bytes) -> bytes:
    return b"BT /F 10 Tf 50 700 Td (%s) Tj ET" % words


def image(entries: bytes, data: bytes, *, squeezed: bool) -> bytes:
    drawn = stream(data, b"/Type/XObject/Subtype/Image" + entries, squeezed=squeezed)
    return page(stream(b"595 0 0 842 0 0 cm /X Do"), b"/XObject<</X 6 0 R>>", drawn)


@bomb
def content_of_a_gigabyte() -> bytes:
    return page(stream(b"q Q " * 2**28))


@bomb
def image_of_900_megapixels() -> bytes:
    return image(
        b"/Width 30000/Height 30000/ColorSpace/DeviceGray/BitsPerComponent 8",
        bytes(900_000_000),
        squeezed=True,
    )


@bomb
def image_of_claimed_size() -> bytes:
    return image(
        b"/Width 2000000000/Height 2000000000/ColorSpace/DeviceRGB/BitsPerComponent 16",
        b"x" * 100,
        squeezed=True,
    )


@bomb
def jbig2_of_claimed_size() -> bytes:
    info = struct.pack(">IIIIBH", 0xFFFFFFF0, 0xFFFFFFF0, 0, 0, 0, 0)
    segment = struct.pack(">IBBBI", 0, 48, 0, 1, len(info)) + info
    return image(
        b"/Width 60000/Height 60000/ColorSpace/DeviceGray/BitsPerComponent 1/Filter/JBIG2Decode",
        segment,
        squeezed=False,
    )


@bomb
def jpx_of_claimed_size() -> bytes:
    size = struct.pack(">HIIIIIIIIH", 0, 2**31 - 1, 2**31 - 1, 0, 0, 2**31 - 1, 2**31 - 1, 0, 0, 3)
    size += bytes([15, 1, 1] * 3)
    code = b"\xff\x4f\xff\x51" + struct.pack(">H", len(size) + 2) + size
    code += b"\xff\x52" + struct.pack(">HBBHBBBBBB", 12, 0, 0, 1, 0, 5, 4, 4, 0, 0) + b"\xff\xd9"
    return image(b"/Width 60000/Height 60000/Filter/JPXDecode", code, squeezed=False)


@bomb
def forms_to_the_power_of_ten() -> bytes:
    """Ten forms of which each draws the next ten times: ten thousand million words."""
    forms = [
        stream(
            b"/X Do " * 10,
            b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</X %d 0 R>>>>" % (7 + depth),
        )
        for depth in range(10)
    ]
    last = stream(
        text(b"notice"), b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</Font<</F 5 0 R>>>>"
    )
    return page(stream(b"/X Do"), b"/XObject<</X 6 0 R>>", *forms, last)


@bomb
def pattern_of_itself() -> bytes:
    pattern = stream(
        b"/Pattern cs /P scn 0 0 100 100 re f",
        b"/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep .001/YStep .001"
        b"/Resources<</Pattern<</P 6 0 R>>>>",
    )
    return page(stream(b"/Pattern cs /P scn 0 0 595 842 re f"), b"/Pattern<</P 6 0 R>>", pattern)


@bomb
def a_million_objects() -> bytes:
    return pdf(
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Annots[%s]>>"
        % b" ".join(b"%d 0 R" % number for number in range(4, 100_000)),
        *[b"<</Type/Annot/Subtype/Link/Rect[0 0 9 9]>>"] * 1_000_000,
    )  # fmt: skip


@bomb
def a_page_many_times() -> bytes:
    return pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count 1000000>>" % (b"3 0 R " * 1_000_000),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
    )


@bomb
def many_pages_of_scans() -> bytes:
    """As many pages as are allowed, none of them with text, each an image."""
    count = 1999
    kids = b" ".join(b"%d 0 R" % (5 + number) for number in range(count))
    drawn = stream(
        bytes(range(256)) * 4000,
        b"/Type/XObject/Subtype/Image/Width 1024/Height 1000/ColorSpace/DeviceGray/BitsPerComponent 8",
    )
    one = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</X 3 0 R>>>>>>"
    )
    return pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count),
        drawn,
        stream(b"595 0 0 842 0 0 cm /X Do"),
        *[one] * count,
    )


@bomb
def two_million_characters_on_a_page() -> bytes:
    line = b"(" + b"notice " * 14 + b") Tj 0 -.01 Td "
    return page(stream(b"BT /F .01 Tf 50 700 Td " + line * 20_000 + b"ET"))


@bomb
def a_grid_of_rules() -> bytes:
    lines = b"".join(
        b"%.2f 0 m %.2f 842 l S 0 %.2f m 595 %.2f l S " % (n * 0.04, n * 0.04, n * 0.056, n * 0.056)
        for n in range(14_000)
    )
    return page(stream(lines + text(b"notice")))


@bomb
def one_path_of_a_million_points() -> bytes:
    return page(
        stream(
            b"0 0 m "
            + b"".join(b"%d %d l " % (n % 595, n * 7 % 842) for n in range(1_000_000))
            + b"S "
            + text(b"a")
        )
    )


@bomb
def a_page_as_wide_as_the_world() -> bytes:
    return page(stream(text(b"notice")), box=b"-1e30 -1e30 1e30 1e30")


@bomb
def a_page_of_forty_metres() -> bytes:
    return page(stream(b"0 0 m 19000 19000 l S"), box=b"0 0 19999 19999")


@bomb
def a_cmap_that_maps_everything() -> bytes:
    ranges = b"100 beginbfrange\n" + b"<0000> <FFFF> <0000>\n" * 100 + b"endbfrange\n"
    cmap = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n" + ranges * 3000 + b"endcmap end end"
    )
    return pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        stream(text(b"notice notice")),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>",
        stream(cmap),
    )


@bomb
def a_table_of_cross_references_that_never_ends() -> bytes:
    return pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 1>>", tail=b"/Prev 9").replace(
        b"xref\n0 3", b"xref\n0 2000000000"
    )


@bomb
def brackets_a_million_deep() -> bytes:
    return page(stream(b"[" * 1_000_000 + b"]" * 1_000_000 + b" TJ " + text(b"a")))


@bomb
def a_page_tree_of_ten_to_the_ten() -> bytes:
    levels = [b"<</Type/Pages/Kids[%s]/Count 10000000000>>" % (b"%d 0 R " % (3 + n) * 10) for n in range(10)]
    return pdf(b"<</Type/Catalog/Pages 2 0 R>>", *levels, b"<</Type/Page/MediaBox[0 0 9 9]>>")


@bomb
def text_of_brackets() -> bytes:
    return ("（〔「《" * 700_000).encode()


@bomb
def text_of_numbers() -> bytes:
    return ("2021年3月2日" * 200_000).encode()


@bomb
def text_in_one_line() -> bytes:
    return ("长河公司、" * 500_000 + "列入经营异常名录").encode()


@bomb
def text_of_tabs() -> bytes:
    return (("\t".join("一二三四五六七八九十") + "\n") * 150_000).encode()


@bomb
def zip_of_ten_gigabytes() -> bytes:
    """Looks like a Word file, and unpacks to ten gigabytes."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as box:
        box.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        )
        with box.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(640):
                part.write(bytes(2**24))
    return held.getvalue()


@bomb
def picture_of_a_gigapixel() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes(60_000 * 7_501), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


QUICK = (  # to make, and to be done with
    "image_of_claimed_size", "jbig2_of_claimed_size", "jpx_of_claimed_size", "a_page_as_wide_as_the_world",
    "a_table_of_cross_references_that_never_ends", "a_page_tree_of_ten_to_the_ten", "a_page_many_times",
)  # fmt: skip


def suffix(content: bytes) -> str:
    """Return the suffix under which such a file would come."""
    heads = ((b"%PDF", ".pdf"), (b"PK", ".docx"), (b"\x89PNG", ".png"))
    return next((name for head, name in heads if content.startswith(head)), ".txt")


def bombs(names: tuple[str, ...] = ()) -> Iterator[tuple[str, bytes]]:
    """Yield the name and content of bombs, all of them if none are named."""
    for name in names or BOMBS:
        content = BOMBS[name]()
        yield name + suffix(content), content
