"""The whole path, on one screen: file → Document → Mentions → Events → Notice → rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from .intake import PARSE, Progress, take_in
from .mentions import doubts, masthead_of, recognise
from .mentions.printed import as_read, event_as_printed, mention_as_printed
from .mentions.second_opinion import ask, weigh
from .mentions.voters import DEFAULT as LAC
from .mentions.voters import voter
from .model import Document, Masthead, Notice
from .notices import extract
from .notices.second_opinion import in_question, with_opinions
from .reading import from_text, read, sealing, unfolded, unheard
from .store import Outcome, keys, open_database, parser_version, runs, save
from .store.changes import Changes, compare, originals
from .store.transaction import transaction
from .workers import DEFAULT, Failed, Limits, Read, Wanted, read_each


def parse(
    path: str | Path,
    *,
    published: str | dt.date | None = None,
    issuer: str | None = None,
    ocr: str = "rapidocr",
    ner: str = LAC,
    progress: Callable[[int, int], None] = unheard,
    number_key: str | None = None,
) -> Notice:
    """Read one file: its text, its mentions, its events.

    ``published`` and ``issuer`` fill in what the paper itself does not say; ``ocr`` names the engine for
    scanned pages: rapidocr, paddleocr, recorded or off; ``ner`` the voter on names:
    lac, spacy:FOLDER, hanlp:FOLDER or off. ``progress`` is told the number of each page that is
    finished and how many there are. With ``number_key``, hexadecimal, numbers of persons are
    hashed before they are masked.
    Raise ``Unreadable`` where the file cannot be read, ``VoterMissing`` where the voter is not there.
    """
    with sealing(bytes.fromhex(number_key) if number_key else None) as seals:
        document = read(Path(path), ocr, progress)
    notice = understand(document, published=published, issuer=issuer, ner=ner)
    return notice.model_copy(update={"numbers": seals.of(document)}) if seals else notice


def parse_or_unfold(
    path: Path, *, spool: str | None = None, progress: Callable[[int, int], None] = unheard, **given: Any
) -> Notice | list[Path]:
    """Do the same for a file that nobody has looked into yet, in a process that it may end.

    Of a zip file or an e-mail return the files in it, written to the folder ``spool``.
    """
    if spool is not None:
        Path(spool).mkdir(exist_ok=True)
        found = list(unfolded([path], Path(spool)))
        if found != [path]:
            return found
        with suppress(OSError):  # a process that was killed over this file has left some of it
            Path(spool).rmdir()
    return parse(path, progress=progress, **given)


def parse_text(
    text: str, *, published: str | dt.date | None = None, issuer: str | None = None, ner: str = LAC
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
    ner: str = LAC,
) -> Notice:
    """Find the masthead, the mentions and the events of a document, and ask the voter about their names."""
    seen = as_read(document)
    masthead = _fill(masthead_of(seen), published, issuer)
    mentions = recognise(seen, masthead)
    found = extract(seen, masthead, mentions)
    events = found.events
    if (second := voter(ner)) is not None:
        opinions = ask(second, seen, in_question(seen, events))
        recognised = {mention.span for mention in mentions}
        events = tuple(with_opinions(event, opinions, seen, recognised) for event in events)
        mentions = weigh(seen, mentions, opinions, ner.partition(":")[0])
    problems = (*found.problems, *doubts(document, masthead))
    if seen is not document:
        events = tuple(event_as_printed(event, seen, document) for event in events)
        mentions = tuple(mention_as_printed(mention, document) for mention in mentions)
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
    ner: str = LAC,
    workers: int = 1,
    limits: Limits = DEFAULT,
    report: Callable[[Progress], None] = lambda progress: None,
) -> Iterator[Outcome]:
    """Read each file in a process of its own and save it to the database, one transaction a notice.

    The files are left where they are, and outcomes come as files are settled. Each file in a zip file or an
    e-mail is a file of its own. One that cannot be read costs nothing but its own outcome. ``report`` is told
    of every page.
    """
    if isinstance(published, dt.date):
        published = published.isoformat()
    given = {"published": published, "issuer": issuer, "source_url": source_url}
    return take_in(
        map(Path, paths), Path(db), given, ocr=ocr, ner=ner, workers=workers, limits=limits, report=report
    )


def reparse(
    db: str | Path,
    *,
    everything: bool = False,
    apply: bool = False,
    ocr: str = "rapidocr",
    ner: str = LAC,
    workers: int = 1,
    limits: Limits = DEFAULT,
) -> Iterator[Changes]:
    """Read the archived originals again and yield what changes; write it only with ``apply``.

    Without ``everything`` only what other rules have read is read again; each original in a process of its
    own, as ``ingest`` does. A person's reviews and corrections hold. An original that cannot be read costs
    nothing but its own message.
    """
    db = Path(db)
    with open_database(db) as database:
        kept = list(originals(database.conn, db.parent, None if everything else parser_version()))
        with transaction(database):
            run = runs.begin(database.conn, "reparse") if apply and kept else None
            secret = keys.secret(db, database.conn) if apply and kept else None
        number_key = keys.for_numbers(secret).hex() if secret else None
        wanted = (
            Wanted(
                str(place),
                one.path,
                one.file,
                {"published": one.published, "issuer": one.issuer, "ocr": ocr, "ner": ner}
                | {"number_key": number_key},
            )
            for place, one in enumerate(kept)
        )
        for result in read_each(PARSE, wanted, workers, limits) if kept else ():
            file = kept[int(result.key)].file
            if not isinstance(result, Read):
                told = f"{result.reason}，{result.advice}" if isinstance(result, Failed) else "是压缩包"
                yield Changes(file, [], [], [], f"{file}：原件读不出（{told}）")
                continue
            yield compare(database.conn, result.notice)
            if apply:
                save(database, result.notice, run=run)
        if run is not None:
            with transaction(database):
                runs.end(database.conn, run)


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
