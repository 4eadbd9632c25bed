"""A page of an archived PDF → its image."""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path
from threading import Lock

_PDFIUM = Lock()  # the library must not be entered twice at a time
_WIDTH = 1240  # pixels: A4 at 150 dots an inch


@lru_cache(maxsize=64)
def page_image(path: Path, number: int) -> bytes | None:
    """Return page ``number`` (from 1) as PNG; None where the file is no PDF or has no such page."""
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
            image = page.render(scale=scale).to_pil()
        finally:
            pdf.close()
    out = io.BytesIO()
    image.convert("L" if _grey(image) else "RGB").save(out, "PNG", optimize=True)
    return out.getvalue()


def _grey(image: object) -> bool:
    """Whether a page has no colour, as most have not; its image is then a third as large."""
    from PIL import ImageChops

    red, green, blue = image.convert("RGB").split()  # type: ignore[attr-defined]
    return not (ImageChops.difference(red, green).getbbox() or ImageChops.difference(red, blue).getbbox())
