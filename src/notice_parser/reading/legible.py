"""What is drawn on a page → whether its text layer can be read: the one place that decides."""

from __future__ import annotations

import re
from dataclasses import dataclass, field


def _common_han() -> frozenset[str]:
    """Return the 3755 characters of GB 2312 level 1, which make up over nine tenths of any real text."""
    pairs = (bytes([high, low]) for high in range(0xB0, 0xD8) for low in range(0xA1, 0xFF))
    return frozenset("".join(pair.decode("gb2312", "ignore") for pair in pairs))


COMMON = _common_han()
_HAN = re.compile("[\u3400-\u9fff]")
_PRIVATE = re.compile("[\ue000-\uf8ff\ufffd-\uffff]")
_LATIN = re.compile("(?![·×÷±°§])[\u00a1-\u024f]")
_SYMBOL = re.compile(r"[!\"#$%&'+,;<=>?@\[\\\]^_`{|}~]")  # not *, -, /: marks in tables


@dataclass
class Look:
    """What is drawn on a page, counted."""

    chars: list[str] = field(default_factory=list)
    area: float = 1.0  # of the page
    image_area: float = 0.0
    # left, bottom, right and top of each picture, from the bottom of the page
    pictures: list[tuple[float, float, float, float]] = field(default_factory=list)
    visible: int = 0  # text objects
    invisible: int = 0
    paths: int = 0
    across: int = 0  # paths wide enough for a rule
    down: int = 0
    objects: int = 0
    deep: bool = False  # a form in forms deeper than it was looked into

    @property
    def ruled(self) -> bool:
        """Whether the paths could be the rules of a table."""
        return self.deep or (self.across >= 2 and self.down >= 2)

    @property
    def striped(self) -> bool:
        """Whether they could be the rules between rows of a table that has no others."""
        return self.across >= 4


def verdict(look: Look) -> str:
    """Say how a page is to be read: by its text layer, not at all because blank, or not by its text layer.

    Returns ``text``, ``blank`` or ``none``. A layer is refused when it is missing on a page with
    pictures, made of private or foreign characters, or of Han characters that nobody writes.

    >>> verdict(Look(chars=list("现将黄牌警示企业名单予以公布，请各单位遵照执行。")))
    'text'
    >>> verdict(Look(image_area=0.9))
    'none'
    """
    text = "".join(look.chars).split()
    plain = "".join(text)
    count = len(plain)
    pictures = min(1.0, look.image_area / look.area)
    if count < 10:
        if pictures >= 0.1 or look.paths >= 100:
            return "none"
        return "text" if count else "blank"
    han = _HAN.findall(plain)
    common = sum(map(COMMON.__contains__, han)) / len(han) if han else 0.0
    private, latin = len(_PRIVATE.findall(plain)), len(_LATIN.findall(plain))
    symbols = len(_SYMBOL.findall(plain))
    garbage = (
        private > 0.05 * count
        or latin > 0.10 * count
        or symbols > 0.25 * count
        or (len(han) >= 20 and common < 0.80)
    )
    scan = pictures >= 0.6 and (count < 60 or (look.visible == 0 and not (len(han) >= 20 and common >= 0.90)))
    outlined = look.paths >= 400 and count < 60
    return "none" if garbage or scan or outlined else "text"
