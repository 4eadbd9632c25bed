"""Saved pages: the notice without the site around it."""

from __future__ import annotations

import datetime as dt
import email.message
from pathlib import Path

from made import BODY, DAY, ISSUER, TITLE, document, lines
from notice_parser import parse
from test_reading import kinds

PAGE = f"""<html><head><title>政务公开</title><style>.c{{text-align:center}} .x{{display:none}}</style></head><body>
<div class="nav"><a href=1>首页</a><a href=2>新闻中心</a><a href=3>政务公开</a><a href=4>办事服务</a></div>
<div><p class="c"><b>{TITLE}</b></p><p>发布时间：2023-05-09　来源：市应急局</p><div id=zoom>
<p>{BODY[:20]}\n{BODY[20:]}</p><p class=x>看不见</p><script>var a='脚本';</script>
<table border=1><tr><th rowspan=2>序号</th><th colspan=2>企业</th></tr><tr><th>名称</th><th>代码</th></tr>
<tr><td>1</td><td rowspan=2>云岭石料厂</td><td>甲</td></tr><tr><td>2</td><td>乙</td></tr></table>
<p style="text-align:right">{ISSUER}</p><p align=right>{DAY}</p></div></div>
<div class="footer"><p>主办：云岭市人民政府</p><a href=x>网站地图</a></div></body></html>"""


def test_a_page_is_read_without_the_site_around_it(tmp_path: Path) -> None:
    found = document(tmp_path, "a.html", PAGE.encode())
    assert [kind for kind, _ in kinds(found)] == [
        "title",
        "masthead",
        "paragraph",
        "table",
        "signature",
        "signature",
    ]
    assert found.blocks[2].text == BODY
    for word in ("首页", "网站地图", "看不见", "脚本"):
        assert word not in found.text
    table = found.blocks[3].table
    assert table is not None
    assert table.header == ("序号", "企业 名称", "企业 代码")
    assert table.texts == [["1", "云岭石料厂", "甲"], ["2", "云岭石料厂", "乙"]]


def test_the_day_of_publication_is_not_the_day_of_the_act(tmp_path: Path) -> None:
    head = '<meta name="PubDate" content="2023-05-09 10:00"><meta name="ArticleTitle" content="t">'
    page = f"<html><head>{head}</head><body><h1>{TITLE}</h1><p>{BODY}</p></body></html>"
    (tmp_path / "a.html").write_text(page, "utf-8")
    notice = parse(tmp_path / "a.html")
    assert notice.masthead.published == dt.date(2023, 5, 9)
    assert [event.event_date for event in notice.events] == [None]


def test_a_page_saved_as_one_file(tmp_path: Path) -> None:
    message = email.message.EmailMessage()
    message["From"] = "<Saved by Blink>"
    message["Subject"] = TITLE
    message["Snapshot-Content-Location"] = "http://www.example.cn/1.html"
    message.set_content(PAGE.encode("gbk"), "text", "html", cte="quoted-printable")
    message.replace_header("Content-Type", "text/html; charset=gb2312")
    message.make_related()
    message.add_attachment(b"\x89PNG", "image", "png", filename="logo.png")
    assert TITLE in lines(document(tmp_path, "a.mht", message.as_bytes()))


def test_deep_and_crooked_pages_are_read(tmp_path: Path) -> None:
    page = "<div>" * 1500 + BODY + "<table><tr><td rowspan=99999999 colspan=99999999>甲<td>乙" + "<b>" * 500
    assert BODY in document(tmp_path, "a.html", f"<html>{page}".encode()).text
