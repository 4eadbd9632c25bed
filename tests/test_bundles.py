"""Zip files and e-mails: each file in them is a file of its own."""

from __future__ import annotations

import email.message
import io
import zipfile
from pathlib import Path

import pytest

from made import BODY, TITLE, document, zipped
from notice_parser import parse, pipeline
from notice_parser.model import Unreadable


def test_each_file_of_a_bundle_is_a_file_of_its_own(tmp_path: Path) -> None:
    page = f"<html><body><h1>{TITLE}</h1><p>{BODY}</p></body></html>".encode()
    letter = email.message.EmailMessage()
    letter["Subject"], letter["From"], letter["To"] = "转发通报", "a@example.cn", "b@example.cn"
    letter.set_content("通报见附件，请查收。")
    letter.add_attachment(page, "application", "octet-stream", filename="通报.html")
    inner = zipped({"云岭/名单.html": page.replace("云岭石料厂".encode(), "青河水产店".encode())})
    bundle = zipped(
        {"信.eml": letter.as_bytes(), "附件.zip": inner, "__MACOSX/._x": b"junk", "坏.pdf": b"%PDF-1.7"}
    )
    (tmp_path / "包.zip").write_bytes(bundle)
    outcomes = {
        outcome.file: (outcome.status, outcome.events)
        for outcome in pipeline.ingest([tmp_path / "包.zip"], tmp_path / "db" / "e.db")
    }
    assert outcomes == {
        "转发通报.txt": ("read", 0), "通报.html": ("read", 1), "名单.html": ("read", 1), "坏.pdf": ("failed", 0),
    }  # fmt: skip


def test_names_written_in_gbk_are_decoded(tmp_path: Path) -> None:
    info = zipfile.ZipInfo("AAAA.txt")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as container:
        container.writestr(info, BODY)
    data = out.getvalue().replace(b"AAAA.txt", "名单".encode("gbk") + b".txt")
    assert document(tmp_path, "a.zip", data).name == "名单.txt"


def test_parse_says_what_is_in_a_bundle_of_several(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"甲.txt": BODY, "乙.txt": BODY + BODY}))
    with pytest.raises(Unreadable, match=r"里面有 2 个文件（甲\.txt、乙\.txt）"):
        parse(tmp_path / "a.zip")
