"""notice.txt → notice.pdf, for one folder of the corpus or all of them.

    python corpus/render.py [SLUG...]

The source is plain text. Lines `key: value` up to the first blank line say how the paper looks
(layout, letterhead, number, …); after it every line is one paragraph, and these marks begin a line:

    # title          ## heading         ### caption of a table     > addressee     - list item
    @right text      @sign text         @note text                 @center text    @imprint text
    @page            @landscape         @portrait                  (each starts a new page)
    @columns 2 … @end            a list of names, one a line, set in columns
    @table 1 3 2 header=1 … @end  cells parted by |, widths as shares of the page; the cell ^ is merged
                                  with the one above it, the cell < with the one to its left;
                                  rules=none draws no lines, rules=rows only those between rows
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typst

CORPUS = Path(__file__).parent
FAMILIES = ("Noto Serif CJK SC", "Noto Sans CJK SC")
PRINTED = 1_577_836_800  # one date for all, so that the same source gives the same bytes
MARKS = {
    "# ": "title",
    "## ": "heading",
    "### ": "caption",
    "> ": "addressee",
    "- ": "item",
    "@right ": "right",
    "@sign ": "sign",
    "@note ": "note",
    "@center ": "center",
    "@imprint ": "imprint",
}
JOINED = ("title", "sign", "imprint")  # lines that follow one another make one block
STYLE = ("layout", "numbering", "stamp", "size")  # keys that are set, not printed


def parse_source(text: str) -> dict[str, Any]:
    """Return the notice as `{"style": {key: value}, "blocks": [...]}`, the shape the templates read."""
    head, _, body = text.partition("\n\n")
    style = dict(line.split(": ", 1) for line in head.splitlines())
    lines = iter([line.rstrip() for line in body.splitlines() if line.strip()])
    blocks: list[dict[str, Any]] = []
    for line in lines:
        if line.startswith("@table"):
            blocks.append(_table(line.split()[1:], list(_until_end(lines))))
        elif line.startswith("@columns"):
            blocks.append({"kind": "columns", "n": int(line.split()[1]), "lines": list(_until_end(lines))})
        elif line in ("@page", "@landscape", "@portrait"):
            blocks.append({"kind": line[1:]})
        else:
            kind, text = _marked(line)
            if kind in JOINED and blocks and blocks[-1]["kind"] == kind:
                blocks[-1]["lines"].append(text)
            else:
                blocks.append({"kind": kind, "lines": [text]})
    return {"style": style, "blocks": blocks}


def printed_texts(notice: dict[str, Any]) -> Iterator[str]:
    """Yield every piece of text that the paper must show."""
    yield from (value for key, value in notice["style"].items() if key not in STYLE)
    for block in notice["blocks"]:
        yield from block.get("lines", ())
        yield from (cell["text"] for cell in block.get("cells", ()))


def render(folder: Path) -> bytes:
    """Return the PDF of one folder's source."""
    notice = parse_source((folder / "notice.txt").read_text("utf-8"))
    template = CORPUS / "templates" / f"{notice['style']['layout']}.typ"
    compiler = typst.Compiler(template, root=CORPUS / "templates")
    pdf = compiler.compile(
        format="pdf",
        sys_inputs={"notice": json.dumps(notice, ensure_ascii=False)},
        timestamp=PRINTED,
        pdf_tags=False,
    )
    assert isinstance(pdf, bytes)
    return pdf


def missing_fonts() -> list[str]:
    """Return the font families that the templates need and this machine lacks."""
    installed = set(typst.Fonts().families())
    return [family for family in FAMILIES if family not in installed]


def main(slugs: list[str]) -> None:
    """Render the named folders, or every folder that has a source."""
    if missing := missing_fonts():
        sys.exit(f"Fonts missing: {', '.join(missing)}. On Debian or Ubuntu: apt-get install fonts-noto-cjk")
    folders = [CORPUS / slug for slug in slugs] or sorted(path.parent for path in CORPUS.glob("*/notice.txt"))
    for folder in folders:
        pdf = render(folder)
        (folder / "notice.pdf").write_bytes(pdf)
        print(f"{folder.name}: {len(pdf) // 1024} KB")


def _marked(line: str) -> tuple[str, str]:
    for mark, kind in MARKS.items():
        if line.startswith(mark):
            return kind, line.removeprefix(mark).strip()
    return "paragraph", line.strip()


def _until_end(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        if line == "@end":
            return
        yield line


def _table(words: list[str], lines: list[str]) -> dict[str, Any]:
    """Place the cells of a table; a cell that others are merged into spans their rows and columns."""
    options = dict(word.split("=") for word in words if "=" in word)
    rows = [[cell.strip() for cell in line.split("|")] for line in lines]
    widths = [float(word) for word in words if "=" not in word]
    cells: list[dict[str, Any]] = []
    owner: dict[tuple[int, int], dict[str, Any]] = {}
    for y, row in enumerate(rows):
        if len(row) != len(widths):
            raise SystemExit(f"{len(widths)} columns wanted: {' | '.join(row)}")
        for x, text in enumerate(row):
            if text in ("^", "<"):
                cell = owner[y - 1, x] if text == "^" else owner[y, x - 1]
                cell["rowspan"] = y - cell["y"] + 1
                cell["colspan"] = max(cell["colspan"], x - cell["x"] + 1)
            else:
                cell = {"text": text, "x": x, "y": y, "rowspan": 1, "colspan": 1}
                cells.append(cell)
            owner[y, x] = cell
    return {
        "kind": "table",
        "widths": widths,
        "header": int(options.get("header", 0)),
        "size": float(options.get("size", 10)),
        "align": options.get("align", "center"),
        "rules": options.get("rules", "all"),
        "cells": cells,
    }


if __name__ == "__main__":
    main(sys.argv[1:])
