"""Tables whose rules are drawn in forms within forms: seen by the second look alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from notice_parser.reading import read
from notice_parser.reading.geometry import Frame
from notice_parser.reading.rules_again import rules_again

CELLS = [("NAME", "GRADE"), ("ALPHA TRADING", "A"), ("BETA FOODS", "B"), ("GAMMA TIMBER", "C")]


def grid() -> bytes:
    """The rules and words of a table of two columns, as drawing operators."""
    lines = [f"100 {700 - 30 * row} m 400 {700 - 30 * row} l S" for row in range(len(CELLS) + 1)]
    lines += [f"{x} 700 m {x} {700 - 30 * len(CELLS)} l S" for x in (100, 280, 400)]
    lines += [
        f"BT /F1 12 Tf {x} {680 - 30 * row} Td ({words}) Tj ET"
        for row, cells in enumerate(CELLS)
        for x, words in zip((110, 290), cells, strict=True)
    ]
    return "\n".join(lines).encode()


def nested(depth: int) -> bytes:
    """A PDF of one page whose table stands in so many forms, one in the other."""
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    streams = [b"/X0 Do", *(f"/X{level + 1} Do".encode() for level in range(depth - 1)), grid()]
    things = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"]
    first = 5
    resources = b"/Resources << /Font << /F1 4 0 R >> /XObject << /X%d %d 0 R >> >>"
    things.append(
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R " % first
        + resources % (0, first + 1)
        + b" >>"
    )
    things.append(font)
    for level, stream in enumerate(streams):
        form = b"" if level == 0 else b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] "
        within = resources % (level, first + level + 1) if level and level < depth else b""
        if level == depth:
            within = b"/Resources << /Font << /F1 4 0 R >> >>"
        things.append(b"<< %s%s /Length %d >>\nstream\n%s\nendstream" % (form, within, len(stream), stream))
    out, places = b"%PDF-1.4\n", []
    for number, thing in enumerate(things, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, thing)
    xref = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(things) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(things) + 1, xref)


@pytest.mark.parametrize("depth", [1, 3, 7, 12])
def test_a_table_is_one_however_deep_its_rules_are_drawn(depth: int, tmp_path: Path) -> None:
    path = tmp_path / "nested.pdf"
    path.write_bytes(nested(depth))
    tables = [block.table for block in read(path, "off").blocks if block.table is not None]
    assert len(tables) == 1
    rows = [tuple(row) for row in tables[0].texts]
    assert rows[-3:] == CELLS[1:]


def test_what_pdfplumber_cannot_read_has_no_rules() -> None:
    assert list(rules_again(b"%PDF-1.4\nbroken", {1: Frame(595, 842)})) == []


def test_without_the_second_look_such_a_table_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("notice_parser.reading.digital.rules_again", lambda content, frames: iter(()))
    path = tmp_path / "nested.pdf"
    path.write_bytes(nested(7))
    assert all(block.table is None for block in read(path, "off").blocks)
