"""The command line: files in, rows and tables out. One file a family of commands."""

from . import accounts, doctor, export, ingest, look, serve, status, watch  # each adds its commands
from .group import main

__all__ = ["accounts", "doctor", "export", "ingest", "look", "main", "serve", "status", "watch"]
