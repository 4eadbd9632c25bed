"""A question's form, filled in → its answer: a page, a CSV that Excel opens, or a workbook."""

from __future__ import annotations

import asyncio
import json
import re
import unicodedata
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from datasette.database import QueryInterrupted
from datasette.utils.asgi import BadRequest, NotFound, Response
from markupsafe import Markup

from . import cells, sheets
from .access import Asked, today
from .audits import note
from .saved import BY_NAME, QUESTIONS, Field, Question

_PAGE = 50
_LINES = 50_000
_NAMELESS = ("day", "month", "number", "choice")  # kinds of fields that nobody types a name into
_MOST = 1_000_000  # rows of an export; a sheet of Excel has 1,048,576
_FORMS = {"day": r"\d{4}-\d{2}-\d{2}", "month": r"\d{4}-\d{2}", "number": r"\d{1,12}(\.\d{1,2})?"}


async def questions(asked: Asked) -> Response:
    """Show all questions."""
    return await asked.html("questions.html", {"heading": "常用查询", "questions": QUESTIONS})


async def ask(asked: Asked) -> Response:
    """Show a question's form and, filled in, the answer page by page or whole as a file."""
    question = BY_NAME.get(asked.var("question"))
    if question is None:
        raise NotFound("没有这个查询")
    form = await _form(asked)
    given = {field.name: (form.get(field.name) or "").strip() for field in question.fields}
    filled = any(given[field.name] for field in question.fields) or "go" in form
    if not filled or not given.get("on", "-"):
        given |= {field.name: _default(field) for field in question.fields if not given[field.name]}
    missing = [field.label for field in question.fields if field.required and not given[field.name]]
    wrong = [
        field.label
        for field in question.fields
        if given[field.name] and not re.fullmatch(_FORMS.get(field.kind, r"(?s).*"), given[field.name])
    ]
    if wrong:
        return await _page(asked, question, given, error=f"{'、'.join(wrong)}：写法不对")
    if missing:
        return await _page(asked, question, given, error=f"请填写{'、'.join(missing)}" if filled else "")
    values = _values(question, given)
    if question.name in ("check", "history"):
        looked_up = len(json.loads(values["names"])) if "names" in values else 1
        await note(asked, "check" if "names" in values else "lookup", question.title, looked_up)
    try:
        if (form.get("as") or "") in sheets.KINDS:
            rows = await asked.rows(f"{question.sql.rstrip()}\nLIMIT {_MOST}", values)
            open_ = {field.label: given[field.name] for field in question.fields if field.kind in _NAMELESS}
            await note(asked, "export", f"{question.title} {form['as']}", len(rows), open_)
            return await asyncio.to_thread(sheets.sheet, form["as"], question.title, _told(rows))
        return await _page(asked, question, given, values=values, number=form.get("page") or "1")
    except QueryInterrupted:
        return await _page(asked, question, given, error="查询用时过长，请缩小范围")


async def _form(asked: Asked) -> Mapping[str, str]:
    if asked.request.method == "POST":
        posted: Mapping[str, str] = await asked.request.post_vars()
        return posted
    return {name: str(asked.request.args.get(name)) for name in asked.request.args}


async def _page(
    asked: Asked,
    question: Question,
    given: dict[str, str],
    *,
    values: dict[str, Any] | None = None,
    number: str = "1",
    error: str = "",
) -> Response:
    """Show a form and one page of its answer."""
    answer: dict[str, Any] = {}
    if values is not None:
        if not number.isdecimal() or not int(number[:7]) >= 1:
            raise BadRequest("没有这一页")
        at = (int(number[:7]) - 1) * _PAGE
        counted, rows = await asked.each(
            (f"SELECT count(*) AS n FROM ({question.sql})", values),
            (f"{question.sql.rstrip()}\nLIMIT {_PAGE} OFFSET {at}", values),
        )
        total = counted[0]["n"]
        shown = [name for name in rows[0] if not name.startswith("_")] if rows else []
        answer = {
            "total": total,
            "columns": [(name, dict(question.help).get(name, "")) for name in shown],
            "rows": [[_cell(asked, row, name) for name in shown] + [_proof(asked, row)] for row in rows],
            "number": int(number),
            "pages": -(-total // _PAGE),
        }
    posted = any(field.kind == "lines" for field in question.fields)
    stable = urlencode({name: value for name, value in given.items() if value})
    choices = await asked.each(*((field.choices, ()) for field in question.fields if field.kind == "choice"))
    listed = iter(choices)
    return await asked.html(
        "ask.html",
        {
            "heading": question.title,
            "question": question,
            "questions": QUESTIONS,
            "given": given,
            "choices": {field.name: next(listed) for field in question.fields if field.kind == "choice"},
            "posted": posted,
            "query": stable,
            "error": error,
            "here": f"{asked.link}/ask/{question.name}",
        }
        | answer,
        status=400 if error.endswith("不对") else 200,
    )


def _values(question: Question, given: Mapping[str, str]) -> dict[str, Any]:
    """Return the values for a question's SQL; pasted lines as JSON, each with what it may be written as."""
    values: dict[str, Any] = dict(given)
    for field in question.fields:
        if field.kind == "lines":
            lines = [line.strip() for line in given[field.name].splitlines() if line.strip()]
            if len(lines) > _LINES:
                raise BadRequest(f"一次最多核查 {_LINES:,} 行")
            values[field.name] = json.dumps([written(line) for line in lines], ensure_ascii=False)
    return values


def written(line: str) -> list[str]:
    """Return a pasted name, and the ways in which notices may write it: with Chinese brackets, with ASCII's.

    >>> written("长河(云溪)茶行 ")
    ['长河(云溪)茶行 ', '长河（云溪）茶行', '长河(云溪)茶行', '长河(云溪)茶行']
    """
    narrow = unicodedata.normalize("NFKC", re.sub(r"\s", "", line))
    return [line, narrow.replace("(", "（").replace(")", "）"), narrow, narrow.upper()]


def _default(field: Field) -> str:
    return today().isoformat() if field.default == "today" else field.default


def _cell(asked: Asked, row: dict[str, Any], column: str) -> Any:
    value = row[column]
    if column == "主体" and value and row.get("_subject"):
        return Markup('<a class="name" href="{}/subject/{}">{}</a>').format(
            asked.link, row["_subject"], value
        )
    return cells.cell(value, column, None, row, asked.link) or ("" if value is None else value)


def _proof(asked: Asked, row: dict[str, Any]) -> Any:
    if row.get("_event"):
        return Markup('<a class="proof" href="{}/event/{}">看原页</a>').format(asked.link, row["_event"])
    if row.get("_subject"):
        return Markup('<a class="proof" href="{}/subject/{}">看主体</a>').format(asked.link, row["_subject"])
    return ""


def _told(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return rows as a file holds them: of the hidden columns only the event's key, to find it again."""
    return [
        {name: value for name, value in row.items() if not name.startswith("_")}
        | ({"标识": row["_event"]} if "_event" in row else {})
        for row in rows
    ]
