"""A finished page → whoever waits for it; a reader that tells nobody of its pages is taken for stuck."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int, int], None]  # the number of a page, and how many there are as far as known


def unheard(page: int, pages: int) -> None:
    """Tell nobody."""
