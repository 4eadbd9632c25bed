"""The command line: files in, rows and tables out. One file a family of commands."""

from . import doctor, export, ingest, look, score, serve, status, watch  # each adds its commands
from .group import main

__all__ = ["doctor", "export", "ingest", "look", "main", "score", "serve", "status", "watch"]
