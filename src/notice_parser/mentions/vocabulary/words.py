"""Lines of words → the words."""

from __future__ import annotations


def words(lines: str) -> tuple[str, ...]:
    """Return the words that stand in ``lines`` between spaces.

    >>> words("商店 超市")
    ('商店', '超市')
    """
    return tuple(lines.split())
