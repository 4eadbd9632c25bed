"""A number of events → a database of that many, in invented notices that list, remove, extend and fine."""

from __future__ import annotations

import datetime as dt
import hashlib
import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from stdnum.cn import uscc

from notice_parser.store import derive, flat, open_database
from notice_parser.store.rows import event_row, subject_rows
from notice_parser.text.bigrams import index_words
from notice_parser.text.calendar import add_duration

CITY = "云溪市"
BODIES = (
    "应急管理局",
    "市场监督管理局",
    "人力资源和社会保障局",
    "生态环境局",
    "住房和城乡建设局",
    "交通运输局",
    "税务局",
    "水务局",
)
LISTS = (
    ("list.warning", "安全生产黄牌警示名单", "P3M"),
    ("list.abnormal", "经营异常名录", None),
    ("list.serious", "拖欠农民工工资失信联合惩戒名单", "P1Y"),
    ("list.serious", "严重违法失信名单", "P3Y"),
    ("list.red", "守信激励红名单", "P2Y"),
    ("list.warning", "环境信用重点关注名单", "P6M"),
)
_FIRST = "金银铜铁锡松柏竹梅兰江河湖海山川云雨雪霜春夏秋冬东南西北青白红紫长永和平安康宁福寿禄喜"
_SECOND = "达盛隆昌茂源泰丰华荣辉煌腾飞翔宇恒信诚德义仁礼智远志宏伟业兴旺发通顺利嘉佳美好乐欣悦"
_THIRD = "一二三四五六七八九十天地人和日月星辰光明"
_TRADES = ("贸易", "建材", "食品", "机械", "纺织", "物流", "环保", "电子", "农业", "医药", "酒店管理", "劳务")
_EVENTS_A_NOTICE = 10
_DAYS = 4_700  # over which they are spread


def firm(number: int) -> tuple[str, str | None]:
    """Return the name and, for two of three, the code of an invented firm."""
    rest, trade = divmod(number, len(_TRADES))
    rest, third = divmod(rest, len(_THIRD))
    rest, second = divmod(rest, len(_SECOND))
    name = f"{CITY}{_FIRST[rest % len(_FIRST)]}{_SECOND[second]}{_THIRD[third]}{_TRADES[trade]}有限公司"
    if number % 3 == 2:
        return name, None
    stem = f"91990100MA{number:07d}"[:17]
    return name, stem + uscc.calc_check_digit(stem + "0")


def records(
    events: int, subjects: int, seed: int = 1
) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """Yield notices with their event records, in the order of their days."""
    chance = random.Random(seed)
    standing: list[dict[str, Any]] = []
    made, count = 0, 0
    while made < events:
        count += 1
        day = dt.date(2012, 1, 1) + dt.timedelta(days=_DAYS * made // events)
        body = CITY + chance.choice(BODIES)
        number = f"云字〔{day.year}〕{count}号"
        reprint = standing and chance.random() < 0.05
        title = "云溪市信用简报" if reprint else "关于信用信息的通报"
        notice = {
            "sha256": hashlib.sha256(f"{seed}-{count}".encode()).hexdigest(),
            "title": title,
            "issuer": body,
            "document_number": None if reprint else number,
            "published": day.isoformat(),
        }
        found = []
        for place in range(min(_EVENTS_A_NOTICE, events - made)):
            if reprint and place < len(standing):
                record = dict(standing[-1 - place])
            else:
                record = _event(chance, standing, subjects, body, f"{number[:-1]}-{place}号", day)
            found.append(record)
        made += len(found)
        yield notice, found


def _event(
    chance: random.Random, standing: list[dict[str, Any]], subjects: int, body: str, number: str, day: dt.date
) -> dict[str, Any]:
    kind = chance.random()
    name, code = firm(int(subjects * chance.random()))
    record: dict[str, Any] = dict.fromkeys(
        (
            "action",
            "list_name",
            "list_level",
            "batch",
            "stated_count",
            "start",
            "end",
            "duration",
            "derived_end",
            "derived_end_rule",
            "penalty_kinds",
            "fine_yuan",
            "confiscated_yuan",
            "reason",
            "legal_basis",
            "measure",
            "document_title",
        )
    )
    record |= {
        "event_type": "admin.penalty",
        "certainty": "asserted",
        "authority": {"written": body, "full": body},
        "document_number": number,
        "event_date": day.isoformat(),
        "confidence": 0.95,
        "review": "auto",
        "review_reasons": [],
        "page": 1,
        "box": [0.1, 0.2, 0.9, 0.22],
        "subjects": [
            {"name": name, "kind": "organisation", "identifier": code, "anonymised": False, "role": None}
        ],
    }
    if kind < 0.45:
        event_type, list_name, term = chance.choice(LISTS)
        record |= {
            "event_type": event_type,
            "action": "add",
            "list_name": list_name,
            "start": day.isoformat(),
            "duration": term,
        }
        if term:
            record |= {
                "derived_end": add_duration(day.isoformat(), term),
                "derived_end_rule": "start+duration",
            }
        record["quote"] = f"{body}将{name}列入{list_name}（{number}）"
        standing.append(record)
    elif kind < 0.70 and len(standing) > 50:
        old = standing[int(len(standing) * chance.random())]
        remove = kind < 0.65
        record |= {
            "event_type": old["event_type"],
            "action": "remove" if remove else "extend",
            "list_name": old["list_name"],
            "subjects": old["subjects"],
        }
        if not remove:
            record["duration"] = "P3M"
        record["quote"] = (
            f"{body}将{old['subjects'][0]['name']}{'移出' if remove else '延长'}"
            f"{old['list_name']}（{number}）"
        )
    else:
        fine = 1000 * chance.randint(1, 200)
        record |= {"penalty_kinds": ["罚款"], "fine_yuan": str(fine), "reason": "违反管理规定"}
        record["quote"] = f"{body}对{name}罚款{fine}元（{number}）"
    return record


def build(path: Path, events: int, subjects: int) -> dict[str, float]:
    """Write the rows of invented notices and derive what follows; return the seconds of both."""
    started = time.perf_counter()
    with open_database(path, create=True) as db:
        conn = db.conn
        conn.execute("PRAGMA synchronous = OFF")
        conn.execute("PRAGMA cache_size = -262144")
        with db.atomic():
            _write(conn, events, subjects)
    written = time.perf_counter()
    with open_database(path) as db, db.atomic():
        derive.rebuild(db.conn, "2024-01-01T00:00:00+08:00")
    with open_database(path) as db:
        db.execute("ANALYZE")
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return {"rows": written - started, "derived": time.perf_counter() - written}


def _write(conn: Any, events: int, subjects: int) -> None:
    last = 0
    waiting: dict[str, list[dict[str, Any]]] = {}
    for id, (notice, found) in enumerate(records(events, subjects), 1):
        moment = notice["published"] + "T12:00:00+08:00"
        file = f"{id}.pdf"
        rows: dict[str, list[dict[str, Any]]] = {
            "files": [
                {
                    "sha256": notice["sha256"],
                    "size": 1000,
                    "first_seen": moment,
                    "status": "read",
                    "changed": moment,
                }
            ],
            "file_names": [{"sha256": notice["sha256"], "name": file, "first_seen": moment}],
            "notices": [notice | {"id": id, "parser_version": "bench", "corrects": 0}],
            "通知": [
                {
                    "编号": id,
                    "标题": notice["title"],
                    "发布机关": notice["issuer"],
                    "文件": file,
                    "页数": 1,
                    "事件数": len(found),
                    "待复核": 0,
                    "问题数": 0,
                    "收录时间": moment[:16],
                }
            ],
            "events": [],
            "event_subjects": [],
            "evidence": [],
            "信用事件": [],
            "主体": [],
            "event_search": [],
        }
        for number, record in enumerate(found, 1):
            last += 1
            key = hashlib.sha256(f"{id}-{number}-{record['quote']}".encode()).hexdigest()[:16]
            record = record | {"event_key": key, "notice": notice["sha256"], "file": file}
            place = {"span_start": 0, "span_end": len(record["quote"])}
            rows["events"].append(
                event_row(record) | {"id": last, "notice": id, "number": number, "known_from": moment} | place
            )
            rows["event_subjects"] += subject_rows(record, last, {})
            rows["evidence"].append(
                {
                    "event": last,
                    "field": "quote",
                    "number": 1,
                    "page": 1,
                    "x0": 0.1,
                    "y0": 0.2,
                    "x1": 0.9,
                    "y1": 0.22,
                }
                | place
            )
            shown = flat.event_row(record)
            rows["信用事件"].append({"编号": last, "通知": id} | shown)
            rows["主体"] += flat.subject_rows(record, shown, last)
            rows["event_search"].append(
                {"rowid": last, "words": index_words("\n".join(filter(None, (shown["主体"], shown["原文"]))))}
            )
        for table, new in rows.items():
            waiting.setdefault(table, []).extend(new)
        if id % 500 == 0:
            _flush(conn, waiting)
    _flush(conn, waiting)


def _flush(conn: Any, waiting: dict[str, list[dict[str, Any]]]) -> None:
    for table, rows in waiting.items():
        if rows:
            names = list(rows[0])
            listed = ", ".join(f'"{name}"' for name in names)
            conn.executemany(
                f'INSERT INTO "{table}" ({listed}) VALUES ({", ".join("?" * len(names))})',
                ([row[name] for name in names] for row in rows),
            )
            rows.clear()
