"""The command line: files in, rows and tables out. One file a family of commands."""

from . import check, export, ingest, keep, listed, look, reparse, review, serve  # each adds its commands
from .group import main

__all__ = ["check", "export", "ingest", "keep", "listed", "look", "main", "reparse", "review", "serve"]
