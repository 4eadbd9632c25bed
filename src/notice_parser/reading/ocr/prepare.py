"""Page image → upright page image: turned, straightened, and its seal taken out of the text."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from .engine import Image, Quad, Recognised
from .ink import darkest

_LARGEST_SKEW = 15.0  # degrees
_STRAIGHT = 0.03
_ENOUGH = 5  # page widths of long lines
_SQUEEZE = 4  # columns of a page that are looked at as one, since only the rows count
_SEAL = (0.9, 2.4)  # inches across; seals of authorities measure 3 to 5 cm


def without_seal(image: Image, dpi: float) -> Image:
    """Return the image with the red ink inside the box of each seal paled, so that the text under it shows.

    A red letterhead and red rules stay: they are wide, or flat, or lie in no seal's box.
    """
    blue, green, red = cv2.split(image)
    ink = ((red > 110) & (cv2.subtract(red, cv2.max(blue, green)) > 45)).astype(np.uint8)
    if ink.sum() < 0.05 * dpi * dpi:
        return image
    reach = max(3, round(0.09 * dpi))
    joined = cv2.dilate(ink, np.ones((reach, reach), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined)
    result = image
    for label in range(1, count):
        x, y, width, height, _area = stats[label]
        inside = labels[y : y + height, x : x + width] == label
        if not _is_seal(ink[y : y + height, x : x + width] * inside, width / dpi, height / dpi):
            continue
        if result is image:
            result = image.copy()
        box = result[y : y + height, x : x + width]
        reddish = box[:, :, 2].astype(np.int16) - box[:, :, :2].max(axis=2) > 18
        paper = float(np.percentile(box.min(axis=2)[~reddish], 60)) if not reddish.all() else 255.0
        paled = np.clip((box[:, :, 2].astype(np.float32) - 70) * paper / 110, 0, paper).astype(np.uint8)
        box[reddish] = paled[reddish][:, None]
    return result


def _is_seal(ink: Image, width: float, height: float) -> bool:
    """Whether red ink of ``width`` by ``height`` inches is a seal: round or square, with a border."""
    if not all(_SEAL[0] <= side <= _SEAL[1] for side in (width, height)):
        return False
    if not 0.72 < width / height < 1.4:
        return False
    return 0.04 < float((ink > 0).mean()) < 0.75


def sideways(lines: Sequence[Quad]) -> bool:
    """Whether most text runs up or down the page."""
    tall = wide = 0.0
    for line in lines:
        across, down = _sides(line)
        if max(across, down) < 2.5 * min(across, down):
            continue
        tall, wide = tall + max(down - across, 0), wide + max(across - down, 0)
    return tall > 1.5 * wide


def certainty(lines: Sequence[Recognised]) -> float:
    """Return how sure an engine was of its lines, 0 to 1, long ones counting more; 0 for no lines."""
    letters = [(len(line.text), line.confidence) for line in lines if line.text.strip()]
    total = sum(length for length, _ in letters)
    return sum(length * confidence for length, confidence in letters) / total if total else 0.0


def skew(lines: Sequence[Quad], image: Image) -> float:
    """Return by how many degrees the lines of an image fall to the right.

    Long lines tell it exactly; where there are too few, as on a page full of table, the angle is looked
    for at which ink and paper part best into rows.
    """
    angles, weights = [], []
    for line in lines:
        across, down = _sides(line)
        if across > 8 * down:
            way = line[1] - line[0] + line[2] - line[3]
            angles.append(float(np.degrees(np.arctan2(way[1], way[0]))))
            weights.append(across)
    middle = 0.0
    if angles:
        order = np.argsort(angles)
        reached = np.cumsum(np.asarray(weights)[order])
        middle = angles[order[int(np.searchsorted(reached, reached[-1] / 2))]]
    if sum(weights) < _ENOUGH * image.shape[1]:
        middle = _best_rows(image, middle)
    return middle if _STRAIGHT < abs(middle) < _LARGEST_SKEW else 0.0


def _best_rows(image: Image, about: float) -> float:
    """Return the angle near ``about`` at which the rows of an image differ most in ink."""
    small = cv2.resize(darkest(image), None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    ink = np.asarray((small < np.percentile(small, 90) - 50) * np.uint8(255), dtype=np.uint8)
    height, width = ink.shape
    narrow = cv2.resize(ink, (width // _SQUEEZE, height), interpolation=cv2.INTER_AREA)
    scale = np.asarray([[1, 1 / _SQUEEZE, 1 / _SQUEEZE], [_SQUEEZE, 1, 1]])

    def sharpness(angle: float) -> float:
        matrix = _turn(width, height, angle) * scale
        turned = cv2.warpAffine(narrow, matrix, narrow.shape[::-1], flags=cv2.INTER_NEAREST)
        return float(np.square(np.diff(cv2.reduce(turned, 1, cv2.REDUCE_SUM, dtype=cv2.CV_64F)[:, 0])).sum())

    coarse = max((about + step * 0.25 for step in range(-14, 15)), key=sharpness)
    return max((coarse + step * 0.04 for step in range(-6, 7)), key=sharpness)


def straightened(image: Image, angle: float) -> Image:
    """Turn an image back by ``angle`` degrees about its middle; its size stays."""
    if not angle:
        return image
    height, width = image.shape[:2]
    return cv2.warpAffine(  # type: ignore[return-value]
        image,
        _turn(width, height, angle),
        (width, height),
        borderMode=cv2.BORDER_REPLICATE,
    )


def straightened_quad(quad: Quad, width: int, height: int, angle: float) -> Quad:
    """Return where a quad stands after ``straightened``."""
    matrix = _turn(width, height, angle)
    turned: Quad = quad @ matrix[:, :2].T + matrix[:, 2]
    return turned


def _turn(width: int, height: int, angle: float) -> Quad:
    return np.asarray(cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0), dtype=np.float64)


def _sides(quad: Quad) -> tuple[float, float]:
    """Return how long a quad is across and down the page."""
    size = quad.max(axis=0) - quad.min(axis=0)
    across, down = np.linalg.norm(quad[1] - quad[0]), np.linalg.norm(quad[3] - quad[0])
    if size[0] >= size[1]:
        return float(max(across, down)), float(min(across, down))
    return float(min(across, down)), float(max(across, down))
