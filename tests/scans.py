"""PDF → the same as a scan: nothing but pictures of its pages, askew and grainy."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pypdfium2
from numpy.typing import NDArray


def scan(source: Path, target: Path, *, skew: float = 0.0, turn: int = 0, grain: float = 0.0) -> Path:
    """Write a PDF of 200 dpi pictures of the pages of another, turned by quarters and skewed by degrees."""
    with pypdfium2.PdfDocument(source) as document:
        images = [
            page.render(scale=200 / 72, prefer_bgrx=False).to_numpy()[:, :, :3].copy() for page in document
        ]
    return picture_pdf([_scanned(image, skew, turn, grain) for image in images], target)


def picture_pdf(images: list[NDArray[np.uint8]], target: Path) -> Path:
    """Write a PDF with one picture a page, at 200 dpi."""
    document = pypdfium2.PdfDocument.new()
    for image in images:
        height, width = image.shape[0] * 0.36, image.shape[1] * 0.36
        page = document.new_page(width, height)
        picture = pypdfium2.PdfImage.new(document)
        picture.set_bitmap(pypdfium2.PdfBitmap.new_native(image.shape[1], image.shape[0], 2))
        bitmap = picture.get_bitmap()
        bitmap.to_numpy()[:, :, :3] = image
        picture.set_bitmap(bitmap)
        picture.set_matrix(pypdfium2.PdfMatrix().scale(width, height))
        page.insert_obj(picture)
        page.gen_content()
    document.save(target)
    document.close()
    return target


def _scanned(image: NDArray[np.uint8], skew: float, turn: int, grain: float) -> NDArray[np.uint8]:
    height, width = image.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -skew, 1.0)
    askew = cv2.warpAffine(image, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255))
    noise = np.random.default_rng(7).normal(0, grain, askew.shape) if grain else 0
    return np.ascontiguousarray(np.rot90(np.clip(askew * 0.95 + noise, 0, 255).astype(np.uint8), -turn))
