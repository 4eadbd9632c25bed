"""OFD pages → Document: their text where they have any, else what is recognised on their pictures."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ...model import Document, Page, Unreadable
from ...text.personal import mask_personal
from ..digital import MAX_SCANNED, document_of
from ..geometry import Frame, Rule
from ..legible import Look
from ..ocr import OFF, EngineMissing, engine, recognised
from ..package import Package
from ..pdf import Sheet, sheet_of
from ..plain import CONTROL, MAX_CHARACTERS
from ..progress import Progress, unheard
from .draw import MM, Drawn, drawn, noted
from .parts import pages

if TYPE_CHECKING:
    from ..ocr.engine import Image

_DPI = 200
_LONGEST = 4_000


def read_ofd(name: str, data: bytes, ocr: str, progress: Progress = unheard) -> Document:
    """Read an OFD file, the signed and annotated ones too; pages that are pictures by the engine ``ocr``.

    One of drawings only has pages that are not read.
    Raise ``Unreadable`` where it is broken, encrypted, or has pictures on which nothing was read.
    """
    package = Package(name, data)
    found: list[Sheet] = []
    said: list[str] = []
    pictured = False
    count = scans = 0
    for number, page in enumerate(pages(package), 1):
        on_page = drawn(page)
        frame = Frame(max(page.width * MM, 1), max(page.height * MM, 1))
        sheet = _sheet(number, frame, on_page)
        if sheet.read_by == "none" and ocr != OFF:
            scans += 1
            if scans > MAX_SCANNED:
                raise Unreadable(name, "扫描页过多", f"请拆分为不超过 {MAX_SCANNED} 页扫描的文件")
            sheet = _recognised(name, package, sheet, on_page, ocr)
        count += len(sheet.chars)
        if count > MAX_CHARACTERS:
            raise Unreadable(name, "文字过多", "请拆分后再试")
        found.append(sheet)
        progress(number, number)
        pictured = pictured or bool(on_page.pictures)
        said += [*(on_page.said if sheet.read_by == "text" else ()), *noted(page)]
    if not found:
        raise Unreadable(name, "文件中没有页面", "请重新下载或索取原件")
    if not said and not pictured and not any(sheet.chars for sheet in found):
        shown = [
            Page(number=one.number, width=one.frame.width, height=one.frame.height, read_by="none")
            for one in found
        ]
        return Document(name=name, sha256=hashlib.sha256(data).hexdigest(), pages=tuple(shown))
    return document_of(found, name, hashlib.sha256(data).hexdigest(), apart=lambda text: _missing(said, text))


def _sheet(number: int, frame: Frame, on_page: Drawn) -> Sheet:
    """Return a page by its text; where it also shows pictures, if that text is to be trusted."""
    look = Look(
        chars=[char.text for char in on_page.chars],
        area=frame.width * frame.height,
        image_area=sum((one.x1 - one.x0) * (one.bottom - one.top) for one in on_page.pictures),
        visible=on_page.texts,
        paths=on_page.paths,
    )
    alone = not on_page.pictures  # nothing else could show what stands there
    sheet = sheet_of(number, frame.width, frame.height, on_page.chars, look, trusted=alone)
    return replace(sheet, rules=tuple(_turned(rule, sheet.frame) for rule in on_page.rules))


def _turned(rule: Rule, frame: Frame) -> Rule:
    """Return a rule of the page as shown where it stands on the page as read."""
    (a, b), (c, d) = frame.turned(rule.x0, rule.top), frame.turned(rule.x1, rule.bottom)
    return Rule(min(a, c), min(b, d), max(a, c), max(b, d))


def _missing(said: Sequence[str], text: str) -> list[str]:
    """Return what text objects say and the document does not: stamps, running heads, watermarks."""
    found, squeezed = [], "".join(text.split())
    for one in said:
        clean = one.translate(CONTROL)
        bare = "".join(mask_personal(clean).split())
        if bare and bare not in squeezed:
            found.append(clean.strip())  # masked as it enters the document
            squeezed += bare
    return found


def _recognised(name: str, package: Package, sheet: Sheet, on_page: Drawn, ocr: str) -> Sheet:
    """Read the pictures of a page as they lie on it."""
    image, dpi = _painted(name, package, sheet.frame, on_page)
    if image is None:
        return sheet
    try:
        return recognised(replace(sheet, rules=()), image, dpi, engine(ocr))
    except EngineMissing as error:
        raise Unreadable(name, "文件需要文字识别", str(error)) from error


def _painted(name: str, package: Package, frame: Frame, on_page: Drawn) -> tuple[Image | None, float]:
    """Put the pictures of a page on white paper; None where there is none to show."""
    from PIL import Image as Pictures

    from ..images import frames, pixels

    scale = min(_DPI / 72, _LONGEST / max(frame.width, frame.height))
    size = max(16, round(frame.width * scale)), max(16, round(frame.height * scale))
    paper = Pictures.new("RGB", size, "white")
    painted = False
    for one in on_page.pictures:
        x0, top = round(one.x0 * scale), round(one.top * scale)
        wide, tall = round((one.x1 - one.x0) * scale), round((one.bottom - one.top) * scale)
        if not (0 < wide <= 2 * size[0] and 0 < tall <= 2 * size[1]):
            continue
        try:
            picture = next(frames(name, package.bytes(one.part)))
        except Unreadable:
            continue  # a kind of picture that Pillow does not know
        paper.paste(picture.resize((wide, tall)), (x0, top))
        painted = True
    if not painted:
        return None, 0.0
    paper.info["dpi"] = (scale * 72, scale * 72)
    image, dpi = pixels(paper)
    return image, dpi
