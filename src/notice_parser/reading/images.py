"""Pictures → Document, by recognition: photographs, scans, pages of a TIFF."""

from __future__ import annotations

import hashlib
import io
import warnings
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from ..model import Document, Unreadable
from .digital import document_of
from .geometry import Frame
from .ocr import OFF, EngineMissing, engine, recognised
from .pdf import Sheet
from .progress import Progress, unheard

if TYPE_CHECKING:
    from PIL import Image

    from .ocr.engine import Image as Pixels

MAX_PIXELS = 150_000_000  # of one picture
MAX_FRAMES = 500
_DPI = 200  # what recognition is tuned for
_LONGEST = 4_000  # pixels
_A4 = (8.27, 11.69)  # inches
_LIKELY = (4.0, 24.0)  # inches that the long side of a paper may measure


def read_image(name: str, data: bytes, ocr: str, progress: Progress = unheard) -> Document:
    """Read a picture file; each of its frames is a page. Raise ``Unreadable`` where nothing is read."""
    return read_pictures(name, hashlib.sha256(data).hexdigest(), [data], ocr, progress)


def read_pictures(
    name: str, sha256: str, pictures: Sequence[bytes], ocr: str, progress: Progress = unheard
) -> Document:
    """Read pictures as the pages of one document."""
    if ocr == OFF:
        raise Unreadable(name, "文件是图像，需要文字识别", "请启用文字识别（--ocr），或索取电子版原件")
    found: list[Sheet] = []
    for data in pictures:
        for picture in frames(name, data):
            image, dpi = pixels(picture)
            height, width = image.shape[:2]
            frame = Frame(72 * width / dpi, 72 * height / dpi)
            sheet = Sheet(len(found) + 1, frame, [], "none", False)
            found.append(_recognised(name, sheet, image, dpi, ocr))
            progress(len(found), len(found))
    return document_of(found, name, sha256)


def _recognised(name: str, sheet: Sheet, image: Pixels, dpi: float, ocr: str) -> Sheet:
    try:
        return recognised(sheet, image, dpi, engine(ocr))
    except EngineMissing as error:
        raise Unreadable(name, "文件需要文字识别", str(error)) from error


def frames(name: str, data: bytes) -> Iterator[Image.Image]:
    """Yield the frames of a picture file, each upright as its camera says.

    Raise ``Unreadable`` where it is broken or too large.
    """
    from PIL import Image, ImageOps

    register_heif()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of sizes, which are judged here, and of odd tags
            opened = Image.open(io.BytesIO(data))
            count = int(getattr(opened, "n_frames", 1)) if opened.format in ("TIFF", "MPO") else 1
            count = 1 if opened.format == "MPO" else count  # the others are a photograph's previews
            if count > MAX_FRAMES:
                raise Unreadable(name, f"页数过多（{count} 页）", f"请拆分为不超过 {MAX_FRAMES} 页的文件")
            for number in range(count):
                opened.seek(number)
                if opened.width * opened.height > MAX_PIXELS:
                    raise Unreadable(name, "图像过大", "请缩小后再试")
                opened.load()
                yield on_paper(ImageOps.exif_transpose(opened))
    except (Image.DecompressionBombError, MemoryError) as error:
        raise Unreadable(name, "图像过大", "请缩小后再试") from error
    except Unreadable:
        raise
    except Exception as error:  # whatever the decoder meets in a broken picture is the file's fault
        raise Unreadable(name, "图像已损坏或不完整", "请重新下载或索取原件") from error


def register_heif() -> None:
    """Let Pillow open HEIC, the format of some telephones."""
    import pi_heif

    pi_heif.register_heif_opener()


def on_paper(picture: Image.Image) -> Image.Image:
    """Return a picture in three colours, what is transparent in it white."""
    from PIL import Image

    if picture.mode in ("I;16", "I;16B", "I", "F"):
        values = np.asarray(picture, dtype=np.float64)
        top = max(float(values.max()), 1.0)
        return Image.fromarray((values * (255 / top)).astype(np.uint8)).convert("RGB")
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        above = picture.convert("RGBA")
        white = Image.new("RGBA", above.size, "white")
        shown = Image.alpha_composite(white, above).convert("RGB")
    else:
        shown = picture.convert("RGB")
    shown.info = dict(picture.info)
    return shown


def pixels(picture: Image.Image) -> tuple[Pixels, float]:
    """Return a picture as recognition takes it, and its dots per inch.

    What a file says of its dots is believed where the paper would then have a likely size;
    otherwise the paper is taken to be A4.
    """
    long, short = max(picture.size), min(picture.size)
    stated = picture.info.get("dpi", (0, 0))
    dpi = float(stated[0]) if isinstance(stated, tuple) and stated else 0.0
    if not dpi or not _LIKELY[0] <= long / dpi <= _LIKELY[1]:
        dpi = min(short / _A4[0], long / _A4[1])
    scale = min(_DPI / dpi, _LONGEST / long)
    if abs(scale - 1) > 0.1:
        from PIL import Image

        size = max(16, round(picture.width * scale)), max(16, round(picture.height * scale))
        picture = picture.resize(size, Image.Resampling.LANCZOS)
        dpi *= scale
    return np.ascontiguousarray(np.asarray(picture, dtype=np.uint8)[:, :, ::-1]), dpi
