"""The command line: files in, rows and tables out. One file a family of commands."""

from . import export, ingest, listed, look, serve  # each adds its commands
from .group import main

__all__ = ["export", "ingest", "listed", "look", "main", "serve"]
