"""Addresses → the pages that answer them, each behind the guard but for those named open."""

from __future__ import annotations

from typing import Any

from .. import (
    ask,
    audits,
    event_page,
    feeds,
    files_page,
    home,
    notice_page,
    reconcile,
    review,
    search,
    sessions,
    subject_page,
    table_export,
)
from ..access import guarded

_KEY = r"[0-9a-f]{16}"
_NOTICE = r"(?P<notice>\d{1,12})"

_READ = (  # whoever may see the database
    (r"", home.home),
    (r"search", search.search),
    (r"ask", ask.questions),
    (r"ask/(?P<question>[a-z]+)", ask.ask),
    (rf"event/(?P<key>{_KEY})", event_page.event),
    (r"subject/(?P<key>[0-9a-f]{8,64})", subject_page.subject),
    (r"subject-of/(?P<number>\d{1,15})", subject_page.subject_of),
    (rf"notice/(?P<notice>\d{{1,12}}|{_KEY})", notice_page.notice),
    (r"problem/(?P<number>\d{1,15})", notice_page.problem),
    (r"cell/(?P<number>\d{1,15})", notice_page.assessment),
    (rf"image/{_NOTICE}/(?P<page>\d{{1,6}})\.png", notice_page.image),
    (rf"original/{_NOTICE}", notice_page.original_file),
    (r"export/(?P<table>[^/.]+)\.(?P<kind>csv|xlsx)", table_export.export),
    (r"events\.atom", feeds.atom),
    (r"expiries\.ics", feeds.calendar),
    (r"reconcile", reconcile.reconcile),
    (r"suggest", reconcile.suggest),
    (r"preview", reconcile.preview),
    (r"files", files_page.files),
)
_WRITE = (  # staff only
    (r"audit", audits.page),
    (r"upload", files_page.upload),
    (rf"event/(?P<key>{_KEY})/review", review.take),
)


def routes() -> list[tuple[str, Any]]:
    """Return every address with its view."""
    base = r"^/-/notice-parser/(?P<database>[^/]+)/"
    return [
        (r"^/$", home.index),
        (r"^/-/notice-parser/sign-in$", sessions.sign_in),
        (r"^/-/notice-parser/sign-out$", sessions.sign_out),
        *((f"{base}{path}$", guarded(handler)) for path, handler in _READ),
        *((f"{base}{path}$", guarded(handler, staff=True)) for path, handler in _WRITE),
    ]
