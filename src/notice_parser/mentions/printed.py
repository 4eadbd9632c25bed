"""Document → the document as rules read it, with Chinese marks, and what they found → as it is printed."""

from __future__ import annotations

from ..model import Block, Document, Event, Mention, MentionKind, Span, Subject
from ..text import with_wide_marks


def as_read(document: Document) -> Document:
    """Return a document whose half-width marks beside Chinese are wide; itself where there are none.

    >>> block = Block(kind="paragraph", span=Span(0, 11), text="对云台茶行罚款,警告。")
    >>> as_read(Document(name="a.txt", sha256="", blocks=(block,))).text
    '对云台茶行罚款，警告。'
    """
    if with_wide_marks(document.text) == document.text:
        return document
    return Document(
        name=document.name,
        sha256=document.sha256,
        pages=document.pages,
        blocks=tuple(map(_block, document.blocks)),
    )


def _block(block: Block) -> Block:
    table = block.table
    if table is not None:
        update = {
            "title": with_wide_marks(table.title) if table.title else table.title,
            "header": tuple(map(with_wide_marks, table.header)),
            "rows": tuple(
                tuple(cell._replace(text=with_wide_marks(cell.text)) for cell in row) for row in table.rows
            ),
        }
        table = table.model_copy(update=update)
    return block.model_copy(update={"text": with_wide_marks(block.text), "table": table})


def mention_as_printed(mention: Mention, document: Document) -> Mention:
    """Return a mention with the words that stand on the page."""
    words = document.text[slice(*mention.span)]
    number = mention.kind is MentionKind.DOCUMENT_NUMBER and "〔" in mention.value
    value = words if mention.value == mention.text and not number else mention.value
    return mention.model_copy(update={"text": words, "value": value})


def event_as_printed(event: Event, read: Document, document: Document) -> Event:
    """Return an event whose quote and names are the words on the page; ``read`` is what the rules saw."""
    subjects = tuple(_subject(who, read, document) for who in event.subjects)
    lines = (_words(line, event.span, read, document) for line in event.quote.split("\n"))
    return event.model_copy(update={"subjects": subjects, "quote": "\n".join(lines)})


def _subject(who: Subject, read: Document, document: Document) -> Subject:
    name = _words(who.name, who.span, read, document) if who.span is not None else who.name
    return who.model_copy(update={"name": name})


def _words(said: str, span: Span, read: Document, document: Document) -> str:
    """What is printed where the rules read ``said``, at or after ``span``."""
    at = read.text.find(said, max(span.start - 1, 0))
    return document.text[at : at + len(said)] if at >= 0 and said else said
