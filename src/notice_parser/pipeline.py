"""The whole path, on one screen: file → Document → Mentions → Events → Notice → rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from .mentions import doubts, masthead_of, recognise
from .mentions.second_opinion import ask, weigh
from .mentions.voters import DEFAULT, voter
from .model import Document, Masthead, Notice
from .notices import extract
from .notices.second_opinion import in_question, with_opinions
from .reading import from_text, read
from .store import Outcome, save_file


def parse(
    path: str | Path,
    *,
    published: str | dt.date | None = None,
    issuer: str | None = None,
    ocr: str = "rapidocr",
    ner: str = DEFAULT,
) -> Notice:
    """Read one file: its text, its mentions, its events.

    ``published`` and ``issuer`` fill in what the paper itself does not say; ``ocr`` names the engine for
    scanned pages: rapidocr, paddleocr, recorded or off; ``ner`` the voter on names: lac, spacy:FOLDER,
    hanlp:FOLDER or off.
    Raise ``Unreadable`` where the file cannot be read, ``VoterMissing`` where the voter is not there.
    """
    return understand(read(Path(path), ocr), published=published, issuer=issuer, ner=ner)


def parse_text(
    text: str, *, published: str | dt.date | None = None, issuer: str | None = None, ner: str = DEFAULT
) -> Notice:
    """Do the same for text already in hand.

    >>> notice = parse_text("将城东便利店列入经营异常名录。", published="2022-04-06")
    >>> [(event.event_type, event.action.value) for event in notice.events]
    [('list.abnormal', 'add')]
    """
    return understand(from_text(text), published=published, issuer=issuer, ner=ner)


def understand(
    document: Document,
    *,
    published: str | dt.date | None = None,
    issuer: str | None = None,
    ner: str = DEFAULT,
) -> Notice:
    """Find the masthead, the mentions and the events of a document, and ask the voter about their names."""
    masthead = _fill(masthead_of(document), published, issuer)
    mentions = recognise(document, masthead)
    found = extract(document, masthead, mentions)
    events = found.events
    if (second := voter(ner)) is not None:
        opinions = ask(second, document, in_question(document, events))
        recognised = {mention.span for mention in mentions}
        events = tuple(with_opinions(event, opinions, document, recognised) for event in events)
        mentions = weigh(document, mentions, opinions, ner.partition(":")[0])
    problems = (*found.problems, *doubts(document, masthead))
    return Notice(
        document=document,
        masthead=masthead,
        mentions=mentions,
        events=events,
        assessments=found.assessments,
        problems=tuple(sorted(problems, key=lambda problem: problem.span)),
    )


def ingest(
    paths: Iterable[str | Path],
    db: str | Path,
    *,
    published: str | dt.date | None = None,
    issuer: str | None = None,
    source_url: str | None = None,
    ocr: str = "rapidocr",
    ner: str = DEFAULT,
) -> Iterator[Outcome]:
    """Parse each file and save it to the database, one transaction a notice.

    A file that cannot be read costs nothing but its own outcome.
    """
    if isinstance(published, dt.date):
        published = published.isoformat()
    for path in map(Path, paths):
        yield save_file(
            path,
            Path(db),
            partial(parse, ocr=ocr, ner=ner),
            published=published,
            issuer=issuer,
            source_url=source_url,
        )


def _fill(masthead: Masthead, published: str | dt.date | None, issuer: str | None) -> Masthead:
    """Add what the caller knows to what the paper says; the paper goes first."""
    if isinstance(published, str):
        published = dt.date.fromisoformat(published)
    return masthead.model_copy(
        update={
            "published": masthead.published or published,
            "issuer": masthead.issuer or issuer,
        }
    )
