"""Reading: files and texts become blocks whose every character has a place."""

from __future__ import annotations

import datetime as dt
import json
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric

from notice_parser.model import BlockKind, Document, Unreadable
from notice_parser.reading import from_text, read
from notice_parser.reading.columns import reading_order
from notice_parser.reading.furniture import without_furniture
from notice_parser.reading.geometry import Char, Frame, Line
from notice_parser.reading.grid import Grid
from notice_parser.reading.layout import margins, paragraphs
from notice_parser.reading.lines import line_of, pieces, text_of
from notice_parser.text.personal import mask_personal

NOTICES = [
    "002", "004", "012", "013", "016", "020", "023", "026", "033", "036", "044",
    "authored-fujin-web-page", "authored-hanzhong-grades-80", "authored-huangshi-a-ji-nashuiren",
    "authored-jilinshi-xinyong-jianbao", "authored-kecheng-jingying-yichang",
    "authored-renqiu-wage-no-header",
    "authored-shangrao-xiufu-gongshi", "authored-zhaotong-penalty-sums", "authored-zhuzhou-hong-huang-pai",
]  # fmt: skip


def folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def check_places(document: Document) -> None:
    """Every block is its slice of the text, every fragment and cell a slice of its block."""
    assert document.text == "\n".join(block.text for block in document.blocks)
    for block in document.blocks:
        assert document.text[slice(*block.span)] == block.text
        assert (block.kind is BlockKind.TABLE) == (block.table is not None)
        for fragment in block.fragments:
            assert block.span.start <= fragment.span.start < fragment.span.end <= block.span.end
            assert 1 <= fragment.page <= len(document.pages)
            x0, y0, x1, y1 = fragment.box
            assert 0 <= x0 < x1 <= 1
            assert 0 <= y0 < y1 <= 1
        if block.table is None:
            assert "\n" not in block.text
            continue
        lines = block.text.split("\n")
        assert len(lines) == len(block.table.rows) + bool(block.table.header)
        for row in block.table.rows:
            assert len(row) == len(block.table.rows[0])
            for cell in row:
                assert block.span.start <= cell.span.start <= cell.span.end <= block.span.end
                assert document.text[slice(*cell.span)] in ("", cell.text)


def kinds(document: Document) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text) for block in document.blocks]


@given(st.text())
def test_any_text_is_read_and_every_block_is_its_slice(text: str) -> None:
    check_places(from_text(text))


@given(
    st.lists(
        st.sampled_from(
            ["孟某\t甲厂", "1\t甲厂", "", "附件1", "各单位：", "（市局）", "现予公布。", "一、名单", "\t"]
        )
    )
)
def test_any_order_of_lines_is_read(lines: list[str]) -> None:
    document = from_text("\n".join(lines))
    check_places(document)
    assert Counter(folded(document.text)) == Counter(folded("".join(lines)))


def test_a_sentence_is_one_paragraph() -> None:
    sentence = "3月9日，青河县应急管理局将远山石料厂列入黄牌警示名单"
    assert kinds(from_text(sentence)) == [("paragraph", sentence)]


def test_parts_of_a_notice() -> None:
    text = """云岭市应急管理局文件
云应急〔2022〕7号
云岭市应急管理局
关于公布黄牌警示企业的通报
各区应急管理局，有关单位：
一、名单
经研究，决定将远山石料厂列入黄牌警示名单。
附件：名单
云岭市应急管理局
2022年3月9日
附件
黄牌警示名单
序号\t企业名称
1\t远山石料厂
抄送：市信用办。
"""
    found = from_text(text).blocks
    assert [block.kind.value for block in found] == [
        "masthead", "masthead", "title", "addressee", "section", "paragraph", "paragraph",
        "signature", "signature", "section", "heading", "table", "imprint",
    ]  # fmt: skip
    assert found[2].text == "云岭市应急管理局关于公布黄牌警示企业的通报"
    assert found[11].table is not None
    assert found[11].table.title == "黄牌警示名单"


def test_a_bulletin_has_headings_items_and_reporters() -> None:
    text = """云岭信用工作简报
第5期
【工作动态】
多部门联合公布红名单
5月8日，市税务局公布纳税信用A级纳税人名单，共有三百户企业入选，比上年增加二十户，均可享受便利措施。
- 5月9日，市住建局发布通报。
（市住建局）
编辑：王某
"""
    assert [kind for kind, _ in kinds(from_text(text))] == [
        "masthead", "masthead", "section", "heading", "paragraph", "paragraph", "reporter", "imprint",
    ]  # fmt: skip


def test_a_paragraph_broken_in_mid_sentence_is_joined_and_a_headline_is_not() -> None:
    broken = "对主动整改的采石企业，各镇可酌情缩短警示期、减少\n\n检查频次，督促其按期销号。"
    assert [kind for kind, _ in kinds(from_text("关于信用服务的通报\n" + broken))] == ["title", "paragraph"]
    headline = "市局公布黄牌企业名单\n"
    headline += "5月8日，市应急管理局公布了今年第一批黄牌警示企业名单，共有三家企业因隐患未整改被列入名单。"
    assert [kind for kind, _ in kinds(from_text("【动态】\n" + headline))][1:] == ["heading", "paragraph"]


def test_furniture_of_a_web_page_is_no_paragraph() -> None:
    text = """当前位置：首页 > 信用信息
关于公布失信名单的公告
发布时间：2022-05-08 来源：市局
现将名单公布如下，请社会各界监督。
上一篇：关于移出失信名单的公告
网站地图 | 联系我们
"""
    paragraphs = [text for kind, text in kinds(from_text(text)) if kind == "paragraph"]
    assert paragraphs == ["现将名单公布如下，请社会各界监督。"]


@pytest.mark.parametrize("name", NOTICES)
def test_every_character_of_a_notice_is_read_in_order(shared: Path, name: str) -> None:
    document = read(shared / "notices" / "pdf" / f"{name}.pdf")
    check_places(document)
    assert folded(document.text) == folded((shared / "notices" / "text" / f"{name}.txt").read_text("utf-8"))


@pytest.mark.parametrize("name", ["kunshan-2020-03", "kunshan-2020-03--web"])
def test_the_bulletin_is_read_without_its_furniture(shared: Path, name: str) -> None:
    document = read(shared / "notices" / "pdf" / f"{name}.pdf")
    check_places(document)
    found = Counter(block.kind for block in document.blocks)
    assert found[BlockKind.REPORTER] == 20
    assert found[BlockKind.SECTION] == 4
    assert found[BlockKind.HEADING] == 3
    assert found[BlockKind.TABLE] == 3
    assert found[BlockKind.IMPRINT] == 6
    assert document.text.count("第 3 期") + document.text.count("第3期") == 1
    whole = folded((shared / "notices" / "text" / "kunshan-2020-03.txt").read_text("utf-8"))
    paragraphs = [block.text for block in document.blocks if block.kind is BlockKind.PARAGRAPH]
    intact = [text for text in paragraphs if folded(text) in whole]
    assert len(intact) == len(paragraphs)
    assert all(text.rstrip("”）")[-1] in "。:" for text in paragraphs)  # none is broken off


def test_where_leads_to_the_line_on_the_page(shared: Path) -> None:
    document = read(shared / "notices" / "pdf" / "kunshan-2020-03.pdf")
    section = [block for block in document.blocks if block.kind is BlockKind.SECTION][-1]
    ((page, box),) = document.where(section.span._replace(end=section.span.start + 4))
    assert page == 6
    assert 0.63 < box.y0 < box.y1 < 0.67
    assert box.x1 - box.x0 < 0.12


@pytest.mark.parametrize("name", ["twocol_lo", "twocol_cr"])
def test_columns_are_read_one_after_the_other(shared: Path, name: str) -> None:
    document = read(shared / "testset" / "pdf" / f"{name}.pdf")
    truth = json.loads((shared / "testset" / "pdf" / "twocol.gt.json").read_text("utf-8"))
    text = folded(document.text)
    places = [text.find(folded(paragraph)) for paragraph in truth if len(paragraph) > 20]
    found = [place for place in places if place >= 0]
    assert found == sorted(found)
    assert len(found) >= 25


@pytest.mark.parametrize("name", ["side_noflag", "side_rot90", "rot_flag"])
def test_a_sideways_page_is_turned_and_its_boxes_turned_back(shared: Path, name: str) -> None:
    document = read(shared / "testset" / "pdf" / f"{name}.pdf")
    check_places(document)
    assert "统一社会信用代码" in document.text
    title = next(block for block in document.blocks if block.kind is BlockKind.TITLE)
    x0, y0, x1, y1 = title.fragments[0].box
    page = document.pages[0]
    upright = (x1 - x0) * page.width > (y1 - y0) * page.height
    assert upright == (name != "side_noflag")


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("enc_user.pdf", "密码"),
        ("trunc_half.pdf", "损坏"),
        ("header_only.pdf", "损坏"),
        ("zero.pdf", "空文件"),
        ("scan_only.pdf", "没有可读的文字"),
        ("bad_pua_lo.pdf", "没有可读的文字"),
        ("bad_latin_lo.pdf", "没有可读的文字"),
        ("bad_shuffle_lo.pdf", "没有可读的文字"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(shared: Path, name: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        read(shared / "testset" / "pdf" / name, ocr="off")


@pytest.mark.parametrize("name", ["enc_owner", "junk_prefix", "bgimage_text", "html_named"])
def test_odd_but_whole_files_are_read(shared: Path, name: str, capfd: pytest.CaptureFixture[str]) -> None:
    document = read(shared / "testset" / "pdf" / f"{name}.pdf")
    assert any(block.kind is BlockKind.TITLE for block in document.blocks)
    assert any(block.kind is BlockKind.PARAGRAPH and len(block.text) > 60 for block in document.blocks)
    assert capfd.readouterr() == ("", "")


def test_unreadable_pages_are_marked_and_the_others_read(shared: Path) -> None:
    document = read(shared / "testset" / "pdf" / "mixed.pdf", ocr="off")
    assert [page.read_by for page in document.pages] == ["text", "none", "text", "none"]
    tables = [block.table for block in document.blocks if block.table]
    assert [table.pages for table in tables] == [(1,), (3,)]


def test_paths_that_are_no_notice(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="找不到文件"):
        read(tmp_path / "无.pdf")
    with pytest.raises(Unreadable, match="文件夹"):
        read(tmp_path)
    (tmp_path / "a.pdf").write_bytes(b"PK\x03\x04")
    with pytest.raises(Unreadable, match="Word"):
        read(tmp_path / "a.pdf")
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 20)
    with pytest.raises(Unreadable, match="损坏"):
        read(tmp_path / "b.pdf")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_files_are_read_in_any_common_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "公告.txt"
    path.write_bytes("关于公布名单的公告\n现将名单予以公布。".encode(encoding))
    assert kinds(read(path)) == [("title", "关于公布名单的公告"), ("paragraph", "现将名单予以公布。")]


def id18(birthday: str, serial: int) -> str:
    body = f"130982{birthday}{serial:03d}"
    return body + ric.calc_check_digit(body + "0")


@given(
    st.dates(min_value=dt.date(1930, 1, 1), max_value=dt.date(2015, 1, 1)),
    st.integers(0, 999),
    st.text(alphabet="甲乙，（）：身份证号", max_size=8),
)
def test_a_resident_id_is_masked_and_nothing_else(day: dt.date, serial: int, around: str) -> None:
    number = id18(f"{day:%Y%m%d}", serial)
    masked = mask_personal(around + number + around)
    assert masked == around + number[:6] + "*" * 8 + number[-4:] + around
    assert mask_personal(masked) == masked


@given(st.text(alphabet="0123456789Xx甲-—. *：元ABＸ１"))
def test_masking_keeps_the_length_and_is_done_once(text: str) -> None:
    masked = mask_personal(text)
    assert len(masked) == len(text)
    assert mask_personal(masked) == masked


@pytest.mark.parametrize(
    "code", ["914202025472208160", "91320583MA1MK0XE6J", "913611245588993426", "51320000509158022L"]
)
def test_credit_codes_registration_numbers_and_landlines_stay(code: str) -> None:
    text = f"代码{code}，注册号512002600441028，注册号130982600101123，电话0512-57310600，罚款13812345678元"
    assert mask_personal(text) == text


@pytest.mark.parametrize(
    ("clear", "masked"),
    [
        ("电话：13912345678", "电话：139****5678"),
        ("手机139-1234-5678。", "手机139-****-5678。"),
        ("+86 15012345678", "+86 150****5678"),
        ("身份证号130982600101123", "身份证号130982*****1123"),
    ],
)
def test_phone_numbers_and_old_ids(clear: str, masked: str) -> None:
    assert mask_personal(clear) == masked


def test_personal_numbers_never_enter_a_document() -> None:
    number = id18("19900102", 37)
    document = from_text(
        f"序号\t姓名\t证件号码\n1\t孟某\t{number}\n2\t白某\t{number}\n联系人手机13912345678。"
    )
    assert number not in document.text
    assert "13912345678" not in document.text
    assert all(
        number not in cell
        for block in document.blocks
        if block.table
        for row in block.table.texts
        for cell in row
    )


def set_in(text: str, x: float = 70, base: float = 100, size: float = 12, stretch: float = 0) -> list[Char]:
    """Set a line in type: Han characters as wide as high, others half as wide, ``stretch`` after each Han."""
    chars = []
    for character in text:
        width = size if ord(character) > 0x2000 else size / 2
        chars.append(Char(character, x, base - size, x + width, base, base, size, 0, False, False))
        x += width + (stretch if width == size else 0)
    return chars


def in_order(chars: list[Char]) -> list[Line | Grid]:
    parts = pieces(chars)
    return reading_order(parts, [line_of(part, 1) for part in parts], [], 1)


@pytest.mark.parametrize("stretch", [0, 1, 4.5, 9])
@given(
    text=st.text("当事人青岛港，：（）2A", min_size=8, max_size=30).filter(
        lambda t: sum(map(str.isascii, t)) < 4
    )
)
def test_a_stretched_line_has_no_spaces(stretch: float, text: str) -> None:
    assert text_of(set_in(text, stretch=stretch)) == text


def test_typed_letter_spacing_is_no_text_and_a_space_in_a_name_is() -> None:
    assert text_of(set_in("当事人：宋 婧，女")) == "当事人：宋 婧，女"
    assert text_of(set_in("孟凡 白小满 左思齐")) == "孟凡 白小满 左思齐"
    assert text_of(set_in("于 2022 年 3 月对 A 级企业")) == "于2022年3月对A级企业"
    assert text_of(set_in("远山石料厂  91320583MA1MK0XE6J")) == "远山石料厂 91320583MA1MK0XE6J"


def columns_of(rows: list[list[str]], at: list[float], size: float = 12) -> list[str]:
    """Set rows of entries at the places ``at`` and return what is read."""
    chars = [
        char
        for number, row in enumerate(rows)
        for x, text in zip(at, row, strict=False)
        for char in set_in(text, x, 100 + 20 * number, size)
    ]
    lines = [line for line in in_order(chars) if isinstance(line, Line)]
    return [paragraph.text for paragraph in paragraphs(lines, margins(lines, {1: 595.0}))]


names = st.text("甲乙丙丁戊己庚辛", min_size=3, max_size=9).map(lambda stem: stem + "有限公司")


@given(st.lists(names, min_size=1, max_size=12), st.integers(2, 3))
def test_names_in_columns_are_read_row_by_row(entries: list[str], width: int) -> None:
    rows = [entries[i : i + width] for i in range(0, len(entries), width)]
    found = columns_of([["AA级（4家）"], *rows, ["B级（1家）"]], [70, 241, 412])
    assert found == ["AA级（4家）", *entries, "B级（1家）"]


def test_names_of_persons_in_five_columns() -> None:
    rows = [["尹若", "程家驹", "卞晓波", "方知远", "左思敏"], ["桂长青", "伍文", "殷小满", "储万里", "汤慧"]]
    assert columns_of(rows, [70, 160, 250, 340, 430]) == rows[0] + rows[1]


def test_a_name_wrapped_in_its_column_is_whole() -> None:
    rows = [
        ["大青河石宝山旅行社有限公", "大青河旅行社有限公司", "青河足山旅行社有限公司"],
        ["司"],
        ["远山旅行社有限公司", "远山热国旅行社有限责任公", "青河风花旅行社有限公司"],
        ["", "司"],
    ]
    found = columns_of(rows, [70, 238, 406])
    assert found == [rows[0][0] + "司", *rows[0][1:], rows[2][0], rows[2][1] + "司", rows[2][2]]


@pytest.mark.parametrize(
    "line",
    [
        "2023/4/1 8:52 信用云岭",
        "credit.yunling.example.cn/xyxf/230320.html 1/1",
        "https://credit.yunling.example.cn/a?id=3 2/5",
    ],
)
def test_what_a_browser_prints_around_a_page_is_dropped(line: str) -> None:
    top, foot = Line(line, 1, 40, 20, 500, 30, 30, 8), Line(line, 1, 40, 805, 500, 815, 815, 8)
    body = Line("现将名单公布如下。", 1, 40, 60, 300, 72, 72, 12)
    assert without_furniture([[top, body, foot]], [Frame(595, 842)]) == [[body]]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("各区应急管理局，有关单位：", "addressee"),
        ("云岭市鑫达矿业有限公司：", "addressee"),
        ("云岭鑫达矿业有限公司（统一社会信用代码：91460106MAE7RFLGD7）：", "addressee"),
        ("市信用办3月16日对三家企业的申请作出审核决定，结果如下：", "paragraph"),
        ("本局2023年4月28日发布的公告有误，现更正如下：", "paragraph"),
        ("2023-03-20　信息来源：市信用办　点击量：268", "masthead"),
        ("2023年09月20日16:45　来源：市政府新闻办", "masthead"),
        ("云应急〔2022〕7号", "masthead"),
    ],
)
def test_the_line_under_the_title(line: str, kind: str) -> None:
    text = f"关于移出失信名单的决定\n{line}\n经查，你单位已纠正失信行为，我局决定将你单位移出名单，停止公示。"
    assert kinds(from_text(text))[1] == (kind, line)


def test_numbered_chapters_grades_and_cases_head_what_follows() -> None:
    text = """关于2021年监理企业信用等级的通报
一、制度先行
5月8日，市住建局印发了监理企业信用评价办法，明确了等级和有效期。
案例一　云岭某医院串换诊疗项目案
经查，该院将一种治疗串换为另一种治疗收费，造成医保基金损失，市医保局责令退回。
AA级（2家）
云岭柳江监理有限公司
青河工程管理有限公司
B级（1家）
远山建设监理所
"""
    assert [kind for kind, _ in kinds(from_text(text))] == [
        "title", "section", "paragraph", "heading", "paragraph",
        "heading", "paragraph", "paragraph", "heading", "paragraph",
    ]  # fmt: skip


def test_rules_after_a_release_mark_are_no_imprint() -> None:
    text = """关于印发信用名单管理办法的通知
各区人民政府：
现将办法印发给你们，请认真贯彻执行，执行中的问题请报市信用办。
（此件公开发布）
信用名单管理办法
第一章　总则
第一条　有下列情形之一的，应当列入名单，管理期限为六个月：
（一）作出承诺后未履行的；
第二条　本办法自印发之日起施行。
"""
    found = kinds(from_text(text))
    assert [text for kind, text in found if kind == "imprint"] == ["（此件公开发布）"]


def test_the_name_of_a_site_above_the_path_to_the_page_is_no_title() -> None:
    text = """信用中国（云岭）信息公开公告
首页 >> 信用动态
云岭市2024年3月信用修复情况
发布日期：2024-04-03 来源：市信用办
【青河县】县税务局将三户企业的纳税信用等级由B级调整为A级，另有两户正在办理。
"""
    found = kinds(from_text(text))
    assert found[2] == ("title", "云岭市2024年3月信用修复情况")
    assert [kind for kind, _ in found] == ["masthead", "masthead", "title", "masthead", "paragraph"]


def test_a_number_at_the_right_and_a_caption_in_the_middle_stay_lines_of_their_own() -> None:
    rows = [
        (360, "云市监信公〔2024〕11号"),
        (94, "根据有关规定和核查情况，现将更正事项公告如下。"),
        (260, "记录之一"),
    ]
    chars = [char for number, (x, text) in enumerate(rows) for char in set_in(text, x, 100 + 20 * number)] + [
        char for i in range(4) for char in set_in("现将" * 18, 94 if i == 0 else 70, 200 + 20 * i)
    ]
    lines = [line for line in in_order(chars) if isinstance(line, Line)]
    found = [paragraph.text for paragraph in paragraphs(lines, margins(lines, {1: 595.0}))]
    assert found[:3] == [text for _, text in rows]
