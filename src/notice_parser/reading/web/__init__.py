"""Saved web page → Document."""

from __future__ import annotations

from .mhtml import page_items, read_mhtml
from .page import read_html

__all__ = ["page_items", "read_html", "read_mhtml"]
