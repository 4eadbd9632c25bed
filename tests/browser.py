"""A Chromium for tests, and the site that it opens."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--lang=zh-CN",
)


@contextmanager
def chromium(width: int = 1280, height: int = 1000) -> Iterator[Any]:
    """Start Debian's Chromium; where there is none the test is skipped, but never in CI."""
    program, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not program or not driver:
        if os.environ.get("CI") == "true":
            pytest.fail("Chromium is missing: apt-get install chromium chromium-driver")
        pytest.skip("needs Chromium: apt-get install chromium chromium-driver")
    from selenium import webdriver

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        options = webdriver.ChromeOptions()
        options.binary_location = program
        for flag in (*FLAGS, f"--user-data-dir={folder}/profile", f"--window-size={width},{height}"):
            options.add_argument(flag)
        options.add_experimental_option("prefs", {"download.default_directory": folder})
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        browser = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
        browser.downloads = Path(folder)  # type: ignore[attr-defined]
        try:
            yield browser
        finally:
            browser.quit()


@contextmanager
def serving(db: Path, *options: str) -> Iterator[str]:
    """Serve a database as a user does; yield the address that the command prints."""
    command = [sys.executable, "-m", "notice_parser", "serve", "--db", str(db), "--port", "0", *options]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"}
    ) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            assert "按 Ctrl+C 停止" in line, line
            yield line.split()[1].rstrip("/")
        finally:
            process.terminate()
