"""A page of an archived PDF, or a frame of a picture → its image."""

from __future__ import annotations

import io
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from ..model import Box

if TYPE_CHECKING:
    from PIL import Image

_PDFIUM = Lock()  # the library must not be entered twice at a time
_WIDTH = 1240  # pixels: A4 at 150 dots an inch
_HEAD = 1024
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II", b"MM", b"BM", b"RIFF")


def shows_pages(path: Path) -> bool:
    """Whether a file's pages can be shown as images: it is a PDF, or a picture."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return False
    return b"%PDF-" in head or head.startswith(_PICTURES) or head[4:8] == b"ftyp"


@lru_cache(maxsize=64)
def page_image(path: Path, number: int, hidden: tuple[Box, ...] = ()) -> bytes | None:
    """Return page ``number`` (from 1) as PNG; None where the file has no such page, or no pages.

    What lies in the rectangles ``hidden`` is painted over: it is not in the image any more.
    """
    image = page_picture(path, number)
    if image is None:
        return None
    if hidden:
        from PIL import ImageDraw

        brush, (width, height) = ImageDraw.Draw(image), image.size
        for x0, y0, x1, y1 in hidden:
            brush.rectangle((x0 * width, y0 * height, x1 * width, y1 * height), fill=0)
    out = io.BytesIO()
    image.convert("L" if _grey(image) else "RGB").save(out, "PNG", optimize=True)
    return out.getvalue()


def page_picture(path: Path, number: int) -> Image.Image | None:
    """Draw page ``number`` (from 1); None where the file has no such page, or no pages."""
    if not shows_pages(path):
        return None
    return _pdf_page(path, number) or _frame(path, number)


def places_of(path: Path, number: int, words: Iterable[str]) -> list[Box]:
    """Return the rectangles where the text layer of a page of a PDF has any of the words."""
    import pypdfium2

    found: list[Box] = []
    with _PDFIUM:
        try:
            pdf = pypdfium2.PdfDocument(path)
        except (pypdfium2.PdfiumError, FileNotFoundError):
            return found
        try:
            page = pdf[number - 1]
            width, height = page.get_size()
            layer = page.get_textpage()
            for word in words:
                searcher = layer.search(word, match_case=True)
                while (hit := searcher.get_next()) is not None:
                    for place in range(layer.count_rects(*hit)):
                        left, bottom, right, top = layer.get_rect(place)
                        found.append(Box(left / width, 1 - top / height, right / width, 1 - bottom / height))
        finally:
            pdf.close()
    return found


def _pdf_page(path: Path, number: int) -> Image.Image | None:
    import pypdfium2

    with _PDFIUM:
        try:
            pdf = pypdfium2.PdfDocument(path)
        except (pypdfium2.PdfiumError, FileNotFoundError):
            return None
        try:
            if not 1 <= number <= len(pdf):
                return None
            page = pdf[number - 1]
            scale = min(_WIDTH / page.get_width(), 2 * _WIDTH / page.get_height())
            image: Image.Image = page.render(scale=scale).to_pil()
            return image
        finally:
            pdf.close()


def _frame(path: Path, number: int) -> Image.Image | None:
    """Return a frame of a picture, upright, as it was read."""
    import pi_heif
    from PIL import Image, ImageOps

    pi_heif.register_heif_opener()
    try:
        with Image.open(path) as opened:
            opened.seek(number - 1)
            image = ImageOps.exif_transpose(opened).convert("RGB")
    except (OSError, ValueError, EOFError, SyntaxError, Image.DecompressionBombError):
        return None
    image.thumbnail((_WIDTH, 2 * _WIDTH))
    return image


def _grey(image: object) -> bool:
    """Whether a page has no colour, as most have not; its image is then a third as large."""
    from PIL import ImageChops

    red, green, blue = image.convert("RGB").split()  # type: ignore[attr-defined]
    return not (ImageChops.difference(red, green).getbbox() or ImageChops.difference(red, blue).getbbox())
