"""Rows → what other programs and people read."""
