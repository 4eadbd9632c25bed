"""Workbook → Document: each sheet its title, its tables and what stands below them."""

from __future__ import annotations

from .xls import read_xls
from .xlsx import read_xlsx

__all__ = ["read_xls", "read_xlsx"]
