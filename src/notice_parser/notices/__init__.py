"""Mentions → Events and Problems: one kind of event a file."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from pkgutil import iter_modules
from typing import NamedTuple

from ..model import AssessmentCell, Block, BlockKind, Document, Event, Masthead, Mention, Problem, Subject
from ..terms import with_term
from . import plugins
from .annexes import missing_annexes
from .assessment_table import read_assessments
from .cases import case_in, case_of, handler_of, headed, led_by
from .cell_values import subjects_of
from .columns import Column
from .doubts import by_paragraph, doubts
from .enumerations import enumerations_of
from .filed_forms import read_forms
from .judgement import judge, unread
from .name_lists import lists_of
from .one_decision import ITEM, joined
from .pages import unread_pages
from .parties import parties_at, pointed_at, read_rows
from .passage import Carrier, Passage, Source, passages
from .policy_issued import carriers
from .registry import KINDS
from .retold import without_retold
from .rows import Rows, tables_of
from .severally import by_day
from .shared_facts import with_shared_facts

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")
plugins.load()

__all__ = ["KINDS", "Extracted", "extract"]


class Extracted(NamedTuple):
    """What a document reports."""

    events: tuple[Event, ...]
    assessments: tuple[AssessmentCell, ...]
    problems: tuple[Problem, ...]


def extract(document: Document, masthead: Masthead, mentions: tuple[Mention, ...]) -> Extracted:
    """Return the events that ``document`` reports, and what a person should look at.

    Each sentence goes to every kind that one of its cues wakes; a sentence that wakes kinds and yields
    nothing is a problem, as is a stated count that the names do not reach.
    """
    source = Source(document, masthead, mentions)
    filed = read_forms(source)
    tables = (rows for rows in tables_of(source) if rows.block not in filed.blocks)
    lists = (*tables, *lists_of(source), *enumerations_of(source))
    events: list[Event] = []
    problems = [*unread_pages(document), *missing_annexes(document)]
    for passage in (*_with_carriers(source, lists), *_cells(source, lists)):
        for sentence in passage.sentences:
            woken = [kind for kind in KINDS.values() if kind.wakes(sentence)]
            got: list[Event] = []
            failed: list[Problem] = []
            for kind in woken:
                found, told = plugins.read(kind, sentence)
                got += [each for event in found for each in by_day(sentence, event)]
                failed += told
            events += got
            problems += failed
            if woken and not got and not failed:
                problems += unread(sentence, woken)
    assessed = read_assessments(source)
    tabled = read_rows(source, lists, events)
    sentences = [event for event in events if not any(event is other for other in tabled.replaced)]
    sentences = joined(source, without_retold(sentences))
    sentences = [with_shared_facts(source, event, narrow=True) for event in sentences]
    beside = by_paragraph(source, (*sentences, *(row.event for row in tabled.events)))
    judged = [judge(event, source, doubted=doubts(event, beside, source)) for event in sentences]
    judged += [judge(event, source) for event in assessed.events]
    for row in tabled.events:
        doubted = [] if row.in_table else doubts(row.event, beside, source)
        judged.append(judge(row.event, source, row.listed, (*row.doubts, *doubted)))
    problems += [problem for _, found in judged for problem in found]
    return Extracted(
        tuple(
            sorted((*(with_term(event) for event, _ in judged), *filed.events), key=lambda event: event.span)
        ),
        assessed.cells,
        (*sorted(problems, key=lambda problem: problem.span), *tabled.problems, *filed.problems),
    )


def _with_carriers(source: Source, lists: tuple[Rows, ...]) -> list[Passage]:
    """Give each passage the documents whose issue was reported in it or, by short name, before it."""
    out: list[Passage] = []
    article: tuple[Carrier, ...] = ()
    case: tuple[Subject, ...] = ()
    led: tuple[Subject, ...] = ()
    handler: Mention | None = None
    for passage in passages(source):
        item = ITEM.match(passage.block.text) is not None
        if not item:
            led = led_by(passage)
        if passage.opens_article:
            article, case, handler = (), case_of(passage), handler_of(passage)
        issued = tuple(carrier for s in passage.sentences for carrier in carriers(s))
        parties = parties_at(lists, passage.block.span) or pointed_at(lists, passage.block)
        parties = parties or case_in(passage) or headed(passage)
        parties = parties or (led if item else ()) or case
        out.append(replace(passage, carriers=(*article, *issued), parties=parties, handler=handler))
        article = (*article, *(carrier for carrier in issued if carrier.alias))
    return out


def _cells(source: Source, lists: tuple[Rows, ...]) -> list[Passage]:
    """Make passages of the table cells that tell of acts in whole sentences."""
    return [
        Passage(
            source,
            Block(kind=BlockKind.PARAGRAPH, span=entry.span, text=source.text[slice(*entry.span)]),
            parties=subjects_of(row),
        )
        for rows in lists
        if rows.block.table is not None
        for row in rows.rows
        if (entry := row.values.get(Column.REASON)) is not None and "。" in entry.text
    ]
