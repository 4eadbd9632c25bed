"""Saved web page → Document."""

from __future__ import annotations

from .mhtml import read_mhtml
from .page import read_html

__all__ = ["read_html", "read_mhtml"]
