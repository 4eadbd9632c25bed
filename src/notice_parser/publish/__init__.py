"""Rows → the site that analysts read."""
