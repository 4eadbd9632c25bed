"""Notices of the corpus → the pictures of the manual: the real site in a real Chromium.

``make pictures`` runs this. The notices are those that the manual reads, under the same names; nobody in them
exists.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import quote

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from browser import chromium, serving  # noqa: E402
from notice_parser.publish import accounts  # noqa: E402

PICTURES = ROOT / "docs" / "pictures"
NOTICES = {
    "威海警示名单.pdf": "weihai-yingji-jingshi",
    "昌吉红黄牌.pdf": "changji-gaoxin-huangpai",
    "桂林信用简报.pdf": "guilin-xinyong-jianbao",
}
OURS = "/-/notice-parser/credit_events"
WIDTH, TALLEST = 1200, 900
PASSWORD = "for pictures only"
LISTED_FIRM = "8883190e7853f19f"  # 文登汇澜粉体有限公司 comes onto the list
UNCERTAIN = "d3f695e504a9551f"  # two firms named of twenty-three
PAGES = {
    "home": "/",
    "event": f"{OURS}/event/{LISTED_FIRM}",
    "search": f"{OURS}/search?q={quote('铸造')}",
    "listed": f"{OURS}/ask/listed?on=2022-10-01",
    "files": f"{OURS}/files",
    "review": f"{OURS}/event/{UNCERTAIN}/review",
}
FOR_STAFF = {"files", "review"}


def main() -> None:
    """Read the notices, serve them, and keep a picture of each page."""
    PICTURES.mkdir(exist_ok=True)
    os.environ["LANGUAGE"] = "zh_CN"  # in which Chromium writes on its own buttons
    with tempfile.TemporaryDirectory() as folder:
        db = _database(Path(folder))
        with serving(db, "--folder", f"{folder}/ingest") as address, chromium(WIDTH, TALLEST) as browser:
            for name, path in PAGES.items():
                if name in FOR_STAFF:
                    _sign_in(browser, address)
                browser.get(address + path)
                _keep(browser, name)
    for picture in sorted(PICTURES.glob("*.png")):
        print(f"{picture.name}: {picture.stat().st_size // 1024} KB")


def _database(folder: Path) -> Path:
    inbox, db = folder / "ingest", folder / "db" / "credit_events.db"
    inbox.mkdir()
    for name, slug in NOTICES.items():
        shutil.copy(ROOT / "corpus" / slug / "notice.pdf", inbox / name)
    run = [sys.executable, "-m", "notice_parser", "ingest", "--workers", "1"]
    subprocess.run(run, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    accounts.add(db, "王敏", PASSWORD, "staff")
    return db


def _sign_in(browser: Any, address: str) -> None:
    browser.get(f"{address}/-/notice-parser/sign-in")
    for form in browser.find_elements("css selector", ".sign-in-form"):
        form.find_element("css selector", "input[name=name]").send_keys("王敏")
        form.find_element("css selector", "input[name=password]").send_keys(PASSWORD)
        form.find_element("css selector", "button").click()


def _keep(browser: Any, name: str) -> None:
    """Keep the page as far as it reaches, in a palette of 64 colours: text stays sharp and the file small."""
    from PIL import Image

    tall = browser.execute_script("return document.documentElement.scrollHeight")
    browser.set_window_size(WIDTH, min(tall, TALLEST))
    path = PICTURES / f"{name}.png"
    browser.save_screenshot(str(path))
    with Image.open(path) as picture:
        picture.convert("RGB").quantize(64, dither=Image.Dither.NONE).save(path, optimize=True)
    browser.set_window_size(WIDTH, TALLEST)


if __name__ == "__main__":
    main()
