"""The command line: files in, rows and tables out. One file a family of commands."""

from . import export, ingest, look, score, serve  # each adds its commands
from .group import main

__all__ = ["export", "ingest", "look", "main", "score", "serve"]
