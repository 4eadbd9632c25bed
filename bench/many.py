"""How many events → a database with that many, made up but of the shape that real notices have.

Usage: python bench/many.py FILE.db [events]
"""

from __future__ import annotations

import datetime as dt
import hashlib
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pypdfium2

from notice_parser.model import (
    Action,
    Authority,
    Block,
    BlockKind,
    Box,
    Certainty,
    Document,
    Event,
    Evidence,
    Fragment,
    Masthead,
    Notice,
    Page,
    Problem,
    ProblemCode,
    Review,
    Span,
    Subject,
    SubjectKind,
)
from notice_parser.store import open_database, save
from notice_parser.text.calendar import add_duration

PER_NOTICE = 20
_CITIES = ["云溪", "沙河", "青浦", "临川", "昆山", "梅陇", "石桥", "东港", "南泉", "北塘"]
_BODIES = ["应急管理局", "市场监督管理局", "税务局", "住房和城乡建设局", "生态环境局", "人力资源和社会保障局"]
_TRADES = ["建材", "化工", "餐饮", "物流", "机械", "电子", "纺织", "食品", "园林", "建筑"]
_FORMS = ["有限公司", "股份有限公司", "经营部", "加工厂"]
_WORDS = [
    "安泰",
    "宏达",
    "恒信",
    "金瑞",
    "华盛",
    "博远",
    "正源",
    "嘉禾",
    "永昌",
    "新宇",
    "天成",
    "万和",
    "鼎丰",
    "瑞祥",
    "长兴",
]
_LISTS = (
    ("list.warning", "安全生产黄牌警示名单", "P3M"),
    ("list.serious", "严重失信主体名单", "P3Y"),
    ("list.red", "守信红名单", "P1Y"),
    ("list.abnormal", "经营异常名录", None),
    ("list.judgment_defaulter", "失信被执行人名单", "P2Y"),
)
_WIDTH, _HEIGHT = 595.0, 842.0


def notices(events: int, seed: int = 1) -> Iterator[Notice]:
    """Yield notices that hold so many events together."""
    rng = random.Random(seed)
    for number in range(events // PER_NOTICE):
        yield _notice(rng, number)


def _notice(rng: random.Random, number: int) -> Notice:
    day = dt.date(2015, 1, 1) + dt.timedelta(days=rng.randrange(4300))
    authority = rng.choice(_CITIES) + "市" + rng.choice(_BODIES)
    title = f"{authority}信用通报（{day.year}年第{number}号）"
    lines, events = [title], []
    start = len(title) + 1
    for place in range(PER_NOTICE):
        line, event = _event(rng, day, authority, start, number * PER_NOTICE + place)
        lines.append(line)
        events.append(event)
        start += len(line) + 1
    blocks, at = [], 0
    for place, line in enumerate(lines):
        top = 0.06 + place * 0.04
        span = Span(at, at + len(line))
        box = Box(0.1, top, 0.9, top + 0.02)
        blocks.append(
            Block(
                kind=BlockKind.PARAGRAPH if place else BlockKind.TITLE,
                span=span,
                text=line,
                fragments=(Fragment(span, 1, box),),
            )
        )
        at += len(line) + 1
    document = Document(
        name=f"通报{number}.pdf",
        sha256=hashlib.sha256(f"made up {number}".encode()).hexdigest(),
        pages=(Page(number=1, width=_WIDTH, height=_HEIGHT),),
        blocks=tuple(blocks),
    )
    problem = Problem(
        code=ProblemCode.SILENT_CUE, message="有“名单”二字，却没有读出事件", span=Span(0, len(title))
    )
    return Notice(
        document=document,
        masthead=Masthead(title=title, issuer=authority, published=day),
        events=tuple(events),
        problems=(problem,) if number % 7 == 0 else (),
    )


def _event(
    rng: random.Random, published: dt.date, authority: str, start: int, number: int
) -> tuple[str, Event]:
    name = f"{rng.choice(_CITIES)}市{rng.choice(_WORDS)}{rng.choice(_WORDS)}{rng.choice(_TRADES)}{rng.choice(_FORMS)}"
    day = (published - dt.timedelta(days=rng.randrange(1, 60))).isoformat()
    short = authority[:2]
    decision = f"{short}监〔{day[:4]}〕{number}号"
    doubtful = rng.random() < 0.04
    shared = {
        "authority": Authority(written=authority, full=authority),
        "document_number": decision,
        "event_date": day,
        "confidence": round(rng.uniform(0.6, 1.0), 3),
        "review": Review.NEEDS_REVIEW if doubtful else Review.AUTO,
        "review_reasons": ("名称只有一方认出",) if doubtful else (),
        "certainty": Certainty.ASSERTED if rng.random() < 0.95 else Certainty.PROPOSED,
    }
    if rng.random() < 0.4:
        fine = rng.randrange(1, 500) * 1000
        line = f"{day}，{authority}对{name}作出{decision}行政处罚，罚款{fine}元。"
        shared |= {"event_type": "admin.penalty", "penalty_kinds": ("罚款",), "fine_yuan": str(fine)}
    else:
        kind, listed, term = rng.choice(_LISTS)
        removed = rng.random() < 0.25
        verb = "移出" if removed else "列入"
        line = f"{day}，{authority}以{decision}将{name}{verb}{listed}。"
        shared |= {
            "event_type": kind,
            "action": Action.REMOVE if removed else Action.ADD,
            "list_name": listed,
        }
        if not removed and term:
            shared |= {"start": day, "duration": term, "derived_end": add_duration(day, term)}
            shared["derived_end_rule"] = "start+duration"
    span = Span(start, start + len(line))
    at = start + line.index(name)
    who = Subject(name=name, kind=SubjectKind.ORGANISATION, span=Span(at, at + len(name)))
    proof = (Evidence("event_date", Span(start, start + 10)),)
    return line, Event(quote=line, span=span, subjects=(who,), evidence=proof, **shared)


def make(path: Path, events: int) -> None:
    """Write the database, and one page on which all of it stands."""
    archive = path.parent / "archive" / "page.pdf"
    archive.parent.mkdir(parents=True, exist_ok=True)
    pdf = pypdfium2.PdfDocument.new()
    pdf.new_page(_WIDTH, _HEIGHT)
    pdf.save(archive)
    began = time.perf_counter()
    with open_database(path, create=True) as db:
        db.execute("PRAGMA synchronous = OFF")
        for number, notice in enumerate(notices(events), 1):
            save(db, notice, size=1000, archive="archive/page.pdf")
            if number % 500 == 0:
                each = (time.perf_counter() - began) / number / PER_NOTICE * 1000
                print(f"{number * PER_NOTICE:,} events, {each:.2f} ms an event", flush=True)
        db.execute("ANALYZE")


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 200_000)
