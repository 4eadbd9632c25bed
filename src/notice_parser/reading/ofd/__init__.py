"""OFD file (GB/T 33190) → Document."""

from __future__ import annotations

from .read import read_ofd

__all__ = ["read_ofd"]
