"""Word file → Document."""

from __future__ import annotations

from .docx import read_docx

__all__ = ["read_docx"]
