"""What every test may ask for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
os.environ["PYTHONPATH"] = str(ROOT / "tests")  # where processes that read files find readers.py


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with real notices and gold records beside the project, where there is one."""
    folder = ROOT.parent / "shared"
    if not (folder / "records.md").exists():
        pytest.skip("needs the folder ../shared with the real notices")
    return folder
